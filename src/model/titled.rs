//! A name with a title before it: `Colonel Assimi Goïta` where the facts have a colonel of that name.
//!
//! Invariant: only words that the facts have for somebody count as a title; other words before a name make another name.
use super::name::latin;
use super::{Claim, Model, Says};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

impl Model<'_> {
    /// The only one who has the end of what was typed for a name, and the words before it for a title.
    pub(super) fn titled(&self, word: &str) -> Option<NodeIndex> {
        let typed = latin(word);
        let has_title = |node: &NodeIndex| {
            let mut names = self.all_names(*node).map(latin);
            names.any(|name| before(&typed, &name).is_some_and(|title| self.is_title(*node, title)))
        };
        let mut found = self.graph.node_indices().filter(has_title);
        let only = found.next()?;
        found.next().is_none().then_some(only)
    }

    /// Whether all words are of a post or of a value that is said of somebody.
    fn is_title(&self, node: NodeIndex, title: &str) -> bool {
        let texts = self.claims_on(node).flat_map(|id| {
            let Claim { says, post, reject, .. } = self.claim(id);
            let is_one = |what: &str| self.vocab().properties.get(what).is_some_and(|property| !property.many);
            let value = match says {
                Says::Detail { of, what, is } if **of == [node] && is_one(what) => Some(*is),
                _ => None,
            };
            let post = post.filter(|_| matches!(says, Says::Tie { from, .. } if *from == node));
            [value, post].into_iter().flatten().filter(|_| reject.is_none())
        });
        let known: Vec<String> = texts.map(latin).collect();
        let known: BTreeSet<&str> = known.iter().flat_map(|text| text.split(' ')).collect();
        title.split(' ').all(|word| known.contains(word))
    }
}

/// What stands before a name at the end of a text.
fn before<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let title = text.strip_suffix(name)?.strip_suffix(' ')?;
    (!name.is_empty() && !title.is_empty()).then_some(title)
}
