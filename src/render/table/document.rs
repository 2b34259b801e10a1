//! Numbered sentences in sections, the evidence behind each; below them the sources, in full: report.
use super::{NARROW, Sheet};
use crate::ask::Row;
use crate::diag::write::visible;
use crate::render::values::document::{entries, listed, number, sentence_word, sentences, words};
use std::io::{self, Write};

/// How far sentences stand in, behind their numbers.
const INDENT: usize = 6;

impl Sheet<'_, '_> {
    pub(super) fn document(&self, out: &mut dyn Write) -> io::Result<()> {
        for rows in self.answer.rows.chunk_by(|a, b| a.section == b.section) {
            let section = &rows[0].section;
            let note = if section.note.is_empty() { String::new() } else { format!(": {}", section.note) };
            self.title(&format!("{}{note}", section.title), out)?;
            for row in rows {
                self.sentence(row, out)?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn sentence(&self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let mut text = words(row, self.model, &self.bibliography);
        let sees = sentences(self.answer, row);
        if !sees.is_empty() {
            text += &format!(" ({} {})", sentence_word(&sees), listed(&sees));
        }
        let is_uncited = row.counts && row.evidence.cites.is_empty();
        for (mark, is_so) in [(" (disputed)", row.evidence.disputed), (" (no source)", is_uncited)] {
            text += if is_so { mark } else { "" };
        }
        let evidence = self.evidence(&row.evidence).concat();
        let gap = if evidence.is_empty() { "" } else { "  " };
        let number = number(self.answer, row).map_or(String::new(), |number| format!("{number}."));
        let indent = if self.width.is_some_and(|width| width < NARROW) { 2 } else { INDENT };
        let room = indent.max(number.len() + 1);
        let mut lines = self.wrap(&format!("{text}{gap}{evidence}"), 0, room, 0).into_iter();
        let first = lines.next().unwrap_or_default();
        writeln!(out, "{}", format!("{number:<room$}{first}").trim_end())?;
        lines.try_for_each(|line| writeln!(out, "{}{line}", " ".repeat(room)))
    }

    /// The sources with all that is to be known of them, and the sentences that rest on each.
    pub(super) fn full_sources(&self, out: &mut dyn Write) -> io::Result<()> {
        for entry in entries(self.answer, self.model, &self.bibliography) {
            let resting = entry.resting(str::to_owned);
            let lines = [
                format!("[{}] {}: {}", entry.number, entry.title, entry.about),
                entry.url.map_or(String::new(), |url| format!("    {}", visible(url))),
                if resting.is_empty() { resting } else { format!("    {resting}") },
            ];
            for line in lines.iter().filter(|line| !line.is_empty()) {
                self.indented(line, 4, out)?;
            }
        }
        if self.bibliography.is_empty() { Ok(()) } else { writeln!(out) }
    }
}
