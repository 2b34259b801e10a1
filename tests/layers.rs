//! Imports run one way: a module uses those above it in `lib.rs`, and none below.
use std::fs;
use std::path::Path;

#[test]
fn imports_run_only_upwards() {
    let order = order();
    let mut wrong = vec![];
    for (path, text) in rust_files(Path::new("src")) {
        wrong.extend(downward(&order, &path, &text));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_module_below_is_seen_in_every_form() {
    let order = order();
    let seen = |path: &str, text: &str| !downward(&order, path, text).is_empty();
    assert!(seen("src/text.rs", "use crate::diag::Diagnostic;"));
    assert!(seen("src/text.rs", "pub use crate::cli;"));
    assert!(seen("src/date/mod.rs", "use crate::{text::Span, facts::{Cite, List}};"));
    assert!(seen("src/date/mod.rs", "use crate::{\n    text::Span,\n    model,\n};"));
    assert!(seen("src/date/mod.rs", "fn inner() {\n    use crate::ask as questions;\n}"));
    assert!(seen("src/yaml/scan.rs", "let facts = crate::facts::FactSet::default();"));
    assert!(seen("src/yaml/scan.rs", "use super::super::facts::FactSet;"));
    assert!(seen("src/yaml/mod.rs", "fn of(model: &super::model::Model) {}"));
    assert!(seen("src/yaml/mod.rs", "use super::{text::Span, model::Model};"));
    assert!(seen("src/yaml/mod.rs", "use ::ties::model::Model;"));
}

#[test]
fn what_is_no_import_downwards_is_not_seen() {
    let order = order();
    let seen = |path: &str, text: &str| !downward(&order, path, text).is_empty();
    assert!(!seen("src/cli/mod.rs", "use crate::{ask::{Answer, Line}, render};"));
    assert!(!seen("src/model/time.rs", "use super::{claim::Claim, ask}; use crate::date::Date;"));
    assert!(!seen("src/model/time.rs", "use crate::model::Model;"));
    assert!(!seen("src/text.rs", "//! Spans go into [`crate::diag`].\nlet n = 1; // see crate::cli"));
    assert!(!seen("src/date/mod.rs", "use crate::text::{Span, model};"));
}

/// The modules in the order of `lib.rs`.
fn order() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").expect("it is there");
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let order: Vec<String> = modules.map(str::to_owned).collect();
    assert!(order.len() > 5, "lib.rs lists its modules one a line");
    order
}

/// The imports of one file that run down the list, in words.
fn downward(order: &[String], path: &str, text: &str) -> Vec<String> {
    let rank = |module: &str| order.iter().position(|m| m == module);
    let inside: Vec<&str> = path.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect();
    let Some(mine) = rank(inside[0]) else { return vec![] };
    let depth = inside.iter().filter(|part| **part != "mod").count();
    let used = used(&without_comments(text), depth);
    let below = used.iter().filter(|module| rank(module) > Some(mine));
    below.map(|module| format!("{path} uses {module}, which comes after {}", inside[0])).collect()
}

/// The names right below the root of the crate that a file speaks of: behind `crate::`, `ties::`, or as many `super::` as
/// the file is deep.
fn used(text: &str, depth: usize) -> Vec<String> {
    let roots = ["crate::".to_owned(), "ties::".to_owned(), "super::".repeat(depth)];
    let mut names = vec![];
    for root in &roots {
        for (at, _) in text.match_indices(root.as_str()) {
            let is_whole = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let is_longer = root.starts_with("super") && text[..at].ends_with("super::");
            if is_whole && !is_longer {
                names.extend(heads(&text[at + root.len()..]));
            }
        }
    }
    names
}

/// The first names of a path, or of each path in a group: `a` of `a::b`, `a` and `c` of `{a::{b}, c}`.
fn heads(text: &str) -> Vec<String> {
    let name =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = text.strip_prefix('{') else { return vec![name(text)] };
    let (mut names, mut open, mut start) = (vec![], 1, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 || open == 1 && c == ',' {
            names.push(name(&group[start..at]));
            start = at + 1;
        }
        if open == 0 {
            break;
        }
    }
    names
}

fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn rust_files(folder: &Path) -> Vec<(String, String)> {
    let mut files = vec![];
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push((path.display().to_string(), fs::read_to_string(&path).expect("it is UTF-8")));
        }
    }
    files.sort();
    files
}
