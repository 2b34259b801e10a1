//! A small map that keeps the order in which words were defined.
//!
//! Invariant: a word that gets a new meaning keeps its place.
use rustc_hash::FxHashMap;

/// Words by name, in the order they were defined.
#[derive(Clone, Debug)]
pub struct Words<T> {
    all: Vec<(String, T)>,
    at: FxHashMap<String, usize>,
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self { all: vec![], at: FxHashMap::default() }
    }
}

impl<T> Words<T> {
    /// What a word means.
    pub fn get(&self, word: &str) -> Option<&T> {
        self.at.get(word).map(|n| &self.all[*n].1)
    }

    /// The words and what they mean, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &T)> + Clone {
        self.all.iter().map(|(word, meaning)| (word.as_str(), meaning))
    }

    /// The words, in order.
    pub fn words(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.all.iter().map(|(word, _)| word.as_str())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Where a word stands in the order.
    pub fn position(&self, word: &str) -> Option<usize> {
        self.at.get(word).copied()
    }

    /// Gives a word a meaning, the old one to start from.
    pub fn set(&mut self, word: &str, meaning: impl FnOnce(Option<T>) -> T)
    where
        T: Clone,
    {
        match self.at.get(word) {
            Some(n) => {
                let old = self.all[*n].1.clone();
                self.all[*n].1 = meaning(Some(old));
            }
            None => {
                self.at.insert(word.to_owned(), self.all.len());
                self.all.push((word.to_owned(), meaning(None)));
            }
        }
    }
}
