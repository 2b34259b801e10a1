//! Findings written down: for a person, one a line, and as JSON.
//!
//! Invariant: no control character of a fact file reaches a terminal; each is shown as a sign that stands for it.
use super::excerpt::Excerpt;
use super::{Diagnostic, Severity};
use crate::text::{Files, Span};
use annotate_snippets::{Group, Level, Renderer};
use std::fmt::Write;

/// One finding with the lines it speaks of, as a good compiler shows it.
pub fn human(found: &Diagnostic, files: &Files, colour: bool) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = cut(&visible(&found.message));
    let excerpts = Excerpt::all(&found.labels, files);
    let (snippets, told): (Vec<_>, Vec<_>) = excerpts.iter().map(|excerpt| excerpt.snippet(&found.labels)).unzip();
    let mut report = vec![level.primary_title(message).id(found.name).elements(snippets)];
    report.extend(found.help.iter().map(|help| Group::with_title(Level::HELP.secondary_title(cut(&visible(help))))));
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.render(&report);
    // The renderer counts the columns of what it is given, which may be a part of the line.
    let text = told.iter().flatten().fold(text, |text, (seen, real)| text.replacen(seen, real, 1));
    let last = found.labels.iter().map(|l| files.place(Span::new(l.span.hi().max(1), l.span.hi())).line).max();
    if last.is_some_and(|line| line < 10) { wider(&text) } else { text }
}

/// The same with a margin for line numbers of two digits, so that reports one below the other stand alike.
fn wider(text: &str) -> String {
    let in_margin = |line: &str| {
        let plain = anstream::adapter::strip_str(line).to_string();
        let rest = plain.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
        plain.len() > rest.len() && (rest.starts_with('|') || rest.starts_with("--> ") || rest.starts_with("::: "))
    };
    text.lines()
        .map(|line| if in_margin(line) { format!(" {line}") } else { line.to_owned() })
        .collect::<Vec<_>>()
        .join("\n")
}

/// One finding on one line: `file:line:column: error[name]: message`.
pub fn short(found: &Diagnostic, files: &Files) -> String {
    let at = files.place(found.span());
    let (word, name) = (found.severity.word(), found.name);
    format!("{}:{}:{}: {word}[{name}]: {}", visible(at.file), at.line, at.column, cut(&visible(&found.message)))
}

/// One finding for a program.
pub fn json(found: &Diagnostic, files: &Files) -> serde_json::Value {
    let place = |span: Span| {
        let (from, to) = (files.place(span), files.place(Span::new(span.hi().max(1), span.hi())));
        serde_json::json!({
            "file": from.file, "line": from.line, "column": from.column, "end_line": to.line, "end_column": to.column
        })
    };
    serde_json::json!({
        "name": found.name,
        "severity": found.severity.word(),
        "message": found.message,
        "at": place(found.span()),
        "also": found.labels[1..].iter().map(|l| serde_json::json!({"at": place(l.span), "text": l.text})).collect::<Vec<_>>(),
        "help": found.help,
        "fix": found.fix.as_ref().map(|f| serde_json::json!({"at": place(f.span), "text": f.text, "safe": f.safe})),
    })
}

/// A sentence without the middle of what is too long to read.
pub fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let end: String = text.chars().rev().take(LONGEST / 4).collect::<Vec<_>>().into_iter().rev().collect();
    format!("{} … {end}", text.chars().take(LONGEST / 2).collect::<String>())
}

/// How a text begins: so many characters of it, and a sign where there are more.
pub fn opening(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// How many characters of a sentence are shown.
const LONGEST: usize = 600;

/// Text from a stranger made fit for a terminal: control characters and invisible direction marks become signs.
pub fn visible(text: &str) -> String {
    let sign = |c: char| match c {
        '\t' | '\n' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        c if is_unseen(c) => '\u{fffd}',
        c => c,
    };
    text.chars().map(sign).collect()
}

/// Whether a character has no shape of its own: it may move a cursor, or turn the order of the others around. What
/// joins letters or keeps them apart (U+200C, U+200D) is part of names and of emoji.
pub fn is_unseen(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    c.is_control() || turns || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A value as JSON of several lines that loses nothing: what has no shape of its own stands there as its number.
pub fn pretty(value: &serde_json::Value) -> String {
    let json = format!("{value:#}\n");
    if !json.contains(|c| c != '\n' && is_unseen(c)) {
        return json;
    }
    let sign = |c: char| if c != '\n' && is_unseen(c) { format!("\\u{:04x}", c as u32) } else { c.to_string() };
    json.chars().map(sign).collect()
}

/// The same lines, the same length in bytes, without what could steer a terminal.
pub(super) fn tame(lines: &str) -> String {
    let mut out = String::with_capacity(lines.len());
    for c in lines.chars() {
        if is_unseen(c) && !matches!(c, '\n' | '\r' | '\t') {
            write!(out, "{:?<width$}", "", width = c.len_utf8()).expect("a string takes all");
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_whole_and_what_turns_them_around_shows() {
        for whole in ["علی‌نام", "👩\u{200d}🔬", "Ёлка", "naïve"] {
            assert_eq!(visible(whole), whole);
        }
        assert_eq!(visible("a\u{202e}b\u{1b}[1m\u{200b}"), "a\u{fffd}b\u{241b}[1m\u{fffd}");
    }
}
