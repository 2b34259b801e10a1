//! CSV for spreadsheets: one line a row, a heading first, no cell a program would take for a formula.
use super::{Format, values};
use crate::ask::{Answer, Cell};
use crate::model::Model;
use std::io::{self, Write};

pub const FORMAT: Format =
    Format { name: "csv", endings: &["csv"], media_type: "text/csv", about: "for spreadsheets", write };

/// The columns every row ends with.
const EVIDENCE: [&str; 10] =
    ["date", "status", "stance", "holds", "said_by", "voices", "sources", "disputed", "written", "urls"];

fn write(answer: &Answer, model: &Model, _: &super::Page, out: &mut dyn Write) -> io::Result<super::Remarks> {
    let has_section = answer.columns.iter().any(|c| c.name == "section");
    let mut heading: Vec<String> = vec![];
    if !has_section {
        heading.push("section".into());
    }
    for column in answer.columns {
        heading.push(column.name.into());
        if column.record {
            heading.push(format!("{}_id", column.name));
        }
    }
    // A column of the question and one of the evidence may share a name: the latter is then told apart.
    let taken: Vec<String> = heading.clone();
    heading.extend(
        EVIDENCE
            .iter()
            .map(|name| if taken.iter().any(|t| t == name) { format!("{name}_given") } else { (*name).to_owned() }),
    );
    line(&heading, out)?;
    for row in &answer.rows {
        let mut cells: Vec<String> = vec![];
        if !has_section {
            cells.push(row.section.title.trim_end().to_owned());
        }
        for (column, cell) in answer.columns.iter().zip(&row.cells) {
            cells.push(plain(cell, model));
            if column.record {
                cells.push(id(cell, model));
            }
        }
        let evidence = &row.evidence;
        let place = evidence.at.map(|span| model.facts.files.place(span));
        cells.extend([
            values::when_line(&evidence.when),
            evidence.status.unwrap_or_default().to_owned(),
            evidence.stance.word().to_owned(),
            evidence.holds.word().to_owned(),
            evidence.said_by.iter().map(|s| model.speaker(*s)).collect::<Vec<_>>().join("; "),
            if evidence.cites.is_empty() { String::new() } else { evidence.voices.to_string() },
            evidence.cites.iter().map(|c| values::cite(model, c)).collect::<Vec<_>>().join("; "),
            if evidence.disputed { "yes" } else { "" }.to_owned(),
            place.map_or(String::new(), |p| format!("{}:{}", p.file, p.line)),
            urls(evidence, model),
        ]);
        line(&cells, out)?;
    }
    Ok(vec![])
}

fn urls(evidence: &crate::ask::Evidence, model: &Model) -> String {
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

fn plain(cell: &Cell, model: &Model) -> String {
    match cell {
        Cell::Date(date) => date.to_string(),
        cell => values::text(cell, model),
    }
}

/// One line by RFC 4180; a cell that begins like a formula gets an apostrophe before it.
fn line(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            let cell = crate::diag::write::visible(cell);
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            let cell = if formula { format!("'{cell}") } else { cell };
            if cell.contains([',', '"', '\n', ';']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
        })
        .collect();
    write!(out, "{}\r\n", cells.join(","))
}
