//! What the signs of a timeline mean: those that are present, and no other.
//!
//! Invariant: a sample is drawn by the same hand as the sign it explains.
use super::axis::Axis;
use super::entry::{Entry, Look, Sign};
use super::mark::{self, End};
use crate::date::Days;
use crate::draw::colour::Ink;
use crate::draw::geometry::at;
use crate::draw::page::Entry as Legend;
use crate::draw::picture::{Mark, Outline, Shape, Stroke};
use crate::draw::scene::Scene;
use crate::vocab::{Partnership, Phase};

/// What is present, and what it means.
pub(super) fn legend(entries: &[Entry], axis: &Axis, scene: &Scene) -> Vec<Legend> {
    let (paper, quiet) = (&scene.page.paper, &scene.page.quiet);
    let plain = Look {
        sign: Sign::Event,
        partnership: Partnership::Neutral,
        ink: quiet.clone(),
        phase: Phase::Held,
        style: String::new(),
        one_voice: false,
        disputed: false,
        struck: false,
    };
    let mut legend = vec![];
    let mut add = |present: bool, sample: Vec<Mark>, words: &str| {
        if present {
            legend.push(Legend { sample, words: words.to_owned() });
        }
    };
    times(entries, &plain, paper, &mut add);
    looks(entries, &plain, paper, &mut add);
    add(axis.stretches.len() > 1, broken(0., 0., quiet), "time left out; the scale changes here");
    legend
}

/// The signs of when something was.
fn times(entries: &[Entry], plain: &Look, paper: &Ink, add: &mut dyn FnMut(bool, Vec<Mark>, &str)) {
    let is_dated = |e: &Entry| !e.known().is_empty();
    let is_moment = |e: &Entry| e.interval.start == e.interval.end && is_dated(e);
    let is_span = |e: &Entry| e.interval.start != e.interval.end && is_dated(e);
    let any = |is: &dyn Fn(&Entry) -> bool| entries.iter().any(is);
    for (sign, words) in [(Sign::Event, "happened"), (Sign::Status, "reached a status"), (Sign::Party, "took part")] {
        let sample = mark::sign(at(0., 0.), &Look { sign, ..plain.clone() }, paper);
        add(any(&|e| !is_span(e) && e.look.sign == sign), sample, words);
    }
    let bar = |start, end| mark::span(start, end, 0., plain, paper);
    let full = bar(End::Within(-11., -11.), End::Within(11., 11.));
    add(any(&is_span), full, "lasted");
    let striped = |e: &Entry| {
        let open = |(from, to): Days| from != to;
        is_span(e) && (open(e.interval.start) || open(e.interval.end)) || from_or_to(e)
    };
    let fading = bar(End::Within(-11., -11.), End::Within(-4., 12.));
    add(any(&striped), fading, "possible, not certain");
    let unknown =
        |e: &Entry| from_or_to(e) || is_span(e) && (e.interval.start.0.is_open() || e.interval.end.1.is_open());
    add(any(&unknown), vec![mark::chevron(4., 1., 0., plain)], "begin or end not known");
    let vague = |e: &Entry| is_moment(e) && e.interval.start.0 != e.interval.start.1 && !from_or_to(e);
    add(any(&vague), mark::moment(-11., 11., 0., plain, paper), "some day between");
}

/// The signs of how sure it is, how far along, and whom it binds.
fn looks(entries: &[Entry], plain: &Look, paper: &Ink, add: &mut dyn FnMut(bool, Vec<Mark>, &str)) {
    let any = |is: &dyn Fn(&Look) -> bool| entries.iter().any(|e| is(&e.look));
    let sample = |look: &Look| mark::sign(at(0., 0.), look, paper);
    let voices = |one_voice| sample(&Look { one_voice, ..plain.clone() });
    add(any(&|l| l.phase != Phase::Planned && !l.one_voice), voices(false), "two voices or more");
    add(any(&|l| l.phase != Phase::Planned && l.one_voice), voices(true), "a single voice");
    for phase in [Phase::Planned, Phase::Paused, Phase::Ended] {
        let style = entries.iter().find(|e| e.look.phase == phase).map(|e| e.look.style.clone());
        let look = Look { phase, style: style.clone().unwrap_or_default(), ..plain.clone() };
        add(style.is_some(), sample(&look), phase.word());
    }
    add(any(&|l| l.disputed), sample(&Look { disputed: true, ..plain.clone() }), "disputed");
    add(any(&|l| l.struck), sample(&Look { struck: true, ..plain.clone() }), "denied or rejected");
    for (partnership, words) in
        [(Partnership::Cooperative, "makes partners"), (Partnership::Adverse, "against each other")]
    {
        let ink = entries.iter().find(|e| e.look.partnership == partnership).map(|e| e.look.ink.clone());
        let look = Look { partnership, ink: ink.clone().unwrap_or(plain.ink.clone()), ..plain.clone() };
        add(ink.is_some(), sample(&look), words);
    }
}

/// Whether it is a moment some day up to a day, or from one on.
fn from_or_to(entry: &Entry) -> bool {
    let (from, to) = entry.interval.start;
    entry.interval.start == entry.interval.end && from.is_open() != to.is_open()
}

/// Two strokes through the axis.
pub(super) fn broken(x: f64, y: f64, ink: &Ink) -> Vec<Mark> {
    let stroke = |x: f64| {
        Shape::line(Outline::Polyline(vec![at(x - 2.5, y + 5.), at(x + 2.5, y - 5.)]), Stroke::solid(ink, 1.3))
    };
    vec![stroke(x - 3.), stroke(x + 3.)]
}
