//! Every format writes every answer: each name the table shows stands in the others too, rows are the same in number, and
//! the same question gives the same bytes.
mod shipped;

use serde_json::Value;
use shipped::{QUESTIONS, answer, facts, model, written};
use std::collections::BTreeSet;
use ties::ask::{Answer, Cell, Row, Section, Shape};
use ties::facts::FactSet;
use ties::model::Model;
use ties::render::FORMATS;

/// The widths of a table: a terminal, and no terminal.
const WIDTHS: [Option<usize>; 2] = [Some(80), None];

#[test]
fn every_name_of_the_table_stands_in_every_format() {
    each_answer(|ask, answer, model| {
        let names = shown_names(answer, model);
        for width in WIDTHS {
            let table = written(answer, model, "table", width);
            // A line may end with the hyphen of a name.
            for word in names.iter().flat_map(|name| name.split([' ', '-'])) {
                assert!(table.contains(word), "{ask}: {word} is not in the table {width:?} wide:\n{table}");
            }
        }
        let csv: BTreeSet<String> = csv_rows(&written(answer, model, "csv", None)).into_iter().flatten().collect();
        let json: Value = serde_json::from_str(&written(answer, model, "json", None)).expect("it is JSON");
        let markdown = unescaped(&written(answer, model, "markdown", None));
        for name in &names {
            assert!(csv.iter().any(|cell| cell.contains(name)), "{ask}: {name} is not in the CSV");
            assert!(texts(&json["rows"]).any(|text| text.contains(name)), "{ask}: {name} is not in the JSON");
            assert!(markdown.contains(name), "{ask}: {name} is not in the Markdown:\n{markdown}");
        }
    });
}

#[test]
fn what_a_table_names_by_itself_is_drawn() {
    each_answer(|ask, answer, model| {
        let dot = written(answer, model, "dot", None);
        for node in shown(answer).filter_map(|cell| if let Cell::Entity(node) = cell { Some(node) } else { None }) {
            assert!(answer.selection.nodes.contains(node), "{ask}: {} is in a cell and not drawn", model.name(*node));
        }
        for node in &answer.selection.nodes {
            let (id, name) = (model.graph[*node].id, model.name(*node));
            assert!(dot.contains(&format!("\"{id}\"")), "{ask}: {id} is not in the DOT");
            assert!(dot.contains(&format!("tooltip=\"{name}: ")), "{ask}: {name} is not in the DOT");
        }
    });
}

#[test]
fn table_json_csv_and_tsv_have_the_same_cells() {
    each_answer(|ask, answer, model| {
        let json: Value = serde_json::from_str(&written(answer, model, "json", None)).expect("it is JSON");
        let table = written(answer, model, "table", None);
        let csv = csv_rows(&written(answer, model, "csv", None));
        assert_eq!(csv, tsv_rows(&written(answer, model, "tsv", None)), "{ask}: CSV and TSV");
        let (heading, lines) = csv.split_first().expect("a heading stands first");
        for line in lines {
            assert_eq!(line.len(), heading.len(), "{ask}: {line:?}");
        }
        let headings: BTreeSet<&String> = heading.iter().collect();
        assert_eq!(headings.len(), heading.len(), "{ask}: a heading stands twice in {heading:?}");
        let rows: Vec<&Vec<String>> = lines.iter().filter(|line| line[0] == "row").collect();
        let of_json = json["rows"].as_array().expect("rows are a list");
        let of_table = row_lines(answer, &table);
        assert_eq!([rows.len(), of_json.len(), of_table.len()], [answer.rows.len(); 3], "{ask}:\n{table}");
        for (n, row) in answer.rows.iter().enumerate() {
            let cell = |name: &str| &rows[n][heading.iter().position(|h| h == name).expect("it is a column")];
            for (column, value) in answer.columns.iter().zip(&row.cells) {
                let value_of_json = &of_json[n][column.name];
                assert_eq!(harmless(cell(column.name)), harmless(&words(value_of_json)), "{ask}: {}", column.name);
                if column.record {
                    let id = value_of_json["id"].as_str().unwrap_or_default();
                    assert_eq!(cell(&format!("{}_id", column.name)), id, "{ask}");
                }
                if !column.heading.is_empty() {
                    let shown = if let Cell::Date(date) = value { date.words() } else { cell(column.name).clone() };
                    assert!(of_table[n].contains(&shown), "{ask}: {shown} is not in {}", of_table[n]);
                }
            }
            assert_eq!(*cell("section"), words(&of_json[n]["section"]), "{ask}");
        }
    });
}

#[test]
fn markdown_has_the_rows_of_the_table() {
    each_answer(|ask, answer, model| {
        // A document has lines instead: tests/report.rs.
        if answer.shape == Shape::Document {
            return;
        }
        let markdown = written(answer, model, "markdown", None);
        let lines: Vec<&str> = markdown.lines().collect();
        // A heading and a line of dashes stand over the rows of each section.
        let is_head = |n: usize| lines[n].starts_with("| ") && lines.get(n + 1).is_some_and(|l| l.starts_with("| ---"));
        let is_row = |n: &usize| lines[*n].starts_with("| ") && !lines[*n].starts_with("| ---") && !is_head(*n);
        let rows: Vec<Vec<String>> = (0..lines.len()).filter(is_row).map(|n| markdown_cells(lines[n])).collect();
        assert_eq!(rows.len(), answer.rows.len(), "{ask}:\n{markdown}");
        let csv = csv_rows(&written(answer, model, "csv", None));
        let of_csv = csv.iter().filter(|line| line[0] == "row");
        for ((row, cells), line) in answer.rows.iter().zip(&rows).zip(of_csv) {
            let cell = |name: &str| csv[0].iter().position(|h| h == name).map_or("", |n| harmless(&line[n]));
            let said: Vec<String> = shown_of(answer, row)
                .map(|(name, value)| if let Cell::Date(date) = value { date.words() } else { cell(name).to_owned() })
                .collect();
            assert_eq!(said, cells[..said.len()], "{ask}:\n{markdown}");
        }
    });
}

/// The cells of a line of a table, as they are read.
fn markdown_cells(line: &str) -> Vec<String> {
    let inner = line.trim_start_matches("| ").trim_end_matches(" |");
    inner.replace("\\|", "\u{1}").split(" | ").map(|cell| unescaped(&cell.replace('\u{1}', "|"))).collect()
}

#[test]
fn verdict_lead_and_notes_stand_in_every_format() {
    each_answer(|ask, answer, model| {
        let json: Value = serde_json::from_str(&written(answer, model, "json", None)).expect("it is JSON");
        let csv = csv_rows(&written(answer, model, "csv", None));
        let said = |part: &str| csv.iter().filter(|l| l[0] == part).map(|l| l[1].clone()).collect::<Vec<_>>();
        let texts =
            |notes: &Value| notes.as_array().into_iter().flatten().map(|n| words(&n["text"])).collect::<Vec<_>>();
        assert_eq!(said("verdict").concat(), answer.verdict.unwrap_or_default(), "{ask}");
        for (part, key) in [("lead", "lead"), ("note", "notes")] {
            assert_eq!(said(part), texts(&json[key]), "{ask}: {part}");
        }
    });
}

#[test]
fn nothing_in_a_fact_can_move_a_cursor() {
    let facts = shipped::read(vec![("facts.yaml".to_owned(), HOSTILE.to_owned())]);
    let model = model(&facts);
    let questions = [
        "partners",
        "partners a",
        "show a",
        "show p",
        "list",
        "list sources",
        "agreements",
        "stakes",
        "gaps",
        "search a",
        "rank",
        "groups",
        "list ties",
        "list details",
        "timeline",
        "disputes",
        "is a partner-of b",
        "map",
        "report a",
    ];
    let all = |ask: &&str| moving(ask, &everything(&answer(&model, ask), &model));
    let all: Vec<String> = questions.iter().flat_map(all).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// Facts with signs in every text that would change the colour, move the cursor, ring or read backwards.
const HOSTILE: &str = r#"
sources:
  - {id: p, title: "T\e[31m\u009b2J", publisher: "P\e[31m\u009b2J\b", kind: news, published: 2025-01-01, url: "https://x.example/\u009b", author: "A\e[1m\u009b"}
stakeholders:
  - {id: a, kind: company, name: "A\e[31m\u009b2J\u202e", aliases: ["AA\e[31m\u009b"]}
  - {id: b, kind: company, name: "B\a\r\n\u0085\u2028"}
ties:
  - {from: a, is: partner-of, to: b, as: "in\e[31m\u009b2J", when: 2025, said-by: "unnamed \e[31m\u009b", cite: {at: "p#1", quote: "q\e[31m\u009b"}}
details:
  - {of: a, what: remark, is: "r\e[31m\u009b2J", cite: p#1, note: "n\e[31m\u009b2J"}
  - {of: a, what: share-capital, is: 5 EUR, cite: p#1, note: "n\e[31m\u009b2J"}
  - {of: a, what: share-capital, is: 6 EUR, cite: p#1, reject: "z\e[31m\u009b2J"}
"#;

/// The formats that write a control character other than the end of a line, each with the line.
fn moving(ask: &str, everything: &[(String, String)]) -> Vec<String> {
    let mut moving = vec![];
    for (format, text) in everything {
        let text = if format.starts_with("tsv") { text.replace('\t', " ") } else { text.clone() };
        let text = if format.starts_with("csv") { text.replace("\r\n", "\n") } else { text };
        let line = text.lines().find(|line| line.contains(char::is_control));
        moving.extend(line.map(|line| format!("{ask} as {format}: {line:?}")));
    }
    moving
}

/// All is written twice, from facts that were read twice; pictures take their time, so both at once.
#[test]
fn the_same_question_gives_the_same_bytes_and_none_can_move_a_cursor() {
    let all = || {
        let facts = facts();
        let model = model(&facts);
        QUESTIONS.map(|ask| everything(&answer(&model, ask), &model))
    };
    let (once, again) = std::thread::scope(|scope| {
        let other = scope.spawn(all);
        (all(), other.join().expect("it ends"))
    });
    for ((ask, once), again) in QUESTIONS.iter().zip(&once).zip(&again) {
        assert!(once == again, "{ask} is not answered the same");
        assert_eq!(moving(ask, once), [""; 0]);
    }
}

fn each_answer(check: impl Fn(&str, &Answer, &Model)) {
    let facts = facts();
    let model = model(&facts);
    for ask in QUESTIONS {
        check(ask, &answer(&model, ask), &model);
    }
}

/// An answer in all formats that are text, in several widths where a terminal decides.
fn everything(answer: &Answer, model: &Model) -> Vec<(String, String)> {
    let texts = FORMATS.iter().filter(|format| format.media_type != "image/png");
    // A picture has the width it has.
    let widths = |name: &str| if ["svg", "html"].contains(&name) { vec![None] } else { vec![Some(40), Some(80), None] };
    let each = texts.flat_map(|format| widths(format.name).into_iter().map(|width| (format.name, width)));
    each.map(|(format, width)| (format!("{format} {width:?}"), written(answer, model, format, width))).collect()
}

/// The cells that a table shows.
fn shown<'a, 'f>(answer: &'a Answer<'f>) -> impl Iterator<Item = &'a Cell<'f>> {
    answer.rows.iter().flat_map(|row| shown_of(answer, row)).map(|(_, cell)| cell)
}

/// The cells of a row that a table shows, each with the name of its column.
fn shown_of<'a, 'f>(answer: &'a Answer<'f>, row: &'a Row<'f>) -> impl Iterator<Item = (&'static str, &'a Cell<'f>)> {
    let headless = answer.columns.iter().all(|column| column.heading.is_empty());
    let is_shown = move |n: usize, heading: &str| !heading.is_empty() || headless && n < answer.shape.shown();
    let cells = answer.columns.iter().zip(&row.cells).enumerate();
    cells.filter(move |(n, (column, _))| is_shown(*n, column.heading)).map(|(_, (column, cell))| (column.name, cell))
}

/// The names of records that stand in these cells, by themselves or among other words.
fn shown_names(answer: &Answer, model: &Model) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for cell in shown(answer) {
        match cell {
            Cell::Entity(node) => names.extend([model.name(*node).to_owned()]),
            Cell::Text(text) => {
                let all = model.graph.node_weights().map(|node| node.name);
                names.extend(all.filter(|name| text.contains(name)).map(str::to_owned));
            }
            Cell::Source(source) => names.extend([model.facts.files[model.source(*source).record.title].to_owned()]),
            Cell::Nothing | Cell::Word(_) | Cell::Date(_) | Cell::Quantity(_) | Cell::Number(_) | Cell::Named(_) => {}
        }
    }
    names
}

/// The lines of a table without a width that are rows: those below the first blank line, less the headings of columns
/// and of sections. Sections stand apart by a blank line, those of a sheet do not.
fn row_lines<'t>(answer: &Answer, table: &'t str) -> Vec<&'t str> {
    if answer.rows.is_empty() {
        return vec![];
    }
    let mut sections: Vec<&Section> = answer.rows.iter().map(|row| &row.section).collect();
    sections.dedup();
    let blocks = if answer.shape == Shape::Sheet { 1 } else { sections.len() };
    let mut lines = table.split("\n\n").skip(1).take(blocks).flat_map(str::lines);
    if answer.shape == Shape::Columns {
        lines.next();
    }
    let mut rows = vec![];
    let mut before = None;
    for row in &answer.rows {
        if before != Some(&row.section) && !row.section.title.is_empty() {
            lines.next();
        }
        before = Some(&row.section);
        rows.extend(lines.next());
    }
    assert_eq!(lines.next(), None, "a line of the table is no row:\n{table}");
    rows
}

/// A JSON value as a cell of a spreadsheet has it: a record by its name.
fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join("; "),
        Value::Object(map) => match map.get("name").filter(|_| map.contains_key("list")) {
            Some(name) => words(name),
            None => {
                let each = map.iter().filter(|(_, value)| !value.is_null());
                let all = each.flat_map(|(name, value)| match value {
                    Value::Array(values) => values.iter().map(|value| (name, value)).collect(),
                    value => vec![(name, value)],
                });
                all.map(|(name, value)| format!("{name}: {}", words(value))).collect::<Vec<_>>().join("; ")
            }
        },
    }
}

/// A text without the apostrophe that keeps a spreadsheet from running it.
fn harmless(text: &str) -> &str {
    let formula = text.starts_with('\'') && text.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
    if formula { &text[1..] } else { text }
}

/// The rows of a TSV file.
fn tsv_rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The texts of a JSON value.
fn texts(value: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match value {
        Value::String(text) => Box::new(std::iter::once(text.as_str())),
        Value::Array(values) => Box::new(values.iter().flat_map(texts)),
        Value::Object(map) => Box::new(map.values().flat_map(texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Box::new(std::iter::empty()),
    }
}

/// Markdown as it is read.
fn unescaped(markdown: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&#58;", ":"), ("&#46;", "."), ("&amp;", "&")];
    let text = entities.iter().fold(markdown.to_owned(), |text, (entity, sign)| text.replace(entity, sign));
    text.chars().filter(|c| *c != '\\').collect()
}

/// A reader of CSV and a spreadsheet take a quotation mark at the beginning of a cell for their own, and one in the middle
/// for text.
#[test]
fn tsv_survives_a_reader_that_knows_quotes() {
    let names = ["\"=1+1\"", "\"Zor", "Zor \"Quax\" Ltd", "=1+1", "'=1+1"];
    let records = names
        .iter()
        .enumerate()
        .map(|(n, name)| format!("  - {{id: a{n}, kind: company, name: '{}'}}\n", name.replace('\'', "''")));
    let text = format!("stakeholders:\n{}", records.collect::<String>());
    let facts = shipped::read(vec![("facts.yaml".to_owned(), text)]);
    let model = model(&facts);
    let answer = answer(&model, "list stakeholders");
    let rows = |text: &str, sign: u8| -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().delimiter(sign).has_headers(false).from_reader(text.as_bytes());
        let line = |line: Result<csv::StringRecord, csv::Error>| line.expect("it is read");
        reader.records().map(|read| line(read).iter().map(str::to_owned).collect()).collect()
    };
    let tsv = rows(&written(&answer, &model, "tsv", None), b'\t');
    assert_eq!(tsv, rows(&written(&answer, &model, "csv", None), b','));
    for name in names {
        let cell = if name.trim_start_matches('\'').starts_with('=') { format!("'{name}") } else { name.to_owned() };
        assert!(tsv.iter().flatten().any(|there| *there == cell), "{name}: {tsv:?}");
    }
}

#[test]
fn no_formula_of_a_name_is_set_in_markdown() {
    let text = "stakeholders:\n  - {id: zor, kind: company, name: Zor $x^2$}\n".to_owned();
    let facts = shipped::read(vec![("facts.yaml".to_owned(), text)]);
    let model = model(&facts);
    let text = written(&answer(&model, "list stakeholders"), &model, "markdown", None);
    assert!(text.contains("Zor \\$x^2\\$"), "{text}");
}

#[test]
fn no_sign_of_an_address_ends_its_link_in_markdown_or_becomes_another() {
    let facts = read_at(r"https://zor.example/a&copy;`<b>\");
    let model = model(&facts);
    let text = written(&answer(&model, "partners a"), &model, "markdown", None);
    assert!(text.contains("](<https://zor.example/a&amp;copy;%60%3Cb%3E%5C>)\n"), "{text}");
}

/// Two partners, on a source with this address.
fn read_at(address: &str) -> FactSet {
    let source = format!("{{id: p, title: Zor, publisher: Zor, kind: news, url: '{address}'}}");
    let text = format!(
        "sources:\n  - {source}\nstakeholders:\n  - {{id: a, kind: company, name: A}}\n  - {{id: b, kind: company, name: B}}\nties:\n  - {{from: a, is: partner-of, to: b, cite: p#1}}\n"
    );
    shipped::read(vec![("facts.yaml".to_owned(), text)])
}

#[test]
fn an_address_with_a_sign_that_cannot_be_seen_is_no_link() {
    for (address, is_link) in [("https://zor.example/x", true), ("https://zor.example/\u{202e}x", false)] {
        let facts = read_at(address);
        let model = model(&facts);
        let answer = answer(&model, "partners a");
        for format in ["html", "svg", "markdown"] {
            let text = written(&answer, &model, format, None);
            assert_eq!(text.contains("zor.example"), is_link, "{format}: {address}");
            assert!(!text.contains('\u{202e}'), "{format}");
        }
    }
}

/// The rows of a CSV file, as RFC 4180 has it: cells between commas, lines that end in CR LF, a quoted cell with its quotes
/// doubled.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut rest) = (vec![], vec![], text);
    while !rest.is_empty() {
        let (cell, after) = csv_cell(rest);
        row.push(cell);
        rest = if let Some(after) = after.strip_prefix(',') {
            after
        } else {
            rows.push(std::mem::take(&mut row));
            after.strip_prefix("\r\n").unwrap_or_else(|| panic!("a line ends in CR LF: {after:?}"))
        };
    }
    rows
}

/// The first cell, and what stands after it.
fn csv_cell(text: &str) -> (String, &str) {
    let Some(mut quoted) = text.strip_prefix('"') else {
        let end = text.find([',', '\r', '\n']).unwrap_or(text.len());
        assert!(!text[..end].contains('"'), "a cell with quotes is quoted: {:?}", &text[..end]);
        return (text[..end].to_owned(), &text[end..]);
    };
    let mut cell = String::new();
    loop {
        let (part, after) = quoted.split_once('"').expect("a quoted cell ends");
        cell += part;
        match after.strip_prefix('"') {
            Some(after) => {
                cell.push('"');
                quoted = after;
            }
            None => return (cell, after),
        }
    }
}

#[test]
fn the_reader_of_csv_reads_what_the_rfc_says() {
    let rows = csv_rows("a,\"b, c\",\"say \"\"no\"\"\"\r\n,\"two\r\nlines\",\r\n");
    assert_eq!(rows, [["a", "b, c", "say \"no\""], ["", "two\r\nlines", ""]]);
}
