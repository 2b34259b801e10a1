//! JSON: a contract, described by `docs/ties-answer.schema.json`.
use super::{Format, values};
use crate::ask::{Answer, Cell, Evidence};
use crate::diag::write::pretty;
use crate::facts::List;
use crate::model::{Model, SourceId, Who};
use serde_json::{Map, Value, json};

pub const FORMAT: Format = Format {
    name: "json",
    endings: &["json"],
    media_type: "application/json",
    about: "for programs; its keys are a contract",
    heeds: &[],
    write: |answer, model, _, out| {
        write!(out, "{}", pretty(&value(answer, model)))?;
        Ok(vec![])
    },
};

/// The version of the contract.
const CONTRACT: &str = "ties-answer/1";

fn value(answer: &Answer, model: &Model) -> Value {
    let lens = &answer.lens;
    let bibliography = answer.bibliography();
    let newest = bibliography.iter().filter_map(|s| model.source(*s).up_to()).max();
    let undated = bibliography.iter().filter(|s| model.source(**s).published.is_none()).count();
    let as_of = lens.as_of.map(|(from, to)| if from == to { from.to_string() } else { format!("{from}/{to}") });
    json!({
        "contract": CONTRACT,
        "question": answer.question,
        "title": title(answer),
        "who": answer.who.iter().map(|who| subject(model, *who)).collect::<Vec<_>>(),
        "as_of": as_of,
        "known_by": lens.known_by.map(|d| d.to_string()),
        "certain": lens.certain,
        "source": lens.source.map(|s| model.source(s).id),
        "stance": lens.stance.map(|s| s.word()),
        "said_by": lens.said_by.map(|n| model.graph[n].id),
        "verdict": answer.verdict,
        "speaks_for": {
            "sources": bibliography.len(),
            "undated": undated,
            "up_to": newest.map(|d| d.to_string()),
        },
        "lead": answer.lead.iter().map(|n| note(&n.text, &n.evidence, model)).collect::<Vec<_>>(),
        "rows": answer.rows.iter().map(|row| {
            let mut map = Map::new();
            for (column, cell) in answer.columns.iter().zip(&row.cells) {
                map.insert(column.name.into(), cell_value(cell, model));
            }
            if !map.contains_key("section") {
                map.insert("section".into(), row.section.title.trim_end().into());
            }
            map.insert("counts".into(), row.counts.into());
            add_evidence(&mut map, &row.evidence, model);
            Value::Object(map)
        }).collect::<Vec<_>>(),
        "sources": sources(model, &bibliography),
        "notes": answer.notes.iter().map(|n| note(&n.text, &n.evidence, model)).collect::<Vec<_>>(),
        "more": answer.more,
    })
}

fn title<'a>(answer: &'a Answer<'_>) -> &'a str {
    match answer.lead.first() {
        Some(lead) if answer.title.is_empty() => &lead.text,
        _ => &answer.title,
    }
}

fn subject(model: &Model, who: Who) -> Value {
    match who {
        Who::Node(node) => entity(model, node),
        Who::Source(id) => source(model, id),
    }
}

fn entity(model: &Model, node: petgraph::graph::NodeIndex) -> Value {
    let it = &model.graph[node];
    json!({"id": it.id, "name": it.name, "kind": it.kind, "list": it.of.list.word()})
}

fn source(model: &Model, id: SourceId) -> Value {
    let node = model.source(id);
    let files = &model.facts.files;
    json!({"id": node.id, "name": &files[node.record.title], "kind": &files[node.record.kind], "list": List::Sources.word()})
}

fn cell_value(cell: &Cell, model: &Model) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Word(word) => (*word).into(),
        Cell::Entity(node) => entity(model, *node),
        Cell::Source(id) => source(model, *id),
        Cell::Date(date) => date.to_string().into(),
        Cell::Quantity(quantity) => quantity.words().into(),
        Cell::Number(number) => (*number).into(),
        Cell::Named(values) => Value::Object(named(values, model)),
    }
}

/// Values by name; several of one name are a list.
fn named(values: &[(&'static str, Cell)], model: &Model) -> Map<String, Value> {
    let mut map = Map::new();
    for (name, cell) in values {
        let value = cell_value(cell, model);
        match map.get_mut(*name) {
            Some(Value::Array(all)) => all.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None => {
                map.insert((*name).to_owned(), value);
            }
        }
    }
    map
}

fn add_evidence(map: &mut Map<String, Value>, evidence: &Evidence, model: &Model) {
    let place = evidence.at.map(|span| model.facts.files.place(span));
    let speakers: Vec<&str> = evidence.said_by.iter().map(|s| values::speaker(model, *s)).collect();
    let said_by = match speakers.as_slice() {
        [] => Value::Null,
        [one] => (*one).into(),
        many => many.into(),
    };
    let cites = evidence.cites.iter().map(|cite| {
        let mut map = Map::new();
        map.insert("source".into(), model.source(cite.source).id.into());
        map.insert("at".into(), cite.at.into());
        match cite.said_by {
            [] => {}
            [one] => {
                map.insert("said_by".into(), values::speaker(model, *one).into());
            }
            many => {
                map.insert(
                    "said_by".into(),
                    many.iter().map(|s| values::speaker(model, *s)).collect::<Vec<_>>().into(),
                );
            }
        }
        let mut text = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                map.insert(key.into(), value.into());
            }
        };
        text("when", cite.when.as_ref().map(ToString::to_string));
        text("value", cite.value.map(str::to_owned));
        text("quote", cite.quote.map(str::to_owned));
        text("stance", cite.stance.map(|s| s.word().to_owned()));
        if !cite.via.is_empty() {
            map.insert("via".into(), cite.via.iter().map(|s| model.source(*s).id).collect::<Vec<_>>().into());
        }
        Value::Object(map)
    });
    let mut set = |key: &str, value: Value| map.insert(key.into(), value);
    set("when", values::when_data(&evidence.when));
    set("status", evidence.status.into());
    set("stance", evidence.stance.word().into());
    set("holds", evidence.holds.word().into());
    set("said_by", said_by);
    set("voices", evidence.voices.into());
    set("disputed", evidence.disputed.into());
    set("rejected", evidence.rejected.into());
    set("note", evidence.note.into());
    set("cites", cites.collect::<Vec<_>>().into());
    set("written", place.map_or(Value::Null, |p| json!({"file": p.file, "line": p.line})));
}

fn note(text: &str, evidence: &Evidence, model: &Model) -> Value {
    let mut map = Map::new();
    add_evidence(&mut map, evidence, model);
    json!({"text": text, "cites": map["cites"], "voices": evidence.voices})
}

fn sources(model: &Model, bibliography: &[SourceId]) -> Value {
    let files = &model.facts.files;
    let mut map = Map::new();
    for (number, id) in bibliography.iter().enumerate() {
        let node = model.source(*id);
        let record = node.record;
        let text = |text: Option<crate::text::Text>| text.map(|t| &files[t]);
        map.insert(
            node.id.into(),
            json!({
                "number": number + 1,
                "title": &files[record.title],
                "publisher": &files[record.publisher],
                "author": text(record.author.map(Into::into)),
                "published": record.published.map(|d| &files[d.0]),
                "kind": &files[record.kind],
                "language": text(record.language),
                "url": text(record.url),
                "read": text(record.read),
                "repeats": node.repeats.iter().map(|(s, _)| model.source(*s).id).collect::<Vec<_>>(),
            }),
        );
    }
    Value::Object(map)
}
