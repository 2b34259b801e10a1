//! The lines of a fact file by their beginnings: keys at the margin, dashes, indents.
//!
//! Invariant: nothing here knows YAML, so that it also serves where YAML cannot be read.
use std::ops::Range;

/// The stretch that is lost to a fault in the record, or the list, that begins at `at`: up to the next record of the
/// list, whose dashes stand at `dash`, or the next list.
pub(super) fn lost(source: &str, at: usize, dash: Option<usize>) -> Range<usize> {
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
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether a line begins a list, or a record, perhaps a misplaced one.
pub(super) fn begins(line: &str) -> bool {
    line.starts_with(is_key_start) || line.trim_start().starts_with('-')
}

pub(super) fn is_key_start(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// The first line after the one at `from` on which a record of this indent, or a list, begins.
pub(super) fn next_start(source: &str, from: usize, dash: usize) -> usize {
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
