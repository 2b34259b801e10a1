//! A file laid out: its lists and their records, and what stands between them.
//!
//! Invariant: every comment of a record is written once and in order, or the record is copied as it stands.
use super::source::{Behind, Section, Source};
use crate::facts::List;
use crate::vocab::{Recorded, Shape, Written};
use std::ops::Range;

/// How far a list stands in from its key, and a field from the dash of its record.
pub(super) const STEP: usize = 2;

/// A file being written.
pub(super) struct Layout<'s> {
    pub source: &'s Source<'s>,
    pub out: String,
    /// Up to where the text is written.
    pub at: usize,
    /// The comments of the record being written that are written.
    pub taken: Vec<usize>,
    /// Whether something in the record cannot be laid out.
    pub odd: bool,
    /// The column a comment may stand in at most, lest it become part of the text in lines before it.
    pub most: usize,
    /// The column in which the dashes of the list before stood.
    pub dash: usize,
    /// Up to where blank lines at the end of what is written are part of a text.
    fixed: usize,
}

/// A value to be written: where it is, its shape, and the column in which its key or its dash is to stand.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub index: usize,
    pub shape: Shape,
    pub column: usize,
    /// How many levels of it are written in lines even where they would fit on one.
    pub levels: usize,
}

impl<'s> Layout<'s> {
    pub fn new(source: &'s Source<'s>) -> Self {
        let (out, most, dash) = (String::new(), usize::MAX, usize::MAX);
        Self { source, out, at: 0, taken: vec![], odd: false, most, dash, fixed: 0 }
    }

    /// The file in its canonical form.
    pub fn file(mut self) -> String {
        let source = self.source;
        let mut dash = usize::MAX;
        for section in &source.sections {
            self.lead(section.key.start, |column| outer(column, dash), true);
            dash = self.section(section);
        }
        self.lead(source.text.len(), |column| outer(column, dash), true);
        let written = self.out.trim_end_matches('\n').len().max(self.fixed);
        self.out.truncate(written);
        if source.text.ends_with('\n') && !self.out.is_empty() && !(written == self.fixed && self.out.ends_with('\n')) {
            self.out.push('\n');
        }
        self.out
    }

    /// Writes a key and what stands behind it; gives back in which column the dashes of its records stood.
    fn section(&mut self, section: &Section) -> usize {
        let source = self.source;
        let Range { start, end } = section.key;
        self.at = end;
        match (&section.behind, section.records.first()) {
            (Behind::List, Some(first)) => return self.records(section, *first),
            (Behind::Pairs, Some(words)) => {
                let shape = Shape::Record(&Written::RECORD);
                self.whole(start..source.tokens[*words].hi, source.line_end(source.tokens[*words].hi), 0, |layout| {
                    layout.out += &section.name;
                    layout.out.push(':');
                    layout.value(Place { index: *words, shape, column: 0, levels: 2 }, end);
                });
                return source.tokens.get(words + 1).map_or(STEP, |first| source.column(first.lo));
            }
            (Behind::List, None) => {
                let close = source.close(end);
                if !source.comments_in(end..close).is_empty() {
                    self.copy(start..source.line_end(close), 0);
                    return STEP;
                }
                self.out += &section.name;
                self.out += ": []";
                self.at = close;
                self.tail(close);
            }
            (Behind::Text, _) | (Behind::Pairs, None) => {
                let rest = &source.text[end..source.line_end(end)];
                let behind = rest.trim_start().strip_prefix(':').unwrap_or(rest);
                self.out += &section.name;
                self.out.push(':');
                if behind.trim_start().starts_with('#') {
                    self.out += behind.trim_end();
                } else if !behind.trim().is_empty() {
                    self.out.push(' ');
                    self.out += behind.trim();
                }
                self.at = source.line_end(end);
            }
        }
        self.out.push('\n');
        self.most = usize::MAX;
        STEP
    }

    fn records(&mut self, section: &Section, first: usize) -> usize {
        let source = self.source;
        let key = section.key.clone();
        let lo = source.tokens[first].lo;
        let is_flow = source.dash(key.end..lo).is_none();
        let last = section.records.last().map_or(lo, |last| source.tokens[*last].hi);
        let close = if is_flow { source.close(last) } else { last };
        let end = source.line_end(close);
        if is_flow && !(source.comments_in(key.end..end).is_empty() && source.odd_in(key.end..end).is_empty()) {
            self.copy(key.start..end, 0);
            return STEP;
        }
        self.out += &section.name;
        self.out.push(':');
        self.head(key.end, lo);
        self.out.push('\n');
        let shape = List::of(&section.name).map_or(Shape::Text, List::shape);
        let mut dash = usize::MAX;
        for (n, record) in section.records.iter().enumerate() {
            let token = &source.tokens[*record];
            let before = if is_flow { None } else { source.dash(self.at..token.lo) };
            let start = before.unwrap_or(token.lo);
            dash = before.map_or(usize::MAX, |dash| source.column(dash));
            let written = if n == 0 { usize::MAX } else { dash };
            self.lead(start, |column| STEP + column.saturating_sub(written), false);
            let end = if is_flow { token.hi } else { source.line_end(token.hi) };
            let shift = if is_flow { 0 } else { STEP as isize - dash as isize };
            self.whole(start..token.hi, end, shift, |layout| {
                layout.indent(STEP);
                layout.out += "- ";
                layout.item(Place { index: *record, shape, column: STEP, levels: 0 }, dash);
            });
        }
        self.at = self.at.max(close);
        if is_flow { STEP } else { dash }
    }

    /// Writes something so, or, where its comments cannot stay in their places, as it stands, moved by some columns. It has
    /// a line of its own up to `end`.
    fn whole(&mut self, place: Range<usize>, end: usize, shift: isize, write: impl FnOnce(&mut Self)) {
        let source = self.source;
        let mark = self.out.len();
        self.taken.clear();
        self.at = place.start;
        let odd: Vec<usize> = source.odd_in(place.clone());
        self.odd = !odd.is_empty();
        if !self.odd {
            write(self);
            self.odd |= !self.taken.iter().copied().eq(source.comments_in(place.start..end));
        }
        if self.odd {
            self.out.truncate(mark);
            self.copy(place.start..end, shift);
            if odd.last().is_some_and(|odd| source.tokens[*odd].lines && source.tokens[*odd].hi >= place.end) {
                self.blank_lines(end);
            }
        } else {
            self.at = place.end;
        }
    }

    /// Copies a stretch that ends with a line.
    fn copy(&mut self, place: Range<usize>, shift: isize) {
        let source = self.source;
        let text = &source.text[place.clone()];
        let column = source.column(place.start).saturating_add_signed(shift);
        self.indent(column);
        for (n, line) in text.split('\n').enumerate() {
            let content = line.trim_start_matches(' ');
            if n > 0 {
                let spaces = line.len() - content.len();
                self.indent(if line.trim().is_empty() { spaces } else { spaces.saturating_add_signed(shift) });
            }
            self.out += content;
            self.out.push('\n');
        }
        self.at = place.end;
        self.most = 0;
    }

    /// Copies the blank lines behind a line: they belong to the text before them.
    fn blank_lines(&mut self, end: usize) {
        let behind = self.source.text.get(end + 1..).unwrap_or_default();
        let blank = behind.split_inclusive('\n').take_while(|line| line.trim().is_empty());
        let blank: usize = blank.map(str::len).sum();
        if blank == 0 {
            return;
        }
        self.out += &behind[..blank];
        self.at = (end + blank).min(self.source.text.len());
        self.fixed = self.out.len();
    }

    /// Writes the comments and paragraphs of the lines between that up to which the text is written and that of `to`, each
    /// comment in the column that is found for the one it stands in; what else stands there, too, where `all` is meant.
    pub fn lead(&mut self, to: usize, column: impl Fn(usize) -> usize, all: bool) {
        let blank = self.comments(to, column, all);
        self.paragraph(blank);
    }

    /// The same, but for a paragraph at the end: whether there is one.
    pub fn comments(&mut self, to: usize, column: impl Fn(usize) -> usize, all: bool) -> bool {
        let source = self.source;
        let from = if self.at == 0 { 0 } else { source.line_end(self.at) + 1 };
        let end = if to == source.text.len() { to } else { to - source.column(to) };
        let (mut blank, mut start) = (false, from);
        for line in source.text.get(from..end).unwrap_or_default().split_inclusive('\n') {
            let content = line.trim();
            let is_comment = content.starts_with('#');
            blank |= content.is_empty();
            if is_comment || all && !content.trim_matches([']', ',', ' ']).is_empty() {
                self.paragraph(blank);
                blank = false;
                let mut says = line.trim_end();
                if is_comment {
                    says = content;
                    self.indent(column(line.len() - line.trim_start().len()).min(self.most));
                    self.taken.extend(source.comments_in(start..start + line.len()));
                }
                self.out += says;
                self.out.push('\n');
            }
            start += line.len();
        }
        blank
    }

    /// Writes one blank line, where there is something before it.
    fn paragraph(&mut self, blank: bool) {
        if blank && !self.out.is_empty() && (!self.out.ends_with("\n\n") || self.out.len() == self.fixed) {
            self.out.push('\n');
        }
    }

    /// Writes the comment that stands behind a value on its line.
    pub fn tail(&mut self, end: usize) {
        if let Some(comment) = self.source.behind(end, [' ', '\t', ',']) {
            self.comment(comment);
        }
    }

    /// Writes the comment that stands on the line of a key, before the value on the lines below.
    pub fn head(&mut self, from: usize, to: usize) {
        let comment = self.source.behind(from, [' ', '\t', ':', '[', '{']);
        if let Some(comment) = comment.filter(|comment| self.source.comments[*comment].start < to) {
            self.comment(comment);
        }
    }

    fn comment(&mut self, number: usize) {
        let Range { start, end } = self.source.comments[number].clone();
        let before = &self.source.text[..start];
        let spaces = before.len() - before.trim_end_matches(' ').len();
        self.indent(if spaces == 0 { STEP } else { spaces });
        self.out += &self.source.text[start..end];
        self.taken.push(number);
    }

    pub fn indent(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }
}

/// The column of a comment between two lists, of which the dashes of the first stand in this column.
fn outer(column: usize, dash: usize) -> usize {
    if column > 0 && column >= dash { STEP + column - dash } else { 0 }
}
