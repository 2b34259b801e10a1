//! A value on one line.
//!
//! Invariant: only what reads as the same in braces and brackets is put there; no scalar is quoted anew.
use super::form::{Form, bare, form};
use super::source::Source;
use crate::vocab::{Record, Shape};
use crate::yaml::Kind;

impl Source<'_> {
    /// The value at this place, where it can stand on one line of so many columns.
    pub fn line(&self, index: usize, shape: Shape, room: usize) -> Option<String> {
        let token = &self.tokens[index];
        let written = &self.text[token.lo..token.hi];
        let is_apart = !self.comments_in(token.lo..token.hi).is_empty() || has_paragraph(written);
        if is_apart && !token.is_scalar() {
            return None;
        }
        let mut out = String::new();
        (self.put(index, shape, room, &mut out) && out.chars().count() <= room).then_some(out)
    }

    fn put(&self, index: usize, shape: Shape, room: usize, out: &mut String) -> bool {
        // A letter has at most four bytes.
        if out.len() / 4 > room {
            return false;
        }
        match form(self, index, shape) {
            Form::Whole => self.put_whole(index, out),
            Form::Items(one) => {
                out.push('[');
                for (n, item) in self.items(index).into_iter().enumerate() {
                    *out += if n > 0 { ", " } else { "" };
                    if !self.put(item, one, room, out) {
                        return false;
                    }
                }
                out.push(']');
                true
            }
            Form::Fields(record) => {
                let fields = self.sorted(index, record);
                self.put_pairs(&fields, Fields { record: Some(record), one: Shape::Text }, room, out)
            }
            Form::Entries(one) => self.put_pairs(&self.pairs(index), Fields { record: None, one }, room, out),
        }
    }

    fn put_pairs(&self, pairs: &[(usize, usize)], fields: Fields, room: usize, out: &mut String) -> bool {
        out.push('{');
        for (n, (key, value)) in pairs.iter().enumerate() {
            *out += if n > 0 { ", " } else { "" };
            let name = fields.name(self, *key);
            match fields.record {
                Some(_) => *out += name,
                None if !self.put_whole(*key, out) => return false,
                None => {}
            }
            *out += ": ";
            if !self.put(*value, fields.shape(name), room, out) {
                return false;
            }
        }
        out.push('}');
        true
    }

    /// A scalar, or what is not taken apart.
    fn put_whole(&self, index: usize, out: &mut String) -> bool {
        let token = &self.tokens[index];
        let written = &self.text[token.lo..token.hi];
        let is_open = token.kind == (Kind::Scalar { plain: true }) && written.contains([',', '[', ']', '{', '}']);
        if written.is_empty() || written.contains('\n') || token.lines || is_open {
            return false;
        }
        *out += written;
        true
    }

    /// The fields of a record in their order, where no comment or paragraph would be moved by that.
    pub fn sorted(&self, index: usize, record: &'static Record) -> Vec<(usize, usize)> {
        let pairs = self.pairs(index);
        let fields = Fields { record: Some(record), one: Shape::Text };
        let place =
            |(key, _): &(usize, usize)| record.fields.iter().position(|field| field.is_called(fields.name(self, *key)));
        if pairs.is_sorted_by_key(place) {
            return pairs;
        }
        let mut sorted = pairs.clone();
        sorted.sort_by_key(place);
        if is_free(self, index, &pairs) && keeps_comments(self, index, &sorted) { sorted } else { pairs }
    }
}

/// What the keys of pairs are: the fields of a record, or words with such values.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub record: Option<&'static Record>,
    pub one: Shape,
}

impl Fields {
    /// A key as it is to be written: a field without quotation marks.
    pub fn name<'s>(&self, source: &Source<'s>, key: usize) -> &'s str {
        let token = &source.tokens[key];
        let written = &source.text[token.lo..token.hi];
        if self.record.is_some() { bare(written) } else { written }
    }

    /// The shape of the value behind a key.
    pub fn shape(&self, key: &str) -> Shape {
        let field = self.record.and_then(|record| record.fields.iter().find(|field| field.is_called(key)));
        field.map_or(self.one, |field| field.shape)
    }
}

/// Whether lines without anything on them stand among the parts of a text, not only at its brackets or behind a key.
pub(super) fn has_paragraph(text: &str) -> bool {
    text.match_indices('\n').any(|(at, _)| {
        let (before, rest) = (text[..at].trim_end(), &text[at + 1..]);
        let behind = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == ',');
        let is_blank = rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        is_blank && !before.ends_with(['[', '{', ':']) && !behind.starts_with([']', '}'])
    })
}

/// Whether fields can change places: no paragraph and no comment on a line of its own stands among them, and none is a
/// text that ends with the file.
fn is_free(source: &Source, index: usize, pairs: &[(usize, usize)]) -> bool {
    let token = &source.tokens[index];
    let comments = source.comments_in(token.lo..token.hi);
    let among = |two: &[(usize, usize)]| source.tokens[two[0].1].hi..source.tokens[two[1].0].lo;
    let is_last = |value: usize| source.tokens[value].lines && source.tokens[value].hi == source.text.len();
    !source.comments[comments].iter().any(|comment| source.is_alone(comment))
        && !pairs.windows(2).any(|two| has_paragraph(&source.text[among(two)]))
        && !pairs.iter().any(|(_, value)| is_last(*value))
}

/// Whether the comments of fields come in the same order when the fields come in this one.
fn keeps_comments(source: &Source, index: usize, sorted: &[(usize, usize)]) -> bool {
    let token = &source.tokens[index];
    let end = if token.is_flow() { token.hi } else { source.line_end(token.hi) };
    let mut keys: Vec<usize> = sorted.iter().map(|(key, _)| source.tokens[*key].lo).collect();
    let in_order = keys.clone();
    keys.sort_unstable();
    let behind = |lo: usize| keys.get(keys.partition_point(|key| *key <= lo)).copied().unwrap_or(end);
    let comments = in_order.iter().map(|lo| source.comments_in(*lo..behind(*lo))).filter(|c| !c.is_empty());
    comments.map(|comments| comments.start).is_sorted()
}
