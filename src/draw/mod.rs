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
mod overview;
mod page;
mod pages;
mod partners;
mod picture;
mod random;
mod scene;
mod sector;
mod shapes;
mod timeline;
mod widths;

pub use colour::{Ink, Inks, contrast};
pub use geometry::{Cubic, Point, Rect, at, on_curve};
pub use measure::{FONTS, Weight, exact_width, width, wrap};
pub use picture::{Anchor, LEADING, Mark, Outline, Part, Picture, Shape, StandsFor, Stroke, Text, Turn};
pub use scene::{Box, Group, Line, PageInks, Said, Scene, Source};

use crate::ask::{Answer, Drawing, Layout};
use crate::model::Model;
use std::collections::BTreeMap;

pub use pages::{FITTING, pages};

/// Where the middle of each box was in an earlier picture, by its id.
pub type Kept = BTreeMap<String, Point>;

/// What is drawn of an answer, before anything has a place; an overview sums it up by groups.
pub fn scene(answer: &Answer, model: &Model, drawing: &Drawing) -> Scene {
    let scene = Scene::new(answer, model);
    if drawing.as_partners { partners::scene(answer, model, scene) } else { scene }
}

/// An answer as a picture; boxes stay where they were kept.
pub fn picture(answer: &Answer, model: &Model, drawing: &Drawing, kept: &Kept) -> Picture {
    let scene = scene(answer, model, drawing);
    let layout = drawing.layout.unwrap_or(answer.layout);
    match layout {
        Layout::Map | Layout::Ego | Layout::Layered if scene.boxes().count() <= pages::MOST => {
            map::picture(&scene, drawing, layout, kept)
        }
        Layout::Map | Layout::Ego | Layout::Layered | Layout::Overview => {
            let mut picture = map::picture(&overview::scene(&scene), drawing, Layout::Overview, kept);
            picture.faults.extend((layout != Layout::Overview).then(|| too_much(&scene)));
            picture
        }
        Layout::Timeline => timeline::picture(answer, model, &scene),
        Layout::Matrix => matrix::picture(answer, model, &scene),
    }
}

/// What is to be said where an overview is drawn in place of a map.
fn too_much(scene: &Scene) -> String {
    let (count, most) = (scene.boxes().count(), pages::MOST);
    format!(
        "{count} names, and a map has room for {most}: an overview of their groups is drawn; \
         ask about fewer, or --pages draws a page for each group"
    )
}
