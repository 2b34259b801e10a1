//! What stops serde: a fault, where it is, and what to say of it.
//!
//! Invariant: the place of a fault is set once, by the innermost value it is in.
use crate::diag::words::a;
use crate::diag::{Diagnostic, near};
use crate::text::Span;
use crate::yaml::name;
use crate::yaml::tape::{Kind, Tape, Token};
use serde::de;

/// Where a fault is: a value, or a field that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Token(u32),
    Missing(u32, &'static str),
}

/// What serde stops with; the place is added on the way out.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) place: Option<Place>,
    pub(super) missing: Option<&'static str>,
    pub(super) owner: &'static str,
    pub(super) message: String,
    pub(super) meant: Option<&'static str>,
    pub(super) help: Option<String>,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { place: None, missing: None, owner: "", message: message.into(), meant: None, help: None }
    }

    /// The same with what to do.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub(super) fn diagnostic(self, tape: &Tape, place: Place) -> Diagnostic {
        match place {
            Place::Token(n) => {
                let span = tape.tokens[n as usize].span;
                match key_of_blank(tape, n) {
                    Some(key) => {
                        let message = format!("`{}` is left blank", key.text);
                        Diagnostic::error(name::WRONG_SHAPE, key.span, message).help("write a value behind it")
                    }
                    None if tape.is_nothing(n) && span.lo() < span.hi() => {
                        let message = "no value stands here: YAML takes this word for nothing";
                        Diagnostic::error(name::WRONG_SHAPE, span, message)
                            .help("write the value; where the word itself is meant, put it in quotation marks")
                    }
                    None => {
                        let slip = Diagnostic::error(name::WRONG_SHAPE, span, self.message);
                        match (self.meant, self.help) {
                            (Some(word), _) => slip.did_you_mean(span, Some(near::Near::meant(word))),
                            (None, Some(help)) => slip.help(help),
                            (None, None) => slip,
                        }
                    }
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
    let first = (token.next > index + 1).then(|| tape.tokens[index as usize + 1].span);
    match (token.kind, first) {
        // A pair in `[ ]` has no bracket of its own.
        (Kind::Pairs { flow: true }, Some(first)) if first.lo() == token.span.lo() => first,
        (Kind::Pairs { flow: true } | Kind::List { flow: true }, _) => token.span.part(0, 1),
        (_, Some(first)) => first,
        (_, None) => token.span,
    }
}
