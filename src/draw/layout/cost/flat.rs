//! Rectangles and straight lines as flat arrays of `f32`.
//!
//! Invariant: counting against all others has no branch and a fixed order, so that it is fast and gives the same bits
//! on every machine.
use super::super::graph::Graph;
use super::NARROW;
use std::ops::Range;

/// Middles and half sizes of rectangles.
#[derive(Clone, Debug)]
pub(super) struct Rects {
    pub(super) x: Vec<f32>,
    pub(super) y: Vec<f32>,
    pub(super) w: Vec<f32>,
    pub(super) h: Vec<f32>,
}

/// One of them.
#[derive(Clone, Copy)]
pub(super) struct One {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) w: f32,
    pub(super) h: f32,
}

impl Rects {
    pub(super) fn new(count: usize) -> Self {
        // What has no place is far away.
        Self { x: vec![1e9; count], y: vec![-1e9; count], w: vec![0.; count], h: vec![0.; count] }
    }

    /// Each in turn.
    pub(super) fn all(&self) -> impl Iterator<Item = One> + '_ {
        let n = self.x.len();
        let (x, y, w, h) = (&self.x[..n], &self.y[..n], &self.w[..n], &self.h[..n]);
        (0..n).map(move |i| One { x: x[i], y: y[i], w: w[i], h: h[i] })
    }

    pub(super) fn one(&self, i: usize) -> One {
        One { x: self.x[i], y: self.y[i], w: self.w[i], h: self.h[i] }
    }

    /// How many overlap a rectangle.
    pub(super) fn overlaps(&self, r: One) -> i32 {
        let n = self.x.len();
        let (x, y, w, h) = (&self.x[..n], &self.y[..n], &self.w[..n], &self.h[..n]);
        (0..n).map(|i| i32::from(((x[i] - r.x).abs() < w[i] + r.w) & ((y[i] - r.y).abs() < h[i] + r.h))).sum()
    }

    /// The sum of the weights of those that overlap a rectangle.
    pub(super) fn overlaps_of(&self, r: One, weights: &[i32]) -> i32 {
        let n = self.x.len();
        let (x, y, w, h, weights) = (&self.x[..n], &self.y[..n], &self.w[..n], &self.h[..n], &weights[..n]);
        let mut sum = 0;
        for i in 0..n {
            sum += -i32::from(((x[i] - r.x).abs() < w[i] + r.w) & ((y[i] - r.y).abs() < h[i] + r.h)) & weights[i];
        }
        sum
    }

    /// How many a straight line enters, each larger by `more`.
    pub(super) fn entered(&self, some: Range<usize>, s: Straight, more: f32) -> i32 {
        let n = some.len();
        let (x, y) = (&self.x[some.clone()][..n], &self.y[some.clone()][..n]);
        let (w, h) = (&self.w[some.clone()][..n], &self.h[some][..n]);
        (0..n).map(|i| i32::from(s.enters(x[i], y[i], w[i] + more, h[i] + more))).sum()
    }

    /// All of them.
    pub(super) fn whole(&self) -> Range<usize> {
        0..self.x.len()
    }

    /// How many words among some lie on these.
    pub(super) fn clashes(&self, some: Range<usize>, r: One) -> i32 {
        some.map(|n| i32::from((self.w[n] > 0.) & r.overlaps(self.one(n)))).sum()
    }

    pub(super) fn clear(&mut self) {
        [&mut self.x, &mut self.y, &mut self.w, &mut self.h].into_iter().for_each(Vec::clear);
    }

    pub(super) fn push(&mut self, r: One) {
        self.x.push(r.x);
        self.y.push(r.y);
        self.w.push(r.w);
        self.h.push(r.h);
    }
}

impl One {
    pub(super) fn overlaps(self, o: One) -> bool {
        ((self.x - o.x).abs() < self.w + o.w) & ((self.y - o.y).abs() < self.h + o.h)
    }
}

/// A straight line from a to b.
#[derive(Clone, Copy)]
pub(super) struct Straight {
    pub(super) ax: f32,
    pub(super) ay: f32,
    pub(super) bx: f32,
    pub(super) by: f32,
}

impl Straight {
    /// Whether it enters a rectangle: no axis of either keeps them apart.
    pub(super) fn enters(self, x: f32, y: f32, w: f32, h: f32) -> bool {
        let (dx, dy) = (self.bx - self.ax, self.by - self.ay);
        let (px, py) = (x - (self.ax + self.bx) * 0.5, y - (self.ay + self.by) * 0.5);
        (px.abs() < w + dx.abs() * 0.5)
            & (py.abs() < h + dy.abs() * 0.5)
            & ((dx * py - dy * px).abs() < w * dy.abs() + h * dx.abs())
    }

    /// Whether it crosses another: both ends of each are on different sides of the other. Where two share an end, one
    /// of the products is exactly nothing, so that they do not cross.
    pub(super) fn crosses(self, o: Straight) -> bool {
        let (dx, dy) = (self.bx - self.ax, self.by - self.ay);
        let (ex, ey) = (o.bx - o.ax, o.by - o.ay);
        let first = dx * (o.ay - self.ay) - dy * (o.ax - self.ax);
        let last = dx * (o.by - self.ay) - dy * (o.bx - self.ax);
        let here = ex * (self.ay - o.ay) - ey * (self.ax - o.ax);
        let there = ex * (self.by - o.ay) - ey * (self.bx - o.ax);
        (first * last < 0.) & (here * there < 0.)
    }
}

/// The ends of lines.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    pub(super) ax: Vec<f32>,
    pub(super) ay: Vec<f32>,
    pub(super) bx: Vec<f32>,
    pub(super) by: Vec<f32>,
}

impl Lines {
    pub(super) fn new(count: usize) -> Self {
        Self { ax: vec![0.; count], ay: vec![0.; count], bx: vec![0.; count], by: vec![0.; count] }
    }

    pub(super) fn one(&self, k: usize) -> Straight {
        Straight { ax: self.ax[k], ay: self.ay[k], bx: self.bx[k], by: self.by[k] }
    }

    pub(super) fn put(&mut self, k: usize, s: Straight) {
        (self.ax[k], self.ay[k], self.bx[k], self.by[k]) = (s.ax, s.ay, s.bx, s.by);
    }

    /// Each line in turn.
    pub(super) fn all(&self) -> impl Iterator<Item = Straight> + '_ {
        let n = self.ax.len();
        let (ax, ay, bx, by) = (&self.ax[..n], &self.ay[..n], &self.bx[..n], &self.by[..n]);
        (0..n).map(move |i| Straight { ax: ax[i], ay: ay[i], bx: bx[i], by: by[i] })
    }

    /// The sum of the weights of those that enter a rectangle.
    pub(super) fn entering(&self, r: One, weights: &[i32]) -> i32 {
        let n = self.ax.len();
        let (ax, ay, bx, by, weights) = (&self.ax[..n], &self.ay[..n], &self.bx[..n], &self.by[..n], &weights[..n]);
        let mut sum = 0;
        for i in 0..n {
            let line = Straight { ax: ax[i], ay: ay[i], bx: bx[i], by: by[i] };
            sum += -i32::from(line.enters(r.x, r.y, r.w, r.h)) & weights[i];
        }
        sum
    }

    /// How many among some cross a line.
    pub(super) fn crossings(&self, some: Range<usize>, s: Straight) -> i32 {
        let n = some.len();
        let (ax, ay) = (&self.ax[some.clone()][..n], &self.ay[some.clone()][..n]);
        let (bx, by) = (&self.bx[some.clone()][..n], &self.by[some][..n]);
        (0..n).map(|i| i32::from(s.crosses(Straight { ax: ax[i], ay: ay[i], bx: bx[i], by: by[i] }))).sum()
    }

    /// How many among some go through a rectangle.
    pub(super) fn through(&self, some: Range<usize>, r: One) -> i32 {
        let n = some.len();
        let (ax, ay) = (&self.ax[some.clone()][..n], &self.ay[some.clone()][..n]);
        let (bx, by) = (&self.bx[some.clone()][..n], &self.by[some][..n]);
        let line = |i: usize| Straight { ax: ax[i], ay: ay[i], bx: bx[i], by: by[i] };
        (0..n).map(|i| i32::from(line(i).enters(r.x, r.y, r.w, r.h))).sum()
    }

    pub(super) fn clear(&mut self) {
        [&mut self.ax, &mut self.ay, &mut self.bx, &mut self.by].into_iter().for_each(Vec::clear);
    }

    pub(super) fn push(&mut self, s: Straight) {
        self.ax.push(s.ax);
        self.ay.push(s.ay);
        self.bx.push(s.bx);
        self.by.push(s.by);
    }

    /// All of them.
    pub(super) fn whole(&self) -> Range<usize> {
        0..self.ax.len()
    }
}

/// The directions in which lines leave boxes, box by box.
#[derive(Clone, Debug)]
pub(super) struct Fans {
    /// Where the directions at each node begin; one more for the end.
    pub(super) first: Vec<usize>,
    /// For each line the numbers of its directions at its two ends.
    pub(super) slots: Vec<[usize; 2]>,
    pub(super) x: Vec<f32>,
    pub(super) y: Vec<f32>,
}

impl Fans {
    pub(super) fn new(graph: &Graph) -> Self {
        let (mut first, mut slots) = (vec![0], vec![[0; 2]; graph.edges.len()]);
        let mut count = 0;
        for i in 0..graph.nodes.len() {
            for &k in graph.around(i) {
                let edge = &graph.edges[k];
                (0..2).filter(|side| [edge.from, edge.to][*side] == i).for_each(|side| slots[k][side] = count);
                count += 1;
            }
            first.push(count);
        }
        Self { first, slots, x: vec![0.; count], y: vec![0.; count] }
    }

    /// A line goes from its first end to its last in this direction.
    pub(super) fn put(&mut self, k: usize, x: f32, y: f32) {
        let [from, to] = self.slots[k];
        (self.x[to], self.y[to]) = (-x, -y);
        (self.x[from], self.y[from]) = (x, y);
    }

    /// How much one direction is hidden by others, all without itself.
    pub(super) fn hidden(&self, slot: usize, first: usize, end: usize) -> f32 {
        let (x, y) = (self.x[slot], self.y[slot]);
        let others = self.x[first..end].iter().zip(&self.y[first..end]);
        let near = |(u, v): (&f32, &f32)| i32::from(((x * v - y * u).abs() < NARROW) & (x * u + y * v > 0.));
        let itself = i32::from((first..end).contains(&slot));
        if others.map(near).sum::<i32>() <= itself {
            return 0.;
        }
        (first..end).filter(|o| *o != slot).map(|o| narrow((x, y), (self.x[o], self.y[o]))).sum()
    }
}

/// How much two directions hide one another: 1 when they are the same, 0 from [`NARROW`] on.
pub(super) fn narrow((x, y): (f32, f32), (u, v): (f32, f32)) -> f32 {
    let sine = (x * v - y * u).abs();
    if sine < NARROW && x * u + y * v > 0. { 1. - sine / NARROW } else { 0. }
}

/// How often one of two lines goes through the words of the other.
pub(super) fn strike(line: Straight, label: One, other: Straight, its_label: One) -> i32 {
    let through = |line: Straight, label: One| (label.w > 0.) & line.enters(label.x, label.y, label.w, label.h);
    i32::from(through(line, its_label)) + i32::from(through(other, label))
}
