//! More put into a record that is there, in the form it has.
//!
//! Invariant: what stands in the record keeps every byte; what comes is put behind what is there.
use super::Edit;
use crate::diag::Diagnostics;
use crate::facts::List;
use crate::text::{File, Files, Span};
use crate::yaml::{self, Entry, Found, Kind, Tape, Token};
use std::sync::Arc;

/// The most columns a line has that is written here.
const WIDEST: usize = 120;

/// A value for a field, as it is written on one line between brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Which of those that are there it takes the place of; none where it comes behind them.
    pub instead: Option<usize>,
    /// What is written.
    pub text: String,
}

impl Value {
    /// A value behind those that are there.
    pub fn new(text: impl Into<String>) -> Self {
        Self { instead: None, text: text.into() }
    }
}

/// Values for a field of a record. `None` where the form of the record leaves no place for them. Several values of a date are
/// each a record, `{is: 2001}`; `dated` says that it is one.
pub fn with_values(files: &Files, record: Span, field: &str, values: &[Value], dated: bool) -> Option<Vec<Edit>> {
    let file = files.of(record);
    let mut edits = None;
    let mut found = Found { diagnostics: Diagnostics::default(), unescaped: vec![], synonyms: Arc::default() };
    yaml::scan(&file.text, file.span().lo(), &mut found, &mut |entry, _| {
        if let Entry::Record(_, tape) = entry
            && tape.tokens[0].span == record
        {
            edits = Put { files, file, tape, dated }.values(field, values);
        }
    });
    edits
}

/// A record to put something into.
struct Put<'r, 's> {
    files: &'r Files,
    file: &'r File,
    tape: &'r Tape<'s>,
    dated: bool,
}

impl Put<'_, '_> {
    fn values(&self, field: &str, values: &[Value]) -> Option<Vec<Edit>> {
        let mut keys = self.tape.children(0).step_by(2).map(|key| &self.tape.tokens[key as usize]);
        let (instead, new): (Vec<&Value>, Vec<&Value>) = values.iter().partition(|value| value.instead.is_some());
        let new: Vec<&str> = new.into_iter().map(|value| value.text.as_str()).collect();
        let Some(key) = keys.find(|key| key.text == field) else {
            return Some(vec![self.new_field(field, &new)?]);
        };
        let value = &self.tape.tokens[key.next as usize];
        if !matches!(value.kind, Kind::List { .. }) || self.is_one_date(key.next) {
            let one = instead.first().map(|value| value.text.as_str());
            return Some(vec![self.more(key, one, &new)?]);
        }
        let mut edits = vec![];
        for value in instead {
            let child = self.tape.children(key.next).nth(value.instead?)?;
            let at = self.tape.tokens[child as usize].span;
            if self.files.written(at).contains('\n') {
                return None;
            }
            edits.push(Edit { at, text: value.text.clone() });
        }
        if !new.is_empty() {
            edits.push(self.more(key, None, &new)?);
        }
        Some(edits)
    }

    /// Whether a value is one date, which may look like a list: `[..2001]`.
    fn is_one_date(&self, value: u32) -> bool {
        self.dated && !self.last(value).is_some_and(|last| matches!(last.kind, Kind::Pairs { .. }))
    }

    /// Values behind those a field has; where it has but one, another may stand for it.
    fn more(&self, key: &Token, one: Option<&str>, values: &[&str]) -> Option<Edit> {
        let all = values.join(", ");
        let value = key.next;
        let last = self.last(value);
        let is_date = self.is_one_date(value);
        let value = &self.tape.tokens[value as usize];
        let written = self.files.written(value.span);
        let is_flow = matches!(self.tape.tokens[0].kind, Kind::Pairs { flow: true });
        let behind = |one: &str| match values {
            [] => Some(Edit { at: value.span, text: one.to_owned() }),
            _ if one.is_empty() => Some(Edit { at: value.span, text: format!("[{all}]") }),
            _ => Some(Edit { at: value.span, text: format!("[{one}, {all}]") }),
        };
        let is_short = !written.starts_with(['|', '>']) && !written.contains('\n');
        match one {
            Some(one) if is_short => return behind(one),
            None if is_short && is_date => return behind(&format!("{{is: {written}}}")),
            Some(_) => return None,
            None => {}
        }
        match (value.kind, last) {
            (Kind::List { flow: true }, Some(last)) => Some(insert(last.span.hi(), format!(", {all}"))),
            (Kind::List { flow: true }, None) => Some(insert(value.span.lo() + 1, all)),
            (Kind::List { flow: false }, Some(last)) => {
                let indent = self.dash(last)?;
                let lines = values.iter().map(|value| format!("{}{indent}- {value}", self.line_end()));
                Some(insert(end_of_line(self.file, last.span.hi()), lines.collect()))
            }
            (Kind::Scalar { plain: true }, _) if written.is_empty() => {
                // Where nothing stands, nothing tells where it would.
                let key = (key.span.hi() - self.file.span().lo()) as usize;
                let at =
                    value.span.lo().max(self.file.span().lo() + (key + self.file.text[key..].find(':')? + 1) as u32);
                Some(insert(at, format!(" [{all}]")))
            }
            (Kind::Scalar { plain: true }, _) if matches!(written, "~" | "null") => behind(""),
            (Kind::Scalar { plain }, _) if is_short => {
                // What is text on a line of its own may be several values between brackets.
                let breaks = plain && !is_flow && written.contains([',', '[', ']', '{', '}']);
                let one = if breaks { serde_json::Value::from(written).to_string() } else { written.to_owned() };
                behind(&one)
            }
            (Kind::Pairs { flow: true }, _) => behind(written),
            _ => None,
        }
    }

    /// A field behind those of the record.
    fn new_field(&self, field: &str, values: &[&str]) -> Option<Edit> {
        let all = match values {
            [one] => (*one).to_owned(),
            all => format!("[{}]", all.join(", ")),
        };
        let (first, last) = (self.tape.tokens.get(1)?, self.tape.tokens.last()?);
        if matches!(self.tape.tokens[0].kind, Kind::Pairs { flow: true }) {
            // The last may be a list or pairs, which end with a bracket of their own.
            let end = self.last(0)?.span.hi();
            return Some(insert(end, format!(", {field}: {all}")));
        }
        let indent = " ".repeat(self.column(first.span.lo()));
        let line = format!("{indent}{field}: {all}");
        let end = self.line_end();
        let text = if line.chars().count() <= WIDEST || values.len() < 2 {
            format!("{end}{line}")
        } else {
            let lines = values.iter().map(|value| format!("{end}{indent}  - {value}"));
            format!("{end}{indent}{field}:{}", lines.collect::<String>())
        };
        let last = self.tape.tokens[0].span.hi().max(last.span.hi());
        Some(insert(end_of_line(self.file, last), text))
    }

    /// The last thing that stands directly in a list or in pairs.
    fn last(&self, of: u32) -> Option<&Token<'_>> {
        self.tape.children(of).last().map(|child| &self.tape.tokens[child as usize])
    }

    /// The column at which something stands.
    fn column(&self, at: u32) -> usize {
        let at = (at - self.file.span().lo()) as usize;
        let (_, begin) = self.file.line(at);
        self.file.text[begin..at].chars().count()
    }

    /// The spaces before the dash of a value of a list; none where something else stands there.
    fn dash(&self, value: &Token) -> Option<String> {
        let at = (value.span.lo() - self.file.span().lo()) as usize;
        let (_, begin) = self.file.line(at);
        let before = self.file.text[begin..at].trim_end().strip_suffix('-')?;
        before.chars().all(|c| c == ' ').then(|| before.to_owned())
    }

    /// How lines end in this file.
    fn line_end(&self) -> &'static str {
        line_end(&self.file.text)
    }
}

/// How a list stands in a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its key.
    pub key: Span,
    /// Where its value begins, or what stands next where there is none.
    pub begin: u32,
    /// Whether its records stand between brackets.
    pub in_brackets: bool,
}

/// Where a list stands in a file, if it does.
pub(super) fn place_of(file: &File, list: List) -> Option<Place> {
    let mut key = None;
    let mut found = Found { diagnostics: Diagnostics::default(), unescaped: vec![], synonyms: Arc::default() };
    yaml::scan(&file.text, file.span().lo(), &mut found, &mut |entry, _| {
        if let Entry::Key(word, at, _) = entry
            && word == list.word()
        {
            key = Some(at);
        }
    });
    let key = key?;
    let base = file.span().lo();
    let text = &file.text;
    let mut at = (key.hi() - base) as usize;
    at += text[at..].find(':')? + 1;
    at = text.len() - first_sign(&text[at..]).len();
    Some(Place { key, begin: base + at as u32, in_brackets: text[at..].starts_with('[') })
}

/// A text from its first sign that is no comment.
pub(super) fn first_sign(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix('#') {
        rest = comment.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    rest
}

/// The line on which the dash of a record stands, and how far in. The record may begin on a line below it.
pub(super) fn dash_of(file: &File, record: Span) -> (usize, usize) {
    let text = &file.text;
    let (_, mut begin) = file.line((record.lo() - file.span().lo()) as usize);
    loop {
        let line = text[begin..].trim_start_matches(' ');
        let indent = text.len() - begin - line.len();
        if line.starts_with('-') || begin == 0 {
            return (begin, indent);
        }
        (_, begin) = file.line(begin - 1);
    }
}

/// The end of the line on which a value ends.
pub(super) fn end_of_line(file: &File, at: u32) -> u32 {
    let (base, text) = (file.span().lo(), &file.text);
    let from = (at - base) as usize;
    // A text in lines ends with the line after it.
    let end = if text[..from].ends_with('\n') { text[..from].trim_end().len() } else { from + line(&text[from..]) };
    base + end as u32
}

/// The end of the comments that stand right below a record and farther in than its dash: they speak of the record.
pub(super) fn behind_comments(file: &File, end: u32, dash: usize) -> u32 {
    let base = file.span().lo();
    let mut end = (end - base) as usize;
    while let Some((break_, rest)) = file.text[end..].split_once('\n').filter(|(before, _)| before.trim().is_empty()) {
        let begin = end + break_.len() + 1;
        let indent = rest.len() - rest.trim_start_matches(' ').len();
        if indent <= dash || !rest[indent..].starts_with('#') {
            break;
        }
        end = begin + line(rest);
    }
    base + end as u32
}

/// How lines end in a text.
pub(super) fn line_end(text: &str) -> &'static str {
    if text.split('\n').next().is_some_and(|first| first.ends_with('\r')) { "\r\n" } else { "\n" }
}

/// How long the rest of a line is.
fn line(rest: &str) -> usize {
    let line = rest.split('\n').next().unwrap_or_default();
    line.strip_suffix('\r').unwrap_or(line).len()
}

fn insert(at: u32, text: String) -> Edit {
    Edit { at: Span::new(at, at), text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::changed;
    use crate::facts::FactSet;

    #[test]
    fn values_come_behind_those_there_are() {
        let put = |record: &str, field: &str, values: &[&str]| {
            let mut found = vec![];
            let text = format!("stakeholders:\n{record}\nties: []\n");
            let set = FactSet::read([("a.yaml".to_owned(), text)], &mut found).unwrap();
            let values: Vec<Value> = values.iter().map(|value| Value::new(*value)).collect();
            let edits = with_values(&set.files, set.lists.stakeholders[0].at, field, &values, field == "when")?;
            let after = changed(&set.files, &edits).remove(0).after;
            Some(after.strip_prefix("stakeholders:\n")?.strip_suffix("\nties: []\n")?.to_owned())
        };
        for (record, field, values, expected) in [
            ("  - {id: a, name: A}", "aliases", &["B"][..], "  - {id: a, name: A, aliases: B}"),
            ("  - {id: a, name: A} # who", "aliases", &["B", "C"], "  - {id: a, name: A, aliases: [B, C]} # who"),
            ("  - {id: a, aliases: [B]}", "aliases", &["C"], "  - {id: a, aliases: [B, C]}"),
            ("  - {id: a, aliases: []}", "aliases", &["C"], "  - {id: a, aliases: [C]}"),
            ("  - {id: a, aliases: B}", "aliases", &["C"], "  - {id: a, aliases: [B, C]}"),
            ("  - {id: a, status: {is: x}}", "status", &["y"], "  - {id: a, status: [{is: x}, y]}"),
            ("  - {id: a, when: 2001}", "when", &["{is: 2002}"], "  - {id: a, when: [{is: 2001}, {is: 2002}]}"),
            ("  - {id: a, when: [..2001]}", "when", &["{is: 2002}"], "  - {id: a, when: [{is: [..2001]}, {is: 2002}]}"),
            ("  - {id: a, when: [{is: 2001}]}", "when", &["{is: 2002}"], "  - {id: a, when: [{is: 2001}, {is: 2002}]}"),
            ("  - id: a\n    name: A", "aliases", &["B"], "  - id: a\n    name: A\n    aliases: B"),
            (
                "  - id: a\n    aliases: [B,\n      C]",
                "note",
                &["n"],
                "  - id: a\n    aliases: [B,\n      C]\n    note: n",
            ),
            ("  - id: a\n    aliases: B, C", "aliases", &["D"], "  - id: a\n    aliases: [\"B, C\", D]"),
            (
                "  - id: a\n    aliases:\n      - B # b\n",
                "aliases",
                &["C"],
                "  - id: a\n    aliases:\n      - B # b\n      - C\n",
            ),
            (
                "  - id: a\n    note: |\n      text\n",
                "aliases",
                &["C"],
                "  - id: a\n    note: |\n      text\n    aliases: C\n",
            ),
        ] {
            assert_eq!(put(record, field, values).as_deref(), Some(expected), "{record}");
        }
    }
}
