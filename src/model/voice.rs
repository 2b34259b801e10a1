//! Voices: how many independent origins stand behind a claim.
//!
//! The origin of a citation is the speaker named in it; else the ultimate origins of what the passage or its source
//! repeats; else the publisher; of a source's own opinion always the publisher. Who speaks for another has the voice of
//! that other. The voices of a claim are the fewest origins such that every citation has one of its own among them, and
//! never more than its sources: two who speak in one page are one voice.
//! Invariant: adding a citation never lowers the count.
use super::{Model, Passage, SourceId, Speaker};
use crate::facts::Place;
use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Where a statement comes from in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Origin<'f> {
    Speaker(Speaker<'f>),
    /// By the first source that comes out there.
    Publisher(SourceId),
}

impl<'f> Model<'f> {
    /// How many voices passages are.
    pub fn voices<'p>(&self, passages: &[Passage<'p>]) -> usize
    where
        'f: 'p,
    {
        let sources = distinct(passages.iter().map(|passage| Some(passage.source))).unwrap_or(0);
        if sources < 2 {
            return sources;
        }
        // Most have one origin each: then there are as many voices as origins.
        let single = distinct(passages.iter().map(|passage| self.only_origin(passage)));
        let voices = single.unwrap_or_else(|| fewest(passages.iter().map(|passage| self.origins(passage)).collect()));
        voices.min(sources)
    }

    /// How many voices sources are as a whole, whoever speaks in them.
    pub fn voices_of(&self, sources: &[SourceId]) -> usize {
        fewest(sources.iter().map(|source| self.ultimate(*source, None)).collect())
    }

    /// Whether a source is by somebody.
    pub fn is_an_author(&self, who: NodeIndex) -> bool {
        self.written_by(who).next().is_some()
    }

    /// The sources that are by somebody.
    pub fn written_by(&self, who: NodeIndex) -> impl Iterator<Item = SourceId> {
        (0..self.sources.len()).map(|n| SourceId(n as u32)).filter(move |source| self.is_author(*source, who))
    }

    /// The sources that somebody publishes: those whose publisher is written as an id or a name of that one.
    pub fn published_by(&self, who: NodeIndex) -> impl Iterator<Item = SourceId> {
        let names: Vec<&str> = std::iter::once(self.graph[who].id).chain(self.all_names(who)).collect();
        let is_its = move |source: &SourceId| names.contains(&&self.facts.files[self.source(*source).record.publisher]);
        (0..self.sources.len()).map(|n| SourceId(n as u32)).filter(is_its)
    }

    pub(super) fn is_author(&self, source: SourceId, who: NodeIndex) -> bool {
        let author = self.source(source).record.author;
        author.is_some_and(|a| self.node_called(&self.facts.files[a]) == Some(who))
    }

    /// The origin of a passage that plainly has one.
    fn only_origin<'p>(&self, passage: &Passage<'p>) -> Option<Origin<'p>>
    where
        'f: 'p,
    {
        match passage.said_by {
            [] if passage.own || passage.via.is_empty() && self.source(passage.source).repeats.is_empty() => {
                Some(self.publisher(passage.source))
            }
            [] if passage.via.is_empty() => {
                let repeats = &self.source(passage.source).repeats;
                let is_whole = repeats.iter().all(|(_, places)| places.is_empty());
                match *is_whole.then(|| self.sources_behind(passage.source))? {
                    [one] => Some(self.publisher(one)),
                    _ => None,
                }
            }
            [speaker] => Some(Origin::Speaker(self.heard_in(*speaker))),
            _ => None,
        }
    }

    /// The origins of a passage.
    fn origins<'p>(&self, passage: &Passage<'p>) -> Vec<Origin<'p>>
    where
        'f: 'p,
    {
        match passage.via.as_slice() {
            _ if !passage.said_by.is_empty() => {
                passage.said_by.iter().map(|speaker| Origin::Speaker(self.heard_in(*speaker))).collect()
            }
            _ if passage.own => vec![self.publisher(passage.source)],
            [] => self.ultimate(passage.source, passage.place.as_ref()),
            via => via.iter().flat_map(|source| self.ultimate(*source, None)).collect(),
        }
    }

    /// The publishers in whom the repeating ends, for a place in a source or for all of it. Sources that repeat each
    /// other in a ring count as one.
    fn ultimate(&self, start: SourceId, place: Option<&Place>) -> Vec<Origin<'f>> {
        let hits =
            |places: &[Place]| places.is_empty() || place.is_none_or(|place| places.iter().any(|p| p.covers(place)));
        let repeats = self.source(start).repeats.iter().filter(|(_, places)| hits(places));
        let repeated: Vec<SourceId> = repeats.map(|(source, _)| *source).collect();
        let is_own = if place.is_some() { repeated.is_empty() } else { self.is_own(start) };
        let mut origins: Vec<Origin> = is_own.then(|| self.publisher(start)).into_iter().collect();
        for source in &repeated {
            origins.extend(self.sources_behind(*source).iter().map(|source| self.publisher(*source)));
        }
        if origins.is_empty() {
            let ring = self.all_behind(repeated).into_iter().min();
            origins.extend(ring.map(|source| self.publisher(source)));
        }
        origins
    }

    fn publisher(&self, source: SourceId) -> Origin<'f> {
        match self.heard_in_source(source) {
            Some(node) => Origin::Speaker(Speaker::Known(node)),
            None => Origin::Publisher(self.source(source).sibling),
        }
    }

    /// Whether a source has anything of its own: what it repeats nothing of, or only in part.
    fn is_own(&self, source: SourceId) -> bool {
        !self.source(source).repeats.iter().any(|(_, places)| places.is_empty())
    }

    /// The sources with something of their own behind a source, itself among them; found out once for each, from what
    /// is known of those it repeats. A chain of sources may be long, and each of them may be cited.
    fn sources_behind(&self, source: SourceId) -> Rc<[SourceId]> {
        let known = |source: SourceId| self.behind.borrow().get(&source).cloned();
        if let Some(all) = known(source) {
            return all;
        }
        let mut way = vec![(source, 0)];
        let mut on_way = FxHashSet::from_iter([source]);
        while let Some((last, next)) = way.last_mut() {
            let last = *last;
            let repeats = &self.source(last).repeats;
            if let Some((repeated, _)) = repeats.get(*next) {
                *next += 1;
                if known(*repeated).is_none() {
                    if !on_way.insert(*repeated) {
                        return self.walk_behind(source);
                    }
                    way.push((*repeated, 0));
                }
                continue;
            }
            let mut behind: BTreeSet<SourceId> = self.is_own(last).then_some(last).into_iter().collect();
            repeats.iter().filter_map(|(repeated, _)| known(*repeated)).for_each(|all| behind.extend(all.iter()));
            if behind.len() > MOST_KNOWN {
                return self.walk_behind(source);
            }
            self.behind.borrow_mut().insert(last, behind.into_iter().collect());
            on_way.remove(&last);
            way.pop();
        }
        known(source).unwrap_or_default()
    }

    /// The same for one that is in a ring, or has very many behind it.
    fn walk_behind(&self, source: SourceId) -> Rc<[SourceId]> {
        let all: Rc<[SourceId]> = self.all_behind(vec![source]).into_iter().filter(|s| self.is_own(*s)).collect();
        self.behind.borrow_mut().insert(source, Rc::clone(&all));
        all
    }

    /// Sources with all that they repeat.
    fn all_behind(&self, mut open: Vec<SourceId>) -> BTreeSet<SourceId> {
        let mut reached: BTreeSet<SourceId> = open.iter().copied().collect();
        while let Some(source) = open.pop() {
            let repeated = self.source(source).repeats.iter().map(|(source, _)| *source);
            open.extend(repeated.filter(|source| reached.insert(*source)));
        }
        reached
    }
}

/// How many different ones there are; none where one is missing.
fn distinct<T: Ord>(all: impl Iterator<Item = Option<T>>) -> Option<usize> {
    // Mostly there are so few that they need no memory of their own, and no order.
    let mut known: SmallVec<[T; FEW]> = SmallVec::new();
    for one in all {
        let one = one?;
        if known.len() >= FEW || !known.contains(&one) {
            known.push(one);
        }
    }
    if known.len() > FEW {
        known.sort_unstable();
        known.dedup();
    }
    Some(known.len())
}

/// Up to so many are looked through.
const FEW: usize = 8;

/// How many sources behind one are kept in mind.
const MOST_KNOWN: usize = 64;

/// The size of the smallest set that meets each of the given sets: exact, by depth-first search with a bound, for those
/// that have to do with each other; the sets of one claim are tiny, and where they are not a greedy choice stands in
/// after [`MOST_STEPS`].
fn fewest(mut sets: Vec<Vec<Origin>>) -> usize {
    for set in &mut sets {
        set.sort_unstable();
        set.dedup();
    }
    // A set of one leaves no choice; most others are met by those.
    let mut chosen: Vec<Origin> = sets.iter().filter(|set| set.len() == 1).flatten().copied().collect();
    chosen.sort_unstable();
    chosen.dedup();
    sets.retain(|set| !set.iter().any(|origin| chosen.binary_search(origin).is_ok()));
    sets.sort_unstable();
    sets.dedup();
    sets.sort_by_key(Vec::len);
    chosen.len() + if sets.len() < 2 { sets.len() } else { fewest_of_choices(&sets) }
}

fn fewest_of_choices(sets: &[Vec<Origin>]) -> usize {
    let mut clusters = clusters(sets);
    clusters.sort_by_key(Vec::len);
    let mut steps = 0;
    clusters.iter().map(|cluster| fewest_of(cluster, &mut steps)).sum()
}

/// Sets by what they share: no origin is in two clusters.
fn clusters<'s, 'f>(sets: &'s [Vec<Origin<'f>>]) -> Vec<Vec<&'s [Origin<'f>]>> {
    let mut unions = UnionFind::new(sets.len());
    let mut holder: FxHashMap<&Origin, usize> = FxHashMap::default();
    for (n, set) in sets.iter().enumerate() {
        for origin in set {
            unions.union(*holder.entry(origin).or_insert(n), n);
        }
    }
    let mut clusters: BTreeMap<usize, Vec<&[Origin]>> = BTreeMap::new();
    for (n, set) in sets.iter().enumerate() {
        clusters.entry(unions.find_mut(n)).or_default().push(set);
    }
    clusters.into_values().collect()
}

fn fewest_of(sets: &[&[Origin]], steps: &mut usize) -> usize {
    // A set that holds another is met with it.
    let holds = |set: &[Origin], other: &[Origin]| other.iter().all(|origin| set.contains(origin));
    let is_minimal = |(n, set): &(usize, &&[Origin])| !sets[..*n].iter().any(|other| holds(set, other));
    let minimal: Vec<&[Origin]> = sets.iter().enumerate().filter(is_minimal).map(|(_, set)| *set).collect();
    let mut best = greedy(&minimal);
    search(&minimal, &mut vec![], &mut best, steps);
    best
}

/// How often an origin is held against another, for one claim.
const MOST_STEPS: usize = 1_000_000;

fn search<'f>(sets: &[&[Origin<'f>]], chosen: &mut Vec<Origin<'f>>, best: &mut usize, steps: &mut usize) {
    let mut is_met = |set: &[Origin]| {
        *steps += 1 + set.len() * chosen.len();
        chosen.iter().any(|one| set.contains(one))
    };
    let Some(open) = sets.iter().find(|set| !is_met(set)) else {
        *best = (*best).min(chosen.len());
        return;
    };
    if chosen.len() + 1 >= *best {
        return;
    }
    for origin in *open {
        if *steps > MOST_STEPS {
            return;
        }
        chosen.push(*origin);
        search(sets, chosen, best, steps);
        chosen.pop();
    }
}

fn greedy(sets: &[&[Origin]]) -> usize {
    let mut open = sets.to_vec();
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
        let origin = |name: &&'static str| Origin::Speaker(Speaker::Unnamed(name));
        fewest(sets.iter().map(|set| set.iter().map(origin).collect()).collect())
    }

    #[test]
    fn the_fewest_origins_that_account_for_all() {
        assert_eq!(count(&[]), 0);
        assert_eq!(count(&[&["wire"], &["wire"]]), 1, "two copies of one wire");
        assert_eq!(count(&[&["wire", "broadcaster"], &["wire"]]), 1);
        assert_eq!(count(&[&["wire", "broadcaster"], &["paper"]]), 2);
        assert_eq!(count(&[&["wire", "broadcaster"], &["paper"]]), 2);
        assert_eq!(count(&[&["wire", "broadcaster"], &["wire"], &["broadcaster"]]), 2);
        assert_eq!(count(&[&["a", "b"], &["b", "c"], &["c", "d"]]), 2);
    }
}
