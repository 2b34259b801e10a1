//! What is wrong in the words a fact folder defines: words nothing could speak of, and words they name that are not there.
//!
//! Invariant: it looks at the words of all files together, for their order never matters; kinds and relations that
//! build on a kind that is not there are found by the check of unknown words.
use super::{Root, Stance, Vocab, Written};
use crate::diag::{Diagnostic, Diagnostics, near};
use crate::text::{Files, Text};

/// The checks these findings belong to.
const UNKNOWN: &str = "unknown-word";
const BAD: &str = "bad-id";
/// How many findings look for a near word: enough for slips, too few for a flood to take long.
const OFFERS: usize = 100;

/// Adds what is wrong in a `vocabulary:` of a fact folder.
pub fn slips(written: &Written, vocab: &Vocab, files: &Files, found: &mut Diagnostics) {
    let mut slips = Slips { files, found, offers: OFFERS };
    let ladders = written.statuses.0.iter();
    let defined = [
        written.kinds.0.iter().map(|(word, _)| *word).collect::<Vec<_>>(),
        written.relations.0.iter().map(|(word, _)| *word).collect(),
        ladders.clone().flat_map(|(_, rungs)| rungs.0.iter().map(|(word, _)| *word)).collect(),
        written.roles.0.iter().map(|(word, _)| *word).collect(),
        written.properties.0.iter().map(|(word, _)| *word).collect(),
        written.groups.0.iter().map(|(word, _)| *word).collect(),
        written.looks.0.iter().map(|(word, _)| *word).collect(),
    ];
    defined.into_iter().flatten().for_each(|word| slips.defined(word));

    let kinds = || vocab.kinds.words().chain(["any"]);
    let is_kind = |word: &str| word == "any" || vocab.kinds.get(word).is_some();
    let roots = Root::ALL.map(Root::word);
    for (_, kind) in &written.kinds.0 {
        slips.known(kind.look, "look", |word| vocab.looks.get(word).is_some(), || vocab.looks.words());
        slips.known(kind.within.iter().copied(), "kind", is_kind, kinds);
    }
    for (_, relation) in &written.relations.0 {
        slips.known(relation.one, "side", |word| matches!(word, "from" | "to"), || ["from", "to"].into_iter());
        let short_of = relation.short_of.iter().copied();
        slips.known(short_of, "relation", |word| vocab.relations.get(word).is_some(), || vocab.relations.words());
    }
    for (_, role) in &written.roles.0 {
        slips.known(role.default, "root", |word| roots.contains(&word), || roots.into_iter());
    }
    for (_, property) in &written.properties.0 {
        slips.known(property.of.iter().copied(), "kind", is_kind, kinds);
    }
    let is_ladder = |word: &str| word == "anytime" || roots.contains(&word);
    slips.known(ladders.map(|(word, _)| *word), "root", is_ladder, || roots.into_iter().chain(["anytime"]));
    let stances = written.stances.0.iter().map(|(word, _)| *word);
    slips.known(stances, "stance", |word| Stance::of(word).is_some(), || Stance::ALL.map(Stance::word).into_iter());
}

struct Slips<'f, 'o> {
    files: &'f Files,
    found: &'o mut Diagnostics,
    /// How many more findings may look for a near word.
    offers: usize,
}

impl Slips<'_, '_> {
    /// A word that facts are to use: it is written like an id.
    fn defined(&mut self, word: Text) {
        let says = &self.files[word];
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if word.is_stand_in() || says.chars().all(plain) && !says.starts_with('-') && !says.is_empty() {
            return;
        }
        let help = "a word has small letters a to z, digits and `-`; how people read it goes into its `label`";
        self.found.push(Diagnostic::error(BAD, word.0, format!("`{says}` cannot be a word")).help(help));
    }

    /// Words that have to be there.
    fn known<'w, I: Iterator<Item = &'w str> + Clone>(
        &mut self,
        words: impl IntoIterator<Item = Text>,
        what: &str,
        is_known: impl Fn(&str) -> bool,
        known: impl Fn() -> I,
    ) {
        for word in words.into_iter().filter(|word| !word.is_stand_in()) {
            let says = &self.files[word];
            if is_known(says) {
                continue;
            }
            let slip = Diagnostic::error(UNKNOWN, word.0, format!("there is no {what} called `{says}`"));
            let near = if self.offers > 0 { near::nearest(says, known()) } else { None };
            self.offers = self.offers.saturating_sub(1);
            self.found.push(match near {
                Some(near) => slip.did_you_mean(word.0, Some(near)),
                None => slip.help(format!("there are {}", known().take(12).collect::<Vec<_>>().join(", "))),
            });
        }
    }
}
