//! The values of the date fields of a claim, each with the citations that give it.
//!
//! Invariant: a value rests on its own citations; only where it has none, on those of its claim.
use super::{Cites, Dated, Lens, Model, View};

/// A value of a date field, and where it is given.
pub struct Given<'m, 'f> {
    /// The field.
    pub field: &'static str,
    /// The value.
    pub value: &'m Dated<'f>,
    /// Where it is given.
    pub cites: Cites<'m, 'f>,
    /// Why another value of the field, which it does not agree with, is to be believed.
    pub preferred: Option<&'f str>,
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
        for (field, values) in [("when", &claim.when), ("since", &claim.since), ("until", &claim.until)] {
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
    pub fn dated_by<'m>(&'m self, view: &View<'m, 'f>, field: &str, lens: &Lens) -> Option<Cites<'m, 'f>> {
        let claim = view.claim;
        if [&claim.when, &claim.since, &claim.until].into_iter().flatten().all(|value| value.cites.is_empty()) {
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
