//! The lists of a fact file: their names, their records, where each is written.
//!
//! Invariant: a list is named once, in [`lists!`]; that its records are read, counted and found follows from there.
use super::batch::part;
use super::id::{EachId, Links, LookUp};
use super::{Agreement, Asset, Date, Detail, Question, Record, Source, Stake, Stakeholder, Tie};
use crate::text::{Files, Span, Text};
use crate::vocab::{Root, Shape};
use crate::yaml::{self, Found, Write};
use std::ops::Deref;

/// A record and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// From its first to its last byte.
    pub at: Span,
    /// Whether parts of it could not be read, and stand-ins are in their place.
    pub broken: bool,
    pub(super) record: T,
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

/// A record of a set, by list and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ref {
    /// The list.
    pub list: List,
    /// Its number in the list.
    pub index: u32,
}

/// Defines the lists of a fact file, once: their names, their fields in the set, their readers.
macro_rules! lists {
    ($($(#[doc = $about:literal])+ $List:ident $name:literal $field:ident: $Type:ty,)*) => {
        /// The lists a fact file can hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum List { $($(#[doc = $about])+ $List),* }

        impl List {
            /// All of them, in the order people read them.
            pub const ALL: &'static [List] = &[$(List::$List),*];

            /// The word at the left margin of a file.
            pub fn word(self) -> &'static str {
                match self { $(List::$List => $name),* }
            }

            /// How its records are written.
            pub fn shape(self) -> Shape {
                match self { $(List::$List => Shape::Record(&<$Type>::RECORD)),* }
            }

            /// What its records are.
            pub fn record(self) -> Record {
                match self { $(List::$List => <$Type>::RECORD),* }
            }
        }

        /// The records of the files, list by list.
        #[derive(Debug, Default)]
        pub struct Lists { $($(#[doc = $about])+ pub $field: Vec<Placed<$Type>>),* }

        /// Some of the records of each list.
        #[derive(Clone, Copy)]
        pub struct Slices<'f> { $($(#[doc = $about])+ pub $field: &'f [Placed<$Type>]),* }

        impl Lists {
            /// One of so many equal parts of each list.
            pub(super) fn part(&self, n: usize, of: usize) -> Slices<'_> {
                Slices { $($field: &self.$field[part(self.$field.len(), (n, of))]),* }
            }

            /// Takes in a record of a list.
            pub(super) fn read(&mut self, list: List, tape: &yaml::Tape, found: &mut Found) {
                let at = tape.tokens[0].span;
                match list {
                    $(List::$List => if let (Some(record), broken) = yaml::record::<$Type>(tape, found) {
                        self.$field.push(Placed { at, broken, record });
                    },)*
                }
            }

            /// Forgets the records that are written within a place.
            pub(super) fn leave_out(&mut self, place: Span) {
                $(self.$field.retain(|placed| !place.contains(placed.at));)*
            }

            /// Puts the records of another file behind these.
            pub(super) fn append(&mut self, mut other: Self) {
                $(match self.$field.is_empty() {
                    true => self.$field = other.$field,
                    false => self.$field.append(&mut other.$field),
                })*
            }

            /// Looks up the ids that records hold.
            pub(super) fn link(&mut self, at: &LookUp) {
                $(self.$field.iter_mut().for_each(|placed| placed.record.link(at));)*
            }

            /// Hands out each id that a record names, and where it is written; not those that records have themselves.
            pub(super) fn ids<'f>(&self, files: &'f Files, each: EachId<'_, 'f>) {
                $(self.$field.iter().for_each(|placed| placed.record.ids(files, each));)*
            }

            /// How many records a list has.
            pub fn len(&self, list: List) -> usize {
                match list { $(List::$List => self.$field.len()),* }
            }

            /// Whether parts of a record could not be read.
            pub(super) fn broken(&self, of: Ref) -> bool {
                match of.list { $(List::$List => self.$field[of.index as usize].broken),* }
            }

            /// Where a record is written.
            pub fn at(&self, of: Ref) -> Span {
                match of.list { $(List::$List => self.$field[of.index as usize].at),* }
            }

            /// A record as it is to be written.
            pub fn node<'f>(&self, of: Ref, files: &'f Files) -> yaml::Node<'f> {
                match of.list { $(List::$List => self.$field[of.index as usize].record.node(files)),* }
            }
        }
    };
}

lists! {
    /// Who published it
    Sources "sources" sources: Source,
    /// Who
    Stakeholders "stakeholders" stakeholders: Stakeholder,
    /// What
    Assets "assets" assets: Asset,
    /// What was agreed
    Agreements "agreements" agreements: Agreement,
    /// Who holds what
    Stakes "stakes" stakes: Stake,
    /// Every other link
    Ties "ties" ties: Tie,
    /// What happened
    Dates "dates" dates: Date,
    /// Properties and remarks
    Details "details" details: Detail,
    /// Assertions about answers
    Questions "questions" questions: Question,
}

impl List {
    /// The list with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|l| l.word() == word)
    }

    /// The root of the kinds its records have.
    pub fn root(self) -> Option<Root> {
        match self {
            List::Sources => Some(Root::Source),
            List::Stakeholders => Some(Root::Stakeholder),
            List::Assets => Some(Root::Asset),
            List::Agreements => Some(Root::Agreement),
            List::Stakes => Some(Root::Stake),
            List::Dates => Some(Root::Date),
            List::Ties | List::Details | List::Questions => None,
        }
    }
}

impl Lists {
    /// The id of a record, where it has one.
    pub(crate) fn id(&self, of: Ref) -> Option<Text> {
        let n = of.index as usize;
        let id = match of.list {
            List::Sources => Some(self.sources[n].id),
            List::Stakeholders => Some(self.stakeholders[n].id),
            List::Assets => Some(self.assets[n].id),
            List::Agreements => Some(self.agreements[n].id),
            List::Dates => Some(self.dates[n].id),
            List::Stakes => self.stakes[n].id,
            List::Ties => self.ties[n].id,
            List::Details => self.details[n].id,
            List::Questions => None,
        };
        id.filter(|id| !id.is_stand_in())
    }
}
