//! The values of a line: words, texts between quotation marks, what is between brackets.
//!
//! Invariant: a value is taken as far as YAML takes it, so that a slip is where the reader stumbled, not before.
use super::look::{Look, Slip};
use crate::yaml::tape::MOST_DEPTH;

/// A bracket or brace that is not closed yet.
pub(super) struct Open {
    pub(super) at: usize,
    pub(super) sign: char,
    /// Where the value of the field being read begins, once its `: ` is behind.
    pub(super) value: Option<usize>,
}

impl Look<'_> {
    /// What stands on this line from here on: one value, or what is between brackets.
    pub(super) fn values(&mut self) -> Result<(), Slip> {
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
                    if self.text[..self.at].trim_end().ends_with([',', '[', '{']) {
                        let help = "take the comma out, or write what is missing";
                        return Err(Slip::new(self.at..self.at + 1, "nothing stands before this comma", help));
                    }
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
                '-' | '?' if self.rest()[1..].starts_with(' ') => {
                    let value = self.at..self.value_end();
                    let meant = quote(&self.text[value.clone()]);
                    let help = "begin a list on the line below, each `- ` on a line of its own; or quote the value";
                    let message = format!("`{sign} ` cannot stand behind the name of a field");
                    return Err(Slip::new(value, message, help).meant(meant));
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
        if let Some((n, end)) = bad_escape(&self.rest()[..length]).filter(|_| mark == '"') {
            let at = start + n..start + end;
            if at.len() > 1 {
                let message = format!("`{}` stands for no letter", &self.text[at.clone()]);
                return Err(Slip::new(at, message, "write the letter itself, or quote the value with '…'"));
            }
            let help = "inside \"…\" it is written twice; inside '…' it stands for itself";
            return Err(Slip::new(at, "a lone backslash", help));
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
    pub(super) fn value_end(&self) -> usize {
        let line = &self.text[self.at..self.line_end()];
        let line = line.split(" #").next().unwrap_or(line);
        let line = if self.open.is_empty() { line } else { line.split([',', ']', '}']).next().unwrap_or(line) };
        self.at + line.trim_end().len()
    }

    pub(super) fn all_closed(&self) -> Result<(), Slip> {
        let Some(open) = self.open.last() else { return Ok(()) };
        if let Some(hash) = self.eaten {
            let end = self.text[hash..].find(['\r', '\n']).map_or(self.text.len(), |n| hash + n);
            let message =
                "a space before `#` makes the rest of the line a comment, with the sign that closes the value";
            let slip = Slip::new(hash..end, message, "take the space out, or quote the value");
            // Behind a word such as the id of a source, with a place behind it, the space is the slip.
            let before = self.text[..hash].trim_end_matches(' ');
            let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let word = before.len() - before.trim_end_matches(is_id).len();
            let place = self.text[hash + 1..end].split([',', '}', ']', ' ']).next().unwrap_or_default();
            let is_cite = word > 0 && before[..before.len() - word].ends_with([' ', '[']) && !place.is_empty();
            return Err(if is_cite { slip.cured(before.len()..hash, String::new()) } else { slip });
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
pub(super) fn field(line: &str) -> Option<usize> {
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

/// Where a backslash begins that means nothing, and where what belongs to it ends.
fn bad_escape(text: &str) -> Option<(usize, usize)> {
    let mut signs = text.char_indices();
    while let Some((n, sign)) = signs.next() {
        if sign != '\\' {
            continue;
        }
        let (at, next) = signs.next()?;
        let digits = match next {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            next if "0abtnvfre \"/\\N_LP\n\r\t".contains(next) => continue,
            _ => return Some((n, n + 1)),
        };
        let code: String = text[at + 1..].chars().take(digits).take_while(char::is_ascii_hexdigit).collect();
        let letter = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
        if code.len() < digits || letter.is_none() {
            return Some((n, at + 1 + code.len()));
        }
    }
    None
}

/// A text between quotation marks, those that need no change in it.
pub(super) fn quote(text: &str) -> String {
    match text.contains('\'') && !text.contains(['"', '\\']) {
        true => format!("\"{text}\""),
        false => format!("'{}'", text.replace('\'', "''")),
    }
}
