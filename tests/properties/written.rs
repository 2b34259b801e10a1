//! Facts that are written down and read again are the same facts.
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use ties::diag::{Diagnostic, Diagnostics, Severity};
use ties::facts::{self, FactSet, List};
use ties::text::{Files, Span, Text};
use ties::vocab::{Record, Recorded, Shape, Written};
use ties::{check, yaml};

/// What reading finds, and what checking finds besides.
struct Read {
    facts: FactSet,
    by_reading: Diagnostics,
    by_checking: Diagnostics,
}

fn read(texts: Vec<(String, String)>) -> Read {
    let mut by_reading = vec![];
    let facts = FactSet::read(texts, &mut by_reading).expect("they are small");
    let mut by_checking = vec![];
    check::run(&facts, &mut by_checking);
    Read { facts, by_reading, by_checking }
}

/// Asserts that facts are the same once they are written and read again.
fn assert_same_again(texts: Vec<(String, String)>) {
    let first = read(texts);
    let faults: Vec<_> = first.by_reading.iter().filter(|f| !is_of_words(f)).collect();
    assert!(faults.is_empty(), "they cannot be read: {faults:?}");
    let written = facts::write(&first.facts);
    let all: String = written.iter().map(|(name, text)| format!("# {name}\n{text}")).collect();
    let second = read(written.clone());
    for list in List::ALL {
        assert_eq!(first.facts.lists.len(*list), second.facts.lists.len(*list), "{}:\n{all}", list.word());
    }
    assert_eq!(records(&first.facts), records(&second.facts), "\n{all}");
    assert_eq!(words(&first.facts), words(&second.facts), "\n{all}");
    for (before, after) in [(&first.by_reading, &second.by_reading), (&first.by_checking, &second.by_checking)] {
        assert_eq!(said(before), said(after), "\n{all}");
    }
    assert_eq!(facts::write(&second.facts), written, "written twice it is another text");
}

/// Whether a finding is about the words of a vocabulary and not about how it is written.
fn is_of_words(finding: &Diagnostic) -> bool {
    let is_of_kind = finding.name == "missing-field" && finding.message.starts_with("a kind needs");
    ["unknown-word", "bad-id", "wrong-value"].contains(&finding.name) || is_of_kind
}

/// What is found, without its places and its words, which quote how something is written. A file of empty lists is
/// written as an empty one.
fn said(found: &[Diagnostic]) -> BTreeSet<(&str, Severity)> {
    found.iter().map(|f| (f.name, f.severity)).filter(|f| f.0 != "empty-file").collect()
}

/// Each record of each list as Rust shows it, with what its texts say in place of where they stand.
fn records(facts: &FactSet) -> Vec<String> {
    let lists = &facts.lists;
    let mut all: Vec<String> = vec![];
    macro_rules! show {
        ($($field:ident),*) => { $(all.extend(lists.$field.iter().map(|r| says(&format!("{:?}", **r), &facts.files)));)* };
    }
    show!(sources, stakeholders, assets, agreements, stakes, ties, dates, details, questions);
    assert_eq!(all.len(), List::ALL.iter().map(|list| lists.len(*list)).sum::<usize>(), "a list is not looked at");
    all
}

/// The words of a set, without where they are defined.
fn words(facts: &FactSet) -> String {
    without_places(&format!("{:?}", facts.vocab))
}

/// `Text(Span { lo: 1, hi: 4 })` as the text that stands there.
fn says(shown: &str, files: &Files) -> String {
    let mut out = String::new();
    let mut parts = shown.split("Text(Span { lo: ");
    out += parts.next().unwrap_or_default();
    for part in parts {
        let (place, rest) = part.split_once(" })").expect("a span ends");
        let (lo, hi) = place.split_once(", hi: ").expect("a span has two ends");
        let span = Span::new(lo.parse().expect("it is a number"), hi.parse().expect("it is a number"));
        write!(out, "{:?}{rest}", &files[Text(span)]).expect("a string takes all");
    }
    assert!(!out.contains("Span {"), "a place is left in {out}");
    out
}

fn without_places(shown: &str) -> String {
    let mut parts = shown.split("Span { lo: ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once(" }").expect("a span ends").1)
}

/// A value as a person may write it.
#[derive(Clone, Debug)]
enum Value {
    /// Text between quotation marks.
    Text(String),
    /// Written as it stands here.
    Plain(&'static str),
    /// A list.
    List(Vec<Value>),
    /// Pairs.
    Pairs(Vec<(String, Value)>),
}

impl Value {
    /// The value on one line.
    fn written(&self) -> String {
        let quoted = |text: &str| serde_json::to_string(text).expect("it is text");
        match self {
            Value::Text(text) => quoted(text),
            Value::Plain(text) => (*text).to_owned(),
            Value::List(items) => format!("[{}]", items.iter().map(Value::written).collect::<Vec<_>>().join(", ")),
            Value::Pairs(pairs) => {
                let each = pairs.iter().map(|(key, value)| format!("{}: {}", quoted(key), value.written()));
                format!("{{{}}}", each.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Texts that YAML would take for something else.
const TEXTS: [&str; 44] = [
    "",
    " ",
    "~",
    "null",
    "Null",
    "true",
    "False",
    "NO",
    "y",
    "on",
    "012",
    "12",
    "-5",
    "1e5",
    "0x1f",
    "1_000",
    ".5",
    ".inf",
    "2031-06-23",
    "12:30",
    "a: b",
    "a:",
    ":a",
    "a #b",
    "#a",
    "- a",
    "-",
    "? a",
    "a, b",
    "[a]",
    "{a}",
    "[..2031",
    "a]",
    "&a",
    "*a",
    "!a",
    "|",
    "> a",
    "'a'",
    "\"a\"",
    "%a",
    "@a",
    "`a`",
    "---",
];

/// Dates as they are written, and texts that are none.
const DATES: [&str; 12] = [
    "2031",
    "2031-06-23",
    "[..2031-07-01]",
    "[2031-01-01,2031-06-23]",
    "[2031-01-01, 2031-06-23]",
    "[2031]",
    "[ 2031 ]",
    "{2031-06-01, 2031-06-02}",
    "2031-12~",
    "'%2031'",
    "../2031",
    "June 2031",
];

/// Ids, some of records that are there.
const IDS: [&str; 8] = ["a", "b", "c", "paper", "paper#1", "a as host", "unnamed official", "none-such"];

/// A text without the signs that cannot be seen, which are refused wherever they stand.
fn seen(text: String) -> String {
    let refused = |c: &char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    text.chars().filter(|c| !refused(c)).collect()
}

fn text() -> BoxedStrategy<Value> {
    let written = |text: String| Value::Text(seen(text));
    prop_oneof![
        3 => prop::sample::select(&IDS[..]).prop_map(Value::Plain),
        1 => prop::sample::select(&TEXTS[..]).prop_map(move |text| written(text.to_owned())),
        1 => "\\PC{0,12}".prop_map(written),
        1 => "[a-z \\n\\t'\":#,]{0,200}".prop_map(written),
        1 => any::<String>().prop_map(written),
    ]
    .boxed()
}

/// A value of this shape. What may be deep is seldom so.
fn value(shape: Shape) -> BoxedStrategy<Value> {
    match shape {
        Shape::Text => text(),
        Shape::Date => prop::sample::select(&DATES[..]).prop_map(Value::Plain).boxed(),
        Shape::Flag => prop::sample::select(&["true", "false"][..]).prop_map(Value::Plain).boxed(),
        Shape::Number => prop::sample::select(&["0", "7", "18446744073709551615"][..]).prop_map(Value::Plain).boxed(),
        Shape::Word(words) => {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            prop::sample::select(words).prop_map(Value::Plain).boxed()
        }
        Shape::Many(one) => {
            let one = value(*one);
            prop_oneof![one.clone(), prop::collection::vec(one, 0..4).prop_map(Value::List)].boxed()
        }
        Shape::Short(of) => prop_oneof![3 => value(of.fields[0].shape), 1 => record(*of)].boxed(),
        Shape::Dates(of) => {
            let date = prop::sample::select(&DATES[..]).prop_map(Value::Plain);
            let several = (record(*of), prop::collection::vec(record(*of), 0..3))
                .prop_map(|(first, rest)| Value::List([vec![first], rest].concat()));
            prop_oneof![3 => date, 1 => record(*of), 1 => several].boxed()
        }
        Shape::Entries(one) => {
            let key = prop_oneof![3 => "[a-z]{1,3}", 1 => any::<String>().prop_map(seen)];
            let pairs = prop::collection::btree_map(key, value(*one), 0..3);
            pairs.prop_map(|pairs| Value::Pairs(pairs.into_iter().collect())).boxed()
        }
        Shape::Record(of) => record(*of),
    }
}

/// A record with the fields it must have, and some of those it may have.
fn record(record: Record) -> BoxedStrategy<Value> {
    let fields: Vec<BoxedStrategy<Option<(String, Value)>>> = record
        .fields
        .iter()
        .map(|field| {
            let name = field.name();
            let given = value(field.shape).prop_map(move |value| (name.clone(), value));
            if field.needed { given.prop_map(Some).boxed() } else { prop::option::weighted(0.25, given).boxed() }
        })
        .collect();
    fields.prop_map(|fields| Value::Pairs(fields.into_iter().flatten().collect())).boxed()
}

/// A file with up to two records of each list, and words of its own.
pub fn file() -> BoxedStrategy<String> {
    let lists: Vec<BoxedStrategy<String>> = List::ALL
        .iter()
        .map(|list| {
            let records = prop::collection::vec(record(list.record()), 0..3);
            let word = list.word();
            records.prop_map(move |records| format!("{word}: {}\n", Value::List(records).written())).boxed()
        })
        .collect();
    let words = prop::option::of(record(Written::RECORD));
    (lists, words)
        .prop_map(|(lists, words)| {
            let words = words.map_or(String::new(), |words| format!("vocabulary: {}\n", words.written()));
            lists.concat() + &words
        })
        .boxed()
}

/// The records that ids above may mean.
const KNOWN: &str = "
sources: [{id: paper, title: Paper, publisher: Press, kind: news, published: 2031-07-01}]
stakeholders: [{id: a, kind: company, name: A}, {id: b, kind: company, name: B}]
assets: [{id: c, kind: mine, name: C}]
";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_facts_are_the_same_once_written_and_read(files in prop::collection::vec(file(), 1..3)) {
        let known = [("known.yaml".to_owned(), KNOWN.to_owned())];
        let files = files.into_iter().enumerate().map(|(n, text)| (format!("{n}.yaml"), text));
        assert_same_again(known.into_iter().chain(files).collect());
    }
}

#[test]
fn all_facts_of_this_repository_are_the_same_once_written_and_read() {
    assert_same_again(crate::shipped::texts());
    let examples: Vec<(String, String)> = std::fs::read_dir(crate::shipped::path("tests/language"))
        .expect("the examples are there")
        .map(|entry| entry.expect("it can be read").path())
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("it is UTF-8")))
        .collect();
    assert!(examples.len() > List::ALL.len(), "one example a list, and one of the vocabulary");
    assert_same_again(examples);
    let forms = std::fs::read_to_string(crate::shipped::path("tests/editor/forms.yaml")).expect("it is UTF-8");
    assert_same_again(vec![("forms.yaml".into(), forms)]);
    for check in check::CHECKS {
        for block in check.page.split("```yaml good\n").skip(1) {
            let text = block.split("```").next().expect("there is always a first part");
            assert_same_again(vec![(check.name.to_owned(), without_allows(text))]);
        }
    }
}

/// Facts without the comments that let a warning pass, which are not written.
fn without_allows(text: &str) -> String {
    let comments: Vec<usize> =
        yaml::comments(text).into_iter().filter(|(_, says)| says.contains("ties: allow")).map(|(at, _)| at).collect();
    let mut out = text.to_owned();
    for at in comments.into_iter().rev() {
        let end = out[at..].find('\n').map_or(out.len(), |n| at + n);
        out.replace_range(at..end, "");
    }
    out
}

#[test]
fn a_record_that_fits_stands_on_one_line() {
    let given = "\
ties:
  - from: [a, b]
    is: member-of
    to: c
    since: [..2031-07-01]
    cite: [paper#1, {at: paper#2, quote: \"one, two\"}]
  - {from: a, is: supplier-of, to: b, when: 2031, note: 'first: done', complete: false}
  - {from: a, is: supplier-of, to: b, when: [{is: 2031, cite: paper#1}, {is: 2032-01, cite: paper#2, reject: it was printed before that}], as: 'NO', note: 'a long word'}
details:
  - of: a
    what: remark
    is: |
      first line
      second line
facts-version: 1
";
    let expected = "\
ties:
  - {from: [a, b], is: member-of, to: c, since: [..2031-07-01], cite: [paper#1, {at: paper#2, quote: \"one, two\"}]}
  - {from: a, is: supplier-of, to: b, when: 2031, note: \"first: done\"}
  - from: a
    is: supplier-of
    to: b
    as: NO
    when: [{is: 2031, cite: paper#1}, {is: 2032-01, reject: it was printed before that, cite: paper#2}]
    note: a long word
details:
  - of: a
    what: remark
    is: |
      first line
      second line
";
    let read = read(vec![("facts.yaml".into(), given.into())]);
    assert_eq!(read.by_reading, []);
    assert_eq!(facts::write(&read.facts), [("facts.yaml".to_owned(), expected.to_owned())]);
}
