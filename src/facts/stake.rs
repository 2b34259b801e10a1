//! Who owns, controls, finances, claims or wants what.
use super::claim::claim_fields;
use super::record::record;
use super::{ClaimFields, Id};
use crate::text::Text;
use crate::vocab::{Holds, Root};
use crate::yaml::Many;

claim_fields! { record {
    /// What one holds in another: a share, control, finance, a claim
    Stake as "stake"
    begins {
        /// A word of its own, to be spoken of by other claims
        id: Option<Text> => Holds::NewId,
    }
    needs {
        /// The id of who holds it; a list holds it jointly
        holder: Many<Id> => Holds::Id,
        /// The id of what it is in: an asset or a company
        r#in: Id => Holds::Id,
        /// How: equity, control, operation, administration, finance, claim, interest
        kind: Text => Holds::Kind(Root::Stake),
    }
    may {
        /// How much: `62%`, `50%..`, majority, minority, unstated
        share: Option<Text> => Holds::Share,
    }
    tail
} }
