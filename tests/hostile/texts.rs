//! Text of strangers in every field that is ever printed, written in every format by every question and every report of
//! findings: it stays text. None of it steers a terminal, is run by a spreadsheet or a browser, or ends what it stands in.
use crate::shipped::{answer, model};
use serde_json::Value;
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use ties::ask::{Answer, Drawing, Layout};
use ties::check::{self, CHECKS};
use ties::diag::{Diagnostic, Diagnostics, Severity, sarif, write};
use ties::facts::FactSet;
use ties::model::Model;
use ties::render::{self, FORMATS, Page};

/// What begins a formula, ends a tag, a string or a cell, makes a link, or speaks to a terminal or a build server.
const ATTACKS: [&str; 18] = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\u{ff1d}1+1",
    "-inf",
    "| a | [x](javascript:alert(1)) ![i](https://x.invalid/i) `c` **b** # h",
    "</script></svg><script>alert(1)</script><b>",
    "\" onload=\"alert(1)\" x='",
    "]]>--><![CDATA[<!-- &lt;i&gt; &nosuch;",
    "\"]; a -> b [URL=\"javascript:alert(1)\"]; //",
    "\\N\\G\\l<<table>>\\",
    "\u{1b}[31m\u{1b}]8;;https://x.invalid\u{7}link\u{1b}]8;;\u{7}\u{9b}2J\u{8}\u{0}\u{7f}",
    "\u{202e}txt\u{2066}\u{200f}\u{feff}\u{2028}\u{85}\u{61c}\u{fff9}",
    "::error file=a::b%0A::warning::c",
    "\n::error::x\r\n- y",
];

const ADDRESSES: [&str; 4] =
    ["javascript:alert(1)", "https://x.invalid/\"><script>", "data:text/html,<script>", "https://x.invalid/\u{1b}[31m"];

const QUESTIONS: [&str; 29] = [
    "partners",
    "partners w1",
    "is w1 partner-of w2",
    "is w9 r8 w10",
    "is w3 p3",
    "show w9",
    "show w14",
    "show m13",
    "show d12",
    "show e15",
    "show s10",
    "path w0 w17",
    "agreements",
    "stakes",
    "stakes m1",
    "gaps",
    "search error",
    "rank",
    "groups",
    "timeline",
    "disputes",
    "list",
    "list k9",
    "list sources",
    "map w9",
    "report w9",
    "report m13",
    "report d12",
    "report e15",
];

/// A text as YAML has it between quotes.
fn quoted(text: &str) -> String {
    let sign = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_ascii_graphic() || c == ' ' => c.to_string(),
        c => format!("\\u{:04x}", c as u32),
    };
    format!("\"{}\"", text.chars().map(sign).collect::<String>())
}

/// Records of every list, those with number `n` with the `n`th attack in every text.
fn facts() -> String {
    let each = |line: &dyn Fn(usize, String) -> String| {
        ATTACKS.iter().enumerate().map(|(n, attack)| line(n, quoted(&format!("{attack} {n}")))).collect::<String>()
    };
    let mut text = format!("vocabulary:\n  stances: {{hedged: {{label: {}}}}}\n", quoted(ATTACKS[9]));
    for (section, words) in [
        ("kinds", "{is: company, label: T, about: T}"),
        (
            "relations",
            "{from: company, to: company, partnership: cooperative, label: T, inverse: T, all: T, heading: T, says: T, \
             says-not: T, about: T}",
        ),
        ("properties", "{of: company, type: text, label: T}"),
        ("roles", "{label: T}"),
        ("groups", "{label: T}"),
    ] {
        let letter = &section[..1];
        let lines = each(&|n, t| format!("    {letter}{n}: {}\n", words.replace(": T", &format!(": {t}"))));
        write!(text, "  {section}:\n{lines}").expect("a string takes all");
    }
    text += "sources:\n";
    text += &each(&|n, t| {
        let url = quoted(ADDRESSES[n % ADDRESSES.len()]);
        format!(
            "  - {{id: s{n}, title: {t}, publisher: {t}, author: {t}, kind: news, published: 20{:02}, url: {url}, \
             aliases: [{t}], note: {t}}}\n",
            10 + n
        )
    });
    text += "stakeholders:\n";
    text += &each(&|n, t| {
        format!("  - {{id: w{n}, kind: k{n}, name: {t}, aliases: [{t}], group: g{n}, note: {t}, cite: s{n}}}\n")
    });
    text += "assets:\n";
    text += &each(&|n, t| format!("  - {{id: m{n}, kind: mine, name: {t}, note: {t}, cite: s{n}}}\n"));
    text += "agreements:\n";
    text += &each(&|n, t| {
        let next = (n + 1) % ATTACKS.len();
        format!(
            "  - {{id: d{n}, kind: contract, name: {t}, note: {t}, cite: s{n}, status: [signed], \
             parties: [w{n}, {{who: w{next}, as: r{n}, note: {t}, prefer: {t}}}]}}\n"
        )
    });
    text += "stakes:\n";
    text +=
        &each(&|n, t| format!("  - {{holder: w{n}, in: m{n}, kind: equity, share: {n}%, note: {t}, uncited: {t}}}\n"));
    text += "ties:\n";
    text += &each(&|n, t| {
        let next = (n + 1) % ATTACKS.len();
        format!(
            "  - {{from: w{n}, is: r{n}, to: w{next}, as: {t}, stance: hedged, said-by: {}, note: {t}, \
             cite: {{at: s{n}#1, words: {t}, quote: {t}, note: {t}}}}}\n",
            quoted(&format!("unnamed {}", ATTACKS[n]))
        )
    });
    text += "dates:\n";
    text += &each(&|n, t| {
        format!("  - {{id: e{n}, kind: meeting, name: {t}, when: 2020-01-01, who: [w{n}], note: {t}, cite: s{n}}}\n")
    });
    text += "details:\n";
    text += &each(&|n, t| {
        let other = quoted(&format!("{}, otherwise", ATTACKS[n]));
        format!(
            "  - {{of: w{n}, what: p{n}, is: {t}, cite: s{n}, note: {t}}}\n  - {{of: w{n}, what: p{n}, is: {other}, \
             cite: s0}}\n  - {{of: w{n}, what: remark, is: {t}, reject: {t}, cite: s{n}}}\n"
        )
    });
    text
}

/// The same texts where a word, an id, a date, a number, a place or a field is asked for.
fn slips() -> String {
    let mut text = String::from("sources: [{id: p, title: T, publisher: P, kind: news, published: 2025}]\nties:\n");
    for attack in ATTACKS {
        let t = quoted(attack);
        for slip in [
            format!("from: {t}, is: partner-of, to: a"),
            format!("from: a, is: {t}, to: a"),
            format!("from: a, is: partner-of, to: b, since: {t}, {t}: x"),
            format!("from: a, is: partner-of, to: b, cite: [{t}], stance: {t}, said-by: {t}"),
            format!("id: {t}, from: a, is: partner-of"),
        ] {
            writeln!(text, "  - {{{slip}}}").expect("a string takes all");
        }
    }
    for attack in ATTACKS {
        text += &format!("{}: []\n", quoted(attack));
    }
    text + "stakes:\n  - {holder: a, in: b, kind: equity, share: \u{1b}[31m\u{9b}\u{202e}}\n"
}

fn read(name: &str, text: String) -> (FactSet, Diagnostics) {
    let mut found = vec![];
    let facts = FactSet::read(vec![(name.to_owned(), text)], &mut found).expect("they are small");
    check::run(&facts, &mut found);
    (facts, found)
}

#[test]
fn every_answer_keeps_text_as_text() {
    let (facts, found) = read("facts.yaml", facts());
    // An address that is none of a page and signs that cannot be seen are findings; such facts are answered from too.
    let is_meant = |f: &Diagnostic| f.name == "wrong-value" || f.message.ends_with("a sign that cannot be seen");
    let errors: Vec<&Diagnostic> = found.iter().filter(|f| f.severity == Severity::Error && !is_meant(f)).collect();
    let shown: Vec<String> = errors.iter().map(|f| write::short(f, &facts.files)).collect();
    assert!(errors.is_empty(), "{}", shown.join("\n"));
    let model = model(&facts);
    for ask in QUESTIONS {
        let answer = answer(&model, ask);
        assert!(!answer.rows.is_empty() || !answer.lead.is_empty(), "{ask} has no answer");
        for format in FORMATS.iter().filter(|format| format.media_type != "image/png") {
            for (width, colour) in [(None, false), (Some(40), false), (Some(80), true)] {
                let page = Page { width, colour, ..Page::default() };
                holds(ask, format.name, &written(&answer, &model, format.name, &page));
                if format.name != "table" {
                    break;
                }
            }
        }
    }
}

#[test]
fn every_layout_keeps_text_as_text() {
    let (facts, _) = read("facts.yaml", facts());
    let model = model(&facts);
    for (ask, layout) in [
        ("map w14", Layout::Ego),
        ("map w10", Layout::Layered),
        ("map", Layout::Overview),
        ("timeline", Layout::Timeline),
        ("partners", Layout::Matrix),
    ] {
        let answer = answer(&model, ask);
        let page = Page { drawing: Drawing { layout: Some(layout), ..Drawing::default() }, ..Page::default() };
        for format in ["svg", "html"] {
            holds(ask, format, &written(&answer, &model, format, &page));
        }
    }
}

/// Everything a format says, its remarks too.
fn written(answer: &Answer, model: &Model, format: &str, page: &Page) -> String {
    let format = render::format(format).expect("it is a format");
    let mut bytes = vec![];
    for remark in (format.write)(answer, model, page, &mut bytes).expect("memory takes all") {
        assert!(!remark.contains('\n'), "{remark}");
    }
    String::from_utf8(bytes).expect("it is UTF-8")
}

fn holds(ask: &str, format: &str, text: &str) {
    let about = format!("{ask} as {format}");
    let plain = match format {
        "csv" => text.replace("\r\n", "\n"),
        "tsv" => text.replace('\t', " "),
        "table" => ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[0m"].iter().fold(text.to_owned(), |text, s| text.replace(s, "")),
        _ => text.to_owned(),
    };
    steers_nothing(&about, &plain);
    match format {
        "csv" => {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let cells = reader.records().flat_map(|record| {
                record.unwrap_or_else(|error| panic!("{about}: {error}")).iter().map(str::to_owned).collect::<Vec<_>>()
            });
            cells.for_each(|cell| runs_nothing(&about, &cell));
        }
        "tsv" => text.split(['\t', '\n']).for_each(|cell| runs_nothing(&about, cell)),
        "json" => drop(serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{about}: {error}"))),
        "markdown" => has_no_markup(&about, text),
        "dot" => is_a_graph(&about, text),
        "svg" => is_a_picture(&about, text),
        "html" => is_a_page(&about, text),
        "table" => {}
        other => panic!("nothing is asked of {other}"),
    }
}

/// Holds that no sign is left that moves a cursor, colours, rings, hides or reads backwards.
fn steers_nothing(about: &str, text: &str) {
    let steers = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
    };
    let line = text.lines().find(|line| line.contains(steers));
    assert_eq!(line, None, "{about}");
}

/// Holds that a spreadsheet takes a cell for text, a number or a date.
fn runs_nothing(about: &str, cell: &str) {
    let begun = cell.trim_start();
    let formula = begun.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let number = begun.chars().all(|c| c.is_ascii_digit() || "+-.%".contains(c));
    assert!(!formula || number, "{about}: {cell:?}");
}

/// Holds that no mark of Markdown is left in a text but those of the format itself.
fn has_no_markup(about: &str, text: &str) {
    let mut rest = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        // What stands behind a backslash is text.
        if sign == '\\' {
            signs.next();
        } else {
            rest.push(sign);
        }
    }
    for line in rest.lines() {
        let links = line.matches("](").count();
        assert_eq!(links, line.matches("](<http").count(), "{about}: {line}");
        assert_eq!(line.matches('<').count(), links, "{about}: {line}");
        assert!(!line.contains(['`', '~']) && !line.contains("!["), "{about}: {line}");
        assert!(line.starts_with('#') || !line.contains('#') || line.contains("&#"), "{about}: {line}");
    }
    for table in rest.split("\n\n").filter(|block| block.starts_with('|')) {
        let bars: Vec<usize> = table.lines().map(|line| line.matches('|').count()).collect();
        assert!(bars.iter().all(|count| *count == bars[0]), "{about}: {table}");
    }
}

/// Holds that a graph is read by the parser of a crate, and by Graphviz without a word where it is installed.
fn is_a_graph(about: &str, text: &str) {
    graphviz_rust::parse(text).unwrap_or_else(|error| panic!("{about}: {error}"));
    assert!(!text.contains(" URL=") && !text.contains(" href="), "{about}");
    let mut command = Command::new("dot");
    command.arg("-Tcanon").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let Ok(mut child) = command.spawn() else { return };
    let mut input = child.stdin.take().expect("it is piped");
    let text = text.to_owned();
    let writer = std::thread::spawn(move || std::io::Write::write_all(&mut input, text.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("it ends").expect("dot reads all");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{about}: {said}");
}

fn is_a_picture(about: &str, text: &str) {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{about}: {error}"));
    let known = ["svg", "g", "a", "title", "desc", "style", "rect", "ellipse", "path", "text", "tspan"];
    for element in document.descendants().filter(|node| node.is_element()) {
        assert!(known.contains(&element.tag_name().name()), "{about}: there is a {:?}", element.tag_name());
        leads_to_the_web(about, &element);
    }
}

/// Holds that nothing is run and every address is one of the web.
fn leads_to_the_web(about: &str, element: &roxmltree::Node) {
    for attribute in element.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        assert!(!name.starts_with("on") && name != "src" && name != "srcdoc", "{about}: {name}={value:?}");
        if name == "href" {
            assert!(["https://", "http://", "#"].iter().any(|web| value.starts_with(web)), "{about}: {value}");
        }
    }
}

/// The rest of a page that has our script and our data.
fn without_script(about: &str, text: &str) -> String {
    let (before, rest) = text.split_once("<script type=\"application/json\" id=\"data\">").expect("there is data");
    let (data, rest) = rest.split_once("</script>").expect("data end");
    serde_json::from_str::<Value>(data).unwrap_or_else(|error| panic!("{about}: {error}"));
    assert!(!data.contains(['<', '>', '&']), "{about}");
    let (script, after) = rest.strip_prefix("<script>").and_then(|s| s.split_once("</script>")).expect("it is next");
    assert!(!script.contains("alert"), "{about}");
    format!("{before}{after}")
}

/// Holds that a page has our script and our data, of which a document has neither, and is XML but for what HTML leaves open.
fn is_a_page(about: &str, text: &str) {
    let rest = if about.starts_with("report ") { text.to_owned() } else { without_script(about, text) };
    let mut page = rest.replace("<!DOCTYPE html>", "");
    for empty in ["<meta", "<input", "<br", "<hr", "<link", "<img"] {
        let mut closed = String::new();
        for (n, part) in page.split(&format!("{empty} ")).enumerate() {
            match part.split_once('>').filter(|_| n > 0) {
                Some((tag, rest)) => write!(closed, "{empty} {tag}/>{rest}").expect("a string takes all"),
                None => closed += part,
            }
        }
        page = closed;
    }
    for bare in [" hidden", " disabled", " open", " checked", " autofocus"] {
        page = page.replace(&format!("{bare}>"), &format!("{bare}=\"\">"));
    }
    let document = roxmltree::Document::parse(&page).unwrap_or_else(|error| {
        let at = error.pos();
        let line = page.lines().nth(at.row as usize - 1).unwrap_or_default();
        let from = (at.col as usize).saturating_sub(60);
        panic!("{about}: {error}: {}", line.chars().skip(from).take(120).collect::<String>())
    });
    for element in document.descendants().filter(|node| node.is_element()) {
        assert!(!["script", "iframe", "object", "embed"].contains(&element.tag_name().name()), "{about}");
        leads_to_the_web(about, &element);
    }
}

#[test]
fn every_report_of_findings_keeps_text_as_text() {
    let name = "data/\u{1b}[31m\u{202e}::error::%0A\n,x.yaml";
    let (facts, found) = read(name, slips());
    assert!(found.len() > 5 * ATTACKS.len(), "{} findings", found.len());
    let all: Vec<&Diagnostic> = found.iter().collect();
    for finding in &all {
        steers_nothing("human", &write::human(finding, &facts.files, false));
        let short = write::short(finding, &facts.files);
        let github = sarif::github(finding, &facts.files);
        assert!(!short.contains('\n') && !github.contains('\n'), "{short}\n{github}");
        steers_nothing("short", &short);
        steers_nothing("github", &github);
        // A command begins, has its properties, and then says all: nothing in it begins another.
        let (command, message) = github[2..].split_once("::").expect("it is a command");
        assert!(!command.contains('\u{1b}') && command.contains("title="), "{github}");
        assert!(!message.contains("%0A::") || !message.contains('\n'), "{github}");
    }
    let json = write::pretty(&Value::Array(all.iter().map(|f| write::json(f, &facts.files)).collect()));
    let rule = |check: &check::Check| sarif::Rule { name: check.name, about: check.about, level: "error" };
    let log = write::pretty(&sarif::sarif(&all, &facts.files, &CHECKS.iter().map(rule).collect::<Vec<_>>()));
    for (about, text) in [("json", &json), ("sarif", &log)] {
        steers_nothing(about, text);
        serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{about}: {error}"));
    }
    let said = |text: &str| serde_json::from_str::<Value>(&json).is_ok_and(|all| all.to_string().contains(text));
    assert!(said("\\u001b[31m"), "JSON keeps what was written");
}
