//! Everything the fact files say, by list and by id.
//!
//! Invariant: the order and the split of files never matter to what the set says; ids are hashed once, when all files
//! are read.
use super::{
    Agreement, Asset, Cite, ClaimFields, Date, Detail, Inner, Party, Question, Record, Source, Stake, Stakeholder,
    Status, Tie,
};
use crate::diag::{Diagnostic, Diagnostics, near};
use crate::text::{Files, Span, Text};
use crate::vocab::{self, Root, Vocab};
use crate::yaml::{self, Entry, Found, Short, Value, Write};
use hashbrown::HashTable;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;
use std::ops::Deref;
use std::sync::Arc;

/// A record and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// From its first to its last byte.
    pub at: Span,
    /// Whether parts of it could not be read, and stand-ins are in their place.
    pub broken: bool,
    record: T,
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

/// A record of a set, by list and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ref {
    /// The list.
    pub list: List,
    /// Its number in the list.
    pub index: u32,
}

/// Defines the lists of a fact file, once: their names, their fields in the set, their readers.
macro_rules! lists {
    ($($(#[doc = $about:literal])+ $List:ident $name:literal $field:ident: $Type:ty,)*) => {
        /// The lists a fact file can hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum List { $($(#[doc = $about])+ $List),* }

        impl List {
            /// All of them, in the order people read them.
            pub const ALL: &'static [List] = &[$(List::$List),*];

            /// The word at the left margin of a file.
            pub fn word(self) -> &'static str {
                match self { $(List::$List => $name),* }
            }

            /// What its records are.
            pub fn record(self) -> Record {
                match self { $(List::$List => <$Type>::RECORD),* }
            }
        }

        /// The records of the files, list by list.
        #[derive(Debug, Default)]
        pub struct Lists { $($(#[doc = $about])+ pub $field: Vec<Placed<$Type>>),* }

        impl Lists {
            fn read(&mut self, list: List, tape: &yaml::Tape, found: &mut Found) {
                let at = tape.tokens[0].span;
                match list {
                    $(List::$List => if let (Some(record), broken) = yaml::record::<$Type>(tape, found) {
                        self.$field.push(Placed { at, broken, record });
                    },)*
                }
            }

            /// How many records a list has.
            pub fn len(&self, list: List) -> usize {
                match list { $(List::$List => self.$field.len()),* }
            }

            /// Whether parts of a record could not be read.
            fn broken(&self, of: Ref) -> bool {
                match of.list { $(List::$List => self.$field[of.index as usize].broken),* }
            }

            /// Where a record is written.
            pub fn at(&self, of: Ref) -> Span {
                match of.list { $(List::$List => self.$field[of.index as usize].at),* }
            }

            /// A record as it is to be written.
            pub(super) fn node<'f>(&self, of: Ref, files: &'f Files) -> yaml::Node<'f> {
                match of.list { $(List::$List => self.$field[of.index as usize].record.node(files)),* }
            }
        }
    };
}

lists! {
    /// Who published it
    Sources "sources" sources: Source,
    /// Who
    Stakeholders "stakeholders" stakeholders: Stakeholder,
    /// What
    Assets "assets" assets: Asset,
    /// What was agreed
    Agreements "agreements" agreements: Agreement,
    /// Who holds what
    Stakes "stakes" stakes: Stake,
    /// Every other link
    Ties "ties" ties: Tie,
    /// What happened
    Dates "dates" dates: Date,
    /// Properties and remarks
    Details "details" details: Detail,
    /// Assertions about answers
    Questions "questions" questions: Question,
}

impl List {
    /// The list with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|l| l.word() == word)
    }

    /// The root of the kinds its records have.
    pub fn root(self) -> Option<Root> {
        match self {
            List::Sources => Some(Root::Source),
            List::Stakeholders => Some(Root::Stakeholder),
            List::Assets => Some(Root::Asset),
            List::Agreements => Some(Root::Agreement),
            List::Stakes => Some(Root::Stake),
            List::Dates => Some(Root::Date),
            List::Ties | List::Details | List::Questions => None,
        }
    }
}

/// The key that says which form of the language a file is written in.
const VERSION: &str = "facts-version";
/// The key of a file's own words.
pub(super) const VOCABULARY: &str = "vocabulary";

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
            own_words: vec![],
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
        for (name, text) in texts {
            let words = set.take(&name, text, found)?;
            set.own_words.extend(words);
        }
        set.own_words.iter().for_each(|written| vocab::slips(written, &set.vocab, &set.files, found));
        set.index();
        Ok(set)
    }

    /// The fact files, without the built-in words.
    pub fn fact_files(&self) -> impl ExactSizeIterator<Item = &crate::text::File> {
        self.files.iter().skip(1)
    }

    /// Takes in a file; the words it defines come back.
    fn take(
        &mut self,
        name: &str,
        text: String,
        found: &mut Diagnostics,
    ) -> Result<Vec<Placed<vocab::Written>>, String> {
        let index = self.files.add(name, text)?;
        let Self { files, vocab, lists, lost, .. } = self;
        let file = files.file(index);
        let synonyms = Arc::clone(&vocab.synonyms);
        let mut reading = Found { diagnostics: vec![], unescaped: vec![], synonyms };
        let mut written = vec![];
        yaml::scan(&file.text, file.span().lo(), &mut reading, &mut |entry, found| match entry {
            Entry::Key(key, span, value) => key_findings(key, span, value, found),
            Entry::Record(VOCABULARY, tape) => {
                if let (Some(record), broken) = yaml::record::<vocab::Written>(tape, found) {
                    written.push(Placed { at: tape.tokens[0].span, broken, record });
                }
            }
            Entry::Record(word, tape) => {
                if let Some(list) = List::of(word) {
                    lists.read(list, tape, found);
                }
            }
            Entry::Broken(_, text) => lost.extend(ids_in(text)),
        });
        let Found { diagnostics, unescaped, .. } = reading;
        // Up to here a misplaced list goes, whose records are read as something else: one slip, one finding.
        let mut within = 0;
        for finding in diagnostics {
            if let Some((list, records)) = misplaced(file, &finding) {
                lost.extend(ids_in(records));
                within = list.span().hi() + 1 + records.len() as u32;
                found.push(list);
            } else if finding.span().lo() >= within {
                found.push(finding);
            }
        }
        files.remember(unescaped);
        for words in &written {
            vocab.add(words, files, index > 0);
        }
        Ok(written)
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

    /// Stakeholders, assets, agreements and dates: what a question can be about.
    pub fn subjects(&self) -> impl Iterator<Item = (Ref, Subject<'_>)> {
        let lists = [List::Stakeholders, List::Assets, List::Agreements, List::Dates];
        let all =
            lists.into_iter().flat_map(|list| (0..self.lists.len(list) as u32).map(move |index| Ref { list, index }));
        all.filter_map(|of| Some((of, self.subject(of)?)))
    }

    /// What is common to the records a question can be about.
    pub fn subject(&self, of: Ref) -> Option<Subject<'_>> {
        let n = of.index as usize;
        macro_rules! view {
            ($record:expr, $status:expr, $cite:expr) => {
                Some(Subject {
                    at: $record.at,
                    id: $record.id,
                    kind: $record.kind,
                    name: $record.name,
                    aliases: &$record.aliases,
                    group: $record.group,
                    cite: $cite,
                    status: $status,
                    details: &$record.details,
                })
            };
        }
        match of.list {
            List::Stakeholders => {
                let r = &self.lists.stakeholders[n];
                view!(r, &r.status, &r.cite)
            }
            List::Assets => {
                let r = &self.lists.assets[n];
                view!(r, &r.status, &r.cite)
            }
            List::Agreements => {
                let r = &self.lists.agreements[n];
                view!(r, &r.status, &r.cite)
            }
            List::Dates => {
                let r = &self.lists.dates[n];
                view!(r, &[], &r.claim.cite)
            }
            List::Sources | List::Stakes | List::Ties | List::Details | List::Questions => None,
        }
    }

    /// What a record with a name notes for its readers.
    pub fn note(&self, of: Ref) -> Option<&str> {
        let n = of.index as usize;
        let note = match of.list {
            List::Sources => self.lists.sources[n].note,
            List::Stakeholders => self.lists.stakeholders[n].note,
            List::Assets => self.lists.assets[n].note,
            List::Agreements => self.lists.agreements[n].note,
            List::Dates => self.lists.dates[n].claim.note,
            List::Stakes | List::Ties | List::Details | List::Questions => None,
        };
        note.map(|text| &self.files[text])
    }

    /// Every claim of the set with what it takes from its record, in the order of the lists.
    pub fn each_claim<'f>(&'f self, each: &mut dyn FnMut(ClaimView<'f>)) {
        for (of, subject) in self.subjects() {
            self.claims_of(of, subject, each);
        }
        let lists = &self.lists;
        let mut claim = |list, index: usize, at, broken, fields| {
            let of = Ref { list, index: index as u32 };
            each(ClaimView { of, part: Part::Record, at, broken, fields, cites: &fields.cite, more: &[] });
        };
        for (n, r) in lists.stakes.iter().enumerate() {
            claim(List::Stakes, n, r.kind.0, r.broken, &*r.claim);
        }
        for (n, r) in lists.ties.iter().enumerate() {
            claim(List::Ties, n, r.is.0, r.broken, &*r.claim);
        }
        for (n, r) in lists.details.iter().enumerate() {
            claim(List::Details, n, r.what.0, r.broken, &*r.claim);
        }
    }

    /// The claims inside one record that has a name.
    fn claims_of<'f>(&'f self, of: Ref, subject: Subject<'f>, each: &mut dyn FnMut(ClaimView<'f>)) {
        let (parties, own): (&[Short<Party>], Option<&ClaimFields>) = match of.list {
            List::Agreements => (&self.lists.agreements[of.index as usize].parties, None),
            List::Dates => {
                let date = &self.lists.dates[of.index as usize];
                (&date.who, Some(&date.claim))
            }
            _ => (&[], None),
        };
        let broken = self.is_broken(of);
        let mut claim = |part, at, fields: &'f ClaimFields| {
            let (cites, more): (&[Short<Cite>], &[Short<Status>]) = if !fields.cite.is_empty() {
                (&fields.cite, &[])
            } else if !subject.cite.is_empty() {
                (subject.cite, &[])
            } else {
                (&[], subject.status)
            };
            each(ClaimView { of, part, at, broken, fields, cites, more });
        };
        if let Some(fields) = own {
            claim(Part::Record, subject.name.0, fields);
        }
        for (n, status) in subject.status.iter().enumerate() {
            claim(Part::Status(n as u32), status.is.0, &status.claim);
        }
        for (n, party) in parties.iter().enumerate() {
            claim(Part::Party(n as u32), party.who.0, &party.claim);
        }
        for (n, detail) in subject.details.iter().enumerate() {
            claim(Part::Detail(n as u32), detail.what.0, &detail.claim);
        }
    }

    /// Whether parts of a record could not be read.
    pub fn is_broken(&self, of: Ref) -> bool {
        self.lists.broken(of)
    }
}

/// What is common to stakeholders, assets, agreements and dates.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'f> {
    /// Where the record is written.
    pub at: Span,
    /// Its id.
    pub id: Text,
    /// Its kind.
    pub kind: Text,
    /// Its name.
    pub name: Text,
    /// Other names.
    pub aliases: &'f [Text],
    /// Its group on a map.
    pub group: Option<Text>,
    /// What covers every line without a citation of its own.
    pub cite: &'f [Short<Cite>],
    /// The steps of its life.
    pub status: &'f [Short<Status>],
    /// Its properties and remarks.
    pub details: &'f [Inner],
}

/// Which part of a record a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The record itself.
    Record,
    /// One of its statuses.
    Status(u32),
    /// One of its parties or participants.
    Party(u32),
    /// One of its details.
    Detail(u32),
}

/// A claim, wherever it is written.
#[derive(Clone, Copy, Debug)]
pub struct ClaimView<'f> {
    /// The record it stands in.
    pub of: Ref,
    /// Which part of the record it is.
    pub part: Part,
    /// The word to point at.
    pub at: Span,
    /// Whether the record could not be read whole.
    pub broken: bool,
    /// What it carries.
    pub fields: &'f ClaimFields,
    /// Its citations: its own, else those of its record.
    pub cites: &'f [Short<Cite>],
    /// Where it has none at all: the statuses whose citations serve instead.
    pub more: &'f [Short<Status>],
}

impl<'f> ClaimView<'f> {
    /// The citations it rests on.
    pub fn all_cites(self) -> impl Iterator<Item = &'f Cite> {
        let cites = self.cites.iter().map(|c| &c.0);
        cites.chain(self.more.iter().flat_map(|s| s.claim.cite.iter().map(|c| &c.0)))
    }
}

impl Lists {
    /// The id of a record, where it has one.
    fn id(&self, of: Ref) -> Option<Text> {
        let n = of.index as usize;
        let id = match of.list {
            List::Sources => Some(self.sources[n].id),
            List::Stakeholders => Some(self.stakeholders[n].id),
            List::Assets => Some(self.assets[n].id),
            List::Agreements => Some(self.agreements[n].id),
            List::Dates => Some(self.dates[n].id),
            List::Stakes => self.stakes[n].id,
            List::Ties => self.ties[n].id,
            List::Details => self.details[n].id,
            List::Questions => None,
        };
        id.filter(|id| !id.is_stand_in())
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish()
}

/// The ids written in a stretch that could not be read.
fn ids_in(text: &str) -> impl Iterator<Item = String> {
    let after =
        text.match_indices("id:").filter(|(n, _)| !text[..*n].ends_with(|c: char| c.is_alphanumeric() || c == '-'));
    after.filter_map(|(n, _)| {
        let word = text[n + 3..].trim_start().split(|c: char| c.is_whitespace() || matches!(c, ',' | '}')).next()?;
        (!word.is_empty()).then(|| word.to_owned())
    })
}

/// A list inside a record, in place of the finding that there is no such field, and the text from there on as far as it
/// is indented.
fn misplaced<'t>(file: &'t crate::text::File, finding: &Diagnostic) -> Option<(Diagnostic, &'t str)> {
    let at = finding.span();
    let rest = &file.text[(at.lo() - file.span().lo()) as usize..];
    let (word, behind) = rest.split_once(':')?;
    let known = List::of(word).is_some() || word == VOCABULARY;
    let begins = behind.trim_start_matches(' ').starts_with(['\n', '\r', '[', '#']);
    if !matches!(finding.name, yaml::name::UNKNOWN_FIELD | yaml::name::SYNTAX) || !known || !begins {
        return None;
    }
    let indented = |line: &&str| line.trim().is_empty() || line.starts_with([' ', '\t', '#', '-']);
    let length: usize = behind.split_inclusive('\n').skip(1).take_while(indented).map(str::len).sum();
    let first = behind.split_inclusive('\n').next().map_or(0, str::len);
    let message = format!("the list `{word}:` stands inside a record");
    let list = Diagnostic::error(yaml::name::MISPLACED, at.part(0, word.len()), message)
        .help("move it to the left margin, and its records with it");
    Some((list, &behind[..first + length]))
}

/// What is wrong with a key at the left margin.
fn key_findings(key: &str, span: Span, value: Value, found: &mut Found) {
    let known = List::of(key).is_some();
    let diagnostic = match value {
        Value::Text(text) if key == VERSION => {
            if text == "1" {
                return;
            }
            Diagnostic::error(yaml::name::WRONG_SHAPE, span, format!("`{VERSION}` is 1, not `{text}`"))
                .help("this version of ties reads the form 1; leave the line out or write 1")
        }
        Value::Pairs if key == VOCABULARY => return,
        Value::List if known => return,
        // A list without records: the reader gives `~` for nothing.
        Value::Text("" | "~" | "null") if known || key == VOCABULARY => return,
        _ if known => Diagnostic::error(
            yaml::name::WRONG_SHAPE,
            span,
            format!("`{key}` is a list: each of its records begins with `- `"),
        )
        .help(format!("write the record below `{key}:` as `  - {{…}}`")),
        _ if key == VOCABULARY || key == VERSION => {
            Diagnostic::error(yaml::name::WRONG_SHAPE, span, format!("`{key}` cannot be a list"))
                .help("ties explain vocabulary")
        }
        _ => {
            let words = List::ALL.iter().map(|l| l.word()).chain([VOCABULARY, VERSION]);
            let near = near::nearest_or_synonym(key, words, &found.synonyms);
            Diagnostic::error(yaml::name::UNKNOWN_FIELD, span, format!("there is no list called `{key}`"))
                .did_you_mean(span, near)
                .help("All lists: ties explain")
        }
    };
    found.diagnostics.push(diagnostic);
}
