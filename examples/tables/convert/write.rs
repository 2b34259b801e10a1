//! Text of strangers as YAML.
//!
//! Invariant: whatever a cell holds comes out of the fact file letter by letter; it never becomes YAML of its own.
use std::borrow::Cow;
use std::fmt::Write;
use ties::date::Date;

/// Words other readers of YAML take for something else than text.
const NOT_TEXT: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

/// A text as a value: bare where nothing in it could be mistaken, else in quotes.
pub fn text(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '_' | '(' | ')' | '/' | '+');
    let bare = text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && text.chars().all(plain)
        && !NOT_TEXT.contains(&text.to_lowercase().as_str());
    if bare { Cow::Borrowed(text) } else { Cow::Owned(quoted(text)) }
}

/// A date: bare where it is one, so that `[..2025]` stays a date; else a text, for `ties check` to find.
pub fn date(written: &str) -> Cow<'_, str> {
    if Date::read(written).is_ok() && !written.starts_with('%') { Cow::Borrowed(written) } else { text(written) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out += "\\n",
            '\t' => out += "\\t",
            // Unseen signs that end a line, turn the writing round or are no text at all.
            c if c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') =>
            {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
