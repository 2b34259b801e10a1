//! Who with whom, as a table: a cell for each two.
//!
//! Invariant: a cell says the same in its row and in its column; who is left out of the table is counted in the picture.
mod sign;
mod table;

use super::geometry::{Point, Rect, at};
use super::measure::{Weight, widest, width, wrap};
use super::page::{SMALL, page};
use super::picture::{Anchor, LEADING, Mark, Outline, Part, Picture, Shape, StandsFor, Stroke, Text, Turn};
use super::scene::{self, Scene};
use crate::ask::{Answer, Evidence};
use crate::model::{Claims, Model, SourceId};
use petgraph::graph::NodeIndex;
use sign::{Looks, Sign, legend, looks, sign, words};
use table::{Bond, Table};

/// How many names can still be read on one page.
const MOST: usize = 40;
/// How many are looked at to find those.
const MOST_TRIED: usize = 400;
/// The page, without its margins.
const WIDE: f64 = 1370.;
/// The side of a cell.
const CELL: f64 = 40.;
/// Between the columns of two groups.
const APART: f64 = 6.;
/// The heading of a group.
const HEADING: f64 = 19.;
/// Names are no wider.
const NAME: f64 = 200.;
/// The last column, with a count.
const COUNT: f64 = 34.;

/// The pairs of an answer in rows and columns.
pub(super) fn picture(answer: &Answer, model: &Model, scene: &Scene) -> Picture {
    let table = Table::new(answer, model);
    let sources = table.sources(answer);
    let scene = Scene {
        voices: model.voices_of(&sources),
        sources: scene::sources(&sources, model),
        left_out: scene.left_out.iter().cloned().chain(table.left_out(model)).collect(),
        ..scene.clone()
    };
    let looks = looks(model, &scene);
    let sheet = Sheet { grid: Grid::new(&table, model), table: &table, model, scene: &scene, looks: &looks };
    let mut marks = sheet.ground();
    marks.extend(sheet.names());
    for ((one, other), bond) in &table.bonds {
        marks.extend([(*one, *other), (*other, *one)].map(|(row, column)| sheet.cell(row, column, bond)));
    }
    let grid = &sheet.grid;
    let area = Rect { x0: 0., y0: -grid.above, x1: grid.right() + COUNT, y1: grid.bottom() };
    let pairs = table.bonds.len();
    let about = format!("A table of {} names and the {pairs} pairs among them that are bound.", table.names.len());
    if table.names.is_empty() {
        let none = Text::line("No two are bound here.", at(0., 14.), 12., Weight::Regular, &scene.page.ink);
        return page(&scene, vec![Mark::Text(none)], Rect::from(0., 0., 640., 24.), vec![], about, vec![]);
    }
    page(&scene, marks, area, legend(&table, &scene, &looks), about, vec![])
}

/// Where rows and columns are.
struct Grid {
    /// The side of a cell.
    cell: f64,
    /// The left side of each column.
    columns: Vec<f64>,
    /// The top of each row.
    rows: Vec<f64>,
    /// The room for names above the table.
    above: f64,
    /// Names in lines.
    names: Vec<Vec<String>>,
    /// Their type size.
    size: f64,
}

impl Grid {
    fn new(table: &Table, model: &Model) -> Self {
        let count = table.names.len().max(1) as f64;
        let size = if table.names.len() > 24 { SMALL } else { 11.5 };
        let gaps = table.groups.len() as f64 * APART;
        let cell = |left: f64| ((WIDE - left - gaps - COUNT) / count).min(CELL);
        // As many lines as a row is high enough for.
        let most = ((cell(NAME + 20.) / (LEADING * size)) as usize).clamp(1, 3);
        let names: Vec<Vec<String>> =
            table.names.iter().map(|n| wrap(model.name(*n), size, Weight::Regular, NAME, most)).collect();
        let longest = names.iter().map(|lines| widest(lines, size, Weight::Regular)).fold(0., f64::max);
        let titles = table.groups.iter().map(|(group, ..)| width(&title(group, model), size, Weight::Bold));
        let left = (longest + 20.).max(titles.fold(0., f64::max).min(NAME) + 20.);
        let cell = cell(left);
        let (mut columns, mut rows) = (vec![], vec![]);
        let (mut x, mut y) = (left, 0.);
        for (_, _, count) in &table.groups {
            (x, y) = (x + APART, y + HEADING);
            for _ in 0..*count {
                columns.push(x);
                rows.push(y);
                (x, y) = (x + cell, y + cell);
            }
            y += APART;
        }
        let counted = width(COUNTED, size, Weight::Regular);
        Self { cell, columns, rows, above: longest.max(counted) + 16., names, size }
    }

    fn right(&self) -> f64 {
        self.columns.last().map_or(0., |x| x + self.cell)
    }

    fn bottom(&self) -> f64 {
        self.rows.last().map_or(0., |y| y + self.cell) + APART
    }
}

/// What a table is drawn from.
struct Sheet<'t, 'f> {
    grid: Grid,
    table: &'t Table<'f>,
    model: &'t Model<'f>,
    scene: &'t Scene,
    looks: &'t Looks,
}

impl Sheet<'_, '_> {
    /// Bands for the groups, lines for rows and columns.
    fn ground(&self) -> Vec<Mark> {
        let Sheet { grid, table, scene, .. } = self;
        let page = &scene.page;
        let mut marks = vec![];
        for (group, first, count) in &table.groups {
            let last = first + count - 1;
            let colour = scene.groups.iter().find(|g| Some(&g.id) == group.as_ref()).map_or("", |g| &g.colour);
            let fill = scene.page.ground(colour);
            let band = Rect {
                x0: 0.,
                y0: grid.rows[*first] - HEADING,
                x1: grid.right() + COUNT,
                y1: grid.rows[last] + grid.cell + 2.,
            };
            let head = Rect { x0: grid.columns[*first], y0: -grid.above, x1: grid.columns[last] + grid.cell, y1: -3. };
            let stroke = || Stroke::solid(&page.frame, 1.);
            let shapes = [band, head].map(|rect| Shape::area(Outline::Rect(rect, 4.), &fill, stroke())).to_vec();
            let stands_for = StandsFor::Group { id: group.clone().unwrap_or_default() };
            let (tooltip, link) = (String::new(), String::new());
            marks.push(Mark::Part(Part { stands_for, tooltip, link, marks: shapes }));
        }
        let line = |a: Point, b: Point| Shape::line(Outline::Polyline(vec![a, b]), Stroke::solid(&page.frame, 0.6));
        for y in &grid.rows {
            marks.push(line(at(0., *y), at(grid.right() + COUNT, *y)));
        }
        for (_, first, count) in &table.groups {
            for x in grid.columns[*first..first + count].iter().flat_map(|x| [*x, x + grid.cell]) {
                for (_, from, rows) in &table.groups {
                    marks.push(line(at(x, grid.rows[*from]), at(x, grid.rows[from + rows - 1] + grid.cell + 2.)));
                }
            }
        }
        for n in 0..table.names.len() {
            let own = Rect::from(grid.columns[n], grid.rows[n], grid.cell, grid.cell);
            marks.push(Shape::fill(Outline::Rect(own, 0.), &page.frame));
        }
        marks
    }

    /// Names at the left and above, counts at the right.
    fn names(&self) -> Vec<Mark> {
        let Sheet { grid, table, model, scene, .. } = self;
        let ink = &scene.page.ink;
        let mut marks = vec![];
        for (group, first, _) in &table.groups {
            let line = wrap(&title(group, model), grid.size, Weight::Bold, grid.columns[0] - 16., 1).concat();
            let place = at(8., grid.rows[*first] - 5.5);
            marks.push(Mark::Text(Text::line(line, place, grid.size, Weight::Bold, ink)));
        }
        for (n, node) in table.names.iter().enumerate() {
            let middle = grid.cell / 2.;
            let lines = &grid.names[n];
            // Lines around the middle of the row or column, as `Text::centred` has it.
            let first = 0.36 * grid.size - (lines.len().max(1) - 1) as f64 / 2. * LEADING * grid.size;
            let text =
                |place: Point| Text { lines: lines.clone(), ..Text::line("", place, grid.size, Weight::Regular, ink) };
            let row = text(at(8., grid.rows[n] + middle + first));
            let column = Text { turn: Turn::Up, ..text(at(grid.columns[n] + middle + first, -9.)) };
            let it = &model.graph[*node];
            for (text, side) in [(row, "row"), (column, "column")] {
                let stands_for = StandsFor::Entry {
                    id: format!("{side}-{}", it.id),
                    of: vec![it.id.to_owned()],
                    claims: Claims::new(),
                };
                let tooltip = format!("{}\n{}", it.name, model.vocab().kind_label(it.kind));
                marks.push(Mark::Part(Part {
                    stands_for,
                    tooltip,
                    link: String::new(),
                    marks: vec![Mark::Text(text)],
                }));
            }
            let count = table.partners(n).to_string();
            let place = at(grid.right() + COUNT - 8., grid.rows[n] + middle + 0.36 * grid.size);
            let count = Text::line(count, place, grid.size, Weight::Bold, ink).anchored(Anchor::End);
            marks.push(Mark::Text(count));
        }
        let place = at(grid.right() + COUNT / 2. + 0.36 * grid.size, -9.);
        let counted = Text::line(COUNTED, place, grid.size, Weight::Regular, &scene.page.quiet);
        marks.push(Mark::Text(Text { turn: Turn::Up, ..counted }));
        marks
    }

    /// What binds two, in the row of one and the column of the other.
    fn cell(&self, row: usize, column: usize, bond: &Bond) -> Mark {
        let Sheet { grid, table, model, scene, looks } = self;
        let middle = at(grid.columns[column] + grid.cell / 2., grid.rows[row] + grid.cell / 2.);
        let (one, other) = (table.names[row], table.names[column]);
        let mut marks = sign(middle, (grid.cell * 0.38).min(12.), &Sign::of(bond), scene, looks);
        let ink = if Sign::of(bond).is_full() { &scene.page.paper } else { &scene.page.ink };
        let count = [bond.things.len().to_string()];
        marks.push(Mark::Text(Text::centred(&count, middle, SMALL, Weight::Bold, ink)));
        let ids = [one, other].map(|n| model.graph[n].id.to_owned());
        let claims = bond.things.iter().flat_map(|(_, evidence)| evidence.claims.iter().copied()).collect();
        let link = |evidence: &Evidence| {
            let url = |s: &SourceId| model.source(*s).record.url.map(|url| model.facts.files[url].to_owned());
            evidence.sources().iter().find_map(url)
        };
        Mark::Part(Part {
            stands_for: StandsFor::Entry { id: format!("{}.{}", ids[0], ids[1]), of: ids.to_vec(), claims },
            tooltip: tooltip(one, other, bond, model),
            link: bond.things.iter().find_map(|(_, evidence)| link(evidence)).unwrap_or_default(),
            marks,
        })
    }
}

/// What stands over those without a group.
const NO_GROUP: &str = "In no group";
/// What the last column counts.
const COUNTED: &str = "partners";

fn title(group: &Option<String>, model: &Model) -> String {
    let label = |id: &String| model.vocab().groups.get(id).map_or(id.clone(), |g| g.label.clone());
    group.as_ref().map_or(NO_GROUP.to_owned(), label)
}

/// All that binds two, in words, with when and where it is said.
fn tooltip(one: NodeIndex, other: NodeIndex, bond: &Bond, model: &Model) -> String {
    let head = format!("{} and {}: {}", model.name(one), model.name(other), words(bond.standing));
    let lines = bond.things.iter().map(|(words, evidence)| {
        let when = evidence.when.words();
        let comma = if when.is_empty() { "" } else { ", " };
        let ids: Vec<&str> = evidence.sources().into_iter().map(|s| model.source(s).id).collect();
        let sources = if ids.is_empty() { String::new() } else { format!(" [{}]", ids.join(", ")) };
        format!("{words}{comma}{when}{sources}")
    });
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}
