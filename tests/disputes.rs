//! What is said and denied of the same days is a dispute, whatever kind of claim it is.
mod shipped;

use ties::model::{Lens, Model};

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

/// How many disputes there are with these claims, of the records or of the kiln.
fn disputes(claims: &str) -> usize {
    let facts = shipped::read(vec![("facts.yaml".to_owned(), format!("{RECORDS}{claims}"))]);
    let model: Model = shipped::model(&facts);
    model.disputes(None, &Lens::default()).len()
}
