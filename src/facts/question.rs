//! Assertions about answers, run by `ties test`.
use super::record::record;
use crate::text::Text;
use crate::vocab::Holds;
use crate::yaml::Many;

/// What `is` can answer, and when.
const ANSWERS: &[(&str, &str)] = &[
    ("yes", "a source says so, and none denies it"),
    ("no", "it is denied, over, or a complete list is without it"),
    ("not yet", "it is planned, or a step on the way to it is said"),
    ("not stated", "no source here says so, and none denies it"),
    ("disputed", "it is both said and denied of one time, or another value in an open dispute with it"),
];

record! {
    /// A question with what its answer must hold, run by `ties test`
    Question as "question"
    needs {
        /// The question as on the command line, without `ties`
        ask: Text,
    }
    may {
        /// Ids or cell texts that must be in the answer
        includes: Many<Text>,
        /// Ids or cell texts that must not be in it
        excludes: Many<Text>,
        /// The ids or cell texts that must be in it, and no other rows
        exactly: Option<Many<Text>>,
        /// What `is` must say: yes, no, not yet, not stated or disputed
        says: Option<Text> => Holds::OneOf(ANSWERS),
        /// Anything else
        note: Option<Text>,
    }
}
