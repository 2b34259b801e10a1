//! Stakes through others: multiplied out where every share is known, safe in rings and in long chains.
mod shipped;

use shipped::{answer, model, read, written};

const NAMES: &str = "stakeholders:\n  - {id: company-a, kind: company, name: Company A}\n  \
    - {id: company-b, kind: company, name: Company B}\n  - {id: company-c, kind: company, name: Company C}\n  \
    - {id: company-d, kind: company, name: Company D}\nstakes:\n";

/// The table of a question to the four companies with these stakes: holder, in, share and more.
fn told(ask: &str, stakes: &[(&str, &str, &str)]) -> String {
    let lines: String = stakes
        .iter()
        .map(|(holder, of, more)| {
            format!("  - {{holder: company-{holder}, in: company-{of}, kind: equity, {more}, uncited: example}}\n")
        })
        .collect();
    let facts = read(vec![("facts.yaml".to_owned(), format!("{NAMES}{lines}"))]);
    let model = model(&facts);
    written(&answer(&model, ask), &model, "table", None)
}

#[test]
fn an_owner_of_an_owner_holds_the_product() {
    let table =
        told("stakes company-a", &[("a", "b", "share: 60%"), ("b", "c", "share: 50%"), ("c", "d", "share: 10%")]);
    assert!(table.contains("30% through Company B: multiplied out, 60% of 50%"), "{table}");
    assert!(table.contains("3% through Company B and Company C: multiplied out, 60% of 50% of 10%"), "{table}");
    let table = told("stakes company-c", &[("a", "b", "share: 60%"), ("b", "c", "share: 50%")]);
    assert!(table.contains("Those who hold it through others"), "{table}");
    assert!(table.contains("30% through Company B"), "{table}");
}

#[test]
fn what_is_not_known_is_not_multiplied() {
    let table = told("stakes company-a", &[("a", "b", "share: majority"), ("b", "c", "share: 50%")]);
    assert!(table.contains("through Company B: majority, then 50%; not multiplied out"), "{table}");
}

#[test]
fn nobody_holds_through_what_was_over_before() {
    let over = ("a", "b", "share: 60%, since: 2001, until: 2005");
    let table = told("stakes company-a", &[over, ("b", "c", "share: 50%, since: 2010")]);
    assert!(!table.contains("through Company B"), "{table}");
    let planned = ("a", "b", "share: 60%, stance: planned");
    let table = told("stakes company-a", &[planned, ("b", "c", "share: 50%")]);
    assert!(!table.contains("through Company B"), "{table}");
}

#[test]
fn a_ring_of_owners_ends() {
    let ring = [("a", "b", "share: 60%"), ("b", "c", "share: 50%"), ("c", "a", "share: 50%"), ("b", "b", "share: 1%")];
    let table = told("stakes company-a", &ring);
    assert!(table.contains("30% through Company B"), "{table}");
    assert!(!table.contains("Not followed"), "{table}");
}

#[test]
fn a_long_chain_is_cut_and_said_to_be() {
    let n = 3_000;
    let mut text = String::from("stakeholders:\n");
    (0..n).for_each(|k| text += &format!("  - {{id: c{k}, kind: company, name: C{k}}}\n"));
    text += "stakes:\n";
    (1..n).for_each(|k| {
        text += &format!("  - {{holder: c{}, in: c{k}, kind: equity, share: 99%, uncited: example}}\n", k - 1)
    });
    let facts = read(vec![("facts.yaml".to_owned(), text)]);
    let model = model(&facts);
    let table = written(&answer(&model, "stakes c0"), &model, "table", None);
    assert!(table.contains("Not followed further than 24 steps"), "{table}");
}
