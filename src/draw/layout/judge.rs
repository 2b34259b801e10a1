//! What a reader would stumble over in a finished map.
//!
//! Invariant: what is counted here is counted on the lines and words as they will be drawn.
use super::Wish;
use super::graph::Graph;
use super::label::{Placed, place};
use super::route::{Route, Router};
use crate::draw::geometry::{Point, Rect, at};

/// What could not be solved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Boxes, frames or titles that lie on one another.
    pub overlaps: usize,
    /// Lines that go through a box that is none of their ends.
    pub through: usize,
    /// Words that lie on a box, a title or other words.
    pub covered: usize,
    /// Words that another line goes through, once for each of those.
    pub struck: usize,
    /// Lines that cross.
    pub crossings: usize,
}

impl Faults {
    /// Whether nothing lies on anything else.
    pub fn is_clean(&self) -> bool {
        self.overlaps == 0 && self.through == 0 && self.covered == 0
    }
}

/// A layout that may be the one.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub places: Vec<Point>,
    pub routes: Vec<Route>,
    pub placed: Placed,
    /// Lines that go through a box.
    pub blocked: Vec<usize>,
    pub faults: Faults,
    /// What everything covers together.
    pub area: Rect,
    /// The less, the better.
    pub score: f64,
}

impl Draft {
    /// Routes lines and puts words at places that are fixed, and judges the result.
    pub fn new(graph: &Graph, places: Vec<Point>, wish: &Wish) -> Self {
        // As they are kept: drawn again from there, a map is the same.
        let places: Vec<Point> = places.into_iter().map(|p| at(tenth(p.x), tenth(p.y))).collect();
        let mut router = Router::new(graph, &places);
        let placed = placed_between(graph, &places, &mut router);
        let blocked = router.blocked();
        let faults = Faults {
            overlaps: overlaps(graph, &places),
            through: blocked.len(),
            covered: placed.conflicts.len(),
            struck: placed.struck.len(),
            crossings: router.crossings(),
        };
        let routes = std::mem::take(&mut router.routes);
        let area = covered(graph, &places, &routes, &placed);
        let score = score(&faults, &routes, area, wish) + WIDE[usize::from(graph.fits_page())] * too_wide(area, wish);
        Self { places, routes, placed, blocked, faults, area, score }
    }

    /// Whether no more repair is needed.
    pub fn is_good(&self, graph: &Graph, wish: &Wish) -> bool {
        self.faults.struck * 100 <= graph.edges.len() && self.will_do(graph, wish)
    }

    /// Whether too many words are struck: more than one in fifty.
    pub fn has_struck_words(&self, graph: &Graph) -> bool {
        self.faults.struck * 50 > graph.edges.len()
    }

    /// Whether the page is as wide for its height as wanted, or nearly.
    pub fn has_shape(&self, wish: &Wish) -> bool {
        shape(self.area, wish) <= SHAPE
    }

    /// Whether it can be shown: nothing lies on anything else, a word in fifty is struck, the page has its shape.
    pub fn will_do(&self, graph: &Graph, wish: &Wish) -> bool {
        let fits = too_wide(self.area, wish) == 0. || !graph.fits_page();
        self.faults.is_clean() && !self.has_struck_words(graph) && self.has_shape(wish) && fits
    }
}

/// To a tenth.
fn tenth(value: f64) -> f64 {
    (value * 10. + if value < 0. { -0.5 } else { 0.5 }).trunc() / 10.
}

/// How often lines are led round words.
const ROUNDS: usize = 3;

/// Puts words at lines, and leads lines round words as long as that helps.
fn placed_between(graph: &Graph, places: &[Point], router: &mut Router) -> Placed {
    let mut best = place(graph, places, &router.routes);
    let mut lines = router.lines();
    let mut least = trouble(&best, router);
    for _ in 0..ROUNDS {
        if best.struck.is_empty() {
            return best;
        }
        let labels = best.labels.iter().enumerate();
        router.avoid(labels.filter_map(|(k, label)| label.map(|l| (k, l.rect()))).collect());
        let placed = place(graph, places, &router.routes);
        let trouble = trouble(&placed, router);
        if trouble >= least {
            break;
        }
        (best, lines, least) = (placed, router.lines(), trouble);
    }
    router.take_back(lines);
    best
}

/// What words and lines are in the way of one another, in crossings.
fn trouble(placed: &Placed, router: &Router) -> usize {
    30 * (placed.conflicts.len() + router.blocked().len()) + 3 * placed.struck.len() + router.crossings()
}

/// Boxes on boxes, frames on frames, and boxes of no group on frames, titles among them.
fn overlaps(graph: &Graph, places: &[Point]) -> usize {
    let pairs = |rects: &[Rect]| {
        (0..rects.len()).map(|i| rects[i + 1..].iter().filter(|o| rects[i].hits(o)).count()).sum::<usize>()
    };
    let boxes = graph.rects(places);
    let frames: Vec<Rect> = graph.frames(places).into_iter().filter(|f| !f.is_nothing()).collect();
    let loose = boxes.iter().zip(&graph.nodes).filter(|(_, node)| node.group.is_none());
    let inside: usize = loose.map(|(b, _)| frames.iter().filter(|f| f.hits(b)).count()).sum();
    pairs(&boxes) + pairs(&frames) + inside
}

/// What everything covers together.
fn covered(graph: &Graph, places: &[Point], routes: &[Route], placed: &Placed) -> Rect {
    let labels = placed.labels.iter().flatten().map(|l| l.rect());
    routes.iter().map(|r| r.bounds).chain(labels).fold(graph.extent(places), Rect::join)
}

/// How much wider or higher than wanted the page may be.
const SHAPE: f64 = 1.12;

/// How many times as wide, or as high, as wanted the page is.
fn shape(area: Rect, wish: &Wish) -> f64 {
    let aspect = area.width() / (area.height() + wish.around) / wish.aspect;
    aspect.max(1. / aspect)
}

/// What a page costs for each dot that it is too wide: without a promise, and with one.
const WIDE: [f64; 2] = [0.1, 3.];

fn too_wide(area: Rect, wish: &Wish) -> f64 {
    (area.width() - wish.widest).max(0.)
}

fn score(faults: &Faults, routes: &[Route], area: Rect, wish: &Wish) -> f64 {
    let hard = faults.overlaps + faults.through + faults.covered;
    let shape = shape(area, wish);
    let ends = |r: &Route| r.points[0].distance(r.points[r.points.len() - 1]);
    let detour: f64 = routes.iter().map(|r| r.length - ends(r)).sum();
    // A word in fifty may be struck, a page may be an eighth wider or higher than wanted: more is a fault.
    200. * hard as f64
        + 6. * faults.struck as f64
        + 6. * (faults.struck as f64 - routes.len() as f64 / 50.).max(0.)
        + 2. * faults.crossings as f64
        + 0.01 * detour
        + 30. * (shape - 1.)
        + 300. * (shape - SHAPE).max(0.)
        + 0.04 * area.width()
}

#[cfg(test)]
mod tests {
    use super::super::graph::example;
    use super::*;

    fn draft(graph: &Graph, places: &[Point]) -> Draft {
        Draft::new(graph, places.to_vec(), &example::wish())
    }

    const NONE: Faults = Faults { overlaps: 0, through: 0, covered: 0, struck: 0, crossings: 0 };

    #[test]
    fn faults_are_counted() {
        let [a, b, c, d] = [at(0., 0.), at(300., 0.), at(0., 200.), at(300., 200.)];
        for (lines, places, faults) in [
            ([(0, 1), (2, 3)], [a, b, c, d], NONE),
            // Corner to corner.
            ([(0, 3), (1, 2)], [a, b, c, d], Faults { crossings: 1, ..NONE }),
            // A box on a box that no line ends at.
            ([(0, 1), (0, 1)], [a, b, c, at(10., 200.)], Faults { overlaps: 1, ..NONE }),
            // A box on the way into the end of a line.
            ([(0, 1), (2, 3)], [a, b, c, at(270., 0.)], Faults { overlaps: 1, through: 1, ..NONE }),
        ] {
            assert_eq!(draft(&example::graph(4, &lines), &places).faults, faults, "{lines:?} {places:?}");
        }
    }

    #[test]
    fn frames_that_lie_on_one_another_are_counted() {
        let graph = example::grouped(&[Some(0), Some(1)], &[]);
        assert_eq!(draft(&graph, &[at(0., 0.), at(300., 0.)]).faults, NONE);
        assert_eq!(draft(&graph, &[at(0., 0.), at(70., 0.)]).faults, Faults { overlaps: 1, ..NONE });
    }

    #[test]
    fn a_box_of_no_group_on_a_frame_or_on_its_title_is_counted() {
        let graph = example::grouped(&[Some(0), Some(0), None], &[]);
        for (place, overlaps) in [(at(150., 0.), 1), (at(0., -26.), 1), (at(150., 200.), 0)] {
            assert_eq!(draft(&graph, &[at(0., 0.), at(300., 0.), place]).faults, Faults { overlaps, ..NONE });
        }
    }

    #[test]
    fn words_without_a_free_place_are_counted() {
        let graph = example::worded(example::graph(15, &[(6, 7)]));
        let covered = |step: Point| draft(&graph, &example::grid(3, 5, step)).faults.covered;
        assert_eq!((covered(at(200., 100.)), covered(at(60., 24.))), (0, 1));
    }

    #[test]
    fn a_page_of_the_wanted_shape_is_better_than_a_wide_or_a_high_one() {
        let graph = example::graph(4, &[(0, 1), (2, 3)]);
        let score = |x, y| draft(&graph, &example::grid(2, 2, at(x, y))).score;
        let wanted = score(300., 200.);
        assert!(wanted < score(600., 100.) && wanted < score(100., 600.));
    }

    #[test]
    fn whatever_lies_on_something_is_worse_than_any_crossing() {
        let graph = example::graph(4, &[(0, 3), (1, 2)]);
        let crossed = draft(&graph, &example::grid(2, 2, at(300., 200.)));
        let covered = draft(&graph, &[at(0., 0.), at(300., 200.), at(290., 190.), at(300., 0.)]);
        assert!(crossed.faults.is_clean() && !covered.faults.is_clean());
        assert!(crossed.score < covered.score);
    }
}
