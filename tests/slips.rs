//! Planted slips: each is one finding, in the place a person would point at, with the right offer, and nothing behind
//! it is lost.
//!
//! The cases stand in `tests/slips/*.txt`. A case is a line `== what it is about`, the fact file, and for each finding a
//! line `>> LINE:COLUMN NAME` with, where the finding offers a cure, ` => ` and what the place is to say instead. Signs
//! that are hard to see are written ‹tab›, ‹cr› and ‹bom›, others by their code: ‹U+200B›.
use std::fs;
use ties::check;
use ties::diag::{Diagnostic, write};
use ties::facts::FactSet;

struct Case {
    at: String,
    facts: String,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/slips");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the cases are there").map(|e| e.expect("it is there").path()).collect();
    files.sort();
    let mut cases: Vec<Case> = vec![];
    for path in files {
        let text = fs::read_to_string(&path).expect("a text file");
        for line in text.lines().skip_while(|line| !line.starts_with("== ")) {
            if let Some(title) = line.strip_prefix("== ") {
                let name = path.file_name().expect("a file has a name").to_string_lossy();
                cases.push(Case { at: format!("{name}: {title}"), facts: String::new(), expected: vec![] });
            } else if let Some(expected) = line.strip_prefix(">> ") {
                cases.last_mut().expect("a case begins with ==").expected.push(expected.to_owned());
            } else if let Some(case) = cases.last_mut() {
                case.facts += &seen(line);
                case.facts.push('\n');
            }
        }
    }
    cases
}

/// A line with the signs that are hard to see.
fn seen(line: &str) -> String {
    let mut parts = line.split('‹');
    let mut all = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('›').expect("a sign ends with ›");
        all.push(match name {
            "tab" => '\t',
            "cr" => '\r',
            "bom" => '\u{feff}',
            code => {
                let code = code.strip_prefix("U+").and_then(|code| u32::from_str_radix(code, 16).ok());
                code.and_then(char::from_u32).expect("the code of a letter")
            }
        });
        all += rest;
    }
    all
}

/// What reading and checking finds in one file.
fn findings(text: &str) -> (FactSet, Vec<Diagnostic>) {
    let mut found = vec![];
    let facts = FactSet::read([("facts.yaml".to_owned(), text.to_owned())], &mut found).expect("it is small");
    check::run(&facts, &mut found);
    (facts, found)
}

#[test]
fn each_slip_is_one_finding_in_its_place() {
    let mut wrong = String::new();
    for case in cases() {
        let (facts, found) = findings(&case.facts);
        let line = |finding: &Diagnostic| {
            let place = facts.files.place(finding.span());
            let fix = finding.fix.as_ref().map_or(String::new(), |fix| format!(" => {}", fix.text));
            format!("{}:{} {}{fix}", place.line, place.column, finding.name).trim_end().to_owned()
        };
        let lines: Vec<String> = found.iter().map(line).collect();
        if lines != case.expected {
            let shown: String = found.iter().map(|f| write::human(f, &facts.files, false) + "\n").collect();
            let (lines, expected) = (lines.join("\n  "), case.expected.join("\n  "));
            wrong += &format!("== {}\nexpected\n  {expected}\nfound\n  {lines}\n{shown}\n", case.at);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn there_are_enough() {
    let all = cases();
    assert!(all.len() >= 45, "{} cases", all.len());
    assert!(all.iter().all(|case| !case.expected.is_empty()), "a case expects something");
}

/// What is offered cures the slip; what shows in a record only when it can be read is new, and not the offer's fault.
#[test]
fn each_offer_cures_its_slip() {
    for case in cases() {
        let (facts, found) = findings(&case.facts);
        for finding in &found {
            let Some(fix) = &finding.fix else { continue };
            let file = facts.files.of(fix.span);
            let at = |offset: u32| (offset - file.span().lo()) as usize;
            let text = format!("{}{}{}", &file.text[..at(fix.span.lo())], fix.text, &file.text[at(fix.span.hi())..]);
            let (after, left) = findings(&text);
            let again = left.iter().find(|f| f.name == finding.name && f.message == finding.message);
            let shown = again.map(|f| write::human(f, &after.files, false));
            let twin = found.iter().filter(|f| f.name == finding.name && f.message == finding.message).count() > 1;
            assert!(
                shown.is_none() || twin,
                "{}: `{}` does not help\n{}",
                case.at,
                fix.text,
                shown.unwrap_or_default()
            );
        }
    }
}

#[test]
fn no_word_of_the_trade() {
    const FORBIDDEN: [&str; 14] = [
        "node", "edge", "null", "parse", "schema", "token", "scalar", "mapping", "string", "boolean", "integer",
        "flow", "block", "sequence",
    ];
    for case in cases() {
        for finding in findings(&case.facts).1 {
            let all = [vec![finding.message], finding.help].concat().join(" ").to_lowercase();
            let found = all.split(|c: char| !c.is_alphanumeric()).find(|word| FORBIDDEN.contains(word));
            assert_eq!(found, None, "{all}");
        }
    }
}
