//! What to say of a slip in YAML: ordinary words, the place a person would point at, what to do.
//!
//! The parser says where it could go on no longer, which is often far behind the slip. So the record is looked at once
//! more, as a person would, for the first thing that is out of order. Invariant: no word of the trade of parsers
//! reaches the screen (block, flow, token, scalar, mapping).
mod look;
mod values;

use super::name;
use super::tape::MOST_DEPTH;
use crate::diag::Diagnostic;
use crate::diag::write::opening;
use crate::text::Span;
use granit_parser::{ErrorKind, ScanError};
use look::Look;
use std::ops::Range;

/// A part of YAML that has no place in fact files.
pub(super) fn feature(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(name::FEATURE, span, format!("{what} has no place in fact files"))
        .help("write the value out where it is meant; quote it if the sign belongs to the text")
}

/// A file that holds something else than lists of records.
pub(super) fn no_lists(span: Span) -> Diagnostic {
    Diagnostic::error(
        name::WRONG_SHAPE,
        span,
        "a fact file holds lists such as `ties:`, each record beginning with `- `",
    )
    .help("What the lists are: ties explain")
}

/// A file, or its beginning, that is a word and no list.
pub(super) fn no_colon(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(name::SYNTAX, span, "the name of a list ends with `:`")
        .help(format!("write `{word}:`"))
        .fix(span, format!("{word}:"))
}

/// A record whose dash stands elsewhere than that of the record before.
pub(super) fn stray_dash(span: Span) -> Diagnostic {
    Diagnostic::error(name::SYNTAX, span, STRAY_DASH.0).help(STRAY_DASH.1)
}

const TAB: (&str, &str) =
    ("a tab stands at the beginning of the line", "put spaces in its place, as many as the lines beside it have");

const STRAY_DASH: (&str, &str) =
    ("this `-` does not stand under the one above", "indent all of a list by as many spaces");

/// A text that is longer than any fact.
pub(super) fn too_long(at: Span) -> Diagnostic {
    Diagnostic::error(name::WRONG_SHAPE, at, "a text longer than 100,000 letters begins here")
        .help("a fact is short: put the text into a file of its own, and its address into `url`")
}

/// A control character written with a backslash.
pub(super) fn escaped(at: Span, sign: &str) -> Diagnostic {
    Diagnostic::error(name::SYNTAX, at, format!("{sign} is part of this text, a sign that cannot be seen"))
        .help("take out the backslash and what belongs to it; inside '…' a backslash stands for itself")
}

/// A list name twice in one file.
pub(super) fn doubled(key: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(name::DUPLICATE_KEY, span, format!("`{key}` is given twice"))
        .also(first, "first here")
        .help("put the records of both under one")
}

/// A `#` that begins a comment where a value was meant to go on.
pub(super) fn eaten(at: Span, comment: &str) -> Diagnostic {
    Diagnostic::warning(
        name::EATEN,
        at,
        format!("`#{}` is not read: a space before `#` makes it a comment", short(comment)),
    )
    .help(
        "if it belongs to the value, take the space out or quote the value; if it is a comment, put a space behind `#`",
    )
}

/// Whether a value and the comment behind it read as a citation: `neo #9`.
pub(super) fn joined(value: &str, comment: &str) -> bool {
    let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !value.is_empty() && value.chars().all(is_id) && !comment.trim_end().contains([' ', '\t'])
}

/// A fault of YAML in the record that takes up `record` in `source`, noticed at `at`.
pub(super) fn syntax(
    error: Option<&ScanError>,
    source: &str,
    record: Range<usize>,
    at: usize,
    span: impl Fn(usize, usize) -> Span,
) -> Diagnostic {
    let at = at.min(source.len());
    match error.map(ScanError::kind) {
        Some(ErrorKind::UnknownAnchor) => {
            return feature(span(at, word_end(source, at)), "an alias (`*name`)");
        }
        Some(ErrorKind::UndeclaredTagHandle) => {
            return feature(span(at, word_end(source, at)), "a tag (`!name`)");
        }
        _ => {}
    }
    let mut look = Look { text: &source[record.clone()], ..Look::default() };
    let slip = look.first_slip();
    if matches!(error.map(ScanError::kind), Some(ErrorKind::RecursionLimitExceeded)) && look.open.len() < MOST_DEPTH {
        let line = line_at(source, at);
        let message = format!("lists and fields stand in each other more than {MOST_DEPTH} deep");
        return Diagnostic::error(name::SYNTAX, span(at.clamp(line.start, line.end), line.end), message)
            .help("no fact needs more than four: put what belongs together on one indent");
    }
    let Some(slip) = slip else {
        let line = line_at(source, at);
        let here = at.clamp(line.start, line.end);
        return Diagnostic::error(name::SYNTAX, span(here, line.end), "this cannot be read as YAML")
            .help("compare it with the record above: dash, indent, `: `, quotes and brackets");
    };
    let place = span(record.start + slip.at.start, record.start + slip.at.end);
    let diagnostic = Diagnostic::error(slip.name, place, slip.message);
    match (slip.meant, slip.instead_of) {
        (Some(meant), Some(at)) => {
            diagnostic.help(slip.help).fix(span(record.start + at.start, record.start + at.end), meant)
        }
        (Some(meant), None) => diagnostic.help(format!("{}: `{meant}`", slip.help)).fix(place, meant),
        (None, _) => diagnostic.help(slip.help),
    }
}

/// The line a byte lies in; the end of a file counts to its last line with text.
fn line_at(source: &str, at: usize) -> Range<usize> {
    let at = if at >= source.len() { source.trim_end().len() } else { at };
    let start = source[..at].rfind('\n').map_or(0, |n| n + 1);
    let end = source[at..].find('\n').map_or(source.len(), |n| at + n);
    start..source[start..end].trim_end_matches('\r').len() + start
}

fn word_end(source: &str, at: usize) -> usize {
    source[at..]
        .find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}' | ':'))
        .map_or(source.len(), |n| at + n.max(1))
}

fn short(text: &str) -> String {
    opening(text.trim_end(), 24)
}
