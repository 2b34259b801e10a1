//! The questions of the fact files, asked and held against what they expect.
//!
//! Invariant: a question is asked just as on the command line; terms are ids or the text of a cell, and in `partners`
//! only partners count as included.
use super::{Answer, Cell, Line};
use crate::facts::Question;
use crate::model::Model;
use crate::text::{Span, Text};
use clap::Parser;

/// What became of one question.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The question as written.
    pub ask: String,
    /// Where it is written.
    pub at: Span,
    /// What was not as expected; nothing when all was.
    pub failures: Vec<String>,
}

/// Asks every question of the files.
pub fn run_tests(model: &Model) -> Vec<Outcome> {
    model.facts.lists.questions.iter().map(|question| outcome(model, question)).collect()
}

fn outcome(model: &Model, question: &Question) -> Outcome {
    let ask = model.facts.files[question.ask].to_owned();
    let failures = match answer(model, &ask) {
        Ok(answer) => judge(model, question, &answer),
        Err(message) => vec![message],
    };
    Outcome { ask, at: question.ask.0, failures }
}

/// The answer to a question as written; a sentence where there is none.
pub fn answer<'f>(model: &Model<'f>, ask: &str) -> Result<Answer<'f>, String> {
    let (words, is_closed) = words(ask);
    if !is_closed {
        return Err(format!("a quotation mark of `{ask}` has no partner"));
    }
    if let Some(flag) = words.iter().find(|w| matches!(w.as_str(), "-o" | "--output" | "--facts" | "--format")) {
        return Err(format!("a question here takes no `{flag}`"));
    }
    let line = Line::try_parse_from(&words).map_err(|e| e.to_string().lines().next().unwrap_or_default().to_owned())?;
    line.question.answer(model).map_err(|e| {
        let hint = e.hint().map_or(String::new(), |hint| format!("; {hint}"));
        format!("{e}{hint}")
    })
}

/// The words of a line; quotes keep several together.
pub(crate) fn split(line: &str) -> Vec<String> {
    words(line).0
}

/// The same, and whether all quotes are closed.
fn words(line: &str) -> (Vec<String>, bool) {
    let mut words: Vec<String> = vec![];
    let (mut word, mut quote, mut open) = (String::new(), None, false);
    for c in line.chars() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                open = true;
            }
            (c, None) if c.is_whitespace() => {
                if open || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                open = false;
            }
            (c, _) => word.push(c),
        }
    }
    if open || !word.is_empty() {
        words.push(word);
    }
    (words, quote.is_none())
}

fn judge(model: &Model, question: &Question, answer: &Answer) -> Vec<String> {
    let files = &model.facts.files;
    let rows: Vec<Vec<String>> =
        answer.rows.iter().filter(|r| r.counts).map(|row| terms(model, answer, &row.cells)).collect();
    let all = |texts: &[Text]| texts.iter().map(|t| files[*t].to_owned()).collect::<Vec<_>>();
    let holds = |term: &String| rows.iter().flatten().any(|cell| matches(cell, term));
    let mut failures = vec![];
    for term in all(&question.includes).iter().filter(|term| !holds(term)) {
        failures.push(format!("the answer does not include `{term}`"));
    }
    for term in all(&question.excludes).iter().filter(|term| holds(term)) {
        failures.push(format!("the answer includes `{term}`"));
    }
    if let Some(exactly) = question.exactly.as_ref().map(|terms| all(terms)) {
        for term in exactly.iter().filter(|term| !holds(term)) {
            failures.push(format!("the answer does not include `{term}`"));
        }
        for row in rows.iter().filter(|row| !row.iter().any(|cell| exactly.iter().any(|term| matches(cell, term)))) {
            failures.push(format!("the answer includes `{}` too", row.first().map_or("", String::as_str)));
        }
    }
    if let Some(says) = question.says.map(|s| &files[s])
        && answer.verdict != Some(says)
    {
        failures.push(match answer.verdict {
            Some(verdict) => format!("the answer is `{verdict}`, not `{says}`"),
            None => "`says` goes with `is` only".to_owned(),
        });
    }
    failures
}

fn matches(cell: &str, term: &str) -> bool {
    cell == term
        || crate::model::fold(cell) == crate::model::fold(term)
        || cell.split(": ").any(|part| part == term)
        || contains_word(cell, term)
}

/// Whether a text holds a term as a whole, not as a part of a longer word.
fn contains_word(cell: &str, term: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    cell.match_indices(term)
        .any(|(at, _)| edge(cell[..at].chars().next_back()) && edge(cell[at + term.len()..].chars().next()))
}

/// The ids and texts of a row's cells; the one asked about is in every row, in a column that is not shown, and no
/// term of any.
fn terms(model: &Model, answer: &Answer, cells: &[Cell]) -> Vec<String> {
    let said =
        answer.columns.iter().zip(cells).filter(|(column, _)| column.name != ASKED || !column.heading.is_empty());
    said.flat_map(|(_, cell)| cell_terms(model, cell)).collect()
}

/// The column that repeats who was asked about.
const ASKED: &str = "who";

fn cell_terms(model: &Model, cell: &Cell) -> Vec<String> {
    match cell {
        Cell::Nothing => vec![],
        Cell::Text(text) => vec![text.clone()],
        Cell::Word(word) => vec![(*word).to_owned()],
        Cell::Entity(node) => vec![model.graph[*node].id.to_owned(), model.name(*node).to_owned()],
        Cell::Source(source) => vec![model.source(*source).id.to_owned()],
        Cell::Date(date) => vec![date.to_string(), date.words()],
        Cell::Quantity(quantity) => vec![quantity.words()],
        Cell::Number(number) => vec![number.to_string()],
        Cell::Named(values) => values.iter().flat_map(|(_, cell)| cell_terms(model, cell)).collect(),
    }
}
