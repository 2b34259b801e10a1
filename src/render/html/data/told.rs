//! A claim in words, with its days, its support and its passages.
//!
//! Invariant: the words are those of the answer; the script only compares days.
use super::{Places, findable, is_in_sight};
use crate::ask::{Answer, Evidence};
use crate::date::Days;
use crate::diag::write::visible;
use crate::facts::Place;
use crate::model::{Citation, Model, Says, SourceId, Speaker, View, words};
use crate::render::svg::address;
use crate::vocab::{Phase, Stance};
use serde::Serialize;

/// A claim with what it rests on, in words.
#[derive(Serialize)]
pub(in crate::render::html) struct Told {
    pub sentence: String,
    /// The boxes it speaks of.
    pub(super) boxes: Vec<usize>,
    /// The word of how it is put, and how people read it.
    pub(super) stance: &'static str,
    pub how: String,
    /// First and last day it may begin, and end, as numbers of days.
    pub(super) start: (i32, i32),
    pub(super) end: (i32, i32),
    pub(super) lasts: bool,
    pub when: String,
    pub by: String,
    /// Whether it is only in sight; then it is no way where there is another.
    pub(super) ahead: bool,
    /// How far along what it says is, where that is not to be expected of a claim.
    pub(super) phase: &'static str,
    pub voices: usize,
    pub support: String,
    pub disputed: bool,
    /// Why it is not believed; then it is no line.
    pub aside: String,
    pub note: String,
    pub cites: Vec<Cited>,
    pub written: String,
    /// For a status: how people read it, its phase and rung, whether it is reached.
    pub(super) status: Option<Step>,
    /// Whether it says that a box, a date, happened.
    pub(super) happened: bool,
}

#[derive(Serialize)]
pub(in crate::render::html) struct Step {
    label: String,
    phase: usize,
    rung: Option<usize>,
    reached: bool,
}

/// A passage that says so.
#[derive(Serialize)]
pub(in crate::render::html) struct Cited {
    /// The place of the source in the list.
    pub source: usize,
    pub place: String,
    quote: String,
    /// What else is to be said of it: who speaks there, what it repeats, what it has differently.
    remarks: Vec<String>,
}

/// A source.
#[derive(Serialize)]
pub(in crate::render::html) struct Listed {
    pub id: String,
    pub number: usize,
    pub title: String,
    /// Publisher and day.
    pub by: String,
    /// Kind, language, what it repeats.
    pub about: String,
    /// Where it can be read; empty where that is no address of the web.
    pub url: String,
    find: String,
}

pub(super) fn told(view: &View, answer: &Answer, model: &Model, at: &Places) -> Told {
    let claim = view.claim;
    let evidence = Evidence::of(model, view);
    let out = claim.reject.filter(|_| answer.lens.source.is_none());
    let place = model.facts.files.place(claim.at);
    let phase = at.phases.get(&view.id);
    let how = match view.stance {
        Stance::Asserted => String::new(),
        stance => visible(model.vocab().stance_label(stance)),
    };
    Told {
        sentence: visible(&model.sentence(claim)),
        boxes: claim.says.nodes().filter_map(|n| at.boxes.get(&n).copied()).collect(),
        stance: view.stance.word(),
        how,
        start: numbers(model.begins(view, &answer.lens).0),
        end: numbers(view.interval.end),
        lasts: claim.lasts(),
        when: visible(&view.when.words()),
        by: visible(&speakers(&view.said_by(), model)),
        ahead: phase == Some(&Phase::Planned) || is_in_sight(view, answer, model),
        phase: phase.filter(|p| **p != Phase::Held).map_or("", |p| p.word()),
        voices: evidence.voices,
        support: support(view, &evidence, model),
        disputed: false,
        aside: visible(out.unwrap_or_default()),
        note: visible(claim.note.unwrap_or_default()),
        cites: evidence.cites.iter().map(|c| cited(c, view, model, at)).collect(),
        written: visible(&format!("{}, line {}", place.file, place.line)),
        status: step(view, model),
        happened: matches!(claim.says, Says::Happened { .. }),
    }
}

fn numbers((first, last): Days) -> (i32, i32) {
    (first.number(), last.number())
}

/// How many voices in how many sources, in words.
fn support(view: &View, evidence: &Evidence, model: &Model) -> String {
    let plural = |n: usize, one: &str| if n == 1 { format!("one {one}") } else { format!("{n} {one}s") };
    let sources = evidence.count_sources();
    match (evidence.voices, sources) {
        (_, 0) => match view.claim.fields.uncited {
            Some(reason) => format!("no source: {}", visible(&model.facts.files[reason])),
            None => "no source".to_owned(),
        },
        (1, 1) => "one voice".to_owned(),
        (voices, sources) => format!("{} in {}", plural(voices, "voice"), plural(sources, "source")),
    }
}

fn step(view: &View, model: &Model) -> Option<Step> {
    let Says::Status { of, word } = view.claim.says else { return None };
    let status = model.vocab().status(model.graph[of].root, word);
    Some(Step {
        label: visible(model.status_label(of, word)),
        phase: status.map_or(Phase::Held, |s| s.phase) as usize,
        rung: status.and_then(|s| s.rung),
        reached: view.stance == Stance::Asserted,
    })
}

fn speakers(all: &[Speaker], model: &Model) -> String {
    words::join(all.iter().map(|s| model.speaker(*s)))
}

fn cited(cite: &Citation, view: &View, model: &Model, at: &Places) -> Cited {
    let said_by = if cite.said_by == view.said_by() { "".into() } else { speakers(&cite.said_by, model) };
    let via = words::join(cite.via.iter().map(|s| &model.facts.files[model.source(*s).record.publisher]));
    let differently = [
        ("words of", said_by),
        ("repeats", via),
        ("dated", cite.when.as_ref().map_or(String::new(), |d| d.words())),
        ("value:", cite.value.unwrap_or_default().to_owned()),
        ("put as:", cite.stance.map_or("", |s| model.vocab().stance_label(s)).to_owned()),
    ];
    let remarks = differently.iter().filter(|(_, value)| !value.is_empty());
    Cited {
        source: at.sources.get(&cite.source).copied().unwrap_or_default(),
        place: visible(&cite.place.as_ref().map_or(cite.at.to_owned(), place_words)),
        quote: visible(cite.quote.unwrap_or_default()),
        remarks: remarks.map(|(words, value)| visible(&format!("{words} {value}"))).collect(),
    }
}

/// `paragraph 9, sentence 1`; a word as it is.
fn place_words(place: &Place) -> String {
    let part = |(paragraph, sentence): (u32, Option<u32>)| match sentence {
        Some(sentence) => format!("{paragraph}, sentence {sentence}"),
        None => paragraph.to_string(),
    };
    match place {
        Place::Paragraphs { from, to: None } => format!("paragraph {}", part(*from)),
        Place::Paragraphs { from, to: Some(to) } => format!("paragraphs {} to {}", part(*from), part(*to)),
        Place::Word(word) => word.replace('-', " "),
    }
}

pub(super) fn listed(n: usize, id: SourceId, model: &Model, at: &Places) -> Listed {
    let files = &model.facts.files;
    let node = model.source(id);
    let record = node.record;
    let day = node.published.as_ref().map_or("undated".to_owned(), |d| d.words());
    let mut about = vec![model.vocab().kind_label(&files[record.kind]).to_owned()];
    if let Some(code) = record.language.map(|l| &files[l]) {
        about.push(model.vocab().languages.get(code).map_or(code, String::as_str).to_owned());
    }
    let repeated = node.repeats.iter().filter_map(|(s, _)| at.sources.get(s)).map(|n| format!("[{}]", n + 1));
    let repeated: Vec<String> = repeated.collect();
    if !repeated.is_empty() {
        about.push(format!("repeats {}", repeated.join(" ")));
    }
    let url = record.url.map(|url| &files[url]).filter(|url| address(url).is_some());
    Listed {
        id: visible(node.id),
        number: n + 1,
        title: visible(&files[record.title]),
        by: visible(&format!("{}, {day}", &files[record.publisher])),
        about: visible(&about.join(", ")),
        url: url.unwrap_or_default().to_owned(),
        find: findable([node.id, &files[record.title], &files[record.publisher]].into_iter()),
    }
}
