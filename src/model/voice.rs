//! Voices: how many independent origins stand behind a claim.
//!
//! The origin of a citation is the speaker named in it; else the ultimate origins of what the passage or its source
//! repeats; else the publisher; of a source's own opinion always the publisher. The voices of a claim are the fewest origins such that every citation has one of its
//! own among them. Invariant: adding a citation never lowers the count.
use super::{Citation, Model, SourceId, Speaker};
use crate::facts::Place;
use std::collections::BTreeSet;

/// Where a statement comes from in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin<'f> {
    Speaker(Speaker<'f>),
    Publisher(&'f str),
}

impl<'f> Model<'f> {
    /// How many voices citations are; `said_by` are the speakers of the claim.
    pub fn voices<'c>(&self, cites: impl IntoIterator<Item = &'c Citation<'f>>, said_by: &[Speaker<'f>]) -> usize
    where
        'f: 'c,
    {
        let origins = cites.into_iter().map(|cite| self.origins(cite, said_by)).collect::<BTreeSet<_>>();
        fewest(origins.into_iter().collect())
    }

    fn origins(&self, cite: &Citation<'f>, said_by: &[Speaker<'f>]) -> BTreeSet<Origin<'f>> {
        let speakers = if cite.said_by.is_empty() { said_by } else { &cite.said_by };
        if !speakers.is_empty() {
            return speakers.iter().map(|s| Origin::Speaker(*s)).collect();
        }
        if cite.own {
            return BTreeSet::from([Origin::Publisher(&self.facts.files[self.source(cite.source).record.publisher])]);
        }
        if cite.via.is_empty() {
            return self.ultimate(cite.source, cite.place.as_ref());
        }
        cite.via.iter().flat_map(|source| self.ultimate(*source, None)).collect()
    }

    /// The publishers in whom the repeating ends, for a place in a source or for all of it. Sources that repeat each
    /// other in a ring count as one.
    fn ultimate(&self, start: SourceId, place: Option<&Place>) -> BTreeSet<Origin<'f>> {
        let mut origins = BTreeSet::new();
        let mut reached: Vec<SourceId> = vec![];
        let mut open = vec![start];
        let mut first = true;
        while let Some(source) = open.pop() {
            let node = self.source(source);
            let asked = if first { place } else { None };
            let hits = |places: &[Place]| {
                places.is_empty() || asked.is_none_or(|place| places.iter().any(|p| p.covers(place)))
            };
            let repeats = node.repeats.iter().filter(|(_, places)| hits(places));
            let mut wholly = false;
            for (repeated, places) in repeats {
                wholly |= places.is_empty() || asked.is_some();
                if !reached.contains(repeated) {
                    reached.push(*repeated);
                    open.push(*repeated);
                }
            }
            // What it repeats nothing of, or only in part, is its own.
            if !wholly {
                origins.insert(Origin::Publisher(&self.facts.files[node.record.publisher]));
            }
            first = false;
        }
        let ring = reached.iter().min().filter(|_| origins.is_empty());
        origins.extend(ring.map(|source| Origin::Publisher(&self.facts.files[self.source(*source).record.publisher])));
        origins
    }
}

/// The size of the smallest set that meets each of the given sets: exact, by depth-first search with a bound; the sets
/// of one claim are tiny, and where they are not a greedy choice stands in after [`MOST_STEPS`].
fn fewest(mut sets: Vec<BTreeSet<Origin>>) -> usize {
    sets.sort_by_key(BTreeSet::len);
    // A set that holds another is met with it.
    let minimal: Vec<_> = sets
        .iter()
        .enumerate()
        .filter(|(n, s)| !sets[..*n].iter().any(|t| t.is_subset(s)))
        .map(|(_, s)| s.clone())
        .collect();
    let mut best = greedy(&minimal);
    let mut steps = 0;
    search(&minimal, &mut vec![], &mut best, &mut steps);
    best
}

const MOST_STEPS: usize = 100_000;

fn search<'f>(sets: &[BTreeSet<Origin<'f>>], chosen: &mut Vec<Origin<'f>>, best: &mut usize, steps: &mut usize) {
    *steps += 1;
    let Some(open) = sets.iter().find(|s| !chosen.iter().any(|c| s.contains(c))) else {
        *best = (*best).min(chosen.len());
        return;
    };
    if chosen.len() + 1 >= *best || *steps > MOST_STEPS {
        return;
    }
    for origin in open {
        chosen.push(*origin);
        search(sets, chosen, best, steps);
        chosen.pop();
    }
}

fn greedy(sets: &[BTreeSet<Origin>]) -> usize {
    let mut open: Vec<&BTreeSet<Origin>> = sets.iter().collect();
    let mut count = 0;
    while let Some(first) = open.first() {
        let most = first.iter().max_by_key(|o| open.iter().filter(|s| s.contains(o)).count()).copied();
        open.retain(|s| most.is_none_or(|o| !s.contains(&o)));
        if most.is_none() {
            break;
        }
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(sets: &[&[&'static str]]) -> usize {
        fewest(sets.iter().map(|s| s.iter().map(|o| Origin::Publisher(o)).collect()).collect())
    }

    #[test]
    fn the_fewest_origins_that_account_for_all() {
        assert_eq!(count(&[]), 0);
        assert_eq!(count(&[&["wire"], &["wire"]]), 1, "two copies of one wire");
        assert_eq!(count(&[&["wire", "broadcaster"], &["wire"]]), 1);
        assert_eq!(count(&[&["wire", "broadcaster"], &["wire"], &["broadcaster"]]), 2);
        assert_eq!(count(&[&["a", "b"], &["b", "c"], &["c", "d"]]), 2);
    }
}
