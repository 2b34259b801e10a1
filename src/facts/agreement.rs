//! Documents that bind parties: a record of its own with a line to each party.
use super::claim::claim_fields;
use super::record::record;
use super::{Cite, ClaimFields, Id, IdAs, Inner};
use crate::text::{Files, Text};
use crate::vocab::{Holds, Root};
use crate::yaml::{Many, Short};

record! {
    /// What parties agreed: a treaty, a memorandum, a contract, an order
    Agreement as "agreement"
    needs {
        /// The short word facts and questions use for it: small letters, digits and `-`
        id: Text => Holds::NewId,
        /// What it is: ties explain kinds
        kind: Text => Holds::Kind(Root::Agreement),
        /// The name people know
        name: Text,
    }
    may {
        /// Other names, in any language
        aliases: Many<Text>,
        /// `true` where the name only describes something no source names
        unnamed: bool,
        /// `true` where the name is of several, so that a sentence says `are` and not `is`
        plural: bool,
        /// The group it stands in on a map
        group: Option<Text> => Holds::Group,
        /// Who is party to it, each an id, `ID as ROLE`, or the long form
        parties: Many<Short<Party>>,
        /// The assets and fields it is about
        covers: Many<Id> => Holds::Id,
        /// Covers every line of the record that has no citation of its own
        cite: Many<Short<Cite>>,
        /// The steps of its life: signed, in-force
        status: Many<Short<Status>>,
        /// Where to read more
        url: Option<Text> => Holds::Url,
        /// Anything else
        note: Option<Text>,
        /// Properties and remarks, each dated and cited
        details: Many<Inner>,
    }
}

claim_fields! { record {
    /// One who takes part in an agreement or a date
    Party as "party"
    needs {
        /// The id of who takes part; `ID as ROLE` says in what role
        who: IdAs => Holds::Id,
    }
    may {}
    tail
} }

claim_fields! { record {
    /// A step in the life of a record
    Status as "status"
    needs {
        /// The status: ties explain statuses
        is: Text => Holds::Status,
    }
    may {}
    tail
} }

impl Party {
    /// The id of who takes part, without a role written behind it.
    pub fn id(&self, files: &Files) -> Id {
        self.who.id(files)
    }

    /// The role, in the long form or behind `as`.
    pub fn role(&self, files: &Files) -> Option<Text> {
        self.claim.r#as.or_else(|| self.who.role(files))
    }
}
