//! The pairs that most binds, counted without being made.
//!
//! Invariant: a count only says at whom to look; what binds them, and how, is told by the pairs themselves.
use crate::model::{Lens, Model, Says};
use crate::vocab::{Partnership, RolePartnership, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Of how many bound by one thing the pairs are counted: what binds more says little of any two of them, and would be
/// squared.
const MOST_BOUND: usize = 100;

impl<'f> Model<'f> {
    /// The pairs that are bound by the most agreements, events, holdings and ties, the most first.
    pub fn most_bound(&self, how_many: usize, lens: &Lens) -> Vec<(NodeIndex, NodeIndex)> {
        let mut bound = self.bound(lens);
        bound.sort_unstable();
        bound.dedup();
        let mut pairs: Vec<(NodeIndex, NodeIndex)> = vec![];
        for all in bound.chunk_by(|a, b| a.0 == b.0).filter(|all| all.len() <= MOST_BOUND) {
            for (n, (_, one)) in all.iter().enumerate() {
                pairs.extend(all[n + 1..].iter().map(|(_, other)| (*one, *other)));
            }
        }
        pairs.extend(self.partnered(lens));
        pairs.sort_unstable();
        let mut counted: Vec<_> = pairs.chunk_by(|a, b| a == b).map(|same| (Reverse(same.len()), same[0])).collect();
        if counted.len() > how_many {
            counted.select_nth_unstable(how_many);
            counted.truncate(how_many);
        }
        counted.sort_unstable();
        counted.into_iter().map(|(_, pair)| pair).collect()
    }

    /// The ends of each tie that makes partners, in their order.
    fn partnered(&self, lens: &Lens) -> impl Iterator<Item = (NodeIndex, NodeIndex)> + '_ {
        let lens = *lens;
        self.all_claims().filter_map(move |id| {
            let Says::Tie { from, word, to, .. } = self.claim(id).says else { return None };
            let binds = self.vocab().relations.get(word)?.partnership == Partnership::Cooperative && from != to;
            let held =
                || matches!(self.stance_of(id, &lens), Some(Stance::Asserted | Stance::Hedged | Stance::Opinion));
            (binds && held()).then(|| (from.min(to), from.max(to)))
        })
    }

    /// What binds, each with each that is bound by it.
    fn bound(&self, lens: &Lens) -> Vec<(NodeIndex, NodeIndex)> {
        let cooperative =
            |kind: &str| self.vocab().kinds.get(kind).is_some_and(|kind| kind.partnership == Partnership::Cooperative);
        let as_kind =
            |role: &str| self.vocab().roles.get(role).is_some_and(|r| r.partnership == RolePartnership::AsKind);
        let mut binds: FxHashMap<NodeIndex, bool> = FxHashMap::default();
        let mut bound = vec![];
        for id in self.all_claims() {
            let holders = match &self.claim(id).says {
                Says::Party { who, of, role } if as_kind(role) => {
                    let does = || cooperative(self.graph[*of].kind) && !self.is_in_sight(*of, lens);
                    binds.entry(*of).or_insert_with(does).then_some((std::slice::from_ref(who), *of))
                }
                Says::Stake { holders, of, kind, .. } if cooperative(kind) => Some((holders.as_ref(), *of)),
                _ => None,
            };
            let Some((holders, of)) = holders else { continue };
            if self.stance_of(id, lens).is_some_and(|stance| !matches!(stance, Stance::Denied | Stance::Planned)) {
                bound.extend(holders.iter().filter(|holder| **holder != of).map(|holder| (of, *holder)));
            }
        }
        bound
    }
}
