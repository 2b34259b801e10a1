//! The canonical form of a fact file: the same facts and comments, laid out in one way.
//!
//! A record stands on one line where it fits, else one field a line; its fields in the order of their struct; lists below
//! their key, two columns in. Scalars stay as they are written. Invariant: a comment stays before what it stands before,
//! or behind what it stands behind; where that cannot be, the record stays as it is written. Twice is once.
mod block;
mod flat;
mod form;
mod layout;
mod same;
mod source;

use super::Change;
use crate::facts::{self, FactSet};
use crate::text::File;
use crate::threads;
use layout::Layout;
use source::Source;
use std::borrow::Cow;

pub use same::is_same;

/// Each file in its canonical form, and whether all of its comments are there; only what was read without
/// errors has such a form.
pub fn all(files: &[&File]) -> Vec<(String, bool)> {
    let mut out = vec![];
    let bytes = files.iter().map(|file| file.text.len()).sum();
    let one = |n: usize| laid_out(&files[n].text, same::keeps_comments);
    threads::in_order(threads::worth(bytes), files.len(), one, |_, file| out.push(file));
    out
}

/// A file in its canonical form. Line ends stay what the first of them is, and a last line without one stays so.
pub fn formatted(text: &str) -> String {
    laid_out(text, |_, _| ()).0
}

/// Puts files that are to be changed into their canonical form, those that had it before.
pub fn keep(changes: &mut [Change]) {
    for Change { before, after, .. } in changes {
        if formatted(before) != *before {
            continue;
        }
        let (formed, has_comments) = laid_out(after, same::keeps_comments);
        if has_comments && formed != *after && says_the_same(after, &formed) {
            *after = formed;
        }
    }
}

fn says_the_same(one: &str, other: &str) -> bool {
    let read = |text: &str| FactSet::read(vec![(String::new(), text.to_owned())], &mut vec![]);
    matches!((read(one), read(other)), (Ok(one), Ok(other)) if facts::is_same(&one, &other))
}

/// A file in its canonical form, and what is found by holding what was read against it.
fn laid_out<T>(text: &str, compare: impl FnOnce(&Source, &str) -> T) -> (String, T) {
    let is_crlf = text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n"));
    let lines = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    let source = Source::of(&lines);
    if source.is_odd() {
        return (text.to_owned(), compare(&source, &lines));
    }
    let written = Layout::new(&source).file();
    let found = compare(&source, &written);
    (if is_crlf { written.replace('\n', "\r\n") } else { written }, found)
}
