//! The points of time that claims name, in order, so that a stretch of days is found without looking at all claims.
//!
//! Invariant: it holds what is said through a clear lens, and nothing else; it is made when first asked for.
use super::{ClaimId, Lens, Model, Says, View};
use crate::date::{Date, Day, Days};
use crate::vocab::{Root, Stance};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a point of time is to its claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It happened then.
    On,
    /// It was seen to hold then.
    Seen,
    /// It holds since then.
    Since,
    /// It holds until then.
    Until,
}

impl Mark {
    const ALL: [Self; 4] = [Self::On, Self::Seen, Self::Since, Self::Until];
}

/// A point of time that a claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The days it may be.
    pub days: Days,
    /// The first day that is named, which is a later one where that is doubtful: that of October in `about 2024-10`.
    pub named: Day,
    /// What it is to the claim.
    pub mark: Mark,
    /// The claim.
    pub claim: ClaimId,
}

impl Point {
    /// Whether nothing is known of it but the last day it may be.
    pub fn is_open(&self) -> bool {
        self.days.0 == Day::PAST
    }
}

/// How many points share one note of how late they may be.
const BLOCK: usize = 64;

/// The points of time of all claims but denials and opinions.
pub struct Calendar {
    /// Those that are open, by the last day they may be.
    open: Vec<Point>,
    /// The open ones of claims that name more than one point.
    beside: FxHashMap<ClaimId, Vec<Point>>,
    /// The others, by the first day they may be.
    dated: Vec<Point>,
    /// The last day of each block of those.
    latest: Vec<Day>,
}

impl Calendar {
    fn of(model: &Model) -> Self {
        let lens = Lens::default();
        let (mut open, mut dated) = (vec![], vec![]);
        let mut beside: FxHashMap<ClaimId, Vec<Point>> = FxHashMap::default();
        for id in model.all_claims() {
            let points = model.points(id, &lens);
            let several = points.len() > 1;
            for point in points {
                if !point.is_open() {
                    dated.push(point);
                    continue;
                }
                open.push(point);
                if several {
                    beside.entry(id).or_default().push(point);
                }
            }
        }
        open.sort_unstable_by_key(by_last);
        dated.sort_unstable();
        let last = |block: &[Point]| block.iter().map(|point| point.days.1).max().unwrap_or(Day::PAST);
        let latest = dated.chunks(BLOCK).map(last).collect();
        Self { open, beside, dated, latest }
    }

    /// How many points there are.
    pub fn count(&self) -> usize {
        self.open.len() + self.dated.len()
    }

    /// The points that may lie between two days, and how many are passed over: of those that are open at most so many are
    /// taken, the earliest first, but for those of claims that have another there.
    pub fn within(&self, (since, until): Days, most: usize) -> (Vec<Point>, usize) {
        let all = &self.open[self.open.partition_point(|point| point.days.1 < since)..];
        let (first, passed) = all.split_at(most.min(all.len()));
        let begun = &self.dated[..self.dated.partition_point(|point| point.days.0 <= until)];
        let blocks = begun.chunks(BLOCK).zip(&self.latest).filter(|(_, last)| **last >= since);
        let dated = blocks.flat_map(|(block, _)| block).filter(|point| point.days.1 >= since);
        let mut points: Vec<Point> = dated.chain(first).copied().collect();
        let Some(next) = passed.first().map(by_last) else { return (points, 0) };
        let listed: FxHashSet<ClaimId> = points.iter().map(|point| point.claim).collect();
        let beside = listed.iter().filter_map(|claim| self.beside.get(claim)).flatten();
        let before = points.len();
        points.extend(beside.filter(|point| by_last(point) >= next));
        let passed = passed.len() - (points.len() - before);
        (points, passed)
    }
}

/// What points that are not open are told by.
pub fn by_name(point: &Point) -> (Day, Days, Mark, ClaimId) {
    (point.named, point.days, point.mark, point.claim)
}

/// What open points are sorted by.
pub fn by_last(point: &Point) -> (Day, ClaimId, Mark) {
    (point.days.1, point.claim, point.mark)
}

impl View<'_, '_> {
    /// Whether it is told among what happened: an opinion is not.
    pub fn is_told(&self) -> bool {
        self.stance != Stance::Opinion
    }

    /// The date of a point of time, where the claim names it.
    pub fn date_of(&self, mark: Mark) -> Option<&Date> {
        let when = &self.when;
        match mark {
            Mark::On => when.when.as_ref(),
            // The day of a mere report is none of its own.
            Mark::Seen => when.seen.as_ref().filter(|_| !self.claim.when.is_empty() || !self.claim.says.lasts()),
            Mark::Since => when.since.as_ref(),
            // "Until 2025-06 or later" is no end that anybody reports.
            Mark::Until => when.until.as_ref().and_then(Option::as_ref).filter(|date| date.days().1 != Day::FUTURE),
        }
    }
}

impl<'f> Model<'f> {
    /// The points of time of all claims.
    pub fn calendar(&self) -> &Calendar {
        self.calendar.get_or_init(|| Calendar::of(self))
    }

    /// Whether a claim has a time of its own: a party or a link has that of its agreement or event; only who joins an
    /// agreement later has a day.
    pub fn names_time(&self, id: ClaimId) -> bool {
        let claim = self.claim(id);
        match claim.says {
            Says::Party { of, .. } => claim.is_dated() && self.graph[of].root == Root::Agreement,
            Says::Link { .. } => false,
            Says::Status { .. }
            | Says::Stake { .. }
            | Says::Tie { .. }
            | Says::Happened { .. }
            | Says::Detail { .. } => true,
        }
    }

    /// The points of time that a claim names through a lens, where it is told at all.
    pub fn points(&self, id: ClaimId, lens: &Lens) -> Vec<Point> {
        let view = Some(id).filter(|id| self.names_time(*id)).and_then(|id| self.view(id, lens)).filter(View::is_told);
        let Some(view) = view else { return vec![] };
        let point = |mark| {
            let date = view.date_of(mark)?;
            Some(Point { days: date.days(), named: date.first_without_doubt(), mark, claim: id })
        };
        Mark::ALL.into_iter().filter_map(point).collect()
    }
}
