//! Everything the fact files say, by list and by id.
//!
//! Invariant: the order and the split of files never matter to what the set says; ids are hashed once, when all files
//! are read.
use super::file;
use super::id::{EachId, Ids, LookUp, Named};
use super::list::{Lists, Placed, Ref};
use crate::diag::Diagnostics;
use crate::text::{Files, Text};
use crate::threads;
use crate::vocab::{self, Vocab};
use rustc_hash::{FxHashMap, FxHashSet};

/// Everything the fact files say.
#[derive(Debug)]
pub struct FactSet {
    /// The files; the first holds the built-in words.
    pub files: Files,
    /// The words facts are written in.
    pub vocab: Vocab,
    /// The records.
    pub lists: Lists,
    /// The words the files add, file by file.
    pub(super) own_words: Vec<Placed<vocab::Written>>,
    ids: Ids,
    /// For each list, whether the id of a record stands anywhere but in that record.
    named: Vec<Vec<bool>>,
    /// Ids of records that could not be read: nobody is told that they are unknown.
    lost: FxHashSet<String>,
    /// Whether words of a file could not be read.
    words_lost: bool,
}

impl Default for FactSet {
    /// No facts, only the built-in words.
    fn default() -> Self {
        let mut set = Self {
            files: Files::default(),
            vocab: Vocab::default(),
            lists: Lists::default(),
            own_words: vec![],
            ids: Ids::default(),
            named: vec![],
            lost: FxHashSet::default(),
            words_lost: false,
        };
        set.files.add("built-in vocabulary", vocab::DEFAULT).expect("the first file fits");
        let read = file::read(set.files.file(0), &set.vocab.synonyms);
        debug_assert!(read.found.is_empty(), "the built-in words have a slip: {:?}", read.found);
        set.files.remember(read.unescaped);
        let words: Vec<&vocab::Written> = read.words.iter().map(|words| &**words).collect();
        set.vocab.add(&words, &set.files, false);
        set
    }
}

impl FactSet {
    /// Reads files in the order given; the name of a file comes back when all of them are too large together.
    pub fn read(texts: impl IntoIterator<Item = (String, String)>, found: &mut Diagnostics) -> Result<Self, String> {
        let set = Self::of(texts)?;
        let threads = threads::worth(set.bytes());
        Ok(set.taken_in(threads, found))
    }

    /// The same on so many threads; what comes of it is the same on any number of them.
    pub fn read_on(
        threads: usize,
        texts: impl IntoIterator<Item = (String, String)>,
        found: &mut Diagnostics,
    ) -> Result<Self, String> {
        Self::of(texts).map(|set| set.taken_in(threads, found))
    }

    /// The fact files, without the built-in words.
    pub fn fact_files(&self) -> impl ExactSizeIterator<Item = &crate::text::File> {
        self.files.iter().skip(1)
    }

    /// How many bytes of facts there are.
    pub fn bytes(&self) -> usize {
        self.fact_files().map(|file| file.text.len()).sum()
    }

    /// The built-in words and files not read yet.
    fn of(texts: impl IntoIterator<Item = (String, String)>) -> Result<Self, String> {
        let mut set = Self::default();
        for (name, text) in texts {
            set.files.add(name, text)?;
        }
        Ok(set)
    }

    /// The same with what the files say.
    fn taken_in(mut self, threads: usize, found: &mut Diagnostics) -> Self {
        let Self { files, vocab, lists, own_words, lost, words_lost, .. } = &mut self;
        // Files that define words come first, so that all others are read knowing them.
        let defines: Vec<bool> = files.iter().enumerate().map(|(n, file)| n > 0 && file::defines_words(file)).collect();
        let first: Vec<usize> = (0..defines.len()).filter(|n| defines[*n]).collect();
        let mut early = FxHashMap::default();
        let built_in = &vocab.synonyms;
        threads::in_order(
            threads,
            first.len(),
            |n| file::read(files.file(first[n]), built_in),
            |n, read| {
                early.insert(first[n], read);
            },
        );
        for n in &first {
            let read = early.get_mut(n).expect("each was read");
            files.remember(std::mem::take(&mut read.unescaped));
        }
        let words: Vec<&vocab::Written> =
            first.iter().flat_map(|n| early[n].words.iter().map(|words| &**words)).collect();
        vocab.add(&words, files, true);
        found.extend(vocab::clashes(&words, files));
        let mut unescaped = vec![];
        threads::in_order(
            threads,
            files.iter().len() - 1,
            |n| (!defines[n + 1]).then(|| file::read(files.file(n + 1), &vocab.synonyms)),
            |n, read| {
                let Some(read) = read.or_else(|| early.remove(&(n + 1))) else { return };
                lists.append(read.lists);
                lost.extend(read.lost);
                *words_lost |= read.words_lost;
                found.extend(read.found);
                unescaped.extend(read.unescaped);
                own_words.extend(read.words);
            },
        );
        files.remember(unescaped);
        let slips = own_words.iter().flat_map(|words| vocab::slips(words, words.at, vocab, files, found));
        let slips: Diagnostics = slips.filter(|slip| !*words_lost || slip.name != vocab::UNKNOWN).collect();
        found.extend(slips);
        self.ids = Ids::of(&self.lists, &self.files);
        let look_up = LookUp { ids: &self.ids, files: &self.files, named: Named::none_of(&self.lists) };
        self.lists.link(&look_up);
        self.named = look_up.named.into_lists();
        self
    }

    /// The record with this id.
    pub fn find(&self, id: &str) -> Option<Ref> {
        self.ids.find(id, &self.files)
    }

    /// Whether the id of a record stands anywhere but in the record itself.
    pub fn is_named(&self, of: Ref) -> bool {
        self.named[of.list as usize][of.index as usize]
    }

    /// Whether an id was written in a record that could not be read at all.
    pub fn is_lost(&self, id: &str) -> bool {
        self.lost.contains(id)
    }

    /// Whether words that a file defines could not be read: nobody is told that they are unknown.
    pub fn are_words_lost(&self) -> bool {
        self.words_lost
    }

    /// The id of a record.
    pub fn id(&self, of: Ref) -> Option<&str> {
        self.lists.id(of).map(|id| &self.files[id])
    }

    /// The records that use an id another has already, each behind the first.
    pub fn doubled(&self) -> &[(Ref, Ref)] {
        &self.ids.doubled
    }

    /// All records that have an id, in the order of the lists.
    pub fn named(&self) -> impl Iterator<Item = (Ref, Text)> {
        self.all().named()
    }

    /// Hands out each id that is written, and where: those that records and the details inside them have, those they name,
    /// and those that are the value of a property.
    pub fn each_id<'f>(&'f self, each: EachId<'_, 'f>) {
        let own = self.named().filter(|(_, id)| !id.is_stand_in());
        own.for_each(|(_, id)| each(&self.files[id], id.0));
        let is_id = |what: Text| {
            self.vocab.properties.get(&self.files[what]).is_some_and(|property| property.value == vocab::Type::Entity)
        };
        let values = self.lists.details.iter().map(|detail| &**detail).chain(self.inner());
        let values = values.filter(|detail| is_id(detail.what)).map(|detail| detail.is);
        for id in self.inner().filter_map(|detail| detail.id).chain(values).filter(|id| !id.is_stand_in()) {
            each(&self.files[id], id.0);
        }
        self.lists.ids(&self.files, each);
    }

    /// Whether a detail inside a record has this id.
    pub fn has_inner(&self, id: &str) -> bool {
        self.inner().filter_map(|detail| detail.id).any(|own| self.files[own] == *id)
    }

    /// The details inside records.
    fn inner(&self) -> impl Iterator<Item = &super::Inner> {
        self.subjects().flat_map(|(_, subject)| subject.details)
    }

    /// Whether parts of a record could not be read.
    pub fn is_broken(&self, of: Ref) -> bool {
        self.lists.broken(of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_file_are_known_in_all() {
        let deeds = ("a.yaml", "deeds:\n  - {id: pact, kind: treaty, name: A pact, parties: [zor, quax]}\n");
        let words = ("b.yaml", "vocabulary: {synonyms: {deeds: agreements}}\n");
        for files in [[deeds, words], [words, deeds]] {
            let mut found = vec![];
            let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
            FactSet::read(files, &mut found).unwrap();
            let [finding] = found.as_slice() else { panic!("{found:?}") };
            assert!(finding.help.iter().any(|help| help.contains("agreements")), "{finding:?}");
        }
    }

    #[test]
    fn the_order_of_files_never_matters_to_words() {
        let read = |files: [&str; 3]| {
            let mut found = vec![];
            let files = files.iter().enumerate().map(|(n, text)| (format!("{n}.yaml"), (*text).to_owned()));
            let set = FactSet::read(files, &mut found).unwrap();
            let kind = |word| set.vocab.kinds.get(word).map(|kind| (kind.look.clone(), kind.colour.clone()));
            let found: Vec<(&str, String)> = found.into_iter().map(|finding| (finding.name, finding.message)).collect();
            (kind("pit"), kind("deep-pit"), found)
        };
        let [deep, pit, look] = [
            "vocabulary: {kinds: {deep-pit: {is: pit}}}\n",
            "vocabulary: {kinds: {pit: {is: mine, colour: \"#123456\"}}}\n",
            "vocabulary: {kinds: {pit: {label: a pit}}}\n",
        ];
        let first = read([deep, pit, look]);
        assert_eq!((&first.0, &first.2), (&first.1, &vec![]));
        for files in [[deep, look, pit], [pit, deep, look], [look, pit, deep]] {
            assert_eq!(read(files), first);
        }
        let other = "vocabulary: {kinds: {pit: {is: company}}}\n";
        for files in [[deep, pit, other], [other, deep, pit]] {
            let (.., found) = read(files);
            let clash = "`pit` is defined twice, each time with another `is`".to_owned();
            assert!(found.contains(&("duplicate-key", clash)), "{found:?}");
        }
    }

    #[test]
    fn the_number_of_threads_never_matters() {
        let file = |n: usize| {
            let text = match n % 3 {
                0 => format!("stakeholders:\n  - {{id: zor-{n}, kind: state, name: \"Zor\\u0020{n}\"}}\n"),
                1 => {
                    format!("ties:\n  - {{from: zor-0, is: partner-of, to: zor-{}, sense: 3}}\n  - {{from: [\n", n - 1)
                }
                _ => format!("vocabulary: {{kinds: {{kind-{n}: {{is: [}}}}\nstakeholders:\n  - id: zor-{n}\n"),
            };
            (format!("{n}.yaml"), text)
        };
        let read = |threads| {
            let mut found = vec![];
            let set = FactSet::read_on(threads, (0..30).map(file), &mut found).unwrap();
            let ids = set.named().map(|(of, id)| (of, set.files[id].to_owned())).collect::<Vec<_>>();
            let names = set.lists.stakeholders.iter().map(|who| set.files[who.name].to_owned()).collect::<Vec<_>>();
            (ids, names, set.lists.ties.len(), set.are_words_lost(), found)
        };
        assert!(read(1).1.contains(&"Zor 3".to_owned()));
        assert_eq!(read(1), read(4));
    }
}
