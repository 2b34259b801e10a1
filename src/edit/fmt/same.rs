//! Whether two files say the same, each comment in its place.
use super::form::bare;
use super::source::{Source, Token};
use crate::yaml::Kind;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Whether the comments of two texts are the same, in the same order, and stand before or behind the same.
pub fn is_same(a: &str, b: &str) -> bool {
    let lines = [a, b].map(|text| text.replace("\r\n", "\n"));
    let [a, b] = [0, 1].map(|n| Source::of(&lines[n]));
    places(&a) == places(&b)
}

/// Whether all comments of a file stand in another text, in their order. What they stand at there is not looked at, for that
/// costs as much as reading the text.
pub(super) fn keeps_comments(source: &Source, written: &str) -> bool {
    let mut rest = written;
    source.comments.iter().all(|comment| match rest.split_once(&source.text[comment.clone()]) {
        Some((_, behind)) => {
            rest = behind;
            true
        }
        None => false,
    })
}

/// Each comment with what it stands before, on a line of its own, or behind: the words of that, in any order.
fn places<'s>(source: &'s Source) -> Vec<(&'s str, bool, Vec<&'s str>)> {
    let pairs = (0..source.tokens.len()).filter(|n| matches!(source.tokens[*n].kind, Kind::Pairs { .. }));
    let values: FxHashSet<usize> = pairs.flat_map(|pairs| source.pairs(pairs)).map(|(_, value)| value).collect();
    let text = |token: &Token| &source.text[token.lo..token.hi];
    let place = |comment: &Range<usize>| {
        let last = source.tokens.partition_point(|token| token.lo < comment.start);
        // Before a value that begins there, its first part.
        let is_outer = |n: &usize| {
            let token = &source.tokens[*n];
            *n + 1 < token.next && (matches!(token.kind, Kind::List { .. }) || values.contains(n))
        };
        let next = (last..).find(|n| *n >= source.tokens.len() || !is_outer(n)).unwrap_or(last);
        let key = source.sections.partition_point(|section| section.key.start < comment.start);
        let before = source.text[..comment.start].trim_end_matches([' ', '\t', ',', ':', '\n']);
        let mut words: Vec<&str> = if source.is_alone(comment) {
            let below = source.sections.get(key).map(|section| &section.key);
            let token = source.tokens.get(next).filter(|token| below.is_none_or(|key| token.lo < key.start));
            match (token, below) {
                (Some(token), _) => {
                    source.tokens[next..token.next].iter().filter(|t| t.is_scalar()).map(text).collect()
                }
                (None, Some(key)) => vec![&source.text[key.clone()]],
                (None, None) => vec![],
            }
        } else if before.ends_with([']', '}']) {
            vec![&before[before.len() - 1..]]
        } else {
            let word = source.tokens[..last].iter().rev().find(|token| token.is_scalar() && token.lo < token.hi);
            let key = source.sections[..key].last().map(|section| &section.key);
            let word = word.filter(|token| key.is_none_or(|key| key.end <= token.lo)).map(text);
            word.or(key.map(|key| &source.text[key.clone()])).into_iter().collect()
        };
        words = words.into_iter().flat_map(str::split_whitespace).map(bare).collect();
        words.sort_unstable();
        (&source.text[comment.clone()], source.is_alone(comment), words)
    };
    source.comments.iter().map(place).collect()
}
