//! The map: every box and every claim is in it once, nothing lies on anything else, the legend speaks of what is there.
use crate::drawn::{network, texts};
use crate::shipped::{self, answer, facts, model};
use std::collections::{BTreeMap, BTreeSet};
use ties::ask::{Answer, Cell, Drawing, Layout};
use ties::draw::{self, Kept, Mark, Outline, Part, Picture, Point, Rect, Scene, Shape, StandsFor, Text, on_curve};
use ties::facts::FactSet;
use ties::model::Model;
use ties::vocab::{Partnership, Phase};

/// Maps of the shipped facts: a full one, and one that fits a page.
const SHIPPED: [&str; 2] = ["map mali", "map senou-refinery"];

/// The groups of made-up facts: three, and none.
const GROUPS: [&str; 4] = ["gold", "", "places", "press"];

fn drawn(answer: &Answer, model: &Model, drawing: &Drawing) -> Picture {
    draw::picture(answer, model, drawing, &Kept::new())
}

fn map(answer: &Answer, model: &Model) -> Picture {
    drawn(answer, model, &Drawing { layout: Some(Layout::Map), ..Drawing::default() })
}

#[test]
fn shipped_maps_are_whole_and_clear() {
    let facts = facts();
    let model = model(&facts);
    for ask in SHIPPED {
        let answer = answer(&model, ask);
        holds(ask, &map(&answer, &model), &answer, &model);
    }
}

#[test]
fn a_page_of_several_is_whole_and_clear() {
    let facts = facts();
    let model = model(&facts);
    let pages = draw::pages(&answer(&model, "map"), &model);
    let (group, page) = pages.iter().min_by_key(|(_, page)| page.selection.nodes.len()).expect("there are groups");
    holds(&format!("the page of {group}"), &map(page, &model), page, &model);
}

#[test]
fn every_name_is_on_one_of_the_pages() {
    let large = |groups: &[&str]| one_file(&network(140, groups));
    for (what, facts) in [("shipped", facts()), ("one group", large(&["gold"])), ("no group", large(&[]))] {
        let model = model(&facts);
        let all = answer(&model, "map");
        let pages = draw::pages(&all, &model);
        let on_pages: BTreeSet<_> = pages.iter().flat_map(|(_, page)| page.selection.nodes.clone()).collect();
        let missing: Vec<_> =
            all.selection.nodes.iter().filter(|n| !on_pages.contains(n)).map(|n| model.name(*n)).collect();
        assert!(missing.is_empty(), "{what}, on no page: {missing:?}");
        let names: BTreeSet<&String> = pages.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), pages.len(), "{what}: two pages of one name");
        for (name, page) in &pages {
            assert!(page.selection.nodes.len() <= draw::FITTING, "{what}: too much on the page {name}");
        }
    }
}

#[test]
fn a_page_counts_what_is_not_on_it() {
    let ties = |all: &[(&str, &str)]| {
        all.iter().map(|(a, b)| format!("  - {{from: {a}, is: partner-of, to: {b}, cite: p#1}}\n")).collect::<String>()
    };
    let zor = |n: usize| format!("  - {{id: zor-{n}, kind: company, name: Zor {n}, group: gold}}\n");
    let quax = |n: usize| format!("  - {{id: quax-{n}, kind: company, name: Quax {n}}}\n");
    let source = "sources: [{id: p, title: T, publisher: P, kind: news, published: 2025}]\n";
    for (quaxes, tied, told) in [
        (1, ties(&[]), Some("A page of several: 1 name is not on it.")),
        (2, ties(&[]), Some("A page of several: 2 names are not on it.")),
        (2, ties(&[("quax-0", "quax-1")]), Some("A page of several: 2 names and 1 tie are not on it.")),
        (
            2,
            ties(&[("zor-0", "quax-0"), ("zor-1", "quax-1"), ("quax-0", "quax-1")]),
            Some("A page of several: 1 tie is not on it."),
        ),
        (1, ties(&[("zor-0", "quax-0")]), None),
    ] {
        let names: String = (0..3).map(zor).chain((0..quaxes).map(quax)).collect();
        let facts = one_file(&format!("{source}stakeholders:\n{names}ties:\n{tied}"));
        let model = model(&facts);
        let pages = draw::pages(&answer(&model, "map"), &model);
        assert_eq!(pages[0].0, "gold");
        assert_eq!(pages[0].1.left_out.last().map(String::as_str), told);
    }
}

#[test]
fn no_line_shows_between_the_words_of_a_label() {
    let facts = facts();
    let model = model(&facts);
    let picture = map(&answer(&model, SHIPPED[1]), &model);
    let labels = parts(&picture).into_iter().filter(|part| matches!(part.stands_for, StandsFor::Label { .. }));
    let mut held = 0;
    for label in labels {
        let ground = |mark: &Mark| match mark {
            Mark::Shape(shape) if shape.fill.is_some() && shape.opacity == 1. => Some(shape.covers()),
            Mark::Shape(_) | Mark::Text(_) | Mark::Part(_) => None,
        };
        let grounds: Vec<Rect> = label.marks.iter().map_while(ground).collect();
        let lines =
            label.marks.iter().filter_map(|mark| if let Mark::Text(text) = mark { Some(text.areas()) } else { None });
        assert_eq!(lines.flatten().collect::<Vec<_>>(), grounds, "{:?}", words_of(label));
        held += grounds.len();
    }
    assert!(held > 3, "only {held} lines of words");
}

#[test]
fn partners_are_drawn_pair_by_pair() {
    let facts = facts();
    let model = model(&facts);
    let answer = answer(&model, "partners mali --as-partners");
    let picture =
        drawn(&answer, &model, &Drawing { as_partners: true, layout: Some(Layout::Map), ..Drawing::default() });
    is_clear("partners mali --as-partners", &picture);
    let pairs: BTreeSet<(String, String)> = lines(&picture).iter().map(|line| sorted(line.from, line.to)).collect();
    assert_eq!(pairs.len(), lines(&picture).len(), "two lines between the same two");
    for row in &answer.rows {
        let ids: Vec<&str> = row
            .cells
            .iter()
            .filter_map(|cell| if let Cell::Entity(node) = cell { Some(model.graph[*node].id) } else { None })
            .collect();
        let [other, ..] = ids.as_slice() else { continue };
        let drawn = pairs.iter().any(|(a, b)| a == other || b == other);
        assert!(drawn, "{other} is a partner and on no line");
    }
}

#[test]
fn an_overview_counts_every_box_and_every_claim() {
    let facts = facts();
    let model = model(&facts);
    let answer = answer(&model, "map");
    let picture = drawn(&answer, &model, &Drawing { layout: Some(Layout::Overview), ..Drawing::default() });
    is_clear("map --layout overview", &picture);
    let mut names = 0;
    let mut ties = 0;
    for part in parts(&picture) {
        let words = part.tooltip.lines().next().unwrap_or_default();
        match &part.stands_for {
            StandsFor::Box { .. } => {
                names += number_before(words, " name");
                ties += number_before(words, " tie");
            }
            StandsFor::Label { .. } => {
                // Words may stand in two lines.
                let said = words_of(part).join(" ");
                ties += said.split(' ').filter_map(|word| word.parse::<usize>().ok()).sum::<usize>();
            }
            _ => {}
        }
    }
    assert_eq!((names, ties), (answer.selection.nodes.len(), answer.selection.edges.len()));
}

/// The number that stands before a word, 0 where there is none.
fn number_before(text: &str, word: &str) -> usize {
    let before = text.find(word).map_or("", |at| &text[..at]);
    before.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0)
}

#[test]
fn more_than_anybody_could_read_is_an_overview_that_says_so() {
    for groups in [0, 3, 120] {
        let group = |n: usize| if groups > 0 { format!(", group: g{}", n % groups) } else { String::new() };
        let records = (0..1000).map(|n| format!("  - {{id: b{n}, kind: company, name: B{n}{}}}\n", group(n)));
        let known = (0..groups).map(|g| format!("    g{g}: Group {g}\n"));
        let facts = one_file(&format!(
            "vocabulary:\n  groups:\n{}stakeholders:\n{}",
            known.collect::<String>(),
            records.collect::<String>()
        ));
        let model = model(&facts);
        let picture = map(&answer(&model, "map"), &model);
        is_clear(&format!("1000 boxes in {groups} groups"), &picture);
        let drawn = parts(&picture).into_iter().filter(|part| matches!(part.stands_for, StandsFor::Box { .. }));
        let names: usize = drawn.map(|part| number_before(&words_of(part).join(" "), " name")).sum();
        assert_eq!(names, 1000, "{groups} groups");
        assert!(boxes(&picture).len() <= draw::FITTING);
        assert!(picture.faults.iter().any(|fault| fault.starts_with("1000 names, and a map has room for 200")));
    }
}

#[test]
fn fifteen_boxes_are_whole_and_clear() {
    network_is_clear(15, &[]);
    network_is_clear(15, &GROUPS);
}

#[test]
fn forty_boxes_are_whole_and_clear() {
    network_is_clear(40, &[]);
    network_is_clear(40, &GROUPS);
}

#[test]
fn sixty_boxes_are_whole_and_clear() {
    network_is_clear(60, &[]);
    network_is_clear(60, &GROUPS);
}

fn network_is_clear(count: usize, groups: &[&str]) {
    let facts = one_file(&network(count, groups));
    let model = model(&facts);
    let answer = answer(&model, "map");
    assert_eq!(answer.selection.nodes.len(), count);
    let what = format!("{count} boxes, groups {groups:?}");
    holds(&what, &map(&answer, &model), &answer, &model);
}

fn one_file(text: &str) -> FactSet {
    shipped::read(vec![("facts.yaml".to_owned(), text.to_owned())])
}

#[test]
fn a_line_of_text_is_as_long_in_whatever_typeface_it_is_shown() {
    let facts =
        one_file("stakeholders: [{id: zor, kind: state, name: Zor Ïland}, {id: quax, kind: state, name: 山 Ż}]\n");
    let model = model(&facts);
    let svg = shipped::written(&answer(&model, "map"), &model, "svg", None);
    let line =
        |words: &str| svg.split("<text").find(|text| text.contains(words)).map(str::to_owned).unwrap_or_default();
    let known = line(">Zor Ïland<");
    assert!(known.contains(" textLength=\"") && known.contains("spacingAndGlyphs"), "{known}");
    let other = line(">山 Ż<");
    assert!(!other.is_empty() && !other.contains("textLength"), "no table says how wide it is: {other}");
}

#[test]
fn very_little_is_drawn_too() {
    let alone = "stakeholders:\n  - {id: a, kind: company, name: Test Mill}\n";
    let two = format!("{alone}  - {{id: b, kind: state, name: Test Land, group: gold}}\n");
    let itself = "sources:\n  - {id: s, title: Test Paper, publisher: Test Press, kind: news, published: 2030-02-01}\n\
                  ties:\n  - {from: a, is: influences, to: a, cite: s#1}\n";
    for (what, text, boxes) in [
        ("a single box", alone.to_owned(), 1),
        ("no ties at all", two, 2),
        ("a box tied to itself", format!("{alone}{itself}"), 1),
    ] {
        let facts = one_file(&text);
        let model = model(&facts);
        let answer = answer(&model, "map");
        assert_eq!(answer.selection.nodes.len(), boxes, "{what}");
        holds(what, &map(&answer, &model), &answer, &model);
    }
}

#[test]
fn nothing_at_all_is_drawn() {
    let facts = FactSet::default();
    let model = model(&facts);
    let answer = answer(&model, "map");
    let picture = map(&answer, &model);
    holds("nothing", &picture, &answer, &model);
    assert!(picture.area.width() > 0. && picture.area.height() > 0.);
}

#[test]
fn a_box_tied_to_itself_has_a_line_that_can_be_seen() {
    let facts = one_file(&network(6, &[]));
    let model = model(&facts);
    let picture = map(&answer(&model, "map"), &model);
    let boxes = boxes(&picture);
    let line = lines(&picture).into_iter().find(|line| line.from == line.to).expect("w2 is tied to itself");
    let hidden = |p: &Point| boxes[line.from].contains(*p);
    assert!(line.points.iter().any(|p| !hidden(p)), "the line is inside of its box: {:?}", line.points);
}

#[test]
fn what_two_say_of_each_other_stands_on_one_line() {
    let facts = one_file(&network(6, &[]));
    let model = model(&facts);
    let picture = map(&answer(&model, "map"), &model);
    let between: Vec<Line> =
        lines(&picture).into_iter().filter(|l| sorted(l.from, l.to) == sorted("w0", "w1")).collect();
    let [line] = between.as_slice() else { panic!("{} lines between w0 and w1", between.len()) };
    assert_eq!(line.claims.len(), 4);
    let label =
        parts(&picture).into_iter().find(|p| matches!(&p.stands_for, StandsFor::Label { line: id } if id == line.id));
    let words = words_of(label.expect("it has words")).join(" ");
    assert!(words.contains("→ supplies") && words.contains("← supplies"), "{words}");
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    let svg = |text: &str| {
        let facts = one_file(text);
        let model = model(&facts);
        shipped::written(&answer(&model, "map"), &model, "svg", None)
    };
    let text = network(15, &GROUPS);
    assert!(svg(&text) == svg(&text));
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let svg = |texts: Vec<(String, String)>| {
        let facts = shipped::read(texts);
        let model = model(&facts);
        shipped::written(&answer(&model, "map"), &model, "svg", None)
    };
    let text = network(15, &GROUPS);
    let (boxes, ties) = text.split_at(text.find("ties:").expect("it has ties"));
    let files = [("a.yaml", boxes), ("b.yaml", ties)].map(|(name, text)| (name.to_owned(), text.to_owned()));
    let mut turned = files.clone();
    turned.reverse();
    assert!(svg(files.to_vec()) == svg(turned.to_vec()));
}

/// A line as it is drawn.
struct Line<'p> {
    id: &'p str,
    claims: &'p [String],
    from: &'p str,
    to: &'p str,
    points: Vec<Point>,
}

fn parts(picture: &Picture) -> Vec<&Part> {
    picture.marks.iter().filter_map(|mark| if let Mark::Part(part) = mark { Some(part) } else { None }).collect()
}

/// Where each box is, by its id.
fn boxes(picture: &Picture) -> BTreeMap<&str, Rect> {
    let mut boxes = BTreeMap::new();
    for part in parts(picture) {
        if let (StandsFor::Box { id }, Some(Mark::Shape(shape))) = (&part.stands_for, part.marks.first()) {
            assert!(boxes.insert(id.as_str(), Rect::of(&points(shape))).is_none(), "{id} is drawn twice");
        }
    }
    boxes
}

fn lines(picture: &Picture) -> Vec<Line<'_>> {
    let mut lines = vec![];
    for part in parts(picture) {
        if let (StandsFor::Line { id, claims, from, to }, Some(Mark::Shape(shape))) =
            (&part.stands_for, part.marks.first())
        {
            lines.push(Line { id, claims, from, to, points: points(shape) });
        }
    }
    lines
}

/// Points all along an outline.
fn points(shape: &Shape) -> Vec<Point> {
    match &shape.outline {
        Outline::Rect(..) | Outline::Ellipse(_) => {
            let Rect { x0, y0, x1, y1 } = shape.covers();
            vec![Point { x: x0, y: y0 }, Point { x: x1, y: y1 }]
        }
        Outline::Polygon(points) | Outline::Polyline(points) => points.clone(),
        Outline::Curve(pieces) => {
            pieces.iter().flat_map(|piece| (0..=24).map(|n| on_curve(piece, f64::from(n) / 24.))).collect()
        }
    }
}

fn words_of(part: &Part) -> Vec<String> {
    part.marks
        .iter()
        .filter_map(|mark| if let Mark::Text(text) = mark { Some(text.lines.clone()) } else { None })
        .flatten()
        .collect()
}

fn sorted(one: &str, other: &str) -> (String, String) {
    (one.min(other).to_owned(), one.max(other).to_owned())
}

/// Everything a map is held to.
fn holds(what: &str, picture: &Picture, answer: &Answer, model: &Model) {
    let scene = Scene::new(answer, model);
    is_whole(what, picture, answer, model);
    is_clear(what, picture);
    legend_fits(what, picture, &scene);
    let names = answer.selection.nodes.len();
    let is_full = names > draw::FITTING;
    let expected =
        |fault: &&String| fault.contains(STRUCK) || is_full && fault.starts_with(&format!("{names} names on one page"));
    let unexpected: Vec<_> = picture.faults.iter().filter(|fault| !expected(fault)).collect();
    assert!(unexpected.is_empty(), "{what}: {unexpected:?}");
    let said = picture.faults.iter().any(|fault| fault.contains("names on one page"));
    assert_eq!(said, is_full, "{what}: {:?}", picture.faults);
}

/// The fault that is no more than a blemish, as words at a line shine through: held to by a test of its own.
const STRUCK: &str = "through a label of another";

#[test]
fn on_a_page_that_fits_hardly_any_words_are_crossed_by_a_line_that_is_not_theirs() {
    let (shipped, made_up) = (facts(), one_file(&network(40, &GROUPS)));
    for (facts, asks) in [(&shipped, &SHIPPED[..]), (&made_up, &["map"])] {
        let model = model(facts);
        for ask in asks {
            let answer = answer(&model, ask);
            // Above that, it is said under the map.
            if answer.selection.nodes.len() <= draw::FITTING {
                let picture = map(&answer, &model);
                assert!(!picture.faults.iter().any(|fault| fault.contains(STRUCK)), "{ask}: {:?}", picture.faults);
            }
        }
    }
}

/// Every box, every claim and the words of every line, once.
fn is_whole(what: &str, picture: &Picture, answer: &Answer, model: &Model) {
    let ids: BTreeSet<&str> = answer.selection.nodes.iter().map(|n| model.graph[*n].id).collect();
    assert_eq!(boxes(picture).into_keys().collect::<BTreeSet<_>>(), ids, "{what}");
    let lines = lines(picture);
    let claims: Vec<&String> = lines.iter().flat_map(|line| line.claims).collect();
    assert_eq!(claims.iter().collect::<BTreeSet<_>>().len(), claims.len(), "{what}: a claim is drawn twice");
    assert_eq!(claims.len(), answer.selection.edges.len(), "{what}: claims drawn");
    let labelled: Vec<&str> = parts(picture)
        .into_iter()
        .filter_map(|part| if let StandsFor::Label { line } = &part.stands_for { Some(line.as_str()) } else { None })
        .collect();
    for line in &lines {
        assert_eq!(labelled.iter().filter(|id| **id == line.id).count(), 1, "{what}: words at {}", line.id);
    }
    for part in parts(picture).into_iter().filter(|p| matches!(p.stands_for, StandsFor::Box { .. })) {
        let name = part.tooltip.lines().next().unwrap_or_default();
        let (drawn, wanted) = (words_of(part).concat().replace(' ', ""), name.replace(' ', ""));
        let whole = drawn == wanted || drawn.strip_suffix('…').is_some_and(|start| wanted.starts_with(start));
        assert!(whole, "{what}: {name} is drawn as {drawn}");
    }
}

/// Nothing lies on anything else, and everything is on the page.
fn is_clear(what: &str, picture: &Picture) {
    let boxes: Vec<(&str, Rect)> = boxes(picture).into_iter().collect();
    let meets = |a: &Rect, b: &Rect| a.overlap(b).x > 0.5 && a.overlap(b).y > 0.5;
    for (n, (id, rect)) in boxes.iter().enumerate() {
        for (other, place) in &boxes[n + 1..] {
            assert!(!meets(rect, place), "{what}: {id} and {other} lie on one another");
        }
    }
    let inside = |r: &Rect| {
        let page = picture.area.grow(0.01);
        r.x0 >= page.x0 && r.x1 <= page.x1 && r.y0 >= page.y0 && r.y1 <= page.y1
    };
    for text in texts(picture) {
        assert!(inside(&text.area()), "{what}: {:?} is not on the page", text.lines);
    }
    for (id, rect) in &boxes {
        assert!(inside(rect), "{what}: {id} is not on the page");
    }
    words_are_free(what, picture, &boxes);
    let through = lines_through(picture, &boxes);
    assert!(through.is_empty(), "{what}: lines go through a box that is not theirs: {through:?}");
    for line in lines(picture) {
        let [first, .., last] = line.points.as_slice() else { panic!("{what}: {} is nowhere", line.id) };
        let at = |id: &str, p: &Point| boxes.iter().any(|(other, rect)| *other == id && rect.grow(6.).contains(*p));
        assert!(at(line.from, first) && at(line.to, last), "{what}: {} does not reach its ends", line.id);
    }
}

/// The lines that go through a box that is none of their ends.
fn lines_through(picture: &Picture, boxes: &[(&str, Rect)]) -> Vec<String> {
    let enters = |line: &Line, id: &str, rect: &Rect| {
        let radius = rounding(picture, id);
        line.points.windows(2).any(|ends| crosses(rect, radius, ends[0], ends[1]))
    };
    let other = |line: &Line, id: &str| id != line.from && id != line.to;
    let all = lines(picture);
    let those = all.iter().filter(|line| boxes.iter().any(|(id, rect)| other(line, id) && enters(line, id, rect)));
    those.map(|line| line.id.to_owned()).collect()
}

/// The radius of the corners of a box.
fn rounding(picture: &Picture, id: &str) -> f64 {
    let part =
        parts(picture).into_iter().find(|p| matches!(&p.stands_for, StandsFor::Box { id: other } if other == id));
    match part.and_then(|part| part.marks.first()) {
        Some(Mark::Shape(Shape { outline: Outline::Rect(_, radius), .. })) => *radius,
        _ => 0.,
    }
}

/// Whether a straight line enters a box with such corners by more than half a unit.
fn crosses(rect: &Rect, radius: f64, a: Point, b: Point) -> bool {
    rect.grow(-0.5).hits_segment(a, b)
        && (0..=20).map(|n| a.towards(b, f64::from(n) / 20.)).any(|p| {
            let core = rect.grow(-radius);
            let nearest = Point { x: p.x.clamp(core.x0, core.x1), y: p.y.clamp(core.y0, core.y1.max(core.y0)) };
            if radius > 0. { p.distance(nearest) < radius - 0.5 } else { true }
        })
}

/// The words at a line lie on no box and no other words; those of a box are within it.
fn words_are_free(what: &str, picture: &Picture, boxes: &[(&str, Rect)]) {
    let mut labels: Vec<(&str, &Text)> = vec![];
    let mut others: Vec<&Text> = vec![];
    for mark in &picture.marks {
        let Mark::Part(part) = mark else {
            mark.each(&mut |m| others.extend(if let Mark::Text(text) = m { Some(text) } else { None }));
            continue;
        };
        let texts = part.marks.iter().filter_map(|m| if let Mark::Text(text) = m { Some(text) } else { None });
        match &part.stands_for {
            StandsFor::Label { line } => labels.extend(texts.map(|text| (line.as_str(), text))),
            StandsFor::Box { id } => {
                let rect = boxes.iter().find(|(other, _)| other == id).expect("it is drawn").1.grow(0.5);
                for area in texts.map(Text::area) {
                    let fits = area.x0 >= rect.x0 && area.x1 <= rect.x1 && area.y0 >= rect.y0 && area.y1 <= rect.y1;
                    assert!(fits, "{what}: the name of {id} does not fit it: {area:?} {rect:?}");
                }
            }
            _ => others.extend(texts),
        }
    }
    let meets = |a: &Rect, b: &Rect| a.overlap(b).x > 0.5 && a.overlap(b).y > 0.5;
    for (n, (line, text)) in labels.iter().enumerate() {
        let area = text.area();
        for (id, rect) in boxes {
            assert!(!meets(&area, rect), "{what}: {:?} lies on {id}", text.lines);
        }
        for (_, label) in labels[n + 1..].iter().filter(|(other, _)| other != line) {
            assert!(!meets(&area, &label.area()), "{what}: {:?} on {:?}", text.lines, label.lines);
        }
        for other in &others {
            assert!(!meets(&area, &other.area()), "{what}: {:?} on {:?}", text.lines, other.lines);
        }
    }
    for (n, text) in others.iter().enumerate() {
        for other in &others[n + 1..] {
            assert!(!meets(&text.area(), &other.area()), "{what}: {:?} on {:?}", text.lines, other.lines);
        }
        for (id, rect) in boxes {
            assert!(!meets(&text.area(), rect), "{what}: {:?} lies on {id}", text.lines);
        }
    }
}

/// The legend explains what is there, all of it and nothing else.
fn legend_fits(what: &str, picture: &Picture, scene: &Scene) {
    let explained: Vec<String> =
        parts(picture).into_iter().filter(|p| p.stands_for == StandsFor::Legend).flat_map(words_of).collect();
    let said = || scene.lines.iter().flat_map(|line| &line.claims);
    let mut wanted: BTreeSet<String> = scene.boxes().map(|b| b.family.clone()).filter(|f| !f.is_empty()).collect();
    let mut want = |present: bool, words: &str| wanted.extend(present.then(|| words.to_owned()));
    want(said().any(|s| s.partnership == Partnership::Cooperative), "binds partners");
    want(said().any(|s| s.partnership == Partnership::Neutral), "other tie");
    want(said().any(|s| s.partnership == Partnership::Adverse), "adverse");
    let (planned, hedged) =
        (said().any(|s| s.phase == Phase::Planned), said().any(|s| s.phase == Phase::Held && s.hedged));
    want(planned && hedged, "not yet, or said with reserve");
    want(planned && !hedged, "not yet");
    want(hedged && !planned, "said with reserve");
    want(said().any(|s| s.phase == Phase::Ended), "ended");
    want(said().any(|s| s.voices > 1) && said().any(|s| s.voices <= 1), "several voices, one voice");
    assert_eq!(explained.iter().cloned().collect::<BTreeSet<_>>(), wanted, "{what}");
    assert_eq!(explained.len(), wanted.len(), "{what}: the legend says {explained:?}");
}
