//! What is to be drawn, in which words and with which looks; where it stands is decided later.
use crate::ask::Answer;
use crate::date::Holds;
use crate::model::{Model, Says, View};
use crate::vocab::{Look, Partnership, Phase, Stance};
use petgraph::graph::NodeIndex;

/// A picture before anything has a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// What stands over it.
    pub title: String,
    /// Groups, in the order of the vocabulary; boxes of no group are in one without a label.
    pub groups: Vec<Group>,
    /// Lines.
    pub lines: Vec<Line>,
    /// Where it is said: the numbered sources.
    pub sources: Vec<String>,
    /// The colour round boxes, as `#rrggbb`.
    pub outline: String,
    /// The colour round groups.
    pub frame: String,
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
    /// What it is, and its status.
    pub kind: String,
    /// Its shape.
    pub look: Look,
    /// Fill, as `#rrggbb`.
    pub colour: String,
    /// The line style of the phase it is in.
    pub style: String,
}

/// A line from one box to another, for one claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The id of the box it starts at.
    pub from: String,
    /// The id of the box it ends at.
    pub to: String,
    /// What it says.
    pub label: String,
    /// Dashed, solid or dotted, as planned, held or ended.
    pub style: String,
    /// As `#rrggbb`.
    pub colour: String,
    /// The head of the arrow; none for a line that reads both ways.
    pub head: String,
    /// The claim as a sentence, with when and where it is said.
    pub tooltip: String,
}

impl Scene {
    /// What an answer speaks of, in words and looks.
    pub fn new(answer: &Answer, model: &Model) -> Self {
        let vocab = model.vocab();
        let mut groups: Vec<Group> = vocab
            .groups
            .iter()
            .map(|(id, g)| Group { id: id.into(), label: g.label.clone(), colour: g.colour.clone(), boxes: vec![] })
            .collect();
        groups.push(Group { id: String::new(), label: String::new(), colour: String::new(), boxes: vec![] });
        for node in &answer.selection.nodes {
            let id = model.graph[*node].group.unwrap_or("");
            let at = groups.iter().position(|g| g.id == id).unwrap_or(groups.len() - 1);
            groups[at].boxes.push(a_box(*node, answer, model));
        }
        groups.retain(|g| !g.boxes.is_empty());
        let lines = answer.selection.edges.iter().filter_map(|edge| {
            let (from, to) = model.graph.edge_endpoints(*edge)?;
            let claim = model.graph[*edge].claim;
            let view = model.any_view(claim, &answer.lens)?;
            let drawn = view.stance != Stance::Denied && (view.claim.reject.is_none() || answer.lens.source.is_some());
            drawn.then(|| line(from, to, &view, model))
        });
        let lines = lines.collect();
        let sources =
            answer.bibliography().into_iter().map(|s| model.facts.files[model.source(s).record.title].to_owned());
        let title = match answer.lead.first() {
            Some(lead) if answer.title.is_empty() => lead.text.clone(),
            _ => answer.title.clone(),
        };
        let colour = |word: &str| vocab.lines.get(word).map_or(String::new(), |l| l.colour.clone());
        let (outline, frame) = (colour("outline"), colour("frame"));
        Self { title, groups, lines, sources: sources.collect(), outline, frame }
    }
}

fn a_box(node: NodeIndex, answer: &Answer, model: &Model) -> Box {
    let vocab = model.vocab();
    let it = &model.graph[node];
    let kind = vocab.kinds.get(it.kind);
    let look = kind.and_then(|k| vocab.looks.get(&k.look)).cloned().unwrap_or_default();
    let status = model.status(node, &answer.lens);
    let phase = status.as_ref().map(|s| if s.reached { s.phase } else { Phase::Planned });
    let status = status.map_or(String::new(), |s| format!(", {}", model.status_label(node, s.word)));
    Box {
        id: it.id.to_owned(),
        label: it.name.to_owned(),
        kind: format!("{}{status}", vocab.kind_label(it.kind)),
        look,
        colour: kind.map_or(String::new(), |k| k.colour.clone()),
        style: phase.map_or(String::new(), |p| phase_style(p, model)),
    }
}

fn phase_style(phase: Phase, model: &Model) -> String {
    model.vocab().phases.get(phase.word()).cloned().unwrap_or_default()
}

fn line(from: NodeIndex, to: NodeIndex, view: &View, model: &Model) -> Line {
    let vocab = model.vocab();
    let (label, partnership, symmetric) = match &view.claim.says {
        Says::Tie { word, .. } => {
            let relation = vocab.relations.get(word);
            (
                relation.map_or(*word, |r| &r.label).to_owned(),
                relation.map(|r| r.partnership),
                relation.is_some_and(|r| r.symmetric),
            )
        }
        Says::Stake { kind, share, .. } => {
            let label = match share.map(crate::model::words::share_words) {
                Some(share) if share.starts_with(vocab.kind_label(kind)) => share,
                Some(share) => format!("{} {share}", vocab.kind_label(kind)),
                None => vocab.kind_label(kind).to_owned(),
            };
            (label, vocab.kinds.get(kind).map(|k| k.partnership), false)
        }
        Says::Party { role, of, .. } => {
            let role_kind = vocab.roles.get(role).map(|r| r.partnership);
            let kind = vocab.kinds.get(model.graph[*of].kind).map(|k| k.partnership);
            let partnership = match role_kind {
                Some(crate::vocab::RolePartnership::Adverse) => Some(Partnership::Adverse),
                Some(crate::vocab::RolePartnership::AsKind) => kind,
                _ => None,
            };
            (model.role_label(role).to_owned(), partnership, false)
        }
        Says::Link { field, .. } => ((*field).to_owned(), None, false),
        Says::Status { .. } | Says::Happened { .. } | Says::Detail { .. } => (String::new(), None, false),
    };
    let look = vocab.lines.get(partnership.unwrap_or_default().word()).cloned().unwrap_or_default();
    let short = match view.claim.says {
        Says::Tie { word, .. } => vocab.relations.get(word).is_some_and(|r| model.is_short_of_partnership(r)),
        _ => false,
    };
    let phase = if view.stance == Stance::Planned || view.holds == Holds::Possible || short {
        Phase::Planned
    } else if view.is_ended(model.newest()) {
        Phase::Ended
    } else {
        Phase::Held
    };
    let when = view.when.words();
    let comma = if when.is_empty() { "" } else { ", " };
    let evidence = crate::ask::Evidence::of(model, view);
    let cites: Vec<&str> = evidence.sources().into_iter().map(|s| model.source(s).id).collect();
    let sources = if cites.is_empty() { String::new() } else { format!(" [{}]", cites.join(", ")) };
    let stance = match view.stance {
        Stance::Asserted | Stance::Denied => String::new(),
        stance => format!(" ({})", vocab.stance_label(stance)),
    };
    Line {
        from: model.graph[from].id.to_owned(),
        to: model.graph[to].id.to_owned(),
        label,
        style: phase_style(phase, model),
        colour: look.colour,
        head: if symmetric { "none".to_owned() } else { look.head },
        tooltip: format!("{}{stance}{comma}{when}{sources}", model.sentence(view.claim)),
    }
}
