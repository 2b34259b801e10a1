//! The pairs bound by an agreement or an event: its parties among themselves.
//!
//! Invariant: a record binds as its last status says; an event binds on its day.
use super::{Pair, Standing, Through};
use crate::date::{Days, Holds, Interval};
use crate::model::{ClaimId, Lens, Model, Says, When};
use crate::vocab::{Partnership, Phase, RolePartnership, Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

/// One who is bound by a record: of what a claim comes to, what decides about pairs.
struct Bound {
    who: NodeIndex,
    role: RolePartnership,
    /// Whether the role is of one who does something to others.
    acts: bool,
    claim: ClaimId,
    stance: Stance,
    holds: Holds,
    interval: Interval,
    /// Whether it is over by the newest day anything was published.
    ended: bool,
    /// From when to when, where it has a time of its own.
    lasts: Option<Box<When>>,
}

impl<'f> Model<'f> {
    /// The pairs bound by an agreement or a date; with `only`, those of one.
    pub(super) fn pairs_in_record(
        &self,
        record: NodeIndex,
        only: Option<NodeIndex>,
        lens: &Lens,
        out: &mut Vec<Pair<'f>>,
    ) {
        let kind = self.vocab().kinds.get(self.graph[record].kind);
        let partnership = kind.map(|k| k.partnership).unwrap_or_default();
        let mut bound: Vec<Bound> = self.claims_on(record).filter_map(|id| self.bound_by(id, record, lens)).collect();
        once(&mut bound);
        let mut binding: SmallVec<[NodeIndex; 8]> =
            bound.iter().filter(|one| one.role == RolePartnership::AsKind).map(|one| one.who).collect();
        binding.sort_unstable();
        binding.dedup();
        let binding = binding.len();
        let Some(frame) = self.frame(record, partnership, binding, lens) else { return };
        let mut bind = |one: &Bound, other: &Bound| {
            if one.who != other.who {
                out.extend(frame.pair(one, other));
            }
        };
        match only {
            Some(who) => {
                for one in bound.iter().filter(|one| one.who == who) {
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

    fn bound_by(&self, id: ClaimId, record: NodeIndex, lens: &Lens) -> Option<Bound> {
        let Says::Party { who, of, role } = self.claim(id).says else { return None };
        let role = self.vocab().roles.get(role).filter(|_| of == record)?;
        let view = self.view(id, lens)?;
        if view.stance == Stance::Denied {
            return None;
        }
        Some(Bound {
            who,
            role: role.partnership,
            acts: role.acts,
            claim: id,
            stance: view.stance,
            holds: view.holds,
            interval: view.interval,
            ended: view.is_ended(self.newest(lens)),
            lasts: view.claim.lasts().then(|| Box::new(view.when)),
        })
    }

    /// What all pairs of a record have in common; `None` where it binds nobody at the time of the lens.
    fn frame(&self, record: NodeIndex, kind: Partnership, bound: usize, lens: &Lens) -> Option<Frame<'f>> {
        let status = self.stands(record, lens);
        if lens.certain && status.as_ref().is_some_and(|s| s.view.holds != Holds::Certain) {
            return None;
        }
        let standing = match status.as_ref().map(|s| (s.phase, s.reached)) {
            Some((Phase::Ended, _)) if lens.as_of.is_some() => return None,
            Some((Phase::Ended, _)) => Standing::Ended,
            Some((Phase::Planned, _)) | Some((_, false)) => Standing::NotYet,
            Some((Phase::Held | Phase::Paused, true)) | None => Standing::Partner,
        };
        if status.as_ref().is_some_and(|s| self.is_planned_later(&s.view, lens)) {
            return None;
        }
        let word = status.as_ref().map(|s| s.word);
        let view = match status {
            Some(status) => Some(status.view),
            None if self.graph[record].root == Root::Date => {
                Some(self.view(self.happened(record)?, lens).filter(|v| v.stance != Stance::Denied)?)
            }
            // It had not begun on that day, was not put that way, or is denied.
            None if self.has_status(record) => return None,
            None => None,
        };
        Some(Frame {
            record,
            kind,
            bound,
            standing,
            status: word,
            claim: view.as_ref().map(|v| v.id),
            stance: view.as_ref().map_or(Stance::Asserted, |v| v.stance),
            holds: view.as_ref().map_or(Holds::Certain, |v| v.holds),
            when: view.map(|v| v.when).unwrap_or_default(),
            days: lens.days(),
            on_a_day: lens.as_of.is_some(),
        })
    }
}

/// Takes out parties that are written twice, by a slip.
fn once(bound: &mut Vec<Bound>) {
    let mut names: SmallVec<[NodeIndex; 8]> = bound.iter().map(|one| one.who).collect();
    names.sort_unstable();
    if names.windows(2).all(|two| two[0] != two[1]) {
        return;
    }
    let mut seen = FxHashSet::default();
    bound.retain(|one| seen.insert((one.who, one.role, one.acts, one.stance, one.interval)));
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
    /// The days that are asked about.
    days: Days,
    /// Whether it is asked what holds on a day.
    on_a_day: bool,
}

impl<'f> Frame<'f> {
    /// The pair of two who are bound by the record, or set against each other in it.
    fn pair(&self, one: &Bound, other: &Bound) -> Option<Pair<'f>> {
        let against = |x: &Bound, y: &Bound| x.role == RolePartnership::Adverse && y.acts;
        let both_bound = one.role == RolePartnership::AsKind && other.role == RolePartnership::AsKind;
        let adverse = match self.kind {
            _ if against(one, other) || against(other, one) => true,
            Partnership::Adverse if both_bound => true,
            Partnership::Cooperative if both_bound => false,
            _ => return None,
        };
        // One who left before the other came was never bound to that one.
        if one.lasts.is_some() && other.lasts.is_some() && !one.interval.meets(&other.interval, self.days) {
            return None;
        }
        let stance = self.stance.max(one.stance).max(other.stance);
        let left = self.standing == Standing::Partner && (one.ended || other.ended);
        let standing = match self.standing {
            _ if stance == Stance::Planned => Standing::NotYet,
            _ if left && !self.on_a_day => Standing::Ended,
            standing => standing,
        };
        Some(Pair {
            one: one.who,
            other: other.who,
            through: Through::Record(self.record),
            standing: if adverse && standing == Standing::Partner { Standing::Adverse } else { standing },
            adverse,
            claims: self.claim.into_iter().chain([one.claim, other.claim]).collect(),
            stance,
            holds: self.holds.max(one.holds).max(other.holds),
            when: self.while_both([one, other]),
            status: self.status,
            bound: self.bound,
            stakes: None,
        })
    }

    /// When both are bound: as the record says, from the day the later came to the day the first left.
    fn while_both(&self, parties: [&Bound; 2]) -> When {
        let mut when = self.when.clone();
        for its in parties.into_iter().filter_map(|party| party.lasts.as_deref()) {
            if let Some(since) = &its.since
                && when.since.as_ref().is_none_or(|first| first.days() < since.days())
            {
                (when.since, when.when) = (Some(since.clone()), None);
            }
            if let Some(Some(until)) = &its.until
                && when.until.iter().flatten().all(|last| until.days() < last.days())
            {
                (when.until, when.when) = (Some(Some(until.clone())), None);
            }
        }
        when
    }
}
