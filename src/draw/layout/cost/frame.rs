//! What the frames of groups cost: those that meet, and boxes that stand in the frame of others.
//!
//! Invariant: a cost read here is that of the places as they are; nothing is kept.
use super::flat::One;
use super::{GROUP_GAP, State};
use crate::draw::geometry::Rect;

impl<'g> State<'g> {
    pub(super) fn frame(&self, group: usize) -> Rect {
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
    pub(super) fn wall_cost(&self, frames: &[Rect]) -> f64 {
        let each = (0..frames.len()).map(|n| self.frame_cost(n, frames, n + 1));
        let loose = self.loose.iter().map(|i| self.loose_cost(*i, frames));
        each.sum::<f64>() + loose.sum::<f64>()
    }

    /// What a frame costs: its own shape and place, and what it costs with the frames from `first` on.
    pub(super) fn frame_cost(&self, n: usize, frames: &[Rect], first: usize) -> f64 {
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
    pub(super) fn loose_cost(&self, i: usize, frames: &[Rect]) -> f64 {
        self.in_frames(self.boxes.one(i), frames)
    }

    pub(super) fn in_frames(&self, b: One, frames: &[Rect]) -> f64 {
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
}
