//! The sources of an answer as those formats list them that number them.
//!
//! Invariant: it is made once an answer, and nothing is looked up in it by a walk over the list.
use crate::ask::{Answer, Evidence};
use crate::diag::write::visible;
use crate::facts::Place;
use crate::model::{Model, Passage, SourceId, SourceNode, words};
use rustc_hash::FxHashMap;

/// The sources of an answer in the order they are first cited.
pub(in crate::render) struct Bibliography<'f> {
    order: Vec<SourceId>,
    /// Where each of them is in the list.
    places: FxHashMap<SourceId, usize>,
    /// What is cited of each.
    cites: Vec<Vec<Passage<'f>>>,
}

impl std::ops::Deref for Bibliography<'_> {
    type Target = [SourceId];

    fn deref(&self) -> &[SourceId] {
        &self.order
    }
}

impl<'f> Bibliography<'f> {
    pub(in crate::render) fn new(answer: &Answer<'f>) -> Self {
        let order = answer.bibliography();
        let places: FxHashMap<SourceId, usize> = order.iter().enumerate().map(|(n, source)| (*source, n)).collect();
        let mut cites = vec![vec![]; order.len()];
        for cite in all_evidence(answer).flat_map(|evidence| &evidence.cites) {
            if let Some(n) = places.get(&cite.source) {
                cites[*n].push(*cite);
            }
        }
        Self { order, places, cites }
    }

    /// The number of a source, from 1.
    pub(in crate::render) fn number(&self, source: SourceId) -> Option<usize> {
        self.places.get(&source).map(|n| n + 1)
    }

    /// A source in the list: publisher, day, kind, language, what it repeats; then its title.
    pub(in crate::render) fn lines(&self, n: usize, model: &Model) -> (String, String) {
        let files = &model.facts.files;
        let source = model.source(self.order[n]);
        let record = source.record;
        let mut line = published(source, model);
        if let Some(language) =
            language(source, model).filter(|_| record.language.is_some_and(|l| &files[l] != ENGLISH))
        {
            line += &format!(", in {language}");
        }
        let mut remarks = vec![];
        let repeats: Vec<String> =
            source.repeats.iter().filter_map(|(s, _)| self.number(*s)).map(|n| format!("[{n}]")).collect();
        if !repeats.is_empty() {
            remarks.push(format!("repeats {}", repeats.join(" ")));
        }
        let cites = &self.cites[n];
        let mut places: Vec<String> = cites
            .iter()
            .filter_map(|c| match &c.place {
                Some(Place::Word(word)) => Some(word.replace('-', " ")),
                _ => None,
            })
            .collect();
        places.sort();
        places.dedup();
        if !places.is_empty() {
            remarks.push(format!("at: {}", places.join(", ")));
        }
        if let Some((first, rest)) = cites.split_first()
            && !first.said_by.is_empty()
            && rest.iter().all(|c| c.said_by == first.said_by)
        {
            remarks.push(words::says(first.said_by.iter().map(|s| model.speaker(*s))));
        }
        for remark in remarks {
            line += &format!("; {remark}");
        }
        (visible(&line), visible(&files[record.title]))
    }
}

/// Who published a source, when, and what it is.
pub(in crate::render) fn published(source: &SourceNode, model: &Model) -> String {
    let files = &model.facts.files;
    let day = source.record.published.and_then(|raw| crate::date::Date::read(&files[raw.0]).ok());
    let day = day.map_or("undated".to_owned(), |date| date.words());
    format!("{}, {day}, {}", &files[source.record.publisher], model.vocab().kind_label(&files[source.record.kind]))
}

/// The language a source is in, by its name.
pub(in crate::render) fn language<'f>(source: &SourceNode, model: &Model<'f>) -> Option<&'f str> {
    let language = &model.facts.files[source.record.language?];
    Some(model.vocab().languages.get(language).map_or(language, String::as_str))
}

/// The language that is not mentioned.
const ENGLISH: &str = "en";

fn all_evidence<'a, 'f>(answer: &'a Answer<'f>) -> impl Iterator<Item = &'a Evidence<'f>> {
    let lead = answer.lead.iter().map(|n| &n.evidence);
    lead.chain(answer.rows.iter().map(|r| &r.evidence)).chain(answer.notes.iter().map(|n| &n.evidence))
}
