//! Fact files rewritten, or what would be rewritten shown.
//!
//! Invariant: nothing is written before all of it is known, and nothing over what somebody else wrote meanwhile.
use super::{Error, files};
use crate::diag::Diagnostics;
use crate::diag::write::visible;
use crate::edit::{self, Change};
use crate::facts::FactSet;
use similar::TextDiff;
use std::io::Write;

/// How many unchanged lines stand around what changes.
const AROUND: usize = 3;

/// The facts as they are once files are changed, and what is found in them.
pub(super) fn read_with(set: &FactSet, changes: &[Change]) -> Result<(FactSet, Diagnostics), Error> {
    edit::read_with(set, changes).ok_or_else(|| {
        let message = "all fact files together would be larger than 2 GB".to_owned();
        Error::Usage { message, help: "nothing was changed".into() }
    })
}

/// Shows changes as `diff -u` does, or makes them.
pub(super) fn put(changes: &[Change], only_show: bool, out: &mut dyn Write) -> Result<(), Error> {
    if only_show {
        return changes.iter().try_for_each(|change| show(change, out));
    }
    files::replace(changes, None)
}

fn show(change: &Change, out: &mut dyn Write) -> Result<(), Error> {
    let diff = TextDiff::from_lines(&change.before, &change.after);
    let name = visible(&change.name);
    let text = diff.unified_diff().context_radius(AROUND).header(&name, &name).to_string();
    for line in text.lines() {
        writeln!(out, "{}", visible(line))?;
    }
    Ok(())
}
