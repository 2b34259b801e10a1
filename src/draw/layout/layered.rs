//! From top to bottom along the direction of the lines: ownership, command, order.
//!
//! layers → rows → order → places, each without recursion (Sugiyama's method). Invariant: only places are made here;
//! a line that does not close a circle runs downwards; a layer wider than the page stands in several rows.
use super::graph::Graph;
use super::judge::Draft;
use super::separate::separate;
use super::{Layout, Wish};
use crate::draw::geometry::{Point, at};
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

/// A box, or a point of a line that goes through a row.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Item {
    /// The box; none for a point.
    node: Option<usize>,
    wide: f64,
}

/// Rows of items, with what each is tied to in the rows above and below.
struct Rows {
    items: Vec<Item>,
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
    /// The items of each row, from left to right.
    rows: Vec<Vec<usize>>,
    /// Whether a row is the first of its layer.
    fresh: Vec<bool>,
    /// Where each item is in its row.
    position: Vec<usize>,
}

impl Rows {
    /// Rows no wider than `wide`, if that can be, in an order with few crossings.
    fn new(graph: &Graph, layers: &[usize], wide: f64) -> Self {
        let high = layers.iter().max().map_or(0, |l| l + 1);
        let whole = Self::of(graph, layers, vec![true; high]).ordered();
        // Neighbours of a layer that is too wide take turns, so that each stays below what it is tied to.
        let mut row = vec![0; layers.len()];
        let mut fresh = vec![];
        for items in &whole.rows {
            let boxes: Vec<usize> = items.iter().filter_map(|i| whole.items[*i].node).collect();
            let needed: f64 = items.iter().map(|i| whole.items[*i].wide).sum();
            let count = ((needed / wide).ceil() as usize).clamp(1, boxes.len().max(1));
            for (n, node) in boxes.into_iter().enumerate() {
                row[node] = fresh.len() + n % count;
            }
            fresh.extend((0..count).map(|n| n == 0));
        }
        if fresh.len() == high { whole } else { Self::of(graph, &row, fresh).ordered() }
    }

    fn of(graph: &Graph, row: &[usize], fresh: Vec<bool>) -> Self {
        let items = graph.nodes.iter().enumerate().map(|(i, n)| Item { node: Some(i), wide: n.width + GAP });
        let count = graph.nodes.len();
        let mut rows = Self {
            items: items.collect(),
            above: vec![vec![]; count],
            below: vec![vec![]; count],
            rows: vec![vec![]; fresh.len()],
            fresh,
            position: vec![],
        };
        (0..count).for_each(|i| rows.rows[row[i]].push(i));
        for edge in &graph.edges {
            let (a, b) = if row[edge.from] < row[edge.to] { (edge.from, edge.to) } else { (edge.to, edge.from) };
            rows.lead(a, b, row[a]..row[b]);
        }
        rows.count();
        rows
    }

    /// A line from an item to another, through the rows between them.
    fn lead(&mut self, a: usize, b: usize, rows: std::ops::Range<usize>) {
        if rows.is_empty() || self.items.len() + rows.len() > POINTS + self.rows.len() {
            return;
        }
        let mut last = a;
        for row in rows.start + 1..rows.end {
            let point = self.items.len();
            self.items.push(Item { node: None, wide: LANE });
            self.above.push(vec![last]);
            self.below.push(vec![]);
            self.below[last].push(point);
            self.rows[row].push(point);
            last = point;
        }
        self.below[last].push(b);
        self.above[b].push(last);
    }

    fn count(&mut self) {
        self.position.resize(self.items.len(), 0);
        for row in &self.rows {
            row.iter().enumerate().for_each(|(n, i)| self.position[*i] = n);
        }
    }

    /// The order with the fewest crossings of several sweeps by the middle of what each is tied to.
    fn ordered(mut self) -> Self {
        let mut best = (self.crossings(), self.rows.clone());
        for sweep in 0..SWEEPS {
            self.sweep(sweep % 2 == 0);
            self.transpose();
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.rows.clone());
            }
            if best.0 == 0 {
                break;
            }
        }
        self.rows = best.1;
        self.count();
        self
    }

    fn sweep(&mut self, down: bool) {
        let count = self.rows.len();
        for n in 0..count {
            let row = if down { n } else { count - 1 - n };
            let tied = if down { &self.above } else { &self.below };
            let mut keyed: Vec<(f64, usize)> = self.rows[row]
                .iter()
                .map(|i| {
                    let sum: usize = tied[*i].iter().map(|j| self.position[*j]).sum();
                    let mean = sum as f64 / tied[*i].len().max(1) as f64;
                    (if tied[*i].is_empty() { self.position[*i] as f64 } else { mean }, *i)
                })
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(self.position[a.1].cmp(&self.position[b.1])));
            self.rows[row] = keyed.into_iter().map(|k| k.1).collect();
            self.rows[row].iter().enumerate().for_each(|(n, i)| self.position[*i] = n);
        }
    }

    /// Swaps neighbours while that takes crossings away.
    fn transpose(&mut self) {
        for _ in 0..4 {
            let mut changed = false;
            for row in 0..self.rows.len() {
                for n in 1..self.rows[row].len() {
                    let (a, b) = (self.rows[row][n - 1], self.rows[row][n]);
                    let both = |a, b| self.crossed(&self.above, a, b) + self.crossed(&self.below, a, b);
                    if both(b, a) < both(a, b) {
                        self.rows[row].swap(n - 1, n);
                        self.position.swap(a, b);
                        changed = true;
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// How often the lines of one cross those of another when it is left of it.
    fn crossed(&self, tied: &[Vec<usize>], left: usize, right: usize) -> usize {
        let pairs = tied[left].iter().flat_map(|i| tied[right].iter().map(move |j| (i, j)));
        pairs.filter(|(i, j)| self.position[**i] > self.position[**j]).count()
    }

    /// How often lines cross, counted by sums over the row below (Barth, Jünger and Mutzel).
    fn crossings(&self) -> usize {
        self.rows.windows(2).map(|two| self.crossings_between(&two[0], two[1].len())).sum()
    }

    fn crossings_between(&self, row: &[usize], wide: usize) -> usize {
        let mut sums = vec![0usize; wide + 1];
        let (mut crossings, mut seen) = (0, 0);
        for i in row {
            let mut ends: Vec<usize> = self.below[*i].iter().map(|j| self.position[*j]).collect();
            ends.sort_unstable();
            for end in &ends {
                crossings += seen - sum(&sums, end + 1);
            }
            for end in ends {
                add(&mut sums, end + 1);
                seen += 1;
            }
        }
        crossings
    }

    /// The middle of each box.
    fn places(&self, graph: &Graph, air: f64) -> Vec<Point> {
        let across = self.across();
        let mut places = vec![at(0., 0.); graph.nodes.len()];
        let (mut y, mut half_above) = (0., 0.);
        for (n, row) in self.rows.iter().enumerate() {
            let boxes = || row.iter().filter_map(|i| self.items[*i].node);
            let half = boxes().map(|i| graph.nodes[i].height / 2.).fold(0., f64::max);
            if n > 0 {
                y += half_above + half + air * self.room(graph, n);
            }
            boxes().for_each(|i| places[i] = at(across[i], y));
            half_above = half;
        }
        separate(graph, &mut places, &vec![false; graph.nodes.len()]);
        places
    }

    /// The height that the words between a row and the one above it need.
    fn room(&self, graph: &Graph, row: usize) -> f64 {
        let lines = self.rows[row].iter().map(|i| self.above[*i].len()).sum::<usize>();
        let boxes = self.rows[row].iter().filter(|i| self.items[**i].node.is_some()).count();
        let labels = graph.edges.iter().filter_map(|e| e.labels.first()).map(|l| l.height).fold(0., f64::max);
        let base = if self.fresh[row] { 38. } else { 22. };
        base + labels.min(30.) + 9. * (lines as f64 / boxes.max(1) as f64).min(4.)
    }

    /// How far to the right each item is: near the middle of what it is tied to, by sweeps down and up.
    fn across(&self) -> Vec<f64> {
        let mut across = vec![0.; self.items.len()];
        let widths = self.rows.iter().map(|row| row.iter().map(|i| self.items[*i].wide).sum::<f64>());
        let wide = widths.fold(0., f64::max);
        for row in &self.rows {
            let mut x = -row.iter().map(|i| self.items[*i].wide).sum::<f64>() / 2.;
            for i in row {
                across[*i] = x + self.items[*i].wide / 2.;
                x += self.items[*i].wide;
            }
        }
        for sweep in 0..10 {
            for n in 0..self.rows.len() {
                let row = &self.rows[if sweep % 2 == 0 { n } else { self.rows.len() - 1 - n }];
                self.align(row, &mut across, wide);
            }
        }
        across
    }

    /// Moves the items of a row to where they would be, as near as their order and their widths allow.
    fn align(&self, row: &[usize], across: &mut [f64], wide: f64) {
        let mut left = 0.;
        let mut wanted = vec![];
        let mut offsets = vec![];
        for &i in row {
            let half = self.items[i].wide / 2.;
            let tied = || self.above[i].iter().chain(&self.below[i]);
            let count = tied().count() as f64;
            let own = across[i] * 0.2;
            let sum: f64 = tied().map(|j| across[*j]).sum();
            let aim = if count == 0. { across[i] } else { (sum + own) / (count + 0.2) };
            offsets.push(left + half);
            // A line that goes through is straight before anything else.
            let weight = if self.items[i].node.is_none() { 3. } else { count.max(0.2) };
            wanted.push((aim - left - half, weight));
            left += 2. * half;
        }
        let rising = rising(&wanted);
        for ((i, offset), x) in row.iter().zip(offsets).zip(rising) {
            across[*i] = x.clamp(-wide / 2., wide / 2. - left) + offset;
        }
    }
}

fn sum(sums: &[usize], mut to: usize) -> usize {
    let mut total = 0;
    while to > 0 {
        total += sums[to];
        to &= to - 1;
    }
    total
}

fn add(sums: &mut [usize], mut at: usize) {
    while at < sums.len() {
        sums[at] += 1;
        at += at & at.wrapping_neg();
    }
}

/// The numbers nearest to some that never fall (pool adjacent violators); each with its weight.
fn rising(wanted: &[(f64, f64)]) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = vec![];
    for (value, weight) in wanted {
        let mut pool = (*value, *weight, 1);
        while let Some(last) = pools.last().copied().filter(|last| last.0 > pool.0) {
            let weight = last.1 + pool.1;
            pool = ((last.0 * last.1 + pool.0 * pool.1) / weight, weight, last.2 + pool.2);
            pools.pop();
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(value, _, count)| std::iter::repeat_n(value, count)).collect()
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

    #[test]
    fn what_never_falls_is_as_near_as_can_be() {
        assert_eq!(rising(&[(1., 1.), (2., 1.)]), [1., 2.]);
        assert_eq!(rising(&[(3., 1.), (1., 1.)]), [2., 2.]);
        assert_eq!(rising(&[(4., 3.), (0., 1.), (5., 1.)]), [3., 3., 5.]);
    }
}
