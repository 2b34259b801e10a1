//! A line on the page: its curves, and the points along it that crossings are counted by.
//!
//! Invariant: the points lie on the curves, in their order.
use crate::draw::geometry::{Cubic, Point, Rect, at, cross, distance_to_segment, on_curve};

/// A line on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Curves, each from the end of the one before.
    pub pieces: Vec<Cubic>,
    /// Points along it, close enough to count crossings by.
    pub points: Vec<Point>,
    /// What it spans.
    pub bounds: Rect,
    /// How long it is.
    pub length: f64,
}

impl Route {
    /// From curves.
    pub fn of(pieces: Vec<Cubic>) -> Self {
        let mut points: Vec<Point> = pieces.first().map(|c| c[0]).into_iter().collect();
        for piece in &pieces {
            let flat =
                distance_to_segment(piece[1], piece[0], piece[3]) + distance_to_segment(piece[2], piece[0], piece[3]);
            let steps = if flat < 0.01 {
                1
            } else if pieces.len() > 1 {
                6
            } else {
                14
            };
            points.extend((1..=steps).map(|n| on_curve(piece, f64::from(n) / f64::from(steps))));
        }
        let length = points.windows(2).map(|ends| ends[0].distance(ends[1])).sum();
        Self { bounds: Rect::of(&points), pieces, points, length }
    }

    /// The point at a part of its length and the direction there.
    pub fn at(&self, part: f64) -> (Point, Point) {
        let mut left = part.clamp(0., 1.) * self.length;
        for ends in self.points.windows(2) {
            let long = ends[0].distance(ends[1]);
            if left <= long {
                return (ends[0].towards(ends[1], left / long.max(1e-9)), (ends[1] - ends[0]).unit());
            }
            left -= long;
        }
        match self.points.as_slice() {
            [.., before, last] => (*last, (*last - *before).unit()),
            _ => (at(0., 0.), at(1., 0.)),
        }
    }

    /// Whether it goes through a rectangle.
    pub fn enters(&self, rect: &Rect) -> bool {
        rect.hits(&self.bounds.grow(0.1)) && rect.hits_polyline(&self.points)
    }

    /// The part of it from where it comes near a rectangle to where it has left it for good.
    pub fn within(&self, rect: &Rect) -> Option<Self> {
        let near = |ends: &[Point]| touch(&Rect::of(ends), rect);
        let first = self.points.windows(2).position(near)?;
        let last = self.points.windows(2).rposition(near)?;
        let points = self.points[first..=last + 1].to_vec();
        Some(Self { bounds: Rect::of(&points), points, pieces: vec![], length: 0. })
    }

    /// How often it crosses another.
    pub fn crossings(&self, other: &Route) -> usize {
        let mut count = 0;
        for mine in self.points.windows(2) {
            let span = Rect::of(mine);
            if !touch(&span, &other.bounds) {
                continue;
            }
            count += other.points.windows(2).filter(|yours| cross(mine[0], mine[1], yours[0], yours[1])).count();
        }
        count
    }
}

/// Whether two rectangles have a point in common, lines without width too.
pub(super) fn touch(a: &Rect, b: &Rect) -> bool {
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}
