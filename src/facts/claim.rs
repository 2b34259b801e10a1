//! What every claim may carry: who says it, when it holds, how it is put.
//!
//! Invariant: this is the one list of the claim fields; every claim type takes it from here.
use super::Cite;
use super::record::{record, tail};
use crate::text::Text;
use crate::yaml::{Many, Raw, Short};

/// Gives the claim fields to a macro that defines something with them.
macro_rules! claim_fields {
    ($then:ident { $($given:tt)* }) => {
        $then! {
            $($given)* claim: ClaimFields {
                /// The post or capacity, in words; of a party, its role
                r#as: Option<$crate::text::Text>,
                /// How the source puts it: asserted (when left out), hedged, planned, denied or opinion
                stance: Option<$crate::text::Text> => $crate::vocab::Holds::Stance,
                /// When it happened, or the day a lasting claim was seen to hold; a list of cited values where sources differ
                when: $crate::yaml::Dates<$crate::facts::DateValue>,
                /// Since when it holds
                since: $crate::yaml::Dates<$crate::facts::DateValue>,
                /// Until when it holds; `..` is without end, left out is not known
                until: $crate::yaml::Dates<$crate::facts::DateValue>,
                /// The last day it was seen to hold
                seen: Option<$crate::yaml::Raw>,
            } {
                /// Who says it: an id, a list (jointly), or a text that begins with `unnamed`
                said_by: $crate::yaml::Many<$crate::facts::Id> => $crate::vocab::Holds::Id,
                /// Why this one is to be believed where sources differ
                prefer: Option<$crate::text::Text>,
                /// Why this one is not to be believed: it stays on record, and out of answers
                reject: Option<$crate::text::Text>,
                /// The id of the claim it speaks against, where only the wording shows it
                against: Option<$crate::facts::Id> => $crate::vocab::Holds::Id,
                /// Where it is said: `source#place`, a list of them, or the long form `{at, via, …}`
                cite: $crate::yaml::Many<$crate::yaml::Short<$crate::facts::Cite>>,
                /// Anything else the reader of the file should know
                note: Option<$crate::text::Text>,
                /// Why there is no citation
                uncited: Option<$crate::text::Text>,
            }
        }
    };
}
pub(super) use claim_fields;

claim_fields! { tail {} }

impl ClaimFields {
    /// The values of its date fields: `when`, then `since`, then `until`.
    pub fn dates(&self) -> impl Iterator<Item = &DateValue> {
        self.when.iter().chain(self.since.iter()).chain(self.until.iter())
    }
}

record! {
    /// One of several values of a date field, with its own citation
    DateValue as "date value"
    needs {
        /// The date
        is: Raw,
    }
    may {
        /// Why this one is to be believed
        prefer: Option<Text>,
        /// Why this one is not to be believed
        reject: Option<Text>,
        /// Where it is said
        cite: Many<Short<Cite>>,
        /// Anything else
        note: Option<Text>,
    }
}
