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
            let foreign = routes.iter().enumerate().filter(|(f, r)| f != k && rect.hits(&r.bounds.grow(0.1)));
            foreign.into_iter().any(|(_, route)| rect.hits_polyline(&route.points))
        })
    };
    (0..routes.len()).filter(is_struck).collect()
}

/// Places for the words of a line, the best first: where along it, on it or beside it, in one line or in two.
fn candidates(graph: &Graph, k: usize, routes: &[Route], solid: &[Rect]) -> Vec<Candidate> {
    let route = &routes[k];
    let mut all = vec![];
    // Away from the arrow that points at the end.
    let tip = route.at(1. - (10. / route.length.max(10.)).min(0.5)).0;
    for (choice, size) in graph.edges[k].labels.iter().enumerate() {
        for step in 0..25 {
            let shift = f64::from((step + 1) / 2) * if step % 2 == 0 { 0.035 } else { -0.035 };
            let (on_line, way) = route.at(0.5 + shift);
            for side in [0., 1., -1.] {
                let away = side * (size.width / 2. * way.y.abs() + size.height / 2. * way.x.abs() + 2.);
                let label = Label { at: on_line + way.turned() * away, choice, size: *size };
                let rect = label.rect();
                let mut cost = shift.abs() * 2.2 + choice as f64 * 0.25 + f64::abs(side) * 0.45;
                let near = rect.grow(1.);
                cost += CONFLICT * solid.iter().filter(|b| near.hits(b)).count() as f64;
                if cost < CONFLICT {
                    cost += cost_on_lines(k, &near, routes) + cost_on_own(route, &near, tip);
                }
                all.push(Candidate { cost, label, rect: rect.grow(1.5) });
            }
        }
    }
    all.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    all.truncate(KEPT);
    all
}

fn cost_on_lines(k: usize, rect: &Rect, routes: &[Route]) -> f64 {
    let foreign = routes.iter().enumerate().filter(|(f, r)| *f != k && rect.hits(&r.bounds.grow(0.1)));
    foreign.filter(|(_, r)| rect.hits_polyline(&r.points)).count() as f64 * STRUCK
}

/// Enough of the line itself stays in sight, its arrow above all.
fn cost_on_own(route: &Route, rect: &Rect, tip: Point) -> f64 {
    let samples = 32;
    let inside = (0..samples).filter(|n| rect.contains(route.at((f64::from(*n) + 0.5) / f64::from(samples)).0)).count();
    let seen = route.length * (1. - inside as f64 / f64::from(samples));
    let mut cost = if inside > 0 { 0.12 * (30. - seen).max(0.) } else { 0. };
    if rect.grow(1.).contains(tip) {
        cost += 4.;
    }
    cost
}

/// The best place for each line given those of the others, short lines first, until nothing changes; and the lines
/// that found no free place.
fn choose(all: &[Vec<Candidate>], routes: &[Route]) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut order: Vec<usize> = (0..all.len()).filter(|k| !all[*k].is_empty()).collect();
    order.sort_by(|a, b| routes[*a].length.total_cmp(&routes[*b].length).then(a.cmp(b)));
    let mut chosen: Vec<Option<usize>> = vec![None; all.len()];
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
                let clashes = order.iter().filter(|f| {
                    **f != k && chosen[**f].is_some_and(|other| candidate.rect.hits(&all[**f][other].rect))
                });
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
