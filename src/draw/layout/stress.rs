//! First places: distances on the page like the distances along the lines, groups drawn together.
//!
//! Invariant: the result fills the page around its middle.
use super::graph::Graph;
use crate::draw::geometry::{Point, Rect, at};
use crate::draw::random::Random;

/// Two nodes and how far apart they should be.
pub(super) type Target = (u32, u32, f64);

/// How far apart each two nodes should be.
pub(super) fn targets(graph: &Graph) -> Vec<Target> {
    let mut targets = vec![];
    for one in 0..graph.nodes.len() {
        let far = distances(graph, one);
        for (other, far) in far.iter().enumerate().skip(one + 1) {
            let pull = match (graph.nodes[one].group, graph.nodes[other].group) {
                (Some(a), Some(b)) if a == b => 0.72,
                (Some(_), Some(_)) => 1.22,
                _ => 1.,
            };
            targets.push((one as u32, other as u32, pull * if far.is_finite() { *far } else { 900. }));
        }
    }
    targets
}

/// Lengths of the shortest ways from a node; a line is longer between busy nodes and wide boxes (Dijkstra).
fn distances(graph: &Graph, from: usize) -> Vec<f64> {
    let length = |edge: usize| {
        let (a, b) = (graph.edges[edge].from, graph.edges[edge].to);
        let busy = graph.around(a).len().min(graph.around(b).len()) as f64;
        110. + 14. * busy.sqrt() + 0.25 * (graph.nodes[a].width + graph.nodes[b].width)
    };
    let mut far = vec![f64::INFINITY; graph.nodes.len()];
    let mut done = vec![false; graph.nodes.len()];
    far[from] = 0.;
    loop {
        let open = (0..far.len()).filter(|i| !done[*i] && far[*i].is_finite());
        let Some(nearest) = open.min_by(|a, b| far[*a].total_cmp(&far[*b])) else { return far };
        done[nearest] = true;
        for edge in graph.around(nearest) {
            let other = graph.other(*edge, nearest);
            far[other] = far[other].min(far[nearest] + length(*edge));
        }
    }
}

/// Places by stochastic gradient descent (Zheng, Pawar and Goodman, "Graph drawing by stochastic gradient descent",
/// 2018).
pub(super) fn stress(graph: &Graph, targets: &[Target], page: Point, seed: u64) -> Vec<Point> {
    let mut random = Random::new(seed);
    let mut places: Vec<Point> = graph.nodes.iter().map(|_| at(random.swing(), random.swing()) * 500.).collect();
    let mut pairs = targets.to_vec();
    let longest = pairs.iter().map(|p| p.2).fold(1., f64::max);
    let shortest = pairs.iter().map(|p| p.2).fold(longest, f64::min);
    let rounds = if graph.nodes.len() > 600 { 15 } else { 30 };
    let cooling = root(0.1 * shortest * shortest / (longest * longest), rounds - 1);
    let mut heat = longest * longest;
    for _ in 0..rounds {
        for i in (1..pairs.len()).rev() {
            pairs.swap(i, random.below(i + 1));
        }
        for (a, b, wanted) in &pairs {
            let (a, b) = (*a as usize, *b as usize);
            let way = places[a] - places[b];
            let far = way.length().max(1e-6);
            let step = way * ((heat / (wanted * wanted)).min(1.) * (far - wanted) / 2. / far);
            places[a] = places[a] - step;
            places[b] = places[b] + step;
        }
        heat *= cooling;
    }
    fill(&mut places, page);
    places
}

/// The number whose `power`th power is `value`, by halving.
fn root(value: f64, power: usize) -> f64 {
    let (mut low, mut high) = (0f64, 1f64);
    for _ in 0..60 {
        let middle = (low + high) / 2.;
        if (0..power).fold(1., |x, _| x * middle) < value {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// Turns the longest axis level and stretches all over the page.
fn fill(places: &mut [Point], page: Point) {
    let count = places.len().max(1) as f64;
    let middle = places.iter().fold(at(0., 0.), |sum, p| sum + *p * (1. / count));
    let (mut xx, mut xy, mut yy) = (0., 0., 0.);
    for p in places.iter_mut() {
        *p = *p - middle;
        xx += p.x * p.x;
        xy += p.x * p.y;
        yy += p.y * p.y;
    }
    // The direction of the longest axis by half-angle formulas, without an arc tangent.
    let long = at(2. * xy, xx - yy).length().max(1e-9);
    let cos = ((1. + (xx - yy) / long) / 2.).max(0.).sqrt();
    let sin = ((1. - (xx - yy) / long) / 2.).max(0.).sqrt() * if xy < 0. { -1. } else { 1. };
    for p in places.iter_mut() {
        *p = at(p.x * cos + p.y * sin, -p.x * sin + p.y * cos);
    }
    let all = Rect::of(places);
    let scale = at(0.88 * page.x / all.width().max(1.), 0.88 * page.y / all.height().max(1.));
    for p in places.iter_mut() {
        let from = *p - all.centre();
        *p = at(from.x * scale.x, from.y * scale.y);
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::example;
    use super::*;

    const PAGE: Point = at(600., 400.);

    fn places(graph: &Graph) -> Vec<Point> {
        stress(graph, &targets(graph), PAGE, 1)
    }

    #[test]
    fn the_further_apart_along_the_lines_the_further_apart_on_the_page() {
        let places = places(&example::graph(5, &[(0, 1), (1, 2), (2, 3), (3, 4)]));
        let far: Vec<f64> = places.iter().map(|p| places[0].distance(*p)).collect();
        assert!(far.is_sorted(), "{far:?}");
    }

    #[test]
    fn mates_are_drawn_together_and_strangers_apart() {
        // All are tied to all, so that only the groups tell.
        let pairs: Vec<(usize, usize)> = (0..6).flat_map(|i| (i + 1..6).map(move |j| (i, j))).collect();
        let places = places(&example::grouped(&[0, 1, 0, 1, 0, 1].map(Some), &pairs));
        let (mates, strangers): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(i, j)| i % 2 == j % 2);
        let mean = |pairs: &[(usize, usize)]| {
            pairs.iter().map(|(i, j)| places[*i].distance(places[*j])).sum::<f64>() / pairs.len() as f64
        };
        let (near, far) = (mean(&mates), mean(&strangers));
        assert!(near * 1.5 < far, "{near} among mates, {far} among strangers");
    }

    #[test]
    fn a_way_is_as_long_as_its_lines_and_shorter_within_a_group() {
        let wanted = |graph: &Graph| targets(graph).into_iter().map(|t| t.2).collect::<Vec<_>>();
        let chain = [(0, 1), (1, 2)];
        let free = wanted(&example::graph(3, &chain));
        assert_eq!(free[1], free[0] + free[2], "from the first to the last");
        let grouped = wanted(&example::grouped(&[Some(0), Some(0), Some(1)], &chain));
        assert!(grouped[0] < free[0] && grouped[2] > free[2], "{grouped:?}");
    }

    #[test]
    fn the_places_fill_the_page_around_its_middle() {
        let all = Rect::of(&places(&example::graph(5, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)])));
        assert!(all.centre().length() < 1e-6, "{all:?}");
        let part = at(all.width() / PAGE.x, all.height() / PAGE.y);
        assert!(part.x > 0.8 && part.x < 1. && part.y > 0.8 && part.y < 1., "{part:?}");
    }
}
