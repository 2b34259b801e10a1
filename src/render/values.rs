//! Values and evidence as text and as data: what several formats share.
//!
//! Invariant: dates are in words for people and EDTF for programs; a citation is `source#place` everywhere.
mod bibliography;
mod days;
pub(super) mod document;

pub(super) use bibliography::Bibliography;
use days::other_days;

use crate::ask::{Answer, Cell, Evidence, Row};
use crate::diag::write::{is_unseen, visible};
use crate::facts::Place;
use crate::model::{Citation, DayOf, Model, Passage, SourceId, SourceNode, Speaker, When, words};
use crate::vocab::Stance;
use std::collections::{BTreeMap, BTreeSet};

/// A cell for people.
pub(super) fn text(cell: &Cell, model: &Model) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => visible(text),
        Cell::Word(word) => visible(word),
        Cell::Entity(node) => visible(model.name(*node)),
        Cell::Source(source) => visible(&model.facts.files[model.source(*source).record.title]),
        Cell::Date(date) => date.words(),
        Cell::Quantity(quantity) => visible(&quantity.words()),
        Cell::Number(number) => number.to_string(),
        Cell::Named(values) => {
            let values = values.iter().filter(|(_, cell)| *cell != Cell::Nothing);
            values.map(|(name, cell)| format!("{name}: {}", text(cell, model))).collect::<Vec<_>>().join("; ")
        }
    }
}

/// The id of the record in a cell.
pub(super) fn id<'f>(cell: &Cell, model: &Model<'f>) -> Option<&'f str> {
    match cell {
        Cell::Entity(node) => Some(model.graph[*node].id),
        Cell::Source(source) => Some(model.source(*source).id),
        Cell::Nothing
        | Cell::Text(_)
        | Cell::Word(_)
        | Cell::Date(_)
        | Cell::Quantity(_)
        | Cell::Number(_)
        | Cell::Named(_) => None,
    }
}

/// Whether it is the address of a page, as one may be put into a link: all of it can be seen.
pub(super) fn is_address(link: &str) -> bool {
    let lower = link.get(..8).unwrap_or(link).to_ascii_lowercase();
    let of_the_web = lower.starts_with("http://") || lower.starts_with("https://");
    of_the_web && !link.contains(char::is_whitespace) && !link.contains(is_unseen)
}

/// When a row holds, for people.
pub(super) fn when(row: &Row) -> String {
    let text = time(&row.evidence);
    match (row.evidence.undated, text.is_empty()) {
        (false, _) => text,
        (true, true) => "source undated".into(),
        (true, false) => format!("{text}, source undated"),
    }
}

fn time(evidence: &Evidence) -> String {
    let text = evidence.when.words();
    let of_its_own = evidence.when.when.is_some() && !text.starts_with("by ") || evidence.when.since.is_some();
    if evidence.stance == Stance::Planned && !of_its_own {
        let said = if evidence.when.day_of == DayOf::Plan { format!(", {text}") } else { String::new() };
        return format!("planned{said}");
    }
    match evidence.holds {
        crate::date::Holds::Possible if !text.is_empty() => format!("{text}, possible"),
        crate::date::Holds::Possible => "possible".into(),
        _ => text,
    }
}

/// `[1], [2] and [4]`
fn named(numbers: impl IntoIterator<Item = usize>) -> String {
    let named: Vec<String> = numbers.into_iter().map(|number| format!("[{number}]")).collect();
    words::join(named.iter().map(String::as_str))
}

/// `; guest: [4] only`: what only some of the sources say.
fn only_some(evidence: &Evidence, bibliography: &Bibliography) -> String {
    let some = |(part, sources): &(String, Vec<SourceId>)| {
        let mut numbers: Vec<usize> = sources.iter().filter_map(|source| bibliography.number(*source)).collect();
        numbers.sort_unstable();
        format!("; {}: {} only", visible(part), named(numbers))
    };
    evidence.only.iter().map(some).collect()
}

/// What the sources of a row say otherwise than it: how sure they are, what only some say, other days among those that
/// stand in it, words of their own for the value; and the speaker's own words, where its text does not have them.
pub(super) fn otherwise(
    evidence: &Evidence,
    bibliography: &Bibliography,
    model: &Model,
    text: &str,
    stands: impl Fn(&str) -> bool,
) -> String {
    let unsure = less_sure(evidence, bibliography, model);
    let days = other_days(evidence, bibliography, stands);
    let only = only_some(evidence, bibliography);
    format!("{unsure}{only}{days}{}{}", own_values(evidence, bibliography), quotes(evidence, bibliography, text))
}

/// `; planned in [1] and [2]`: the sources that put it with less certainty than the others.
fn less_sure(evidence: &Evidence, bibliography: &Bibliography, model: &Model) -> String {
    let mut puts: BTreeMap<Stance, BTreeSet<usize>> = BTreeMap::new();
    for cite in &evidence.cites {
        let stance = cite.stance.filter(|stance| *stance > evidence.stance);
        if let Some((stance, number)) = stance.zip(bibliography.number(cite.source)) {
            puts.entry(stance).or_default().insert(number);
        }
    }
    let words = |(stance, numbers): (Stance, BTreeSet<usize>)| {
        format!("; {} in {}", model.vocab().stance_label(stance), named(numbers))
    };
    puts.into_iter().map(words).collect()
}

/// `; [3] gives two years`: the values that sources have in words of their own.
fn own_values(evidence: &Evidence, bibliography: &Bibliography) -> String {
    let own = |c: &Passage| Some((bibliography.number(c.source)?, visible(c.value?)));
    let mut values: Vec<(usize, String)> = evidence.cites.iter().filter_map(own).collect();
    values.sort();
    values.dedup();
    values.iter().map(|(number, value)| format!("; [{number}] gives {value}")).collect()
}

/// `; [3]: “…”`: the words of the speaker, each once, as far as they do not stand there already.
fn quotes(evidence: &Evidence, bibliography: &Bibliography, text: &str) -> String {
    let quote = |cite: &Passage| Some((bibliography.number(cite.source)?, visible(cite.quote?)));
    let mut quotes: Vec<(usize, String)> = evidence.cites.iter().filter_map(quote).collect();
    quotes.retain(|(_, quote)| !text.contains(quote.trim()));
    quotes.sort();
    quotes.dedup_by(|a, b| a.1 == b.1);
    quotes.into_iter().map(|(number, quote)| format!("; [{number}]: \u{201c}{}\u{201d}", quote.trim())).collect()
}

/// `1/3`: independent voices in so many sources.
pub(super) fn voices(evidence: &Evidence) -> String {
    if evidence.cites.is_empty() {
        return if evidence.claims.is_empty() { String::new() } else { "uncited".to_owned() };
    }
    format!("{}/{}", evidence.voices, evidence.count_sources())
}

/// Where each source says it, by the numbers of the list of sources: `[1]`, `[2¶5]`.
pub(super) fn references(evidence: &Evidence, bibliography: &Bibliography) -> Vec<String> {
    numbered(evidence, bibliography).into_iter().map(|(_, text)| text).collect()
}

/// The same, each with the number of its source.
pub(super) fn numbered(evidence: &Evidence, bibliography: &Bibliography) -> Vec<(usize, String)> {
    let number = |source: SourceId| bibliography.number(source).unwrap_or(0);
    let paragraph = |place: &Option<Place>| match place {
        Some(Place::Paragraphs { from, .. }) => from.0,
        _ => 0,
    };
    let mut refs: Vec<(usize, u32, String)> = evidence
        .cites
        .iter()
        .map(|c| {
            let place = c.place.as_ref().and_then(Place::paragraphs).unwrap_or_default();
            (number(c.source), paragraph(&c.place), format!("[{}{place}]", number(c.source)))
        })
        .collect();
    refs.sort();
    refs.dedup();
    // A bare number beside one with a paragraph says nothing more.
    let texts: Vec<String> = refs.iter().map(|(.., text)| text.clone()).collect();
    refs.into_iter()
        .filter(|(n, _, text)| !(text == &format!("[{n}]") && texts.iter().any(|t| t.starts_with(&format!("[{n}¶")))))
        .map(|(n, _, text)| (n, text))
        .collect()
}

/// A citation as it is written in fact files.
pub(super) fn cite(model: &Model, cite: &Citation) -> String {
    let id = model.source(cite.source).id;
    if cite.at.is_empty() { id.to_owned() } else { format!("{id}#{}", cite.at) }
}

/// The name of a speaker for data.
pub(super) fn speaker<'f>(model: &Model<'f>, speaker: Speaker<'f>) -> &'f str {
    match speaker {
        Speaker::Known(node) => model.graph[node].id,
        Speaker::Unnamed(words) => words,
    }
}

/// A span of time for data: EDTF under the words of the fact files.
pub(super) fn when_data(when: &When) -> serde_json::Value {
    let mut map = serde_json::Map::new();
    let mut set = |key: &str, date: &Option<crate::date::Date>| {
        if let Some(date) = date {
            map.insert(key.into(), date.to_string().into());
        }
    };
    set("when", &when.when);
    set("since", &when.since);
    set("seen", &when.seen);
    if let Some(until) = &when.until {
        map.insert("until".into(), until.as_ref().map_or("..".to_owned(), ToString::to_string).into());
    }
    serde_json::Value::Object(map)
}

/// The same on one line: `since 2021-12~; until 2025-06`.
pub(super) fn when_line(when: &When) -> String {
    let serde_json::Value::Object(map) = when_data(when) else { return String::new() };
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    match map.get("when") {
        Some(when) => text(when),
        None => ["since", "until", "seen"]
            .iter()
            .filter_map(|k| Some(format!("{k} {}", text(map.get(*k)?))))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

/// The last day a source may have come out, where it gives one; else its month or year.
fn newest_words(source: &SourceNode) -> String {
    let day = source.up_to().map_or(String::new(), |day| day.to_string());
    let words = source.published.as_ref().map(|date| date.words()).unwrap_or_default();
    let is_plain = words.trim_start_matches("about ").chars().all(|c| c.is_ascii_digit() || c == '-');
    if is_plain && !words.is_empty() { words } else { day }
}

/// `whole record, 8 sources up to 2025-07-01 (2 undated)`: what an answer speaks for.
pub(super) fn speaks_for(answer: &Answer, model: &Model, bibliography: &[SourceId]) -> String {
    let lens = &answer.lens;
    let mut parts = vec![];
    match lens.as_of {
        Some((from, to)) if from == to => parts.push(format!("on {from}")),
        Some((from, to)) => parts.push(format!("some day from {from} to {to}")),
        None if answer.question == "timeline" || bibliography.is_empty() => {}
        None => parts.push("whole record".to_owned()),
    }
    if let Some(day) = lens.known_by {
        parts.push(format!("as known by {day}"));
    }
    if let Some(source) = lens.source {
        parts.push(format!("as {} has it", visible(model.source(source).id)));
    }
    if lens.certain {
        parts.push("only what is certain".to_owned());
    }
    if let Some(stance) = lens.stance {
        parts.push(format!("only {}", stance.word()));
    }
    if let Some(who) = lens.said_by {
        parts.push(format!("only by {}", visible(model.name(who))));
    }
    if !bibliography.is_empty() {
        let undated = bibliography.iter().filter(|s| model.source(**s).published.is_none()).count();
        let dated = bibliography.iter().map(|s| model.source(*s)).filter(|source| source.up_to().is_some());
        let newest = dated.max_by_key(|source| source.up_to());
        let upto = newest.map_or(String::new(), |source| format!(" up to {}", newest_words(source)));
        let undated = if undated == 0 { String::new() } else { format!(" ({undated} undated)") };
        let plural = if bibliography.len() == 1 { "" } else { "s" };
        parts.push(format!("{} source{plural}{upto}{undated}", bibliography.len()));
    }
    parts.join(", ")
}
