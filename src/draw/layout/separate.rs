//! Pushing apart what still overlaps: boxes, frames, boxes of no group and frames.
//!
//! Invariant: afterwards nothing overlaps, unless `ROUNDS` were not enough, which the judge then sees.
use super::graph::Graph;
use crate::draw::geometry::{Point, Rect, at};

/// Between boxes, at least.
const GAP: Point = at(15., 14.);
/// Between frames, at least.
const GROUP_GAP: f64 = 12.;
/// Between a frame and a box of no group.
const LOOSE_GAP: f64 = 10.;
const ROUNDS: usize = 500;
/// For so many rounds boxes of different groups push one another too; after that only whole frames do. A box that a
/// stranger pushes one way and its own frame the other way would stretch that frame for ever.
const FREE: usize = 8;

/// Pushes apart; what is `pinned`, and a frame with pinned boxes, gives way only to what is pinned too.
pub(super) fn separate(graph: &Graph, places: &mut [Point], pinned: &[bool]) {
    for round in 0..ROUNDS {
        let free = round < FREE;
        let moved = boxes(graph, places, pinned, free)
            | frames(graph, places, pinned, round)
            | loose(graph, places, pinned, free);
        if !moved {
            return;
        }
    }
}

/// How much of the way each of two goes: half, or one of them all of it.
fn shares(pinned: (bool, bool), half: f64) -> (f64, f64) {
    match pinned {
        (true, false) => (0., 2. * half),
        (false, true) => (2. * half, 0.),
        (true, true) | (false, false) => (half, half),
    }
}

fn is_pinned(graph: &Graph, group: usize, pinned: &[bool]) -> bool {
    graph.groups[group].members.iter().any(|i| pinned[*i])
}

fn shift(graph: &Graph, group: usize, places: &mut [Point], by: Point) {
    graph.groups[group].members.iter().for_each(|i| places[*i] = places[*i] + by);
}

/// The shorter way out of an overlap, for the first of two; none where there is no overlap.
fn way_out(one: &Rect, other: &Rect, gap: Point) -> Option<Point> {
    let over = one.overlap(other) + gap;
    if over.x < 0.01 || over.y < 0.01 {
        return None;
    }
    let from = one.centre() - other.centre();
    let back = |d: f64| if d < 0. { -1. } else { 1. };
    Some(if over.x < over.y { at(back(from.x) * over.x, 0.) } else { at(0., back(from.y) * over.y) })
}

fn boxes(graph: &Graph, places: &mut [Point], pinned: &[bool], strangers: bool) -> bool {
    let mut moved = false;
    for i in 0..places.len() {
        for j in i + 1..places.len() {
            if !strangers && graph.nodes[i].group != graph.nodes[j].group {
                continue;
            }
            let Some(way) = way_out(&graph.rect(places, i), &graph.rect(places, j), GAP) else { continue };
            moved = true;
            let (mine, yours) = shares((pinned[i], pinned[j]), 0.51);
            places[i] = places[i] + way * mine;
            places[j] = places[j] - way * yours;
        }
    }
    moved
}

fn frames(graph: &Graph, places: &mut [Point], pinned: &[bool], round: usize) -> bool {
    let frames = graph.frames(places);
    // Gently at first, so that boxes have time to give way.
    let half = if round < 5 { 0.3 } else { 0.51 };
    let mut moved = false;
    for i in 0..frames.len() {
        for j in i + 1..frames.len() {
            if frames[i].is_nothing() || frames[j].is_nothing() {
                continue;
            }
            let Some(way) = way_out(&frames[i], &frames[j], at(GROUP_GAP, GROUP_GAP)) else { continue };
            moved = true;
            let (mine, yours) = shares((is_pinned(graph, i, pinned), is_pinned(graph, j, pinned)), half);
            shift(graph, i, places, way * mine);
            shift(graph, j, places, -way * yours);
        }
    }
    moved
}

fn loose(graph: &Graph, places: &mut [Point], pinned: &[bool], free: bool) -> bool {
    let frames = graph.frames(places);
    let mut moved = false;
    for i in (0..places.len()).filter(|i| graph.nodes[*i].group.is_none()) {
        for (group, frame) in frames.iter().enumerate().filter(|f| !f.1.is_nothing()) {
            let Some(way) = way_out(&graph.rect(places, i), frame, at(LOOSE_GAP, LOOSE_GAP)) else { continue };
            moved = true;
            let (mine, yours) = match (pinned[i], is_pinned(graph, group, pinned)) {
                (true, false) => (0., 1.02),
                (false, false) if !free => (0.51, 0.51),
                _ => (1.02, 0.),
            };
            places[i] = places[i] + way * mine;
            shift(graph, group, places, -way * yours);
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::super::graph::example;
    use super::*;
    use crate::draw::random::Random;

    /// Which frames and boxes of no group lie on one another.
    fn overlapping(graph: &Graph, places: &[Point]) -> Vec<(usize, usize)> {
        let mut rects = graph.frames(places);
        rects.extend((0..places.len()).filter(|i| graph.nodes[*i].group.is_none()).map(|i| graph.rect(places, i)));
        example::overlaps(&rects)
    }

    #[test]
    fn boxes_frames_and_boxes_of_no_group_come_off_one_another() {
        let group_of = [Some(0), Some(0), Some(1), Some(1), None, None];
        let graph = example::grouped(&group_of, &[]);
        let mut places = [0., 5., 10., 15., 20., 25.].map(|x| at(x, x / 2.));
        separate(&graph, &mut places, &[false; 6]);
        assert_eq!(example::overlaps(&graph.rects(&places)), []);
        assert_eq!(overlapping(&graph, &places), []);
    }

    #[test]
    fn groups_among_one_another_part_without_stretching() {
        let group_of: Vec<Option<usize>> = (0..48).map(|i| (i < 42).then_some(i % 7)).collect();
        let graph = example::grouped(&group_of, &[]);
        for seed in 1..40 {
            let mut random = Random::new(seed);
            let mut places: Vec<Point> = (0..48).map(|_| at(random.swing() * 300., random.swing() * 150.)).collect();
            separate(&graph, &mut places, &[false; 48]);
            assert_eq!(overlapping(&graph, &places), [], "{seed}");
            // As large as at first, frames and gaps need 7 × 600 in a row, and twice 7 × 300 are enough in a column.
            let all = graph.extent(&places);
            assert!(all.width() < 4200. && all.height() < 4200., "{seed}: {all:?}");
        }
    }

    #[test]
    fn what_is_pinned_stays_and_the_others_give_way() {
        let graph = example::graph(3, &[]);
        let crowd = [at(0., 0.), at(10., 0.), at(0., 10.)];
        let mut places = crowd;
        separate(&graph, &mut places, &[true, false, false]);
        assert_eq!(example::overlaps(&graph.rects(&places)), []);
        assert_eq!(places[0], crowd[0]);
    }

    #[test]
    fn a_frame_with_pinned_boxes_and_a_pinned_box_of_no_group_stay_too() {
        for (group_of, places, pinned) in [
            ([Some(0), Some(1)], [at(0., 0.), at(70., 0.)], [true, false]),
            ([Some(0), None], [at(0., 0.), at(50., 0.)], [false, true]),
        ] {
            let graph = example::grouped(&group_of, &[]);
            let mut moved = places;
            separate(&graph, &mut moved, &pinned);
            assert_eq!(overlapping(&graph, &moved), [], "{group_of:?}");
            for i in 0..2 {
                assert_eq!(moved[i] == places[i], pinned[i], "{group_of:?}: box {i}");
            }
        }
    }

    #[test]
    fn of_two_that_are_pinned_each_gives_way_by_half() {
        let graph = example::graph(2, &[]);
        let mut places = [at(-5., 0.), at(5., 0.)];
        separate(&graph, &mut places, &[true, true]);
        assert_eq!(example::overlaps(&graph.rects(&places)), []);
        assert!((places[0] + places[1]).length() < 1e-6, "{places:?}");
    }

    #[test]
    fn what_stands_apart_stays() {
        let apart = [at(0., 0.), at(80., 0.), at(0., 40.)];
        let mut places = apart;
        separate(&example::graph(3, &[]), &mut places, &[false; 3]);
        assert_eq!(places, apart);
    }

    #[test]
    fn the_way_out_is_the_shorter_one() {
        let one = Rect::from(0., 0., 20., 20.);
        for (other, way) in [
            (Rect::from(15., 1., 20., 20.), Some(at(-5., 0.))),
            (Rect::from(-1., -15., 20., 20.), Some(at(0., 5.))),
            (Rect::from(30., 0., 20., 20.), None),
        ] {
            assert_eq!(way_out(&one, &other, at(0., 0.)), way, "{other:?}");
        }
    }
}
