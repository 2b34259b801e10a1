//! Too much for one page: an overview of the groups, and a page for each of them.
//!
//! Invariant: every name is on the page of its group; what a page leaves out is counted on it.
use crate::ask::Answer;
use crate::model::Model;
use petgraph::graph::NodeIndex;

/// As many boxes as fit a page whose smallest type is 9 dots high when it is shown 1200 wide.
pub const FITTING: usize = 50;

/// More boxes than this are not drawn one by one: nobody could read them, nor wait for them.
pub(super) const MOST: usize = 200;

/// A group of fewer has no page of its own.
const FEW: usize = 3;

/// The pages of an answer, by the id of their group: those of it with whom they are tied to, as far as there is room.
pub fn pages<'f>(answer: &Answer<'f>, model: &Model) -> Vec<(String, Answer<'f>)> {
    let vocab = model.vocab();
    let group = |node: &NodeIndex| model.graph[*node].group.filter(|g| vocab.groups.get(g).is_some()).unwrap_or("");
    let known = vocab.groups.iter().map(|(id, group)| (id, group.label.as_str()));
    let mut pages = vec![];
    let mut rest = vec![];
    for (id, label) in known.chain([("", "")]) {
        let members: Vec<NodeIndex> = answer.selection.nodes.iter().copied().filter(|n| group(n) == id).collect();
        if id.is_empty() || members.len() < FEW {
            rest.extend(members);
        } else {
            pages.push((id.to_owned(), page(answer, model, &members, label)));
        }
    }
    if !rest.is_empty() {
        pages.push(("rest".to_owned(), page(answer, model, &rest, "The rest")));
    }
    pages
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
    (names + ties > 0).then(|| format!("A page of several: {names} names and {ties} ties are not on it."))
}
