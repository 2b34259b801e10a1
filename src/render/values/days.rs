//! The sources of a row that give another day than the row, or none.
//!
//! Invariant: a day is told on the word of a source only where that source gives it; else it is told which does not.
use super::{Bibliography, named};
use crate::ask::Evidence;
use crate::date::Date;
use crate::model::{DateField, Gives};

/// `; [3] gives no day; [4] says about 2025-06-23` or `; day: [1] and [2] only`: the sources that are vaguer than the day a
/// row gives, those that give another, those that alone are cited for it. Only of dates that stand in the row.
pub(in crate::render) fn other_days(
    evidence: &Evidence,
    bibliography: &Bibliography,
    stands: impl Fn(&str) -> bool,
) -> String {
    let shown = |field: DateField| {
        let date = evidence.when.told(field).filter(|date| stands(&date.words()))?;
        Some((field, date))
    };
    let dates: Vec<(DateField, &Date)> = DateField::ALL.into_iter().filter_map(shown).collect();
    let name = |field: DateField, shown: &Date| match (field, shown.is_day()) {
        (DateField::Since, true) if dates.len() > 1 => "first day",
        (DateField::Until, true) if dates.len() > 1 => "last day",
        (DateField::Since, false) if dates.len() > 1 => "beginning",
        (DateField::Until, false) if dates.len() > 1 => "end",
        (_, true) => "day",
        (_, false) => "date",
    };
    let told = |field: DateField, shown: &Date| of_one(evidence, field, shown, bibliography).words(name(field, shown));
    dates.iter().map(|(field, shown)| told(*field, shown)).collect()
}

/// What the sources of a row give in place of one of its dates, by their numbers.
#[derive(Default)]
struct Others {
    same: Vec<usize>,
    vague: Vec<usize>,
    silent: Vec<usize>,
    other: Vec<(usize, String)>,
}

fn of_one(evidence: &Evidence, field: DateField, shown: &Date, bibliography: &Bibliography) -> Others {
    // Where a source is cited for the day, one that is cited for something else of the row is not.
    let is_cited = evidence.cites.iter().any(|passage| passage.gives(field, shown) == Gives::It);
    let mut others = Others::default();
    for source in evidence.sources() {
        let passages = evidence.cites.iter().filter(|cite| cite.source == source);
        let told = passages.map(|passage| told(passage.gives(field, shown), shown, is_cited)).min();
        let (Some(told), Some(number)) = (told, bibliography.number(source)) else { continue };
        match told {
            Told::Same => others.same.push(number),
            Told::Other(date) => others.other.push((number, date)),
            Told::Vague => others.vague.push(number),
            Told::Silent => others.silent.push(number),
        }
    }
    others
}

impl Others {
    fn words(mut self, name: &str) -> String {
        if self.same.is_empty() {
            // What a row has from claims of others, none of its own gives.
            self.vague.append(&mut self.silent);
        }
        self.same.sort_unstable();
        self.vague.sort_unstable();
        self.other.sort();
        let named = |numbers: &[usize]| named(numbers.iter().copied());
        let none = match self.vague.len() {
            _ if !self.silent.is_empty() => format!("; {name}: {} only", named(&self.same)),
            0 => String::new(),
            1 => format!("; {} gives no {name}", named(&self.vague)),
            _ => format!("; {} give no {name}", named(&self.vague)),
        };
        self.other.iter().fold(none, |all, (number, date)| all + &format!("; [{number}] says {date}"))
    }
}

/// What a passage says of a date; of a source with several, what stands first here is told.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Same,
    Other(String),
    Vague,
    Silent,
}

fn told(gives: Gives, shown: &Date, is_cited: bool) -> Told {
    match gives {
        Gives::It | Gives::Same => Told::Same,
        // By when something was at the latest is mostly the day of a page.
        Gives::Nothing | Gives::Elsewhere if shown.is_open() => Told::Same,
        Gives::Other(date) if date.is_near_day() && shown.is_day() || !date.agrees(shown) => Told::Other(date.words()),
        Gives::Other(date) if date.is_day() && !shown.is_day() => Told::Other(date.words()),
        // What is up to a day, or from one, has no beginning, or no end.
        Gives::Other(_) if shown.is_open() => Told::Same,
        Gives::Other(date) if shown.is_day() || date.is_open() => Told::Vague,
        Gives::Other(date) => Told::Other(date.words()),
        Gives::Seen => Told::Vague,
        Gives::Elsewhere if !is_cited => Told::Same,
        Gives::Nothing | Gives::Elsewhere => Told::Silent,
    }
}
