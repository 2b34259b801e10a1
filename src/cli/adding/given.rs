//! What was given for a new record, made into the record.
//!
//! Invariant: what is given in a short form is written as text, in quotes where it has to be; a long form, in brackets, is
//! read as it would be in a file.
use super::shown::Written;
use super::{ID, NAMES, ordered};
use crate::ask::AskError;
use crate::cli::Error;
use crate::cli::quoted;
use crate::cli::renaming::free;
use crate::date::Date;
use crate::diag::Diagnostic;
use crate::diag::words::{a, either};
use crate::edit;
use crate::facts::{FactSet, List, Quantity, Ref};
use crate::model::{LookUp, Model, Who, listed};
use crate::text::{Span, cut};
use crate::vocab::meaning::choices;
use crate::vocab::{Field, Holds, Shape, Vocab};
use crate::yaml::{self, Node, write};
use std::collections::BTreeMap;
use std::ops::Range;

/// What each field is to say.
pub(super) type Given = BTreeMap<String, Vec<String>>;

/// Makes the id where none is given, and says what else is missing.
pub(super) fn named(set: &FactSet, list: List, given: &mut Given) -> Result<(), Error> {
    let record = list.record();
    let name = NAMES.iter().find_map(|name| given.get(*name)?.first());
    let has_id = record.fields.iter().any(|field| field.needed && field.name() == ID);
    let id = given.get(ID).and_then(|values| values.first()).cloned();
    if has_id && id.is_none() {
        let made = name.map(|name| edit::slug(name)).unwrap_or_default();
        given.insert(ID.to_owned(), vec![made]);
    }
    let missing: Vec<String> = ordered(list)
        .map(Field::name)
        .filter(|name| !given.contains_key(name))
        .map(|name| format!("--{name}"))
        .collect();
    if !missing.is_empty() {
        let message = format!("{} needs {}", a(record.word), missing.join(", "));
        return Err(Error::Usage { message, help: format!("what they mean: ties add {} --help", record.word) });
    }
    match given.get(ID).and_then(|values| values.first()) {
        Some(made) if id.is_none() => free(set, made, "give it another: --id"),
        Some(given) => free(set, given, "take another"),
        None => Ok(()),
    }
}

/// Says which value has no place among those that must be there, and which flag it could stand behind.
pub(super) fn placed(vocab: &Vocab, list: List, given: &Given, more: Option<&str>) -> Result<(), Error> {
    let word = list.record().word;
    if let Some(value) = more {
        let in_order: Vec<String> = ordered(list).map(|field| field.name().to_uppercase()).collect();
        let all = format!("{} takes {}, several words in quotation marks", a(word), in_order.join(" "));
        let help = flags(list, given, value);
        let help = help.unwrap_or_else(|| format!("{all}; all else has a flag: ties add {word} --help"));
        return Err(Error::Usage { message: format!("`{value}` is not expected here"), help });
    }
    for field in ordered(list) {
        let words = choices(vocab, takes_words(field), list.root());
        let is_wrong = |value: &&String| !words.is_empty() && words.iter().all(|(word, _)| word != *value);
        let value = given.get(&field.name()).and_then(|values| values.first()).filter(is_wrong);
        if let Some((value, help)) = value.and_then(|value| Some((value, flags(list, given, value)?))) {
            let message = format!("`{value}` cannot be the {} of {}", field.name(), a(word));
            return Err(Error::Usage { message, help });
        }
    }
    Ok(())
}

/// The flags that are not given yet and that a value fits, as a question.
fn flags(list: List, given: &Given, value: &str) -> Option<String> {
    let fits = |field: &&Field| match takes_words(field) {
        _ if given.contains_key(&field.name()) => false,
        Holds::Share => Quantity::read(value).is_some(),
        Holds::Place => value.contains('#'),
        _ => matches!(field.shape, Shape::Date | Shape::Dates(_)) && Date::read(value).is_ok(),
    };
    let flags = list.record().fields.iter().filter(fits).map(|field| format!("`--{} {}`", field.name(), quoted(value)));
    let flags: Vec<String> = flags.collect();
    (!flags.is_empty()).then(|| format!("did you mean {}?", either(flags.iter().map(String::as_str))))
}

/// A value of a field, with the id of what is named where an id goes.
pub(super) fn id_of(model: &Model, field: &Field, value: &str) -> Result<String, AskError> {
    let is_id = matches!(takes_words(field), Holds::Id | Holds::Source);
    if !is_id || value.starts_with("unnamed") || is_long(field, value) {
        return Ok(value.to_owned());
    }
    let (name, role) = cut(value, " as ").map_or((value, None), |(name, role)| (name, Some(role)));
    let id = match looked_up(model, takes_words(field), name)? {
        Who::Node(node) => model.graph[node].id,
        Who::Source(source) => model.source(source).id,
    };
    Ok(role.map_or(id.to_owned(), |role| format!("{id} as {role}")))
}

/// What is meant by a name where such things can stand; where nothing is, only what can stand there is offered.
pub(super) fn looked_up(model: &Model, holds: Holds, name: &str) -> Result<Who, LookUp> {
    match model.look_up(name) {
        Err(LookUp::Unknown { .. }) if holds == Holds::Id => model.look_up_node(name).map(Who::Node),
        Err(LookUp::Unknown { word, mut near, is_word }) => {
            near.retain(|(id, _)| model.facts.find(id).is_some_and(|of| of.list == List::Sources));
            Err(LookUp::Unknown { word, near, is_word })
        }
        found => found,
    }
}

/// What a text stands for in a field; of a field of records, what it does in their first.
pub(super) fn takes_words(field: &Field) -> Holds {
    match field.shape {
        Shape::Short(record) | Shape::Many(&Shape::Short(record)) => {
            record.fields.first().map_or(field.holds, takes_words)
        }
        _ => field.holds,
    }
}

/// Those whose name is near that of a new record, in words.
pub(super) fn like(model: &Model, list: List, name: &str) -> Option<String> {
    let is_of = |id: &str| model.facts.find(id).is_some_and(|of| of.list == list && of.list != List::Sources);
    let near: Vec<(String, String)> = model.meant(name).into_iter().filter(|(id, _)| is_of(id)).collect();
    (!near.is_empty()).then(|| listed(&near))
}

/// Whether a value is written as in a file: a record, a list or a date in brackets.
fn is_long(field: &Field, value: &str) -> bool {
    let takes = !matches!(field.shape, Shape::Text | Shape::Flag | Shape::Number | Shape::Word(_));
    let in_brackets = |open, close| value.trim().starts_with(open) && value.trim().ends_with(close);
    takes && (in_brackets('{', '}') || in_brackets('[', ']'))
}

/// What stands in brackets on one line; what stands on several is without its comments then.
fn on_one_line(value: &str) -> String {
    let mut text = value.trim().to_owned();
    if !text.contains(['\n', '\r']) {
        return text;
    }
    for (at, says) in yaml::comments(value.trim()).into_iter().rev() {
        text.replace_range(at..at + says.len(), "");
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A new record as a fact file of its own.
pub(super) struct One {
    pub set: FactSet,
    /// What is wrong with how it is written.
    pub slips: Vec<Diagnostic>,
    pub written: Written,
}

/// The record as a fact file of its own.
pub(super) fn read(list: List, given: &Given) -> Result<One, Error> {
    let (mut file, mut places) = (format!("{}:\n  - {{", list.word()), vec![]);
    let begin = file.len() - 1;
    for field in list.record().fields {
        let Some(values) = given.get(&field.name()) else { continue };
        let text = |value: &String| match field.shape {
            _ if is_long(field, value) => on_one_line(value),
            Shape::Flag => "true".to_owned(),
            _ => write::flow(&Node::Text(value)),
        };
        let all: Vec<String> = values.iter().map(text).collect();
        let value = if let [one] = all.as_slice() { one.clone() } else { format!("[{}]", all.join(", ")) };
        file += if places.is_empty() { "" } else { ", " };
        file += &format!("{}: ", field.name());
        places.push((field.name(), file.len()..file.len() + value.len()));
        file += &value;
    }
    file += "}\n";
    let record = begin..file.len() - 1;
    let mut slips = vec![];
    let too_large = |_| Error::Usage { message: "the record is too large".into(), help: "give less of it".into() };
    let set = FactSet::read([("the new record".to_owned(), file)], &mut slips).map_err(too_large)?;
    let base = set.fact_files().next().map_or(1, |file| file.span().lo());
    let span = |part: Range<usize>| Span::new(base + part.start as u32, base + part.end as u32);
    let values = places.into_iter().map(|(field, part)| (field, span(part))).collect();
    Ok(One { set, slips, written: Written { at: span(record), values } })
}

/// The record as it is to be written.
pub(super) fn record(set: &FactSet, list: List) -> Node<'_> {
    set.lists.node(Ref { list, index: 0 }, &set.files)
}

/// The command that adds the same without a question.
pub(super) fn command(list: List, given: &Given) -> String {
    let mut command = format!("ties add {}", list.record().word);
    let in_order: Vec<String> = ordered(list).map(Field::name).collect();
    for name in &in_order {
        if let Some([value]) = given.get(name).map(Vec::as_slice) {
            command += &format!(" {}", quoted(value));
        }
    }
    for (name, values) in given.iter().filter(|(name, values)| !in_order.contains(name) || values.len() > 1) {
        values.iter().for_each(|value| command += &format!(" --{name} {}", quoted(value)));
    }
    command
}
