//! `ties publish`: the maps named in `graphs/views.yaml`.
//!
//! Invariant: a published file is what `ties` would write now, byte for byte; `--check` says which are not.
use super::lock::{self, Lock};
use super::{Error, args::Args, facts::Folder, files, sound};
use crate::ask::{self, Answer, Drawing, Layout, Line};
use crate::diag::write::visible;
use crate::draw::{self, Kept};
use crate::model::Model;
use crate::model::words::count;
use crate::render::{self, Format, Page, Remarks};
use clap::Parser;
use serde::Deserialize;
use std::io::{ErrorKind, Write};
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
/// The name of the page to explore them in.
const EXPLORER: &str = "explorer";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Views {
    views: Vec<View>,
    /// The page to explore them in.
    #[serde(default)]
    explorer: Option<Explorer>,
}

/// One published map.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct View {
    /// The files' name, without an ending.
    name: String,
    /// What stands over it.
    title: String,
    /// The question whose answer is drawn.
    ask: String,
    /// The formats it is written in.
    #[serde(default = "usual")]
    formats: Vec<String>,
}

fn usual() -> Vec<String> {
    vec!["dot".to_owned(), "svg".to_owned()]
}

/// The page to explore the maps in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Explorer {
    /// What stands over it.
    title: String,
    /// The question whose answer it explores.
    ask: String,
}

/// An answer to be drawn under a name.
struct Plate<'v, 'f> {
    name: String,
    answer: Answer<'f>,
    drawing: Drawing,
    formats: &'v [String],
}

/// A file as it should be.
type Made = (PathBuf, Vec<u8>);

pub(super) fn publish(args: &Args, folder: &Folder, publish: &Publish) -> Result<u8, Error> {
    let path = publish.graphs.join(VIEWS);
    let views = views(&path)?;
    let lock_path = publish.graphs.join(LOCK);
    let old = if publish.relayout { Lock::new() } else { lock::read(&lock_path)? };
    let Some(sound) = sound(args, folder, false)? else { return Ok(1) };
    let model = sound.model()?;
    let (mut made, mut lock, mut remarks) = (vec![], Lock::new(), Remarks::new());
    let mut parts = vec![];
    for view in &views.views {
        let plates = plates(view, &model, &path)?;
        let boxes = plates[0].answer.selection.nodes.iter().map(|n| model.graph[*n].id.to_owned()).collect();
        parts.push(render::View { title: view.title.clone(), boxes });
        for plate in plates {
            let kept = old.get(&plate.name).cloned().unwrap_or_default();
            let page = page(&plate, &model, kept);
            for word in plate.formats {
                let format = render::format(word)
                    .ok_or_else(|| wrong(&path, &view.name, &format!("there is no format `{word}`")))?;
                let name = format!("{}.{}", plate.name, format.endings[0]);
                made.push(file(&publish.graphs.join(name), format, &plate.answer, &model, &page, &mut remarks)?);
            }
            if lock.insert(plate.name.clone(), page.kept).is_some() {
                return Err(wrong(&path, &view.name, &format!("another view writes `{}` too", plate.name)));
            }
        }
    }
    if let Some(explorer) = &views.explorer {
        let (answer, drawing) = answered(EXPLORER, &explorer.title, &explorer.ask, &model, &path)?;
        let plate = Plate { name: EXPLORER.to_owned(), answer, drawing, formats: &[] };
        let kept = old.get(EXPLORER).cloned().unwrap_or_default();
        let page = Page { views: parts, ..page(&plate, &model, kept) };
        let format = render::format("html").ok_or_else(|| wrong(&path, EXPLORER, "there is no format `html`"))?;
        let name = format!("{EXPLORER}.{}", format.endings[0]);
        made.push(file(&publish.graphs.join(name), format, &plate.answer, &model, &page, &mut remarks)?);
        lock.insert(EXPLORER.to_owned(), page.kept);
    }
    made.push((lock_path, lock::text(&lock).into_bytes()));
    if publish.check { check(&made) } else { write(&made, &remarks) }
}

fn wrong(path: &Path, view: &str, reason: &str) -> Error {
    Error::Read { path: path.to_path_buf(), reason: format!("view `{view}`: {reason}") }
}

/// The answer to the question of a view.
fn answered<'f>(
    name: &str,
    title: &str,
    question: &str,
    model: &Model<'f>,
    path: &Path,
) -> Result<(Answer<'f>, Drawing), Error> {
    let line = Line::try_parse_from(ask::split(question))
        .map_err(|e| wrong(path, name, e.to_string().lines().next().unwrap_or_default()))?;
    let mut answer = line.question.answer(model).map_err(|e| wrong(path, name, &e.to_string()))?;
    answer.title = title.to_owned();
    Ok((answer, line.question.flags().drawing.clone()))
}

/// What a view draws: one picture, or an overview and a page for each group.
fn plates<'v, 'f>(view: &'v View, model: &Model<'f>, path: &Path) -> Result<Vec<Plate<'v, 'f>>, Error> {
    let (answer, drawing) = answered(&view.name, &view.title, &view.ask, model, path)?;
    let formats = view.formats.as_slice();
    if !drawing.pages {
        return Ok(vec![Plate { name: view.name.clone(), answer, drawing, formats }]);
    }
    let parts = draw::pages(&answer, model);
    let overview = Drawing { layout: Some(Layout::Overview), ..drawing.clone() };
    let mut plates = vec![Plate { name: view.name.clone(), answer, drawing: overview, formats }];
    plates.extend(parts.into_iter().map(|(group, answer)| Plate {
        name: format!("{}-{group}", view.name),
        answer,
        drawing: drawing.clone(),
        formats,
    }));
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

fn views(path: &Path) -> Result<Views, Error> {
    let failed = |reason: String| Error::Read { path: path.to_path_buf(), reason };
    if path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Err(Error::NoViews { path: path.to_path_buf() });
    }
    let text = String::from_utf8(files::read(path).map_err(failed)?);
    let text = text.map_err(|_| failed("it is no UTF-8 text".to_owned()))?;
    let all: Views = serde_yaml::from_str(&text).map_err(|e| failed(first_line(&e.to_string())))?;
    let fit =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let mut names = rustc_hash::FxHashSet::default();
    if let Some(view) = all.views.iter().find(|v| !names.insert(v.name.as_str())) {
        return Err(failed(format!("two views are called `{}`", view.name)));
    }
    match all.views.iter().find(|v| !fit(&v.name) || v.name == EXPLORER) {
        Some(view) => Err(failed(format!("`{}` is no name of a file: use small letters, digits and `-`", view.name))),
        None => Ok(all),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
