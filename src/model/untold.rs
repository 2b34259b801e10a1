//! What a claim leaves open of when it begins and ends: an end that another claim of the same tie gives, and the time
//! before anybody speaks of it.
//!
//! Invariant: no day is made up; an end is taken over only by a claim that was seen to hold by then.
use super::{ClaimId, DayOf, Lens, Model, Says, View, When};
use crate::date::{Date, Day, Days, Holds, Interval};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

/// A relation between two, in whichever order it is written where that says nothing.
type Ends<'f> = (NodeIndex, &'f str, NodeIndex);

/// The claims that give the end of a tie.
pub(super) type EndsTold<'f> = FxHashMap<Ends<'f>, Vec<ClaimId>>;

/// How many ends of one tie are looked through.
const MOST_ENDS: usize = 64;

impl<'f> Model<'f> {
    /// The claim of the same tie that gives the end which a claim leaves open, and that end. A claim that was still seen
    /// to hold after it, or began after it, tells of another time.
    pub(super) fn end_told(
        &self,
        id: ClaimId,
        interval: Interval,
        when: &When,
        lens: &Lens,
    ) -> Option<(ClaimId, Days)> {
        let claim = self.claim(id);
        let may_go_on = claim.until.is_empty() && when.until.is_none() && interval.end.1 == Day::FUTURE;
        let ends = self.ends(&claim.says).filter(|_| may_go_on && claim.stance != Stance::Denied)?;
        let told = self.ends_told.get(&ends)?;
        let seen = interval.end.0;
        let told = told.iter().take(MOST_ENDS).filter_map(|other| {
            let view = self.any_view(*other, lens)?;
            let it = view.claim;
            let is_sure = view.stance == Stance::Asserted && it.reject.is_none();
            let is_same = it.post.is_none() || it.post == claim.post;
            let (begin, end) = (view.interval.start.0, view.interval.end);
            let in_time = interval.start.0 <= end.1 && seen <= end.1 && (seen == Day::PAST || begin <= seen);
            (is_sure && is_same && in_time).then_some((*other, (end.0.max(seen), end.1)))
        });
        told.max_by_key(|(_, end)| end.1)
    }

    /// When a claim that lasts was first told of, where it is asked for a time before that and its beginning is not
    /// stated.
    pub(super) fn before_told(&self, view: &View<'_, 'f>, lens: &Lens) -> Option<When> {
        let (_, to) = lens.as_of?;
        let begins = view.when.since.is_none() && view.interval.start.0 == Day::PAST;
        let is_open = view.claim.lasts() && view.when.when.is_none() && view.holds == Holds::Possible && begins;
        let first = if view.when.day_of == DayOf::Report { self.first_reported(view) } else { view.when.seen.clone() };
        let known = first.as_ref().map_or(view.interval.start.1, |date| date.days().0);
        let is_before = is_open && view.stance != Stance::Planned && to < known;
        is_before.then(|| When { seen: first, untold: true, ..view.when.clone() })
    }

    /// The day the first source that says it came out.
    fn first_reported(&self, view: &View<'_, 'f>) -> Option<Date> {
        let days = view.cites.iter().filter_map(|cite| self.source(cite.source).published.as_ref());
        days.filter(|date| !date.days().0.is_open()).min_by_key(|date| date.days()).cloned()
    }

    /// What a tie ties, by which its other claims are found; none of what is no tie.
    pub(super) fn ends(&self, says: &Says<'f>) -> Option<Ends<'f>> {
        let Says::Tie { from, word, to, .. } = *says else { return None };
        let either = self.vocab().relations.get(word).is_some_and(|relation| relation.symmetric);
        Some(if either { (from.min(to), word, from.max(to)) } else { (from, word, to) })
    }
}
