//! A report: from each sentence a way leads to its sources and from each source to its sentences, whatever strangers have
//! written; what is in doubt stands among the doubts; it reads without a script, and it prints.
mod chromium;
mod shipped;

use chromium::Browser;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use ties::facts::FactSet;

/// Facts with something in every section.
const FACTS: &str = r#"
sources:
  - {id: paper, title: Zor buys, author: Ann Quax, publisher: Paper, kind: news, published: 2020-01-02, url: "https://paper.example/zor", read: full, language: en}
  - {id: wire, title: Zor sells, publisher: Wire, kind: wire, published: 2025-06-01, language: fr, read: excerpt}
  - {id: blog, title: Zor again, publisher: Blog, kind: news, published: 2025-06-02, repeats: wire}
stakeholders:
  - {id: zor, kind: company, name: Zor, aliases: [Zor Ltd]}
  - {id: quax, kind: state, name: Quax}
  - {id: blint, kind: person, name: Ada Blint}
  - {id: bloc, kind: bloc, name: Bloc}
  - {id: foe, kind: company, name: Foe}
  - {id: some, kind: company, name: partners of Zor, unnamed: true}
assets:
  - {id: pit, kind: mine, name: Pit}
agreements:
  - {id: pact, kind: treaty, name: Pact, parties: [zor, quax], status: [{is: signed, when: 2025-05-01, cite: [wire#3, blog#2]}]}
  - {id: plan, kind: contract, name: Plan, parties: [zor, some], status: [{is: discussed, when: 2025-05-02, cite: wire#4}]}
dates:
  - {id: talk, kind: meeting, name: Zor and Quax meet, when: 2025-04-01, who: [zor as host, quax as guest], cite: paper#5}
stakes:
  - {holder: zor, in: pit, kind: equity, share: 60%, since: 2019, cite: paper#1}
  - {holder: [zor, some], in: pit, kind: equity, share: 70%, since: 2019, cite: wire#1}
ties:
  - {from: blint, is: head-of, to: zor, as: chief, since: 2018, cite: {at: paper#2, quote: "I run it"}}
  - {from: zor, is: supplier-of, to: quax, until: 2021-01, cite: paper#3}
  - {from: zor, is: member-of, to: bloc, stance: planned, said-by: blint, cite: wire#2}
  - {from: zor, is: in-dispute-with, to: foe, since: 2025, cite: [wire#5, blog#3]}
details:
  - {of: zor, what: share-capital, is: undisclosed, cite: paper#4}
  - {of: zor, what: share-capital, is: 7 EUR, cite: wire#6}
  - {of: zor, what: remark, is: it is large, said-by: blint, cite: paper#6}
  - {of: zor, what: share-capital, is: 5 EUR, reject: a slip, cite: blog#9}
"#;

/// Names that would come to life where they are not escaped.
const HOSTILE: [&str; 7] = [
    "<script>window.hit=1</script>",
    "\\\"><img src=x onerror=window.hit=1>",
    "[a](javascript:window.hit=1)",
    "1. # one",
    "- | `two` |",
    "[9\u{b6}9]",
    "</li></ol><a href=\\\"#s1\\\">",
];

fn set(text: &str) -> FactSet {
    shipped::read(vec![("facts.yaml".to_owned(), text.to_owned())])
}

fn written(facts: &FactSet, ask: &str, format: &str) -> String {
    let model = shipped::model(facts);
    shipped::written(&shipped::answer(&model, ask), &model, format, None)
}

/// The same facts with a name of strangers everywhere a name may stand.
fn hostile() -> FactSet {
    let mut names = HOSTILE.iter().cycle();
    let line = |line: &str| match line.split_once(", name: ").or_else(|| line.split_once(", title: ")) {
        Some((before, after)) => {
            let rest = after.find([',', '}']).map_or("", |end| &after[end..]);
            let key = if line.contains(", title: ") { "title" } else { "name" };
            format!("{before}, {key}: \"{}\"{rest}\n", names.next().expect("they go round"))
        }
        None => {
            format!("{}\n", line.replace("it is large", "it is <b>large</b>").replace("I run it", "<i>I</i> run it"))
        }
    };
    set(&FACTS.lines().map(line).collect::<String>())
}

/// The reports that are looked at: each set of facts with questions to it.
fn each(check: impl Fn(&FactSet, &str)) {
    let facts = shipped::facts();
    for ask in ["report mali", "report senou-refinery", "report russia --as-of 2025-06-24"] {
        check(&facts, ask);
    }
    for facts in [set(FACTS), hostile()] {
        for ask in [
            "report zor",
            "report pit",
            "report pact",
            "report talk",
            "report zor --known-by 2021",
            "report zor --certain",
        ] {
            check(&facts, ask);
        }
    }
}

/// The values of an attribute, in the order they stand.
fn values<'t>(html: &'t str, attribute: &str) -> Vec<&'t str> {
    let parts = html.split(attribute).skip(1);
    parts.map(|part| part.split_once('"').expect("a value ends").0).collect()
}

/// The elements of a list whose id begins so: the number of each with what stands in it.
fn items<'t>(html: &'t str, id: &str) -> BTreeMap<usize, &'t str> {
    let begins = format!("<li id=\"{id}");
    let parts = html.split(&begins).skip(1);
    let item = |part: &'t str| {
        let (number, rest) = part.split_once('"').expect("an id ends");
        // `source-1` begins as `s1` does.
        Some((number.parse().ok()?, rest.split("</li>").next().expect("there is a first")))
    };
    parts.filter_map(item).collect()
}

/// The numbers that an element links to.
fn links(html: &str, to: &str) -> BTreeSet<usize> {
    values(html, &format!("href=\"#{to}")).into_iter().map(|n| n.parse().expect("it is a number")).collect()
}

/// Numbers as a list of sentences has them: `3, 7–9`.
fn numbers(listed: &str) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    for run in listed.split([',', ' ']).filter(|run| !run.is_empty()) {
        let (first, last) = run.split_once('\u{2013}').unwrap_or((run, run));
        let number = |text: &str| text.parse::<usize>().unwrap_or_else(|_| panic!("{text} in {listed}"));
        all.extend(number(first)..=number(last));
    }
    all
}

#[test]
fn each_sentence_leads_to_its_sources_and_each_source_back() {
    each(|facts, ask| {
        let html = written(facts, ask, "html");
        let answer: Value = serde_json::from_str(&written(facts, ask, "json")).expect("it is JSON");
        let ids: Vec<&str> = values(&html, " id=\"");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ask}: an id stands twice");
        for link in values(&html, "href=\"#") {
            assert!(ids.contains(&link), "{ask}: #{link} leads nowhere");
        }
        let (sentences, sources) = (items(&html, "s"), items(&html, "source-"));
        let sentences: BTreeMap<usize, &str> = sentences;
        let numbered = answer["rows"].as_array().expect("a list").iter().filter(|row| !row["number"].is_null());
        assert_eq!(numbered.count(), sentences.len(), "{ask}");
        assert_eq!(sources.len(), answer["sources"].as_object().expect("a map").len(), "{ask}");
        for (number, text) in &sentences {
            assert!(
                !links(text, "source-").is_empty() || text.contains("(no source"),
                "{ask}: sentence {number} has no footnote: {text}"
            );
        }
        for row in answer["rows"].as_array().expect("a list") {
            let Some(number) = row["number"].as_u64().map(|n| n as usize) else { continue };
            for cite in row["cites"].as_array().expect("a list") {
                let source =
                    answer["sources"][cite["source"].as_str().expect("an id")]["number"].as_u64().expect("a number");
                assert!(
                    links(sentences[&number], "source-").contains(&(source as usize)),
                    "{ask}: {number} to {source}"
                );
                let rests = sources[&(source as usize)];
                let back = rests.split("on it: ").nth(1).unwrap_or_else(|| panic!("{ask}: nothing rests on {source}"));
                assert!(backs(back).contains(&number), "{ask}: {source} to {number}: {back}");
            }
        }
        for (number, source) in &sources {
            assert!(source.contains("on it: "), "{ask}: no sentence rests on source {number}: {source}");
        }
    });
}

/// The sentences a source leads back to: links, and what stands between the first and the last of a run.
fn backs(html: &str) -> BTreeSet<usize> {
    let text = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<String>();
    let of_places = text.split(';').map(|place| place.rsplit(": ").next().unwrap_or(place).to_owned());
    of_places.flat_map(|listed| numbers(listed.trim())).collect()
}

#[test]
fn markdown_leads_both_ways_too() {
    each(|facts, ask| {
        let markdown = written(facts, ask, "markdown");
        let (body, list) = markdown.split_once("\n## Sources\n").unwrap_or((&markdown, ""));
        let mut cited: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut last = 0;
        for line in body.lines() {
            let Some((number, text)) =
                line.split_once(". ").and_then(|(n, text)| Some((n.parse::<usize>().ok()?, text)))
            else {
                continue;
            };
            assert_eq!(number, last + 1, "{ask}: {line}");
            last = number;
            // What a stranger wrote between brackets stands before the references.
            let end = text.trim_end_matches(|c| c != ']').trim_end_matches("\\]");
            let tail: Vec<&str> = end.split("\\]\\[").collect();
            let first = tail[0].rsplit("\\[").next().unwrap_or_default();
            for reference in std::iter::once(first).chain(tail.into_iter().skip(1)) {
                let source = reference.split('\u{b6}').next().unwrap_or_default();
                match source.parse() {
                    Ok(source) => _ = cited.entry(source).or_default().insert(number),
                    Err(_) => assert!(text.contains("(no source"), "{ask}: {line}"),
                }
            }
        }
        for line in list.lines().filter(|line| !line.is_empty()) {
            let source: usize = line
                .split("\\[")
                .nth(1)
                .and_then(|rest| rest.split('\\').next())
                .expect("it has a number")
                .parse()
                .expect("it is one");
            let back = line.split("on it: ").nth(1).unwrap_or_else(|| panic!("{ask}: nothing rests on {source}"));
            assert_eq!(backs(back.trim_end_matches('.')), cited.remove(&source).unwrap_or_default(), "{ask}: {line}");
        }
        assert!(cited.is_empty(), "{ask}: sources that are not listed: {cited:?}");
    });
}

#[test]
fn a_report_on_no_source_does_not_say_what_it_speaks_for() {
    for (facts, says) in [("stakeholders: [{id: zor, kind: company, name: Zor}]\n", false), (FACTS, true)] {
        for format in ["html", "markdown"] {
            let text = written(&set(facts), "report zor", format);
            assert_eq!(text.contains("It speaks for: "), says, "{format}: {text}");
        }
    }
}

#[test]
fn what_is_in_doubt_stands_among_the_doubts() {
    let facts = set(FACTS);
    let answer: Value = serde_json::from_str(&written(&facts, "report zor", "json")).expect("it is JSON");
    let rows = answer["rows"].as_array().expect("a list");
    let words = |section: &str, part: &str| -> Vec<&str> {
        let of = |row: &&Value| row["section"] == section && row["subsection"].as_str().unwrap_or_default() == part;
        rows.iter().filter(of).map(|row| row["words"].as_str().expect("text")).collect()
    };
    let has = |section: &str, part: &str, said: &str| {
        let all = words(section, part);
        assert!(all.iter().any(|words| words.contains(said)), "{said} is not under {section}, {part}: {all:?}");
    };
    has("Partners at a glance", "", "Quax");
    has("Partners at a glance", "Not yet", "Bloc");
    has("What it holds", "", "Zor holds a stake in Pit (60%), since 2019");
    has("Agreements", "", "Pact: signed 2025-05-01; parties: Zor and Quax");
    has("Agreements", "Not yet", "Plan: discussed");
    has("Ties to people", "", "Ada Blint is head of Zor (chief), since 2018");
    has("Ties to states", "Ended", "Zor supplies Quax, until 2021-01");
    has("Ties to blocs", "Not yet", "Zor: member of Bloc, planned");
    has("Against each other", "", "Zor is in dispute with Foe");
    has("What happened, in order", "", "2025-04-01: Zor and Quax meet; involved: Zor (host) and Quax (guest)");
    has("What is said of it", "", "Ada Blint: it is large");
    has("On record, and not believed", "Rejected", "5 EUR: a slip");
    has("What rests on one voice", "", "Paper, 2020-01-02");
    has("What rests on one voice", "One voice in several sources", "Wire, 2025-06-01; Blog, 2025-06-02");
    has("What no source states", "Names", "partners of Zor");
    has("What no source states", "Values", "Share capital: not disclosed");
    has("What may be stale", "Planned, and not reported as done", "ember of Bloc");
    has("What may be stale", "Last reported more than a year before", "ead of Zor");
    assert!(rows.iter().any(|row| row["section"] == "What sources disagree on" && row["disputed"] == true));
    let html = written(&facts, "report zor", "html");
    assert!(html.contains("\u{201c}I run it\u{201d}") && html.contains("Ann Quax, Paper, "), "{html}");
    assert!(html.contains("repeats [2]: not a voice of its own"), "{html}");
}

#[test]
fn the_page_is_well_formed_and_what_strangers_write_stays_text() {
    each(|facts, ask| {
        let html = written(facts, ask, "html");
        let mut open = vec![];
        for tag in html.split('<').skip(1).map(|part| part.split('>').next().expect("there is a first")) {
            let name = tag.split(' ').next().expect("there is a first");
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{ask}: </{name}>"),
                None if ["!DOCTYPE", "meta"].contains(&name) => {}
                None => open.push(name),
            }
            let known = [
                "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "h1",
                "h2", "h3", "p", "ul", "ol", "li", "a", "span", "cite",
            ];
            assert!(known.contains(&name.trim_start_matches('/')), "{ask}: <{tag}>");
        }
        assert!(open.is_empty(), "{ask}: {open:?}");
    });
    let markdown = written(&hostile(), "report zor", "markdown");
    for line in markdown.lines() {
        let plain = line
            .replace("[https&#58;//paper.example/zor](<https://paper.example/zor>)", "")
            .replace("\\[", "")
            .replace("\\]", "");
        assert!(!plain.contains(['<', '[', ']']), "{line}");
        assert!(!plain.replace("\\`", "").replace("\\|", "").contains(['`', '|']), "{line}");
    }
}

#[test]
fn it_prints_black_on_white_on_several_pages() {
    let Some(mut browser) = Browser::start("report") else { return };
    for (facts, ask) in [(shipped::facts(), "report mali"), (hostile(), "report zor")] {
        browser.open(&written(&facts, ask, "html"), "");
        assert!(browser.is("window.hit === undefined"), "{ask}: something came to life");
        assert!(browser.is("document.documentElement.scrollWidth <= window.innerWidth"), "{ask}: it is too wide");
        let dark = json!([{"name": "prefers-color-scheme", "value": "dark"}]);
        browser.ask("Emulation.setEmulatedMedia", json!({"media": "screen", "features": dark}));
        let ground = "getComputedStyle(document.documentElement).backgroundColor";
        assert_ne!(browser.text(ground), "rgb(255, 255, 255)", "{ask}: it is light in the dark");
        browser.ask("Emulation.setEmulatedMedia", json!({"media": "print", "features": dark}));
        assert_eq!(browser.text(ground), "rgb(255, 255, 255)", "{ask}");
        assert_eq!(browser.text("getComputedStyle(document.body).color"), "rgb(0, 0, 0)", "{ask}");
        let printed = browser.ask("Page.printToPDF", json!({"preferCSSPageSize": true}));
        // `%PDF-`, as base 64 has it.
        assert!(printed["data"].as_str().is_some_and(|pdf| pdf.starts_with("JVBERi")), "{ask}");
        assert_eq!(browser.complaints(), [""; 0], "{ask}");
        browser.ask("Emulation.setEmulatedMedia", json!({"media": "", "features": []}));
    }
}
