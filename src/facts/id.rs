//! Ids: what they are the ids of, and the fields that hold them.
//!
//! Invariant: an id that is written somewhere is looked up once, when all files are read; checks and the model ask the
//! field, not the table.
use super::cite::At;
use super::list::{List, Lists, Ref};
use super::record::{Rare, Tail};
use crate::text::{Files, Span, Text, cut};
use crate::vocab::{Shape, Shaped};
use crate::yaml::{Dates, Many, Node, Raw, Short, Write};
use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::cell::Cell;
use std::hash::Hasher;
use std::num::NonZeroU32;
use std::ops::{Deref, Index};

/// The ids of the records of a set.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Each id with its record: comparing ids needs no look into the lists.
    table: HashTable<(Text, Ref)>,
    /// The records that use an id another has already, each behind the first.
    pub doubled: Vec<(Ref, Ref)>,
}

impl Ids {
    /// Hashes the ids of all records.
    pub fn of(lists: &Lists, files: &Files) -> Self {
        let mut ids = Self::default();
        let named = [List::Sources, List::Stakeholders, List::Assets, List::Agreements, List::Dates];
        ids.table.reserve(named.map(|list| lists.len(list)).iter().sum(), |_| 0);
        for list in List::ALL {
            for index in 0..lists.len(*list) as u32 {
                let this = Ref { list: *list, index };
                let Some(id) = lists.id(this) else { continue };
                let word = &files[id];
                match ids.table.find(hash(word), |(other, _)| files[*other] == *word) {
                    Some((_, first)) => ids.doubled.push((*first, this)),
                    None => {
                        ids.table.insert_unique(hash(word), (id, this), |(other, _)| hash(&files[*other]));
                    }
                }
            }
        }
        ids
    }

    /// The record with this id.
    pub fn find(&self, id: &str, files: &Files) -> Option<Ref> {
        self.table.find(hash(id), |(other, _)| files[*other] == *id).map(|(_, of)| *of)
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish()
}

/// The record an id stands for, in four bytes; none where no id is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Link(Option<NonZeroU32>);

impl Link {
    /// How many of the bits are the number in a list: a record has at least eight bytes, and files 2 GB.
    const BITS: u32 = 28;
    /// The link of an id that no record has.
    const NOWHERE: Self = Self(Some(NonZeroU32::MAX));

    fn to(of: Ref) -> Self {
        Self(NonZeroU32::new((of.list as u32) << Self::BITS | (of.index + 1)))
    }

    fn of(self) -> Option<Ref> {
        let packed = self.0.filter(|_| self != Self::NOWHERE)?.get();
        let list = List::ALL[(packed >> Self::BITS) as usize];
        Some(Ref { list, index: (packed & ((1 << Self::BITS) - 1)) - 1 })
    }
}

/// Where ids are looked up.
pub struct LookUp<'a> {
    pub(super) ids: &'a Ids,
    pub(super) files: &'a Files,
    pub(super) named: Named,
}

/// The records that an id stands for somewhere, list by list.
#[derive(Debug, Default)]
pub(super) struct Named(Vec<Vec<Cell<bool>>>);

impl Named {
    pub fn none_of(lists: &Lists) -> Self {
        Self(List::ALL.iter().map(|list| vec![Cell::new(false); lists.len(*list)]).collect())
    }

    /// Whether each record of each list is named.
    pub fn into_lists(self) -> Vec<Vec<bool>> {
        self.0.into_iter().map(|all| all.into_iter().map(Cell::into_inner).collect()).collect()
    }
}

impl LookUp<'_> {
    fn link(&self, id: &str) -> Link {
        let Some(of) = self.ids.find(id, self.files) else { return Link::NOWHERE };
        self.named.0[of.list as usize][of.index as usize].set(true);
        Link::to(of)
    }
}

/// A value that may hold ids.
pub trait Links {
    /// Looks the ids up.
    fn link(&mut self, _: &LookUp) {}

    /// Hands out each id and where it is written.
    fn ids<'f>(&self, _: &'f Files, _: EachId<'_, 'f>) {}
}

/// What takes in ids and where each is written; the span of one that is written with escapes is that of its whole value.
pub type EachId<'a, 'f> = &'a mut dyn FnMut(&'f str, Span);

impl Links for Text {}
impl Links for Raw {}
impl Links for bool {}

impl<T: Links> Links for Option<T> {
    fn link(&mut self, at: &LookUp) {
        self.iter_mut().for_each(|value| value.link(at));
    }

    fn ids<'f>(&self, files: &'f Files, each: EachId<'_, 'f>) {
        self.iter().for_each(|value| value.ids(files, each));
    }
}

impl<T: Links> Links for Many<T> {
    fn link(&mut self, at: &LookUp) {
        self.0.iter_mut().for_each(|value| value.link(at));
    }

    fn ids<'f>(&self, files: &'f Files, each: EachId<'_, 'f>) {
        self.0.iter().for_each(|value| value.ids(files, each));
    }
}

impl<T: Links> Links for Dates<T> {
    fn link(&mut self, at: &LookUp) {
        self.0.iter_mut().for_each(|value| value.link(at));
    }

    fn ids<'f>(&self, files: &'f Files, each: EachId<'_, 'f>) {
        self.0.iter().for_each(|value| value.ids(files, each));
    }
}

impl<T: Links> Links for Short<T> {
    fn link(&mut self, at: &LookUp) {
        self.0.link(at);
    }

    fn ids<'f>(&self, files: &'f Files, each: EachId<'_, 'f>) {
        self.0.ids(files, each);
    }
}

impl<T: Links + Rare> Links for Tail<T> {
    fn link(&mut self, at: &LookUp) {
        self.rare().into_iter().for_each(|fields| fields.link(at));
    }

    fn ids<'f>(&self, files: &'f Files, each: EachId<'_, 'f>) {
        (**self).ids(files, each);
    }
}

/// Defines a text with the records it names.
macro_rules! linked {
    ($(#[doc = $about:literal])+ $Type:ident { $($link:ident),+ }) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $Type {
            text: Text,
            $($link: Link,)+
        }

        impl From<Text> for $Type {
            /// Not looked up yet.
            fn from(text: Text) -> Self {
                Self { text, $($link: Link::default()),+ }
            }
        }

        impl From<$Type> for Text {
            fn from(id: $Type) -> Self {
                id.text
            }
        }

        impl Deref for $Type {
            type Target = Text;

            fn deref(&self) -> &Text {
                &self.text
            }
        }

        impl Index<$Type> for Files {
            type Output = str;

            fn index(&self, id: $Type) -> &str {
                &self[id.text]
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                Text::deserialize(d).map(Self::from)
            }
        }

        impl Write for $Type {
            fn node<'f>(&self, files: &'f Files) -> Node<'f> {
                self.text.node(files)
            }
        }

        impl Shaped for $Type {
            const SHAPE: Shape = Text::SHAPE;
        }
    };
}

linked! {
    /// The id of a record.
    Id { of }
}

linked! {
    /// The id of who takes part, alone or as `ID as ROLE`.
    IdAs { of }
}

linked! {
    /// A citation as it is written: `source#place via source`.
    Cited { source, via }
}

impl Id {
    /// The record it is the id of, where there is one.
    pub fn of(self) -> Option<Ref> {
        self.of.of()
    }
}

impl Links for Id {
    fn link(&mut self, at: &LookUp) {
        self.of = at.link(&at.files[self.text]);
    }

    fn ids<'f>(&self, files: &'f Files, each: EachId<'_, 'f>) {
        if !self.is_stand_in() {
            each(&files[self.text], self.text.0);
        }
    }
}

impl IdAs {
    /// The record it is the id of, where there is one.
    pub fn of(self) -> Option<Ref> {
        self.of.of()
    }

    /// The id, without a role behind it.
    pub fn id(self, files: &Files) -> Id {
        let says = &files[self.text];
        let length = cut(says, " as ").map_or(says.len(), |(id, _)| id.trim_end().len());
        Id { text: part(self.text, 0, length, files), of: self.of }
    }

    /// The role behind it.
    pub fn role(self, files: &Files) -> Option<Text> {
        let says = &files[self.text];
        let (_, role) = cut(says, " as ")?;
        Some(part(self.text, says.len() - role.trim_start().len(), role.trim().len(), files))
    }
}

impl Links for IdAs {
    fn link(&mut self, at: &LookUp) {
        self.of = at.link(&at.files[self.id(at.files)]);
    }

    fn ids<'f>(&self, files: &'f Files, each: EachId<'_, 'f>) {
        self.id(files).ids(files, each);
    }
}

/// A part of a text as a text of its own; the whole where what it says is not what is written.
fn part(text: Text, start: usize, length: usize, files: &Files) -> Text {
    if length == files[text].len() || text.is_stand_in() {
        return text;
    }
    match files.lead(text) {
        Some(quote) => Text(text.0.part(quote + start, length)),
        None => text,
    }
}

impl Cited {
    /// The record its first word is the id of, where there is one: a source, if all is well.
    pub fn source(self) -> Option<Ref> {
        self.source.of()
    }

    /// The record that stands behind `via`.
    pub fn via(self) -> Option<Ref> {
        self.via.of()
    }

    /// Whether all it names are sources.
    pub fn is_sourced(self) -> bool {
        let is_source = |of: Option<Ref>| of.is_some_and(|of| of.list == List::Sources);
        is_source(self.source()) && (self.via == Link::default() || is_source(self.via()))
    }

    /// Its parts.
    pub fn read(self, files: &Files) -> At<'_> {
        At::read(self.text, files)
    }
}

impl Links for Cited {
    fn link(&mut self, at: &LookUp) {
        let parts = self.read(at.files);
        self.source = at.link(parts.source);
        self.via = parts.via.map_or(Link::default(), |(id, _)| at.link(id));
    }

    fn ids<'f>(&self, files: &'f Files, each: EachId<'_, 'f>) {
        if !self.is_stand_in() {
            let parts = self.read(files);
            [Some((parts.source, parts.source_span)), parts.via]
                .into_iter()
                .flatten()
                .for_each(|(id, at)| each(id, at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_keeps_the_record() {
        for list in List::ALL {
            for index in [0, 1, (1 << Link::BITS) - 2] {
                let of = Ref { list: *list, index };
                assert_eq!(Link::to(of).of(), Some(of));
            }
        }
        assert_eq!((Link::default().of(), Link::NOWHERE.of()), (None, None));
    }
}
