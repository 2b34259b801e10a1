//! What is denied, over, or left open by its dates is answered as such: small made-up facts with their own questions.
mod shipped;

use ties::ask::run_tests;

const FACTS: &str = "
sources:
  - {id: s, kind: news, title: Title, published: 2020-01-01, publisher: Paper, url: 'https://example.org/s'}

stakeholders:
  - {id: aland, name: Aland, kind: state}
  - {id: beland, name: Beland, kind: state}
  - {id: celand, name: Celand, kind: state}
  - {id: deland, name: Deland, kind: state}
  - {id: eland, name: Eland, kind: state}

assets:
  - {id: pit, name: Pit, kind: mine, status: [{is: operating, when: 2000, cite: s#1}, {is: suspended, when: 2010, cite: s#1},
      {is: operating, when: 2012, cite: s#1}]}

agreements:
  - {id: denied, name: Denied pact, kind: treaty, parties: [{who: aland, cite: s#1}, {who: celand, cite: s#1}],
      status: [{is: signed, stance: denied, cite: s#1}]}
  - {id: over, name: Over pact, kind: treaty, parties: [{who: aland, cite: s#1}, {who: beland, cite: s#1}],
      status: [{is: signed, when: 2000, cite: s#1}, {is: ended, when: 2012, cite: s#1}]}
  - {id: halted, name: Halted pact, kind: treaty, parties: [{who: aland, cite: s#1}, {who: celand, cite: s#1}],
      status: [{is: in-force, when: 2011, cite: s#1}, {is: suspended, when: 2013, cite: s#1}]}
  - {id: club, name: Club, kind: treaty, parties: [{who: deland, cite: s#1}, {who: eland, when: 2005, cite: s#1}],
      status: [{is: in-force, when: 2001, cite: s#1}]}

questions:
";

/// Answers `ask` and expects `expect` of it.
fn check(ask: &str, expect: &str) {
    let text = format!("{FACTS}  - {{ask: {ask}, {expect}}}\n");
    let facts = shipped::read(vec![("facts.yaml".to_owned(), text)]);
    for outcome in run_tests(&shipped::model(&facts)) {
        assert!(outcome.failures.is_empty(), "{ask}: {:?}", outcome.failures);
    }
}

#[test]
fn a_denied_agreement_binds_nobody() {
    check("partners aland --as-of 2005", "excludes: [celand], includes: [beland]");
}

#[test]
fn on_a_day_on_which_it_may_be_over_it_is_possible_and_not_certain() {
    for (day, certain, possible) in [("2011", true, true), ("2012-06-01", false, true), ("2013", false, false)] {
        let expect = |is: bool| format!("{}: [beland]", if is { "includes" } else { "excludes" });
        check(&format!("partners aland --as-of {day}"), &expect(possible));
        check(&format!("partners aland --as-of {day} --certain"), &expect(certain));
    }
}

#[test]
fn a_status_is_so_until_another_comes_after_it() {
    for (ask, says) in [
        ("is pit operating", "yes"),
        ("is pit suspended", "no"),
        ("is pit operating --as-of 2011", "no"),
        ("is pit operating --as-of 1999", "not yet"),
        ("is pit suspended --as-of 2011", "yes"),
        ("is halted in-force --as-of 2012", "yes"),
        ("is halted in-force --as-of 2013-06", "yes"),
        ("is halted in-force --as-of 2014", "no"),
    ] {
        check(ask, &format!("says: '{says}'"));
    }
}

#[test]
fn who_joins_later_has_a_day_in_the_timeline() {
    check("timeline eland", "exactly: ['Eland: party in Club', 'In force: Club']");
    check("timeline eland --since 2002", "exactly: ['Eland: party in Club']");
}
