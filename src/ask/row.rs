//! Rows of an answer under their headings.
//!
//! Invariant: a row is put into words when it is first read, and says then what it would have said at once.
use super::{Cell, Evidence};
use std::cell::LazyCell;
use std::ops::{Deref, DerefMut};

/// A heading over rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// As people read it; empty for rows that stand first, under none.
    pub title: String,
    /// A word at its right.
    pub note: String,
}

impl Section {
    /// A heading.
    pub fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), note: String::new() }
    }
}

/// What a row says, and what that rests on.
#[derive(Clone, Debug)]
pub struct Told<'f> {
    /// A value for each column.
    pub cells: Vec<Cell<'f>>,
    /// What it rests on.
    pub evidence: Evidence<'f>,
}

/// What puts a row into words.
type Tell<'f> = Box<dyn FnOnce() -> Box<Told<'f>> + 'f>;

/// A row of an answer. It is put into words when it is first read: an answer may have more rows than anybody reads.
#[derive(Debug)]
pub struct Row<'f> {
    /// The heading it stands under.
    pub section: Section,
    /// Whether it counts as an answer to `includes` and `excludes`; the others only explain.
    pub counts: bool,
    pub(super) told: LazyCell<Box<Told<'f>>, Tell<'f>>,
}

impl<'f> Row<'f> {
    /// A row that counts.
    pub fn new(section: Section, cells: Vec<Cell<'f>>, evidence: Evidence<'f>) -> Self {
        Self::later(section, move || Told { cells, evidence })
    }

    /// The same, put into words when it is read.
    pub fn later(section: Section, tell: impl FnOnce() -> Told<'f> + 'f) -> Self {
        let tell: Tell = Box::new(|| Box::new(tell()));
        Self { section, counts: true, told: LazyCell::new(tell) }
    }
}

impl<'f> Deref for Row<'f> {
    type Target = Told<'f>;

    fn deref(&self) -> &Told<'f> {
        &self.told
    }
}

impl DerefMut for Row<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.told
    }
}

impl Clone for Row<'_> {
    fn clone(&self) -> Self {
        let Told { cells, evidence } = (**self).clone();
        Self { counts: self.counts, ..Self::new(self.section.clone(), cells, evidence) }
    }
}
