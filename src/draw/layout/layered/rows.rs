//! The rows of a layered map: in which order boxes stand in each, and how far across.
//!
//! Invariant: what stands in a row stays in it; crossings are counted, not guessed.
use super::{GAP, LANE, POINTS, SWEEPS};
use crate::draw::geometry::{Point, at};
use crate::draw::layout::graph::Graph;
use crate::draw::layout::separate::separate;

/// A box, or a point of a line that goes through a row.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Item {
    /// The box; none for a point.
    node: Option<usize>,
    wide: f64,
}

/// Rows of items, with what each is tied to in the rows above and below.
pub(super) struct Rows {
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
    pub(super) fn new(graph: &Graph, layers: &[usize], wide: f64) -> Self {
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

    pub(super) fn count(&mut self) {
        self.position.resize(self.items.len(), 0);
        for row in &self.rows {
            row.iter().enumerate().for_each(|(n, i)| self.position[*i] = n);
        }
    }

    /// The order with the fewest crossings of several sweeps by the middle of what each is tied to.
    pub(super) fn ordered(mut self) -> Self {
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
    pub(super) fn places(&self, graph: &Graph, air: f64) -> Vec<Point> {
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
    pub(super) fn room(&self, graph: &Graph, row: usize) -> f64 {
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
    use super::*;

    #[test]
    fn what_never_falls_is_as_near_as_can_be() {
        assert_eq!(rising(&[(1., 1.), (2., 1.)]), [1., 2.]);
        assert_eq!(rising(&[(3., 1.), (1., 1.)]), [2., 2.]);
        assert_eq!(rising(&[(4., 3.), (0., 1.), (5., 1.)]), [3., 3., 5.]);
    }
}
