//! A name as look-ups compare it.
//!
//! Invariant: what a check calls the same name, a look-up calls the same too.
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Whether all that folding does to a text is to make its letters small; so it is with most names.
pub fn is_plain(text: &str) -> bool {
    let spaced = || text.bytes().any(|b| b.is_ascii_control()) || text.contains("  ") || text.trim().len() < text.len();
    text.is_ascii() && !spaced()
}

/// A text as look-ups compare it: without accents, in small letters, one space between words.
pub fn fold(text: &str) -> String {
    if is_plain(text) {
        return text.to_ascii_lowercase();
    }
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
