//! A file scanned into records, one at a time, on a reused tape.
//!
//! Invariant: a fault of YAML costs only its own record. The scan starts again at the next line that begins a record
//! of the same list, or a list; from there each record is scanned for itself until the list ends, so that many
//! broken records still take linear time.
use super::tape::{Kind, MOST_DEPTH, Tape};
use super::{name, slip};
use crate::diag::Diagnostics;
use crate::diag::near::Synonyms;
use crate::text::Span;
use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle, options};
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

/// Scans one file whose first byte has the offset `base`.
pub fn scan<'s>(source: &'s str, base: u32, found: &mut Found, each: &mut dyn FnMut(Entry<'_, '_, 's>, &mut Found)) {
    let mut file = Scan { source, base, list: String::new(), keys: FxHashMap::default(), tape: Tape::default() };
    let (mut from, mut to) = (0, source.len());
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
            source.len()
        } else {
            next_start(source, from, indent(rest))
        };
    }
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

/// The stretch that is lost to a fault in the record, or the list, that begins at `at`: up to the next record of the
/// list, whose dashes stand at `dash`, or the next list.
fn lost(source: &str, at: usize, dash: Option<usize>) -> Range<usize> {
    let start = source[..at].rfind('\n').map_or(0, |n| n + 1);
    let line = &source[start..];
    let named = line.split('\n').next().is_some_and(|line| line.contains(':'));
    let dash = match line.starts_with(is_key_start) {
        true if named => dash.or_else(|| first_dash(line)).unwrap_or(0),
        // Nobody knows of which list the records are.
        true => usize::MAX,
        false => dash.unwrap_or_else(|| indent(line)),
    };
    start..next_start(source, start, dash)
}

/// Where the dashes of the first list stand that is behind a key at the left margin.
fn first_dash(text: &str) -> Option<usize> {
    let mut lines = text.split('\n').skip(1).take_while(|line| !line.starts_with(is_key_start));
    lines.find(|line| line.trim_start_matches(' ').starts_with("- ")).map(indent)
}

/// How many spaces a line begins with.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether a line begins a list, or a record, perhaps a misplaced one.
fn begins(line: &str) -> bool {
    line.starts_with(is_key_start) || line.trim_start().starts_with('-')
}

fn is_key_start(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// The first line after the one at `from` on which a record of this indent, or a list, begins.
fn next_start(source: &str, from: usize, dash: usize) -> usize {
    let mut at = from;
    for line in source[from..].split_inclusive('\n') {
        let record = indent(line) == dash && is_dash(&line[dash..]);
        if at > from && (line.starts_with(is_key_start) || record) {
            return at;
        }
        at += line.len();
    }
    source.len()
}

/// Whether a line begins a record, also where the space behind the dash is missing.
fn is_dash(line: &str) -> bool {
    let behind = line.strip_prefix('-').and_then(|rest| rest.chars().next());
    behind.is_some_and(|c| c.is_alphabetic() || matches!(c, ' ' | '{' | '[' | '"' | '\''))
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

    /// Scans `source[from..to]`: a whole file, the lists from some key on, or one record.
    fn segment(
        &mut self,
        from: usize,
        to: usize,
        found: &mut Found,
        each: &mut dyn FnMut(Entry<'_, '_, 's>, &mut Found),
    ) -> End {
        let limits = options! {
            emit_comments: false, block_nesting_limit: MOST_DEPTH, flow_nesting_limit: MOST_DEPTH,
        };
        let mut parser = Parser::new_from_str_with_options(&self.source[from..to], limits);
        let mut stage = if self.list.is_empty() { Stage::Start } else { Stage::Resumed };
        let mut open: Vec<u32> = vec![];
        let (mut documents, mut last, mut whole) = (0, from, false);
        let (mut text_behind, mut pairs_behind) = (None, None);
        self.tape.tokens.clear();
        while let Some(event) = parser.next_event() {
            let (event, span) = match event {
                Ok((event, span)) => {
                    let range = span.byte_range().unwrap_or(0..0);
                    (event, self.span(from + range.start, from + range.end))
                }
                Err(error) => {
                    let at = (from + error.marker().byte_offset().unwrap_or(0)).min(self.source.len());
                    let next = match stage {
                        _ if whole => self.next_line(),
                        // A list that has ended goes on with a dash in the wrong place.
                        Stage::Keys if text_behind.is_none() => Some(self.line_start(at)),
                        _ => None,
                    };
                    if whole && next.is_some() {
                        each(Entry::Record(&self.list, &self.tape), found);
                    }
                    return self.fault(&error, at, last, next, to, found);
                }
            };
            // A record or a text is handed over only when what follows can be read: its own fault may show there.
            if whole {
                if let Some(key) = pairs_behind.take() {
                    each(Entry::Key(&self.list, key, Value::Pairs), found);
                }
                each(Entry::Record(&self.list, &self.tape), found);
                self.tape.tokens.clear();
                whole = false;
            }
            let behind: Option<(Span, Cow<str>)> = text_behind.take();
            if let Some((key, text)) = behind {
                each(Entry::Key(&self.list, key, Value::Text(&text)), found);
            }
            let (kind, text) = match event {
                Event::Scalar(text, style, anchor, tag) => {
                    self.refuse_features(anchor != 0, tag.is_some(), span, found);
                    let plain = style == ScalarStyle::Plain;
                    if plain {
                        self.eaten(span, found);
                    }
                    (Kind::Scalar { plain }, text)
                }
                Event::SequenceStart(style, anchor, tag) => {
                    self.refuse_features(anchor != 0, tag.is_some(), span, found);
                    (Kind::List { flow: style == StructureStyle::Flow }, Cow::Borrowed(""))
                }
                Event::MappingStart(style, anchor, tag) => {
                    self.refuse_features(anchor != 0, tag.is_some(), span, found);
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
                        return End::Read;
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
                    (Stage::Resumed, Kind::List { .. }) => {
                        stage = Stage::Records;
                        continue;
                    }
                    (Stage::Resumed, _) => {
                        let lost = lost(self.source, last, None);
                        let span = |from, to| self.span(from, to);
                        found.diagnostics.push(slip::syntax(None, self.source, lost.clone(), last, span));
                        return End::Lost(lost);
                    }
                    (Stage::Start, _) => {
                        let line = self.source[last..].lines().next().unwrap_or_default().trim_end();
                        let is_word = line.chars().all(|c| c.is_alphanumeric() || c == '-');
                        let at = span.part(0, line.len());
                        found.diagnostics.push(if is_word { slip::no_colon(at, line) } else { slip::no_lists(at) });
                        return match line.starts_with(is_key_start) {
                            true => End::Lost(lost(self.source, last, None)),
                            false => End::Read,
                        };
                    }
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
                        text_behind = Some((key, text));
                        stage = Stage::Keys;
                        continue;
                    }
                    (Stage::Behind(key), Kind::Pairs { .. }) => pairs_behind = Some(key),
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
        End::Read
    }

    /// Says what is wrong in the record on the tape, or on the line that begins at `next`, where that one is sound.
    fn fault(
        &self,
        error: &ScanError,
        at: usize,
        last: usize,
        next: Option<usize>,
        to: usize,
        found: &mut Found,
    ) -> End {
        let first = self.tape.tokens.first().map(|t| self.line_start((t.span.lo() - self.base) as usize));
        let dash = first.map(|first| indent(&self.source[first..]));
        let mut record = lost(self.source, next.or(first).unwrap_or(last), dash);
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

    fn line_start(&self, at: usize) -> usize {
        self.source[..at].rfind('\n').map_or(0, |n| n + 1)
    }

    fn key(&mut self, text: &str, span: Span, found: &mut Found) {
        match self.keys.get(text) {
            Some(first) => found.diagnostics.push(slip::doubled(text, span, *first)),
            None => {
                self.keys.insert(text.to_owned(), span);
            }
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

    /// Where the line begins that follows the record on the tape, if it begins another record or a list: then a fault
    /// there is none of the record.
    fn next_line(&self) -> Option<usize> {
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

    fn refuse_features(&self, anchor: bool, tag: bool, span: Span, found: &mut Found) {
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
        let ends = |c: char| c.is_whitespace() || matches!(c, '[' | '{' | ',');
        match before.char_indices().rfind(|(_, c)| ends(*c)).map_or(0, |(n, c)| n + c.len_utf8()) {
            start if before[start..].starts_with(sign) => self.span(start, before.len()),
            _ => value,
        }
    }
}
