//! The words of a text, as they are compared.
//!
//! Invariant: small and large letters, the forms of one letter, of an apostrophe and of a space never matter, nor do the
//! signs between words; letters, accents, digits and signs of amounts do. Folding twice is folding once.
use crate::diag::write::is_unseen;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Signs that are words of their own: without them an amount would be another.
const SIGNS: &str = "%‰°$€£¥₽₹₩₺₿¢&@#§+=×÷±";

/// A text as its words alone, each folded, one space between them.
///
/// ```
/// assert_eq!(ties::evidence::fold("Zor\u{2019}s\u{a0}share \u{2014} \u{201c}3.5%\u{201d}\u{2026}"), "zor's share 3.5 %");
/// ```
pub fn fold(text: &str) -> String {
    let mut all: Vec<String> = vec![];
    each_word(text, &mut |at| all.push(folded(&text[at])));
    all.join(" ")
}

/// Where each word of a text stands.
pub(super) fn each_word(text: &str, each: &mut dyn FnMut(Range<usize>)) {
    let mut word: Option<Range<usize>> = None;
    // Whether the word is whole, and can only take marks.
    let mut is_closed = false;
    let mut before = ' ';
    for (at, c) in text.char_indices().filter(|(_, c)| !is_transparent(*c)) {
        let end = at + c.len_utf8();
        let next = next(&text[end..]);
        match &mut word {
            Some(word) if is_combining_mark(c) || !is_closed && goes_on(before, c, next) => word.end = end,
            _ => {
                word.take().into_iter().for_each(&mut *each);
                if begins(before, c, next) {
                    word = Some(at..end);
                    is_closed = is_alone(c);
                }
            }
        }
        before = c;
    }
    word.into_iter().for_each(each);
}

/// A word as it is compared.
pub(super) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.replace('`', "'").to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !is_transparent(*c)).nfc() {
        match c {
            c if is_apostrophe(c) => plain.push('\''),
            '−' => plain.push('-'),
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            'ς' => plain.push('σ'),
            c => plain.extend(c.to_lowercase()),
        }
    }
    plain.nfc().collect()
}

/// Whether a sign belongs to the word it follows.
fn goes_on(before: char, c: char, next: char) -> bool {
    is_letter(c) && !is_alone(c)
        || is_apostrophe(c) && is_letter(next) && !is_alone(next)
        || matches!(c, '.' | ',') && before.is_numeric() && is_digit(next)
}

/// Whether a word begins with a sign.
fn begins(before: char, c: char, next: char) -> bool {
    is_letter(c) || SIGNS.contains(c) || matches!(c, '-' | '−') && !is_letter(before) && is_digit(next)
}

/// Whether it is a digit of a number of several.
fn is_digit(c: char) -> bool {
    c.is_numeric() && !is_alone(c)
}

fn next(rest: &str) -> char {
    rest.chars().find(|c| !is_transparent(*c)).unwrap_or(' ')
}

fn is_letter(c: char) -> bool {
    (c.is_alphanumeric() || is_combining_mark(c)) && !is_apostrophe(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | 'ʼ' | '＇' | '′' | '`' | '´')
}

/// Whether a sign is not seen, or only says how others are joined.
fn is_transparent(c: char) -> bool {
    is_unseen(c) && !c.is_whitespace() && !c.is_control() || matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Whether a sign is a word by itself: one of an amount, or of a script without spaces.
fn is_alone(c: char) -> bool {
    let has_no_spaces = matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    has_no_spaces || SIGNS.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_in_two_ways_is_one() {
        for (one, other) in [
            ("“Zor’s” plan", "zor's plan"),
            ("two-hour — talks", "Two‑hour, talks"),
            ("Goi\u{308}ta", "Goïta"),
            ("a\u{a0}b\u{202f}c\td", "a b c d"),
            ("so… it [is] said", "so ... it is said"),
            ("co\u{ad}operate", "cooperate"),
            ("o\u{200b}ﬃce", "Office"),
            ("ΟΔΟΣ", "οδος"),
            ("「東京」", "東 京"),
            ("か\u{3099}", "が"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        assert_eq!(fold("1,000 of 3.5. 2-3, (-4) U.S."), "1,000 of 3.5 2 3 -4 u s");
    }

    #[test]
    fn what_says_something_else_is_not() {
        for (one, other) in
            [("3.5", "35"), ("3.5", "3 5"), ("5%", "5"), ("-5", "5"), ("$2", "€2"), ("its", "it's"), ("Goita", "Goïta")]
        {
            assert_ne!(fold(one), fold(other), "{one}");
        }
    }

    proptest! {
        #[test]
        fn twice_is_once(text in "(\\PC|[-−'’.,\u{308}\u{ad}İΣſﬁ๕〇\u{3099}か%5 ])*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
