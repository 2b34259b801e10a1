//! Everything the fact files say, by list and by id.
//!
//! Invariant: the order and the split of files never matter to what the set says; ids are hashed once, when all files
//! are read.
use super::file;
use super::list::{List, Lists, Ref};
use crate::diag::Diagnostics;
use crate::text::{Files, Text};
use crate::vocab::{self, Vocab};
use hashbrown::HashTable;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;
use std::sync::Arc;

/// Everything the fact files say.
#[derive(Debug)]
pub struct FactSet {
    /// The files; the first holds the built-in words.
    pub files: Files,
    /// The words facts are written in.
    pub vocab: Vocab,
    /// The records.
    pub lists: Lists,
    /// Each id with its record: comparing ids needs no look into the lists.
    ids: HashTable<(Text, Ref)>,
    doubled: Vec<(Ref, Ref)>,
    /// Ids of records that could not be read: nobody is told that they are unknown.
    lost: FxHashSet<String>,
}

impl Default for FactSet {
    /// No facts, only the built-in words.
    fn default() -> Self {
        let mut set = Self {
            files: Files::default(),
            vocab: Vocab::default(),
            lists: Lists::default(),
            ids: HashTable::new(),
            doubled: vec![],
            lost: FxHashSet::default(),
        };
        let mut found = vec![];
        set.take("built-in vocabulary", vocab::DEFAULT.to_owned(), &mut found).expect("the first file fits");
        debug_assert!(found.is_empty(), "the built-in words have a slip: {found:?}");
        set
    }
}

impl FactSet {
    /// Reads files in the order given; the name of a file comes back when all of them are too large together.
    pub fn read(texts: impl IntoIterator<Item = (String, String)>, found: &mut Diagnostics) -> Result<Self, String> {
        let mut set = Self::default();
        let mut words = vec![];
        for (name, text) in texts {
            words.extend(set.take(&name, text, found)?);
        }
        words.iter().for_each(|written| vocab::slips(written, &set.vocab, &set.files, found));
        set.index();
        Ok(set)
    }

    /// The fact files, without the built-in words.
    pub fn fact_files(&self) -> impl ExactSizeIterator<Item = &crate::text::File> {
        self.files.iter().skip(1)
    }
    /// Takes in a file; the words it defines come back.
    fn take(&mut self, name: &str, text: String, found: &mut Diagnostics) -> Result<Vec<vocab::Written>, String> {
        let index = self.files.add(name, text)?;
        let read = file::read(self.files.file(index), Arc::clone(&self.vocab.synonyms));
        self.lists.append(read.lists);
        self.lost.extend(read.lost);
        found.extend(read.found);
        self.files.remember(read.unescaped);
        for words in &read.words {
            self.vocab.add(words, &self.files, index > 0);
        }
        Ok(read.words)
    }

    /// Hashes the ids of all records.
    fn index(&mut self) {
        let Self { files, lists, ids, doubled, .. } = self;
        let named = [List::Sources, List::Stakeholders, List::Assets, List::Agreements, List::Dates];
        ids.reserve(named.map(|list| lists.len(list)).iter().sum(), |_| 0);
        for list in List::ALL {
            for index in 0..lists.len(*list) as u32 {
                let this = Ref { list: *list, index };
                let Some(id) = lists.id(this) else { continue };
                let word = &files[id];
                match ids.find(hash(word), |(other, _)| files[*other] == *word) {
                    Some((_, first)) => doubled.push((*first, this)),
                    None => {
                        ids.insert_unique(hash(word), (id, this), |(other, _)| hash(&files[*other]));
                    }
                }
            }
        }
    }

    /// The record with this id.
    pub fn find(&self, id: &str) -> Option<Ref> {
        self.ids.find(hash(id), |(other, _)| self.files[*other] == *id).map(|(_, of)| *of)
    }

    /// Whether an id was written in a record that could not be read at all.
    pub fn is_lost(&self, id: &str) -> bool {
        self.lost.contains(id)
    }

    /// The id of a record.
    pub fn id(&self, of: Ref) -> Option<&str> {
        self.lists.id(of).map(|id| &self.files[id])
    }

    /// The records that use an id another has already, each behind the first.
    pub fn doubled(&self) -> &[(Ref, Ref)] {
        &self.doubled
    }

    /// All records that have an id, in the order of the lists.
    pub fn named(&self) -> impl Iterator<Item = (Ref, Text)> {
        let all = List::ALL.iter().flat_map(|l| (0..self.lists.len(*l) as u32).map(|index| Ref { list: *l, index }));
        all.filter_map(|of| Some((of, self.lists.id(of)?)))
    }
    /// Whether parts of a record could not be read.
    pub fn is_broken(&self, of: Ref) -> bool {
        self.lists.broken(of)
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish()
}
