//! The fact language as a JSON Schema (draft 07), for editors: they complete and explain keys and words, and name a key
//! that is wrong.
//!
//! Invariant: every form that reads without a finding is accepted. Alternatives are `if`, `then`, `else` and never
//! `anyOf` or `oneOf`, for then an editor says "no variant matches" and not which key is wrong. Words are those of the
//! vocabulary it is made from: who adds words writes the file anew.
use super::List;
use crate::vocab::{Field, Holds, Record, Recorded, Root, Shape, Vocab, Written, meaning};
use serde_json::{Map, Value, json};

/// The comment that leads an editor to the file, at the top of a fact file.
pub const EDITOR_LINE: &str = "# yaml-language-server: $schema=ties.schema.json";

/// The fact language, with the words of a vocabulary.
pub fn schema(vocab: &Vocab) -> Value {
    let mut making = Making { vocab, root: None, before: "", definitions: Map::new() };
    let mut lists = Map::new();
    for list in List::ALL {
        making.root = list.root();
        let about = list.record().about.trim();
        let items = making.record(list.record());
        lists.insert(list.word().to_owned(), json!({"description": about, "type": ["array", "null"], "items": items}));
    }
    // The lines of a vocabulary may have the name of a fact type.
    (making.root, making.before) = (None, "word-");
    lists.insert("vocabulary".into(), making.record(Written::RECORD));
    let version = "The form of the language: 1, which it also is where this is left out";
    lists.insert("facts-version".into(), json!({"description": version, "enum": [1, "1"]}));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Facts of ties",
        "type": ["object", "null"],
        "properties": lists,
        "additionalProperties": false,
        "definitions": making.definitions,
    })
}

/// What is being made: the definitions so far, and what they are for.
struct Making<'v> {
    vocab: &'v Vocab,
    /// The root of the kinds of the list.
    root: Option<Root>,
    /// What the names of definitions begin with.
    before: &'static str,
    definitions: Map<String, Value>,
}

impl Making<'_> {
    /// A record, defined once; one that has statuses once for each root, for each has its own.
    fn record(&mut self, record: Record) -> Value {
        let name = match self.root {
            Some(root) if record.fields.iter().any(|f| f.holds == Holds::Status) => {
                format!("{}-of-{}", record.word, root.word())
            }
            _ => record.word.replace(' ', "-"),
        };
        let name = format!("{}{name}", self.before);
        let about = record.about.trim();
        if !self.definitions.contains_key(&name) {
            self.definitions.insert(name.clone(), Value::Null);
            let mut fields = Map::new();
            for field in record.fields {
                fields.insert(field.name(), self.field(field));
            }
            let needed: Vec<String> = record.fields.iter().filter(|f| f.needed).map(Field::name).collect();
            let kind = if record.word == "vocabulary" { json!(["object", "null"]) } else { json!("object") };
            let mut definition = json!({
                "description": about, "type": kind, "properties": fields, "additionalProperties": false,
            });
            if !needed.is_empty() {
                definition["required"] = json!(needed);
            }
            self.definitions.insert(name.clone(), definition);
        }
        json!({"$ref": format!("#/definitions/{name}")})
    }

    fn field(&mut self, field: &Field) -> Value {
        let mut value = self.shape(field.shape, field.holds);
        // A field that may be left out may also be left blank.
        if !field.needed {
            value = json!({"if": {"type": "null"}, "else": value});
        }
        value["description"] = json!(field.about());
        value["markdownDescription"] = json!(field.about());
        value
    }

    fn shape(&mut self, shape: Shape, holds: Holds) -> Value {
        match shape {
            Shape::Text => self.text(holds),
            Shape::Date => json!({"type": ["string", "number", "array", "object"]}),
            Shape::Flag => json!({"type": ["boolean", "string"], "pattern": "^(true|false)$"}),
            Shape::Number => json!({"type": ["integer", "string"], "pattern": "^[0-9]+$"}),
            Shape::Word(words) => {
                words_of(words.iter().map(|(word, means)| ((*word).to_owned(), means.trim().to_owned())))
            }
            Shape::Many(one) => {
                let one = self.shape(*one, holds);
                either("array", json!({"items": one}), one)
            }
            Shape::Short(record) => {
                let first = record.fields.first().map_or(json!({}), |f| self.shape(f.shape, f.holds));
                either("object", self.record(*record), first)
            }
            Shape::Dates(record) => self.dates(*record),
            Shape::Entries(one) => {
                let values = if let Holds::Keys(_, values) = holds { *values } else { holds };
                let one = self.shape(*one, values);
                json!({"type": ["object", "null"], "additionalProperties": one})
            }
            Shape::Record(record) => self.record(*record),
        }
    }

    /// A date, a set of them, or records that hold one; `{2025-06-01, 2025-06-02}` is a set and no record.
    fn dates(&mut self, record: Record) -> Value {
        let record = self.record(record);
        let set = json!({"type": "object", "minProperties": 1, "propertyNames": {"pattern": "^[^A-Za-z]"}});
        let one = json!({"if": set, "else": either("object", record, json!({"type": ["string", "number", "array"]}))});
        either("array", json!({"items": one}), one)
    }

    /// What a text may be: one of the words there are, where it stands for one.
    fn text(&self, holds: Holds) -> Value {
        match holds {
            Holds::NewId => json!({"type": ["string", "integer"], "pattern": "^[a-z0-9][a-z0-9-]*$"}),
            holds => words_of(meaning::choices(self.vocab, holds, self.root)),
        }
    }
}

/// One form where the value has this type, else another.
fn either(kind: &str, then: Value, otherwise: Value) -> Value {
    json!({"if": {"type": kind}, "then": then, "else": otherwise})
}

/// A choice of words, each with its meaning; any text where there is none.
fn words_of(words: impl IntoIterator<Item = (String, String)>) -> Value {
    let (words, meanings): (Vec<String>, Vec<String>) = words.into_iter().unzip();
    if words.is_empty() {
        return json!({"type": ["string", "number", "boolean"]});
    }
    json!({"enum": words, "markdownEnumDescriptions": meanings})
}
