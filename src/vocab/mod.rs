//! The words facts are written in: kinds, relations, ladders of statuses, roles, properties, looks. All are data.
//!
//! The built-in words are in `default.yaml`; a fact folder adds to them or changes them. Invariant: no Rust file
//! names a kind, a relation, a status, a property, a group or a colour; code asks a word what it does.
mod shape;
mod texts;
mod graphviz;
mod fixed;
mod indexed;
mod lines;
pub mod meaning;
mod order;
mod read;
mod section;
mod slips;

pub use fixed::{Partnership, Phase, RolePartnership, Root, Stance, Type};
pub use indexed::Words;
use lines::KindLine;
pub use lines::Written;
pub use order::clashes;
pub use section::Section;
pub(crate) use shape::field;
pub use shape::{Field, Holds, Record, Recorded, Shape, Shaped};
pub use slips::{UNKNOWN, is_language, slips};

use crate::diag::near::Synonyms;
use crate::diag::words::plural;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How many steps a kind may be below its root, so that a look up its line stays a short one.
pub const MOST_ABOVE: usize = 64;

/// The words that come with the program.
pub const DEFAULT: &str = include_str!("default.yaml");

/// A kind of thing.
#[derive(Clone, Debug, Default)]
pub struct Kind {
    /// How a person reads it.
    pub label: String,
    /// Several of them, as a heading; empty where the label makes it.
    pub all: String,
    /// The kind it is one of; none for a root.
    pub parent: Option<String>,
    /// A word of `looks`.
    pub look: String,
    /// Fill, as `#rrggbb`.
    pub colour: String,
    /// Whether it makes partners.
    pub partnership: Partnership,
    /// How few parties such an agreement has.
    pub min_parties: u64,
    /// Whether such an agreement binds.
    pub binding: bool,
    /// Whether such a stakeholder is a place too.
    pub place: bool,
    /// The properties a reader looks for in it, told as not stated where nobody gives them.
    pub expects: Vec<String>,
    /// The kinds such a stake can be in; empty for all.
    pub within: Vec<String>,
    /// Whether such a stake has a share.
    pub share: bool,
    /// The verb of a sentence with it: `holds a stake in`.
    pub says: String,
    /// The verb of its denial.
    pub says_not: String,
    /// Schema of FollowTheMoney.
    pub ftm: String,
    /// Code of CAMEO.
    pub cameo: String,
    /// What a person reads about it in `ties explain`.
    pub about: String,
    /// Where it is defined; none for a built-in word.
    pub span: Option<Span>,
}

/// A relation between two, read "FROM is WORD TO".
#[derive(Clone, Debug, Default)]
pub struct Relation {
    /// How a person reads it.
    pub label: String,
    /// The other direction in words.
    pub inverse: String,
    /// Those who have it, as a heading: `members`.
    pub all: String,
    /// The kinds it starts at; `any` for all.
    pub from: Vec<String>,
    /// The kinds it ends at.
    pub to: Vec<String>,
    /// Whether both directions are one claim.
    pub symmetric: bool,
    /// Whether it passes on.
    pub transitive: bool,
    /// Which side has only one at a time: `from` or `to`.
    pub one: String,
    /// Whether both ends are of one root.
    pub same_root: bool,
    /// The relations it is a step on the way to.
    pub short_of: Vec<String>,
    /// Whether it makes partners.
    pub partnership: Partnership,
    /// Whether it says what came first.
    pub orders: bool,
    /// Whether the answer is derived from partners and not only from claims.
    pub derived: bool,
    /// Whether the two are one voice.
    pub one_voice: bool,
    /// The word that puts it into the heading of `show`.
    pub heading: String,
    /// The verb of a sentence with it.
    pub says: String,
    /// The verb of its denial.
    pub says_not: String,
    /// Schema of FollowTheMoney.
    pub ftm: String,
    /// Code of CAMEO.
    pub cameo: String,
    /// What a person reads about it in `ties explain`.
    pub about: String,
    /// Where it is defined; none for a built-in word.
    pub span: Option<Span>,
}

/// How a stance reads.
#[derive(Clone, Debug, Default)]
pub struct StanceWords {
    /// How a person reads it.
    pub label: String,
    /// Whether such claims count in answers: plain, marked, or only when asked.
    pub counts: String,
}

/// A rung of a ladder.
#[derive(Clone, Debug)]
pub struct Status {
    /// How a person reads it.
    pub label: String,
    /// How far along it is.
    pub phase: Phase,
    /// Whether it may come back.
    pub again: bool,
    /// Its place in the ladder; none for one outside of the order.
    pub rung: Option<usize>,
}

/// The part somebody has in an agreement or a date.
#[derive(Clone, Debug, Default)]
pub struct Role {
    /// How a person reads it.
    pub label: String,
    /// The list it is the role of when none is written.
    pub default: Option<Root>,
    /// Whether it makes partners.
    pub partnership: RolePartnership,
    /// Whether an adverse role of the same record is against it.
    pub acts: bool,
}

/// A dated, cited property.
#[derive(Clone, Debug, Default)]
pub struct Property {
    /// How a person reads it.
    pub label: String,
    /// The kinds that may have it.
    pub of: Vec<String>,
    /// The type of its values.
    pub value: Type,
    /// The unit of a quantity, when there is one for all.
    pub unit: String,
    /// Whether several values are no disagreement.
    pub many: bool,
    /// Whether it is shown without its name.
    pub bare: bool,
    /// The only values, when they are few.
    pub values: Vec<String>,
    /// The vaguer value each finer one agrees with.
    pub broader: FxHashMap<String, String>,
}

/// A group of the map.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// How a person reads it.
    pub label: String,
    /// Background, as `#rrggbb`.
    pub colour: String,
}

/// The shape of a box, in the words of Graphviz.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// The shape.
    pub shape: String,
    /// Style words besides `filled`.
    pub style: String,
    /// How many outlines.
    pub peripheries: u64,
}

/// How the lines of a partnership look, or something else that is drawn or printed.
#[derive(Clone, Debug, Default)]
pub struct LineLook {
    /// As `#rrggbb`.
    pub colour: String,
    /// The same on dark paper; worked out where it is left out.
    pub dark: String,
    /// The arrow head.
    pub head: String,
}

/// All words.
#[derive(Clone, Debug, Default)]
pub struct Vocab {
    /// Kinds.
    pub kinds: Words<Kind>,
    /// Relations.
    pub relations: Words<Relation>,
    /// Ladders of statuses by root, and `anytime`.
    pub statuses: Words<Words<Status>>,
    /// The line style of each phase.
    pub phases: Words<String>,
    /// How a person reads each stance.
    pub stances: Words<StanceWords>,
    /// Roles.
    pub roles: Words<Role>,
    /// Properties.
    pub properties: Words<Property>,
    /// Groups.
    pub groups: Words<Group>,
    /// Shapes.
    pub looks: Words<Look>,
    /// Line looks by partnership.
    pub lines: Words<LineLook>,
    /// Languages by their codes.
    pub languages: Words<String>,
    /// What people write for a word.
    pub synonyms: Arc<Synonyms>,
}

impl Vocab {
    /// The root of a kind; `None` where the kind, or one above it, is not known.
    pub fn root(&self, kind: &str) -> Option<Root> {
        let top = self.line(kind).last()?;
        Root::ALL.into_iter().find(|r| r.word() == top)
    }

    /// Whether a kind is another or descends from it; `any` is above all.
    pub fn is_a(&self, kind: &str, above: &str) -> bool {
        above == "any" || self.line(kind).any(|k| k == above)
    }

    /// A kind and those above it, up to [`MOST_ABOVE`].
    pub fn line<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        let known = |word: &'a str| self.kinds.get(word).map(|kind| (word, kind));
        let parent = move |(_, kind): &(&'a str, &'a Kind)| known(kind.parent.as_deref()?);
        std::iter::successors(known(kind), parent).map(|(word, _)| word).take(MOST_ABOVE)
    }

    /// A status that records of a root can have.
    pub fn status(&self, root: Root, word: &str) -> Option<&Status> {
        let of = |ladder: &str| self.statuses.get(ladder).and_then(|l| l.get(word));
        of(root.word()).or_else(|| of("anytime"))
    }

    /// The statuses that records of a root can have.
    pub fn ladder(&self, root: Root) -> impl Iterator<Item = (&str, &Status)> + Clone {
        let of = |ladder: &str| self.statuses.get(ladder).into_iter().flat_map(|l| l.iter());
        of(root.word()).chain(of("anytime"))
    }

    /// The role of somebody in a record of this root when none is written.
    pub fn default_role(&self, root: Root) -> &str {
        self.roles.iter().find(|(_, r)| r.default == Some(root)).map_or("", |(word, _)| word)
    }

    /// Every word facts are written in: kinds, relations, statuses, properties and roles.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let statuses = self.statuses.iter().flat_map(|(_, ladder)| ladder.words());
        let named = self.kinds.words().chain(self.relations.words()).chain(self.properties.words());
        named.chain(self.roles.words()).chain(statuses)
    }

    /// How a person reads a kind.
    pub fn kind_label<'a>(&'a self, kind: &'a str) -> &'a str {
        self.kinds.get(kind).map_or(kind, |k| &k.label)
    }

    /// How a person reads several of a kind: `states`, `people`.
    pub fn kind_heading(&self, kind: &str) -> String {
        let all = self.kinds.get(kind).map(|kind| &kind.all).filter(|all| !all.is_empty());
        all.cloned().unwrap_or_else(|| plural(self.kind_label(kind)))
    }

    /// How a person reads a stance.
    pub fn stance_label(&self, stance: Stance) -> &str {
        self.stances.get(stance.word()).map_or(stance.word(), |words| &words.label)
    }
}
