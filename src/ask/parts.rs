//! Those that belong to one who is asked about: where nothing is stated of the whole, something may be of a part.
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
        let passes_on = model.vocab().relations.get(word).is_some_and(|relation| relation.transitive);
        let is_new = to == whole && from != whole && !parts.iter().any(|(part, _)| *part == from);
        let is_said = || model.view(id, lens).is_some_and(|v| matches!(v.stance, Stance::Asserted | Stance::Hedged));
        if passes_on && is_new && is_said() {
            parts.push((from, id));
        }
    }
    parts
}

/// The timelines of the parts of one who has none, as far as they have one.
pub(super) fn timelines(model: &Model, of: &[NodeIndex], lens: &Lens) -> Vec<String> {
    let [whole] = of else { return vec![] };
    let is_dated = |id: ClaimId| model.claim(id).is_dated() && model.view(id, lens).is_some();
    let dated = parts(model, *whole, lens).into_iter().filter(|(part, _)| model.claims_on(*part).any(is_dated));
    dated.map(|(part, _)| format!("ties timeline {}", model.graph[part].id)).collect()
}
