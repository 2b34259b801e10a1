//! What to say of a slip in YAML: ordinary words, the place a person would point at, what to do.
//!
//! Invariant: no word of the trade of parsers reaches the screen (block, flow, token, scalar, mapping); a slip whose
//! cause can be seen in the line gets the advice for that cause.
use super::name;
use crate::diag::Diagnostic;
use crate::text::Span;
use granit_parser::{ErrorKind, ScanError};
use std::ops::Range;

/// A part of YAML that has no place in fact files.
pub(super) fn feature(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(name::FEATURE, span, format!("{what} has no place in fact files"))
        .help("write the value out where it is meant; quote it if the sign belongs to the text")
}

/// A file that holds something else than lists of records.
pub(super) fn no_lists(span: Span) -> Diagnostic {
    Diagnostic::error(name::WRONG_SHAPE, span, "a fact file holds lists such as `ties:`, each record beginning with `- `")
        .help("What the lists are: ties explain")
}

/// A list name twice in one file.
pub(super) fn doubled(key: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(name::DUPLICATE_KEY, span, format!("`{key}` is given twice"))
        .also(first, "first here")
        .help("put the records of both under one")
}

/// A `#` that begins a comment where a value was meant to go on.
pub(super) fn eaten(at: Span, comment: &str) -> Diagnostic {
    Diagnostic::warning(name::EATEN, at, format!("`#{}` is not read: a space before `#` makes it a comment", short(comment)))
        .help("if it belongs to the value, take the space out or quote the value; if it is a comment, put a space behind `#`")
}

/// A fault of YAML in `source`, in the record that begins at `read.start`, noticed at `read.end`; `open` is the
/// innermost bracket or brace that is not closed.
pub(super) fn syntax(
    error: &ScanError,
    source: &str,
    read: Range<usize>,
    open: Option<usize>,
    span: impl Fn(usize, usize) -> Span,
) -> Diagnostic {
    let at = read.end.min(source.len());
    let line = line_at(source, at);
    let text = &source[line.clone()];
    let say = |from: usize, to: usize, message: &str, help: &str| {
        Diagnostic::error(name::SYNTAX, span(from, to), message).help(help)
    };
    let here = at.min(line.end).max(line.start);
    let rest = here..line.end.max(here);
    match error.kind() {
        ErrorKind::UnknownAnchor => return feature(span(at, word_end(source, at)), "an alias (`*name`)"),
        ErrorKind::UndeclaredTagHandle => return feature(span(at, word_end(source, at)), "a tag (`!name`)"),
        _ => {}
    }
    if let Some(from) = read.start.checked_sub(0).and_then(|start| swallowed_bracket(source, start, at, open)) {
        let end = line_at(source, from).end;
        return say(from, end, "a space before `#` makes the rest of the line a comment, with the bracket that closes the value", "take the space out, or quote the value");
    }
    if let Some(tab) = leading_tab(text) {
        return say(line.start + tab, line.start + tab + 1, "a tab stands at the beginning of the line", "use spaces: YAML counts them, and refuses tabs");
    }
    if let Some((from, to)) = unclosed_quote(source, read.start, at) {
        return say(from, to, "this quotation mark has no partner", "close it; inside \"…\" a quotation mark is written \\\", inside '…' it is doubled");
    }
    match error.kind() {
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
            if open.is_some() =>
        {
            let from = open.unwrap_or(at);
            let sign = &source[from..from + 1];
            let partner = if sign == "{" { "}" } else { "]" };
            return say(from, from + 1, &format!("`{sign}` is not closed"), &format!("add `{partner}`; a value with a comma, a bracket or `: ` in it needs quotes"));
        }
        _ => {}
    }
    if let Some((from, to)) = second_colon(text) {
        let value = &text[from..to];
        return say(line.start + from, line.start + to, "a second `: ` in the value", &format!("quote the value: '{}'", value.replace('\'', "''")))
            .fix(span(line.start + from, line.start + to), format!("'{}'", value.replace('\'', "''")));
    }
    if let Some((from, to)) = reserved_start(text) {
        return say(line.start + from, line.start + to, &format!("a value cannot begin with `{}`", &text[from..=from]), "quote the value");
    }
    if let Some(dash) = tight_dash(text) {
        return say(line.start + dash, line.start + dash + 1, "`-` needs a space behind it to begin a record", "write `- `");
    }
    if let Some((from, to)) = key_without_colon(text) {
        return say(line.start + from, line.start + to, "this line has no `: `", "a field is written `name: value`; a text that goes on below must be indented further");
    }
    match error.kind() {
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry => {
            let start = text.len() - text.trim_start().len();
            let from = line.start + start;
            say(from, word_end(source, from), "the line does not stand under the others of its record", "indent it by as many spaces as the field above it")
        }
        _ => say(rest.start, rest.end.max(rest.start), "this cannot be read as YAML", "compare it with the record above: dash, indent, `: `, quotes and brackets"),
    }
}

/// The line a byte lies in; the end of a file counts to its last line with text.
fn line_at(source: &str, at: usize) -> Range<usize> {
    let mut at = at.min(source.len());
    if at == source.len() {
        at = source.trim_end().len();
    }
    let start = source[..at].rfind('\n').map_or(0, |n| n + 1);
    let end = source[at..].find('\n').map_or(source.len(), |n| at + n);
    start..source[start..end].trim_end_matches('\r').len() + start
}

fn word_end(source: &str, at: usize) -> usize {
    source[at..].find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}' | ':')).map_or(source.len(), |n| at + n.max(1))
}

fn short(text: &str) -> String {
    let text = text.trim_end();
    if text.chars().count() <= 24 { text.to_owned() } else { text.chars().take(23).chain(['…']).collect() }
}

/// ` #` on a line of an open bracket that should have closed there.
fn swallowed_bracket(source: &str, start: usize, at: usize, open: Option<usize>) -> Option<usize> {
    let open = open?.max(start);
    let line = line_at(source, open);
    let text = &source[open.min(at)..line.end];
    let hash = text.match_indices(" #").map(|(n, _)| n).find(|n| {
        text[n + 2..].starts_with(|c: char| c.is_alphanumeric()) && text[n + 2..].contains([']', '}'])
    })?;
    Some(open.min(at) + hash + 1)
}

fn leading_tab(line: &str) -> Option<usize> {
    let margin = &line[..line.len() - line.trim_start().len()];
    margin.find('\t')
}

/// The first quotation mark of the record that opens a value and is not closed on its line.
fn unclosed_quote(source: &str, start: usize, at: usize) -> Option<(usize, usize)> {
    let start = source[..start.min(source.len())].rfind('\n').map_or(0, |n| n + 1);
    let end = line_at(source, at).end.max(start);
    let mut from = start;
    for line in source[start..end].split_inclusive('\n') {
        for (n, quote) in line.char_indices().filter(|(_, c)| matches!(c, '"' | '\'')) {
            let before = line[..n].trim_end();
            let opens = before.is_empty() || before.ends_with([':', '-', '[', '{', ',']);
            if opens && before.matches(quote).count() % 2 == 0 {
                let closed = if quote == '"' { line[n + 1..].replace("\\\"", "") } else { line[n + 1..].replace("''", "") };
                if !closed.contains(quote) {
                    return Some((from + n, from + line.trim_end().len()));
                }
                break;
            }
        }
        from += line.len();
    }
    None
}

/// The plain value of `key: value: more`.
fn second_colon(line: &str) -> Option<(usize, usize)> {
    let colon = line.find(": ")?;
    let from = colon + 2 + (line[colon + 2..].len() - line[colon + 2..].trim_start().len());
    let value = line[from..].split(" #").next().unwrap_or("").trim_end();
    let plain = !value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!']);
    (plain && (value.contains(": ") || value.ends_with(':'))).then_some((from, from + value.len()))
}

/// A value that begins with a sign YAML keeps for itself.
fn reserved_start(line: &str) -> Option<(usize, usize)> {
    let colon = line.find(": ")?;
    let from = colon + 2 + (line[colon + 2..].len() - line[colon + 2..].trim_start().len());
    line[from..].starts_with(['@', '`', '%']).then(|| (from, line.trim_end().len()))
}

fn tight_dash(line: &str) -> Option<usize> {
    let start = line.len() - line.trim_start().len();
    let rest = &line[start..];
    (rest.starts_with('-') && rest.len() > 1 && !rest.starts_with("- ") && !rest.starts_with("--")).then_some(start)
}

fn key_without_colon(line: &str) -> Option<(usize, usize)> {
    let text = line.trim();
    let text = text.strip_prefix("- ").unwrap_or(text);
    let from = line.find(text)?;
    let bare = !text.is_empty() && !text.contains(": ") && !text.ends_with(':') && !text.starts_with(['{', '[', '#', '-']);
    bare.then_some((from, from + text.len()))
}
