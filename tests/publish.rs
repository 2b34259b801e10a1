//! `ties publish` in a folder of its own: boxes stay where they were, and what is out of date is named.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const VIEWS: &str = "views:\n  - {name: tests, title: Tests, ask: map, formats: [svg]}\n";

const SOURCE: &str =
    "sources:\n  - {id: s, title: Test Paper, publisher: Test Press, kind: news, published: 2030-02-01}\n";

/// A folder with facts and views, removed at the end of a test.
struct Place(PathBuf);

impl Place {
    /// So many companies in three groups, each tied to one before it.
    fn new(name: &str, views: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("ties-publish-{name}-{}", std::process::id()));
        let place = Self(folder);
        fs::create_dir_all(place.0.join("data")).expect("it can be made");
        fs::create_dir_all(place.0.join("graphs")).expect("it can be made");
        place.write("graphs/views.yaml", views);
        place.companies(12);
        place
    }

    fn companies(&self, count: usize) {
        let group = |n: usize| ["gold", "places", "press"][n % 3];
        let company = |n| format!("  - {{id: w{n}, kind: company, name: Test Mill {n}, group: {}}}\n", group(n));
        let tie = |n: usize| format!("  - {{from: w{n}, is: supplier-of, to: w{}, cite: s#1}}\n", n / 2);
        let companies: String = (0..count).map(company).collect();
        let ties: String = (1..count).map(tie).collect();
        self.write("data/facts.yaml", &format!("{SOURCE}stakeholders:\n{companies}ties:\n{ties}"));
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.0.join(inside)
    }

    fn write(&self, inside: &str, text: &str) {
        fs::write(self.path(inside), text).expect("it can be written");
    }

    fn read(&self, inside: &str) -> String {
        fs::read_to_string(self.path(inside)).expect("it is written")
    }

    /// The exit code of `ties publish`, and all it said.
    fn publish(&self, flags: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ties"));
        command.arg("publish").args(flags).current_dir(&self.0).stdin(Stdio::null()).env_remove("TIES_FACTS");
        let output = command.output().expect("it starts");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).expect("it is UTF-8"))
    }

    /// Publishes, which has to go well.
    fn published(&self, flags: &[&str]) -> String {
        let (code, said) = self.publish(flags);
        assert_eq!(code, Some(0), "{said}");
        said
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The middle of each box of a view, by its id, as `layout.lock` has it.
fn locked(place: &Place, view: &str) -> BTreeMap<String, (f64, f64)> {
    let text = place.read("graphs/layout.lock");
    let mut places = BTreeMap::new();
    for line in text.lines() {
        if let [of, id, x, y] = line.split(' ').collect::<Vec<_>>()[..]
            && of == view
        {
            places.insert(id.to_owned(), (x.parse().expect("a number"), y.parse().expect("a number")));
        }
    }
    places
}

/// The middle of each box of a picture, by its id, and the width of its page.
fn drawn(place: &Place, file: &str) -> (BTreeMap<String, (f64, f64)>, f64) {
    let svg = place.read(file);
    let document = roxmltree::Document::parse(&svg).expect("it is XML");
    let number = |node: &roxmltree::Node, name| node.attribute(name).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.);
    let mut boxes = BTreeMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("data-node-id") {
            // A company is cut at its corners: the first point and the last tell its place.
            let text = node.descendants().find(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "text")));
            let text = text.expect("a box has a name");
            let line = text.children().find(|n| n.is_element()).unwrap_or(text);
            boxes.insert(id.to_owned(), (number(&line, "x"), number(&line, "y")));
        }
    }
    (boxes, number(&document.root_element(), "width"))
}

/// A lock with each box elsewhere.
fn moved(lock: &str, to: impl Fn(f64, f64) -> (f64, f64)) -> String {
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let line = |line: &str| match line.split(' ').collect::<Vec<_>>()[..] {
        [view, id, x, y] => {
            let (x, y) = to(number(x), number(y));
            format!("{view} {id} {x:.1} {y:.1}\n")
        }
        _ => format!("{line}\n"),
    };
    lock.lines().map(line).collect()
}

#[test]
fn boxes_stay_when_facts_are_added() {
    let place = Place::new("stay", VIEWS);
    place.published(&[]);
    let (before, width) = drawn(&place, "graphs/tests.svg");
    assert_eq!(before.len(), 12);
    place.companies(17);
    place.published(&[]);
    let (after, _) = drawn(&place, "graphs/tests.svg");
    assert_eq!(after.len(), 17);
    for (id, (x, y)) in &before {
        let (new_x, new_y) = after[id];
        let way = ((new_x - x).powi(2) + (new_y - y).powi(2)).sqrt();
        assert!(way <= 0.1 * width, "{id} moved by {way:.0} of {width:.0}");
    }
    assert_eq!(locked(&place, "tests").len(), 17);
}

#[test]
fn what_is_published_is_up_to_date_until_a_fact_changes() {
    let place = Place::new("check", VIEWS);
    place.published(&[]);
    let said = place.published(&["--check"]);
    assert!(said.starts_with("ok: 2 files up to date"), "{said}");
    assert!(place.published(&[]).contains("up to date already"));
    place.write("data/facts.yaml", &place.read("data/facts.yaml").replace("Test Mill 3", "Test Kiln"));
    let before = place.read("graphs/tests.svg");
    let (code, said) = place.publish(&["--check"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("tests.svg is out of date") && said.contains("ties publish"), "{said}");
    assert_eq!(before, place.read("graphs/tests.svg"), "--check writes");
    place.published(&[]);
    place.published(&["--check"]);
}

#[test]
fn a_changed_name_moves_no_box() {
    let place = Place::new("name", VIEWS);
    place.published(&[]);
    let before = locked(&place, "tests");
    place.write("data/facts.yaml", &place.read("data/facts.yaml").replace("Test Mill 3", "Test Kiln 3"));
    place.published(&[]);
    assert_eq!(before, locked(&place, "tests"));
}

#[test]
fn where_boxes_would_lie_on_one_another_they_do_not_stay() {
    let place = Place::new("heap", VIEWS);
    place.published(&[]);
    let fresh = place.read("graphs/layout.lock");
    place.write("graphs/layout.lock", &moved(&fresh, |_, _| (0., 0.)));
    place.published(&[]);
    assert_eq!(place.read("graphs/layout.lock"), fresh);
    place.published(&["--check"]);
}

/// Boxes, lines, title and sources together: the explorer's page, too, is one a screen can show whole.
#[test]
fn no_published_page_is_a_tower_or_a_ribbon() {
    let mut seen = 0;
    for entry in fs::read_dir("graphs").expect("it is there").flatten() {
        let path = entry.path();
        if !path.extension().is_some_and(|e| e == "svg" || e == "html") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("it can be read");
        let (_, rest) = text.split_once(r#"viewBox=""#).expect("a picture has one");
        let numbers = rest.split('"').next().expect("it ends").split(' ').map(|n| n.parse::<f64>().expect("a number"));
        let [_, _, width, height] = numbers.collect::<Vec<_>>()[..] else { panic!("{path:?}") };
        assert!((0.8..2.).contains(&(width / height)), "{path:?} is {width} wide and {height} high");
        seen += 1;
    }
    assert!(seen > 25, "{seen} pictures in graphs");
}

#[test]
fn relayout_starts_afresh() {
    let place = Place::new("afresh", VIEWS);
    place.published(&[]);
    let fresh = place.read("graphs/layout.lock");
    let moved = moved(&fresh, |x, y| (x * 2., y));
    place.write("graphs/layout.lock", &moved);
    place.published(&[]);
    assert_eq!(place.read("graphs/layout.lock"), moved, "boxes did not stay where they were put");
    place.published(&["--relayout"]);
    assert_eq!(place.read("graphs/layout.lock"), fresh);
}

#[test]
fn a_broken_lock_is_said_with_its_line() {
    let place = Place::new("broken", VIEWS);
    place.published(&[]);
    let whole = place.read("graphs/layout.lock");
    for broken in ["tests w0 12.5", "tests w0 far away", "tests w0 nan 1.0", "tests w0 1e300 1.0", "<<<<<<< HEAD"] {
        place.write("graphs/layout.lock", &format!("{whole}{broken}\n"));
        let (code, said) = place.publish(&[]);
        assert_eq!(code, Some(2), "{broken}: {said}");
        let line = whole.lines().count() + 1;
        assert!(said.contains(&format!("line {line}")) && said.contains("--relayout"), "{broken}: {said}");
        assert!(said.contains("layout.lock"), "{broken}: {said}");
    }
    place.published(&["--relayout"]);
    assert_eq!(place.read("graphs/layout.lock"), whole);
}

#[test]
fn pages_are_an_overview_and_one_for_each_group() {
    let place = Place::new("pages", &VIEWS.replace("ask: map", "ask: map --pages"));
    place.published(&[]);
    let (overview, _) = drawn(&place, "graphs/tests.svg");
    assert_eq!(overview.into_keys().collect::<Vec<_>>(), ["gold", "places", "press"]);
    for (n, group) in ["gold", "places", "press"].iter().enumerate() {
        let (page, _) = drawn(&place, &format!("graphs/tests-{group}.svg"));
        let own: Vec<String> = (0..12).filter(|w| w % 3 == n).map(|w| format!("w{w}")).collect();
        assert!(own.iter().all(|id| page.contains_key(id)), "{group}: {page:?}");
        assert!(!locked(&place, &format!("tests-{group}")).is_empty(), "{group} is not in the lock");
    }
    place.published(&["--check"]);
    assert!(Path::new(&place.path("graphs/layout.lock")).exists());
}

#[test]
fn a_publish_that_fails_changes_no_file() {
    let views = "views:\n  - {name: first, title: First, ask: map, formats: [dot]}\n  - {name: last, title: Last, ask: map, formats: [dot]}\n";
    let place = Place::new("half", views);
    place.published(&[]);
    let files = ["graphs/first.dot", "graphs/layout.lock"];
    let before = files.map(|file| place.read(file));
    fs::remove_file(place.path("graphs/last.dot")).expect("it is there");
    fs::create_dir(place.path("graphs/last.dot")).expect("it can be made");
    place.companies(15);
    let (code, said) = place.publish(&[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("last.dot`: it is a folder"), "{said}");
    assert_eq!(before, files.map(|file| place.read(file)));
    let left: Vec<_> = fs::read_dir(place.path("graphs")).expect("it is there").flatten().collect();
    assert_eq!(left.len(), 4, "what was begun is left behind: {left:?}");
}

#[cfg(unix)]
#[test]
fn views_and_lock_are_read_only_where_they_end() {
    let place = Place::new("endless", VIEWS);
    place.published(&[]);
    for (file, sort) in [("views.yaml", "a device"), ("layout.lock", "a device"), ("tests.svg", "")] {
        let path = place.path("graphs").join(file);
        let text = fs::read(&path).expect("it is there");
        fs::remove_file(&path).expect("it is there");
        std::os::unix::fs::symlink("/dev/zero", &path).expect("it can be made");
        let (code, said) = place.publish(&["--check"]);
        assert!(code.is_some_and(|code| code > 0) && said.contains(sort) && said.contains(file), "{file}: {said}");
        fs::remove_file(&path).expect("it is there");
        fs::write(&path, text).expect("it can be written");
    }
    for file in ["views.yaml", "tests.svg"] {
        let path = place.path("graphs").join(file);
        let text = fs::read(&path).expect("it is there");
        fs::remove_file(&path).expect("it is there");
        let made = Command::new("mkfifo").arg(&path).status().expect("it starts");
        assert!(made.success());
        let (code, said) = place.publish(&[]);
        assert_eq!(code, Some(2), "{file}: {said}");
        assert!(said.contains("it is a pipe"), "{file}: {said}");
        fs::remove_file(&path).expect("it is there");
        fs::write(&path, text).expect("it can be written");
    }
}

#[test]
fn a_slip_in_the_views_is_told_as_one_in_the_facts() {
    let view = |text: &str| format!("views:\n  - {{name: tests, title: Tests, ask: map}}\n  - {text}\n");
    for (text, place, message, help) in [
        (
            "viws:\n  - {name: a, title: A, ask: map}\n".to_owned(),
            "1:1",
            "no list called `viws`",
            "did you mean `views`?",
        ),
        (view("{nme: a, title: A, ask: map}"), "3:6", "`nme`", "did you mean `name`?"),
        (view("{name: a, ask: map}"), "3:5", "a view needs `title`", "add `title: …`"),
        (view("{name: a, title: A, ask: mapp}"), "3:30", "there is no command `mapp`", "did you mean `map`?"),
        (view("{name: a, title: A, ask: map w1 -o a.svg}"), "3:30", "takes no `-o`", "leave it out"),
        (view("{name: a, title: A, ask: \"map 'w1\"}"), "3:30", "never closed", "close it"),
        (view("{name: a, title: A, ask: map Tset Mill 3}"), "3:30", "nothing here is called `Tset`", "help"),
        (view("{name: a, title: A, ask: \" \"}"), "3:30", "there is no question here", "partners mali"),
        (view("{name: a, title: A, ask: }"), "3:25", "`ask` is left blank", "write a value"),
        (view("{name: a, title: A, ask: map w1x}"), "3:30", "nothing here is called `w1x`", "did you mean `w1`"),
        (
            view("{name: a, title: A, ask: map, formats: [svgg]}"),
            "3:45",
            "no format called `svgg`",
            "did you mean `svg`?",
        ),
        (view("{name: CON, title: A, ask: map}"), "3:12", "`CON` cannot be the name of a map", "small letters"),
        (view("{name: con, title: A, ask: map}"), "3:12", "no file can be called `con`", "another name"),
        (view("{name: explorer, title: A, ask: map}"), "3:12", "`explorer` is the page", "another name"),
        (view("{name: tests, title: A, ask: map}"), "3:12", "files called `tests`", "another name"),
        (view("{name: a, title: A, ask: map"), "3:5", "", "help"),
        ("views: map\n".to_owned(), "1:1", "`views` is a list", "- {name"),
        ("explorer:\n  - {title: A, ask: map}\n".to_owned(), "1:1", "`explorer` is no list", "without `- `"),
    ] {
        let place_of = Place::new("slips", &text);
        let (code, said) = place_of.publish(&[]);
        assert_eq!(code, Some(1), "{text}: {said}");
        assert!(said.contains(&format!("views.yaml:{place}")), "{text}: {said}");
        assert!(said.contains(message) && said.contains(help) && said.contains("1 error"), "{text}: {said}");
        assert!(!place_of.path("graphs/layout.lock").exists(), "{text}: something was written");
    }
}

#[test]
fn views_that_name_no_map_are_refused() {
    let place = Place::new("none", "# nothing yet\n");
    let (code, said) = place.publish(&[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("it names no map"), "{said}");
}
