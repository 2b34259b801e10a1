//! Finding a record by what a person types: an id, a name, an alias, with or without accents, in Latin or Cyrillic.
//!
//! Invariant: an id wins over names; a name that two records share is a question back, never a guess.
use super::Model;
use crate::diag::near::nearest;
pub use crate::facts::fold;
use crate::facts::{List, Ref};
use petgraph::graph::NodeIndex;

/// A text as look-ups compare it, in Latin letters: `Гойта` → `goita`.
pub fn latin(text: &str) -> String {
    fold(&deunicode::deunicode(text))
}

/// What a person may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// A stakeholder, an asset, an agreement or a date.
    Node(NodeIndex),
    /// A source.
    Source(super::SourceId),
}

/// Why a name was not found.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LookUp {
    /// Nothing is called so.
    #[error("{}", unknown(word))]
    Unknown {
        /// What was typed.
        word: String,
        /// The nearest id and its name.
        near: Option<(String, String)>,
    },
    /// More than one is called so.
    #[error("`{word}` can mean {} here", listed(candidates))]
    Ambiguous {
        /// What was typed.
        word: String,
        /// Their ids and names.
        candidates: Vec<(String, String)>,
    },
}

fn unknown(word: &str) -> String {
    if word.trim().is_empty() { "the name is empty".to_owned() } else { format!("nothing here is called `{word}`") }
}

/// How many candidates are named.
const MOST_NAMED: usize = 10;

/// The first of them, and how many more there are.
fn listed(candidates: &[(String, String)]) -> String {
    let named = candidates.iter().take(MOST_NAMED).map(|(id, name)| format!("`{id}` ({name})"));
    let more = candidates.len().saturating_sub(MOST_NAMED);
    let more = (more > 0).then(|| format!("one of {more} more"));
    named.chain(more).collect::<Vec<_>>().join(" or ")
}

impl<'f> Model<'f> {
    /// The record a person means.
    pub fn look_up(&self, word: &str) -> Result<Who, LookUp> {
        if let Some(who) = self.facts.find(word).and_then(|of| self.who(of)) {
            return Ok(who);
        }
        let (folded, in_latin) = (fold(word), latin(word));
        let (mut just_so, mut alike, mut in_letters) = (vec![], vec![], vec![]);
        for (of, names) in self.names() {
            if names.contains(&word) {
                just_so.push(of);
            } else if names.iter().any(|name| fold(name) == folded) {
                alike.push(of);
            } else if names.iter().any(|name| latin(name) == in_latin) {
                in_letters.push(of);
            }
        }
        // Written just so wins over written alike, and that over other letters.
        let mut found = [just_so, alike, in_letters].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        found.retain(|of| self.who(*of).is_some());
        match found.as_slice() {
            [] => Err(self.unknown(word)),
            [one] => self.who(*one).ok_or_else(|| self.unknown(word)),
            many => {
                let candidates = many.iter().map(|of| self.label(*of)).collect();
                Err(LookUp::Ambiguous { word: word.to_owned(), candidates })
            }
        }
    }

    /// The node a person means; a source is none.
    pub fn look_up_node(&self, word: &str) -> Result<NodeIndex, LookUp> {
        match self.look_up(word)? {
            Who::Node(node) => Ok(node),
            Who::Source(_) => Err(self.unknown(word)),
        }
    }

    fn unknown(&self, word: &str) -> LookUp {
        let folded = latin(word);
        let mut all: Vec<(String, Ref)> = vec![];
        for (of, names) in self.names().filter(|(of, _)| self.who(*of).is_some()) {
            all.extend(names.iter().map(|name| (latin(name), of)));
        }
        let near = nearest(&folded, all.iter().map(|(name, _)| name.as_str()));
        let near = near.and_then(|near| all.iter().find(|(name, _)| name == near.word));
        LookUp::Unknown { word: word.to_owned(), near: near.map(|(_, of)| self.label(*of)) }
    }

    fn who(&self, of: Ref) -> Option<Who> {
        match of.list {
            List::Sources => self.source_of(of).map(Who::Source),
            _ => self.node_of(of).map(Who::Node),
        }
    }

    /// Id and name of a record.
    fn label(&self, of: Ref) -> (String, String) {
        let files = &self.facts.files;
        let name = match of.list {
            List::Sources => Some(self.facts.lists.sources[of.index as usize].title),
            _ => self.facts.subject(of).map(|s| s.name),
        };
        (self.facts.id(of).unwrap_or_default().to_owned(), name.map_or(String::new(), |n| files[n].to_owned()))
    }

    /// Every record with all it is called.
    fn names(&self) -> impl Iterator<Item = (Ref, Vec<&'f str>)> + '_ {
        let files = &self.facts.files;
        let subjects = self.facts.subjects().map(move |(of, s)| {
            (of, [s.id, s.name].into_iter().chain(s.aliases.iter().copied()).map(|t| &files[t]).collect())
        });
        let sources = self.facts.lists.sources.iter().enumerate().map(move |(n, s)| {
            let names = [s.id, s.title].into_iter().chain(s.aliases.iter().copied()).map(|t| &files[t]).collect();
            (Ref { list: List::Sources, index: n as u32 }, names)
        });
        subjects.chain(sources)
    }
}
