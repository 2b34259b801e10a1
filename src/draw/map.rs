//! Boxes in groups, and the lines between them.
//!
//! Invariant: every box and every claim of the scene is in the picture, merged claims by name or by count; what the
//! layout could not solve is among the faults of the picture.
use super::Kept;
use super::colour::Ink;
use super::geometry::{Point, Rect, at};
use super::layout::{self, Edge, Faults, Graph, Layout, Node, Route, Size, Way, Wish};
use super::legend::legend;
use super::measure::{Weight, widest, width, wrap};
use super::page::{self, SMALL, page};
use super::pages::FITTING;
use super::picture::{Anchor, LEADING, Mark, Outline, Part, Picture, Shape, StandsFor, Stroke, Text};
use super::scene::{Box, Group, Line, Said, Scene};
use super::sector;
use super::shapes::{self, dashes, head, marks, padding};
use crate::ask::{Drawing, Layout as Manner};
use crate::model::words::count;
use crate::vocab::{Partnership, Phase};
use rustc_hash::FxHashMap;

/// Type size of names.
const NAME: f64 = 12.;
/// How wide a name may be before it goes over several lines.
const NAME_WIDTH: f64 = 104.;
/// The same for one that would need too many.
const LONG_NAME_WIDTH: f64 = 150.;
/// Type size of the titles of groups.
const GROUP: f64 = 11.5;
/// The widest page whose smallest type is 9 dots high when it is shown 1200 wide.
const WIDEST: f64 = 1400.;
/// How many claims a line names; the others are counted.
const NAMED: usize = 4;

/// The scene on a page.
pub(super) fn picture(scene: &Scene, drawing: &Drawing, manner: Manner, kept: &Kept) -> Picture {
    let names: Vec<Vec<String>> = scene.boxes().map(|b| name_lines(&b.label)).collect();
    let words: Vec<Words> = scene.lines.iter().map(|line| Words::of(line, scene)).collect();
    let graph = graph(scene, &names, &words);
    let mut legend = legend(scene);
    if manner == Manner::Ego {
        legend.extend(sector::legend(scene));
    }
    let count = graph.nodes.len();
    let widest = if count > FITTING { WIDEST * (count as f64 / FITTING as f64).sqrt() } else { WIDEST };
    let wish = Wish {
        aspect: drawing.aspect,
        around: page::around(scene, widest, &legend),
        widest: widest - 28.,
        seed: drawing.seed,
        kept: scene.boxes().map(|b| kept.get(&b.id).copied()).collect(),
    };
    let mut body = vec![];
    let layout = match manner {
        Manner::Ego => {
            let (layout, sectors) = layout::lay_out_ego(&graph, &wish, &middle(scene, &graph));
            body.extend(sector::bands(scene, &graph.rects(&layout.places), &sectors));
            layout
        }
        Manner::Layered => layout::lay_out_layered(&graph, &wish, &ways(scene)),
        Manner::Map | Manner::Overview | Manner::Timeline | Manner::Matrix => layout::lay_out(&graph, &wish),
    };
    let framed: Vec<(&Group, &Rect)> = scene.groups.iter().filter(|g| !g.id.is_empty()).zip(&layout.frames).collect();
    body.extend(framed.iter().map(|(group, frame)| a_group(group, **frame, scene)));
    for (line, route) in scene.lines.iter().zip(&layout.routes) {
        body.push(a_line(line, route));
    }
    for ((line, words), label) in scene.lines.iter().zip(&words).zip(&layout.labels) {
        if let Some(label) = label {
            let around = framed.iter().find(|(_, frame)| frame.contains(label.at));
            let ground = scene.page.ground(around.map_or("", |(group, _)| &group.colour));
            body.push(words.mark(line, label.at, label.choice, &ground));
        }
    }
    for ((b, name), (node, place)) in scene.boxes().zip(&names).zip(graph.nodes.iter().zip(&layout.places)) {
        body.push(a_box(b, name, Rect::around(*place, node.width, node.height)));
    }
    let area = extent(&layout, &graph);
    let mut faults = faults(&layout.faults, scene);
    faults.extend(small(count, area.width()));
    let places = scene.boxes().map(|b| b.id.clone()).zip(layout.places.iter().copied()).collect();
    Picture { places, ..page(scene, body, area, legend, about(scene), faults) }
}

/// A name in up to five lines; a long one in a wider box, and one as long as a page cut short there.
fn name_lines(name: &str) -> Vec<String> {
    // A box is rather wider than a word is cut.
    let longest = name.split_whitespace().map(|word| width(word, NAME, Weight::Bold)).fold(NAME_WIDTH, f64::max);
    let lines = wrap(name, NAME, Weight::Bold, longest.min(LONG_NAME_WIDTH), 9);
    if lines.len() <= 5 { lines } else { wrap(name, NAME, Weight::Bold, LONG_NAME_WIDTH, 7) }
}

/// What is to be said of a page that holds too much.
fn small(count: usize, width: f64) -> Option<String> {
    let dots = SMALL * 1200. / width;
    (count > FITTING).then(|| {
        format!(
            "{count} names on one page: shown 1200 dots wide, its smallest type is {dots:.0} dots high; \
             --pages draws an overview and a page for each group"
        )
    })
}

/// The numbers of those asked about; with nobody asked about, of the one with most lines.
fn middle(scene: &Scene, graph: &Graph) -> Vec<usize> {
    let asked = |b: &&Box| scene.asked.contains(&b.id);
    let middle: Vec<usize> = scene.boxes().enumerate().filter(|(_, b)| asked(b)).map(|(n, _)| n).collect();
    if !middle.is_empty() {
        return middle;
    }
    let busiest = (0..graph.nodes.len()).rev().max_by_key(|i| graph.around(*i).len());
    busiest.into_iter().collect()
}

/// Which end of each line is above the other: where its leading claim starts.
fn ways(scene: &Scene) -> Vec<Way> {
    let way = |line: &Line| match line.claims.iter().find(|s| !s.both_ways) {
        Some(said) if said.forward => Way::Down,
        Some(_) => Way::Up,
        None => Way::Level,
    };
    scene.lines.iter().map(way).collect()
}

/// What is drawn, in a sentence.
fn about(scene: &Scene) -> String {
    let claims: usize = scene.lines.iter().map(|l| l.claims.len()).sum();
    format!("A map of {} names and {claims} ties between them.", scene.boxes().count())
}

fn faults(faults: &Faults, scene: &Scene) -> Vec<String> {
    let lines = scene.lines.len();
    let mut said = vec![];
    let mut say = |number: usize, one: &str, what: [&str; 2]| {
        if number > 0 {
            said.push(format!("{} {}", count(number, one), what[usize::from(number > 1)]));
        }
    };
    say(faults.overlaps, "pair", ["of boxes or groups overlaps", "of boxes or groups overlap"]);
    say(faults.through, "line", ["goes through a box that is not its own", "go through a box that is not theirs"]);
    say(faults.covered, "label", ["lies on something else", "lie on something else"]);
    if faults.struck * 50 > lines {
        say(
            faults.struck,
            "time",
            ["a line goes through a label of another", "a line goes through a label of another"],
        );
    }
    if faults.struck * 2 > lines {
        said.push("where so many are tied to so many, a matrix reads better: --layout matrix".to_owned());
    }
    said
}

fn graph(scene: &Scene, names: &[Vec<String>], words: &[Words]) -> Graph {
    let mut nodes: Vec<Node> = vec![];
    let mut groups = vec![];
    let mut numbers = FxHashMap::default();
    for group in &scene.groups {
        let framed = !group.id.is_empty();
        let members: Vec<usize> = (nodes.len()..nodes.len() + group.boxes.len()).collect();
        for b in &group.boxes {
            numbers.insert(b.id.as_str(), nodes.len());
            let more = padding(&b.look);
            let name = &names[nodes.len()];
            let height = name.len() as f64 * NAME * LEADING + more.y;
            let width = (widest(name, NAME, Weight::Bold) + more.x).max(height);
            nodes.push(Node { width, height, group: framed.then_some(groups.len()), form: shapes::form(&b.look) });
        }
        if framed {
            groups.push(layout::Group { title: width(&group.label, GROUP, Weight::Bold), members });
        }
    }
    let edges = scene.lines.iter().zip(words).map(|(line, words)| Edge {
        from: numbers[line.from.as_str()],
        to: numbers[line.to.as_str()],
        labels: words.sizes(),
    });
    let edges = edges.collect();
    Graph::new(nodes, edges, groups)
}

/// What everything covers together.
fn extent(layout: &Layout, graph: &Graph) -> Rect {
    let boxes = graph.extent(&layout.places);
    let boxes = if boxes.is_nothing() { Rect::from(0., 0., 600., 60.) } else { boxes };
    let labels = layout.labels.iter().flatten().map(|l| l.rect());
    layout.routes.iter().map(|r| r.bounds).chain(labels).fold(boxes, Rect::join)
}

fn a_group(group: &Group, frame: Rect, scene: &Scene) -> Mark {
    let ground = scene.page.ground(&group.colour);
    let area = Shape::area(Outline::Rect(frame, 9.), &ground, Stroke::solid(&scene.page.frame, 1.));
    let title = Text::line(&group.label, at(frame.x0 + 9., frame.y0 + 14.), GROUP, Weight::Bold, &scene.page.quiet);
    let stands_for = StandsFor::Group { id: group.id.clone() };
    Mark::Part(Part { stands_for, tooltip: String::new(), link: String::new(), marks: vec![area, Mark::Text(title)] })
}

fn a_box(b: &Box, name: &[String], rect: Rect) -> Mark {
    let mut marks = marks(&b.look, rect, &b.inks, &b.style);
    let centre = rect.centre() + shapes::words_at(&b.look);
    marks.push(Mark::Text(Text::centred(name, centre, NAME, Weight::Bold, &b.inks.text)));
    let tooltip = format!("{}\n{}", b.label, b.kind_words());
    Mark::Part(Part { stands_for: StandsFor::Box { id: b.id.clone() }, tooltip, link: String::new(), marks })
}

/// The claim whose look a line takes: an adverse one before others, then the one that holds most.
fn leading(line: &Line) -> &Said {
    let rank = |said: &&Said| {
        let adverse = said.partnership != Partnership::Adverse;
        let phase = match said.phase {
            Phase::Held => 0,
            Phase::Paused => 1,
            Phase::Planned => 2,
            Phase::Ended => 3,
        };
        (adverse && phase > 0, adverse, phase, said.hedged)
    };
    line.claims.iter().min_by_key(rank).unwrap_or(&line.claims[0])
}

fn a_line(line: &Line, route: &Route) -> Mark {
    let said = leading(line);
    let voices = line.claims.iter().map(|s| s.voices).max().unwrap_or(0);
    let stroke = Stroke { ink: said.ink.clone(), width: thickness(voices), dashes: dashes(&said.style) };
    let mut marks = vec![Shape::line(Outline::Curve(route.pieces.clone()), stroke)];
    let end = |forward: bool| {
        line.claims
            .iter()
            .filter(|s| (s.forward == forward || s.both_ways) && s.head != "none")
            .min_by_key(|s| s.partnership != Partnership::Adverse)
    };
    if let (Some(said), [.., last]) = (end(true), route.pieces.as_slice()) {
        marks.extend(head(&said.head, last[3], direction(last[2], last[3], last[0]), &said.ink));
    }
    if let (Some(said), Some(first)) = (end(false), route.pieces.first()) {
        marks.extend(head(&said.head, first[0], direction(first[1], first[0], first[3]), &said.ink));
    }
    let tooltip: Vec<&str> = line.claims.iter().map(|s| s.tooltip.as_str()).collect();
    let stands_for = StandsFor::Line {
        id: line.id.clone(),
        claims: line.claims.iter().map(|s| s.id.clone()).collect(),
        from: line.from.clone(),
        to: line.to.clone(),
    };
    Mark::Part(Part { stands_for, tooltip: tooltip.join("\n"), link: said.link.clone(), marks })
}

/// The way a curve comes in at its end.
fn direction(handle: Point, end: Point, start: Point) -> Point {
    if handle.distance(end) > 0.5 { (end - handle).unit() } else { (end - start).unit() }
}

/// A line that only one voice speaks for is thin.
pub(super) fn thickness(voices: usize) -> f64 {
    if voices > 1 { 2. } else { 1.1 }
}

/// The words at a line: a line of text for each claim, or one text in one line or in two.
struct Words {
    texts: Vec<(String, Ink)>,
    /// The one text in two lines, where there is one.
    folded: Vec<String>,
}

impl Words {
    fn of(line: &Line, scene: &Scene) -> Self {
        let mut texts: Vec<(String, Ink, usize)> = vec![];
        let both = line.claims.iter().any(|s| s.forward) && line.claims.iter().any(|s| !s.forward && !s.both_ways);
        for said in line.claims.iter().filter(|s| !s.label.is_empty()) {
            let arrow = match (both && !said.both_ways, said.forward) {
                (false, _) => "",
                (true, true) => "→ ",
                (true, false) => "← ",
            };
            let disputed = if said.disputed { " (disputed)" } else { "" };
            let words = format!("{arrow}{}{disputed}", said.label);
            match texts.iter_mut().find(|(known, ink, _)| *known == words && *ink == said.ink) {
                Some((.., count)) => *count += 1,
                None => texts.push((words, said.ink.clone(), 1)),
            }
        }
        let named = if texts.len() > NAMED { NAMED - 1 } else { texts.len() };
        let more: usize = texts[named..].iter().map(|t| t.2).sum();
        let count = |(words, ink, count): (String, Ink, usize)| {
            (if count > 1 { format!("{words} ×{count}") } else { words }, ink)
        };
        texts.truncate(named);
        let mut texts: Vec<(String, Ink)> = texts.into_iter().map(count).collect();
        if more > 0 {
            texts.push((format!("and {more} more"), scene.page.quiet.clone()));
        }
        // Each stays readable: a word of a stranger may be as long as a book.
        for (words, _) in &mut texts {
            *words = wrap(words, SMALL, Weight::Regular, 170., 1).concat();
        }
        let folded = match texts.as_slice() {
            [(one, _)] => folded(one),
            _ => vec![],
        };
        Self { texts, folded }
    }

    /// How large they are, in one line and folded.
    fn sizes(&self) -> Vec<Size> {
        let size = |lines: &[String]| Size {
            width: widest(lines, SMALL, Weight::Regular) + 4.,
            height: 2. + SMALL * LEADING * lines.len() as f64,
        };
        let whole: Vec<String> = self.texts.iter().map(|t| t.0.clone()).collect();
        let all = [whole, self.folded.clone()];
        all.iter().filter(|lines| !lines.is_empty()).map(|lines| size(lines)).collect()
    }

    fn mark(&self, line: &Line, place: Point, choice: usize, ground: &Ink) -> Mark {
        let lines: Vec<(String, Ink)> = if choice == 0 {
            self.texts.clone()
        } else {
            self.folded.iter().map(|l| (l.clone(), self.texts[0].1.clone())).collect()
        };
        let first = place.y + 0.36 * SMALL - (lines.len() - 1) as f64 / 2. * LEADING * SMALL;
        let mut texts: Vec<Text> = vec![];
        for (n, (words, ink)) in lines.into_iter().enumerate() {
            match texts.last_mut() {
                Some(text) if text.ink == ink => text.lines.push(words),
                _ => {
                    let at = at(place.x, first + n as f64 * LEADING * SMALL);
                    let text = Text::line(words, at, SMALL, Weight::Regular, &ink).anchored(Anchor::Middle);
                    texts.push(Text { halo: Some(ground.clone()), ..text });
                }
            }
        }
        // A halo leaves the gaps between words open, and the line would show in them like a sign.
        let behind = |area: Rect| Shape::fill(Outline::Rect(area, 0.), ground);
        let mut marks: Vec<Mark> = texts.iter().flat_map(Text::areas).map(behind).collect();
        marks.extend(texts.into_iter().map(Mark::Text));
        let stands_for = StandsFor::Label { line: line.id.clone() };
        Mark::Part(Part { stands_for, tooltip: String::new(), link: String::new(), marks })
    }
}

/// A text in two lines of about the same width; none where it is one word.
fn folded(text: &str) -> Vec<String> {
    let breaks = text.match_indices(' ').map(|(at, _)| (&text[..at], &text[at + 1..]));
    let wide = |(a, b): &(&str, &str)| width(a, SMALL, Weight::Regular).max(width(b, SMALL, Weight::Regular));
    let best = breaks.min_by(|one, other| wide(one).total_cmp(&wide(other)));
    best.map_or(vec![], |(a, b)| vec![a.to_owned(), b.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::name_lines;

    #[test]
    fn no_word_of_a_name_is_cut_that_fits_a_wider_box() {
        assert_eq!(name_lines("Zor Intergovernmental Commission"), ["Zor", "Intergovernmental", "Commission"]);
        assert!(name_lines(&"intergovernmental".repeat(3)).len() > 1, "it would need a page of its own");
    }
}
