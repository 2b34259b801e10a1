//! What lies on the shortest ways from one to another: two walks, one from each end, that stop where they meet.
//!
//! Two walks of half the length see far less than one of the whole: somebody who is in very much may lie beside the way
//! and need not be looked at. Invariant: every step of every shortest way is found, and each in the order of the model.
use super::together::Together;
use crate::model::{ClaimId, Model};
use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// The part of a model that ways may lead over.
pub(super) struct Near {
    /// How many hops a node is from the goal; entering a record costs nothing.
    pub(super) left: FxHashMap<NodeIndex, usize>,
    /// The steps towards the goal from each node, where they are known to be all that lead there.
    pub(super) steps: Option<FxHashMap<NodeIndex, Vec<(NodeIndex, ClaimId)>>>,
}

impl Near {
    /// Where one may go from a node, and by which claim.
    pub(super) fn steps(&self, model: &Model, node: NodeIndex) -> Vec<(NodeIndex, ClaimId)> {
        match &self.steps {
            Some(steps) => steps.get(&node).cloned().unwrap_or_default(),
            None => model.around(node).map(|(_, to, claim)| (to, claim)).collect(),
        }
    }
}

/// Where a walk is: at a node, or in a record that it entered by a claim which decides how it may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Stop {
    node: NodeIndex,
    by: Option<ClaimId>,
}

impl From<NodeIndex> for Stop {
    fn from(node: NodeIndex) -> Self {
        Self { node, by: None }
    }
}

/// A step from one to another towards the goal.
struct Step {
    from: Stop,
    to: Stop,
    edge: EdgeIndex,
    claim: ClaimId,
}

/// What the ways may lead over.
pub(super) struct Allowed<'a, 'm, 'f> {
    /// Whether a claim can be a part of a way.
    pub(super) may_pass: &'a dyn Fn(ClaimId) -> bool,
    /// Who takes part in a record at one time.
    pub(super) together: &'a Together<'m, 'f>,
}

/// One of the two walks.
struct Front<'f> {
    model: &'f Model<'f>,
    /// The start and the goal, which are not passed through.
    ends: [NodeIndex; 2],
    /// Whether it walks with the ways, and not against them.
    forward: bool,
    /// How far each node it has seen is from where it began.
    at: FxHashMap<Stop, usize>,
    /// How far it has come.
    level: usize,
    /// Those at that distance, from which it has not walked on yet.
    edge: Vec<NodeIndex>,
    /// How many claims there are on them.
    width: usize,
    /// The steps that lead no way round.
    steps: Vec<Step>,
}

impl<'f> Front<'f> {
    fn new(model: &'f Model<'f>, ends: [NodeIndex; 2], forward: bool) -> Self {
        let begin = if forward { ends[0] } else { ends[1] };
        let (at, edge) = (FxHashMap::from_iter([(begin.into(), 0)]), vec![begin]);
        Self { model, ends, forward, at, level: 0, edge, width: 0, steps: vec![] }
    }

    /// Goes one hop on. Against the ways, the records on a hop lie at its beginning; with them, at its end.
    fn go_on(&mut self, allowed: &Allowed) -> Vec<Stop> {
        let records_at = self.level + usize::from(self.forward);
        self.level += 1;
        self.spread(records_at, self.level, allowed)
    }

    /// Looks around all that stand at the edge, and around the records they lead to; gives back who is new.
    fn spread(&mut self, records_at: usize, others_at: usize, allowed: &Allowed) -> Vec<Stop> {
        let model = self.model;
        let mut open: Vec<Stop> = std::mem::take(&mut self.edge).into_iter().map(Stop::from).collect();
        let mut new = vec![];
        let mut next = 0;
        while let Some(here) = open.get(next).copied() {
            next += 1;
            for (edge, other, claim) in model.around(here.node) {
                if here.by.is_some_and(|by| !allowed.together.at_once(here.node, by, claim)) {
                    continue;
                }
                let is_record = model.graph[other].is_record();
                let is_passed = is_record && !self.ends.contains(&other);
                let by = is_passed.then(|| allowed.together.entry(other, claim)).flatten();
                let other = Stop { node: other, by };
                let there = if is_record { records_at } else { others_at };
                let known = self.at.get(&other).copied();
                if known.is_some_and(|known| known != there) || !(allowed.may_pass)(claim) {
                    continue;
                }
                let (from, to) = if self.forward { (here, other) } else { (other, here) };
                self.steps.push(Step { from, to, edge, claim });
                if known.is_none() {
                    self.at.insert(other, there);
                    new.push(other);
                    if is_record { open.push(other) } else { self.edge.push(other.node) }
                }
            }
        }
        self.width = self.edge.iter().map(|node| model.claims_on(*node).count()).sum();
        new
    }

    /// Marks all that lies on a shortest way, beginning with what is marked, where the walks met.
    fn trace(&self, marked: &mut FxHashSet<Stop>) {
        // Later steps lead nearer to where the walks met; between records at one distance they may not.
        let mut before = 0;
        while before < marked.len() {
            before = marked.len();
            for step in self.steps.iter().rev() {
                let (near, far) = if self.forward { (step.from, step.to) } else { (step.to, step.from) };
                if marked.contains(&far) {
                    marked.insert(near);
                }
            }
        }
    }
}

/// The shortest ways from one to another, over claims that may be passed; `None` where there are none.
pub(super) fn between(model: &Model, start: NodeIndex, goal: NodeIndex, allowed: &Allowed) -> Option<Near> {
    let ends = [start, goal];
    let (mut there, mut back) = (Front::new(model, ends, true), Front::new(model, ends, false));
    // Leaving a record costs nothing.
    let first = if model.graph[start].is_record() { there.spread(0, 0, allowed) } else { vec![] };
    let mut length = usize::MAX;
    let met = |new: &[Stop], one: &Front, other: &Front| {
        let sums = new.iter().filter_map(|stop| Some(one.at.get(stop)? + other.at.get(stop)?));
        sums.min().unwrap_or(usize::MAX)
    };
    length = length.min(met(&first, &there, &back));
    while there.level + back.level < length && !there.edge.is_empty() && !back.edge.is_empty() {
        if there.width <= back.width {
            let new = there.go_on(allowed);
            length = length.min(met(&new, &there, &back));
        } else {
            let new = back.go_on(allowed);
            length = length.min(met(&new, &back, &there));
        }
    }
    if length == usize::MAX {
        return None;
    }
    let on_way = |stop: &&Stop| back.at.get(stop).is_some_and(|left| there.at[*stop] + left == length);
    let mut marked: FxHashSet<Stop> = there.at.keys().filter(on_way).copied().collect();
    there.trace(&mut marked);
    back.trace(&mut marked);
    let far = |stop: &Stop| there.at.get(stop).map_or_else(|| back.at[stop], |gone| length - gone);
    let mut left: FxHashMap<NodeIndex, usize> = FxHashMap::default();
    for stop in &marked {
        let least = left.entry(stop.node).or_insert(usize::MAX);
        *least = far(stop).min(*least);
    }
    Some(Near { left, steps: Some(steps_of(model, &marked, [there.steps, back.steps])) })
}

/// The steps among what is marked, by the node they lead from, in the order of [`Model::around`].
fn steps_of(
    model: &Model,
    marked: &FxHashSet<Stop>,
    steps: [Vec<Step>; 2],
) -> FxHashMap<NodeIndex, Vec<(NodeIndex, ClaimId)>> {
    let on_way = |step: &Step| marked.contains(&step.from) && marked.contains(&step.to);
    let mut steps: Vec<Step> = steps.into_iter().flatten().filter(on_way).collect();
    let is_into = |step: &Step| model.graph.edge_endpoints(step.edge).is_some_and(|(from, _)| from != step.from.node);
    steps.sort_by_key(|step| (step.from.node, is_into(step), Reverse(step.edge)));
    steps.dedup_by_key(|step| (step.from.node, step.edge));
    let mut by_node: FxHashMap<NodeIndex, Vec<(NodeIndex, ClaimId)>> = FxHashMap::default();
    for step in steps {
        by_node.entry(step.from.node).or_default().push((step.to.node, step.claim));
    }
    by_node
}
