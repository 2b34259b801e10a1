//! What holds for the answers from any facts, tried on small random sets.
use proptest::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use ties::ask::Line;
use ties::check;
use ties::date::Date;
use ties::diag::{Diagnostics, Severity};
use ties::facts::FactSet;
use ties::model::{Lens, Model, Passage, Point};

/// Relations that make partners, that set against each other, and that do neither.
const RELATIONS: [&str; 3] = ["supplier-of", "opponent-of", "in-talks-with"];

/// A tie between two of five companies, dated and cited.
#[derive(Clone, Debug)]
struct Tie {
    from: usize,
    is: usize,
    to: usize,
    since: Option<u16>,
    cites: BTreeSet<usize>,
}

impl Tie {
    fn line(&self) -> String {
        let Tie { from, is, to, .. } = self;
        let since = self.since.map_or(String::new(), |year| format!(", since: {year}"));
        let cites: Vec<String> = self.cites.iter().map(|source| format!("s{source}#1")).collect();
        let (is, cites) = (RELATIONS[*is], cites.join(", "));
        format!("  - {{from: c{from}, is: {is}, to: c{to}{since}, cite: [{cites}]}}\n")
    }
}

fn tie() -> impl Strategy<Value = Tie> {
    let ends = (0..5usize, 1..5usize).prop_map(|(from, step)| (from, (from + step) % 5));
    let cites = prop::collection::btree_set(0..6usize, 1..4);
    (ends, 0..RELATIONS.len(), prop::option::of(1990..2024u16), cites).prop_map(|((from, to), is, since, cites)| Tie {
        from,
        is,
        to,
        since,
        cites,
    })
}

/// For each of six sources: the earlier one it repeats, if any.
fn repeats() -> impl Strategy<Value = Vec<Option<usize>>> {
    prop::collection::vec(prop::option::of(0..6usize), 6)
}

/// The fixed part: five companies and six sources of six publishers.
fn records(repeats: &[Option<usize>]) -> Vec<String> {
    let companies = (0..5).map(|n| format!("  - {{id: c{n}, kind: company, name: Company {n}}}\n")).collect::<String>();
    let sources = repeats.iter().enumerate().map(|(n, repeated)| {
        let repeated = repeated.filter(|r| *r < n).map_or(String::new(), |r| format!(", repeats: s{r}"));
        let day = format!("2024-0{}-01", n + 1);
        format!("  - {{id: s{n}, title: T{n}, publisher: P{n}, kind: news, published: {day}{repeated}}}\n")
    });
    vec![format!("stakeholders:\n{companies}"), format!("sources:\n{}", sources.collect::<String>())]
}

/// Facts without an error.
pub fn read(files: Vec<String>) -> FactSet {
    let named = files.into_iter().enumerate().map(|(n, text)| (format!("{n}.yaml"), text));
    let mut found = Diagnostics::new();
    let facts = FactSet::read(named, &mut found).expect("they are small");
    check::run(&facts, &mut found);
    // Made at random, some records are used by nobody, and some steps go round in a circle: that only warns.
    found.retain(|finding| finding.severity == Severity::Error);
    assert!(found.is_empty(), "{found:?}");
    facts
}

/// The rows of an answer as text, without the file and line they are written at.
fn rows(facts: &FactSet, ask: &str) -> BTreeSet<String> {
    let model = Model::new(facts, &FxHashSet::default());
    let line = <Line as clap::Parser>::try_parse_from(ask.split(' ')).expect("it is a question");
    let answer = line.question.answer(&model).expect("it has an answer");
    let names =
        |row: &ties::ask::Row| format!("{:?} {:?} {}", row.section, named(&model, &row.cells), row.evidence.voices);
    answer.rows.iter().map(names).collect()
}

/// Cells by name: the numbers of nodes and claims depend on the order of the files.
fn named(model: &Model, cells: &[ties::ask::Cell]) -> Vec<String> {
    let name = |cell: &ties::ask::Cell| match cell {
        ties::ask::Cell::Entity(node) => vec![model.name(*node).to_owned()],
        ties::ask::Cell::Named(values) => {
            values.iter().flat_map(|(_, cell)| named(model, std::slice::from_ref(cell))).collect()
        }
        other => vec![format!("{other:?}")],
    };
    cells.iter().flat_map(name).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_and_the_split_of_files_never_matter(ties in prop::collection::vec(tie(), 1..8), repeats in repeats(), cut in 0..8usize) {
        let lines: Vec<String> = ties.iter().map(Tie::line).collect();
        let cut = cut.min(lines.len());
        let mut one = records(&repeats);
        one.push(format!("ties:\n{}", lines.concat()));
        let mut many = vec![format!("ties:\n{}", lines[cut..].concat()), format!("ties:\n{}", lines[..cut].concat())];
        many.extend(records(&repeats).into_iter().rev());
        let (one, many) = (read(vec![one.concat()]), read(many));
        for ask in ["partners c0", "show c0", "disputes", "timeline c1"] {
            prop_assert_eq!(rows(&one, ask), rows(&many, ask));
        }
    }

    #[test]
    fn a_citation_more_never_lowers_the_voices(tie in tie(), repeats in repeats(), more in 0..6usize) {
        let voices = |tie: &Tie| {
            let mut files = records(&repeats);
            files.push(format!("ties:\n{}", tie.line()));
            let facts = read(files);
            let model = Model::new(&facts, &FxHashSet::default());
            let claim = &model.claims[0];
            let passages = claim.cites.iter().map(|cite| Passage::of(cite, &claim.said_by));
            model.voices(&passages.collect::<Vec<_>>())
        };
        let mut longer = tie.clone();
        longer.cites.insert(more);
        prop_assert!(voices(&tie) <= voices(&longer));
    }

    #[test]
    fn the_calendar_passes_over_no_point_of_time(ties in prop::collection::vec(tie(), 1..8), from in 1985..2026u16, years in 0..20u16, most in 0..4usize) {
        let mut files = records(&[None; 6]);
        // Every other one ends, and is not known to have begun later than some year.
        let line = |(n, tie): (usize, &Tie)| match tie.since.filter(|_| n % 2 == 0) {
            Some(year) => {
                let vague = format!("since: '[..{year}]', until: {}", year + 3);
                tie.line().replace(&format!("since: {year}"), &vague)
            }
            None => tie.line(),
        };
        files.push(format!("ties:\n{}", ties.iter().enumerate().map(line).collect::<String>()));
        let facts = read(files);
        let model = Model::new(&facts, &FxHashSet::default());
        let day = |year: u16| Date::read(&year.to_string()).expect("a year is a date").days();
        let window = (day(from).0, day(from + years).1);
        let lies_there = |point: &Point| point.days.0 <= window.1 && point.days.1 >= window.0;
        let points = model.all_claims().flat_map(|id| model.points(id, &Lens::default()));
        let all: BTreeSet<Point> = points.filter(lies_there).collect();
        let (found, passed) = model.calendar().within(window, usize::MAX);
        prop_assert_eq!((found.iter().copied().collect(), found.len(), passed), (all.clone(), all.len(), 0));
        let (found, passed) = model.calendar().within(window, most);
        let found: BTreeSet<Point> = found.into_iter().collect();
        let left: Vec<&Point> = all.difference(&found).collect();
        prop_assert_eq!(left.len(), passed);
        prop_assert!(left.iter().all(|point| point.is_open() && !found.iter().any(|other| other.claim == point.claim)));
        prop_assert!(found.iter().filter(|point| point.is_open()).count() >= most.min(all.iter().filter(|point| point.is_open()).count()));
    }

    #[test]
    fn what_is_certain_is_a_part_of_what_is_possible(ties in prop::collection::vec(tie(), 1..8), repeats in repeats(), year in 1985..2026u16) {
        let mut files = records(&repeats);
        files.push(format!("ties:\n{}", ties.iter().map(Tie::line).collect::<String>()));
        let facts = read(files);
        let model = Model::new(&facts, &FxHashSet::default());
        let days = ties::date::Date::read(&year.to_string()).expect("it is a year").days();
        let all = Lens { as_of: Some(days), ..Lens::default() };
        let certain = Lens { certain: true, ..all };
        for claim in model.all_claims() {
            prop_assert!(model.view(claim, &certain).is_none() || model.view(claim, &all).is_some());
        }
        for ask in NARROWED {
            let ask = format!("{ask} --as-of {year}");
            let (all, certain) = (crate::shipped::answer(&model, &ask), crate::shipped::answer(&model, &format!("{ask} --certain")));
            prop_assert!(ends(&certain).is_subset(&ends(&all)), "{}: rows", ask);
            for node in &certain.selection.nodes {
                prop_assert!(all.selection.nodes.contains(node), "{}: {} is only certain", ask, model.name(*node));
            }
            for edge in &certain.selection.edges {
                prop_assert!(all.selection.edges.contains(edge), "{}: {:?} is only certain", ask, edge);
            }
        }
    }
}

/// Questions whose answer becomes smaller where fewer claims count. `path` goes a longer way where the nearest is not
/// certain, and `gaps` lists what is missing.
const NARROWED: [&str; 11] = [
    "partners",
    "partners c0",
    "show c0",
    "agreements",
    "stakes",
    "timeline",
    "timeline c0",
    "disputes",
    "search c",
    "rank",
    "map c0",
];

/// For each row, the records it names.
fn ends(answer: &ties::ask::Answer) -> BTreeSet<Vec<petgraph::graph::NodeIndex>> {
    let node = |cell: &ties::ask::Cell| if let ties::ask::Cell::Entity(node) = cell { Some(*node) } else { None };
    answer.rows.iter().map(|row| row.cells.iter().filter_map(node).collect()).collect()
}
