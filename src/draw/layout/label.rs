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
    /// Lines whose words another line goes through, once for each of those.
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
/// After how many lines through words no more are counted.
const MANY: usize = 8;
/// Words on the border of a frame.
const BORDER: f64 = 0.6;
/// On the line, or on either side of it, near or a little off.
const SIDES: [(f64, f64); 5] = [(0., 0.), (1., 2.), (-1., 2.), (1., 9.), (-1., 9.)];
/// Further off, where all of these are taken by a box.
const FAR: [(f64, f64); 4] = [(1., 15.), (-1., 15.), (1., 26.), (-1., 26.)];
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
    let all: Vec<Vec<Candidate>> = (0..routes.len()).map(|k| candidates(graph, k, routes, &solid, &frames)).collect();
    let (chosen, conflicts) = choose(&all, routes);
    let label = |k: usize| chosen[k].map(|n: usize| all[k][n].label);
    let labels: Vec<Option<Label>> = (0..routes.len()).map(label).collect();
    let struck = struck(&labels, routes);
    Placed { labels, conflicts, struck }
}

/// Lines whose words another line goes through, once for each of those.
fn struck(labels: &[Option<Label>], routes: &[Route]) -> Vec<usize> {
    let strikes = |k: usize| {
        let words = labels[k].map(|label| label.rect());
        let through = routes.iter().enumerate().filter(move |(f, r)| *f != k && words.is_some_and(|w| r.enters(&w)));
        through.map(move |_| k)
    };
    (0..routes.len()).flat_map(strikes).collect()
}

/// Places for the words of a line, the best first: where along it, on it or beside it, in one line or in two.
fn candidates(graph: &Graph, k: usize, routes: &[Route], solid: &[Rect], frames: &[Rect]) -> Vec<Candidate> {
    let route = &routes[k];
    let sizes = &graph.edges[k].labels;
    let reach = sizes.iter().map(|s| s.width.max(s.height)).fold(0., f64::max) + 30.;
    let around = route.bounds.grow(reach);
    let solid: Vec<&Rect> = solid.iter().filter(|b| around.hits(b)).collect();
    let others = routes.iter().enumerate().filter(|(f, r)| *f != k && around.hits(&r.bounds.grow(0.1)));
    let others: Vec<Route> = others.filter_map(|(_, r)| r.within(&around)).collect();
    let own = Own::new(route);
    let candidate = |shift: f64, choice: usize, (side, gap): (f64, f64)| {
        let (on_line, way) = route.at(0.5 + shift);
        let size = sizes[choice];
        let away = side * (size.width / 2. * way.y.abs() + size.height / 2. * way.x.abs() + gap);
        let label = Label { at: on_line + way.turned() * away, choice, size };
        let rect = label.rect();
        let near = rect.grow(1.);
        let mut cost = shift.abs() * 2.2 + choice as f64 * 0.25 + f64::abs(side) * 0.33 + gap * 0.06;
        cost += BORDER * frames.iter().filter(|f| f.hits(&near) && !f.holds(&near)).count() as f64;
        cost += CONFLICT * solid.iter().filter(|b| near.hits(b)).count() as f64;
        if cost < CONFLICT {
            let through = others.iter().filter(|r| r.enters(&near)).take(MANY).count();
            cost += STRUCK * through as f64 + own.cost(&near);
        }
        Candidate { cost, label, rect: rect.grow(1.5) }
    };
    let shifts = (0..STEPS).map(|step| f64::from((step + 1) / 2) * if step % 2 == 0 { 0.035 } else { -0.035 });
    let along: Vec<(f64, usize)> = shifts.flat_map(|shift| (0..sizes.len()).map(move |n| (shift, n))).collect();
    let mut all = vec![];
    for sides in [SIDES.as_slice(), FAR.as_slice()] {
        all.extend(along.iter().flat_map(|(shift, choice)| sides.iter().map(|side| candidate(*shift, *choice, *side))));
        if all.iter().any(|c: &Candidate| c.cost < CONFLICT) {
            break;
        }
    }
    let order = |a: &(usize, Candidate), b: &(usize, Candidate)| a.1.cost.total_cmp(&b.1.cost).then(a.0.cmp(&b.0));
    let mut all: Vec<(usize, Candidate)> = all.into_iter().enumerate().collect();
    if all.len() > KEPT {
        all.select_nth_unstable_by(KEPT, order);
        all.truncate(KEPT);
    }
    all.sort_unstable_by(order);
    all.into_iter().map(|(_, candidate)| candidate).collect()
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

/// Who is near whom, and which place each has.
struct Choice<'c> {
    all: &'c [Vec<Candidate>],
    /// For each line those whose words might lie on its own.
    near: Vec<Vec<usize>>,
    chosen: Vec<Option<usize>>,
}

/// The best place for each line given those of the others, short lines first, until nothing changes; then the others
/// make way for those that found no free place. Also the lines that still have none.
fn choose(all: &[Vec<Candidate>], routes: &[Route]) -> (Vec<Option<usize>>, Vec<usize>) {
    let reach: Vec<Rect> = all.iter().map(|c| c.iter().map(|c| c.rect).fold(Rect::NOTHING, Rect::join)).collect();
    let near = |k: usize| (0..all.len()).filter(|f| *f != k && reach[k].hits(&reach[*f])).collect();
    let mut choice = Choice { all, near: (0..all.len()).map(near).collect(), chosen: vec![None; all.len()] };
    let mut order: Vec<usize> = (0..all.len()).filter(|k| !all[*k].is_empty()).collect();
    order.sort_by(|a, b| routes[*a].length.total_cmp(&routes[*b].length).then(a.cmp(b)));
    for _ in 0..8 {
        let mut quiet = true;
        for &k in &order {
            let best = choice.best(k);
            quiet &= choice.chosen[k] == Some(best);
            choice.chosen[k] = Some(best);
        }
        if quiet {
            break;
        }
    }
    for &k in &order {
        if choice.cost(k) >= CONFLICT {
            choice.make_way(k);
        }
    }
    let conflicts = order.into_iter().filter(|k| choice.cost(*k) >= CONFLICT).collect();
    (choice.chosen, conflicts)
}

impl Choice<'_> {
    /// Lines whose words lie on a place of another.
    fn clashing<'s>(&'s self, k: usize, rect: &'s Rect) -> impl Iterator<Item = usize> + 's {
        let hits = |f: &usize| self.chosen[*f].is_some_and(|n| rect.hits(&self.all[*f][n].rect));
        self.near[k].iter().copied().filter(hits)
    }

    fn cost_at(&self, k: usize, candidate: &Candidate) -> f64 {
        candidate.cost + CONFLICT * self.clashing(k, &candidate.rect).count() as f64
    }

    fn cost(&self, k: usize) -> f64 {
        self.chosen[k].map_or(0., |n| self.cost_at(k, &self.all[k][n]))
    }

    /// The best place of a line given those of the others.
    fn best(&self, k: usize) -> usize {
        let (mut best, mut least) = (0, f64::MAX);
        for (n, candidate) in self.all[k].iter().enumerate() {
            if candidate.cost >= least {
                break;
            }
            let cost = self.cost_at(k, candidate);
            if cost < least {
                (best, least) = (n, cost);
            }
        }
        best
    }

    /// Gives a line a free place if those whose words lie there find another one.
    fn make_way(&mut self, k: usize) {
        let before = self.chosen.clone();
        for n in 0..self.all[k].len() {
            let candidate = &self.all[k][n];
            if candidate.cost >= CONFLICT {
                break;
            }
            let others: Vec<usize> = self.clashing(k, &candidate.rect).collect();
            self.chosen[k] = Some(n);
            for f in &others {
                self.chosen[*f] = Some(self.best(*f));
            }
            if self.cost(k) < CONFLICT && others.iter().all(|f| self.cost(*f) < CONFLICT) {
                return;
            }
            self.chosen.clone_from(&before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::{Edge, example};
    use super::*;
    use crate::draw::geometry::{at, straight};

    /// The words of straight lines between the middles of boxes.
    fn placed(graph: &Graph, places: &[Point]) -> Placed {
        let route = |e: &Edge| Route::of(vec![straight(places[e.from], places[e.to])]);
        place(graph, places, &graph.edges.iter().map(route).collect::<Vec<_>>())
    }

    #[test]
    fn words_stand_in_the_middle_of_a_line() {
        let graph = example::worded(example::graph(2, &[(0, 1)]));
        let placed = placed(&graph, &[at(-200., 0.), at(200., 0.)]);
        assert_eq!(placed.labels[0].map(|l| l.at), Some(at(0., 0.)));
    }

    #[test]
    fn words_do_not_lie_on_the_box_that_covers_the_middle() {
        let graph = example::worded(example::graph(3, &[(0, 1)]));
        let places = [at(-200., 0.), at(200., 0.), at(0., 0.)];
        let placed = placed(&graph, &places);
        let words = placed.labels[0].expect("every line has its words").rect();
        assert!(!graph.rects(&places).iter().any(|b| b.hits(&words)), "{words:?}");
        assert!(placed.conflicts.is_empty());
    }

    #[test]
    fn words_keep_off_the_words_and_the_lines_of_others() {
        let graph = example::worded(example::graph(4, &[(0, 1), (2, 3)]));
        let placed = placed(&graph, &[at(-200., 0.), at(200., 0.), at(0., -200.), at(0., 200.)]);
        assert!(placed.conflicts.is_empty() && placed.struck.is_empty(), "{placed:?}");
    }

    #[test]
    fn where_words_in_one_line_do_not_fit_those_in_two_stand() {
        let mut graph = example::graph(2, &[(0, 1)]);
        graph.edges[0].labels = vec![Size { width: 120., height: 12. }, Size { width: 60., height: 24. }];
        let choice = |x: f64| placed(&graph, &[at(-x, 0.), at(x, 0.)]).labels[0].map(|l| l.choice);
        assert_eq!((choice(200.), choice(80.)), (Some(0), Some(1)));
    }

    #[test]
    fn words_that_another_line_goes_through_are_struck() {
        let words = Label { at: at(0., 0.), choice: 0, size: Size { width: 40., height: 12. } };
        let upright = |x: f64| Route::of(vec![straight(at(x, -100.), at(x, 100.))]);
        let level = Route::of(vec![straight(at(-100., 0.), at(100., 0.))]);
        let labels = [Some(words), None];
        let struck = |x: f64| struck(&labels, &[level.clone(), upright(x)]);
        assert_eq!((struck(10.), struck(30.)), (vec![0], vec![]));
    }

    #[test]
    fn where_no_place_is_free_words_stand_all_the_same_and_it_is_said() {
        // Boxes side by side without a gap.
        let placed = placed(&example::worded(example::graph(15, &[(6, 8)])), &example::grid(3, 5, at(60., 24.)));
        assert!(placed.labels[0].is_some());
        assert_eq!(placed.conflicts, [0]);
    }

    #[test]
    fn words_make_way_for_those_that_have_one_free_place() {
        let candidate = |cost: f64, x: f64| {
            let label = Label { at: at(x, 0.), choice: 0, size: Size { width: 40., height: 12. } };
            Candidate { cost, label, rect: label.rect() }
        };
        // The first has two free places; the second has one, the best of the first, and one on a box.
        let all = [vec![candidate(0., 0.), candidate(1., 100.)], vec![candidate(2., 0.), candidate(CONFLICT, 200.)]];
        let routes = [10., 20.].map(|length| Route::of(vec![straight(at(0., 0.), at(length, 0.))]));
        assert_eq!(choose(&all, &routes), (vec![Some(1), Some(0)], vec![]));
    }
}
