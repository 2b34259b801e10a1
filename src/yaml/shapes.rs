//! The shapes a field may have, as newtypes the decoder knows by reserved names.
//!
//! Invariant: each shape says at the reading what a form of the language allows (one or a list, short or long, raw
//! dates); no field needs serde's untagged, flatten or alias, which lose the place of a value.
use crate::text::{Span, Text};
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

pub(super) const TEXT: &str = "\0text";
pub(super) const RAW: &str = "\0raw";
pub(super) const MANY: &str = "\0many";
pub(super) const SHORT: &str = "\0short";
pub(super) const DATES: &str = "\0dates";

/// A span as the decoder hands it over: first byte and end in one number.
pub(super) fn pack(text: Text) -> u64 {
    if text.is_stand_in() { 0 } else { u64::from(text.0.lo()) << 32 | u64::from(text.0.hi()) }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_u64<E>(self, packed: u64) -> Result<Text, E> {
        if packed == 0 {
            return Ok(Text::STAND_IN);
        }
        Ok(Text(Span::new((packed >> 32) as u32, packed as u32)))
    }
}

impl<'d> Deserialize<'d> for Text {
    fn deserialize<D: Deserializer<'d>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_newtype_struct(TEXT, TextVisitor)
    }
}

/// A value kept as it is written, whatever YAML makes of it: `[..2025-07-01]` is a date here, not a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raw(pub Text);

impl<'d> Deserialize<'d> for Raw {
    fn deserialize<D: Deserializer<'d>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_newtype_struct(RAW, TextVisitor).map(Raw)
    }
}

/// One, or a list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Many<T>(pub Box<[T]>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Box::new([]))
    }
}

impl<T> std::ops::Deref for Many<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a Many<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'d, T: Deserialize<'d>> Visitor<'d> for ListVisitor<T> {
    type Value = Box<[T]>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("one or a list")
    }

    fn visit_seq<A: SeqAccess<'d>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let Some(first) = items.next_element()? else { return Ok(Box::new([])) };
        let Some(second) = items.next_element()? else { return Ok(Box::new([first])) };
        let mut all = vec![first, second];
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(all.into_boxed_slice())
    }
}

impl<'d, T: Deserialize<'d>> Deserialize<'d> for Many<T> {
    fn deserialize<D: Deserializer<'d>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_newtype_struct(MANY, ListVisitor(PhantomData)).map(Many)
    }
}

/// A struct that may be written as its first field alone: `neo#9.1` for `{at: neo#9.1}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Short<T>(pub T);

impl<T> std::ops::Deref for Short<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'d, T: Deserialize<'d>> Deserialize<'d> for Short<T> {
    fn deserialize<D: Deserializer<'d>>(d: D) -> Result<Self, D::Error> {
        struct Inner<T>(PhantomData<T>);
        impl<'d, T: Deserialize<'d>> Visitor<'d> for Inner<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("text or pairs")
            }

            fn visit_newtype_struct<D: Deserializer<'d>>(self, d: D) -> Result<T, D::Error> {
                T::deserialize(d)
            }
        }
        d.deserialize_newtype_struct(SHORT, Inner(PhantomData)).map(Short)
    }
}

/// A date field: one raw date, or a list of cited values `[{is: …, cite: …}, …]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dates<T>(pub Box<[T]>);

impl<T> Default for Dates<T> {
    fn default() -> Self {
        Self(Box::new([]))
    }
}

impl<T> std::ops::Deref for Dates<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'d, T: Deserialize<'d>> Deserialize<'d> for Dates<T> {
    fn deserialize<D: Deserializer<'d>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_newtype_struct(DATES, ListVisitor(PhantomData)).map(Dates)
    }
}

/// Pairs with free keys, in the order written.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries<T>(pub Vec<(Text, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(vec![])
    }
}

impl<'d, T: Deserialize<'d>> Deserialize<'d> for Entries<T> {
    fn deserialize<D: Deserializer<'d>>(d: D) -> Result<Self, D::Error> {
        struct Pairs<T>(PhantomData<T>);
        impl<'d, T: Deserialize<'d>> Visitor<'d> for Pairs<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("pairs")
            }

            fn visit_map<A: de::MapAccess<'d>>(self, mut pairs: A) -> Result<Entries<T>, A::Error> {
                let mut all = vec![];
                while let Some(pair) = pairs.next_entry()? {
                    all.push(pair);
                }
                Ok(Entries(all))
            }
        }
        d.deserialize_map(Pairs(PhantomData))
    }
}
