//! A file scanned into records, one at a time, on a reused tape.
//!
//! Invariant: a fault of YAML costs only its own record. The scan starts again at the next line that begins a record
//! of the same list, or a list; from there each record is scanned for itself until the list ends, so that many
//! broken records still take linear time.
use super::tape::{Kind, Tape};
use super::slip;
use crate::diag::near::Synonyms;
use crate::diag::Diagnostics;
use crate::text::Span;
use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle, options};
use std::borrow::Cow;
use std::sync::Arc;

/// How deep lists and pairs may stand in each other.
const MOST_DEPTH: usize = 64;

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
    /// A stretch of the list named that could not be read.
    Broken(&'a str, &'s str),
}

/// Scans one file whose first byte has the offset `base`.
pub fn scan<'s>(
    source: &'s str,
    base: u32,
    found: &mut Found,
    each: &mut dyn FnMut(Entry<'_, '_, 's>, &mut Found),
) {
    let mut file = Scan { source, base, list: String::new(), keys: vec![], tape: Tape::default() };
    let (mut from, mut to) = (0, source.len());
    loop {
        match file.segment(from, to, found, each) {
            None if to == source.len() => return,
            None => from = to,
            Some(broken) => {
                let line = source[..broken].rfind('\n').map_or(0, |n| n + 1);
                let dash = indent(&source[line..]);
                from = next_start(source, line, dash);
                each(Entry::Broken(&file.list, &source[line..from]), found);
                if from == source.len() {
                    return;
                }
            }
        }
        let rest = &source[from..];
        to = if rest.starts_with(is_key_start) {
            file.list.clear();
            source.len()
        } else {
            next_start(source, from, indent(rest))
        };
    }
}

/// How many spaces a line begins with.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_key_start(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// The first line after the one at `from` on which a record of this indent, or a list, begins.
fn next_start(source: &str, from: usize, dash: usize) -> usize {
    let mut at = from;
    for line in source[from..].split_inclusive('\n') {
        let record = indent(line) == dash && line[dash..].starts_with("- ");
        if at > from && (line.starts_with(is_key_start) || record) {
            return at;
        }
        at += line.len();
    }
    source.len()
}

struct Scan<'s> {
    source: &'s str,
    base: u32,
    /// The list whose records are being read; empty at the left margin.
    list: String,
    /// The keys at the left margin, as met.
    keys: Vec<(String, Span)>,
    tape: Tape<'s>,
}

/// What the next event belongs to, outside of records.
#[derive(Clone, Copy)]
enum Stage {
    /// The file has not begun.
    Start,
    /// A list goes on after a fault: its records follow without their key.
    Resumed,
    /// Keys at the left margin.
    Keys,
    /// What stands behind the key at this place.
    Behind(Span),
    /// The records of a list.
    Records,
}

impl<'s> Scan<'s> {
    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.base + from as u32, self.base + to as u32)
    }

    /// Scans `source[from..to]`: a whole file, the lists from some key on, or one record. Gives back where the record
    /// begins that could not be read.
    fn segment(
        &mut self,
        from: usize,
        to: usize,
        found: &mut Found,
        each: &mut dyn FnMut(Entry<'_, '_, 's>, &mut Found),
    ) -> Option<usize> {
        let limits = options! {
            emit_comments: false, block_nesting_limit: MOST_DEPTH, flow_nesting_limit: MOST_DEPTH,
        };
        let mut parser = Parser::new_from_str_with_options(&self.source[from..to], limits);
        let mut stage = if self.list.is_empty() { Stage::Start } else { Stage::Resumed };
        let mut open: Vec<u32> = vec![];
        let (mut documents, mut last, mut whole) = (0, from, false);
        self.tape.tokens.clear();
        while let Some(event) = parser.next_event() {
            let (event, span) = match event {
                Ok((event, span)) => {
                    let range = span.byte_range().unwrap_or(0..0);
                    (event, self.span(from + range.start, from + range.end))
                }
                Err(error) => {
                    let start = self.tape.tokens.first().map_or(last, |t| (t.span.lo() - self.base) as usize);
                    self.fault(&error, from, start, found);
                    return Some(start);
                }
            };
            // A record is handed over only when what follows it can be read: its own fault may show there.
            if whole {
                each(Entry::Record(&self.list, &self.tape), found);
                self.tape.tokens.clear();
                whole = false;
            }
            let (kind, text) = match event {
                Event::Scalar(text, style, anchor, tag) => {
                    refuse_features(anchor != 0, tag.is_some(), span, found);
                    let plain = style == ScalarStyle::Plain;
                    if plain {
                        self.eaten(span, found);
                    }
                    (Kind::Scalar { plain }, text)
                }
                Event::SequenceStart(style, anchor, tag) => {
                    refuse_features(anchor != 0, tag.is_some(), span, found);
                    (Kind::List { flow: style == StructureStyle::Flow }, Cow::Borrowed(""))
                }
                Event::MappingStart(style, anchor, tag) => {
                    refuse_features(anchor != 0, tag.is_some(), span, found);
                    (Kind::Pairs { flow: style == StructureStyle::Flow }, Cow::Borrowed(""))
                }
                Event::Alias(_) => {
                    found.diagnostics.push(slip::feature(span, "an alias (`*name`)"));
                    (Kind::Scalar { plain: false }, Cow::Borrowed(""))
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    match open.pop() {
                        Some(opened) => {
                            self.tape.close(opened, span);
                            whole = open.is_empty();
                        }
                        None => stage = Stage::Keys,
                    }
                    if whole && !matches!(stage, Stage::Records) {
                        stage = Stage::Keys;
                    }
                    continue;
                }
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        found.diagnostics.push(slip::feature(span, "a second document (`---`)"));
                        return None;
                    }
                    continue;
                }
                _ => continue,
            };
            last = (span.lo() - self.base) as usize;
            let opens = !matches!(kind, Kind::Scalar { .. });
            if open.is_empty() {
                match (stage, kind) {
                    (Stage::Start, Kind::Pairs { .. }) => {
                        stage = Stage::Keys;
                        continue;
                    }
                    (Stage::Start, Kind::Scalar { .. }) if text.is_empty() => continue,
                    (Stage::Start, _) => {
                        found.diagnostics.push(slip::no_lists(span));
                        return None;
                    }
                    (Stage::Resumed, Kind::List { .. }) => {
                        stage = Stage::Records;
                        continue;
                    }
                    (Stage::Resumed, _) => return None,
                    (Stage::Keys, _) => {
                        self.key(&text, span, found);
                        stage = Stage::Behind(span);
                        continue;
                    }
                    (Stage::Behind(key), Kind::List { .. }) => {
                        each(Entry::Key(&self.list, key, Value::List), found);
                        stage = Stage::Records;
                        continue;
                    }
                    (Stage::Behind(key), Kind::Scalar { .. }) => {
                        each(Entry::Key(&self.list, key, Value::Text(&text)), found);
                        stage = Stage::Keys;
                        continue;
                    }
                    (Stage::Behind(key), Kind::Pairs { .. }) => each(Entry::Key(&self.list, key, Value::Pairs), found),
                    (Stage::Records, _) => {}
                }
            }
            let index = self.tape.push(span, kind, text);
            if opens {
                open.push(index);
            } else {
                whole = open.is_empty();
            }
        }
        None
    }

    fn key(&mut self, text: &str, span: Span, found: &mut Found) {
        match self.keys.iter().find(|(key, _)| key == text) {
            Some((_, first)) => found.diagnostics.push(slip::doubled(text, span, *first)),
            None => self.keys.push((text.to_owned(), span)),
        }
        self.list.clear();
        self.list.push_str(text);
    }

    /// Warns where ` #` right behind a value is no comment but part of what was meant: `cite: neo #9`.
    fn eaten(&self, span: Span, found: &mut Found) {
        let rest = &self.source[(span.hi() - self.base) as usize..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let Some(comment) = rest[gap..].strip_prefix('#') else { return };
        let is_comment = !comment.starts_with(|c: char| c.is_alphanumeric());
        if gap == 0 || span.lo() == span.hi() || is_comment {
            return;
        }
        let comment = comment.split(['\n', '\r']).next().unwrap_or("");
        let at = Span::new(span.hi() + gap as u32, span.hi() + (gap + 1 + comment.len()) as u32);
        found.diagnostics.push(slip::eaten(at, comment));
    }

    fn fault(&self, error: &ScanError, from: usize, record: usize, found: &mut Found) {
        let at = (from + error.marker().byte_offset().unwrap_or(0)).min(self.source.len());
        let open = self.tape.tokens.iter().rev().find(|t| {
            t.next as usize == self.tape.tokens.len()
                || matches!(t.kind, Kind::List { flow: true } | Kind::Pairs { flow: true })
        });
        let open = open.map(|t| (t.span.lo() - self.base) as usize);
        let diagnostic = slip::syntax(error, self.source, record..at, open, |from, to| self.span(from, to));
        found.diagnostics.push(diagnostic);
    }
}

fn refuse_features(anchor: bool, tag: bool, span: Span, found: &mut Found) {
    if anchor {
        found.diagnostics.push(slip::feature(span, "an anchor (`&name`)"));
    }
    if tag {
        found.diagnostics.push(slip::feature(span, "a tag (`!name`)"));
    }
}
