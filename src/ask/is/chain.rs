//! Chains of a transitive relation: what is inside something that is inside another is inside that.
//!
//! Invariant: a chain holds only while all of its steps do; steps that never held at one time make none.
use crate::date::{Day, Days, Interval};
use crate::model::{ClaimId, Lens, Model, Says};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// How many stretches of time are followed on from one node.
const MOST_STRETCHES: usize = 8;

/// A node that is reached, by which step from which other, and the days on which the steps up to it may hold, and do.
struct Reached {
    node: NodeIndex,
    by: Option<(usize, ClaimId)>,
    may: Days,
    sure: Days,
}

/// The fewest claims that lead from one to the other and may hold at one time, and whether it is certain that they do.
pub(super) fn between(
    model: &Model,
    one: NodeIndex,
    word: &str,
    other: NodeIndex,
    lens: &Lens,
) -> Option<(Vec<ClaimId>, bool)> {
    if !model.vocab().relations.get(word).is_some_and(|r| r.transitive) {
        return None;
    }
    let always = (Day::PAST, Day::FUTURE);
    let mut reached = vec![Reached { node: one, by: None, may: always, sure: always }];
    let mut stretches: FxHashMap<NodeIndex, Vec<Days>> = FxHashMap::from_iter([(one, vec![always])]);
    let mut open = VecDeque::from([0]);
    while let Some(at) = open.pop_front() {
        for id in model.claims_on(reached[at].node) {
            let Says::Tie { from, word: said, to, .. } = model.claim(id).says else { continue };
            if from != reached[at].node || said != word {
                continue;
            }
            let Some(view) = model.view(id, lens) else { continue };
            let (may, sure) = while_all(&reached[at], &view.interval, lens);
            let known = stretches.entry(to).or_default();
            let is_new = known.len() < MOST_STRETCHES && !known.iter().any(|k| k.0 <= may.0 && may.1 <= k.1);
            if may.0 > may.1 || !is_new || !matches!(view.stance, Stance::Asserted | Stance::Hedged) {
                continue;
            }
            known.push(may);
            reached.push(Reached { node: to, by: Some((at, id)), may, sure });
            if to == other {
                return Some((steps(&reached), sure.0 <= sure.1));
            }
            open.push_back(reached.len() - 1);
        }
    }
    None
}

/// The days on which what is reached and one step more may hold, and do; on the days of the question, where it has any.
fn while_all(before: &Reached, step: &Interval, lens: &Lens) -> (Days, Days) {
    let (from, to) = lens.days();
    let may = (before.may.0.max(step.start.0).max(from), before.may.1.min(step.end.1).min(to));
    let sure = (before.sure.0.max(step.start.1).max(from), before.sure.1.min(step.end.0).min(to));
    (may, sure)
}

/// The claims that lead to what was reached last.
fn steps(reached: &[Reached]) -> Vec<ClaimId> {
    let mut chain = vec![];
    let mut at = reached.last();
    while let Some((before, id)) = at.and_then(|last| last.by) {
        chain.push(id);
        at = reached.get(before);
    }
    chain.reverse();
    chain
}
