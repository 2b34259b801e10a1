//! Graphviz reads every DOT file without a word, lays it out with three engines, and draws all that was selected; so does
//! it where facts are full of signs that mean something in DOT.
mod shipped;

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;
use ties::ask::Answer;
use ties::facts::FactSet;
use ties::model::Model;
use ties::render::{self, Page};

const ENGINES: [&str; 3] = ["dot", "neato", "fdp"];

const MAPS: [&str; 6] = [
    "map",
    "map mali",
    "map putin senou-refinery brics --depth 2",
    "partners mali",
    "path yadran-group putin",
    "show moscow-accords-2025",
];

#[test]
fn shipped_facts_are_drawn() {
    let facts = shipped::facts();
    let model = shipped::model(&facts);
    for ask in MAPS {
        draws(ask, &shipped::answer(&model, ask), &model);
    }
}

#[test]
fn hostile_facts_are_drawn() {
    let facts = shipped::read(vec![("facts.yaml".to_owned(), hostile())]);
    let model = shipped::model(&facts);
    assert_eq!(model.graph.node_count(), NAMES.len() + IDS.len());
    for ask in ["map", "show graph", "partners node", "path graph subgraph"] {
        draws(ask, &shipped::answer(&model, ask), &model);
    }
}

#[test]
fn texts_too_long_for_graphviz_are_cut_and_that_is_said() {
    for (length, sign, told) in [
        (100, "x", vec![]),
        (20_000, "x", vec!["2 texts are longer than Graphviz takes and were cut"]),
        // Each of them is written with several bytes.
        (20_000, "&", vec!["2 texts are longer than Graphviz takes and were cut"]),
        (20_000, "\\\"", vec!["2 texts are longer than Graphviz takes and were cut"]),
        (9_000, "\\u0007", vec!["2 texts are longer than Graphviz takes and were cut"]),
    ] {
        let long = sign.repeat(length);
        let facts = format!(
            "sources: [{{id: paper, title: T, publisher: P, kind: news, published: 2025}}]\nstakeholders:\n\
             \x20 - {{id: a, kind: company, name: \"{long}\"}}\n  - {{id: b, kind: company, name: B}}\n\
             ties: [{{from: a, is: partner-of, to: b, as: \"{long}\", cite: paper#1}}]\n"
        );
        let facts = FactSet::read(vec![("facts.yaml".to_owned(), facts)], &mut vec![]).expect("they are small");
        let model = shipped::model(&facts);
        let answer = shipped::answer(&model, "map");
        let dot = render::format("dot").expect("it is a format");
        let remarks = (dot.write)(&answer, &model, &Page::default(), &mut vec![]).expect("memory takes all");
        assert_eq!(remarks, told, "{length} × {sign}");
        draws("map", &answer, &model);
    }
}

#[test]
fn nothing_at_all_is_drawn() {
    let facts = FactSet::default();
    let model = shipped::model(&facts);
    draws("map", &shipped::answer(&model, "map"), &model);
}

/// What stands in names: whatever DOT, HTML, Graphviz's escapes or a terminal may take for something else.
const NAMES: [&str; 14] = [
    "a \\\" quote",
    "a ' and a `",
    "back\\\\slash at the end \\\\",
    "\\\\N \\\\G \\\\l \\\\r",
    "]; } -- -> {",
    "<b>bold</b>",
    "<<table><tr><td>x</td></tr></table>>",
    "two\\nlines\\r\\nand\\ta tab",
    "&amp; &lt; &#38; &nosuch; & alone",
    "\\u2028 \\u202e \\u200b \\ufeff",
    "\\u0000 \\u001b[31m \\u0007 \\u009b",
    "{a|b|<port> c}",
    "# a hash // and /* a comment",
    "Ассими 中文 العربية 🜚 e\\u0301",
];

/// Words of DOT, and what DOT takes for a number or an operator, as far as an id can be it.
const IDS: [&str; 9] = ["graph", "node", "edge", "digraph", "subgraph", "strict", "1abc", "a--b", "3"];

/// Companies with these names and ids, one with a name that never ends, each a partner of the one before, and in a group
/// and of a kind with labels of that sort.
fn hostile() -> String {
    let company = |id: &str, name: &str| format!("  - {{id: {id}, kind: odd, group: odd, name: \"{name}\"}}\n");
    let long = format!("long {}", "x".repeat(20_000));
    let named = NAMES.iter().enumerate().map(|(n, name)| (format!("name-{n}"), name.to_string()));
    let called = IDS.iter().map(|id| (id.to_string(), if *id == "3" { long.clone() } else { id.to_uppercase() }));
    let all: Vec<(String, String)> = called.chain(named).collect();
    let companies: String = all.iter().map(|(id, name)| company(id, name)).collect();
    let tie = |pair: &[(String, String)]| {
        let (from, to, what) = (&pair[0].0, &pair[1].0, &pair[1].1);
        format!("  - {{from: {from}, is: partner-of, to: {to}, as: \"{what}\", cite: \"paper#1\"}}\n")
    };
    let ties: String = all.windows(2).map(tie).collect();
    let source = "sources: [{id: paper, title: \"\\\"<&]\\\\\", publisher: \"P\\\\\", kind: news, published: 2025}]";
    let label = "\"\\\"]<b>&amp;\\\\\"";
    let words =
        format!("vocabulary: {{kinds: {{odd: {{is: company, label: {label}}}}}, groups: {{odd: {{label: {label}}}}}}}");
    format!("{words}\n{source}\nstakeholders:\n{companies}ties:\n{ties}")
}

/// Holds that an answer's DOT is read back by a parser of its own, and drawn whole by every engine.
fn draws(ask: &str, answer: &Answer, model: &Model) {
    let dot = shipped::written(answer, model, "dot", None);
    graphviz_rust::parse(&dot).unwrap_or_else(|error| panic!("{ask}: {error}\n{dot}"));
    if !is_installed() {
        return;
    }
    for engine in ENGINES {
        let svg = svg(ask, engine, &dot);
        let count = |class: &str| svg.matches(&format!("class=\"{class}\"")).count();
        assert_eq!(count("node"), answer.selection.nodes.len(), "{ask}: nodes drawn by {engine}");
        assert_eq!(count("edge"), answer.selection.edges.len(), "{ask}: lines drawn by {engine}");
    }
}

/// The picture an engine makes, which it has to make without a word.
fn svg(ask: &str, engine: &str, dot: &str) -> String {
    let mut command = Command::new(engine);
    command.arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it is installed");
    let mut input = child.stdin.take().expect("it is piped");
    let output = thread::scope(|scope| {
        scope.spawn(move || input.write_all(dot.as_bytes()));
        child.wait_with_output().expect("it ends")
    });
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{ask}: {engine} says: {said}");
    String::from_utf8(output.stdout).expect("SVG is UTF-8")
}

/// Whether Graphviz is here. Where `TIES_PEERS=1` asks for it, it has to be.
fn is_installed() -> bool {
    let here = ENGINES.iter().all(|engine| Command::new(engine).arg("-V").stderr(Stdio::null()).status().is_ok());
    let asked_for = std::env::var_os("TIES_PEERS").is_some_and(|value| value == "1");
    assert!(here || !asked_for, "TIES_PEERS=1 is set, and Graphviz is not installed");
    if !here {
        eprintln!("skipped: Graphviz is not installed");
    }
    here
}
