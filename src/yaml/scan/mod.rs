//! A file scanned into records, one at a time, on a reused tape.
//!
//! Invariant: a fault of YAML costs only its own record. The scan starts again at the next line that begins a record
//! of the same list, or a list; from there each record is scanned for itself until the list ends, so that many
//! broken records still take linear time.
mod faults;
mod lines;
mod segment;

use super::signs;
use super::tape::Tape;
use crate::diag::Diagnostics;
use crate::diag::near::Synonyms;
use crate::text::Span;
use lines::{indent, is_key_start, lost, next_start};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// What reading brings to light besides the records.
#[derive(Debug)]
pub struct Found {
    /// The findings.
    pub diagnostics: Diagnostics,
    /// What scalars say where that is not what is written.
    pub unescaped: Vec<(Span, Box<str>)>,
    /// Words people use for others.
    pub synonyms: Arc<Synonyms>,
}

/// What stands behind a key at the left margin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A list: its records follow.
    List,
    /// Pairs: they follow as one record.
    Pairs,
    /// Text, empty when there is nothing.
    Text(&'a str),
}

/// What a scan comes upon, in order.
#[derive(Debug)]
pub enum Entry<'a, 't, 's> {
    /// A key at the left margin and what stands behind it.
    Key(&'a str, Span, Value<'a>),
    /// A record of the list named.
    Record(&'a str, &'t Tape<'s>),
    /// A line of the list named that could not be read.
    Broken(&'a str, &'s str),
}

/// What takes in the things a scan comes upon.
type Each<'e, 's> = &'e mut dyn FnMut(Entry<'_, '_, 's>, &mut Found);

/// Scans one file whose first byte has the offset `base`.
pub fn scan(source: &str, base: u32, found: &mut Found, each: &mut dyn FnMut(Entry<'_, '_, '_>, &mut Found)) {
    let span = |from: usize, to: usize| Span::new(base + from as u32, base + to as u32);
    let text = signs::mended(source, span, &mut |finding| found.diagnostics.push(finding));
    let Some(text) = text else { return };
    records(&text, base, found, &mut |entry, found| each(entry, found));
    if matches!(text, Cow::Owned(_)) {
        // A sign of several bytes was several spaces there: a place between them is no place in the file.
        for finding in &mut found.diagnostics {
            let spans = finding.labels.iter_mut().map(|label| &mut label.span);
            for span in spans.chain(finding.fix.iter_mut().map(|fix| &mut fix.span)) {
                let (from, to) = ((span.lo() - base) as usize, (span.hi() - base) as usize);
                let (from, to) = (source.floor_char_boundary(from), source.ceil_char_boundary(to));
                *span = Span::new(base + from as u32, base + to as u32);
            }
        }
    }
}

/// Scans a text that can be read as YAML, from fault to fault.
fn records<'s>(source: &'s str, base: u32, found: &mut Found, each: Each<'_, 's>) {
    let mut file = Scan { source, base, list: String::new(), keys: FxHashMap::default(), tape: Tape::default() };
    let (mut from, mut to) = (0, keys_end(source, 0));
    loop {
        match file.segment(from, to, found, each) {
            End::Read if to == source.len() => return,
            End::Read => from = to,
            End::Again(record) => {
                (from, to) = (record.start, record.end);
                continue;
            }
            End::Lost(record) => {
                for line in source[record.clone()].lines() {
                    // A dash without a space is no part of the word behind it.
                    each(Entry::Broken(&file.list, line.trim_start().trim_start_matches('-')), found);
                }
                from = record.end;
                if from == source.len() {
                    return;
                }
            }
        }
        let rest = &source[from..];
        to = if rest.starts_with(is_key_start) {
            file.list.clear();
            keys_end(source, from)
        } else {
            next_start(source, from, indent(rest))
        };
    }
}

/// How far what begins at `from` is read at once. A line that is no `key: value` is read by itself, or many of them would
/// be taken for one long text again and again.
fn keys_end(source: &str, from: usize) -> usize {
    let line = source[from..].split('\n').next().unwrap_or_default();
    if line.starts_with(is_key_start) && !line.contains(':') { lost(source, from, None).end } else { source.len() }
}

/// How the scan of a stretch ended.
enum End {
    /// All of it is read.
    Read,
    /// This record is to be read by itself: there is a fault, but only behind it.
    Again(Range<usize>),
    /// This record could not be read.
    Lost(Range<usize>),
}

struct Scan<'s> {
    source: &'s str,
    base: u32,
    /// The list whose records are being read; empty at the left margin.
    list: String,
    /// The keys at the left margin, as met.
    keys: FxHashMap<String, Span>,
    tape: Tape<'s>,
}

impl<'s> Scan<'s> {
    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.base + from as u32, self.base + to as u32)
    }

    fn line_start(&self, at: usize) -> usize {
        self.source[..at].rfind('\n').map_or(0, |n| n + 1)
    }
}
