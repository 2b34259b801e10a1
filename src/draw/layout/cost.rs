//! What makes a map hard to read, as one number that is kept up to date move by move.
//!
//! Lines are straight here, from middle to middle, and their words stand halfway. Invariant: [`State::cost`] is what
//! [`State::refresh`] would count from scratch. Places are flat arrays of `f32`, so that counting against all others
//! runs without branches; every sum has a fixed order, so that the bits are the same on every machine.
mod flat;
mod frame;
mod line;
mod moves;
mod weights;

use super::graph::Graph;
use crate::draw::geometry::{Point, Rect, at};
use crate::draw::random::Random;
use flat::{Fans, Lines, One, Rects, Straight};
pub(super) use weights::Weights;

/// How hard walls are at first.
const SOFT: f64 = 0.6;
/// Between boxes, at least.
const GAP: (f32, f32) = (22., 18.);
/// Between the frames of groups.
const GROUP_GAP: f64 = 16.;
/// Between a line and a box that is none of its ends.
const CLEAR: f32 = 7.;
/// Two directions closer than this sine hide one another.
const NARROW: f32 = 0.14;

/// A move of one node.
pub(super) type Move = (usize, Point);

/// Places, and what they cost.
pub(super) struct State<'g> {
    graph: &'g Graph,
    weights: Weights,
    page: Point,
    /// Walls of groups and page harden while it cools.
    pub pressure: f64,
    /// Where nodes were in an earlier drawing.
    pub anchors: Vec<Option<Point>>,
    /// Room asked for by lines whose words found no place.
    pub extra_room: Vec<f64>,
    /// How much more it costs that a line goes through a box, for lines that found no way round one.
    pub stubborn: Vec<i32>,
    /// Nodes of no group.
    loose: Vec<usize>,
    boxes: Rects,
    lines: Lines,
    fans: Fans,
    labels: Rects,
    frames: Vec<Rect>,
    // Per line: what it crosses, the boxes it goes through, its length and lack of room.
    crossed: Vec<i32>,
    entered: Vec<i32>,
    own: Vec<f64>,
    // Per line: other words its words lie on, and boxes other than its ends.
    clashing: Vec<i32>,
    /// Lines through its words, and other words it goes through.
    strikes: Vec<i32>,
    covering: Vec<i32>,
    // Per box: the weights of lines that go through it, and the words of lines that lie on it, other than its own.
    pierced: Vec<i32>,
    covered: Vec<i32>,
    /// Of frames and page.
    walls: f64,
    cost: f64,
    // Of the move that is being tried.
    moved: Vec<bool>,
    changed: Vec<usize>,
    is_changed: Vec<bool>,
    still: Vec<i32>,
    still_stubborn: Vec<i32>,
    old_lines: Lines,
    old_labels: Rects,
    old_ways: Vec<(f32, f32)>,
    new_lines: Lines,
    placed_labels: Rects,
    old_places: Vec<(f32, f32)>,
    new_frames: Vec<Rect>,
    new_own: Vec<f64>,
    new_crossed: Vec<i32>,
    new_entered: Vec<i32>,
    new_labels: Vec<(i32, i32)>,
    new_strikes: Vec<i32>,
    new_faults: Vec<(i32, i32)>,
}

impl<'g> State<'g> {
    pub fn new(graph: &'g Graph, places: &[Point], page: Point, weights: Weights) -> Self {
        let (n, m) = (graph.nodes.len(), graph.edges.len());
        let mut boxes = Rects::new(n);
        let mut labels = Rects::new(m);
        for (i, node) in graph.nodes.iter().enumerate() {
            (boxes.w[i], boxes.h[i]) = (node.width as f32 / 2., node.height as f32 / 2.);
            (boxes.x[i], boxes.y[i]) = (places[i].x as f32, places[i].y as f32);
        }
        for (k, edge) in graph.edges.iter().enumerate() {
            if let Some(size) = edge.labels.last() {
                (labels.w[k], labels.h[k]) = (size.width as f32 / 2. + 2., size.height as f32 / 2. + 1.);
            }
        }
        let mut state = Self {
            graph,
            weights,
            page,
            pressure: SOFT,
            anchors: vec![None; n],
            extra_room: vec![0.; m],
            stubborn: vec![1; m],
            loose: (0..n).filter(|i| graph.nodes[*i].group.is_none()).collect(),
            boxes,
            lines: Lines::new(m),
            fans: Fans::new(graph),
            labels,
            frames: vec![],
            crossed: vec![0; m],
            entered: vec![0; m],
            own: vec![0.; m],
            clashing: vec![0; m],
            strikes: vec![0; m],
            covering: vec![0; m],
            pierced: vec![0; n],
            covered: vec![0; n],
            walls: 0.,
            cost: 0.,
            moved: vec![false; n],
            changed: vec![],
            is_changed: vec![false; m],
            still: vec![1; m],
            still_stubborn: vec![1; m],
            old_lines: Lines::new(0),
            old_labels: Rects::new(0),
            old_ways: vec![],
            new_lines: Lines::new(0),
            placed_labels: Rects::new(0),
            old_places: vec![],
            new_frames: vec![],
            new_own: vec![],
            new_crossed: vec![],
            new_entered: vec![],
            new_labels: vec![],
            new_strikes: vec![],
            new_faults: vec![],
        };
        state.refresh();
        state
    }

    /// Where a node is.
    pub fn place(&self, node: usize) -> Point {
        at(self.boxes.x[node].into(), self.boxes.y[node].into())
    }

    /// Where all nodes are.
    pub fn places(&self) -> Vec<Point> {
        (0..self.graph.nodes.len()).map(|i| self.place(i)).collect()
    }

    /// The middle of a group.
    pub fn middle(&self, group: usize) -> Point {
        self.frames[group].centre()
    }

    /// Some place where a node may be: in its frame, or on the page.
    pub fn anywhere(&self, node: usize, random: &mut Random) -> Point {
        match self.graph.nodes[node].group {
            Some(group) => {
                let frame = &self.frames[group];
                let (w, h) = (f64::from(self.boxes.w[node]) + 12., f64::from(self.boxes.h[node]) + 12.);
                let within = |low: f64, high: f64, part: f64| low + (high - low).max(0.) * part;
                at(
                    within(frame.x0 + w, frame.x1 - w, random.part()),
                    within(frame.y0 + h + 14., frame.y1 - h, random.part()),
                )
            }
            None => at(random.swing() * self.page.x / 2., random.swing() * self.page.y / 2.),
        }
    }

    /// What the places cost.
    pub fn cost(&self) -> f64 {
        self.cost
    }

    /// What the lines of a node would roughly cost at a place: crossings, boxes in the way, and length.
    pub fn glance(&self, node: usize, place: Point) -> f64 {
        let (x, y) = (place.x as f32, place.y as f32);
        let wide = One { x, y, w: self.boxes.w[node] + GAP.0, h: self.boxes.h[node] + GAP.1 };
        let mut cost = self.weights.through * f64::from(self.boxes.overlaps(wide));
        for &k in self.graph.around(node) {
            let other = self.boxes.one(self.graph.other(k, node));
            let line = Straight { ax: x, ay: y, bx: other.x, by: other.y };
            cost += self.weights.crossing * f64::from(self.lines.crossings(self.lines.whole(), line));
            cost += self.weights.through * f64::from(self.boxes.entered(self.boxes.whole(), line, CLEAR));
            cost += self.length_cost(place.distance(at(other.x.into(), other.y.into())));
        }
        cost
    }

    /// Hardens the walls, from 0 at first to 1 in the end.
    pub fn harden(&mut self, part: f64) {
        // Soft at first, so that boxes get past each other.
        self.pressure = SOFT + self.weights.wall * part;
        self.refresh();
    }

    /// Counts everything from scratch.
    pub fn refresh(&mut self) -> f64 {
        let graph = self.graph;
        self.still_stubborn.clone_from(&self.stubborn);
        for k in 0..graph.edges.len() {
            self.draw_line(k);
        }
        for k in 0..graph.edges.len() {
            self.own[k] = self.own_cost(k);
            self.crossed[k] = self.lines.crossings(self.lines.whole(), self.lines.one(k));
            self.entered[k] = self.boxes_entered(k);
            (self.clashing[k], self.covering[k]) = self.label_faults(k);
            self.strikes[k] = self.strikes_of(k);
        }
        for i in 0..graph.nodes.len() {
            self.hold(i, false);
            (self.pierced[i], self.covered[i]) = self.box_faults(i);
            self.hold(i, true);
        }
        self.frames = (0..graph.groups.len()).map(|g| self.frame(g)).collect();
        self.walls = self.wall_cost(&self.frames);
        let crossings: i32 = self.crossed.iter().sum();
        let mut cost = self.walls + self.weights.crossing * f64::from(crossings) / 2. + self.own.iter().sum::<f64>();
        cost +=
            (0..graph.nodes.len()).map(|i| self.gap_cost(i) / 2. + self.node_cost(i) + self.fan_cost(i)).sum::<f64>();
        for k in 0..graph.edges.len() {
            cost += self.weights.through * f64::from(self.entered[k] * self.stubborn[k]);
            cost += self.weights.struck * f64::from(self.strikes[k]) / 2.;
            cost += self.label_cost((self.clashing[k], self.covering[k]))
                - self.weights.label_clash * f64::from(self.clashing[k]) / 2.;
        }
        self.cost = cost;
        cost
    }

    // What things cost by themselves.

    /// Boxes closer than the wanted gap.
    fn gap_cost(&self, i: usize) -> f64 {
        let me = self.boxes.one(i);
        let wide = One { w: me.w + GAP.0, h: me.h + GAP.1, ..me };
        if self.boxes.overlaps(wide) == 1 {
            return 0.;
        }
        let mut cost = 0.;
        for j in 0..self.boxes.x.len() {
            let o = self.boxes.one(j);
            let (x, y) = (wide.w + o.w - (me.x - o.x).abs(), wide.h + o.h - (me.y - o.y).abs());
            if x > 0. && y > 0. && j != i {
                cost += 4. + 0.3 * f64::from(x.min(y));
            }
        }
        cost
    }

    /// A node of no group stays on the page; one with an anchor stays near it.
    fn node_cost(&self, i: usize) -> f64 {
        let place = self.place(i);
        let mut cost = 0.;
        if self.graph.nodes[i].group.is_none() {
            let node = &self.graph.nodes[i];
            let rect = Rect::around(place, node.width, node.height);
            cost += self.pressure * self.weights.outside * self.outside(&rect);
        }
        if let Some(anchor) = self.anchors[i] {
            cost += self.weights.anchor * anchor.distance(place);
        }
        cost
    }

    fn outside(&self, rect: &Rect) -> f64 {
        let (w, h) = (self.page.x / 2., self.page.y / 2.);
        (rect.x1 - w).max(0.) + (-w - rect.x0).max(0.) + (rect.y1 - h).max(0.) + (-h - rect.y0).max(0.)
    }

    /// Counts the lines of a node among those that stay, or not.
    fn hold(&mut self, node: usize, still: bool) {
        for &k in self.graph.around(node) {
            (self.still[k], self.still_stubborn[k]) = if still { (1, self.stubborn[k]) } else { (0, 0) };
        }
    }

    /// Lines that stay and go through a box, by their weights, and words of such lines that lie on it.
    fn box_faults(&self, i: usize) -> (i32, i32) {
        let b = self.boxes.one(i);
        let wide = One { w: b.w + CLEAR, h: b.h + CLEAR, ..b };
        (self.lines.entering(wide, &self.still_stubborn), self.labels.overlaps_of(b, &self.still))
    }

    fn box_cost(&self, (through, under): (i32, i32)) -> f64 {
        self.weights.through * f64::from(through) + self.weights.label_on_box * f64::from(under)
    }

    fn label_cost(&self, (clashes, on_boxes): (i32, i32)) -> f64 {
        self.weights.label_clash * f64::from(clashes) + self.weights.label_on_box * f64::from(on_boxes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::example;
    use super::*;

    /// Twelve boxes in three groups and two in none, each tied to the next three; one to itself, without words.
    fn graph() -> Graph {
        let group_of: Vec<Option<usize>> = (0..14).map(|i| (i < 12).then_some(i % 3)).collect();
        let ends = (0..14).flat_map(|i| (1..4).map(move |step| (i, (i + step) % 14)));
        let mut graph = example::worded(example::grouped(&group_of, &ends.chain([(3, 3)]).collect::<Vec<_>>()));
        graph.edges.iter_mut().filter(|e| e.from == e.to).for_each(|e| e.labels.clear());
        graph
    }

    /// What is kept per line and per box.
    fn caches(state: &State) -> [Vec<i32>; 7] {
        [
            &state.crossed,
            &state.strikes,
            &state.entered,
            &state.clashing,
            &state.covering,
            &state.pierced,
            &state.covered,
        ]
        .map(Clone::clone)
    }

    #[test]
    fn the_cost_kept_up_to_date_is_the_cost_counted_anew() {
        let graph = graph();
        let mut random = Random::new(7);
        let mut anywhere = || at(random.swing() * 300., random.swing() * 200.);
        let places: Vec<Point> = graph.nodes.iter().map(|_| anywhere()).collect();
        let page = at(500., 300.);
        let mut state = State::new(&graph, &places, page, Weights::default());
        for step in 0..400usize {
            let moves: Vec<Move> = match step % 3 {
                0 => vec![(step % 14, anywhere())],
                1 => vec![(step % 12, anywhere()), ((step + 3) % 12, anywhere())],
                _ => graph.groups[step % 2].members.iter().map(|i| (*i, anywhere())).collect(),
            };
            // Some are taken, some are not.
            state.try_move(&moves, if step % 2 == 0 { 1e9 } else { 0. });
            let anew = State::new(&graph, &state.places(), page, Weights::default());
            let (kept, counted) = (state.cost(), anew.cost());
            assert!((kept - counted).abs() < 0.05, "step {step}: {kept} kept, {counted} counted");
            assert_eq!(caches(&state), caches(&anew), "step {step}");
        }
    }

    #[test]
    fn lines_that_meet_do_not_cross() {
        let line = |ax, ay, bx, by| Straight { ax, ay, bx, by };
        assert!(line(0., 0., 10., 10.).crosses(line(0., 10., 10., 0.)));
        assert!(!line(0.3, 0.1, 10.7, 10.3).crosses(line(10.7, 10.3, 4.1, 0.9)));
        assert!(!line(0., 0., 10., 10.).crosses(line(20., 0., 30., 10.)));
    }
}
