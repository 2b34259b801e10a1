//! The last steps: single boxes moved a little, judged by the finished map.
//!
//! Invariant: what comes out is never worse than what went in, by the score of the judge.
use super::Wish;
use super::graph::Graph;
use super::judge::Draft;
use super::separate::separate;
use crate::draw::geometry::{Point, at};
use crate::draw::random::Random;

/// How far a box is moved at most.
const REACH: f64 = 60.;

/// How far a box that was drawn before may end up from where it was.
const HOLD: f64 = 30.;

/// How many drafts are made: a draft costs as much as routing all lines and placing all words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tries {
    /// As long as the map will not do.
    pub most: usize,
    /// Even if it will.
    pub least: usize,
}

/// Moves a box at an end of a line in trouble, and keeps the move if the whole map is better for it.
/// Boxes that are known stay about where they are.
pub(super) fn polished(graph: &Graph, wish: &Wish, tries: Tries, mut best: Draft) -> Draft {
    let kept: Vec<(usize, Point)> =
        wish.kept.iter().enumerate().filter_map(|(i, place)| Some((i, (*place)?))).collect();
    let mut random = Random::new(wish.seed * 1000 + 900);
    for n in 0..tries.most {
        if n >= tries.least && best.will_do(graph, wish) {
            break;
        }
        let lines = troubled(&best);
        if lines.is_empty() {
            break;
        }
        let boxes = boxes(graph, &best, lines[random.below(lines.len())]);
        let moved = boxes[random.below(boxes.len())];
        let mut places = best.places.clone();
        places[moved] = places[moved] + step(&mut random);
        separate(graph, &mut places, &vec![false; graph.nodes.len()]);
        if kept.iter().any(|(i, place)| places[*i].distance(*place) > HOLD) {
            continue;
        }
        let draft = Draft::new(graph, places, wish);
        if draft.score < best.score {
            best = draft;
        }
    }
    best
}

/// Anywhere around, near places more often than far ones.
fn step(random: &mut Random) -> Point {
    let far = random.part();
    at(random.swing(), random.swing()) * (REACH * far)
}

/// The lines that something is wrong with; if there are none, those that cross another.
fn troubled(draft: &Draft) -> Vec<usize> {
    let wrong = [&draft.placed.struck, &draft.placed.conflicts, &draft.blocked];
    let wrong: Vec<usize> = wrong.into_iter().flatten().copied().collect();
    if !wrong.is_empty() {
        return wrong;
    }
    let routes = &draft.routes;
    let crosses = |k: &usize| (0..routes.len()).any(|f| f != *k && routes[*k].crossings(&routes[f]) > 0);
    (0..routes.len()).filter(crosses).collect()
}

/// The boxes whose place matters to a line: at its own ends, and at those of the lines through its words.
fn boxes(graph: &Graph, draft: &Draft, line: usize) -> Vec<usize> {
    let words = draft.placed.labels[line].map(|label| label.rect());
    let through = |f: &usize| words.is_some_and(|words| draft.routes[*f].enters(&words));
    let lines = (0..graph.edges.len()).filter(|f| *f == line || through(f));
    lines.flat_map(|f| [graph.edges[f].from, graph.edges[f].to]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::graph::example;
    use super::*;

    const TRIES: Tries = Tries { most: 40, least: 0 };

    /// A line between neighbours that stand so close that its words lie on one of them.
    fn crowded() -> (Graph, Draft) {
        let graph = example::worded(example::graph(15, &[(6, 7)]));
        let draft = Draft::new(&graph, example::grid(3, 5, at(60., 24.)), &example::wish());
        assert_eq!(draft.faults.covered, 1, "the example shows nothing");
        (graph, draft)
    }

    #[test]
    fn words_without_a_place_get_one() {
        let (graph, before) = crowded();
        let after = polished(&graph, &example::wish(), TRIES, before.clone());
        assert!(after.score < before.score && after.faults.is_clean(), "{:?}", after.faults);
    }

    #[test]
    fn without_tries_everything_stays() {
        let (graph, before) = crowded();
        let after = polished(&graph, &example::wish(), Tries { most: 0, least: 0 }, before.clone());
        assert_eq!(after.places, before.places);
    }

    #[test]
    fn where_nothing_is_wrong_and_nothing_crosses_nothing_moves() {
        let graph = example::graph(4, &[(0, 1), (2, 3)]);
        let before = Draft::new(&graph, example::grid(2, 2, at(300., 200.)), &example::wish());
        let after = polished(&graph, &example::wish(), Tries { most: 40, least: 40 }, before.clone());
        assert_eq!(after.places, before.places);
    }
}
