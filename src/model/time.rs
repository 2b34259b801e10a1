//! The one time-and-stance function: what a claim comes to through the lens of a question.
//!
//! Invariant: no question looks at dates or sources in any other way than through [`Model::view`], or through
//! [`Model::any_view`] where what is rejected, or holds at another time, is to be told too.
use super::{Citation, Cites, Claim, ClaimId, Dated, DayOf, Lens, Model, Says, SourceId, Speaker, When};
use crate::date::{Date, Day, Days, Holds, Interval};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use smallvec::SmallVec;

/// A claim with those of its citations that count, whatever its time.
#[derive(Clone, Debug)]
pub struct Heard<'m, 'f> {
    /// The claim.
    pub claim: &'m Claim<'f>,
    /// The citations that count.
    pub cites: Cites<'m, 'f>,
}

/// A claim as a question sees it.
#[derive(Clone, Debug)]
pub struct View<'m, 'f> {
    /// Its number.
    pub id: ClaimId,
    /// The claim.
    pub claim: &'m Claim<'f>,
    /// The citations that count.
    pub cites: Cites<'m, 'f>,
    /// How it is put by them.
    pub stance: Stance,
    /// When it begins and ends, as far as known.
    pub interval: Interval,
    /// The same in the words it was given.
    pub when: When,
    /// Whether it holds at the time of the question; always for certain without one.
    pub holds: Holds,
    /// The claim of the same tie that gives the end this one leaves open.
    pub ended_by: Option<ClaimId>,
    /// The claim by which one of those it ties came to be, where that is all that is known of its beginning and a day is
    /// asked for.
    pub not_before: Option<ClaimId>,
    /// What it is seen through.
    pub lens: Lens,
}

impl<'f> Heard<'_, 'f> {
    /// What the facts note beside it; nothing where some of its sources are left out, for it may speak of those.
    pub fn note(&self) -> Option<&'f str> {
        note(self.claim, &self.cites)
    }

    /// Who says it: the speakers of the claim, else those of its citations when they agree.
    pub fn said_by(&self) -> Vec<Speaker<'f>> {
        said_by(self.claim, &self.cites)
    }
}

impl<'f> View<'_, 'f> {
    /// What the facts note beside it; nothing where some of its sources are left out, for it may speak of those.
    pub fn note(&self) -> Option<&'f str> {
        note(self.claim, &self.cites)
    }

    /// Who says it: the speakers of the claim, else those of its citations when they agree.
    pub fn said_by(&self) -> Vec<Speaker<'f>> {
        said_by(self.claim, &self.cites)
    }

    /// When, in words, where the claim itself says so; the day of a mere report is left out.
    pub fn stated_when(&self) -> Option<String> {
        let claim = self.claim;
        let words = self.when.words();
        let says_when = claim.is_dated() || !claim.lasts() || self.when.untold;
        (says_when && !words.is_empty()).then_some(words)
    }

    /// Whether it is over, by what the record says.
    pub fn is_ended(&self, newest: Day) -> bool {
        let has_end = self.when.until.as_ref().is_some_and(Option::is_some) || self.ended_by.is_some();
        self.claim.lasts() && has_end && self.interval.end.1 <= newest
    }
}

impl<'f> Model<'f> {
    /// What a claim comes to through a lens; `None` where it is out of the answer.
    pub fn view<'m>(&'m self, id: ClaimId, lens: &Lens) -> Option<View<'m, 'f>> {
        if self.claim(id).reject.is_some() && lens.source.is_none() {
            return None;
        }
        let wanted = |view: &View| lens.stance.is_none_or(|stance| view.stance == stance);
        let in_time = |view: &View| view.holds == Holds::Certain || view.holds == Holds::Possible && !lens.certain;
        let view = self.any_view(id, lens);
        if view.as_ref().is_some_and(|view| wanted(view) && in_time(view)) { view } else { None }
    }

    /// How a claim is put, where it is in the answer at all: the stance of its [`Model::view`], without looking at times
    /// and sources where they decide nothing. Most of a walk over many claims needs no more.
    pub fn stance_of(&self, id: ClaimId, lens: &Lens) -> Option<Stance> {
        if !lens.is_clear() {
            return self.view(id, lens).map(|view| view.stance);
        }
        let claim = self.claim(id);
        let narrowed = match &*claim.cites {
            [only] => only.stance,
            _ => None,
        };
        let stance = narrowed.unwrap_or(claim.stance);
        (claim.reject.is_none() && lens.stance.is_none_or(|s| s == stance)).then_some(stance)
    }

    /// The same for rejected claims and claims of any time too.
    pub fn any_view<'m>(&'m self, id: ClaimId, lens: &Lens) -> Option<View<'m, 'f>> {
        let mut view = self.own_view(id, lens);
        if let Some(view) = &mut view {
            self.look_at_others(view, lens);
        }
        view
    }

    /// Takes over what other claims give of the time.
    fn look_at_others(&self, view: &mut View<'_, 'f>, lens: &Lens) {
        let begins = lens.as_of.map(|_| self.begins(view, lens));
        let born = begins.and_then(|(_, born)| born);
        let end = self.end_told(view, lens);
        if let Some((start, None)) = begins {
            view.interval.start = start;
        }
        if let Some((other, end)) = end {
            (view.interval.end, view.ended_by) = (end, Some(other));
        }
        if begins.is_some() || end.is_some() {
            view.holds = self.holds(view.claim, view.interval, &view.cites, lens);
        }
        // What is not told of its beginning is so too where those it is of came to be some day.
        if let Some(untold) = self.before_told(view, lens) {
            view.when = untold;
        }
        if let (Some((start, _)), Some(_)) = (begins, born) {
            (view.interval.start, view.not_before) = (start, born);
            view.holds = self.holds(view.claim, view.interval, &view.cites, lens);
        }
    }

    /// A claim by what it says itself.
    pub(super) fn own_view<'m>(&'m self, id: ClaimId, lens: &Lens) -> Option<View<'m, 'f>> {
        let Heard { claim, cites } = self.heard(id, lens)?;
        let narrowed = cites.len() < claim.cites.len();
        let stance = narrower(&cites, narrowed, |c| c.stance).unwrap_or(claim.stance);
        let (interval, when) = self.times(claim, &cites, narrowed, lens);
        let holds = self.holds(claim, interval, &cites, lens);
        Some(View { id, claim, cites, stance, interval, when, holds, ended_by: None, not_before: None, lens: *lens })
    }

    /// Whether a claim holds at the time of the lens.
    fn holds(&self, claim: &Claim<'f>, interval: Interval, cites: &[&Citation<'f>], lens: &Lens) -> Holds {
        let holds = match lens.as_of {
            None => Holds::Certain,
            Some(days) => {
                // What happened by then still counts; what lasts must hold on the day.
                let days = if claim.lasts() { days } else { (Day::PAST, days.1) };
                interval.on(days)
            }
        };
        if self.is_surely_known(cites, lens) { holds } else { holds.max(Holds::Possible) }
    }

    /// A claim by its citations alone; `None` where none of them counts.
    pub fn heard<'m>(&'m self, id: ClaimId, lens: &Lens) -> Option<Heard<'m, 'f>> {
        let claim = self.claim(id);
        // Of what others say beside it, only the passages in which a speaker speaks count.
        let says = |cite: &Citation<'f>| lens.said_by.is_none_or(|who| self.speaks(who, claim, cite));
        let is_narrow = lens.source.is_some() || lens.known_by.is_some();
        let cites = match &*claim.cites {
            all if is_narrow || lens.said_by.is_some() => {
                all.iter().filter(|cite| self.counts(cite, lens) && says(cite)).collect()
            }
            all => Cites::all(all),
        };
        let is_his = lens.said_by.is_none_or(|who| claim.said_by.contains(&Speaker::Known(who)));
        if cites.is_empty() && (!claim.cites.is_empty() || is_narrow || !is_his) {
            return None;
        }
        Some(Heard { claim, cites })
    }

    /// Whether somebody speaks in a citation of a claim, as one who is named or as the author of the source.
    fn speaks(&self, who: NodeIndex, claim: &Claim<'f>, cite: &Citation<'f>) -> bool {
        let named = [&claim.said_by, &cite.said_by];
        named.iter().any(|speakers| speakers.contains(&Speaker::Known(who)))
            || named.iter().all(|speakers| speakers.is_empty()) && self.is_author(cite.source, who)
    }

    pub(super) fn counts(&self, cite: &Citation, lens: &Lens) -> bool {
        self.is_asked(cite.source, lens)
    }

    /// Whether a source is among those that are asked, and may have been out by then.
    pub fn is_asked(&self, source: SourceId, lens: &Lens) -> bool {
        let is_out = |day| self.source(source).days().is_none_or(|(first, _)| first <= day);
        lens.source.is_none_or(|asked| asked == source) && lens.known_by.is_none_or(is_out)
    }

    /// Whether one of the citations was out for certain by the day of the lens; an undated source is taken to be, and
    /// marked.
    fn is_surely_known(&self, cites: &[&Citation<'f>], lens: &Lens) -> bool {
        let Some(day) = lens.known_by else { return true };
        let mut dated = cites.iter().filter_map(|cite| self.source(cite.source).days()).peekable();
        dated.peek().is_none() || dated.any(|(_, last)| last <= day)
    }

    /// The first day on which a plan may have been spoken of; the past where a source of it is undated.
    pub fn first_said(&self, view: &View<'_, 'f>) -> Day {
        match &view.when.seen {
            Some(day) if view.when.day_of == DayOf::Plan => day.days().0,
            _ => {
                let days = view.cites.iter().map(|c| self.source(c.source).days().map_or(Day::PAST, |days| days.0));
                days.min().unwrap_or(Day::PAST)
            }
        }
    }

    /// Whether it is a plan that nobody had spoken of by the time of the lens.
    pub fn is_planned_later(&self, view: &View<'_, 'f>, lens: &Lens) -> bool {
        view.stance == Stance::Planned && lens.as_of.is_some_and(|(_, to)| self.first_said(view) > to)
    }

    /// The newest day any of the citations came out, within bounds; the past where none is dated.
    pub fn reported<'c>(&self, cites: impl IntoIterator<Item = &'c Citation<'f>>) -> Days
    where
        'f: 'c,
    {
        let days = cites.into_iter().filter_map(|c| self.source(c.source).days());
        days.reduce(|a, b| (a.0.max(b.0), a.1.max(b.1))).unwrap_or((Day::PAST, Day::FUTURE))
    }

    /// The same as the newest source gives it.
    pub fn reported_on(&self, cites: &[&Citation<'f>]) -> Option<Date> {
        let newest =
            cites.iter().filter_map(|c| self.source(c.source).published.as_ref()).max_by_key(|date| date.days())?;
        Some(newest).filter(|date| !date.days().0.is_open()).cloned()
    }

    /// The claim that has the dates of a claim: who takes part in what happened does so when that did, and what ties that
    /// to something else does it then.
    pub fn dating<'m>(&'m self, claim: &'m Claim<'f>) -> &'m Claim<'f> {
        match claim.says {
            Says::Party { of, .. } | Says::Link { from: of, .. } | Says::Tie { from: of, .. } if !claim.is_dated() => {
                self.happened(of).map_or(claim, |id| self.claim(id))
            }
            _ => claim,
        }
    }

    fn times(&self, claim: &Claim<'f>, cites: &[&Citation<'f>], narrowed: bool, lens: &Lens) -> (Interval, When) {
        if let Says::Party { of: record, .. } | Says::Link { from: record, .. } = claim.says
            && !claim.is_dated()
        {
            // Who takes part, and in what, has the time of the date, or of the agreement's status, where none is said.
            match self.happened(record).map(|id| self.heard(id, lens)) {
                Some(Some(Heard { claim: date, cites })) => {
                    return self.times(date, &cites, cites.len() < date.cites.len(), lens);
                }
                // Those who count say that it takes part, and not when.
                Some(None) => {}
                None => return (self.since_first_status(record, lens), When::default()),
            }
        }
        if let Says::Tie { from, .. } = claim.says
            && !claim.is_dated()
            && let Some(Heard { claim: date, cites }) = self.happened(from).and_then(|id| self.heard(id, lens))
        {
            // What an event is part of, it is for ever after.
            let (interval, when) = self.times(date, &cites, cites.len() < date.cites.len(), lens);
            return (Interval { end: (Day::FUTURE, Day::FUTURE), ..interval }, when);
        }
        let reported = || self.reported(cites.iter().copied());
        let told = || {
            let last = claim.seen.as_ref().map_or_else(|| reported().0, |seen| seen.days().0);
            (self.first_told(claim, cites), last)
        };
        let value = |dated: &[Dated<'f>]| self.value(claim, dated, lens);
        let narrow = narrower(cites, narrowed, |c| c.when.clone());
        let spans = !claim.since.is_empty() || !claim.until.is_empty();
        if let Some(date) = narrow.clone().filter(|_| !spans).or_else(|| value(&claim.when).and_then(|d| d.date)) {
            let when = When { when: Some(date.clone()), ..When::default() };
            if !claim.says.lasts() {
                return (Interval::moment(&date), when);
            }
            let interval = Interval::seen(&date, reported().0);
            let day_of = if claim.stance == Stance::Planned { DayOf::Plan } else { DayOf::Holding };
            let seen = When { seen: Some(date.clone()), day_of, ..When::default() };
            return (interval, if date.stretch().is_some() { when } else { seen });
        }
        let (mut since, mut until) = (value(&claim.since), value(&claim.until));
        // What the sources left say of the time narrows the only end there is.
        if let Some(date) = narrow {
            let chosen = Some(Chosen { date: Some(date) });
            match (&since, &until) {
                (Some(_), None) => since = chosen,
                (None, Some(_)) => until = chosen,
                _ => {}
            }
        }
        if since.is_some() || until.is_some() {
            let days = |dated: &Option<Chosen>, open: Day| {
                dated.as_ref().map(|d| d.date.as_ref().map_or((open, open), Date::days))
            };
            let interval = Interval::lasting(days(&since, Day::PAST), days(&until, Day::FUTURE), told());
            let seen = claim.seen.clone().filter(|_| until.is_none());
            let when =
                When { since: since.and_then(|d| d.date), until: until.map(|d| d.date), seen, ..When::default() };
            return (interval, when);
        }
        if claim.lasts() {
            let (seen, day_of) = match &claim.seen {
                Some(seen) => (Some(seen.clone()), DayOf::Holding),
                None => (self.reported_on(cites), DayOf::Report),
            };
            return (Interval::lasting(None, None, told()), When { seen, day_of, ..When::default() });
        }
        let last = cites.iter().map(|c| self.source(c.source)).max_by_key(|source| source.days().map(|days| days.1));
        (Interval::some_day(reported().1), When { when: last.and_then(|source| source.by.clone()), ..When::default() })
    }

    /// The day by which a claim was told to hold: seen then, or said in a source that was out. The future where neither
    /// has a day; what is planned holds on none.
    fn first_told(&self, claim: &Claim<'f>, cites: &[&Citation<'f>]) -> Day {
        let is_told = |cite: &&&Citation<'f>| cite.stance.unwrap_or(claim.stance) != Stance::Planned;
        let days = |cite: &&Citation<'f>| [self.source(cite.source).days(), cite.when.as_ref().map(Date::days)];
        let seen = claim.seen.as_ref().map(Date::days);
        let all = cites.iter().filter(is_told).flat_map(days).chain([seen]);
        all.flatten().map(|days| days.1).min().unwrap_or(Day::FUTURE)
    }

    /// The value of a date field that counts: the preferred, else all that are not rejected, as one date that may be any
    /// of them; a vaguer one says no more than a finer one within it. Through the lens of one source, what that says.
    fn value(&self, claim: &Claim<'f>, dated: &[Dated<'f>], lens: &Lens) -> Option<Chosen> {
        let says = |cite: &Citation<'f>| lens.said_by.is_none_or(|who| self.speaks(who, claim, cite));
        let seen = |d: &&Dated<'f>| d.cites.is_empty() || d.cites.iter().any(|c| self.counts(c, lens) && says(c));
        let sound = |d: &&Dated<'f>| lens.source.is_some() || d.reject.is_none();
        let all: SmallVec<[_; 4]> = dated.iter().filter(seen).filter(sound).collect();
        let one = all.iter().find(|d| d.prefer.is_some()).or(all.first())?;
        if all.len() == 1 || one.prefer.is_some() {
            return Some(Chosen { date: one.date.clone() });
        }
        let mut dates: Vec<&Date> = all.iter().filter_map(|d| d.date.as_ref()).collect();
        dates.sort_by_key(|date| date.days());
        dates.dedup_by_key(|date| date.days());
        let is_within = |inner: Days, outer: Days| inner != outer && outer.0 <= inner.0 && inner.1 <= outer.1;
        let finest = dates.iter().filter(|date| !dates.iter().any(|other| is_within(other.days(), date.days())));
        let finest: Vec<&Date> = finest.copied().collect();
        let date = Date::any_of(&finest).or_else(|| one.date.clone());
        Some(Chosen { date })
    }
}

struct Chosen {
    date: Option<Date>,
}

fn note<'f>(claim: &Claim<'f>, cites: &[&Citation<'f>]) -> Option<&'f str> {
    claim.note.filter(|_| cites.len() == claim.cites.len())
}

pub(super) fn said_by<'f>(claim: &Claim<'f>, cites: &[&Citation<'f>]) -> Vec<Speaker<'f>> {
    match cites.split_first() {
        _ if !claim.said_by.is_empty() => claim.said_by.clone(),
        Some((first, rest)) if rest.iter().all(|c| c.said_by == first.said_by) => first.said_by.clone(),
        _ => vec![],
    }
}

/// What the citations left say more narrowly than the claim, when all of them do.
fn narrower<T: PartialEq>(cites: &[&Citation], narrowed: bool, says: impl Fn(&Citation) -> Option<T>) -> Option<T> {
    let (first, rest) = cites.split_first()?;
    let value = says(first)?;
    (narrowed || rest.is_empty()).then_some(())?;
    rest.iter().all(|c| says(c).as_ref() == Some(&value)).then_some(value)
}
