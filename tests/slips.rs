//! Planted slips: each is one finding, in the place a person would point at, with the right offer, and nothing behind
//! it is lost.
//!
//! The cases stand in `tests/slips/*.txt`. A case is a line `== what it is about`, the fact file, and for each finding a
//! line `>> LINE:COLUMN NAME` with, where the finding offers a cure, ` => ` and what the place is to say instead. Signs
//! that are hard to see are written ‹tab›, ‹cr› and ‹bom›.
use std::fs;
use ties::check;
use ties::diag::write;
use ties::facts::FactSet;

struct Case {
    at: String,
    facts: String,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/slips");
    let mut files: Vec<_> = fs::read_dir(folder).expect("the cases are there").map(|e| e.expect("it is there").path()).collect();
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
                case.facts += &line.replace("‹tab›", "\t").replace("‹cr›", "\r").replace("‹bom›", "\u{feff}");
                case.facts.push('\n');
            }
        }
    }
    cases
}

#[test]
fn each_slip_is_one_finding_in_its_place() {
    let mut wrong = String::new();
    for case in cases() {
        let mut found = vec![];
        let facts = FactSet::read([("facts.yaml".to_owned(), case.facts)], &mut found).expect("it is small");
        check::run(&facts, &mut found);
        let line = |finding: &ties::diag::Diagnostic| {
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
