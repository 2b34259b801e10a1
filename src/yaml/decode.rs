//! A tape decoded into a struct through serde, with every fault of it found.
//!
//! serde stops at the first fault. So the place of a fault is remembered and the record decoded again with a
//! stand-in there, until it goes through (at most [`MOST_FAULTS`] times; sound records pay nothing). Invariant:
//! unknown and doubled keys are reported and skipped here, before serde sees them, because only here the allowed
//! fields are known.
use super::shapes::{DATES, MANY, RAW, SHORT, TEXT, pack};
use super::tape::{Kind, Tape, Token};
use super::{Found, name};
use crate::diag::words::{a, plural};
use crate::diag::{Diagnostic, near, near::Synonyms};
use crate::text::{Span, Text};
use serde::de::value::{BorrowedStrDeserializer, U64Deserializer};
use serde::de::{self, DeserializeSeed, Deserializer, Visitor};
use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

/// How many faults of one record are looked for.
const MOST_FAULTS: usize = 64;
/// How many fields a struct may have.
const MOST_FIELDS: usize = 32;

/// Decodes one record; `None` where not even stand-ins make it whole. The flag tells whether faults were found.
pub fn record<'t, T: de::Deserialize<'t>>(tape: &'t Tape<'_>, found: &mut Found) -> (Option<T>, bool) {
    let synonyms = Arc::clone(&found.synonyms);
    let mut all = Shared {
        tape,
        synonyms,
        said: RefCell::default(),
        unescaped: RefCell::default(),
        cut: RefCell::default(),
        bad: vec![],
    };
    let mut faults = vec![];
    loop {
        let result = T::deserialize(At { all: &all, index: 0, form: Form::Plain, stand_in: false });
        match result {
            Ok(_) if all.cut.get_mut().iter().any(|place| !all.bad.contains(place)) => {
                // A value that a comma cut short is none: it gets a stand-in, as its slip is told.
                all.bad.append(all.cut.get_mut());
                all.said.get_mut().clear();
                all.unescaped.get_mut().clear();
            }
            Ok(value) => {
                let broken = !faults.is_empty() || !all.said.borrow().is_empty();
                let faults = faults.into_iter().filter(|(place, _)| !is_misspelt(tape, *place, all.said.get_mut()));
                found.diagnostics.extend(faults.map(|(_, diagnostic)| diagnostic));
                found.diagnostics.append(all.said.get_mut());
                found.unescaped.append(all.unescaped.get_mut());
                return (Some(value), broken);
            }
            Err(fault) => {
                let place = fault.place.unwrap_or(Place::Token(0));
                faults.push((place, fault.diagnostic(tape, place)));
                if all.bad.contains(&place) || faults.len() == MOST_FAULTS {
                    found.diagnostics.extend(faults.into_iter().map(|(_, diagnostic)| diagnostic));
                    return (None, true);
                }
                all.bad.push(place);
                all.said.get_mut().clear();
                all.unescaped.get_mut().clear();
            }
        }
    }
}

/// Whether a field is only missing because its name is misspelt, which has been said.
fn is_misspelt(tape: &Tape, place: Place, said: &[Diagnostic]) -> bool {
    let Place::Missing(index, field) = place else { return false };
    let record = tape.tokens[index as usize].span;
    said.iter().filter(|slip| record.contains(slip.span())).filter_map(|slip| slip.fix.as_ref()).any(|fix| {
        let rest = fix.text.strip_prefix(field);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(": "))
    })
}

/// Where a fault is: a value, or a field that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Token(u32),
    Missing(u32, &'static str),
}

/// What serde stops with; the place is added on the way out.
#[derive(Debug)]
struct Fault {
    place: Option<Place>,
    missing: Option<&'static str>,
    owner: &'static str,
    message: String,
    meant: Option<&'static str>,
}

impl Fault {
    fn new(message: impl Into<String>) -> Self {
        Self { place: None, missing: None, owner: "", message: message.into(), meant: None }
    }

    fn diagnostic(self, tape: &Tape, place: Place) -> Diagnostic {
        match place {
            Place::Token(n) => {
                let span = tape.tokens[n as usize].span;
                match key_of_blank(tape, n) {
                    Some(key) => {
                        let message = format!("`{}` is left blank", key.text);
                        Diagnostic::error(name::WRONG_SHAPE, key.span, message).help("write a value behind it")
                    }
                    None => Diagnostic::error(name::WRONG_SHAPE, span, self.message)
                        .did_you_mean(span, self.meant.map(|word| near::Near { word, name: "" })),
                }
            }
            Place::Missing(n, field) => {
                let start = opening(tape, n);
                let owner = a(self.owner);
                Diagnostic::error(name::MISSING_FIELD, start, format!("{owner} needs `{field}`, which is missing here"))
                    .help(format!("add `{field}: …`  What it means: ties explain {field}"))
            }
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Self { missing: Some(field), ..Self::new(format!("`{field}` is missing")) }
    }
}

/// The name of the field whose value is left out, for there is nothing else to point at.
fn key_of_blank<'t, 's>(tape: &'t Tape<'s>, index: u32) -> Option<&'t Token<'s>> {
    let value = &tape.tokens[index as usize];
    let key = &tape.tokens[(index as usize).checked_sub(1)?];
    (value.span.lo() == value.span.hi() && key.next == index && matches!(key.kind, Kind::Scalar { .. })).then_some(key)
}

/// The first word of a record, to point at when something is not in it.
fn opening(tape: &Tape, index: u32) -> Span {
    let token = &tape.tokens[index as usize];
    match token.kind {
        Kind::Pairs { flow: true } | Kind::List { flow: true } => token.span.part(0, 1),
        _ if token.next > index + 1 => tape.tokens[index as usize + 1].span,
        _ => token.span,
    }
}

/// What the decoding of one record shares.
struct Shared<'t, 's> {
    tape: &'t Tape<'s>,
    synonyms: Arc<Synonyms>,
    said: RefCell<Vec<Diagnostic>>,
    unescaped: RefCell<Vec<(Span, Box<str>)>>,
    /// Values that a comma cut short.
    cut: RefCell<Vec<Place>>,
    bad: Vec<Place>,
}

/// How the next value may be written.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// As its type says.
    Plain,
    /// A struct also as its first field alone.
    Short,
    /// A struct also as its first field alone, which takes lists and sets as they are written.
    Dated,
}

/// One token being decoded.
#[derive(Clone, Copy)]
struct At<'c, 't, 's> {
    all: &'c Shared<'t, 's>,
    index: u32,
    form: Form,
    stand_in: bool,
}

impl<'c, 't, 's> At<'c, 't, 's> {
    fn token(self) -> &'t Token<'s> {
        &self.all.tape.tokens[self.index as usize]
    }

    fn child(self, index: u32) -> Self {
        Self { index, form: Form::Plain, ..self }
    }

    fn form(self, form: Form) -> Self {
        Self { form, ..self }
    }

    fn stands_in(self) -> bool {
        self.stand_in || !self.all.bad.is_empty() && self.all.bad.contains(&Place::Token(self.index))
    }

    fn nothing(self) -> bool {
        self.all.tape.is_nothing(self.index)
    }

    fn at<T>(self, result: Result<T, Fault>) -> Result<T, Fault> {
        result.map_err(|mut fault| {
            if fault.place.is_none() {
                fault.place = Some(match fault.missing {
                    Some(field) => Place::Missing(self.index, field),
                    None => Place::Token(self.index),
                });
            }
            fault
        })
    }

    fn found(self) -> &'static str {
        match self.token().kind {
            Kind::Scalar { .. } if self.nothing() => "nothing",
            Kind::Scalar { .. } => "text",
            Kind::List { .. } => "a list",
            Kind::Pairs { .. } => "`key: value` pairs",
        }
    }

    /// The place of a scalar; what it says is kept where it is not what is written.
    fn text<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.stands_in() {
            return visitor.visit_u64(pack(Text::STAND_IN));
        }
        let token = self.token();
        match (&token.kind, &token.text) {
            (Kind::Scalar { .. }, _) if self.nothing() => Err(Fault::new("expected text, found nothing")),
            (Kind::Scalar { .. }, Cow::Borrowed(_)) => visitor.visit_u64(pack(Text(token.span))),
            (Kind::Scalar { .. }, Cow::Owned(says)) => {
                self.all.unescaped.borrow_mut().push((token.span, says.as_str().into()));
                visitor.visit_u64(pack(Text(token.span)))
            }
            _ => Err(Fault::new(format!("expected text, found {}", self.found()))),
        }
    }

    fn raw<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.token().kind {
            Kind::List { flow: true } | Kind::Pairs { flow: true } if !self.stands_in() => {
                visitor.visit_u64(pack(Text(self.token().span)))
            }
            _ => self.text(visitor),
        }
    }

    fn items(self) -> Items<'c, 't, 's> {
        if self.stands_in() {
            return Items { of: self, next: 0, end: 0, form: Form::Plain };
        }
        let token = self.token();
        match token.kind {
            Kind::List { .. } => Items { of: self, next: self.index + 1, end: token.next, form: Form::Plain },
            _ if self.nothing() => Items { of: self, next: 0, end: 0, form: Form::Plain },
            _ => Items { of: self, next: self.index, end: token.next, form: Form::Plain },
        }
    }

    /// A date field: a list of cited values, one such value, or one date as it is written.
    fn dates(self) -> Items<'c, 't, 's> {
        let all = self.items();
        let cited = match self.token().kind {
            Kind::List { .. } => {
                let first = self.all.tape.tokens.get(self.index as usize + 1);
                self.token().next > self.index + 1 && first.is_some_and(|t| matches!(t.kind, Kind::Pairs { .. }))
            }
            _ => true,
        };
        let one = Items { of: self, next: self.index, end: self.token().next, form: Form::Dated };
        if cited || self.stands_in() { Items { form: Form::Dated, ..all } } else { one }
    }

    /// Whether pairs are a struct and not a set of days such as `{2025-06-01, 2025-06-02}`.
    fn is_struct(self) -> bool {
        let key = self.all.tape.tokens.get(self.index as usize + 1);
        matches!(self.token().kind, Kind::Pairs { .. })
            && (self.form != Form::Dated || key.is_some_and(|k| k.text.starts_with(|c: char| c.is_ascii_alphabetic())))
    }
}

impl<'t> Deserializer<'t> for At<'_, 't, '_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.token().kind {
            Kind::Scalar { .. } => self.deserialize_str(visitor),
            Kind::List { .. } => self.deserialize_seq(visitor),
            Kind::Pairs { .. } => self.deserialize_map(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, shape: &'static str, visitor: V) -> Result<V::Value, Fault> {
        let result = match shape {
            TEXT => self.text(visitor),
            RAW => self.raw(visitor),
            MANY => visitor.visit_seq(self.items()),
            DATES => visitor.visit_seq(self.dates()),
            SHORT => visitor.visit_newtype_struct(self.form(Form::Short)),
            _ => visitor.visit_newtype_struct(self),
        };
        self.at(result)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.stands_in() || self.nothing() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let list = matches!(self.token().kind, Kind::List { .. });
        let result = if list || self.stands_in() || self.nothing() {
            visitor.visit_seq(self.items())
        } else {
            Err(Fault::new(format!("expected a list, found {}", self.found())))
        };
        self.at(result)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let token = self.token();
        let pairs = |next, end| Pairs { of: self, next, end, value: 0, seen: Seen::Free(vec![]), missing: 0 };
        let result = match token.kind {
            _ if self.stands_in() || self.nothing() => visitor.visit_map(pairs(0, 0)),
            Kind::Pairs { .. } => visitor.visit_map(pairs(self.index + 1, token.next)),
            _ => Err(Fault::new(format!("expected `key: value` pairs, found {}", self.found()))),
        };
        self.at(result)
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        owner: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if self.stands_in() {
            return visitor.visit_map(StandIns { of: self, fields });
        }
        let token = self.token();
        let result = match token.kind {
            _ if self.is_struct() => visitor.visit_map(Pairs {
                of: self,
                next: self.index + 1,
                end: token.next,
                value: 0,
                seen: Seen::Fields { owner, fields, at: [0; MOST_FIELDS] },
                missing: 0,
            }),
            Kind::Scalar { .. } if self.form == Form::Short && !self.nothing() => {
                visitor.visit_map(First { of: self, field: Some(fields[0]) })
            }
            _ if self.form == Form::Dated => visitor.visit_map(First { of: self, field: Some(fields[0]) }),
            _ => Err(Fault::new(format!("expected `key: value` pairs of {}, found {}", a(owner), self.found()))),
        };
        self.at(
            result.map_err(|fault| Fault { owner: if fault.owner.is_empty() { owner } else { fault.owner }, ..fault })
        )
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let token = self.token();
        let known = if self.stands_in() { variants.first() } else { variants.iter().find(|v| **v == token.text) };
        let result = match known {
            Some(variant) => visitor.visit_enum(BorrowedStrDeserializer::new(variant)),
            None => {
                let near = near::nearest(&token.text, variants.iter().copied());
                let meant = near.and_then(|near| variants.iter().copied().find(|v| *v == near.word));
                Err(Fault { meant, ..Fault::new(format!("`{}` is none of {}", token.text, variants.join(", "))) })
            }
        };
        self.at(result)
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &*self.token().text {
            _ if self.stands_in() => visitor.visit_bool(false),
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            text => {
                let meant = match &*text.to_lowercase() {
                    "yes" | "y" | "on" | "true" => Some("true"),
                    "no" | "n" | "off" | "false" => Some("false"),
                    _ => None,
                };
                self.at(Err(Fault { meant, ..Fault::new(format!("expected true or false, found `{text}`")) }))
            }
        }
    }

    fn deserialize_u64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let text = &self.token().text;
        match text.parse() {
            _ if self.stands_in() => visitor.visit_u64(0),
            Ok(number) => visitor.visit_u64(number),
            Err(_) => self.at(Err(Fault::new(format!("expected a whole number, found `{text}`")))),
        }
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let token = self.token();
        let result = match token.kind {
            _ if self.stands_in() => visitor.visit_borrowed_str(""),
            Kind::Scalar { .. } if !self.nothing() => visitor.visit_borrowed_str(&token.text),
            _ => Err(Fault::new(format!("expected text, found {}", self.found()))),
        };
        self.at(result)
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { <W: Visitor<'t>>
        i8 i16 i32 i64 u8 u16 u32 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

/// The items of a list, or one value as the only item.
struct Items<'c, 't, 's> {
    of: At<'c, 't, 's>,
    next: u32,
    end: u32,
    form: Form,
}

impl<'t> de::SeqAccess<'t> for Items<'_, 't, '_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        if self.next >= self.end {
            return Ok(None);
        }
        let item = self.of.child(self.next).form(self.form);
        self.next = item.token().next;
        item.at(seed.deserialize(item)).map(Some)
    }
}

/// A struct written as its first field alone.
struct First<'c, 't, 's> {
    of: At<'c, 't, 's>,
    field: Option<&'static str>,
}

impl<'t> de::MapAccess<'t> for First<'_, 't, '_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        self.field.take().map(|f| seed.deserialize(BorrowedStrDeserializer::new(f))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(self.of.form(Form::Plain))
    }
}

/// A struct that could not be read: every field, each with a stand-in.
struct StandIns<'c, 't, 's> {
    of: At<'c, 't, 's>,
    fields: &'static [&'static str],
}

impl<'t> de::MapAccess<'t> for StandIns<'_, 't, '_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((field, rest)) = self.fields.split_first() else { return Ok(None) };
        self.fields = rest;
        seed.deserialize(BorrowedStrDeserializer::new(field)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(At { stand_in: true, ..self.of })
    }
}

/// Which keys were met, and where.
enum Seen {
    /// Any key goes.
    Free(Vec<u32>),
    /// Only fields of a struct go; `at` holds the index after the key's, 0 for a field not met.
    Fields { owner: &'static str, fields: &'static [&'static str], at: [u32; MOST_FIELDS] },
}

/// Whether a key has nothing behind it, not even a colon.
fn is_lone(tokens: &[Token], key: u32) -> bool {
    let (key, value) = (&tokens[key as usize], &tokens[key as usize + 1]);
    matches!(key.kind, Kind::Scalar { .. }) && value.span.lo() == value.span.hi() && value.span.lo() == key.span.hi()
}

fn is_prose(c: char) -> bool {
    c.is_whitespace() || c.is_uppercase()
}

/// The key that stands for a field that is missing.
const MISSING: u32 = u32::MAX;

/// `key: value` pairs.
struct Pairs<'c, 't, 's> {
    of: At<'c, 't, 's>,
    next: u32,
    end: u32,
    value: u32,
    seen: Seen,
    missing: usize,
}

impl<'t> Pairs<'_, 't, '_> {
    fn say(&self, diagnostic: Diagnostic) {
        self.of.all.said.borrow_mut().push(diagnostic);
    }

    fn doubled(&self, key: &Token, first: u32) {
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

    fn unknown(&mut self, index: u32, owner: &str, fields: &[&'static str]) {
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
        if let Some(run) = self.comma_run(index) {
            return self.say(run);
        }
        let message = format!("{} has no field `{}`", a(owner), key.text);
        let all = format!("All its fields: ties explain {}", plural(owner));
        let diagnostic = Diagnostic::error(name::UNKNOWN_FIELD, key.span, message);
        self.say(match near::nearest_or_synonym(&key.text, fields.iter().copied(), &self.of.all.synonyms) {
            Some(near) => diagnostic.help(format!("did you mean {near}?  {all}")).fix(key.span, near.word),
            None => diagnostic.help(all),
        });
    }
}

impl<'t> de::MapAccess<'t> for Pairs<'_, 't, '_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let tokens = &self.of.all.tape.tokens;
        while self.next < self.end {
            let index = self.next;
            let key = &tokens[index as usize];
            self.value = key.next;
            self.next = tokens[key.next as usize].next;
            match &mut self.seen {
                Seen::Free(keys) => match keys.iter().find(|k| tokens[**k as usize].text == key.text) {
                    Some(first) => {
                        let first = *first;
                        self.doubled(key, first);
                    }
                    None => {
                        keys.push(index);
                        return seed.deserialize(self.of.child(index)).map(Some);
                    }
                },
                Seen::Fields { owner, fields, at } => match fields.iter().position(|f| *f == key.text) {
                    Some(n) if at[n] == 0 => {
                        at[n] = index + 1;
                        return seed.deserialize(U64Deserializer::new(n as u64)).map(Some);
                    }
                    Some(n) => {
                        let first = at[n] - 1;
                        self.doubled(key, first);
                    }
                    None => {
                        let (owner, fields) = (*owner, *fields);
                        self.unknown(index, owner, fields);
                    }
                },
            }
        }
        // A field found missing by an earlier round gets a stand-in now.
        if let Seen::Fields { fields, at, .. } = &self.seen {
            while let Some(place) = self.of.all.bad.get(self.missing) {
                self.missing += 1;
                if let Place::Missing(index, field) = place
                    && *index == self.of.index
                    && fields.iter().position(|f| f == field).is_some_and(|n| at[n] == 0)
                {
                    self.value = MISSING;
                    return seed.deserialize(BorrowedStrDeserializer::new(field)).map(Some);
                }
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        if self.value == MISSING {
            return seed.deserialize(At { stand_in: true, ..self.of });
        }
        let value = self.of.child(self.value);
        value.at(seed.deserialize(value))
    }
}
