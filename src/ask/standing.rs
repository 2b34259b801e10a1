//! How what an answer tells stands: the parts an answer is divided into.
//!
//! Invariant: a standing has one heading and one word, in whichever answer it is.

/// How what a row says stands, in the order of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It is so.
    Holds,
    /// It may become so.
    NotYet,
    /// It was so.
    Ended,
    /// Nobody says how far it has come.
    NotStated,
    /// It is said not to be so.
    Denied,
}

impl Standing {
    /// The heading of that part of an answer; none for what holds.
    pub(super) fn title(self) -> &'static str {
        match self {
            Standing::Holds => "",
            Standing::NotYet => "Not yet",
            Standing::Ended => "Ended",
            Standing::NotStated => "Status not stated",
            Standing::Denied => "Said not to be so",
        }
    }

    /// The word in data.
    pub(super) fn word(self) -> &'static str {
        match self {
            Standing::Holds => "holds",
            Standing::NotYet => "not-yet",
            Standing::Ended => "ended",
            Standing::NotStated => "not-stated",
            Standing::Denied => "said-not",
        }
    }
}
