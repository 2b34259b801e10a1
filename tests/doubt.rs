//! What is denied, over, or left open by its dates is answered as such: small made-up facts with their own questions.
mod shipped;

use clap::Parser;
use ties::ask::run_tests;

const FACTS: &str = "
vocabulary: {relations: {inside: {from: any, to: any, transitive: true}, borders: {from: state, to: state, symmetric: true,
  partnership: cooperative}}}

sources:
  - {id: s, kind: news, title: Title, published: 2020-01-01, publisher: Paper, url: 'https://example.org/s'}
  - {id: r, kind: dataset, title: Table, published: 2020-02-01, publisher: Office, url: 'https://example.org/r'}

  - {id: m, kind: news, title: Monthly, published: 2021-06, publisher: Monthly, url: 'https://example.org/m'}

stakeholders:
  - {id: aland, name: Aland, kind: state}
  - {id: beland, name: Beland, kind: state}
  - {id: celand, name: Celand, kind: state}
  - {id: deland, name: Deland, kind: state}
  - {id: eland, name: Eland, kind: state}
  - {id: fland, name: Fland, kind: state}
  - {id: gland, name: Gland, kind: state}
  - {id: hland, name: Hland, kind: state}
  - {id: kland, name: Kland, kind: state}
  - {id: lland, name: Lland, kind: state}
  - {id: mland, name: Mland, kind: state}
  - {id: nland, name: Nland, kind: state}
  - {id: oland, name: Oland, kind: state}
  - {id: pland, name: Pland, kind: state}
  - {id: qland, name: Qland, kind: state}
  - {id: rland, name: Rland, kind: state}
  - {id: league, name: League, kind: bloc}

assets:
  - {id: kiln, name: Kiln, kind: facility, details: [{what: capacity, is: ..80 t/year, cite: s#1},
      {what: capacity, is: 12 t/year, stance: denied, cite: s#1}]}
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
  - {id: coalition, name: Coalition, kind: treaty, status: [{is: in-force, when: 2001-10-07}], cite: s#1,
      parties: [{who: fland, since: 2001-10-07, until: 2001-10-09}, {who: gland, since: 2001-10-09},
      {who: hland, since: 2001-10-10}]}
  - {id: stepped, name: Stepped pact, kind: treaty, parties: [kland, lland], cite: s#1,
      status: [{is: signed, when: 1990-05-01}, {is: ratified, when: 1993}]}
  - {id: told, name: Told pact, kind: treaty, parties: [pland, qland], cite: s#1,
      status: [{is: announced, when: 2000-05-02}, {is: signed, when: 2000-05-01}]}
  - {id: renewed, name: Renewed pact, kind: treaty, parties: [pland, oland], cite: s#1,
      status: [{is: announced, when: 2003}, {is: signed, when: 2000}, {is: ended, when: 2002}]}
  - {id: lapsing, name: Lapsing pact, kind: treaty, parties: [kland, nland], cite: s#1,
      status: [{is: signed, when: 1990-05-01}, {is: in-force, since: 1991, until: 1995}]}

stakes:
  - {holder: pland, in: pit, kind: equity, since: 2000, until: 2010, cite: s#1}
  - {holder: pland, in: pit, kind: equity, stance: planned, since: 2021, cite: r#1}
  - {holder: qland, in: pit, kind: equity, stance: planned, since: 2021, cite: r#1}

ties:
  - {from: kland, is: inside, to: lland, since: 2000, until: 2005, cite: s#1}
  - {from: lland, is: inside, to: mland, since: 2003, cite: s#1}
  - {from: lland, is: inside, to: nland, since: 2010, cite: s#1}
  - {from: kland, is: member-of, to: league, since: [{is: 1950, cite: s#2}, {is: 1952, cite: r#2}], cite: [s#2, r#2]}
  - {from: lland, is: member-of, to: league, since: [{is: 1952, cite: r#2}, {is: 1950, cite: s#2}], cite: [s#2, r#2]}
  - {from: pland, is: member-of, to: league, since: 2000, until: [2005-06-30..2005-12-31], cite: s#1}
  - {from: qland, is: member-of, to: league, stance: hedged, since: 2000, until: 2005, cite: s#1}
  - {from: pland, is: borders, to: rland, cite: m#1}
  - {from: oland, is: member-of, to: league, since: 2000-02-01, cite: [s#1, {at: r#1, when: 2000-02-01~}]}
  - {from: rland, is: member-of, to: league, since: [..2003-10-13], seen: 2004-05-01, cite: s#1}
  - {from: mland, is: borders, to: nland, cite: s#1}
  - {from: nland, is: borders, to: mland, cite: s#2}
  - {from: mland, is: borders, to: nland, cite: r#1}

dates:
  - {id: birth, name: Founding, kind: founding, when: 1855, who: [mland], cite: s#1}

questions:
";

/// The facts without a question.
fn read() -> ties::facts::FactSet {
    shipped::read(vec![("facts.yaml".to_owned(), format!("{FACTS}  []\n"))])
}

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

#[test]
fn who_left_before_another_came_was_never_in_it_with_that_one() {
    // The day one leaves is a day on which that one is still in it.
    check("partners fland", "excludes: [gland, hland]");
    check("partners fland --as-of 2001-10-09", "exactly: [gland]");
    check("is fland partner-of gland --as-of 2001-10-09", "says: 'yes'");
    for (ask, hops) in [
        ("path fland gland", 1),
        ("path fland gland --as-of 2001-10-09", 1),
        ("path fland hland", 2),
        ("path fland hland --all", 2),
        ("path hland fland --as-of 2001", 2),
        ("path gland hland", 1),
    ] {
        let facts = read();
        let model = shipped::model(&facts);
        let answer = shipped::answer(&model, ask);
        assert_eq!(answer.rows.len(), hops, "{ask}: {:?}", answer.rows);
    }
}

#[test]
fn a_later_step_on_the_same_side_takes_no_certainty_away() {
    for day in ["1992", "1993-05-05", "1994"] {
        check(&format!("partners kland --as-of {day} --certain"), "includes: [lland]");
    }
    // What may be over by then is only possible, whatever came before it.
    check("partners kland --as-of 1995-06-01", "includes: [nland]");
    check("partners kland --as-of 1995-06-01 --certain", "excludes: [nland], includes: [lland]");
    check("agreements kland nland --status in-force --as-of 1995-06-01", "includes: [lapsing]");
}

#[test]
fn a_chain_holds_while_all_of_it_does() {
    for (ask, says) in [
        ("is kland inside mland --as-of 2004", "yes"),
        ("is kland inside mland --as-of 2001", "not stated"),
        ("is kland inside nland", "not stated"),
        ("is lland inside nland", "yes"),
    ] {
        check(ask, &format!("says: '{says}'"));
    }
    let facts = read();
    let lead = shipped::answer(&shipped::model(&facts), "is kland inside mland").lead[0].text.clone();
    assert_eq!(lead, "No longer is it so that Kland is inside Mland.");
}

#[test]
fn what_may_have_ended_or_not_begun_is_only_possible() {
    for (ask, lead) in [
        (
            "is pland member-of league --as-of 2005-06-30",
            "Yes, since 2000 until some day between 2005-06-30 and 2005-12-31: ",
        ),
        ("is pland member-of league --as-of 2005-07-31", "Possibly yes: "),
        ("is pland member-of league --as-of 2000-01-01", "Possibly yes: "),
        ("is qland member-of league --as-of 2003", "Yes, with reserve, since 2000 until 2005: "),
    ] {
        let facts = read();
        let text = shipped::answer(&shipped::model(&facts), ask).lead[0].text.clone();
        assert!(text.starts_with(lead), "{ask}: {text}");
    }
    check("is pland member-of league --as-of 2005-07-31 --certain", "says: not stated");
}

#[test]
fn what_was_so_before_is_over_and_a_plan_says_nothing_of_the_time_before_it() {
    for (ask, says) in [
        ("is pland equity pit --as-of 2005", "yes"),
        ("is pland equity pit --as-of 2011", "no"),
        ("is pland equity pit --as-of 2020-06", "no"),
        ("is qland equity pit --as-of 2020-01", "not stated"),
        ("is qland equity pit --as-of 2020-06", "not yet"),
        ("is qland equity pit", "not yet"),
    ] {
        check(ask, &format!("says: '{says}'"));
    }
    for (day, label) in [("2011", "planned since"), ("2020-06", "planned")] {
        check(&format!("is pland equity pit --as-of {day}"), &format!("includes: ['{label}']"));
    }
}

#[test]
fn bounds_that_hold_a_value_say_only_that_it_may_be() {
    let cases = [("10 t/year", "yes"), ("..80 t/year", "yes"), ("12 t/year", "no"), ("90 t/year", "no")];
    for (value, says) in cases {
        check(&format!("'is kiln capacity \"{value}\"'"), &format!("says: '{says}'"));
    }
    let facts = read();
    let model = shipped::model(&facts);
    let lead = |ask: &str| shipped::answer(&model, ask).lead[0].text.clone();
    let possibly = "Possibly yes: the capacity a year of Kiln is 10t/year; what is stated is up to 80 t.";
    assert_eq!(lead("is kiln capacity 10t/year"), possibly);
    check("'is kiln capacity \"10 t/year\" --certain'", "says: not stated");
    for (bounds, begins) in [("..90 t/year", "Yes"), ("..20 t/year", "Possibly yes"), ("85 t/year..", "No")] {
        let lead =
            shipped::answer(&model, &format!("is kiln capacity {}", bounds.replace(' ', ""))).lead[0].text.clone();
        assert!(lead.starts_with(begins), "{bounds}: {lead}");
    }
}

#[test]
fn an_amount_that_no_stated_one_can_be_is_a_question_back() {
    let facts = read();
    let model = shipped::model(&facts);
    let refused = |ask: &str| {
        let words = ["is", "kiln", "capacity", ask];
        let line = ties::ask::Line::try_parse_from(words).expect("it is a question");
        line.question.answer(&model).expect_err("it is refused").to_string()
    };
    assert_eq!(refused("€2m"), "`€2m` is no amount that can be read");
    assert_eq!(refused("10 tonnes"), "`capacity` is counted here in t/year, not in tonnes");
}

#[test]
fn a_step_that_comes_after_a_further_one_is_no_step_back_unless_something_ended() {
    check("is pland partner-of qland", "says: 'yes'");
    check("is pland partner-of qland --as-of 2000-05-02", "says: 'yes'");
    check("agreements pland qland --status signed", "includes: [told]");
    check("is pland partner-of oland --as-of 2001", "says: 'yes'");
    check("is pland partner-of oland --as-of 2004", "says: not yet");
}

#[test]
fn what_came_out_some_day_of_a_month_is_only_possibly_known_within_it() {
    let facts = read();
    let model = shipped::model(&facts);
    for (day, lead) in [
        ("2021-05-31", "Not stated."),
        ("2021-06-01", "Possibly yes:"),
        ("2021-06-30", "Yes:"),
        ("2021-06", "Yes:"),
        ("2021-06-01 --certain", "Not stated."),
    ] {
        let text = shipped::answer(&model, &format!("is pland borders rland --known-by {day}")).lead[0].text.clone();
        assert!(text.starts_with(lead), "{day}: {text}");
    }
    let rows = shipped::answer(&model, "partners pland rland --known-by 2021-06-01").rows;
    assert_eq!(rows[0].evidence.holds, ties::date::Holds::Possible);
}

#[test]
fn a_source_that_gives_about_the_day_gives_one() {
    let facts = read();
    let model = shipped::model(&facts);
    let mut out = vec![];
    let table = ties::render::format("table").expect("it is a format");
    let answer = shipped::answer(&model, "timeline oland league");
    (table.write)(&answer, &model, &ties::render::Page::default(), &mut out).expect("it is written");
    let text = String::from_utf8(out).expect("it is text").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("; [2] says about 2000-02-01") && !text.contains("no day"), "{text}");
}

#[test]
fn the_day_something_was_last_seen_is_said_beside_the_day_it_began() {
    check("show rland", "includes: ['begun by 2003-10-13, last seen 2004-05-01']");
}

#[test]
fn of_two_dates_that_differ_either_may_be_meant_whichever_is_written_first() {
    for who in ["kland", "lland"] {
        for (day, may, certain) in [("1949", false, false), ("1951", true, false), ("1953", true, true)] {
            let says = |is: bool| if is { "says: 'yes'" } else { "says: 'not yet'" };
            check(&format!("is {who} member-of league --as-of {day}"), says(may));
            let sure = if certain { "includes: [league]" } else { "excludes: [league]" };
            check(&format!("partners {who} --as-of {day} --certain"), sure);
        }
    }
}

#[test]
fn claims_to_one_effect_are_one_row_on_all_their_sources() {
    let facts = read();
    let model = shipped::model(&facts);
    for ask in ["partners mland", "is mland borders nland", "is nland borders mland", "path mland nland"] {
        let answer = shipped::answer(&model, ask);
        let row =
            answer.rows.iter().find(|row| row.evidence.voices == 2).unwrap_or_else(|| panic!("{ask}: {answer:?}"));
        assert_eq!(row.evidence.sources().len(), 2, "{ask}");
        assert_eq!(answer.rows.iter().filter(|row| row.evidence.claims.iter().any(is_border(&model))).count(), 1);
    }
    let gaps = shipped::answer(&model, "gaps mland");
    let alone = |row: &&ties::ask::Row| {
        row.section.title == "One voice only" && row.evidence.claims.iter().any(is_border(&model))
    };
    assert_eq!(gaps.rows.iter().filter(alone).count(), 0);
}

/// Whether a claim is that two border on each other.
fn is_border<'m>(model: &'m ties::model::Model) -> impl Fn(&ties::model::ClaimId) -> bool + 'm {
    |id| matches!(model.claim(*id).says, ties::model::Says::Tie { word: "borders", .. })
}

#[test]
fn what_bears_on_two_does_so_in_either_order() {
    let facts = read();
    let model = shipped::model(&facts);
    let words = |ask: &str| {
        let answer = shipped::answer(&model, ask);
        // What is told of a part stands under its name.
        let own = answer.rows.into_iter().filter(|row| row.section.title.is_empty());
        own.map(|row| format!("{:?}", row.cells)).collect::<Vec<_>>()
    };
    assert_eq!(words("timeline kland lland"), words("timeline lland kland"));
    assert_eq!(words("timeline kland league"), words("timeline league kland"));
    assert_eq!((words("timeline kland mland").len(), words("timeline kland league").len()), (0, 1));
}

#[test]
fn a_vague_date_is_in_a_window_for_certain_only_if_all_of_it_is() {
    check("timeline mland --since 1855 --until 1855 --certain", "includes: ['Founding']");
    check("timeline mland --since 1855-06 --until 1855-06 --certain", "excludes: ['Founding']");
    check("timeline mland --since 1855-06 --until 1855-06", "includes: ['Founding, possible']");
}
