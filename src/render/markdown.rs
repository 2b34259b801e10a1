//! Markdown: a table a section, footnotes for the sources.
mod document;

use super::Format;
use super::values::{self, Bibliography};
use crate::ask::{Answer, Row, Shape};
use crate::model::Model;
use std::io::{self, Write};

pub const FORMAT: Format = Format {
    name: "markdown",
    endings: &["md", "markdown"],
    media_type: "text/markdown",
    about: "for notes and web pages",
    heeds: &[],
    write,
};

fn write(answer: &Answer, model: &Model, _: &super::Page, out: &mut dyn Write) -> io::Result<super::Remarks> {
    if answer.shape == Shape::Document {
        document::write(answer, model, out)?;
        return Ok(vec![]);
    }
    let bibliography = Bibliography::new(answer);
    let speaks = values::speaks_for(answer, model, &bibliography);
    let mut lead = answer.lead.iter();
    if answer.title.is_empty() {
        if let Some(first) = lead.next() {
            writeln!(out, "## {}{}\n", escape(&first.text), references(&first.evidence, &bibliography))?;
        }
    } else {
        writeln!(out, "## {}\n", escape(&answer.title))?;
    }
    for note in lead {
        writeln!(out, "{}{}\n", escape(&note.text), references(&note.evidence, &bibliography))?;
    }
    if !speaks.is_empty() {
        writeln!(out, "*{}*\n", escape(&speaks))?;
    }
    let mut rows = answer.rows.as_slice();
    while let Some(first) = rows.first() {
        let count = rows.iter().take_while(|r| r.section == first.section).count();
        section(answer, model, &rows[..count], &bibliography, out)?;
        rows = &rows[count..];
    }
    for note in &answer.notes {
        writeln!(out, "{}{}\n", escape(&note.text), references(&note.evidence, &bibliography))?;
    }
    for (n, id) in bibliography.iter().enumerate() {
        let (line, title) = bibliography.lines(n, model);
        let url = model.source(*id).record.url.map(|u| &model.facts.files[u]).filter(|u| values::is_address(u));
        let title = url.map_or_else(|| escape(&title), |url| link(&title, url));
        writeln!(out, "{}. {}: {title}", n + 1, escape(&line))?;
    }
    Ok(vec![])
}

fn section(
    answer: &Answer,
    model: &Model,
    rows: &[Row],
    bibliography: &Bibliography,
    out: &mut dyn Write,
) -> io::Result<()> {
    let section = &rows[0].section;
    if !section.title.is_empty() {
        let note = if section.note.is_empty() { String::new() } else { format!(" ({})", section.note) };
        writeln!(out, "### {}{}\n", escape(section.title.trim_end()), escape(&note))?;
    }
    let shown: Vec<usize> = (0..answer.columns.len()).filter(|n| is_shown(answer, *n)).collect();
    let has_when = answer.columns.iter().all(|c| c.name != "date") && rows.iter().any(|r| !values::when(r).is_empty());
    let mut heading: Vec<String> = shown.iter().map(|n| answer.columns[*n].name.to_owned()).collect();
    heading.extend(has_when.then(|| "when".to_owned()));
    heading.push("voices, sources".into());
    writeln!(out, "| {} |", heading.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(heading.len()))?;
    for row in rows {
        let mut cells: Vec<String> = shown.iter().map(|n| escape(&values::text(&row.cells[*n], model))).collect();
        cells.extend(has_when.then(|| escape(&values::when(row))));
        let disputed = if row.evidence.disputed { " *disputed*" } else { "" };
        cells.push(format!("{}{}{disputed}", values::voices(&row.evidence), references(&row.evidence, bibliography)));
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    writeln!(out)
}

/// The columns of the screen.
fn is_shown(answer: &Answer, n: usize) -> bool {
    let column = answer.columns[n];
    !column.heading.is_empty() || answer.columns.iter().all(|c| c.heading.is_empty()) && n < answer.shape.shown()
}

/// ` [1][2¶5]`, each escaped so that no link is made of it.
fn references(evidence: &crate::ask::Evidence, bibliography: &Bibliography) -> String {
    let refs = values::references(evidence, bibliography);
    if refs.is_empty() { String::new() } else { format!(" {}", refs.concat().replace('[', "\\[").replace(']', "\\]")) }
}

/// Words that lead to the address of a page, in which no sign ends the link or becomes another.
fn link(words: &str, url: &str) -> String {
    let signs = [("<", "%3C"), (">", "%3E"), ("\\", "%5C"), ("`", "%60"), ("&", "&amp;")];
    let url = signs.iter().fold(url.to_owned(), |url, (sign, written)| url.replace(sign, written));
    format!("[{}](<{url}>)", escape(words))
}

/// Text that Markdown takes as it stands.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::diag::write::visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    // What would begin a list, and bare addresses, which some readers make links of.
    let digits = out.len() - out.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && out[digits..].starts_with(['.', ')']) || out.starts_with(['-', '+']) {
        out.insert(digits, '\\');
    }
    out.replace("://", "&#58;//").replace("www.", "www&#46;")
}
