//! Columns with headings: partners, timeline, list.
use super::{NARROW, Sheet, flow, pad, width, wrap};
use crate::ask::Answer;
use crate::render::values;
use std::io::{self, Write};

/// How far apart columns stand.
const GAP: usize = 2;
/// Of the lines of a cell after its first.
const INDENT: usize = 2;
/// How wide the column of evidence may get before it wraps.
const EVIDENCE: usize = 22;
/// How narrow it may be.
const LEAST_EVIDENCE: usize = 15;
/// A column with a cell longer than this holds text.
const LONG: usize = 40;
/// How wide the column of dates may get.
const WHEN: usize = 15;

/// One row, cell by cell, the evidence in pieces.
struct Line {
    section: String,
    cells: Vec<String>,
    evidence: Vec<String>,
}

/// Whether the time of a row stands in a column of its own making.
pub(super) fn is_dated(answer: &Answer) -> bool {
    answer.columns.iter().any(|column| column.name == "date")
}

impl Sheet<'_, '_> {
    pub(super) fn columns(&self, out: &mut dyn Write) -> io::Result<()> {
        let answer = self.answer;
        if answer.rows.is_empty() {
            return Ok(());
        }
        let shown: Vec<usize> = (0..answer.columns.len()).filter(|n| !answer.columns[*n].heading.is_empty()).collect();
        let dated = is_dated(answer);
        let has_when = !dated && answer.rows.iter().any(|r| !values::when(r).is_empty());
        let has_evidence = answer.rows.iter().any(|r| !r.evidence.cites.is_empty());
        let mut headings: Vec<&str> = shown.iter().map(|n| answer.columns[*n].heading).collect();
        headings.extend(has_when.then_some("WHEN"));
        let lines: Vec<Line> = answer
            .rows
            .iter()
            .map(|row| {
                let mut cells: Vec<String> = shown.iter().map(|n| self.cell(row, *n)).collect();
                cells.extend(has_when.then(|| values::when(row)));
                if dated && row.evidence.disputed {
                    cells[1] += " (disputed)";
                }
                Line { section: row.section.title.clone(), cells, evidence: self.evidence(&row.evidence) }
            })
            .collect();
        if self.width.is_some_and(|w| w < NARROW) {
            return self.blocks(&headings, &lines, out);
        }
        let widths = self.fit(&headings, &lines, has_when);
        let mut line: String = headings.iter().zip(&widths).map(|(h, w)| pad(h, w + GAP)).collect();
        if has_evidence {
            line.push_str("VOICES, SOURCES");
        }
        writeln!(out, "{}", self.bold(line.trim_end(), true))?;
        let mut before: Option<&Line> = None;
        for line in &lines {
            let same_section = before.is_none_or(|b| b.section == line.section);
            if !same_section || before.is_none() && !line.section.is_empty() {
                if before.is_some() {
                    writeln!(out)?;
                }
                self.title(&line.section, out)?;
            }
            let repeats = before.is_some_and(|b| b.section == line.section && b.cells[0] == line.cells[0]);
            self.row(line, &widths, repeats && self.width.is_some() && !dated, out)?;
            before = Some(line);
        }
        writeln!(out)
    }

    /// The width of each column but that of the evidence.
    fn fit(&self, headings: &[&str], lines: &[Line], has_when: bool) -> Vec<usize> {
        let natural =
            |n: usize| lines.iter().map(|l| width(&l.cells[n])).chain([width(headings[n])]).max().unwrap_or(0);
        let mut widths: Vec<usize> = (0..headings.len()).map(natural).collect();
        let Some(total) = self.width else { return widths };
        let evidence =
            lines.iter().map(|l| l.evidence.iter().map(|p| width(p)).sum::<usize>().min(EVIDENCE)).max().unwrap_or(0);
        let words = widths.len() - usize::from(has_when);
        // Where several columns hold much text, what holds little gives way to them.
        let is_full = widths[..words].iter().filter(|width| **width > LONG).count() > 1;
        let evidence =
            if evidence > 0 && !is_full { evidence.max(LEAST_EVIDENCE) } else { evidence.min(LEAST_EVIDENCE) };
        let gaps = GAP * headings.len();
        if has_when {
            let whole = |line: &Line| line.cells[words].split(' ').map(width).max().unwrap_or(0);
            let least = (lines.iter().map(whole).max().unwrap_or(0) + INDENT).max(width(headings[words]));
            widths[words] = widths[words].min(if is_full { least.min(WHEN) } else { WHEN });
        }
        // The first column, of names, gives way first; then the widest of words.
        // As far as their words stay whole, if none is very long.
        let name = lines.iter().flat_map(|line| line.cells[0].split([' ', '-'])).map(width).max().unwrap_or(0);
        let name = (name + INDENT).clamp(13, 16);
        let least = |n: usize| width(headings[n]).max(if n == 0 { name } else { 16 });
        while widths.iter().sum::<usize>() + gaps + evidence > total {
            let all = 0..widths.len() - usize::from(has_when);
            let names = Some(0).filter(|_| has_when && !is_full && widths[0] > least(0));
            let widest = names.or_else(|| all.filter(|n| widths[*n] > least(*n)).max_by_key(|n| widths[*n]));
            match widest {
                Some(n) => widths[n] -= 1,
                None => break,
            }
        }
        widths
    }

    fn row(&self, line: &Line, widths: &[usize], repeats: bool, out: &mut dyn Write) -> io::Result<()> {
        let Some(total) = self.width else {
            let cells: Vec<String> = line.cells.iter().zip(widths).map(|(c, w)| pad(c, w + GAP)).collect();
            return writeln!(out, "{}", format!("{}{}", cells.concat(), line.evidence.concat()).trim_end());
        };
        let left: usize = widths.iter().map(|w| w + GAP).sum();
        let mut columns: Vec<Vec<String>> =
            line.cells.iter().zip(widths).map(|(c, w)| wrap(c, (*w).max(8), INDENT)).collect();
        if repeats {
            columns[0] = vec![];
        }
        let evidence = flow(&line.evidence, total.saturating_sub(left).max(12));
        let height = columns.iter().map(Vec::len).chain([evidence.len()]).max().unwrap_or(0);
        for n in 0..height {
            let cell = |column: &Vec<String>, w: &usize| pad(column.get(n).map_or("", String::as_str), w + GAP);
            let text: String = columns.iter().zip(widths).map(|(c, w)| cell(c, w)).collect();
            let text = format!("{text}{}", evidence.get(n).map_or("", String::as_str));
            writeln!(out, "{}", text.trim_end())?;
        }
        Ok(())
    }

    /// Each row as `label: value` lines, for narrow terminals.
    fn blocks(&self, headings: &[&str], lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
        let mut section = "";
        for line in lines {
            if line.section != section {
                self.title(&line.section, out)?;
                writeln!(out)?;
                section = &line.section;
            }
            for (heading, cell) in headings.iter().zip(&line.cells).filter(|(_, cell)| !cell.is_empty()) {
                self.indented(&format!("{}: {cell}", heading.to_lowercase()), 2, out)?;
            }
            if !line.evidence.is_empty() {
                self.indented(&format!("voices, sources: {}", line.evidence.concat()), 2, out)?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
