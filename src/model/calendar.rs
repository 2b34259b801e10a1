//! The points of time that claims name, in order, so that a stretch of days is found without looking at all claims.
//!
//! Invariant: it holds what is said through a clear lens, and nothing else; it is made when first asked for.
use super::{ClaimId, Lens, Model, Says, View};
use crate::date::{Date, Day, Days};
use crate::vocab::{Root, Stance};

/// How many points share one note of how late they may be.
const BLOCK: usize = 64;

/// The points of time of all claims but denials and opinions.
pub struct Calendar {
    /// Those of which nothing is known but the last day they may be, by that day.
    open: Vec<(Day, ClaimId)>,
    /// The others, by the first day they may be.
    dated: Vec<(Days, ClaimId)>,
    /// The last day of each block of those.
    latest: Vec<Day>,
}

impl Calendar {
    fn of(model: &Model) -> Self {
        let lens = Lens::default();
        let (mut open, mut dated) = (vec![], vec![]);
        for id in model.all_claims().filter(|id| model.names_time(*id)) {
            let Some(view) = model.view(id, &lens).filter(View::is_told) else { continue };
            for days in model.points(&view).iter().map(|(date, _)| date.days()) {
                if days.0 == Day::PAST { open.push((days.1, id)) } else { dated.push((days, id)) }
            }
        }
        open.sort_unstable();
        dated.sort_unstable();
        let last = |block: &[(Days, ClaimId)]| block.iter().map(|(days, _)| days.1).max().unwrap_or(Day::PAST);
        let latest = dated.chunks(BLOCK).map(last).collect();
        Self { open, dated, latest }
    }

    /// How many points there are.
    pub fn count(&self) -> usize {
        self.open.len() + self.dated.len()
    }

    /// The claims with a point that may lie between two days, in order, and how many points are passed over: of those of
    /// which nothing is known but the last day they may be, at most `open` are taken, the earliest first.
    pub fn within(&self, since: Day, until: Day, open: usize) -> (Vec<ClaimId>, usize) {
        let all = &self.open[self.open.partition_point(|(last, _)| *last < since)..];
        let (open, passed) = all.split_at(open.min(all.len()));
        let begun = &self.dated[..self.dated.partition_point(|(days, _)| days.0 <= until)];
        let blocks = begun.chunks(BLOCK).zip(&self.latest).filter(|(_, last)| **last >= since);
        let dated = blocks.flat_map(|(block, _)| block).filter(|(days, _)| days.1 >= since);
        let mut ids: Vec<ClaimId> = open.iter().map(|(_, id)| *id).chain(dated.map(|(_, id)| *id)).collect();
        ids.sort_unstable();
        ids.dedup();
        let passed = passed.iter().filter(|(_, id)| ids.binary_search(id).is_err()).count();
        (ids, passed)
    }
}

impl View<'_, '_> {
    /// Whether it is told among what happened: a denial and an opinion are not.
    pub fn is_told(&self) -> bool {
        !matches!(self.stance, Stance::Denied | Stance::Opinion)
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

    /// The points of time a claim names, each with what makes it a beginning or an end.
    pub fn points(&self, view: &View) -> Vec<(Date, &'static str)> {
        if !self.names_time(view.id) {
            return vec![];
        }
        let when = &view.when;
        let own = !(view.claim.when.is_empty() && view.claim.says.lasts());
        let points = [
            (when.when.as_ref(), ""),
            (when.seen.as_ref().filter(|_| own), "seen"),
            (when.since.as_ref(), "since"),
            // "Until 2025-06 or later" is no end that anybody reports.
            (when.until.as_ref().and_then(Option::as_ref).filter(|date| date.days().1 != Day::FUTURE), "until"),
        ];
        points.into_iter().filter_map(|(date, side)| Some((date?.clone(), side))).collect()
    }
}
