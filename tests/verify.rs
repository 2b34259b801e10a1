//! Citations held against texts: the pages of the findings, the shipped facts against their article, planted slips.
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::Command;
use ties::check;
use ties::diag::{Diagnostic, write};
use ties::evidence::{self, FINDINGS, Report, SourceText, Texts, fold};
use ties::facts::FactSet;
use ties::model::Model;

/// The text of the article the shipped facts start from, where it is: it is not ours, and so not in this repository.
/// `TIES_ARTICLE` names it where it lies elsewhere.
fn article() -> Option<String> {
    let path = std::env::var("TIES_ARTICLE").unwrap_or("../shared/sources/article.txt".to_owned());
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: there is no {path}");
    }
    text
}

fn facts(text: &str) -> FactSet {
    let mut found = vec![];
    let facts = FactSet::read([("facts.yaml".to_owned(), text.to_owned())], &mut found).expect("it is small");
    check::run(&facts, &mut found);
    let shown: String = found.iter().map(|f| write::human(f, &facts.files, false) + "\n\n").collect();
    assert!(found.iter().all(|finding| finding.name == "unused-record"), "{shown}");
    facts
}

fn texts(facts: &FactSet, id: &str, text: &str) -> Texts {
    let source = facts.find(id).expect("there is such a source");
    Texts::from([(source.index, SourceText::new(text.to_owned()))])
}

/// What verifying finds in one file with the text of one source.
fn verified(text: &str, id: &str, facts: &FactSet) -> Report {
    evidence::verify(facts, &texts(facts, id, text))
}

fn shown(facts: &FactSet, found: &[Diagnostic]) -> String {
    found.iter().map(|f| write::human(f, &facts.files, false) + "\n\n").collect()
}

/// The blocks of a page, each with its kind.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let fenced = page.split("```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').expect("a block has lines")).collect()
}

#[test]
fn the_pages_of_the_findings_are_so() {
    for finding in FINDINGS {
        assert_eq!(finding.page.lines().next(), Some(&*format!("# {}", finding.name)));
        let (mut text, mut bad) = ("", 0);
        for (kind, block) in blocks(finding.page) {
            if kind == "text" {
                text = block;
                continue;
            }
            let facts = facts(block);
            let report = verified(text, "paper-a", &facts);
            let names: Vec<&str> = report.found.iter().map(|f| f.name).collect();
            let said = shown(&facts, &report.found);
            if kind == "yaml good" {
                assert!(names.is_empty(), "{}:\n{said}", finding.name);
                continue;
            }
            bad += 1;
            assert_eq!(names, [finding.name], "{block}\n{said}");
            assert_eq!(report.found[0].severity, finding.severity);
            if let Some(fixed) = fixed(&facts, &report.found[0]) {
                let facts = self::facts(&fixed);
                assert_eq!(shown(&facts, &verified(text, "paper-a", &facts).found), "", "{fixed}");
            }
        }
        assert!(bad > 0 || finding.name == "unread-text", "{} has no `yaml bad` block", finding.name);
    }
}

fn fixed(facts: &FactSet, finding: &Diagnostic) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let file = facts.files.of(fix.span);
    let at = |offset: u32| (offset - file.span().lo()) as usize;
    Some(format!("{}{}{}", &file.text[..at(fix.span.lo())], fix.text, &file.text[at(fix.span.hi())..]))
}

/// Facts with one citation a line of the source `zor`.
fn citing(cites: &[&str]) -> FactSet {
    let mut text =
        "sources:\n  - {id: zor, title: Zor, publisher: Zor, kind: news}\nstakeholders:\n  - {id: quax, kind: \
                    company, name: Quax}\ndetails:\n"
            .to_owned();
    for cite in cites {
        text += &format!("  - {{of: quax, what: remark, is: so, cite: {cite}}}\n");
    }
    facts(&text)
}

#[test]
fn what_cannot_be_checked_is_counted() {
    let facts = citing(&["zor#1", "zor#documents", "zor#title", "{at: zor#1, words: … }", "{at: zor#1, words: pays}"]);
    let report = verified("Zor\nQuax\nZor pays.", "zor", &facts);
    assert_eq!(shown(&facts, &report.found), "");
    let [of] = report.of.as_slice() else { panic!("one source is cited") };
    assert_eq!((of.by_words, of.by_place, of.wrong, of.left()), (1, 2, 0, 2));
    let without = evidence::verify(&facts, &Texts::new());
    assert_eq!((without.of[0].has_text, without.of[0].right(), without.of[0].left()), (false, 0, 5));
}

#[test]
fn the_paragraphs_that_repeat_another_source_are_looked_for() {
    for (places, said) in [
        ("1", None),
        ("1.2-2", None),
        ("documents", None),
        ("[1, 3]", Some("`zor` has 2 paragraphs, and no #3")),
        ("1.3", Some("#1 of `zor` has 2 sentences, and no #1.3")),
    ] {
        let text = format!(
            "sources:\n  - {{id: wire, title: Wire, publisher: Wire, kind: wire}}\n  - {{id: zor, title: Zor, publisher: Zor, kind: news, \
             repeats: [{{source: wire, for: {places}}}]}}\n"
        );
        let facts = facts(&text);
        let report = verified("Zor\nQuax\nZor pays. Quax sells.\nSo it is.", "zor", &facts);
        let found: Vec<&str> = report.found.iter().map(|finding| &*finding.message).collect();
        assert_eq!(found, said.into_iter().collect::<Vec<_>>(), "{places}");
    }
}

#[test]
fn a_comment_lets_a_finding_pass_and_the_citation_is_not_checked() {
    let cites = ["{at: zor#1, quote: Quax eats}", "{at: zor#1, quote: Quax sleeps}", "zor#7"];
    let [allowed, plain, other] = cites;
    let allowed = format!("{allowed}}} # ties: allow quote-not-there: it is a translation\n#");
    let other = format!("{other}}} # ties: allow quote-not-there: another slip\n#");
    let facts = citing(&[&allowed, plain, &other]);
    let report = verified("Zor\nQuax\nZor pays.", "zor", &facts);
    let names: Vec<&str> = report.found.iter().map(|finding| finding.name).collect();
    assert_eq!(names, ["quote-not-there", "no-such-paragraph"]);
    let [of] = report.of.as_slice() else { panic!("one source is cited") };
    assert_eq!((of.right(), of.wrong, of.left()), (0, 2, 1));
}

#[test]
fn words_and_quote_at_one_other_place_are_one_slip() {
    let facts = citing(&["{at: zor#1, words: shall pay, quote: all of it}"]);
    let report = verified("Zor\nQuax\nNothing.\nQuax shall pay all of it.", "zor", &facts);
    assert_eq!(report.found.len(), 1, "{}", shown(&facts, &report.found));
}

#[test]
fn what_steers_a_terminal_stays_out_of_it() {
    let facts = citing(&["{at: zor#1, words: red lettters here}"]);
    let report = verified("Zor\nQuax\nThe \u{1b}[31mred letters\u{202e} here.", "zor", &facts);
    let said = shown(&facts, &report.found);
    assert!(said.contains("nearest is #1: The ␛[31mred letters\u{fffd} here."), "{said}");
}

#[test]
fn a_claim_counts_once_in_each_sentence_it_cites() {
    let facts = citing(&["[zor#1, zor#1.2, zor#1-2]", "zor#1.2"]);
    let all = texts(&facts, "zor", "Zor\nQuax\nOne here. Two here.\nThree here.\nFour here.");
    let coverage = evidence::coverage(&facts, &all);
    let claims: Vec<Vec<usize>> =
        coverage[0].lines.iter().map(|line| line.sentences.iter().map(|s| s.claims).collect()).collect();
    assert_eq!(claims, [vec![0], vec![0], vec![1, 2], vec![1], vec![0]]);
    let page = ties::render::coverage(&coverage, &Model::new(&facts, &Default::default()));
    assert!(page.contains("default-src 'none'; style-src 'sha256-") && !page.contains("<script"), "{page}");
    assert!(
        page.contains(r#"<span class="quiet">facts.yaml:6</span>"#)
            && page.contains(r#"<span class="none">Four here.</span>"#),
        "{page}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_word_is_lost_between_sentences(line in "[A-Za-z0-9 .!?…“”'\\-,\\[\\]]{0,80}") {
        let text = SourceText::new(format!("Zor\nQuax\n{line}"));
        let sentences: Vec<String> = text.lines().skip(2).flat_map(|(_, at)| at).map(|n| fold(text.sentence(n))).collect();
        prop_assert_eq!(sentences.join(" ").split_whitespace().collect::<Vec<_>>().join(" "), fold(&line));
    }
}

/// The shipped facts and the article, where it is.
fn shipped() -> Option<(FactSet, String)> {
    let article = article()?;
    let mut files: Vec<_> =
        fs::read_dir("data").expect("it is there").map(|f| f.expect("it can be read").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    let files = files.into_iter().map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("UTF-8")));
    let mut found = vec![];
    let facts = FactSet::read(files, &mut found).expect("they are small");
    assert!(found.is_empty());
    Some((facts, article))
}

#[test]
fn the_citations_of_the_shipped_facts_are_right() {
    let Some((facts, article)) = shipped() else { return };
    let report = verified(&article, "neo", &facts);
    let neo = report.of.iter().find(|of| of.id == "neo").expect("it is cited");
    let wrong: Vec<&Diagnostic> = report.found.iter().filter(|finding| finding.name != "stands-twice").collect();
    assert!(wrong.is_empty(), "{}", shown(&facts, &report.found));
    assert_eq!((neo.wrong, neo.left()), (0, 0));
    assert!(neo.by_words > 15 && neo.by_place > 80, "{neo:?}");
}

/// Citations of the article that are wrong, each with its finding and the place that is to be named.
const PLANTED: [(&str, &str, &str); 20] = [
    ("zor#23", "no-such-paragraph", "#22"),
    ("zor#21-40", "no-such-paragraph", "#22"),
    ("zor#13.2", "no-such-sentence", "#13"),
    ("zor#3.4", "no-such-sentence", "#3.3"),
    ("{at: zor#24, words: widely seen as}", "no-such-paragraph", "zor#10"),
    ("{at: zor#3.1, quote: strategic}", "passage-elsewhere", "#3.2"),
    ("{at: zor#4.1, quote: good upward trend}", "passage-elsewhere", "zor#4.2"),
    ("{at: zor#8.2, quote: long-awaited dream}", "passage-elsewhere", "zor#8.1"),
    ("{at: zor#16, quote: balanced model of multilateralism}", "passage-elsewhere", "zor#17"),
    ("{at: zor#3-8, words: extended two-hour meeting}", "passage-elsewhere", "zor#2"),
    ("{at: zor#title, words: maintains a minority share}", "passage-elsewhere", "zor#9"),
    ("{at: zor#2, words: extended three-hour meeting}", "words-not-there", "#2:"),
    ("{at: zor#4.1, quote: good areas for future coordination}", "quote-not-there", "#4.1:"),
    ("{at: zor#13, words: shifted towards Moscow}", "words-not-there", "#13:"),
    ("{at: zor#1, words: recent millitary coups}", "words-not-there", "#13:"),
    ("{at: zor#16.1, quote: Mali is interested in leaving}", "quote-not-there", "#16.1:"),
    ("{at: zor#16.2, quote: have submitted an application yet}", "quote-not-there", "#16.2:"),
    ("{at: zor#9.1, words: maintains a majority share}", "words-not-there", "#9.1:"),
    ("{at: zor#12.1, words: increasingly turned from Russia}", "words-not-there", "#12.1:"),
    ("{at: zor#20.1, words: strategically shrinking its influence}", "words-not-there", "#20.1:"),
];

#[test]
fn planted_slips_are_all_named_with_the_nearest_passage() {
    let Some(article) = article() else { return };
    let facts = citing(&PLANTED.map(|(cite, ..)| cite));
    let report = verified(&article, "zor", &facts);
    let said = shown(&facts, &report.found);
    assert_eq!(report.found.len(), PLANTED.len(), "{said}");
    for (finding, (cite, name, place)) in report.found.iter().zip(PLANTED) {
        let told = [vec![finding.message.clone()], finding.help.clone()].concat().join("\n");
        assert_eq!(finding.name, name, "{cite}: {told}");
        assert!(told.contains(place), "{cite}: no {place} in {told}");
        assert!(!finding.help.is_empty(), "{cite}");
    }
}

/// The program on a folder of facts about the source `zor`, whose `text:` is this, with what it says and its exit code.
fn run(folder: &Path, path: &str, facts: &str) -> (String, Option<i32>) {
    let source = format!("sources:\n  - {{id: zor, title: Zor, publisher: Zor, kind: news, text: {path}}}\n");
    let quax = "stakeholders:\n  - {id: quax, kind: company, name: Quax, cite: zor#1}\n";
    fs::write(folder.join("facts.yaml"), source + quax + facts).expect("it can be written");
    let mut ties = Command::new(env!("CARGO_BIN_EXE_ties"));
    let output = ties.arg("verify").arg("--facts").arg(folder).output().expect("it runs");
    (String::from_utf8([output.stdout, output.stderr].concat()).expect("it is UTF-8"), output.status.code())
}

#[test]
fn a_text_that_cannot_be_read_is_a_finding() {
    let root = std::env::temp_dir().join(format!("ties-verify-{}", std::process::id()));
    let folder = root.join("facts");
    fs::create_dir_all(folder.join("a folder")).expect("it can be made");
    fs::write(root.join("outside.txt"), "Zor\nQuax\nOne.").expect("it can be written");
    fs::write(folder.join("zor.txt"), "Zor\nQuax\nOne.").expect("it can be written");
    fs::write(folder.join("old.txt"), b"Zor\nQuax\nOn\xe9.").expect("it can be written");
    fs::write(folder.join("zor.html"), "<!DOCTYPE html><p>One.").expect("it can be written");
    let mut unread = vec![
        ("no.txt", "there is no such file"),
        ("a folder", "it is a folder"),
        ("old.txt", "it is no plain text in UTF-8"),
        ("zor.html", "it is a page of HTML"),
        ("../outside.txt", "it does not lie below the fact folder"),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root.join("outside.txt"), folder.join("link.txt")).expect("it can be made");
        unread.push(("link.txt", "it does not lie below the fact folder"));
    }
    for (path, why) in unread {
        let (said, code) = run(&folder, path, "");
        assert!(said.contains("error[unread-text]") && said.contains(why), "{path}: {said}");
        assert_eq!(code, Some(1), "{path}: {said}");
    }
    let (said, code) = run(&folder, "zor.txt", "");
    assert!(said.ends_with("ok: 1 citation right, 0 wrong, 0 not checked\n"), "{said}");
    assert_eq!(code, Some(0));
    let (said, code) = run(&folder, "zor.txt", "details:\n  - {of: quax, is: so, cite: zor#1}\n");
    assert!(said.contains("note: the facts have 1 error"), "{said}");
    assert_eq!(code, Some(1));
    fs::remove_dir_all(&root).expect("it can be removed");
}

/// Texts at which a careless search would take hours: that the test ends is what it is about.
#[test]
fn a_text_made_to_be_slow_is_read_to_its_end() {
    for part in ["! ", "![", "[1", ".’", "a.a", "«", "\u{ad}'", "- ", "東。", "a ", "\n.", "… "] {
        let source = format!("Zor\nQuax\n{}", part.repeat(2_000_000 / part.len()));
        let facts = citing(&["{at: zor#1, words: a a a a b}", "{at: zor#1, quote: 東 a … 東 b}", "zor#1.2"]);
        verified(&source, "zor", &facts);
    }
}
