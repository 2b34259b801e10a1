//! The status of a record on a day.
//!
//! Invariant: a planned, hedged or denied status is never reached; a record without one has none, which is not the
//! same as having been given up.
use super::{Claim, ClaimId, Lens, Model, Says, View};
use crate::date::{Day, Holds, Interval};
use crate::vocab::{Phase, Root, Stance};
use petgraph::graph::NodeIndex;
use smallvec::SmallVec;

/// The status a record has come to.
#[derive(Clone, Debug)]
pub struct Reached<'m, 'f> {
    /// The word.
    pub word: &'f str,
    /// The claim.
    pub view: View<'m, 'f>,
    /// Its phase.
    pub phase: Phase,
    /// How far up its ladder it is.
    rung: Option<usize>,
    /// Whether it is reached, and not only planned, said with reserve or somebody's opinion.
    pub reached: bool,
}

impl<'f> Model<'f> {
    /// The status claims of a node, rejected ones left out.
    pub fn statuses<'m>(&'m self, node: NodeIndex, lens: &Lens) -> impl Iterator<Item = Reached<'m, 'f>> + use<'m, 'f> {
        let (root, lens) = (self.graph[node].root, *lens);
        self.status_claims(node).iter().filter_map(move |id| {
            let Says::Status { word, .. } = self.claim(*id).says else { return None };
            let (phase, rung) = self.vocab().status(root, word).map_or((Phase::Held, None), |s| (s.phase, s.rung));
            let (view, is_over) = match self.view(*id, &lens) {
                Some(view) => {
                    let is_over = lens.as_of.is_none() && view.is_ended(self.newest(&lens));
                    (view, is_over)
                }
                None => (self.past(*id, &lens).filter(|_| phase == Phase::Held)?, true),
            };
            // What held until a day is over after it, whether or not somebody writes down that it ended.
            let phase = if is_over && phase == Phase::Held { Phase::Ended } else { phase };
            let reached = view.stance == Stance::Asserted;
            Some(Reached { word, view, phase, rung, reached })
        })
    }

    /// A status claim that had come to the end it states itself before the day of the lens.
    fn past<'m>(&'m self, id: ClaimId, lens: &Lens) -> Option<View<'m, 'f>> {
        let (first, _) = lens.as_of?;
        let view = self.view(id, &Lens { as_of: None, ..*lens })?;
        (view.claim.lasts() && view.interval.end.1 < first).then_some(view)
    }

    /// Whether a record ties nobody at the time of the lens: not begun, denied, or over; for certain answers, also where
    /// that may be so.
    pub fn binds_nobody(&self, node: NodeIndex, lens: &Lens) -> bool {
        if self.is_plainly_reached(node, lens) {
            return false;
        }
        let Some(status) = self.stands(node, lens) else { return self.has_status(node) };
        lens.as_of.is_some() && status.phase == Phase::Ended || lens.certain && status.view.holds != Holds::Certain
    }

    /// From the first status of a record on, whatever it was; always where it has none. All who are party to it have that
    /// time: what is asked without further flags is found out once.
    pub(super) fn since_first_status(&self, record: NodeIndex, lens: &Lens) -> Interval {
        let lens = Lens { as_of: None, ..*lens };
        let is_plain = lens == Lens::default();
        if let Some(known) = self.begun.borrow().get(&record).filter(|_| is_plain) {
            return *known;
        }
        let views = self.status_claims(record).iter().filter_map(|id| self.view(*id, &lens));
        let starts = views.filter(|v| v.stance != Stance::Denied).map(|v| v.interval.start);
        let first = starts.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)));
        let interval = first.map_or(Interval::ALWAYS, |start| Interval { start, end: (Day::FUTURE, Day::FUTURE) });
        if is_plain {
            self.begun.borrow_mut().insert(record, interval);
        }
        interval
    }

    /// The claim by which a stakeholder came to be, and the first day that may have been: its first status that is more than
    /// a plan. Only what is sure counts.
    pub(super) fn came_to_be(&self, node: NodeIndex, lens: &Lens) -> Option<(ClaimId, Day)> {
        let root = self.graph[node].root;
        let first = self.vocab().ladder(root).find(|(_, status)| status.phase == Phase::Held && status.rung.is_some());
        let (first, _) = first.filter(|_| root == Root::Stakeholder)?;
        let is_first = |id: &ClaimId| matches!(self.claim(*id).says, Says::Status { word, .. } if word == first);
        let any_time = Lens { as_of: None, ..*lens };
        let told = self.status_claims(node).iter().copied().filter(is_first).filter_map(|id| {
            let view = self.own_view(id, &any_time)?;
            (view.stance == Stance::Asserted && view.claim.reject.is_none()).then_some((id, view.interval.start.0))
        });
        told.min_by_key(|(_, day)| *day)
    }

    /// Whether anything is said of how far along a node is, at whatever time.
    pub(super) fn has_status(&self, node: NodeIndex) -> bool {
        self.status_claims(node).iter().any(|id| self.claim(*id).reject.is_none())
    }

    /// The status a node has reached last by the time of the lens; else the furthest that is only in sight. A step that
    /// is short of another and comes after it is no step back: what is reached stays so until something stops it.
    pub fn status<'m>(&'m self, node: NodeIndex, lens: &Lens) -> Option<Reached<'m, 'f>> {
        last_of(self.statuses(node, lens).filter(|s| s.view.stance != Stance::Denied).collect())
    }

    /// The status a node has at the time of the lens, and whether that is certain: where it is only possible that the last
    /// had come by then, what stood before counts.
    pub fn stands<'m>(&'m self, node: NodeIndex, lens: &Lens) -> Option<Reached<'m, 'f>> {
        // Whether something else may have come by then matters to what is certain, too.
        let open = Lens { certain: false, ..*lens };
        self.status(node, &open).map(|last| self.unless_in_doubt(node, last, &open))
    }

    /// The last status; where it is only possible that it had come by then, what stood before: as it stood where both
    /// bind alike, as only possible where the last is an end.
    fn unless_in_doubt<'m>(&'m self, node: NodeIndex, last: Reached<'m, 'f>, lens: &Lens) -> Reached<'m, 'f> {
        if last.view.holds != Holds::Possible {
            return last;
        }
        let sure =
            self.statuses(node, lens).filter(|s| s.view.holds == Holds::Certain && s.view.stance != Stance::Denied);
        let before = last_of(sure.collect());
        if !last.stops() {
            // One that may be over by then leaves nothing of what stood before.
            let (claim, end) = (last.view.claim, last.view.interval.end);
            if claim.lasts() && lens.as_of.is_some_and(|(_, to)| end.0 < to) {
                return last;
            }
            let alike = |before: &Reached| (before.phase, before.reached) == (last.phase, last.reached);
            return before.filter(alike).unwrap_or(last);
        }
        let before = before.unwrap_or(Reached { phase: Phase::Held, ..last });
        Reached { view: View { holds: Holds::Possible, ..before.view }, ..before }
    }

    /// Whether all that is said of a record, at whatever time, is that it has come to something: then no dates need be
    /// compared to know that it is more than in sight. True also where nothing is said.
    fn is_plainly_reached(&self, node: NodeIndex, lens: &Lens) -> bool {
        let root = self.graph[node].root;
        let reached = |id: &ClaimId| match self.claim(*id).says {
            Says::Status { word, .. } => {
                let planned = self.vocab().status(root, word).is_some_and(|s| s.phase == Phase::Planned);
                !planned && self.stance_of(*id, lens) == Some(Stance::Asserted)
            }
            _ => false,
        };
        lens.is_clear() && !lens.certain && self.status_claims(node).iter().all(reached)
    }

    /// Whether a record has only come in sight: the last that is said of it is a plan, or not reached.
    pub fn is_in_sight(&self, node: NodeIndex, lens: &Lens) -> bool {
        !self.is_plainly_reached(node, lens)
            && self.status(node, lens).is_some_and(|s| s.phase == Phase::Planned || !s.reached)
    }

    /// Whether a claim is of a relation that is only a step on the way to a partnership.
    pub fn is_step(&self, claim: &Claim) -> bool {
        match claim.says {
            Says::Tie { word, .. } => self.vocab().relations.get(word).is_some_and(|r| self.is_short_of_partnership(r)),
            _ => false,
        }
    }
}

impl Reached<'_, '_> {
    /// Whether what was reached before it no longer stands.
    fn stops(&self) -> bool {
        matches!(self.phase, Phase::Ended | Phase::Paused)
    }

    /// Whether it comes after another: a reached one after one in sight, then by date where the dates are clear, else by
    /// the ladder.
    fn is_later(&self, than: &Reached) -> bool {
        if self.reached != than.reached {
            return self.reached;
        }
        let (first, second) = (self.view.interval, than.view.interval);
        if first.start.0 > second.end.1 {
            return true;
        }
        second.start.0 <= first.end.1 && self.rung > than.rung
    }

    /// Whether it is a step on the way to another, whenever it came: a plan of one that is more, or a lower rung.
    fn is_short_of(&self, other: &Reached) -> bool {
        match (self.rung, other.rung) {
            _ if self.phase != other.phase => self.phase < other.phase,
            (Some(rung), Some(others)) => rung < others,
            _ => false,
        }
    }
}

/// The last of the statuses of a record.
fn last_of<'m, 'f>(mut all: Vec<Reached<'m, 'f>>) -> Option<Reached<'m, 'f>> {
    if all.len() < 2 {
        return all.pop();
    }
    let last = place_of_last(&all)?;
    Some(all.swap_remove(last))
}

/// Which of several it is.
fn place_of_last(all: &[Reached]) -> Option<usize> {
    let later = |a: usize, b: usize| if all[b].is_later(&all[a]) { b } else { a };
    let every = || 0..all.len();
    let last = every().reduce(later)?;
    if !all[last].reached || all[last].stops() {
        return Some(last);
    }
    let reached = || every().filter(|n| all[*n].reached);
    let stop = reached().filter(|n| all[*n].stops()).reduce(later);
    let since = |n: &usize| !all[*n].stops() && stop.is_none_or(|stop| all[*n].is_later(&all[stop]));
    let standing: SmallVec<[usize; 8]> = reached().filter(since).collect();
    let is_furthest = |n: &usize| !standing.iter().any(|other| all[*n].is_short_of(&all[*other]));
    standing.iter().copied().filter(is_furthest).reduce(later).or(Some(last))
}
