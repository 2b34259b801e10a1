//! A document in Markdown: headings, a numbered list of sentences that is counted through, and the sources.
//!
//! Invariant: what stands in brackets is text, so that it reads the same wherever it is set.
use super::{escape, link};
use crate::ask::{Answer, Row};
use crate::model::Model;
use crate::render::values::document::{Entry, entries, listed, marks, number, parts, sentence_word, sentences, words};
use crate::render::values::{self, Bibliography};
use std::io::{self, Write};

pub(super) fn write(answer: &Answer, model: &Model, out: &mut dyn Write) -> io::Result<()> {
    let bibliography = Bibliography::new(answer);
    writeln!(out, "# {}\n", escape(&answer.title))?;
    let speaks = values::speaks_for(answer, model, &bibliography);
    if !speaks.is_empty() {
        writeln!(out, "*It speaks for: {}*\n", escape(&speaks))?;
    }
    for note in &answer.lead {
        writeln!(out, "{}{}\n", escape(&note.text), super::references(&note.evidence, &bibliography))?;
    }
    for part in parts(answer) {
        writeln!(out, "## {}\n", escape(part.title))?;
        for rows in part.groups {
            let note = &rows[0].section.note;
            if !note.is_empty() {
                writeln!(out, "### {}\n", escape(note))?;
            }
            for row in rows {
                line(answer, row, model, &bibliography, out)?;
            }
            writeln!(out)?;
        }
    }
    for note in &answer.notes {
        writeln!(out, "{}{}\n", escape(&note.text), super::references(&note.evidence, &bibliography))?;
    }
    if !bibliography.is_empty() {
        writeln!(out, "## Sources\n")?;
    }
    entries(answer, model, &bibliography).iter().try_for_each(|entry| source(entry, out))
}

fn line(answer: &Answer, row: &Row, model: &Model, bibliography: &Bibliography, out: &mut dyn Write) -> io::Result<()> {
    let sees = sentences(answer, row);
    let sees = if sees.is_empty() { String::new() } else { format!(": {} {}", sentence_word(&sees), listed(&sees)) };
    let marks = marks(row, model);
    let marks = if marks.is_empty() { marks } else { format!(" *({})*", escape(&marks)) };
    let bullet = number(answer, row).map_or("-".to_owned(), |number| format!("{number}."));
    let words = escape(&words(row, model, bibliography));
    writeln!(out, "{bullet} {words}{sees}{}{marks}", super::references(&row.evidence, bibliography))
}

fn source(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    // On paper, too, the address is to be read.
    let address = |url: &str| format!(" {}", link(url, url));
    let resting = entry.resting(escape);
    let resting = if resting.is_empty() { resting } else { format!(" {resting}.") };
    let url = entry.url.map_or(String::new(), address);
    writeln!(out, "- **\\[{}\\]** *{}*: {}.{url}{resting}", entry.number, escape(&entry.title), escape(&entry.about))
}
