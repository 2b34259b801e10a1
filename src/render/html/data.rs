//! What the page knows of an answer: boxes, lines, claims and sources in words, with the days each claim may begin and
//! end. The script reads it as JSON; the tables are made of the same.
//!
//! Invariant: the words are chosen here, so that the script chooses none; as JSON it cannot end the tag it stands in.
use crate::ask::{Answer, Evidence};
use crate::date::{Days, Holds};
use crate::diag::write::visible;
use crate::draw::{Mark, Part, Picture, Scene, StandsFor};
use crate::facts::Place;
use crate::model::{Citation, ClaimId, Disputed, Model, Says, SourceId, Speaker, View, fold, words};
use crate::render::{self, svg::address};
use crate::vocab::{Phase, Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use serde::Serialize;

/// All of it.
#[derive(Serialize)]
pub(super) struct Data {
    /// What is drawn, in the order of the scene.
    boxes: Vec<Boxed>,
    /// Lines between them.
    lines: Vec<Lined>,
    /// What is said of the boxes, drawn or not, in the order of the facts.
    pub claims: Vec<Told>,
    /// Where it is said, by number from 1: first those of the picture, with the numbers they have there.
    pub sources: Vec<Listed>,
    /// The groups, in the order of the vocabulary.
    groups: Vec<Word>,
    /// The stances, the surest first.
    stances: Vec<Word>,
    /// What of a picture without boxes stands for claims.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entries: Vec<Entered>,
    /// Parts of the answer that have a name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Named>,
    /// Whether the answer speaks for one day only.
    pub has_day: bool,
    /// Whether anything is drawn.
    #[serde(skip)]
    pub has_picture: bool,
    /// Whether its rows say more than its claims.
    #[serde(skip)]
    pub has_answer: bool,
}

/// A word of the language or the vocabulary and how people read it.
#[derive(Serialize)]
struct Word {
    id: String,
    label: String,
}

/// A part of the answer that has a name.
#[derive(Serialize)]
pub(super) struct Named {
    pub title: String,
    boxes: Vec<usize>,
}

/// A row or a cell: whom it speaks of, and the claims it rests on.
#[derive(Serialize)]
struct Entered {
    id: String,
    boxes: Vec<usize>,
    claims: Vec<usize>,
}

#[derive(Serialize)]
struct Boxed {
    id: String,
    name: String,
    kind: String,
    group: String,
    /// All it is called, as a search compares it.
    find: String,
    /// Whether a path passes through it without counting it.
    through: bool,
    /// Its status claims, in the order of the files.
    statuses: Vec<usize>,
}

#[derive(Serialize)]
struct Lined {
    id: String,
    from: usize,
    to: usize,
    said: Vec<Said>,
}

/// A claim on a line: its number, and its id there.
#[derive(Serialize)]
struct Said {
    claim: usize,
    /// What else it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    with: Vec<usize>,
    id: String,
}

/// A claim with what it rests on, in words.
#[derive(Serialize)]
pub(super) struct Told {
    pub sentence: String,
    /// The boxes it speaks of.
    boxes: Vec<usize>,
    /// The word of how it is put, and how people read it.
    stance: &'static str,
    pub how: String,
    /// First and last day it may begin, and end, as numbers of days.
    start: (i32, i32),
    end: (i32, i32),
    lasts: bool,
    pub when: String,
    pub by: String,
    /// Whether it is only in sight; then it is no way where there is another.
    ahead: bool,
    /// How far along what it says is, where that is not to be expected of a claim.
    phase: &'static str,
    pub voices: usize,
    pub support: String,
    pub disputed: bool,
    /// Why it is not believed; then it is no line.
    pub aside: String,
    pub note: String,
    pub cites: Vec<Cited>,
    pub written: String,
    /// For a status: how people read it, its rung, whether it is reached.
    status: Option<Step>,
    /// Whether it says that a box, a date, happened.
    happened: bool,
}

#[derive(Serialize)]
struct Step {
    label: String,
    rung: Option<usize>,
    reached: bool,
}

/// A passage that says so.
#[derive(Serialize)]
pub(super) struct Cited {
    /// The place of the source in the list.
    pub source: usize,
    pub place: String,
    quote: String,
    /// What else is to be said of it: who speaks there, what it repeats, what it has differently.
    remarks: Vec<String>,
}

/// A source.
#[derive(Serialize)]
pub(super) struct Listed {
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

/// Where a thing stands in its list, and how far along what a line says is.
struct Places<'s> {
    boxes: FxHashMap<NodeIndex, usize>,
    ids: FxHashMap<&'s str, usize>,
    phases: FxHashMap<ClaimId, Phase>,
    claims: FxHashMap<ClaimId, usize>,
    sources: FxHashMap<SourceId, usize>,
}

impl Data {
    /// What the page knows of an answer.
    pub fn new(answer: &Answer, model: &Model, scene: &Scene, drawn: &Picture, named: &[render::View]) -> Self {
        let entries = entries(&drawn.marks);
        let mut at = Places {
            boxes: scene.boxes().enumerate().map(|(n, b)| (b.node, n)).collect(),
            ids: scene.boxes().enumerate().map(|(n, b)| (b.id.as_str(), n)).collect(),
            phases: phases(scene),
            claims: FxHashMap::default(),
            sources: FxHashMap::default(),
        };
        let views: Vec<View> = model
            .all_claims()
            .filter_map(|id| model.any_view(id, &answer.lens))
            .filter(|view| {
                let on_entry = || entries.iter().any(|(_, _, claims)| claims.contains(&view.id));
                at.phases.contains_key(&view.id) || is_told(view, answer, &at) || on_entry()
            })
            .collect();
        let sources = sources(answer, model, &views);
        at.claims = views.iter().enumerate().map(|(n, v)| (v.id, n)).collect();
        at.sources = sources.iter().enumerate().map(|(n, s)| (*s, n)).collect();
        let disputed = Disputed::new(model, &answer.lens);
        let told = |view: &View| Told { disputed: disputed.holds(view.id), ..told(view, answer, model, &at) };
        let boxes = scene.groups.iter().flat_map(|group| group.boxes.iter().map(move |b| (group, b)));
        let stance = |s: Stance| Word { id: s.word().into(), label: visible(model.vocab().stance_label(s)) };
        Self {
            boxes: boxes.map(|(group, b)| boxed(&group.id, b, model, &at)).collect(),
            lines: scene.lines.iter().filter_map(|line| lined(line, &at)).collect(),
            claims: views.iter().map(told).collect(),
            sources: sources.iter().enumerate().map(|(n, id)| listed(n, *id, model, &at)).collect(),
            groups: scene.groups.iter().map(|g| Word { id: visible(&g.id), label: visible(&g.label) }).collect(),
            stances: Stance::ALL.map(stance).into(),
            entries: entries.into_iter().map(|entry| entered(entry, &at)).collect(),
            parts: named.iter().map(|view| part(view, &at)).filter(|part| !part.boxes.is_empty()).collect(),
            has_day: answer.lens.as_of.is_some(),
            has_picture: scene.boxes().next().is_some(),
            has_answer: answer.question != MAP,
        }
    }

    /// As JSON that stands between tags.
    pub fn text(&self) -> String {
        harmless(&serde_json::to_string(self).unwrap_or_default())
    }
}

/// The question whose rows are its claims.
const MAP: &str = "map";

/// JSON without a sign that HTML or an old script engine takes for something else.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out
}

/// How far along the claims of lines are.
fn phases(scene: &Scene) -> FxHashMap<ClaimId, Phase> {
    let said = || scene.lines.iter().flat_map(|l| &l.claims);
    let with = said().flat_map(|s| s.with.iter().map(|claim| (*claim, s.phase)));
    with.chain(said().map(|s| (s.claim, s.phase))).collect()
}

/// An entry with whom it speaks of and what it rests on.
type Entry<'d> = (&'d str, &'d [String], &'d [ClaimId]);

/// The entries of a picture that rest on claims.
fn entries(marks: &[Mark]) -> Vec<Entry<'_>> {
    let mut all = vec![];
    for mark in marks {
        let Mark::Part(Part { stands_for, marks, .. }) = mark else { continue };
        match stands_for {
            StandsFor::Entry { id, of, claims } if !claims.is_empty() => all.push((id.as_str(), &of[..], &claims[..])),
            _ => all.extend(entries(marks)),
        }
    }
    all
}

fn entered((id, of, claims): Entry, at: &Places) -> Entered {
    let mut told: Vec<usize> = vec![];
    for n in claims.iter().filter_map(|claim| at.claims.get(claim).copied()) {
        if !told.contains(&n) {
            told.push(n);
        }
    }
    let boxes = of.iter().filter_map(|id| at.ids.get(id.as_str()).copied()).collect();
    Entered { id: visible(id), boxes, claims: told }
}

fn part(view: &render::View, at: &Places) -> Named {
    let boxes = view.boxes.iter().filter_map(|id| at.ids.get(id.as_str()).copied()).collect();
    Named { title: visible(&view.title), boxes }
}

/// Whether a claim that is not drawn is told: all it speaks of is drawn, and the answer looks at such claims.
fn is_told(view: &View, answer: &Answer, at: &Places) -> bool {
    let lens = &answer.lens;
    let wanted = lens.stance.is_none_or(|stance| view.stance == stance);
    let in_time = view.holds == Holds::Certain || view.holds == Holds::Possible && !lens.certain;
    wanted && in_time && view.claim.says.nodes().iter().all(|n| at.boxes.contains_key(n))
}

/// Whether what binds those it speaks of is itself only in sight, as `ties path` has it.
fn is_in_sight(view: &View, answer: &Answer, model: &Model) -> bool {
    let record = match view.claim.says {
        Says::Party { of, .. } | Says::Link { from: of, .. } => of,
        Says::Status { .. } | Says::Stake { .. } | Says::Tie { .. } | Says::Happened { .. } | Says::Detail { .. } => {
            return false;
        }
    };
    model.status(record, &answer.lens).is_some_and(|status| status.phase == Phase::Planned || !status.reached)
}

/// The sources of the answer, then those only its claims cite.
fn sources(answer: &Answer, model: &Model, views: &[View]) -> Vec<SourceId> {
    let mut order = answer.bibliography();
    for view in views {
        for source in Evidence::of(model, view).sources() {
            if !order.contains(&source) {
                order.push(source);
            }
        }
    }
    order
}

fn boxed(group: &str, b: &crate::draw::Box, model: &Model, at: &Places) -> Boxed {
    let it = &model.graph[b.node];
    let aliases = model.facts.subject(it.of).map(|s| s.aliases).unwrap_or_default();
    let names = [it.id, it.name].into_iter().chain(aliases.iter().map(|a| &model.facts.files[*a]));
    Boxed {
        id: visible(&b.id),
        name: visible(&b.label),
        kind: visible(&b.kind_label),
        group: visible(group),
        find: findable(names),
        through: matches!(it.root, Root::Agreement | Root::Date),
        statuses: model.status_claims(b.node).iter().filter_map(|id| at.claims.get(id).copied()).collect(),
    }
}

fn lined(line: &crate::draw::Line, at: &Places) -> Option<Lined> {
    let said = |s: &crate::draw::Said| {
        let with = s.with.iter().filter_map(|claim| at.claims.get(claim).copied()).collect();
        Some(Said { claim: *at.claims.get(&s.claim)?, with, id: visible(&s.id) })
    };
    Some(Lined {
        id: visible(&line.id),
        from: *at.ids.get(line.from.as_str())?,
        to: *at.ids.get(line.to.as_str())?,
        said: line.claims.iter().filter_map(said).collect(),
    })
}

/// Names as a search compares them: small letters without accents, as written and in Latin letters.
fn findable<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<String> = vec![];
    for name in names.flat_map(|name| [fold(name), fold(&deunicode::deunicode(name))]) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    visible(&all.join(" \u{b7} "))
}

fn told(view: &View, answer: &Answer, model: &Model, at: &Places) -> Told {
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
        boxes: claim.says.nodes().iter().filter_map(|n| at.boxes.get(n).copied()).collect(),
        stance: view.stance.word(),
        how,
        start: numbers(view.interval.start),
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
    let sources = evidence.sources().len();
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

fn listed(n: usize, id: SourceId, model: &Model, at: &Places) -> Listed {
    let files = &model.facts.files;
    let node = model.source(id);
    let record = node.record;
    let day = node.day.as_ref().map_or("undated".to_owned(), |d| d.words());
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
