//! Who: states, people, companies, blocs, forces, public bodies, media, groups of people.
use super::record::record;
use super::{Cite, Detail, Status};
use crate::text::Text;
use crate::vocab::{Holds, Root};
use crate::yaml::{Many, Short};

record! {
    /// Who is tied to whom: a state, a person, a company, a bloc, a force, a public body
    Stakeholder as "stakeholder"
    needs {
        /// The short word facts and questions use for it: small letters, digits and `-`
        id: Text => Holds::NewId,
        /// What it is: ties explain kinds
        kind: Text => Holds::Kind(Root::Stakeholder),
        /// The name people know
        name: Text,
    }
    may {
        /// Other names, in any language
        aliases: Many<Text>,
        /// `true` where the name only describes somebody no source names
        unnamed: bool,
        /// `true` where the name is of several, so that a sentence says `are` and not `is`
        plural: bool,
        /// The group it stands in on a map
        group: Option<Text> => Holds::Group,
        /// Covers every line of the record that has no citation of its own
        cite: Many<Short<Cite>>,
        /// The steps of its life
        status: Many<Short<Status>>,
        /// Where to read more
        url: Option<Text> => Holds::Url,
        /// Anything else
        note: Option<Text>,
        /// Properties and remarks, each dated and cited
        details: Many<Inner>,
    }
}

/// A detail written inside the record it is of.
pub type Inner = Detail;
