//! The passage nearest to words that do not stand in a text.
//!
//! Invariant: rare words count more than common ones, words in the cited place more than words elsewhere, and a word
//! that is only alike half; how long it takes is bounded by how often the words stand in the text.
use super::passages::SourceText;
use super::pattern::Pattern;
use crate::diag::near::nearest;
use std::ops::Range;

/// A word that is looked for, or one like it.
struct Clue {
    /// The word of the text.
    id: u32,
    /// How much it says to find it.
    weight: u64,
}

/// The words of the text that are most like those looked for; none where nothing is like them.
pub(super) fn nearest_passage(pattern: &Pattern, text: &SourceText, cited: &Range<usize>) -> Option<Range<usize>> {
    let clues = clues(pattern, text);
    let total: u64 = clues.iter().map(|clue| clue.weight).sum();
    let mut places: Vec<(u32, usize)> = vec![];
    for (n, clue) in clues.iter().enumerate() {
        places.extend(text.standing(clue.id, &text.whole()).iter().map(|at| (*at, n)));
    }
    places.sort_unstable();
    let reach = pattern.words().count() * 3 / 2 + 2;
    let mut best: Option<(u64, Range<usize>)> = None;
    let (mut first, mut times, mut weight) = (0, vec![0_u32; clues.len()], 0);
    for (at, n) in &places {
        times[*n] += 1;
        weight += if times[*n] == 1 { clues[*n].weight } else { 0 };
        while (*at - places[first].0) as usize >= reach {
            let gone = places[first].1;
            times[gone] -= 1;
            weight -= if times[gone] == 0 { clues[gone].weight } else { 0 };
            first += 1;
        }
        let words = places[first].0 as usize..*at as usize + 1;
        let is_cited = cited.start <= words.start && words.end <= cited.end;
        // Below a third of the words are not the same passage.
        let worth = weight * 3 + if is_cited { total } else { 0 };
        if weight * 3 >= total && best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, words));
        }
    }
    best.map(|(_, words)| words)
}

/// How many steps it takes.
pub(super) fn cost(pattern: &Pattern, text: &SourceText) -> u64 {
    let known = text.known().count() as u64;
    let of_word = |word| text.id(word).map_or(known * 50, |id| text.standing(id, &text.whole()).len() as u64 * 20);
    pattern.words().map(of_word).sum()
}

fn clues(pattern: &Pattern, text: &SourceText) -> Vec<Clue> {
    let mut clues: Vec<Clue> = vec![];
    for word in pattern.words() {
        let exact = text.id(word);
        let id = exact.or_else(|| nearest(word, text.known()).and_then(|near| text.id(near.word)));
        let Some(id) = id.filter(|id| clues.iter().all(|clue| clue.id != *id)) else { continue };
        let often = text.standing(id, &text.whole()).len().max(1);
        let rare = 1 + (text.whole().len() / often).max(1).ilog2() as u64;
        clues.push(Clue { id, weight: if exact.is_some() { rare * 2 } else { rare } });
    }
    clues
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Zor\nQuax\nThe plant of Zor will open. It is a plan.\nQuax says the plant will never open again.\nEnd.";

    fn near(words: &str, cited: usize) -> Option<String> {
        let text = SourceText::new(TEXT.to_owned());
        let cited = text.words_of_line(cited);
        nearest_passage(&Pattern::read(words), &text, &cited).map(|at| text.says(&at).to_owned())
    }

    #[test]
    fn the_passage_with_most_of_the_words_is_nearest() {
        assert_eq!(near("plant will not open again", 4).as_deref(), Some("plant will never open again"));
        assert_eq!(near("plant shall open", 2).as_deref(), Some("plant of Zor will open"));
        assert_eq!(near("plant shall open", 3).as_deref(), Some("plant will never open"));
        assert_eq!(near("nevr", 2).as_deref(), Some("never"));
        assert_eq!(near("something else entirely", 2), None);
    }
}
