//! What a layout is made for: sizes and who is tied to whom, without any word.
//!
//! Invariant: the order of nodes, edges and groups is that of the scene, so that a place can be found by number.
use crate::draw::geometry::{Point, Rect, at};
use crate::draw::pages::FITTING;

/// Boxes, lines and groups with their sizes.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Boxes.
    pub nodes: Vec<Node>,
    /// Lines.
    pub edges: Vec<Edge>,
    /// Groups.
    pub groups: Vec<Group>,
    /// The edges at each node.
    around: Vec<Vec<usize>>,
}

/// A box.
#[derive(Clone, Debug)]
pub struct Node {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The group it stands in.
    pub group: Option<usize>,
    /// What its outline is like, for where lines end.
    pub form: Form,
}

/// The outline of a box, as far as lines have to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Straight sides.
    Rect,
    /// Half circles at both ends.
    Pill,
}

/// A line with the words at it.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The node it starts at.
    pub from: usize,
    /// The node it ends at.
    pub to: usize,
    /// The sizes its words may have, the preferred one first; none for no words.
    pub labels: Vec<Size>,
}

/// How wide and high something is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A frame around some boxes, with a title.
#[derive(Clone, Debug)]
pub struct Group {
    /// How wide the title is.
    pub title: f64,
    /// The nodes in it.
    pub members: Vec<usize>,
}

/// Between a frame and what is in it.
const PADDING: f64 = 12.;
/// The height a title needs.
const TITLE: f64 = 17.;

impl Graph {
    /// Puts the parts together; a box with many lines becomes large enough for their ends.
    pub fn new(mut nodes: Vec<Node>, edges: Vec<Edge>, groups: Vec<Group>) -> Self {
        let mut around = vec![vec![]; nodes.len()];
        for (k, edge) in edges.iter().enumerate() {
            around[edge.from].push(k);
            if edge.to != edge.from {
                around[edge.to].push(k);
            }
        }
        for (node, edges) in nodes.iter_mut().zip(&around) {
            let lack = (edges.len() as f64 * 7.5 - 2. * (node.width + node.height)).max(0.);
            node.width += (lack * 0.32).min(40.);
            node.height += (lack * 0.18).min(22.);
        }
        Self { nodes, edges, groups, around }
    }

    /// The same without frames; which group a node is of is given for each node.
    pub fn unframed(&self) -> (Self, Vec<Option<usize>>) {
        let of = self.nodes.iter().map(|n| n.group).collect();
        let mut graph = Self { groups: vec![], ..self.clone() };
        graph.nodes.iter_mut().for_each(|n| n.group = None);
        (graph, of)
    }

    /// Whether it fits a page in type of full size, so that the width of the page is a promise.
    pub fn fits_page(&self) -> bool {
        self.nodes.len() <= FITTING
    }

    /// The edges at a node.
    pub fn around(&self, node: usize) -> &[usize] {
        &self.around[node]
    }

    /// The other end of an edge.
    pub fn other(&self, edge: usize, node: usize) -> usize {
        let edge = &self.edges[edge];
        if edge.from == node { edge.to } else { edge.from }
    }

    /// Whether two edges meet at a node.
    pub fn meet(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.edges[one], &self.edges[other]);
        [b.from, b.to].contains(&a.from) || [b.from, b.to].contains(&a.to)
    }

    /// The box of a node.
    pub fn rect(&self, places: &[Point], node: usize) -> Rect {
        Rect::around(places[node], self.nodes[node].width, self.nodes[node].height)
    }

    /// The boxes of all nodes.
    pub fn rects(&self, places: &[Point]) -> Vec<Rect> {
        (0..self.nodes.len()).map(|i| self.rect(places, i)).collect()
    }

    /// The frame of a group.
    pub fn frame(&self, places: &[Point], group: usize) -> Rect {
        let members = &self.groups[group].members;
        let inside = members.iter().fold(Rect::NOTHING, |all, i| all.join(self.rect(places, *i)));
        self.framed(inside, group)
    }

    /// The frame around an area.
    pub fn framed(&self, inside: Rect, group: usize) -> Rect {
        if inside.is_nothing() {
            return inside;
        }
        let mut frame = inside.grow(PADDING);
        frame.y0 -= TITLE - 3.;
        let lack = (self.groups[group].title + 20. - frame.width()).max(0.);
        frame.x0 -= lack / 2.;
        frame.x1 += lack / 2.;
        frame
    }

    /// The frames of all groups.
    pub fn frames(&self, places: &[Point]) -> Vec<Rect> {
        (0..self.groups.len()).map(|g| self.frame(places, g)).collect()
    }

    /// Where the title of a group stands in its frame.
    pub fn title(&self, group: usize, frame: &Rect) -> Rect {
        Rect { x0: frame.x0 + 6., y0: frame.y0 + 2., x1: frame.x0 + 14. + self.groups[group].title, y1: frame.y0 + 18. }
    }

    /// Everything that has a place: boxes and frames.
    pub fn extent(&self, places: &[Point]) -> Rect {
        let frames = self.frames(places).into_iter().filter(|f| !f.is_nothing());
        frames.chain(self.rects(places)).fold(Rect::NOTHING, Rect::join)
    }

    /// The width and height of a page with room for everything, `aspect` times as wide as high.
    pub fn page(&self, aspect: f64, room: f64) -> Point {
        let boxes: f64 = self.nodes.iter().map(|n| (n.width + 26.) * (n.height + 26.)).sum();
        let labels = self.edges.iter().filter_map(|e| e.labels.last());
        let labels: f64 = labels.map(|l| (l.width + 10.) * (l.height + 8.)).sum();
        let height = (room * (boxes + labels + self.edges.len() as f64 * 900.) / aspect).sqrt();
        at(height * aspect, height)
    }
}

/// Small graphs that the tests of all steps are shown on.
#[cfg(test)]
pub(super) mod example {
    use super::super::Wish;
    use super::*;

    /// Boxes of one size in no group, and lines between them without words.
    pub fn graph(boxes: usize, lines: &[(usize, usize)]) -> Graph {
        grouped(&vec![None; boxes], lines)
    }

    /// The same with the group that each box stands in.
    pub fn grouped(group_of: &[Option<usize>], lines: &[(usize, usize)]) -> Graph {
        let node = |group: &Option<usize>| Node { width: 60., height: 24., group: *group, form: Form::Rect };
        let edge = |(from, to): &(usize, usize)| Edge { from: *from, to: *to, labels: vec![] };
        let members = |g: usize| (0..group_of.len()).filter(|i| group_of[*i] == Some(g)).collect();
        let count = group_of.iter().flatten().max().map_or(0, |g| g + 1);
        let groups = (0..count).map(|g| Group { title: 50., members: members(g) });
        Graph::new(group_of.iter().map(node).collect(), lines.iter().map(edge).collect(), groups.collect())
    }

    /// The same with words at every line.
    pub fn worded(mut graph: Graph) -> Graph {
        let size = Size { width: 40., height: 12. };
        graph.edges.iter_mut().for_each(|e| e.labels = vec![size]);
        graph
    }

    /// Places in rows, from left to right and from top to bottom.
    pub fn grid(columns: u32, rows: u32, step: Point) -> Vec<Point> {
        let row = |y: u32| (0..columns).map(move |x| at(f64::from(x) * step.x, f64::from(y) * step.y));
        (0..rows).flat_map(row).collect()
    }

    /// A page half as wide again as high.
    pub fn wish() -> Wish {
        Wish { aspect: 1.5, around: 0., widest: 1000., seed: 1, kept: vec![] }
    }

    /// Which of some rectangles lie on one another.
    pub fn overlaps(rects: &[Rect]) -> Vec<(usize, usize)> {
        let pairs = (0..rects.len()).flat_map(|i| (i + 1..rects.len()).map(move |j| (i, j)));
        pairs.filter(|(i, j)| rects[*i].hits(&rects[*j])).collect()
    }
}
