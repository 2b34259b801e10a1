//! The pairs of those who hold parts of one thing.
//!
//! Invariant: two versions of one stake bind nobody; of several stakes of the same two one row is made.
use super::{Pair, Standing, Through};
use crate::date::Date;
use crate::model::{Claim, ClaimId, Claims, Lens, Model, Says, View};
use crate::vocab::{Partnership, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use smallvec::smallvec;

impl<'f> Model<'f> {
    /// The pairs of those who hold a part of something; with `only`, those of one.
    pub(super) fn pairs_in_holding(
        &self,
        of: NodeIndex,
        only: Option<NodeIndex>,
        lens: &Lens,
        out: &mut Vec<Pair<'f>>,
    ) {
        let in_it = self
            .claims_on(of)
            .filter(|id| matches!(&self.claim(*id).says, Says::Stake { of: what, .. } if *what == of));
        let counts = |v: &View<'_, 'f>| v.stance != Stance::Denied && !self.is_planned_later(v, lens);
        let views: Vec<View> = in_it.filter_map(|id| self.view(id, lens)).filter(counts).collect();
        let mut made: Vec<Pair> = vec![];
        let mine = |view: &View| only.is_none_or(|who| holds_part(view.claim, who));
        let mine: Vec<bool> = views.iter().map(mine).collect();
        let with_mine: Vec<usize> = (0..views.len()).filter(|n| mine[*n]).collect();
        for (n, a) in views.iter().enumerate() {
            // Of one who is asked for, only pairs with a stake of that one are looked at.
            let all = n..views.len();
            let others = with_mine.iter().copied().filter(|m| *m >= n);
            let others: Vec<usize> = if mine[n] { all.collect() } else { others.collect() };
            for b in others.into_iter().map(|m| &views[m]) {
                let (a_kind, b_kind) = (self.stake_partnership(a.claim), self.stake_partnership(b.claim));
                let adverse = a_kind != b_kind && (a_kind == Partnership::Adverse || b_kind == Partnership::Adverse);
                let together = a_kind == Partnership::Cooperative && b_kind == Partnership::Cooperative;
                if !adverse && !together || !a.interval.overlaps(&b.interval) && a.id != b.id || are_versions(a, b) {
                    continue;
                }
                // A wish is no claim against anybody yet.
                if adverse && (a.stance == Stance::Planned || b.stance == Stance::Planned) {
                    continue;
                }
                for (x, y) in holders_of(a, b, only) {
                    if x == of || y == of {
                        continue;
                    }
                    let (one, other) = if only == Some(y) { ((y, b), (x, a)) } else { ((x, a), (y, b)) };
                    made.push(self.pair_in_holding(of, one, other, adverse, lens));
                }
            }
        }
        // Of several versions, the one that holds alone tells more than the one that holds with others.
        made.sort_by_key(|p| (p.standing != Standing::Adverse, p.stance, p.holds, self.is_joint(p)));
        out.append(&mut self.merged(made));
    }

    fn pair_in_holding(
        &self,
        of: NodeIndex,
        (one, a): (NodeIndex, &View<'_, 'f>),
        (other, b): (NodeIndex, &View<'_, 'f>),
        adverse: bool,
        lens: &Lens,
    ) -> Pair<'f> {
        let stance = a.stance.max(b.stance);
        let newest = self.newest(lens);
        let ended = lens.as_of.is_none() && (a.is_ended(newest) || b.is_ended(newest));
        // Both hold from when the later began; both were seen to hold by the earlier of two reports.
        let seen = |v: &View| v.when.seen.as_ref().filter(|_| v.when.since.is_none()).map(Date::days);
        let later = match (seen(a), seen(b)) {
            (Some(x), Some(y)) => {
                if x <= y {
                    a
                } else {
                    b
                }
            }
            _ => {
                if a.interval.start.0 >= b.interval.start.0 {
                    a
                } else {
                    b
                }
            }
        };
        let planned = a.stance == Stance::Planned || b.stance == Stance::Planned;
        let standing = match (ended, adverse) {
            _ if planned => Standing::NotYet,
            (true, _) => Standing::Ended,
            (false, true) => Standing::Adverse,
            (false, false) => Standing::Partner,
        };
        Pair {
            one,
            other,
            through: Through::Holding(of),
            standing,
            adverse,
            claims: if a.id == b.id { smallvec![a.id] } else { smallvec![a.id, b.id] },
            stance,
            holds: a.holds.max(b.holds),
            when: later.when.clone(),
            status: None,
            bound: 2,
            stakes: Some([a.id, b.id]),
        }
    }

    /// What each of a pair holds of what binds them: the one's share and the other's.
    pub fn shares_of(&self, pair: &Pair) -> [Option<&'f str>; 2] {
        let share = |id: ClaimId| match self.claim(id).says {
            Says::Stake { share, .. } => share,
            _ => None,
        };
        pair.stakes.map_or([None; 2], |stakes| stakes.map(share))
    }

    /// Several stake claims of the same two in the one thing all pairs are through are one row: the first, which is the
    /// surest, with the evidence of its equals.
    fn merged(&self, pairs: Vec<Pair<'f>>) -> Vec<Pair<'f>> {
        let mut kept: Vec<Pair> = vec![];
        let mut places: FxHashMap<(NodeIndex, NodeIndex, bool), usize> = FxHashMap::default();
        for pair in pairs {
            let key = (pair.one.min(pair.other), pair.one.max(pair.other), pair.adverse);
            let place = *places.entry(key).or_insert(kept.len());
            match kept.get_mut(place) {
                Some(first) if first.stance == pair.stance && self.shares_of(first) == self.shares_of(&pair) => {
                    let new: Claims = pair.claims.iter().filter(|c| !first.claims.contains(c)).copied().collect();
                    first.claims.extend(new);
                }
                Some(_) => {}
                None => kept.push(pair),
            }
        }
        kept
    }

    fn is_joint(&self, pair: &Pair) -> bool {
        let holders = |id: &ClaimId| matches!(&self.claim(*id).says, Says::Stake { holders, .. } if holders.len() > 1);
        pair.claims.iter().any(holders)
    }

    fn stake_partnership(&self, claim: &Claim) -> Partnership {
        match &claim.says {
            Says::Stake { kind, .. } => self.vocab().kinds.get(kind).map(|k| k.partnership).unwrap_or_default(),
            _ => Partnership::Neutral,
        }
    }
}

/// Whether two claims are two versions of one stake: somebody alone, and the same one with others.
fn are_versions(a: &View, b: &View) -> bool {
    match (&a.claim.says, &b.claim.says) {
        (Says::Stake { holders: x, .. }, Says::Stake { holders: y, .. }) => {
            a.id != b.id && x.iter().any(|h| y.contains(h))
        }
        _ => false,
    }
}

fn holds_part(claim: &Claim, who: NodeIndex) -> bool {
    matches!(&claim.says, Says::Stake { holders, .. } if holders.contains(&who))
}

/// Each holder of one stake with each of the other; of one stake held jointly, its holders among themselves; with
/// `only`, the pairs with that one.
fn holders_of(a: &View, b: &View, only: Option<NodeIndex>) -> Vec<(NodeIndex, NodeIndex)> {
    let holders = |claim: &Claim| match &claim.says {
        Says::Stake { holders, .. } => holders.to_vec(),
        _ => vec![],
    };
    let (first, second) = (holders(a.claim), holders(b.claim));
    let mut pairs = vec![];
    for (n, x) in first.iter().enumerate() {
        let from = if a.id == b.id { n + 1 } else { 0 };
        let wanted = |y: &&NodeIndex| *y != x && only.is_none_or(|who| *x == who || **y == who);
        if only.is_none_or(|who| *x == who) {
            pairs.extend(second[from..].iter().filter(wanted).map(|y| (*x, *y)));
        } else if let Some(who) = only.filter(|who| second[from..].contains(who)) {
            pairs.push((*x, who));
        }
    }
    pairs
}
