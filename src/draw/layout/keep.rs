//! A new drawing of what was drawn before: known boxes stay, new ones find a place beside those they belong to.
//!
//! Invariant: where no box is new, every box is exactly where it was.
use super::anneal::{Schedule, anneal};
use super::cost::{State, Weights};
use super::graph::Graph;
use super::judge::Draft;
use super::polish::polished;
use super::separate::separate;
use super::{Effort, Wish, page};
use crate::draw::geometry::{Point, Rect, at};

/// How strongly a known box is held where it was.
const HOLD: f64 = 0.8;

/// The drawing with the places that are known; none where too few are.
pub(super) fn kept(graph: &Graph, wish: &Wish) -> Option<Draft> {
    let known: Vec<Option<Point>> = (0..graph.nodes.len()).map(|i| wish.kept.get(i).copied().flatten()).collect();
    let new: Vec<usize> = (0..known.len()).filter(|i| known[*i].is_none()).collect();
    if known.is_empty() || new.len() * 2 > known.len() {
        return None;
    }
    if new.is_empty() {
        return Some(Draft::new(graph, known.iter().flatten().copied().collect(), wish));
    }
    Some(grown(graph, wish, &known, &new))
}

fn grown(graph: &Graph, wish: &Wish, known: &[Option<Point>], new: &[usize]) -> Draft {
    let places: Vec<Point> = (0..known.len()).map(|i| known[i].unwrap_or_else(|| beside(graph, known, i))).collect();
    let spread = Rect::of(&known.iter().flatten().copied().collect::<Vec<_>>());
    let middle = spread.centre();
    let wanted = page(graph, wish);
    let page = at(wanted.x.max(spread.width() + 160.), wanted.y.max(spread.height() + 100.));
    // The annealer knows pages around the origin only.
    let around_origin = |p: &Point| *p - middle;
    let mut state = State::new(
        graph,
        &places.iter().map(around_origin).collect::<Vec<_>>(),
        page,
        Weights { anchor: HOLD, ..Weights::default() },
    );
    state.anchors = known.iter().map(|p| p.as_ref().map(around_origin)).collect();
    let schedule = |moves: usize, heat: f64, reach: f64| Schedule { moves, heat, reach };
    anneal(&mut state, graph, schedule(3000 * new.len(), 8., 300.), wish.seed * 1000 + 7, new);
    let everyone: Vec<usize> = (0..known.len()).collect();
    anneal(&mut state, graph, schedule(200 * known.len(), 0.1, 20.), wish.seed * 1000 + 8, &everyone);
    let mut places: Vec<Point> = state.places().into_iter().map(|p| p + middle).collect();
    let pinned: Vec<bool> = known.iter().map(Option::is_some).collect();
    separate(graph, &mut places, &pinned);
    // A known box in trouble may be moved a little, too.
    polished(graph, wish, Effort::new(graph).polish, Draft::new(graph, places, wish))
}

/// A first place for a new box: amid its group, else amid those it is tied to.
fn beside(graph: &Graph, known: &[Option<Point>], i: usize) -> Point {
    let mates = graph.nodes[i].group.map(|g| graph.groups[g].members.as_slice()).unwrap_or_default();
    let mates: Vec<Point> = mates.iter().filter_map(|j| known[*j]).collect();
    let tied = graph.around(i).iter().filter_map(|k| known[graph.other(*k, i)]);
    let amid: Vec<Point> = if mates.is_empty() { tied.collect() } else { mates };
    let sum = amid.iter().fold(at(0., 0.), |sum, p| sum + *p);
    // Never quite on another, so that the two can part.
    sum * (1. / amid.len().max(1) as f64) + at(1. + i as f64 % 7., 1. + i as f64 % 5.)
}

#[cfg(test)]
mod tests {
    use super::super::graph::example;
    use super::*;

    /// Boxes in three rows of four, each tied to the next and to the one below.
    fn lines() -> Vec<(usize, usize)> {
        let beside = (0..12).filter(|i| i % 4 < 3).map(|i| (i, i + 1));
        beside.chain((0..8).map(|i| (i, i + 4))).collect()
    }

    fn rows() -> Vec<Point> {
        example::grid(4, 3, at(150., 90.))
    }

    fn wish(known: &[Point]) -> Wish {
        Wish { kept: known.iter().copied().map(Some).collect(), ..example::wish() }
    }

    #[test]
    fn where_no_box_is_new_every_box_stays_however_badly_it_stands() {
        let tight = example::grid(3, 1, at(62., 0.));
        let draft = kept(&example::graph(3, &[(0, 1), (0, 2)]), &wish(&tight));
        assert_eq!(draft.expect("all are known").places, tight);
    }

    #[test]
    fn where_one_box_is_new_the_others_hardly_move() {
        let graph = example::graph(13, &[lines(), vec![(0, 12), (1, 12)]].concat());
        let draft = kept(&graph, &wish(&rows())).expect("most are known");
        let width = Rect::of(&rows()).width();
        for (before, after) in rows().iter().zip(&draft.places) {
            assert!(before.distance(*after) < 0.05 * width, "{before:?} to {after:?}");
        }
        assert_eq!(example::overlaps(&graph.rects(&draft.places)), []);
    }

    #[test]
    fn where_most_boxes_are_new_nothing_is_kept() {
        let graph = example::graph(3, &[(0, 1), (1, 2)]);
        assert!(kept(&graph, &wish(&[at(0., 0.)])).is_none());
        assert!(kept(&graph, &wish(&[at(0., 0.), at(150., 0.)])).is_some());
    }

    #[test]
    fn a_new_box_begins_amid_its_group_or_else_amid_those_it_is_tied_to() {
        let known = [Some(at(0., 0.)), Some(at(100., 0.)), Some(at(1000., 0.)), None];
        let lines = [(2, 3)];
        let near = |graph: &Graph, place: Point| beside(graph, &known, 3).distance(place) < 10.;
        assert!(near(&example::graph(4, &lines), at(1000., 0.)));
        assert!(near(&example::grouped(&[Some(0), Some(0), None, Some(0)], &lines), at(50., 0.)));
    }
}
