//! How wide a text will be, and where it breaks into lines.
//!
//! Invariant: a width comes from the table of `widths.rs`, never from a font of this machine; a character the table
//! does not hold counts as wider than fonts draw it.
use super::widths::{BOLD, RANGES, REGULAR};
use unicode_width::UnicodeWidthChar;

/// The typefaces a picture asks for: all with the widths of the table, then whatever there is.
pub const FONTS: &str = "Helvetica Neue,Helvetica,Arial,Liberation Sans,sans-serif";

/// How heavy type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Of lines and remarks.
    Regular,
    /// Of names and titles.
    Bold,
}

/// The width of a text at a type size.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let table = match weight {
        Weight::Regular => REGULAR,
        Weight::Bold => BOLD,
    };
    text.chars().map(|c| f64::from(advance(c, table))).sum::<f64>() * size / 2048.
}

/// The same where the table holds every character: then it is the width in each of the typefaces asked for.
pub fn exact_width(text: &str, size: f64, weight: Weight) -> Option<f64> {
    let table = match weight {
        Weight::Regular => REGULAR,
        Weight::Bold => BOLD,
    };
    let all: Option<u32> = text.chars().map(|c| known_advance(c, table)).sum();
    all.filter(|width| *width > 0).map(|width| f64::from(width) * size / 2048.)
}

/// In 2048ths of the type size.
fn advance(c: char, table: &[u16]) -> u32 {
    known_advance(c, table).unwrap_or_else(|| match c.width() {
        // Marks that sit on the character before them.
        Some(0) | None => 0,
        Some(1) => 1500,
        // Chinese, Japanese, Korean, emoji.
        Some(_) => 2200,
    })
}

fn known_advance(c: char, table: &[u16]) -> Option<u32> {
    let code = u32::from(c);
    let mut offset = 0;
    for (first, last) in RANGES {
        if (*first..=*last).contains(&code) {
            let known = table[offset + (code - first) as usize];
            return (known > 0).then(|| known.into());
        }
        offset += (last - first + 1) as usize;
    }
    None
}

/// The widest line.
pub fn widest(lines: &[String], size: f64, weight: Weight) -> f64 {
    lines.iter().map(|line| width(line, size, weight)).fold(0., f64::max)
}

/// The text in lines no wider than `room`, as few as there can be and as even as they can be; a word wider than that
/// is broken, and what `most` lines do not hold ends in `…`.
pub fn wrap(text: &str, size: f64, weight: Weight, room: f64, most: usize) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let greedy = lines_of(&text, size, weight, room);
    if greedy.len() > most {
        return shortened(greedy, size, weight, room, most);
    }
    // The narrowest width that needs no more lines makes them even.
    let (mut narrow, mut wide) = (room / 3., room);
    for _ in 0..12 {
        let middle = (narrow + wide) / 2.;
        let lines = lines_of(&text, size, weight, middle);
        if lines.len() <= greedy.len() && widest(&lines, size, weight) <= middle {
            wide = middle;
        } else {
            narrow = middle;
        }
    }
    let even = lines_of(&text, size, weight, wide);
    // Words are broken only where the whole room is too narrow for them.
    if even.len() == greedy.len() && broken(&even, &text) <= broken(&greedy, &text) { even } else { greedy }
}

/// How many words are cut.
fn broken(lines: &[String], text: &str) -> usize {
    lines.join(" ").len().saturating_sub(text.len())
}

fn lines_of(text: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line, size, weight) + width(" ", size, weight) + width(word, size, weight) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.extend(pieces(word, size, weight, room)),
        }
    }
    lines
}

/// A word in pieces that fit; after a hyphen if it has one.
fn pieces(word: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut so_far = 0.;
    let mut fits_after = None;
    for c in word.chars() {
        let step = width(c.encode_utf8(&mut [0; 4]), size, weight);
        let last = pieces.len() - 1;
        if so_far + step > room && !pieces[last].is_empty() {
            let rest = match fits_after.take() {
                Some(end) if end < pieces[last].len() => pieces[last].split_off(end),
                _ => String::new(),
            };
            so_far = width(&rest, size, weight);
            pieces.push(rest);
        }
        let last = pieces.len() - 1;
        pieces[last].push(c);
        so_far += step;
        if matches!(c, '-' | '–' | '/') {
            fits_after = Some(pieces[last].len());
        }
    }
    pieces
}

fn shortened(mut lines: Vec<String>, size: f64, weight: Weight, room: f64, most: usize) -> Vec<String> {
    lines.truncate(most.max(1));
    if let Some(last) = lines.last_mut() {
        while !last.is_empty() && width(last, size, weight) + width("…", size, weight) > room {
            last.pop();
        }
        *last = format!("{}…", last.trim_end());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_table() {
        // In Liberation Sans: M = 1706, ali = 1139 + 455 + 455.
        assert_eq!(width("Mali", 2048., Weight::Regular), 3755.);
        assert!(width("Мали", 12., Weight::Bold) > width("Мали", 12., Weight::Regular));
        assert_eq!(width("e\u{301}", 12., Weight::Regular), width("e", 12., Weight::Regular));
    }

    #[test]
    fn lines_are_even() {
        let lines = |text, room, most| wrap(text, 12., Weight::Bold, room, most);
        assert_eq!(lines("Mali", 96., 3), ["Mali"]);
        assert_eq!(lines("Alliance of Sahel States", 96., 3), ["Alliance of", "Sahel States"]);
        assert_eq!(lines("Alliance  of\tSahel States", 96., 1), ["Alliance of…"]);
        assert_eq!(lines("Loulo-Gounkoto", 60., 3), ["Loulo-", "Gounkoto"]);
        assert_eq!(lines("", 60., 3), [""]);
    }

    #[test]
    fn no_line_is_wider_than_the_room() {
        for text in
            ["Donaudampfschifffahrtsgesellschaftskapitän", "a b c d e f g h", "преобразование и развитие", "مالي"]
        {
            for room in [40., 60., 96.] {
                let lines = wrap(text, 12., Weight::Bold, room, 9);
                assert!(widest(&lines, 12., Weight::Bold) <= room, "{lines:?}");
                assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
            }
        }
    }
}
