//! The words beside a sign: when, what, and the numbers of the sources.
//!
//! Invariant: none is cut while there is room on the page for one line more.
use super::entry::Entry;
use crate::draw::measure::{Weight, width, wrap};

/// The type size.
pub(super) const SIZE: f64 = 11.5;
/// From one line to the next.
pub(super) const LINE: f64 = 13.5;
/// The width of a space in bold.
const SPACE: f64 = SIZE * 569. / 2048.;

/// The words of an entry in lines, wider rather than many.
pub(super) fn lines(entry: &Entry, room: f64) -> Vec<String> {
    let mut lines = vec![];
    for (wide, most) in [(300., 2), (400., 3), (520., 3), (f64::MAX, 8)] {
        lines = lines_within(entry, room.min(wide), most);
        if !is_cut(&lines) {
            return lines;
        }
    }
    lines
}

pub(super) fn lines_within(entry: &Entry, room: f64, most: usize) -> Vec<String> {
    let text = [&entry.when, &entry.words, &entry.references];
    let text = text.into_iter().filter(|t| !t.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
    // Bold is the wider: what fits in bold fits.
    wrap(&text, SIZE, Weight::Bold, room.max(60.), most)
}

fn is_cut(lines: &[String]) -> bool {
    lines.last().is_some_and(|line| line.ends_with('…'))
}

/// A part of a line. Names may read from right to left: the date before and the numbers behind stand apart.
pub(super) struct Piece<'l> {
    /// As it is drawn.
    pub text: &'l str,
    /// From the start of the line.
    pub x: f64,
    /// How heavy it is.
    pub weight: Weight,
}

/// A line as the part of the date in it, in bold, the words, and the numbers of the sources.
pub(super) fn pieces<'l>(lines: &'l [String], n: usize, entry: &Entry) -> Vec<Piece<'l>> {
    let line = lines[n].as_str();
    // So much of the date is on the lines before.
    let before = lines[..n].iter().map(|line| line.len() + 1).sum::<usize>();
    let dated = entry.when.len().saturating_sub(before).min(line.len());
    let (date, rest) = line.split_at_checked(dated).unwrap_or(("", line));
    let last = n + 1 == lines.len() && !entry.references.is_empty();
    let words = if last { rest.strip_suffix(entry.references.as_str()).unwrap_or(rest) } else { rest };
    let numbers = &rest[words.len()..];
    let mut x = 0.;
    let mut pieces = vec![];
    for (text, weight) in [(date, Weight::Bold), (words.trim(), Weight::Regular), (numbers, Weight::Regular)] {
        if !text.is_empty() {
            x += if x > 0. { SPACE } else { 0. };
            pieces.push(Piece { text, x, weight });
            x += width(text, SIZE, weight);
        }
    }
    pieces
}

/// The widest line as it is drawn.
pub(super) fn line_width(lines: &[String], entry: &Entry) -> f64 {
    let ends = (0..lines.len()).flat_map(|n| pieces(lines, n, entry));
    ends.map(|piece| piece.x + width(piece.text, SIZE, piece.weight)).fold(0., f64::max)
}
