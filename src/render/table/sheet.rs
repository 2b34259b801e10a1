//! A label and a value, the evidence at the right: show, is, disputes.
use super::{NARROW, Sheet, flow, pad, width, wrap};
use crate::ask::{Row, Shape};
use crate::diag::write::visible;
use crate::render::values;
use std::io::{self, Write};

/// How wide the column of labels may get.
const LABEL: usize = 20;
/// Where the state of a dispute stands.
const STATE: usize = 61;

impl Sheet<'_, '_> {
    pub(super) fn sheet(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut before: Option<&Row> = None;
        let rows = &self.answer.rows;
        for row in rows {
            let new = before.is_none_or(|b| b.section != row.section);
            if new {
                if before.is_some() && self.answer.shape == Shape::Sides {
                    writeln!(out)?;
                }
                self.section(row, out)?;
            }
            let repeats = before.is_some_and(|b| b.section == row.section && b.cells[0] == row.cells[0]);
            let wide = self.width.is_some_and(|w| w >= NARROW);
            let repeats = repeats && wide && self.answer.shape == Shape::Sheet;
            match self.answer.shape {
                Shape::Sides => self.side(row, out)?,
                Shape::Sheet | Shape::Columns | Shape::Chain | Shape::Document => self.entry(row, repeats, out)?,
            }
            before = Some(row);
        }
        if rows.is_empty() { Ok(()) } else { writeln!(out) }
    }

    fn section(&self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let section = &row.section;
        if section.title.is_empty() {
            return Ok(());
        }
        if section.note.is_empty() {
            return self.title(&section.title, out);
        }
        let title = visible(&section.title);
        let note = visible(&section.note);
        let wide = self.width.is_none_or(|w| w >= NARROW);
        let column = if wide && width(&title) + 2 <= STATE && STATE + width(&note) <= self.width.unwrap_or(usize::MAX) {
            STATE
        } else {
            0
        };
        self.title(&format!("{}  {note}", pad(&title, column.saturating_sub(2))), out)
    }

    /// `  label   value   evidence`
    fn entry(&self, row: &Row, repeats: bool, out: &mut dyn Write) -> io::Result<()> {
        let indent = if row.section.title.is_empty() { "" } else { "  " };
        let label = values::text(&row.cells[0], self.model);
        let label = if repeats { String::new() } else { label };
        let mut value = self.cell(row, 1);
        if row.evidence.disputed && !value.contains("(disputed)") {
            value += if value.is_empty() { "disputed" } else { " (disputed)" };
        }
        let pieces = self.evidence(&row.evidence);
        let Some(total) = self.width else {
            let line = format!("{indent}{}  {value}  {}", pad(&label, LABEL), pieces.concat());
            return writeln!(out, "{}", line.trim_end());
        };
        if total < NARROW {
            let colon = if label.is_empty() || value.is_empty() { "" } else { ": " };
            self.indented(&format!("{indent}{label}{colon}{value}  {}", pieces.concat()), 4, out)?;
            return Ok(());
        }
        let evidence_width = pieces.iter().map(|p| width(p)).sum::<usize>().clamp(0, 18);
        let left = indent.len() + LABEL;
        let value_width = total.saturating_sub(left + 2 + evidence_width.max(18)).max(20);
        let labels = wrap(&label, if value.is_empty() { total - indent.len() - 20 } else { LABEL - 2 }, 2);
        let values = wrap(&value, value_width, 2);
        let evidence = flow(&pieces, total.saturating_sub(left + value_width + 2).max(12));
        let height = labels.len().max(values.len()).max(evidence.len());
        for n in 0..height {
            let at = |lines: &Vec<String>| lines.get(n).cloned().unwrap_or_default();
            let line = if value.is_empty() {
                pad(&format!("{indent}{}", at(&labels)), left + value_width + 2)
            } else {
                format!("{indent}{}{}", pad(&at(&labels), LABEL), pad(&at(&values), value_width + 2))
            };
            writeln!(out, "{}", format!("{line}{}", at(&evidence)).trim_end())?;
        }
        Ok(())
    }

    /// `  what one side says   evidence  remark`
    fn side(&self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let (side, remark) = (values::text(&row.cells[0], self.model), values::text(&row.cells[1], self.model));
        // Only of dates that stand in what it says, or in what it is about.
        let stands = |date: &str| side.contains(date) || row.section.title.contains(date);
        let otherwise = values::otherwise(&row.evidence, &self.bibliography, self.model, &side, stands);
        let remarks = [otherwise.trim_start_matches("; "), &remark].into_iter().filter(|text| !text.is_empty());
        let remark = remarks.collect::<Vec<_>>().join("; ");
        let pieces = self.evidence(&row.evidence).concat();
        let gap = if remark.is_empty() { "" } else { "  " };
        let Some(total) = self.width.filter(|w| *w >= NARROW) else {
            return self.indented(&format!("  {}  {pieces}{gap}{remark}", pad(&side, LABEL)), 4, out);
        };
        let column = 24;
        let sides = wrap(&side, column - 4, 2);
        let rest = wrap(&format!("{pieces}{gap}{remark}"), total - column, 2);
        for n in 0..sides.len().max(rest.len()) {
            let at = |lines: &Vec<String>| lines.get(n).cloned().unwrap_or_default();
            writeln!(out, "{}", format!("  {}{}", pad(&at(&sides), column - 2), at(&rest)).trim_end())?;
        }
        Ok(())
    }
}
