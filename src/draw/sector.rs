//! Which group is where around a middle: a band in its colour behind its boxes, and its name in the legend.
//!
//! Invariant: a band joins only boxes that follow each other around the middle. With two ovals it may still reach behind
//! a box of another group, and then says less than the legend.
use super::geometry::{Point, Rect, at};
use super::page::{Entry, SAMPLE};
use super::picture::{Mark, Outline, Part, Shape, StandsFor, Stroke};
use super::scene::{Group, Scene};
use super::shapes::cut_corners;

/// From a box to the side of its band.
const AROUND: f64 = 8.;

/// A band behind the boxes of each group, given by their numbers in their order around the middle.
pub(super) fn bands(scene: &Scene, rects: &[Rect], sectors: &[Vec<usize>]) -> Vec<Mark> {
    let of: Vec<&Group> = scene.groups.iter().flat_map(|g| g.boxes.iter().map(move |_| g)).collect();
    let framed = |sector: &&Vec<usize>| sector.first().is_some_and(|i| !of[*i].id.is_empty());
    sectors.iter().filter(framed).map(|sector| band(of[sector[0]], rects, sector, scene)).collect()
}

/// Groups and the colours of their bands.
pub(super) fn legend(scene: &Scene) -> Vec<Entry> {
    let rect = Rect::around(at(0., 0.), SAMPLE.x - 2., SAMPLE.y);
    let sample = |g: &Group| vec![Shape::area(Outline::Rect(rect, 5.), &scene.page.ground(&g.colour), edge(scene))];
    let groups = scene.groups.iter().filter(|g| !g.id.is_empty());
    groups.map(|g| Entry { sample: sample(g), words: g.label.clone() }).collect()
}

fn edge(scene: &Scene) -> Stroke {
    Stroke::solid(&scene.page.frame, 1.)
}

/// First the edge of all its pieces, then their fill, so that they look like one.
fn band(group: &Group, rects: &[Rect], sector: &[usize], scene: &Scene) -> Mark {
    let pieces = |more: f64| -> Vec<Vec<Point>> {
        let grown = |i: usize| cut_corners(rects[i].grow(AROUND + more), AROUND * 0.6);
        let alone = (sector.len() == 1).then(|| hull(grown(sector[0])));
        let joined = sector.windows(2).map(|two| hull([grown(two[0]), grown(two[1])].concat()));
        alone.into_iter().chain(joined).collect()
    };
    let (fill, edge) = (scene.page.ground(&group.colour), edge(scene).ink);
    let edges = pieces(1.).into_iter().map(|p| Shape::fill(Outline::Polygon(p), &edge));
    let fills = pieces(0.).into_iter().map(|p| Shape::fill(Outline::Polygon(p), &fill));
    let marks = edges.chain(fills).collect();
    Mark::Part(Part { stands_for: StandsFor::Other, tooltip: group.label.clone(), link: String::new(), marks })
}

/// The convex hull, by Andrew's chains.
fn hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let chain = |points: &mut dyn Iterator<Item = &Point>| {
        let mut chain: Vec<Point> = vec![];
        for p in points {
            while let [.., a, b] = chain.as_slice() {
                if (*b - *a).cross(*p - *a) > 0. {
                    break;
                }
                chain.pop();
            }
            chain.push(*p);
        }
        chain.pop();
        chain
    };
    let (there, back) = (chain(&mut points.iter()), chain(&mut points.iter().rev()));
    [there, back].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_leaves_out_what_is_inside() {
        let square = [at(0., 0.), at(4., 0.), at(4., 4.), at(0., 4.)];
        let mut points = square.to_vec();
        points.extend([at(1., 1.), at(2., 3.), at(2., 0.)]);
        assert_eq!(hull(points), square);
    }
}
