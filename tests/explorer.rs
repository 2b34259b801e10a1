//! The page of an answer: one file that asks for nothing, whose every control works by mouse and by keys, that says of
//! times what the model says, and in which no text of a stranger comes to life.
mod chromium;
mod shipped;

use chromium::{Browser, SHIFT};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use ties::ask::{Answer, Drawing, Layout};
use ties::date::Date;
use ties::facts::FactSet;
use ties::model::{Lens, Model};
use ties::render::{Page, View};

/// The most that script and style may have together, in bytes.
const MOST: usize = 60_000;

/// Everything: more than is drawn name by name, but all of it is in the data of the page.
const WHOLE: &str = "map";

/// Every sort of record, drawn name by name.
const SOME: &str = "map senou-refinery nuclear-plant brics africa-corps";

const RULE: &str = include_str!("../src/render/html/script/rule.js");

/// Pages that were made: a map takes its time, and many tests look at the same.
static PAGES: Mutex<BTreeMap<String, Arc<OnceLock<String>>>> = Mutex::new(BTreeMap::new());

/// The page of a question to the shipped facts. Two tests may make pages at a time, but not the same.
fn page(ask: &str) -> String {
    let page = PAGES.lock().unwrap_or_else(PoisonError::into_inner).entry(ask.to_owned()).or_default().clone();
    let make = || {
        let facts = shipped::facts();
        let model = shipped::model(&facts);
        shipped::written(&shipped::answer(&model, ask), &model, "html", None)
    };
    page.get_or_init(make).clone()
}

/// That page with two parts that have a name.
fn page_with_parts() -> String {
    let facts = shipped::facts();
    let model = shipped::model(&facts);
    let ids = |ask: &str| -> Vec<String> {
        shipped::answer(&model, ask).selection.nodes.iter().map(|n| model.graph[*n].id.to_owned()).collect()
    };
    let part = |title: &str, boxes| View { title: title.to_owned(), boxes };
    let views = vec![
        part("BRICS", ids("map brics diop")),
        part(PART, [ids("map nuclear-plant"), vec!["nobody".into()]].concat()),
        part("Nothing that is drawn", vec!["nobody".into()]),
    ];
    written(&shipped::answer(&model, SOME), &model, Page { views, ..Page::default() })
}

/// A title that has to be escaped wherever it stands.
const PART: &str = "Atoms & </script><b> \"more\"";

fn written(answer: &Answer, model: &Model, page: Page) -> String {
    let mut bytes = vec![];
    (ties::render::format("html").expect("it is a format").write)(answer, model, &page, &mut bytes)
        .expect("memory takes all");
    String::from_utf8(bytes).expect("it is UTF-8")
}

/// The page of a question that is drawn in its own way.
fn drawn(ask: &str, drawing: Drawing) -> String {
    let facts = shipped::facts();
    let model = shipped::model(&facts);
    written(&shipped::answer(&model, ask), &model, Page { drawing, ..Page::default() })
}

/// What stands between the first such tag that is followed by `from`, and its end.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(inside, _)| inside)
}

fn data(html: &str) -> Value {
    serde_json::from_str(between(html, "id=\"data\">", "</script>")).expect("it is JSON")
}

#[test]
fn a_page_is_one_file_that_may_do_nothing_else() {
    for ask in
        shipped::QUESTIONS.iter().chain(&[SOME, "map mali --as-of 2025-07-01", "path mali brics --layout timeline"])
    {
        let html = page(ask);
        let policy = between(&html, "Content-Security-Policy\" content=\"", "\"");
        for rule in policy.split("; ") {
            let (name, sources) = rule.split_once(' ').expect("a rule has a name");
            let harmless = |source: &str| source == "'none'" || source.starts_with("'sha256-") && name != "default-src";
            assert!(sources.replace("&#39;", "'").split(' ').all(harmless), "{ask}: {rule}");
        }
        assert!(policy.starts_with("default-src"), "{ask}: {policy}");
        for loads in [
            "src=",
            "srcset=",
            "<link",
            "<iframe",
            "<object",
            "<embed",
            "<base",
            "@import",
            "url(h",
            " style=\"",
            "onclick=",
            "onload=",
            "onerror=",
            "onfocus=",
            "onmouseover=",
            "javascript:",
        ] {
            let markup = html.replace(between(&html, "id=\"data\">", "</script>"), "");
            let markup = markup.replace(between(&markup, "<script>", "</script>"), "");
            assert!(!markup.contains(loads), "{ask}: {loads}");
        }
    }
}

#[test]
fn script_and_style_are_small_and_speak_to_nobody() {
    let html = page(SOME);
    let (script, style) = (between(&html, "<script>", "</script>"), between(&html, "<style>", "</style>"));
    assert!(script.len() > 10_000 && style.len() > 2000, "they are found");
    let size = script.len() + style.len();
    assert!(size <= MOST, "script and style have {size} bytes; {MOST} are allowed");
    for word in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "XMLHttp",
        "WebSocket",
        "import(",
        "toLocale",
        "Date.now",
        "new Date()",
        "localStorage",
    ] {
        assert!(!script.contains(word), "the script has {word}");
    }
    let colours: Vec<&str> =
        style.split('#').skip(1).filter(|rest| rest.chars().take(6).all(|c| c.is_ascii_hexdigit())).collect();
    assert_eq!(colours.len(), 8, "four colours, light and dark, all of the vocabulary");
}

/// Words stand in data: no kind, relation, role, group or property is between quotes in the script or named in the style.
#[test]
fn the_script_names_no_word_of_the_vocabulary() {
    let facts = FactSet::default();
    let vocab = &facts.vocab;
    let own = [
        vocab.kinds.words().collect::<Vec<_>>(),
        vocab.relations.words().collect(),
        vocab.roles.words().collect(),
        vocab.groups.words().collect(),
        vocab.properties.words().collect(),
    ];
    let html = page(SOME);
    let script = between(&html, "<script>", "</script>");
    // Words that are something else there: a column of the list, a part of the page.
    let elsewhere = ["source", "claim", "state", "stage", "date", "place"];
    for word in own.iter().flatten().filter(|word| !elsewhere.contains(word)) {
        for quoted in [format!("\"{word}\""), format!("'{word}'"), format!("`{word}`")] {
            assert!(!script.contains(&quoted), "the script names {quoted}");
        }
    }
}

#[test]
fn all_that_is_drawn_is_in_the_data_and_in_the_table() {
    let facts = shipped::facts();
    let model = shipped::model(&facts);
    for ask in [SOME, "partners mali", "map mali --as-of 2025-07-01", "path mali brics"] {
        let answer = shipped::answer(&model, ask);
        let html = page(ask);
        let (data, scene) = (data(&html), ties::draw::Scene::new(&answer, &model));
        let list = |key: &str| data[key].as_array().expect("a list").clone();
        let (boxes, lines, claims) = (list("boxes"), list("lines"), list("claims"));
        let ids: Vec<&str> = scene.boxes().map(|b| b.id.as_str()).collect();
        assert_eq!(boxes.iter().map(|b| b["id"].as_str().expect("text")).collect::<Vec<_>>(), ids, "{ask}");
        assert_eq!(lines.len(), scene.lines.len(), "{ask}");
        for (line, drawn) in lines.iter().zip(&scene.lines) {
            let said: Vec<&str> =
                line["said"].as_array().expect("a list").iter().map(|s| s["id"].as_str().expect("text")).collect();
            assert_eq!(said, drawn.claims.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), "{ask}");
            for said in line["said"].as_array().expect("a list") {
                let claim = &claims[said["claim"].as_u64().expect("a number") as usize];
                assert!(claim["stance"] != "denied", "{ask}: a denied line");
                assert!(claim["written"].as_str().is_some_and(|w| w.contains(".yaml, line ")), "{ask}: {claim}");
            }
        }
        assert_eq!(html.matches("data-claim=").count(), claims.len(), "{ask}: rows of the table");
        for source in &scene.sources {
            assert_eq!(list("sources")[source.number - 1]["id"], source.id, "{ask}");
        }
    }
}

#[test]
fn what_is_denied_is_in_the_data_and_on_no_line() {
    let data = data(&page(SOME));
    let claims = data["claims"].as_array().expect("a list");
    let denied: Vec<usize> = (0..claims.len()).filter(|n| claims[*n]["stance"] == "denied").collect();
    assert!(!denied.is_empty());
    let said = |n: usize| {
        data["lines"]
            .as_array()
            .expect("a list")
            .iter()
            .any(|l| l["said"].as_array().expect("a list").iter().any(|s| s["claim"] == n))
    };
    assert!(denied.iter().all(|n| !said(*n)));
}

/// On days before, at, between and after the dates of the record.
const DAYS: [&str; 9] = [
    "1959-12-31",
    "2020-08-18",
    "2021-06-01",
    "2024-10-03",
    "2025-05-28",
    "2025-06-10",
    "2025-06-23",
    "2025-07-01",
    "2026-01-01",
];

#[test]
fn the_script_says_of_a_day_what_the_model_says() {
    let Some(mut browser) = Browser::start("rule") else { return };
    let facts = shipped::facts();
    let model = shipped::model(&facts);
    browser.open(&page(WHOLE), "");
    let all: Vec<_> = model.all_claims().filter(|id| model.any_view(*id, &Lens::default()).is_some()).collect();
    for day in DAYS {
        let lens = Lens { as_of: Some(Date::read(day).expect("a day").days()), ..Lens::default() };
        let script = |what: &str| {
            format!(
                "(() => {{ {RULE}; const data = JSON.parse(document.getElementById('data').textContent); const day = dayNumber('{day}'); return {what}; }})()"
            )
        };
        let holds = browser.eval(&script("data.claims.map((claim) => [claim.sentence, holdsOn(claim, day)])"));
        let expected: Vec<Value> = all
            .iter()
            .map(|id| {
                let view = model.any_view(*id, &lens).expect("it is there without a day");
                json!([ties::diag::write::visible(&model.sentence(view.claim)), view.holds.word()])
            })
            .collect();
        assert_eq!(holds, Value::from(expected), "{day}");
        let statuses = browser.eval(&script("data.boxes.map((box) => [box.id, statusOn(box.statuses.map((n) => data.claims[n]), day)?.status.label ?? ''])"));
        let status = |n| model.status(n, &lens).map_or(String::new(), |s| model.status_label(n, s.word).to_owned());
        let expected: BTreeMap<&str, String> =
            model.graph.node_indices().map(|n| (model.graph[n].id, status(n))).collect();
        let statuses: Vec<(String, String)> = serde_json::from_value(statuses).expect("pairs");
        assert_eq!(statuses.len(), expected.len());
        assert!(statuses.iter().all(|(id, label)| expected[id.as_str()] == *label), "{day}: {statuses:?} {expected:?}");
        // And on the page.
        browser.eval(&format!("void (location.hash = '#day={day}')"));
        browser.until(&format!("document.getElementById('day').value === '{day}'"));
        let rows = browser.eval("[...document.querySelectorAll('#claims tbody tr')].map((row) => row.dataset.holds)");
        let expected: Vec<&str> =
            all.iter().filter_map(|id| model.any_view(*id, &lens)).map(|v| v.holds.word()).collect();
        assert_eq!(rows, json!(expected), "{day}");
    }
}

/// Both count agreements and dates that are passed through as nothing, and what is only planned as no way.
#[test]
fn the_script_finds_ways_as_long_as_those_of_the_model() {
    let Some(mut browser) = Browser::start("ways") else { return };
    let facts = shipped::facts();
    let model = shipped::model(&facts);
    browser.open(&page(WHOLE), "");
    let found = browser.eval(&format!(
        "(() => {{ {RULE}; const {{ boxes, lines, claims }} = JSON.parse(document.getElementById('data').textContent); \
         const sure = lines.filter((line) => line.said.some(({{ claim }}) => !claims[claim].ahead)); \
         const ends = boxes.map((_, n) => n).filter((n) => !boxes[n].through).slice(0, 45).filter((_, n) => n % 3 === 0); \
         return ends.flatMap((a) => ends.filter((b) => a < b).map((b) => [boxes[a].id, boxes[b].id, ways(a, b, boxes, sure)?.ties ?? 0])); }})()"
    ));
    let found: Vec<(String, String, usize)> = serde_json::from_value(found).expect("pairs");
    assert!(found.len() > 100);
    for (from, to, ties) in found {
        let answer = shipped::answer(&model, &format!("path {from} {to}"));
        let json: Value = serde_json::from_str(&shipped::written(&answer, &model, "json", None)).expect("it is JSON");
        let rows = json["rows"].as_array().expect("a list").iter();
        let hops = rows.filter(|row| row["standing"] == "established").filter_map(|row| row["hop"].as_u64()).max();
        assert_eq!(ties as u64, hops.unwrap_or(0), "from {from} to {to}");
    }
}

/// Steps of time are those on which the answer of some claim changes, and no other day.
#[test]
fn nothing_changes_between_two_steps() {
    let Some(mut browser) = Browser::start("steps") else { return };
    browser.open(&page(WHOLE), "");
    let wrong = browser.eval(&format!(
        "(() => {{ {RULE}; const {{ claims }} = JSON.parse(document.getElementById('data').textContent); \
         const days = changes(claims), wrong = []; const at = (day) => claims.map((c) => holdsOn(c, day)).join(); \
         for (let n = 0; n + 1 < days.length; n++) if (at(days[n]) !== at(days[n + 1] - 1)) wrong.push(dayText(days[n])); \
         return wrong; }})()"
    ));
    assert_eq!(wrong, json!([]));
}

fn count(browser: &mut Browser) -> String {
    browser.text("document.getElementById('shown').textContent")
}

fn hash(browser: &mut Browser) -> String {
    browser.text("decodeURIComponent(location.hash)")
}

/// The heading of the evidence; empty for none.
fn heading(browser: &mut Browser) -> String {
    browser.text("document.querySelector('#evidence h2')?.textContent ?? ''")
}

/// Names of two boxes that a tie joins, and its id, from the data.
fn a_tie(html: &str) -> (String, String, String) {
    let data = data(html);
    let line = data["lines"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|l| l["said"].as_array().is_some_and(|s| s.len() > 1))
        .expect("two claims on a line")
        .clone();
    let name = |end: &str| {
        data["boxes"][line[end].as_u64().expect("a number") as usize]["id"].as_str().expect("text").to_owned()
    };
    (name("from"), name("to"), line["id"].as_str().expect("text").to_owned())
}

#[track_caller]
fn is_quiet(browser: &mut Browser, url: &str) {
    assert_eq!(browser.complaints(), [""; 0]);
    let asked = browser.requests();
    assert!(asked.iter().all(|asked| url.starts_with(asked.as_str())), "it asks for {asked:?}");
}

#[test]
fn every_question_opens_without_a_word() {
    let Some(mut browser) = Browser::start("questions") else { return };
    let more = [SOME, "map mali --as-of 2025-07-01", "show mali --stance denied"];
    // A report is no page to explore, and has no script: tests/report.rs.
    for ask in shipped::QUESTIONS.iter().chain(&more).filter(|ask| !ask.starts_with("report")) {
        let url = browser.open(&page(ask), "");
        assert!(browser.is("document.documentElement.classList.contains('on')"), "{ask}: the script does not run");
        is_quiet(&mut browser, &url);
        let unnamed = browser.eval("[...document.querySelectorAll('button, input, [role=button], a')].filter((it) => !(it.textContent.trim() || it.getAttribute('aria-label') || it.closest('label') || it.title)).length");
        assert_eq!(unnamed, 0, "{ask}: controls without a name");
        let doubled = browser.eval("(() => { const ids = [...document.querySelectorAll('[id]')].map((it) => it.id); return ids.filter((id, n) => ids.indexOf(id) !== n); })()");
        assert_eq!(doubled, json!([]), "{ask}: ids twice");
    }
}

/// Words of the trade that a journalist need not know.
const TRADE: [&str; 14] = [
    "node",
    "nodes",
    "edge",
    "edges",
    "null",
    "undefined",
    "NaN",
    "parse",
    "parser",
    "schema",
    "token",
    "IRI",
    "EDTF",
    "JSON",
];

#[test]
fn no_word_of_the_trade_is_shown() {
    let Some(mut browser) = Browser::start("words") else { return };
    for hash in [
        "",
        "#box=mali",
        "#box=mali&to=russia",
        "#day=2025-06-10",
        "#view=claims",
        "#view=sources&source=neo",
        "#tie=mali.brics",
    ] {
        browser.open(&page(SOME), hash);
        let words = browser.text("document.body.innerText + document.getElementById('help').textContent + [...document.querySelectorAll('[title], [aria-label], [placeholder]')].map((it) => [it.title, it.ariaLabel, it.placeholder].join(' ')).join(' ')");
        let found: Vec<&str> =
            words.split(|c: char| !c.is_alphanumeric()).filter(|word| TRADE.contains(word)).collect();
        assert!(found.is_empty(), "{hash} shows {found:?}");
    }
}

/// The first label of a tie with nothing before it.
const TOPMOST: &str = "[...document.querySelectorAll('[data-edge-label]')].find((it) => { \
     const box = it.getBoundingClientRect(); \
     return it.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)); \
     }).dataset.edgeLabel";

/// The first tie that is hit where [`Browser::middle`] points at it.
const TOPMOST_LINE: &str = "[...document.querySelectorAll('[data-edge-id]')].find((it) => { \
     const part = it.querySelector('.hit'); \
     const p = part.getPointAtLength(part.getTotalLength() * 0.3).matrixTransform(part.getScreenCTM()); \
     return it.contains(document.elementFromPoint(p.x, p.y)); \
     }).dataset.edgeId";

#[test]
fn every_control_works_by_mouse() {
    let Some(mut browser) = Browser::start("mouse") else { return };
    let html = page(SOME);
    let (from, to, _) = a_tie(&html);
    let url = browser.open(&html, "");
    let b = &mut browser;
    let whole = count(b);
    // Boxes, depth, paths, ties.
    b.click(&format!("[data-node-id='{from}']"));
    assert_eq!(hash(b), format!("#box={from}"));
    assert!(!heading(b).is_empty());
    b.click("[data-depth='1']");
    assert_eq!(hash(b), format!("#box={from}&depth=1"));
    assert_ne!(count(b), whole);
    b.click("[data-depth='0']");
    assert_eq!(count(b), whole);
    b.click_with(&format!("[data-node-id='{to}']"), SHIFT);
    assert_eq!(hash(b), format!("#box={from}&to={to}"));
    assert!(b.is("document.querySelectorAll('ol.way > li').length === 1 && document.querySelector('svg.way')"));
    b.click("#end-path");
    b.click("#path");
    b.click(&format!("[data-node-id='{to}']"));
    assert_eq!(hash(b), format!("#box={from}&to={to}"));
    b.click("#evidence .close");
    assert_eq!(hash(b), "");
    b.eval("void history.back()");
    b.until(&format!(
        "decodeURIComponent(location.hash) === '#box={from}&to={to}' && document.querySelector('ol.way')"
    ));
    b.click("#evidence .close");
    let label = b.text(TOPMOST);
    b.click(&format!("[data-edge-label='{label}']"));
    assert_eq!(hash(b), format!("#tie={label}"));
    b.click("#evidence .close");
    let line = b.text(TOPMOST_LINE);
    b.click(&format!("[data-edge-id='{line}']"));
    assert_eq!(hash(b), format!("#tie={line}"));
    assert!(b.is("document.querySelectorAll('#evidence details[open]').length > 0"));
    assert!(b.is("document.querySelector('#evidence .written').textContent.includes('.yaml, line ')"));
    b.click("#evidence details summary");
    assert!(!b.is("document.querySelector('#evidence details').open"));
    b.click("#evidence details summary");
    b.click("#evidence .number");
    assert!(hash(b).starts_with("#source="));
    b.click("#evidence .close");
    // Pointing at something dims the rest.
    let at = b.middle(&format!("[data-node-id='{from}']"));
    b.mouse("mouseMoved", at, 0);
    assert!(b.is("document.querySelector('svg.dim') && document.querySelectorAll('[data-node-id].lit').length > 1"));
    b.mouse("mouseMoved", (5., 5.), 0);
    assert!(!b.is("document.querySelector('svg.dim')"));
    // Filters: all of them.
    for facet in ["group", "kind", "status", "stance", "support"] {
        b.click(&format!("li:not(.none) [data-facet='{facet}']"));
        assert!(hash(b).starts_with(&format!("#no-{facet}=")), "{facet}");
        assert_ne!(count(b), whole, "{facet}");
        b.click("#clear-filters");
        assert_eq!(count(b), whole);
    }
    b.click("#filters li .only");
    assert!(b.is("document.querySelectorAll('[data-facet=group]:checked').length === 1"));
    b.click("#filters fieldset > .only");
    assert_eq!(count(b), whole);
    b.click("#filters-button");
    assert!(b.is("document.getElementById('filters').hidden"));
    b.click("#filters-button");
    time_by_mouse(b, &whole);
    views_by_mouse(b);
    picture_by_mouse(b);
    search_by_mouse(b);
    is_quiet(b, &url);
}

fn time_by_mouse(b: &mut Browser, whole: &str) {
    b.click("#earlier");
    assert!(hash(b).starts_with("#day="));
    let late = hash(b);
    b.click("#earlier");
    assert_ne!(hash(b), late);
    b.click("#later");
    assert_eq!(hash(b), late);
    let (x, y) = b.middle("#slider");
    b.drag((x, y), (x - 40., y));
    assert_ne!(hash(b), late);
    assert!(b.is("document.getElementById('day-words').textContent.includes('certain')"));
    assert!(b.is("document.getElementById('slider').getAttribute('aria-valuetext').startsWith(document.getElementById('day').value)"));
    assert!(
        b.is("document.querySelector('[data-edge-id][data-holds=possible]') && document.querySelector('#span .may')")
    );
    let both = count(b);
    b.click("#certain");
    assert!(hash(b).ends_with("&certain=1"));
    assert_ne!(count(b), both);
    b.click("#whole");
    assert_eq!(hash(b), "");
    assert_eq!(count(b), *whole);
    b.click("#play");
    let first = hash(b);
    b.until(&format!("decodeURIComponent(location.hash) !== '{first}'"));
    b.click("#play");
    assert_eq!(b.text("document.getElementById('play').textContent"), "Play");
    b.click("#day");
    b.eval("void document.getElementById('day').select()");
    b.write("2025-06-23");
    b.key("Enter");
    assert_eq!(hash(b), "#day=2025-06-23");
    b.click("#whole");
}

fn views_by_mouse(b: &mut Browser) {
    b.click("[data-view=claims]");
    assert_eq!(hash(b), "#view=claims");
    let first = "document.querySelector('#claims tbody tr:not([hidden])').textContent";
    let unsorted = b.text(first);
    b.click("#claims thead th:nth-child(2) button");
    assert_eq!(hash(b), "#view=claims&sort=2");
    let sorted = b.text(first);
    b.click("#claims thead th:nth-child(2) button");
    assert_ne!(b.text(first), sorted);
    b.click("#claims thead th:nth-child(2) button");
    assert_eq!(b.text(first), unsorted);
    b.click("#claims tbody tr:not([hidden]) th button");
    assert!(!heading(b).is_empty());
    b.click("#claims tbody .numbers a");
    assert!(hash(b).contains("source="));
    b.click("[data-view=sources]");
    assert!(b.is("document.querySelector('#sources a[href^=http]').offsetWidth > 0"));
    b.click("#sources li button");
    assert!(hash(b).starts_with("#view=sources&source="));
    b.click("[data-view=picture]");
    b.click("#evidence .close");
    b.click("#help-button");
    assert!(b.is("document.getElementById('help').open"));
    b.click("#help form button");
    assert!(!b.is("document.getElementById('help').open"));
    b.click("#copy");
    b.until("document.getElementById('copy').textContent !== 'Copy link'");
}

/// What of the picture is looked at.
const EYE: &str = "document.querySelector('#picture > svg').getAttribute('viewBox')";

fn picture_by_mouse(b: &mut Browser) {
    let fitted = "(() => { const [, , w] = document.querySelector('#picture > svg').getAttribute('viewBox').split(' '); return Number(w); })()";
    let wide = b.eval(fitted).as_f64().expect("a number");
    b.click("#closer");
    b.until(&format!("{fitted} < {wide} * 0.8"));
    b.click("#farther");
    b.until(&format!("Math.abs({fitted} - {wide}) < 1"));
    let (x, y) = b.middle("#picture > svg");
    b.wheel((x, y), -200.);
    b.until(&format!("{fitted} < {wide} * 0.8"));
    let before = b.text(EYE);
    b.drag((x + 31., y + 17.), (x + 120., y + 60.));
    assert_ne!(b.text(EYE), before, "dragging moves it");
    assert_eq!(heading(b), "", "and picks nothing");
    b.click("#fit");
    b.until(&format!("{fitted} === {wide}"));
    // Two fingers.
    let two = |apart: f64| json!([{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]);
    for (what, points) in
        [("touchStart", two(40.)), ("touchMove", two(60.)), ("touchMove", two(90.)), ("touchEnd", json!([]))]
    {
        b.ask("Input.dispatchTouchEvent", json!({"type": what, "touchPoints": points}));
    }
    b.until(&format!("{fitted} < {wide} * 0.8"));
    b.click("#fit");
    b.until(&format!("{fitted} === {wide}"));
}

#[test]
fn nothing_glides_where_motion_is_not_wanted() {
    let Some(mut browser) = Browser::start("calm") else { return };
    let calm = json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]});
    browser.ask("Emulation.setEmulatedMedia", calm);
    browser.open(&page(SOME), "");
    let at_once = "(() => { const eye = () => document.querySelector('#picture > svg').getAttribute('viewBox'); \
         const before = eye(); document.getElementById('closer').click(); return before !== eye(); })()";
    assert!(browser.is(at_once));
}

fn search_by_mouse(b: &mut Browser) {
    b.click("#search");
    b.write("goita");
    assert!(b.is("document.querySelectorAll('#found [role=option]').length > 0"));
    b.click("#found [role=option]");
    assert!(hash(b).starts_with("#box="));
    assert!(b.is("document.activeElement.dataset.nodeId !== undefined"), "it jumps there");
    b.click("#evidence .close");
}

#[test]
fn every_control_works_by_keys() {
    let Some(mut browser) = Browser::start("keys") else { return };
    let html = page(SOME);
    let (from, to, tie) = a_tie(&html);
    let url = browser.open(&html, "");
    let b = &mut browser;
    let (whole, all) = (count(b), b.text(EYE));
    // All that can be reached is reached by Tab, and can be seen to have the focus.
    b.key("Tab");
    let mut reached = vec![];
    for _ in 0..600 {
        let at = b.text("(() => { const it = document.activeElement; return it === document.body ? '' : it.id || it.dataset.nodeId || it.dataset.edgeId || it.dataset.view || it.dataset.facet || it.className.toString() || it.tagName; })()");
        if at.is_empty() && !reached.is_empty() {
            break;
        }
        reached.push(at);
        b.key("Tab");
    }
    for wanted in [
        "search",
        "picture",
        "filters-button",
        "copy",
        "help-button",
        "group",
        "kind",
        "status",
        "stance",
        "support",
        "closer",
        "farther",
        "fit",
        "play",
        "earlier",
        "later",
        "slider",
        "day",
        "whole",
        &from,
        &to,
        &tie,
        "skip",
    ] {
        assert!(
            reached.iter().any(|at| at.trim_start_matches("view-") == wanted),
            "{wanted} is not reached by Tab: {reached:?}"
        );
    }
    // Finding.
    b.eval("void document.activeElement.blur()");
    b.key("/");
    assert!(b.is("document.activeElement.id === 'search'"));
    b.write(&from);
    b.key("ArrowDown");
    b.key("ArrowUp");
    b.key("Enter");
    assert_eq!(hash(b), format!("#box={from}"));
    assert!(b.is(&format!("document.activeElement.dataset.nodeId === '{from}'")));
    // Along ties to neighbours and back.
    let moved = ["ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"].iter().any(|arrow| {
        b.key(arrow);
        b.is(&format!("document.activeElement.dataset.nodeId !== '{from}'"))
    });
    assert!(moved, "arrows move along ties");
    b.key_with("Enter", SHIFT);
    assert!(hash(b).starts_with(&format!("#box={from}&to=")));
    b.key("Escape");
    assert_eq!(hash(b), format!("#box={from}"));
    b.key("Enter");
    assert!(hash(b).starts_with("#box=") && hash(b) != format!("#box={from}"));
    // The evidence, and back.
    b.key("e");
    assert!(b.is("document.activeElement.matches('#evidence h2')"));
    b.key("Escape");
    assert_eq!(hash(b), "");
    assert!(b.is("document.activeElement.closest('svg')"));
    b.eval(&format!("void document.querySelector(\"[data-edge-id='{tie}']\").focus()"));
    b.key("Enter");
    assert_eq!(hash(b), format!("#tie={tie}"));
    let arrows = ["ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"];
    let moved = arrows.iter().any(|arrow| {
        b.key(arrow);
        b.is("document.activeElement.dataset.nodeId !== undefined")
    });
    assert!(moved, "from a tie to its end");
    b.key("Escape");
    // Buttons, boxes to tick, the slider, the views.
    b.key("Enter");
    let press = |b: &mut Browser, selector: &str, key: &str| {
        let selector = Value::from(selector);
        b.eval(&format!("void document.querySelector({selector}).focus()"));
        assert!(b.is(&format!("document.activeElement === document.querySelector({selector})")), "{selector}");
        b.key(key);
    };
    press(b, "[data-depth='2']", "Enter");
    assert!(hash(b).ends_with("&depth=2"));
    assert!(b.is("document.activeElement.dataset.depth === '2'"), "the focus stays");
    press(b, "#path", "Enter");
    assert!(b.is("document.getElementById('path').getAttribute('aria-pressed') === 'true'"));
    b.key("Escape");
    b.key("Escape");
    assert_eq!(hash(b), "");
    for facet in ["group", "kind", "status", "stance", "support"] {
        press(b, &format!("li:not(.none) [data-facet='{facet}']"), " ");
        assert!(hash(b).starts_with(&format!("#no-{facet}=")), "{facet}");
        assert!(b.is(&format!("document.activeElement.dataset.facet === '{facet}'")), "the focus stays");
        press(b, "#clear-filters", "Enter");
        assert_eq!(count(b), whole);
    }
    press(b, "#filters li .only", "Enter");
    press(b, "#clear-filters", "Enter");
    press(b, "#slider", "ArrowLeft");
    assert!(hash(b).starts_with("#day="));
    press(b, "#certain", " ");
    assert!(hash(b).ends_with("&certain=1"));
    for button in ["#earlier", "#later", "#play", "#play", "#whole"] {
        press(b, button, "Enter");
    }
    assert_eq!(hash(b), "");
    press(b, "#day", "2");
    b.write("025-06-23");
    b.key("Enter");
    assert_eq!(hash(b), "#day=2025-06-23");
    press(b, "#whole", "Enter");
    press(b, "[data-view=picture]", "ArrowRight");
    assert_eq!(hash(b), "#view=claims");
    press(b, "#claims thead button", "Enter");
    assert_eq!(hash(b), "#view=claims&sort=1");
    press(b, "#claims tbody button", "Enter");
    assert!(!heading(b).is_empty());
    press(b, "[data-view=claims]", "ArrowRight");
    assert!(hash(b).starts_with("#view=sources"));
    press(b, "[data-view=sources]", "ArrowRight");
    press(b, "#help-button", "Enter");
    assert!(b.is("document.getElementById('help').open"));
    b.key("Escape");
    b.until("!document.getElementById('help').open");
    press(b, "#copy", "Enter");
    b.until("document.getElementById('copy').textContent !== 'Copy link'");
    // Single keys.
    b.eval("void document.activeElement.blur()");
    b.key("?");
    assert!(b.is("document.getElementById('help').open"));
    b.key("Escape");
    b.until("!document.getElementById('help').open");
    b.key("f");
    assert!(b.is("document.getElementById('filters').hidden"));
    b.key("f");
    b.key("0");
    b.until(&format!("{EYE} === '{all}'"));
    let wide = "document.querySelector('#picture > svg').viewBox.baseVal.width";
    let fitted = b.eval(wide).as_f64().expect("a number");
    b.key("+");
    b.until(&format!("{wide} < {fitted} * 0.75"));
    b.key("-");
    b.until(&format!("Math.abs({wide} - {fitted}) < 1"));
    b.key("ArrowRight");
    b.until(&format!("{EYE} !== '{all}'"));
    b.key("0");
    b.until(&format!("{EYE} === '{all}'"));
    is_quiet(b, &url);
}

#[test]
fn a_link_leads_to_what_was_shown() {
    let Some(mut browser) = Browser::start("link") else { return };
    let html = page(SOME);
    let (from, to, _) = a_tie(&html);
    let states = [
        format!("#view=claims&box={from}&depth=2&day=2025-06-23&certain=1&sort=-2&no-stance=planned"),
        format!("#box={from}&to={to}"),
        "#view=sources&source=neo".to_owned(),
        "#no-group=bamako&no-kind=company&no-support=one+voice".to_owned(),
    ];
    for state in states {
        browser.open(&html, &state);
        let shown = (count(&mut browser), heading(&mut browser));
        browser.reload();
        assert_eq!((count(&mut browser), heading(&mut browser)), shown, "{state}");
        // What the page writes itself is what it was given.
        let given = browser.text("location.hash");
        browser.eval("void (document.getElementById('filters-button').click(), document.querySelector('[aria-selected=true]').click())");
        assert_eq!(browser.text("location.hash"), given);
    }
    let url = browser.open(&html, "#box=nobody&depth=9&day=2025-02-31&view=__proto__&no-kind=constructor&sort=99&to=x");
    assert_eq!(heading(&mut browser), "", "what is not there is not picked");
    is_quiet(&mut browser, &url);
}

#[test]
fn without_script_there_is_a_picture_and_its_table() {
    let Some(mut browser) = Browser::start("without") else { return };
    browser.ask("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    for ask in [SOME, "partners mali"] {
        let url = browser.open(&page(ask), "");
        assert!(!browser.is("document.documentElement.classList.contains('on')"));
        let seen = |b: &mut Browser, what: &str| {
            b.is(&format!("document.querySelector('{what}').getBoundingClientRect().height > 10"))
        };
        for what in ["h1", "#picture > svg", "#claims tbody tr", "#sources li a"] {
            assert!(seen(&mut browser, what), "{ask}: {what}");
        }
        assert!(
            browser.is("[...document.querySelectorAll('.js')].every((it) => it.offsetWidth === 0)"),
            "{ask}: no dead control"
        );
        is_quiet(&mut browser, &url);
    }
    let html = page("partners mali");
    assert!(html.contains("id=\"answer\"") && !page(SOME).contains("id=\"answer\""));
}

#[test]
fn nothing_is_lost_where_it_is_narrow_dark_or_printed() {
    let Some(mut browser) = Browser::start("narrow") else { return };
    let html = page_with_parts();
    for (width, height) in [(320, 640), (390, 844), (800, 600), (1000, 700)] {
        browser.size(width, height);
        for hash in ["", "#box=mali", "#view=claims", "#view=sources"] {
            browser.open(&html, hash);
            assert!(browser.is("document.documentElement.scrollWidth <= innerWidth"), "{width}: {hash} is too wide");
            for what in ["#search", "[data-view=claims]", "#part", "#filters-button", "#slider", "#shown"] {
                browser.middle(what);
            }
            if hash.contains("box") {
                browser.middle("#evidence h2");
            }
        }
    }
    let paper = "getComputedStyle(document.documentElement).backgroundColor";
    let light = browser.text(paper);
    browser.ask("Emulation.setEmulatedMedia", json!({"features": [{"name": "prefers-color-scheme", "value": "dark"}]}));
    assert_ne!(browser.text(paper), light);
    browser.ask("Emulation.setEmulatedMedia", json!({"media": "print"}));
    browser.open(&html, "#box=mali&view=sources");
    assert!(browser.is("['#picture > svg', '#claims tr', '#sources li', '#evidence h2'].every((it) => document.querySelector(it).offsetHeight !== 0)"));
    assert!(browser.is("document.getElementById('time').offsetHeight === 0"));
}

/// Names that mean something to HTML, to a script, or to the eye.
const NAMES: [&str; 7] = [
    "</script><img src=x onerror=window.hit=1>",
    "<!--<script>window.hit=1</script>",
    "\\\" onload=\\\"window.hit=1",
    "' autofocus onfocus='window.hit=1",
    "\\u202Egnp.exe \\u2028 \\u2029 \\u0000",
    "javascript:window.hit=1",
    "${window.hit=1} {{window.hit=1}} &lt;b&gt; ]]>",
];

const IDS: [&str; 7] = ["__proto__", "constructor", "prototype", "hasownproperty", "tostring", "data", "evidence"];

/// Facts that hold such names and ids, and addresses of every sort. They are read as they are, with their findings.
fn hostile() -> FactSet {
    let named = IDS.iter().zip(NAMES);
    let companies: String = named
        .map(|(id, name)| format!("  - {{id: {id}, kind: company, name: \"{name}\", aliases: [\"{name}\"]}}\n"))
        .collect();
    let tie = |pair: &[&str], name: &str| {
        format!(
            "  - {{from: {}, is: partner-of, to: {}, as: \"{name}\", note: \"{name}\", said-by: \"unnamed {name}\", cite: [{{at: \"bad#1\", quote: \"{name}\", value: \"{name}\"}}, \"worse#x\"]}}\n",
            pair[0], pair[1]
        )
    };
    let ties: String = IDS.windows(2).zip(NAMES).map(|(pair, name)| tie(pair, name)).collect();
    let details: String = IDS
        .iter()
        .zip(NAMES)
        .map(|(id, name)| format!("  - {{of: {id}, what: remark, is: \"{name}\", cite: \"bad#1\"}}\n"))
        .collect();
    let source = |id: &str, url: &str| {
        format!(
            "  - {{id: {id}, title: \"{}\", publisher: \"{}\", kind: news, published: 2025, url: \"{url}\"}}\n",
            NAMES[0], NAMES[2]
        )
    };
    let sources = [
        source("bad", "javascript:window.hit=1"),
        source("worse", "https://x.invalid/\\\"onmouseover=\\\"window.hit=1"),
    ]
    .concat();
    let text = format!("sources:\n{sources}stakeholders:\n{companies}ties:\n{ties}details:\n{details}");
    FactSet::read([("facts.yaml".to_owned(), text)], &mut vec![]).expect("they are small")
}

#[test]
fn what_strangers_write_stays_text() {
    let facts = hostile();
    let model = Model::new(&facts, &Default::default());
    let html = shipped::written(&shipped::answer(&model, WHOLE), &model, "html", None);
    let known = data(&html);
    assert_eq!(known["boxes"].as_array().expect("a list").len(), IDS.len());
    assert_eq!(html.matches("</script").count(), 2, "the data do not end their tag");
    assert!(!html.contains("<img") && !html.contains("href=\"javascript") && !html.contains('\u{202e}'));
    let Some(mut browser) = Browser::start("hostile") else { return };
    let url = browser.open(&html, "");
    let b = &mut browser;
    for id in IDS {
        b.eval(&format!("void document.querySelector(\"[data-node-id='{id}']\").focus()"));
        b.key("Enter");
        assert_eq!(hash(b), format!("#box={id}"));
        assert!(b.is("document.querySelectorAll('#evidence details').length > 0"), "{id}");
        b.eval("document.querySelectorAll('#evidence details').forEach((it) => { it.open = true; })");
    }
    for search in ["script", "proto", "javascript"] {
        b.key("/");
        b.write(search);
        assert!(b.is("document.querySelectorAll('#found [role=option]').length > 0"), "{search}");
        b.key("Enter");
    }
    b.reload();
    assert!(b.is("window.hit === undefined"), "something came to life");
    assert!(b.is("document.querySelectorAll('img, iframe, #evidence script, svg script').length === 0"));
    assert!(b.is("[...document.querySelectorAll('a[href]')].every((a) => a.getAttribute('href').startsWith('#') || /^https?:/.test(a.getAttribute('href')))"));
    assert!(b.is("[...document.querySelectorAll('*')].every((it) => it.getAttributeNames().every((name) => !name.startsWith('on')))"));
    is_quiet(b, &url);
}

#[test]
fn parts_with_a_name_are_in_the_data_and_can_be_chosen() {
    let html = page_with_parts();
    let data = data(&html);
    let parts = data["parts"].as_array().expect("a list");
    assert_eq!(parts.iter().map(|p| p["title"].as_str().expect("text")).collect::<Vec<_>>(), ["BRICS", PART]);
    let boxes = |n: usize| parts[n]["boxes"].as_array().expect("a list").len();
    assert!(boxes(0) > 2 && boxes(1) > 2, "what is not drawn is in none: {parts:?}");
    assert_eq!(html.matches("</script").count(), 2, "the title ends no tag");
    assert!(!html.contains("</script><b>"));
    let plain = page(SOME);
    assert!(!plain.contains("id=\"part\"") && !between(&plain, "id=\"data\">", "</script>").contains("\"parts\""));

    let Some(mut browser) = Browser::start("parts") else { return };
    let url = browser.open(&html, "");
    let b = &mut browser;
    let (whole, all) = (count(b), b.text(EYE));
    let shown = "[...document.querySelectorAll('[data-node-id]:not(.off)')].length";
    // By keys.
    b.eval("void document.getElementById('part').focus()");
    b.key("ArrowDown");
    assert_eq!(hash(b), "#part=BRICS");
    assert!(b.is("document.activeElement.id === 'part'"), "the focus stays");
    assert!(count(b).starts_with(&format!("{} of ", boxes(0))), "{}", count(b));
    assert_eq!(b.eval(shown), boxes(0));
    assert!(b.is("[...document.querySelectorAll('[data-edge-id]:not(.off)')].every((it) => [it.dataset.source, it.dataset.target].every((id) => !document.querySelector(`[data-node-id='${id}']`).classList.contains('off')))"));
    let inside = "(() => { const at = document.querySelector('#picture').getBoundingClientRect(); return [...document.querySelectorAll('[data-node-id]:not(.off)')].every((it) => { const r = it.getBoundingClientRect(); return r.left >= at.left && r.right <= at.right && r.top >= at.top && r.bottom <= at.bottom; }); })()";
    b.until(&format!("{EYE} !== '{all}' && {inside}"));
    // With other filters.
    let brics = count(b);
    b.click("li:not(.none) [data-facet='kind']");
    assert!(hash(b).starts_with("#part=BRICS&no-kind="));
    assert_ne!(count(b), brics);
    b.reload();
    assert_eq!(b.text("document.getElementById('part').value"), "0");
    assert!(hash(b).starts_with("#part=BRICS&no-kind="));
    b.click("#clear-filters");
    assert_eq!((hash(b), count(b)), (String::new(), whole.clone()));
    assert_eq!(b.text("document.getElementById('part').value"), "");
    b.until(&format!("{EYE} === '{all}'"));
    // By mouse: the list of the browser opens, and what is chosen there is shown.
    b.click("#part");
    b.key("ArrowDown");
    b.key("ArrowDown");
    b.key("Enter");
    b.until("document.getElementById('part').value === '1'");
    assert_eq!(b.text("new URLSearchParams(location.hash.slice(1)).get('part')"), PART);
    assert!(count(b).starts_with(&format!("{} of ", boxes(1))), "{}", count(b));
    let shown = count(b);
    b.reload();
    assert_eq!(count(b), shown);
    b.until(inside);
    // What is picked and not in the part is picked no more; in the part it stays.
    b.eval("void (location.hash = '#box=brics')");
    b.until("document.querySelector('#evidence h2') && document.getElementById('part').value === ''");
    b.eval("void document.getElementById('part').focus()");
    b.key("ArrowDown");
    assert_eq!(hash(b), "#box=brics&part=BRICS");
    b.key("ArrowDown");
    assert_eq!(heading(b), "");
    // Nothing that is not there is chosen.
    b.eval("void (location.hash = '#part=__proto__')");
    b.until(&format!("document.getElementById('shown').textContent === '{whole}'"));
    is_quiet(b, &url);
}

#[test]
fn lines_between_partners_lead_to_all_they_rest_on() {
    let html = drawn("partners", Drawing { as_partners: true, ..Drawing::default() });
    let data = data(&html);
    let lines = data["lines"].as_array().expect("a list");
    assert!(!lines.is_empty());
    for line in lines {
        let said = line["said"].as_array().expect("a list");
        assert!(said.iter().all(|s| s["id"].as_str().is_some_and(|id| id.contains(".with."))), "{line}");
        assert!(html.contains(&format!("data-edge-id=\"{}\"", line["id"].as_str().expect("text"))), "{line}");
    }
    assert!(lines.iter().any(|l| l["said"][0]["with"].is_array()), "some rest on two claims");
    let Some(mut browser) = Browser::start("partners") else { return };
    let url = browser.open(&html, "");
    let b = &mut browser;
    assert!(
        b.is("[...document.querySelectorAll('[data-edge-id]')].every((it) => it.getAttribute('role') === 'button')")
    );
    let line = b.text(TOPMOST_LINE);
    b.click(&format!("[data-edge-id='{line}']"));
    assert_eq!(hash(b), format!("#tie={line}"));
    assert!(b.is("document.querySelectorAll('#evidence details[open] .cites li').length > 0"));
    is_quiet(b, &url);
}

#[test]
fn entries_and_cells_lead_to_their_claims() {
    let Some(mut browser) = Browser::start("entries") else { return };
    let b = &mut browser;
    for (ask, layout) in [("timeline mali russia", Layout::Timeline), ("partners mali", Layout::Matrix)] {
        let html = drawn(ask, Drawing { layout: Some(layout), ..Drawing::default() });
        let data = data(&html);
        let entries = data["entries"].as_array().expect("a list");
        assert!(entries.len() > 10, "{ask}");
        let sure = entries.iter().filter(|e| e["claims"].as_array().is_some_and(|c| !c.is_empty())).count();
        assert_eq!(sure, entries.len(), "{ask}: all rest on claims");
        let url = b.open(&html, "");
        let id = entries[entries.len() / 2]["id"].as_str().expect("text");
        // By mouse first: keys move the picture, and what glides is hard to hit.
        b.click(&format!("[data-entry-id='{id}'] > :last-child"));
        assert_eq!(hash(b), format!("#entry={id}"), "{ask}");
        b.key("Escape");
        assert_eq!(hash(b), "", "{ask}");
        b.eval(&format!("void document.querySelector(\"[data-entry-id='{id}']\").focus()"));
        b.key("Enter");
        assert_eq!(hash(b), format!("#entry={id}"), "{ask}");
        assert!(b.is("document.querySelectorAll('#evidence details[open] .written').length > 0"), "{ask}");
        for key in ["ArrowDown", "ArrowLeft", "Escape"] {
            b.key(key);
        }
        assert_eq!(hash(b), "", "{ask}");
        b.eval(&format!("void document.querySelector(\"[data-entry-id='{id}']\").focus()"));
        b.key("Enter");
        assert_eq!(hash(b), format!("#entry={id}"), "{ask}");
        b.reload();
        assert!(!heading(b).is_empty(), "{ask}");
        b.click("[data-view=claims]");
        assert!(b.is("document.querySelectorAll('#claims tbody tr:not([hidden])').length > 10"), "{ask}");
        is_quiet(b, &url);
    }
}
