//! A picture as data: shapes and words with a place, in parts that say what they stand for.
//!
//! Invariant: a picture holds text as it is; whoever writes it down makes it harmless. Every ink has a light and a
//! dark side, so that no format has to think of colours.
use super::colour::Ink;
use super::geometry::{Cubic, Point, Rect};
use super::measure::Weight;
use crate::model::Claims;

/// A picture of any sort: a map, a timeline, a matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What it is called.
    pub title: String,
    /// What it shows, in a sentence, for those who do not see it.
    pub about: String,
    /// The page: all marks are inside.
    pub area: Rect,
    /// What is behind everything.
    pub paper: Ink,
    /// From back to front.
    pub marks: Vec<Mark>,
    /// Where the middle of each box is, by its id; empty where boxes have no place of their own.
    pub places: super::Kept,
    /// What could not be drawn as it should be, in sentences.
    pub faults: Vec<String>,
}

/// Something to be seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Marks that stand for something together.
    Part(Part),
    /// A line or an area.
    Shape(Shape),
    /// Words.
    Text(Text),
}

/// Marks that stand for something together.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What they stand for.
    pub stands_for: StandsFor,
    /// What is said when one points at them; may have several lines.
    pub tooltip: String,
    /// Where they lead; empty for nowhere.
    pub link: String,
    /// From back to front.
    pub marks: Vec<Mark>,
}

/// What a part of a picture stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum StandsFor {
    /// A stakeholder, an asset, an agreement or a date.
    Box {
        /// Its id.
        id: String,
    },
    /// What ties two.
    Line {
        /// Its own id.
        id: String,
        /// The ids of the claims it is drawn for.
        claims: Vec<String>,
        /// The id of the box it starts at.
        from: String,
        /// The id of the box it ends at.
        to: String,
    },
    /// A row of the answer, or what binds two, in a picture that has no boxes.
    Entry {
        /// Its own id.
        id: String,
        /// The ids of those it speaks of.
        of: Vec<String>,
        /// The claims it rests on; none for the name of a row.
        claims: Claims,
    },
    /// The words at a line.
    Label {
        /// The id of the line.
        line: String,
    },
    /// A group of boxes.
    Group {
        /// Its id.
        id: String,
    },
    /// What shapes and lines mean.
    Legend,
    /// Anything else.
    Other,
}

/// A line or an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Where.
    pub outline: Outline,
    /// What fills it.
    pub fill: Option<Ink>,
    /// What goes along it.
    pub stroke: Option<Stroke>,
    /// 1 covers what is behind, 0 is not seen.
    pub opacity: f64,
}

/// The form of a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// A rectangle; its corners are rounded by the radius.
    Rect(Rect, f64),
    /// An ellipse that fills a rectangle.
    Ellipse(Rect),
    /// Straight from point to point and back to the first.
    Polygon(Vec<Point>),
    /// Straight from point to point.
    Polyline(Vec<Point>),
    /// Curves, each from the end of the one before.
    Curve(Vec<Cubic>),
}

/// How a line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// In what.
    pub ink: Ink,
    /// How wide.
    pub width: f64,
    /// Lengths of ink and of gaps in turn; empty for a solid line.
    pub dashes: Vec<f64>,
}

/// Words with a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Line below line.
    pub lines: Vec<String>,
    /// Where the first line stands: its baseline at the side that `anchor` names.
    pub at: Point,
    /// Which side of each line is there.
    pub anchor: Anchor,
    /// The type size.
    pub size: f64,
    /// How heavy.
    pub weight: Weight,
    /// In what.
    pub ink: Ink,
    /// What shines around the letters, so that a line behind them does not hurt.
    pub halo: Option<Ink>,
    /// Which way it reads.
    pub turn: Turn,
}

/// Which way a text reads; it turns round its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// To the right.
    #[default]
    Level,
    /// Upwards.
    Up,
}

/// From one baseline to the next, in type sizes.
pub const LEADING: f64 = 1.17;

/// Which side of a text is at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Left.
    Start,
    /// Middle.
    Middle,
    /// Right.
    End,
}

impl Shape {
    /// What it covers, without the width of its line.
    pub fn covers(&self) -> Rect {
        match &self.outline {
            Outline::Rect(rect, _) | Outline::Ellipse(rect) => *rect,
            Outline::Polygon(points) | Outline::Polyline(points) => Rect::of(points),
            Outline::Curve(pieces) => pieces.iter().map(|c| Rect::of(c)).fold(Rect::NOTHING, Rect::join),
        }
    }

    /// An area with an outline.
    pub fn area(outline: Outline, fill: &Ink, stroke: Stroke) -> Mark {
        Mark::Shape(Shape { outline, fill: Some(fill.clone()), stroke: Some(stroke), opacity: 1. })
    }

    /// An area without an outline.
    pub fn fill(outline: Outline, fill: &Ink) -> Mark {
        Mark::Shape(Shape { outline, fill: Some(fill.clone()), stroke: None, opacity: 1. })
    }

    /// A line.
    pub fn line(outline: Outline, stroke: Stroke) -> Mark {
        Mark::Shape(Shape { outline, fill: None, stroke: Some(stroke), opacity: 1. })
    }
}

impl Stroke {
    /// A line in one of the styles of the vocabulary; a style that is not known is solid.
    pub fn styled(ink: &Ink, width: f64, style: &str) -> Self {
        let dashes = match style {
            "dashed" => vec![3., 2.2],
            "dotted" => vec![1.2, 1.8],
            _ => vec![],
        };
        Self { ink: ink.clone(), width, dashes }
    }

    /// A solid line.
    pub fn solid(ink: &Ink, width: f64) -> Self {
        Self { ink: ink.clone(), width, dashes: vec![] }
    }
}

impl Text {
    /// One line that starts at a place.
    pub fn line(text: impl Into<String>, at: Point, size: f64, weight: Weight, ink: &Ink) -> Self {
        let (lines, ink) = (vec![text.into()], ink.clone());
        Self { lines, at, anchor: Anchor::Start, size, weight, ink, halo: None, turn: Turn::Level }
    }

    /// Lines around a centre.
    pub fn centred(lines: &[String], centre: Point, size: f64, weight: Weight, ink: &Ink) -> Self {
        // Between the baseline and the top of a capital is 0.72 of the type size.
        let first = centre.y + 0.36 * size - (lines.len().max(1) - 1) as f64 / 2. * LEADING * size;
        let at = Point { x: centre.x, y: first };
        let (lines, ink, turn) = (lines.to_vec(), ink.clone(), Turn::Level);
        Self { lines, at, anchor: Anchor::Middle, size, weight, ink, halo: None, turn }
    }

    /// The same at another side of its place.
    pub fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// What each of its lines covers.
    pub fn areas(&self) -> Vec<Rect> {
        let line = |(n, words): (usize, &String)| {
            let by = n as f64 * LEADING * self.size;
            let Point { x, y } = self.at;
            let at = match self.turn {
                Turn::Level => Point { x, y: y + by },
                Turn::Up => Point { x: x + by, y },
            };
            Self { lines: vec![words.clone()], at, ..self.clone() }.area()
        };
        self.lines.iter().enumerate().map(line).collect()
    }

    /// What it covers, from the top of a capital to below the last line.
    pub fn area(&self) -> Rect {
        let width = super::measure::widest(&self.lines, self.size, self.weight);
        let before = match self.anchor {
            Anchor::Start => 0.,
            Anchor::Middle => width / 2.,
            Anchor::End => width,
        };
        let below = (self.lines.len().max(1) - 1) as f64 * LEADING * self.size + 0.23 * self.size;
        let (above, after) = (0.78 * self.size, width - before);
        let Point { x, y } = self.at;
        match self.turn {
            Turn::Level => Rect { x0: x - before, y0: y - above, x1: x + after, y1: y + below },
            Turn::Up => Rect { x0: x - above, y0: y - after, x1: x + below, y1: y + before },
        }
    }
}

impl Mark {
    /// The marks a part holds, in turn; the mark itself otherwise.
    pub fn each<'m>(&'m self, see: &mut dyn FnMut(&'m Mark)) {
        match self {
            Mark::Part(part) => part.marks.iter().for_each(|mark| mark.each(see)),
            Mark::Shape(_) | Mark::Text(_) => see(self),
        }
    }
}

impl Mark {
    /// The same elsewhere.
    pub fn shifted(self, by: Point) -> Mark {
        match self {
            Mark::Part(part) => {
                let marks = part.marks.into_iter().map(|mark| mark.shifted(by)).collect();
                Mark::Part(Part { marks, ..part })
            }
            Mark::Shape(shape) => Mark::Shape(Shape { outline: shape.outline.shifted(by), ..shape }),
            Mark::Text(text) => Mark::Text(Text { at: text.at + by, ..text }),
        }
    }
}

impl Outline {
    /// The same elsewhere.
    pub fn shifted(self, by: Point) -> Outline {
        let all = |points: Vec<Point>| points.into_iter().map(|p| p + by).collect();
        match self {
            Outline::Rect(rect, radius) => Outline::Rect(rect.shifted(by), radius),
            Outline::Ellipse(rect) => Outline::Ellipse(rect.shifted(by)),
            Outline::Polygon(points) => Outline::Polygon(all(points)),
            Outline::Polyline(points) => Outline::Polyline(all(points)),
            Outline::Curve(pieces) => Outline::Curve(pieces.into_iter().map(|c| c.map(|p| p + by)).collect()),
        }
    }
}
