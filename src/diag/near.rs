//! The nearest known word to one that is not known.
//!
//! Invariant: a word is offered only when it is close for its length (distance at most a third of it), so that
//! `zz` never becomes `id`.
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
}

impl fmt::Display for Near<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "`{}`", self.word)?;
        if self.name.is_empty() || self.name == self.word { Ok(()) } else { write!(f, " ({})", self.name) }
    }
}

/// The nearest of some words; the first of equally near ones.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Near<'a>> {
    nearest_named(word, known.into_iter().map(|word| Near { word, name: "" }))
}

/// What a word stands for where that is one of the known ones, else the nearest of them.
pub fn nearest_or_synonym<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
    synonyms: &Synonyms,
) -> Option<Near<'a>> {
    let meant = synonyms.get(&word.to_lowercase()).map(String::as_str);
    let found = known.clone().into_iter().find(|k| meant == Some(*k)).map(|word| Near { word, name: "" });
    found.or_else(|| nearest(word, known))
}

/// The nearest of some words, which bring a name to show.
pub fn nearest_named<'a>(word: &str, known: impl IntoIterator<Item = Near<'a>>) -> Option<Near<'a>> {
    let length = word.chars().count();
    let lower = word.to_lowercase();
    let mut best: Option<(usize, Near)> = None;
    for near in known {
        let other = near.word.chars().count();
        let most = (length.max(other) / 3).max(1);
        if other.abs_diff(length) > most || near.word == word {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &near.word.to_lowercase());
        if distance <= most && distance < other && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, near));
        }
    }
    best.map(|(_, near)| near)
}

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
}
