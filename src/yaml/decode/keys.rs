//! What to say of keys that are no fields of their struct, or are there already.
//!
//! Invariant: one slip is one finding, also where it made several keys of one value.
use super::fault::Place;
use super::parts::Pairs;
use crate::diag::words::{a, plural};
use crate::diag::{Diagnostic, Sure, near};
use crate::yaml::name;
use crate::yaml::tape::{Kind, Token};

impl<'t> Pairs<'_, 't, '_> {
    fn say(&self, diagnostic: Diagnostic) {
        self.of.all.said.borrow_mut().push(diagnostic);
    }

    pub(super) fn doubled(&self, key: &Token, first: u32) {
        let first = self.of.all.tape.tokens[first as usize].span;
        let message = format!("`{}` is given twice", key.text);
        self.say(
            Diagnostic::error(name::DUPLICATE_KEY, key.span, message)
                .also(first, "first here")
                .help("keep one of them; several values of one thing go into a list"),
        );
    }

    /// `note: old, rich, slow` between braces: each comma has ended the value, and the words became fields.
    fn comma_run(&mut self, index: u32) -> Option<Diagnostic> {
        let tokens = &self.of.all.tape.tokens;
        let before = &tokens[(index as usize).checked_sub(1).filter(|n| *n as u32 > self.of.index + 1)?];
        let flow = self.of.token().kind == Kind::Pairs { flow: true };
        if !flow || before.kind != (Kind::Scalar { plain: true }) || !is_lone(tokens, index) {
            return None;
        }
        let (mut words, mut at, mut last) = (vec![&*before.text], index, before.span);
        let mut prose = before.text.to_string();
        while at < self.end && is_lone(tokens, at) {
            let word = &tokens[at as usize];
            // `1,200` is written without a space, and stays so.
            prose += if word.span.lo() == last.hi() + 1 { "," } else { ", " };
            prose += &word.text;
            words.push(&word.text);
            last = word.span;
            at = tokens[word.next as usize].next;
        }
        self.next = at;
        self.of.all.cut.borrow_mut().push(Place::Token(index - 1));
        let key = &tokens[index as usize];
        // Short words without spaces are ids rather than prose.
        let ids = words.iter().all(|word| word.contains(|c: char| c.is_ascii_lowercase()) && !word.contains(is_prose));
        let list = ids && words.iter().any(|word| word.contains(['-', '#']));
        let (meant, help) = match list {
            true => (format!("[{}]", words.join(", ")), "several go into a list"),
            false => (format!("\"{}\"", prose.replace('\\', "\\\\").replace('"', "\\\"")), "quote the value"),
        };
        let message = format!("a comma ends the value: `{}` is read as a field", key.text);
        let diagnostic = Diagnostic::error(name::UNKNOWN_FIELD, key.span, message);
        Some(diagnostic.help(format!("{help}: {meant}")).fix(before.span.to(last), meant))
    }

    /// `kind company` between braces: the colon behind the name of a field is missing. Where the record lacks no such
    /// field, the words may as well be the end of a value that a comma has cut.
    fn without_colon(&self, index: u32, fields: &[&'static str]) -> Option<Diagnostic> {
        let tokens = &self.of.all.tape.tokens;
        let key = &tokens[index as usize];
        let (name, value) = key.text.split_once(' ').filter(|_| is_lone(tokens, index))?;
        let field = *fields.iter().find(|field| **field == name)?;
        let is_needed = self.of.all.bad.contains(&Place::Missing(self.of.index, field));
        let before = &tokens[(index as usize).checked_sub(1)?].text;
        if !is_needed && (self.is_given(field) || before.contains(is_prose) || value.contains(char::is_whitespace)) {
            return None;
        }
        let meant = format!("{field}: {}", value.trim_start());
        let message = format!("`:` is missing behind `{field}`");
        Some(Diagnostic::error(name::SYNTAX, key.span, message).help(format!("write `{meant}`")).fix(key.span, meant))
    }

    /// Whether these pairs have such a key.
    fn is_given(&self, field: &str) -> bool {
        self.of.all.tape.pairs(self.of.index).any(|(key, _)| key.text == field)
    }

    pub(super) fn unknown(&mut self, index: u32, owner: &str, fields: &[&'static str]) {
        let tokens = &self.of.all.tape.tokens;
        let key = &tokens[index as usize];
        if &*key.text == "<<" {
            return self.say(
                Diagnostic::error(name::FEATURE, key.span, "`<<` (merging of keys) has no place in fact files")
                    .help("write the fields out: each record stands for itself"),
            );
        }
        if let Some((field, value)) = key.text.split_once(':').filter(|(field, _)| fields.contains(field)) {
            let meant = format!("{field}: {value}");
            return self.say(
                Diagnostic::error(name::SYNTAX, key.span, "`:` needs a space behind it")
                    .help(format!("write `{meant}`"))
                    .fix(key.span, meant),
            );
        }
        if let Some(slip) = self.without_colon(index, fields).or_else(|| self.comma_run(index)) {
            return self.say(slip);
        }
        let message = format!("{} has no field `{}`", a(owner), key.text);
        let all = format!("All its fields: ties explain {}", plural(owner));
        let diagnostic = Diagnostic::error(name::UNKNOWN_FIELD, key.span, message);
        self.say(match near::nearest_or_synonym(&key.text, fields.iter().copied(), &self.of.all.synonyms) {
            Some(near) => {
                let fix = Some(near.fix(key.span, Sure::Word));
                Diagnostic { fix, ..diagnostic.help(format!("did you mean {near}?  {all}")) }
            }
            None if let Some((_, one)) = AT_HOME.iter().find(|(field, one)| key.text == *field && owner != *one) => {
                let list = plural(one);
                diagnostic.help(format!(
                    "`{}` is a field of {}: does this belong under `{list}:`?  {all}",
                    key.text,
                    a(one)
                ))
            }
            None if fields.contains(&DETAILS) && is_word(&key.text) => {
                diagnostic.help(format!("{all}  {}", as_property(&key.text, owner)))
            }
            None => diagnostic.help(all),
        });
    }
}

/// The field of a record for what is said of it in words of one's own.
const DETAILS: &str = "details";

/// Fields by which one knows what a record is that stands under another list.
const AT_HOME: [(&str, &str); 5] =
    [("from", "tie"), ("to", "tie"), ("holder", "stake"), ("in", "stake"), ("what", "detail")];

fn is_word(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// How to say something of a record for which there is no field.
fn as_property(key: &str, owner: &str) -> String {
    format!(
        "A property goes into `{DETAILS}`: `{{what: {key}, is: …}}`; one of your own is one line more: `vocabulary: {{properties: {{{key}: {{of: {owner}}}}}}}`"
    )
}

/// Whether a key has nothing behind it, not even a colon.
fn is_lone(tokens: &[Token], key: u32) -> bool {
    let (key, value) = (&tokens[key as usize], &tokens[key as usize + 1]);
    matches!(key.kind, Kind::Scalar { .. }) && value.span.lo() == value.span.hi() && value.span.lo() == key.span.hi()
}

fn is_prose(c: char) -> bool {
    c.is_whitespace() || c.is_uppercase()
}
