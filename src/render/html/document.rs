//! A page to read from beginning to end and to print: contents, sections of numbered sentences, sources.
//!
//! Invariant: it runs no script, takes no style but its own and asks for nothing from anywhere; each reference leads to
//! its source, and from there back to each sentence that rests on it.
use super::table::dated;
use super::{hash, inks, lean, tight, whole};
use crate::ask::{Answer, Note, Row};
use crate::diag::write::visible;
use crate::draw::PageInks;
use crate::model::Model;
use crate::render::values::document::{
    Entry, Part, entries, marks, number, parts, runs, sentence_word, sentences, words,
};
use crate::render::values::{self, Bibliography};
use maud::{Markup, html};

const STYLE: &str = include_str!("document.css");

/// The page as text.
pub(super) fn document(answer: &Answer, model: &Model) -> String {
    let style = format!("{}{}", inks(&PageInks::new(model.vocab())), tight(&lean(STYLE)));
    let source = hash::source(&style);
    let policy = format!("default-src 'none'; style-src {source}; base-uri 'none'; form-action 'none'");
    let bibliography = Bibliography::new(answer);
    let (parts, sources) = (parts(answer), entries(answer, model, &bibliography));
    let speaks = values::speaks_for(answer, model, &bibliography);
    let body = html! {
        header {
            h1 { (visible(&answer.title)) }
            @if !speaks.is_empty() { p.quiet { "It speaks for: " (speaks) } }
            @for note in &answer.lead { (noted(note, &bibliography)) }
        }
        (contents(&parts, !sources.is_empty()))
        main {
            @for (n, part) in parts.iter().enumerate() { (section(n, part, answer, model, &bibliography)) }
            @for note in &answer.notes { (noted(note, &bibliography)) }
            @if !sources.is_empty() {
                section aria-labelledby="sources" {
                    h2 id="sources" { "Sources" }
                    ol.sources { @for entry in &sources { (listed(entry)) } }
                }
            }
        }
    };
    whole(&visible(&answer.title), &policy, &style, &body)
}

fn noted(note: &Note, bibliography: &Bibliography) -> Markup {
    html! { p { (visible(&note.text)) (references(&values::numbered(&note.evidence, bibliography))) } }
}

fn contents(parts: &[Part], has_sources: bool) -> Markup {
    html! {
        nav aria-label="Contents" {
            ul {
                @for (n, part) in parts.iter().enumerate() { li { a href=(format!("#part-{n}")) { (visible(part.title)) } } }
                @if has_sources { li { a href="#sources" { "Sources" } } }
            }
        }
    }
}

fn section(n: usize, part: &Part, answer: &Answer, model: &Model, bibliography: &Bibliography) -> Markup {
    let id = format!("part-{n}");
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (visible(part.title)) }
            @for rows in &part.groups {
                @let note = &rows[0].section.note;
                @if !note.is_empty() { h3 { (visible(note)) } }
                // A list is counted through, so what has no number stands in one of its own.
                @for rows in rows.chunk_by(|a, b| a.counts == b.counts) {
                    @if rows[0].counts {
                        ol { @for row in rows { (sentence(answer, row, model, bibliography)) } }
                    } @else {
                        ul { @for row in rows { (sentence(answer, row, model, bibliography)) } }
                    }
                }
            }
        }
    }
}

fn sentence(answer: &Answer, row: &Row, model: &Model, bibliography: &Bibliography) -> Markup {
    let number = number(answer, row);
    let sees = sentences(answer, row);
    let marks = marks(row, model);
    html! {
        li id=[number.map(|n| format!("s{n}"))] value=[number] {
            (dated(&words(row, model, bibliography)))
            @if !sees.is_empty() { span.quiet { ": " (sentence_word(&sees)) " " (numbers(&sees)) } }
            (references(&values::numbered(&row.evidence, bibliography)))
            @if !marks.is_empty() { " " span.quiet { "(" (marks) ")" } }
        }
    }
}

/// ` [1][2¶5]`, each a link to its source.
fn references(all: &[(usize, String)]) -> Markup {
    html! {
        @if !all.is_empty() {
            " " span.refs { @for (source, text) in all { a href=(format!("#source-{source}")) { (text) } } }
        }
    }
}

/// `3, 7–9`, each a link to its sentence.
fn numbers(all: &[usize]) -> Markup {
    let link = |n: usize| html! { a href=(format!("#s{n}")) { (n) } };
    html! {
        @for (n, (first, last)) in runs(all).into_iter().enumerate() {
            @if n > 0 { ", " }
            (link(first))
            @if last > first { "\u{2013}" (link(last)) }
        }
    }
}

fn listed(entry: &Entry) -> Markup {
    let (rests, places) = &entry.rests;
    html! {
        li id=(format!("source-{}", entry.number)) value=(entry.number) {
            cite { (entry.title) } ": " (entry.about) "."
            @if let Some(url) = entry.url {
                " " a.url href=(url) target="_blank" rel="noopener noreferrer" { (visible(url)) }
            }
            @if !rests.is_empty() {
                p.quiet {
                    (rests) ": "
                    @for (n, (place, sentences)) in places.iter().enumerate() {
                        @if n > 0 { "; " }
                        @if !place.is_empty() { (place) ": " }
                        (numbers(sentences))
                    }
                }
            }
        }
    }
}
