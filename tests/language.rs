//! `docs/language.md` is written here, from the structs the facts are read into and the examples in `tests/language`.
//!
//! `TIES_DOCS=overwrite cargo test --test language` writes it anew.
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use ties::facts::{Cite, ClaimFields, DateValue, FactSet, Field, List, Party, Record, Repeat, Status};
use ties::vocab::{Holds, Recorded, Shape, Written};
use ties::{check, diag::write::human};

const PAGE: &str = "docs/language.md";

#[test]
fn the_page_of_the_language_is_up_to_date() {
    let page = page();
    if std::env::var_os("TIES_DOCS").is_some_and(|value| value == "overwrite") {
        fs::write(PAGE, &page).unwrap();
    }
    let written = fs::read_to_string(PAGE).unwrap_or_default();
    assert!(written == page, "{PAGE} is out of date: TIES_DOCS=overwrite cargo test --test language");
}

#[test]
fn the_examples_are_sound() {
    let page = fs::read_to_string(PAGE).unwrap();
    let blocks = page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
    let files = blocks.enumerate().map(|(n, text)| (format!("example-{n}.yaml"), text));
    let mut found = vec![];
    let facts = FactSet::read(files, &mut found).unwrap();
    check::run(&facts, &mut found);
    let shown: String = found.iter().map(|f| human(f, &facts.files, false) + "\n\n").collect();
    assert!(found.is_empty(), "{shown}");
    assert!(facts.fact_files().len() == List::ALL.len() + 1, "one example a list, and one of the vocabulary");
}

/// The whole page.
fn page() -> String {
    let mut page = String::from(
        "# The fact language\n\nThis page is written from the program by `TIES_DOCS=overwrite cargo test --test language`; \
         do not edit it by hand.\n\nA fact file is YAML and holds any of the lists below, with `facts-version: 1` if you \
         like. How facts are split over files, and their order, never matters; so the examples of this page, which are \
         made up, are one fact set. Text is text whatever YAML takes it for: `NO` is not false. `ties explain WORD` says \
         the same on the screen, with your own words.\n\n",
    );
    let examples = Examples::read();
    for list in List::ALL {
        let record = list.record();
        let claim = |f: &&Field| ClaimFields::FIELDS.iter().any(|c| c.name() == f.name());
        let carries = record.fields.iter().filter(claim).count() == ClaimFields::FIELDS.len();
        let fields: Vec<&Field> = record.fields.iter().filter(|f| !carries || !claim(f)).collect();
        writeln!(page, "## {}\n\n{}.\n", list.word(), record.about.trim()).unwrap();
        page += &format!("```yaml\n{}```\n\n", examples.text(list.word()));
        page += &table(&fields, &|field| examples.of(record.about, field));
        if carries {
            page += "And all [a claim may carry](#what-every-claim-may-carry).\n\n";
        }
    }
    page += "## What every claim may carry\n\nStatuses, parties, stakes, ties, dates and details.\n\n";
    page += &table(&ClaimFields::FIELDS.iter().collect::<Vec<_>>(), &|field| examples.of_any(field));
    let inner: [(&str, Record); 5] = [
        ("Citation", Cite::RECORD),
        ("Party", Party::RECORD),
        ("Status", Status::RECORD),
        ("Date value", DateValue::RECORD),
        ("Repeat", Repeat::RECORD),
    ];
    for (name, record) in inner {
        let claim = |f: &&Field| {
            name != "Citation" && name != "Date value" && ClaimFields::FIELDS.iter().any(|c| c.name() == f.name())
        };
        let fields: Vec<&Field> = record.fields.iter().filter(|f| !claim(f)).collect();
        writeln!(page, "## {name}\n\n{}. Stands inside other records.\n", record.about.trim()).unwrap();
        page += &table(&fields, &|field| examples.of(record.about, field));
    }
    page += &vocabulary(&examples);
    page.trim_end().to_owned() + "\n"
}

/// The sections of a vocabulary and the fields of their lines.
fn vocabulary(examples: &Examples) -> String {
    let record = Written::RECORD;
    let mut page = format!("## vocabulary\n\n{}.\n\n", record.about.trim());
    page += &format!("```yaml\n{}```\n\n", examples.text("vocabulary"));
    page += &table(&record.fields.iter().collect::<Vec<_>>(), &|field| examples.of(record.about, field));
    for section in record.fields {
        if let Some(line) = line_of(section.shape) {
            writeln!(page, "### {}\n\n{}.\n", section.name(), line.about.trim()).unwrap();
            page += &table(&line.fields.iter().collect::<Vec<_>>(), &|field| examples.of(line.about, field));
        }
    }
    page
}

/// The record that the entries of a section are.
fn line_of(shape: Shape) -> Option<Record> {
    match shape {
        Shape::Entries(inner) => line_of(*inner),
        Shape::Short(record) | Shape::Record(record) => Some(*record),
        _ => None,
    }
}

fn table(fields: &[&Field], example: &dyn Fn(&str) -> String) -> String {
    let mut text = String::from("| field | value | meaning | example |\n| --- | --- | --- | --- |\n");
    for field in fields {
        let (name, needed) = (field.name(), if field.needed { " (must be there)" } else { "" });
        let example = example(&name);
        assert!(!example.is_empty(), "no example in tests/language has `{name}`");
        let cells = [
            format!("`{name}`{needed}"),
            form(field.shape, field.holds),
            field.about().into(),
            format!("`{name}: {example}`"),
        ];
        writeln!(text, "| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | ")).unwrap();
    }
    text + "\n"
}

/// How a value may be written, in words.
fn form(shape: Shape, holds: Holds) -> String {
    match shape {
        Shape::Text => text(holds),
        Shape::Date => "a date".into(),
        Shape::Flag => "`true` or `false`".into(),
        Shape::Number => "a whole number".into(),
        Shape::Word(words) => choice(words),
        Shape::Many(one) => format!("{}, or a list", form(*one, holds)),
        Shape::Short(record) => match record.fields {
            [first, ..] => format!("{}, or `{{{}: …}}`", form(first.shape, first.holds), first.name()),
            [] => String::new(),
        },
        Shape::Dates(_) => "a date, or a list of cited dates".into(),
        Shape::Entries(one) => {
            let values = if let Holds::Keys(_, values) = holds { *values } else { holds };
            format!("`word: …` pairs; behind each word {}", form(*one, values))
        }
        Shape::Record(record) => format!("`{{…}}`, a {}", record.word),
    }
}

fn text(holds: Holds) -> String {
    match holds {
        Holds::Anything => "text".into(),
        Holds::Graphviz(what, _) => format!("{what} of Graphviz"),
        Holds::Keys(_, values) => text(*values),
        Holds::NewId => "a new id".into(),
        Holds::Id => "an id".into(),
        Holds::Source => "the id of a source".into(),
        Holds::Place => "a source and a place in it".into(),
        Holds::Kind(root) => format!("a kind of {}", root.word()),
        Holds::AnyKind => "a kind".into(),
        Holds::KindOrAny => "a kind, or `any`".into(),
        Holds::Relation => "a relation".into(),
        Holds::Status => "a status".into(),
        Holds::Stance => "a stance".into(),
        Holds::Property => "a property".into(),
        Holds::Group => "a group".into(),
        Holds::Look => "a look".into(),
        Holds::Colour => "a colour".into(),
        Holds::Url => "an address".into(),
        Holds::Language => "the code of a language".into(),
        Holds::Share => "a share".into(),
        Holds::OneOf(words) => choice(words),
    }
}

fn choice(words: &[(&str, &str)]) -> String {
    words.iter().map(|(word, means)| format!("`{word}` ({})", means.trim())).collect::<Vec<_>>().join(", ")
}

/// The example files, and each value in them by its record and field.
struct Examples {
    texts: Vec<(String, String)>,
    values: Vec<(String, String, String)>,
}

impl Examples {
    fn read() -> Self {
        let words = List::ALL.iter().map(|list| list.word()).chain(["vocabulary"]);
        let texts =
            words.map(|word| (word.to_owned(), fs::read_to_string(format!("tests/language/{word}.yaml")).unwrap()));
        let mut all = Self { texts: texts.collect(), values: vec![] };
        for (word, text) in all.texts.clone() {
            let options = serde_yaml::options! { strict_booleans: true };
            let value: Value = serde_yaml::from_str_with_options(&text, options).unwrap();
            match List::of(&word) {
                Some(list) => value[&word].as_array().unwrap().iter().for_each(|v| all.collect(v, list.record())),
                None => all.collect(&value[&word], Written::RECORD),
            }
        }
        all
    }

    /// The text of a file.
    fn text(&self, word: &str) -> &str {
        &self.texts.iter().find(|(name, _)| name == word).unwrap().1
    }

    /// The first value a field has in a record; what it is about tells records apart, as two have the word `status`.
    fn of(&self, record: &str, field: &str) -> String {
        let found = self.values.iter().find(|(r, f, _)| r == record && f == field);
        found.map_or(String::new(), |(_, _, value)| value.clone())
    }

    /// The first value a field has in any claim.
    fn of_any(&self, field: &str) -> String {
        let lists = [List::Stakes, List::Ties, List::Details, List::Dates].map(List::record);
        let claims = lists.into_iter().chain([Status::RECORD, Party::RECORD]);
        claims.map(|record| self.of(record.about, field)).find(|value| !value.is_empty()).unwrap_or_default()
    }

    fn collect(&mut self, value: &Value, record: Record) {
        for field in record.fields {
            let Some(value) = value.get(field.name()) else { continue };
            self.values.push((record.about.to_owned(), field.name(), flow(value)));
            self.inside(value, field.shape);
        }
    }

    fn inside(&mut self, value: &Value, shape: Shape) {
        match (shape, value) {
            (Shape::Many(_) | Shape::Dates(_), Value::Array(items)) => items.iter().for_each(|v| self.inside(v, shape)),
            (Shape::Many(one), one_value) => self.inside(one_value, *one),
            (Shape::Short(record) | Shape::Record(record) | Shape::Dates(record), Value::Object(_)) => {
                self.collect(value, *record);
            }
            (Shape::Entries(one), Value::Object(pairs)) => pairs.values().for_each(|v| self.inside(v, *one)),
            _ => {}
        }
    }
}

/// A value on one line, as people write it.
fn flow(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(pairs) => {
            format!("{{{}}}", pairs.iter().map(|(k, v)| format!("{k}: {}", flow(v))).collect::<Vec<_>>().join(", "))
        }
        Value::String(text) if text.parse::<f64>().is_ok() || text.starts_with('#') || text.contains(", ") => {
            format!("\"{text}\"")
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
