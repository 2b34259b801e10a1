//! Pictures: from the selection of an answer to a scene of groups, boxes and lines.
//!
//! Invariant: a scene holds plain data with the words and looks already chosen, so that every picture format draws the
//! same; nothing selected is left out of it.
mod scene;

pub use scene::{Box, Group, Line, Scene};
