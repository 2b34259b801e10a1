//! Boxes in groups, and the lines between them.
use super::geometry::{Rect, at};
use super::measure::Weight;
use super::page::page;
use super::picture::{Mark, Outline, Part, Picture, Shape, StandsFor, Stroke, Text};
use super::scene::Scene;
use crate::ask::Drawing;
use rustc_hash::FxHashMap;

/// The scene on a page.
pub(super) fn picture(scene: &Scene, _drawing: &Drawing) -> Picture {
    let mut marks = vec![];
    let mut places = FxHashMap::default();
    let mut y = 0.;
    for group in &scene.groups {
        for (n, it) in group.boxes.iter().enumerate() {
            let place = at(80. + (n % 8) as f64 * 170., y + (n / 8) as f64 * 70.);
            places.insert(it.id.as_str(), place);
        }
        y += (group.boxes.len().div_ceil(8)) as f64 * 70. + 30.;
    }
    for line in &scene.lines {
        let (a, b) = (places[line.from.as_str()], places[line.to.as_str()]);
        let said = &line.claims[0];
        let (claims, tooltips): (Vec<_>, Vec<_>) =
            line.claims.iter().map(|s| (s.id.clone(), s.tooltip.as_str())).unzip();
        let stands_for = StandsFor::Line { id: line.id.clone(), claims, from: line.from.clone(), to: line.to.clone() };
        let shape = Shape::line(Outline::Polyline(vec![a, b]), Stroke::solid(&said.ink, 1.3));
        let (tooltip, link) = (tooltips.join("\n"), said.link.clone());
        marks.push(Mark::Part(Part { stands_for, tooltip, link, marks: vec![shape] }));
        let words = Text::centred(&[said.label.clone()], a.towards(b, 0.5), 10.5, Weight::Regular, &scene.page.ink);
        let words = Mark::Text(Text { halo: Some(scene.page.paper.clone()), ..words });
        let stands_for = StandsFor::Label { line: line.id.clone() };
        marks.push(Mark::Part(Part { stands_for, tooltip: String::new(), link: String::new(), marks: vec![words] }));
    }
    for it in scene.boxes() {
        let place = places[it.id.as_str()];
        let rect = Rect::around(place, 150., 40.);
        let shape = Shape::area(Outline::Rect(rect, 4.), &it.inks.fill, Stroke::solid(&it.inks.outline, 1.4));
        let words = Mark::Text(Text::centred(&[it.label.clone()], place, 12., Weight::Bold, &it.inks.text));
        let stands_for = StandsFor::Box { id: it.id.clone() };
        marks.push(Mark::Part(Part {
            stands_for,
            tooltip: it.label.clone(),
            link: String::new(),
            marks: vec![shape, words],
        }));
    }
    page(scene, marks, Rect::from(0., -40., 1400., y + 40.), vec![], String::new(), vec![])
}
