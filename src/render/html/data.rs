//! What the page knows of an answer: boxes, lines, claims and sources in words, with the days each claim may begin and
//! end. The script reads it as JSON; the tables are made of the same.
//!
//! Invariant: the words are chosen here, so that the script chooses none; as JSON it cannot end the tag it stands in.
mod told;

use crate::ask::{Answer, Evidence};
use crate::date::Holds;
use crate::diag::write::visible;
use crate::draw::{Mark, Part, Picture, Scene, StandsFor};
use crate::model::{ClaimId, Disputed, Model, Says, SourceId, View, fold, latin};
use crate::render::{self};
use crate::vocab::{Phase, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
pub(super) use told::{Listed, Told};
use told::{listed, told};

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
        let on_entries: FxHashSet<ClaimId> = entries.iter().flat_map(|(_, _, claims)| *claims).copied().collect();
        let views: Vec<View> = model
            .all_claims()
            .filter_map(|id| model.any_view(id, &answer.lens))
            .filter(|view| {
                at.phases.contains_key(&view.id) || is_told(view, answer, &at) || on_entries.contains(&view.id)
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
    wanted && in_time && view.claim.says.nodes().all(|n| at.boxes.contains_key(&n))
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
    let mut seen: FxHashSet<SourceId> = order.iter().copied().collect();
    for view in views {
        order.extend(Evidence::of(model, view).sources().into_iter().filter(|source| seen.insert(*source)));
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
        through: it.is_record(),
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
    for name in names.flat_map(|name| [fold(name), latin(name)]) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    visible(&all.join(" \u{b7} "))
}
