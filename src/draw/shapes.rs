//! The outlines of boxes, after the shape words of Graphviz that the vocabulary uses, but compact.
//!
//! Invariant: an outline fills its rectangle to the sides and leaves room for the words at [`padding`]; a shape word
//! not known here is a plain box.
use super::colour::{Ink, Inks};
use super::geometry::{Point, Rect, at};
use super::layout::Form;
use super::picture::{Mark, Outline, Shape, Stroke};
use crate::vocab::Look;

/// How much wider and higher a box is than its words.
pub(super) fn padding(look: &Look) -> Point {
    let (x, y) = match look.shape.as_str() {
        "hexagon" | "cds" | "parallelogram" => (26., 11.),
        "ellipse" | "oval" => (22., 11.),
        "house" | "invhouse" => (18., 15.),
        "tab" => (18., 14.),
        "note" => (22., 11.),
        _ if is_pill(look) => (22., 11.),
        _ => (18., 11.),
    };
    let more = if look.peripheries > 1 { 6. } else { 0. };
    at(x + more, y + more)
}

/// Where the middle of the words is, seen from the middle of the box.
pub(super) fn words_at(look: &Look) -> Point {
    match look.shape.as_str() {
        "house" => at(0., 2.),
        "invhouse" => at(0., -2.),
        "tab" => at(0., 1.5),
        "cds" => at(-3., 0.),
        _ => at(0., 0.),
    }
}

/// What lines have to know of it.
pub(super) fn form(look: &Look) -> Form {
    if is_pill(look) { Form::Pill } else { Form::Rect }
}

fn is_pill(look: &Look) -> bool {
    look.shape == "box" && look.style == "rounded"
}

/// The box itself. `style` is the line style of the phase it is in.
pub(super) fn marks(look: &Look, rect: Rect, inks: &Inks, style: &str) -> Vec<Mark> {
    let dashes = dashes(if look.style == "dashed" { "dashed" } else { style });
    // On a deep fill an outline of the same ink would hide that it is dashed.
    let ink = if dashes.is_empty() || inks.fill != inks.outline { &inks.outline } else { &inks.text };
    let stroke = Stroke { ink: ink.clone(), width: 1.4, dashes };
    let mut marks = vec![Shape::area(outline(look, rect), &inks.fill, stroke)];
    if look.peripheries > 1 {
        marks.push(Shape::line(Outline::Rect(rect.grow(-3.), 1.5), Stroke::solid(inner(inks), 0.9)));
    }
    if look.shape == "note" {
        let (x, y) = (rect.x1, rect.y0);
        let fold = vec![at(x - FOLD, y), at(x - FOLD, y + FOLD), at(x, y + FOLD)];
        marks.push(Shape::line(Outline::Polyline(fold), Stroke::solid(inner(inks), 0.9)));
    }
    marks
}

/// An ink for lines inside of a box.
fn inner(inks: &Inks) -> &Ink {
    if inks.fill == inks.outline { &inks.text } else { &inks.outline }
}

/// The folded corner of a page.
const FOLD: f64 = 8.;

/// A rectangle whose corners are cut off by this much.
pub(super) fn cut_corners(r: Rect, c: f64) -> Vec<Point> {
    vec![
        at(r.x0 + c, r.y0),
        at(r.x1 - c, r.y0),
        at(r.x1, r.y0 + c),
        at(r.x1, r.y1 - c),
        at(r.x1 - c, r.y1),
        at(r.x0 + c, r.y1),
        at(r.x0, r.y1 - c),
        at(r.x0, r.y0 + c),
    ]
}

fn outline(look: &Look, r: Rect) -> Outline {
    let middle = (r.y0 + r.y1) / 2.;
    let centre = (r.x0 + r.x1) / 2.;
    let cut = |c: f64| Outline::Polygon(cut_corners(r, c.min(r.height() / 3.).min(r.width() / 3.)));
    match look.shape.as_str() {
        "box" if is_pill(look) => Outline::Rect(r, r.height() / 2.),
        "box" if look.style == "diagonals" => cut(5.),
        "house" => Outline::Polygon(vec![
            at(r.x0, r.y0 + 4.),
            at(centre, r.y0),
            at(r.x1, r.y0 + 4.),
            at(r.x1, r.y1),
            at(r.x0, r.y1),
        ]),
        "invhouse" => Outline::Polygon(vec![
            at(r.x0, r.y0),
            at(r.x1, r.y0),
            at(r.x1, r.y1 - 4.),
            at(centre, r.y1),
            at(r.x0, r.y1 - 4.),
        ]),
        "hexagon" => Outline::Polygon(vec![
            at(r.x0 + 8., r.y0),
            at(r.x1 - 8., r.y0),
            at(r.x1, middle),
            at(r.x1 - 8., r.y1),
            at(r.x0 + 8., r.y1),
            at(r.x0, middle),
        ]),
        "parallelogram" => {
            Outline::Polygon(vec![at(r.x0 + 8., r.y0), at(r.x1, r.y0), at(r.x1 - 8., r.y1), at(r.x0, r.y1)])
        }
        "cds" => Outline::Polygon(vec![
            at(r.x0, r.y0),
            at(r.x1 - 9., r.y0),
            at(r.x1, middle),
            at(r.x1 - 9., r.y1),
            at(r.x0, r.y1),
        ]),
        "note" => Outline::Polygon(vec![
            at(r.x0, r.y0),
            at(r.x1 - FOLD, r.y0),
            at(r.x1, r.y0 + FOLD),
            at(r.x1, r.y1),
            at(r.x0, r.y1),
        ]),
        "tab" => Outline::Polygon(vec![
            at(r.x0, r.y0),
            at(r.x0 + 16., r.y0),
            at(r.x0 + 19., r.y0 + 4.),
            at(r.x1, r.y0 + 4.),
            at(r.x1, r.y1),
            at(r.x0, r.y1),
        ]),
        "ellipse" => barrel(r, 9.),
        "oval" => cut(8.),
        _ => Outline::Rect(r, 3.),
    }
}

/// Level above and below, bulging at the sides.
fn barrel(r: Rect, bulge: f64) -> Outline {
    let (left, right) = (r.x0 + bulge, r.x1 - bulge);
    let line = super::geometry::straight;
    // A curve reaches three quarters as far as its handles.
    let reach = bulge * 4. / 3.;
    let third = r.height() / 4.;
    Outline::Curve(vec![
        line(at(left, r.y0), at(right, r.y0)),
        [at(right, r.y0), at(right + reach, r.y0 + third), at(right + reach, r.y1 - third), at(right, r.y1)],
        line(at(right, r.y1), at(left, r.y1)),
        [at(left, r.y1), at(left - reach, r.y1 - third), at(left - reach, r.y0 + third), at(left, r.y0)],
    ])
}

/// Lengths of ink and gaps for a line style of Graphviz.
pub(super) fn dashes(style: &str) -> Vec<f64> {
    match style {
        "dashed" => vec![6., 3.5],
        "dotted" => vec![1.6, 3.2],
        _ => vec![],
    }
}

/// The end of a line: an arrow head of Graphviz, its tip here, coming this way.
pub(super) fn head(word: &str, tip: Point, way: Point, ink: &Ink) -> Option<Mark> {
    let side = way.turned();
    match word {
        "none" => None,
        // A bar across: what it points at is stopped, not reached.
        "tee" => {
            let bar = |back: f64| vec![tip - way * back + side * 5.5, tip - way * back - side * 5.5];
            Some(Shape::line(Outline::Polyline(bar(0.5)), Stroke::solid(ink, 2.6)))
        }
        // An open arrow.
        "vee" => {
            let back = tip - way * 8.;
            let ends = vec![back + side * 4., tip, back - side * 4.];
            Some(Shape::line(Outline::Polyline(ends), Stroke::solid(ink, 1.4)))
        }
        _ => {
            let back = tip - way * 8.5;
            Some(Shape::fill(Outline::Polygon(vec![tip, back + side * 3.5, back - side * 3.5]), ink))
        }
    }
}
