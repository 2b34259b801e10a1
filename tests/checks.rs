//! The page of each check, run: what it calls bad is found and nothing else, what it calls good is sound, a fix helps.
use std::collections::BTreeSet;
use std::fs;
use ties::check::{self, CHECKS, Check};
use ties::diag::{Diagnostic, write};
use ties::facts::FactSet;

/// What reading and checking finds in one file.
fn findings(text: &str) -> (FactSet, Vec<Diagnostic>) {
    let mut found = vec![];
    let facts = FactSet::read([("facts.yaml".to_owned(), text.to_owned())], &mut found).expect("it is small");
    check::run(&facts, &mut found);
    (facts, found)
}

/// The blocks of a page: `good` or `bad`, and what stands in each.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let fenced = page.split("```yaml ").skip(1);
    fenced
        .map(|block| block.split_once('\n').expect("a block has lines"))
        .map(|(kind, text)| (kind, before(text, "```")))
        .collect()
}

fn before<'a>(text: &'a str, end: &str) -> &'a str {
    text.split(end).next().expect("there is always a first part")
}

fn shown(facts: &FactSet, found: &[Diagnostic]) -> String {
    found.iter().map(|f| write::human(f, &facts.files, false) + "\n\n").collect()
}

/// The text with the fix of a finding made.
fn fixed(facts: &FactSet, finding: &Diagnostic) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let file = facts.files.of(fix.span);
    let at = |offset: u32| (offset - file.span().lo()) as usize;
    Some(format!("{}{}{}", &file.text[..at(fix.span.lo())], fix.text, &file.text[at(fix.span.hi())..]))
}

#[test]
fn bad_blocks_yield_their_finding_and_no_other() {
    let mut wrong = String::new();
    for check in CHECKS {
        for (_, text) in blocks(check.page).iter().filter(|(kind, _)| *kind == "bad") {
            let (facts, found) = findings(text);
            if found.is_empty() {
                wrong += &format!("{} finds nothing in\n{text}", check.name);
            } else if !found.iter().all(|f| f.name == check.name) {
                wrong += &format!("{}:\n{}", check.name, shown(&facts, &found));
            }
            let gravest = found.iter().map(|f| f.severity).min();
            if gravest.is_some_and(|gravest| gravest < check.severity) {
                wrong += &format!("{} is graver than it says", check.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn good_blocks_are_sound() {
    let mut wrong = String::new();
    for check in CHECKS {
        for (_, text) in blocks(check.page).iter().filter(|(kind, _)| *kind == "good") {
            let (facts, found) = findings(text);
            if !found.is_empty() {
                wrong += &format!("{}:\n{}", check.name, shown(&facts, &found));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_fix_removes_its_finding_and_adds_none() {
    for check in CHECKS {
        for (_, text) in blocks(check.page).iter().filter(|(kind, _)| *kind == "bad") {
            let (facts, found) = findings(text);
            for finding in &found {
                let Some(text) = fixed(&facts, finding) else { continue };
                let (after, left) = findings(&text);
                assert_eq!(left.len(), found.len() - 1, "{}:\n{text}\n{}", check.name, shown(&after, &left));
            }
        }
    }
}

/// Each of these has broken the program once: found by `fuzz/`.
#[test]
fn files_that_were_hard_to_read_have_findings() {
    for (text, name) in [
        // A space of two bytes before the sign of an anchor.
        ("ties:\n  - {from: a, is: b, to: c, cite: &pa#\u{85}9ppp#sa}\n", "yaml-feature"),
        ("ties:\n  - from: a\n    cite: &pa#\u{85}9ppp#sa#sa\n", "yaml-feature"),
        // A sign of several bytes before what is read as the name of a list.
        ("sources:\n  - {id: a}\u{e9}\u{feff}ties:\n", "yaml-syntax"),
        // A pair without braces in a list in brackets begins with its key.
        (
            "ties: [é: x]
",
            "unknown-field",
        ),
    ] {
        let (facts, found) = findings(text);
        assert!(found.iter().any(|f| f.name == name), "{text:?}:\n{}", shown(&facts, &found));
    }
}

#[test]
fn every_check_has_its_page() {
    for check in CHECKS {
        assert_eq!(check.page.lines().next(), Some(&*format!("# {}", check.name)), "the title of a page is the name");
        for kind in ["bad", "good"].into_iter().filter(|_| check.name != OF_FILES) {
            assert!(blocks(check.page).iter().any(|(k, _)| *k == kind), "{} has no `yaml {kind}` block", check.name);
        }
    }
}

#[test]
fn every_file_is_in_the_list() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check");
    let files = fs::read_dir(folder).expect("the checks are there").map(|entry| entry.expect("it can be read").path());
    let stem =
        |path: std::path::PathBuf| path.file_stem().expect("a file has a name").to_string_lossy().replace('_', "-");
    let files: BTreeSet<String> = files.map(stem).filter(|name| name != "mod").collect();
    let names: BTreeSet<String> = CHECKS.iter().map(|check| check.name.to_owned()).collect();
    assert_eq!(files, names);
    assert_eq!(CHECKS.len(), names.len(), "a check is in the list twice");
}

/// The check of files that cannot be read: no block can show one, `tests/hostile.rs` does.
const OF_FILES: &str = "unread-file";

/// Words a journalist need not know.
const FORBIDDEN: [&str; 16] = [
    "node",
    "edge",
    "null",
    "parse",
    "parser",
    "schema",
    "token",
    "scalar",
    "mapping",
    "string",
    "boolean",
    "integer",
    "iri",
    "edtf",
    "deserialize",
    "sequence",
];

fn forbidden(text: &str) -> Option<&'static str> {
    let words: BTreeSet<String> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    FORBIDDEN.into_iter().find(|word| words.contains(*word))
}

#[test]
fn no_word_of_the_trade() {
    for check in CHECKS {
        assert_eq!(forbidden(check.page), None, "on the page of {}", check.name);
        for (_, text) in blocks(check.page) {
            for finding in findings(text).1 {
                let all = [vec![finding.message], finding.help].concat().join(" ");
                assert_eq!(forbidden(&all), None, "{all}");
            }
        }
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check");
    for check in CHECKS {
        let source = fs::read_to_string(format!("{folder}/{}.rs", check.name.replace('-', "_"))).expect("it is there");
        for message in literals(&source) {
            assert_eq!(forbidden(message), None, "{}: {message}", check.name);
        }
    }
}

/// What stands between quotation marks in a Rust file.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source.lines().flat_map(|line| line.split('"').skip(1).step_by(2)).filter(|text| text.contains(' '))
}

#[test]
fn a_warning_can_be_allowed_and_an_error_cannot() {
    let page = |name: &str| {
        let check: &Check = CHECKS.iter().find(|check| check.name == name).expect("there is such a check");
        check
    };
    let without_place = "sources:\n  - {id: paper-a, title: A report, publisher: Paper A, kind: news}\nstakeholders:\n  \
                         - {id: bank-a, kind: company, name: Bank A, cite: paper-a}";
    let names = |text: &str| findings(text).1.into_iter().map(|f| f.name).collect::<Vec<_>>();
    assert_eq!(names(without_place), ["bad-citation"]);
    for comment in ["bad-citation", "bad-citation: the page has one sentence"] {
        assert_eq!(names(&format!("{without_place} # ties: allow {comment}\n")), [""; 0], "{comment}");
    }
    for comment in ["bad-date, bad-citation", "bad-date bad-citation", "bad-citation, bad-dat: so it is"] {
        assert_eq!(names(&format!("{without_place} # ties: allow {comment}\n")), ["unknown-allow"], "{comment}");
    }
    assert_eq!(names(&format!("{without_place} # ties: allow bad-date\n")), ["bad-citation", "unknown-allow"]);
    let (_, uncited) = blocks(page("uncited-claim").page)[0];
    let allowed = format!("{} # ties: allow uncited-claim\n", uncited.trim_end());
    assert_eq!(names(&allowed), ["uncited-claim", "unknown-allow"]);
}

#[test]
fn what_stands_in_a_text_allows_nothing() {
    let with = |note: &str| {
        let source = "sources:\n  - {id: paper-a, title: A report, publisher: Paper A, kind: news}\n";
        let text =
            format!("{source}stakeholders:\n  - {{id: bank-a, kind: company, name: Bank A, cite: paper-a, {note}\n");
        findings(&text).1.into_iter().map(|f| f.name).collect::<Vec<_>>()
    };
    assert_eq!(with("note: 'x # ties: allow bad-citation'}"), ["bad-citation"]);
    assert_eq!(with("note: \"it's # ties: allow bad-citation\"}"), ["bad-citation"]);
    assert_eq!(with("note: it's} # ties: allow bad-citation"), [""; 0]);
}
