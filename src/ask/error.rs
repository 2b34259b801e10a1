//! Why there is no answer: something the user wrote on the command line.
//!
//! Invariant: each error says what was wrong, and its hint what to write.
use crate::model::{LookUp, listed};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// A name was not found, or can mean several.
    #[error(transparent)]
    LookUp(#[from] LookUp),
    /// A word is none of the words of the facts.
    #[error("there is no {what} called `{word}`")]
    Word {
        /// What it should be: `relation, kind or status`.
        what: &'static str,
        /// What was written.
        word: String,
        /// The nearest.
        near: Option<String>,
        /// Where all of them are shown.
        all: &'static str,
    },
    /// A date cannot be read.
    #[error("{message}")]
    Date {
        /// What is wrong with it.
        message: String,
        /// What to write.
        help: String,
    },
    /// Something is missing or one too many.
    #[error("{message}")]
    Usage {
        /// What.
        message: String,
        /// What to write.
        help: String,
    },
}

impl AskError {
    /// What to do about it, in a line; and a command that would work.
    pub fn hint(&self) -> Option<String> {
        match self {
            AskError::LookUp(LookUp::Unknown { near, word, is_word: true }) if near.is_empty() => {
                Some(format!("it is a word of the vocabulary; of whom it is said: ties search \"{word}\""))
            }
            AskError::LookUp(LookUp::Unknown { near, .. }) if near.is_empty() => {
                Some("what there is: ties list".to_owned())
            }
            AskError::LookUp(LookUp::Unknown { near, .. }) => Some(format!("did you mean {}?", listed(near))),
            AskError::LookUp(LookUp::Source { id }) => {
                Some(format!("what rests on it: ties show {id}; any question to what it says only: --source {id}"))
            }
            AskError::LookUp(LookUp::Ambiguous { .. }) => Some("name one by its id, as in backticks above".to_owned()),
            AskError::Word { near: Some(near), all, .. } => Some(format!("did you mean `{near}`?  All words: {all}")),
            AskError::Word { near: None, all, .. } => Some(format!("all words: {all}")),
            AskError::Date { help, .. } | AskError::Usage { help, .. } => Some(help.clone()),
        }
    }

    /// A word that was typed and the one that would have been understood, to show the command again.
    pub fn correction(&self) -> Option<(&str, &str)> {
        match self {
            AskError::LookUp(LookUp::Unknown { word, near, .. }) => match near.as_slice() {
                [(id, _)] => Some((word, id)),
                _ => None,
            },
            AskError::LookUp(LookUp::Ambiguous { .. } | LookUp::Source { .. })
            | AskError::Word { .. }
            | AskError::Date { .. }
            | AskError::Usage { .. } => None,
        }
    }
}
