//! Dates that keep their doubt: EDTF (ISO 8601-2, levels 0–2) read, printed and compared.
//!
//! A [`Date`] is what was written; an [`Interval`] is what a claim makes of its dates, and answers whether it holds
//! on a day. Invariant: doubt is never dropped. A vague date widens an interval, it never becomes a day.
mod day;
mod interval;
mod slip;

pub use day::Day;
pub use interval::{Holds, Interval};
pub use slip::Slip;

use edtf_core::{
    Bound, Bounds, Date as Written, Edtf, Interval as WrittenInterval, IntervalEndpoint, Precision, SetElement, SetKind,
};
use std::borrow::Cow;
use std::rc::Rc;

/// A date as it was written, and the days it may mean. Many claims bear one date: copies share what is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    edtf: Rc<Edtf>,
    days: Days,
}

/// A span of days, both included.
pub type Days = (Day, Day);

impl Date {
    /// Reads an EDTF date; also `..D`, `D..` and `a..b` without brackets are refused, with advice.
    pub fn read(text: &str) -> Result<Self, Slip> {
        if text.trim() == ".." {
            return Err(Slip::lone_dots());
        }
        // A set may have spaces: `[2024-01-01, 2025-06-23]`.
        let is_set = text.starts_with(['[', '{']);
        let written = if is_set { Cow::Owned(text.replace(' ', "")) } else { Cow::Borrowed(text) };
        Edtf::parse(&written).map(Self::of).map_err(|error| Slip::of(text, &error))
    }

    fn of(edtf: Edtf) -> Self {
        Self { days: days(&edtf), edtf: Rc::new(edtf) }
    }

    /// Some time up to a day, that day included; none where it is no day.
    pub fn by(day: Day) -> Option<Self> {
        if day.is_open() { None } else { Self::read(&format!("[..{day}]")).ok() }
    }

    /// One date that may be any of these; none where one of them is a stretch, or says that all of several are meant.
    pub fn any_of(dates: &[&Date]) -> Option<Self> {
        let choices = dates.iter().map(|date| match &*date.edtf {
            Edtf::Date(_) => Some(date.to_string()),
            Edtf::Set(set) if set.kind == SetKind::OneMember => {
                let text = date.to_string();
                Some(text.trim_matches(['[', ']']).to_owned())
            }
            Edtf::DateTime(_) | Edtf::Interval(_) | Edtf::Set(_) => None,
        });
        match choices.collect::<Option<Vec<_>>>()?.as_slice() {
            [] => None,
            [_] => Some(dates[0].clone()),
            several => Self::read(&format!("[{}]", several.join(","))).ok(),
        }
    }

    /// The days the date may mean, from the first to the last; a qualified end is widened by one unit.
    pub fn days(&self) -> Days {
        self.days
    }

    /// The first day it means if what makes it doubtful is set aside: the beginning of 2024 of `2024~`.
    pub fn first_without_doubt(&self) -> Day {
        match &*self.edtf {
            Edtf::Date(date) => covered(date).0,
            _ => self.days.0,
        }
    }

    /// The last day it means if what makes it doubtful is set aside: the end of 2024 of `2024~`.
    pub fn last_without_doubt(&self) -> Day {
        match &*self.edtf {
            Edtf::Date(date) => covered(date).1,
            _ => self.days.1,
        }
    }

    /// For a stretch `a/b`: the days it may begin and the days it may end; an end not given is `None`.
    pub fn stretch(&self) -> Option<(Days, Option<Days>)> {
        match &*self.edtf {
            Edtf::Interval(i) => Some((start_of(i), (i.end != IntervalEndpoint::Unknown).then(|| end_of(i)))),
            _ => None,
        }
    }

    /// Whether it is one day and no doubt about it.
    pub fn is_day(&self) -> bool {
        let (from, to) = self.days();
        from == to && !self.is_doubtful()
    }

    /// Whether it goes back, or on, without end: `by 2025-07-01`.
    pub fn is_open(&self) -> bool {
        self.days.0.is_open() || self.days.1.is_open()
    }

    /// Whether it is one day that is marked as doubtful: `2025-06-23~`.
    pub fn is_near_day(&self) -> bool {
        self.is_doubtful() && matches!(&*self.edtf, Edtf::Date(date) if date.precision() == Precision::Day)
    }

    /// Whether it is marked `?`, `~` or `%`.
    pub fn is_doubtful(&self) -> bool {
        self.edtf.is_approximate() || self.edtf.is_uncertain()
    }

    /// Whether two dates can mean the same: the vaguer agrees with the finer.
    pub fn agrees(&self, other: &Date) -> bool {
        let (a, b) = (self.days(), other.days());
        a.0 <= b.1 && b.0 <= a.1
    }

    /// In words for people: `2025-06`, `by 2025-07-01`, `about 2024-10`, `perhaps 2025`.
    pub fn words(&self) -> String {
        match &*self.edtf {
            Edtf::Date(date) => date_words(date),
            Edtf::DateTime(time) => date_words(&time.date),
            Edtf::Interval(interval) => interval_words(interval),
            Edtf::Set(set) => {
                let join = if set.kind == SetKind::OneMember { " or " } else { " and " };
                set.elements.iter().map(element_words).collect::<Vec<_>>().join(join)
            }
        }
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}", self.edtf)
    }
}

fn days(edtf: &Edtf) -> Days {
    match edtf {
        Edtf::Date(date) => widened(date),
        Edtf::DateTime(time) => widened(&time.date),
        Edtf::Interval(interval) => (start_of(interval).0, end_of(interval).1),
        Edtf::Set(set) => {
            let ends = set.elements.iter().map(element);
            ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((Day::PAST, Day::FUTURE))
        }
    }
}

fn date_words(date: &Written) -> String {
    let plain = plain(date);
    match (date.is_approximate(), date.is_uncertain()) {
        (true, true) => format!("perhaps about {plain}"),
        (true, false) => format!("about {plain}"),
        (false, true) => format!("perhaps {plain}"),
        (false, false) => plain,
    }
}

/// The date without the signs of doubt, a season or a quarter in words.
fn plain(date: &Written) -> String {
    let text: String = date.to_string().chars().filter(|c| !matches!(c, '?' | '~' | '%')).collect();
    if date.precision() != Precision::Season {
        return text;
    }
    let (year, code) = text.split_at(text.len() - 2);
    let year = year.trim_end_matches('-');
    match code {
        "21" | "25" | "29" => format!("spring {year}"),
        "22" | "26" | "30" => format!("summer {year}"),
        "23" | "27" | "31" => format!("autumn {year}"),
        "24" | "28" | "32" => format!("winter {year}"),
        "33" | "34" | "35" | "36" => format!("quarter {} of {year}", code.as_bytes()[1] - b'2'),
        "37" | "38" | "39" => format!("third {} of {year}", code.as_bytes()[1] - b'6'),
        _ => format!("half {} of {year}", if code == "40" { 1 } else { 2 }),
    }
}

fn interval_words(interval: &WrittenInterval) -> String {
    let end = |end: &IntervalEndpoint| match end {
        IntervalEndpoint::Date(d) => date_words(d),
        IntervalEndpoint::OnOrBefore(d) => format!("by {}", date_words(d)),
        IntervalEndpoint::OnOrAfter(d) => format!("{} or later", date_words(d)),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => String::new(),
    };
    match (&interval.start, &interval.end) {
        (IntervalEndpoint::Open | IntervalEndpoint::Unknown, to) => format!("until {}", end(to)),
        (from, IntervalEndpoint::Open | IntervalEndpoint::Unknown) => format!("since {}", end(from)),
        (from, to) => {
            let (from, to) = (end(from), end(to));
            match (from.strip_suffix("-01-01"), to.strip_suffix("-12-31")) {
                (Some(year), Some(last)) if year == last => format!("all of {year}"),
                _ => format!("{from} to {to}"),
            }
        }
    }
}

fn element_words(element: &SetElement) -> String {
    match element {
        SetElement::Date(d) => date_words(d),
        SetElement::OnOrBefore(d) => format!("by {}", date_words(d)),
        SetElement::OnOrAfter(d) => format!("{} or later", date_words(d)),
        SetElement::Range(a, b) => format!("between {} and {}", date_words(a), date_words(b)),
    }
}

fn element(element: &SetElement) -> Days {
    match element {
        SetElement::Date(d) => widened(d),
        SetElement::OnOrBefore(d) => (Day::PAST, widened(d).1),
        SetElement::OnOrAfter(d) => (widened(d).0, Day::FUTURE),
        SetElement::Range(a, b) => (widened(a).0, widened(b).1),
    }
}

fn start_of(interval: &WrittenInterval) -> Days {
    match &interval.start {
        IntervalEndpoint::Date(d) => widened(d),
        IntervalEndpoint::OnOrBefore(d) => (Day::PAST, widened(d).1),
        IntervalEndpoint::OnOrAfter(d) => (widened(d).0, Day::FUTURE),
        IntervalEndpoint::Open => (Day::PAST, Day::PAST),
        IntervalEndpoint::Unknown => (Day::PAST, end_of(interval).0),
    }
}

fn end_of(interval: &WrittenInterval) -> Days {
    match &interval.end {
        IntervalEndpoint::Date(d) => widened(d),
        IntervalEndpoint::OnOrBefore(d) => (Day::PAST, widened(d).1),
        IntervalEndpoint::OnOrAfter(d) => (widened(d).0, Day::FUTURE),
        IntervalEndpoint::Open => (Day::FUTURE, Day::FUTURE),
        IntervalEndpoint::Unknown => (start_of(interval).1, Day::FUTURE),
    }
}

/// The days a date covers, whatever doubt it is marked with.
fn covered(date: &Written) -> Days {
    let Bounds { earliest, latest } = Edtf::Date(*date).bounds();
    let day = |bound, open| match bound {
        Bound::Date(d) => Day::of(d.year, d.month, d.day),
        Bound::NegativeInfinity => Day::PAST,
        Bound::PositiveInfinity => Day::FUTURE,
        Bound::Unknown => open,
    };
    (day(earliest, Day::PAST), day(latest, Day::FUTURE))
}

/// The same; `?`, `~` and `%` widen both sides by one unit of its precision.
fn widened(date: &Written) -> Days {
    let (from, to) = covered(date);
    if !date.is_approximate() && !date.is_uncertain() {
        return (from, to);
    }
    match date.precision() {
        Precision::Day => (from.add_days(-1), to.add_days(1)),
        Precision::Month => (from.add_months(-1), to.add_days(1).add_months(1).add_days(-1)),
        Precision::Season => (from.add_months(-3), to.add_days(1).add_months(3).add_days(-1)),
        Precision::Year => (from.add_months(-12), to.add_days(1).add_months(12).add_days(-1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_words() {
        let words = |text| Date::read(text).unwrap().words();
        assert_eq!(words("2025-06-23"), "2025-06-23");
        assert_eq!(words("[..2025-07-01]"), "by 2025-07-01");
        assert_eq!(words("2024-10~"), "about 2024-10");
        assert_eq!(words("2025?"), "perhaps 2025");
        assert_eq!(words("2025-22"), "summer 2025");
        assert_eq!(words("2025-34"), "quarter 2 of 2025");
        assert_eq!(words("../2025-07-01"), "until 2025-07-01");
        assert_eq!(words("2024-01-01/2024-12-31"), "all of 2024");
        assert_eq!(words("2024-01-01/2024-12-31~"), "2024-01-01 to about 2024-12-31");
        assert_eq!(words("[2023-06-30..2023-12-31]"), "between 2023-06-30 and 2023-12-31");
        assert_eq!(words("{2025-06-01,2025-06-02}"), "2025-06-01 and 2025-06-02");
        assert_eq!(words("{2025-06-01, 2025-06-02}"), words("{2025-06-01,2025-06-02}"));
        assert_eq!(words("[1667, 1668, 1670..1672]"), words("[1667,1668,1670..1672]"));
    }

    #[test]
    fn doubt_widens_by_one_unit() {
        let days = |text| {
            let (from, to) = Date::read(text).unwrap().days();
            format!("{from} {to}")
        };
        assert_eq!(days("2021-12~"), "2021-11-01 2022-01-31");
        assert_eq!(days("2025?"), "2024-01-01 2026-12-31");
        assert_eq!(days("2024-02-29%"), "2024-02-28 2024-03-01");
        assert_eq!(days("2025-06"), "2025-06-01 2025-06-30");
    }

    #[test]
    fn the_vaguer_agrees_with_the_finer() {
        let agree = |a, b| Date::read(a).unwrap().agrees(&Date::read(b).unwrap());
        assert!(agree("[..2025-07-01]", "2025-06-23"));
        assert!(agree("2025", "2025-06"));
        assert!(!agree("2023-09-15", "2023-09-16"));
    }
}
