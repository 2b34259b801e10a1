//! Too much for one page: an overview of the groups, and pages for each of them.
//!
//! Invariant: every name is on a page, unless its group has more than [`MOST_PAGES`]; what a page leaves out is counted on it,
//! and its sources are those of what it shows.
use crate::ask::Answer;
use crate::model::words::count;
use crate::model::{ClaimId, Model};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

/// As many boxes as fit a page whose smallest type is 9 dots high when it is shown 1200 wide.
pub const FITTING: usize = 50;

/// More boxes than this are not drawn one by one: nobody could read them, nor wait for them.
pub(super) const MOST: usize = 200;

/// A group of fewer has no page of its own.
const FEW: usize = 3;

/// Those of no group: an id that no group has, as `_` stands in none, and what they are called.
pub(super) const REST: (&str, &str) = ("the_rest", "The rest");

/// As many names of a group that does not fit a page as each of its pages has, so that there is room for whom they are tied to.
const SHARE: usize = 30;

/// A group has no more pages than this, those with the most ties first.
const MOST_PAGES: usize = 9;

/// The pages of an answer, by the id of their group: those of it with whom they are tied to, as far as there is room.
/// The names of no group, or of a small one, that are on none of these have pages of their own.
pub fn pages<'f>(answer: &Answer<'f>, model: &Model) -> Vec<(String, Answer<'f>)> {
    let vocab = model.vocab();
    let mut groups: FxHashMap<&str, Vec<NodeIndex>> = FxHashMap::default();
    for node in &answer.selection.nodes {
        groups.entry(model.graph[*node].group.unwrap_or_default()).or_default().push(*node);
    }
    let mut pages = vec![];
    for (id, group) in vocab.groups.iter() {
        if let Some(members) = groups.remove(id).filter(|members| members.len() >= FEW) {
            pages.extend(of_group(answer, model, id, &group.label, members));
        }
    }
    let on_pages: FxHashSet<NodeIndex> = pages.iter().flat_map(|(_, page)| page.selection.nodes.clone()).collect();
    let rest = answer.selection.nodes.iter().copied().filter(|node| !on_pages.contains(node)).collect();
    pages.extend(of_group(answer, model, REST.0, REST.1, rest));
    pages
}

/// One page for those of a group, or several where they are too many.
fn of_group<'f>(
    answer: &Answer<'f>,
    model: &Model,
    id: &str,
    label: &str,
    members: Vec<NodeIndex>,
) -> Vec<(String, Answer<'f>)> {
    let parts = match members.len() {
        0 => vec![],
        1..=FITTING => vec![members],
        _ => split(answer, model, members),
    };
    let count = parts.len();
    let named = |n: usize| match n {
        1 if count == 1 => (id.to_owned(), label.to_owned()),
        1 => (id.to_owned(), format!("{label}, 1 of {count}")),
        _ => (format!("{id}_{n}"), format!("{label}, {n} of {count}")),
    };
    let page = |(part, n): (Vec<NodeIndex>, usize)| {
        let (id, label) = named(n);
        (id, page(answer, model, &part, &label))
    };
    parts.into_iter().zip(1..).map(page).collect()
}

/// Names in parts that fit: each begins with the one that has the most ties, and takes in who is tied most to those it has.
fn split(answer: &Answer, model: &Model, mut left: Vec<NodeIndex>) -> Vec<Vec<NodeIndex>> {
    let drawn = |edge| answer.selection.edges.binary_search(&edge).is_ok();
    let tied = |node: NodeIndex| model.around(node).filter(|(edge, ..)| drawn(*edge)).map(|(_, other, _)| other);
    let all: FxHashMap<NodeIndex, usize> = left.iter().map(|node| (*node, tied(*node).count())).collect();
    let mut parts = vec![];
    while !left.is_empty() && parts.len() < MOST_PAGES {
        let mut part: Vec<NodeIndex> = vec![];
        let mut inside: FxHashMap<NodeIndex, usize> = FxHashMap::default();
        while part.len() < SHARE && !left.is_empty() {
            let ties = |node: &NodeIndex| (inside.get(node).copied().unwrap_or_default(), all[node]);
            let best = (0..left.len()).max_by_key(|at| (ties(&left[*at]), std::cmp::Reverse(left[*at])));
            let node = left.swap_remove(best.unwrap_or_default());
            tied(node).for_each(|other| *inside.entry(other).or_default() += 1);
            part.push(node);
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts
}

fn page<'f>(answer: &Answer<'f>, model: &Model, members: &[NodeIndex], label: &str) -> Answer<'f> {
    let shown = shown(answer, model, members);
    let inside = |node: &NodeIndex| shown.contains(node);
    let mut page = answer.clone();
    page.title = if answer.title.is_empty() { label.to_owned() } else { format!("{label} – {}", answer.title) };
    let ends = |edge| model.graph.edge_endpoints(edge);
    page.selection.nodes.retain(inside);
    // Ties between two who are only neighbours belong to other pages.
    let own = |node: &NodeIndex| members.contains(node);
    page.selection
        .edges
        .retain(|edge| ends(*edge).is_some_and(|(a, b)| inside(&a) && inside(&b) && (own(&a) || own(&b))));
    let claims: FxHashSet<ClaimId> = page.selection.edges.iter().map(|edge| model.graph[*edge].claim).collect();
    page.rows.retain(|row| row.evidence.claims.iter().any(|claim| claims.contains(claim)));
    page.left_out.extend(left_out(answer, &page));
    page
}

/// Those of a group, and whom they are tied to; where that is too much those with the most ties.
fn shown(answer: &Answer, model: &Model, members: &[NodeIndex]) -> Vec<NodeIndex> {
    let drawn = |edge| answer.selection.edges.binary_search(&edge).is_ok();
    let ties = |node: NodeIndex, among: &dyn Fn(NodeIndex) -> bool| {
        model.around(node).filter(|(edge, other, _)| drawn(*edge) && among(*other)).count()
    };
    let best = |mut nodes: Vec<NodeIndex>, room: usize, among: &dyn Fn(NodeIndex) -> bool| {
        nodes.sort_by_key(|node| (std::cmp::Reverse(ties(*node, among)), *node));
        nodes.truncate(room);
        nodes
    };
    let mut shown = best(members.to_vec(), FITTING, &|_| true);
    let outside = answer.selection.nodes.iter().copied().filter(|n| !members.contains(n));
    let tied: Vec<NodeIndex> = outside.filter(|n| ties(*n, &|other| shown.contains(&other)) > 0).collect();
    let room = FITTING.saturating_sub(shown.len());
    let tied = best(tied, room, &|other| members.contains(&other));
    shown.extend(tied);
    shown
}

/// What a page does not show, in a sentence.
fn left_out(answer: &Answer, page: &Answer) -> Option<String> {
    let names = answer.selection.nodes.len() - page.selection.nodes.len();
    let ties = answer.selection.edges.len() - page.selection.edges.len();
    let counts = [(names, "name"), (ties, "tie")].into_iter().filter(|(number, _)| *number > 0);
    let counts: Vec<String> = counts.map(|(number, of)| count(number, of)).collect();
    let are = if names + ties == 1 { "is" } else { "are" };
    (!counts.is_empty()).then(|| format!("A page of several: {} {are} not on it.", counts.join(" and ")))
}
