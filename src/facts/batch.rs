//! Some of the records of a set that follow each other: what is done to each record by itself is done batch by batch,
//! while the records of one are at hand.
//!
//! Invariant: the batches of a set hold each of its records once.
use super::list::{List, Ref, Slices};
use super::{ClaimView, FactSet, Subject};
use crate::text::Text;

/// How many records are at hand together: no more than the nearest memory of a core holds.
const SIZE: usize = 400;

/// Some of the records of a set.
#[derive(Clone, Copy)]
pub struct Batch<'f> {
    /// The whole set.
    pub facts: &'f FactSet,
    /// The records of this batch.
    pub lists: Slices<'f>,
    /// Which of how many batches it is.
    part: (usize, usize),
}

impl FactSet {
    /// All records as one batch.
    pub fn all(&self) -> Batch<'_> {
        self.batch(0, 1)
    }

    /// How many batches the records make.
    pub fn batches(&self) -> usize {
        let records: usize = List::ALL.iter().map(|list| self.lists.len(*list)).sum();
        records.div_ceil(SIZE).max(1)
    }

    /// One of so many batches: of each list an equal part.
    pub fn batch(&self, n: usize, of: usize) -> Batch<'_> {
        Batch { facts: self, lists: self.lists.part(n, of), part: (n, of) }
    }
}

impl<'f> Batch<'f> {
    /// Whether it is the first: what is looked at once for a set is looked at with it.
    pub fn is_first(self) -> bool {
        self.part.0 == 0
    }

    /// The records of a list, by number.
    pub fn refs(self, list: List) -> impl Iterator<Item = Ref> {
        part(self.facts.lists.len(list), self.part).map(move |n| Ref { list, index: n as u32 })
    }

    /// All records that have an id, in the order of the lists.
    pub fn named(self) -> impl Iterator<Item = (Ref, Text)> {
        let all = List::ALL.iter().flat_map(move |list| self.refs(*list));
        all.filter_map(move |of| Some((of, self.facts.lists.id(of)?)))
    }

    /// Stakeholders, assets, agreements and dates: what a question can be about.
    pub fn subjects(self) -> impl Iterator<Item = (Ref, Subject<'f>)> {
        let lists = [List::Stakeholders, List::Assets, List::Agreements, List::Dates];
        let all = lists.into_iter().flat_map(move |list| self.refs(list));
        all.filter_map(move |of| Some((of, self.facts.subject(of)?)))
    }

    /// Every claim with what it takes from its record, in the order of the lists.
    pub fn each_claim(self, each: &mut dyn FnMut(ClaimView<'f>)) {
        for (of, subject) in self.subjects() {
            self.facts.claims_of(of, subject, each);
        }
        for list in [List::Stakes, List::Ties, List::Details] {
            self.refs(list).filter_map(|of| self.facts.claim(of)).for_each(&mut *each);
        }
    }
}

/// The numbers of the `n`th of so many equal parts of a list.
pub(super) fn part(length: usize, (n, of): (usize, usize)) -> std::ops::Range<usize> {
    length * n / of..length * (n + 1) / of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_record_is_in_one_batch() {
        let names = (0..2_500).map(|n| format!("  - {{id: zor-{n}, kind: state, name: Zor {n}}}\n"));
        let text = format!("stakeholders:\n{}", names.collect::<String>());
        let set = FactSet::read([("a.yaml".to_owned(), text)], &mut vec![]).unwrap();
        let all: Vec<Ref> = set.all().subjects().map(|(of, _)| of).collect();
        let count = set.batches();
        assert_eq!((all.len(), count), (2_500, 7));
        let batches = || (0..count).map(|n| set.batch(n, count));
        assert_eq!(batches().flat_map(|batch| batch.subjects().map(|(of, _)| of)).collect::<Vec<_>>(), all);
        assert_eq!(batches().map(|batch| batch.lists.stakeholders.len()).sum::<usize>(), all.len());
    }
}
