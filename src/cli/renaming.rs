//! `ties rename`: another id for a record, or another name for a word, in facts, questions and the views of maps.
use super::{Error, args::Args, editing, facts::Folder, files, views::Views};
use crate::check::{NEAR_NAMES, SAID_TWICE, is_id};
use crate::diag::near::nearest;
use crate::diag::words::count;
use crate::diag::write::visible;
use crate::diag::{Diagnostic, Severity};
use crate::edit::{self, Change};
use crate::facts::{FactSet, List, Ref};
use crate::model::{Model, listed};
use crate::text::Span;
use crate::vocab::{Section, Vocab};
use rustc_hash::FxHashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Another id for a record, everywhere it is written
///
/// Changes the record, every line that names it, recorded questions, and the views of published maps with the places of
/// their boxes. Comments are left as they are, and it is said where they name it. A word that the folder defines in its
/// `vocabulary:` is renamed in the same way, with all its uses.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties rename senou-refinery refinery --dry-run\n  ties rename senou-refinery refinery"
)]
pub(super) struct Rename {
    /// The id it has, or a word of the folder's own vocabulary
    old: String,
    /// The id or the word it is to be
    new: String,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The folder of the views
    #[arg(long, value_name = "DIR", default_value = "graphs")]
    graphs: PathBuf,
}

pub(super) fn rename(args: &Args, folder: &Folder, rename: &Rename) -> Result<u8, Error> {
    let (set, found) = folder.read()?;
    let Rename { old, new, graphs, .. } = rename;
    let section = if set.find(old).is_some() || set.has_inner(old) { None } else { section_of(&set, old)? };
    match section {
        Some(_) => {
            free_word(&set, new)?;
            free(&set, new, "take another")?;
        }
        None => {
            free(&set, new, "take another")?;
            free_word(&set, new)?;
        }
    }
    if let Some(code) = unread(args, &set, &found)? {
        return Ok(code);
    }
    let uses = section.map_or_else(|| edit::uses(&set, old), |section| edit::word_uses(&set, section, old));
    if let Some(hidden) = uses.hidden.first() {
        let place = set.files.place(*hidden);
        let message = format!("`{old}` is written with signs that stand for others, in {}:{}", place.file, place.line);
        return Err(Error::Usage { message, help: "write it plainly there, then rename it".into() });
    }
    let mut changes = edit::changed(&set.files, &uses.renamed(new));
    edit::fmt::keep(&mut changes);
    checked(&set, &found, &changes)?;
    let views = if section.is_some() { in_asks(graphs, old, new)? } else { in_views(graphs, old, new)? };
    let is_drawn = !views.is_empty();
    changes.extend(views);
    let mut err = io::stderr().lock();
    editing::put(&changes, rename.dry_run, &mut io::stdout().lock())?;
    let where_ = count(changes.len(), "file");
    if rename.dry_run {
        writeln!(err, "{} in {where_}; nothing is written", count(uses.places.len(), "use"))?;
    } else {
        writeln!(err, "`{old}` is `{new}` now, in {where_}; to undo: ties rename {new} {old}")?;
        if is_drawn && section.is_none() {
            writeln!(err, "{REDRAW}")?;
        }
    }
    for place in uses.comments.iter().map(|comment| set.files.place(*comment)) {
        writeln!(err, "a comment still names `{old}`: {}:{}", visible(place.file), place.line)?;
    }
    Ok(0)
}

/// The section of a word that the files define; none where it is no word of theirs, but then some record has the id.
fn section_of(set: &FactSet, word: &str) -> Result<Option<Section>, Error> {
    let usage = |message: String, help: &str| Err(Error::Usage { message, help: help.to_owned() });
    if is_built_in(word) {
        let help =
            "its `label` says how people read it, and a kind of your own can be one of it: ties explain vocabulary";
        return usage(format!("`{word}` is a built-in word, and keeps its name"), help);
    }
    match set.sections_of(word).as_slice() {
        [] => known(set, word).map(|_| None),
        [section] => Ok(Some(*section)),
        _ => usage(
            format!("`{word}` stands for several words of the vocabulary"),
            "rename it by hand, one after the other",
        ),
    }
}

fn is_built_in(word: &str) -> bool {
    let built_in = FactSet::default();
    let Vocab { groups, looks, .. } = &built_in.vocab;
    built_in.vocab.words().chain(groups.words()).chain(looks.words()).any(|known| known == word)
}

/// A word that is none yet, and that can be one.
fn free_word(set: &FactSet, word: &str) -> Result<(), Error> {
    let usage = |message: String, help: &str| Err(Error::Usage { message, help: help.to_owned() });
    if !is_id(word) {
        return usage(format!("`{}` cannot be a word", visible(word)), "small letters a to z, digits and `-`");
    }
    match is_built_in(word) || !set.sections_of(word).is_empty() {
        true => usage(format!("`{word}` is a word already"), "take another; what it means: ties explain WORD"),
        false => Ok(()),
    }
}

/// Said where maps that are published name what was changed.
pub(super) const REDRAW: &str = "published maps have the old id; to draw them anew: ties publish";

/// An id that some record has.
pub(super) fn known(set: &FactSet, id: &str) -> Result<Ref, Error> {
    if let Some(of) = set.find(id) {
        return Ok(of);
    }
    let near = nearest(id, set.named().map(|(_, id)| &set.files[id])).map(|near| near.to_string());
    let near = near.or_else(|| called(set, id));
    let help = near.map_or("what there is: ties list".to_owned(), |near| format!("did you mean {near}?"));
    Err(Error::Usage { message: format!("no record has the id `{}`", visible(id)), help })
}

/// Those a question would offer for what was typed; of sources, whose titles have many words, only one called just so.
fn called(set: &FactSet, word: &str) -> Option<String> {
    let model = Model::new(set, &FxHashSet::default());
    let is_called_so = model.look_up(word).is_ok();
    let mut near = model.meant(word);
    near.retain(|(id, _)| is_called_so || set.find(id).is_some_and(|of| of.list != List::Sources));
    (!near.is_empty()).then(|| listed(&near))
}

/// An id that no record has, and that can be one; else what to do is said.
pub(super) fn free(set: &FactSet, id: &str, otherwise: &str) -> Result<(), Error> {
    if !is_id(id) {
        let help = "small letters a to z, digits and `-`, a letter or a digit first".to_owned();
        return Err(Error::Usage { message: format!("`{}` cannot be an id", visible(id)), help });
    }
    match set.find(id) {
        None if set.has_inner(id) => {
            let message = format!("`{id}` is the id of a detail inside a record already");
            Err(Error::Usage { message, help: otherwise.to_owned() })
        }
        None => Ok(()),
        Some(of) => {
            let message = format!("`{id}` is the id of another {} already", of.list.record().word);
            Err(Error::Usage { message, help: format!("{otherwise}; what has it: ties show {id}") })
        }
    }
}

/// Where something could not be read, what is to be changed may stand in it: it is shown, and nothing is done.
pub(super) fn unread(args: &Args, set: &FactSet, found: &[Diagnostic]) -> Result<Option<u8>, Error> {
    let errors: Vec<&Diagnostic> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
    if errors.is_empty() {
        return Ok(None);
    }
    super::show(args, &errors, &set.files, ": ties check")?;
    writeln!(io::stderr().lock(), "Nothing was changed: the facts have {}.", count(errors.len(), "error"))?;
    Ok(Some(1))
}

/// What may be found after a change that was not found before: it only asks for another look.
const LET_PASS: [&str; 2] = [NEAR_NAMES, SAID_TWICE];

/// Refuses changes after which something is found that was not before; how many claims stand twice then is let pass.
pub(super) fn checked(set: &FactSet, found: &[Diagnostic], changes: &[Change]) -> Result<usize, Error> {
    let (then, after) = editing::read_with(set, changes)?;
    let new = edit::new_findings(found, &after);
    match new.iter().find(|finding| !LET_PASS.contains(&finding.name)) {
        None => Ok(new.iter().filter(|finding| finding.name == SAID_TWICE).count()),
        Some(finding) => {
            let place = then.files.place(finding.span());
            let message = format!("then {}:{} would say: {}", place.file, place.line, finding.message);
            Err(Error::Usage { message, help: "nothing was changed".into() })
        }
    }
}

/// The file of views, with another word in its questions.
fn in_asks(graphs: &Path, old: &str, new: &str) -> Result<Vec<Change>, Error> {
    renamed_in(graphs, new, &|views| edit::asked_by_word(&views.files, &views.asks(), old))
}

fn renamed_in(graphs: &Path, new: &str, asked: &dyn Fn(&Views) -> Vec<Span>) -> Result<Vec<Change>, Error> {
    let path = graphs.join("views.yaml");
    if !path.exists() {
        return Ok(vec![]);
    }
    let views = Views::read(&path)?;
    let edits: Vec<edit::Edit> = asked(&views).into_iter().map(|at| edit::Edit { at, text: new.to_owned() }).collect();
    Ok(edit::changed(&views.files, &edits))
}

/// The file of views and that of the places of boxes, with the new id.
pub(super) fn in_views(graphs: &Path, old: &str, new: &str) -> Result<Vec<Change>, Error> {
    let mut changes = renamed_in(graphs, new, &|views| edit::asked(&views.files, &views.asks(), old))?;
    let path = graphs.join("layout.lock");
    if let Ok(Ok(before)) = files::read(&path).map(String::from_utf8) {
        let after = super::lock::renamed(&before, old, new);
        if after != before {
            changes.push(Change { name: path.display().to_string(), before, after });
        }
    }
    Ok(changes)
}
