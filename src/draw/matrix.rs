//! Who with whom, as a table: a cell for each two.
//!
//! Invariant: a cell says the same in its row and in its column; who is left out of the table is counted in the picture.
use super::colour::Ink;
use super::geometry::{Point, Rect, at};
use super::measure::{Weight, widest, width, wrap};
use super::page::{Entry as Legend, SMALL, page};
use super::picture::{Anchor, LEADING, Mark, Outline, Part, Picture, Shape, StandsFor, Stroke, Text, Turn};
use super::scene::{self, Scene};
use crate::ask::{Answer, Evidence, told};
use crate::model::{Disputed, Model, SourceId, Standing, Who};
use crate::vocab::{Partnership, Phase, Root};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

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
    let scene = Scene {
        sources: scene::sources(&table.sources(answer), model),
        voices: table.voices(model),
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

/// Names in order, and what binds each two.
struct Table<'f> {
    names: Vec<NodeIndex>,
    /// The first of each group, and how many it has.
    groups: Vec<(Option<String>, usize, usize)>,
    /// By two numbers of names, the smaller first.
    bonds: Vec<((usize, usize), Bond<'f>)>,
    /// Who would be in the table if it were larger, those with the most bonds first.
    beyond: Vec<NodeIndex>,
}

/// All that binds two.
struct Bond<'f> {
    standing: Standing,
    /// In words, each with what it rests on.
    things: Vec<(String, Evidence<'f>)>,
}

impl Bond<'_> {
    fn is_disputed(&self) -> bool {
        self.things.iter().any(|(_, evidence)| evidence.disputed)
    }

    /// Whether nothing of it is said by two voices.
    fn one_voice(&self) -> bool {
        self.things.iter().all(|(_, evidence)| evidence.voices < 2)
    }
}

impl<'f> Table<'f> {
    fn new(answer: &Answer<'f>, model: &Model<'f>) -> Self {
        let nodes = answer.selection.nodes.iter().copied();
        let mut nodes: Vec<NodeIndex> = nodes.filter(|n| model.graph[*n].root == Root::Stakeholder).collect();
        nodes.sort_by_cached_key(|n| (Reverse(model.around(*n).count()), model.graph[*n].id));
        let untried = nodes.split_off(nodes.len().min(MOST_TRIED));
        let mut bonds = bonds(&nodes, answer, model);
        let degree = |n: usize, bonds: &[((usize, usize), Bond)]| {
            bonds.iter().filter(|((one, other), _)| *one == n || *other == n).count()
        };
        // Those asked about first, then those with the most bonds.
        let asked = |n: usize| answer.who.contains(&Who::Node(nodes[n]));
        let key = |n: usize| (!asked(n), Reverse(degree(n, &bonds)), n);
        let mut bound: Vec<_> = (0..nodes.len()).map(key).filter(|(_, degree, _)| degree.0 > 0).collect();
        bound.sort_unstable();
        let beyond = bound.split_off(bound.len().min(MOST));
        let kept: Vec<usize> = bound.into_iter().map(|(.., n)| n).collect();
        bonds.retain(|((one, other), _)| kept.contains(one) && kept.contains(other));
        let order = order(&kept, &nodes, &bonds, model);
        let place: FxHashMap<usize, usize> = order.iter().enumerate().map(|(place, n)| (*n, place)).collect();
        for ((one, other), _) in &mut bonds {
            let (a, b) = (place[one], place[other]);
            (*one, *other) = (a.min(b), a.max(b));
        }
        bonds.sort_by_key(|(ends, _)| *ends);
        let names: Vec<NodeIndex> = order.iter().map(|n| nodes[*n]).collect();
        let beyond = beyond.into_iter().map(|(.., n)| nodes[n]).chain(untried).collect();
        Self { groups: groups(&names, model), names, bonds, beyond }
    }

    /// The sources of the cells, in the order of the answer's where they are in it.
    fn sources(&self, answer: &Answer) -> Vec<SourceId> {
        let mut used: Vec<SourceId> = vec![];
        for source in self.evidence().flat_map(Evidence::sources) {
            if !used.contains(&source) {
                used.push(source);
            }
        }
        let known = answer.bibliography();
        used.sort_by_key(|source| known.iter().position(|k| k == source).unwrap_or(usize::MAX));
        used
    }

    fn voices(&self, model: &Model<'f>) -> usize {
        let passages: Vec<_> = self.evidence().flat_map(|evidence| evidence.cites.iter().cloned()).collect();
        model.voices(&passages, &[])
    }

    fn evidence(&self) -> impl Iterator<Item = &Evidence<'f>> {
        self.bonds.iter().flat_map(|(_, bond)| &bond.things).map(|(_, evidence)| evidence)
    }

    /// Who is left out, and how to see them.
    fn left_out(&self, model: &Model) -> Option<String> {
        let first = self.beyond.first()?;
        let all = self.names.len() + self.beyond.len();
        Some(format!(
            "{} of {all} names are left out, those bound to the fewest others. To see one of them: ties partners {} \
             --layout matrix -o {}.svg",
            self.beyond.len(),
            model.graph[*first].id,
            model.graph[*first].id
        ))
    }

    /// How many partners one has among the names.
    fn partners(&self, n: usize) -> usize {
        let its = self.bonds.iter().filter(|((one, other), _)| *one == n || *other == n);
        its.filter(|(_, bond)| bond.standing == Standing::Partner).count()
    }
}

/// What binds each two of these, by their numbers.
fn bonds<'f>(nodes: &[NodeIndex], answer: &Answer<'f>, model: &Model<'f>) -> Vec<((usize, usize), Bond<'f>)> {
    let number: FxHashMap<NodeIndex, usize> = nodes.iter().enumerate().map(|(n, node)| (*node, n)).collect();
    let disputed = Disputed::new(model, &answer.lens);
    let mut bonds: Vec<((usize, usize), Bond)> = vec![];
    let mut known: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for (one, node) in nodes.iter().enumerate() {
        for pair in model.pairs_of(*node, &answer.lens) {
            let Some(other) = number.get(&pair.other).copied().filter(|other| one < *other) else { continue };
            let at = *known.entry((one, other)).or_insert_with(|| {
                bonds.push(((one, other), Bond { standing: pair.standing, things: vec![] }));
                bonds.len() - 1
            });
            let bond = &mut bonds[at].1;
            bond.standing = standing(bond.standing, pair.standing);
            bond.things.push(told(model, &pair, &answer.lens, &disputed));
        }
    }
    bonds
}

/// Two who are set against each other are, whatever else binds them; else what is comes before what may be.
fn standing(one: Standing, other: Standing) -> Standing {
    if one == Standing::Adverse || other == Standing::Adverse { Standing::Adverse } else { one.min(other) }
}

/// Group by group; in each, the one with the most bonds first, and after each the one that shares the most with it.
fn order(kept: &[usize], nodes: &[NodeIndex], bonds: &[((usize, usize), Bond)], model: &Model) -> Vec<usize> {
    let mut near: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for ((one, other), _) in bonds {
        near.entry(*one).or_default().push(*other);
        near.entry(*other).or_default().push(*one);
    }
    let of = |n: &usize| near.get(n).map(Vec::as_slice).unwrap_or_default();
    let shared =
        |a: usize, b: usize| of(&a).iter().filter(|n| of(&b).contains(n)).count() + usize::from(of(&a).contains(&b));
    let mut groups: Vec<Option<&str>> = model.vocab().groups.iter().map(|(id, _)| Some(id)).collect();
    groups.extend(kept.iter().map(|n| model.graph[nodes[*n]].group));
    let mut order: Vec<usize> = vec![];
    for group in groups {
        let inside = |n: &&usize| model.graph[nodes[**n]].group == group;
        let mut left: Vec<usize> = kept.iter().filter(inside).copied().filter(|n| !order.contains(n)).collect();
        let mut last = None;
        while !left.is_empty() {
            let best = |n: &usize| (last.map(|last| shared(last, *n)), of(n).len(), Reverse(model.graph[nodes[*n]].id));
            let Some(at) = (0..left.len()).max_by_key(|at| best(&left[*at])) else { break };
            let next = left.remove(at);
            last = Some(next);
            order.push(next);
        }
    }
    order
}

fn groups(names: &[NodeIndex], model: &Model) -> Vec<(Option<String>, usize, usize)> {
    let mut groups: Vec<(Option<String>, usize, usize)> = vec![];
    for (n, node) in names.iter().enumerate() {
        let group = model.graph[*node].group.map(str::to_owned);
        match groups.last_mut() {
            Some((last, _, count)) if *last == group => *count += 1,
            _ => groups.push((group, n, 1)),
        }
    }
    groups
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
                let stands_for =
                    StandsFor::Entry { id: format!("{side}-{}", it.id), of: vec![it.id.to_owned()], claims: vec![] };
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

fn words(standing: Standing) -> &'static str {
    match standing {
        Standing::Partner => "partners",
        Standing::NotYet => "not yet",
        Standing::Ended => standing.word(),
        Standing::Adverse => "adverse, so no partners",
    }
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

/// How a bond is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sign {
    standing: Standing,
    one_voice: bool,
    disputed: bool,
}

impl Sign {
    fn of(bond: &Bond) -> Self {
        Self { standing: bond.standing, one_voice: bond.one_voice(), disputed: bond.is_disputed() }
    }

    fn is_full(&self) -> bool {
        matches!(self.standing, Standing::Partner | Standing::Adverse) && !self.one_voice
    }
}

/// The inks and styles of the standings.
struct Looks {
    cooperative: Ink,
    adverse: Ink,
    planned: String,
    ended: String,
}

fn looks(model: &Model, scene: &Scene) -> Looks {
    Looks {
        cooperative: scene::line_ink(Partnership::Cooperative, model, &scene.page),
        adverse: scene::line_ink(Partnership::Adverse, model, &scene.page),
        planned: scene::phase_style(Phase::Planned, model),
        ended: scene::phase_style(Phase::Ended, model),
    }
}

/// Round for partners, a dashed ring for not yet, a dotted square for ended, a diamond for adverse; pale where nothing
/// is said by two voices, with a second outline where something is disputed.
fn sign(centre: Point, half: f64, sign: &Sign, scene: &Scene, looks: &Looks) -> Vec<Mark> {
    let outline = |grow: f64| {
        let half = half + grow;
        match sign.standing {
            Standing::Partner | Standing::NotYet => Outline::Ellipse(Rect::around(centre, 2. * half, 2. * half)),
            Standing::Ended => Outline::Rect(Rect::around(centre, 1.8 * half, 1.8 * half), 1.),
            Standing::Adverse => {
                let far = half * 1.2;
                let Point { x, y } = centre;
                Outline::Polygon(vec![at(x - far, y), at(x, y - far), at(x + far, y), at(x, y + far)])
            }
        }
    };
    let (ink, style) = match sign.standing {
        Standing::Partner => (&looks.cooperative, ""),
        Standing::NotYet => (&looks.cooperative, looks.planned.as_str()),
        Standing::Ended => (&scene.page.quiet, looks.ended.as_str()),
        Standing::Adverse => (&looks.adverse, ""),
    };
    let mut marks = vec![];
    if sign.disputed {
        marks.push(Shape::area(outline(2.6), &scene.page.paper, Stroke::solid(ink, 1.)));
    }
    marks.push(Shape::fill(outline(0.), if sign.is_full() { ink } else { &scene.page.paper }));
    if sign.one_voice && matches!(sign.standing, Standing::Partner | Standing::Adverse) {
        let (outline, fill) = (outline(0.), Some(ink.clone()));
        marks.push(Mark::Shape(Shape { outline, fill, stroke: None, opacity: 0.25 }));
    }
    marks.push(Shape::line(outline(0.), Stroke::styled(ink, 1.4, style)));
    marks
}

/// What is present, and what it means.
fn legend(table: &Table, scene: &Scene, looks: &Looks) -> Vec<Legend> {
    let signs: Vec<Sign> = table.bonds.iter().map(|(_, bond)| Sign::of(bond)).collect();
    let sample = |it: Sign| sign(at(0., 0.), 6., &it, scene, looks);
    let mut legend = vec![];
    for standing in [Standing::Partner, Standing::NotYet, Standing::Ended, Standing::Adverse] {
        let count = signs.iter().filter(|s| s.standing == standing).count();
        if count > 0 {
            let plain = Sign { standing, one_voice: false, disputed: false };
            let pairs = if count == 1 { "pair" } else { "pairs" };
            legend.push(Legend { sample: sample(plain), words: format!("{} ({count} {pairs})", words(standing)) });
        }
    }
    let plain = Sign { standing: Standing::Partner, one_voice: false, disputed: false };
    if signs.iter().any(|s| s.one_voice && !matches!(s.standing, Standing::NotYet | Standing::Ended)) {
        let sample = sample(Sign { one_voice: true, ..plain });
        legend.push(Legend { sample, words: "a single voice".to_owned() });
    }
    if signs.iter().any(|s| s.disputed) {
        let sample = sample(Sign { disputed: true, ..plain });
        legend.push(Legend { sample, words: "disputed".to_owned() });
    }
    let three = Text::centred(&["3".to_owned()], at(0., 0.), SMALL, Weight::Bold, &scene.page.ink);
    legend.push(Legend { sample: vec![Mark::Text(three)], words: "so many things bind them".to_owned() });
    legend
}
