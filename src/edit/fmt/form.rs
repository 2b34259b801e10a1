//! What a value is by the field it stands in: whether its parts can be laid out, and in which order.
//!
//! Invariant: fields are known from the structs of `facts` only; a date is never taken apart.
use super::source::Source;
use crate::vocab::{Record, Shape};
use crate::yaml::Kind;

/// How a value is laid out.
pub(super) enum Form {
    /// As it is written.
    Whole,
    /// A list of such values.
    Items(Shape),
    /// A record.
    Fields(&'static Record),
    /// Pairs with free keys.
    Entries(Shape),
}

/// How the value at this place is laid out where one of this shape belongs.
pub(super) fn form(source: &Source, index: usize, shape: Shape) -> Form {
    let token = &source.tokens[index];
    let first = source.tokens.get(index + 1).filter(|_| index + 1 < token.next);
    match (shape, token.kind) {
        (_, Kind::Scalar { .. }) => Form::Whole,
        (Shape::Many(one), Kind::List { .. }) => Form::Items(*one),
        (Shape::Many(one), Kind::Pairs { .. }) => form(source, index, *one),
        (Shape::Short(record) | Shape::Record(record), Kind::Pairs { .. }) => Form::Fields(record),
        (Shape::Entries(one), Kind::Pairs { .. }) => Form::Entries(*one),
        (Shape::Dates(_), Kind::List { .. }) if first.is_some_and(|t| matches!(t.kind, Kind::Pairs { .. })) => {
            Form::Items(shape)
        }
        (Shape::Dates(record), Kind::Pairs { .. })
            if first.is_some_and(|t| source.text[t.lo..].starts_with(|c: char| c.is_ascii_alphabetic())) =>
        {
            Form::Fields(record)
        }
        _ => Form::Whole,
    }
}

/// A key without its quotation marks.
pub(super) fn bare(key: &str) -> &str {
    let inner = |sign| key.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign));
    inner('"').or_else(|| inner('\'')).unwrap_or(key)
}
