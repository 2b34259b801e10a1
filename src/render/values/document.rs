//! An answer that is a document: its sections, its numbered sentences, and its sources with the sentences that rest on
//! each. What its formats have in common.
//!
//! Invariant: from each sentence a way leads to its sources, and from each source to its sentences.
use super::bibliography::{language, published};
use super::{Bibliography, otherwise, text};
use crate::ask::{Answer, Cell, Row};
use crate::diag::words::a;
use crate::diag::write::visible;
use crate::facts::Place;
use crate::model::words::{count, join};
use crate::model::{Model, SourceId};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A section: its heading, and its rows by the smaller headings in it.
pub(in crate::render) struct Part<'a, 'f> {
    pub title: &'a str,
    pub groups: Vec<&'a [Row<'f>]>,
}

/// The sections in their order.
pub(in crate::render) fn parts<'a, 'f>(answer: &'a Answer<'f>) -> Vec<Part<'a, 'f>> {
    let sections = answer.rows.chunk_by(|a, b| a.section.title == b.section.title);
    let part = |rows: &'a [Row<'f>]| Part {
        title: rows[0].section.title.trim_end(),
        groups: rows.chunk_by(|a, b| a.section.note == b.section.note).collect(),
    };
    sections.map(part).collect()
}

/// The number of a sentence; none of a line that only points to others.
pub(in crate::render) fn number(answer: &Answer, row: &Row) -> Option<usize> {
    match cell(answer, row, "number") {
        Some(Cell::Number(number)) => Some(*number),
        _ => None,
    }
}

/// The numbers of the sentences a line points to.
pub(in crate::render) fn sentences(answer: &Answer, row: &Row) -> Vec<usize> {
    match cell(answer, row, "sentences") {
        Some(Cell::Named(all)) => all.iter().filter_map(|(_, n)| if let Cell::Number(n) = n { Some(*n) } else { None }),
        _ => return vec![],
    }
    .collect()
}

fn cell<'a, 'f>(answer: &Answer, row: &'a Row<'f>, name: &str) -> Option<&'a Cell<'f>> {
    answer.columns.iter().position(|column| column.name == name).map(|n| &row.cells[n])
}

/// What a line says, with what its sources say otherwise.
pub(in crate::render) fn words(row: &Row, model: &Model, bibliography: &Bibliography) -> String {
    let evidence = &row.evidence;
    let words = text(&row.cells[0], model);
    let otherwise = otherwise(evidence, bibliography, model, &words, |date| words.contains(date));
    format!("{}{otherwise}", words.trim())
}

/// `one voice in 3 sources; disputed`: what is to be known of the sources of a line.
pub(in crate::render) fn marks(row: &Row, model: &Model) -> String {
    let evidence = &row.evidence;
    let sources = evidence.count_sources();
    let number = |voices| if voices == 1 { "one voice".to_owned() } else { count(voices, "voice") };
    let voices = match (evidence.voices, model.voices(&evidence.says())) {
        _ if sources < 2 => String::new(),
        (least, all) if least < all => format!("in part {}", number(least)),
        (voices, _) => format!("{} in {sources} sources", number(voices)),
    };
    let uncited = if row.counts && evidence.cites.is_empty() { "no source" } else { "" };
    let undated = if evidence.undated { "source undated" } else { "" };
    let disputed = if evidence.disputed { "disputed" } else { "" };
    let marks = [voices.as_str(), uncited, undated, disputed];
    marks.into_iter().filter(|mark| !mark.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Runs of numbers, first and last.
pub(in crate::render) fn runs(numbers: &[usize]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = vec![];
    for number in numbers {
        match runs.last_mut().filter(|(_, last)| last + 1 == *number) {
            Some((_, last)) => *last = *number,
            None => runs.push((*number, *number)),
        }
    }
    runs
}

/// `3, 7–9`
pub(in crate::render) fn listed(numbers: &[usize]) -> String {
    let run = |(first, last)| if first == last { format!("{first}") } else { format!("{first}\u{2013}{last}") };
    runs(numbers).into_iter().map(run).collect::<Vec<_>>().join(", ")
}

/// `sentence`, or `sentences` where there are several.
pub(in crate::render) fn sentence_word(numbers: &[usize]) -> &'static str {
    if numbers.len() == 1 { "sentence" } else { "sentences" }
}

/// A source as a document lists it.
pub(in crate::render) struct Entry<'f> {
    pub number: usize,
    pub title: String,
    /// Author, publisher, day, kind, language, how much was read, and what it repeats.
    pub about: String,
    /// Where to read it.
    pub url: Option<&'f str>,
    /// How many sentences rest on it, and where in it: each place with their numbers.
    pub rests: (String, Vec<(String, Vec<usize>)>),
}

impl Entry<'_> {
    /// `3 sentences rest on it: 1; ¶2: 4, 5`, its places as a format writes text; nothing where none rests on it.
    pub fn resting(&self, write: impl Fn(&str) -> String) -> String {
        let (rests, places) = &self.rests;
        let place = |(place, numbers): &(String, Vec<usize>)| {
            let colon = if place.is_empty() { "" } else { ": " };
            format!("{}{colon}{}", write(place), listed(numbers))
        };
        let places: Vec<String> = places.iter().map(place).collect();
        if rests.is_empty() { String::new() } else { format!("{rests}: {}", places.join("; ")) }
    }
}

/// The places of a source, words first, then paragraphs, each with the numbers of its sentences.
type Places = BTreeMap<(u8, u32, String), Vec<usize>>;

/// The sources in their order.
pub(in crate::render) fn entries<'f>(
    answer: &Answer,
    model: &Model<'f>,
    bibliography: &Bibliography,
) -> Vec<Entry<'f>> {
    let mut resting: FxHashMap<SourceId, Places> = FxHashMap::default();
    for row in &answer.rows {
        let Some(number) = number(answer, row) else { continue };
        for cite in &row.evidence.cites {
            let (sort, at, words) = match &cite.place {
                Some(place @ Place::Paragraphs { from, .. }) => (1, from.0, place.paragraphs().unwrap_or_default()),
                Some(Place::Word(word)) => (0, 0, visible(&word.replace('-', " "))),
                None => (0, 0, visible(cite.at)),
            };
            let numbers = resting.entry(cite.source).or_default().entry((sort, at, words)).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    let entry = |(n, id): (usize, &SourceId)| {
        let places = resting.get(id).into_iter().flatten();
        let places: Vec<(String, Vec<usize>)> =
            places.map(|((.., words), numbers)| (words.clone(), numbers.clone())).collect();
        let mut all: Vec<usize> = places.iter().flat_map(|(_, numbers)| numbers.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        let rest = if all.len() == 1 { "rests" } else { "rest" };
        let rests =
            if all.is_empty() { String::new() } else { format!("{} {rest} on it", count(all.len(), "sentence")) };
        let record = model.source(*id).record;
        let url = record.url.map(|url| &model.facts.files[url]).filter(|url| super::is_address(url));
        let title = visible(&model.facts.files[record.title]);
        Entry { number: n + 1, title, about: about(*id, model, bibliography), url, rests: (rests, places) }
    };
    bibliography.iter().enumerate().map(entry).collect()
}

fn about(id: SourceId, model: &Model, bibliography: &Bibliography) -> String {
    let files = &model.facts.files;
    let source = model.source(id);
    let author = source.record.author.map(|author| {
        let author = &files[author];
        model.node_called(author).map_or(author, |node| model.name(node)).to_owned()
    });
    let language = language(source, model).map(|language| format!("in {language}"));
    let read = source.record.read.map(|read| match &files[read] {
        "full" => "read in full".to_owned(),
        part => format!("only {} was read", a(part)),
    });
    let repeats = source.record.repeats.iter().map(|repeat| {
        let places: Vec<&str> = repeat.r#for.iter().map(|text| &files[*text]).collect();
        let of = model.source_called(&files[repeat.source]);
        let number = of.and_then(|of| bibliography.number(of));
        let uncited = || of.map_or(String::new(), |of| published(model.source(of), model));
        let name = number.map_or_else(uncited, |n| format!("[{n}]"));
        let places = (!places.is_empty()).then(|| format!("\u{b6}{}", places.join(", ")));
        let aside = places.into_iter().chain(number.is_none().then(|| "not cited here".to_owned()));
        let aside = aside.collect::<Vec<_>>().join("; ");
        if aside.is_empty() { name } else { format!("{name} ({aside})") }
    });
    let repeats: Vec<String> = repeats.collect();
    let is_whole = source.record.repeats.iter().any(|repeat| repeat.r#for.is_empty());
    let no_voice = if is_whole { ": not a voice of its own" } else { "" };
    let of = join(repeats.iter().map(String::as_str));
    let repeats = (!of.is_empty()).then(|| format!("repeats {of}{no_voice}"));
    let parts = author.into_iter().chain([published(source, model)]).chain(language).chain(read).chain(repeats);
    visible(&parts.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn numbers_that_follow_each_other_are_a_run() {
        for (numbers, words) in [(&[][..], ""), (&[3], "3"), (&[3, 4, 5, 9], "3\u{2013}5, 9"), (&[1, 3], "1, 3")] {
            assert_eq!(listed(numbers), words);
        }
    }
}
