//! What shapes and lines mean: those that are present.
use super::geometry::{Point, Rect, at};
use super::map::thickness;
use super::page::{Entry, SAMPLE};
use super::picture::{Mark, Outline, Shape, Stroke};
use super::scene::{Said, Scene};
use super::shapes::{dashes, head, marks};
use crate::vocab::{Partnership, Phase};

/// The signs of a map and what they mean, boxes first.
pub(super) fn legend(scene: &Scene) -> Vec<Entry> {
    boxes(scene).into_iter().chain(lines(scene)).collect()
}

/// One entry for each look.
fn boxes(scene: &Scene) -> Vec<Entry> {
    let mut seen = vec![];
    let mut entries = vec![];
    for b in scene.boxes().filter(|b| !b.family.is_empty()) {
        let look = (&b.look, &b.colour);
        if !seen.contains(&look) {
            seen.push(look);
            let rect = Rect::around(at(0., 0.), SAMPLE.x - 2., SAMPLE.y);
            entries.push(Entry { sample: marks(&b.look, rect, &b.inks, ""), words: b.family.clone() });
        }
    }
    entries
}

/// One entry for each thing a line can tell.
fn lines(scene: &Scene) -> Vec<Entry> {
    let said = || scene.lines.iter().flat_map(|l| &l.claims);
    let mut entries = vec![];
    for (partnership, words) in [
        (Partnership::Cooperative, "binds partners"),
        (Partnership::Neutral, "other tie"),
        (Partnership::Adverse, "adverse"),
    ] {
        if let Some(one) = said().find(|s| s.partnership == partnership) {
            entries.push(entry(one, vec![], words));
        }
    }
    let of = |phase: Phase| said().find(|s| s.phase == phase);
    let dashed = match (of(Phase::Planned), said().find(|s| s.phase == Phase::Held && s.hedged)) {
        (Some(one), Some(_)) => Some((one, "not yet, or said with reserve")),
        (Some(one), None) => Some((one, "not yet")),
        (None, Some(one)) => Some((one, "said with reserve")),
        (None, None) => None,
    };
    for (one, words) in dashed.into_iter().chain(of(Phase::Ended).map(|one| (one, Phase::Ended.word()))) {
        entries.push(entry(one, dashes(&one.style), words));
    }
    let several = said().find(|s| s.voices > 1).filter(|_| said().any(|s| s.voices <= 1));
    if let Some(one) = several {
        let stroke = |voices| Stroke::solid(&one.ink, thickness(voices));
        let line = |y: f64, voices| Shape::line(Outline::Polyline(across(y)), stroke(voices));
        let sample = vec![line(-3., 2), line(3., 1)];
        entries.push(Entry { sample, words: "several voices, one voice".to_owned() });
    }
    entries
}

fn across(y: f64) -> Vec<Point> {
    vec![at(-SAMPLE.x / 2., y), at(SAMPLE.x / 2. - 1., y)]
}

fn entry(said: &Said, dashes: Vec<f64>, words: &str) -> Entry {
    let line: Mark = Shape::line(Outline::Polyline(across(0.)), Stroke { ink: said.ink.clone(), width: 1.6, dashes });
    let tip = head(&said.head, at(SAMPLE.x / 2., 0.), at(1., 0.), &said.ink);
    Entry { sample: std::iter::once(line).chain(tip).collect(), words: words.to_owned() }
}
