//! One value of a tape, as serde's `Deserializer` sees it.
//!
//! Invariant: a value is read as the type of its field says, never as YAML guesses; a place known to be bad gives a
//! stand-in.
use super::Shared;
use super::fault::{Fault, Place};
use super::parts::{First, Items, MOST_FIELDS, Pairs, Seen, StandIns};
use crate::diag::words::{a, plural};
use crate::diag::{Diagnostic, near};
use crate::text::Text;
use crate::yaml::name;
use crate::yaml::shapes::{DATES, MANY, RAW, SHORT, TEXT, pack};
use crate::yaml::tape::{Kind, Token};
use rustc_hash::FxHashMap;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{Deserializer, Visitor};
use std::borrow::Cow;

/// How the next value may be written.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// As its type says.
    Plain,
    /// A struct also as its first field alone.
    Short,
    /// A struct also as its first field alone, which takes lists and sets as they are written.
    Dated,
}

/// One token being decoded.
#[derive(Clone, Copy)]
pub(super) struct At<'c, 't, 's> {
    pub(super) all: &'c Shared<'t, 's>,
    pub(super) index: u32,
    pub(super) form: Form,
    pub(super) stand_in: bool,
}

impl<'c, 't, 's> At<'c, 't, 's> {
    pub(super) fn token(self) -> &'t Token<'s> {
        &self.all.tape.tokens[self.index as usize]
    }

    pub(super) fn child(self, index: u32) -> Self {
        Self { index, form: Form::Plain, ..self }
    }

    pub(super) fn form(self, form: Form) -> Self {
        Self { form, ..self }
    }

    fn stands_in(self) -> bool {
        self.stand_in || !self.all.bad.is_empty() && self.all.bad.contains(&Place::Token(self.index))
    }

    fn nothing(self) -> bool {
        self.all.tape.is_nothing(self.index)
    }

    /// Whether nothing stands behind the key of a field that need not be there, which is told.
    fn is_left_empty(self) -> bool {
        let key = (self.index as usize).checked_sub(1).map(|before| &self.all.tape.tokens[before]);
        if self.nothing()
            && let Some(key) = key.filter(|key| key.next == self.index)
        {
            let message = format!("nothing stands behind `{}`", key.text);
            self.all.said.borrow_mut().push(
                Diagnostic::warning(name::MISSING_FIELD, key.span, message)
                    .help("write what it is, or take it out; what stands behind ` #` is a comment"),
            );
        }
        self.nothing()
    }

    pub(super) fn at<T>(self, result: Result<T, Fault>) -> Result<T, Fault> {
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
            _ => Err(self.no_text()),
        }
    }

    /// A list or pairs where one text belongs.
    fn no_text(self) -> Fault {
        let fault = Fault::new(format!("expected text, found {}", self.found()));
        match self.token().kind {
            Kind::List { .. } => fault.help("one value goes here: write it without `[ ]` or `- `"),
            Kind::Pairs { .. } => fault.help("one value goes here: write it without `{ }` and names of fields"),
            Kind::Scalar { .. } => {
                fault.help("write a value; where the word itself is meant, put it in quotation marks")
            }
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
            DATES if !self.stands_in() && self.is_left_empty() => visitor.visit_seq(self.items()),
            DATES => visitor.visit_seq(self.dates()),
            SHORT => visitor.visit_newtype_struct(self.form(Form::Short)),
            _ => visitor.visit_newtype_struct(self),
        };
        self.at(result)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.stands_in() || self.is_left_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let list = matches!(self.token().kind, Kind::List { .. });
        let result = if list || self.stands_in() || self.nothing() {
            visitor.visit_seq(self.items())
        } else {
            Err(Fault::new(format!("expected a list, found {}", self.found()))
                .help("put the values into `[ ]`, with commas between them"))
        };
        self.at(result)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let token = self.token();
        let pairs =
            |next, end| Pairs { of: self, next, end, value: 0, seen: Seen::Free(FxHashMap::default()), missing: 0 };
        let result = match token.kind {
            _ if self.stands_in() || self.nothing() => visitor.visit_map(pairs(0, 0)),
            Kind::Pairs { .. } => visitor.visit_map(pairs(self.index + 1, token.next)),
            _ => Err(Fault::new(format!("expected `key: value` pairs, found {}", self.found()))
                .help("each word stands on a line of its own: `word: value`")),
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
            _ => Err(Fault::new(format!("expected `key: value` pairs of {}, found {}", a(owner), self.found()))
                .help(format!("write `{{{}: …}}`; all its fields: ties explain {}", fields[0], plural(owner)))),
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
                let message = format!("`{}` is none of {}", token.text, variants.join(", "));
                Err(Fault { meant, ..Fault::new(message).help("write one of these words") })
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
                let fault = Fault::new(format!("expected true or false, found `{text}`"));
                self.at(Err(Fault { meant, ..fault.help("write `true`; where it does not hold, leave the line out") }))
            }
        }
    }

    fn deserialize_u64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let text = &self.token().text;
        match text.parse() {
            _ if self.stands_in() => visitor.visit_u64(0),
            Ok(number) => visitor.visit_u64(number),
            Err(_) => {
                let fault = Fault::new(format!("expected a whole number, found `{text}`"));
                self.at(Err(fault.help("write digits alone: 2")))
            }
        }
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let token = self.token();
        let result = match token.kind {
            _ if self.stands_in() => visitor.visit_borrowed_str(""),
            Kind::Scalar { .. } if !self.nothing() => visitor.visit_borrowed_str(&token.text),
            _ => Err(self.no_text()),
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
