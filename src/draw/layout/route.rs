//! Lines as curves: one cubic each where that will do, chosen among candidates by what it runs into.
//!
//! Invariant: a line leaves one box and enters another at its ports; one that finds no way among the candidates goes
//! round the boxes (`detour`), so that none goes through a box it does not belong to while boxes stand apart.
mod curve;

use super::detour;
use super::graph::{Form, Graph};
use super::ports::{Ports, ports};
use crate::draw::geometry::{Point, Rect, at, distance_to_segment, straight};
pub use curve::Route;
use curve::touch;

/// What it costs to go through a box: more than anything else.
const THROUGH: f64 = 40.;
/// What it costs to go through the words of another line.
const STRUCK: f64 = 4.;
/// How far a curve bows out, as a part of its length, to one side and the other.
const BOWS: [f64; 9] = [0., 0.13, -0.13, 0.27, -0.27, 0.44, -0.44, 0.66, -0.66];
/// The same for each half of a line with two bows.
const DOUBLE_BOWS: [f64; 5] = [0., 0.3, -0.3, 0.7, -0.7];
/// Long lines bow less for their length.
const LONG: f64 = 420.;

/// Lines among boxes, titles and words.
pub(super) struct Router<'g> {
    graph: &'g Graph,
    places: &'g [Point],
    boxes: Vec<Rect>,
    titles: Vec<Rect>,
    page: Rect,
    ports: Vec<Ports>,
    /// The lines.
    pub routes: Vec<Route>,
    costs: Vec<f64>,
    /// Words that are in place: the line they belong to and what they cover.
    labels: Vec<(usize, Rect)>,
}

impl<'g> Router<'g> {
    /// Routes all lines; then again with the ports in the order in which the curves really leave.
    pub fn new(graph: &'g Graph, places: &'g [Point]) -> Self {
        let frames = graph.frames(places);
        let towards: Vec<Ports> = graph.edges.iter().map(|e| [places[e.to], places[e.from]]).collect();
        let count = graph.edges.len();
        let mut router = Self {
            graph,
            places,
            boxes: graph.rects(places),
            titles: frames.iter().enumerate().filter(|f| !f.1.is_nothing()).map(|(g, f)| graph.title(g, f)).collect(),
            page: graph.extent(places).grow(4.),
            ports: ports(graph, places, &towards),
            routes: vec![],
            costs: vec![f64::MAX; count],
            labels: vec![],
        };
        router.routes = (0..count).map(|k| router.candidate(k, 0., 0.)).collect();
        router.improve(2);
        let towards: Vec<Ports> = (0..count).map(|k| router.towards(k)).collect();
        router.ports = ports(graph, places, &towards);
        router.improve(3);
        router.go_round();
        router
    }

    /// Routes again round words that are in place.
    pub fn avoid(&mut self, labels: Vec<(usize, Rect)>) {
        self.labels = labels;
        self.improve(2);
        self.go_round();
    }

    /// The lines as they are and what they cost, to come back to.
    pub fn lines(&self) -> (Vec<Route>, Vec<f64>) {
        (self.routes.clone(), self.costs.clone())
    }

    /// Takes back what was done to lines.
    pub fn take_back(&mut self, (routes, costs): (Vec<Route>, Vec<f64>)) {
        (self.routes, self.costs) = (routes, costs);
    }

    /// Lines that go through a box.
    pub fn blocked(&self) -> Vec<usize> {
        (0..self.routes.len()).filter(|k| self.costs[*k] >= THROUGH && self.goes_through(*k)).collect()
    }

    /// How often lines cross.
    pub fn crossings(&self) -> usize {
        let pairs = (0..self.routes.len()).flat_map(|k| (k + 1..self.routes.len()).map(move |f| (k, f)));
        let near = pairs.filter(|(k, f)| touch(&self.routes[*k].bounds, &self.routes[*f].bounds));
        near.map(|(k, f)| self.routes[k].crossings(&self.routes[f])).sum()
    }

    fn goes_through(&self, k: usize) -> bool {
        let edge = &self.graph.edges[k];
        let foreign = self.boxes.iter().enumerate().filter(|(j, _)| *j != edge.from && *j != edge.to);
        foreign.into_iter().any(|(_, b)| b.grow(1.).hits_polyline(&self.routes[k].points))
    }

    /// The points that the ends of a line really make for.
    fn towards(&self, k: usize) -> Ports {
        let (edge, route) = (&self.graph.edges[k], &self.routes[k]);
        match route.pieces.as_slice() {
            [c] if (c[1].distance(c[0].towards(c[3], 1. / 3.)) > 1.)
                || (c[2].distance(c[0].towards(c[3], 2. / 3.)) > 1.) =>
            {
                [c[1], c[2]]
            }
            _ => [self.places[edge.to], self.places[edge.from]],
        }
    }

    /// A curve with this much bow in its first and its second half.
    fn candidate(&self, k: usize, first: f64, second: f64) -> Route {
        let edge = &self.graph.edges[k];
        let [a, b] = self.ports[k];
        if edge.from == edge.to {
            return self.circle(edge.from);
        }
        if first == 0. && second == 0. {
            return Route::of(vec![straight(a, b)]);
        }
        let way = b - a;
        let bow = way.turned() * (LONG / way.length().max(LONG));
        Route::of(vec![[a, a + way * (1. / 3.) + bow * first, a + way * (2. / 3.) + bow * second, b]])
    }

    /// A line from a box to itself goes round above it.
    fn circle(&self, node: usize) -> Route {
        let (c, top) = (self.places[node], self.boxes[node].y0);
        Route::of(vec![[
            at(c.x - 12., top),
            at(c.x - 34., top - 44.),
            at(c.x + 34., top - 44.),
            at(c.x + 12., top - 2.),
        ]])
    }

    /// What a line runs into; counting stops above `limit`.
    fn cost(&self, k: usize, route: &Route, bows: (f64, f64), limit: f64) -> f64 {
        let (start, end) = (route.points[0], route.points[route.points.len() - 1]);
        let mut cost = 3.2 * (bows.0.abs() + bows.1.abs()) + 1.4 * (bows.0 - bows.1).abs();
        cost += if bows.0 * bows.1 < 0. { 1.2 } else { 0. };
        cost += 0.02 * (route.length - start.distance(end)).max(0.);
        let (page, span) = (&self.page, &route.bounds);
        let out = (page.x0 - span.x0).max(0.) + (span.x1 - page.x1).max(0.);
        // No curves round the outside.
        cost += 0.25 * (out + (page.y0 - span.y0).max(0.) + (span.y1 - page.y1).max(0.));
        cost += self.cost_of_boxes(k, route, limit - cost);
        if cost > limit {
            return cost;
        }
        cost += 4. * self.titles.iter().filter(|t| t.hits_polyline(&route.points)).count() as f64;
        cost += STRUCK * self.labels.iter().filter(|(f, l)| *f != k && l.hits_polyline(&route.points)).count() as f64;
        cost + self.cost_of_lines(k, route, limit - cost)
    }

    fn cost_of_boxes(&self, k: usize, route: &Route, limit: f64) -> f64 {
        let edge = &self.graph.edges[k];
        let mut cost = 0.;
        for (j, rect) in self.boxes.iter().enumerate() {
            if cost > limit {
                break;
            }
            if j == edge.from || j == edge.to {
                // A line leaves its own box and does not come back.
                let corner = if self.graph.nodes[j].form == Form::Rect { 2. } else { 7. };
                cost += if rect.grow(-corner).hits_polyline(&route.points) { THROUGH } else { 0. };
                continue;
            }
            let near = rect.grow(8.);
            if touch(&near, &route.bounds) && near.hits_polyline(&route.points) {
                cost += if rect.grow(3.).hits_polyline(&route.points) { THROUGH } else { 3. };
            }
        }
        cost
    }

    fn cost_of_lines(&self, k: usize, route: &Route, limit: f64) -> f64 {
        let mut cost = 0.;
        let middle = route.at(0.5).0;
        for (f, other) in self.routes.iter().enumerate() {
            if cost > limit {
                break;
            }
            let over = route.bounds.overlap(&other.bounds);
            if f == k || over.x < -9. || over.y < -9. {
                continue;
            }
            let meet = self.graph.meet(k, f);
            if meet {
                // Two that share an end should not run along each other.
                let near = other.points.windows(2).map(|e| distance_to_segment(middle, e[0], e[1]));
                cost += 1.6 * (1. - near.fold(f64::MAX, f64::min) / 9.).max(0.);
            }
            if over.x >= 0. && over.y >= 0. {
                cost += route.crossings(other) as f64 * if meet { 1.5 } else { 1. };
            }
        }
        cost
    }

    /// Gives one line after the other its best candidate; one whose surroundings stayed is not tried again.
    fn improve(&mut self, rounds: usize) {
        let count = self.routes.len();
        let mut stale = vec![true; count];
        for _ in 0..rounds {
            let mut quiet = true;
            for k in 0..count {
                let edge = &self.graph.edges[k];
                if edge.from == edge.to || !std::mem::take(&mut stale[k]) {
                    continue;
                }
                let (best, cost) = self.best(k);
                if best.points != self.routes[k].points {
                    quiet = false;
                    for f in (0..count).filter(|f| *f != k) {
                        let near = |r: &Route| touch(&self.routes[f].bounds, &r.bounds);
                        stale[f] |= near(&best) || near(&self.routes[k]);
                    }
                }
                (self.routes[k], self.costs[k]) = (best, cost);
            }
            if quiet {
                return;
            }
        }
    }

    /// The best candidate for a line: straight if that is good, else with a bow, else with two.
    fn best(&self, k: usize) -> (Route, f64) {
        let mut best = self.candidate(k, 0., 0.);
        let mut cost = self.cost(k, &best, (0., 0.), f64::MAX);
        if cost < 1.05 {
            return (best, cost);
        }
        // A way round that was found before is a candidate too.
        if self.routes[k].pieces.len() > 1 {
            let round = self.routes[k].clone();
            let new = self.cost(k, &round, (0., 0.), cost);
            if new < cost {
                (best, cost) = (round, new);
            }
        }
        let doubles = DOUBLE_BOWS.into_iter().flat_map(|a| DOUBLE_BOWS.map(|b| (a, b))).filter(|(a, b)| a != b);
        let singles = BOWS[1..].iter().map(|bow| (*bow, *bow));
        for (n, bows) in singles.chain(doubles).enumerate() {
            if n >= BOWS.len() - 1 && cost <= 3.5 {
                break;
            }
            let route = self.candidate(k, bows.0, bows.1);
            let new = self.cost(k, &route, bows, cost);
            if new < cost - 1e-9 {
                (best, cost) = (route, new);
            }
        }
        (best, cost)
    }

    /// Leads lines that go through a box round the boxes, however many others they cross on the way.
    fn go_round(&mut self) {
        for k in self.blocked() {
            let edge = &self.graph.edges[k];
            if edge.from == edge.to {
                continue;
            }
            let [a, b] = self.ports[k];
            let Some(route) = detour::round(&self.boxes, (edge.from, edge.to), a, b) else { continue };
            self.costs[k] = self.cost(k, &route, (0., 0.), f64::MAX);
            self.routes[k] = route;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::example;
    use super::*;

    /// Whether a line keeps off some boxes.
    fn is_off(router: &Router, line: usize, boxes: &[usize]) -> bool {
        !boxes.iter().any(|i| router.boxes[*i].hits_polyline(&router.routes[line].points))
    }

    #[test]
    fn the_part_of_a_line_near_a_rectangle_is_all_that_can_enter_it() {
        let corner = Route::of(vec![straight(at(0., 0.), at(100., 0.)), straight(at(100., 0.), at(100., 100.))]);
        let rect = |x0: f64, y0: f64| Rect { x0, y0, x1: x0 + 10., y1: y0 + 10. };
        let part = |rect: &Rect| corner.within(rect).map(|part| part.points);
        assert_eq!(part(&rect(95., 60.)), Some(vec![at(100., 0.), at(100., 100.)]));
        assert_eq!(part(&rect(20., 50.)), None);
        assert!(corner.enters(&rect(95., 60.)) && !corner.enters(&rect(20., 50.)));
    }

    #[test]
    fn a_line_goes_round_a_box_in_between() {
        let graph = example::graph(3, &[(0, 1)]);
        let places = [at(0., 0.), at(300., 0.), at(150., 0.)];
        let router = Router::new(&graph, &places);
        assert!(is_off(&router, 0, &[2]), "{:?}", router.routes[0].points);
        assert_eq!(router.routes[0].pieces.len(), 1, "one curve will do");
    }

    #[test]
    fn where_no_curve_gets_past_there_is_a_way_of_several_pieces() {
        // A wall of eleven boxes between the two.
        let wall = |n: usize| at(150., (n as f64 - 5.) * 26.);
        let places: Vec<Point> = [at(0., 0.), at(300., 0.)].into_iter().chain((0..11).map(wall)).collect();
        let graph = example::graph(13, &[(0, 1)]);
        let router = Router::new(&graph, &places);
        assert!(is_off(&router, 0, &(2..13).collect::<Vec<_>>()), "{:?}", router.routes[0].points);
        assert!(router.routes[0].pieces.len() > 1 && router.blocked().is_empty());
    }

    #[test]
    fn a_way_round_a_box_may_cross_many_lines() {
        // A wall of eleven boxes between two, and from each end of the wall more lines than going through it costs.
        let wall = |n: usize| at(150., (n as f64 - 5.) * 26.);
        let fan = |n: usize| at(-650. + 26. * (n / 2) as f64, if n.is_multiple_of(2) { -400. } else { 400. });
        let places: Vec<Point> =
            [at(0., 0.), at(300., 0.)].into_iter().chain((0..11).map(wall)).chain((0..120).map(fan)).collect();
        let end = |n: usize| if n.is_multiple_of(2) { 2 } else { 12 };
        let lines: Vec<_> = [(0, 1)].into_iter().chain((0..120).map(|n| (end(n), 13 + n))).collect();
        let graph = example::graph(133, &lines);
        let router = Router::new(&graph, &places);
        let crossed = router.routes[1..].iter().map(|other| router.routes[0].crossings(other)).sum::<usize>();
        assert!(is_off(&router, 0, &(2..13).collect::<Vec<_>>()) && crossed > 40, "{crossed} lines crossed");
    }

    #[test]
    fn lines_cross_only_where_they_have_to() {
        let square = example::grid(2, 2, at(200., 200.));
        let crossings = |lines| Router::new(&example::graph(4, lines), &square).crossings();
        assert_eq!(crossings(&[(0, 1), (2, 3)]), 0, "side by side");
        assert_eq!(crossings(&[(0, 1), (0, 2), (0, 3)]), 0, "from one corner");
        assert_eq!(crossings(&[(0, 3), (1, 2)]), 1, "corner to corner");
    }

    #[test]
    fn of_two_ways_round_a_box_a_line_goes_the_one_that_crosses_nothing() {
        let graph = example::graph(5, &[(0, 1), (2, 3)]);
        for y in [150., -150.] {
            // The other line leaves the box in between for one side.
            let places = [at(0., 0.), at(300., 0.), at(150., 0.), at(150., y), at(150., -y)];
            let router = Router::new(&graph, &places);
            assert!(is_off(&router, 0, &[2]) && router.crossings() == 0, "{:?}", router.routes[0].points);
        }
    }

    #[test]
    fn a_line_from_a_box_to_itself_goes_round_above_it() {
        let graph = example::graph(1, &[(0, 0)]);
        let places = [at(0., 0.)];
        let router = Router::new(&graph, &places);
        assert!(is_off(&router, 0, &[0]) && router.routes[0].bounds.y0 < router.boxes[0].y0 - 20.);
    }

    #[test]
    fn lines_are_led_round_words_and_back() {
        let graph = example::graph(4, &[(0, 1), (2, 3)]);
        let places = example::grid(2, 2, at(300., 200.));
        let mut router = Router::new(&graph, &places);
        let straight = router.lines();
        let words = Rect::around(at(150., 0.), 40., 12.);
        router.avoid(vec![(1, words)]);
        assert!(!words.hits_polyline(&router.routes[0].points), "{:?}", router.routes[0].points);
        router.take_back(straight.clone());
        assert_eq!(router.routes, straight.0);
    }

    #[test]
    fn halfway_along_a_line_is_half_of_its_length() {
        let corner = Route::of(vec![straight(at(0., 0.), at(10., 0.)), straight(at(10., 0.), at(10., 30.))]);
        assert_eq!((corner.length, corner.at(0.5)), (40., (at(10., 10.), at(0., 1.))));
    }
}
