//! What all pictures are held to, and facts to draw.
use crate::shipped;
use ties::ask::{Answer, Drawing, Layout};
use ties::draw::{self, Mark, Part, Picture, Rect, StandsFor, Text};
use ties::facts::FactSet;
use ties::model::Model;

/// The picture of an answer.
pub fn picture(answer: &Answer, model: &Model, layout: Layout) -> Picture {
    draw::picture(answer, model, &Drawing { layout: Some(layout), ..Drawing::default() }, &draw::Kept::new())
}

/// All words, in the order they are drawn.
pub fn texts(picture: &Picture) -> Vec<&Text> {
    let mut texts = vec![];
    for mark in &picture.marks {
        mark.each(&mut |mark| texts.extend(if let Mark::Text(text) = mark { Some(text) } else { None }));
    }
    texts
}

/// All words as one text.
pub fn words(picture: &Picture) -> String {
    texts(picture).iter().flat_map(|text| text.lines.clone()).collect::<Vec<_>>().join(" ")
}

/// The parts that stand for a row or for two who are bound.
pub fn entries(picture: &Picture) -> Vec<&Part> {
    let parts = picture.marks.iter().filter_map(|mark| if let Mark::Part(part) = mark { Some(part) } else { None });
    parts.filter(|part| matches!(part.stands_for, StandsFor::Entry { .. })).collect()
}

/// No words on other words or outside the page, none too small to be read where the page is shown 1200 dots wide.
pub fn is_legible(ask: &str, picture: &Picture) {
    let texts = texts(picture);
    let areas: Vec<Rect> = texts.iter().map(|text| text.area()).collect();
    let page = picture.area;
    for (n, (text, area)) in texts.iter().zip(&areas).enumerate() {
        let inside = area.x0 >= page.x0 && area.x1 <= page.x1 && area.y0 >= page.y0 && area.y1 <= page.y1;
        assert!(inside, "{ask}: {:?} is not on the page: {area:?} {page:?}", text.lines);
        assert!(text.size * 1200. >= 8.99 * page.width(), "{ask}: {:?} is too small", text.lines);
        for (other, place) in texts.iter().zip(&areas).skip(n + 1) {
            let shared = area.overlap(place);
            assert!(shared.x <= 0.5 || shared.y <= 0.5, "{ask}: {:?} on {:?}", text.lines, other.lines);
        }
    }
}

/// No words of an entry on the signs of another.
pub fn signs_are_free(ask: &str, picture: &Picture) {
    let parts = entries(picture);
    let mut signs = vec![];
    let mut words = vec![];
    for (n, part) in parts.iter().enumerate() {
        for mark in &part.marks {
            match mark {
                Mark::Shape(shape) => signs.push((n, shape.covers())),
                Mark::Text(text) => words.push((n, text)),
                Mark::Part(_) => {}
            }
        }
    }
    for (n, text) in words {
        for (_, sign) in signs.iter().filter(|(other, _)| *other != n) {
            let shared = text.area().overlap(sign);
            assert!(shared.x <= 0. || shared.y <= 0., "{ask}: {:?} on a sign at {sign:?}", text.lines);
        }
    }
}

/// The words of names that never were: short, long, in three scripts.
const NAMES: [&str; 8] = [
    "Test Mill",
    "Test Union of the Northern and Southern Kilns, Lakes and Quarries for Tests of Every Sort",
    "Пробная мельница",
    "Пробная комиссия по испытанию северных печей и южных озёр",
    "مطحنة تجربة",
    "مجلس تجربة الشمال والجنوب والشرق والغرب",
    "Donaudampfschifffahrtsprobengesellschaftskapitänsmütze",
    "T",
];

/// Dates of every sort, from 1960 to 2030.
const DATES: [&str; 12] = [
    "1960",
    "1973-05-06",
    "1981-11",
    "1990~",
    "2003?",
    "2011-02-28",
    "[..2017-07-01]",
    "2019-12-31..",
    "2024-06-23",
    "2024-06-24",
    "2025-06",
    "2030-01",
];

/// Facts with so many dates and as many ties.
pub fn generated(count: usize) -> FactSet {
    let name = |n: usize| format!("{} {n}", NAMES[n % NAMES.len()]);
    let date = |n: usize| DATES[n % DATES.len()].replace("2019-12-31..", "[2019-12-31..]");
    let mut text = "sources:\n".to_owned();
    for n in 0..5 {
        text += &format!(
            "  - {{id: s{n}, title: Test Paper {n}, publisher: Test Press {n}, kind: news, published: 2030-02-0{}}}\n",
            n + 1
        );
    }
    text += "stakeholders:\n";
    for n in 0..count {
        let group = ["", ", group: gold", ", group: places"][n % 3];
        text += &format!("  - {{id: w{n}, kind: company, name: \"{}\"{group}}}\n", name(n));
    }
    text += "dates:\n";
    for n in 0..count {
        let when = if n % 7 == 6 { String::new() } else { format!(", when: '{}'", date(n * 5 + n / 12)) };
        let cites = if n % 3 == 0 { "[s0#1, s1#2]" } else { "s2#1" };
        text += &format!("  - {{id: d{n}, kind: meeting, name: \"Meeting of {}\"{when}, cite: {cites}}}\n", name(n));
    }
    text += "ties:\n";
    for n in 0..count {
        let (from, to) = (n, (n * 3 + 1) % count);
        let (to, word) =
            (if to == from { (to + 1) % count } else { to }, ["partner-of", "opponent-of"][usize::from(n % 5 == 4)]);
        let times =
            ["", ", since: 1990~", ", since: 2003?, until: 2025-06", ", until: '[..2017-07-01]'", ", when: 2024-06"]
                [n % 5];
        let stance = ["", "", "", ", stance: planned"][n % 4];
        text += &format!("  - {{from: w{from}, is: {word}, to: w{to}{times}{stance}, cite: [s{}#3]}}\n", n % 5);
    }
    shipped::read(vec![("facts.yaml".to_owned(), text)])
}

/// The kinds of box a map tells apart.
const KINDS: [&str; 9] =
    ["company", "person", "state", "bloc", "public-body", "force", "media", "people", "organisation"];

/// So many boxes of all kinds, some in groups, and ties of all sorts: two ways between two, and from one to itself.
pub fn network(count: usize, groups: &[&str]) -> String {
    let mut text =
        "sources:\n  - {id: s, title: Test Paper, publisher: Test Press, kind: news, published: 2030-02-01}\n\
                    stakeholders:\n"
            .to_owned();
    for n in 0..count {
        let (kind, name) = (KINDS[n % KINDS.len()], NAMES[n * 5 % NAMES.len()]);
        let group = if groups.is_empty() { "" } else { groups[n % groups.len()] };
        let group = if group.is_empty() { String::new() } else { format!(", group: {group}") };
        text += &format!("  - {{id: w{n}, kind: {kind}, name: \"{name} {n}\"{group}}}\n");
    }
    let mut tie = |from: usize, word: &str, to: usize, more: &str| {
        text += &format!("  - {{from: w{}, is: {word}, to: w{}, cite: s#1{more}}}\n", from % count, to % count);
    };
    tie_list(count, &mut tie);
    text.replacen("  - {from", "ties:\n  - {from", 1)
}

/// Who is tied to whom in a network.
fn tie_list(count: usize, tie: &mut dyn FnMut(usize, &str, usize, &str)) {
    for n in 1..count {
        let word = ["partner-of", "opponent-of", "supporter-of", "influences"][n % 4];
        let more = ["", ", stance: planned", ", until: 2020"][n % 3];
        tie(n, word, n / 3, more);
        if n % 4 == 0 {
            tie(n, "supplier-of", n + 2, "");
        }
    }
    tie(0, "supplier-of", 1, "");
    tie(1, "supplier-of", 0, "");
    tie(1, "in-dispute-with", 0, "");
    tie(2, "influences", 2, "");
}

/// Facts with signs in every text that mean something in XML, or that move the cursor.
pub const HOSTILE: &str = r#"
sources:
  - {id: p, title: "<script>alert(1)</script>", publisher: "P\"'&<>", kind: news, published: 2025-01-01}
stakeholders:
  - {id: a, kind: company, name: "</text><script>alert('a')</script>\e[31m\u009b2J\u202e"}
  - {id: b, kind: company, name: "B\" onload=\"alert(1)"}
ties:
  - {from: a, is: partner-of, to: b, as: "]]><svg/onload=alert(1)>", when: 2025, cite: "p#1"}
"#;
