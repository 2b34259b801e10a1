//! `views.yaml`: which maps are published.
//!
//! Invariant: a slip in it is a finding with its place, as one in a fact file is.
use super::{Error, files};
use crate::ask::{self, AskError, Question};
use crate::check::{BAD_ID, DUPLICATE_ID, WRONG_VALUE, is_id};
use crate::diag::near::nearest;
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::render::{self, FORMATS, Format};
use crate::text::{Files, Span, Text};
use crate::yaml::{self, Entry, Found, Many, Value};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::io::ErrorKind;
use std::path::Path;

/// The name of the page to explore the maps in.
pub(super) const EXPLORER: &str = "explorer";
/// The key of the list of maps.
const VIEWS: &str = "views";
/// The formats of a map that names none.
const USUAL: [&str; 2] = ["dot", "svg"];

/// What is to be published.
#[derive(Default)]
pub(super) struct Views {
    /// The file they stand in.
    pub files: Files,
    /// The maps, in the order of the file.
    pub maps: Vec<View>,
    /// The page to explore them in.
    pub explorer: Option<View>,
    /// What is wrong with the file; where something is, not every map is there.
    pub found: Diagnostics,
}

/// A published map.
pub(super) struct View {
    /// The files' name, without an ending, and where it stands.
    pub name: String,
    pub at: Span,
    /// What stands over it.
    pub title: String,
    /// The question whose answer is drawn, and where it stands.
    pub question: Question,
    pub asked: Span,
    /// The formats it is written in.
    pub formats: Vec<&'static Format>,
}

/// A map as it is written.
#[derive(Deserialize)]
#[serde(rename = "view")]
struct Written {
    name: Text,
    title: Text,
    ask: Text,
    #[serde(default)]
    formats: Many<Text>,
}

/// The page to explore them in, as it is written.
#[derive(Deserialize)]
#[serde(rename = "explorer")]
struct WrittenPage {
    title: Text,
    ask: Text,
}

impl Views {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let failed = |reason| Error::Read { path: path.to_path_buf(), reason };
        if path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            return Err(Error::NoViews { path: path.to_path_buf() });
        }
        let text = String::from_utf8(files::read(path).map_err(failed)?);
        let text =
            text.map_err(|_| failed("it is no UTF-8 text; most editors offer it under \"Save as\"".to_owned()))?;
        let mut views = Self::default();
        let n = views.files.add(path.display().to_string(), text);
        let n = n.map_err(|_| failed("it is larger than 2 GB".to_owned()))?;
        let (mut written, mut pages) = (vec![], vec![]);
        let mut reading = Found { diagnostics: vec![], unescaped: vec![], synonyms: std::sync::Arc::default() };
        let file = views.files.file(n);
        yaml::scan(&file.text, file.span().lo(), &mut reading, &mut |entry, found| match entry {
            Entry::Key(key, span, value) => found.diagnostics.extend(slip(key, span, value)),
            Entry::Record(VIEWS, tape) => written.extend(yaml::record::<Written>(tape, found).0),
            Entry::Record(EXPLORER, tape) => pages.extend(yaml::record::<WrittenPage>(tape, found).0),
            Entry::Record(..) | Entry::Broken(..) => {}
        });
        if written.is_empty() && pages.is_empty() && reading.diagnostics.is_empty() {
            return Err(failed(format!(
                "it names no map; write `{VIEWS}:`, and below it `  - {{name: …, title: …, ask: map}}`"
            )));
        }
        views.files.remember(reading.unescaped);
        views.found = reading.diagnostics;
        views.maps = written.into_iter().filter_map(|view| views.view(&view)).collect();
        views.explorer = pages.into_iter().find_map(|page| views.page(&page));
        views.doubled();
        diag::sort(&mut views.found);
        Ok(views)
    }

    /// The questions, as they are written.
    pub(super) fn asks(&self) -> Vec<Text> {
        self.maps.iter().chain(&self.explorer).map(|view| Text(view.asked)).collect()
    }

    fn view(&mut self, written: &Written) -> Option<View> {
        if !written.name.is_stand_in() {
            self.name(written.name);
        }
        let named: Vec<Text> = written.formats.iter().copied().filter(|text| !text.is_stand_in()).collect();
        let mut formats: Vec<&Format> = named.iter().filter_map(|text| self.format(*text)).collect();
        if named.is_empty() {
            formats = USUAL.iter().filter_map(|word| render::format(word)).collect();
        }
        let question = self.question(written.ask)?;
        let (name, title) = (self.files[written.name].to_owned(), self.files[written.title].to_owned());
        Some(View { name, at: written.name.0, title, question, asked: written.ask.0, formats })
    }

    fn page(&mut self, written: &WrittenPage) -> Option<View> {
        let question = self.question(written.ask)?;
        let (title, asked) = (self.files[written.title].to_owned(), written.ask.0);
        let formats = render::format("html").into_iter().collect();
        Some(View { name: EXPLORER.to_owned(), at: asked, title, question, asked, formats })
    }

    /// Says where a name fits no file: it is made as an id is.
    fn name(&mut self, name: Text) {
        let word = &self.files[name];
        let error = |message: String, help: &str| Diagnostic::error(BAD_ID, name.0, message).help(help);
        if word == EXPLORER {
            let message = format!("`{word}` is the page to explore all maps in");
            self.found.push(error(message, "take another name"));
        } else if is_device(word) {
            let message = format!("no file can be called `{word}` on Windows");
            self.found.push(error(message, "take another name"));
        } else if !is_id(word) {
            let message = format!("`{word}` cannot be the name of a map");
            self.found.push(error(message, "use small letters, digits and `-`, a letter or a digit first"));
        }
    }

    fn format(&mut self, text: Text) -> Option<&'static Format> {
        let word = &self.files[text];
        let format = render::format(word);
        if format.is_none() {
            let names = FORMATS.iter().map(|format| format.name);
            let all = names.clone().collect::<Vec<_>>().join(", ");
            let finding = Diagnostic::error(WRONG_VALUE, text.0, format!("there is no format called `{word}`"))
                .did_you_mean(text.0, nearest(word, names))
                .help(format!("formats: {all}"));
            self.found.push(finding);
        }
        format
    }

    fn question(&mut self, text: Text) -> Option<Question> {
        if text.is_stand_in() {
            return None;
        }
        match ask::question(&self.files[text]) {
            Ok(question) => Some(question),
            Err(error) => {
                self.found.push(unanswered(&error, text.0));
                None
            }
        }
    }

    /// Says which names are given twice.
    fn doubled(&mut self) {
        let mut first: FxHashMap<&str, Span> = FxHashMap::default();
        for view in self.maps.iter().filter(|view| !view.name.is_empty()) {
            match first.get(view.name.as_str()) {
                Some(there) => self.found.push(doubled(&view.name, view.at, *there)),
                None => drop(first.insert(&view.name, view.at)),
            }
        }
    }
}

/// One name for the files of two maps.
pub(super) fn doubled(name: &str, at: Span, first: Span) -> Diagnostic {
    let message = format!("two maps would be written to files called `{name}`");
    Diagnostic::error(DUPLICATE_ID, at, message).also(first, "first here").help("give one of them another name")
}

/// A question that cannot be asked, or has no answer.
pub(super) fn unanswered(error: &AskError, at: Span) -> Diagnostic {
    let finding = Diagnostic::error(WRONG_VALUE, at, error.to_string());
    error.hint().into_iter().fold(finding, Diagnostic::help)
}

/// What Windows takes for a device, whatever ending stands behind it.
fn is_device(word: &str) -> bool {
    let port = |word: &str| matches!(word, "com" | "lpt");
    matches!(word, "con" | "prn" | "aux" | "nul")
        || word.len() == 4 && word.ends_with(|c: char| c.is_ascii_digit()) && word.get(..3).is_some_and(port)
}

/// What is wrong with a key at the left margin.
fn slip(key: &str, span: Span, value: Value) -> Option<Diagnostic> {
    let wrong = |message: String| Diagnostic::error(yaml::name::WRONG_SHAPE, span, message);
    match (key, value) {
        (VIEWS, Value::List) | (EXPLORER, Value::Pairs) => None,
        (VIEWS | EXPLORER, Value::Text("" | "~" | "null")) => None,
        (VIEWS, Value::Pairs | Value::Text(_)) => {
            let help = format!("write the map below `{VIEWS}:` as `  - {{name: …, title: …, ask: map}}`");
            Some(wrong(format!("`{VIEWS}` is a list: each of its maps begins with `- `")).help(help))
        }
        (EXPLORER, Value::List | Value::Text(_)) => Some(
            wrong(format!("`{EXPLORER}` is no list")).help("write `title: …` and `ask: map` below it, without `- `"),
        ),
        _ => {
            let message = format!("there is no list called `{key}` in this file");
            let near = nearest(key, [VIEWS, EXPLORER]);
            let finding = Diagnostic::error(yaml::name::UNKNOWN_FIELD, span, message).did_you_mean(span, near);
            Some(finding.help(format!("there are `{VIEWS}` and `{EXPLORER}`")))
        }
    }
}
