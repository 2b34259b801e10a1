//! The matrix: every pair is in it, on both sides of the diagonal.
use crate::drawn::{self, HOSTILE, entries, generated, is_legible, signs_are_free, words};
use crate::shipped::{self, QUESTIONS, answer, facts, model};
use std::collections::BTreeSet;
use ties::ask::{Answer, Cell, Layout};
use ties::draw::{Picture, StandsFor};
use ties::model::Model;

fn picture(answer: &Answer, model: &Model) -> Picture {
    drawn::picture(answer, model, Layout::Matrix)
}

#[test]
fn words_stand_apart_and_on_the_page() {
    let facts = facts();
    let model = model(&facts);
    for ask in QUESTIONS {
        let picture = picture(&answer(&model, ask), &model);
        is_legible(ask, &picture);
        signs_are_free(ask, &picture);
    }
}

#[test]
fn words_stand_apart_whatever_the_facts() {
    for count in [2, 5, 20, 40, 120] {
        let facts = generated(count);
        let model = model(&facts);
        let picture = picture(&answer(&model, "partners"), &model);
        is_legible(&format!("{count} names"), &picture);
        signs_are_free(&format!("{count} names"), &picture);
    }
}

#[test]
fn every_pair_has_a_cell_on_each_side() {
    let facts = facts();
    let model = model(&facts);
    for ask in ["partners russia", "partners mali", "partners mali --as-of 2025-07-01"] {
        let answer = answer(&model, ask);
        let cells = cells(&picture(&answer, &model));
        for row in &answer.rows {
            let ends: Vec<&str> = answer
                .columns
                .iter()
                .zip(&row.cells)
                .filter(|(column, _)| ["who", "partner"].contains(&column.name))
                .filter_map(|(_, cell)| if let Cell::Entity(node) = cell { Some(model.graph[*node].id) } else { None })
                .collect();
            let [one, other] = ends[..] else { panic!("{ask}: a row has two ends") };
            for (a, b) in [(one, other), (other, one)] {
                assert!(cells.contains(&(a.to_owned(), b.to_owned())), "{ask}: {a} with {b} has no cell");
            }
        }
    }
}

/// The ids of the two each cell is for.
fn cells(picture: &Picture) -> BTreeSet<(String, String)> {
    let two = |of: &Vec<String>| Some((of.first()?.clone(), of.get(1)?.clone()));
    let ends = entries(picture).into_iter().filter_map(|part| match &part.stands_for {
        StandsFor::Entry { of, .. } => two(of),
        _ => None,
    });
    ends.collect()
}

#[test]
fn a_cell_tells_all_that_binds_two_and_where_it_is_said() {
    let facts = facts();
    let model = model(&facts);
    let answer = answer(&model, "partners");
    let picture = picture(&answer, &model);
    let cell =
        entries(&picture).into_iter().find(|part| part.tooltip.starts_with("Russia and Mali: partners")).unwrap();
    let rows = answer.rows.iter().filter(|row| {
        let names = row.cells.iter().filter_map(|c| if let Cell::Entity(n) = c { Some(model.name(*n)) } else { None });
        let names: Vec<&str> = names.collect();
        names.contains(&"Russia") && names.contains(&"Mali")
    });
    assert_eq!(cell.tooltip.lines().count(), 1 + rows.count());
    assert!(cell.tooltip.lines().skip(1).all(|line| line.ends_with(']')), "{}", cell.tooltip);
}

#[test]
fn more_names_than_can_be_read_are_counted() {
    let facts = generated(120);
    let model = model(&facts);
    let words = words(&picture(&answer(&model, "partners"), &model));
    assert!(words.contains("80 of 120 names are left out"), "{words}");
    assert!(words.contains("ties partners w"), "{words}");
}

#[test]
fn the_same_facts_give_the_same_picture() {
    let drawn = || {
        let facts = generated(60);
        let model = model(&facts);
        picture(&answer(&model, "partners"), &model)
    };
    assert!(drawn() == drawn());
}

#[test]
fn text_of_strangers_does_no_harm() {
    let facts = shipped::read(vec![("facts.yaml".to_owned(), HOSTILE.to_owned())]);
    let model = model(&facts);
    let svg = shipped::drawn(&answer(&model, "partners"), &model, Layout::Matrix);
    for bad in ["<script", "javascript:", "onload=\"", "<svg/", "\u{1b}", "\u{9b}", "\u{202e}"] {
        assert!(!svg.contains(bad), "{bad:?} in {svg}");
    }
}
