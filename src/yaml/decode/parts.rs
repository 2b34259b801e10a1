//! What a value is made of, handed to serde one by one: the items of a list, the pairs of a struct.
//!
//! Invariant: serde sees each field at most once, and only fields that the struct has.
use super::fault::{Fault, Place};
use super::value::{At, Form};
use rustc_hash::FxHashMap;
use serde::de::value::{BorrowedStrDeserializer, U64Deserializer};
use serde::de::{self, DeserializeSeed};

/// How many fields a struct may have.
pub(super) const MOST_FIELDS: usize = 32;

/// The items of a list, or one value as the only item.
pub(super) struct Items<'c, 't, 's> {
    pub(super) of: At<'c, 't, 's>,
    pub(super) next: u32,
    pub(super) end: u32,
    pub(super) form: Form,
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
pub(super) struct First<'c, 't, 's> {
    pub(super) of: At<'c, 't, 's>,
    pub(super) field: Option<&'static str>,
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
pub(super) struct StandIns<'c, 't, 's> {
    pub(super) of: At<'c, 't, 's>,
    pub(super) fields: &'static [&'static str],
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
pub(super) enum Seen<'t> {
    /// Any key goes.
    Free(FxHashMap<&'t str, u32>),
    /// Only fields of a struct go; `at` holds the index after the key's, 0 for a field not met.
    Fields { owner: &'static str, fields: &'static [&'static str], at: [u32; MOST_FIELDS] },
}

/// The key that stands for a field that is missing.
const MISSING: u32 = u32::MAX;

/// `key: value` pairs.
pub(super) struct Pairs<'c, 't, 's> {
    pub(super) of: At<'c, 't, 's>,
    pub(super) next: u32,
    pub(super) end: u32,
    pub(super) value: u32,
    pub(super) seen: Seen<'t>,
    pub(super) missing: usize,
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
                Seen::Free(keys) => match keys.get(&*key.text).copied() {
                    Some(first) => self.doubled(key, first),
                    None => {
                        keys.insert(&key.text, index);
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
