//! Another id for a record, everywhere it is written.
//!
//! Invariant: either every use of the id is changed or none is.
use super::Edit;
use crate::facts::FactSet;
use crate::text::{Files, Span, Text};
use crate::yaml::comments;

/// Where an id is written.
#[derive(Debug, Default)]
pub struct Uses {
    /// Where it stands for the record, in facts and questions.
    pub places: Vec<Span>,
    /// Where it is written in a way that cannot be changed as text: with escapes.
    pub hidden: Vec<Span>,
    /// Comments that name it; nobody changes what a person wrote to others.
    pub comments: Vec<Span>,
}

impl Uses {
    /// Puts another id in each place.
    pub fn renamed(&self, id: &str) -> Vec<Edit> {
        self.places.iter().map(|at| Edit { at: *at, text: id.to_owned() }).collect()
    }
}

/// All uses of an id.
pub fn uses(facts: &FactSet, id: &str) -> Uses {
    let mut uses = Uses::default();
    let files = &facts.files;
    facts.each_id(&mut |used, at| {
        if used == id {
            match within(files, at, id).as_slice() {
                [place] => uses.places.push(*place),
                _ => uses.hidden.push(at),
            }
        }
    });
    for question in &facts.lists.questions {
        let exactly = question.exactly.iter().flat_map(|all| all.iter());
        let answers = question.includes.iter().chain(question.excludes.iter()).chain(exactly);
        let named = answers.filter(|text| files[**text] == *id).chain(asks_of(files, &question.ask));
        uses.places.extend(named.flat_map(|text| within(files, text.0, id)));
    }
    for file in facts.fact_files().filter(|file| file.text.contains(id)) {
        for (at, text) in comments(&file.text) {
            let comment = file.span().part(at, text.len());
            uses.comments.extend(within(files, comment, id));
        }
    }
    uses.places.sort_unstable();
    uses.places.dedup();
    uses
}

/// Where the questions of a file of views name an id.
pub fn asked(files: &Files, asks: &[Text], id: &str) -> Vec<Span> {
    asks.iter().flat_map(|ask| asks_of(files, ask)).flat_map(|ask| within(files, ask.0, id)).collect()
}

/// A question that may name an id: the words of `list` and `search` are kinds and texts.
fn asks_of<'t>(files: &Files, ask: &'t Text) -> Option<&'t Text> {
    let word = files[*ask].split_whitespace().next().unwrap_or_default();
    (!["list", "search"].contains(&word)).then_some(ask)
}

/// Where an id stands as a whole within what is written.
fn within(files: &Files, at: Span, id: &str) -> Vec<Span> {
    let written = files.written(at);
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let is_whole =
        |n: usize| !is_part(written[..n].chars().next_back()) && !is_part(written[n + id.len()..].chars().next());
    let found = written.match_indices(id).map(|(n, _)| n).filter(|n| is_whole(*n));
    found.map(|n| at.part(n, id.len())).collect()
}
