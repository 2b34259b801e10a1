//! Colours: whoever sees fewer of them, or prints in black and white, still tells apart what the legend tells apart.
use crate::drawn::network;
use crate::shipped::{self, answer, model};
use std::collections::{BTreeMap, BTreeSet};
use ties::ask::{Drawing, Layout};
use ties::draw::{self, Ink, Inks, Kept, Mark, Outline, Scene, StandsFor, contrast};
use ties::facts::FactSet;
use ties::vocab::{Partnership, Phase, Vocab};

/// How far two fills are apart at least, in CIE Lab, where boxes have the same shape.
const APART: f64 = 6.;

type Matrix = [[f64; 3]; 3];

/// How colours are seen: linear red, green and blue to the same. After Machado, Oliveira and Fernandes, "A
/// Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1; grey is luminance.
const SEEN: [(&str, Matrix); 5] = [
    ("in full", [[1., 0., 0.], [0., 1., 0.], [0., 0., 1.]]),
    (
        "with protanopia",
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    ),
    (
        "with deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    (
        "with tritanopia",
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ),
    ("in black and white", [[0.2126, 0.7152, 0.0722]; 3]),
];

/// The words that come with the program, and its paper.
fn with_words(check: impl Fn(&Vocab, &Ink)) {
    let facts = FactSet::default();
    let model = model(&facts);
    let vocab = model.vocab();
    let paper = vocab.lines.get("paper").expect("there is paper");
    check(vocab, &Ink::new(&paper.colour, &paper.dark));
}

#[test]
fn kinds_differ_by_shape_or_by_a_fill_that_all_can_tell_apart() {
    with_words(|vocab, paper| {
        let kinds: Vec<_> = vocab.kinds.iter().filter(|(_, kind)| !kind.look.is_empty()).collect();
        for (n, (one, a)) in kinds.iter().enumerate() {
            for (other, b) in kinds[n + 1..].iter().filter(|(_, b)| b.colour != a.colour && b.look == a.look) {
                let (a, b) = (Inks::of(&a.colour, paper).fill, Inks::of(&b.colour, paper).fill);
                for (how, matrix) in &SEEN {
                    let apart = distance(&a.light, &b.light, matrix).min(distance(&a.dark, &b.dark, matrix));
                    assert!(apart >= APART, "{one} and {other} have the same shape, and {how} are {apart:.1} apart");
                }
            }
        }
    });
}

#[test]
fn the_shapes_of_looks_are_drawn_differently() {
    let facts = shipped::read(vec![("facts.yaml".to_owned(), network(9, &[]))]);
    let model = model(&facts);
    let answer = answer(&model, "map");
    let drawing = Drawing { layout: Some(Layout::Map), ..Drawing::default() };
    let picture = draw::picture(&answer, &model, &drawing, &Kept::new());
    let looks: BTreeMap<String, String> =
        Scene::new(&answer, &model).boxes().map(|b| (b.id.clone(), format!("{:?}", b.look))).collect();
    let mut drawn: BTreeMap<&String, BTreeSet<String>> = BTreeMap::new();
    for mark in &picture.marks {
        let Mark::Part(part) = mark else { continue };
        let StandsFor::Box { id } = &part.stands_for else { continue };
        drawn.entry(&looks[id]).or_default().insert(part.marks.iter().map(form).collect());
    }
    let forms: BTreeSet<&String> = drawn.values().flatten().collect();
    assert!(drawn.values().all(|forms| forms.len() == 1), "one look is drawn in several ways: {drawn:?}");
    assert_eq!(forms.len(), drawn.len(), "two looks are drawn in the same way: {drawn:?}");
}

/// A mark without its size and colour: its outline, how it turns, whether it is round or dashed.
fn form(mark: &Mark) -> String {
    let Mark::Shape(shape) = mark else { return String::new() };
    let area = shape.covers();
    let dashed = if shape.stroke.as_ref().is_some_and(|s| !s.dashes.is_empty()) { " dashed" } else { "" };
    let outline = match &shape.outline {
        Outline::Rect(_, radius) if *radius * 2.1 > area.height() => "pill".to_owned(),
        Outline::Rect(..) => "box".to_owned(),
        Outline::Ellipse(_) => "ellipse".to_owned(),
        Outline::Curve(pieces) => format!("{} curves", pieces.len()),
        Outline::Polygon(points) | Outline::Polyline(points) => {
            let sides = |p: &ties::draw::Point| (side(p.x, area.x0, area.x1), side(p.y, area.y0, area.y1));
            format!("{:?}", points.iter().map(sides).collect::<Vec<_>>())
        }
    };
    format!("{outline}{dashed};")
}

/// Whether something is at one side, at the other, or between.
fn side(at: f64, from: f64, to: f64) -> char {
    match at {
        at if at - from < 0.1 => '<',
        at if to - at < 0.1 => '>',
        _ => '-',
    }
}

#[test]
fn lines_differ_by_more_than_colour() {
    let words = ["partner-of", "in-talks-with", "opponent-of", "supporter-of", "influences", "acts-against"];
    let text = |word: &str| {
        format!(
            "sources:\n  - {{id: s, title: Test Paper, publisher: Test Press, kind: news, published: 2030-02-01}}\n\
             stakeholders:\n  - {{id: a, kind: company, name: Test Mill}}\n  - {{id: b, kind: company, name: Test Kiln}}\n\
             ties:\n  - {{from: a, is: {word}, to: b, cite: s#1}}\n"
        )
    };
    let mut forms = BTreeMap::new();
    for word in words {
        let facts = shipped::read(vec![("facts.yaml".to_owned(), text(word))]);
        let model = model(&facts);
        let drawing = Drawing { layout: Some(Layout::Map), ..Drawing::default() };
        let picture = draw::picture(&answer(&model, "map"), &model, &drawing, &Kept::new());
        let line = picture.marks.iter().find_map(|mark| match mark {
            Mark::Part(part) if matches!(part.stands_for, StandsFor::Line { .. }) => Some(part),
            _ => None,
        });
        let marks = &line.expect("the two are tied").marks;
        let form: Vec<String> = marks[1..]
            .iter()
            .map(|mark| match mark {
                Mark::Shape(shape) => match &shape.outline {
                    Outline::Polygon(points) => format!("area of {}", points.len()),
                    Outline::Polyline(points) => format!("stroke of {}", points.len()),
                    other => format!("{other:?}"),
                },
                other => format!("{other:?}"),
            })
            .collect();
        if let Some(other) = forms.insert(form.clone(), word) {
            panic!("the lines of {word} and {other} differ by their colour only: {form:?}");
        }
    }
}

#[test]
fn phases_differ_by_their_dashes() {
    with_words(|vocab, _| {
        let styles: BTreeSet<&String> = [Phase::Planned, Phase::Held, Phase::Ended]
            .iter()
            .map(|phase| vocab.phases.get(phase.word()).expect("each has a style"))
            .collect();
        assert_eq!(styles.len(), 3, "{styles:?}");
    });
}

#[test]
fn words_can_be_read_on_what_is_behind_them() {
    with_words(|vocab, paper| {
        let readable = |what: &str, words: &Ink, ground: &Ink| {
            for (words, ground) in [(&words.light, &ground.light), (&words.dark, &ground.dark)] {
                assert!(contrast(words, ground) >= 4.5, "{what}: {words} on {ground}: {:.2}", contrast(words, ground));
            }
        };
        for (word, kind) in vocab.kinds.iter() {
            let inks = Inks::of(&kind.colour, paper);
            readable(word, &inks.text, &inks.fill);
        }
        let line = |word: &str| {
            let look = vocab.lines.get(word).expect("it has a look");
            if look.dark.is_empty() { Ink::of(&look.colour, paper) } else { Ink::new(&look.colour, &look.dark) }
        };
        let lines = [Partnership::Cooperative, Partnership::Neutral, Partnership::Adverse].map(Partnership::word);
        for word in lines.into_iter().chain(["ink", "quiet"]) {
            readable(&format!("{word} on paper"), &line(word), paper);
            for (group, look) in vocab.groups.iter() {
                let ground = Inks::of(&look.colour, paper).fill.ground(paper);
                readable(&format!("{word} on {group}"), &line(word), &ground);
            }
        }
    });
}

#[test]
fn a_group_is_drawn_on_the_ground_words_were_held_against() {
    let facts = shipped::read(vec![("facts.yaml".to_owned(), network(6, &["gold"]))]);
    let model = model(&facts);
    let drawing = Drawing { layout: Some(Layout::Map), ..Drawing::default() };
    let picture = draw::picture(&answer(&model, "map"), &model, &drawing, &Kept::new());
    let fills: Vec<&Ink> = picture
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Part(part) = mark { Some(part) } else { None })
        .filter(|part| matches!(part.stands_for, StandsFor::Group { .. }))
        .filter_map(|part| if let Some(Mark::Shape(shape)) = part.marks.first() { shape.fill.as_ref() } else { None })
        .collect();
    let colour = &model.vocab().groups.get("gold").expect("it is a group").colour;
    assert_eq!(fills, [&Inks::of(colour, &picture.paper).fill.ground(&picture.paper)]);
}

/// How far two colours are apart in CIE Lab (1976), seen in a way.
fn distance(one: &str, other: &str, seen: &Matrix) -> f64 {
    let (a, b) = (lab(one, seen), lab(other, seen));
    (0..3).map(|n| (a[n] - b[n]).powi(2)).sum::<f64>().sqrt()
}

fn lab(colour: &str, seen: &Matrix) -> [f64; 3] {
    let channel = |n: usize| {
        let value = u8::from_str_radix(&colour[n..n + 2], 16).expect("a colour is #rrggbb");
        let value = f64::from(value) / 255.;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let linear = [channel(1), channel(3), channel(5)];
    let times = |rows: &Matrix, v: [f64; 3]| [0, 1, 2].map(|r| (0..3).map(|n| rows[r][n] * v[n]).sum::<f64>());
    let seen = times(seen, linear).map(|v| v.clamp(0., 1.));
    // From sRGB to XYZ by the white of daylight (D65).
    let to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
    let [x, y, z] = times(&to_xyz, seen);
    let root = |t: f64| if t > 216. / 24389. { t.cbrt() } else { (24389. / 27. * t + 16.) / 116. };
    let (x, y, z) = (root(x / 0.95047), root(y), root(z / 1.08883));
    [116. * y - 16., 500. * (x - y), 200. * (y - z)]
}

#[test]
fn distances_are_those_of_cie_lab() {
    assert!((distance("#ffffff", "#000000", &SEEN[0].1) - 100.).abs() < 0.1);
    // Red and green of the same luminance, far apart in full and the same in black and white.
    let (full, grey) = (distance("#b02020", "#4f6b3a", &SEEN[0].1), distance("#b02020", "#4f6b3a", &SEEN[4].1));
    assert!(full > 60. && grey < 6., "{full} {grey}");
}
