//! `--format json` is a contract: `docs/ties-answer.schema.json` describes it, and every answer keeps it.
mod shipped;

use jsonschema::Validator;
use serde_json::{Value, json};
use shipped::{QUESTIONS, answer, facts, model, written};
use std::collections::BTreeSet;
use std::fs;

/// Flags that fill keys which are null without them.
const NARROWED: [&str; 4] = [
    "partners mali --as-of 2025 --certain",
    "show senou-refinery --source neo --stance planned",
    "timeline --said-by diop --known-by 2024-12-31",
    "disputes brics --as-of 2025-07-01",
];

#[test]
fn every_answer_keeps_the_contract() {
    let (facts, contract) = (facts(), contract());
    let model = model(&facts);
    for ask in QUESTIONS.iter().chain(&NARROWED) {
        let value = read(&written(&answer(&model, ask), &model, "json", None));
        let errors: Vec<_> = contract.iter_errors(&value).map(|e| format!("{} at {}", e, e.instance_path())).collect();
        assert!(errors.is_empty(), "{ask}:\n{}", errors.join("\n"));
    }
}

#[test]
fn an_answer_that_breaks_the_contract_is_refused() {
    let sound = partners_of_mali();
    let contract = contract();
    assert!(contract.is_valid(&sound));
    let breaks: [(&str, Value); 12] = [
        ("/contract", json!("ties-answer/2")),
        ("/who/0/list", json!("countries")),
        ("/as_of", json!("yesterday")),
        ("/verdict", json!("maybe")),
        ("/speaks_for/sources", json!(-1)),
        ("/rows/0/stance", json!("guessed")),
        ("/rows/0/voices", json!("two")),
        ("/rows/0/when", json!("2025")),
        ("/rows/0/cites/0", json!({"source": "neo"})),
        ("/rows/0/written", json!({"file": "facts.yaml", "line": 0})),
        ("/rows/0/partner", json!([])),
        ("/sources/neo/number", json!(0)),
    ];
    for (place, value) in breaks {
        let mut broken = sound.clone();
        *broken.pointer_mut(place).unwrap_or_else(|| panic!("{place} is not there")) = value;
        assert!(!contract.is_valid(&broken), "{place} may be anything");
    }
    for (place, key) in [("", "rows"), ("/rows/0", "cites"), ("/sources/neo", "url"), ("/speaks_for", "up_to")] {
        let mut broken = sound.clone();
        let map = broken.pointer_mut(place).and_then(Value::as_object_mut).expect("it is there");
        map.remove(key).expect("it is there");
        assert!(!contract.is_valid(&broken), "{key} may be missing");
    }
    for place in ["", "/rows/0/cites/0", "/sources/neo"] {
        let mut broken = sound.clone();
        broken.pointer_mut(place).expect("it is there")["colour"] = json!("red");
        assert!(!contract.is_valid(&broken), "{place} may hold keys that are not described");
    }
}

/// The keys that were promised before there was a program.
#[test]
fn the_promised_keys_are_there() {
    let answer = partners_of_mali();
    let top = ["contract", "question", "who", "as_of", "known_by", "certain", "speaks_for", "rows", "sources", "notes"];
    has_keys(&answer, &top);
    has_keys(&answer["who"][0], &["id", "name", "kind"]);
    has_keys(&answer["speaks_for"], &["sources", "undated", "up_to"]);
    for row in answer["rows"].as_array().expect("a list") {
        has_keys(row, &["partner", "standing", "relation", "through", "value", "when", "status", "stance", "holds"]);
        has_keys(row, &["said_by", "voices", "disputed", "cites", "written"]);
        has_keys(&row["partner"], &["id", "name", "kind"]);
        has_keys(&row["written"], &["file", "line"]);
    }
    let through = answer["rows"].as_array().expect("a list").iter().map(|row| &row["through"]);
    through.filter(|through| !through.is_null()).for_each(|through| has_keys(through, &["id", "name", "list"]));
    for source in answer["sources"].as_object().expect("a map").values() {
        has_keys(source, &["number", "title", "publisher", "published", "kind", "language", "url", "repeats"]);
    }
    answer["notes"].as_array().expect("a list").iter().for_each(|note| has_keys(note, &["text", "cites"]));
}

#[test]
fn every_key_is_described() {
    let schema = schema();
    let top = described(&schema, "/properties");
    let answer = partners_of_mali();
    let keys: BTreeSet<&str> = answer.as_object().expect("a map").keys().map(String::as_str).collect();
    assert_eq!(keys, top);
    for (name, of) in schema["$defs"].as_object().expect("a map") {
        assert!(of["description"].as_str().is_some_and(|text| text.ends_with('.')), "{name} is described");
        if of["properties"].is_object() {
            described(&schema, &format!("/$defs/{name}/properties"));
        }
    }
}

/// The keys at a place of the schema, each of which is described in a sentence.
fn described<'a>(schema: &'a Value, place: &str) -> BTreeSet<&'a str> {
    let keys = schema.pointer(place).and_then(Value::as_object).expect("it is there");
    for (key, value) in keys {
        assert!(value["description"].as_str().is_some_and(|text| text.ends_with('.')), "{place}/{key} is described");
    }
    keys.keys().map(String::as_str).collect()
}

fn has_keys(value: &Value, keys: &[&str]) {
    for key in keys {
        assert!(value.get(key).is_some(), "{key} is not in {value}");
    }
}

fn partners_of_mali() -> Value {
    let facts = facts();
    let model = model(&facts);
    read(&written(&answer(&model, "partners mali"), &model, "json", None))
}

fn schema() -> Value {
    read(&fs::read_to_string(shipped::path("docs/ties-answer.schema.json")).expect("it is there"))
}

fn contract() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is one")
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}
