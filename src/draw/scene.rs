//! What is to be drawn, in which words and with which looks; where it stands is decided later.
mod line;

use super::colour::{Ink, Inks};
use crate::ask::Answer;
use crate::model::{ClaimId, Disputed, Model, SourceId, Who};
use crate::vocab::{Look, Partnership, Phase, Stance, Vocab};
use line::said;
pub(super) use line::{head, line_ink, look_of, phase, phase_style, tooltip, words};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

/// A picture before anything has a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// What stands over it.
    pub title: String,
    /// For when it speaks, in words; empty for the whole record.
    pub day: String,
    /// The ids of those asked about.
    pub asked: Vec<String>,
    /// Groups, in the order of the vocabulary; boxes of no group are in one without a label.
    pub groups: Vec<Group>,
    /// Lines: one for each two that are tied.
    pub lines: Vec<Line>,
    /// Where it is said: the numbered sources.
    pub sources: Vec<Source>,
    /// How many independent voices those are together.
    pub voices: usize,
    /// What is left out of it, in sentences.
    pub left_out: Vec<String>,
    /// The colours of the page.
    pub page: PageInks,
}

/// The colours of what is neither a box nor a line.
#[derive(Clone, Debug, PartialEq)]
pub struct PageInks {
    /// Behind everything.
    pub paper: Ink,
    /// Titles and names.
    pub ink: Ink,
    /// Remarks.
    pub quiet: Ink,
    /// Round groups.
    pub frame: Ink,
    /// Round boxes, as `#rrggbb`.
    pub outline: String,
}

/// Boxes that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The word of the vocabulary; empty for none.
    pub id: String,
    /// As people read it.
    pub label: String,
    /// Background, as `#rrggbb`.
    pub colour: String,
    /// What is in it.
    pub boxes: Vec<Box>,
}

/// A stakeholder, an asset, an agreement or a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Box {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The word of its kind.
    pub kind: String,
    /// The kind as people read it.
    pub kind_label: String,
    /// The widest kind that looks the same, as people read it.
    pub family: String,
    /// Its status as people read it; empty for none.
    pub status: String,
    /// Its shape.
    pub look: Look,
    /// Fill, as `#rrggbb`.
    pub colour: String,
    /// The fill, the outline and the words on it, for light and dark paper.
    pub inks: Inks,
    /// The line style of the phase it is in.
    pub style: String,
    /// The record it stands for.
    pub node: NodeIndex,
}

/// What ties two boxes: all that is said of these two.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its own id, made of those of its ends.
    pub id: String,
    /// The id of the box it starts at.
    pub from: String,
    /// The id of the box it ends at.
    pub to: String,
    /// What is said, in the order of the facts; never none.
    pub claims: Vec<Said>,
}

/// A claim that a line is drawn for.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// An id of its own, made of those of its ends and its word.
    pub id: String,
    /// The claim.
    pub claim: ClaimId,
    /// The other claims it rests on, all of them needed.
    pub with: Vec<ClaimId>,
    /// What it says of the two.
    pub label: String,
    /// Whether it reads from the start of the line to its end.
    pub forward: bool,
    /// Whether it reads both ways.
    pub both_ways: bool,
    /// Dashed, solid or dotted, as planned, held or ended.
    pub style: String,
    /// How far along it is.
    pub phase: Phase,
    /// Whether it is said with reserve.
    pub hedged: bool,
    /// Whether it makes partners.
    pub partnership: Partnership,
    /// Whether it is in an open dispute.
    pub disputed: bool,
    /// How many independent voices say so.
    pub voices: usize,
    /// The numbers of the sources that say so, from 1.
    pub sources: Vec<usize>,
    /// As `#rrggbb`.
    pub colour: String,
    /// The colour for light and dark paper.
    pub ink: Ink,
    /// The head of the arrow, at both ends of a line that reads both ways; none for partners.
    pub head: String,
    /// The claim as a sentence, with when and where it is said.
    pub tooltip: String,
    /// The address of the first of its sources that has one.
    pub link: String,
}

/// A source with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// From 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, in words; empty if that is not known.
    pub published: String,
    /// Where it can be read; empty if that is not known.
    pub url: String,
    /// Which source it is.
    pub source: SourceId,
}

impl Scene {
    /// What an answer speaks of, in words and looks.
    pub fn new(answer: &Answer, model: &Model) -> Self {
        let page = PageInks::new(model.vocab());
        let sources = sources(&answer.bibliography(), model);
        let number: FxHashMap<SourceId, usize> = sources.iter().map(|s| (s.source, s.number)).collect();
        let disputed = Disputed::new(model, &answer.lens);
        let drawn = |claim| {
            let view = model.any_view(claim, &answer.lens)?;
            let shown = view.stance != Stance::Denied && (view.claim.reject.is_none() || answer.lens.source.is_some());
            shown.then_some(view)
        };
        let mut lines: Vec<Line> = vec![];
        let mut line_of: FxHashMap<(NodeIndex, NodeIndex), usize> = FxHashMap::default();
        let mut ids: FxHashMap<String, usize> = FxHashMap::default();
        for edge in &answer.selection.edges {
            let Some((from, to)) = model.graph.edge_endpoints(*edge) else { continue };
            let claim = model.graph[*edge].claim;
            let Some(view) = drawn(claim) else { continue };
            let at = *line_of.entry((from.min(to), from.max(to))).or_insert_with(|| {
                let (from, to) = (model.graph[from].id.to_owned(), model.graph[to].id.to_owned());
                lines.push(Line { id: format!("{from}.{to}"), from, to, claims: vec![] });
                lines.len() - 1
            });
            let forward = lines[at].from == model.graph[from].id;
            let said = said((from, to), &view, model, (&page, &answer.lens), &number);
            let seen = ids.entry(said.id.clone()).and_modify(|n| *n += 1).or_insert(1);
            let id = if *seen > 1 { format!("{}.{seen}", said.id) } else { said.id };
            lines[at].claims.push(Said { id, forward, disputed: disputed.holds(claim), ..said });
        }
        let title = match answer.lead.first() {
            Some(lead) if answer.title.is_empty() => lead.text.clone(),
            _ => answer.title.clone(),
        };
        Self {
            title,
            day: day(answer),
            asked: asked(answer, model),
            groups: groups(answer, model, &page),
            lines,
            sources,
            voices: model.voices_of(&answer.bibliography()),
            left_out: answer.left_out.clone(),
            page,
        }
    }

    /// All boxes, group by group.
    pub fn boxes(&self) -> impl Iterator<Item = &Box> {
        self.groups.iter().flat_map(|g| &g.boxes)
    }
}

impl Box {
    /// What it is, and its status.
    pub fn kind_words(&self) -> String {
        let comma = if self.status.is_empty() { "" } else { ", " };
        format!("{}{comma}{}", self.kind_label, self.status)
    }
}

impl PageInks {
    /// As the vocabulary says.
    pub fn new(vocab: &Vocab) -> Self {
        let lines = &vocab.lines;
        let colour = |word: &str| lines.get(word).map_or("", |l| &l.colour);
        let ink = |word: &str| Ink::new(colour(word), lines.get(word).map_or("", |l| &l.dark));
        Self {
            paper: ink("paper"),
            ink: ink("ink"),
            quiet: ink("quiet"),
            frame: ink("frame"),
            outline: colour("outline").to_owned(),
        }
    }

    /// What is behind what belongs to a group of this colour; paper for none.
    pub fn ground(&self, colour: &str) -> Ink {
        if colour.is_empty() { self.paper.clone() } else { Inks::of(colour, &self.paper).fill.ground(&self.paper) }
    }
}

/// The ids of those asked about that have a box.
fn asked(answer: &Answer, model: &Model) -> Vec<String> {
    let id = |who: &Who| match who {
        Who::Node(node) => Some(model.graph[*node].id.to_owned()),
        Who::Source(_) => None,
    };
    answer.who.iter().filter_map(id).collect()
}

/// For when an answer speaks, in words.
fn day(answer: &Answer) -> String {
    let days = |(from, to): crate::date::Days| if from == to { from.to_string() } else { format!("{from} to {to}") };
    let as_of = answer.lens.as_of.map(|d| format!("on {}", days(d)));
    let known = answer.lens.known_by.map(|d| format!("as known by {d}"));
    as_of.into_iter().chain(known).collect::<Vec<_>>().join(", ")
}

/// Sources with their numbers, in this order.
pub(super) fn sources(ids: &[SourceId], model: &Model) -> Vec<Source> {
    let text = |text: crate::text::Text| model.facts.files[text].to_owned();
    let source = |(n, id): (usize, &SourceId)| {
        let source = model.source(*id);
        Source {
            number: n + 1,
            id: source.id.to_owned(),
            title: text(source.record.title),
            publisher: text(source.record.publisher),
            published: source.published.as_ref().map_or(String::new(), |d| d.words()),
            url: source.record.url.map_or(String::new(), text),
            source: *id,
        }
    };
    ids.iter().enumerate().map(source).collect()
}

fn groups(answer: &Answer, model: &Model, page: &PageInks) -> Vec<Group> {
    let words = model.vocab().groups.iter();
    let mut groups: Vec<Group> = words
        .map(|(id, g)| Group { id: id.into(), label: g.label.clone(), colour: g.colour.clone(), boxes: vec![] })
        .collect();
    groups.push(Group { id: String::new(), label: String::new(), colour: String::new(), boxes: vec![] });
    for node in &answer.selection.nodes {
        let id = model.graph[*node].group.unwrap_or("");
        let at = groups.iter().position(|g| g.id == id).unwrap_or(groups.len() - 1);
        groups[at].boxes.push(a_box(*node, answer, model, page));
    }
    groups.retain(|g| !g.boxes.is_empty());
    groups
}

fn a_box(node: NodeIndex, answer: &Answer, model: &Model, page: &PageInks) -> Box {
    let vocab = model.vocab();
    let it = &model.graph[node];
    let kind = vocab.kinds.get(it.kind);
    let look = kind.and_then(|k| vocab.looks.get(&k.look)).cloned().unwrap_or_default();
    let status = model.status(node, &answer.lens);
    let phase = status.as_ref().map(|s| if s.reached { s.phase } else { Phase::Planned });
    let colour = kind.map_or(String::new(), |k| k.colour.clone());
    Box {
        id: it.id.to_owned(),
        label: it.name.to_owned(),
        kind: it.kind.to_owned(),
        kind_label: vocab.kind_label(it.kind).to_owned(),
        family: family(it.kind, model).to_owned(),
        status: status.map_or(String::new(), |s| model.status_label(node, s.word).to_owned()),
        look,
        inks: Inks::of(&colour, &page.paper),
        colour,
        style: phase.map_or(String::new(), |p| phase_style(p, model)),
        node,
    }
}

/// The label of the highest of the kinds above this one that look the same.
fn family<'f>(kind: &'f str, model: &Model<'f>) -> &'f str {
    let vocab = model.vocab();
    let look = |kind: &str| vocab.kinds.get(kind).map(|k| (k.look.clone(), k.colour.clone()));
    let same = vocab.line(kind).take_while(|above| look(above) == look(kind)).last();
    vocab.kind_label(same.unwrap_or(kind))
}
