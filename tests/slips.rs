//! Planted slips: each is one finding, in the place a person would point at, with the right offer, and nothing behind
//! it is lost.
//!
//! The cases stand in `tests/slips/*.txt`. A case is a line `== what it is about`, the fact file, and for each finding a
//! line `>> LINE:COLUMN NAME` with, where the finding offers a cure, ` => ` and what the place is to say instead, `(space)` and `(lines)` for what is no word. Signs
//! that are hard to see are written ‹tab›, ‹cr› and ‹bom›, others by their code: ‹U+200B›.
use std::collections::BTreeSet;
use std::fs;
use ties::check;
use ties::diag::{Diagnostic, write};
use ties::edit;
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

/// A cure as a case has it.
fn in_short(fix: &str) -> &str {
    match fix {
        _ if fix.contains('\n') => "(lines)",
        _ if fix.trim().is_empty() => "(space)",
        _ => fix,
    }
}

#[test]
fn each_slip_is_one_finding_in_its_place() {
    let mut wrong = String::new();
    for case in cases() {
        let (facts, found) = findings(&case.facts);
        let line = |finding: &Diagnostic| {
            let place = facts.files.place(finding.span());
            let fix = finding.fix.as_ref().map_or(String::new(), |fix| format!(" => {}", in_short(&fix.text)));
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

/// `ties check --fix`: what it mends is no longer found, what is found afterwards was there before or hidden in what could
/// not be read, every other byte stays, and there is nothing left to mend.
#[test]
fn the_sure_cures_are_put_in() {
    let mut cured = vec![];
    for case in cases() {
        let (facts, found) = findings(&case.facts);
        let fixed = edit::fixed(&facts, &found, None);
        let Some((then, left)) = &fixed.then else { continue };
        let is_old = |f: &&Diagnostic| found.iter().any(|old| (old.name, &old.message) == (f.name, &f.message));
        let hidden = found.iter().any(|f| HIDES.contains(&f.name));
        let new: String = left.iter().filter(|f| !is_old(f)).map(|f| write::human(f, &then.files, false)).collect();
        assert!(new.is_empty() || hidden, "{}: the cure adds\n{new}", case.at);
        assert!(left.len() < found.len() || hidden, "{}: nothing is cured", case.at);
        assert_eq!(fixed.changes.len(), 1, "{}", case.at);
        let again = edit::fixed(then, left, None);
        assert!(again.fixes.is_empty(), "{}: {:?} could be mended too", case.at, again.fixes);
        cured.extend(fixed.fixes.iter().map(|fix| fix.name));
    }
    cured.sort_unstable();
    let kinds = cured.iter().collect::<BTreeSet<_>>().len();
    assert!(cured.len() >= 60 && kinds >= 12, "only {} are cured: {cured:?}", cured.len());
}

/// Findings of what keeps a record from being read, so that what else is wrong in it shows only afterwards.
const HIDES: [&str; 6] = ["yaml-syntax", "yaml-feature", "unknown-field", "tab-indent", "duplicate-key", "wrong-shape"];

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

#[test]
fn help_says_what_to_write() {
    let sources = "sources:\n  - {id: zh-deal, title: A deal, publisher: Zor Herald, kind: news}\n  - {id: zh-day, title: A day, publisher: Zor Herald, kind: news}\n";
    let bank = |field: &str| format!("stakeholders:\n  - {{id: bank-a, kind: company, name: Bank A, {field}}}\n");
    for (facts, said) in [
        (sources.to_owned() + &bank("cite: zor-herald#2"), "did you mean `zh-deal` (A deal) or `zh-day` (A day)?"),
        (sources.to_owned() + &bank("cite: herald#2"), "did you mean `zh-deal` (A deal) or `zh-day` (A day)?"),
        (sources.to_owned() + &bank("cite: \"a day#2\""), "did you mean `zh-day` (A day)? write `zh-day#2`"),
        (sources.to_owned() + &bank("cite: zh-day9.1"), "did you mean `zh-day#9.1`? a place stands behind `#`"),
        ("ties: [{from: a, is: supplies, to: b}]".to_owned(), "did you mean `supplier-of`?"),
        (bank("capital: 2 bn"), "`vocabulary: {properties: {capital: {of: stakeholder}}}`"),
        (bank("nam: Bank"), "did you mean `name`?"),
        ("ties: [{from: a, is: zzz, to: b}]".to_owned(), "and others; all of them: ties explain relations"),
        (bank("status: [{is: zzz, uncited: x}]"), "there are founded, suspended, dissolved, announced, amended"),
    ] {
        let mut found = vec![];
        let set = FactSet::read([("facts.yaml".to_owned(), facts.clone())], &mut found).expect("it is small");
        check::run(&set, &mut found);
        let help: Vec<&str> = found.iter().flat_map(|finding| &finding.help).map(String::as_str).collect();
        assert!(help.iter().any(|help| help.contains(said)), "{facts}{said}: {help:?}");
    }
}

#[test]
fn a_property_can_be_written_as_the_help_for_an_unknown_field_says() {
    let text = "vocabulary: {properties: {capital: {of: stakeholder}}}\nstakeholders:\n  - {id: bank-a, kind: company, name: Bank A, details: [{what: capital, is: 2 bn, uncited: example}]}\n";
    let mut found = vec![];
    let set = FactSet::read([("facts.yaml".to_owned(), text.to_owned())], &mut found).expect("it is small");
    check::run(&set, &mut found);
    assert_eq!(found, vec![]);
}

#[test]
fn what_stands_under_another_list_is_led_to_its_own() {
    for (list, record, led) in [
        (
            "details",
            "{from: zor, is: part-of, to: vex, cite: s#1}",
            "`from` is a field of a tie: does this belong under `ties:`?",
        ),
        (
            "dates",
            "{holder: zor, in: vex, kind: equity, cite: s#1}",
            "`holder` is a field of a stake: does this belong under `stakes:`?",
        ),
        (
            "ties",
            "{of: zor, what: remark, is: tall, cite: s#1}",
            "`what` is a field of a detail: does this belong under `details:`?",
        ),
    ] {
        let (_, found) = findings(&format!("{list}:\n  - {record}\n"));
        assert!(found.iter().any(|f| f.help.iter().any(|help| help.contains(led))), "{list}: {found:#?}");
    }
}
