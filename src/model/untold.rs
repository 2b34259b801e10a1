//! What a claim leaves open of when it begins and ends: what another claim of the same tie gives of it, the time before
//! those it ties were there, and the time before anybody speaks of it.
//!
//! Invariant: no day is made up; an end is taken over only by a claim that was seen to hold by then.
use super::{ClaimId, DayOf, Lens, Model, Says, View, When};
use crate::date::{Date, Day, Days, Holds};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A relation between two, in whichever order it is written where that says nothing.
type Ends<'f> = (NodeIndex, &'f str, NodeIndex);

/// The claims that give the beginning or the end of a tie.
pub(super) type TimesTold<'f> = FxHashMap<Ends<'f>, Vec<ClaimId>>;

/// How many times of one tie are looked through.
const MOST_TIMES: usize = 64;

impl<'f> Model<'f> {
    /// The claim of the same tie that gives the end which a claim leaves open, and that end. A claim that was still seen
    /// to hold after it, or began after it, tells of another time.
    pub(super) fn end_told(&self, view: &View<'_, 'f>, lens: &Lens) -> Option<(ClaimId, Days)> {
        let (claim, interval) = (view.claim, view.interval);
        let may_go_on = claim.until.is_empty() && view.when.until.is_none() && interval.end.1 == Day::FUTURE;
        let seen = interval.end.0;
        let told = self.times_told(view).filter(|_| may_go_on)?.filter_map(|id| {
            let other = self.surely(id, view, lens).filter(|other| !other.claim.until.is_empty())?;
            let (begin, end) = (other.interval.start.0, other.interval.end);
            let in_time = interval.start.0 <= end.1 && seen <= end.1 && (seen == Day::PAST || begin <= seen);
            in_time.then_some((id, (end.0.max(seen), end.1)))
        });
        told.max_by_key(|(_, end)| end.1)
    }

    /// When a claim begins as far as others tell too, and the claim by which one of those it is of came to be, where no
    /// more is known: it counts where a day is asked for.
    pub fn begins(&self, view: &View<'_, 'f>, lens: &Lens) -> (Days, Option<ClaimId>) {
        let start = self.begin_told(view, lens).unwrap_or(view.interval.start);
        let born = self.not_before(view, start, lens).filter(|(_, day)| *day <= start.1);
        born.map_or((start, None), |(born, day)| ((day, start.1), Some(born)))
    }

    /// The beginning that another claim of the same tie gives, for one that leaves it open. What was over before the claim was seen to hold, or began after that, tells of another time.
    fn begin_told(&self, view: &View<'_, 'f>, lens: &Lens) -> Option<Days> {
        let (claim, (begin, seen)) = (view.claim, view.interval.start);
        let may_be_older = claim.since.is_empty() && view.when.when.is_none() && begin == Day::PAST;
        let told = self.times_told(view).filter(|_| may_be_older)?.filter_map(|id| {
            let other = self.surely(id, view, lens).filter(|other| !other.claim.since.is_empty())?;
            let (start, end) = (other.interval.start, other.interval.end.1);
            (start.0 != Day::PAST && start.0 <= seen && seen <= end).then_some((start.0, start.1.min(seen)))
        });
        told.min()
    }

    /// The first day on which a tie, a stake or a property whose beginning is open may have been, and the claim that gives
    /// it: when the last of those it is of came to be.
    fn not_before(&self, view: &View<'_, 'f>, start: Days, lens: &Lens) -> Option<(ClaimId, Day)> {
        let claim = view.claim;
        let is_open = start.0 == Day::PAST && claim.stance != Stance::Denied && claim.lasts();
        let ends: SmallVec<[NodeIndex; 4]> = match &claim.says {
            _ if !is_open => return None,
            Says::Tie { from, to, .. } => SmallVec::from_slice(&[*from, *to]),
            Says::Stake { holders, of, .. } => holders.iter().copied().chain([*of]).collect(),
            Says::Detail { of, .. } => of.iter().copied().collect(),
            _ => return None,
        };
        ends.into_iter().filter_map(|node| self.came_to_be(node, lens)).max_by_key(|(_, day)| *day)
    }

    /// The claims that give times of the tie a claim is of, where it is one that lasts.
    fn times_told(&self, view: &View<'_, 'f>) -> Option<impl Iterator<Item = ClaimId>> {
        let ends = self.ends(&view.claim.says).filter(|_| view.claim.stance != Stance::Denied)?;
        Some(self.times_told.get(&ends)?.iter().copied().take(MOST_TIMES))
    }

    /// Another claim that is sure and speaks of the same post, if of any.
    fn surely(&self, id: ClaimId, than: &View<'_, 'f>, lens: &Lens) -> Option<View<'_, 'f>> {
        let view = self.own_view(id, lens)?;
        let it = view.claim;
        let is_same = it.post.is_none() || it.post == than.claim.post;
        (view.stance == Stance::Asserted && it.reject.is_none() && is_same).then_some(view)
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
