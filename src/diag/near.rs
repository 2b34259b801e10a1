//! The nearest known word to one that is not known.
//!
//! Invariant: a word is offered only when it is close for its length (distance at most a third of it), so that
//! `zz` never becomes `id`.
use super::Fix;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::fmt;

/// Words people use for others, from the vocabulary: `events` for `dates`.
pub type Synonyms = FxHashMap<String, String>;

/// A word to offer, and the name people know it by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near<'a> {
    /// The word as it is to be written.
    pub word: &'a str,
    /// A name to show beside it, or nothing.
    pub name: &'a str,
    /// How sure it is that this is meant.
    pub sure: Sure,
}

/// How sure it is that a word is a slip for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// It may be another word.
    No,
    /// Sure for a word of the language, of which there are few.
    Word,
    /// Sure for an id, too: letters are missing, doubled or turned round, and no other is as near.
    Id,
}

impl<'a> Near<'a> {
    /// A word that is meant.
    pub fn meant(word: &'a str) -> Self {
        Self { word, name: "", sure: Sure::Id }
    }

    /// A word that may be meant.
    pub fn named(word: &'a str, name: &'a str) -> Self {
        Self { word, name, sure: Sure::No }
    }

    /// It put in the place of another, without asking where that is sure enough.
    pub fn fix(&self, span: Span, least: Sure) -> Fix {
        Fix { span, text: self.word.to_owned(), safe: self.sure >= least }
    }
}

impl fmt::Display for Near<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "`{}`", self.word)?;
        if self.name.is_empty() || self.name == self.word { Ok(()) } else { write!(f, " ({})", self.name) }
    }
}

/// The nearest of some words; the first of equally near ones.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Near<'a>> {
    nearest_named(word, known.into_iter().map(|word| Near::named(word, "")))
}

/// What a word stands for where that is one of the known ones, else the nearest of them.
pub fn nearest_or_synonym<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
    synonyms: &Synonyms,
) -> Option<Near<'a>> {
    let meant = synonyms.get(&word.to_lowercase()).map(String::as_str);
    let found = known.clone().into_iter().find(|k| meant == Some(*k)).map(Near::meant);
    found
        .or_else(|| nearest(word, known.clone()))
        .or_else(|| of_one_stem(word, known).map(|word| Near::named(word, "")))
}

/// The only one of some words that begins as another does, but for its ending: `supplies` and `supplier-of`.
pub fn of_one_stem<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let first = |known: &'a str| known.split('-').next().unwrap_or_default();
    let is_alike = |known: &&'a str| is_of_one_stem(&word, first(known), LEAST_STEM, MOST_ENDING);
    let mut alike = known.into_iter().filter(is_alike);
    let only = alike.next()?;
    alike.next().is_none().then_some(only)
}

/// Whether two words have so many letters in common, and are the same but for an ending of so many.
pub fn is_of_one_stem(one: &str, other: &str, least: usize, ending: usize) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let ends_soon = |word: &str| word.chars().nth(same + ending).is_none();
    same >= least && ends_soon(one) && ends_soon(other)
}

/// Words of fewer letters in common have other senses.
const LEAST_STEM: usize = 6;

/// An ending has so many letters.
pub const MOST_ENDING: usize = 3;

/// Of more letters nothing is a word that anybody misspells, and comparing takes time by the square.
const LONGEST: usize = 200;

/// The nearest of some words, which bring a name to show.
pub fn nearest_named<'a>(word: &str, known: impl IntoIterator<Item = Near<'a>>) -> Option<Near<'a>> {
    let length = word.chars().count();
    let lower = word.to_lowercase();
    let mut best: Option<(usize, Near)> = None;
    let mut is_only = true;
    for near in known {
        let other = near.word.chars().count();
        let most = (length.max(other) / 3).max(1);
        if other.abs_diff(length) > most || near.word == word || length.max(other) > LONGEST {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &near.word.to_lowercase());
        if distance <= most && distance < other {
            match best {
                Some((least, _)) if distance > least => {}
                Some((least, _)) if distance == least => is_only = false,
                _ => (best, is_only) = (Some((distance, near)), true),
            }
        }
    }
    let (distance, near) = best?;
    let sure = if is_only { sure(&lower, &near.word.to_lowercase(), distance) } else { Sure::No };
    Some(Near { sure, ..near })
}

/// How sure it is that one word is a slip for another at some distance: never where digits differ, nor where a part between
/// hyphens that differs is only a letter or two. `iran` and `iraq` are two ids, `goverment` is one word.
fn sure(word: &str, other: &str, distance: usize) -> Sure {
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let parts = |word: &str| word.split(['-', '_', ' ']).map(str::to_owned).collect::<Vec<_>>();
    let (these, others) = (parts(word), parts(other));
    let is_short = |(a, b): (&String, &String)| a != b && a.chars().count().min(b.chars().count()) < SHORTEST;
    if digits(word) != digits(other) || these.len() == others.len() && these.iter().zip(&others).any(is_short) {
        return Sure::No;
    }
    let length = word.chars().count();
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let is_other_letter = length == other.chars().count() && sorted(word) != sorted(other);
    match distance {
        0 => Sure::Id,
        1 if !is_other_letter || length >= LONG => Sure::Id,
        1 => Sure::Word,
        2 if length >= LONG && word.chars().next() == other.chars().next() => Sure::Word,
        _ => Sure::No,
    }
}

/// A part of a word with fewer letters tells things apart: `bank-a`, `bank-b`.
const SHORTEST: usize = 3;

/// In a word of so many letters another letter is a slip.
const LONG: usize = 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_for_its_length() {
        let near = |word| nearest(word, ["id", "where", "yadran-group"]).map(|n| n.word);
        assert_eq!(near("wher"), Some("where"));
        assert_eq!(near("yadrn-group"), Some("yadran-group"));
        assert_eq!(near("Where"), Some("where"));
        assert_eq!(near("zz"), None);
    }

    #[test]
    fn of_one_stem_where_no_other_is() {
        let near = |word: &str| of_one_stem(word, ["supplier-of", "partner-of", "part-of", "member-of"]);
        assert_eq!(near("supplies"), Some("supplier-of"));
        assert_eq!(near("partnership"), None, "another ending is longer");
        assert_eq!(near("parts"), None, "too short");
        assert_eq!(of_one_stem("signs", ["signed", "signatory"]), None, "too short");
    }

    #[test]
    fn sure_only_where_nothing_else_can_be_meant() {
        let sure = |word, known: &[&'static str]| nearest(word, known.iter().copied()).map(|near| near.sure);
        for (word, known, expected) in [
            ("rusia", &["russia"][..], Sure::Id),
            ("Russia", &["russia"], Sure::Id),
            ("yadran-gruop", &["yadran-group"], Sure::Id),
            ("senou-refinary", &["senou-refinery"], Sure::Id),
            ("iran", &["iraq"], Sure::Word),
            ("stete", &["state"], Sure::Word),
            ("slovakia", &["slovenia"], Sure::Word),
            ("bank-b", &["bank-a"], Sure::No),
            ("deal-2024", &["deal-2025"], Sure::No),
            ("niger", &["nigeria"], Sure::No),
            ("resigned", &["signed"], Sure::No),
            ("firn", &["firm", "fire"], Sure::No),
        ] {
            assert_eq!(sure(word, known), Some(expected), "{word}");
        }
    }
}
