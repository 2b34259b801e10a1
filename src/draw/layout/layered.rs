//! From top to bottom along the direction of the lines: ownership, command, order.
//!
//! layers → rows → order → places, each without recursion (Sugiyama's method). Invariant: only places are made here;
//! a line that does not close a circle runs downwards; a layer wider than the page stands in several rows.
mod rows;

use super::graph::Graph;
use super::judge::Draft;
use super::{Layout, Wish};
use crate::draw::geometry::at;
use rows::Rows;
use std::collections::{BTreeSet, VecDeque};

/// Which end of a line is above the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Its start.
    Down,
    /// Its end.
    Up,
    /// Neither has to be.
    Level,
}

/// Between two boxes of a row.
const GAP: f64 = 20.;
/// The room a line needs that goes through a row.
const LANE: f64 = 16.;
/// How often the order is swept over, down and up.
const SWEEPS: usize = 12;
/// So many points of lines that go through rows are kept; longer lines than that have none.
const POINTS: usize = 60_000;
/// How many widths of the page are tried.
const WIDTHS: [f64; 5] = [1., 0.85, 0.7, 0.55, 0.42];

/// The layout.
pub fn lay_out_layered(graph: &Graph, wish: &Wish, ways: &[Way]) -> Layout {
    let graph = &graph.unframed().0;
    let arcs = arcs(graph, ways);
    let layers = layers(graph.nodes.len(), &arcs);
    let mut best: Option<Draft> = None;
    for (n, part) in WIDTHS.into_iter().enumerate() {
        let large = graph.nodes.len() + graph.edges.len() > 300;
        if n > 0 && large {
            break;
        }
        for air in [1., 1.35] {
            let places = Rows::new(graph, &layers, wish.widest * part).places(graph, air);
            let draft = Draft::new(graph, places, wish);
            if best.as_ref().is_none_or(|known| draft.score < known.score) {
                best = Some(draft);
            }
        }
    }
    let best = best.unwrap_or_else(|| Draft::new(graph, vec![at(0., 0.); graph.nodes.len()], wish));
    Layout::of(best, graph)
}

/// A line from the node above to the node below.
type Arc = (usize, usize);

/// Lines from above to below; level ones lead away from where directed ones start.
fn arcs(graph: &Graph, ways: &[Way]) -> Vec<Arc> {
    let depths = depths(graph, ways);
    let mut arcs = vec![];
    for (edge, way) in graph.edges.iter().zip(ways) {
        let (from, to) = (edge.from, edge.to);
        match way {
            Way::Down => arcs.push((from, to)),
            Way::Up => arcs.push((to, from)),
            Way::Level if depths[from] < depths[to] => arcs.push((from, to)),
            Way::Level if depths[from] > depths[to] => arcs.push((to, from)),
            Way::Level => {}
        }
    }
    arcs.retain(|(a, b)| a != b);
    without_circles(graph.nodes.len(), arcs)
}

/// How many lines away from a start each node is: from one that directed lines only leave, else from the busiest.
fn depths(graph: &Graph, ways: &[Way]) -> Vec<usize> {
    let count = graph.nodes.len();
    let (mut above, mut below) = (vec![0; count], vec![0; count]);
    for (edge, way) in graph.edges.iter().zip(ways) {
        match way {
            Way::Down => (below[edge.from], above[edge.to]) = (below[edge.from] + 1, above[edge.to] + 1),
            Way::Up => (below[edge.to], above[edge.from]) = (below[edge.to] + 1, above[edge.from] + 1),
            Way::Level => {}
        }
    }
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|i| (std::cmp::Reverse(graph.around(*i).len()), *i));
    let mut depths = vec![usize::MAX; count];
    let mut queue: VecDeque<usize> = (0..count).filter(|i| below[*i] > 0 && above[*i] == 0).collect();
    queue.iter().for_each(|i| depths[*i] = 0);
    let mut starts = starts.into_iter();
    loop {
        while let Some(i) = queue.pop_front() {
            for k in graph.around(i) {
                let other = graph.other(*k, i);
                if depths[other] == usize::MAX {
                    depths[other] = depths[i] + 1;
                    queue.push_back(other);
                }
            }
        }
        let Some(next) = starts.find(|i| depths[*i] == usize::MAX) else { return depths };
        depths[next] = 0;
        queue.push_back(next);
    }
}

/// The arcs at each node: to those below, to those above.
fn ends(count: usize, arcs: &[Arc]) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let (mut below, mut above) = (vec![vec![]; count], vec![vec![]; count]);
    for (a, b) in arcs {
        below[*a].push(*b);
        above[*b].push(*a);
    }
    (below, above)
}

/// Turns arcs that close a circle round (after Eades, Lin and Smyth: what most lines leave goes first).
fn without_circles(count: usize, mut arcs: Vec<Arc>) -> Vec<Arc> {
    let (below, above) = ends(count, &arcs);
    let mut open: Vec<(isize, isize)> =
        (0..count).map(|i| (below[i].len() as isize, above[i].len() as isize)).collect();
    // What nothing enters first, then what most leaves.
    let rank = |(out, into): (isize, isize), i: usize| (into > 0, into - out, i);
    let mut left: BTreeSet<(bool, isize, usize)> = (0..count).map(|i| rank(open[i], i)).collect();
    let mut position = vec![0; count];
    let mut next = 0;
    while let Some((.., i)) = left.pop_first() {
        (position[i], next) = (next, next + 1);
        for (others, out) in [(&below[i], false), (&above[i], true)] {
            for &j in others {
                if left.remove(&rank(open[j], j)) {
                    let change = &mut open[j];
                    *if out { &mut change.0 } else { &mut change.1 } -= 1;
                    left.insert(rank(open[j], j));
                }
            }
        }
    }
    for (a, b) in &mut arcs {
        if position[*a] > position[*b] {
            std::mem::swap(a, b);
        }
    }
    arcs
}

/// The layer of each node: as high as it can be, then as near as it can be to most of what it is tied to.
fn layers(count: usize, arcs: &[Arc]) -> Vec<usize> {
    let (below, above) = ends(count, arcs);
    let mut waiting: Vec<usize> = above.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..count).filter(|i| waiting[*i] == 0).collect();
    let mut layers = vec![0; count];
    let mut n = 0;
    while n < order.len() {
        let i = order[n];
        n += 1;
        for &j in &below[i] {
            layers[j] = layers[j].max(layers[i] + 1);
            waiting[j] -= 1;
            if waiting[j] == 0 {
                order.push(j);
            }
        }
    }
    for _ in 0..3 {
        for &i in order.iter().rev() {
            let Some(lowest) = below[i].iter().map(|j| layers[*j]).min() else { continue };
            if below[i].len() > above[i].len() {
                layers[i] = layers[i].max(lowest - 1);
            }
        }
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::super::graph::example;
    use super::super::judge::Faults;
    use super::*;

    fn layout(graph: &Graph, ways: &[Way]) -> Layout {
        lay_out_layered(graph, &example::wish(), ways)
    }

    #[test]
    fn owners_stand_above_what_they_own() {
        use Way::{Down, Level, Up};
        // 0 owns 1 and 2; 3 is owned by 1 and 2, and tied to 4.
        let graph = example::graph(5, &[(0, 1), (0, 2), (3, 1), (3, 2), (3, 4)]);
        let Layout { places, faults, .. } = layout(&graph, &[Down, Down, Up, Up, Level]);
        assert!(places[0].y < places[1].y && places[1].y < places[3].y, "{places:?}");
        assert_eq!(places[1].y, places[2].y);
        assert_eq!(faults, Faults::default());
    }

    #[test]
    fn of_a_circle_only_one_line_runs_upwards() {
        let circle = [(0, 1), (1, 2), (2, 3), (3, 0)];
        let places = layout(&example::graph(4, &circle), &[Way::Down; 4]).places;
        assert_eq!(circle.iter().filter(|(a, b)| places[*a].y > places[*b].y).count(), 1);
    }

    #[test]
    fn a_layer_wider_than_the_page_stands_in_several_rows() {
        let graph = example::graph(31, &(1..31).map(|i| (0, i)).collect::<Vec<_>>());
        let places = layout(&graph, &[Way::Down; 30]).places;
        assert!((1..31).all(|i| places[0].y < places[i].y));
        assert!(graph.extent(&places).width() <= example::wish().widest);
        assert_eq!(example::overlaps(&graph.rects(&places)), []);
    }

    #[test]
    fn a_chain_of_300_is_300_rows() {
        let graph = example::graph(300, &(1..300).map(|i| (i - 1, i)).collect::<Vec<_>>());
        let places = layout(&graph, &[Way::Down; 299]).places;
        assert!(places.windows(2).all(|two| two[0].y < two[1].y && two[0].x == two[1].x));
        assert_eq!(example::overlaps(&graph.rects(&places)), []);
    }

    #[test]
    fn children_stand_in_the_order_of_their_parents() {
        // 0 is left of 1: so are its children, though they are named by turns.
        let graph = example::graph(6, &[(0, 2), (1, 3), (0, 4), (1, 5)]);
        assert_eq!(layout(&graph, &[Way::Down; 4]).faults.crossings, 0);
    }
}
