//! The signs on a timeline: moments, spans, and what is not known of their ends.
//!
//! Invariant: no sign rests on colour alone; what is certain is solid, what is only possible is striped and fades.
use super::entry::{Look, Sign};
use crate::draw::colour::Ink;
use crate::draw::geometry::{Point, Rect, at};
use crate::draw::picture::{Mark, Outline, Shape, Stroke};
use crate::vocab::{Partnership, Phase};

/// From the middle of a sign to its edge.
pub(super) const HALF: f64 = 5.5;
/// The same of a span.
const THICK: f64 = 4.5;
/// How far an end that is not known fades away.
pub(super) const TAIL: f64 = 44.;
/// From one stripe to the next.
const STEP: f64 = 5.;

/// An end of a span on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum End {
    /// It is known to be within these places, the one nearer to the middle of the span first.
    Within(f64, f64),
    /// It is beyond this place, nobody knows where.
    Unknown(f64),
    /// There is none: the span goes on to the edge of the page, here.
    Never(f64),
}

impl End {
    /// Up to where it is certain.
    fn certain(self) -> f64 {
        match self {
            End::Within(x, _) | End::Unknown(x) | End::Never(x) => x,
        }
    }
}

/// A moment that is known to be between two places.
pub(super) fn moment(from: f64, to: f64, y: f64, look: &Look, paper: &Ink) -> Vec<Mark> {
    let middle = (from + to) / 2.;
    let mut marks = vec![];
    if to - from > 2. * HALF + 4. {
        marks.extend(whisker(from, to, y, look));
        marks.push(limit(from, y, look));
        marks.push(limit(to, y, look));
    }
    marks.extend(sign(at(middle, y), look, paper));
    marks
}

/// A moment some day up to a place, or from it on.
pub(super) fn some_day(limit_at: f64, before: bool, y: f64, look: &Look, paper: &Ink) -> Vec<Mark> {
    let way = if before { -1. } else { 1. };
    let mut marks = stripes(limit_at, limit_at + way * TAIL, y, look);
    marks.push(chevron(limit_at + way * TAIL, way, y, look));
    marks.push(limit(limit_at, y, look));
    marks.extend(sign(at(limit_at + way * TAIL * 0.4, y), look, paper));
    marks
}

/// A span: solid where it is certain, striped where it may be.
pub(super) fn span(start: End, end: End, y: f64, look: &Look, paper: &Ink) -> Vec<Mark> {
    let (from, to) = (start.certain(), end.certain());
    let mut marks = vec![];
    for (edge, way) in [(start, -1.), (end, 1.)] {
        match edge {
            End::Within(inner, outer) if (outer - inner).abs() > 2. => {
                marks.extend(stripes(inner, outer, y, look));
                marks.push(limit(outer, y, look));
            }
            End::Within(..) => {}
            End::Unknown(x) => {
                marks.extend(stripes(x, x + way * TAIL, y, look));
                marks.push(chevron(x + way * TAIL, way, y, look));
            }
            End::Never(x) => marks.push(chevron(x, way, y, look)),
        }
    }
    // Wide enough for a fill inside of its outline.
    let (from, to) = if to - from < 6. { ((from + to) / 2. - 3., (from + to) / 2. + 3.) } else { (from, to) };
    let rect = |grow: f64| Outline::Rect(Rect { x0: from, y0: y - THICK, x1: to, y1: y + THICK }.grow(grow), 1.);
    marks.extend(filled(rect, look, paper));
    let sign_at = at((from + 7.).min((from + to) / 2.), y);
    marks.extend(standing(sign_at, look, if is_full(look) { paper } else { &look.ink }));
    marks.extend(struck(at((from + to) / 2., y), look));
    marks
}

/// A span of which no day is certain: it may have held between the outer places, as far as they are known, and was seen
/// to hold at some time between the inner ones.
pub(super) fn possible(
    first: Option<f64>,
    inner: Option<(f64, f64)>,
    last: Option<f64>,
    y: f64,
    look: &Look,
    paper: &Ink,
) -> Vec<Mark> {
    let (from, to) = match (inner, first, last) {
        (Some(inner), ..) => inner,
        (None, Some(first), Some(last)) => (first, last),
        (None, Some(x), None) | (None, None, Some(x)) => (x, x),
        (None, None, None) => return vec![],
    };
    let mut marks = vec![];
    if to - from > 2. * STEP {
        marks.extend(even_stripes(from, to, y, look));
    }
    for (x, edge, way) in [(from, first, -1.), (to, last, 1.)] {
        match edge {
            Some(edge) => {
                if (edge - x) * way > 2. {
                    marks.extend(stripes(x, edge, y, look));
                }
                marks.push(limit(edge, y, look));
            }
            None => {
                marks.extend(stripes(x, x + way * TAIL, y, look));
                marks.push(chevron(x + way * TAIL, way, y, look));
            }
        }
    }
    marks.extend(struck(at((from + to) / 2., y), look));
    if look.partnership != Partnership::Neutral {
        let way = if first.is_none() && last.is_some() && to - from < 1. { -1. } else { 1. };
        let centre = at(if to - from < 1. { from + way * TAIL * 0.3 } else { (from + to) / 2. }, y);
        let round = Outline::Ellipse(Rect::around(centre, 9., 9.));
        marks.push(Shape::area(round, paper, Stroke::solid(&look.ink, 1.)));
        marks.extend(standing(centre, look, &look.ink));
    }
    marks
}

/// The sign of a moment.
pub(super) fn sign(centre: Point, look: &Look, paper: &Ink) -> Vec<Mark> {
    let outline = |grow: f64| {
        let half = HALF + grow;
        let rect = Rect::around(centre, 2. * half, 2. * half);
        match look.sign {
            Sign::Event => Outline::Ellipse(rect),
            Sign::Status => {
                let far = half * 1.25;
                let (x, y) = (centre.x, centre.y);
                Outline::Polygon(vec![at(x - far, y), at(x, y - far), at(x + far, y), at(x, y + far)])
            }
            Sign::Party => Outline::Rect(Rect::around(centre, 1.8 * half, 1.8 * half), 0.),
            Sign::State => Outline::Rect(Rect::around(centre, half, 2. * half), 1.),
        }
    };
    let mut marks = filled(outline, look, paper);
    marks.extend(standing(centre, look, if is_full(look) { paper } else { &look.ink }));
    marks.extend(struck(centre, look));
    marks
}

/// Full for two voices or more, pale for one, empty for what is planned or said not to be so; a second outline for what is disputed.
fn filled(outline: impl Fn(f64) -> Outline, look: &Look, paper: &Ink) -> Vec<Mark> {
    let mut marks = vec![];
    if look.disputed {
        marks.push(Shape::area(outline(3.), paper, Stroke::solid(&look.ink, 1.)));
    }
    // Inside an outline with gaps the fill stands apart, so that they are seen.
    let inside = if look.style.is_empty() || look.phase == Phase::Held { 0. } else { -2.2 };
    marks.push(Shape::fill(outline(0.), paper));
    if is_full(look) {
        marks.push(Shape::fill(outline(inside), &look.ink));
    } else if !is_empty(look) {
        let (outline, fill) = (outline(inside), Some(look.ink.clone()));
        marks.push(Mark::Shape(Shape { outline, fill, stroke: None, opacity: 0.28 }));
    }
    marks.push(Shape::line(outline(0.), Stroke::styled(&look.ink, 1.4, &look.style)));
    marks
}

fn is_full(look: &Look) -> bool {
    !look.one_voice && !is_empty(look)
}

fn is_empty(look: &Look) -> bool {
    look.phase == Phase::Planned || look.struck
}

/// A stroke through what is said not to be so.
fn struck(centre: Point, look: &Look) -> Option<Mark> {
    let ends = vec![centre + at(-HALF - 1.5, HALF + 1.5), centre + at(HALF + 1.5, -HALF - 1.5)];
    look.struck.then(|| Shape::line(Outline::Polyline(ends), Stroke::solid(&look.ink, 1.6)))
}

/// A cross on what sets two against each other, a dot on what makes partners.
fn standing(centre: Point, look: &Look, ink: &Ink) -> Vec<Mark> {
    let arm = |x: f64, y: f64| {
        Shape::line(Outline::Polyline(vec![centre + at(-x, -y), centre + at(x, y)]), Stroke::solid(ink, 1.5))
    };
    match look.partnership {
        Partnership::Adverse => vec![arm(2.4, 2.4), arm(2.4, -2.4)],
        Partnership::Cooperative => vec![Shape::fill(Outline::Ellipse(Rect::around(centre, 3.6, 3.6)), ink)],
        Partnership::Neutral => vec![],
    }
}

/// Stripes that grow thin and faint from one place to another.
fn stripes(from: f64, to: f64, y: f64, look: &Look) -> Vec<Mark> {
    let (way, length) = (if to > from { 1. } else { -1. }, (to - from).abs());
    let count = (length / STEP).floor().clamp(1., 60.);
    let step = length / count;
    let stripe = |n: f64| {
        let left = 1. - n / count;
        let x = from + way * step * (n + 0.55);
        let ends = vec![at(x, y - THICK), at(x, y + THICK)];
        let stroke = Some(Stroke::solid(&look.ink, 1. + 1.4 * left));
        Mark::Shape(Shape { outline: Outline::Polyline(ends), fill: None, stroke, opacity: 0.3 + 0.7 * left })
    };
    (0..count as usize).map(|n| stripe(n as f64)).collect()
}

/// Stripes that are alike.
fn even_stripes(from: f64, to: f64, y: f64, look: &Look) -> Vec<Mark> {
    let count = ((to - from) / STEP).floor().clamp(1., 120.);
    let step = (to - from) / count;
    let stripe = |n: usize| {
        let x = from + step * (n as f64 + 0.5);
        Shape::line(Outline::Polyline(vec![at(x, y - THICK), at(x, y + THICK)]), Stroke::solid(&look.ink, 2.))
    };
    (0..count as usize).map(stripe).collect()
}

/// A line over the days that may be meant.
fn whisker(from: f64, to: f64, y: f64, look: &Look) -> Vec<Mark> {
    let stroke = Stroke { dashes: vec![2., 2.], ..Stroke::solid(&look.ink, 1.3) };
    vec![Shape::line(Outline::Polyline(vec![at(from, y), at(to, y)]), stroke)]
}

/// The first or last day that may be meant.
fn limit(x: f64, y: f64, look: &Look) -> Mark {
    let ends = vec![at(x, y - HALF), at(x, y + HALF)];
    Shape::line(Outline::Polyline(ends), Stroke::solid(&look.ink, 1.3))
}

/// The head of an arrow: it goes on.
pub(super) fn chevron(x: f64, way: f64, y: f64, look: &Look) -> Mark {
    let ends = vec![at(x, y - 3.5), at(x + way * 4., y), at(x, y + 3.5)];
    Shape::line(Outline::Polyline(ends), Stroke::solid(&look.ink, 1.3))
}
