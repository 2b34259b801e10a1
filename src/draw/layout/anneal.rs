//! Annealing: many small moves, taken when they help and, while it is hot, sometimes when they do not.
//!
//! Invariant: the same seed gives the same places; how long it takes is a number of moves, never a time.
use super::cost::{Move, State};
use super::graph::Graph;
use crate::draw::geometry::{Point, at};
use crate::draw::random::Random;

/// How long and how hot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    /// Moves tried.
    pub moves: usize,
    /// How much worse a move may be at first.
    pub heat: f64,
    /// How far a node is moved at first.
    pub reach: f64,
}

/// How often the walls get harder.
const STAGES: usize = 40;
/// How many places anywhere are looked at before the best of them is tried.
const LOOKS: usize = 12;

/// Improves the places; nodes that are not `movable` stay.
pub(super) fn anneal(state: &mut State, graph: &Graph, schedule: Schedule, seed: u64, movable: &[usize]) {
    if movable.is_empty() {
        return;
    }
    let mut random = Random::new(seed);
    let mut moves = vec![];
    let stage = (schedule.moves / STAGES).max(1);
    for n in 0..schedule.moves {
        let cold = 1. - n as f64 / schedule.moves as f64;
        if n % stage == 0 {
            state.harden(1. - cold);
        }
        let slack = (schedule.heat * cold * cold + 0.004) * random.patience();
        propose(state, graph, &mut random, schedule.reach * cold * cold + 7., movable, &mut moves);
        if !moves.is_empty() {
            state.try_move(&moves, slack);
        }
    }
    state.harden(1.);
}

/// One proposal: most shift a node; some pull it to what it is tied to or swap two; a few move whole groups.
fn propose(state: &State, graph: &Graph, random: &mut Random, reach: f64, movable: &[usize], moves: &mut Vec<Move>) {
    moves.clear();
    let all = movable.len() == graph.nodes.len();
    let choice = random.part();
    if choice < 0.025 && graph.groups.len() > 1 && all {
        return move_group(state, graph, random, reach, choice, moves);
    }
    let node = movable[random.below(movable.len())];
    if all && random.part() < 0.06 {
        let places: [Point; LOOKS] = std::array::from_fn(|_| state.anywhere(node, random));
        let best =
            places.map(|place| (state.glance(node, place), place)).into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        moves.extend(best.map(|(_, place)| (node, place)));
        return;
    }
    if choice < 0.2 && all {
        let mates = graph.nodes[node].group.map(|group| graph.groups[group].members.as_slice());
        let other = match mates {
            Some(mates) => mates[random.below(mates.len())],
            None => random.below(graph.nodes.len()),
        };
        if other != node && graph.nodes[other].group == graph.nodes[node].group {
            moves.extend([(node, state.place(other)), (other, state.place(node))]);
        }
    } else if choice < 0.3 && !graph.around(node).is_empty() {
        let edges = graph.around(node);
        let sum = edges.iter().fold(at(0., 0.), |sum, k| sum + state.place(graph.other(*k, node)));
        let middle = sum * (1. / edges.len() as f64);
        moves.push((node, state.place(node).towards(middle, 0.2 + 0.6 * random.part())));
    } else {
        moves.push((node, state.place(node) + at(random.swing() * reach, random.swing() * reach * 0.65)));
    }
}

/// Swaps two groups, mirrors one or shifts one.
fn move_group(state: &State, graph: &Graph, random: &mut Random, reach: f64, choice: f64, moves: &mut Vec<Move>) {
    let (one, other) = (random.below(graph.groups.len()), random.below(graph.groups.len()));
    let (members, others) = (&graph.groups[one].members, &graph.groups[other].members);
    let to = |by: Point| move |i: &usize| (*i, state.place(*i) + by);
    if choice < 0.008 {
        if one != other && !members.is_empty() && !others.is_empty() {
            let way = state.middle(other) - state.middle(one);
            moves.extend(members.iter().map(to(way)));
            moves.extend(others.iter().map(to(-way)));
        }
    } else if choice < 0.012 {
        if members.is_empty() {
            return;
        }
        let (middle, level) = (state.middle(one), random.part() < 0.5);
        moves.extend(members.iter().map(|i| {
            let p = state.place(*i);
            (*i, if level { at(2. * middle.x - p.x, p.y) } else { at(p.x, 2. * middle.y - p.y) })
        }));
    } else {
        let by = at(random.swing() * reach, random.swing() * reach * 0.7);
        moves.extend(members.iter().map(to(by)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::cost::Weights;
    use super::super::graph::example;
    use super::*;
    use crate::draw::geometry::cross;

    const SCHEDULE: Schedule = Schedule { moves: 4000, heat: 5., reach: 200. };

    /// Two lines that cross, between the corners of a square.
    fn crossed() -> (Graph, [Point; 4]) {
        let corners = [at(-100., -80.), at(100., -80.), at(-100., 80.), at(100., 80.)];
        (example::graph(4, &[(0, 3), (1, 2)]), corners)
    }

    fn state<'g>(graph: &'g Graph, places: &[Point]) -> State<'g> {
        let mut state = State::new(graph, places, at(400., 300.), Weights::default());
        state.harden(1.);
        state
    }

    fn annealed(seed: u64, movable: &[usize]) -> Vec<Point> {
        let (graph, corners) = crossed();
        let mut state = state(&graph, &corners);
        anneal(&mut state, &graph, SCHEDULE, seed, movable);
        state.places()
    }

    #[test]
    fn it_costs_less_than_before_and_a_crossing_is_gone() {
        let (graph, corners) = crossed();
        let places = annealed(1, &[0, 1, 2, 3]);
        let (before, after) = (state(&graph, &corners).cost(), state(&graph, &places).cost());
        assert!(after < before, "{before} before, {after} after");
        assert!(cross(corners[0], corners[3], corners[1], corners[2]));
        assert!(!cross(places[0], places[3], places[1], places[2]), "{places:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_places() {
        let everyone = [0, 1, 2, 3];
        assert_eq!(annealed(1, &everyone), annealed(1, &everyone));
        assert_ne!(annealed(1, &everyone), annealed(2, &everyone));
    }

    #[test]
    fn only_the_movable_move() {
        let (_, corners) = crossed();
        let places = annealed(1, &[2]);
        let moved: Vec<usize> = (0..4).filter(|i| places[*i] != corners[*i]).collect();
        assert_eq!(moved, [2]);
        assert_eq!(annealed(1, &[]), corners);
    }
}
