//! Who partners with whom, derived from claims.
//!
//! Partners are co-parties of a cooperative agreement, co-holders of a cooperative stake, and the ends of a
//! cooperative relation. Invariant: pairs are made when asked, never stored; a pair with an adverse claim that holds
//! is adverse, with what else binds it beside it; what is planned or a step short of a tie is *not yet*.
use super::{Claim, ClaimId, Lens, Model, Says, View, When};
use crate::date::{Date, Holds};
use crate::vocab::{Partnership, Phase, Relation, RolePartnership, Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

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
    pub claims: Vec<ClaimId>,
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
    /// What each holds, of a holding: the one's and the other's.
    pub shares: Option<(Option<&'f str>, Option<&'f str>)>,
}

/// One who is bound by a record, in which way, by which claim.
type Bound<'m, 'f> = (NodeIndex, RolePartnership, bool, View<'m, 'f>);

impl<'f> Model<'f> {
    /// The pairs of one who is asked for; of an asset or an agreement, the pairs bound through it.
    pub fn pairs_of(&self, who: NodeIndex, lens: &Lens) -> Vec<Pair<'f>> {
        let mut pairs = vec![];
        if self.graph[who].root != Root::Stakeholder {
            self.pairs_in_record(who, None, lens, &mut pairs);
            self.pairs_in_holding(who, None, lens, &mut pairs);
        }
        let mut seen = FxHashSet::default();
        for (_, _, claim) in self.around(who) {
            match &self.claim(claim).says {
                Says::Party { who: party, of, .. } if *party == who && seen.insert(*of) => {
                    self.pairs_in_record(*of, Some(who), lens, &mut pairs);
                }
                Says::Stake { holders, of, .. } if holders.contains(&who) && seen.insert(*of) => {
                    self.pairs_in_holding(*of, Some(who), lens, &mut pairs);
                }
                Says::Tie { from, to, .. } => {
                    self.pair_of_tie(claim, who, if *from == who { *to } else { *from }, lens, &mut pairs)
                }
                _ => {}
            }
        }
        settle(pairs)
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
            None => self.graph.node_indices().filter(|n| self.graph[*n].root != Root::Stakeholder).map(of).sum(),
        }
    }

    /// Every pair, each once.
    pub fn pairs(&self, lens: &Lens) -> Vec<Pair<'f>> {
        let mut pairs = vec![];
        for node in self.graph.node_indices() {
            if matches!(self.graph[node].root, Root::Agreement | Root::Date) {
                self.pairs_in_record(node, None, lens, &mut pairs);
            }
            self.pairs_in_holding(node, None, lens, &mut pairs);
        }
        for id in self.all_claims() {
            if let Says::Tie { from, to, .. } = self.claim(id).says {
                self.pair_of_tie(id, from.min(to), from.max(to), lens, &mut pairs);
            }
        }
        settle(pairs)
    }

    /// The pairs bound by an agreement or a date; with `only`, those of one.
    fn pairs_in_record(&self, record: NodeIndex, only: Option<NodeIndex>, lens: &Lens, out: &mut Vec<Pair<'f>>) {
        let kind = self.vocab().kinds.get(self.graph[record].kind);
        let partnership = kind.map(|k| k.partnership).unwrap_or_default();
        let bound: Vec<Bound> = self.claims_on(record).filter_map(|id| self.bound_by(id, record, lens)).collect();
        let binding = bound.iter().filter(|(_, role, ..)| *role == RolePartnership::AsKind).count();
        let Some(frame) = self.frame(record, partnership, binding, lens) else { return };
        let mut bind = |one: &Bound<'_, 'f>, other: &Bound<'_, 'f>| {
            if one.0 != other.0 {
                out.extend(frame.pair(one, other));
            }
        };
        match only {
            Some(who) => {
                for one in bound.iter().filter(|b| b.0 == who) {
                    bound.iter().for_each(|other| bind(one, other));
                }
            }
            None => {
                for (n, one) in bound.iter().enumerate() {
                    bound[n + 1..].iter().for_each(|other| bind(one, other));
                }
            }
        }
    }

    fn bound_by<'m>(&'m self, id: ClaimId, record: NodeIndex, lens: &Lens) -> Option<Bound<'m, 'f>> {
        let Says::Party { who, of, role } = self.claim(id).says else { return None };
        let role = self.vocab().roles.get(role)?;
        let view = self.view(id, lens).filter(|v| of == record && v.stance != Stance::Denied)?;
        Some((who, role.partnership, role.acts, view))
    }

    /// What all pairs of a record have in common; `None` where it binds nobody at the time of the lens.
    fn frame(&self, record: NodeIndex, kind: Partnership, bound: usize, lens: &Lens) -> Option<Frame<'f>> {
        // Whether something else may have come by then matters to what is certain, too.
        let open = Lens { certain: false, ..lens.clone() };
        let status = self.status(record, &open).map(|last| self.unless_in_doubt(record, last, &open));
        if lens.certain && status.as_ref().is_some_and(|s| s.view.holds != Holds::Certain) {
            return None;
        }
        let view = match &status {
            Some(status) => Some(status.view.clone()),
            None if self.graph[record].root == Root::Date => {
                Some(self.view(self.happened(record)?, lens).filter(|v| v.stance != Stance::Denied)?)
            }
            // It had not begun on that day, was not put that way, or is denied.
            None if self.has_status(record) => return None,
            None => None,
        };
        let standing = match status.as_ref().map(|s| (s.phase, s.reached)) {
            Some((Phase::Ended, _)) if lens.as_of.is_some() => return None,
            Some((Phase::Ended, _)) => Standing::Ended,
            Some((Phase::Planned, _)) | Some((_, false)) => Standing::NotYet,
            Some((Phase::Held | Phase::Paused, true)) | None => Standing::Partner,
        };
        let status = status.map(|s| s.word);
        Some(Frame {
            record,
            kind,
            bound,
            standing,
            status,
            claim: view.as_ref().map(|v| v.id),
            when: view.as_ref().map(|v| v.when.clone()).unwrap_or_default(),
            stance: view.as_ref().map_or(Stance::Asserted, |v| v.stance),
            holds: view.map_or(Holds::Certain, |v| v.holds),
        })
    }

    fn has_status(&self, node: NodeIndex) -> bool {
        self.status_claims(node).iter().any(|id| self.claim(*id).reject.is_none())
    }

    /// The pairs of those who hold a part of something; with `only`, those of one.
    fn pairs_in_holding(&self, of: NodeIndex, only: Option<NodeIndex>, lens: &Lens, out: &mut Vec<Pair<'f>>) {
        let in_it = self
            .claims_on(of)
            .filter(|id| matches!(&self.claim(*id).says, Says::Stake { of: what, .. } if *what == of));
        let views: Vec<View> =
            in_it.filter_map(|id| self.view(id, lens)).filter(|v| v.stance != Stance::Denied).collect();
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
        merge_holdings(&mut made);
        out.append(&mut made);
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
        let newest = self.newest();
        let ended = lens.as_of.is_none() && (a.is_ended(newest) || b.is_ended(newest));
        // Both hold from when the later began; both were seen to hold by the earlier of two reports.
        let seen = |v: &View| v.when.seen.as_ref().map(Date::days);
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
            claims: if a.id == b.id { vec![a.id] } else { vec![a.id, b.id] },
            stance,
            holds: a.holds.max(b.holds),
            when: later.when.clone(),
            status: None,
            bound: 2,
            shares: Some((share(a.claim), share(b.claim))),
        }
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

    fn pair_of_tie(&self, id: ClaimId, one: NodeIndex, other: NodeIndex, lens: &Lens, out: &mut Vec<Pair<'f>>) {
        let Says::Tie { word, .. } = self.claim(id).says else { return };
        let Some(relation) = self.vocab().relations.get(word) else { return };
        let short = self.is_short_of_partnership(relation);
        if relation.partnership == Partnership::Neutral && !short || one == other {
            return;
        }
        let Some(view) = self.view(id, lens).filter(|v| v.stance != Stance::Denied) else { return };
        let adverse = relation.partnership == Partnership::Adverse;
        let over = view.is_ended(self.newest());
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
            claims: vec![id],
            stance: view.stance,
            holds: view.holds,
            when: view.when.clone(),
            status: None,
            bound: 2,
            shares: None,
        });
    }

    /// Whether a relation is a step on the way to a cooperative one.
    pub fn is_short_of_partnership(&self, relation: &Relation) -> bool {
        let cooperative =
            |word: &String| self.vocab().relations.get(word).is_some_and(|r| r.partnership == Partnership::Cooperative);
        relation.partnership == Partnership::Neutral && relation.short_of.iter().any(cooperative)
    }
}

/// What all pairs of a record have in common.
struct Frame<'f> {
    record: NodeIndex,
    kind: Partnership,
    bound: usize,
    standing: Standing,
    status: Option<&'f str>,
    claim: Option<ClaimId>,
    when: When,
    stance: Stance,
    holds: Holds,
}

impl<'f> Frame<'f> {
    /// The pair of two who are bound by the record, or set against each other in it.
    fn pair(&self, one: &Bound<'_, 'f>, other: &Bound<'_, 'f>) -> Option<Pair<'f>> {
        let against = |x: &Bound, y: &Bound| x.1 == RolePartnership::Adverse && y.2;
        let both_bound = one.1 == RolePartnership::AsKind && other.1 == RolePartnership::AsKind;
        let adverse = match self.kind {
            _ if against(one, other) || against(other, one) => true,
            Partnership::Adverse if both_bound => true,
            Partnership::Cooperative if both_bound => false,
            _ => return None,
        };
        let stance = self.stance.max(one.3.stance).max(other.3.stance);
        let standing = if stance == Stance::Planned { Standing::NotYet } else { self.standing };
        Some(Pair {
            one: one.0,
            other: other.0,
            through: Through::Record(self.record),
            standing: if adverse && standing == Standing::Partner { Standing::Adverse } else { standing },
            adverse,
            claims: self.claim.into_iter().chain([one.3.id, other.3.id]).collect(),
            stance,
            holds: self.holds.max(one.3.holds).max(other.3.holds),
            when: self.when.clone(),
            status: self.status,
            bound: self.bound,
            shares: None,
        })
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

fn share<'f>(claim: &Claim<'f>) -> Option<&'f str> {
    match claim.says {
        Says::Stake { share, .. } => share,
        _ => None,
    }
}

/// Several stake claims of the same two in the one thing all pairs are through are one row: the first, which is the surest, with the
/// evidence of its equals.
fn merge_holdings(pairs: &mut Vec<Pair>) {
    let mut kept: Vec<Pair> = vec![];
    let mut places: FxHashMap<(NodeIndex, NodeIndex, bool), usize> = FxHashMap::default();
    for pair in pairs.drain(..) {
        let key = (pair.one.min(pair.other), pair.one.max(pair.other), pair.adverse);
        let place = *places.entry(key).or_insert(kept.len());
        match kept.get_mut(place) {
            Some(first) if first.stance == pair.stance && first.shares == pair.shares => {
                let new = pair.claims.iter().filter(|c| !first.claims.contains(c)).copied().collect::<Vec<_>>();
                first.claims.extend(new);
            }
            Some(_) => {}
            None => kept.push(pair),
        }
    }
    *pairs = kept;
}

/// A pair set against each other by a claim that holds is adverse in all its rows.
fn settle(mut pairs: Vec<Pair>) -> Vec<Pair> {
    let ends = |p: &Pair| (p.one.min(p.other), p.one.max(p.other));
    let adverse: FxHashSet<_> = pairs.iter().filter(|p| p.standing == Standing::Adverse).map(ends).collect();
    for pair in &mut pairs {
        if pair.standing == Standing::Partner && adverse.contains(&ends(pair)) {
            pair.standing = Standing::Adverse;
        }
    }
    pairs
}
