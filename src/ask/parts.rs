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

/// Each of some by turns replaced by one of its parts, and of two then both, with the claims that make them parts.
pub(super) fn in_place(model: &Model, of: &[NodeIndex], lens: &Lens) -> Vec<(Vec<NodeIndex>, Vec<ClaimId>)> {
    let parts_of = |whole: NodeIndex| {
        let all = parts(model, whole, lens).into_iter();
        all.filter(|(part, _)| !of.contains(part)).collect::<Vec<_>>()
    };
    let mut found = vec![];
    for (n, whole) in of.iter().enumerate() {
        for (part, belongs) in parts_of(*whole) {
            let with_part = of.iter().enumerate().map(|(m, other)| if m == n { part } else { *other }).collect();
            found.push((with_part, vec![belongs]));
        }
    }
    if let [one, other] = of {
        let others = parts_of(*other);
        let both = parts_of(*one).into_iter().flat_map(|one| others.iter().map(move |other| (one, *other)));
        let both = both.filter(|(one, other)| one.0 != other.0).take(MOST_BOTH);
        found.extend(both.map(|(one, other)| (vec![one.0, other.0], vec![one.1, other.1])));
    }
    found
}

/// So many pairs of parts are tried.
const MOST_BOTH: usize = 100;

/// Those that are said to be the same as one.
pub(super) fn twins(model: &Model, one: NodeIndex, lens: &Lens) -> Vec<NodeIndex> {
    let is_same =
        |word: &str| model.vocab().relations.get(word).is_some_and(|relation| relation.symmetric && relation.same_root);
    let others = model.claims_on(one).filter(|id| model.view(*id, lens).is_some_and(|v| v.stance != Stance::Denied));
    let others = others.filter_map(|id| match model.claim(id).says {
        Says::Tie { from, word, to, .. } if is_same(word) => Some(if from == one { to } else { from }),
        _ => None,
    });
    others.collect()
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
