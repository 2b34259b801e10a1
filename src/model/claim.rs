//! A claim resolved: what it says of which nodes, on whose word, from which passages.
//!
//! Invariant: every kind of fact is a [`Claim`] here, so that time, stance, voices and disputes are decided once for
//! all of them.
use crate::date::Date;
use crate::facts::{ClaimFields, Part, Place, Ref};
use crate::text::Span;
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use smallvec::SmallVec;
use std::ops::Deref;
use std::rc::Rc;

/// A claim of a model, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimId(pub u32);

/// Claims that something rests on: mostly so few that they need no memory of their own.
pub type Claims = SmallVec<[ClaimId; 4]>;

/// A source of a model, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// What a claim says.
#[derive(Clone, Debug)]
pub enum Says<'f> {
    /// A record has a status.
    Status {
        /// The record.
        of: NodeIndex,
        /// The status.
        word: &'f str,
    },
    /// Somebody takes part in an agreement or a date.
    Party {
        /// Who.
        who: NodeIndex,
        /// The agreement or date.
        of: NodeIndex,
        /// In what role.
        role: &'f str,
    },
    /// Somebody, or several jointly, hold something in another.
    Stake {
        /// Who.
        holders: Box<[NodeIndex]>,
        /// In what.
        of: NodeIndex,
        /// How.
        kind: &'f str,
        /// How much.
        share: Option<&'f str>,
    },
    /// FROM is WORD TO.
    Tie {
        /// Where it starts.
        from: NodeIndex,
        /// The relation.
        word: &'f str,
        /// Where it ends.
        to: NodeIndex,
        /// Whether no other FROM has this relation to this TO.
        complete: bool,
    },
    /// Something happened.
    Happened {
        /// The date.
        date: NodeIndex,
    },
    /// A record speaks of another: what it covers, where it was, what came of it.
    Link {
        /// The record.
        from: NodeIndex,
        /// The field that says so.
        field: &'static str,
        /// The other.
        to: NodeIndex,
    },
    /// One, or several jointly, have a property.
    Detail {
        /// Of what.
        of: Box<[NodeIndex]>,
        /// The property.
        what: &'f str,
        /// Its value.
        is: &'f str,
    },
}

impl Claim<'_> {
    /// Whether it says anything of its time; else that is the time of what it goes with, or of the report.
    pub fn is_dated(&self) -> bool {
        !self.when.is_empty() || self.spans() || self.seen.is_some()
    }

    /// Whether it says when it begins or ends.
    pub(super) fn spans(&self) -> bool {
        !self.since.is_empty() || !self.until.is_empty()
    }

    /// Whether it lasts: what such claims say does, and so does being party from a day or to a day, and a status that has
    /// an end.
    pub fn lasts(&self) -> bool {
        match self.says {
            Says::Party { .. } => self.when.is_empty() && self.is_dated(),
            Says::Status { .. } => self.until.iter().any(|until| until.date.is_some() && until.reject.is_none()),
            Says::Stake { .. } | Says::Tie { .. } | Says::Detail { .. } | Says::Happened { .. } | Says::Link { .. } => {
                self.says.lasts()
            }
        }
    }
}

impl Says<'_> {
    /// Whether what it says lasts; else it happens.
    pub fn lasts(&self) -> bool {
        match self {
            Says::Stake { .. } | Says::Tie { .. } | Says::Detail { .. } => true,
            Says::Status { .. } | Says::Party { .. } | Says::Happened { .. } | Says::Link { .. } => false,
        }
    }

    /// The record whose status it goes with: who is party to something only discussed is not party yet.
    pub fn goes_with(&self) -> Option<NodeIndex> {
        match self {
            Says::Party { of, .. } => Some(*of),
            Says::Link { from, .. } => Some(*from),
            Says::Status { .. }
            | Says::Stake { .. }
            | Says::Tie { .. }
            | Says::Happened { .. }
            | Says::Detail { .. } => None,
        }
    }

    /// The nodes it speaks of.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIndex> + Clone + '_ {
        let (several, one, other) = match self {
            Says::Status { of: one, .. } | Says::Happened { date: one } => (&[][..], Some(*one), None),
            Says::Party { who: one, of: other, .. }
            | Says::Tie { from: one, to: other, .. }
            | Says::Link { from: one, to: other, .. } => (&[][..], Some(*one), Some(*other)),
            Says::Stake { holders, of, .. } => (&**holders, Some(*of), None),
            Says::Detail { of, .. } => (&**of, None, None),
        };
        several.iter().copied().chain(one).chain(other)
    }

    /// Whether it speaks of a node.
    pub fn speaks_of(&self, node: NodeIndex) -> bool {
        self.nodes().any(|other| other == node)
    }
}

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Speaker<'f> {
    /// Somebody with a record.
    Known(NodeIndex),
    /// Somebody who is only described.
    Unnamed(&'f str),
}

/// A passage of a source, and what it narrows.
#[derive(Clone, Debug)]
pub struct Citation<'f> {
    /// The source.
    pub source: SourceId,
    /// What stands behind `#`.
    pub at: &'f str,
    /// The same, understood; none where it is no place.
    pub place: Option<Place>,
    /// What the passage repeats.
    pub via: Vec<SourceId>,
    /// Who says it there.
    pub said_by: Vec<Speaker<'f>>,
    /// How this source puts it.
    pub stance: Option<Stance>,
    /// When, as far as this source says.
    pub when: Option<Date>,
    /// The value, as far as this source says.
    pub value: Option<&'f str>,
    /// The speaker's own words.
    pub quote: Option<&'f str>,
    /// Whether it is the source's own opinion: then the source is its origin, whatever else it repeats.
    pub own: bool,
}

/// The citations of a claim that count: mostly so few that they need no memory of their own.
#[derive(Clone, Debug)]
pub enum Cites<'m, 'f> {
    /// A single one.
    One(&'m Citation<'f>),
    /// Two.
    Two([&'m Citation<'f>; 2]),
    /// None, or more.
    Several(Vec<&'m Citation<'f>>),
}

impl<'m, 'f> Cites<'m, 'f> {
    /// All of them.
    pub(super) fn all(cites: &'m [Citation<'f>]) -> Self {
        match cites {
            [one] => Cites::One(one),
            [one, other] => Cites::Two([one, other]),
            all => Cites::Several(all.iter().collect()),
        }
    }
}

impl<'m, 'f> Deref for Cites<'m, 'f> {
    type Target = [&'m Citation<'f>];

    fn deref(&self) -> &[&'m Citation<'f>] {
        match self {
            Cites::One(cite) => std::slice::from_ref(cite),
            Cites::Two(cites) => cites,
            Cites::Several(cites) => cites,
        }
    }
}

impl<'m, 'f> FromIterator<&'m Citation<'f>> for Cites<'m, 'f> {
    fn from_iter<I: IntoIterator<Item = &'m Citation<'f>>>(cites: I) -> Self {
        let mut cites = cites.into_iter();
        match (cites.next(), cites.next(), cites.next()) {
            (Some(only), None, _) => Cites::One(only),
            (Some(first), Some(second), None) => Cites::Two([first, second]),
            (first, second, third) => {
                Cites::Several([first, second, third].into_iter().flatten().chain(cites).collect())
            }
        }
    }
}

impl Citation<'_> {
    /// A source as a whole.
    pub(super) fn whole(source: SourceId) -> Self {
        let (via, said_by) = (vec![], vec![]);
        Self {
            source,
            at: "",
            place: None,
            via,
            said_by,
            stance: None,
            when: None,
            value: None,
            quote: None,
            own: false,
        }
    }
}

/// A citation, and who speaks in it: a speaker of the claim speaks in each of its citations that names no other.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'f> {
    pub(super) cite: &'f Citation<'f>,
    /// Who says it there.
    pub said_by: &'f [Speaker<'f>],
    /// The claim that has the dates of what it is cited for.
    pub(super) dating: Option<&'f Claim<'f>>,
    /// Whether it is cited for an end alone, and does not say the rest.
    pub only_ends: bool,
}

impl<'f> Passage<'f> {
    /// A citation of a claim that these say.
    pub fn of(cite: &'f Citation<'f>, said_by: &'f [Speaker<'f>]) -> Self {
        Self {
            cite,
            said_by: if cite.said_by.is_empty() { said_by } else { &cite.said_by },
            dating: None,
            only_ends: false,
        }
    }

    /// The same of a claim whose dates stand in this one.
    pub fn dated_in(self, dating: &'f Claim<'f>) -> Self {
        Self { dating: Some(dating), ..self }
    }

    /// Whether a citation is of the same passage: mostly it is one that two claims share.
    pub fn is_at(&self, cite: &Citation) -> bool {
        std::ptr::eq(self.cite, cite) || self.source == cite.source && self.at == cite.at
    }
}

impl<'f> Deref for Passage<'f> {
    type Target = Citation<'f>;

    fn deref(&self) -> &Citation<'f> {
        self.cite
    }
}

/// One value of a date field, with what speaks for or against it.
#[derive(Clone, Debug)]
pub struct Dated<'f> {
    /// The date; none is `..`, without end.
    pub date: Option<Date>,
    /// As written.
    pub text: &'f str,
    /// Its own citations.
    pub cites: Vec<Citation<'f>>,
    /// Why it is to be believed.
    pub prefer: Option<&'f str>,
    /// Why it is not.
    pub reject: Option<&'f str>,
}

/// A claim of a model.
#[derive(Clone, Debug)]
pub struct Claim<'f> {
    /// The record it stands in.
    pub of: Ref,
    /// Which part of the record it is.
    pub part: Part,
    /// The word of the file to point at.
    pub at: Span,
    /// Its own id, where it has one.
    pub id: Option<&'f str>,
    /// What it says.
    pub says: Says<'f>,
    /// How it is put.
    pub stance: Stance,
    /// Who says it.
    pub said_by: Vec<Speaker<'f>>,
    /// The values of `when`.
    pub when: Vec<Dated<'f>>,
    /// The values of `since`.
    pub since: Vec<Dated<'f>>,
    /// The values of `until`.
    pub until: Vec<Dated<'f>>,
    /// The last day it was seen to hold.
    pub seen: Option<Date>,
    /// Where it is said; what the parts of a record take from it is shared among them.
    pub cites: Rc<[Citation<'f>]>,
    /// Why it is to be believed where sources differ.
    pub prefer: Option<&'f str>,
    /// Why it is not.
    pub reject: Option<&'f str>,
    /// The id of the claim it speaks against.
    pub against: Option<&'f str>,
    /// The post or capacity, in words.
    pub post: Option<&'f str>,
    /// Anything else.
    pub note: Option<&'f str>,
    /// As it is written.
    pub fields: &'f ClaimFields,
}
