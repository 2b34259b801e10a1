//! Claims to the same effect, whoever makes them and wherever they stand.
//!
//! Invariant: claims are alike where they say the same of the same, are put alike by the same speakers, and are of the
//! same time; they rest on their sources together, and count as one.
use super::{ClaimId, Lens, Model, Says, Speaker, View, fold};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

/// What a claim comes to: that of others that are alike is the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Effect<'f> {
    nodes: Vec<NodeIndex>,
    word: &'f str,
    value: String,
    /// The post or capacity it speaks of.
    post: Option<&'f str>,
    stance: Stance,
    /// Why it is not to be believed.
    reject: Option<&'f str>,
    said_by: Vec<Speaker<'f>>,
    /// The time it gives itself; the day of a mere report is none.
    when: Option<String>,
}

impl<'f> Model<'f> {
    /// What a claim comes to.
    pub fn effect(&self, view: &View<'_, 'f>) -> Effect<'f> {
        let says = &view.claim.says;
        let mut nodes: Vec<NodeIndex> = says.nodes().collect();
        let (word, value) = match says {
            Says::Status { word, .. } => (*word, String::new()),
            Says::Party { role, .. } => (*role, String::new()),
            Says::Stake { kind, share, .. } => (*kind, share.unwrap_or_default().to_owned()),
            Says::Tie { word, .. } => (*word, String::new()),
            Says::Happened { .. } => ("", String::new()),
            Says::Link { field, .. } => (*field, String::new()),
            Says::Detail { what, is, .. } => (*what, fold(is)),
        };
        if matches!(says, Says::Tie { word, .. } if self.vocab().relations.get(word).is_some_and(|r| r.symmetric)) {
            nodes.sort();
        }
        let when = if view.claim.is_dated() { view.stated_when() } else { None };
        Effect {
            nodes,
            word,
            value,
            post: view.claim.post,
            stance: view.stance,
            reject: view.claim.reject,
            said_by: view.said_by(),
            when,
        }
    }

    /// Claims as they come, those that are alike together.
    pub fn grouped<'m>(&self, views: impl Iterator<Item = View<'m, 'f>>) -> Vec<Vec<View<'m, 'f>>>
    where
        'f: 'm,
    {
        let mut all: Vec<Vec<View>> = vec![];
        let mut places = FxHashMap::default();
        for view in views {
            let place = *places.entry(self.effect(&view)).or_insert(all.len());
            match all.get_mut(place) {
                Some(alike) => alike.push(view),
                None => all.push(vec![view]),
            }
        }
        all
    }

    /// The claims that are alike to one of them, itself the first.
    pub fn alike(&self, id: ClaimId, lens: &Lens) -> Vec<ClaimId> {
        let Some(view) = self.view(id, lens) else { return vec![id] };
        let effect = self.effect(&view);
        let fewest = view.claim.says.nodes().min_by_key(|node| self.claims_on(*node).count());
        let others = fewest.into_iter().flat_map(|node| self.claims_on(node)).filter(|other| *other != id);
        let sorted = |says: &Says| {
            let mut nodes: Vec<NodeIndex> = says.nodes().collect();
            nodes.sort();
            nodes
        };
        let nodes = sorted(&view.claim.says);
        let same = |other: &ClaimId| {
            sorted(&self.claim(*other).says) == nodes
                && self.view(*other, lens).is_some_and(|view| self.effect(&view) == effect)
        };
        std::iter::once(id).chain(others.filter(same)).collect()
    }
}
