//! What a reader looks for in a record and nobody gives.
//!
//! Invariant: a property is missing only where something else is said of the record through the same lens, and nobody
//! gives it a value, plans one or withholds it.
use crate::facts::UNSTATED;
use crate::model::{Lens, Model, Says, View};
use petgraph::graph::NodeIndex;

/// The properties that its kind lets a reader expect and that no claim gives, as a person reads them.
pub(super) fn missing(model: &Model, node: NodeIndex, lens: &Lens) -> Vec<String> {
    let Some(kind) = model.vocab().kinds.get(model.graph[node].kind).filter(|kind| !kind.expects.is_empty()) else {
        return vec![];
    };
    let views: Vec<View> = model.claims_on(node).filter_map(|id| model.view(id, lens)).collect();
    let gives = |view: &View, sought: &str| match &view.claim.says {
        Says::Detail { of, what, is } => of.contains(&node) && *what == sought && *is != UNSTATED,
        _ => false,
    };
    let is_missing = |what: &&String| !views.is_empty() && !views.iter().any(|view| gives(view, what));
    kind.expects.iter().filter(is_missing).map(|what| model.property_label(what)).collect()
}
