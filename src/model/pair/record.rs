//! The pairs bound by an agreement or an event: its parties among themselves.
//!
//! Invariant: a record binds as its last status says; an event binds on its day.
use super::{Pair, Standing, Through};
use crate::date::{Day, Days, Holds};
use crate::model::{ClaimId, Lens, Model, Says, View, When};
use crate::vocab::{Partnership, Phase, RolePartnership, Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

/// One who is bound by a record, in which way, by which claim.
type Bound<'m, 'f> = (NodeIndex, RolePartnership, bool, View<'m, 'f>);

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
            bound.iter().filter(|(_, role, ..)| *role == RolePartnership::AsKind).map(|(who, ..)| *who).collect();
        binding.sort_unstable();
        binding.dedup();
        let binding = binding.len();
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
            newest: self.newest(lens),
            days: lens.days(),
            on_a_day: lens.as_of.is_some(),
        })
    }
}

/// Takes out parties that are written twice, by a slip.
fn once(bound: &mut Vec<Bound>) {
    let mut names: SmallVec<[NodeIndex; 8]> = bound.iter().map(|(who, ..)| *who).collect();
    names.sort_unstable();
    if names.windows(2).all(|two| two[0] != two[1]) {
        return;
    }
    let mut seen = FxHashSet::default();
    bound.retain(|(who, role, acts, view)| seen.insert((*who, *role, *acts, view.stance, view.interval)));
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
    /// The newest day anything was published.
    newest: Day,
    /// The days that are asked about.
    days: Days,
    /// Whether it is asked what holds on a day.
    on_a_day: bool,
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
        // One who left before the other came was never bound to that one.
        let (x, y) = (&one.3, &other.3);
        if x.claim.lasts() && y.claim.lasts() && !x.interval.meets(&y.interval, self.days) {
            return None;
        }
        let stance = self.stance.max(x.stance).max(y.stance);
        let left = self.standing == Standing::Partner && (x.is_ended(self.newest) || y.is_ended(self.newest));
        let standing = match self.standing {
            _ if stance == Stance::Planned => Standing::NotYet,
            _ if left && !self.on_a_day => Standing::Ended,
            standing => standing,
        };
        Some(Pair {
            one: one.0,
            other: other.0,
            through: Through::Record(self.record),
            standing: if adverse && standing == Standing::Partner { Standing::Adverse } else { standing },
            adverse,
            claims: self.claim.into_iter().chain([x.id, y.id]).collect(),
            stance,
            holds: self.holds.max(x.holds).max(y.holds),
            when: self.while_both([x, y]),
            status: self.status,
            bound: self.bound,
            stakes: None,
        })
    }

    /// When both are bound: as the record says, from the day the later came to the day the first left.
    fn while_both(&self, parties: [&View<'_, 'f>; 2]) -> When {
        let mut when = self.when.clone();
        for party in parties.iter().filter(|party| party.claim.lasts()) {
            if let Some(since) = &party.when.since
                && when.since.as_ref().is_none_or(|first| first.days() < since.days())
            {
                (when.since, when.when) = (Some(since.clone()), None);
            }
            if let Some(Some(until)) = &party.when.until
                && when.until.iter().flatten().all(|last| until.days() < last.days())
            {
                (when.until, when.when) = (Some(Some(until.clone())), None);
            }
        }
        when
    }
}
