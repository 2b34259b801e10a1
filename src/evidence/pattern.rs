//! Looking for a few words in a text.
//!
//! Invariant: words are looked for as wholes and in their order. In what is looked for, `…` stands for any words and
//! `[so]` for a few at most; nothing else does.
use super::passages::SourceText;
use super::words::{each_word, folded};
use std::ops::Range;

/// How many words an insertion in brackets may stand for.
const MOST_INSERTED: usize = 8;
/// What `…` may stand for.
const ANY: usize = usize::MAX;

/// Words to look for, in stretches with gaps between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pattern {
    stretches: Vec<Stretch>,
}

#[derive(Clone, Debug, PartialEq)]
struct Stretch {
    /// How many other words may stand before it.
    gap: usize,
    words: Vec<String>,
}

/// The same as numbers of the words of one text.
#[derive(Clone, Debug)]
pub(super) struct Sought(Vec<(usize, Vec<u32>)>);

impl Pattern {
    /// Reads what is to be looked for.
    pub fn read(text: &str) -> Self {
        let mut pattern = Self::default();
        let (mut gap, mut rest) = (0, text);
        loop {
            let Some((at, width, opens)) = next_gap(rest) else {
                pattern.add(gap, rest);
                return pattern;
            };
            // What touches the insertion is a part of it: `[T]he`.
            let before = rest[..at].trim_end_matches(char::is_alphanumeric);
            let behind = &rest[at + width..];
            let before = if opens == ANY { &rest[..at] } else { before };
            let behind = if opens == ANY { behind } else { behind.trim_start_matches(char::is_alphanumeric) };
            if pattern.add(gap, before) {
                gap = 0;
            }
            gap = gap.max(opens);
            rest = behind;
        }
    }

    /// Adds the words of a text; whether there are any.
    fn add(&mut self, gap: usize, text: &str) -> bool {
        let mut words = vec![];
        each_word(text, &mut |at| words.push(folded(&text[at])));
        let has_words = !words.is_empty();
        if has_words {
            self.stretches.push(Stretch { gap, words });
        }
        has_words
    }

    /// The words in their order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.stretches.iter().flat_map(|stretch| &stretch.words).map(String::as_str)
    }

    /// As numbers of the words of a text; none where one of them does not stand there.
    pub fn sought(&self, text: &SourceText) -> Option<Sought> {
        let numbers = |words: &[String]| words.iter().map(|word| text.id(word)).collect::<Option<Vec<u32>>>();
        let all = self.stretches.iter().map(|stretch| Some((stretch.gap, numbers(&stretch.words)?)));
        Some(Sought(all.collect::<Option<_>>()?))
    }
}

/// The next ellipsis or insertion in brackets: where it begins, how long it is, how many words it may stand for.
fn next_gap(text: &str) -> Option<(usize, usize, usize)> {
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        match c {
            '…' => return Some((at, c.len_utf8(), ANY)),
            '.' => {
                let dots = rest.bytes().take_while(|b| matches!(b, b'.' | b' ')).collect::<Vec<_>>();
                let length = dots.iter().rposition(|b| *b == b'.').map_or(1, |last| last + 1);
                if dots[..length].iter().filter(|b| **b == b'.').count() > 2 {
                    return Some((at, length, ANY));
                }
            }
            '[' => {
                let Some(end) = rest.find(']') else { continue };
                let inside = &rest[1..end];
                let is_left_out = !inside.contains(char::is_alphanumeric) && inside.contains(['…', '.']);
                return Some((at, end + 1, if is_left_out { ANY } else { MOST_INSERTED }));
            }
            _ => {}
        }
    }
    None
}

impl Sought {
    /// The first words it stands for, within some words.
    pub fn find(&self, text: &SourceText, within: Range<usize>) -> Option<Range<usize>> {
        let ((_, first), rest) = self.0.split_first()?;
        let mut found = standing(first, text, within.clone()).map(|at| (at, at + first.len()));
        if rest.is_empty() {
            return found.next().map(|(start, end)| start..end);
        }
        let mut found: Vec<(usize, usize)> = found.collect();
        for (gap, words) in rest {
            let next = standing(words, text, within.clone()).filter_map(|at| {
                let last = found.partition_point(|(_, end)| *end <= at).checked_sub(1)?;
                let (start, end) = found[last];
                (at - end <= *gap).then_some((start, at + words.len()))
            });
            found = next.collect();
        }
        found.first().map(|(start, end)| *start..*end)
    }

    /// Each line it stands in, with the words there.
    pub fn each_line<'a>(&'a self, text: &'a SourceText) -> impl Iterator<Item = Range<usize>> + 'a {
        let rarest = self.0.iter().min_by_key(|(_, words)| cost(words, text, &text.whole()));
        let mut last = None;
        rarest.into_iter().flat_map(|(_, words)| standing(words, text, text.whole())).filter_map(move |at| {
            let line = text.line_of(text.sentences_of(&(at..at + 1)).start);
            let is_new = last != Some(line);
            last = Some(line);
            if is_new { self.find(text, text.words_of_line(line)) } else { None }
        })
    }

    /// How many steps it takes to look for it within some words.
    pub fn cost(&self, text: &SourceText, within: &Range<usize>) -> u64 {
        self.0.iter().map(|(_, words)| cost(words, text, within)).sum()
    }
}

fn cost(words: &[u32], text: &SourceText, within: &Range<usize>) -> u64 {
    let places = words.iter().map(|word| text.standing(*word, within).len()).min().unwrap_or(0);
    places as u64 * words.len() as u64 + words.len() as u64
}

/// Where some words stand one behind the other: looked for at the places of the rarest of them.
fn standing<'a>(words: &'a [u32], text: &'a SourceText, within: Range<usize>) -> impl Iterator<Item = usize> + 'a {
    let rarest = words.iter().enumerate().min_by_key(|(_, word)| text.standing(**word, &within).len());
    let (offset, places) = rarest.map_or((0, &[][..]), |(n, word)| (n, text.standing(*word, &within)));
    places.iter().filter_map(move |at| {
        let start = (*at as usize).checked_sub(offset).filter(|start| *start >= within.start)?;
        let fits = start + words.len() <= within.end;
        (fits && words.iter().enumerate().all(|(n, word)| text.id_at(start + n) == *word)).then_some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str =
        "Zor\nQuax\n“It’s a long dream of Zor… [It] will do much—and more,” he said. Zor art will start.";

    fn found(words: &str) -> Option<String> {
        let text = SourceText::new(TEXT.to_owned());
        let sought = Pattern::read(words).sought(&text)?;
        let paragraph = text.words_of_line(2);
        sought.find(&text, paragraph).map(|at| text.says(&at).to_owned())
    }

    #[test]
    fn words_are_found_as_they_may_be_written() {
        for (words, says) in [
            ("it's a LONG dream", "It’s a long dream"),
            ("much — and more", "much—and more"),
            ("\"a long … he said.\"", "a long dream of Zor… [It] will do much—and more,” he said"),
            ("a long . . . do much", "a long dream of Zor… [It] will do much"),
            ("[the plan] will do", "will do"),
            ("[It] will do", "will do"),
            ("dream [of both] will do", "dream of Zor… [It] will do"),
            ("a [very] long", "a long"),
            ("[T]he dream of", "dream of"),
            ("long [...] said", "long dream of Zor… [It] will do much—and more,” he said"),
        ] {
            assert_eq!(found(words).as_deref(), Some(says), "{words}");
        }
    }

    #[test]
    fn what_does_not_stand_there_is_not_found() {
        for words in ["long a dream", "dream Zor", "star", "dreams", "said … dream", "It’s [x] said", "Quax"] {
            assert_eq!(found(words), None, "{words}");
        }
    }

    proptest! {
        #[test]
        fn what_is_copied_from_a_text_is_found(line in "[a-cA5 .,!?…“”’'%-]{1,60}", from in 0..9_usize, to in 0..9_usize) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (from, to) = (from.min(words.len()), to.min(words.len()));
            let pattern = Pattern::read(&words[from.min(to)..from.max(to)].join("\u{a0}"));
            let text = SourceText::new(format!("Zor\nQuax\n{line}"));
            let found = pattern.sought(&text).and_then(|sought| sought.find(&text, text.whole()));
            prop_assert!(found.is_some() || pattern.words().count() == 0, "{pattern:?}");
        }
    }

    #[test]
    fn without_words_there_is_nothing_to_look_for() {
        assert_eq!(Pattern::read("… [x] “”").words().count(), 0);
    }
}
