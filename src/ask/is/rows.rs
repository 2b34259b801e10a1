//! The rows below a verdict: the claims it rests on, and what comes nearest where there are none.
//!
//! Invariant: every row has its evidence.
use super::words::{NONE_DENIES, all_words};
use super::{Case, DENIED, DISPUTED, EARLIER, PLANNED, PLANNED_OF, PLANNED_SINCE, STATED};
use crate::ask::parts::{held, in_words, parts};
use crate::ask::path::Path;
use crate::ask::{Answer, Cell, Evidence, Row, Section};
use crate::date::Holds;
use crate::model::{ClaimId, Disputed, Lens, Model, Says, View, words};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;

pub(super) fn add_rows<'f>(model: &'f Model<'f>, label: &str, ids: &[ClaimId], lens: &Lens, answer: &mut Answer<'f>) {
    let mut views: Vec<View> = ids.iter().filter_map(|id| model.any_view(*id, lens)).collect();
    // The surer first; what is less sure says so where others are not.
    views.sort_by_key(|view| view.holds);
    let is_sure = views.first().is_some_and(|view| view.holds == Holds::Certain);
    // What was disputed of another day is so still.
    let disputed = Disputed::new(model, &Lens { as_of: lens.as_of.filter(|_| label != EARLIER), ..*lens });
    for views in &model.grouped(views.into_iter()) {
        let view = &views[0];
        // Where that is the verdict, each row need not say so.
        let is_told = [STATED, EARLIER].contains(&label) && answer.verdict != Some(DISPUTED);
        let disputed = is_told && views.iter().any(|view| disputed.holds(view.id));
        let evidence = Evidence { disputed, ..Evidence::of_all(model, views) };
        let mut parts = vec![];
        let text = match view.stance {
            Stance::Denied if label == DENIED => String::new(),
            Stance::Planned if [PLANNED, PLANNED_OF, PLANNED_SINCE].contains(&label) => model.phrase(view.claim),
            Stance::Planned => format!("{}, planned", model.sentence(view.claim)),
            Stance::Asserted | Stance::Hedged | Stance::Opinion | Stance::Denied => model.sentence(view.claim),
        };
        parts.extend((!text.is_empty()).then_some(text));
        parts.extend(view.stated_when());
        parts.extend((is_sure && view.holds == Holds::Possible).then(|| "possible".to_owned()));
        if matches!(view.stance, Stance::Hedged | Stance::Opinion) {
            parts.push(model.how_put(view.stance, !view.cites.is_empty()).to_owned());
        }
        let by = words::join(evidence.said_by.iter().map(|s| model.speaker(*s)));
        parts.extend((!by.is_empty()).then_some(by));
        parts.extend(view.claim.prefer.map(|reason| format!("preferred: {reason}")));
        parts.extend(view.claim.reject.map(|reason| format!("rejected: {reason}")));
        let note = evidence.note.map_or(String::new(), |note| format!("; {note}"));
        answer.draw(model, &evidence.claims);
        answer.rows.push(Row::new(
            Section::default(),
            vec![Cell::Text(label.to_owned()), Cell::Text(parts.join(", ") + &note)],
            evidence,
        ));
    }
}

/// All for whom something is so, in one row.
pub(super) fn add_complete<'f>(model: &'f Model<'f>, ids: &[ClaimId], lens: &Lens, answer: &mut Answer<'f>) {
    let views: Vec<View> = ids.iter().filter_map(|id| model.any_view(*id, lens)).collect();
    let Some(Says::Tie { word, .. }) = views.first().map(|v| &v.claim.says) else { return };
    let names = words::join(views.iter().filter_map(|v| match v.claim.says {
        Says::Tie { from, .. } => Some(model.name(from)),
        _ => None,
    }));
    answer.draw(model, ids);
    let cells = vec![Cell::Text(all_words(model, word)), Cell::Text(names)];
    answer.rows.push(Row::new(Section::default(), cells, Evidence::of_all(model, &views)));
}

/// The claims that speak of two nodes at once, other than what is asked.
pub(super) fn between(model: &Model, one: NodeIndex, other: Option<NodeIndex>, lens: &Lens) -> Vec<ClaimId> {
    let Some(other) = other else { return vec![] };
    model
        .claims_on(one)
        .filter(|id| model.claim(*id).says.speaks_of(other) && model.view(*id, lens).is_some())
        .collect()
}

/// What comes nearest to something that is not stated: claims on both, and remarks on the one that name the other.
pub(super) fn nearest_claims(model: &Model, one: NodeIndex, case: &Case, lens: &Lens) -> Vec<ClaimId> {
    let mut found = between(model, one, case.other(), lens);
    let Some(other) = case.other() else { return vec![] };
    for id in in_words(model, other, one, lens).into_iter().chain(in_words(model, one, other, lens)) {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// What comes nearest to something that is not stated: what is said of a part, and claims on both; else how the two are
/// tied about another.
pub(super) fn add_near<'f>(model: &'f Model<'f>, one: NodeIndex, case: &Case, lens: &Lens, answer: &mut Answer<'f>) {
    let before = answer.rows.len();
    add_parts(model, one, case, lens, answer);
    let is_of_a_part = answer.rows.len() > before;
    if is_of_a_part {
        for note in &mut answer.lead {
            note.text = note.text.replace(NONE_DENIES, "") + " Of a part something is said.";
        }
    }
    let is_told = |id: &ClaimId| answer.rows.iter().any(|row| row.evidence.claims.contains(id));
    let is_remark = |id: &ClaimId| matches!(model.claim(*id).says, Says::Detail { .. });
    let mut near = nearest_claims(model, one, case, lens);
    near.retain(|id| !(is_told(id) || is_of_a_part && is_remark(id)));
    add_rows(model, "nearest", &near, lens, answer);
    if answer.rows.is_empty() {
        add_way(model, one, case, lens, answer);
    }
}

/// How two are tied about another, where nothing is said of both.
fn add_way<'f>(model: &'f Model<'f>, one: NodeIndex, case: &Case, lens: &Lens, answer: &mut Answer<'f>) {
    let Some(other) = case.other() else { return };
    for (text, evidence) in Path::of(model, one, other).first_way(model, lens) {
        answer.draw(model, &evidence.claims);
        let cells = vec![Cell::Text("by way of".to_owned()), Cell::Text(text)];
        answer.rows.push(Row { counts: false, ..Row::new(Section::default(), cells, evidence) });
    }
}

/// What is planned of one: where it is to stand, of what make it is to be.
pub(super) fn planned_of(model: &Model, one: NodeIndex, lens: &Lens) -> Vec<ClaimId> {
    let is_planned = |id: &ClaimId| model.view(*id, lens).is_some_and(|view| view.stance == Stance::Planned);
    let of_it = |id: &ClaimId| match &model.claim(*id).says {
        Says::Detail { of, .. } => of.contains(&one),
        Says::Tie { from, .. } => *from == one,
        _ => false,
    };
    model.claims_on(one).filter(|id| of_it(id) && is_planned(id)).collect()
}

/// The claims that say the same of others: who signed, where it is asked whether one did.
pub(super) fn of_others(model: &Model, one: NodeIndex, case: &Case, lens: &Lens) -> Vec<ClaimId> {
    let Some(other) = case.other() else { return vec![] };
    let same = |id: &ClaimId| match (&model.claim(*id).says, case) {
        (Says::Stake { holders, of, kind, .. }, Case::Stake { kind: asked, .. }) => {
            *of == other && kind == asked && !holders.contains(&one)
        }
        (Says::Party { who, of, role }, Case::Role { role: asked, .. }) => *of == other && role == asked && *who != one,
        _ => false,
    };
    model.claims_on(other).filter(same).filter(|id| model.view(*id, lens).is_some()).collect()
}

/// What is said, in the same words, where a part stands for the one, the other or both, or something that the one holds
/// for the one: that it is said, whose it is, and how to ask.
pub(super) fn add_parts<'f>(model: &'f Model<'f>, one: NodeIndex, case: &Case, lens: &Lens, answer: &mut Answer<'f>) {
    let Some(other) = case.other() else { return };
    let (Case::Relation { word, .. } | Case::Stake { kind: word, .. } | Case::Role { role: word, .. }) = case else {
        return;
    };
    let with = |whole: NodeIndex, its: Vec<(NodeIndex, ClaimId)>| {
        let its = its.into_iter().map(|(part, belongs)| (part, Some(belongs)));
        std::iter::once((whole, None)).chain(its).collect::<Vec<_>>()
    };
    let others = with(other, parts(model, other, lens));
    let ones = [parts(model, one, lens), held(model, one, lens)].concat();
    let pairs = with(one, ones).into_iter().flat_map(|a| others.iter().map(move |b| (a, *b)));
    for ((from, from_belongs), (to, to_belongs)) in pairs.filter(|(a, b)| a.1.or(b.1).is_some() && a.0 != b.0) {
        let asked = |id: &ClaimId| match (&model.claim(*id).says, case) {
            (Says::Tie { from: f, word, to: t, .. }, Case::Relation { word: asked, .. }) => {
                (*f, *t, *word) == (from, to, *asked)
            }
            (Says::Stake { holders, of, kind, .. }, Case::Stake { kind: asked, .. }) => {
                holders.contains(&from) && (*of, *kind) == (to, *asked)
            }
            (Says::Party { who, of, role }, Case::Role { role: asked, .. }) => (*who, *of, *role) == (from, to, *asked),
            _ => false,
        };
        let said = model.claims_on(from).filter(asked);
        let said: Vec<ClaimId> = said.filter(|id| model.any_view(*id, lens).is_some()).collect();
        if !said.is_empty() {
            add_rows(model, "said of a part", &said, lens, answer);
            let belongs: Vec<ClaimId> = [from_belongs, to_belongs].into_iter().flatten().collect();
            add_rows(model, "whose it is", &belongs, lens, answer);
            answer.more.push(format!("ties is {} {word} {}", model.graph[from].id, model.graph[to].id));
        }
    }
}
