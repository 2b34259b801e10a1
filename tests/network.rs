//! Who stands between the others, on networks small enough to be counted by hand.
mod shipped;

use ties::ask::Cell;

/// Companies that are partners two by two, the last pair only since 2010, and some who are tied to nobody.
fn facts(pairs: &[(&str, &str)], idle: &[&str]) -> ties::facts::FactSet {
    let mut names: Vec<&str> =
        pairs.iter().flat_map(|(one, other)| [*one, *other]).chain(idle.iter().copied()).collect();
    names.sort_unstable();
    names.dedup();
    let who: String = names.iter().map(|id| format!("  - {{id: {id}, kind: company, name: Company {id}}}\n")).collect();
    let tie = |(n, (one, other)): (usize, &(&str, &str))| {
        let since = if n + 1 == pairs.len() { "since: 2010" } else { "since: 1990" };
        format!("  - {{from: {one}, is: partner-of, to: {other}, {since}, uncited: made up}}\n")
    };
    let ties: String = pairs.iter().enumerate().map(tie).collect();
    shipped::read(vec![("facts.yaml".to_owned(), format!("stakeholders:\n{who}ties:\n{ties}"))])
}

/// The percent in which one lies between two others, and what only that one leads to.
fn of(facts: &ties::facts::FactSet, ask: &str, id: &str) -> (f64, String) {
    let model = shipped::model(facts);
    let answer = shipped::answer(&model, ask);
    let row = answer.rows.iter().find(|row| matches!(row.cells[0], Cell::Entity(node) if model.graph[node].id == id));
    let row = row.unwrap_or_else(|| panic!("{id} is not in {ask}"));
    let (Cell::Quantity(between), Cell::Text(only)) = (&row.cells[1], &row.cells[5]) else {
        return (0.0, String::new());
    };
    (between.least.unwrap_or_default(), only.clone())
}

#[test]
fn the_middle_of_a_star_lies_on_all_ways_whoever_else_there_is() {
    let pairs = [("hub", "a"), ("hub", "b"), ("hub", "c")];
    for idle in [&[][..], &["x", "y", "z"]] {
        let facts = facts(&pairs, idle);
        assert_eq!(of(&facts, "rank", "hub"), (100.0, "Company a, Company b and Company c".to_owned()));
        // What is not tied by then is no end of a way.
        assert_eq!(of(&facts, "rank --as-of 2000", "hub").0, 100.0);
    }
}

#[test]
fn in_a_chain_of_five_the_middle_lies_on_four_ways_of_six() {
    let facts = facts(&[("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")], &[]);
    assert_eq!(["a", "b", "c"].map(|id| of(&facts, "rank", id).0), [0.0, 50.0, 66.7]);
}
