//! The shipped facts, read as `ties` reads them, and questions put to them as on the command line.
#![allow(dead_code, reason = "each test takes what it needs")]
use clap::Parser;
use std::fs;
use std::path::{Path, PathBuf};
use ties::ask::{Answer, Line};
use ties::check;
use ties::diag::{Diagnostic, Severity};
use ties::facts::FactSet;
use ties::model::Model;
use ties::render::{self, Page};

/// At least one of each question, some with names.
pub const QUESTIONS: [&str; 27] = [
    "partners",
    "partners mali",
    "partners senou-refinery",
    "is mali applied-to brics",
    "is goita head-of mali",
    "is russia partner-of china",
    "show mali",
    "show senou-refinery",
    "show neo",
    "path mali brics",
    "agreements",
    "agreements mali russia",
    "stakes",
    "stakes senou-refinery",
    "gaps",
    "search goita",
    "rank",
    "groups",
    "timeline",
    "timeline mali",
    "disputes",
    "list",
    "list company",
    "list sources",
    "map mali",
    "report mali",
    "report senou-refinery",
];

/// A path in this repository.
pub fn path(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

/// The fact files of `data/`, each with its name and its text, in the order of their names.
pub fn texts() -> Vec<(String, String)> {
    let folder = fs::read_dir(path("data")).expect("the facts are there");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("it can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    paths.sort();
    let text = |path: &Path| fs::read_to_string(path).expect("it is UTF-8");
    paths.iter().map(|path| (path.display().to_string(), text(path))).collect()
}

/// Made-up facts, which have to be without an error. A tie to oneself, an error, has to be borne all the same; so have
/// signs that cannot be seen, which whoever writes an answer has to make harmless, too.
pub fn read(texts: Vec<(String, String)>) -> FactSet {
    let borne =
        |finding: &Diagnostic| finding.name == "self-tie" || finding.message.ends_with("a sign that cannot be seen");
    sound(texts, |finding| finding.severity == Severity::Error && !borne(finding))
}

fn sound(texts: Vec<(String, String)>, counts: impl Fn(&Diagnostic) -> bool) -> FactSet {
    let mut found = vec![];
    let facts = FactSet::read(texts, &mut found).expect("they are small");
    check::run(&facts, &mut found);
    found.retain(counts);
    let shown: Vec<_> = found.iter().map(|f| ties::diag::write::short(f, &facts.files)).collect();
    assert!(found.is_empty(), "the facts have findings:\n{}", shown.join("\n"));
    facts
}

/// The shipped facts, which have to be without any finding.
pub fn facts() -> FactSet {
    sound(texts(), |_| true)
}

/// All of them joined up.
pub fn model(facts: &FactSet) -> Model<'_> {
    Model::new(facts, &Default::default())
}

/// The answer to a question as it is typed, without `ties`.
pub fn answer<'f>(model: &'f Model<'f>, ask: &str) -> Answer<'f> {
    let line = Line::try_parse_from(ask.split_whitespace()).unwrap_or_else(|error| panic!("{ask}: {error}"));
    line.question.answer(model).unwrap_or_else(|error| panic!("{ask}: {error}"))
}

/// An answer in one of the formats.
pub fn written(answer: &Answer, model: &Model, format: &str, width: Option<usize>) -> String {
    let format = render::format(format).unwrap_or_else(|| panic!("there is no format {format}"));
    let mut bytes = vec![];
    (format.write)(answer, model, &Page { width, ..Page::default() }, &mut bytes).expect("memory takes all");
    String::from_utf8(bytes).expect("it is UTF-8")
}

/// An answer as SVG in one of the layouts.
pub fn drawn(answer: &Answer, model: &Model, layout: ties::ask::Layout) -> String {
    let format = render::format("svg").expect("it is a format");
    let drawing = ties::ask::Drawing { layout: Some(layout), ..Default::default() };
    let mut bytes = vec![];
    (format.write)(answer, model, &Page { drawing, ..Page::default() }, &mut bytes).expect("memory takes all");
    String::from_utf8(bytes).expect("it is UTF-8")
}
