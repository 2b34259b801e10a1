//! What is said and denied of the same days is a dispute, whatever kind of claim it is.
mod changed;
mod shipped;

use changed::{changed, outermost, taken_out, values_out};
use ties::facts::FactSet;
use ties::model::{Dispute, Lens, Model};

const RECORDS: &str = "\
stakeholders:
  - {id: fund, kind: company, name: Test Fund}
  - {id: mill, kind: company, name: Test Mill}
sources:
  - {id: a, title: A, publisher: PA, kind: news, published: 2024-01-01}
  - {id: b, title: B, publisher: PB, kind: news, published: 2024-02-01}
assets:
  - id: kiln
    kind: facility
    name: Test Kiln
";

#[test]
fn what_is_said_and_denied_is_a_dispute() {
    let cases = [
        ("ties", "from: fund, is: supplier-of, to: mill"),
        ("stakes", "holder: fund, in: mill, kind: equity, share: 5 %"),
        ("    details", "what: capacity, is: 5 t/year"),
        ("    status", "is: under-construction, when: 2023-05"),
    ];
    for (list, said) in cases {
        let (first, second) = (format!("{{{said}, cite: a#1}}"), format!("{{{said}, cite: b#2}}"));
        let denied = format!("{{{said}, stance: denied, cite: b#2}}");
        assert_eq!(disputes(&format!("{list}: [{first}, {denied}]\n")), 1, "{list} that one denies");
        assert_eq!(disputes(&format!("{list}: [{first}, {second}]\n")), 0, "{list} that both say");
    }
}

#[test]
fn what_is_said_of_one_time_and_denied_of_another_is_no_dispute_in_any_answer() {
    let cases = [
        ("2023-01", "2023-01", 1, "disputed"),
        ("2023-01", "2023-01-06", 1, "disputed"),
        ("2022-11-13", "2023-01-06", 0, "no"),
        ("2023-01-06", "2022-11-13", 0, "yes"),
    ];
    for (said, denied, disputed, verdict) in cases {
        let tie = "from: fund, is: supplier-of, to: mill";
        let said = format!("{{{tie}, when: {said}, cite: a#1}}");
        let claims = format!("ties: [{said}, {{{tie}, stance: denied, when: {denied}, cite: b#2}}]\n");
        let facts = shipped::read(vec![("facts.yaml".to_owned(), format!("{RECORDS}{claims}"))]);
        let model: Model = shipped::model(&facts);
        assert_eq!(model.disputes(None, &Lens::default()).len(), disputed, "{claims}");
        let answer = |ask: &str| shipped::answer(&model, ask);
        assert_eq!(answer("is fund supplier-of mill").verdict, Some(verdict), "{claims}");
        assert_eq!(answer("is fund supplier-of mill").rows.len(), 2, "{claims}");
        if disputed == 0 {
            assert_eq!(answer("is fund supplier-of mill --as-of 2022-11-13").verdict == Some("yes"), verdict == "no");
        }
    }
}

#[test]
fn a_wording_is_disputed_by_an_opinion_and_inside_a_record_too() {
    let inside = "    details: [{id: said, what: remark, is: good, cite: a#1}]\n";
    let outside = "details:\n  - {id: said, of: kiln, what: remark, is: good, cite: a#1}\n";
    for stance in ["", "stance: opinion, "] {
        let against = format!("  - {{of: kiln, what: remark, is: bad, {stance}against: said, cite: b#2}}\n");
        assert_eq!(disputes(&format!("{inside}details:\n{against}")), 1, "{stance}inside");
        assert_eq!(disputes(&format!("{outside}{against}")), 1, "{stance}outside");
    }
}

/// How many disputes there are with these claims, of the records or of the kiln.
fn disputes(claims: &str) -> usize {
    let facts = shipped::read(vec![("facts.yaml".to_owned(), format!("{RECORDS}{claims}"))]);
    let model: Model = shipped::model(&facts);
    model.disputes(None, &Lens::default()).len()
}

/// Nobody lists what sources disagree on: a dispute is there as long as two of its sides are.
#[test]
fn a_dispute_of_the_shipped_facts_is_gone_without_its_other_sides() {
    let facts = shipped::facts();
    let model = shipped::model(&facts);
    let disputes = model.disputes(None, &Lens::default());
    assert!(disputes.len() > 20, "only {}", disputes.len());
    let (mut still, mut untried) = (vec![], vec![]);
    for dispute in &disputes {
        let mut tried = 0;
        for (n, side) in dispute.sides.iter().enumerate() {
            let Some(left) = without_others(&facts, &model, dispute, n) else { continue };
            tried += 1;
            let left = shipped::model(&left);
            let left = left.disputes(None, &Lens::default());
            if left.len() >= disputes.len() || left.iter().any(|other| other.title == dispute.title) {
                still.push(format!("{}: {}", dispute.title, side.words));
            }
        }
        if tried == 0 {
            untried.push(&dispute.title);
        }
    }
    assert!(still.is_empty(), "disputes with one side only:\n{}", still.join("\n"));
    assert!(untried.is_empty(), "nothing can be taken out of {untried:?}");
}

/// The facts with but one side of a dispute; nothing where a record they need or a claim they name goes with the others.
fn without_others(facts: &FactSet, model: &Model, dispute: &Dispute, kept: usize) -> Option<FactSet> {
    let others = dispute.sides.iter().enumerate().filter(|(n, _)| *n != kept);
    let said: Vec<_> =
        others.flat_map(|(_, side)| side.claims.iter().map(|id| (model.claim(*id), &side.words))).collect();
    let claims = outermost(taken_out(model, said.iter().map(|(claim, _)| *claim)));
    // One of several days of a record goes alone: others name the record.
    let values = said.iter().flat_map(|(claim, words)| values_out(model, claim, &format!("is: {words}"))).collect();
    let values = outermost(values);
    changed(facts, "", &claims).or_else(|| if values.is_empty() { None } else { changed(facts, "", &values) })
}
