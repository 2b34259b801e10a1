//! What is amiss in a stretch being scanned: where a fault of YAML ends, and what YAML takes without a word.
//!
//! Invariant: a fault is told of the record it is in, also where it shows only behind it.
use super::lines::{begins, indent, lost, next_start};
use super::{End, Found, Scan};
use crate::text::Span;
use crate::yaml::{name, slip};
use granit_parser::ScanError;
use std::ops::Range;

impl Scan<'_> {
    /// The stretch that is lost with the record on the tape, or with that on the line at `next`, and the column of the
    /// dash before it.
    pub(super) fn lost(&self, last: usize, next: Option<usize>) -> (Range<usize>, Option<usize>) {
        let first = self.tape.tokens.first().map(|t| self.line_start((t.span.lo() - self.base) as usize));
        let dash = first.map(|first| indent(&self.source[first..]));
        (lost(self.source, next.or(first).unwrap_or(last), dash), dash)
    }

    /// Says what is wrong in the record on the tape, or on the line that begins at `next`, where that one is sound.
    pub(super) fn fault(
        &self,
        error: &ScanError,
        at: usize,
        last: usize,
        next: Option<usize>,
        to: usize,
        found: &mut Found,
    ) -> End {
        let (mut record, dash) = self.lost(last, next);
        let line = &self.source[record.start..];
        let column = indent(line);
        let is_record = line[column..].starts_with("- ");
        if at >= record.end && to > record.end && is_record {
            return End::Again(record);
        }
        let lost = self.span(record.start, record.end);
        while found.diagnostics.last().is_some_and(|said| said.name == name::EATEN && lost.contains(said.span())) {
            found.diagnostics.pop();
        }
        found.diagnostics.push(if next.is_some() && is_record && dash != Some(column) {
            record.end = record.end.min(next_start(self.source, record.start, column));
            slip::stray_dash(self.span(record.start + column, record.start + column + 1))
        } else {
            slip::syntax(Some(error), self.source, record.clone(), at, |from, to| self.span(from, to))
        });
        End::Lost(record)
    }

    /// Warns where ` #` right behind a value is no comment but part of what was meant: `cite: neo #9`.
    pub(super) fn eaten(&self, span: Span, found: &mut Found) {
        let rest = &self.source[(span.hi() - self.base) as usize..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let Some(comment) = rest[gap..].strip_prefix('#') else { return };
        let is_comment = !comment.starts_with(|c: char| c.is_alphanumeric());
        if gap == 0 || span.lo() == span.hi() || is_comment {
            return;
        }
        let comment = comment.split(['\n', '\r']).next().unwrap_or("");
        let at = Span::new(span.hi() + gap as u32, span.hi() + (gap + 1 + comment.len()) as u32);
        let gap = Span::new(span.hi(), at.lo());
        let value = &self.source[(span.lo() - self.base) as usize..(span.hi() - self.base) as usize];
        found.diagnostics.push(slip::eaten(at, comment).fix_if(slip::joined(value, comment), gap, String::new()));
    }

    /// Where the line begins that follows the record on the tape, if it begins another record or a list: then a fault
    /// there is none of the record.
    pub(super) fn next_line(&self) -> Option<usize> {
        let end = (self.tape.tokens.first()?.span.hi() - self.base) as usize;
        let mut at = end;
        for (n, line) in self.source[end..].split_inclusive('\n').enumerate() {
            let text = line.trim_start();
            if !text.is_empty() && !text.starts_with('#') {
                return (n > 0 && begins(line)).then_some(at);
            }
            at += line.len();
        }
        None
    }

    pub(super) fn refuse_features(&self, anchor: bool, tag: bool, span: Span, found: &mut Found) {
        if anchor {
            found.diagnostics.push(slip::feature(self.mark('&', span), "an anchor (`&name`)"));
        }
        if tag {
            found.diagnostics.push(slip::feature(self.mark('!', span), "a tag (`!name`)"));
        }
    }

    /// The word with this sign that stands before a value.
    fn mark(&self, sign: char, value: Span) -> Span {
        let before = self.source[..(value.lo() - self.base) as usize].trim_end();
        let line = &before[before.rfind('\n').map_or(0, |n| n + 1)..];
        let begins = |at: &usize| line[..*at].ends_with(|c: char| c.is_whitespace() || matches!(c, '[' | '{' | ','));
        match line.rmatch_indices(sign).map(|(at, _)| at).find(begins) {
            Some(at) => self.span(before.len() - line.len() + at, before.len()),
            None => value,
        }
    }
}
