//! `ties publish`: the maps named in `graphs/views.yaml`.
//!
//! Invariant: a published file is what `ties` would write now, byte for byte; `--check` says which are not.
use super::lock::{self, Lock};
use super::views::{EXPLORER, View, Views, doubled, unanswered};
use super::{Error, args::Args, facts::Folder, files, show, sound};
use crate::ask::{Answer, AskError, Drawing, Layout};
use crate::diag::write::visible;
use crate::diag::{Diagnostic, Diagnostics};
use crate::draw::{self, Kept};
use crate::model::Model;
use crate::model::words::count;
use crate::render::{self, Format, Page, Remarks};
use crate::text::{Files, Span};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Rewrite every map named in graphs/views.yaml
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties publish\n  ties publish --check")]
pub(super) struct Publish {
    /// Write nothing; say which maps are out of date (exit code 1)
    #[arg(long)]
    check: bool,
    /// Draw afresh: boxes need not stay where they were
    #[arg(long)]
    relayout: bool,
    /// The folder of views.yaml and of the maps
    #[arg(long, value_name = "DIR", default_value = "graphs")]
    graphs: PathBuf,
}

/// The file that names the maps.
const VIEWS: &str = "views.yaml";
/// The file that says where boxes stand.
const LOCK: &str = "layout.lock";

/// An answer to be drawn under a name.
struct Plate<'v, 'f> {
    name: String,
    /// Where the name stands.
    at: Span,
    answer: Answer<'f>,
    drawing: Drawing,
    formats: &'v [&'static Format],
    /// What it is called in the page to explore all maps in; a page of one group has no name there.
    part_of_explorer: Option<&'v str>,
}

/// A file as it should be.
type Made = (PathBuf, Vec<u8>);

pub(super) fn publish(args: &Args, folder: &Folder, publish: &Publish) -> Result<u8, Error> {
    let path = publish.graphs.join(VIEWS);
    let views = Views::read(&path)?;
    if !views.found.is_empty() {
        return refuse(args, &views.found, &views.files);
    }
    let lock_path = publish.graphs.join(LOCK);
    let old = if publish.relayout { Lock::new() } else { lock::read(&lock_path)? };
    let Some(sound) = sound(args, folder, false)? else { return Ok(1) };
    let model = sound.model()?;
    let (all, found) = plates(&views, &model);
    if !found.is_empty() {
        return refuse(args, &found, &views.files);
    }
    let (mut made, mut lock, mut remarks) = (vec![], Lock::new(), Remarks::new());
    let mut parts = vec![];
    for plate in all {
        let kept = old.get(&plate.name).cloned().unwrap_or_default();
        let mut page = page(&plate, &model, kept);
        if plate.name == EXPLORER {
            page.views = std::mem::take(&mut parts);
        }
        if let Some(title) = plate.part_of_explorer {
            let boxes = plate.answer.selection.nodes.iter().map(|n| model.graph[*n].id.to_owned()).collect();
            parts.push(render::View { title: title.to_owned(), boxes });
        }
        for format in plate.formats {
            let name = format!("{}.{}", plate.name, format.endings[0]);
            made.push(file(&publish.graphs.join(name), format, &plate.answer, &model, &page, &mut remarks)?);
        }
        lock.insert(plate.name, page.kept);
    }
    made.push((lock_path, lock::text(&lock).into_bytes()));
    if publish.check { check(&made) } else { write(&made, &remarks) }
}

/// Shows what is wrong with the views; nothing is written.
fn refuse(args: &Args, found: &[Diagnostic], files: &Files) -> Result<u8, Error> {
    show(args, &found.iter().collect::<Vec<_>>(), files, "")?;
    writeln!(std::io::stderr().lock(), "Nothing was written: the views have {}.", count(found.len(), "error"))?;
    Ok(1)
}

/// All that is to be drawn, the page to explore the maps in last; and what cannot be.
fn plates<'v, 'f>(views: &'v Views, model: &'f Model<'f>) -> (Vec<Plate<'v, 'f>>, Diagnostics) {
    let (mut all, mut found): (Vec<Plate>, Diagnostics) = (vec![], vec![]);
    for view in views.maps.iter().chain(&views.explorer) {
        match plates_of(view, model) {
            Ok(plates) => {
                for plate in plates {
                    let first = all.iter().find(|there| there.name == plate.name);
                    found.extend(first.map(|first| doubled(&plate.name, view.at, first.at)));
                    all.push(plate);
                }
            }
            Err(error) => found.push(unanswered(&error, view.asked)),
        }
    }
    (all, found)
}

/// What a view draws: one picture, or an overview and a page for each group.
fn plates_of<'v, 'f>(view: &'v View, model: &'f Model<'f>) -> Result<Vec<Plate<'v, 'f>>, AskError> {
    let mut answer = view.question.answer(model)?;
    answer.title = view.title.clone();
    let drawing = view.question.flags().drawing.clone();
    let is_map = view.name != EXPLORER;
    let plate = |name: String, answer, drawing, title| Plate {
        name,
        at: view.at,
        answer,
        drawing,
        formats: &view.formats,
        part_of_explorer: title,
    };
    let title = is_map.then_some(view.title.as_str());
    if !drawing.pages || !is_map {
        return Ok(vec![plate(view.name.clone(), answer, drawing, title)]);
    }
    let parts = draw::pages(&answer, model);
    let overview = Drawing { layout: Some(Layout::Overview), ..drawing.clone() };
    let mut plates = vec![plate(view.name.clone(), answer, overview, title)];
    let page = |(group, answer)| plate(format!("{}-{group}", view.name), answer, drawing.clone(), None);
    plates.extend(parts.into_iter().map(page));
    Ok(plates)
}

/// The page of a plate, its boxes where they were as far as that can be.
fn page(plate: &Plate, model: &Model, kept: Kept) -> Page {
    let kept = draw::picture(&plate.answer, model, &plate.drawing, &kept).places;
    Page { width: Some(80), drawing: plate.drawing.clone(), kept, ..Page::default() }
}

fn file(
    path: &Path,
    format: &Format,
    answer: &Answer,
    model: &Model,
    page: &Page,
    remarks: &mut Remarks,
) -> Result<Made, Error> {
    let mut bytes = vec![];
    let said = (format.write)(answer, model, page, &mut bytes)?;
    let name = path.display();
    remarks.extend(said.into_iter().map(|remark| format!("{name}: {remark}")));
    Ok((path.to_path_buf(), bytes))
}

/// The files that are not what they should be.
fn stale(made: &[Made]) -> Vec<&Made> {
    made.iter().filter(|(path, bytes)| files::read(path).ok().as_ref() != Some(bytes)).collect()
}

/// Says which files are out of date.
fn check(made: &[Made]) -> Result<u8, Error> {
    let mut out = std::io::stdout().lock();
    let stale = stale(made);
    for (path, _) in &stale {
        writeln!(out, "{} is out of date", visible(&path.display().to_string()))?;
    }
    match stale.len() {
        0 => writeln!(out, "ok: {} up to date", count(made.len(), "file"))?,
        n => writeln!(out, "\n{n} of {} out of date. To rewrite them: ties publish", count(made.len(), "file"))?,
    }
    Ok(u8::from(!stale.is_empty()))
}

/// Writes the files that are out of date.
fn write(made: &[Made], remarks: &Remarks) -> Result<u8, Error> {
    let mut out = std::io::stdout().lock();
    let stale = stale(made);
    files::write(stale.iter().map(|(path, bytes)| (path.as_path(), bytes.as_slice())))?;
    for (path, _) in &stale {
        writeln!(out, "wrote {}", visible(&path.display().to_string()))?;
    }
    if stale.is_empty() {
        writeln!(out, "{} up to date already", count(made.len(), "file"))?;
    }
    super::remark(remarks)?;
    Ok(0)
}
