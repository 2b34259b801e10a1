//! What a question looks through.
//!
//! Invariant: a lens only leaves claims out or narrows them; it adds nothing to what is said.
use super::SourceId;
use crate::date::{Day, Days};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;

/// What a question looks through: the flags every question has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lens {
    /// Only what holds on this day, or on some day of this month or year.
    pub as_of: Option<Days>,
    /// Only what was published by this day.
    pub known_by: Option<Day>,
    /// Only what holds for certain.
    pub certain: bool,
    /// Only what this source says, rejected claims included.
    pub source: Option<SourceId>,
    /// Only claims put this way.
    pub stance: Option<Stance>,
    /// Only what this one says.
    pub said_by: Option<NodeIndex>,
}

impl Lens {
    /// The days that are asked about: all, where no time is asked about.
    pub fn days(&self) -> Days {
        self.as_of.unwrap_or((Day::PAST, Day::FUTURE))
    }

    /// Whether it asks for no source, speaker or time: a claim itself then says whether it counts, and how it is put.
    pub fn is_clear(&self) -> bool {
        let Self { as_of, known_by, certain: _, source, stance: _, said_by } = self;
        as_of.is_none() && known_by.is_none() && source.is_none() && said_by.is_none()
    }
}
