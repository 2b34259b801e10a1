//! The ones asked about in the middle, those tied to them around on an oval, group by group; others further out.
//!
//! Invariant: only places are made here; lines, words and faults come from the same steps as those of a map. What is
//! tied directly stands on the inner oval, and seen from the middle no box hides another.
mod order;
mod oval;

use super::graph::{Graph, Node};
use super::judge::Draft;
use super::separate::separate;
use super::{Layout, Wish};
use crate::draw::geometry::{Point, at};
use order::Order;
use oval::Oval;

/// Between two boxes beside each other on the oval.
const GAP: Point = at(22., 26.);
/// How far out the inner oval is when there is an outer one.
const INNER: f64 = 0.62;
/// How far out every second box is when one oval is too full.
const STAGGERED: f64 = 0.7;
/// How many comparisons of lines the order may cost.
const PATIENCE: usize = 30_000_000;
/// How often room is made for words that found none.
const REPAIRS: usize = 6;

/// The layout, and the boxes of each group in their order around the middle.
pub fn lay_out_ego(graph: &Graph, wish: &Wish, middle: &[usize]) -> (Layout, Vec<Vec<usize>>) {
    let (graph, of) = &graph.unframed();
    let blocks = blocks(of);
    let depths = depths(graph, middle);
    let blocks: Vec<Vec<usize>> = blocks
        .into_iter()
        .map(|b| b.into_iter().filter(|i| depths[*i] > 0).collect::<Vec<_>>())
        .filter(|b| !b.is_empty())
        .collect();
    let blocks = Order::new(graph, &depths, middle, blocks).improved();
    let order: Vec<usize> = blocks.concat();
    let best = Ring { graph, wish, middle, order, depths }.best();
    (Layout::of(best, graph), blocks)
}

/// The nodes of each group; those of no group together.
fn blocks(of: &[Option<usize>]) -> Vec<Vec<usize>> {
    let most = of.iter().flatten().max().map_or(0, |g| g + 1);
    let mut blocks = vec![vec![]; most + 1];
    for (i, group) in of.iter().enumerate() {
        blocks[group.unwrap_or(most)].push(i);
    }
    blocks
}

/// How many lines away from the middle each node is: 0, 1, or 2 for all others.
fn depths(graph: &Graph, middle: &[usize]) -> Vec<usize> {
    let mut depths = vec![2; graph.nodes.len()];
    for &m in middle {
        graph.around(m).iter().for_each(|k| depths[graph.other(*k, m)] = 1);
    }
    middle.iter().for_each(|m| depths[*m] = 0);
    depths
}

/// Boxes in an order around the middle.
struct Ring<'g> {
    graph: &'g Graph,
    wish: &'g Wish,
    middle: &'g [usize],
    order: Vec<usize>,
    depths: Vec<usize>,
}

/// What is tried with one order.
#[derive(Clone)]
struct Trial {
    /// The width of the page.
    wide: f64,
    /// Where around the oval the first box is, as a part of it.
    turn: f64,
    /// Whether every second box stands further in.
    staggered: bool,
    /// How much of the usual room each box has.
    room: Vec<f64>,
}

impl Ring<'_> {
    /// The best of several sizes and turns, then with more room where words found none.
    fn best(&self) -> Draft {
        let mut best: Option<(Draft, Trial)> = None;
        for staggered in [false, true] {
            let room = vec![1.; self.graph.nodes.len()];
            let first = self.fitting(Trial { wide: 460., turn: 0., staggered, room });
            // A draft costs more on a large map: fewer of them, so that the time stays in bounds.
            let turns = match self.graph.nodes.len() + self.graph.edges.len() / 2 {
                ..=90 => 6,
                91..=120 => 3,
                _ => 1,
            };
            for size in [1., 1.14, 1.3] {
                let wide = (first.wide * size).min(self.wish.widest.max(first.wide));
                for turn in 0..turns {
                    self.attempt(Trial { wide, turn: f64::from(turn) / f64::from(turns), ..first.clone() }, &mut best);
                }
            }
        }
        for _ in 0..REPAIRS {
            let Some((draft, trial)) = best.as_ref().filter(|b| !b.0.is_good(self.graph, self.wish)) else { break };
            let trial = self.with_room(draft, trial);
            self.attempt(trial, &mut best);
        }
        match best {
            Some((draft, _)) => draft,
            None => Draft::new(self.graph, self.places(&self.empty()), self.wish),
        }
    }

    fn empty(&self) -> Trial {
        Trial { wide: 460., turn: 0., staggered: false, room: vec![1.; self.graph.nodes.len()] }
    }

    fn attempt(&self, trial: Trial, best: &mut Option<(Draft, Trial)>) {
        let mut places = self.places(&trial);
        separate(self.graph, &mut places, &self.depths.iter().map(|d| *d == 0).collect::<Vec<_>>());
        let draft = Draft::new(self.graph, places, self.wish);
        if best.as_ref().is_none_or(|(known, _)| draft.score < known.score) {
            *best = Some((draft, trial));
        }
    }

    /// The smallest page on which every box has its room.
    fn fitting(&self, mut trial: Trial) -> Trial {
        while trial.wide < self.wish.widest {
            let (a, b) = self.axes(&trial);
            let oval = Oval::new(a, b);
            if self.along(&trial, &oval).1 <= oval.length() && b > 120. {
                break;
            }
            trial.wide *= 1.06;
        }
        trial.wide = trial.wide.min(self.wish.widest);
        trial
    }

    /// More room beside boxes whose words found none.
    fn with_room(&self, draft: &Draft, trial: &Trial) -> Trial {
        let mut trial = trial.clone();
        for k in draft.placed.conflicts.iter().chain(&draft.placed.struck).chain(&draft.blocked) {
            let edge = &self.graph.edges[*k];
            trial.room[edge.from] *= 1.2;
            trial.room[edge.to] *= 1.2;
        }
        trial.wide = (trial.wide * 1.03).min(self.wish.widest.max(trial.wide));
        trial
    }

    /// Half the width and half the height of the oval that the middles of the outermost boxes are on.
    fn axes(&self, trial: &Trial) -> (f64, f64) {
        let widest = self.graph.nodes.iter().map(|n| n.width).fold(0., f64::max);
        let highest = self.graph.nodes.iter().map(|n| n.height).fold(0., f64::max);
        let height = (trial.wide / self.wish.aspect - self.wish.around).max(trial.wide * 0.4);
        (((trial.wide - widest) / 2.).max(60.), ((height - highest) / 2.).max(60.))
    }

    /// How far out a box is, and which oval that is.
    fn out(&self, trial: &Trial, n: usize) -> (usize, f64) {
        let two = self.order.iter().any(|i| self.depths[*i] == 2);
        match (self.depths[self.order[n]], trial.staggered && n % 2 == 1) {
            (1, false) if two => (1, INNER),
            (1, true) if two => (2, INNER * 0.75),
            (_, true) if !two => (1, STAGGERED),
            _ => (0, 1.),
        }
    }

    /// How far along the outermost oval each box of the order is, and how long it must be for all of them.
    fn along(&self, trial: &Trial, oval: &Oval) -> (Vec<f64>, f64) {
        let count = self.order.len();
        let mut far: Vec<f64> = (0..count).map(|n| n as f64 / count as f64 * oval.length()).collect();
        let mut total = 0.;
        let start = trial.turn * oval.length();
        for _ in 0..12 {
            let tangents: Vec<Point> = far.iter().map(|f| oval.at(f + start).1).collect();
            let (next, needed) = self.packed(trial, &tangents);
            total = needed;
            let scale = oval.length() / total.max(1e-9);
            far.iter_mut().zip(next).for_each(|(f, n)| *f = (*f + n * scale) / 2.);
        }
        (far, total)
    }

    /// The boxes as close as they may be, and how long the oval is then.
    fn packed(&self, trial: &Trial, tangents: &[Point]) -> (Vec<f64>, f64) {
        let count = self.order.len();
        let mut far: Vec<f64> = vec![];
        // The first and the last on each oval.
        let mut ends: [Option<(usize, usize)>; 3] = [None; 3];
        for n in 0..count {
            let mut here = n.checked_sub(1).map_or(0., |p| far[p] + self.step(trial, tangents, p, n));
            let oval = &mut ends[self.out(trial, n).0];
            if let Some((_, last)) = oval {
                here = here.max(far[*last] + self.step(trial, tangents, *last, n));
            }
            *oval = Some((oval.map_or(n, |e| e.0), n));
            far.push(here);
        }
        let mut total = far.last().map_or(0., |last| last + self.step(trial, tangents, count - 1, 0));
        for (first, last) in ends.into_iter().flatten() {
            total = total.max(far[last] + self.step(trial, tangents, last, first) - far[first]);
        }
        (far, total)
    }

    /// How far along the outermost oval two must be apart.
    fn step(&self, trial: &Trial, tangents: &[Point], one: usize, other: usize) -> f64 {
        let (a, b) = (self.order[one], self.order[other]);
        let way = tangents[one] + tangents[other];
        let way = if way.length() < 1e-6 { tangents[one] } else { way.unit() };
        let reach = |node: &Node, room: f64| at(node.width / 2. * room, node.height / 2. * room);
        let (mine, yours) = (reach(&self.graph.nodes[a], trial.room[a]), reach(&self.graph.nodes[b], trial.room[b]));
        let length = |size: Point| (size.x / way.x.abs().max(1e-6)).min(size.y / way.y.abs().max(1e-6));
        let ((ring, out), (other_ring, other_out)) = (self.out(trial, one), self.out(trial, other));
        if ring == other_ring {
            length(mine + yours + GAP) / out
        } else {
            // A line to the outer one passes beside the inner one.
            length(if out < other_out { mine } else { yours } + at(9., 9.)) / out.min(other_out)
        }
    }

    fn places(&self, trial: &Trial) -> Vec<Point> {
        let (a, b) = self.axes(trial);
        let oval = Oval::new(a, b);
        let far = self.along(trial, &oval).0;
        let mut places = vec![at(0., 0.); self.graph.nodes.len()];
        for (n, i) in self.order.iter().enumerate() {
            let start = trial.turn * oval.length();
            places[*i] = oval.at(far[n] + start).0 * self.out(trial, n).1;
        }
        let widest = self.middle.iter().map(|m| self.graph.nodes[*m].width).fold(0., f64::max);
        for (n, m) in self.middle.iter().enumerate() {
            places[*m] = at((n as f64 - (self.middle.len() - 1) as f64 / 2.) * (widest + 110.), 0.);
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::example;
    use super::super::judge::Faults;
    use super::*;
    use crate::draw::geometry::Rect;

    /// One in the middle, six tied to it, and one further out behind each of these; in two groups by turns.
    fn star() -> Graph {
        let group_of: Vec<Option<usize>> = (0..13).map(|i| (i > 0).then_some(i % 2)).collect();
        let lines: Vec<(usize, usize)> = (1..7).flat_map(|i| [(0, i), (i, i + 6)]).collect();
        example::grouped(&group_of, &lines)
    }

    fn layout() -> (Layout, Vec<Vec<usize>>) {
        lay_out_ego(&star(), &example::wish(), &[0])
    }

    #[test]
    fn what_is_tied_directly_stands_around_the_middle_and_the_others_further_out() {
        let (Layout { places, faults, .. }, _) = layout();
        assert_eq!(places[0], at(0., 0.));
        // How far out on ovals as much wider than high as all together.
        let all = Rect::of(&places);
        let far = places.iter().map(|p| at(p.x / all.width(), p.y / all.height()).length()).collect::<Vec<_>>();
        let (tied, others) = far[1..].split_at(6);
        assert!(tied.iter().all(|t| others.iter().all(|o| t < o)), "{tied:?} {others:?}");
        assert_eq!(example::overlaps(&star().rects(&places)), []);
        assert!(faults.is_clean(), "{faults:?}");
    }

    #[test]
    fn every_group_is_one_sector() {
        let (Layout { places, .. }, sectors) = layout();
        let angle = |i: &usize| places[*i].y.atan2(places[*i].x);
        let mut around: Vec<usize> = (1..13).collect();
        around.sort_by(|i, j| angle(i).total_cmp(&angle(j)));
        let borders = (0..12).filter(|n| around[*n] % 2 != around[(n + 1) % 12] % 2).count();
        assert_eq!((borders, sectors.len()), (2, 2), "{around:?}");
    }

    #[test]
    fn seen_from_the_middle_no_box_hides_another() {
        let (Layout { places, .. }, _) = layout();
        let rects = star().rects(&places);
        for i in 1..13 {
            for j in (1..13).filter(|j| *j != i) {
                assert!(!rects[j].hits_segment(places[0], places[i]), "{j} hides {i}");
            }
        }
    }

    #[test]
    fn those_tied_to_one_another_stand_side_by_side() {
        let spokes = (1..7).map(|i| (0, i));
        let graph = example::graph(7, &spokes.chain([(1, 4), (2, 5), (3, 6)]).collect::<Vec<_>>());
        let (layout, _) = lay_out_ego(&graph, &example::wish(), &[0]);
        assert_eq!(layout.faults, Faults::default());
    }
}
