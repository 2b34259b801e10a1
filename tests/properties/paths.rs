//! `path` finds what looking through all ways finds.
use crate::asked::read;
use crate::shipped::{answer, model};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use ties::ask::{Answer, Cell};
use ties::model::Model;

/// How many companies there are.
const COMPANIES: usize = 6;

/// How sure a link is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Link {
    Said,
    Planned,
    Denied,
}

/// Ties between two companies, and agreements of several, each link with how sure it is.
#[derive(Clone, Debug)]
struct World {
    ties: Vec<(usize, usize, Link)>,
    agreements: Vec<BTreeMap<usize, Link>>,
}

fn link() -> impl Strategy<Value = Link> {
    prop_oneof![3 => Just(Link::Said), 1 => Just(Link::Planned), 1 => Just(Link::Denied)]
}

fn world() -> impl Strategy<Value = World> {
    let tie =
        (0..COMPANIES, 1..COMPANIES, link()).prop_map(|(from, step, link)| (from, (from + step) % COMPANIES, link));
    let parties = prop::collection::btree_map(0..COMPANIES, link(), 2..4);
    (prop::collection::vec(tie, 0..8), prop::collection::vec(parties, 0..3))
        .prop_map(|(ties, agreements)| World { ties, agreements })
}

impl World {
    fn text(&self) -> String {
        let stance = |link: &Link| match link {
            Link::Said => "asserted",
            Link::Planned => "planned",
            Link::Denied => "denied",
        };
        let mut text =
            "sources: [{id: s, title: S, publisher: P, kind: news, published: 2031-07-01}]\nstakeholders:\n".to_owned();
        text.extend((0..COMPANIES).map(|n| format!("  - {{id: c{n}, kind: company, name: Company {n}}}\n")));
        text += "agreements:\n";
        for (n, parties) in self.agreements.iter().enumerate() {
            let parties = parties.iter().map(|(who, link)| format!("{{who: c{who}, stance: {}}}", stance(link)));
            let parties = parties.collect::<Vec<_>>().join(", ");
            text += &format!(
                "  - {{id: a{n}, kind: contract, name: Contract {n}, cite: s#1, parties: [{parties}], status: signed}}\n"
            );
        }
        text += "ties:\n";
        let tie = |(from, to, link): &(usize, usize, Link)| {
            format!("  - {{from: c{from}, is: supplier-of, to: c{to}, stance: {}, cite: s#1}}\n", stance(link))
        };
        text.extend(self.ties.iter().map(tie));
        text
    }

    /// Whether one hop leads from one company to another, over what is said alone or also over what is planned.
    fn hop(&self, from: usize, to: usize, planned: bool) -> bool {
        let holds = |link: Link| link == Link::Said || planned && link == Link::Planned;
        let tied =
            self.ties.iter().any(|(a, b, link)| holds(*link) && ((*a, *b) == (from, to) || (*b, *a) == (from, to)));
        let party = |parties: &BTreeMap<usize, Link>, who| parties.get(&who).is_some_and(|link| holds(*link));
        tied || self.agreements.iter().any(|parties| party(parties, from) && party(parties, to))
    }

    /// Every way without a company twice, as the companies on it.
    fn ways(&self, planned: bool) -> Vec<Vec<usize>> {
        let (mut open, mut found) = (vec![vec![0]], vec![]);
        while let Some(way) = open.pop() {
            let here = way[way.len() - 1];
            if here == 1 {
                found.push(way);
                continue;
            }
            let next = (0..COMPANIES).filter(|to| !way.contains(to) && self.hop(here, *to, planned));
            open.extend(next.map(|to| [&way[..], &[to]].concat()).collect::<Vec<_>>());
        }
        found
    }

    /// Those of them that are at most so many hops longer than the shortest.
    fn nearest(&self, planned: bool, longer: usize) -> BTreeSet<Vec<usize>> {
        let mut ways = self.ways(planned);
        let shortest = ways.iter().map(Vec::len).min().unwrap_or_default();
        ways.retain(|way| way.len() <= shortest + longer);
        ways.into_iter().collect()
    }
}

/// The ways of an answer with this standing, as the companies on them.
fn ways_of(answer: &Answer, model: &Model, standing: &str) -> BTreeSet<Vec<usize>> {
    let number = |cell: &Cell| match cell {
        Cell::Entity(node) => model.graph[*node].id[1..].parse::<usize>().expect("a company has a number"),
        other => panic!("{other:?} is no company"),
    };
    let mut ways: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in answer.rows.iter().filter(|row| matches!(&row.cells[3], Cell::Word(word) if *word == standing)) {
        let way = ways.entry(format!("{:?}", row.cells[4])).or_insert_with(|| vec![number(&row.cells[0])]);
        assert_eq!(way.last(), Some(&number(&row.cells[0])), "a hop begins where the one before it ends");
        way.push(number(&row.cells[2]));
    }
    ways.into_values().collect()
}

/// How many ways `path` shows.
const MOST_WAYS: usize = 20;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn path_finds_what_looking_through_all_ways_finds(world in world()) {
        let facts = read(vec![world.text()]);
        let model = model(&facts);
        let (said, all) = (world.nearest(false, 0), world.nearest(true, 0));
        let short = answer(&model, "path c0 c1");
        prop_assert_eq!(&ways_of(&short, &model, "established"), &said);
        // What is planned is shown where it is nearer, or the only way.
        let length = |ways: &BTreeSet<Vec<usize>>| ways.iter().next().map(Vec::len);
        let nearer = length(&all).filter(|planned| length(&said).is_none_or(|said| *planned < said));
        let planned = if nearer.is_some() { all } else { BTreeSet::new() };
        prop_assert_eq!(&ways_of(&short, &model, "not-yet"), &planned);
        let longer = world.nearest(false, 2);
        let long = ways_of(&answer(&model, "path c0 c1 --all"), &model, "established");
        if longer.len() <= MOST_WAYS {
            prop_assert_eq!(long, longer);
        } else {
            prop_assert!(long.len() == MOST_WAYS && long.is_subset(&longer));
        }
    }
}
