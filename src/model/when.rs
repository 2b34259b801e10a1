//! When a claim holds, in the words it was given.
//!
//! Invariant: doubt is put into the words; a day that is only that of a report is told as one.
use super::DateField;
use crate::date::Date;

/// When a claim holds, in the words it was given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    /// It happened then.
    pub when: Option<Date>,
    /// It holds since then.
    pub since: Option<Date>,
    /// It holds until then; `Some(None)` is without end.
    pub until: Option<Option<Date>>,
    /// It was seen to hold then, and its end is not known.
    pub seen: Option<Date>,
    /// What the day in `seen` is the day of.
    pub day_of: DayOf,
    /// Its beginning is not stated, and it is asked for a time before the first that is told of it.
    pub untold: bool,
}

/// What a day on which something held is the day of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOf {
    /// The facts say that it held then.
    #[default]
    Holding,
    /// The newest source came out then.
    Report,
    /// The plan was spoken of then.
    Plan,
}

impl When {
    /// A date of a field, where it is not only that of a report: in place of when it happened, the day it was seen to hold.
    pub fn told(&self, field: DateField) -> Option<&Date> {
        match field {
            DateField::When if self.day_of == DayOf::Report => self.when.as_ref(),
            DateField::When => self.when.as_ref().or(self.seen.as_ref()),
            DateField::Since => self.since.as_ref(),
            DateField::Until => self.until.as_ref()?.as_ref(),
        }
    }

    /// For people: `2025-06-23`, `by 2025-07-01`, `on 2025-07-01`, `since 2021-12~ until 2025-06`, `since 2021, last
    /// seen 2025-07-01`.
    pub fn words(&self) -> String {
        let words = |date: &Date| date.words();
        if let Some(when) = &self.when {
            return words(when);
        }
        // What began or ended by some day did so at a time not known.
        let end = |word: &str, by: &str, date: &Date| match words(date) {
            text if text.starts_with("by ") => format!("{by} {text}"),
            text if text.starts_with("between ") => format!("{word} some day {text}"),
            text => format!("{word} {text}"),
        };
        // That it had begun by the day it ended goes without saying.
        let is_told = |d: &&Date| match &self.until {
            Some(Some(until)) => !words(d).starts_with("by ") || until.days().1 > d.days().1,
            _ => true,
        };
        let since = self.since.as_ref().filter(is_told).map(|d| end("since", "begun", d));
        // What held up to some day at the most had ended before the next.
        let ended = |d: &Date| match d.days().1 {
            last if words(d) == format!("by {last}") => format!("ended before {}", last.add_days(1)),
            _ => end("until", "ended", d),
        };
        let until = self.until.as_ref().map(|u| u.as_ref().map_or("without end".into(), ended));
        if self.untold {
            return self.untold_words(until);
        }
        let parts: Vec<String> = since.into_iter().chain(until).collect();
        if !parts.is_empty() {
            let seen = self.seen.as_ref().map_or(String::new(), |date| format!(", last seen {}", words(date)));
            return parts.join(" ") + &seen;
        }
        let Some(seen) = &self.seen else { return String::new() };
        match (self.day_of, words(seen)) {
            (DayOf::Report, text) => format!("reported {text}"),
            (DayOf::Plan, text) => format!("said {text}"),
            (DayOf::Holding, text) if text.starts_with(|c: char| c.is_ascii_digit()) => {
                let is_longer = seen.stretch().is_none() && !seen.is_day();
                format!("{} {text}", if is_longer { "in" } else { "on" })
            }
            (DayOf::Holding, text) => text,
        }
    }

    /// `beginning not stated, first reported 2025-06-17`.
    fn untold_words(&self, until: Option<String>) -> String {
        let first = self.seen.as_ref().map(|seen| match (self.day_of, seen.words()) {
            (DayOf::Report | DayOf::Plan, text) => format!("first reported {text}"),
            (DayOf::Holding, text) => format!("seen {text}"),
        });
        let parts = std::iter::once("beginning not stated".to_owned()).chain(first).chain(until);
        parts.collect::<Vec<_>>().join(", ")
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
