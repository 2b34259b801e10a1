//! `layout.lock`: where boxes stand in the published maps, so that they stay when facts are added.
//!
//! Invariant: a line for each box, in the order of views and ids, so that a change of one box is a change of one line.
use super::{Error, files};
use crate::diag::write::visible;
use crate::draw::{Kept, at};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

/// The places of each published map, by its name.
pub(super) type Lock = BTreeMap<String, Kept>;

const HEAD: &str = "# Where boxes stand in the published maps. Written by `ties publish`; afresh with --relayout.\n";

/// Reads it; nothing where there is none.
pub(super) fn read(path: &Path) -> Result<Lock, Error> {
    let failed = |reason: String| Error::Read { path: path.to_path_buf(), reason };
    if path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Ok(Lock::new());
    }
    let text = String::from_utf8(files::read(path).map_err(failed)?);
    let text = text.map_err(|_| failed("it is no UTF-8 text; draw afresh: ties publish --relayout".to_owned()))?;
    let mut lock = Lock::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let place = match line.split(' ').collect::<Vec<_>>().as_slice() {
            [view, id, x, y] => number(x).zip(number(y)).map(|(x, y)| (view.to_string(), id.to_string(), at(x, y))),
            _ => None,
        };
        let Some((view, id, place)) = place else {
            let line = visible(line.get(..40).unwrap_or(line));
            return Err(failed(format!("line {}, `{line}`, is no place; draw afresh: ties publish --relayout", n + 1)));
        };
        lock.entry(view).or_default().insert(id, place);
    }
    Ok(lock)
}

/// A coordinate: within bounds, so that a page cannot become endless.
fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|n| n.abs() < 1e5)
}

/// The file with another id for a box, each other line as it is. A box of the new id that has a place keeps it.
pub(super) fn renamed(text: &str, old: &str, new: &str) -> String {
    let box_of = |line: &str| {
        let mut words = line.split(' ').map(str::to_owned);
        words.next().zip(words.next())
    };
    let placed: BTreeSet<String> =
        text.lines().filter_map(box_of).filter(|(_, id)| id == new).map(|(view, _)| view).collect();
    let line = |line: &str| match box_of(line) {
        Some((view, id)) if id == old => {
            let rest = &line[view.len() + 1 + id.len()..];
            if placed.contains(&view) { String::new() } else { format!("{view} {new}{rest}") }
        }
        _ => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

/// The text of the file.
pub(super) fn text(lock: &Lock) -> String {
    let places = lock.iter().flat_map(|(view, kept)| kept.iter().map(move |(id, place)| (view, id, place)));
    let lines = places.map(|(view, id, place)| format!("{view} {id} {:.1} {:.1}\n", place.x, place.y));
    std::iter::once(HEAD.to_owned()).chain(lines).collect()
}
