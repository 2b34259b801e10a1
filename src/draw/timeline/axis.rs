//! An axis of time: where a day stands, where long empty stretches are left out, which days are marked.
//!
//! Invariant: a later day stands to the right of an earlier one; where the scale changes, the axis is broken.
use crate::date::{Day, Days};

/// Days drawn at one scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    /// Its first day.
    from: Day,
    /// The day after its last.
    to: Day,
    /// Where it begins.
    pub x0: f64,
    /// Where it ends.
    pub x1: f64,
}

/// An axis from left to right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    /// In order, with a break between each two.
    pub stretches: Vec<Stretch>,
}

/// A day that is marked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    /// Where.
    pub x: f64,
    /// The day, month or year.
    pub label: String,
}

/// Room for a break.
pub(super) const BREAK: f64 = 24.;
/// How many stretches there are at most.
const MOST_STRETCHES: usize = 6;
/// A stretch has room for a label.
const NARROWEST: f64 = 84.;
/// So much of a stretch must be empty to be left out, more of it where there is little to show; and so many days.
const EMPTY_PART: f64 = 0.28;
const EMPTY_PART_OF_FEW: f64 = 0.6;
const FEW: usize = 8;
/// So many on one side of it need the room.
const CROWD: usize = 3;
const EMPTY_DAYS: i64 = 40;

impl Axis {
    /// Between two places, for the days that things are known to begin or end within.
    pub fn new(days: &[Days], x0: f64, x1: f64) -> Self {
        let parts = split(days);
        let weights: Vec<f64> = parts.iter().map(|part| weight(part, days)).collect();
        let widths = widths(&weights, x1 - x0 - BREAK * (parts.len().max(1) - 1) as f64);
        let mut x = x0;
        let mut stretches = vec![];
        for (part, width) in parts.iter().zip(widths) {
            let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
            let room = 1 + (last.1.days_since(first.0) / 40) as i32;
            let (from, to) = (first.0.add_days(-room), last.1.add_days(room + 1));
            stretches.push(Stretch { from, to, x0: x, x1: x + width });
            x += width + BREAK;
        }
        Self { stretches }
    }

    /// Where a day begins.
    pub fn x(&self, day: Day) -> f64 {
        let mut before: Option<&Stretch> = None;
        for stretch in &self.stretches {
            if day < stretch.from {
                return before.map_or(stretch.x0, |b| between(day, (b.to, b.x1), (stretch.from, stretch.x0)));
            }
            if day <= stretch.to {
                return between(day, (stretch.from, stretch.x0), (stretch.to, stretch.x1));
            }
            before = Some(stretch);
        }
        before.map_or(0., |b| b.x1)
    }

    /// The days that are marked, from left to right; at least one in each stretch.
    pub fn ticks(&self, width: impl Fn(&str) -> f64) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = vec![];
        for stretch in &self.stretches {
            let days = stretch.to.days_since(stretch.from).max(1) as f64;
            let each = (stretch.x1 - stretch.x0) / days;
            let fits = |step: &&Step| step.days() * each >= width(&step.label(stretch.from)) + 14.;
            let step = STEPS.iter().find(fits).unwrap_or(&Step::Years(10_000));
            let before = ticks.len();
            for day in step.between(stretch.from, stretch.to) {
                // What happens on a day stands in its middle.
                let x = if let Step::Days(_) = step { self.x(day) + each / 2. } else { self.x(day) };
                let tick = Tick { x, label: step.label(day) };
                let half = width(&tick.label) / 2.;
                let free = ticks.last().is_none_or(|last| last.x + width(&last.label) / 2. + 8. <= tick.x - half);
                if free && tick.x + half < stretch.x1 + BREAK * 0.7 {
                    ticks.push(tick);
                }
            }
            if ticks.len() == before {
                let middle = stretch.from.add_days((days / 2.) as i32);
                let step = if days > 200. {
                    Step::Years(1)
                } else if days > 20. {
                    Step::Months(1)
                } else {
                    Step::Days(&[])
                };
                ticks.push(Tick { x: self.x(middle), label: step.label(middle) });
            }
        }
        ticks
    }
}

fn between(day: Day, (from, x0): (Day, f64), (to, x1): (Day, f64)) -> f64 {
    x0 + (x1 - x0) * day.days_since(from) as f64 / to.days_since(from).max(1) as f64
}

/// The days in order, those that overlap as one.
fn occupied(days: &[Days]) -> Vec<Days> {
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let mut merged: Vec<Days> = vec![];
    for (from, to) in sorted {
        match merged.last_mut() {
            Some(last) if from <= last.1.add_days(1) => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// In parts with long empty stretches between them, the longest left out first.
fn split(days: &[Days]) -> Vec<Vec<Days>> {
    let mut parts = vec![occupied(days)];
    while parts.len() < MOST_STRETCHES {
        let mut best: Option<(f64, usize, usize)> = None;
        for (n, part) in parts.iter().enumerate() {
            let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
            let whole = last.1.days_since(first.0).max(1) as f64;
            let least = if count(part, days) < FEW { EMPTY_PART_OF_FEW } else { EMPTY_PART };
            for (at, two) in part.windows(2).enumerate() {
                let empty = two[1].0.days_since(two[0].1);
                let share = empty as f64 / whole;
                let crowded = count(&part[..=at], days).max(count(&part[at + 1..], days)) >= CROWD;
                if crowded && empty >= EMPTY_DAYS && share >= least && best.is_none_or(|(most, ..)| share > most) {
                    best = Some((share, n, at + 1));
                }
            }
        }
        let Some((_, n, at)) = best else { break };
        let rest = parts[n].split_off(at);
        parts.insert(n + 1, rest);
    }
    parts
}

/// How much a part has to show.
fn weight(part: &[Days], days: &[Days]) -> f64 {
    0.5 + count(part, days) as f64
}

/// How many of the days are in a part.
fn count(part: &[Days], days: &[Days]) -> usize {
    let (Some(first), Some(last)) = (part.first(), part.last()) else { return 0 };
    days.iter().filter(|(from, to)| *from >= first.0 && *to <= last.1).count()
}

/// Shares of a width by weight, none below the narrowest.
fn widths(weights: &[f64], room: f64) -> Vec<f64> {
    let narrowest = NARROWEST.min(room / weights.len().max(1) as f64);
    let total: f64 = weights.iter().sum();
    let spare = room - narrowest * weights.len() as f64;
    weights.iter().map(|weight| narrowest + spare * weight / total.max(1.)).collect()
}

/// From one mark to the next.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// On these days of each month; on every day where there are none.
    Days(&'static [u8]),
    /// So many months.
    Months(i64),
    /// So many years.
    Years(i64),
}

/// From fine to coarse.
const STEPS: [Step; 14] = [
    Step::Days(&[]),
    Step::Days(&[1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29]),
    Step::Days(&[1, 8, 15, 22]),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(1000),
];

impl Step {
    /// How many days it is, at least.
    fn days(self) -> f64 {
        match self {
            Step::Days([]) => 1.,
            Step::Days(days) => (28 / days.len()) as f64,
            Step::Months(months) => months as f64 * 28.,
            Step::Years(years) => years as f64 * 365.,
        }
    }

    fn label(self, day: Day) -> String {
        let text = day.to_string();
        let part = match self {
            Step::Days(_) => text.as_str(),
            Step::Months(_) => &text[..text.len().saturating_sub(3)],
            Step::Years(_) => &text[..text.len().saturating_sub(6)],
        };
        // A year of more than four digits stands alone.
        if text.starts_with('Y') || part.is_empty() { text } else { part.to_owned() }
    }

    /// The marked days from one day on, up to another.
    fn between(self, from: Day, to: Day) -> Vec<Day> {
        let (year, month, _) = from.civil();
        match self {
            Step::Days(days) => {
                let all = (0..to.days_since(from) as i32).map(|n| from.add_days(n));
                all.filter(|day| days.is_empty() || days.contains(&day.civil().2)).collect()
            }
            Step::Months(months) => {
                let first = Day::of(year, (i64::from(month - 1) / months * months + 1) as u8, 1);
                let all = (0..).map(|n| first.add_months(n * months));
                all.take_while(|day| *day < to && !day.is_open()).filter(|day| *day >= from).collect()
            }
            Step::Years(years) => {
                let first = year.div_euclid(years) * years;
                let all = (0..).map(|n| Day::of(first + n * years, 1, 1));
                all.take_while(|day| *day < to && !day.is_open()).filter(|day| *day >= from).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Days {
        crate::date::Date::read(text).unwrap().days()
    }

    fn axis(dates: &[&str]) -> Axis {
        Axis::new(&dates.iter().map(|text| days(text)).collect::<Vec<_>>(), 0., 1000.)
    }

    fn labels(dates: &[&str]) -> Vec<String> {
        axis(dates).ticks(|label| label.len() as f64 * 6.).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn a_long_empty_stretch_is_left_out() {
        assert_eq!(axis(&["2020", "2021", "2022", "2023"]).stretches.len(), 1);
        assert_eq!(axis(&["1960", "2025-01", "2025-02", "2025-03"]).stretches.len(), 2);
        assert_eq!(axis(&["1960", "2025-01", "2025-02"]).stretches.len(), 1);
        assert_eq!(axis(&["2025-06-23"]).stretches.len(), 1);
        assert_eq!(axis(&[]).stretches, []);
    }

    #[test]
    fn a_later_day_stands_further_right() {
        let axis = axis(&["1960", "2020", "2021", "2024-10", "2025-05-28", "2025-06-23"]);
        let mut last = -1.;
        let first = days("1955-01-01").0;
        for day in (0..27_000).map(|n| first.add_days(n)) {
            let x = axis.x(day);
            assert!(x >= last && x <= 1000., "{day} at {x}");
            last = x;
        }
    }

    #[test]
    fn marks_are_days_months_or_years() {
        assert_eq!(labels(&["2025-06-23"]), ["2025-06-22", "2025-06-23", "2025-06-24"]);
        assert_eq!(labels(&["2025-03", "2025-06"]), ["2025-03", "2025-04", "2025-05", "2025-06", "2025-07"]);
        assert_eq!(labels(&["1991", "1999", "2005", "2016", "2024"])[..3], ["1992", "1994", "1996"]);
        assert_eq!(labels(&["1950", "1985", "2020"]).len(), 15);
        assert_eq!(labels(&["-0044-03", "0012"])[0], "-0045");
        assert!(labels(&["2025-06-23", "Y99999"]).len() > 1);
    }

    #[test]
    fn each_stretch_has_a_mark() {
        let axis = axis(&["1960", "2020-02-03", "2024-10", "2025-05-28", "2025-06-23"]);
        let ticks = axis.ticks(|label| label.len() as f64 * 6.);
        for stretch in &axis.stretches {
            assert!(ticks.iter().any(|t| t.x >= stretch.x0 && t.x <= stretch.x1), "{stretch:?} {ticks:?}");
        }
    }
}
