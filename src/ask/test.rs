//! The questions of the fact files, asked and held against what they expect.
//!
//! Invariant: a question is asked just as on the command line; terms are ids or the text of a cell, and in `partners`
//! only partners count as included.
use super::{Answer, Cell, line};
use crate::facts::Question;
use crate::model::Model;
use crate::text::{Span, Text};

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
pub fn answer<'f>(model: &'f Model<'f>, ask: &str) -> Result<Answer<'f>, String> {
    let answer = line::question(ask).and_then(|question| question.answer(model));
    answer.map_err(|error| {
        let hint = error.hint().map_or(String::new(), |hint| format!("; {hint}"));
        format!("{error}{hint}")
    })
}

fn judge(model: &Model, question: &Question, answer: &Answer) -> Vec<String> {
    let files = &model.facts.files;
    let rows: Vec<Vec<String>> =
        answer.rows.iter().filter(|r| r.counts).map(|row| terms(model, answer, &row.cells)).collect();
    let all = |texts: &[Text]| texts.iter().map(|t| files[*t].to_owned()).collect::<Vec<_>>();
    let matches = |cell: &str, term: &str| matches(cell, term, model.facts.find(term).is_some());
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

fn matches(cell: &str, term: &str, is_id: bool) -> bool {
    cell == term
        || crate::model::fold(cell) == crate::model::fold(term)
        || cell.split(": ").any(|part| part == term)
        || contains_word(cell, term, is_id)
}

/// Whether a text holds a term as a whole, not as a part of a longer word; an id, not as a part of a longer id.
fn contains_word(cell: &str, term: &str, is_id: bool) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !(c.is_alphanumeric() || is_id && c == '-'));
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

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn an_id_is_met_as_a_whole_and_a_text_at_the_limits_of_words() {
        assert!(matches("zor-pact", "zor-pact", true));
        assert!(!matches("quax-zor-pact", "zor-pact", true), "a part of another id");
        assert!(!matches("zor-pact-2", "zor-pact", true));
        assert!(matches("see zor-pact, signed", "zor-pact", true));
        assert!(matches("on 2025-06-16", "2025-06", false));
        assert!(!matches("a zoric pact", "zor", false));
    }
}
