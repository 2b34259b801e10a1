//! The file for editors, `ties schema`: it accepts all that the language accepts, and refuses a key that is none.
use serde_json::Value;
use std::fs;
use ties::check::{self, CHECKS};
use ties::facts::{FactSet, schema};

/// Every form of the language, short and long, on made-up facts.
const FORMS: &str = include_str!("editor/forms.yaml");

#[test]
fn every_shipped_fact_file_is_accepted() {
    let all: Vec<_> = fs::read_dir("data").unwrap().map(|e| e.unwrap().path()).collect();
    let yaml = all.iter().filter(|path| path.extension().is_some_and(|e| e == "yaml"));
    let texts: Vec<(String, String)> =
        yaml.map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect();
    let facts = FactSet::read(texts.clone(), &mut vec![]).unwrap();
    for (name, text) in &texts {
        assert_eq!(refused(&facts, text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn every_form_of_the_language_is_accepted() {
    let facts = sound(FORMS);
    assert_eq!(refused(&facts, FORMS), Vec::<String>::new());
    for check in CHECKS {
        for block in check.page.split("```yaml good\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
            let facts = sound(block);
            assert_eq!(refused(&facts, block), Vec::<String>::new(), "{}:\n{block}", check.name);
        }
    }
}

#[test]
fn a_wrong_key_a_missing_field_and_an_unknown_word_are_refused() {
    let facts = FactSet::default();
    for (wrong, named) in [
        ("stake: []", "stake"),
        ("stakes: [{holder: a, in: b, kind: equity, shares: 3%}]", "shares"),
        ("ties: [{from: a, is: member-of}]", "to"),
        ("ties: [{from: a, is: membr-of, to: b}]", "membr-of"),
        ("ties: [{from: a, is: member-of, to: b, cite: [{at: c#1, quot: x}]}]", "quot"),
        ("ties: [{from: a, is: member-of, to: b, since: [{is: 2021, cit: c#1}]}]", "cit"),
        ("stakeholders: [{id: A b, kind: person, name: A}]", "A b"),
        ("assets: [{id: a, kind: mine, name: A, status: [signed]}]", "signed"),
        ("assets: [{id: a, kind: person, name: A}]", "person"),
        ("vocabulary: {kinds: {a: {iss: person}}}", "iss"),
        ("vocabulary: {kinds: {a: {look: nosuch}}}", "nosuch"),
        ("vocabulary: {relations: {a: {one: form}}}", "form"),
    ] {
        let said = refused(&facts, wrong);
        assert!(said.len() == 1 && said[0].contains(named), "{wrong}: {said:?}");
    }
}

#[test]
fn alternatives_never_hide_which_key_is_wrong() {
    let text = schema(&FactSet::default().vocab).to_string();
    assert!(!text.contains("\"anyOf\"") && !text.contains("\"oneOf\""));
    assert!(text.contains("A holds") || text.contains("is a member of"), "relations come with their meaning");
}

/// Facts without a finding.
fn sound(text: &str) -> FactSet {
    let mut found = vec![];
    let facts = FactSet::read([("facts.yaml".to_owned(), text.to_owned())], &mut found).unwrap();
    check::run(&facts, &mut found);
    assert!(found.is_empty(), "{:?} in\n{text}", found.iter().map(|f| &f.message).collect::<Vec<_>>());
    facts
}

/// What the file for editors refuses in a text, read as editors read YAML.
fn refused(facts: &FactSet, text: &str) -> Vec<String> {
    let value: Value = serde_yaml::from_str_with_options(text, editors()).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let schema = jsonschema::validator_for(&schema(&facts.vocab)).expect("it is a JSON Schema");
    schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

/// How editors read YAML: `yes` and `no` are words.
fn editors() -> serde_yaml::Options {
    serde_yaml::options! { strict_booleans: true }
}
