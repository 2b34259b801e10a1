//! Networks small enough to be counted by hand: who stands between the others. And one large enough to be cut.
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

#[test]
fn of_what_has_no_day_a_window_lists_what_may_be_nearest_and_counts_the_rest() {
    let mut text = "stakeholders:\n  - {id: maker, kind: company, name: Maker}\nagreements:\n".to_owned();
    for n in 0..230 {
        let when = if n < 3 { format!("2001-02-{:02}", n + 1) } else { format!("'[..{}-01-01]'", 2100 + n) };
        text += &format!(
            "  - {{id: pact-{n}, kind: treaty, name: Pact {n}, parties: [{{who: maker, uncited: example}}], status: [{{is: signed, when: {when}, uncited: example}}]}}\n"
        );
    }
    let facts = shipped::read(vec![("facts.yaml".to_owned(), text)]);
    let model = shipped::model(&facts);
    let answer = shipped::answer(&model, "timeline --since 2001-02-01 --until 2001-02-02");
    let says = |n: usize| match &answer.rows[n].cells[1] {
        Cell::Text(text) => text.as_str(),
        other => panic!("{other:?} is no text"),
    };
    assert_eq!(answer.rows.len(), 2 + 200);
    assert_eq!(
        (says(0), says(1), says(2), says(201)),
        ("Signed: Pact 0", "Signed: Pact 1", "Signed: Pact 3", "Signed: Pact 202")
    );
    let notes: Vec<&str> = answer.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(
        notes,
        [
            "27 more have no day and may be before 2001-02-01: name one to see its own.",
            "Left out, outside 2001-02-01 to 2001-02-02: 1 (drop --since and --until to see them).",
        ]
    );
    let certain = shipped::answer(&model, "timeline --since 2001-02-01 --until 2001-02-02 --certain");
    assert_eq!((certain.rows.len(), certain.notes.len()), (2, 1));
}
