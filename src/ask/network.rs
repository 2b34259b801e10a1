//! Who is tied to whom as a plain network, for counting: each two at most once, no direction.
//!
//! Invariant: everything here is a loop over a list of its own, never a call of itself, so that a chain of any length is
//! safe; points are in the order of the model, so that the same facts give the same numbers.
use crate::model::{Lens, Model};
use crate::vocab::{Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

/// Points and the lines between them.
pub(super) struct Network {
    /// The record of each point.
    pub records: Vec<NodeIndex>,
    /// The other ends of the lines at each point, in order, each once.
    pub lines: Vec<Vec<usize>>,
    /// Whether a point is somebody or something, and not only a stop between such, as agreements and events are.
    pub counts: Vec<bool>,
}

impl Network {
    /// The network of the claims that hold for a lens: what is planned, denied or only an opinion ties nobody.
    pub fn new(model: &Model, lens: &Lens) -> Self {
        let mut lines = vec![vec![]; model.graph.node_count()];
        let mut binding: FxHashMap<NodeIndex, bool> = FxHashMap::default();
        for edge in model.graph.edge_indices() {
            let Some((from, to)) = model.graph.edge_endpoints(edge) else { continue };
            let Some(view) = model.view(model.graph[edge].claim, lens) else { continue };
            let held = matches!(view.stance, Stance::Asserted | Stance::Hedged);
            // Who is party to what is only planned, or to what binds nobody by then, is not tied by it.
            let binds = |of| !model.is_in_sight(of, lens) && !model.binds_nobody(of, lens);
            let record = view.claim.says.goes_with().filter(|of| model.graph[*of].root == Root::Agreement);
            let binds = record.is_none_or(|of| *binding.entry(of).or_insert_with(|| binds(of)));
            if held && binds && from != to {
                lines[from.index()].push(to.index());
                lines[to.index()].push(from.index());
            }
        }
        for line in &mut lines {
            line.sort_unstable();
            line.dedup();
        }
        let records: Vec<NodeIndex> = model.graph.node_indices().collect();
        let counts = records.iter().map(|n| !model.graph[*n].is_record()).collect();
        Self { records, lines, counts }
    }

    /// The points that count and are tied to anything: between them ways are counted.
    pub fn ends(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.lines.len()).filter(|n| self.counts[*n] && !self.lines[*n].is_empty())
    }

    /// How far a line leads: a tie is as long as the way through an agreement or an event.
    fn length(&self, from: usize, to: usize) -> usize {
        if self.counts[from] && self.counts[to] { 2 } else { 1 }
    }

    /// The part each point belongs to: those that some way joins, numbered in the order of the points.
    pub fn parts(&self) -> Vec<usize> {
        let mut part = vec![usize::MAX; self.lines.len()];
        let mut number = 0;
        for start in 0..self.lines.len() {
            if part[start] != usize::MAX {
                continue;
            }
            part[start] = number;
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                for next in &self.lines[at] {
                    if part[*next] == usize::MAX {
                        part[*next] = number;
                        open.push(*next);
                    }
                }
            }
            number += 1;
        }
        part
    }

    /// For each point, on how many of the shortest ways between two others it lies, by the method of Brandes (2001), from
    /// these starting points only. Ways of the same length share the count.
    pub fn between(&self, starts: &[usize]) -> Vec<f64> {
        let n = self.lines.len();
        let mut score = vec![0.0; n];
        let (mut far, mut ways, mut owed) = (vec![usize::MAX; n], vec![0.0; n], vec![0.0; n]);
        for start in starts {
            let order = self.nearest_first(*start, &mut far, &mut ways);
            // From the farthest back: each passes on what it owes to those before it.
            for at in order.iter().rev() {
                let due = owed[*at] + f64::from(u8::from(self.counts[*at]));
                for before in &self.lines[*at] {
                    if far[*before] != usize::MAX && far[*before] + self.length(*before, *at) == far[*at] {
                        owed[*before] += ways[*before] / ways[*at] * due;
                    }
                }
                if at != start {
                    score[*at] += owed[*at];
                }
            }
            for at in order {
                (far[at], ways[at], owed[at]) = (usize::MAX, 0.0, 0.0);
            }
        }
        score
    }

    /// Those that can be reached, the nearest first, with how far each is and by how many ways of that length.
    fn nearest_first(&self, start: usize, far: &mut [usize], ways: &mut [f64]) -> Vec<usize> {
        let mut order = vec![];
        // A line is one or two long, so three waiting lists take turns.
        let mut waiting = [vec![start], vec![], vec![]];
        (far[start], ways[start]) = (0, 1.0);
        let mut distance = 0;
        while waiting.iter().any(|list| !list.is_empty()) {
            for at in std::mem::take(&mut waiting[distance % 3]) {
                if far[at] != distance || at == start && !order.is_empty() {
                    continue;
                }
                order.push(at);
                for next in &self.lines[at] {
                    let there = distance + self.length(at, *next);
                    if there < far[*next] {
                        (far[*next], ways[*next]) = (there, 0.0);
                        waiting[there % 3].push(*next);
                    }
                    if there == far[*next] {
                        ways[*next] += ways[at];
                    }
                }
            }
            distance += 1;
        }
        order
    }

    /// For each point, how many of those that count are cut off from the largest rest when it is taken away, and the ends
    /// of its lines that hang on the rest by that line alone, by the method of Hopcroft and Tarjan (1973). A line between
    /// two halves of one size is named at both ends.
    pub fn cuts(&self) -> Vec<Cut> {
        let n = self.lines.len();
        let mut cuts: Vec<Cut> = vec![Cut::default(); n];
        let mut walk =
            Walk { seen: vec![0; n], low: vec![0; n], below: vec![0; n], pieces: vec![vec![]; n], bridges: vec![] };
        let mut clock = 0;
        for root in 0..n {
            if walk.seen[root] != 0 {
                continue;
            }
            let mut finished = vec![];
            self.descend(root, &mut clock, &mut walk, &mut finished);
            let all = walk.below[root];
            for (at, before) in walk.bridges.drain(..) {
                let (below, above) = (walk.below[at], all - walk.below[at]);
                if below <= above {
                    cuts[before].only.push(at);
                }
                if above <= below {
                    cuts[at].only.push(before);
                }
            }
            for at in finished {
                let pieces = &walk.pieces[at];
                let own = usize::from(self.counts[at]);
                let rest = all - own - pieces.iter().sum::<usize>();
                let largest = pieces.iter().copied().max().unwrap_or(0).max(rest);
                cuts[at].off = all - own - largest;
            }
        }
        cuts
    }

    /// Walks all that hangs together with a point, deep first, and notes what its points cut.
    fn descend(&self, root: usize, clock: &mut usize, walk: &mut Walk, finished: &mut Vec<usize>) {
        *clock += 1;
        (walk.seen[root], walk.low[root]) = (*clock, *clock);
        walk.below[root] = usize::from(self.counts[root]);
        // A point, the one before it, and the next of its lines.
        let mut stack: Vec<(usize, usize, usize)> = vec![(root, usize::MAX, 0)];
        while let Some((at, before, next)) = stack.last_mut() {
            let (at, before) = (*at, *before);
            if let Some(to) = self.lines[at].get(*next).copied() {
                *next += 1;
                if walk.seen[to] == 0 {
                    *clock += 1;
                    (walk.seen[to], walk.low[to]) = (*clock, *clock);
                    walk.below[to] = usize::from(self.counts[to]);
                    stack.push((to, at, 0));
                } else if to != before {
                    walk.low[at] = walk.low[at].min(walk.seen[to]);
                }
                continue;
            }
            stack.pop();
            finished.push(at);
            if before == usize::MAX {
                continue;
            }
            walk.low[before] = walk.low[before].min(walk.low[at]);
            walk.below[before] += walk.below[at];
            if walk.low[at] >= walk.seen[before] {
                walk.pieces[before].push(walk.below[at]);
            }
            if walk.low[at] > walk.seen[before] {
                walk.bridges.push((at, before));
            }
        }
    }
}

/// What is known of each point on a walk: when it was met, the earliest it leads back to, how many hang below it, and the
/// sizes of the pieces below it that lead back no further; and the lines that no other way goes round, the lower end first.
struct Walk {
    seen: Vec<usize>,
    low: Vec<usize>,
    below: Vec<usize>,
    pieces: Vec<Vec<usize>>,
    bridges: Vec<(usize, usize)>,
}

/// What a point holds together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cut {
    /// How many are cut off from the largest rest without it.
    pub off: usize,
    /// The ends of its lines behind which not more hangs than on this side, and that no other way joins.
    pub only: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(n: usize, lines: &[(usize, usize)]) -> Network {
        let mut all = vec![vec![]; n];
        for (a, b) in lines {
            all[*a].push(*b);
            all[*b].push(*a);
        }
        Network { records: (0..n).map(NodeIndex::new).collect(), lines: all, counts: vec![true; n] }
    }

    /// Two triangles that one line joins: 0-1-2, 3-4-5, 2-3.
    fn bow() -> Network {
        network(6, &[(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5)])
    }

    #[test]
    fn who_lies_between() {
        let starts: Vec<usize> = (0..6).collect();
        // 2 lies between 0 or 1 and the three on the other side, in both directions.
        assert_eq!(bow().between(&starts), [0.0, 0.0, 12.0, 12.0, 0.0, 0.0]);
        // Two ways of one length share the count.
        assert_eq!(network(4, &[(0, 1), (1, 3), (0, 2), (2, 3)]).between(&[0]), [0.0, 0.5, 0.5, 0.0]);
    }

    #[test]
    fn a_way_through_an_agreement_is_as_long_as_a_tie() {
        let mut both = network(4, &[(0, 1), (1, 2), (0, 3), (3, 2)]);
        both.counts[1] = false;
        // 0 to 2: through the agreement 1 it is one step, through 3 it is two.
        assert_eq!(both.between(&[0]), [0.0, 1.0, 0.0, 0.0]);
    }

    #[test]
    fn what_is_cut_off() {
        let cuts = bow().cuts();
        assert_eq!(cuts.iter().map(|cut| cut.off).collect::<Vec<_>>(), [0, 0, 2, 2, 0, 0]);
        assert_eq!(cuts[2].only, [3]);
        assert_eq!(cuts[0].only, [0; 0]);
        let star = network(4, &[(0, 1), (0, 2), (0, 3)]).cuts();
        assert_eq!(star.iter().map(|cut| cut.only.len()).collect::<Vec<_>>(), [3, 0, 0, 0]);
        assert_eq!(network(3, &[(0, 1)]).parts(), [0, 0, 1]);
    }

    #[test]
    fn a_long_chain_overflows_nothing() {
        let n = 100_000;
        let chain = network(n, &(1..n).map(|k| (k - 1, k)).collect::<Vec<_>>());
        assert_eq!(chain.cuts()[n / 4].off, n / 4);
        assert_eq!(chain.between(&[0])[1], (n - 2) as f64);
        assert!(chain.parts().iter().all(|part| *part == 0));
    }
}
