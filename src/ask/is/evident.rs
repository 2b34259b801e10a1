//! What speaks for and against something that is asked, and what follows.
//!
//! Invariant: each claim bears on the question in one way; the order of the verdicts is that of the help.
use super::chain;
use super::{Case, DISPUTED, NO, NOT_STATED, NOT_YET, YES};
use crate::date::Holds;
use crate::facts::{Quantity, UNDISCLOSED, UNSTATED};
use crate::model::{ClaimId, Disputed, Lens, Model, Says, View, fold};
use crate::vocab::{Phase, Stance};
use petgraph::graph::NodeIndex;

/// What speaks for and against it.
#[derive(Default)]
pub(super) struct Evident<'f> {
    /// It is so.
    pub(super) yes: Vec<ClaimId>,
    /// What is so holds it among others, as `up to 80` does 10: it may be so.
    pub(super) within: Vec<ClaimId>,
    /// It is not so.
    pub(super) denied: Vec<ClaimId>,
    /// It was not so, or will not be, at another time.
    pub(super) denied_else: Vec<ClaimId>,
    /// It is to be so.
    pub(super) planned: Vec<ClaimId>,
    /// It was first said after the time of the question that it is to be so: that says nothing of that time.
    pub(super) planned_since: Vec<ClaimId>,
    /// Something short of it is so.
    pub(super) short: Vec<ClaimId>,
    /// It was so, or will be, at another time.
    pub(super) before: Vec<ClaimId>,
    pub(super) later: Vec<ClaimId>,
    /// Something else is so in its place.
    pub(super) instead: Vec<ClaimId>,
    /// It is said to be withheld.
    pub(super) withheld: Vec<ClaimId>,
    /// The list of all for whom it is so.
    pub(super) complete: Vec<ClaimId>,
    /// Whether something may have come after it by then, or the steps of a chain may not have met.
    pub(super) in_doubt: bool,
    /// Whether it follows from a chain of claims, and holds only while all of them do.
    pub(super) is_chain: bool,
    /// The values in an open dispute with the one asked about, or with each other, where there is only one at a time.
    pub(super) clashing: Vec<ClaimId>,
    /// Whether a claim to this effect is not to be believed.
    pub(super) is_rejected: bool,
    /// Whether what is planned is just what is asked, and no bounds that it may lie in.
    pub(super) is_exactly_planned: bool,
    /// The status that stops it.
    pub(super) stopped: Option<&'f str>,
}

/// Sorts the claims on one by how they bear on what is asked.
pub(super) fn gather<'f>(model: &'f Model<'f>, one: NodeIndex, case: &Case, lens: &Lens) -> Evident<'f> {
    let mut found = Evident::default();
    for id in model.claims_on(one) {
        let sound = |v: &View| v.claim.reject.is_none() || lens.source.is_some();
        let wanted = |v: &View| lens.stance.is_none_or(|stance| v.stance == stance);
        let Some(view) = model.any_view(id, lens).filter(|v| sound(v) && wanted(v)) else { continue };
        let Some(bearing) = bearing(model, one, case, &view) else { continue };
        let is_doubtful = view.holds == Holds::Possible || matches!(bearing, Bearing::Within);
        if is_doubtful && lens.certain {
            continue;
        }
        let reached = view.holds != Holds::Not;
        found.is_exactly_planned |= view.stance == Stance::Planned && matches!(bearing, Bearing::It);
        let list = match (bearing, view.stance) {
            // That it is not another value says nothing of this one.
            (Bearing::Instead, Stance::Denied) => continue,
            (Bearing::Instead, _) => &mut found.instead,
            (Bearing::Withheld, _) => &mut found.withheld,
            (_, Stance::Denied) if reached => &mut found.denied,
            (_, Stance::Denied) => continue,
            (Bearing::Short, _) if reached => &mut found.short,
            (Bearing::Short, _) => continue,
            (Bearing::It | Bearing::Within, _) if model.is_planned_later(&view, lens) => &mut found.planned_since,
            (Bearing::It | Bearing::Within, Stance::Planned) => &mut found.planned,
            (Bearing::It, _) if reached => &mut found.yes,
            (Bearing::Within, _) if reached => &mut found.within,
            (Bearing::It | Bearing::Within, _) if is_later(&view, lens) => &mut found.later,
            (Bearing::It | Bearing::Within, _) => &mut found.before,
        };
        list.push(id);
    }
    if let Case::Status { word } = case
        && let Some(now) = model.status(one, lens)
        && now.reached
        && now.word != *word
    {
        // It was so until something else came after it: a stop, or the end of one.
        let stops = |phase: Option<Phase>| matches!(phase, Some(Phase::Paused | Phase::Ended));
        let asked = model.vocab().status(model.graph[one].root, word).map(|s| s.phase);
        if stops(Some(now.phase)) || stops(asked) {
            found.in_doubt = now.view.holds != Holds::Certain;
            if !found.in_doubt {
                found.stopped = Some(now.word);
                found.before.append(&mut found.yes);
            }
        }
    }
    if let Case::Relation { word, other: Some(other) } = case {
        if found.yes.is_empty()
            && let Some((chain, is_sure)) = chain::between(model, one, word, *other, lens)
        {
            (found.yes, found.is_chain, found.in_doubt) = (chain, true, !is_sure);
        }
        found.complete = complete(model, word, *other, lens);
    }
    found.part(model, lens);
    found.is_rejected = !rejected(model, one, case, lens).is_empty();
    found.clashing = clashing(model, case, &found, lens);
    found
}

/// The values that are in an open dispute with one that is stated.
fn clashing<'f>(model: &'f Model<'f>, case: &Case, found: &Evident, lens: &Lens) -> Vec<ClaimId> {
    let Case::Property { what, value } = case else { return vec![] };
    if !is_single(model, what) {
        return vec![];
    }
    let disputed = Disputed::new(model, lens);
    let in_dispute = |ids: &[ClaimId]| ids.iter().copied().filter(|id| disputed.holds(*id)).collect::<Vec<_>>();
    let stated = in_dispute(&found.yes);
    match value {
        Some(_) if stated.is_empty() => vec![],
        Some(_) => in_dispute(&found.instead),
        None => stated,
    }
}

/// Whether a property has only one value at a time.
fn is_single(model: &Model, what: &str) -> bool {
    model.vocab().properties.get(what).is_some_and(|property| !property.many)
}

impl Evident<'_> {
    /// Where what is said and what is denied are of different days, they are no dispute: what holds for certain at the
    /// time of the question stands, else what spoke last up to then.
    fn part(&mut self, model: &Model, lens: &Lens) {
        let views = |ids: &[ClaimId]| ids.iter().filter_map(|id| model.any_view(*id, lens)).collect::<Vec<_>>();
        let (said, denied) = (views(&self.yes), views(&self.denied));
        let meet = said.iter().any(|a| denied.iter().any(|b| model.speak_for_one_time(a, b)));
        if said.is_empty() || denied.is_empty() || meet {
            return;
        }
        let weight = |views: &[View]| {
            let days = views.iter().map(|view| model.spoken_for(view).0);
            (views.iter().any(|view| view.holds == Holds::Certain), days.filter(|day| *day <= lens.days().1).max())
        };
        if weight(&denied) > weight(&said) {
            self.before.append(&mut self.yes);
        } else {
            self.denied_else.append(&mut self.denied);
        }
    }

    /// The order of the cases is that of the help.
    pub(super) fn verdict(&self, model: &Model, case: &Case, lens: &Lens) -> &'static str {
        let some = |lists: &[&Vec<ClaimId>]| lists.iter().any(|list| !list.is_empty());
        let denied = some(&[&self.yes]) && some(&[&self.denied]);
        let withheld = some(&[&self.withheld]) && some(&[&self.yes, &self.within, &self.planned]);
        if denied || withheld || some(&[&self.clashing]) {
            DISPUTED
        } else if some(&[&self.yes]) || some(&[&self.within]) && !some(&[&self.denied]) {
            YES
        } else if some(&[&self.planned, &self.later]) && !some(&[&self.before])
            || some(&[&self.short]) && !(matches!(case, Case::Status { .. }) && some(&[&self.before]))
        {
            NOT_YET
        } else if some(&[&self.denied, &self.before, &self.complete]) || !self.ruling_out(model, case, lens).is_empty()
        {
            NO
        } else {
            NOT_STATED
        }
    }
}

impl Evident<'_> {
    /// The values to be believed in place of the one asked about, where the property has only one at a time.
    pub(super) fn preferred(&self, model: &Model, case: &Case, lens: &Lens) -> Vec<ClaimId> {
        let Case::Property { what, value: Some(_) } = case else { return vec![] };
        let is_preferred = |id: &ClaimId| model.claim(*id).prefer.is_some();
        if !is_single(model, what) || self.yes.iter().any(is_preferred) {
            return vec![];
        }
        let stated = |id: &ClaimId| is_preferred(id) && model.view(*id, lens).is_some();
        self.instead.iter().copied().filter(stated).collect()
    }
}

impl Evident<'_> {
    /// The values that are stated and leave no room for the one asked about.
    pub(super) fn ruling_out(&self, model: &Model, case: &Case, lens: &Lens) -> Vec<ClaimId> {
        let Case::Property { what, value: Some(_) } = case else { return vec![] };
        if !is_single(model, what) {
            return vec![];
        }
        let is_value = |is: &str| is != UNSTATED && is != UNDISCLOSED;
        let sure = |id: &ClaimId| {
            let stated = matches!(model.claim(*id).says, Says::Detail { is, .. } if is_value(is));
            stated && model.view(*id, lens).is_some_and(|v| v.stance == Stance::Asserted)
        };
        self.instead.iter().copied().filter(sure).collect()
    }
}

/// How a claim bears on what is asked.
#[derive(Clone, Copy)]
enum Bearing {
    It,
    /// That it is one of many values, of which this is one.
    Within,
    /// That it is withheld.
    Withheld,
    Short,
    Instead,
}

fn bearing(model: &Model, one: NodeIndex, case: &Case, view: &View) -> Option<Bearing> {
    let vocab = model.vocab();
    match (case, &view.claim.says) {
        (Case::Relation { word, other }, Says::Tie { from, word: said, to, .. }) => {
            let symmetric = vocab.relations.get(said)?.symmetric;
            let ends = *from == one && other.is_none_or(|o| o == *to)
                || symmetric && *to == one && other.is_none_or(|o| o == *from);
            if !ends {
                return None;
            }
            if said == word {
                return Some(Bearing::It);
            }
            let short = vocab.relations.get(said)?.short_of.iter().any(|w| w == word);
            // Only what is on the way counts as short of it; a denied step does not.
            (short && view.stance != Stance::Denied).then_some(Bearing::Short)
        }
        (Case::Stake { kind, other }, Says::Stake { holders, of, kind: said, .. }) => {
            let it = holders.contains(&one) && other.is_none_or(|o| o == *of);
            (it && vocab.is_a(said, kind)).then_some(Bearing::It)
        }
        (Case::Role { role, other }, Says::Party { who, of, role: said }) => {
            (*who == one && said == role && other.is_none_or(|o| o == *of)).then_some(Bearing::It)
        }
        (Case::Property { what, value }, Says::Detail { of, what: said, is }) if of.contains(&one) && said == what => {
            if *is == UNSTATED {
                // That a source gives none is no value, and speaks against none.
                return Some(Bearing::Instead);
            }
            let Some(value) = value else {
                return Some(if *is == UNDISCLOSED { Bearing::Withheld } else { Bearing::It });
            };
            let same = fold(value) == fold(is) || broader(model, what, is, value);
            Some(if same { Bearing::It } else { amount(value, is, view.stance) })
        }
        (Case::Status { word }, Says::Status { of, word: said }) if *of == one => {
            if said == word {
                return Some(Bearing::It);
            }
            let root = model.graph[one].root;
            let (asked, reached) = (vocab.status(root, word)?, vocab.status(root, said)?);
            let earlier = match (asked.rung, reached.rung) {
                (Some(asked), Some(reached)) => reached < asked,
                // Whatever stops it is no step on the way to it.
                _ => reached.phase == Phase::Planned && asked.phase > reached.phase,
            };
            // A denied earlier step says nothing of a later one.
            (view.stance != Stance::Denied).then_some(if earlier { Bearing::Short } else { Bearing::Instead })
        }
        _ => None,
    }
}

fn broader(model: &Model, what: &str, is: &str, value: &str) -> bool {
    let Some(property) = model.vocab().properties.get(what) else { return false };
    let up = |word: &String| property.broader.get(word).cloned();
    std::iter::successors(Some(is.to_owned()), up).take(property.broader.len() + 1).any(|w| fold(&w) == fold(value))
}

/// How an amount that is stated bears on another, or on bounds: what may lie outside them says only that it may be so.
/// Who denies bounds denies whatever lies within them.
fn amount(value: &str, is: &str, stance: Stance) -> Bearing {
    match (Quantity::read(value), Quantity::read(is)) {
        (Some(asked), Some(stated)) if stance == Stance::Denied => {
            if stated.holds(&asked) {
                Bearing::It
            } else {
                Bearing::Instead
            }
        }
        (Some(asked), Some(stated)) if asked.holds(&stated) => Bearing::It,
        (Some(asked), Some(stated)) if !is_word(&asked) && asked.agrees(&stated) => Bearing::Within,
        _ => Bearing::Instead,
    }
}

/// Whether a word stands for a figure that nobody gives.
fn is_word(quantity: &Quantity) -> bool {
    quantity.least.is_none() && quantity.most.is_none()
}

fn is_later(view: &View, lens: &Lens) -> bool {
    lens.as_of.is_some_and(|(_, to)| view.interval.start.0 > to)
}

/// The claims to the same effect that are not to be believed.
pub(super) fn rejected(model: &Model, one: NodeIndex, case: &Case, lens: &Lens) -> Vec<ClaimId> {
    let it = |id: &ClaimId| {
        let view = model.any_view(*id, lens).filter(|v| v.claim.reject.is_some() && lens.source.is_none());
        view.is_some_and(|view| matches!(bearing(model, one, case, &view), Some(Bearing::It | Bearing::Within)))
    };
    model.claims_on(one).filter(it).collect()
}

/// The rejected claims of another value of a property that has only one, on that day too.
pub(super) fn rejected_else(model: &Model, one: NodeIndex, case: &Case, lens: &Lens) -> Vec<ClaimId> {
    let Case::Property { what, value: Some(_) } = case else { return vec![] };
    let it = |id: &ClaimId| {
        let is_of_it = matches!(model.claim(*id).says, Says::Detail { what: said, .. } if said == *what);
        let counts = |view: &View| view.claim.reject.is_some() && view.holds != Holds::Not;
        is_of_it && lens.source.is_none() && model.any_view(*id, lens).is_some_and(|view| counts(&view))
    };
    let its = rejected(model, one, case, lens);
    let all = if is_single(model, what) { model.claims_on(one).filter(it).collect() } else { vec![] };
    all.into_iter().filter(|id| !its.contains(id)).collect()
}

/// The claims that together give all who have a relation to a node, when a source says so; where they are of another time
/// than the question, somebody may have come or left.
fn complete(model: &Model, word: &str, to: NodeIndex, lens: &Lens) -> Vec<ClaimId> {
    let of_it = |id: &ClaimId| matches!(model.claim(*id).says, Says::Tie { word: said, to: end, .. } if said == word && end == to);
    let whole = |id: &ClaimId| matches!(model.claim(*id).says, Says::Tie { complete: true, .. });
    let holds: Vec<ClaimId> = model.claims_on(to).filter(of_it).filter(|id| model.view(*id, lens).is_some()).collect();
    if holds.iter().any(whole) { holds.into_iter().filter(whole).collect() } else { vec![] }
}
