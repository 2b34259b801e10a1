//! The values of the date fields of a claim, each with the citations that give it.
//!
//! Invariant: a value rests on its own citations; only where it has none, on those of its claim.
use super::{Citation, Cites, Claim, Dated, Lens, Model, Passage, View, When};
use crate::date::Date;

/// A date field of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateField {
    /// When it happened.
    When,
    /// Since when it holds.
    Since,
    /// Until when.
    Until,
}

impl DateField {
    /// All of them.
    pub const ALL: [Self; 3] = [DateField::When, DateField::Since, DateField::Until];

    /// The word in the files.
    pub fn word(self) -> &'static str {
        match self {
            DateField::When => "when",
            DateField::Since => "since",
            DateField::Until => "until",
        }
    }

    /// Its values in a claim.
    pub fn of<'c, 'f>(self, claim: &'c Claim<'f>) -> &'c [Dated<'f>] {
        match self {
            DateField::When => &claim.when,
            DateField::Since => &claim.since,
            DateField::Until => &claim.until,
        }
    }
}

/// A value of a date field, and where it is given.
pub struct Given<'m, 'f> {
    /// The field.
    pub field: DateField,
    /// The value.
    pub value: &'m Dated<'f>,
    /// Where it is given.
    pub cites: Cites<'m, 'f>,
    /// Why another value of the field, which it does not agree with, is to be believed.
    pub preferred: Option<&'f str>,
}

impl Given<'_, '_> {
    /// When what it is given for holds, if it is so.
    pub fn when(&self) -> When {
        let date = self.value.date.clone();
        match self.field {
            DateField::When => When { when: date, ..When::default() },
            DateField::Since => When { since: date, ..When::default() },
            DateField::Until => When { until: Some(date), ..When::default() },
        }
    }
}

impl<'f> Dated<'f> {
    /// For people: `2025-06-16`, `without end`.
    pub fn words(&self) -> String {
        self.date.as_ref().map_or("without end".to_owned(), |date| date.words())
    }

    fn agrees(&self, other: &Dated) -> bool {
        match (&self.date, &other.date) {
            (Some(one), Some(other)) => one.agrees(other),
            (None, None) => true,
            _ => false,
        }
    }
}

impl<'f> Model<'f> {
    /// The values of the date fields of a claim that the lens lets through, rejected ones too.
    pub fn given<'m>(&'m self, view: &View<'m, 'f>, lens: &Lens) -> Vec<Given<'m, 'f>> {
        let claim = view.claim;
        let mut all = vec![];
        for field in DateField::ALL {
            let values = field.of(claim);
            for value in values {
                let cites: Cites = match value.cites.as_slice() {
                    [] => view.cites.clone(),
                    own => own.iter().filter(|cite| self.counts(cite, lens)).collect(),
                };
                let best = values.iter().find(|other| other.prefer.is_some());
                let preferred = best.filter(|best| !best.agrees(value)).and_then(|best| best.prefer);
                if value.cites.is_empty() || !cites.is_empty() {
                    all.push(Given { field, value, cites, preferred });
                }
            }
        }
        all
    }

    /// Where the date is given that counts in a field of a claim; none where the claim itself gives it.
    pub fn dated_by<'m>(&'m self, view: &View<'m, 'f>, field: DateField, lens: &Lens) -> Option<Cites<'m, 'f>> {
        let claim = view.claim;
        if DateField::ALL.iter().flat_map(|field| field.of(claim)).all(|value| value.cites.is_empty()) {
            return None;
        }
        let given = self.given(view, lens).into_iter();
        let counts = |g: &Given| {
            g.field == field && g.preferred.is_none() && (g.value.reject.is_none() || lens.source.is_some())
        };
        let given: Vec<Given> = given.filter(counts).collect();
        let is_own = !given.is_empty() && given.iter().all(|g| !g.value.cites.is_empty());
        is_own.then(|| given.into_iter().flat_map(|g| g.cites.to_vec()).collect())
    }
}

impl<'f> Model<'f> {
    /// The passages that are cited for the end a claim has, of sources that do not say the claim itself.
    pub fn only_ending(&self, view: &View<'f, 'f>, says: &[Passage<'f>]) -> Vec<Passage<'f>> {
        let Some(Some(end)) = &view.when.until else { return vec![] };
        let is_end = |value: &&Dated| value.reject.is_none() && value.date.as_ref() == Some(end);
        let cites = view.claim.until.iter().filter(is_end).flat_map(|value| &value.cites);
        let is_new = |cite: &&Citation| says.iter().all(|passage| passage.source != cite.source);
        let cites = cites.filter(|cite| is_new(cite) && self.counts(cite, &view.lens));
        cites.map(|cite| Passage { dating: Some(view.claim), only_ends: true, ..Passage::of(cite, &[]) }).collect()
    }
}

/// What a passage gives in place of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gives<'f> {
    /// The date: it is cited for it.
    It,
    /// The date, as far as is known: it is cited for a claim that has it.
    Same,
    /// Another.
    Other(&'f Date),
    /// That it was seen to hold on a day between its first and its last.
    Seen,
    /// None, where the claim it is cited for has some.
    Nothing,
    /// None: the claim it is cited for has not this date.
    Elsewhere,
}

impl<'f> Passage<'f> {
    /// What the source gives in place of a date of what the passage is cited for: of the passage, or as it is cited for
    /// one of several values.
    pub fn gives(&self, field: DateField, shown: &Date) -> Gives<'f> {
        // What lasts may be seen on any day after it began and before it ended.
        let lasts = self.dating.is_none_or(|claim| claim.lasts());
        let meets = |date: &Date| {
            let (its, theirs) = (date.days(), shown.days());
            let is_wider = its != theirs && its.0 <= theirs.0 && its.1 >= theirs.1;
            let is_within = match field {
                DateField::When => true,
                DateField::Since => its.0 >= theirs.0,
                DateField::Until => its.1 <= theirs.1,
            };
            lasts && !date.is_open() && !is_wider && is_within
        };
        match &self.cite.when {
            Some(date) if date == shown => return Gives::Same,
            Some(date) if !meets(date) => return Gives::Other(date),
            Some(_) if field != DateField::When => return Gives::Seen,
            _ => {}
        }
        let values = self.dating.map_or(&[][..], |claim| field.of(claim));
        let is_shown = |value: &&Dated| value.date.as_ref() == Some(shown);
        if !values.iter().any(|value| is_shown(&value)) {
            return Gives::Elsewhere;
        }
        if values.iter().any(|value| value.cites.is_empty()) {
            return Gives::Same;
        }
        let its = || values.iter().filter(|value| value.cites.iter().any(|cite| cite.source == self.source));
        match its().find(is_shown).or(its().next()) {
            None => Gives::Nothing,
            Some(value) if is_shown(&value) => Gives::It,
            Some(value) => value.date.as_ref().map_or(Gives::Nothing, Gives::Other),
        }
    }
}
