//! Places on an oval, by the way along it.
//!
//! Invariant: equal ways along it are equally long.
use crate::draw::geometry::{Point, at};

/// An ellipse around the origin, clockwise from its right end.
pub(super) struct Oval {
    points: Vec<Point>,
    /// How far along it each of them is.
    far: Vec<f64>,
}

impl Oval {
    pub(super) fn new(a: f64, b: f64) -> Self {
        let mut points: Vec<Point> = circle().into_iter().map(|p| at(p.x * a, p.y * b)).collect();
        points.push(points[0]);
        let mut far = vec![0.];
        for ends in points.windows(2) {
            far.push(far[far.len() - 1] + ends[0].distance(ends[1]));
        }
        Self { points, far }
    }

    pub(super) fn length(&self) -> f64 {
        self.far[self.far.len() - 1]
    }

    /// The point so far along it, and the direction there.
    pub(super) fn at(&self, far: f64) -> (Point, Point) {
        let far = far % self.length();
        let far = if far < 0. { far + self.length() } else { far };
        let n = self.far.partition_point(|f| *f <= far).clamp(1, self.points.len() - 1);
        let (a, b) = (self.points[n - 1], self.points[n]);
        (a.towards(b, (far - self.far[n - 1]) / (self.far[n] - self.far[n - 1]).max(1e-9)), (b - a).unit())
    }
}

/// Points on a circle, by halving angles: no sine needed.
pub(super) fn circle() -> Vec<Point> {
    let mut points = vec![at(1., 0.), at(0., 1.), at(-1., 0.), at(0., -1.)];
    for _ in 0..7 {
        let next = points.iter().skip(1).chain(&points[..1]);
        points = points.iter().zip(next).flat_map(|(a, b)| [*a, (*a + *b).unit()]).collect();
    }
    points
}
