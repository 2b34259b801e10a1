//! The tables of the page: the rows of the answer, all claims, the sources. They are there without script too.
//!
//! Invariant: a row of claims stands for the claim with its number in the data, in the same order.
use super::data::{Data, Told};
use crate::ask::{Answer, Note, Row};
use crate::diag::write::visible;
use crate::model::Model;
use crate::render::values::{self, Bibliography};
use maud::{Markup, html};

/// What the question gives back.
pub(super) fn answer(answer: &Answer, model: &Model) -> Markup {
    let bibliography = Bibliography::new(answer);
    let sections = answer.rows.chunk_by(|a, b| a.section == b.section);
    // Without a title the first stands over the page already.
    let is_title = |note: &Note| answer.title.is_empty() && note.evidence.cites.is_empty();
    let lead = answer.lead.iter().enumerate().filter(|(n, note)| *n > 0 || !is_title(note)).map(|(_, note)| note);
    html! {
        @for note in lead { p class="lead" { (noted(note, &bibliography)) } }
        @for rows in sections { (section(answer, model, rows, &bibliography)) }
        @for note in &answer.notes { p class="quiet" { (noted(note, &bibliography)) } }
        @if !answer.more.is_empty() {
            p class="quiet" { "More: " @for command in &answer.more { code { (visible(command)) } " " } }
        }
    }
}

fn noted(note: &Note, bibliography: &Bibliography) -> Markup {
    html! {
        (visible(&note.text))
        @for reference in values::references(&note.evidence, bibliography) { " " (reference) }
    }
}

fn section(answer: &Answer, model: &Model, rows: &[Row], bibliography: &Bibliography) -> Markup {
    let shown: Vec<usize> = (0..answer.columns.len()).filter(|n| is_shown(answer, *n)).collect();
    let has_headings = shown.iter().any(|n| !answer.columns[*n].heading.is_empty());
    let has_when = answer.columns.iter().all(|c| c.name != "date");
    let title = rows.first().map(|row| &row.section).filter(|section| !section.title.is_empty());
    html! {
        @if let Some(section) = title {
            h2 { (visible(section.title.trim_end())) @if !section.note.is_empty() { span class="quiet" { " (" (visible(&section.note)) ")" } } }
        }
        div class="scroll" { table {
            thead hidden[!has_headings] { tr {
                @for n in &shown { th scope="col" { (heading(answer.columns[*n].heading)) } }
                @if has_when { th scope="col" { "When" } }
                th scope="col" { "Voices" }
            } }
            tbody { @for row in rows { tr {
                @for n in &shown { td { (values::text(&row.cells[*n], model)) } }
                @if has_when { td class="when" { (dated(&values::when(row))) } }
                td class="voices" {
                    (values::voices(&row.evidence))
                    @for reference in values::references(&row.evidence, bibliography) { " " (reference) }
                    @if row.evidence.disputed { " disputed" }
                }
            } } }
        } }
    }
}

/// `PARTNER` as `Partner`.
fn heading(word: &str) -> String {
    word.chars().take(1).chain(word.chars().skip(1).flat_map(char::to_lowercase)).collect()
}

/// The columns of the screen.
fn is_shown(answer: &Answer, n: usize) -> bool {
    let column = answer.columns[n];
    !column.heading.is_empty() || answer.columns.iter().all(|c| c.heading.is_empty()) && n < answer.shape.shown()
}

/// Every claim with what it rests on.
pub(super) fn claims(data: &Data) -> Markup {
    html! {
        h2 { "All claims" }
        div class="scroll" { table {
            thead { tr {
                @for heading in ["Claim", "When", "How it is put", "Said by", "Support", "Sources", "Written in"] {
                    th scope="col" { (heading) }
                }
            } }
            tbody { @for (n, told) in data.claims.iter().enumerate() { (claim(n, told, data)) } }
        } }
    }
}

fn claim(n: usize, told: &Told, data: &Data) -> Markup {
    let mut sources: Vec<usize> = told.cites.iter().map(|c| c.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let sources = sources.into_iter().filter_map(|at| data.sources.get(at));
    html! {
        tr data-claim=(n) {
            th scope="row" { (told.sentence) }
            td class="when" { (dated(&told.when)) }
            td { (told.how) @if !told.aside.is_empty() { " not believed: " (told.aside) } }
            td { (told.by) }
            td { (told.support) @if told.disputed { ", disputed" } }
            td class="numbers" { @for source in sources { a href=(format!("#source-{}", source.number)) { (source.number) } " " } }
            td class="written" { (told.written) }
        }
    }
}

/// Words with their dates kept whole at the end of a line.
pub(super) fn dated(words: &str) -> Markup {
    html! {
        @for (n, word) in words.split(' ').enumerate() {
            @if n > 0 { " " }
            @if word.starts_with(|c: char| c.is_ascii_digit()) { span class="whole" { (word) } } @else { (word) }
        }
    }
}

/// The numbered sources.
pub(super) fn sources(data: &Data) -> Markup {
    html! {
        h2 { "Sources" }
        ol { @for source in &data.sources {
            li id=(format!("source-{}", source.number)) value=(source.number) {
                @if source.url.is_empty() { (source.title) } @else {
                    a href=(source.url) target="_blank" rel="noopener noreferrer" { (source.title) }
                }
                " " span class="quiet" { (source.by) ", " (source.about) }
            }
        } }
    }
}
