use super::look_alike_ids::is_alike;
use super::{Check, Run, merge};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::sieve::{mixed, number};
use crate::facts::{FactSet, Ref, Subject, fold};
use crate::text::Text;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

pub const CHECK: Check = Check {
    name: "near-names",
    severity: Severity::Warning,
    about: "names or ids of two records that differ by a letter or two",
    page: include_str!("near_names.md"),
    run: Run::Alike {
        number: |part, numbers, _| each_key(part.facts, part.subjects(), &mut |of, _, key| numbers.add(of, key)),
        compare,
    },
};

/// With how many of those that have the same words but one each name is compared, so that a million names take no longer
/// for each of them than a hundred do.
const MOST_COMPARED: usize = 32;

/// Names of more words are sentences.
const MOST_WORDS: usize = 16;

/// A word of fewer letters tells things apart: `Zor East`, `Zor West`.
const SHORTEST: usize = 5;

/// A word of so many letters may also end in two for one: `Energie`, `Energy`.
const LONG: usize = 6;

/// A name that another shares all words with but one, and the beginning or the end of that.
struct Candidate {
    key: u64,
    of: Ref,
    name: Text,
}

fn compare(facts: &FactSet, records: &[Ref], found: &mut Diagnostics) {
    let mut candidates = vec![];
    let subjects = records.iter().filter_map(|of| Some((*of, facts.subject(*of)?)));
    each_key(facts, subjects, &mut |of, name, key| candidates.push(Candidate { key, of, name }));
    candidates.sort_by_key(|candidate| candidate.key);
    let mut said = FxHashSet::default();
    for group in candidates.chunk_by_mut(|a, b| a.key == b.key) {
        if group.len() > MOST_COMPARED {
            group.sort_by_cached_key(|one| fold(&facts.files[one.name]));
        }
        for (n, one) in group.iter().enumerate() {
            for other in group[n + 1..].iter().take(MOST_COMPARED) {
                let (first, second) = if one.of < other.of { (one, other) } else { (other, one) };
                // Of many that are alike, each is named once, beside one that stands before it.
                if !said.contains(&second.of) && may_be_one(facts, first, second) {
                    said.insert(second.of);
                    found.push(report(facts, first, second));
                }
            }
        }
    }
}

/// Hands out the keys of each name, other name and id; an id made of the name has those of the name.
fn each_key<'f>(
    facts: &'f FactSet,
    subjects: impl Iterator<Item = (Ref, Subject<'f>)>,
    each: &mut dyn FnMut(Ref, Text, u64),
) {
    for (of, subject) in subjects {
        let mut first = None;
        for name in [subject.name].iter().chain(subject.aliases).chain([&subject.id]).filter(|n| !n.is_stand_in()) {
            let written = &facts.files[*name];
            let says = if written.is_ascii() { Cow::Borrowed(written) } else { Cow::Owned(fold(written)) };
            let words = Words::of(&says);
            if first.is_none_or(|first| first != words.all) {
                words.keys(|key| each(of, *name, key ^ of.list as u64));
            }
            first = first.or(Some(words.all));
        }
    }
}

/// The words of a name, as numbers.
struct Words<'n> {
    words: [(&'n [u8], u64); MOST_WORDS],
    count: usize,
    /// All of them together.
    all: u64,
}

impl<'n> Words<'n> {
    fn of(name: &'n str) -> Self {
        let is_apart = |b: &u8| b.is_ascii() && !b.is_ascii_alphanumeric();
        let mut words = Self { words: [(&[], 0); MOST_WORDS], count: 0, all: 0 };
        for word in name.as_bytes().split(is_apart).filter(|word| !word.is_empty()) {
            if words.count == MOST_WORDS {
                return Self { count: 0, ..words };
            }
            let number = mixed(number(word), words.count as u64);
            words.words[words.count] = (word, number);
            words.all = words.all.wrapping_add(number);
            words.count += 1;
        }
        words
    }

    /// For each word that may be written wrongly, two numbers made of all others: with its beginning, with its end.
    fn keys(&self, mut each: impl FnMut(u64)) {
        for (word, number_of) in &self.words[..self.count] {
            if word.len() >= SHORTEST && !word.iter().any(u8::is_ascii_digit) {
                let others = self.all.wrapping_sub(*number_of);
                each(mixed(others, number(&word[..3])));
                each(mixed(others ^ 1, number(&word[..1]) ^ number(&word[word.len() - 3..]).rotate_left(32)));
            }
        }
    }
}

/// Whether two records may be one: of like kinds, with near names, and no other check says so.
fn may_be_one(facts: &FactSet, one: &Candidate, other: &Candidate) -> bool {
    let files = &facts.files;
    one.of.list == other.of.list
        && one.of != other.of
        && is_near(&files[one.name], &files[other.name])
        && top(facts, one.of) == top(facts, other.of)
        && match (facts.id(one.of), facts.id(other.of)) {
            (Some(id), Some(other)) => !is_alike(id, other),
            _ => false,
        }
}

/// The kind of a record, or the one above it, that stands right below all kinds of its list.
fn top(facts: &FactSet, of: Ref) -> Option<&str> {
    let kind = facts.subject(of)?.kind;
    let line: Vec<&str> = facts.vocab.line(&facts.files[kind]).collect();
    line.iter().rev().nth(1).or(line.last()).copied()
}

/// Whether two names are the same at both ends, as far as it takes; most that are compared are told apart here.
fn is_alike_around(one: &str, other: &str) -> bool {
    let plain = |b: u8| if b.is_ascii_alphanumeric() { b.to_ascii_lowercase() } else { b' ' };
    let is_same = |(a, b): &(u8, u8)| plain(*a) == plain(*b);
    let (longer, shorter) = (one.len().max(other.len()), one.len().min(other.len()));
    let before = one.bytes().zip(other.bytes()).take_while(is_same).count();
    let behind = one.bytes().rev().zip(other.bytes().rev()).take(shorter - before).take_while(is_same).count();
    longer - before - behind <= 2
}

/// Whether two names have the same words but for a letter or two of one.
fn is_near(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() && !is_alike_around(one, other) {
        return false;
    }
    let (one, other) = (fold(one), fold(other));
    let words = |name: &'_ str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (these, others) = (words(&one), words(&other));
    let mut apart = these.iter().zip(&others).filter(|(a, b)| a != b);
    match (apart.next(), apart.next()) {
        (Some((a, b)), None) => these.len() == others.len() && is_slip(a, b, these.len() > 1),
        _ => false,
    }
}

/// Whether one word may be a slip for another: one letter more, less or other, two turned round, or, in a name of several
/// words, two letters for one.
fn is_slip(one: &str, other: &str, has_company: bool) -> bool {
    let letters = |word: &str| word.chars().collect::<Vec<char>>();
    let (mut one, mut other) = (letters(one), letters(other));
    let length = one.len().min(other.len());
    if length < SHORTEST || one.iter().chain(&other).any(char::is_ascii_digit) {
        return false;
    }
    for _ in 0..2 {
        let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
        one.drain(..same);
        other.drain(..same);
        one.reverse();
        other.reverse();
    }
    match (one.as_slice(), other.as_slice()) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        ([_], [_, _]) | ([_, _], [_]) => has_company && length >= LONG,
        _ => false,
    }
}

fn report(facts: &FactSet, first: &Candidate, second: &Candidate) -> Diagnostic {
    let files = &facts.files;
    let message = format!("`{}` and `{}` are nearly the same", &files[second.name], &files[first.name]);
    let one =
        merge(facts, first.of, second.of).map_or("keep one".to_owned(), |merge| format!("make them one: {merge}"));
    Diagnostic::warning(CHECK.name, second.name.0, message).also(first.name.0, "the other one").help(format!(
        "if both mean the same, {one}; if they are two, say so behind it: `# ties: allow {}: two of them`",
        CHECK.name
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_by_one_slip_in_one_word() {
        for (one, other, expected) in [
            ("Quax Energy", "Quax Energie", true),
            ("Quax Énergie", "quax-energy", true),
            ("Zor Mining", "Zor Minning", true),
            ("Zor Mining", "Zor Minign", true),
            ("Zor Refinery", "Zor Rafinery", true),
            ("Slovakia", "Slovenia", false),
            ("Niger", "Nigeria", false),
            ("Austria", "Australia", false),
            ("Zor East", "Zor West", false),
            ("Zor Bank 1", "Zor Bank 2", false),
            ("Zor Bank2019", "Zor Bank2020", false),
            ("Zor Bank", "Bank Zor", false),
            ("Zor Mining", "Zor Mining", false),
            ("Zor Mining", "Zor Minning Quax", false),
        ] {
            assert_eq!(is_near(one, other), expected, "{one} / {other}");
        }
    }

    #[test]
    fn near_names_share_a_key() {
        let keys = |name: &str| {
            let mut keys = FxHashSet::default();
            Words::of(name).keys(|key| _ = keys.insert(key));
            keys
        };
        for (one, other) in [
            ("quax energy", "Quax-Energie"),
            ("zor mining", "zor minning"),
            ("zor refinery", "zor rafinery"),
            ("zor mining", "zor minign"),
        ] {
            assert!(!keys(one).is_disjoint(&keys(other)), "{one} / {other}");
        }
        assert!(keys("zor bank 1").is_empty());
        assert!(keys("zor mining 1").is_disjoint(&keys("zor mining 2")));
    }
}
