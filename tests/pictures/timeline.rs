//! The timeline: every row of the answer is in it.
use crate::drawn::{self, HOSTILE, entries, generated, is_legible, signs_are_free, words};
use crate::shipped::{self, QUESTIONS, answer, facts, model, written};
use std::collections::BTreeSet;
use ties::ask::{Answer, Layout, Row};
use ties::draw::{Mark, Outline, Picture, Shape};
use ties::model::Model;

const ASKED: [&str; 5] = [
    "timeline",
    "timeline mali",
    "timeline russia --since 2025",
    "timeline senou-refinery",
    "timeline mali --as-of 2025",
];

fn picture(answer: &Answer, model: &Model) -> Picture {
    drawn::picture(answer, model, Layout::Timeline)
}

#[test]
fn words_stand_apart_and_on_the_page() {
    let facts = facts();
    let model = model(&facts);
    for ask in ASKED.iter().chain(&QUESTIONS) {
        let picture = picture(&answer(&model, ask), &model);
        is_legible(ask, &picture);
        signs_are_free(ask, &picture);
    }
}

#[test]
fn words_stand_apart_whatever_the_facts() {
    for count in [1, 2, 5, 20, 60, 200] {
        let facts = generated(count);
        let model = model(&facts);
        let picture = picture(&answer(&model, "timeline"), &model);
        is_legible(&format!("{count} dates"), &picture);
        signs_are_free(&format!("{count} dates"), &picture);
    }
}

#[test]
fn every_row_is_drawn_once() {
    let facts = facts();
    let model = model(&facts);
    for ask in ASKED {
        each_claim_has_an_entry(ask, &answer(&model, ask), &model);
    }
    let facts = generated(60);
    let model = shipped::model(&facts);
    let all = answer(&model, "timeline");
    each_claim_has_an_entry("60 dates", &all, &model);
    let partners = answer(&model, "partners");
    assert_eq!(entries(&picture(&partners, &model)).len(), partners.rows.len());
}

fn each_claim_has_an_entry(ask: &str, answer: &Answer, model: &Model) {
    let picture = picture(answer, model);
    // What explains a row of a timeline has no day of its own.
    let is_drawn = |row: &&Row| row.counts || answer.question != "timeline";
    let claims: BTreeSet<_> = answer.rows.iter().filter(is_drawn).map(|row| row.evidence.claims.clone()).collect();
    assert_eq!(entries(&picture).len(), claims.len(), "{ask}");
    let words = words(&picture);
    for row in answer.rows.iter().filter(is_drawn) {
        for word in row.evidence.when.words().split(' ') {
            assert!(words.contains(word), "{ask}: {word} is not in the picture");
        }
    }
}

#[test]
fn what_has_no_day_is_counted_and_listed() {
    let facts = shipped::read(vec![(
        "facts.yaml".to_owned(),
        "sources:\n  - {id: s, title: Test Paper, publisher: Test Press, kind: news}\n\
         dates:\n  - {id: d, kind: meeting, name: Test meeting, cite: s#1}\n\
         stakeholders:\n  - {id: a, kind: company, name: Test Mill}\n"
            .to_owned(),
    )]);
    let model = model(&facts);
    let words = words(&picture(&answer(&model, "show d"), &model));
    assert!(words.contains("Without a day (1)"), "{words}");
}

#[test]
fn a_question_about_time_is_drawn_as_a_timeline() {
    let facts = facts();
    let model = model(&facts);
    let svg = written(&answer(&model, "timeline mali"), &model, "svg", None);
    assert!(svg.contains("data-entry-id=\"entry-1\""));
}

#[test]
fn nothing_dated_is_said() {
    let facts = facts();
    let model = model(&facts);
    let words = words(&picture(&answer(&model, "timeline ndb --since 2027"), &model));
    assert!(words.contains("Nothing dated is stated here."), "{words}");
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    let svg = || {
        let facts = generated(30);
        let model = model(&facts);
        written(&answer(&model, "timeline"), &model, "svg", None)
    };
    assert!(svg() == svg());
}

#[test]
fn text_of_strangers_does_no_harm() {
    let facts = shipped::read(vec![("facts.yaml".to_owned(), HOSTILE.to_owned())]);
    let model = model(&facts);
    let svg = written(&answer(&model, "timeline"), &model, "svg", None);
    for bad in ["<script", "javascript:", "onload=\"", "<svg/", "\u{1b}", "\u{9b}", "\u{202e}"] {
        assert!(!svg.contains(bad), "{bad:?} in {svg}");
    }
}

#[test]
fn what_is_certain_is_solid_and_what_is_possible_is_striped() {
    let facts = shipped::read(vec![(
        "facts.yaml".to_owned(),
        "sources:\n  - {id: s, title: Test Paper, publisher: Test Press, kind: news, published: 2024-01-01}\n\
         stakeholders:\n  - {id: a, kind: company, name: Test Mill}\n  - {id: b, kind: company, name: Test Kiln}\n\
         ties:\n  - {from: a, is: partner-of, to: b, since: 2020, until: 2022, cite: s#1}\n"
            .to_owned(),
    )]);
    let model = model(&facts);
    let picture = picture(&answer(&model, "timeline"), &model);
    let entry = entries(&picture)[0];
    let shapes = entry.marks.iter().filter_map(|mark| if let Mark::Shape(shape) = mark { Some(shape) } else { None });
    let (solid, stripes): (Vec<&Shape>, Vec<&Shape>) = shapes.partition(|s| matches!(s.outline, Outline::Rect(..)));
    let solid = solid[0].covers();
    let before = stripes.iter().filter(|s| s.covers().x1 < solid.x0).count();
    let after = stripes.iter().filter(|s| s.covers().x0 > solid.x1).count();
    // A year and a year of stripes around a year that is certain.
    assert!(before > 10 && after > 10, "{before} stripes, {after} stripes");
    let faint = stripes.iter().map(|s| s.opacity).fold(1., f64::min);
    assert!(faint < 0.4, "the stripes do not fade: {faint}");
}
