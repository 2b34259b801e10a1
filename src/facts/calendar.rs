//! The dates of a set as days, each text read once, before there is a model.
//!
//! Invariant: doubt is kept. What is not dated, or not dated by every source asked, is `None` and never a guess.
use super::{Cite, ClaimFields, DateValue, FactSet, List};
use crate::date::{Date, Day, Days, Interval};
use crate::text::Text;
use crate::vocab::Stance;
use crate::yaml::Raw;
use rustc_hash::FxHashMap;

/// Reads the dates of a set.
pub struct Calendar<'f> {
    facts: &'f FactSet,
    dates: FxHashMap<&'f str, Option<Date>>,
}

impl<'f> Calendar<'f> {
    /// Nothing is read yet.
    pub fn new(facts: &'f FactSet) -> Self {
        Self { facts, dates: FxHashMap::default() }
    }

    /// A date; none where it cannot be read.
    pub fn date(&mut self, raw: Raw) -> Option<&Date> {
        if raw.0.is_stand_in() {
            return None;
        }
        let text = &self.facts.files[raw.0];
        self.dates.entry(text).or_insert_with(|| Date::read(text).ok()).as_ref()
    }

    /// The days a date may mean.
    pub fn days(&mut self, raw: Raw) -> Option<Days> {
        self.date(raw).map(Date::days)
    }

    /// The days the values of a field may mean, from the first to the last; rejected ones do not count. `..` is as
    /// given. None where there is no value, or one that cannot be read.
    pub fn range(&mut self, values: &[DateValue], open: Day) -> Option<Days> {
        let mut range: Option<Days> = None;
        for value in values.iter().filter(|value| value.reject.is_none()) {
            let raw = value.is;
            let open_end = !raw.0.is_stand_in() && self.facts.files[raw.0].trim() == "..";
            let days = if open_end { (open, open) } else { self.days(raw)? };
            range = Some(range.map_or(days, |range| (range.0.min(days.0), range.1.max(days.1))));
        }
        range
    }

    /// The days on which the oldest and the newest of the cited sources came out, and where the newest says so; none
    /// where there is no source, or one of them has no day.
    pub fn published(&mut self, cites: impl IntoIterator<Item = &'f Cite>) -> Option<Published> {
        let mut all: Option<Published> = None;
        for cite in cites {
            if cite.at.is_stand_in() {
                return None;
            }
            let found = cite.at.source().filter(|of| of.list == List::Sources)?;
            let raw = self.facts.lists.sources[found.index as usize].published?;
            let days = self.days(raw)?;
            all = Some(match all {
                None => Published { first: days.0, last: days.1, newest: raw.0, oldest: raw.0 },
                Some(old) => Published {
                    first: old.first.min(days.0),
                    oldest: if days.0 < old.first { raw.0 } else { old.oldest },
                    last: old.last.max(days.1),
                    newest: if days.1 > old.last { raw.0 } else { old.newest },
                },
            });
        }
        all
    }

    /// When a claim that lasts holds, by the rule of `Interval::lasting`; none where a date cannot be read.
    pub fn lasting<C>(&mut self, fields: &'f ClaimFields, cites: C) -> Option<Interval>
    where
        C: IntoIterator<Item = &'f Cite> + Clone,
    {
        let published = self.published(cites.clone());
        let reported = published.map_or(Day::PAST, |published| published.first_of_newest(self));
        if let Some(value) = fields.when.iter().find(|value| value.reject.is_none()) {
            return self.date(value.is).map(|date| Interval::seen(date, reported));
        }
        let seen = match fields.seen {
            Some(raw) => self.days(raw)?.0,
            None => reported,
        };
        let (since, until) = (self.range(&fields.since, Day::PAST), self.range(&fields.until, Day::FUTURE));
        if since.is_none() && !fields.since.is_empty() || until.is_none() && !fields.until.is_empty() {
            return None;
        }
        Some(Interval::lasting(since, until, (self.first_told(fields, cites), seen)))
    }

    /// The day by which it was told to hold: seen then, or said in a source that was out. The future where neither has a
    /// day; what is planned holds on none.
    fn first_told(&mut self, fields: &'f ClaimFields, cites: impl IntoIterator<Item = &'f Cite>) -> Day {
        let files = &self.facts.files;
        let is_planned = |stance: Option<Text>| stance.is_some_and(|word| files[word] == *Stance::Planned.word());
        if is_planned(fields.stance) {
            return Day::FUTURE;
        }
        let mut told = fields.seen.and_then(|raw| self.days(raw)).map_or(Day::FUTURE, |days| days.1);
        for cite in cites.into_iter().filter(|cite| !is_planned(cite.more.stance)) {
            let found = Some(cite.at).filter(|at| !at.is_stand_in()).and_then(|at| at.source());
            let found = found.filter(|of| of.list == List::Sources);
            let published = found.and_then(|of| self.facts.lists.sources[of.index as usize].published);
            let days = [published, cite.more.when].map(|raw| raw.and_then(|raw| self.days(raw)));
            told = days.into_iter().flatten().fold(told, |told, days| told.min(days.1));
        }
        told
    }
}

/// When the sources of a claim came out.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    /// The first day the oldest may have come out.
    pub first: Day,
    /// Where that is written.
    pub oldest: Text,
    /// The last day the newest may have come out.
    pub last: Day,
    /// Where that is written.
    pub newest: Text,
}

impl Published {
    /// The first day the newest may have come out.
    fn first_of_newest(self, calendar: &mut Calendar) -> Day {
        calendar.days(Raw(self.newest)).map_or(Day::PAST, |days| days.0)
    }
}
