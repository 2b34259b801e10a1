//! Places for boxes, ways for lines, places for words: each step a function from data to data.
//!
//! stress → anneal → separate → route → label → judge → polish. Invariant: only numbers go in and come out, and the same
//! numbers give the same layout on every machine; what could not be solved is counted, never hidden.
mod anneal;
mod cost;
mod detour;
mod ego;
mod graph;
mod judge;
mod keep;
mod label;
mod layered;
mod polish;
mod ports;
mod route;
mod separate;
mod stress;

pub use ego::lay_out_ego;
pub use graph::{Edge, Form, Graph, Group, Node, Size};
pub use judge::Faults;
pub use label::Label;
pub use layered::{Way, lay_out_layered};
pub use route::Route;

use super::geometry::{Point, Rect, at};
use anneal::{Schedule, anneal};
use cost::{State, Weights};
use judge::Draft;
use polish::{Tries, polished};
use separate::separate;

/// What is wanted of a layout.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Width by height of the whole page.
    pub aspect: f64,
    /// How much of the height of the page is needed for other things.
    pub around: f64,
    /// How wide the page may be, if that can be.
    pub widest: f64,
    /// Another layout of the same.
    pub seed: u64,
    /// Where boxes were in an earlier drawing.
    pub kept: Vec<Option<Point>>,
}

/// Places for everything.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The middle of each box.
    pub places: Vec<Point>,
    /// The frame of each group.
    pub frames: Vec<Rect>,
    /// Each line.
    pub routes: Vec<Route>,
    /// The words of each line.
    pub labels: Vec<Option<Label>>,
    /// What could not be solved.
    pub faults: Faults,
}

/// How much is tried, by the number of boxes and of lines.
struct Effort {
    starts: usize,
    start: Schedule,
    finalists: usize,
    finalist: Schedule,
    repairs: usize,
    repair: Schedule,
    /// How often it is tried from the start again, for longer, where the result will not do.
    attempts: usize,
    attempt: Schedule,
    /// How many drafts with more or less air are judged.
    airings: usize,
    /// How many drafts with one box moved are judged at the end.
    polish: Tries,
}

impl Effort {
    fn new(graph: &Graph) -> Self {
        let (n, lines) = (graph.nodes.len().max(1), graph.edges.len());
        // A move costs more on a large map, and on one where each is tied to each: fewer of them, so that the time stays in
        // bounds.
        let size = (n + lines / 2).max(lines * lines / (3 * n));
        let scale = 160. / size.max(160) as f64;
        let scale = (scale * scale).max(0.02);
        let schedule =
            |each: f64, heat: f64, reach: f64| Schedule { moves: (n as f64 * each * scale) as usize, heat, reach };
        Self {
            starts: (260 / n).clamp(4, 10),
            start: schedule(180., 10., 260.),
            finalists: if size > 400 { 2 } else { (160 / n).clamp(2, 4) },
            finalist: schedule(1000., 10., 200.),
            repairs: match size {
                ..=110 => 8,
                111..=150 => 5,
                151..=400 => 3,
                _ => 1,
            },
            repair: schedule(90., 0.8, 50.),
            attempts: match size {
                ..=120 => 2,
                _ => 0,
            },
            attempt: schedule(2000., 10., 200.),
            airings: match size {
                ..=400 => 8,
                _ => 1,
            },
            polish: match size {
                ..=80 => Tries { most: 120, least: 60 },
                81..=100 => Tries { most: 80, least: 0 },
                101..=150 => Tries { most: 50, least: 0 },
                151..=200 => Tries { most: 15, least: 0 },
                201..=400 => Tries { most: 3, least: 0 },
                _ => Tries { most: 0, least: 0 },
            },
        }
    }
}

/// How much larger the page is than what stands on it.
const ROOM: f64 = 2.6;

/// How much higher than wanted a page becomes where words find no room.
const HIGHER: f64 = 1.1;
/// How much of the page lines and words may need outside of boxes and frames.
const MARGIN: f64 = 12.;
/// After how many repairs in a row that made nothing better there are no more, if nothing lies on anything else.
const PATIENCE: usize = 3;
/// The same where the map will do.
const SHORT_PATIENCE: usize = 2;

/// Finds places for everything.
pub fn lay_out(graph: &Graph, wish: &Wish) -> Layout {
    if graph.nodes.is_empty() {
        return Layout { places: vec![], frames: vec![], routes: vec![], labels: vec![], faults: Faults::default() };
    }
    let afresh = || best(graph, &Wish { kept: vec![], ..wish.clone() });
    let best = match keep::kept(graph, wish) {
        Some(kept) if can_stay(&kept.faults, wish) => kept,
        // Where known boxes leave things lying on one another, a map that can be read is worth more than one that is known.
        Some(kept) => clearer(kept, afresh()),
        None => afresh(),
    };
    Layout::of(best, graph)
}

/// Whether a map that is known may stay as it is: nothing lies on anything else, and new boxes have not led lines through
/// the words of every other box; where none is new, it was as good as could be when it was drawn.
fn can_stay(faults: &Faults, wish: &Wish) -> bool {
    let is_new = wish.kept.iter().any(Option::is_none);
    faults.is_clean() && (!is_new || faults.struck * 2 < wish.kept.len())
}

/// The one that is easier to read; the first where neither is.
fn clearer(one: Draft, other: Draft) -> Draft {
    let burden = |draft: &Draft| {
        let faults = &draft.faults;
        (faults.overlaps + faults.through + faults.covered, faults.struck)
    };
    if burden(&other) < burden(&one) { other } else { one }
}

impl Layout {
    fn of(best: Draft, graph: &Graph) -> Self {
        Self {
            frames: graph.frames(&best.places),
            places: best.places,
            routes: best.routes,
            labels: best.placed.labels,
            faults: best.faults,
        }
    }
}

/// How wide boxes and frames may stand: as far as all fit a page, its width is a promise; where they do not, frames on too
/// small a page would lie on one another to the end.
fn room(graph: &Graph, wish: &Wish) -> f64 {
    if graph.fits_page() { wish.widest - MARGIN } else { f64::INFINITY }
}

/// The width and height of the part of the page the map has.
fn page(graph: &Graph, wish: &Wish) -> Point {
    let area = graph.page(1., ROOM);
    let area = area.x * area.y;
    // Width × (width ÷ aspect − around) = area.
    let width = wish.aspect * (wish.around + (wish.around * wish.around + 4. * area / wish.aspect).sqrt()) / 2.;
    let width = width.min(room(graph, wish));
    at(width, (width / wish.aspect - wish.around).max(width / 4.))
}

fn best(graph: &Graph, wish: &Wish) -> Draft {
    let effort = Effort::new(graph);
    let page = page(graph, wish);
    let mut drafts: Vec<Draft> = starts(graph, page, &effort, wish.seed)
        .into_iter()
        .enumerate()
        .map(|(n, places)| annealed(graph, wish, page, effort.finalist, n, &places))
        .collect();
    drafts.sort_by(|a, b| a.score.total_cmp(&b.score));
    let mut best = repaired(graph, wish, page, &effort, drafts.swap_remove(0));
    for n in 1..=effort.attempts {
        if best.will_do(graph, wish) {
            break;
        }
        let places = stress::stress(graph, &stress::targets(graph), page, wish.seed * 1000 + 700 + n as u64);
        let other = annealed(graph, wish, page, effort.attempt, 700 + n, &places);
        let other = repaired(graph, wish, page, &effort, other);
        if other.score < best.score {
            best = other;
        }
    }
    let air = |best, scale, wanted: &dyn Fn(&Draft) -> bool| tried(graph, wish, best, scale, effort.airings, wanted);
    // Where something still lies on something else: more air, a little at a time.
    let best = air(best, at(1.025, 1.035), &|draft| draft.faults.is_clean());
    // Where the page is too wide: less air, as long as nothing gets worse.
    let best = air(best, at(0.985, 1.), &|draft| draft.area.width() <= wish.widest);
    // Where the page is too high, and may be wider: more air from left to right.
    let best = air(best, at(1.05, 1.), &|draft| graph.fits_page() || draft.has_shape(wish));
    polished(graph, wish, effort.polish, best)
}

/// The draft that annealing makes of first places, the `n`th of several.
fn annealed(graph: &Graph, wish: &Wish, page: Point, schedule: Schedule, n: usize, places: &[Point]) -> Draft {
    let everyone: Vec<usize> = (0..graph.nodes.len()).collect();
    // Drafts differ in how much they mind crossings.
    let weights = Weights::default();
    let weights = Weights { crossing: weights.crossing * (1. + 0.2 * (n % 3) as f64), ..weights };
    let mut state = State::new(graph, places, page, weights);
    anneal(&mut state, graph, schedule, wish.seed * 1000 + 100 + n as u64, &everyone);
    finished(graph, wish, page, state.places())
}

/// Spread over the page, without overlaps, with lines and words.
fn finished(graph: &Graph, wish: &Wish, page: Point, mut places: Vec<Point>) -> Draft {
    spread(graph, &mut places, page);
    separate(graph, &mut places, &vec![false; graph.nodes.len()]);
    Draft::new(graph, places, wish)
}

/// Moves things a little where words or a line found no room, on a larger page as far as there may be one.
fn repaired(graph: &Graph, wish: &Wish, mut page: Point, effort: &Effort, mut best: Draft) -> Draft {
    let everyone: Vec<usize> = (0..graph.nodes.len()).collect();
    let mut extra_room = vec![0.; graph.edges.len()];
    let mut stubborn = vec![1; graph.edges.len()];
    let mut fruitless = 0;
    for step in 0..effort.repairs {
        let patience = if best.will_do(graph, wish) { SHORT_PATIENCE } else { PATIENCE };
        if best.is_good(graph, wish) || best.faults.is_clean() && fruitless >= patience {
            break;
        }
        page = larger(page, graph, wish, &best);
        best.placed.conflicts.iter().for_each(|k| extra_room[*k] += 16.);
        best.placed.struck.iter().for_each(|k| extra_room[*k] += 8.);
        best.blocked.iter().for_each(|k| stubborn[*k] = (stubborn[*k] * 3).min(81));
        let mut state = State::new(graph, &best.places, page, Weights::default());
        state.extra_room.clone_from(&extra_room);
        state.stubborn.clone_from(&stubborn);
        anneal(&mut state, graph, effort.repair, wish.seed * 1000 + 300 + step as u64, &everyone);
        let draft = finished(graph, wish, page, state.places());
        fruitless += 1;
        if draft.score < best.score {
            (best, fruitless) = (draft, 0);
        }
    }
    best
}

/// A larger page as far as there may be one: wider first, then higher where words find no room.
fn larger(page: Point, graph: &Graph, wish: &Wish, best: &Draft) -> Point {
    let wider = (room(graph, wish) / page.x).clamp(1., 1.06);
    if wider > 1.001 || !best.has_struck_words(graph) {
        return page * wider;
    }
    at(page.x, (page.y * 1.03).min((page.x / (wish.aspect / HIGHER) - wish.around).max(page.y)))
}

/// The best of several short runs.
fn starts(graph: &Graph, page: Point, effort: &Effort, seed: u64) -> Vec<Vec<Point>> {
    let targets = stress::targets(graph);
    let everyone: Vec<usize> = (0..graph.nodes.len()).collect();
    let mut starts: Vec<(f64, Vec<Point>)> = (1..=effort.starts as u64)
        .map(|n| {
            let places = stress::stress(graph, &targets, page, seed * 1000 + n);
            let mut state = State::new(graph, &places, page, Weights::default());
            anneal(&mut state, graph, effort.start, seed * 1000 + n, &everyone);
            (state.cost(), state.places())
        })
        .collect();
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    starts.truncate(effort.finalists);
    starts.into_iter().map(|s| s.1).collect()
}

/// Spreads the places over the whole page.
fn spread(graph: &Graph, places: &mut [Point], page: Point) {
    let extent = graph.extent(places);
    let scale = at((page.x / extent.width()).clamp(1., 1.4), (page.y / extent.height()).clamp(1., 1.4));
    places.iter_mut().for_each(|p| *p = at(p.x * scale.x, p.y * scale.y));
}

/// The best of several drafts, each with its places scaled once more; as many as it takes until one is as wanted.
fn tried(
    graph: &Graph,
    wish: &Wish,
    mut best: Draft,
    scale: Point,
    tries: usize,
    wanted: &dyn Fn(&Draft) -> bool,
) -> Draft {
    let mut places = best.places.clone();
    for _ in 0..tries {
        if wanted(&best) {
            break;
        }
        places.iter_mut().for_each(|p| *p = at(p.x * scale.x, p.y * scale.y));
        separate(graph, &mut places, &vec![false; graph.nodes.len()]);
        let draft = Draft::new(graph, places.clone(), wish);
        if draft.score < best.score {
            best = draft;
        }
    }
    best
}
