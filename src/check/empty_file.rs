use super::Check;
use crate::diag::{Diagnostic, Severity};
use crate::yaml;

pub const CHECK: Check = Check {
    name: "empty-file",
    severity: Severity::Warning,
    about: "a fact file without any fact",
    page: include_str!("empty_file.md"),
    run: |facts, found| {
        // Nothing is left of a file that is no text, and the reader has said that.
        let unread: Vec<_> = found.iter().filter(|f| f.name == yaml::name::SYNTAX).map(Diagnostic::span).collect();
        for file in facts.fact_files().filter(|file| file.text.lines().all(is_bare)) {
            if unread.iter().any(|at| file.span().contains(*at)) {
                continue;
            }
            let first = file.text.lines().next().unwrap_or_default().len();
            let message = "this file holds no facts: it has no list such as `ties:`";
            let help = "take it away, or write a list and its records into it: ties explain";
            found.push(Diagnostic::warning(CHECK.name, file.span().part(0, first), message).help(help));
        }
    },
};

/// Whether a line says nothing.
fn is_bare(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#') || matches!(line, "---" | "...")
}
