//! Every other link, read "FROM is WORD TO".
use super::ClaimFields;
use super::claim::claim_fields;
use super::record::record;
use crate::text::Text;
use crate::vocab::Holds;
use crate::yaml::Many;

claim_fields! { record {
    /// A link of any other kind, read FROM is WORD TO
    Tie as "tie"
    needs {
        /// The id it starts at; a list is several ties
        from: Many<Text> => Holds::Id,
        /// The relation: ties explain relations
        is: Text => Holds::Relation,
        /// The id it ends at; a list is several ties
        to: Many<Text> => Holds::Id,
    }
    may {
        /// A word of its own, to be spoken of by other claims
        id: Option<Text> => Holds::NewId,
        /// `true`: no other FROM has this relation to this TO
        complete: bool,
    }
    tail
} }
