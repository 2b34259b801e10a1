//! Fact files in awkward layouts, and how they are read.
//!
//! The cases stand in `tests/fmt/*.txt`: a line `== what it is about`, the file, a line `>>`, and the file laid out. Signs that
//! are hard to see are written ‹tab› and ‹cr›; ‹end› stands where a file ends without a line end.
use std::fs;
use std::path::PathBuf;
use ties::diag::{Diagnostic, Severity};
use ties::facts::FactSet;
use ties::yaml;

/// A layout, and what `ties fmt` makes of it.
pub struct Case {
    pub file: PathBuf,
    pub title: String,
    pub given: String,
    pub expected: String,
}

pub fn cases() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fmt");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the cases are there").map(|e| e.expect("it is there").path()).collect();
    files.sort();
    let mut cases = vec![];
    for file in files {
        let text = fs::read_to_string(&file).expect("a text file");
        for case in text.strip_suffix('\n').expect("it ends a line").split("\n== ").skip(1) {
            let case = format!("{case}\n");
            let (title, rest) = case.split_once('\n').expect("a case begins with its title");
            let (given, expected) = rest.split_once(">>\n").expect("the two parts of a case");
            cases.push(Case {
                file: file.clone(),
                title: title.to_owned(),
                given: seen(given),
                expected: seen(expected),
            });
        }
    }
    cases
}

/// A text with the signs that are hard to see.
fn seen(text: &str) -> String {
    text.replace("‹tab›", "\t").replace("‹cr›", "\r").replace("‹end›\n", "")
}

/// The facts of a text, and what keeps it from being read.
pub fn read(text: &str) -> (FactSet, Vec<Diagnostic>) {
    let mut found = vec![];
    let facts = FactSet::read([("facts.yaml".to_owned(), text.to_owned())], &mut found).expect("it is small");
    found.retain(|finding| finding.severity == Severity::Error && yaml::name::ALL.contains(&finding.name));
    (facts, found)
}
