//! Pairs that several claims to the same effect bind: one pair, on all their sources.
//!
//! Invariant: claims that differ in their time, their speakers or how they are put stay apart.
use super::{Pair, Through};
use crate::model::{DayOf, Lens, Model};
use rustc_hash::FxHashMap;

impl<'f> Model<'f> {
    /// The same pairs, those of ties that are alike as one, in the order of the first.
    pub(super) fn joined(&self, pairs: Vec<Pair<'f>>, lens: &Lens) -> Vec<Pair<'f>> {
        let ties = pairs.iter().filter(|pair| matches!(pair.through, Through::Tie(_)));
        let mut times: FxHashMap<_, usize> = FxHashMap::default();
        ties.for_each(|pair| *times.entry((pair.one, pair.other)).or_default() += 1);
        if times.values().all(|times| *times == 1) {
            return pairs;
        }
        let mut all: Vec<Pair> = Vec::with_capacity(pairs.len());
        let mut places = FxHashMap::default();
        for pair in pairs {
            let tie = match pair.through {
                Through::Tie(id) if times[&(pair.one, pair.other)] > 1 => self.view(id, lens),
                _ => None,
            };
            let Some(view) = tie else {
                all.push(pair);
                continue;
            };
            let place = *places.entry((pair.one, pair.other, pair.standing, self.effect(&view))).or_insert(all.len());
            match all.get_mut(place) {
                Some(first) => join(first, pair),
                None => all.push(pair),
            }
        }
        all
    }
}

/// Takes what a pair rests on into another; of two reports the later counts, before anything is told of it the first.
fn join<'f>(into: &mut Pair<'f>, pair: Pair<'f>) {
    let day = |pair: &Pair| pair.when.seen.as_ref().map(|date| date.days());
    let counts = if into.when.untold { day(&pair) < day(into) } else { day(&pair) > day(into) };
    if pair.when.day_of == DayOf::Report && counts {
        into.when = pair.when;
    }
    into.claims.extend(pair.claims);
    into.holds = into.holds.min(pair.holds);
}
