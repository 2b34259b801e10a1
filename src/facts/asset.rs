//! What: projects, facilities, mines, places, fields of cooperation.
use super::record::record;
use super::{Cite, Inner, Status};
use crate::text::Text;
use crate::vocab::{Holds, Root};
use crate::yaml::{Many, Short};

record! {
    /// What there is a stake in: a project, a facility, a mine, a place, a field of cooperation
    Asset as "asset"
    needs {
        /// The short word facts and questions use for it: small letters, digits and `-`
        id: Text => Holds::NewId,
        /// What it is: ties explain kinds
        kind: Text => Holds::Kind(Root::Asset),
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
