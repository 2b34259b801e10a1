//! When a claim holds: it begins on some day and ends on some day, each known within bounds.
//!
//! Invariant, and the one rule of time in `ties`: with the beginning in [s0, s1] and the end in [e0, e1], a claim
//! holds certainly on a day D if s1 ≤ D ≤ e0, and possibly if s0 ≤ D ≤ e1; on some day of a stretch [F, T] certainly if
//! s1 ≤ T and F ≤ e0, and possibly if s0 ≤ T and F ≤ e1.
use super::{Date, Day, Days};

/// Whether a claim holds at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// It does.
    Certain,
    /// It may.
    Possible,
    /// It does not.
    Not,
}

impl Holds {
    /// The word in data.
    pub fn word(self) -> &'static str {
        match self {
            Holds::Certain => "certain",
            Holds::Possible => "possible",
            Holds::Not => "not",
        }
    }
}

/// The days a claim may begin and the days it may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First and last day it may begin.
    pub start: Days,
    /// First and last day it may end.
    pub end: Days,
}

impl Interval {
    /// Without beginning or end.
    pub const ALWAYS: Self = Self { start: (Day::PAST, Day::PAST), end: (Day::FUTURE, Day::FUTURE) };

    /// Something that happens at a date: on one of its days, or throughout a stretch `a/b`.
    pub fn moment(date: &Date) -> Self {
        match date.stretch() {
            Some((start, end)) => Self::between(start, end.unwrap_or((start.1, Day::FUTURE))),
            None => Self { start: date.days(), end: date.days() },
        }
    }

    /// Something that happened some day up to the newest report of it.
    pub fn some_day(reported: Day) -> Self {
        Self { start: (Day::PAST, reported), end: (Day::PAST, reported) }
    }

    /// Something that lasts and was seen to hold at a date; a stretch `a/b` says when it began and ended.
    pub fn seen(date: &Date, reported: Day) -> Self {
        match date.stretch() {
            Some((start, Some(end))) => Self::between(start, end),
            Some((start, None)) => Self { start, end: (start.1.max(reported), Day::FUTURE) },
            None => {
                let (from, to) = date.days();
                Self { start: (Day::PAST, to), end: (from, Day::FUTURE) }
            }
        }
    }

    /// Something that lasts: from `since` to `until`, each as far as known. What is told holds on the day it is told: it
    /// has begun by the first of those days (the future where no source has a day) and goes on up to the last. Without
    /// `since` the beginning is open, without `until` the end.
    pub fn lasting(since: Option<Days>, until: Option<Days>, (first_told, last_told): Days) -> Self {
        let by_then = if first_told.is_open() { last_told } else { first_told };
        let start = since.unwrap_or((Day::PAST, until.map_or(by_then, |end| end.0)));
        // Whoever tells of it when it may be over may look back, and who tells of it before it begins looks ahead.
        let looks_back = until.is_some_and(|end| end.0 < first_told);
        let has_begun = start.0 <= first_told && !looks_back;
        let start = if has_begun { (start.0, start.1.min(first_told)) } else { start };
        let lasts_to = if since.is_some() { start.1.max(last_told) } else { last_told };
        Self::between(start, until.unwrap_or((lasts_to, Day::FUTURE)))
    }

    /// What begins ends no sooner: that narrows the days of both, where they can be right.
    fn between(start: Days, end: Days) -> Self {
        if start.0 > end.1 {
            return Self { start, end };
        }
        Self { start: (start.0, start.1.min(end.1)), end: (end.0.max(start.0), end.1) }
    }

    /// Whether it holds on a day, or on some day of a stretch of days.
    pub fn on(&self, (from, to): Days) -> Holds {
        let ((s0, s1), (e0, e1)) = (self.start, self.end);
        if s1 <= to && from <= e0 {
            Holds::Certain
        } else if s0 <= to && from <= e1 {
            Holds::Possible
        } else {
            Holds::Not
        }
    }

    /// The days on which it holds for certain. The day it ends on is left out where it held before: on that day it may
    /// have been handed over.
    pub fn certain(&self) -> Option<Days> {
        let (from, last) = (self.start.1, self.end.0);
        let handed_over = self.end.0 == self.end.1 && from < last;
        let to = if handed_over { last.add_days(-1) } else { last };
        (from <= to && to > Day::PAST).then_some((from, to))
    }

    /// Whether both may hold on one day of a stretch; the day one ends on is a day on which it holds.
    pub fn meets(&self, other: &Interval, (from, to): Days) -> bool {
        let first = self.start.0.max(other.start.0).max(from);
        let last = self.end.1.min(other.end.1).min(to);
        first <= last
    }

    /// Whether both may hold at one time; a value that ends the day the next begins is no clash.
    pub fn overlaps(&self, other: &Interval) -> bool {
        let hand_over = self.end.1 == other.start.0 || other.end.1 == self.start.0;
        let moments = self.start == self.end || other.start == other.end;
        self.start.0 <= other.end.1 && other.start.0 <= self.end.1 && (moments || !hand_over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAYS: [&str; 7] =
        ["2020-01-01", "2021-12-15", "2024-01-01", "2025-06-06", "2025-06-23", "2025-07-01", "2026-01-01"];

    fn read(text: &str) -> Date {
        Date::read(text).unwrap()
    }

    fn line(interval: Interval) -> String {
        let sign = |day: &&str| match interval.on(read(day).days()) {
            Holds::Certain => 'C',
            Holds::Possible => 'p',
            Holds::Not => '-',
        };
        DAYS.iter().map(sign).collect()
    }

    /// What the dates of a claim make of it on seven days, when the newest source is of 2025-07-01.
    #[test]
    fn truth_table() {
        let event = |date: &str| line(Interval::moment(&read(date)));
        let reported = read("2025-07-01").days().1;
        let seen = |date: &str| line(Interval::seen(&read(date), reported));
        let days = |text: &str| match text {
            "" => None,
            ".." => Some((Day::PAST, Day::PAST)),
            date => Some(read(date).days()),
        };
        let state = |since: &str, until: &str| {
            let until = if until == ".." { Some((Day::FUTURE, Day::FUTURE)) } else { days(until) };
            line(Interval::lasting(days(since), until, (reported, reported)))
        };
        assert_eq!(event("2025-06-23"), "----C--");
        assert_eq!(event("2025-06"), "---pp--");
        assert_eq!(event("2025-06-23~"), "----p--");
        assert_eq!(event("[..2025-07-01]"), "pppppp-");
        assert_eq!(event("[2024-01-01,2025-06-23]"), "--ppp--");
        assert_eq!(event("2025-06-06/2025-06-23"), "---CC--");
        assert_eq!(seen("2025-06-23"), "ppppCpp");
        assert_eq!(state("", ""), "pppppCp");
        assert_eq!(state("2021-12", ""), "-pCCCCp");
        assert_eq!(state("2021-12~", ""), "-pCCCCp");
        assert_eq!(state("2021-12", ".."), "-pCCCCC");
        assert_eq!(state("2021-12~", "2025-06-06"), "-pCC---");
        assert_eq!(state("", "2025-06-06"), "pppC---");
        assert_eq!(state("", "2025"), "pppppp-");
        assert_eq!(state("..", "2025-06-06"), "CCCC---");
        assert_eq!(state("2025?", ""), "--pppCp");
        assert_eq!(state("[..2025-07-01]", ""), "pppppCp");
        assert_eq!(seen("../2025-07-01"), "CCCCCC-");
        assert_eq!(seen("2021-12/"), "-pCCCCp");
    }

    /// What is told holds on that day, however vague its dates; who may look back, or looks ahead, gives no day.
    #[test]
    fn what_is_told_holds_on_the_day() {
        let told = |since: &str, until: &str, first: &str, last: &str| {
            let days = |text: &str| (!text.is_empty()).then(|| read(text).days());
            line(Interval::lasting(days(since), days(until), (read(first).days().1, read(last).days().0)))
        };
        assert_eq!(told("2021", "", "2021-12-15", "2025-06-06"), "-CCCppp");
        assert_eq!(told("2021", "2025-07-01", "2021-12-15", "2021-12-15"), "-CCCCC-");
        assert_eq!(told("2021", "2025-06", "2025-06-23", "2025-06-23"), "-pCpp--");
        assert_eq!(told("", "", "2021-12-15", "2025-06-06"), "pCCCppp");
        assert_eq!(told("", "2025-06-06", "2021-12-15", "2021-12-15"), "pCCC---");
        assert_eq!(told("2025", "", "2021-12-15", "2021-12-15"), "---pppp");
        assert_eq!(told("2025", "2025-06-06", "2026-01-01", "2026-01-01"), "---C---");
    }

    #[test]
    fn on_some_day_of_a_year() {
        let year = read("2025").days();
        assert_eq!(Interval::moment(&read("2025-06")).on(year), Holds::Certain);
        assert_eq!(Interval::moment(&read("[..2025-07-01]")).on(year), Holds::Possible);
        assert_eq!(Interval::moment(&read("2024-10")).on(year), Holds::Not);
        let seen = |date: &str| Interval::seen(&read(date), Day::PAST);
        assert_eq!(seen("2025-06").on(year), Holds::Certain);
        assert_eq!(seen("2024-06").on(year), Holds::Possible);
    }
}
