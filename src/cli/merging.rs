//! `ties merge`: two records of one thing made one.
use super::renaming::{REDRAW, checked, in_views, known, unread};
use super::{Error, args::Args, editing, facts::Folder, files};
use crate::diag::words::{a, count};
use crate::diag::write::visible;
use crate::edit::{self, Change};
use crate::facts::{FactSet, Ref};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// Make one record of two that are of one thing
///
/// What is said of GONE is said of STAYS from then on, on the sources it has; its id and its names are other names of
/// STAYS. What was changed is kept as a patch in the folder one is in, to undo it by.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties merge yadran-group swiss-investor --dry-run")]
pub(super) struct Merge {
    /// The id that stays
    stays: String,
    /// The id that goes
    gone: String,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The folder of the views
    #[arg(long, value_name = "DIR", default_value = "graphs")]
    graphs: PathBuf,
}

pub(super) fn merge(args: &Args, folder: &Folder, merge: &Merge) -> Result<u8, Error> {
    let (set, found) = folder.read()?;
    let Merge { stays, gone, dry_run, graphs } = merge;
    let (into, from) = (known(&set, stays)?, known(&set, gone)?);
    let refused = |message: String| Error::Usage { message, help: "nothing was changed".into() };
    if into == from {
        return Err(refused(format!("`{stays}` and `{gone}` are one record already")));
    }
    if let Some(code) = unread(args, &set, &found)? {
        return Ok(code);
    }
    let edits = edit::merged(&set, into, from).map_err(refused)?;
    let mut changes = edit::changed(&set.files, &edits);
    edit::fmt::keep(&mut changes);
    let twice = checked(&set, &found, &changes)?;
    let views = in_views(graphs, gone, stays)?;
    let is_drawn = !views.is_empty();
    changes.extend(views);
    if let Some(differ) = differ(&set, into, from) {
        writeln!(io::stderr().lock(), "{}", visible(&differ))?;
    }
    if *dry_run {
        editing::put(&changes, true, &mut io::stdout().lock())?;
        return Ok(0);
    }
    let patch = PathBuf::from(format!("merge-{gone}-into-{stays}.diff"));
    let (undone, undo) = undone(&changes);
    let mut text = vec![];
    editing::put(&undone, true, &mut text)?;
    files::replace(&changes, Some((&patch, &text)))?;
    let all = count(changes.len(), "file");
    let patch = patch.display();
    writeln!(
        io::stderr().lock(),
        "`{gone}` is `{stays}` now, in {all}; to undo it, from this folder: {undo} < {patch}"
    )?;
    if twice > 0 {
        writeln!(io::stderr().lock(), "said twice now, on the same citations: {twice}; where: ties check")?;
    }
    if is_drawn {
        writeln!(io::stderr().lock(), "{REDRAW}")?;
    }
    Ok(0)
}

/// Said where the two are of kinds of which neither is above the other: they may be two things after all.
fn differ(set: &FactSet, stays: Ref, gone: Ref) -> Option<String> {
    let (it, that) = (set.subject(stays)?, set.subject(gone)?);
    let [one, other, kind, others] = [it.name, that.name, it.kind, that.kind].map(|text| &set.files[text]);
    let is_above = |above: &str, kind: &str| set.vocab.line(kind).any(|word| word == above);
    let label = |kind| a(set.vocab.kind_label(kind));
    (!is_above(kind, others) && !is_above(others, kind)).then(|| {
        format!(
            "{one} is {}, {other} {}: look whether they are one; the kind of the first stays",
            label(kind),
            label(others)
        )
    })
}

/// The changes as a patch names their files, and the command that undoes it. `patch` follows no path that leads out of the
/// folder it works in: such ones are named from the top.
fn undone(changes: &[Change]) -> (Vec<Change>, &'static str) {
    let is_inside = |change: &Change| {
        Path::new(&change.name).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
    };
    if changes.iter().all(is_inside) {
        return (changes.to_vec(), "patch -R -p0");
    }
    let from_top = |change: &Change| {
        let path = Path::new(&change.name).canonicalize().unwrap_or_else(|_| PathBuf::from(&change.name));
        Change { name: path.display().to_string(), ..change.clone() }
    };
    (changes.iter().map(from_top).collect(), "patch -R -p1 -d /")
}
