//! Pictures: from an answer to a scene of boxes and lines, to places on a page, to shapes and words.
//!
//! Invariant: a scene holds plain data with the words and looks already chosen, so that every picture format draws the
//! same; nothing selected is left out of it unseen. No clock, no hash order, no width of a font of this machine.
mod colour;
mod geometry;
mod layout;
mod legend;
mod map;
mod matrix;
mod measure;
mod page;
mod picture;
mod random;
mod scene;
mod sector;
mod shapes;
mod timeline;
mod widths;

pub use colour::{Ink, Inks, contrast};
pub use geometry::{Cubic, Point, Rect, at, on_curve};
pub use measure::{FONTS, Weight, width, wrap};
pub use picture::{Anchor, LEADING, Mark, Outline, Part, Picture, Shape, StandsFor, Stroke, Text, Turn};
pub use scene::{Box, Group, Line, PageInks, Said, Scene, Source};

use crate::ask::{Answer, Drawing, Layout};
use crate::model::Model;

/// An answer as a picture.
pub fn picture(answer: &Answer, model: &Model, drawing: &Drawing) -> Picture {
    let scene = Scene::new(answer, model);
    let layout = drawing.layout.unwrap_or(answer.layout);
    match layout {
        Layout::Map | Layout::Ego | Layout::Layered => map::picture(&scene, drawing, layout),
        Layout::Timeline => timeline::picture(answer, model, &scene),
        Layout::Matrix => matrix::picture(answer, model, &scene),
    }
}
