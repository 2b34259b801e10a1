//! `ties fmt`: fact files in their canonical form.
//!
//! Invariant: a file is written only where it says the same as before and has all its comments; one with errors is left as
//! it is.
use super::{Error, args::Args, editing, facts::Folder, show};
use crate::diag::write::visible;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::edit::{Change, fmt};
use crate::facts::{self, FactSet};
use crate::model::words::count;
use crate::text::File;
use crate::{check, yaml};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

/// Lay fact files out in one form: the same facts, the same comments
///
/// A record stands on one line where it fits into 120 columns, else one field a line, its fields in the order of `ties
/// explain`; lists stand two columns in. Scalars stay as they are written, with their quotation marks. Several blank
/// lines become one. Each comment stays before, or behind, what it stands at: a record that has one inside is not put on
/// one line, and one that cannot be laid out without moving it is left as it is. The sections of a vocabulary, and the words
/// in them, keep their order.
///
/// What was written is read again before it replaces a file, and has to say the same. Exit code: 0 done, 1 there are
/// files with errors, or with --check some that would change.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties fmt\n  ties fmt data/gold.yaml\n  ties fmt --diff\n  ties fmt --check")]
pub(super) struct Fmt {
    /// Only these files, or folders of them
    files: Vec<PathBuf>,
    /// Write nothing; say which files would change (exit code 1)
    #[arg(long)]
    check: bool,
    /// Show what would change, line by line, and write nothing
    #[arg(long)]
    diff: bool,
}

pub(super) fn fmt(args: &Args, folder: &Folder, wanted: &Fmt) -> Result<u8, Error> {
    let named: Vec<Folder> = wanted.files.iter().map(|file| Folder::new(Some(file))).collect();
    let (set, found) = if named.is_empty() { Folder::unchecked([folder])? } else { Folder::unchecked(&named)? };
    let errors: Vec<&Diagnostic> = found.iter().filter(|finding| is_of_reading(finding)).collect();
    show(args, &errors, &set.files, ": ties check")?;
    let faulty: BTreeSet<usize> = errors.iter().map(|error| set.files.index_of(error.span()) - 1).collect();
    let files: Vec<&File> = set.fact_files().collect();
    let sound: Vec<usize> = (0..files.len()).filter(|n| !faulty.contains(n)).collect();
    let texts = fmt::all(&sound.iter().map(|n| files[*n]).collect::<Vec<_>>());
    let texts: BTreeMap<usize, (String, bool)> = sound.into_iter().zip(texts).collect();
    let is_new = |n: &usize| files[*n].text != texts[n].0;
    let changed: Vec<usize> = texts.keys().copied().filter(is_new).collect();
    let altered = altered(&set, &texts, &changed)?;
    let change =
        |n: usize| Change { name: files[n].name.clone(), before: files[n].text.clone(), after: texts[&n].0.clone() };
    let changes: Vec<Change> = changed.iter().filter(|n| !altered.contains(n)).map(|n| change(*n)).collect();
    let mut err = std::io::stderr().lock();
    for n in &faulty {
        writeln!(err, "`{}` is left as it is: mend its errors first", visible(&files[*n].name))?;
    }
    for n in &altered {
        let name = visible(&files[*n].name);
        writeln!(err, "`{name}` is left as it is: laid out it would not say the same. Please report this file")?;
    }
    let mut out = std::io::stdout().lock();
    if wanted.diff || !wanted.check {
        editing::put(&changes, wanted.diff, &mut out)?;
    }
    let done = if wanted.check { "not formatted" } else { "formatted" };
    for change in changes.iter().filter(|_| !wanted.diff) {
        writeln!(out, "{done}: {}", visible(&change.name))?;
    }
    let left = faulty.len() + altered.len();
    if changes.is_empty() && left == 0 {
        writeln!(out, "ok: {}, nothing to change", count(files.len(), "file"))?;
    }
    Ok(u8::from(left > 0 || wanted.check && !changes.is_empty()))
}

/// Whether a finding says that a part of a file could not be read.
fn is_of_reading(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error && (finding.name == check::UNREAD || yaml::name::ALL.contains(&finding.name))
}

/// The files among the changed that would not say the same.
fn altered(
    set: &FactSet,
    texts: &BTreeMap<usize, (String, bool)>,
    changed: &[usize],
) -> Result<BTreeSet<usize>, Error> {
    let file = |n: usize| set.files.file(n + 1);
    let mut altered: BTreeSet<usize> = changed.iter().copied().filter(|n| !texts[n].1).collect();
    let new = |n: usize| if changed.contains(&n) { &texts[&n].0 } else { &file(n).text };
    if changed.is_empty() {
        return Ok(altered);
    }
    let (after, found) = read((0..set.fact_files().count()).map(|n| (file(n).name.clone(), new(n).clone())).collect())?;
    let broken = found.iter().filter(|finding| is_of_reading(finding)).map(|f| after.files.index_of(f.span()) - 1);
    altered.extend(broken.filter(|n| changed.contains(n)));
    if !facts::is_same(set, &after) {
        for n in changed {
            let [before, after] = [&file(*n).text, &texts[n].0].map(|text| read(vec![(String::new(), text.clone())]));
            if !facts::is_same(&before?.0, &after?.0) {
                altered.insert(*n);
            }
        }
    }
    Ok(altered)
}

fn read(texts: Vec<(String, String)>) -> Result<(FactSet, Diagnostics), Error> {
    let mut found = vec![];
    let set = FactSet::read(texts, &mut found);
    let too_large = |name: String| Error::Read { path: name.into(), reason: "it is too large to be laid out".into() };
    Ok((set.map_err(too_large)?, found))
}
