//! Signs that have no place in a text, told and mended before YAML sees them: control characters, line ends of other
//! systems, wide spaces and tabs that indent.
//!
//! Invariant: the mended text has the length of the one that is written, and what stands in a record keeps its place,
//! so that a span in one is a span in the other. One kind of slip is told once a file, however often it stands there.
use super::name;
use crate::diag::Diagnostic;
use crate::text::Span;
use std::borrow::Cow;

/// So many control characters are no slip any more: it is no text.
const MOST_CONTROLS: usize = 100;

/// The text as YAML is to read it, and what was told; `None` where it is no text at all.
pub(super) fn mended<'s>(
    source: &'s str,
    span: impl Fn(usize, usize) -> Span,
    say: &mut dyn FnMut(Diagnostic),
) -> Option<Cow<'s, str>> {
    let mut text = Cow::Borrowed(source);
    let places: Vec<(usize, char)> = strange(source).take(MOST_CONTROLS).collect();
    if let Some((at, sign)) = places.first().copied() {
        let place = span(at, at + sign.len_utf8());
        if is_utf16(source) {
            let message = "this file is saved as UTF-16 and cannot be read";
            say(Diagnostic::error(name::SYNTAX, place, message)
                .help("save it as UTF-8; most editors offer it under \"Save as\""));
            return None;
        }
        if places.len() == MOST_CONTROLS {
            let message = "this is no text: it is full of control characters";
            say(Diagnostic::error(name::SYNTAX, place, message).help("take the file away, or save it as text in UTF-8"));
            return None;
        }
        say(strange_sign(sign, place, places.len()));
        text = Cow::Owned(without(source, &places));
    }
    if let Some(at) = lone_return(source) {
        let message = "a line ends with CR alone (U+000D), which most programs do not take for the end of a line";
        say(Diagnostic::error(name::SYNTAX, span(at, at + 1), message)
            .help("save the file with the line ends LF or CRLF; most editors offer it beside the encoding"));
        text = Cow::Owned(with_line_ends(&text));
    }
    if let Some((at, sign)) = wide_indent(&text) {
        let (code, what) = (code(sign), called(sign));
        let message = format!("{code}{what} stands where the line is indented, and is no space to YAML");
        say(Diagnostic::error(name::SYNTAX, span(at, at + sign.len_utf8()), message)
            .help("put ordinary spaces in its place, on every line that has it"));
        text = Cow::Owned(narrow_indents(&text));
    }
    if let Some(at) = tabbed_list(&text) {
        let message = "tabs indent the records of this list";
        let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
        // Where other signs were mended before, this is no longer what is written.
        let is_written = matches!(text, Cow::Borrowed(_));
        say(Diagnostic::error(name::TAB, span(at, at + 1), message)
            .help("put spaces in their place, two for each; most editors do it for a whole file")
            .fix_if(is_written, span(begin, text.len()), spaced(&text[begin..])));
        text = Cow::Owned(without_tabs(&text));
    }
    Some(text)
}

/// The signs that are no text, each with its place.
fn strange(text: &str) -> impl Iterator<Item = (usize, char)> {
    // Bytes are looked at rather than letters: nearly all are none of these, and this is every byte of every file.
    let suspects = text.bytes().enumerate().filter(|(_, byte)| match byte {
        b'\t' | b'\n' | b'\r' => false,
        byte => *byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef),
    });
    suspects.filter_map(|(at, _)| Some((at, text[at..].chars().next()?))).filter(|(_, sign)| is_strange(*sign))
}

fn is_strange(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\t' | '\n' | '\r')
        || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// `U+200B`
fn code(sign: char) -> String {
    format!("U+{:04X}", u32::from(sign))
}

/// What people may know a sign by, behind its code.
fn called(sign: char) -> &'static str {
    match sign {
        '\0' => " (NUL)",
        '\u{1b}' => " (escape)",
        '\u{7f}' => " (delete)",
        '\u{85}' => " (next line)",
        '\u{a0}' => " (a no-break space)",
        '\u{202f}' => " (a narrow no-break space)",
        '\u{2028}' => " (line separator)",
        '\u{2029}' => " (paragraph separator)",
        '\u{3000}' => " (an ideographic space)",
        '\u{feff}' => " (byte order mark)",
        _ => "",
    }
}

fn strange_sign(sign: char, at: Span, count: usize) -> Diagnostic {
    let message = format!("{}{} stands here, a sign that cannot be seen", code(sign), called(sign));
    let more = match count {
        1 => String::new(),
        2 => "; one more such sign stands in this file".to_owned(),
        _ => format!("; {} more such signs stand in this file", count - 1),
    };
    Diagnostic::error(name::SYNTAX, at, message).help(format!("take it out: type the line anew{more}"))
}

/// Whether every other byte is 0, as in plain words of UTF-16.
fn is_utf16(text: &str) -> bool {
    let start: Vec<bool> = text.bytes().take(64).map(|byte| byte == 0).collect();
    let zeros = [0, 1].map(|half| start.iter().skip(half).step_by(2).filter(|zero| **zero).count());
    zeros.iter().any(|zeros| *zeros * 3 > start.len()) && zeros.iter().any(|zeros| *zeros < 3)
}

/// The first sign of a text that came from an escape such as `\0`, and has no place in a text.
pub(super) fn escaped(text: &str) -> Option<String> {
    strange(text).next().map(|(_, sign)| format!("{}{}", code(sign), called(sign)))
}

/// The text without such signs: spaces stand in their place, and a line ends there where another begins behind.
fn without(source: &str, places: &[(usize, char)]) -> String {
    let mut text = String::with_capacity(source.len());
    for (at, sign) in places {
        text += &source[text.len()..*at];
        let end = at + sign.len_utf8();
        let colour = if *sign == '\u{1b}' { colour(&source[end..]) } else { 0 };
        text.extend(std::iter::repeat_n(' ', colour));
        text.extend(std::iter::repeat_n(' ', sign.len_utf8() - 1));
        text.push(if begins_line(&source[end..]) { '\n' } else { ' ' });
    }
    let read = text.len();
    text + &source[read..]
}

/// How much of a text belongs to the escape before it, as `[31m` does.
fn colour(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('[') else { return 0 };
    let end = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    if end.starts_with(|c: char| c.is_ascii_alphabetic()) { text.len() - end.len() + 1 } else { 0 }
}

/// Whether a text goes on with a record, a field or a list.
fn begins_line(text: &str) -> bool {
    let line = text.trim_start_matches([' ', '\t', '-']);
    let word = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    word.len() < line.len() && word.starts_with(':') || text.trim_start_matches(' ').starts_with("- ")
}

/// The first CR behind which no LF stands.
fn lone_return(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(n) = text[from..].find('\r') {
        let at = from + n;
        if bytes.get(at + 1).is_some_and(|next| *next != b'\n') {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

fn with_line_ends(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        out.push(if sign == '\r' && signs.peek() != Some(&'\n') { '\n' } else { sign });
    }
    out
}

/// The first space other than U+0020 that indents a record or a field.
fn wide_indent(text: &str) -> Option<(usize, char)> {
    if text.is_ascii() {
        return None;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(found) = indents_wide(line) {
            return Some((start + found.0, found.1));
        }
        start += line.len();
    }
    None
}

/// Such a space on this line, where a record or a field stands behind it.
fn indents_wide(line: &str) -> Option<(usize, char)> {
    let (at, sign) = line.char_indices().find(|(_, c)| !matches!(c, ' ' | '-'))?;
    let before_field = || begins_line(line.trim_start_matches(|c| is_wide(c) || matches!(c, ' ' | '-')));
    let before_dash = || line[at..].trim_start_matches(|c| is_wide(c) || c == ' ').starts_with('-');
    (is_wide(sign) && (before_field() || before_dash())).then_some((at, sign))
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Each such space becomes one U+0020, an ideographic one two; the bytes left over go to the end of the line before, where they say nothing.
fn narrow_indents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if indents_wide(line).is_none() {
            out += line;
            continue;
        }
        let rest = line.trim_start_matches(|c| is_wide(c) || matches!(c, ' ' | '-'));
        let indent = &line[..line.len() - rest.len()];
        let columns = |c| match c {
            '\u{3000}' => "  ",
            '-' => "-",
            _ => " ",
        };
        let narrow: String = indent.chars().map(columns).collect();
        pad_line_before(&mut out, indent.len() - narrow.len());
        out += &narrow;
        out += rest;
    }
    out
}

/// Puts so many spaces behind the line before; where there is none, they are one.
fn pad_line_before(out: &mut String, spaces: usize) {
    let end = if out.ends_with("\r\n") { "\r\n" } else { "\n" };
    let first = out.is_empty();
    out.truncate(out.len() - if first { 0 } else { end.len() });
    out.extend(std::iter::repeat_n(' ', if first { spaces.saturating_sub(1) } else { spaces }));
    if !first {
        *out += end;
    } else if spaces > 0 {
        out.push('\n');
    }
}

/// The first tab of a list whose dashes stand behind tabs.
fn tabbed_list(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(n) = text[from..].find("\n\t") {
        let at = from + n;
        let line = text[..at].rfind('\n').map_or(0, |n| n + 1);
        let rest = text[at + 1..].trim_start_matches('\t');
        if is_list_name(&text[line..at]) && rest.starts_with("- ") && !has_spaced_dash(&text[at + 1..]) {
            return Some(at + 1);
        }
        from = at + 1;
    }
    None
}

/// Whether some records of the list that goes on here stand behind spaces: then the tab is a slip of one record.
fn has_spaced_dash(list: &str) -> bool {
    let mut lines = list.lines().take_while(|line| !line.starts_with(|c: char| c.is_ascii_alphabetic()));
    lines.any(|line| line.starts_with(' ') && line.trim_start_matches(' ').starts_with("- "))
}

fn is_list_name(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or_default().trim_end();
    line.strip_suffix(':')
        .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(' '))
}

/// Two spaces for each tab that indents.
fn spaced(text: &str) -> String {
    let line = |line: &str| "  ".repeat(tabs(line)) + &line[tabs(line)..];
    text.split_inclusive('\n').map(line).collect()
}

/// The tabs of such lists as spaces, so that dashes and fields stand under each other.
fn without_tabs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    let mut read = 0;
    while let Some(line) = lines.next() {
        out += line;
        read += line.len();
        let is_tabbed = lines.peek().is_some_and(|next| is_tabbed_dash(next));
        if !is_list_name(line.trim_end()) || !is_tabbed || has_spaced_dash(&text[read..]) {
            continue;
        }
        let mut list = vec![];
        while let Some(line) = lines.next_if(|line| !line.starts_with(|c: char| c.is_ascii_alphabetic())) {
            read += line.len();
            list.push(line);
        }
        // Fields one tab deeper than their dash stand one column before the first of them, which the dash then moves to.
        let deeper = list.windows(2).any(|two| {
            let fields = tabs(two[1]);
            is_tabbed_dash(two[0]) && fields == tabs(two[0]) + 1 && !two[1][fields..].starts_with([' ', '-'])
        });
        for line in list {
            let count = tabs(line);
            let moved = usize::from(deeper && is_tabbed_dash(line));
            pad_line_before(&mut out, moved);
            out.extend(std::iter::repeat_n(' ', count - moved));
            out += &line[count..];
        }
    }
    out
}

fn tabs(line: &str) -> usize {
    line.len() - line.trim_start_matches('\t').len()
}

fn is_tabbed_dash(line: &str) -> bool {
    line.starts_with('\t') && line.trim_start_matches('\t').starts_with("- ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(text: &str) -> (Option<String>, Vec<&'static str>) {
        let mut said = vec![];
        let text =
            mended(text, |from, to| Span::new(from as u32 + 1, to as u32 + 1), &mut |found| said.push(found.name));
        (text.map(Cow::into_owned), said)
    }

    #[test]
    fn what_is_mended_keeps_its_place() {
        for (written, read) in [
            ("a: b\u{1b}c", "a: b c"),
            ("a: b\u{1b}[31mc", "a: b     c"),
            ("a:\u{2028}  - b", "a:  \n  - b"),
            ("a: b\r  c: d\r\n", "a: b\n  c: d\r\n"),
            ("a:\n\u{a0}\u{a0}- b: c\n", "a:  \n  - b: c\n"),
            ("a:\r\n\u{3000}- b\r\n", "a: \r\n  - b\r\n"),
            ("\u{a0}a: b", "\n a: b"),
            ("a:\n\t- b: c\n\t  d: e\n", "a:\n - b: c\n   d: e\n"),
            ("a:\n\t- b: c\n\t\td: e\nf:\n", "a: \n- b: c\n  d: e\nf:\n"),
        ] {
            let (text, said) = mend(written);
            assert_eq!(text.as_deref(), Some(read));
            assert_eq!((read.len(), said.len()), (written.len(), 1), "{written:?}");
        }
    }

    #[test]
    fn what_is_no_slip_stays() {
        for text in [
            "a: 12\u{a0}000\r\n",
            "a: |\n  \u{a0}word\n",
            "a: \u{200d}\u{e9}\n",
            "a:\n  - \u{a0}\n",
            "a:\n  b: c\t# d\n",
        ] {
            assert_eq!(mend(text), (Some(text.to_owned()), vec![]));
        }
        assert_eq!(mend(&"\0".repeat(MOST_CONTROLS)).0, None);
    }
}
