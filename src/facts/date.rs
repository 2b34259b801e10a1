//! What happened: meetings, signings, announcements, withdrawals, court measures, votes.
use super::claim::claim_fields;
use super::record::record;
use super::{ClaimFields, Id, Inner, Party};
use crate::text::Text;
use crate::vocab::{Holds, Root};
use crate::yaml::{Many, Short};

claim_fields! { record {
    /// What happened: a meeting, a signing, an announcement, a measure, a vote
    Date as "date"
    needs {
        /// The short word facts and questions use for it: small letters, digits and `-`
        id: Text => Holds::NewId,
        /// What it is: ties explain kinds
        kind: Text => Holds::Kind(Root::Date),
        /// The name people know
        name: Text,
    }
    may {}
    then {
        /// The id of the place
        r#where: Option<Id> => Holds::Id,
        /// Who took part, each an id, `ID as ROLE`, or the long form
        who: Many<Short<Party>>,
        /// The ids of what came of it
        outcome: Many<Id> => Holds::Id,
        /// The assets and fields it is about
        covers: Many<Id> => Holds::Id,
        /// Other names, in any language
        aliases: Many<Text>,
        /// The group it stands in on a map
        group: Option<Text> => Holds::Group,
        /// Where to read more
        url: Option<Text> => Holds::Url,
    }
    ends {
        /// Properties and remarks, each dated and cited
        details: Many<Inner>,
    }
    tail
} }
