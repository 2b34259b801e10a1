//! Hops from one to the next: path.
use super::{Sheet, pad, width, wrap};
use crate::ask::{Cell, Row};
use crate::render::values;
use std::io::{self, Write};

impl Sheet<'_, '_> {
    pub(super) fn chain(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut before: Option<&Row> = None;
        for row in &self.answer.rows {
            let new = before.is_none_or(|b| b.section != row.section);
            if new {
                if before.is_some() {
                    writeln!(out)?;
                }
                self.title(&row.section.title, out)?;
            }
            if self.width.is_none() {
                self.hop_line(row, out)?;
            } else {
                if new {
                    writeln!(out, "  {}", values::text(&row.cells[0], self.model))?;
                }
                self.hop(row, out)?;
            }
            before = Some(row);
        }
        if self.answer.rows.is_empty() { Ok(()) } else { writeln!(out) }
    }

    /// One hop as one line.
    fn hop_line(&self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let text = |n: usize| values::text(&row.cells[n], self.model);
        writeln!(out, "  {} | {} | {}  {}", text(0), self.cell(row, 1), text(2), self.evidence(&row.evidence).concat())
    }

    /// What binds the two, beside a bar, and the next below it.
    fn hop(&self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let total = self.width.unwrap_or(80);
        let bar = "    | ";
        let evidence = self.evidence(&row.evidence).concat();
        let mut lines = wrap(&self.cell(row, 1), total - bar.len(), 0);
        let column = total.saturating_sub(width(&evidence).max(20)).max(bar.len());
        let last = lines.last().map_or(0, |l| bar.len() + width(l));
        if !evidence.is_empty() {
            if last + 2 <= column {
                if let Some(line) = lines.last_mut() {
                    *line = format!("{}{evidence}", pad(line, column - bar.len()));
                }
            } else {
                lines.push(format!("{}{evidence}", " ".repeat(column - bar.len())));
            }
        }
        for line in lines {
            writeln!(out, "{bar}{line}")?;
        }
        if let Some(Cell::Number(more)) = row.cells.get(8).filter(|c| **c != Cell::Number(0)) {
            let (Cell::Entity(from), Cell::Entity(to)) = (&row.cells[0], &row.cells[2]) else { return Ok(()) };
            let ids = (self.model.graph[*from].id, self.model.graph[*to].id);
            let ties = if *more == 1 { "tie" } else { "ties" };
            writeln!(out, "{bar}and {more} more {ties}: ties partners {} {}", ids.0, ids.1)?;
        }
        writeln!(out, "  {}", values::text(&row.cells[2], self.model))
    }
}
