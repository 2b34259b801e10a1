use super::{Check, Run};
use crate::diag::{Diagnostic, Severity};
use rustc_hash::FxHashSet;

pub const CHECK: Check = Check {
    name: "empty-file",
    severity: Severity::Warning,
    about: "a fact file without any fact",
    page: include_str!("empty_file.md"),
    run: Run::All(|facts, found| {
        // What could not be read is not empty, and is reported already.
        let told: FxHashSet<usize> = found.iter().map(|finding| facts.files.index_of(finding.span())).collect();
        let bare = facts.fact_files().filter(|file| file.text.lines().all(is_bare));
        for file in bare.filter(|file| !told.contains(&facts.files.index_of(file.span()))) {
            let first = file.text.lines().next().unwrap_or_default().len();
            let message = "this file holds no facts: it has no list such as `ties:`";
            let help = "take it away, or write a list and its records into it: ties explain";
            found.push(Diagnostic::warning(CHECK.name, file.span().part(0, first), message).help(help));
        }
    }),
};

/// Whether a line says nothing.
fn is_bare(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#') || matches!(line, "---" | "...")
}
