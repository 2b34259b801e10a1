//! Who speaks for whom: a president's office for the president, a spokeswoman for her ministry. They are one voice.
//!
//! Invariant: only a tie that says so joins two voices, whatever its days, and never those two speak for.
use super::{ClaimId, Model, Says, SourceId, Speaker};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

/// Whose voice is heard where somebody speaks for another.
#[derive(Default)]
pub(super) struct Spoken {
    /// For whom each of those who speak for another speaks in the end.
    speakers: FxHashMap<NodeIndex, NodeIndex>,
    /// The same for the sources that one of them, or one they speak for, brings out.
    sources: FxHashMap<SourceId, NodeIndex>,
}

impl<'f> Model<'f> {
    /// The speaker whose voice is heard when one speaks.
    pub(super) fn heard_in(&self, speaker: Speaker<'f>) -> Speaker<'f> {
        match speaker {
            Speaker::Known(node) => Speaker::Known(self.spoken.speakers.get(&node).copied().unwrap_or(node)),
            Speaker::Unnamed(_) => speaker,
        }
    }

    /// The one whose voice is heard in what a source says itself, where its publisher speaks for somebody.
    pub(super) fn heard_in_source(&self, source: SourceId) -> Option<NodeIndex> {
        self.spoken.sources.get(&source).copied()
    }

    /// Finds out who speaks for whom.
    pub(super) fn join_voices(&mut self, speaks_for: &[ClaimId]) {
        let ends = speaks_for.iter().filter_map(|id| {
            let claim = self.claim(*id);
            let counts = claim.reject.is_none() && matches!(claim.stance, Stance::Asserted | Stance::Hedged);
            match claim.says {
                Says::Tie { from, to, .. } if counts && from != to => Some((from, to)),
                _ => None,
            }
        });
        let mut next: FxHashMap<NodeIndex, NodeIndex> = FxHashMap::default();
        for (from, to) in ends {
            next.entry(from).or_insert(to);
        }
        let speakers: FxHashMap<NodeIndex, NodeIndex> =
            next.keys().map(|from| (*from, last_of(*from, &next))).collect();
        let mut sources = FxHashMap::default();
        for who in next.iter().flat_map(|(from, to)| [*from, *to]).collect::<FxHashSet<_>>() {
            let heard = speakers.get(&who).copied().unwrap_or(who);
            sources.extend(self.published_by(who).map(|source| (source, heard)));
        }
        self.spoken = Spoken { speakers, sources };
    }
}

/// The end of a chain; of a ring, the one that comes first in the facts.
fn last_of(from: NodeIndex, next: &FxHashMap<NodeIndex, NodeIndex>) -> NodeIndex {
    let (mut here, mut way, mut known) = (from, vec![from], FxHashSet::from_iter([from]));
    while let Some(to) = next.get(&here) {
        here = *to;
        if !known.insert(here) {
            let ring = way.iter().skip_while(|on_way| **on_way != here);
            return ring.min().copied().unwrap_or(here);
        }
        way.push(here);
    }
    here
}
