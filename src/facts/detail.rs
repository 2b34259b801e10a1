//! Dated, cited properties and remarks of any record; several speak side by side.
use super::claim::claim_fields;
use super::record::record;
use super::{ClaimFields, Id};
use crate::text::Text;
use crate::vocab::Holds;
use crate::yaml::Many;

claim_fields! { record {
    /// A property or a remark, dated and cited; several speak side by side
    Detail as "detail"
    begins {
        /// A word of its own, to be spoken of by other claims
        id: Option<Text> => Holds::NewId,
        /// The id of what it is of; a list is jointly. Left out inside a record: then it is of that record
        of: Many<Id> => Holds::Id,
    }
    needs {
        /// The property: ties explain properties
        what: Text => Holds::Property,
        /// Its value
        is: Text,
    }
    may {
    }
    tail
} }
