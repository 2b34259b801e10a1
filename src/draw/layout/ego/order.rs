//! In which order the boxes around the middle stand.
//!
//! Invariant: the boxes of a group stay together.
use super::PATIENCE;
use super::oval::Oval;
use crate::draw::geometry::{Point, at, cross};
use crate::draw::layout::graph::Graph;

/// Which box follows which around the middle: groups in one piece each, few crossings, short lines.
pub(super) struct Order<'g> {
    graph: &'g Graph,
    depths: &'g [usize],
    blocks: Vec<Vec<usize>>,
    places: Vec<Point>,
    slots: Vec<Point>,
    patience: usize,
}

impl<'g> Order<'g> {
    pub(super) fn new(graph: &'g Graph, depths: &'g [usize], middle: &[usize], blocks: Vec<Vec<usize>>) -> Self {
        let count = blocks.iter().map(Vec::len).sum::<usize>();
        let oval = Oval::new(1.5, 1.);
        let slots = (0..count).map(|n| oval.at(oval.length() * n as f64 / count.max(1) as f64).0).collect();
        let mut places = vec![at(0., 0.); graph.nodes.len()];
        for (n, m) in middle.iter().enumerate() {
            places[*m] = at(0.4 * (n as f64 - (middle.len() - 1) as f64 / 2.), 0.);
        }
        let mut order = Self { graph, depths, blocks, places, slots, patience: PATIENCE };
        order.put();
        order
    }

    /// Puts every node on its slot.
    fn put(&mut self) {
        for (slot, &i) in self.slots.iter().zip(self.blocks.iter().flatten()) {
            self.places[i] = *slot * if self.depths[i] == 1 { 0.8 } else { 1. };
        }
    }

    pub(super) fn improved(mut self) -> Vec<Vec<usize>> {
        for _ in 0..12 {
            let changed = self.swap_blocks() | self.swap_nodes();
            if !changed || self.patience == 0 {
                break;
            }
        }
        self.blocks
    }

    /// What the lines of some nodes cost: their lengths and whom they cross.
    fn cost(&mut self, nodes: &[usize]) -> f64 {
        let (graph, places) = (self.graph, &self.places);
        let mut cost = 0.;
        for (n, &i) in nodes.iter().enumerate() {
            for &k in graph.around(i) {
                if nodes[..n].contains(&graph.other(k, i)) {
                    continue;
                }
                let ends = |k: usize| (places[graph.edges[k].from], places[graph.edges[k].to]);
                let (a, b) = ends(k);
                cost += 1.5 * a.distance(b);
                let crossed = (0..graph.edges.len()).filter(|f| {
                    let (c, d) = ends(*f);
                    !graph.meet(k, *f) && cross(a, b, c, d)
                });
                cost += crossed.count() as f64;
            }
            self.patience = self.patience.saturating_sub(graph.around(i).len() * graph.edges.len());
        }
        cost
    }

    /// Swaps two of the same group where that helps.
    fn swap_nodes(&mut self) -> bool {
        let mut changed = false;
        for b in 0..self.blocks.len() {
            for p in 0..self.blocks[b].len() {
                for q in p + 1..self.blocks[b].len() {
                    if self.patience == 0 {
                        return changed;
                    }
                    changed |= self.swap(b, p, q);
                }
            }
        }
        changed
    }

    fn swap(&mut self, block: usize, p: usize, q: usize) -> bool {
        let (i, j) = (self.blocks[block][p], self.blocks[block][q]);
        let before = self.cost(&[i, j]);
        let old = (self.places[i], self.places[j]);
        let depth = |i: usize| if self.depths[i] == 1 { 0.8 } else { 1. };
        let part = depth(i) / depth(j);
        (self.places[i], self.places[j]) = (old.1 * part, old.0 * (1. / part));
        if self.cost(&[i, j]) < before - 1e-9 {
            self.blocks[block].swap(p, q);
            return true;
        }
        (self.places[i], self.places[j]) = old;
        false
    }

    /// Swaps two groups, or turns one round, where that helps.
    fn swap_blocks(&mut self) -> bool {
        let all: Vec<usize> = self.blocks.concat();
        let mut changed = false;
        for p in 0..self.blocks.len() {
            for q in p..self.blocks.len() {
                if self.patience == 0 {
                    return changed;
                }
                let before = self.cost(&all);
                let flip = |blocks: &mut Vec<Vec<usize>>| if p == q { blocks[p].reverse() } else { blocks.swap(p, q) };
                flip(&mut self.blocks);
                self.put();
                if self.cost(&all) < before - 1e-9 {
                    changed = true;
                } else {
                    flip(&mut self.blocks);
                    self.put();
                }
            }
        }
        changed
    }
}
