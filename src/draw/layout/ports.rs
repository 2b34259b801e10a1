//! Where lines end at a box: near where they point to, apart from one another.
//!
//! Invariant: every port is just outside of the outline of its box; lines keep the order of their directions.
use super::graph::{Form, Graph, Node};
use crate::draw::geometry::{Point, at};

/// The two ends of a line.
pub(super) type Ports = [Point; 2];

/// Between two ports at most; less where a box has many.
const APART: f64 = 9.;
/// Between an outline and a line: where it starts, and where it ends with the tip of an arrow.
const CLEARANCE: [f64; 2] = [1., 2.];

/// The ports of each line, whose ends point `towards` these points.
pub(super) fn ports(graph: &Graph, places: &[Point], towards: &[Ports]) -> Vec<Ports> {
    let mut ports = vec![[at(0., 0.); 2]; graph.edges.len()];
    for (i, node) in graph.nodes.iter().enumerate() {
        for (position, edge, side) in spread(graph, i, places[i], towards) {
            ports[edge][side] = places[i] + on_outline(position, node, CLEARANCE[side]);
        }
    }
    ports
}

/// For each end at a node: how far along its outline it is, the edge and the side of it.
fn spread(graph: &Graph, i: usize, place: Point, towards: &[Ports]) -> Vec<(f64, usize, usize)> {
    let node = &graph.nodes[i];
    let mut ends = vec![];
    for &k in graph.around(i) {
        let edge = &graph.edges[k];
        for (side, end) in [edge.from, edge.to].into_iter().enumerate() {
            if end == i && edge.from != edge.to {
                ends.push((along_outline(towards[k][side] - place, node), k, side));
            }
        }
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let around = 2. * (node.width + node.height);
    let count = ends.len();
    let gap = (0.85 * around / count.max(1) as f64).min(APART);
    for _ in 0..60 {
        let mut tight = false;
        for q in 0..count {
            let next = (q + 1) % count;
            let lap = if next <= q { around } else { 0. };
            let lack = gap - (ends[next].0 - ends[q].0 + lap);
            if count > 1 && lack > 0.05 {
                ends[q].0 -= lack / 2.;
                ends[next].0 += lack / 2.;
                tight = true;
            }
        }
        if !tight {
            break;
        }
    }
    ends
}

/// Where a ray from the middle leaves a box, as a length along its outline, clockwise from the middle of the right.
fn along_outline(ray: Point, node: &Node) -> f64 {
    let (w, h) = (node.width / 2., node.height / 2.);
    let scale = (w / ray.x.abs().max(1e-9)).min(h / ray.y.abs().max(1e-9));
    let (x, y) = (ray.x * scale, ray.y * scale);
    if x >= w - 1e-6 {
        y
    } else if y >= h - 1e-6 {
        h + w - x
    } else if x <= -w + 1e-6 {
        h + 2. * w + h - y
    } else {
        h + 2. * w + 2. * h + w + x
    }
}

/// The point at such a length, seen from the middle.
fn on_outline(position: f64, node: &Node, clearance: f64) -> Point {
    let (w, h) = (node.width / 2., node.height / 2.);
    let around = 4. * (w + h);
    let mut u = position % around;
    if u < -h {
        u += around;
    }
    if u >= around - h {
        u -= around;
    }
    let p = if u <= h {
        at(w, u)
    } else if u <= h + 2. * w {
        at(w - (u - h), h)
    } else if u <= 3. * h + 2. * w {
        at(-w, h - (u - h - 2. * w))
    } else {
        at(-w + (u - 3. * h - 2. * w), -h)
    };
    let p = match node.form {
        Form::Rect => p,
        Form::Pill => on_pill(p, w, h),
    };
    p + at(p.x / w, p.y / h).unit() * clearance
}

/// The half circles at both ends of a pill.
fn on_pill(p: Point, w: f64, h: f64) -> Point {
    let reach = (w - h).max(0.);
    if p.x.abs() <= reach {
        return p;
    }
    let middle = at(if p.x < 0. { -reach } else { reach }, 0.);
    middle + (p - middle).unit() * h
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_along_an_outline() {
        let node = Node { width: 80., height: 30., group: None, form: Form::Rect };
        for ray in [at(1., 0.1), at(0.2, 1.), at(-1., 0.), at(-0.1, -1.), at(1., -0.2)] {
            let p = on_outline(along_outline(ray, &node), &node, 0.);
            assert!(p.unit().distance(ray.unit()) < 1e-6, "{ray:?} leaves at {p:?}");
            assert!((p.x.abs() - 40.).abs() < 1e-6 || (p.y.abs() - 15.).abs() < 1e-6);
        }
    }
}
