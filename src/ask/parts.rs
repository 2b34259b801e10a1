//! What lies beside one who is asked about: its parts, what it holds, and what is said of it that names another. Where
//! nothing is stated of the whole, something may be of a part.
//!
//! Invariant: only a relation that passes on makes a part; what is said of a part is never said of the whole.
use crate::model::{ClaimId, Lens, Model, Says};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;

/// The parts of a whole, each with the claim that makes it one.
pub(super) fn parts(model: &Model, whole: NodeIndex, lens: &Lens) -> Vec<(NodeIndex, ClaimId)> {
    let mut parts: Vec<(NodeIndex, ClaimId)> = vec![];
    for id in model.claims_on(whole) {
        let Says::Tie { from, word, to, .. } = model.claim(id).says else { continue };
        let is_new = to == whole && from != whole && !parts.iter().any(|(part, _)| *part == from);
        let is_said = || model.view(id, lens).is_some_and(|v| matches!(v.stance, Stance::Asserted | Stance::Hedged));
        if model.is_part(word) && is_new && is_said() {
            parts.push((from, id));
        }
    }
    parts
}

/// Each of some by turns replaced by one of its parts, with the claim that makes it one.
pub(super) fn in_place(model: &Model, of: &[NodeIndex], lens: &Lens) -> Vec<(Vec<NodeIndex>, ClaimId)> {
    let mut found = vec![];
    for (n, whole) in of.iter().enumerate() {
        for (part, belongs) in parts(model, *whole, lens).into_iter().filter(|(part, _)| !of.contains(part)) {
            let with_part = of.iter().enumerate().map(|(m, other)| if m == n { part } else { *other }).collect();
            found.push((with_part, belongs));
        }
    }
    found
}

/// What somebody holds or runs, each once with the first claim that says so, in the order of the files.
pub(super) fn held(model: &Model, one: NodeIndex, lens: &Lens) -> Vec<(NodeIndex, ClaimId)> {
    let mut all: Vec<(NodeIndex, ClaimId)> = vec![];
    for id in model.claims_on(one) {
        if let Says::Stake { holders, of, .. } = &model.claim(id).says
            && holders.contains(&one)
            && !all.iter().any(|(held, _)| held == of)
            && model.view(id, lens).is_some()
        {
            all.push((*of, id));
        }
    }
    all
}

/// The claims on one that name another in their words: a remark, a post.
pub(super) fn in_words(model: &Model, on: NodeIndex, named: NodeIndex, lens: &Lens) -> Vec<ClaimId> {
    let is_named = model.naming(named);
    let says = |id: &ClaimId| {
        let claim = model.claim(*id);
        let text = if let Says::Detail { is, .. } = claim.says { Some(is) } else { claim.post };
        text.is_some_and(&is_named)
    };
    model.claims_on(on).filter(says).filter(|id| model.view(*id, lens).is_some()).collect()
}
