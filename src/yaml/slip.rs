//! What to say of a slip in YAML: ordinary words, the place a person would point at, what to do.
//!
//! The parser says where it could go on no longer, which is often far behind the slip. So the record is looked at once
//! more, as a person would, for the first thing that is out of order. Invariant: no word of the trade of parsers
//! reaches the screen (block, flow, token, scalar, mapping).
use super::name;
use super::tape::MOST_DEPTH;
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
    let Some(slip) = look.first_slip() else {
        let line = line_at(source, at);
        let here = at.clamp(line.start, line.end);
        return Diagnostic::error(name::SYNTAX, span(here, line.end), "this cannot be read as YAML")
            .help("compare it with the record above: dash, indent, `: `, quotes and brackets");
    };
    let place = span(record.start + slip.at.start, record.start + slip.at.end);
    let diagnostic = Diagnostic::error(slip.name, place, slip.message);
    match slip.meant {
        Some(meant) => diagnostic.help(format!("{}: `{meant}`", slip.help)).fix(place, meant),
        None => diagnostic.help(slip.help),
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
    let text = text.trim_end();
    if text.chars().count() <= 24 { text.to_owned() } else { text.chars().take(23).chain(['…']).collect() }
}

/// What is out of order in a record, and where in its text.
struct Slip {
    at: Range<usize>,
    name: &'static str,
    message: String,
    help: &'static str,
    /// What is to stand there instead.
    meant: Option<String>,
}

impl Slip {
    fn new(at: Range<usize>, message: impl Into<String>, help: &'static str) -> Self {
        Self { at, name: name::SYNTAX, message: message.into(), help, meant: None }
    }

    fn meant(self, meant: String) -> Self {
        Self { meant: Some(meant), ..self }
    }
}

/// A bracket or brace that is not closed yet.
struct Open {
    at: usize,
    sign: char,
    /// Where the value of the field being read begins, once its `: ` is behind.
    value: Option<usize>,
}

/// A look at the text of a record, as far as it has got.
#[derive(Default)]
struct Look<'s> {
    text: &'s str,
    at: usize,
    open: Vec<Open>,
    /// The first comment sign inside brackets that may have been meant as text.
    eaten: Option<usize>,
    /// The columns at which fields stand, the outer ones first.
    levels: Vec<usize>,
    /// The columns at which dashes stand, the outer ones first.
    dashes: Vec<usize>,
    /// Whether the field before had no value on its line, so that one may stand below.
    expects: bool,
    /// The column of the field whose value is the text below it, after `|` or `>`.
    prose: Option<usize>,
    /// What may be meant as it is, and is to blame where the record cannot be read.
    suspect: Option<Slip>,
}

impl<'s> Look<'s> {
    fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    /// The place where this line ends.
    fn line_end(&self) -> usize {
        self.rest().find(['\r', '\n']).map_or(self.text.len(), |n| self.at + n)
    }

    fn first_slip(&mut self) -> Option<Slip> {
        let slip = self.record().err();
        self.suspect.take().or(slip)
    }

    fn record(&mut self) -> Result<(), Slip> {
        while self.at < self.text.len() {
            self.line()?;
            self.at = self.rest().find('\n').map_or(self.text.len(), |n| self.at + n + 1);
        }
        self.all_closed()
    }

    fn line(&mut self) -> Result<(), Slip> {
        let line = &self.text[self.at..self.line_end()];
        let content = line.trim_start();
        let column = line.len() - content.len();
        if content.is_empty() || content.starts_with('#') {
            return Ok(());
        }
        if self.prose.is_some_and(|field| column > field) {
            return Ok(());
        }
        self.prose = None;
        if let Some(tab) = line[..column].find('\t') {
            let at = self.at + tab;
            let slip = Slip::new(at..at + 1, TAB.0, TAB.1);
            return Err(Slip { name: name::TAB, ..slip });
        }
        let start = self.at;
        self.at += column;
        if !self.open.is_empty() {
            if content.starts_with("- ") || field(content).is_some() && self.levels.last() == Some(&column) {
                self.all_closed()?;
            }
            return self.values();
        }
        if self.rest().starts_with("- ") {
            self.list(column)?;
        }
        while self.rest().starts_with("- ") {
            self.levels.retain(|level| *level < column);
            self.at += 2 + self.rest()[2..].len() - self.rest()[2..].trim_start_matches(' ').len();
            self.expects = true;
        }
        let dashed = self.at > start + column;
        self.tight_dash(dashed)?;
        match field(self.rest()) {
            Some(length) => self.field(start, length)?,
            None => self.without_field(start, dashed)?,
        }
        if self.at < self.line_end() { self.values() } else { Ok(()) }
    }

    /// A dash at this column, which begins a list or goes on with one.
    fn list(&mut self, column: usize) -> Result<(), Slip> {
        let within = !self.dashes.is_empty();
        self.dashes.retain(|dash| *dash <= column);
        if self.dashes.last() == Some(&column) {
            return Ok(());
        }
        if within && !self.expects {
            return Err(Slip::new(self.at..self.at + 1, STRAY_DASH.0, STRAY_DASH.1));
        }
        self.dashes.push(column);
        Ok(())
    }

    /// `-id` where a record was to begin.
    fn tight_dash(&self, dashed: bool) -> Result<(), Slip> {
        let word = self.rest().strip_prefix('-').filter(|_| !dashed);
        match word.and_then(|word| word.chars().next()) {
            Some(c) if c.is_alphabetic() || matches!(c, '{' | '[' | '"' | '\'') => {
                Err(Slip::new(self.at..self.at + 1, "`-` needs a space behind it to begin a record", "write")
                    .meant("- ".into()))
            }
            _ => Ok(()),
        }
    }

    /// A line with `name: `; moves on to its value.
    fn field(&mut self, start: usize, length: usize) -> Result<(), Slip> {
        let (column, key) = (self.at - start, &self.rest()[..length]);
        let word = self.at..self.at + length;
        let deepest = self.levels.last().copied();
        self.levels.retain(|level| *level <= column);
        if self.levels.last() != Some(&column) {
            if !self.expects && deepest.is_some() {
                if key.contains(' ') && deepest.is_some_and(|deepest| column > deepest) {
                    return Err(Slip::new(
                        self.at..self.line_end(),
                        "a second `: ` in the value",
                        "quote the whole text, from the line where it begins",
                    ));
                }
                let help = "indent it by as many spaces as the field above it";
                return Err(Slip::new(word, "the line does not stand under the others of its record", help));
            }
            self.levels.push(column);
        }
        self.at += length + 1;
        self.skip_spaces();
        let value = self.text[self.at..self.line_end()].trim_end();
        self.expects = value.is_empty() || value.starts_with('#');
        if value.starts_with(['|', '>']) {
            self.prose = Some(column);
            self.at = self.line_end();
        }
        Ok(())
    }

    /// A line that is no field: a value, more of the text above, or a slip.
    fn without_field(&mut self, start: usize, dashed: bool) -> Result<(), Slip> {
        let line = self.text[self.at..self.line_end()].trim_end();
        let at = self.at..self.at + line.len();
        let goes_on = self.levels.last().is_some_and(|level| self.at - start > *level);
        let is_word =
            |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        let tight = line.split_once(':').filter(|(key, value)| is_word(key) && !value.starts_with("//"));
        let tight = tight.map(|(key, value)| {
            Slip::new(at.clone(), "`:` needs a space behind it", "write").meant(format!("{key}: {value}"))
        });
        if dashed || goes_on || line.starts_with(['{', '[', '"', '\'']) {
            self.expects = false;
            self.suspect = self.suspect.take().or(tight);
            return Ok(());
        }
        if let Some(slip) = tight {
            return Err(slip);
        }
        if self.at == start && is_word(line) {
            return Err(Slip::new(at, "the name of a list ends with `:`", "write").meant(format!("{line}:")));
        }
        let help = "a field is written `name: value`; a text that goes on below must be indented further";
        Err(Slip::new(at, "this line has no `: `", help))
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
    }

    /// What stands on this line from here on: one value, or what is between brackets.
    fn values(&mut self) -> Result<(), Slip> {
        loop {
            self.skip_spaces();
            let Some(sign) = self.rest().chars().next().filter(|c| !matches!(c, '\r' | '\n')) else {
                return Ok(());
            };
            match sign {
                '#' => {
                    let text = self.rest()[1..].starts_with(char::is_alphanumeric);
                    self.eaten = self.eaten.or(Some(self.at).filter(|_| text && !self.open.is_empty()));
                    return Ok(());
                }
                '[' | '{' if self.open.len() == MOST_DEPTH => {
                    let message = format!("brackets stand in each other more than {MOST_DEPTH} deep");
                    return Err(Slip::new(self.at..self.at + 1, message, "no fact needs more than four"));
                }
                '[' | '{' => {
                    self.open.push(Open { at: self.at, sign, value: None });
                    self.at += 1;
                }
                ']' | '}' => self.close(sign)?,
                ',' if !self.open.is_empty() => {
                    self.at += 1;
                    self.open.iter_mut().last().into_iter().for_each(|open| open.value = None);
                }
                '"' | '\'' => self.quoted(sign)?,
                '@' | '`' | '%' => {
                    let value = self.at..self.value_end();
                    let meant = quote(&self.text[value.clone()]);
                    return Err(
                        Slip::new(value, format!("a value cannot begin with `{sign}`"), "quote it").meant(meant)
                    );
                }
                _ if self.open.is_empty() => return self.plain(),
                _ => self.word()?,
            }
        }
    }

    fn close(&mut self, sign: char) -> Result<(), Slip> {
        if self.open.iter().all(|open| partner(open.sign) != sign) {
            let help = "take it out, or quote the value it belongs to";
            return Err(Slip::new(self.at..self.at + 1, format!("`{sign}` closes nothing"), help));
        }
        if let Some(open) = self.open.pop().filter(|open| partner(open.sign) != sign) {
            return Err(not_closed(&open));
        }
        self.at += 1;
        let end = self.line_end();
        let behind = self.text[self.at..end].trim();
        if self.open.is_empty() && !behind.is_empty() && !behind.starts_with(['#', ']', '}']) {
            let at = end - self.text[self.at..end].trim_start().len();
            return Err(Slip::new(
                at..end,
                format!("this stands behind the `{sign}` that ends the value"),
                "put it inside, or quote the whole value",
            ));
        }
        Ok(())
    }

    /// A value between quotation marks.
    fn quoted(&mut self, mark: char) -> Result<(), Slip> {
        let (start, line_end) = (self.at, self.line_end());
        let Some(length) = quoted_length(self.rest(), mark).filter(|n| !has_field_line(&self.rest()[..*n])) else {
            let help = "close it; inside \"…\" a quotation mark is written \\\", inside '…' it is doubled";
            return Err(Slip::new(
                start..self.text[..line_end].trim_end().len(),
                "this quotation mark has no partner",
                help,
            ));
        };
        if let Some(n) = bad_escape(&self.rest()[..length]).filter(|_| mark == '"') {
            let at = start + n;
            let help = "inside \"…\" it is written twice; inside '…' it stands for itself";
            return Err(Slip::new(at..at + 1, "a lone backslash", help));
        }
        self.at += length;
        let behind = self.rest().trim_start_matches([' ', '\t']);
        let ends =
            if self.open.is_empty() { behind.starts_with(':') } else { behind.starts_with([',', ']', '}', ':']) };
        if ends || behind.is_empty() || behind.starts_with(['\r', '\n', '#']) {
            return Ok(());
        }
        let end = self.value_end();
        let value = &self.text[start..end];
        let slip = Slip::new(start..end, "the text goes on behind its closing quotation mark", "quote the whole value");
        let inner = value.strip_prefix(mark).and_then(|value| value.strip_suffix(mark));
        Err(match inner.filter(|inner| !inner.contains('\\')) {
            Some(inner) => slip.meant(quote(inner)),
            None => slip.meant(quote(value)),
        })
    }

    /// A value without quotation marks that takes up the line.
    fn plain(&mut self) -> Result<(), Slip> {
        let value = self.at..self.value_end();
        let text = &self.text[value.clone()];
        self.at = self.line_end();
        if text.contains(": ") || text.ends_with(':') {
            return Err(Slip::new(value, "a second `: ` in the value", "quote the value").meant(quote(text)));
        }
        Ok(())
    }

    /// A word between brackets: the name of a field, or a value.
    fn word(&mut self) -> Result<(), Slip> {
        let start = self.at;
        let line = &self.text[start..self.line_end()];
        let length = line.char_indices().find(|(n, c)| {
            let behind = &line[n + c.len_utf8()..];
            matches!(c, ',' | ']' | '}' | '[' | '{')
                || *c == ':' && (behind.is_empty() || behind.starts_with([' ', ',', ']', '}']))
                || *c == '#' && line[..*n].ends_with(' ')
        });
        self.at = start + length.map_or(line.len(), |(n, _)| n);
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        match length {
            Some((_, ':')) => {
                if let Some(value) = open.value {
                    let value = value..self.value_end();
                    let meant = quote(&self.text[value.clone()]);
                    return Err(Slip::new(value, "a second `: ` in the value", "quote the value").meant(meant));
                }
                self.at += 1;
                let behind = &self.text[self.at..];
                open.value = Some(self.at + behind.len() - behind.trim_start_matches(' ').len());
                Ok(())
            }
            Some((_, '[' | '{')) => {
                let help = "a value with a bracket in it needs quotes; between values goes a comma";
                Err(Slip::new(start..self.at + 1, "a bracket in the middle of a value", help))
            }
            _ => Ok(()),
        }
    }

    /// Where the value ends that stands here: with its line or a comment, and between brackets with the next sign.
    fn value_end(&self) -> usize {
        let line = &self.text[self.at..self.line_end()];
        let line = line.split(" #").next().unwrap_or(line);
        let line = if self.open.is_empty() { line } else { line.split([',', ']', '}']).next().unwrap_or(line) };
        self.at + line.trim_end().len()
    }

    fn all_closed(&self) -> Result<(), Slip> {
        let Some(open) = self.open.last() else { return Ok(()) };
        if let Some(hash) = self.eaten {
            let end = self.text[hash..].find(['\r', '\n']).map_or(self.text.len(), |n| hash + n);
            let message =
                "a space before `#` makes the rest of the line a comment, with the sign that closes the value";
            return Err(Slip::new(hash..end, message, "take the space out, or quote the value"));
        }
        Err(not_closed(open))
    }
}

fn not_closed(open: &Open) -> Slip {
    let help = match open.sign {
        '{' => "add `}`; a value with a comma, a bracket or `: ` in it needs quotes",
        _ => "add `]`; a value with a comma, a bracket or `: ` in it needs quotes",
    };
    Slip::new(open.at..open.at + 1, format!("`{}` is not closed", open.sign), help)
}

fn partner(sign: char) -> char {
    if sign == '{' { '}' } else { ']' }
}

/// How long the name is with which a line begins, if `: ` follows it.
fn field(line: &str) -> Option<usize> {
    let line = line.split(['\r', '\n']).next().unwrap_or(line);
    let colon = line.find(": ").or_else(|| line.trim_end().strip_suffix(':').map(str::len))?;
    (!line.starts_with(['"', '\'', '[', '{', '#', '-'])).then_some(colon)
}

/// How long a text between quotation marks is, with them.
fn quoted_length(text: &str, mark: char) -> Option<usize> {
    let mut signs = text.char_indices().skip(1).peekable();
    while let Some((n, sign)) = signs.next() {
        if mark == '"' && sign == '\\'
            || sign == mark && mark == '\'' && signs.peek().is_some_and(|(_, next)| *next == mark)
        {
            signs.next();
        } else if sign == mark {
            return Some(n + 1);
        }
    }
    None
}

/// Whether a text that should be one value has run into the next field.
fn has_field_line(text: &str) -> bool {
    text.lines()
        .skip(1)
        .any(|line| field(line.trim_start()).is_some_and(|length| !line.trim_start()[..length].contains(' ')))
}

/// Where a backslash stands before a sign that it cannot stand before.
fn bad_escape(text: &str) -> Option<usize> {
    let mut signs = text.char_indices();
    while let Some((n, sign)) = signs.next() {
        if sign == '\\' && signs.next().is_some_and(|(_, next)| !"0abtnvfre \"/\\N_LPxuU\n\r\t".contains(next)) {
            return Some(n);
        }
    }
    None
}

/// A text between quotation marks, those that need no change in it.
fn quote(text: &str) -> String {
    match text.contains('\'') && !text.contains(['"', '\\']) {
        true => format!("\"{text}\""),
        false => format!("'{}'", text.replace('\'', "''")),
    }
}
