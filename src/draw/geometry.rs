//! Points, rectangles and curves in the plane; y grows downwards, lengths are units of a picture.
//!
//! Invariant: nothing here uses more than + − × ÷ and √, so that the same input gives the same bits on every machine.
use std::ops::{Add, Mul, Neg, Sub};

/// A point, or the way from one to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A point at these coordinates.
pub const fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Point {
    /// How long the way is.
    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// How far it is to another.
    pub fn distance(self, other: Point) -> f64 {
        (other - self).length()
    }

    /// The same direction with length 1; a way of no length has none.
    pub fn unit(self) -> Point {
        self * (1. / self.length().max(1e-9))
    }

    /// Turned by a quarter.
    pub fn turned(self) -> Point {
        at(-self.y, self.x)
    }

    /// The scalar product.
    pub fn dot(self, other: Point) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// The area spanned: its sign says on which side `other` points.
    pub fn cross(self, other: Point) -> f64 {
        self.x * other.y - self.y * other.x
    }

    /// Between this one and another: 0 is here, 1 is there.
    pub fn towards(self, other: Point, part: f64) -> Point {
        self + (other - self) * part
    }
}

impl Add for Point {
    type Output = Point;
    fn add(self, other: Point) -> Point {
        at(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Point;
    fn sub(self, other: Point) -> Point {
        at(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Point;
    fn mul(self, factor: f64) -> Point {
        at(self.x * factor, self.y * factor)
    }
}

impl Neg for Point {
    type Output = Point;
    fn neg(self) -> Point {
        at(-self.x, -self.y)
    }
}

/// A rectangle with upright sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left.
    pub x0: f64,
    /// Top.
    pub y0: f64,
    /// Right.
    pub x1: f64,
    /// Bottom.
    pub y1: f64,
}

impl Rect {
    /// Holds nothing; joined with another it is that other.
    pub const NOTHING: Rect = Rect { x0: f64::MAX, y0: f64::MAX, x1: f64::MIN, y1: f64::MIN };

    /// Of this size around a centre.
    pub fn around(centre: Point, width: f64, height: f64) -> Rect {
        Rect {
            x0: centre.x - width / 2.,
            y0: centre.y - height / 2.,
            x1: centre.x + width / 2.,
            y1: centre.y + height / 2.,
        }
    }

    /// From its left upper corner.
    pub fn from(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect { x0: x, y0: y, x1: x + width, y1: y + height }
    }

    /// The smallest that holds these points.
    pub fn of(points: &[Point]) -> Rect {
        let each = points.iter().map(|p| Rect { x0: p.x, y0: p.y, x1: p.x, y1: p.y });
        each.fold(Rect::NOTHING, Rect::join)
    }

    /// The smallest that holds both.
    pub fn join(self, other: Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Larger by this much on every side.
    pub fn grow(self, by: f64) -> Rect {
        Rect { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// Shifted.
    pub fn shifted(self, by: Point) -> Rect {
        Rect { x0: self.x0 + by.x, y0: self.y0 + by.y, x1: self.x1 + by.x, y1: self.y1 + by.y }
    }

    /// From left to right.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// From top to bottom.
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// The middle.
    pub fn centre(&self) -> Point {
        at((self.x0 + self.x1) / 2., (self.y0 + self.y1) / 2.)
    }

    /// Whether it holds nothing.
    pub fn is_nothing(&self) -> bool {
        self.x0 > self.x1
    }

    /// How much two overlap in each direction; a gap is negative.
    pub fn overlap(&self, other: &Rect) -> Point {
        at(self.x1.min(other.x1) - self.x0.max(other.x0), self.y1.min(other.y1) - self.y0.max(other.y0))
    }

    /// Whether two overlap.
    pub fn hits(&self, other: &Rect) -> bool {
        (self.x0 < other.x1) & (other.x0 < self.x1) & (self.y0 < other.y1) & (other.y0 < self.y1)
    }

    /// Whether all of another is inside.
    pub fn holds(&self, other: &Rect) -> bool {
        self.x0 <= other.x0 && other.x1 <= self.x1 && self.y0 <= other.y0 && other.y1 <= self.y1
    }

    /// Whether a point is inside.
    pub fn contains(&self, p: Point) -> bool {
        p.x > self.x0 && p.x < self.x1 && p.y > self.y0 && p.y < self.y1
    }

    /// Whether the straight line from `a` to `b` enters it (Liang and Barsky).
    pub fn hits_segment(&self, a: Point, b: Point) -> bool {
        if a.x.max(b.x) < self.x0 || a.x.min(b.x) > self.x1 || a.y.max(b.y) < self.y0 || a.y.min(b.y) > self.y1 {
            return false;
        }
        let way = b - a;
        let (mut enter, mut leave) = (0f64, 1f64);
        for (step, room) in
            [(-way.x, a.x - self.x0), (way.x, self.x1 - a.x), (-way.y, a.y - self.y0), (way.y, self.y1 - a.y)]
        {
            if step.abs() < 1e-12 {
                if room < 0. {
                    return false;
                }
            } else if step < 0. {
                enter = enter.max(room / step);
            } else {
                leave = leave.min(room / step);
            }
        }
        enter < leave
    }

    /// Whether a line of several pieces enters it.
    pub fn hits_polyline(&self, points: &[Point]) -> bool {
        points.windows(2).any(|ends| self.hits_segment(ends[0], ends[1]))
    }
}

/// Whether the straight lines a–b and c–d cross.
pub fn cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let ab = b - a;
    if (ab.cross(c - a) > 0.) == (ab.cross(d - a) > 0.) {
        return false;
    }
    let cd = d - c;
    (cd.cross(a - c) > 0.) != (cd.cross(b - c) > 0.)
}

/// How far a point is from the straight line a–b.
pub fn distance_to_segment(p: Point, a: Point, b: Point) -> f64 {
    let way = b - a;
    let part = ((p - a).dot(way) / way.dot(way).max(1e-9)).clamp(0., 1.);
    p.distance(a.towards(b, part))
}

/// A cubic curve: start, two handles, end.
pub type Cubic = [Point; 4];

/// The straight line as a curve.
pub fn straight(a: Point, b: Point) -> Cubic {
    [a, a.towards(b, 1. / 3.), a.towards(b, 2. / 3.), b]
}

/// The point of a curve at `t`, 0 at its start and 1 at its end.
pub fn on_curve(c: &Cubic, t: f64) -> Point {
    let u = 1. - t;
    c[0] * (u * u * u) + c[1] * (3. * u * u * t) + c[2] * (3. * u * t * t) + c[3] * (t * t * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_enters_a_rectangle_or_not() {
        let box_ = Rect::from(10., 10., 20., 10.);
        for (a, b, hit) in [
            (at(0., 15.), at(40., 15.), true),
            (at(0., 0.), at(40., 0.), false),
            (at(0., 30.), at(20., 0.), true),
            (at(0., 20.), at(12., 0.), false),
            (at(15., 12.), at(16., 13.), true),
        ] {
            assert_eq!(box_.hits_segment(a, b), hit, "{a:?} {b:?}");
        }
    }

    #[test]
    fn a_curve_begins_and_ends_at_its_ends() {
        let curve = [at(0., 0.), at(0., 30.), at(30., 30.), at(30., 0.)];
        assert_eq!((on_curve(&curve, 0.), on_curve(&curve, 1.)), (curve[0], curve[3]));
        assert_eq!(on_curve(&curve, 0.5), at(15., 22.5));
    }
}
