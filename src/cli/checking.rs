//! `ties check`: the findings of the whole folder.
use super::findings::{Form, MOST_SHOWN, Reported, numbers, wrapped};
use super::{Error, args::Args, editing, facts::Folder};
use crate::check;
use crate::diag::{Diagnostic, write};
use crate::edit::{self, Fix, Fixed};
use crate::facts::{FactSet, List, Ref};
use crate::model::words::count;
use crate::text::Span;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Slips in the facts, each with its place and what to do
///
/// The whole folder is always read, `data` or that of --facts; FILE narrows the report to one file. Exit code: 0 sound or
/// warnings only, 1 errors (with --strict also warnings), 2 the facts could not be read.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties check\n  ties check data/gold.yaml\n  ties check --facts mine\n  ties check --format short\n  ties check --diff\n  ties check --fix"
)]
pub(super) struct Check {
    /// Report only what is in this file
    file: Option<PathBuf>,
    /// Mend what has one sure cure: near words, forms of dates, missing quotes
    #[arg(long)]
    fix: bool,
    /// Show what --fix would change, and write nothing
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    reported: Reported,
}

pub(super) fn check(args: &Args, folder: &Folder, check: &Check) -> Result<u8, Error> {
    // The folder itself narrows nothing.
    let file = check.file.as_deref().filter(|file| !folder.is(file));
    if let Some(other) = file.filter(|file| file.is_dir()) {
        return Err(another(other, folder));
    }
    if let Some(other) = file.filter(|file| file.is_file() && !folder.exists()) {
        let its = other.parent().filter(|its| !its.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let message = format!("there is no folder {}, of which `{}` could be a file", folder.shown(), other.display());
        let help = format!("to check the facts of the folder it is in: ties check --facts {}", its.display());
        return Err(Error::Usage { message, help });
    }
    let (mut set, mut all) = folder.read()?;
    let only = file.map(|file| index_of(&set, file, folder)).transpose()?;
    if check.fix || check.diff {
        let fixed = mend(&set, &all, only, check)?;
        if !check.diff {
            (set, all) = match fixed.then {
                // What could not be read is known only where files are read.
                Some(then) if all.iter().all(|finding| finding.name != check::UNREAD) => then,
                Some(_) => folder.read()?,
                None => (set, all),
            };
        }
    }
    if check.diff {
        return Ok(u8::from(check.reported.is_bad(&all.iter().collect::<Vec<_>>())));
    }
    let found: Vec<&Diagnostic> =
        all.iter().filter(|d| only.is_none_or(|only| set.files.index_of(d.span()) == only)).collect();
    let stdout = io::stdout().lock();
    let colour = args.colour(&stdout);
    let mut out = io::BufWriter::new(stdout);
    check.reported.write("ties check", &found, &set.files, colour, &mut out)?;
    if check.reported.format == Form::Human {
        summary(&set, &all, &found, only, &mut out)?;
    }
    out.flush()?;
    Ok(u8::from(check.reported.is_bad(&found)))
}

/// Puts in the safe fixes, or shows them, and says on stderr what was done.
fn mend(set: &FactSet, all: &[Diagnostic], only: Option<usize>, check: &Check) -> Result<Fixed, Error> {
    let fixed = edit::fixed(set, all, only);
    editing::put(&fixed.changes, check.diff, &mut io::stdout().lock())?;
    let mut err = io::stderr().lock();
    for fix in fixed.fixes.iter().take(MOST_SHOWN) {
        let (before, after) = (write::cut(&write::visible(&fix.before)), write::cut(&write::visible(&fix.after)));
        let before = if before.is_empty() { String::new() } else { format!("`{before}` → ") };
        let Fix { name, file, line, column, .. } = fix;
        writeln!(err, "{}:{line}:{column}: {before}`{after}` ({name})", write::visible(file))?;
    }
    let (number, files) = (fixed.fixes.len(), count(fixed.changes.len(), "file"));
    match check.diff {
        _ if all.is_empty() => writeln!(err, "nothing is to mend\n")?,
        _ if number == 0 => writeln!(err, "nothing here has one sure cure\n")?,
        true => writeln!(err, "{} to mend in {files}; nothing is written: ties check --fix", count(number, "place"))?,
        false => writeln!(err, "{} mended in {files}\n", count(number, "place"))?,
    }
    Ok(fixed)
}

/// A folder where a file was to be named.
fn another(named: &Path, folder: &Folder) -> Error {
    let help = if folder.holds(named) {
        format!("name a file in it, or leave it out: the facts of {} are read as a whole", folder.shown())
    } else {
        format!("to check the facts in it: ties check --facts {}", named.display())
    };
    Error::Usage { message: format!("`{}` is a folder, and no file of {}", named.display(), folder.shown()), help }
}

/// The number of the file that is asked for.
pub(super) fn index_of(set: &FactSet, file: &Path, folder: &Folder) -> Result<usize, Error> {
    let real = std::fs::canonicalize(file).ok();
    let same =
        |name: &str| name == file.to_string_lossy() || real.is_some() && std::fs::canonicalize(name).ok() == real;
    let known = set.fact_files().find(|f| same(&f.name)).map(|f| set.files.index_of(f.span()));
    known.ok_or_else(|| {
        let message = format!("`{}` is none of the fact files of {}", file.display(), folder.shown());
        let inside = set.fact_files().find(|known| Path::new(&known.name).ends_with(file));
        let help = inside
            .map_or("ties check reports on all of them".to_owned(), |known| format!("did you mean `{}`?", known.name));
        Error::Usage { message, help }
    })
}

/// What was found, in numbers; the other files are spoken of as they are, also where only one is reported on.
fn summary(
    set: &FactSet,
    all: &[Diagnostic],
    found: &[&Diagnostic],
    only: Option<usize>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    if all.is_empty() {
        return sound(set, out);
    }
    let others: Vec<&Diagnostic> =
        all.iter().filter(|d| only.is_some_and(|only| set.files.index_of(d.span()) != only)).collect();
    let files_of = |found: &[&Diagnostic]| found.iter().map(|d| set.files.index_of(d.span())).collect::<FxHashSet<_>>();
    let (with, beside) = (files_of(found), files_of(&others));
    let place = match (only.or(found.first().map(|d| set.files.index_of(d.span()))), with.len()) {
        (Some(file), 0 | 1) => write::visible(&set.files.file(file).name),
        (_, n) => count(n, "file"),
    };
    let first = if found.is_empty() { format!("{place} is sound") } else { format!("{} in {place}", numbers(found)) };
    let more = if others.is_empty() {
        String::new()
    } else {
        format!("; {} in {}", numbers(&others), count(beside.len(), "other file"))
    };
    let reported = if only.is_some() { 1 } else { with.len() };
    let rest = match (set.fact_files().len() - reported - beside.len(), others.is_empty()) {
        (0, _) => String::new(),
        (1, true) => "; the other file is sound".to_owned(),
        (n, true) => format!("; the other {n} files are sound"),
        (1, false) => "; the last one is sound".to_owned(),
        (n, false) => format!("; the other {n} are sound"),
    };
    writeln!(out, "{first}{more}{rest}.")?;
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    found.iter().for_each(|d| *times.entry(d.name).or_default() += 1);
    let mut times: Vec<(&str, usize)> = times.into_iter().collect();
    times.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    if times.len() > 1 {
        let totals: Vec<String> = times.iter().map(|(name, times)| format!("{times} {name}")).collect();
        wrapped(&format!("By check: {}", totals.join(", ")), out)?;
    }
    match times.first() {
        Some((name, _)) => writeln!(out, "What a finding means: ties explain {name}")?,
        None => writeln!(out, "All of them: ties check")?,
    }
    Ok(())
}

/// What a sound set holds.
fn sound(set: &FactSet, out: &mut dyn Write) -> Result<(), Error> {
    let lists = [
        List::Stakeholders,
        List::Assets,
        List::Agreements,
        List::Stakes,
        List::Ties,
        List::Dates,
        List::Details,
        List::Questions,
        List::Sources,
    ];
    let counts: Vec<String> = lists
        .iter()
        .map(|l| (set.lists.len(*l), l.word()))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| if n == 1 { format!("1 {}", word.trim_end_matches('s')) } else { format!("{n} {word}") })
        .collect();
    let records = if counts.is_empty() { "no records".to_owned() } else { counts.join(", ") };
    wrapped(&format!("ok: {records}, in {}", count(set.fact_files().len(), "file")), out)
}

/// The records that findings stand in.
pub(super) fn records_of(set: &FactSet, found: &[&Diagnostic]) -> FxHashSet<Ref> {
    if found.is_empty() {
        return FxHashSet::default();
    }
    let mut all: Vec<(Span, Ref)> = vec![];
    for list in List::ALL {
        all.extend(
            (0..set.lists.len(*list) as u32).map(|index| Ref { list: *list, index }).map(|r| (set.lists.at(r), r)),
        );
    }
    all.sort_by_key(|(span, _)| *span);
    let record = |d: &&Diagnostic| {
        let at = all.partition_point(|(span, _)| span.lo() <= d.span().lo());
        let (span, record) = all.get(at.checked_sub(1)?)?;
        (d.span().lo() <= span.hi()).then_some(*record)
    };
    found.iter().filter_map(record).collect()
}
