//! What one line costs: what it runs into, how it leaves its boxes, where its words stand.
//!
//! Invariant: a cost read here is that of the places as they are; nothing is kept.
use super::flat::Straight;
use super::{CLEAR, State};

impl<'g> State<'g> {
    /// Draws a line anew between its ends, its words halfway between the two boxes.
    pub(super) fn draw_line(&mut self, k: usize) {
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
    pub(super) fn own_cost(&self, k: usize) -> f64 {
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

    pub(super) fn length_cost(&self, length: f64) -> f64 {
        let stretch = length / self.weights.stretch;
        length * self.weights.length + stretch * stretch
    }

    pub(super) fn boxes_entered(&self, k: usize) -> i32 {
        let edge = &self.graph.edges[k];
        // It enters the boxes at its ends.
        if edge.from == edge.to {
            0
        } else {
            (self.boxes.entered(self.boxes.whole(), self.lines.one(k), CLEAR) - 2).max(0)
        }
    }

    /// Lines that leave a box in nearly the same direction as this one hide it.
    pub(super) fn angle_cost(&self, k: usize) -> f64 {
        let edge = &self.graph.edges[k];
        self.angle_at(k, edge.from) + self.angle_at(k, edge.to)
    }

    /// The same at one end.
    pub(super) fn angle_at(&self, k: usize, end: usize) -> f64 {
        let slot = self.fans.slots[k][usize::from(self.graph.edges[k].from != end)];
        self.weights.angle * f64::from(self.fans.hidden(slot, self.fans.first[end], self.fans.first[end + 1]))
    }

    /// What the angles between the lines of a node cost.
    pub(super) fn fan_cost(&self, node: usize) -> f64 {
        let (first, end) = (self.fans.first[node], self.fans.first[node + 1]);
        let sum: f32 = (first..end).map(|slot| self.fans.hidden(slot, slot + 1, end)).sum();
        self.weights.angle * f64::from(sum)
    }

    /// The direction in which a line leaves a node.
    pub(super) fn direction(&self, k: usize, end: usize) -> (f32, f32) {
        let slot = self.fans.slots[k][usize::from(self.graph.edges[k].from != end)];
        (self.fans.x[slot], self.fans.y[slot])
    }

    /// How many other labels and how many boxes the words of a line lie on.
    pub(super) fn label_faults(&self, k: usize) -> (i32, i32) {
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
    pub(super) fn strikes_of(&self, k: usize) -> i32 {
        let (line, label) = (self.lines.one(k), self.labels.one(k));
        let own = i32::from(label.w > 0.);
        let through = if own == 1 { self.lines.through(self.lines.whole(), label) - 1 } else { 0 };
        (through + self.labels.entered(self.lines.whole(), line, 0.) - own).max(0)
    }
}
