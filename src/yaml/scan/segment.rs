//! A stretch of a file taken event by event: what belongs to a record goes on the tape, the rest says where we are.
//!
//! Invariant: a record is handed over only when what follows it can be read, for its own fault may show there.
use super::lines::{is_key_start, lost};
use super::{Each, End, Entry, Found, Scan, Value};
use crate::text::Span;
use crate::yaml::tape::{Kind, MOST_DEPTH};
use crate::yaml::{signs, slip};
use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle, options};
use std::borrow::Cow;

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

/// How many bytes one text may have.
const MOST_TEXT: u32 = 100_000;

/// How many bytes around a text are quotation marks.
fn quotes(style: ScalarStyle) -> u32 {
    if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) { 2 } else { 0 }
}

/// How far a stretch is read.
struct Progress<'s> {
    stage: Stage,
    /// The lists and pairs of the record that are not closed, by their place on the tape.
    open: Vec<u32>,
    documents: usize,
    /// Where the last value begins.
    last: usize,
    /// Whether the tape holds a whole record.
    whole: bool,
    /// A key and the text behind it, not yet handed over.
    text_behind: Option<(Span, Cow<'s, str>)>,
    /// A key whose pairs are the record on the tape.
    pairs_behind: Option<Span>,
}

/// What a value outside of records is.
enum Outside<'s> {
    /// A key, or a list: it is taken note of.
    Taken,
    /// The beginning of a record.
    Record(Cow<'s, str>),
    /// Something that cannot be there.
    Stop(End),
}

impl<'s> Scan<'s> {
    /// Scans `source[from..to]`: a whole file, the lists from some key on, or one record.
    pub(super) fn segment(&mut self, from: usize, to: usize, found: &mut Found, each: Each<'_, 's>) -> End {
        let limits = options! {
            emit_comments: false, block_nesting_limit: MOST_DEPTH, flow_nesting_limit: MOST_DEPTH,
        };
        let mut parser = Parser::new_from_str_with_options(&self.source[from..to], limits);
        let stage = if self.list.is_empty() { Stage::Start } else { Stage::Resumed };
        let mut progress = Progress {
            stage,
            open: vec![],
            documents: 0,
            last: from,
            whole: false,
            text_behind: None,
            pairs_behind: None,
        };
        self.tape.tokens.clear();
        while let Some(event) = parser.next_event() {
            let (event, span) = match event {
                Ok((event, span)) => {
                    let range = span.byte_range().unwrap_or(0..0);
                    (event, self.span(from + range.start, from + range.end))
                }
                Err(error) => return self.stopped(&error, from, to, progress, found, each),
            };
            self.hand_over(&mut progress, found, each);
            if let Event::Scalar(_, style, ..) = &event
                && span.hi() - span.lo() > MOST_TEXT + quotes(*style)
            {
                found.diagnostics.push(slip::too_long(span.part(0, 1)));
                return End::Lost(self.lost(progress.last, None).0);
            }
            match event {
                Event::SequenceEnd | Event::MappingEnd => self.close(&mut progress, span),
                Event::DocumentStart(..) => {
                    progress.documents += 1;
                    if progress.documents > 1 {
                        found.diagnostics.push(slip::feature(span, "a second document (`---`)"));
                        return End::Read;
                    }
                }
                event => {
                    let Some((kind, text)) = self.value(event, span, found) else { continue };
                    if let Some(end) = self.take(&mut progress, kind, text, span, found, each) {
                        return end;
                    }
                }
            }
        }
        End::Read
    }

    /// Hands over a record or a text that is whole.
    fn hand_over(&mut self, progress: &mut Progress<'s>, found: &mut Found, each: Each<'_, 's>) {
        if progress.whole {
            if let Some(key) = progress.pairs_behind.take() {
                each(Entry::Key(&self.list, key, Value::Pairs), found);
            }
            each(Entry::Record(&self.list, &self.tape), found);
            self.tape.tokens.clear();
            progress.whole = false;
        }
        if let Some((key, text)) = progress.text_behind.take() {
            each(Entry::Key(&self.list, key, Value::Text(&text)), found);
        }
    }

    /// The parser can go on no longer.
    fn stopped(
        &mut self,
        error: &ScanError,
        from: usize,
        to: usize,
        mut progress: Progress<'s>,
        found: &mut Found,
        each: Each<'_, 's>,
    ) -> End {
        let at = (from + error.marker().byte_offset().unwrap_or(0)).min(self.source.len());
        let next = match progress.stage {
            _ if progress.whole => self.next_line(),
            // A list that has ended goes on with a dash in the wrong place.
            Stage::Keys if progress.text_behind.is_none() => Some(self.line_start(at)),
            _ => None,
        };
        let end = self.fault(error, at, progress.last, next, to, found);
        if next.is_some() {
            self.hand_over(&mut progress, found, each);
        }
        end
    }

    /// A list or pairs end.
    fn close(&mut self, progress: &mut Progress, span: Span) {
        match progress.open.pop() {
            Some(opened) => {
                self.tape.close(opened, span);
                progress.whole = progress.open.is_empty();
            }
            None => progress.stage = Stage::Keys,
        }
        if progress.whole && !matches!(progress.stage, Stage::Records) {
            progress.stage = Stage::Keys;
        }
    }

    /// What an event says of a value; none where it says nothing.
    fn value(&self, event: Event<'s>, span: Span, found: &mut Found) -> Option<(Kind, Cow<'s, str>)> {
        Some(match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_features(anchor != 0, tag.is_some(), span, found);
                let plain = style == ScalarStyle::Plain;
                if plain {
                    self.eaten(span, found);
                } else if let Cow::Owned(says) = &text
                    && let Some(sign) = signs::escaped(says)
                {
                    found.diagnostics.push(slip::escaped(span, &sign));
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
            _ => return None,
        })
    }

    /// Takes a value: a part of a record goes on the tape.
    fn take(
        &mut self,
        progress: &mut Progress<'s>,
        kind: Kind,
        mut text: Cow<'s, str>,
        span: Span,
        found: &mut Found,
        each: Each<'_, 's>,
    ) -> Option<End> {
        progress.last = (span.lo() - self.base) as usize;
        if progress.open.is_empty() {
            text = match self.outside(progress, kind, text, span, found, each) {
                Outside::Taken => return None,
                Outside::Record(text) => text,
                Outside::Stop(end) => return Some(end),
            };
        }
        let index = self.tape.push(span, kind, text);
        match kind {
            Kind::Scalar { .. } => progress.whole = progress.open.is_empty(),
            Kind::List { .. } | Kind::Pairs { .. } => progress.open.push(index),
        }
        None
    }

    /// Takes a value that is not within a record.
    fn outside(
        &mut self,
        progress: &mut Progress<'s>,
        kind: Kind,
        text: Cow<'s, str>,
        span: Span,
        found: &mut Found,
        each: Each<'_, 's>,
    ) -> Outside<'s> {
        match (progress.stage, kind) {
            (Stage::Start, Kind::Pairs { .. }) => progress.stage = Stage::Keys,
            (Stage::Start, Kind::Scalar { .. }) if text.is_empty() => {}
            (Stage::Start, _) => return Outside::Stop(self.no_list(progress.last, span, found)),
            (Stage::Resumed, Kind::List { .. }) => progress.stage = Stage::Records,
            (Stage::Resumed, _) => {
                let lost = lost(self.source, progress.last, None);
                let span = |from, to| self.span(from, to);
                found.diagnostics.push(slip::syntax(None, self.source, lost.clone(), progress.last, span));
                return Outside::Stop(End::Lost(lost));
            }
            (Stage::Keys, _) => {
                self.key(&text, span, found);
                progress.stage = Stage::Behind(span);
            }
            (Stage::Behind(key), Kind::List { .. }) => {
                each(Entry::Key(&self.list, key, Value::List), found);
                progress.stage = Stage::Records;
            }
            (Stage::Behind(key), Kind::Scalar { .. }) => {
                progress.text_behind = Some((key, text));
                progress.stage = Stage::Keys;
            }
            (Stage::Behind(key), Kind::Pairs { .. }) => {
                progress.pairs_behind = Some(key);
                return Outside::Record(text);
            }
            (Stage::Records, _) => return Outside::Record(text),
        }
        Outside::Taken
    }

    /// A file, or what is left of it, that begins with no list.
    fn no_list(&self, at: usize, span: Span, found: &mut Found) -> End {
        let line = self.source[at..].lines().next().unwrap_or_default().trim_end();
        let is_word = line.chars().all(|c| c.is_alphanumeric() || c == '-');
        let place = span.part(0, line.len());
        found.diagnostics.push(if is_word { slip::no_colon(place, line) } else { slip::no_lists(place) });
        if line.starts_with(is_key_start) { End::Lost(lost(self.source, at, None)) } else { End::Read }
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_no_part_of_a_text() {
        let records = |text: &str| {
            let mut found = Found { diagnostics: vec![], unescaped: vec![], synonyms: Default::default() };
            let mut records = 0;
            crate::yaml::scan(&format!("ties:\n  - {{from: {text}}}\n"), 1, &mut found, &mut |entry, _| {
                records += usize::from(matches!(entry, Entry::Record(..)));
            });
            records
        };
        let longest = "x".repeat(MOST_TEXT as usize);
        for mark in ["", "'", "\""] {
            assert_eq!(
                (records(&format!("{mark}{longest}{mark}")), records(&format!("{mark}{longest}x{mark}"))),
                (1, 0)
            );
        }
    }
}
