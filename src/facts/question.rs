//! Assertions about answers, run by `ties test`.
use super::record::record;
use crate::text::Text;
use crate::yaml::Many;

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
        says: Option<Text>,
        /// Anything else
        note: Option<Text>,
    }
}
