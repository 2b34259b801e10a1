//! The shortest way round boxes, for lines that no curve gets past them.
//!
//! Invariant: a way found keeps clear of every box by `CLEAR`, its own by nothing.
use super::route::Route;
use crate::draw::geometry::{Cubic, Point, Rect, at, straight};

/// Between a way and a box.
const CLEAR: f64 = 5.;
/// From a box to the corners a way may turn at.
const TURN: f64 = 9.;
/// How large the curve at a corner is; it comes nearer to the box by a third of it.
const CURVE: f64 = 11.;

/// A way from `a` at the first box to `b` at the last; none where boxes leave no gap.
pub(super) fn round(boxes: &[Rect], ends: (usize, usize), a: Point, b: Point) -> Option<Route> {
    let walls: Vec<Rect> =
        boxes.iter().enumerate().map(|(j, r)| r.grow(if j == ends.0 || j == ends.1 { -1.5 } else { CLEAR })).collect();
    let free = |p: Point, q: Point| !walls.iter().any(|wall| wall.hits_segment(p, q));
    let inside = |p: Point| walls.iter().any(|wall| wall.contains(p));
    let corners = boxes.iter().flat_map(|r| {
        let r = r.grow(TURN);
        [at(r.x0, r.y0), at(r.x1, r.y0), at(r.x1, r.y1), at(r.x0, r.y1)]
    });
    let mut points = vec![a, b];
    points.extend(corners.filter(|p| !inside(*p)));
    let way = shortest(&points, free)?;
    Some(Route::of(curved(&way.into_iter().map(|n| points[n]).collect::<Vec<_>>())))
}

/// The shortest way from the first point to the second over free pieces (A*); every turn costs a little.
fn shortest(points: &[Point], free: impl Fn(Point, Point) -> bool) -> Option<Vec<usize>> {
    let count = points.len();
    let (mut far, mut from, mut done) = (vec![f64::INFINITY; count], vec![usize::MAX; count], vec![false; count]);
    far[0] = 0.;
    loop {
        let open = (0..count).filter(|i| !done[*i] && far[*i].is_finite());
        let next = open.min_by(|i, j| {
            let guess = |i: usize| far[i] + points[i].distance(points[1]);
            guess(*i).total_cmp(&guess(*j))
        })?;
        if next == 1 {
            break;
        }
        done[next] = true;
        for other in (0..count).filter(|i| !done[*i]) {
            let length = far[next] + points[next].distance(points[other]) + 14.;
            if length < far[other] && free(points[next], points[other]) {
                (far[other], from[other]) = (length, next);
            }
        }
    }
    let mut way: Vec<usize> = std::iter::successors(Some(1), |i| Some(from[*i]).filter(|f| *f != usize::MAX)).collect();
    way.reverse();
    Some(way)
}

/// Straight pieces with a curve at each corner.
fn curved(way: &[Point]) -> Vec<Cubic> {
    let mut pieces = vec![];
    let mut start = way[0];
    for corner in way.windows(3) {
        let (before, turn, after) = (corner[0], corner[1], corner[2]);
        let size = CURVE.min(before.distance(turn) * 0.45).min(turn.distance(after) * 0.45);
        let (enter, leave) = (turn + (before - turn).unit() * size, turn + (after - turn).unit() * size);
        pieces.push(straight(start, enter));
        pieces.push([enter, enter.towards(turn, 2. / 3.), leave.towards(turn, 2. / 3.), leave]);
        start = leave;
    }
    pieces.push(straight(start, way[way.len() - 1]));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_is_gone_round() {
        let boxes = [
            Rect::from(0., 0., 20., 20.),
            Rect::from(200., 0., 20., 20.),
            Rect::from(90., -100., 20., 180.),
            Rect::from(90., 90., 20., 180.),
        ];
        let route = round(&boxes, (0, 1), at(21., 10.), at(199., 10.)).expect("there is a way");
        for wall in &boxes[2..] {
            assert!(!wall.grow(1.).hits_polyline(&route.points), "{:?}", route.points);
        }
        assert_eq!((route.points.first(), route.points.last()), (Some(&at(21., 10.)), Some(&at(199., 10.))));
    }

    #[test]
    fn where_there_is_no_way_there_is_none() {
        let shut = [
            Rect::from(0., 0., 9., 9.),
            Rect::from(300., 0., 9., 9.),
            Rect::from(-50., -50., 400., 45.),
            Rect::from(-50., 12., 400., 45.),
            Rect::from(-50., -50., 40., 120.),
            Rect::from(100., -50., 10., 120.),
        ];
        assert_eq!(round(&shut, (0, 1), at(10., 5.), at(299., 5.)), None);
    }
}
