//! A record looked at as a person would, line by line: dashes, indents, names of fields.
//!
//! Invariant: the first thing out of order is the slip; what follows from it is never told.
use super::values::{Open, field, quote};
use super::{STRAY_DASH, TAB};
use crate::yaml::name;
use std::cell::Cell;
use std::ops::Range;

/// What is out of order in a record, and where in its text.
pub(super) struct Slip {
    pub(super) at: Range<usize>,
    pub(super) name: &'static str,
    pub(super) message: String,
    pub(super) help: &'static str,
    /// What is to stand there instead.
    pub(super) meant: Option<String>,
    /// Where, if that is another place.
    pub(super) instead_of: Option<Range<usize>>,
}

impl Slip {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>, help: &'static str) -> Self {
        Self { at, name: name::SYNTAX, message: message.into(), help, meant: None, instead_of: None }
    }

    pub(super) fn meant(self, meant: String) -> Self {
        Self { meant: Some(meant), ..self }
    }

    pub(super) fn cured(self, at: Range<usize>, text: String) -> Self {
        Self { instead_of: Some(at), meant: Some(text), ..self }
    }
}

/// A look at the text of a record, as far as it has got.
#[derive(Default)]
pub(super) struct Look<'s> {
    pub(super) text: &'s str,
    pub(super) at: usize,
    pub(super) open: Vec<Open>,
    /// The first comment sign inside brackets that may have been meant as text.
    pub(super) eaten: Option<usize>,
    /// The columns at which fields stand, the outer ones first.
    pub(super) levels: Vec<usize>,
    /// The columns at which dashes stand, the outer ones first.
    pub(super) dashes: Vec<usize>,
    /// Whether the field before had no value on its line, so that one may stand below.
    pub(super) expects: bool,
    /// The column of the field whose value is the text below it, after `|` or `>`.
    pub(super) prose: Option<usize>,
    /// From where to where a line was looked through for its end.
    pub(super) seen_end: Cell<Option<(usize, usize)>>,
    /// What may be meant as it is, and is to blame where the record cannot be read.
    pub(super) suspect: Option<Slip>,
}

impl<'s> Look<'s> {
    pub(super) fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    /// The place where this line ends. It is looked for once a line, for a line can be as long as the file.
    pub(super) fn line_end(&self) -> usize {
        match self.seen_end.get() {
            Some((from, end)) if (from..=end).contains(&self.at) => end,
            _ => {
                let end = self.rest().find(['\r', '\n']).map_or(self.text.len(), |n| self.at + n);
                self.seen_end.set(Some((self.at, end)));
                end
            }
        }
    }

    pub(super) fn first_slip(&mut self) -> Option<Slip> {
        let slip = self.record().err();
        self.suspect.take().or(slip)
    }

    fn record(&mut self) -> Result<(), Slip> {
        while self.at < self.text.len() {
            self.line()?;
            self.at = self.rest().find('\n').map_or(self.text.len(), |n| self.at + n + 1);
        }
        self.all_closed()
    }

    fn line(&mut self) -> Result<(), Slip> {
        let line = &self.text[self.at..self.line_end()];
        let content = line.trim_start();
        let column = line.len() - content.len();
        if content.is_empty() || content.starts_with('#') {
            return Ok(());
        }
        if self.prose.is_some_and(|field| column > field) {
            return Ok(());
        }
        self.prose = None;
        if let Some(tab) = line[..column].find('\t') {
            let at = self.at + tab;
            let slip = Slip { name: name::TAB, ..Slip::new(at..at + 1, TAB.0, TAB.1) };
            let beside = if content.starts_with("- ") { self.dashes.last() } else { self.levels.last() };
            return Err(match beside {
                Some(beside) => slip.cured(self.at..self.at + column, " ".repeat(*beside)),
                None => slip,
            });
        }
        let start = self.at;
        self.at += column;
        if !self.open.is_empty() {
            if content.starts_with("- ") || field(content).is_some() && self.levels.last() == Some(&column) {
                self.all_closed()?;
            }
            return self.values();
        }
        if self.rest().starts_with("- ") {
            self.list(column)?;
        }
        while self.rest().starts_with("- ") {
            self.levels.retain(|level| *level < column);
            self.at += 2 + self.rest()[2..].len() - self.rest()[2..].trim_start_matches(' ').len();
            self.expects = true;
        }
        let dashed = self.at > start + column;
        self.tight_dash(dashed)?;
        match field(self.rest()) {
            Some(length) => self.field(start, length)?,
            None => self.without_field(start, dashed)?,
        }
        if self.at < self.line_end() { self.values() } else { Ok(()) }
    }

    /// A dash at this column, which begins a list or goes on with one.
    fn list(&mut self, column: usize) -> Result<(), Slip> {
        let within = !self.dashes.is_empty();
        self.dashes.retain(|dash| *dash <= column);
        if self.dashes.last() == Some(&column) {
            return Ok(());
        }
        if within && !self.expects {
            return Err(Slip::new(self.at..self.at + 1, STRAY_DASH.0, STRAY_DASH.1));
        }
        self.dashes.push(column);
        Ok(())
    }

    /// `-id` where a record was to begin.
    fn tight_dash(&self, dashed: bool) -> Result<(), Slip> {
        let word = self.rest().strip_prefix('-').filter(|_| !dashed);
        match word.and_then(|word| word.chars().next()) {
            Some(c) if c.is_alphabetic() || matches!(c, '{' | '[' | '"' | '\'') => {
                Err(Slip::new(self.at..self.at + 1, "`-` needs a space behind it to begin a record", "write")
                    .meant("- ".into()))
            }
            _ => Ok(()),
        }
    }

    /// A line with `name: `; moves on to its value.
    fn field(&mut self, start: usize, length: usize) -> Result<(), Slip> {
        let (column, key) = (self.at - start, &self.rest()[..length]);
        let word = self.at..self.at + length;
        let deepest = self.levels.last().copied();
        self.levels.retain(|level| *level <= column);
        if self.levels.last() != Some(&column) {
            if !self.expects && deepest.is_some() {
                if key.contains(' ') && deepest.is_some_and(|deepest| column > deepest) {
                    return Err(Slip::new(
                        self.at..self.line_end(),
                        "a second `: ` in the value",
                        "quote the whole text, from the line where it begins",
                    ));
                }
                let help = "indent it by as many spaces as the field above it";
                return Err(Slip::new(word, "the line does not stand under the others of its record", help));
            }
            self.levels.push(column);
        }
        self.at += length + 1;
        self.skip_spaces();
        let value = self.text[self.at..self.line_end()].trim_end();
        self.expects = value.is_empty() || value.starts_with('#');
        if let Some(sign) = value.chars().next().filter(|sign| matches!(sign, '|' | '>')) {
            if !is_prose_header(&value[1..]) {
                let message = format!("`{sign}` before a value says that a text follows on the lines below");
                let meant = quote(value.split(" #").next().unwrap_or(value).trim_end());
                return Err(Slip::new(self.at..self.value_end(), message, "quote the value").meant(meant));
            }
            self.prose = Some(column);
            self.at = self.line_end();
        }
        Ok(())
    }

    /// A line that is no field: a value, more of the text above, or a slip.
    fn without_field(&mut self, start: usize, dashed: bool) -> Result<(), Slip> {
        let line = self.text[self.at..self.line_end()].trim_end();
        let at = self.at..self.at + line.len();
        let goes_on = self.levels.last().is_some_and(|level| self.at - start > *level);
        let is_word =
            |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        let tight = line.split_once(':').filter(|(key, value)| is_word(key) && !value.starts_with("//"));
        let tight = tight.map(|(key, value)| {
            Slip::new(at.clone(), "`:` needs a space behind it", "write")
                .meant(format!("{key}: {}", value.trim_start()))
        });
        if dashed || goes_on || line.starts_with(['{', '[', '"', '\'']) {
            self.expects = false;
            self.suspect = self.suspect.take().or(tight);
            return Ok(());
        }
        if let Some(slip) = tight {
            return Err(slip);
        }
        if self.at == start && is_word(line) {
            return Err(Slip::new(at, "the name of a list ends with `:`", "write").meant(format!("{line}:")));
        }
        let help = "a field is written `name: value`; a text that goes on below must be indented further";
        Err(Slip::new(at, "this line has no `: `", help))
    }

    pub(super) fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
    }
}

/// Whether nothing but the signs that can follow `|` or `>` stands behind it: how deep the text is, where it ends.
fn is_prose_header(behind: &str) -> bool {
    let signs = behind.split(" #").next().unwrap_or(behind).trim_end();
    signs.len() <= 2
        && signs.chars().filter(|c| matches!(c, '1'..='9')).count() <= 1
        && signs.chars().all(|c| matches!(c, '1'..='9' | '+' | '-'))
}
