//! Every other link, read "FROM is WORD TO".
use super::claim::claim_fields;
use super::record::record;
use super::{ClaimFields, Id};
use crate::text::Text;
use crate::vocab::Holds;
use crate::yaml::Many;

claim_fields! { record {
    /// A link of any other kind, read FROM is WORD TO
    Tie as "tie"
    begins {
        /// A word of its own, to be spoken of by other claims
        id: Option<Text> => Holds::NewId,
    }
    needs {
        /// The id it starts at; a list is several ties
        from: Many<Id> => Holds::Id,
        /// The relation: ties explain relations
        is: Text => Holds::Relation,
        /// The id it ends at; a list is several ties
        to: Many<Id> => Holds::Id,
    }
    may {
        /// `true`: no other FROM has this relation to this TO
        complete: bool,
    }
    tail
} }

impl Tie {
    /// How many ties a record may stand for where both of its sides are lists.
    pub const MOST_PAIRS: usize = 10_000;

    /// How many ties it stands for: one for each FROM and each TO.
    pub fn count(&self) -> usize {
        self.from.len().saturating_mul(self.to.len())
    }

    /// Whether both sides are lists, so that it stands for more ties than are written.
    pub fn multiplies(&self) -> bool {
        self.from.len() > 1 && self.to.len() > 1
    }

    /// Each FROM with each TO; none where those would be more than [`Self::MOST_PAIRS`], which is reported.
    pub fn pairs(&self) -> impl Iterator<Item = (Id, Id)> + '_ {
        let fits = !self.multiplies() || self.count() <= Self::MOST_PAIRS;
        let from = self.from.iter().filter(move |_| fits);
        from.flat_map(|from| self.to.iter().map(move |to| (*from, *to)))
    }
}
