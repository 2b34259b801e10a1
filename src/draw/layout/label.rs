//! Words at lines: on the line or beside it, where they lie on nothing else.
//!
//! Invariant: every line that has words gets them; where no place is free they take the least bad one, and it is said.
use super::graph::{Graph, Size};
use super::route::Route;
use crate::draw::geometry::{Point, Rect};

/// Words that have a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Their middle.
    pub at: Point,
    /// Which of the sizes of the line they have.
    pub choice: usize,
    /// How large they are.
    pub size: Size,
}

impl Label {
    /// What they cover.
    pub fn rect(&self) -> Rect {
        Rect::around(self.at, self.size.width, self.size.height)
    }
}

/// Where the words of all lines are.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// For each line.
    pub labels: Vec<Option<Label>>,
    /// Lines whose words lie on a box, a title or other words.
    pub conflicts: Vec<usize>,
    /// Lines whose words another line goes through.
    pub struck: Vec<usize>,
}

struct Candidate {
    cost: f64,
    label: Label,
    rect: Rect,
}

/// Words on a box, a title or other words: worse than anything else.
const CONFLICT: f64 = 60.;
/// Words on another line.
const STRUCK: f64 = 5.;
/// How many places are kept for each line.
const KEPT: usize = 60;
/// How many places along a line are tried.
const STEPS: i32 = 25;
/// How many points of a line are looked at to see how much of it words hide.
const SAMPLES: i32 = 32;

/// Finds places for all words: first each line's best places alone, then the best of them together.
pub(super) fn place(graph: &Graph, places: &[Point], routes: &[Route]) -> Placed {
    let frames = graph.frames(places);
    let mut solid: Vec<Rect> = graph.rects(places).into_iter().map(|r| r.grow(2.)).collect();
    solid.extend(frames.iter().enumerate().filter(|f| !f.1.is_nothing()).map(|(g, f)| graph.title(g, f)));
    let all: Vec<Vec<Candidate>> = (0..routes.len()).map(|k| candidates(graph, k, routes, &solid)).collect();
    let (chosen, conflicts) = choose(&all, routes);
    let label = |k: usize| chosen[k].map(|n: usize| all[k][n].label);
    let labels: Vec<Option<Label>> = (0..routes.len()).map(label).collect();
    let struck = struck(&labels, routes);
    Placed { labels, conflicts, struck }
}

/// Lines whose words another line goes through.
fn struck(labels: &[Option<Label>], routes: &[Route]) -> Vec<usize> {
    let is_struck = |k: &usize| {
        labels[*k].is_some_and(|label| {
            let rect = label.rect();
            routes.iter().enumerate().any(|(f, route)| f != *k && is_on(route, &rect))
        })
    };
    (0..routes.len()).filter(is_struck).collect()
}

/// Places for the words of a line, the best first: where along it, on it or beside it, in one line or in two.
fn candidates(graph: &Graph, k: usize, routes: &[Route], solid: &[Rect]) -> Vec<Candidate> {
    let route = &routes[k];
    let sizes = &graph.edges[k].labels;
    let reach = sizes.iter().map(|s| s.width.max(s.height)).fold(0., f64::max) + 4.;
    let around = route.bounds.grow(reach);
    let solid: Vec<&Rect> = solid.iter().filter(|b| around.hits(b)).collect();
    let others = routes.iter().enumerate().filter(|(f, r)| *f != k && around.hits(&r.bounds.grow(0.1)));
    let others: Vec<&Route> = others.map(|(_, r)| r).collect();
    let own = Own::new(route);
    let shifts = (0..STEPS).map(|step| f64::from((step + 1) / 2) * if step % 2 == 0 { 0.035 } else { -0.035 });
    let mut all = vec![];
    for shift in shifts {
        let (on_line, way) = route.at(0.5 + shift);
        for (choice, size) in sizes.iter().enumerate() {
            for side in [0., 1., -1.] {
                let away = side * (size.width / 2. * way.y.abs() + size.height / 2. * way.x.abs() + 2.);
                let label = Label { at: on_line + way.turned() * away, choice, size: *size };
                let rect = label.rect();
                let mut cost = shift.abs() * 2.2 + choice as f64 * 0.25 + f64::abs(side) * 0.45;
                let near = rect.grow(1.);
                cost += CONFLICT * solid.iter().filter(|b| near.hits(b)).count() as f64;
                if cost < CONFLICT {
                    cost += STRUCK * others.iter().filter(|r| is_on(r, &near)).count() as f64 + own.cost(&near);
                }
                all.push(Candidate { cost, label, rect: rect.grow(1.5) });
            }
        }
    }
    all.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    all.truncate(KEPT);
    all
}

/// Whether a line goes through a rectangle.
fn is_on(route: &Route, rect: &Rect) -> bool {
    rect.hits(&route.bounds.grow(0.1)) && rect.hits_polyline(&route.points)
}

/// Points along a line, to see how much of it words hide.
struct Own {
    points: Vec<Point>,
    length: f64,
    /// Near the arrow that points at the end.
    tip: Point,
}

impl Own {
    fn new(route: &Route) -> Self {
        let points = (0..SAMPLES).map(|n| route.at((f64::from(n) + 0.5) / f64::from(SAMPLES)).0).collect();
        let tip = route.at(1. - (10. / route.length.max(10.)).min(0.5)).0;
        Self { points, length: route.length, tip }
    }

    /// Enough of the line itself stays in sight, its arrow above all.
    fn cost(&self, rect: &Rect) -> f64 {
        let inside = self.points.iter().filter(|p| rect.contains(**p)).count();
        let seen = self.length * (1. - inside as f64 / f64::from(SAMPLES));
        let hidden = if inside > 0 { 0.12 * (30. - seen).max(0.) } else { 0. };
        hidden + if rect.grow(1.).contains(self.tip) { 4. } else { 0. }
    }
}

/// For each line those whose words might lie on its own.
fn neighbours(all: &[Vec<Candidate>]) -> Vec<Vec<usize>> {
    let reach: Vec<Rect> = all.iter().map(|c| c.iter().map(|c| c.rect).fold(Rect::NOTHING, Rect::join)).collect();
    let near = |k: usize| (0..all.len()).filter(|f| *f != k && reach[k].hits(&reach[*f])).collect();
    (0..all.len()).map(near).collect()
}

/// The best place for each line given those of the others, short lines first, until nothing changes; and the lines
/// that found no free place.
fn choose(all: &[Vec<Candidate>], routes: &[Route]) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut order: Vec<usize> = (0..all.len()).filter(|k| !all[*k].is_empty()).collect();
    order.sort_by(|a, b| routes[*a].length.total_cmp(&routes[*b].length).then(a.cmp(b)));
    let mut chosen: Vec<Option<usize>> = vec![None; all.len()];
    let near = neighbours(all);
    let mut conflicts = vec![];
    for _ in 0..8 {
        conflicts.clear();
        let mut quiet = true;
        for &k in &order {
            let (mut best, mut least) = (0, f64::MAX);
            for (n, candidate) in all[k].iter().enumerate() {
                if candidate.cost >= least {
                    break;
                }
                let hits = |f: &&usize| chosen[**f].is_some_and(|n: usize| candidate.rect.hits(&all[**f][n].rect));
                let clashes = near[k].iter().filter(hits);
                let cost = candidate.cost + CONFLICT * clashes.count() as f64;
                if cost < least {
                    (best, least) = (n, cost);
                }
            }
            quiet &= chosen[k] == Some(best);
            chosen[k] = Some(best);
            if least >= CONFLICT {
                conflicts.push(k);
            }
        }
        if quiet {
            break;
        }
    }
    (chosen, conflicts)
}
