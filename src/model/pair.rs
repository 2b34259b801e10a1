//! Who partners with whom, derived from claims.
//!
//! Partners are co-parties of a cooperative agreement, co-holders of a cooperative stake, and the ends of a
//! cooperative relation. Invariant: pairs are made when asked, never stored; a pair with an adverse claim that holds
//! is adverse, with what else binds it beside it; what is planned or a step short of a tie is *not yet*.
mod alike;
mod holding;
mod most;
mod record;

use super::{ClaimId, Claims, Lens, Model, Says, View, When};
use crate::date::Holds;
use crate::vocab::{Partnership, Relation, Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxBuildHasher, FxHashSet};
use smallvec::smallvec;

/// How a pair stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// They are partners.
    Partner,
    /// They may become so.
    NotYet,
    /// What bound them is over.
    Ended,
    /// One is set against the other.
    Adverse,
}

impl Standing {
    /// The word in data.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Partner => "partner",
            Standing::NotYet => "not-yet",
            Standing::Ended => "ended",
            Standing::Adverse => "adverse",
        }
    }
}

/// What binds a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// Both are party to it, or act in it.
    Record(NodeIndex),
    /// Both hold a part of it.
    Holding(NodeIndex),
    /// A tie from one to the other.
    Tie(ClaimId),
}

/// Two that are bound, or set against each other.
#[derive(Clone, Debug)]
pub struct Pair<'f> {
    /// One of them; the one asked for where there is one.
    pub one: NodeIndex,
    /// The other.
    pub other: NodeIndex,
    /// What binds them.
    pub through: Through,
    /// How they stand.
    pub standing: Standing,
    /// Whether what binds them is adverse in itself.
    pub adverse: bool,
    /// The claims it rests on, the main one first.
    pub claims: Claims,
    /// The least sure of their stances.
    pub stance: Stance,
    /// Whether it holds.
    pub holds: Holds,
    /// When.
    pub when: When,
    /// The status of what binds them.
    pub status: Option<&'f str>,
    /// How many are bound by it in all.
    pub bound: usize,
    /// Of a holding: the stake of the one and that of the other, which is the same where they hold it together.
    pub stakes: Option<[ClaimId; 2]>,
}

impl<'f> Model<'f> {
    /// The pairs of one who is asked for; of an asset or an agreement, the pairs bound through it.
    pub fn pairs_of(&self, who: NodeIndex, lens: &Lens) -> Vec<Pair<'f>> {
        let mut pairs = Vec::with_capacity(2 * self.claims_on(who).count());
        if self.graph[who].root != Root::Stakeholder {
            self.pairs_in_record(who, None, lens, &mut pairs);
            self.pairs_in_holding(who, None, lens, &mut pairs);
            self.pairs_naming(who, lens, &mut pairs);
        }
        self.pairs_with(who, None, lens, &mut pairs);
        settle(self.joined(pairs, lens))
    }

    /// What binds two: the pairs of the one that are with the other.
    pub fn pairs_between(&self, one: NodeIndex, other: NodeIndex, lens: &Lens) -> Vec<Pair<'f>> {
        let mut pairs = vec![];
        self.pairs_with(one, Some(other), lens, &mut pairs);
        pairs.retain(|pair| pair.one == one && pair.other == other);
        settle(self.joined(pairs, lens))
    }

    /// The pairs of one through what that one takes part in, holds, or is tied to; with `with`, only through what may
    /// bind the two.
    fn pairs_with(&self, who: NodeIndex, with: Option<NodeIndex>, lens: &Lens, out: &mut Vec<Pair<'f>>) {
        let both = |of: NodeIndex| with.is_none_or(|with| self.around(of).any(|(_, other, _)| other == with));
        let mut seen = FxHashSet::with_capacity_and_hasher(self.claims_on(who).count(), FxBuildHasher);
        for (_, _, claim) in self.around(who) {
            match &self.claim(claim).says {
                Says::Party { who: party, of, .. } if *party == who && seen.insert(*of) && both(*of) => {
                    self.pairs_in_record(*of, Some(who), lens, out);
                }
                Says::Stake { holders, of, .. } if holders.contains(&who) && seen.insert(*of) && both(*of) => {
                    self.pairs_in_holding(*of, Some(who), lens, out);
                }
                Says::Tie { from, to, .. } if with.is_none_or(|with| *from == with || *to == with) => {
                    self.pair_of_tie(claim, who, if *from == who { *to } else { *from }, lens, out);
                }
                _ => {}
            }
        }
    }

    /// How many pairs there may be: those that would have to be looked at, of one record or holding, or of all.
    pub fn pairs_at_most(&self, through: Option<NodeIndex>) -> usize {
        let of = |node: NodeIndex| {
            let bound = self.around(node).filter(|(_, other, claim)| {
                let binds = matches!(self.claim(*claim).says, Says::Party { .. } | Says::Stake { .. });
                binds && *other != node
            });
            let bound = bound.count();
            bound * bound.saturating_sub(1) / 2
        };
        match through {
            Some(node) => of(node),
            None => {
                let records = self.graph.node_indices().filter(|n| self.graph[*n].root != Root::Stakeholder);
                let may_bind = |id: &ClaimId| match self.claim(*id).says {
                    Says::Tie { word, .. } => self.vocab().relations.get(word).is_some_and(|relation| {
                        relation.partnership != Partnership::Neutral || self.is_short_of_partnership(relation)
                    }),
                    _ => false,
                };
                records.map(of).sum::<usize>() + self.all_claims().filter(may_bind).count()
            }
        }
    }

    /// Every pair, each once.
    pub fn pairs(&self, lens: &Lens) -> Vec<Pair<'f>> {
        let mut pairs = vec![];
        for node in self.graph.node_indices() {
            if self.graph[node].is_record() {
                self.pairs_in_record(node, None, lens, &mut pairs);
            }
            self.pairs_in_holding(node, None, lens, &mut pairs);
        }
        for id in self.all_claims() {
            if let Says::Tie { from, to, .. } = self.claim(id).says {
                self.pair_of_tie(id, from.min(to), from.max(to), lens, &mut pairs);
            }
        }
        settle(self.joined(pairs, lens))
    }

    /// The pairs whose tie names something that is held in the words that say as what: partners "in the mine".
    fn pairs_naming(&self, of: NodeIndex, lens: &Lens, out: &mut Vec<Pair<'f>>) {
        let is_held = |id: ClaimId| matches!(self.claim(id).says, Says::Stake { of: held, .. } if held == of);
        if !self.claims_on(of).any(is_held) {
            return;
        }
        let is_named = self.naming(of);
        for id in self.all_claims() {
            let claim = self.claim(id);
            if let Says::Tie { from, to, .. } = claim.says
                && from != of
                && to != of
                && claim.post.is_some_and(&is_named)
            {
                self.pair_of_tie(id, from.min(to), from.max(to), lens, out);
            }
        }
    }

    fn pair_of_tie(&self, id: ClaimId, one: NodeIndex, other: NodeIndex, lens: &Lens, out: &mut Vec<Pair<'f>>) {
        let Says::Tie { word, .. } = self.claim(id).says else { return };
        let Some(relation) = self.vocab().relations.get(word) else { return };
        let short = self.is_short_of_partnership(relation);
        if relation.partnership == Partnership::Neutral && !short || one == other {
            return;
        }
        let counts = |v: &View<'_, 'f>| v.stance != Stance::Denied && !self.is_planned_later(v, lens);
        let Some(view) = self.view(id, lens).filter(counts) else { return };
        let adverse = relation.partnership == Partnership::Adverse;
        let over = view.is_ended(self.newest(lens));
        let standing = match relation.partnership {
            _ if view.stance == Stance::Planned => Standing::NotYet,
            Partnership::Neutral => Standing::NotYet,
            _ if over && lens.as_of.is_none() => Standing::Ended,
            Partnership::Adverse => Standing::Adverse,
            Partnership::Cooperative => Standing::Partner,
        };
        out.push(Pair {
            one,
            other,
            through: Through::Tie(id),
            standing,
            adverse,
            claims: smallvec![id],
            stance: view.stance,
            holds: view.holds,
            when: view.when,
            status: None,
            bound: 2,
            stakes: None,
        });
    }

    /// Whether a relation is a step on the way to a cooperative one.
    pub fn is_short_of_partnership(&self, relation: &Relation) -> bool {
        let cooperative =
            |word: &String| self.vocab().relations.get(word).is_some_and(|r| r.partnership == Partnership::Cooperative);
        relation.partnership == Partnership::Neutral && relation.short_of.iter().any(cooperative)
    }
}

/// A pair set against each other by a claim that holds is adverse in all its rows. Who was set against another before is
/// no partner of that one for its end.
fn settle(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.retain(|pair| !(pair.adverse && pair.standing == Standing::Ended));
    let ends = |p: &Pair| (p.one.min(p.other), p.one.max(p.other));
    let adverse: FxHashSet<_> = pairs.iter().filter(|p| p.standing == Standing::Adverse).map(ends).collect();
    for pair in &mut pairs {
        if pair.standing == Standing::Partner && adverse.contains(&ends(pair)) {
            pair.standing = Standing::Adverse;
        }
    }
    pairs
}
