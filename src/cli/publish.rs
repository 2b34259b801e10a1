//! `ties publish`: the maps named in `graphs/views.yaml`.
//!
//! Invariant: a published file is what `ties` would write now, byte for byte; `--check` says which are not.
use super::{Error, Sound, args::Args, checking::count, facts::Folder, facts::reason, files, sound};
use crate::ask::{self, Line};
use crate::diag::write::visible;
use crate::model::Model;
use crate::render::{self, Page};
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
    /// The folder of views.yaml and of the maps
    #[arg(long, value_name = "DIR", default_value = "graphs")]
    graphs: PathBuf,
}

/// The file that names the maps.
const VIEWS: &str = "views.yaml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Views {
    views: Vec<View>,
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
    #[serde(default = "dot")]
    formats: Vec<String>,
}

fn dot() -> Vec<String> {
    vec!["dot".to_owned()]
}

pub(super) fn publish(args: &Args, folder: &Folder, publish: &Publish) -> Result<u8, Error> {
    let path = publish.graphs.join(VIEWS);
    let views = views(&path)?;
    let Some(Sound { set, left_out }) = sound(args, folder, false)? else { return Ok(1) };
    let model = Model::new(&set, &left_out);
    let mut made: Vec<(PathBuf, Vec<u8>)> = vec![];
    for view in &views {
        let wrong =
            |reason: String| Error::Read { path: path.clone(), reason: format!("view `{}`: {reason}", view.name) };
        let words = ask::split(&view.ask);
        let line = Line::try_parse_from(words)
            .map_err(|e| wrong(e.to_string().lines().next().unwrap_or_default().to_owned()))?;
        let mut answer = line.question.answer(&model).map_err(|e| wrong(e.to_string()))?;
        answer.title = view.title.clone();
        for word in &view.formats {
            let format = render::format(word).ok_or_else(|| wrong(format!("there is no format `{word}`")))?;
            let mut bytes = vec![];
            (format.write)(
                &answer,
                &model,
                &Page { width: Some(80), drawing: line.question.flags().drawing.clone(), ..Page::default() },
                &mut bytes,
            )?;
            made.push((publish.graphs.join(format!("{}.{}", view.name, format.endings[0])), bytes));
        }
    }
    let stale: Vec<&(PathBuf, Vec<u8>)> =
        made.iter().filter(|(path, bytes)| std::fs::read(path).ok().as_ref() != Some(bytes)).collect();
    let mut out = std::io::stdout().lock();
    if publish.check {
        for (path, _) in &stale {
            writeln!(out, "{} is out of date", visible(&path.display().to_string()))?;
        }
        match stale.len() {
            0 => writeln!(out, "ok: {} up to date", count(made.len(), "map"))?,
            n => writeln!(out, "\n{n} of {} out of date. To rewrite them: ties publish", count(made.len(), "map"))?,
        }
        return Ok(u8::from(!stale.is_empty()));
    }
    for (path, bytes) in &stale {
        files::write(path, bytes)?;
        writeln!(out, "wrote {}", visible(&path.display().to_string()))?;
    }
    if stale.is_empty() {
        writeln!(out, "{} up to date already", count(made.len(), "map"))?;
    }
    Ok(0)
}

fn views(path: &Path) -> Result<Vec<View>, Error> {
    let failed = |reason: String| Error::Read { path: path.to_path_buf(), reason };
    let text = std::fs::read_to_string(path).map_err(|e| match e.kind() {
        ErrorKind::NotFound => Error::NoViews { path: path.to_path_buf() },
        _ => failed(reason(&e)),
    })?;
    let Views { views } = serde_yaml::from_str(&text).map_err(|e| failed(first_line(&e.to_string())))?;
    let fit =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let mut names = rustc_hash::FxHashSet::default();
    if let Some(view) = views.iter().find(|v| !names.insert(v.name.as_str())) {
        return Err(failed(format!("two views are called `{}`", view.name)));
    }
    match views.iter().find(|v| !fit(&v.name)) {
        Some(view) => Err(failed(format!("`{}` is no name of a file: use small letters, digits and `-`", view.name))),
        None => Ok(views),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
