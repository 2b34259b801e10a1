//! A citation: which source says it, and where in the source.
//!
//! Invariant: `#` is always a place in the source (a paragraph, a sentence, a range, a word), never the number of a
//! fact; a citation narrows what its source says and never adds to it.
use super::record::tailed;
use super::{Cited, Id};
use crate::text::{Files, Span, Text, cut};
use crate::vocab::Holds;
use crate::yaml::{Many, Raw};

tailed! {
    [
        /// Where something is said: a source and a place in it
        Cite as "citation"
        needs {
            /// `source#place`: a paragraph `#9`, a sentence `#9.1`, a range `#9-11`, or a word such as `#title`; `via SOURCE` behind it says what the passage repeats
            at: Cited => Holds::Place,
        }
        may {}
    ]
    more: CiteFields {
        /// The sources this passage repeats
        via: Many<Id> => Holds::Source,
        /// At most eight words of the passage, to find it by
        words: Option<Text>,
        /// The speaker's own words, a few
        quote: Option<Text>,
        /// Who says it in this source
        said_by: Many<Id> => Holds::Id,
        /// How this source puts it, where that differs
        stance: Option<Text> => Holds::Stance,
        /// When, as far as this source says
        when: Option<Raw>,
        /// The value, as far as this source says
        value: Option<Text>,
        /// Anything else
        note: Option<Text>,
    }
}

/// `source#place via source`, taken apart; each part with its place in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At<'f> {
    /// The id of the source.
    pub source: &'f str,
    /// Where the id is written.
    pub source_span: Span,
    /// What stands behind `#`; none where there is no `#`.
    pub place: Option<&'f str>,
    /// Where that is written.
    pub place_span: Span,
    /// The id behind `via`, and where it is written.
    pub via: Option<(&'f str, Span)>,
}

impl<'f> At<'f> {
    /// Takes the text of a citation apart. Nothing is refused here: checks look at the parts.
    pub fn read(text: Text, files: &'f Files) -> Self {
        let says = &files[text];
        // A quoted text begins one byte later than its span; where it is not what is written, the whole span serves.
        let start = files.lead(text);
        let part = |from: usize, length: usize| start.map_or(text.0, |start| text.0.part(start + from, length));
        let (cite, via) = match cut(says, " via ") {
            Some((cite, via)) => {
                let at = says.len() - via.len() + (via.len() - via.trim_start().len());
                (cite, Some((via.trim(), part(at, via.trim().len()))))
            }
            None => (says, None),
        };
        let (source, place) = match cite.split_once('#') {
            Some((source, place)) => (source, Some(place.trim_end())),
            None => (cite.trim_end(), None),
        };
        let length = place.map_or(0, str::len);
        Self { source, source_span: part(0, source.len()), place, place_span: part(source.len() + 1, length), via }
    }
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// From a paragraph, and sentence where one is given, to another.
    Paragraphs {
        /// The first paragraph, and its sentence.
        from: (u32, Option<u32>),
        /// The last, where there is more than one.
        to: Option<(u32, Option<u32>)>,
    },
    /// A part with a name: the title, a list of documents.
    Word(String),
}

impl Place {
    /// Reads what stands behind `#`.
    pub fn read(text: &str) -> Option<Self> {
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            let (from, to) = match text.split_once('-') {
                Some((from, to)) => (from, Some(sentence(to)?)),
                None => (text, None),
            };
            let from = sentence(from)?;
            return (from.0 > 0 && to.is_none_or(|to| to >= from)).then_some(Self::Paragraphs { from, to });
        }
        let word = text.starts_with(char::is_alphabetic)
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        word.then(|| Self::Word(text.to_owned()))
    }

    /// As the screen shows it behind the number of a source: `¶9`; a word is said in the list of sources instead.
    pub fn paragraphs(&self) -> Option<String> {
        match self {
            Place::Paragraphs { from, to: None } => Some(format!("¶{}", from.0)),
            Place::Paragraphs { from, to: Some(to) } if to.0 == from.0 => Some(format!("¶{}", from.0)),
            Place::Paragraphs { from, to: Some(to) } => Some(format!("¶{}-{}", from.0, to.0)),
            Place::Word(_) => None,
        }
    }

    /// Whether a passage lies within this one, paragraph by paragraph.
    pub fn covers(&self, other: &Place) -> bool {
        match (self, other) {
            (Place::Word(a), Place::Word(b)) => a == b,
            (Place::Paragraphs { from, to }, Place::Paragraphs { from: other_from, to: other_to }) => {
                from.0 <= other_from.0 && other_to.unwrap_or(*other_from).0 <= to.unwrap_or(*from).0
            }
            _ => false,
        }
    }
}

/// `9` or `9.1`: sentences count from 1.
fn sentence(text: &str) -> Option<(u32, Option<u32>)> {
    let number = |s: &str| if s.bytes().all(|b| b.is_ascii_digit()) { s.parse().ok() } else { None };
    match text.split_once('.') {
        Some((paragraph, sentence)) => Some((number(paragraph)?, Some(number(sentence).filter(|n| *n > 0)?))),
        None => Some((number(text)?, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        assert_eq!(Place::read("9.10").and_then(|p| p.paragraphs()).as_deref(), Some("¶9"));
        assert_eq!(Place::read("9-11").and_then(|p| p.paragraphs()).as_deref(), Some("¶9-11"));
        assert_eq!(Place::read("documents"), Some(Place::Word("documents".into())));
        for wrong in ["", "0", "１", "9.0", "8-9.0", "9-3", "9.x", "9 11", "-1", "-"] {
            assert_eq!(Place::read(wrong), None, "{wrong}");
        }
    }
}
