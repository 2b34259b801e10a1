//! The table: answers for a terminal, with footnotes.
//!
//! Invariant: nothing is cut short. What does not fit is wrapped; below [`NARROW`] columns each row becomes a block of
//! `label: value` lines; where the output is no terminal, a row is one line.
mod chain;
mod columns;
mod document;
mod sheet;

use super::values::{self, Bibliography};
use super::{Format, Page};
use crate::ask::{Answer, Evidence, Note, Row, Shape};
use crate::diag::write::visible;
use crate::model::Model;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

pub const FORMAT: Format =
    Format { name: "table", endings: &["txt"], media_type: "text/plain", about: "for reading", heeds: &[], write };

/// Below so many columns a row is a block.
const NARROW: usize = 72;
/// No line is longer, however wide the terminal.
const WIDEST: usize = 100;

/// What the parts of the table share.
struct Sheet<'a, 'f> {
    answer: &'a Answer<'f>,
    model: &'a Model<'a>,
    bibliography: Bibliography<'f>,
    width: Option<usize>,
    colour: bool,
}

fn write(answer: &Answer, model: &Model, page: &Page, out: &mut dyn Write) -> io::Result<super::Remarks> {
    let width = page.width.map(|w| w.clamp(20, WIDEST));
    let sheet = Sheet { answer, model, bibliography: Bibliography::new(answer), width, colour: page.colour };
    let mut text = vec![];
    sheet.heading(&mut text)?;
    match answer.shape {
        Shape::Columns => sheet.columns(&mut text)?,
        Shape::Sheet | Shape::Sides => sheet.sheet(&mut text)?,
        Shape::Chain => sheet.chain(&mut text)?,
        Shape::Document => sheet.document(&mut text)?,
    }
    sheet.notes(&mut text)?;
    match answer.shape {
        Shape::Document => sheet.full_sources(&mut text)?,
        Shape::Columns | Shape::Sheet | Shape::Sides | Shape::Chain => sheet.sources(&mut text)?,
    }
    sheet.footer(&mut text)?;
    // Every part ends with a blank line; the last needs none.
    out.write_all(text.trim_ascii_end())?;
    writeln!(out)?;
    Ok(vec![])
}

impl Sheet<'_, '_> {
    fn heading(&self, out: &mut dyn Write) -> io::Result<()> {
        let speaks = values::speaks_for(self.answer, self.model, &self.bibliography);
        let is_verdict = self.answer.verdict.is_some();
        if !self.answer.title.is_empty() {
            let colon = if speaks.is_empty() { "" } else { ": " };
            self.paragraph(&format!("{}{colon}{speaks}", self.answer.title), true, out)?;
        }
        for (n, note) in self.answer.lead.iter().enumerate() {
            let text = self.with_references(note);
            self.paragraph(&text, n == 0 && self.answer.title.is_empty(), out)?;
        }
        let narrowed = self.answer.lens != crate::model::Lens::default();
        if self.answer.title.is_empty() && !speaks.is_empty() && (!is_verdict || narrowed) {
            self.paragraph(&speaks, false, out)?;
        }
        writeln!(out)
    }

    fn notes(&self, out: &mut dyn Write) -> io::Result<()> {
        for note in &self.answer.notes {
            self.paragraph(&self.with_references(note), false, out)?;
        }
        if self.answer.notes.is_empty() { Ok(()) } else { writeln!(out) }
    }

    fn with_references(&self, note: &Note) -> String {
        let evidence = self.evidence(&note.evidence).join("");
        let space = if evidence.is_empty() { "" } else { "  " };
        format!("{}{space}{evidence}", note.text)
    }

    fn sources(&self, out: &mut dyn Write) -> io::Result<()> {
        for n in 0..self.bibliography.len() {
            let (line, title) = self.bibliography.lines(n, self.model);
            match self.width {
                Some(_) => {
                    self.indented(&format!("[{}] {line}", n + 1), 4, out)?;
                    self.indented(&format!("    {title}"), 4, out)?;
                }
                None => writeln!(out, "[{}] {line}: {title}", n + 1)?,
            }
        }
        if self.bibliography.is_empty() { Ok(()) } else { writeln!(out) }
    }

    /// What the signs of this answer mean, and where to read on.
    fn footer(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut parts = vec![];
        let evidence = || self.answer.rows.iter().map(|r| &r.evidence);
        let example = evidence()
            .find(|e| e.count_sources() > 1 && e.voices < e.count_sources())
            .or(evidence().find(|e| e.count_sources() > 1));
        if let Some(example) = example {
            let (voices, sources) = (example.voices, example.count_sources());
            let plural = if voices == 1 { "" } else { "s" };
            // What rests on several claims has no more voices than the least of them.
            let least =
                if voices < self.model.voices(&example.says()) { ", for the least certain part of it," } else { "" };
            parts.push(format!(
                "{voices}/{sources}: {} independent voice{plural}{least} in {} sources.",
                number(voices),
                number(sources)
            ));
        }
        let whens: Vec<String> = if self.answer.shape == Shape::Columns {
            let dates = self.answer.rows.iter().flat_map(|r| r.cells.first().map(|c| values::text(c, self.model)));
            self.answer.rows.iter().map(values::when).chain(dates).collect()
        } else {
            vec![]
        };
        for (word, time) in [("on", "that day"), ("in", "then")] {
            if whens.iter().any(|w| w.starts_with(&format!("{word} "))) {
                parts.push(format!("\"{word}\": held {time}, end unknown."));
            }
        }
        if whens.iter().any(|w| w.starts_with("reported ")) {
            parts.push("\"reported\": last reported that day, end unknown.".into());
        }
        if whens.iter().any(|w| w.starts_with("by ")) {
            parts.push("\"by\": some day up to then.".into());
        }
        if whens.iter().any(|w| w.ends_with("possible")) {
            parts.push("\"possible\": the dates leave it open.".into());
        }
        if !self.answer.more.is_empty() {
            parts.push(format!("More: {}", self.answer.more.join(", ")));
        }
        if parts.is_empty() { Ok(()) } else { self.paragraph(&parts.join(" "), false, out) }
    }

    /// Wrapped text; nothing is wrapped where the output is no terminal.
    fn paragraph(&self, text: &str, bold: bool, out: &mut dyn Write) -> io::Result<()> {
        for line in self.wrap(&visible(text), 0, 0, 0) {
            writeln!(out, "{}", self.bold(&line, bold))?;
        }
        Ok(())
    }

    fn indented(&self, text: &str, indent: usize, out: &mut dyn Write) -> io::Result<()> {
        for line in self.wrap(text, 0, 0, indent) {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    /// The lines of a text in the width there is, less `right`; the lines after the first are indented.
    fn wrap(&self, text: &str, right: usize, first: usize, indent: usize) -> Vec<String> {
        match self.width {
            None => vec![text.to_owned()],
            Some(width) => wrap(text, width.saturating_sub(right + first).max(10), indent),
        }
    }

    fn bold(&self, text: &str, bold: bool) -> String {
        if bold && self.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A heading over rows.
    fn title(&self, title: &str, out: &mut dyn Write) -> io::Result<()> {
        let title = title.trim_end();
        if self.width.is_none_or(|room| width(title) <= room) {
            return writeln!(out, "{}", self.bold(&visible(title), true));
        }
        for line in self.wrap(title, 0, 0, 2) {
            writeln!(out, "{}", self.bold(&visible(&line), true))?;
        }
        Ok(())
    }

    /// A cell for people; the words of a row say too which sources give no day.
    fn cell(&self, row: &Row, n: usize) -> String {
        let mut text = values::text(&row.cells[n], self.model);
        if let Some(id) = values::id(&row.cells[n], self.model).filter(|_| self.answer.columns[n].ids) {
            text += &format!(" ({id})");
        }
        match self.answer.columns[n].name {
            "words" if !text.is_empty() => {
                let in_cells = |date: &str| row.cells.iter().any(|cell| values::text(cell, self.model).contains(date));
                let has_column = self.answer.shape == Shape::Columns && !columns::is_dated(self.answer);
                let stands = |date: &str| has_column || in_cells(date);
                let otherwise = values::otherwise(&row.evidence, &self.bibliography, self.model, &text, stands);
                text + &otherwise
            }
            "parties" => {
                // What they agreed on has no room of its own.
                let about = self.answer.columns.iter().position(|column| column.name == "about");
                let about = about.map_or(String::new(), |n| values::text(&row.cells[n], self.model));
                if !about.is_empty() {
                    text += &format!("; about {about}");
                }
                let otherwise = values::otherwise(&row.evidence, &self.bibliography, self.model, &text, |_| true);
                text + &otherwise
            }
            _ => text,
        }
    }

    /// Voices and references, in pieces that may stand on separate lines.
    fn evidence(&self, evidence: &Evidence) -> Vec<String> {
        let voices = values::voices(evidence);
        if voices.is_empty() {
            return vec![];
        }
        let mut pieces = vec![];
        for (n, reference) in values::references(evidence, &self.bibliography).into_iter().enumerate() {
            pieces.push(if n == 0 { format!("{voices} {reference}") } else { reference });
        }
        // What no source says is told to have none.
        if pieces.is_empty() {
            pieces.push(voices);
        }
        pieces
    }
}

/// The lines of a text at most so wide; those after the first are indented. Words longer than a line are broken, behind a
/// hyphen where they have one.
fn wrap(text: &str, width: usize, indent: usize) -> Vec<String> {
    let spaces = " ".repeat(indent);
    let leading = text.len() - text.trim_start_matches(' ').len();
    let start = " ".repeat(leading);
    let is_long = |word: &str| UnicodeWidthStr::width(word) + indent > width;
    let splitter = if text.split(' ').any(is_long) {
        textwrap::WordSplitter::HyphenSplitter
    } else {
        textwrap::WordSplitter::NoHyphenation
    };
    let options = textwrap::Options::new(width)
        .initial_indent(&start)
        .subsequent_indent(&spaces)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(splitter);
    let lines = textwrap::wrap(text.trim_start_matches(' '), options);
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// How wide a text stands on a terminal.
fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text followed by spaces up to a width.
fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// Small numbers in words.
fn number(n: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    words.get(n).map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

/// Pieces set one after the other in lines at most so wide.
fn flow(pieces: &[String], most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if width(line) + width(piece) <= most => line.push_str(piece),
            _ => lines.push(piece.clone()),
        }
    }
    lines
}
