//! CSV for spreadsheets: a heading, then a line each for the verdict, what stands first, the rows and the notes.
//!
//! Invariant: `part` says what a line is, so that the lines with `row` in it are the rows of every other format; no cell
//! is one that a spreadsheet would take for a formula, and [`plain`] is the only place where one is changed for that.
use super::{Format, values};
use crate::ask::{Answer, Cell, Evidence, Row};
use crate::date::Date;
use crate::model::Model;
use std::io::{self, Write};

pub const FORMAT: Format =
    Format { name: "csv", endings: &["csv"], media_type: "text/csv", about: "for spreadsheets", heeds: &[], write };

/// The columns every line begins with.
const PART: [&str; 2] = ["part", "says"];
/// The columns every line ends with.
const EVIDENCE: [&str; 12] = [
    "date", "status", "stance", "holds", "said_by", "voices", "sources", "disputed", "rejected", "note", "written",
    "urls",
];

fn write(answer: &Answer, model: &Model, _: &super::Page, out: &mut dyn Write) -> io::Result<super::Remarks> {
    for line in lines(answer, model) {
        let cells: Vec<String> = line.iter().map(|cell| quoted(cell)).collect();
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(vec![])
}

/// The lines of an answer, a heading first, each cell as a spreadsheet may read it.
pub(super) fn lines(answer: &Answer, model: &Model) -> Vec<Vec<String>> {
    let heading = heading(answer);
    let between = heading.len() - PART.len() - EVIDENCE.len();
    let beside = |part: &str, says: &str, evidence: Vec<String>| {
        let blank = vec![String::new(); between];
        [vec![part.to_owned(), says.to_owned()], blank, evidence].concat()
    };
    let nothing = || vec![String::new(); EVIDENCE.len()];
    let mut all = vec![heading];
    all.extend(answer.verdict.map(|verdict| beside("verdict", verdict, nothing())));
    all.extend(answer.lead.iter().map(|n| beside("lead", &n.text, evidence(&n.evidence, model))));
    all.extend(answer.rows.iter().map(|row| {
        let first = vec!["row".to_owned(), String::new()];
        [first, cells(answer, row, model), evidence(&row.evidence, model)].concat()
    }));
    all.extend(answer.notes.iter().map(|n| beside("note", &n.text, evidence(&n.evidence, model))));
    all.into_iter().map(|line| line.iter().map(|cell| plain(cell)).collect()).collect()
}

fn has_section(answer: &Answer) -> bool {
    answer.columns.iter().any(|c| c.name == "section")
}

fn heading(answer: &Answer) -> Vec<String> {
    let mut heading: Vec<String> = PART.map(str::to_owned).to_vec();
    if !has_section(answer) {
        heading.push("section".into());
    }
    for column in answer.columns {
        heading.push(column.name.into());
        if column.record {
            heading.push(format!("{}_id", column.name));
        }
    }
    // A column of the question and one of the evidence may share a name: the latter is then told apart.
    let taken = heading.clone();
    let given = |name: &str| {
        if taken.iter().any(|t| t == name) { format!("{name}_given") } else { name.to_owned() }
    };
    heading.extend(EVIDENCE.map(given));
    heading
}

/// The section and the cells of a row, the id of each record behind its name.
fn cells(answer: &Answer, row: &Row, model: &Model) -> Vec<String> {
    let mut cells: Vec<String> = vec![];
    if !has_section(answer) {
        cells.push(row.section.title.trim_end().to_owned());
    }
    for (column, cell) in answer.columns.iter().zip(&row.cells) {
        cells.push(match cell {
            Cell::Date(date) => date.to_string(),
            cell => values::text(cell, model),
        });
        if column.record {
            cells.push(id(cell, model));
        }
    }
    cells
}

fn evidence(evidence: &Evidence, model: &Model) -> Vec<String> {
    let place = evidence.at.map(|span| model.facts.files.place(span));
    let cited = !evidence.cites.is_empty();
    let about = |word: &str| if cited || evidence.at.is_some() { word.to_owned() } else { String::new() };
    vec![
        values::when_line(&evidence.when),
        evidence.status.unwrap_or_default().to_owned(),
        about(evidence.stance.word()),
        about(evidence.holds.word()),
        evidence.said_by.iter().map(|s| model.speaker(*s)).collect::<Vec<_>>().join("; "),
        if cited { evidence.voices.to_string() } else { String::new() },
        evidence.cites.iter().map(|c| values::cite(model, c)).collect::<Vec<_>>().join("; "),
        if evidence.disputed { "yes" } else { "" }.to_owned(),
        evidence.rejected.unwrap_or_default().to_owned(),
        evidence.note.unwrap_or_default().to_owned(),
        place.map_or(String::new(), |p| format!("{}:{}", p.file, p.line)),
        urls(evidence, model),
    ]
}

fn urls(evidence: &Evidence, model: &Model) -> String {
    let url = |id| model.source(id).record.url.map(|u| model.facts.files[u].to_owned());
    evidence.sources().into_iter().filter_map(url).collect::<Vec<_>>().join(" ")
}

fn id(cell: &Cell, model: &Model) -> String {
    match cell {
        Cell::Entity(node) => model.graph[*node].id.to_owned(),
        Cell::Source(source) => model.source(*source).id.to_owned(),
        _ => String::new(),
    }
}

/// What begins a formula, the last four in the wide signs of East Asian keyboards.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A text that no spreadsheet takes for a formula: an apostrophe stands before one that begins like one and is neither
/// number nor date, and before one that begins like that changed text, so that whoever reads takes off just one.
fn plain(text: &str) -> String {
    let text = super::visible(text);
    let begun = text.trim_start_matches(|c: char| c == '\'' || c.is_whitespace());
    let formula = begun.starts_with(FORMULA);
    let number = text.trim_end_matches('%').parse::<f64>().is_ok_and(f64::is_finite);
    if formula && !number && Date::read(&text).is_err() { format!("'{text}") } else { text }
}

/// A cell by RFC 4180; a semicolon is quoted too, because some spreadsheets take it for a comma.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', ';']) { in_quotes(cell) } else { cell.to_owned() }
}

/// A cell between quotation marks; those in it are doubled.
pub(super) fn in_quotes(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn an_apostrophe_stands_before_formulas_only() {
        for text in ["=A1", "+A1", "-A1", "@a", "'=A1", "-1+A1", "=-1", " =A1", "\u{ff1d}A1", "-inf"] {
            assert_eq!(plain(text), format!("'{text}"));
        }
        for text in ["-1", "+1.5", "-12%", "-0044-03", "'a", "a=b", "", "2025-06"] {
            assert_eq!(plain(text), text);
        }
    }
}
