//! What is wrong in the words a fact folder defines: words nothing could speak of, and words they name that are not there.
//!
//! Invariant: it looks at the words of all files together, for their order never matters; what a text has to be follows
//! from what its field says it stands for.
use super::{Holds, Root, Stance, Vocab, Written};
use crate::diag::words::{either, join};
use crate::diag::{Diagnostic, Diagnostics, near};
use crate::text::{Files, Span, Text};

/// The check of words that are not there.
pub const UNKNOWN: &str = "unknown-word";
const BAD: &str = "bad-id";
const WRONG: &str = "wrong-value";
const MISSING: &str = "missing-field";
/// How many findings look for a near word: enough for slips, too few for a flood to take long.
const OFFERS: usize = 100;

/// What is wrong in the `vocabulary:` of a fact folder that is written at a place; `said` is what reading has found.
pub fn slips(written: &Written, at: Span, vocab: &Vocab, files: &Files, said: &[Diagnostic]) -> Diagnostics {
    use super::texts::Texts;
    let mut slips = Slips { vocab, files, found: vec![], offers: OFFERS };
    written.texts(Holds::Anything, &mut |holds, word| {
        if !word.is_stand_in() {
            slips.text(holds, word);
        }
    });
    slips.kinds(written, at, said);
    slips.values(written);
    for (word, relation) in &written.relations.0 {
        let itself = relation.short_of.iter().find(|other| !other.is_stand_in() && files[**other] == files[*word]);
        slips.found.extend(itself.map(|other| slips.of_itself(*other, "a step on the way to itself")));
    }
    for (_, meant) in &written.synonyms.0 {
        slips.synonym(*meant);
    }
    slips.found
}

/// Two or three small letters.
pub fn is_language(code: &str) -> bool {
    matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase())
}

struct Slips<'f> {
    vocab: &'f Vocab,
    files: &'f Files,
    found: Diagnostics,
    /// How many more findings may look for a near word.
    offers: usize,
}

impl Slips<'_> {
    /// A text that is to stand for something.
    fn text(&mut self, holds: Holds, word: Text) {
        let (vocab, says) = (self.vocab, &self.files[word]);
        let there_is_no = |what: &str| format!("there is no {what} called `{says}`");
        match holds {
            Holds::NewId => self.defined(word),
            Holds::AnyKind => self.known(word, &there_is_no("kind"), vocab.kinds.words()),
            Holds::KindOrAny => self.known(word, &there_is_no("kind"), vocab.kinds.words().chain(["any"])),
            Holds::Relation => self.known(word, &there_is_no("relation"), vocab.relations.words()),
            Holds::Property => self.known(word, &there_is_no("property"), vocab.properties.words()),
            Holds::Look => self.known(word, &there_is_no("look"), vocab.looks.words()),
            Holds::Stance => self.known(word, &there_is_no("stance"), Stance::ALL.map(Stance::word)),
            Holds::OneOf(words) => {
                let known = words.iter().map(|(word, _)| *word);
                self.known(word, &format!("`{says}` is none of {}", join(known.clone())), known);
            }
            Holds::Graphviz(what, words) if !says.split(',').all(|part| words.contains(&part.trim())) => {
                self.known(word, &format!("`{says}` is not {what} of Graphviz"), words.iter().copied());
            }
            Holds::Colour if !is_colour(says) => {
                let help = "a colour is `#` and six digits from 0 to f, in quotation marks: \"#2f6b3a\"";
                self.found.push(Diagnostic::error(WRONG, word.0, format!("`{says}` is no colour")).help(help));
            }
            Holds::Language if !is_language(says) => {
                let message = format!("`{says}` is no language code");
                let help = "two or three small letters, and behind them the name: `en: English`";
                self.found.push(Diagnostic::error(WRONG, word.0, message).help(help));
            }
            _ => {}
        }
    }

    /// A word that facts are to use: it is written like an id.
    fn defined(&mut self, word: Text) {
        let says = &self.files[word];
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if says.chars().all(plain) && !says.starts_with('-') && !says.is_empty() {
            return;
        }
        let help = "a word has small letters a to z, digits and `-`; how people read it goes into its `label`";
        self.found.push(Diagnostic::error(BAD, word.0, format!("`{says}` cannot be a word")).help(help));
    }

    /// A word that has to be one of these.
    fn known<'w>(&mut self, word: Text, message: &str, known: impl IntoIterator<Item = &'w str> + Clone) {
        let says = &self.files[word];
        if known.clone().into_iter().any(|known| known == says) {
            return;
        }
        let slip = Diagnostic::error(UNKNOWN, word.0, message);
        let offer = self.offers > 0;
        self.offers = self.offers.saturating_sub(1);
        let near = offer.then(|| near::nearest_or_synonym(says, known.clone(), &self.vocab.synonyms)).flatten();
        self.found.push(match near {
            Some(near) => slip.did_you_mean(word.0, Some(near)),
            None => {
                let few = known.into_iter().take(12).collect::<Vec<_>>().join(", ");
                slip.help(format!("there are {few}"))
            }
        });
    }

    /// Kinds without a kind above them, or with one that cannot be. What reading said of the line is the cause.
    fn kinds(&mut self, written: &Written, at: Span, said: &[Diagnostic]) {
        let lines = &written.kinds.0;
        for (n, (word, line)) in lines.iter().enumerate().filter(|(_, (word, _))| !word.is_stand_in()) {
            let says = &self.files[*word];
            let is_root = Root::ALL.iter().any(|root| root.word() == says);
            match line.is.filter(|is| !is.is_stand_in()) {
                Some(is) if self.files[is] == *says => self.found.push(self.of_itself(is, "a kind of itself")),
                Some(is) if is_root => {
                    let message = format!("no kind stands above `{says}`, which all others of its list descend from");
                    let help = "take `is` out; a kind of your own can be one of it";
                    self.found.push(Diagnostic::error(UNKNOWN, is.0, message).help(help));
                }
                Some(_) => {}
                None => {
                    let kind = self.vocab.kinds.get(says);
                    let is_first = kind.is_some_and(|kind| kind.parent.is_none() && kind.span == Some(word.0));
                    let end = lines.get(n + 1).map_or(at.hi(), |(next, _)| next.0.lo());
                    let line = Span::new(word.0.lo(), end.max(word.0.hi()));
                    if is_first && !is_root && !said.iter().any(|slip| line.contains(slip.span())) {
                        let roots = either(Root::ALL.map(Root::word));
                        let help = format!("add `is: KIND`, a kind there is already: {roots}, or one of theirs");
                        let message = "a kind needs `is`, which is missing here";
                        self.found.push(Diagnostic::error(MISSING, word.0, message).help(help));
                    }
                }
            }
        }
    }

    /// Values that are vaguer than others: both have to be values, and none is vaguer than itself.
    fn values(&mut self, written: &Written) {
        for (word, line) in &written.properties.0 {
            let mut is_told = false;
            let Some(property) = self.vocab.properties.get(&self.files[*word]) else { continue };
            for (fine, vague) in &line.broader.0 {
                let pair = [*fine, *vague].into_iter().filter(|value| !value.is_stand_in());
                if !property.values.is_empty() {
                    let known = property.values.iter().map(String::as_str);
                    pair.for_each(|value| {
                        let message = format!("`{}` is none of the values of this property", &self.files[value]);
                        self.known(value, &message, known.clone());
                    });
                }
                let step = |says: &&str| property.broader.get(*says).map(String::as_str);
                let first = &self.files[*fine];
                let mut above = std::iter::successors(step(&first), step).take(property.broader.len());
                if !is_told && !fine.is_stand_in() && above.any(|says| says == first) {
                    self.found.push(self.of_itself(*fine, "vaguer than itself"));
                    is_told = true;
                }
            }
        }
    }

    fn of_itself(&self, word: Text, what: &str) -> Diagnostic {
        Diagnostic::error(UNKNOWN, word.0, format!("`{}` is said to be {what}", &self.files[word]))
            .help("name the other one that is meant, or take it out")
    }

    /// What a word stands for may be anything people ask for; near to a word of the vocabulary, it is a slip.
    fn synonym(&mut self, meant: Text) {
        let says = &self.files[meant];
        let known = || self.vocab.words().chain(Stance::ALL.map(Stance::word));
        let is_meant = |known: &str| self.vocab.synonyms.values().filter(|other| *other == known).count() > 1;
        if meant.is_stand_in() || self.offers == 0 || known().any(|word| word == says) || is_meant(says) {
            return;
        }
        self.offers -= 1;
        if let Some(near) = near::nearest(says, known()) {
            let message = format!("no word is called `{says}`");
            self.found.push(Diagnostic::warning(UNKNOWN, meant.0, message).did_you_mean(meant.0, Some(near)));
        }
    }
}

/// `#` and six digits from 0 to f.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}
