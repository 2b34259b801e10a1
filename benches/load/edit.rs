//! What it costs to mend and to verify facts, beside reading and checking the same.
//!
//! Invariant: what is measured does its work: each planted slip is mended, each wrong citation is found.
use super::now;
use std::hint::black_box;
use ties::edit;
use ties::evidence::{self, SourceText, Texts};
use ties::facts::FactSet;

/// One record in so many has a slip.
const SLIPS: usize = 1_000;
/// So many paragraphs the text has that is cited.
const PARAGRAPHS: usize = 2_000;

pub fn table(records: usize) {
    println!("{records} records, one in {SLIPS} with a slip; times of reading and checking, the least of three");
    let cited = |n: usize| {
        let (paragraph, wrong) = (n % PARAGRAPHS + 1, if n.is_multiple_of(SLIPS) { "not " } else { "" });
        format!("cite: {{at: zor#{paragraph}.2, words: pays {wrong}{paragraph} of it}}")
    };
    let least = |work: &dyn Fn()| {
        let once = || {
            let start = now();
            work();
            (now() - start).as_secs_f64()
        };
        (0..3).map(|_| once()).fold(f64::INFINITY, f64::min)
    };
    let sound = facts(records, "what", &cited);
    let (set, _) = super::read_and_check(files(&sound));
    let check = least(&|| drop(black_box(super::read_and_check(files(&sound)))));
    let text: String = (1..=PARAGRAPHS).map(paragraph).collect();
    let verify = least(&|| {
        let report = verified(&text, &set);
        assert_eq!(report.of[0].wrong, records / SLIPS, "each wrong citation is found");
    });
    let slips = facts(records, "waht", &cited);
    let (spoilt, found) = super::read_and_check(files(&slips));
    let fix = least(&|| {
        let fixed = edit::fixed(&spoilt, &found, None);
        assert_eq!(fixed.fixes.len(), records / SLIPS, "each slip is mended");
    });
    println!("  check {check:.3} s");
    for (name, seconds) in [("verify", verify), ("check --fix", fix)] {
        println!("  {name:<12} {:.2}, goal 3", (check + seconds) / check);
    }
}

fn files(text: &str) -> Vec<(String, String)> {
    vec![("facts.yaml".to_owned(), text.to_owned())]
}

/// Details with a citation each; in one of many the field has another name.
fn facts(records: usize, slip: &str, cite: &dyn Fn(usize) -> String) -> String {
    let head = "sources:\n  - {id: zor, title: Zor, publisher: Zor, kind: news}\nstakeholders:\n  - {id: quax, kind: company, name: \
                Quax}\ndetails:\n";
    let line = |n: usize| {
        let what = if n.is_multiple_of(SLIPS) { slip } else { "what" };
        format!("  - {{of: quax, {what}: remark, is: so {n}, {}}}\n", cite(n))
    };
    head.to_owned() + &(0..records).map(line).collect::<String>()
}

fn paragraph(n: usize) -> String {
    let head = if n == 1 { "Zor\nQuax\n" } else { "" };
    format!("{head}Zor says so of it. Quax pays {n} of it to Zor, and more of it to others who say so.\n")
}

fn verified(text: &str, set: &FactSet) -> evidence::Report {
    evidence::verify(set, &Texts::from([(0, SourceText::new(text.to_owned()))]))
}
