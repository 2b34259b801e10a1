//! What makes a map hard to read, as one number that is kept up to date move by move.
//!
//! Lines are straight here, from middle to middle, and their words stand halfway. Invariant: [`State::cost`] is what
//! [`State::refresh`] would count from scratch. Places are flat arrays of `f32`, so that counting against all others
//! runs without branches; every sum has a fixed order, so that the bits are the same on every machine.
mod flat;
mod moves;

use super::graph::Graph;
use crate::draw::geometry::{Point, Rect, at};
use crate::draw::random::Random;
use flat::{Fans, Lines, One, Rects, Straight};

/// What each fault costs. A crossing is the measure the others are read against.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Weights {
    /// Two lines cross.
    pub crossing: f64,
    /// A line goes through a box that is none of its ends.
    pub through: f64,
    /// Two lines leave a box in nearly the same direction.
    pub angle: f64,
    /// The words of two lines lie on each other.
    pub label_clash: f64,
    /// The words of a line lie on a box.
    pub label_on_box: f64,
    /// A line goes through the words of another.
    pub struck: f64,
    /// A unit of room that the words of a line lack between its ends.
    pub label_room: f64,
    /// A unit of length of a line.
    pub length: f64,
    /// The length at which the square of it costs 1.
    pub stretch: f64,
    /// A unit outside of the page.
    pub outside: f64,
    /// How much harder the walls of page and groups are in the end.
    pub wall: f64,
    /// A unit away from where a box was before.
    pub anchor: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            crossing: 8.,
            through: 3.5,
            angle: 0.9,
            label_clash: 1.,
            label_on_box: 2.,
            struck: 1.4,
            label_room: 0.14,
            length: 0.006,
            stretch: 420.,
            outside: 0.12,
            wall: 180.,
            anchor: 0.,
        }
    }
}

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

    /// Draws a line anew between its ends, its words halfway between the two boxes.
    fn draw_line(&mut self, k: usize) {
        let edge = &self.graph.edges[k];
        let (a, b) = (edge.from, edge.to);
        let (ax, ay) = (self.boxes.x[a], self.boxes.y[a]);
        let (bx, by) = (self.boxes.x[b], self.boxes.y[b]);
        let (dx, dy) = (bx - ax, by - ay);
        self.lines.put(k, Straight { ax, ay, bx, by });
        let long = (dx * dx + dy * dy).sqrt().max(1e-3);
        self.fans.put(k, dx / long, dy / long);
        // Where the line leaves its first box and enters its last, as parts of the way.
        let inside =
            |i: usize| (self.boxes.w[i] / dx.abs().max(1e-3)).min(self.boxes.h[i] / dy.abs().max(1e-3)).min(0.5);
        let half = (inside(a) + 1. - inside(b)) / 2.;
        if self.labels.w[k] > 0. {
            (self.labels.x[k], self.labels.y[k]) = (ax + dx * half, ay + dy * half);
        }
    }

    /// Length, and room for the words between the two boxes.
    fn own_cost(&self, k: usize) -> f64 {
        let edge = &self.graph.edges[k];
        if edge.from == edge.to {
            return 0.;
        }
        let (a, b) = (&self.graph.nodes[edge.from], &self.graph.nodes[edge.to]);
        let line = self.lines.one(k);
        let (dx, dy) = (f64::from((line.bx - line.ax).abs()), f64::from((line.by - line.ay).abs()));
        let mut cost = self.length_cost((dx * dx + dy * dy).sqrt());
        if let Some(label) = edge.labels.last() {
            let beside = dx - (a.width + b.width) / 2. - label.width - 26.;
            let below = dy - (a.height + b.height) / 2. - label.height - 24.;
            let room = beside.max(below) - self.extra_room[k];
            if room < 0. {
                let urgent = if self.extra_room[k] > 0. { 3. } else { 1. };
                cost += 0.3 - self.weights.label_room * room * urgent;
            }
        }
        cost
    }

    fn length_cost(&self, length: f64) -> f64 {
        let stretch = length / self.weights.stretch;
        length * self.weights.length + stretch * stretch
    }

    fn boxes_entered(&self, k: usize) -> i32 {
        let edge = &self.graph.edges[k];
        // It enters the boxes at its ends.
        if edge.from == edge.to {
            0
        } else {
            (self.boxes.entered(self.boxes.whole(), self.lines.one(k), CLEAR) - 2).max(0)
        }
    }

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

    /// Lines that leave a box in nearly the same direction as this one hide it.
    fn angle_cost(&self, k: usize) -> f64 {
        let edge = &self.graph.edges[k];
        self.angle_at(k, edge.from) + self.angle_at(k, edge.to)
    }

    /// The same at one end.
    fn angle_at(&self, k: usize, end: usize) -> f64 {
        let slot = self.fans.slots[k][usize::from(self.graph.edges[k].from != end)];
        self.weights.angle * f64::from(self.fans.hidden(slot, self.fans.first[end], self.fans.first[end + 1]))
    }

    /// What the angles between the lines of a node cost.
    fn fan_cost(&self, node: usize) -> f64 {
        let (first, end) = (self.fans.first[node], self.fans.first[node + 1]);
        let sum: f32 = (first..end).map(|slot| self.fans.hidden(slot, slot + 1, end)).sum();
        self.weights.angle * f64::from(sum)
    }

    /// The direction in which a line leaves a node.
    fn direction(&self, k: usize, end: usize) -> (f32, f32) {
        let slot = self.fans.slots[k][usize::from(self.graph.edges[k].from != end)];
        (self.fans.x[slot], self.fans.y[slot])
    }

    /// How many other labels and how many boxes the words of a line lie on.
    fn label_faults(&self, k: usize) -> (i32, i32) {
        let label = self.labels.one(k);
        if label.w == 0. {
            return (0, 0);
        }
        let edge = &self.graph.edges[k];
        let mut on_boxes = self.boxes.overlaps(label);
        on_boxes -= i32::from(label.overlaps(self.boxes.one(edge.from)));
        if edge.to != edge.from {
            on_boxes -= i32::from(label.overlaps(self.boxes.one(edge.to)));
        }
        (self.labels.overlaps(label) - 1, on_boxes)
    }

    /// How many lines go through the words of a line, and how many words of others it goes through itself.
    fn strikes_of(&self, k: usize) -> i32 {
        let (line, label) = (self.lines.one(k), self.labels.one(k));
        let own = i32::from(label.w > 0.);
        let through = if own == 1 { self.lines.through(self.lines.whole(), label) - 1 } else { 0 };
        (through + self.labels.entered(self.lines.whole(), line, 0.) - own).max(0)
    }

    fn outside(&self, rect: &Rect) -> f64 {
        let (w, h) = (self.page.x / 2., self.page.y / 2.);
        (rect.x1 - w).max(0.) + (-w - rect.x0).max(0.) + (rect.y1 - h).max(0.) + (-h - rect.y0).max(0.)
    }

    fn frame(&self, group: usize) -> Rect {
        let (mut x0, mut y0, mut x1, mut y1) = (f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        for &i in &self.graph.groups[group].members {
            let b = self.boxes.one(i);
            (x0, x1) = (x0.min(b.x - b.w), x1.max(b.x + b.w));
            (y0, y1) = (y0.min(b.y - b.h), y1.max(b.y + b.h));
        }
        if x0 > x1 {
            return Rect::NOTHING;
        }
        self.graph.framed(Rect { x0: x0.into(), y0: y0.into(), x1: x1.into(), y1: y1.into() }, group)
    }

    /// Frames apart from one another, of a good shape, inside the page; boxes of no group outside of them.
    fn wall_cost(&self, frames: &[Rect]) -> f64 {
        let each = (0..frames.len()).map(|n| self.frame_cost(n, frames, n + 1));
        let loose = self.loose.iter().map(|i| self.loose_cost(*i, frames));
        each.sum::<f64>() + loose.sum::<f64>()
    }

    /// What a frame costs: its own shape and place, and what it costs with the frames from `first` on.
    fn frame_cost(&self, n: usize, frames: &[Rect], first: usize) -> f64 {
        let frame = &frames[n];
        if frame.is_nothing() {
            return 0.;
        }
        let mut cost = self.pressure * self.weights.outside * self.outside(frame);
        let shape = frame.width() / frame.height();
        cost += 0.5 * (shape.max(1. / shape) - 2.).max(0.);
        for (_, other) in frames.iter().enumerate().skip(first).filter(|(o, _)| *o != n) {
            let over = frame.overlap(other);
            let over = over.x.min(over.y) + GROUP_GAP;
            if over > 0. {
                cost += self.pressure * (5. + 0.12 * over);
            }
        }
        cost
    }

    /// What a box of no group costs in the frames.
    fn loose_cost(&self, i: usize, frames: &[Rect]) -> f64 {
        self.in_frames(self.boxes.one(i), frames)
    }

    fn in_frames(&self, b: One, frames: &[Rect]) -> f64 {
        let (x, y, w, h) = (f64::from(b.x), f64::from(b.y), f64::from(b.w), f64::from(b.h));
        let rect = Rect { x0: x - w, y0: y - h, x1: x + w, y1: y + h };
        let mut cost = 0.;
        for frame in frames {
            let over = rect.overlap(frame);
            let over = over.x.min(over.y) + 10.;
            if over > 0. {
                cost += self.pressure * (2. + 0.12 * over);
            }
        }
        cost
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
