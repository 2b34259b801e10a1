//! Ask, draw and check hand-written facts about who is tied to whom, and on whose word.
//!
//! Data moves one way, and so do the imports: a module may use the ones above it in this list and none below
//! (`tests/layers.rs` holds it). ARCHITECTURE.md walks through the rooms.
//!
//! ```text
//! text ─▶ diag ─▶ yaml ─▶ date ─▶ vocab ─▶ facts ─▶ check ─▶ evidence ─▶ model ─▶ ask ─▶ draw ─▶ render ─▶ edit ─▶ cli
//! ```
pub mod threads;
pub mod text;
pub mod diag;
pub mod yaml;
pub mod date;
pub mod vocab;
pub mod facts;
pub mod check;
pub mod evidence;
pub mod model;
pub mod ask;
pub mod draw;
pub mod render;
pub mod edit;
pub mod cli;
