//! The lines of a scene: what is said at each, and how it is drawn.
//!
//! Invariant: a line says no more than its claims; doubt shows in its look and its words.
use super::{PageInks, Said};
use crate::ask::Evidence;
use crate::date::Holds;
use crate::draw::colour::Ink;
use crate::model::{Lens, Model, Says, SourceId, View};
use crate::vocab::{Partnership, Phase, RolePartnership, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

/// The style of the lines of a phase.
pub(in crate::draw) fn phase_style(phase: Phase, model: &Model) -> String {
    model.vocab().phases.get(phase.word()).cloned().unwrap_or_default()
}

/// The style of a line: what is said with reserve is drawn as what is not yet.
pub(in crate::draw) fn look_of(phase: Phase, stance: Stance, model: &Model) -> String {
    let is_sure = stance != Stance::Hedged || phase == Phase::Ended;
    phase_style(if is_sure { phase } else { Phase::Planned }, model)
}

/// What a line says of the two it joins.
pub(in crate::draw) struct Words {
    /// The word of the vocabulary that makes it different from others between the same two.
    word: String,
    label: String,
    pub partnership: Partnership,
    both_ways: bool,
}

/// The words of a claim, and whether it makes partners.
pub(in crate::draw) fn words(view: &View, model: &Model) -> Words {
    let vocab = model.vocab();
    match &view.claim.says {
        Says::Tie { word, .. } => {
            let relation = vocab.relations.get(word);
            Words {
                word: (*word).to_owned(),
                label: relation.map_or(*word, |r| &r.label).to_owned(),
                partnership: relation.map(|r| r.partnership).unwrap_or_default(),
                both_ways: relation.is_some_and(|r| r.symmetric),
            }
        }
        Says::Stake { kind, share, .. } => {
            let label = match share.map(crate::model::words::share_words) {
                Some(share) if share.starts_with(vocab.kind_label(kind)) => share,
                Some(share) => format!("{} {share}", vocab.kind_label(kind)),
                None => vocab.kind_label(kind).to_owned(),
            };
            let partnership = vocab.kinds.get(kind).map(|k| k.partnership).unwrap_or_default();
            Words { word: (*kind).to_owned(), label, partnership, both_ways: false }
        }
        Says::Party { role, of, .. } => {
            let kind = vocab.kinds.get(model.graph[*of].kind).map(|k| k.partnership).unwrap_or_default();
            let partnership = match vocab.roles.get(role).map(|r| r.partnership) {
                Some(RolePartnership::Adverse) => Partnership::Adverse,
                Some(RolePartnership::AsKind) => kind,
                Some(RolePartnership::None) | None => Partnership::Neutral,
            };
            Words { word: (*role).to_owned(), label: model.role_label(role).to_owned(), partnership, both_ways: false }
        }
        Says::Link { field, .. } => {
            let (word, label) = ((*field).to_owned(), (*field).to_owned());
            Words { word, label, partnership: Partnership::Neutral, both_ways: false }
        }
        Says::Status { .. } | Says::Happened { .. } | Says::Detail { .. } => {
            let (word, label) = (String::new(), String::new());
            Words { word, label, partnership: Partnership::Neutral, both_ways: false }
        }
    }
}

/// How far along what a claim says is.
pub(in crate::draw) fn phase(view: &View, model: &Model, lens: &Lens) -> Phase {
    let in_sight = view.claim.says.goes_with().is_some_and(|of| model.is_in_sight(of, lens));
    if view.stance == Stance::Planned || view.holds == Holds::Possible || in_sight || model.is_step(view.claim) {
        Phase::Planned
    } else if view.is_ended(model.newest(lens)) {
        Phase::Ended
    } else {
        Phase::Held
    }
}

pub(super) fn said(
    (from, to): (NodeIndex, NodeIndex),
    view: &View,
    model: &Model,
    (page, lens): (&PageInks, &Lens),
    number: &FxHashMap<SourceId, usize>,
) -> Said {
    let vocab = model.vocab();
    let words = words(view, model);
    let look = vocab.lines.get(words.partnership.word()).cloned().unwrap_or_default();
    let ink = line_ink(words.partnership, model, page);
    let phase = phase(view, model, lens);
    let evidence = Evidence::of(model, view);
    let mut sources: Vec<usize> = evidence.sources().iter().filter_map(|s| number.get(s).copied()).collect();
    sources.sort_unstable();
    let url = |s: &SourceId| model.source(*s).record.url.map(|url| model.facts.files[url].to_owned());
    Said {
        id: format!("{}.{}.{}", model.graph[from].id, words.word, model.graph[to].id),
        claim: view.id,
        with: vec![],
        forward: true,
        both_ways: words.both_ways,
        style: look_of(phase, view.stance, model),
        hedged: view.stance == Stance::Hedged,
        phase,
        partnership: words.partnership,
        disputed: false,
        voices: evidence.voices,
        colour: look.colour,
        ink,
        head: head(words.partnership, words.both_ways, look.head),
        tooltip: tooltip(view, &evidence, model),
        link: evidence.sources().iter().find_map(url).unwrap_or_default(),
        sources,
        label: words.label,
    }
}

/// The head of a line. Partners both ways need none; other lines are told from theirs by more than colour.
pub(in crate::draw) fn head(partnership: Partnership, both_ways: bool, head: String) -> String {
    if both_ways && partnership == Partnership::Cooperative { "none".to_owned() } else { head }
}

/// The ink of what makes partners, sets against each other, or does neither.
pub(in crate::draw) fn line_ink(partnership: Partnership, model: &Model, page: &PageInks) -> Ink {
    let look = model.vocab().lines.get(partnership.word()).cloned().unwrap_or_default();
    if look.dark.is_empty() { Ink::of(&look.colour, &page.paper) } else { Ink::new(&look.colour, &look.dark) }
}

/// A claim as a sentence, with when and where it is said.
pub(in crate::draw) fn tooltip(view: &View, evidence: &Evidence, model: &Model) -> String {
    let when = view.when.words();
    let comma = if when.is_empty() { "" } else { ", " };
    let cites: Vec<&str> = evidence.sources().into_iter().map(|s| model.source(s).id).collect();
    let sources = if cites.is_empty() { String::new() } else { format!(" [{}]", cites.join(", ")) };
    let stance = match view.stance {
        Stance::Asserted | Stance::Denied => String::new(),
        stance => format!(" ({})", model.vocab().stance_label(stance)),
    };
    format!("{}{stance}{comma}{when}{sources}", model.sentence(view.claim))
}
