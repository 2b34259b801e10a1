//! What README and ARCHITECTURE show is so: their examples are read, checked and found in the code.
use std::fs;
use ties::{check, diag::Diagnostics, diag::write::human, evidence, facts::FactSet};

#[test]
fn the_fact_of_the_readme_is_sound_and_its_slip_is_found_as_shown() {
    let readme = fs::read_to_string("README.md").unwrap();
    let facts = block(&readme, "```yaml\nsources:", "```yaml\n");
    assert_eq!(found("data/my-facts.yaml", facts), "", "the example has a finding");
    let slip = facts.replace("{from: company-a,", "{from: compny-a,");
    let shown = block(&readme, "```text\nerror[", "```text\n");
    assert_eq!(found("data/my-facts.yaml", &slip).trim(), shown.trim());
}

#[test]
fn the_own_word_of_the_readme_can_be_used() {
    let readme = fs::read_to_string("README.md").unwrap();
    let words = block(&readme, "```yaml\nvocabulary:", "```yaml\n");
    let facts = "stakeholders: [{id: bank-a, kind: company, name: Bank A}]\n\
                 details: [{of: bank-a, what: founded, is: 1993?, uncited: example}]\n";
    assert_ne!(found("facts.yaml", facts), "", "`founded` is a word without the vocabulary of the readme");
    assert_eq!(found("facts.yaml", &format!("{words}{facts}")), "");
}

/// The lines a diff of ARCHITECTURE keeps or takes out stand in the file it names.
#[test]
fn the_diffs_of_the_architecture_fit_the_code() {
    let page = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let mut held = 0;
    for diff in page.split("```diff\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
        let mut code = String::new();
        for line in diff.lines() {
            if let Some(files) = line.strip_prefix(" // ") {
                let path = files.split([' ', ',']).next().unwrap();
                let new = files.contains("(new)");
                assert_eq!(fs::exists(path).unwrap(), !new, "{path}");
                code = fs::read_to_string(path).unwrap_or_default();
            } else if let Some(old) = line.strip_prefix([' ', '-']) {
                assert!(code.contains(old.trim()), "`{old}` is not in the file the diff names");
                held += 1;
            }
        }
    }
    assert!(held >= 3, "no line was held against the code");
}

/// The rooms of the page are those of the crate, in the same order.
#[test]
fn the_rooms_of_the_architecture_are_those_of_the_crate() {
    let page = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let rooms = page.lines().filter_map(|l| l.strip_prefix("| `")?.split(['`', '/']).next()).collect::<Vec<_>>();
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let modules = lib.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect::<Vec<_>>();
    assert_eq!(rooms, modules);
    assert!(page.lines().count() < 200, "ARCHITECTURE.md is to stay under 200 lines");
}

/// The findings of one file, as a person sees them.
fn found(name: &str, text: &str) -> String {
    let mut found = Diagnostics::new();
    let facts = FactSet::read([(name.to_owned(), text.to_owned())], &mut found).unwrap();
    check::run(&facts, &mut found);
    found.iter().map(|d| human(d, &facts.files, false) + "\n").collect()
}

/// The block of a page that begins like this, without its fences.
fn block<'a>(page: &'a str, begins: &str, fence: &str) -> &'a str {
    let start = page.find(begins).unwrap_or_else(|| panic!("no block begins with {begins}")) + fence.len();
    page[start..].split("```").next().unwrap()
}

/// `docs/checks.md` is made from the list of checks; `TIES_WRITE_DOCS=1 cargo test --test docs` writes it anew.
#[test]
fn the_table_of_checks_is_that_of_the_code() {
    let made = check::table() + &evidence::table();
    if std::env::var_os("TIES_WRITE_DOCS").is_some() {
        fs::write("docs/checks.md", &made).unwrap();
    }
    let written = fs::read_to_string("docs/checks.md").unwrap_or_default();
    assert_eq!(written, made, "write it anew: TIES_WRITE_DOCS=1 cargo test --test docs");
}

/// Each number of the page on limits, and where the code has it.
const LIMITS: &[(&str, &str, &str)] = &[
    ("512 MB", "src/cli/files.rs", "LARGEST: u64 = 512 * 1024 * 1024;"),
    ("2 GB", "src/text.rs", "MOST_BYTES: usize = (1 << 31) - 1;"),
    ("| 200,000 ", "src/cli/facts.rs", "MOST_ENTRIES: usize = 200_000;"),
    ("100,000 bytes", "src/yaml/scan/segment.rs", "MOST_TEXT: u32 = 100_000;"),
    ("inside each other | 64 ", "src/yaml/tape.rs", "MOST_DEPTH: usize = 64;"),
    ("200 letters", "src/check/bad_id.rs", "LONGEST: usize = 200;"),
    ("64 steps", "src/vocab/mod.rs", "MOST_ABOVE: usize = 64;"),
    ("on both sides | 10,000 ", "src/facts/tie.rs", "MOST_PAIRS: usize = 10_000;"),
    ("| 1,000,000 ", "src/check/wrong_shape.rs", "MOST_TIES: usize = 1_000_000;"),
    ("a stake in one thing | 200 ", "src/check/wrong_shape.rs", "MOST_TIMES: usize = 200;"),
    ("take over | 100,000 ", "src/check/wrong_shape.rs", "MOST_CITATIONS: [usize; 2] = [100_000, 5_000_000];"),
    ("in all | 5,000,000 ", "src/check/wrong_shape.rs", "MOST_CITATIONS: [usize; 2] = [100_000, 5_000_000];"),
    ("speak of | 1,000 ", "src/cli/findings.rs", "MOST_SHOWN: usize = 1_000;"),
    ("with the next | 32 ", "src/check/near_names.rs", "MOST_COMPARED: usize = 32;"),
    ("with the next ones | 100 ", "src/check/bad_citation.rs", "MOST_COMPARED: usize = 100;"),
    ("with the others | 100 ", "src/check/said_twice.rs", "MOST_COMPARED: usize = 100;"),
    ("the text of a source | 16 MB", "src/cli/verifying.rs", "LARGEST: usize = 16 * 1024 * 1024;"),
    ("looks for | 200 ", "src/evidence/verify.rs", "MOST_WORDS: usize = 200;"),
    ("2 thousand million", "src/evidence/verify.rs", "MOST_STEPS: u64 = 2_000_000_000;"),
    ("| 20,000 ", "src/ask/partners.rs", "MOST_PAIRS: usize = 20_000;"),
    ("binds a pair most | 100 ", "src/model/pair/most.rs", "MOST_BOUND: usize = 100;"),
    ("its voices | 1,000,000 ", "src/model/voice.rs", "MOST_STEPS: usize = 1_000_000;"),
    ("`disputes` compares | 2,000 ", "src/model/dispute.rs", "MOST_VOICES: usize = 2_000;"),
    ("`path` compares | 2,000 ", "src/ask/path/together.rs", "MOST_COMPARED: usize = 2_000;"),
    ("leaves it open is compared | 64 ", "src/model/untold.rs", "MOST_TIMES: usize = 64;"),
    ("`--since` | 200 ", "src/ask/timeline.rs", "MOST_VAGUE: usize = 200;"),
    ("`search` tells | 20 ", "src/ask/search/said.rs", "MOST_ABOUT: usize = 20;"),
    ("names | 12 ", "src/ask/report/told.rs", "MOST_NAMED: usize = 12;"),
    ("exactly | 2,000 ", "src/ask/rank.rs", "EXACT: usize = 2_000;"),
    ("from 200 of them", "src/ask/rank.rs", "SAMPLES: usize = 200;"),
    ("on a map | 200 ", "src/draw/pages.rs", "MOST: usize = 200;"),
    ("one group | 9, ", "src/draw/pages.rs", "MOST_PAGES: usize = 9;"),
    ("of 30 names each", "src/draw/pages.rs", "SHARE: usize = 30;"),
    ("timeline | 1,000 ", "src/draw/timeline.rs", "MOST: usize = 1_000;"),
    ("1600 bytes", "src/render/dot.rs", "LONGEST: usize = 1600;"),
    ("| 40 million ", "src/render/png.rs", "MOST_DOTS: f64 = 40e6;"),
];

#[test]
fn the_limits_are_those_of_the_code() {
    let page = fs::read_to_string("docs/limits.md").unwrap();
    for (said, file, constant) in LIMITS.iter().copied() {
        assert!(page.contains(said), "docs/limits.md does not say {said}");
        let code = fs::read_to_string(file).unwrap();
        assert!(code.contains(&format!("const {constant}")), "{file} has another number than `{constant}`");
    }
    let rows =
        page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| of what") && !line.contains("---"));
    // The rows of `rank` and of pages have two numbers.
    assert_eq!(rows.count(), LIMITS.len() - 2, "a limit of the page is held against nothing");
}
