//! Who stands in the table, and what binds each two of them.
//!
//! Invariant: a pair is kept once, under the smaller number first.
use super::{MOST, MOST_TRIED};
use crate::ask::{Answer, Evidence, told};
use crate::model::{Disputed, Model, SourceId, Standing, Who};
use crate::vocab::Root;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Names in order, and what binds each two.
pub(super) struct Table<'f> {
    pub(super) names: Vec<NodeIndex>,
    /// The first of each group, and how many it has.
    pub(super) groups: Vec<(Option<String>, usize, usize)>,
    /// By two numbers of names, the smaller first.
    pub(super) bonds: Vec<((usize, usize), Bond<'f>)>,
    /// Who would be in the table if it were larger, those with the most bonds first.
    pub(super) beyond: Vec<NodeIndex>,
}

impl<'f> Table<'f> {
    pub(super) fn new(answer: &Answer, model: &'f Model<'f>) -> Self {
        let nodes = answer.selection.nodes.iter().copied();
        let mut nodes: Vec<NodeIndex> = nodes.filter(|n| model.graph[*n].root == Root::Stakeholder).collect();
        nodes.sort_by_cached_key(|n| (Reverse(model.around(*n).count()), model.graph[*n].id));
        let untried = nodes.split_off(nodes.len().min(MOST_TRIED));
        let mut bonds = bonds(&nodes, answer, model);
        let degree = |n: usize, bonds: &[((usize, usize), Bond)]| {
            bonds.iter().filter(|((one, other), _)| *one == n || *other == n).count()
        };
        // Those asked about first, then those with the most bonds.
        let asked = |n: usize| answer.who.contains(&Who::Node(nodes[n]));
        let key = |n: usize| (!asked(n), Reverse(degree(n, &bonds)), n);
        let mut bound: Vec<_> = (0..nodes.len()).map(key).filter(|(_, degree, _)| degree.0 > 0).collect();
        bound.sort_unstable();
        let beyond = bound.split_off(bound.len().min(MOST));
        let kept: Vec<usize> = bound.into_iter().map(|(.., n)| n).collect();
        bonds.retain(|((one, other), _)| kept.contains(one) && kept.contains(other));
        let order = order(&kept, &nodes, &bonds, model);
        let place: FxHashMap<usize, usize> = order.iter().enumerate().map(|(place, n)| (*n, place)).collect();
        for ((one, other), _) in &mut bonds {
            let (a, b) = (place[one], place[other]);
            (*one, *other) = (a.min(b), a.max(b));
        }
        bonds.sort_by_key(|(ends, _)| *ends);
        let names: Vec<NodeIndex> = order.iter().map(|n| nodes[*n]).collect();
        let beyond = beyond.into_iter().map(|(.., n)| nodes[n]).chain(untried).collect();
        Self { groups: groups(&names, model), names, bonds, beyond }
    }

    /// The sources of the cells, in the order of the answer's where they are in it.
    pub(super) fn sources(&self, answer: &Answer) -> Vec<SourceId> {
        let mut used: Vec<SourceId> = vec![];
        for source in self.evidence().flat_map(Evidence::sources) {
            if !used.contains(&source) {
                used.push(source);
            }
        }
        let known = answer.bibliography();
        used.sort_by_key(|source| known.iter().position(|k| k == source).unwrap_or(usize::MAX));
        used
    }

    pub(super) fn evidence(&self) -> impl Iterator<Item = &Evidence<'f>> {
        self.bonds.iter().flat_map(|(_, bond)| &bond.things).map(|(_, evidence)| evidence)
    }

    /// Who is left out, and how to see them.
    pub(super) fn left_out(&self, model: &Model) -> Option<String> {
        let first = self.beyond.first()?;
        let all = self.names.len() + self.beyond.len();
        Some(format!(
            "{} of {all} names are left out, those bound to the fewest others. To see one of them: ties partners {} \
             --layout matrix -o {}.svg",
            self.beyond.len(),
            model.graph[*first].id,
            model.graph[*first].id
        ))
    }

    /// How many partners one has among the names.
    pub(super) fn partners(&self, n: usize) -> usize {
        let its = self.bonds.iter().filter(|((one, other), _)| *one == n || *other == n);
        its.filter(|(_, bond)| bond.standing == Standing::Partner).count()
    }
}

/// All that binds two.
pub(super) struct Bond<'f> {
    pub(super) standing: Standing,
    /// In words, each with what it rests on.
    pub(super) things: Vec<(String, Evidence<'f>)>,
}

impl Bond<'_> {
    pub(super) fn is_disputed(&self) -> bool {
        self.things.iter().any(|(_, evidence)| evidence.disputed)
    }

    /// Whether nothing of it is said by two voices.
    pub(super) fn one_voice(&self) -> bool {
        self.things.iter().all(|(_, evidence)| evidence.voices < 2)
    }
}

/// What binds each two of these, by their numbers.
fn bonds<'f>(nodes: &[NodeIndex], answer: &Answer, model: &'f Model<'f>) -> Vec<((usize, usize), Bond<'f>)> {
    let number: FxHashMap<NodeIndex, usize> = nodes.iter().enumerate().map(|(n, node)| (*node, n)).collect();
    let disputed = Disputed::new(model, &answer.lens);
    let mut bonds: Vec<((usize, usize), Bond)> = vec![];
    let mut known: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for (one, node) in nodes.iter().enumerate() {
        for pair in model.pairs_of(*node, &answer.lens) {
            let Some(other) = number.get(&pair.other).copied().filter(|other| one < *other) else { continue };
            let at = *known.entry((one, other)).or_insert_with(|| {
                bonds.push(((one, other), Bond { standing: pair.standing, things: vec![] }));
                bonds.len() - 1
            });
            let bond = &mut bonds[at].1;
            bond.standing = standing(bond.standing, pair.standing);
            bond.things.push(told(model, &pair, &answer.lens, &disputed));
        }
    }
    bonds
}

/// Two who are set against each other are, whatever else binds them; else what is comes before what may be.
fn standing(one: Standing, other: Standing) -> Standing {
    if one == Standing::Adverse || other == Standing::Adverse { Standing::Adverse } else { one.min(other) }
}

/// Group by group; in each, the one with the most bonds first, and after each the one that shares the most with it.
fn order(kept: &[usize], nodes: &[NodeIndex], bonds: &[((usize, usize), Bond)], model: &Model) -> Vec<usize> {
    let mut near: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for ((one, other), _) in bonds {
        near.entry(*one).or_default().push(*other);
        near.entry(*other).or_default().push(*one);
    }
    let of = |n: &usize| near.get(n).map(Vec::as_slice).unwrap_or_default();
    let shared =
        |a: usize, b: usize| of(&a).iter().filter(|n| of(&b).contains(n)).count() + usize::from(of(&a).contains(&b));
    let mut groups: Vec<Option<&str>> = model.vocab().groups.iter().map(|(id, _)| Some(id)).collect();
    groups.extend(kept.iter().map(|n| model.graph[nodes[*n]].group));
    let mut order: Vec<usize> = vec![];
    for group in groups {
        let inside = |n: &&usize| model.graph[nodes[**n]].group == group;
        let mut left: Vec<usize> = kept.iter().filter(inside).copied().filter(|n| !order.contains(n)).collect();
        let mut last = None;
        while !left.is_empty() {
            let best = |n: &usize| (last.map(|last| shared(last, *n)), of(n).len(), Reverse(model.graph[nodes[*n]].id));
            let Some(at) = (0..left.len()).max_by_key(|at| best(&left[*at])) else { break };
            let next = left.remove(at);
            last = Some(next);
            order.push(next);
        }
    }
    order
}

pub(super) fn groups(names: &[NodeIndex], model: &Model) -> Vec<(Option<String>, usize, usize)> {
    let mut groups: Vec<(Option<String>, usize, usize)> = vec![];
    for (n, node) in names.iter().enumerate() {
        let group = model.graph[*node].group.map(str::to_owned);
        match groups.last_mut() {
            Some((last, _, count)) if *last == group => *count += 1,
            _ => groups.push((group, n, 1)),
        }
    }
    groups
}
