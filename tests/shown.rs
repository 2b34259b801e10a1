//! How a claim is put, what does not count and who says it is told wherever the claim is shown: made-up facts, each test
//! with its own questions.
mod shipped;

use clap::Parser;
use shipped::{answer, model, read, written};
use ties::ask::{AskError, Line};

const RECORDS: &str = "\
vocabulary: {properties: {tally: {of: any, type: number}}}
sources:
  - {id: s, kind: news, title: Zor is told, publisher: Paper, published: 2020-05-01}
  - {id: r, kind: news, title: Quax is told, publisher: Paper, published: 2020-06-01}
  - {id: t, kind: news, title: Vex is told, publisher: Other, published: 2020-07-01}
stakeholders:
  - {id: zor, name: Zor, kind: state}
  - {id: quax, name: Quax, kind: state}
  - {id: vex, name: Vex, kind: person}
  - {id: dox, name: Dox, kind: force}
";

/// The table that answers a question about the records and some more facts.
fn table(more: &str, ask: &str) -> String {
    form(more, ask, "table")
}

fn form(more: &str, ask: &str, format: &str) -> String {
    let facts = read(vec![("a.yaml".to_owned(), RECORDS.to_owned()), ("b.yaml".to_owned(), more.to_owned())]);
    let model = model(&facts);
    written(&answer(&model, ask), &model, format, None)
}

/// Why there is no answer to a question about the records and some more facts.
#[track_caller]
fn refused(more: &str, ask: &str) -> AskError {
    let facts = read(vec![("a.yaml".to_owned(), RECORDS.to_owned()), ("b.yaml".to_owned(), more.to_owned())]);
    let line = Line::try_parse_from(ask.split_whitespace()).expect("it can be read");
    line.question.answer(&model(&facts)).map(|_| ()).expect_err(ask)
}

/// Whether a table has a line with all of these, in order.
#[track_caller]
fn has(table: &str, parts: &[&str]) {
    let line = |line: &&str| {
        let mut rest = *line;
        parts.iter().all(|part| rest.find(part).map(|at| rest = &rest[at + part.len()..]).is_some())
    };
    assert!(table.lines().any(|l| line(&l)), "no line with {parts:?} in\n{table}");
}

const TALKS: &str = "\
dates:
  - {id: talks, kind: meeting, name: Talks at Quax, when: 2020-08, stance: planned, where: quax, cite: s#1,
      who: [{who: zor, as: guest}, {who: vex, as: guest, stance: hedged, note: only in the title}]}
  - {id: visit, kind: meeting, name: Visit to Quax, when: 2020-04, cite: s#2, who: [{who: zor, as: guest, stance: planned}]}
agreements:
  - {id: pact, kind: treaty, name: Pact of Zor, parties: [{who: zor, cite: s#1}, {who: quax, stance: hedged, cite: s#1}],
      status: [{is: signed, when: 2020-03, stance: hedged, cite: s#1}]}
";

#[test]
fn what_is_planned_or_hedged_does_not_read_as_if_it_had_happened() {
    let talks = table(TALKS, "show talks");
    has(&talks, &["when", "2020-08, planned"]);
    has(&talks, &["at", "Quax, planned"]);
    has(&talks, &["Vex", "guest, said with reserve; only in the title"]);
    let zor = table(TALKS, "show zor");
    has(&zor, &["2020-08", "Talks at Quax (guest), planned"]);
    has(&zor, &["2020-04", "Visit to Quax (guest, planned)"]);
    has(&zor, &["Pact of Zor: signed 2020-03, said with reserve"]);
    has(&table(TALKS, "show pact"), &["Quax", "said with reserve"]);
}

#[test]
fn a_hedged_line_of_a_map_is_dashed() {
    let sure = "dates: [{id: feast, kind: meeting, name: Feast, when: 2020-04, cite: s#1, who: [{who: vex, as: guest, STANCE}]}]\n";
    assert!(!form(&sure.replace(", STANCE", ""), "map feast", "dot").contains("dashed"));
    assert!(form(&sure.replace("STANCE", "stance: hedged"), "map feast", "dot").contains("dashed"));
}

const RULING: &str = "\
dates:
  - {id: ruling, kind: measure, name: The ruling, cite: [s#1, t#2], covers: [quax], who: [{who: zor, as: target}],
      when: [{is: 2020-04-16, cite: s#1, prefer: it was a Thursday}, {is: 2020-04-17, cite: t#2, reject: a Friday},
        {is: 2020-04-18, cite: r#3}, {is: 2020-04, cite: r#4}]}
details:
  - {of: quax, what: tally, is: '2', cite: s#1, prefer: it counts all}
  - {of: quax, what: tally, is: '0', stance: hedged, cite: t#1}
";

#[test]
fn a_day_that_is_rejected_stays_to_be_seen() {
    let ruling = table(RULING, "show ruling");
    has(&ruling, &["when", "2020-04-17: a Friday", "1/1"]);
    has(&ruling, &["when", "2020-04-18: it was a Thursday", "1/1"]);
    assert!(!ruling.contains("2020-04: "), "what agrees is no other day: {ruling}");
    assert!(ruling.find("Rejected") < ruling.find("Another day is preferred"), "{ruling}");
}

#[test]
fn what_is_preferred_is_marked() {
    has(&table(RULING, "show quax"), &["tally", "2; preferred: it counts all"]);
    has(&table(RULING, "is quax tally 0"), &["Yes, with reserve", "is 0; 2 is stated too, and preferred."]);
    let two = table(RULING, "is quax tally 2");
    assert!(!two.contains("stated too"), "{two}");
}

const DISPUTES: &str = "\
assets:
  - {id: pit, kind: mine, name: Pit, status: [{is: suspended, cite: [s#1, t#2],
      when: [{is: 2019-01, cite: s#1}, {is: 2018-01, cite: t#2, reject: a slip}]}]}
stakes:
  - {holder: vex, in: pit, kind: equity, share: 5%, cite: [s#1, t#2],
      since: [{is: 2019-01, cite: s#1}, {is: 2018-01, cite: t#2}]}
details:
  - {of: pit, what: tally, is: '3', when: 2018, cite: s#1}
  - {of: pit, what: tally, is: '4', when: 2018, stance: hedged, cite: t#1}
ties:
  - {id: one, from: zor, is: in-talks-with, to: vex, cite: s#1, reject: it was Quax}
  - {from: quax, is: in-talks-with, to: vex, cite: t#1, against: one}
";

#[test]
fn the_heading_of_a_dispute_says_of_what_it_is() {
    let all = table(DISPUTES, "disputes");
    for heading in ["Pit, suspended, when", "Vex, share in Pit, 5%, since"] {
        has(&all, &[heading]);
    }
    has(&all, &["  4, said with reserve"]);
    has(&all, &["  Zor is in talks with Vex", "rejected: it was Quax"]);
    has(&all, &["  Quax is in talks with Vex"]);
}

#[test]
fn an_event_and_what_it_links_to_are_in_one_dispute_of_its_day() {
    for ask in ["disputes", "disputes zor", "disputes quax"] {
        let told = table(RULING, ask);
        assert_eq!(told.matches("The ruling, when").count(), 1, "{ask}: {told}");
        assert_eq!(told.matches("a Friday").count(), 1, "{ask}: {told}");
    }
}

#[test]
fn voices_are_never_more_than_sources_and_of_a_day_those_that_give_it() {
    let facts = "\
ties:
  - {from: zor, is: in-talks-with, to: vex, cite: [{at: s#1, said-by: zor}, {at: s#2, said-by: quax}]}
  - {from: dox, is: deployed-in, to: zor, cite: [s#1, t#2], until: [{is: 2020-02, cite: s#1}]}
";
    has(&table(facts, "show vex"), &["Zor", "1/1 [1¶1]"]);
    has(&table(facts, "timeline dox"), &["until 2020-02", "1/1"]);
    has(&table(facts, "show dox"), &["Zor", "2/2"]);
}

#[test]
fn all_that_cites_a_source_is_on_its_page() {
    let page = table(RULING, "show t");
    has(&page, &["¶2", "The ruling, when 2020-04-17; rejected: a Friday"]);
    let facts = "\
dates:
  - {id: feast, kind: meeting, name: Feast, when: 2020-04, cite: s#1, who: [{who: vex, as: guest, cite: t#3}, zor]}
details:
  - {of: quax, what: tally, is: '2', cite: [s#1, {at: t#4, value: a pair}]}
";
    let page = table(facts, "show t");
    has(&page, &["¶3", "Vex is guest in Feast"]);
    has(&page, &["¶4", "tally: 2; [1] gives a pair"]);
    has(&table(facts, "show quax"), &["tally", "2; [2] gives a pair"]);
    assert!(!table(facts, "show s").contains("Zor is participant"), "what the event binds goes with it");
}

#[test]
fn what_is_shown_reads_well() {
    let facts = "\
details:
  - {of: zor, what: tally, is: '2..', when: 2018, cite: s#1}
assets:
  - {id: pit, kind: mine, name: Pit, status: [{is: announced, cite: s#1}]}
dates:
  - {id: feast, kind: meeting, name: Feast, when: 2020-04, said-by: vex, cite: s#1, who: [zor], covers: [pit]}
";
    has(&table(facts, "show zor"), &["tally", "at least 2, in 2018"]);
    has(&table(DISPUTES, "disputes"), &["Pit, tally in 2018"]);
    assert!(!table(facts, "gaps pit").contains("Pit: announced"), "it stands in the first column");
    assert!(!table(facts, "show vex").contains("covers"), "it is said with the event");
}

#[test]
fn what_a_record_is_joined_to_is_no_further_hop() {
    let facts = "\
agreements:
  - {id: order, kind: treaty, name: The order, parties: [{who: zor, cite: s#1}], status: [{is: signed, cite: s#1}]}
dates:
  - {id: feast, kind: meeting, name: Feast, when: 2020-04, cite: s#1, who: [vex], outcome: [order]}
";
    let way = table(facts, "path zor vex");
    has(&way, &["1 hop"]);
    has(&way, &["The order (joined to Feast)", "Vex: participant in Feast"]);
}

#[test]
fn the_timeline_of_one_has_nothing_in_which_its_part_is_rejected() {
    let facts = "\
dates:
  - {id: feast, kind: meeting, name: Feast, when: 2020-04, cite: s#1, who: [vex, {who: zor, reject: was away, cite: r#1}]}
";
    has(&table(facts, "timeline vex"), &["Feast"]);
    assert!(!table(facts, "timeline zor").contains("2020-04"));
}

#[test]
fn what_only_some_sources_say_of_a_record_is_said_to_be_theirs() {
    let facts = "\
agreements:
  - id: pact
    kind: treaty
    name: The pact
    parties: [zor, {who: vex, as: signatory, cite: r#2}]
    cite: s#1
    status: [{is: signed, when: 2020-01-05}]
dates:
  - {id: feast, kind: meeting, name: Feast, when: 2020-04, cite: s#1, who: [zor, {who: vex, as: guest, cite: r#1}]}
";
    has(&table(facts, "agreements"), &["Vex (signatory); Vex: [2] only", "[1¶1][2¶2]"]);
    has(&table(facts, "show vex"), &["Feast (guest); guest: [1] only"]);
    assert!(!table(facts, "show zor").contains("only"));
}

#[test]
fn a_note_on_several_sources_is_not_told_of_one_of_them() {
    let facts = "ties: [{from: zor, is: supplier-of, to: vex, note: r has salt, cite: [s#1, r#1]}]\n";
    has(&table(facts, "is zor supplier-of vex"), &["supplies Vex; r has salt"]);
    assert!(!table(facts, "is zor supplier-of vex --source s").contains("salt"));
}

#[test]
fn a_property_without_a_value_is_answered_by_its_values() {
    let facts = "\
assets:
  - id: pit
    kind: mine
    name: Pit
    details:
      - {what: capacity, is: 5 t/year, when: 2019, cite: s#1}
      - {what: cost, is: 7 USD, stance: planned, cite: s#1}
";
    has(&table(facts, "is pit capacity"), &["Yes: 5 t (in 2019) is stated as the capacity a year of Pit."]);
    has(&table(facts, "is pit cost"), &["Not yet. The cost of Pit, only planned: 7 USD."]);
    has(&table(facts, "is pit power"), &["Not stated. No source here gives the power of Pit."]);
    has(
        &table(facts, "is pit capacity --as-of 2015"),
        &["Possibly yes: 5 t (beginning not stated, seen 2019) is stated as the capacity a year of Pit"],
    );
}

#[test]
fn a_value_that_another_stands_against_is_disputed_and_no_yes() {
    let tally = |value: u8, more: &str| format!("  - {{of: zor, what: tally, is: {value}, {more}cite: s#{value}}}\n");
    let told = |values: &[(u8, &str)]| {
        let details: String = values.iter().map(|(value, more)| tally(*value, more)).collect();
        format!("details:\n{details}")
    };
    let open = told(&[(3, ""), (4, "")]);
    let settled = told(&[(3, ""), (4, "prefer: counted twice, ")]);
    for (facts, ask, verdict) in [
        (told(&[(3, "")]), "is zor tally 3", "Yes: the tally of Zor is 3."),
        (open.clone(), "is zor tally 3", "Disputed. That the tally of Zor is 3 is stated; 4 is stated too."),
        (open.clone(), "is zor tally 4", "Disputed. That the tally of Zor is 4 is stated; 3 is stated too."),
        (open.clone(), "is zor tally 5", "No: 3 and 4 are stated instead."),
        (open.clone(), "is zor tally", "Disputed. 3 and 4 are stated as the tally of Zor."),
        (settled, "is zor tally 3", "Yes: the tally of Zor is 3; 4 is stated too, and preferred."),
        (told(&[(3, ""), (4, "stance: planned, ")]), "is zor tally 5", "No: 3 is stated instead."),
        (told(&[(3, "when: 2020-01, "), (4, "when: 2020-02, ")]), "is zor tally 3", "Yes: the tally of Zor is 3."),
    ] {
        assert_eq!(table(&facts, ask).lines().next(), Some(verdict), "{ask}: {facts}");
    }
    has(&table(&open, "is zor tally 3"), &["stated instead", "4"]);
}

#[test]
fn a_verdict_says_what_is_rejected_and_what_is_preferred() {
    let facts = "\
details:
  - {of: zor, what: tally, is: 3, cite: t#1}
  - {of: zor, what: tally, is: 4, prefer: counted twice, cite: s#1}
  - {of: zor, what: tally, is: 5, reject: a slip, cite: r#1}
ties:
  - {from: zor, is: in-talks-with, to: quax, reject: taken back, cite: r#2}
";
    for (ask, verdict) in [
        ("is zor tally", "Yes: 4 (preferred) and 3 are stated as the tally of Zor."),
        ("is zor tally 5 --source r", "r says so, and it is rejected here: the tally of Zor is 5."),
        ("is zor in-talks-with quax", "Rejected here, though it is said: Zor is in talks with Quax."),
    ] {
        assert_eq!(table(facts, ask).lines().next(), Some(verdict), "{ask}");
    }
}

#[test]
fn a_verdict_says_on_whose_word_it_is_given() {
    let facts = "\
ties:
  - {from: zor, is: supplier-of, to: vex, said-by: quax, cite: s#1}
  - {from: zor, is: opponent-of, to: quax, cite: s#1}
";
    has(&table(facts, "is zor supplier-of vex"), &["Yes: Zor supplies Vex, says Quax."]);
    has(&table(facts, "path vex quax"), &["opponent", "adverse"]);
}

#[test]
fn what_happened_at_a_party_is_told_once() {
    let facts = "\
dates:
  - {id: feast, kind: meeting, name: Feast, when: 2020-04, cite: s#1, who: [land, vex], where: land}
stakeholders: [{id: land, kind: state, name: Land}]
";
    assert_eq!(table(facts, "show land").matches("Feast").count(), 1);
}

#[test]
fn a_hop_says_what_its_ends_are_to_the_record_it_leads_through() {
    let facts = "\
assets: [{id: hall, kind: place, name: Hall, cite: s#1}, {id: pit, kind: mine, name: Pit, cite: s#1}]
dates:
  - {id: feast, kind: meeting, name: Feast, when: 2020-04, cite: s#1, who: [vex as host], where: hall, covers: [pit]}
";
    has(&table(facts, "path pit vex"), &["covered by Feast, Vex: host"]);
    has(&table(facts, "path vex hall"), &["host in Feast, Hall: the place of it"]);
}

#[test]
fn what_came_before_something_else_connects_nobody() {
    let facts = "\
ties: [{from: feast, is: before, to: dance, cite: s#1}]
dates:
  - {id: feast, kind: meeting, name: Feast, when: 2020-04, cite: s#1, who: [zor]}
  - {id: dance, kind: meeting, name: Dance, when: 2020-05, cite: s#1, who: [vex]}
";
    assert!(!table(facts, "path zor vex").contains("1 hop"));
    has(&table(facts, "path zor vex --only before,participant"), &["1 hop"]);
}

#[test]
fn a_map_counts_one_publisher_once() {
    let facts = "\
ties:
  - {from: zor, is: in-talks-with, to: vex, cite: [{at: s#1, said-by: zor}, {at: r#2, said-by: quax}]}
";
    let picture = form(facts, "map zor", "svg");
    assert!(picture.contains("2 sources, 1 independent voice"), "{picture}");
}

#[test]
fn an_answer_with_nothing_in_it_says_so() {
    let facts = read(vec![]);
    let model = model(&facts);
    let asks =
        ["partners", "agreements", "stakes", "timeline", "disputes", "gaps", "rank", "groups", "list", "search x"];
    for ask in asks {
        let answer = answer(&model, ask);
        assert!(answer.rows.is_empty() && !answer.notes.is_empty(), "{ask} says nothing");
    }
}

const ROLES: &str = "\
agreements:
  - {id: pact, kind: treaty, name: Pact of Zor, cite: s#1, status: [{is: signed, when: 2020-03-04, cite: [s#1, t#1]}],
      parties: [{who: zor, cite: s#1}, {who: vex, as: signatory, cite: r#7}, {who: quax, stance: denied, cite: t#8},
        {who: quax, cite: r#9}]}
";

#[test]
fn a_part_in_something_rests_on_those_who_tell_of_it() {
    has(
        &table(ROLES, "show vex"),
        &["signatory", "Pact of Zor: signed 2020-03-04; signatory: [1] only", "1/3 [1¶7][2¶1][3¶1]"],
    );
    // Who is said to be in it, and not to be in it, has both lines.
    let quax = table(ROLES, "show quax");
    has(&quax, &["Pact of Zor: signed 2020-03-04; party, said not to be so", "[1¶8]"]);
    has(&quax, &["Pact of Zor: signed 2020-03-04; party: [3] only  1/3", "[3¶9]"]);
    let report = form(ROLES, "report quax", "md");
    let denied = r"2. Pact of Zor: signed 2020-03-04; party, said not to be so \[1¶1\]\[2¶1\]\[2¶8\]";
    assert!(report.contains("### Said not to be so") && report.contains(denied), "{report}");
}

#[test]
fn a_source_that_gives_the_day_in_another_place_is_not_said_to_give_none() {
    let facts = "\
dates:
  - {id: feast, kind: meeting, name: Feast, when: 2020-04-05, who: [zor, quax],
      cite: [{at: s#title, when: 2020-04}, s#2, {at: t#1, when: 2020-04}]}
";
    has(&table(facts, "show feast"), &["2020-04-05; [2] gives no day"]);
}

#[test]
fn of_several_days_each_source_is_told_to_give_its_own() {
    let vague = "\
dates:
  - {id: feast, kind: meeting, name: Feast, who: [zor, quax], cite: [s#1, t#1],
      when: [{is: 2020-04, cite: s#1}, {is: 2020-04-05, cite: t#1}]}
";
    has(&table(vague, "show feast"), &["2020-04-05; [1] gives no day"]);
    let other = "\
dates:
  - {id: feast, kind: meeting, name: Feast, who: [zor, quax], cite: [s#1, t#1],
      when: [{is: 2020-04-05, prefer: it was there, cite: s#1}, {is: 2020-04-06, cite: t#1}]}
";
    has(&table(other, "show feast"), &["2020-04-05; [2] says 2020-04-06  2/2"]);
    has(&table(other, "show feast"), &["2020-04-06: it was there  1/1"]);
}

#[test]
fn a_day_that_only_some_are_cited_for_is_not_lent_to_the_others() {
    let facts = "\
ties:
  - {from: dox, is: deployed-in, to: quax, cite: [s#1, t#1],
      since: {is: 2020-04-05, cite: t#1}}
";
    has(&table(facts, "show dox"), &["since 2020-04-05; day: [2] only"]);
    let both = "\
ties:
  - {from: dox, is: deployed-in, to: quax, cite: [s#1, t#1],
      since: {is: 2020-04-05, cite: t#1}, until: {is: 2021-04-05, cite: s#1}}
";
    has(&table(both, "show dox"), &["first day: [2] only; last day: [1] only"]);
}

#[test]
fn a_speaker_is_lent_no_day_that_others_give() {
    let facts = "\
dates:
  - {id: feast, kind: meeting, name: Feast, when: 2020-04-05, cite: s#1, who: [{who: zor, cite: {at: t#1, said-by: vex}}, quax]}
ties:
  - {from: zor, is: in-talks-with, to: quax, cite: [s#1, {at: t#2, said-by: vex}], since: [{is: 2020-02, cite: s#1}]}
";
    let told = table(facts, "show zor --said-by vex");
    has(&told, &["in talks with", "Quax, reported 2020-07-01"]);
    assert!(!told.contains("2020-02") && !told.contains("2020-04-05"), "{told}");
    has(&table(facts, "show zor"), &["Quax, since 2020-02"]);
}

#[test]
fn a_plan_is_not_yet_only_from_the_day_it_was_spoken_of() {
    let facts = "\
ties:
  - {from: zor, is: partner-of, to: quax, stance: planned, cite: t#1}
stakes:
  - {holder: dox, in: pit, kind: equity, stance: planned, cite: t#1}
  - {holder: zor, in: pit, kind: equity, stance: planned, cite: t#1}
assets:
  - {id: pit, kind: mine, name: Pit}
agreements:
  - {id: pact, kind: treaty, name: Pact of Zor, parties: [zor, vex], status: [{is: signed, stance: planned}], cite: t#1}
";
    let later = table(facts, "partners zor --as-of 2020-08-01");
    let before = table(facts, "partners zor --as-of 2020-06-30");
    for one in ["Quax", "Dox", "Vex"] {
        has(&later, &[one]);
        assert!(!before.contains(one), "{before}");
    }
    for ask in ["is zor partner-of quax", "is zor partner-of dox", "is zor partner-of vex"] {
        has(&table(facts, &format!("{ask} --as-of 2020-08-01")), &["Not yet"]);
        has(&table(facts, &format!("{ask} --as-of 2020-06-30")), &["Not stated"]);
    }
}

#[test]
fn a_report_holds_on_a_day_what_the_other_answers_do() {
    let facts = "\
agreements:
  - {id: pact, kind: treaty, name: Pact of Zor, parties: [zor, quax], cite: s#1,
      status: [{is: signed, when: 2010-01-01}, {is: ended, when: 2015}]}
";
    for ask in ["show zor", "report zor", "agreements zor", "partners zor"] {
        let told = table(facts, &format!("{ask} --as-of 2015-06-01"));
        has(&told, &["Pact of Zor", "signed"]);
        // That it may have ended by then stands only in the order of what happened.
        let is_over = |line: &str| line.contains("Ended") && !line.contains("Ended: Pact of Zor, possible");
        assert!(!told.lines().any(is_over) && !told.contains(": ended"), "{ask}: {told}");
    }
}

#[test]
fn an_author_says_what_he_writes_as_his_opinion() {
    let facts = "\
sources:
  - {id: essay, kind: opinion, title: On Zor, publisher: Review, author: vex, published: 2020-08-01}
details:
  - {of: zor, what: remark, is: a fine place, stance: opinion, cite: essay#1}
  - {of: zor, what: tally, is: '2', cite: essay#2}
";
    let vex = table(facts, "show vex");
    has(&vex, &["Zor, remark: a fine place, opinion", "[1¶1]"]);
    assert!(!vex.contains("tally"), "{vex}");
}

#[test]
fn a_dispute_of_words_is_found_from_either_side() {
    let facts = "\
details:
  - {id: zor-fine, of: zor, what: remark, is: a fine place, cite: s#1}
  - {of: quax, what: remark, is: Zor is no fine place, against: zor-fine, cite: t#1}
";
    has(&table(facts, "disputes zor"), &["a fine place"]);
    has(&table(facts, "disputes quax"), &["a fine place"]);
    has(&table(facts, "show zor"), &["a fine place", "(disputed)"]);
}

#[test]
fn two_who_share_are_told_by_the_shares_each_has_alone() {
    let facts = "\
stakeholders:
  - {id: firm, kind: company, name: Firm}
stakes:
  - {holder: zor, in: firm, kind: equity, share: 62%, cite: [s#1, t#1]}
  - {holder: quax, in: firm, kind: equity, share: 38%, cite: [s#2, t#2]}
  - {holder: [quax, dox], in: firm, kind: equity, share: 38%, cite: r#3}
";
    for ask in ["partners zor quax", "partners quax zor"] {
        let told = table(facts, ask);
        has(&told, &["38%", "2/2"]);
        assert!(!told.contains("with Dox"), "{told}");
    }
}

#[test]
fn what_has_several_values_is_stated_until_the_last_of_them_ends() {
    let facts = "\
details:
  - {of: zor, what: tally, is: '2', until: 2018, cite: s#1}
  - {of: zor, what: tally, is: '3', since: 2018, cite: s#1}
";
    has(&table(facts, "is zor tally"), &["Yes: 3 (since 2018) and 2 (until 2018) are stated as the tally of Zor."]);
}

#[test]
fn a_report_names_all_that_rests_on_one_voice() {
    let facts = "\
details:
  - {of: zor, what: remark, is: a fine place, cite: t#1}
  - {of: zor, what: tally, is: '2', cite: [s#1, t#2]}
ties:
  - {from: zor, is: in-talks-with, to: quax, stance: denied, cite: s#3}
";
    let told = table(facts, "report zor");
    has(&told, &["Other, 2020-07-01 (sentence 3)"]);
    has(&told, &["Paper, 2020-05-01 (sentence 1)"]);
    assert!(!told.contains("(sentence 2)"), "{told}");
}

const STAY: &str = "\
ties:
  - {from: dox, is: deployed-in, to: quax, as: leaving, when: 2020-04, cite: s#1}
  - {from: dox, is: deployed-in, to: quax, since: 2018, until: 2020-05, cite: t#1}
";

#[test]
fn who_leaves_the_end_open_is_ended_by_who_gives_it() {
    let ask = "is dox deployed-in quax --as-of 2020-07-01";
    let told = table(STAY, ask);
    has(&told, &["No: it is over by then."]);
    has(&told, &["earlier", "(leaving)"]);
    has(&table(STAY, &format!("{ask} --source s")), &["Possibly yes"]);
    let partners = table(STAY, "partners dox");
    let (standing, ended) = partners.split_once("Ended").expect("what is over is told");
    assert!(!standing.contains("deployed"), "{partners}");
    assert!(ended.contains("(leaving)"), "{partners}");
    assert!(table(STAY, "partners dox --as-of 2020-07-01").contains("No partner of Dox is stated here."));
    // A plan, an end of another post, and what is reported after the end, say nothing of it.
    for (from, to) in [
        ("cite: t#1", "stance: planned, cite: t#1"),
        ("since: 2018", "as: guard, since: 2018"),
        ("when: 2020-04", "when: 2020-06"),
    ] {
        has(&table(&STAY.replace(from, to), ask), &["Possibly yes"]);
    }
    let later = format!("{STAY}  - {{from: dox, is: deployed-in, to: quax, cite: t#2}}\n");
    has(&table(&later, ask), &["Yes: Dox is deployed in Quax."]);
}

#[test]
fn before_anything_is_told_it_is_said_that_no_beginning_is_stated() {
    let tie = "ties: [{from: dox, is: deployed-in, to: quax, cite: [s#1, r#2]}]\n";
    let first = "beginning not stated, first reported 2020-05-01";
    let asked = "is dox deployed-in quax --as-of";
    has(&table(tie, &format!("{asked} 1850")), &["Possibly yes", first]);
    has(&table(tie, "is dox partner-of quax --as-of 1850"), &["Possibly yes", first]);
    has(&table(tie, "partners dox --as-of 1850"), &["Quax", first]);
    has(&table(tie, "show dox --as-of 1850"), &["Quax", first]);
    assert!(!table(tie, &format!("{asked} 2020-05-15")).contains("beginning"));
    assert!(!table(&tie.replace("cite", "since: 1800~, cite"), &format!("{asked} 1850")).contains("beginning"));
    let seen = tie.replace("cite", "when: 2020-03, cite");
    has(&table(&seen, &format!("{asked} 1850")), &["Possibly yes", "beginning not stated, seen 2020-03"]);
}

const ARM: &str = "\
ties:
  - {from: dox, is: belongs-to, to: zor, cite: s#1}
  - {from: dox, is: deployed-in, to: quax, until: 2019, cite: s#2}
";

#[test]
fn where_nothing_is_stated_of_the_whole_its_parts_are_told() {
    let told = table(ARM, "is zor deployed-in quax");
    has(&told, &["Not stated."]);
    has(&told, &["said of a part", "Dox is deployed in Quax, until 2019"]);
    has(&told, &["whose it is", "Dox belongs to Zor"]);
    has(&told, &["More: ties is dox deployed-in quax"]);
    assert!(!table(ARM, "is zor deployed-in vex").contains("said of a part"));
    has(&table(ARM, "timeline zor"), &["ties timeline dox"]);
    let works = "\
stakeholders: [{id: firm, kind: company, name: Firm}]
assets: [{id: works, kind: facility, name: Works}]
stakes:
  - {holder: [zor, quax], in: works, kind: equity, share: majority, stance: planned, cite: s#1}
  - {holder: firm, in: works, kind: operation, cite: s#2}
  - {holder: zor, in: firm, kind: equity, share: 60%, cite: s#3}
";
    has(&table(works, "partners works"), &["More:", "ties stakes firm"]);
}

#[test]
fn what_is_called_just_so_is_found_first_and_with_its_id() {
    let facts = "\
stakeholders: [{id: quill, kind: person, name: Vexation Quill}]
dates: [{id: speech, kind: meeting, name: Vex speaks at Quax, when: 2020-04, cite: s#1}]
details: [{of: zor, what: tally, is: '2', cite: s#2}]
";
    let found = table(facts, "search vex");
    let at = |text: &str| found.find(text).unwrap_or_else(|| panic!("no {text} in\n{found}"));
    assert!(at("Vex (vex)") < at("Vex speaks at Quax (speech)") && at("(speech)") < at("(quill)"), "{found}");
    let property = table(facts, "search tally");
    has(&property, &["tally", "a property"]);
    has(&property, &["Zor (zor)", "what is said of it", "tally: 2"]);
}

#[test]
fn what_is_over_has_one_word_in_every_answer() {
    let facts = "\
assets: [{id: works, kind: facility, name: Works}]
agreements: [{id: pact, kind: treaty, name: Pact, parties: [zor, quax], status: [{is: in-force, since: 2010, until: 2012}], cite: s#1}]
stakes: [{holder: zor, in: works, kind: equity, share: 5%, since: 2010, until: 2012, cite: s#2}]
";
    for ask in ["agreements", "stakes", "partners zor", "report zor"] {
        assert!(table(facts, ask).contains("Ended"), "{ask}");
        has(&form(facts, ask, "csv"), &["ended"]);
    }
}

#[test]
fn of_several_the_verb_is_in_the_plural() {
    let facts = "\
stakeholders: [{id: foxes, kind: force, name: Foxes, plural: true}]
assets: [{id: works, kind: facility, name: Works}]
ties: [{from: foxes, is: deployed-in, to: quax, cite: s#1}]
stakes: [{holder: [zor, quax], in: works, kind: operation, cite: s#2}]
";
    has(&table(facts, "is foxes deployed-in quax"), &["Yes: Foxes are deployed in Quax."]);
    has(&table(facts, "is foxes deployed-in zor"), &["Not stated.", "Foxes are deployed in Zor"]);
    has(&table(facts, "show s"), &["Zor and Quax operate Works"]);
}

#[test]
fn who_speaks_of_itself_and_what_is_only_concluded_are_told_as_such() {
    let facts = "\
stakeholders: [{id: bank, kind: bloc, name: Bank}]
ties:
  - {from: zor, is: member-of, to: bank, said-by: bank, cite: s#1}
  - {from: dox, is: belongs-to, to: zor, stance: hedged, uncited: it follows}
  - {from: dox, is: belongs-to, to: quax, stance: hedged, cite: s#1}
";
    has(&table(facts, "partners bank"), &["member of Bank, says Bank"]);
    let dox = table(facts, "show dox");
    has(&dox, &["Zor, inferred here, no source says it"]);
    has(&dox, &["Quax, said with reserve"]);
    has(&table(facts, "is dox belongs-to zor"), &["stated", "inferred here"]);
}

#[test]
fn who_are_adverse_and_have_agreed_since_are_told_so() {
    let facts = "\
dates: [{id: seizure, kind: measure, name: Seizure, when: 2020-02, who: [zor as authority, quax as target], cite: s#1}]
agreements: [{id: peace, kind: settlement, name: Peace of Zor, parties: [zor, quax], status: [{is: signed, when: 2020-04-20}], cite: s#1}]
";
    let told = table(facts, "is zor partner-of quax");
    has(&told, &["No: adverse; but there is: Peace of Zor."]);
    has(&told, &["agreement", "Peace of Zor: signed"]);
    let before = table(facts, "is zor partner-of quax --as-of 2020-03-15");
    has(&before, &["No: adverse by what happened before."]);
    assert!(!before.contains("Peace"), "{before}");
}

#[test]
fn no_day_is_made_up_for_an_old_report() {
    let facts = "\
sources: [{id: old, kind: news, title: Old, publisher: Paper, published: 2018}]
ties: [{from: dox, is: deployed-in, to: quax, cite: old#1}]
";
    let gaps = table(facts, "gaps dox");
    has(&gaps, &["1 source up to 2018"]);
    has(&gaps, &["last reported 2018"]);
    assert!(!gaps.contains("2018-12-31"), "{gaps}");
}

#[test]
fn the_newest_source_is_one_that_names_its_day_and_not_one_of_about_then() {
    let more = "\
sources:
  - {id: about, kind: news, title: Zor and Quax, publisher: Paper, published: 2019~}
ties:
  - {from: zor, is: partner-of, to: quax, cite: [t#1, about#1]}
";
    has(&table(more, "partners zor"), &["2 sources up to 2020-07-01"]);
}

#[test]
fn a_beginning_that_one_claim_gives_begins_those_that_leave_it_open() {
    let more = "\
ties:
  - {from: dox, is: deployed-in, to: quax, since: 2020-03, cite: s#1}
  - {from: dox, is: deployed-in, to: quax, as: guards, cite: t#1}
";
    assert!(table(more, "is dox deployed-in quax --as-of 2019").starts_with("Not yet; later it is so"));
    assert!(table(more, "is dox deployed-in quax --as-of 2020-06-01").starts_with("Yes"));
    let earlier = more.replace("since: 2020-03", "since: 2010, until: 2012");
    assert!(table(&earlier, "is dox deployed-in quax --as-of 2009").starts_with("Possibly yes"));
}

#[test]
fn what_was_known_by_a_day_is_not_over_for_an_end_after_it() {
    let more = "ties: [{from: dox, is: deployed-in, to: quax, until: 2020-06-15, cite: s#1}]\n";
    assert!(table(more, "is dox deployed-in quax").starts_with("No longer"));
    assert!(table(more, "is dox deployed-in quax --known-by 2020-05-20").starts_with("Yes, until 2020-06-15"));
}

#[test]
fn who_was_fought_is_no_former_partner() {
    let more = "ties: [{from: dox, is: fights, to: zor, until: 2020-02, cite: s#1}]\n";
    let told = table(more, "partners dox");
    assert!(!told.contains("Ended"), "{told}");
    assert!(table(more, "is dox partner-of zor").starts_with("Not stated"));
}

#[test]
fn what_is_only_perhaps_adverse_is_told_so() {
    let more = "ties: [{from: dox, is: fights, to: zor, since: [2020-02..], cite: s#1}]\n";
    assert!(table(more, "is dox partner-of zor --as-of 2020-03-01").starts_with("No: perhaps adverse"));
    let sure = more.replace("[2020-02..]", "2020-02");
    assert!(table(&sure, "is dox partner-of zor --as-of 2020-03-01").starts_with("No: adverse"));
}

#[test]
fn a_search_finds_shares_notes_of_citations_and_what_is_rejected() {
    let facts = "\
assets: [{id: pit, kind: mine, name: The pit}]
stakes: [{holder: zor, in: pit, kind: equity, share: 37%, cite: {at: s#1, note: by hearsay}}]
details:
  - {of: quax, what: tally, is: '2', cite: {at: s#1, value: two score}}
  - {of: quax, what: tally, is: '77', cite: t#1, reject: a slip of the pen}
";
    has(&table(facts, "search 37%"), &["Zor (zor)", "a share", "37%"]);
    has(&table(facts, "search hearsay"), &["a note of a citation", "by hearsay"]);
    has(&table(facts, "search two score"), &["what one source gives", "two score"]);
    has(&table(facts, "search 77"), &["Quax (quax)", "in a rejected claim", "77"]);
    has(&table(facts, "search slip of the pen"), &["why it is not to be believed"]);
}

#[test]
fn what_is_only_possible_is_not_said_to_be_said_by_nobody() {
    let facts = "ties: [{from: zor, is: supplier-of, to: quax, cite: s#1}]\n";
    has(&table(facts, "is zor supplier-of quax --as-of 2021-01-01"), &["Possibly yes"]);
    let certain = table(facts, "is zor supplier-of quax --as-of 2021-01-01 --certain");
    has(&certain, &["No source here makes it certain that Zor"]);
}

#[test]
fn a_timeline_tells_what_was_denied_then_and_who_said_so() {
    let facts = "\
ties:
  - {from: zor, is: in-talks-with, to: quax, stance: denied, when: 2020-03-01, said-by: vex, cite: s#1}
";
    let denied = "on 2020-03-01  Zor: in talks with Quax (said not to be so by Vex)";
    has(&table(facts, "timeline zor"), &[denied]);
    has(&table(facts, "timeline vex quax"), &[denied]);
    assert!(table(facts, "timeline vex").contains("Nothing dated"), "of one alone stands what is said of that one");
}

#[test]
fn what_is_asked_of_a_whole_leads_to_its_parts() {
    let facts = format!(
        "{ARM}details: [{{of: dox, what: tally, is: 3, cite: s#1}}, {{of: dox, what: tally, is: 4, cite: t#1}}]\n"
    );
    has(&table(&facts, "timeline zor quax"), &["More: ties timeline dox quax"]);
    has(&table(&facts, "timeline zor vex"), &["Nothing dated is stated here."]);
    has(&table(&facts, "disputes zor"), &["Dox, tally", "open"]);
}

#[test]
fn who_signed_is_told_where_another_is_asked_about() {
    let facts = "\
agreements:
  - {id: pact, kind: treaty, name: Pact of Zor, parties: [zor, {who: vex, as: signatory}], status: [{is: signed, cite: s#1}], cite: s#1}
";
    let asked = table(facts, "is quax signatory pact");
    has(&asked, &["Not stated."]);
    has(&asked, &["said of others", "Vex is signatory in Pact of Zor"]);
    assert!(!asked.contains("Zor is party"), "a party has not signed: {asked}");
}

#[test]
fn what_bound_two_before_the_day_of_the_question_is_over_by_then() {
    let facts = "ties: [{from: dox, is: deployed-in, to: quax, since: 2015, until: 2018, cite: s#1}]\n";
    has(&table(facts, "is dox partner-of quax --as-of 2019"), &["No: what bound them is over by then."]);
    has(&table(facts, "is dox partner-of quax --as-of 2019"), &["earlier", "deployed in Quax, since 2015 until 2018"]);
    has(&table(facts, "is dox partner-of quax --as-of 2014"), &["Not yet; later it is so: Dox is a partner of Quax."]);
    has(&table(facts, "is dox partner-of quax --as-of 2016"), &["Yes: Dox is a partner of Quax"]);
    has(&table(facts, "is dox partner-of zor --as-of 2019"), &["Not stated."]);
}

#[test]
fn an_end_set_beforehand_is_no_end_that_is_reported() {
    let facts = "ties: [{from: dox, is: deployed-in, to: quax, until: 2020-09-01, cite: s#1}]\n";
    let asked = "is dox deployed-in quax --as-of 2021";
    has(&table(facts, asked), &["No: it was to be over by then; no source since tells of it."]);
    has(&table(&facts.replace("2020-09-01", "2020-04-01"), asked), &["No: it is over by then."]);
    let last = facts.replace("2020-09-01", "[..2020-04-30]");
    has(&table(&last, "show dox"), &["ended before 2020-05-01"]);
}

#[test]
fn one_source_is_told_to_say_nothing_of_what_others_speak_of() {
    let facts = "\
agreements:
  - {id: pact, kind: treaty, name: Pact of Zor, parties: [zor, quax], cite: s#1, note: both papers have it,
      status: [{is: signed, when: 2020-03-01, cite: [s#1, t#1]}]}
dates:
  - {id: feast, kind: meeting, name: Feast of Vex, when: 2020-04-05, cite: s#1, who: [{who: vex, cite: t#1, said-by: dox}, zor]}
";
    has(&table(facts, "show vex --source s"), &["s says nothing of Vex."]);
    has(&table(facts, "search pact --source r"), &["r says nothing here that holds `pact`."]);
    has(&table(facts, "search pact --source t"), &["Pact of Zor (pact)"]);
    assert!(!table(facts, "search zor --source r").contains("(zor)"), "r says nothing of Zor");
    assert!(table(facts, "show pact").contains("note: both papers have it"));
    assert!(!table(facts, "show pact --source t").contains("note:"), "the note is not that of one paper");
    has(&table(facts, "show feast"), &["Vex", "says Dox", "[2"]);
    assert!(!table(facts, "timeline vex zor --source s").contains("Feast"), "s does not have Vex there");
}

#[test]
fn a_month_that_one_source_gives_is_not_lent_to_another_either() {
    let facts = "\
dates:
  - {id: feast, kind: meeting, name: Feast, who: [zor, quax], cite: [s#1, t#1],
      when: [{is: 2020-04, cite: s#1}, {is: 2020, cite: t#1}]}
  - {id: fair, kind: meeting, name: Fair, when: 2020-04, who: [zor, quax], cite: [s#1, {at: t#1, when: [..2020-07-01]}]}
";
    has(&table(facts, "show feast"), &["2020-04; [2] says 2020  2/2"]);
    has(&table(facts, "show fair"), &["2020-04; [2] gives no date  2/2"]);
}

#[test]
fn what_is_only_possible_says_why() {
    let ties = |dates: &str| format!("ties: [{{from: zor, is: in-talks-with, to: quax, {dates}, cite: s#1}}]\n");
    for (dates, on, why) in [
        ("since: 2019-02-01", "2021-01-01", "last reported 2020-05-01"),
        ("since: 2019-02-01, until: [2020-03-01..]", "2021-01-01", "when it ended is not settled"),
        ("since: [2019-02-01..2019-11-30]", "2019-06-01", "when it began is not settled"),
    ] {
        let answer = table(&ties(dates), &format!("is zor in-talks-with quax --as-of {on}"));
        let expected = format!("Possibly yes: Zor is in talks with Quax; {why}.");
        assert_eq!(answer.lines().next(), Some(expected.as_str()), "{dates}");
    }
    let bound = "ties: [{from: zor, is: partner-of, to: quax, since: 2019-02-01, cite: s#1}]\n";
    let answer = table(bound, "is zor partner-of quax --as-of 2021-01-01");
    has(&answer, &["Possibly yes: Zor is a partner of Quax on 2021-01-01; last reported 2020-05-01."]);
    has(&answer, &["partners through", "since 2019-02-01, possible"]);
}

#[test]
fn not_yet_says_when_it_was_last_told_of() {
    let pact = "agreements: [{id: pact, kind: treaty, name: Pact of Zor, parties: [zor, quax], cite: s#1,
      status: [{is: approved, when: 2020-03-01}]}]\n";
    let first = |ask: &str| table(pact, ask).lines().next().unwrap_or_default().to_owned();
    let rest = "No source here says that Pact of Zor is signed.";
    assert_eq!(first("is pact signed --as-of 2020-04-01"), format!("Not yet. {rest}"));
    assert_eq!(first("is pact signed --as-of 2021-01-01"), format!("Not yet, as last told 2020-05-01. {rest}"));
}

const DISPUTE: &str = "\
agreements:
  - {id: pact, kind: settlement, name: Pact of Zor, parties: [zor, quax], cite: s#1, status: [{is: signed, when: 2020-03-01}]}
ties:
  - {from: zor, is: in-dispute-with, to: quax, since: 2019-02-01, cite: s#2}
dates:
  - {id: word, kind: statement, name: Vex tells of the pact, when: 2020-03-02, who: [vex as speaker], covers: [pact], cite: s#3}
";

#[test]
fn beside_a_dispute_stands_what_was_agreed() {
    let answer = table(DISPUTE, "is zor in-dispute-with quax --as-of 2020-04-01");
    has(&answer, &["Yes: Zor is in dispute with Quax; but there is: Pact of Zor."]);
    has(&answer, &["agreement", "Pact of Zor: signed, 2020-03-01"]);
}

#[test]
fn a_timeline_of_two_has_what_one_says_of_an_agreement_of_the_other() {
    has(&table(DISPUTE, "timeline vex zor"), &["2020-03-02", "Vex tells of the pact"]);
    assert!(!table(DISPUTE, "timeline vex dox").contains("2020-03-02"));
}

#[test]
fn whoever_saw_it_on_a_day_does_not_say_since_when() {
    let facts = "\
ties:
  - {from: zor, is: in-talks-with, to: quax, since: 2019-02-01, cite: [s#1, {at: t#1, when: 2020-06-20}]}
";
    has(&table(facts, "is zor in-talks-with quax"), &["since 2019-02-01; [2] gives no day"]);
}

#[test]
fn nothing_is_said_before_it_was_said() {
    let facts = "details: [{of: zor, what: remark, is: all is well, when: 2020-04-10, said-by: vex, cite: s#1}]\n";
    has(&table(facts, "show vex"), &["all is well"]);
    assert!(!table(facts, "show vex --as-of 2020-04-09").contains("all is well"));
}

#[test]
fn what_is_held_through_others_is_as_sure_as_the_least_sure_of_its_steps() {
    let facts = "\
assets: [{id: mine, kind: mine, name: Mine of Zor}]
stakeholders: [{id: firm, kind: company, name: Firm of Zor}]
stakes:
  - {holder: quax, in: firm, kind: equity, share: 50%, stance: hedged, cite: s#1}
  - {holder: firm, in: mine, kind: equity, share: 50%, cite: s#2}
";
    has(&table(facts, "stakes mine"), &["Quax", "25% through Firm of Zor", ", said with reserve"]);
}

#[test]
fn what_an_event_is_part_of_does_not_lapse() {
    let facts = "\
dates:
  - {id: tour, kind: visit, name: Tour of Vex, when: 2020-03, who: [vex as guest], cite: s#1}
  - {id: stop, kind: meeting, name: Stop at Quax, when: 2020-03-04, who: [vex as guest], cite: s#1}
ties: [{from: stop, is: part-of, to: tour, cite: s#2}]
";
    let later = table(facts, "show stop --as-of 2021-01-01");
    has(&later, &["part of", "Tour of Vex"]);
    assert!(!later.contains("possible"), "{later}");
    assert!(!table(facts, "show stop --as-of 2020-03-03").contains("part of"));
}

#[test]
fn an_author_is_shown_as_one_and_what_has_no_source_says_why() {
    let facts = "\
sources: [{id: q, kind: opinion, title: Views of Vex, publisher: Paper, published: 2020-08-01, author: vex}]
ties:
  - {from: vex, is: head-of, to: zor, cite: q#1}
  - {from: zor, is: in-talks-with, to: quax, uncited: made up}
";
    has(&table(facts, "show vex"), &["author of: Views of Vex (q)"]);
    assert!(!table(facts, "show vex --known-by 2020-07-01").contains("author of"));
    has(&table(facts, "show zor"), &["in talks with", "Quax", "; no source: made up"]);
}

#[test]
fn what_is_so_later_is_told_though_a_step_stands_before_it() {
    let pact = "agreements: [{id: pact, kind: treaty, name: Pact of Zor, parties: [zor, quax], cite: s#1,
      status: [{is: approved, when: 2020-01-01}, {is: signed, when: 2020-04-01}]}]\n";
    has(&table(pact, "is pact signed --as-of 2020-02-01"), &["Not yet; later it is so: Pact of Zor is signed."]);
}

#[test]
fn an_agreement_that_is_over_does_not_stand_beside_a_dispute() {
    let over = DISPUTE
        .replace("{is: signed, when: 2020-03-01}", "{is: signed, when: 2020-03-01}, {is: ended, when: 2020-03-20}");
    assert_ne!(over, DISPUTE);
    has(&table(&over, "is zor in-dispute-with quax --as-of 2020-04-01"), &["Yes: Zor is in dispute with Quax."]);
}

#[test]
fn whoever_saw_it_in_a_month_between_does_not_say_that_it_ended_then() {
    let facts = "\
ties:
  - {from: zor, is: in-talks-with, to: quax, since: 2019-02-01, until: 2020-04-01, cite: [s#1, {at: t#1, when: 2019-06}]}
";
    assert!(!table(facts, "timeline zor").contains("says 2019-06"));
    has(&table(facts, "is zor in-talks-with quax"), &["[2] gives no first day; [2] gives no last day"]);
}

#[test]
fn what_a_page_tells_holds_on_its_day_however_vague_its_dates() {
    let since = "ties: [{from: zor, is: supplier-of, to: quax, since: 2020, cite: s#1}]";
    assert!(table(since, "is zor supplier-of quax --as-of 2020-05-01").starts_with("Yes"));
    assert!(table(since, "is zor supplier-of quax --as-of 2020-04-30").starts_with("Possibly yes"));
    // It may have been over when the page came out; what is planned has not begun.
    let until = "ties: [{from: zor, is: supplier-of, to: quax, since: 2019, until: 2020, cite: s#1}]";
    assert!(table(until, "is zor supplier-of quax --as-of 2020-05-01").starts_with("Possibly yes"));
    let seen = "ties: [{from: zor, is: supplier-of, to: quax, since: 2020, until: 2020-12, cite: [r#1, {at: s#1, stance: planned}]}]";
    assert!(table(seen, "is zor supplier-of quax --as-of 2020-06-01").starts_with("Yes"));
    assert!(table(seen, "is zor supplier-of quax --as-of 2020-05-01").starts_with("Possibly yes"));
}

#[test]
fn a_plan_is_shown_from_the_day_on_that_it_was_spoken_of() {
    let facts = "
ties: [{from: vex, is: head-of, to: zor, as: for five years more, stance: planned, cite: s#1}]
details: [{of: quax, what: remark, is: it is to grow, stance: planned, said-by: vex, cite: s#2}]
";
    let before = table(facts, "show vex --as-of 2020-04-30");
    assert!(!before.contains("five years") && !before.contains("to grow"), "{before}");
    let after = table(facts, "show vex --as-of 2020-05-01");
    has(&after, &["head of", "for five years more, planned"]);
    has(&after, &["Quax, remark: it is to grow, planned"]);
}

#[test]
fn a_synonym_or_another_ending_is_taken_for_the_word_and_a_slip_is_asked_back() {
    let facts = "ties: [{from: zor, is: supplier-of, to: quax, cite: s#1}]";
    for typed in ["supplies", "supplier"] {
        let told = table(facts, &format!("is zor {typed} quax"));
        has(&told, &["Yes: Zor supplies Quax"]);
        has(&told, &[&format!("`{typed}` is taken for `supplier-of`.")]);
    }
    has(&table(facts, "is zor head-of quax"), &["Not stated."]);
    has(&table(facts, "is zor head-of quax"), &["More: ties path zor quax"]);
}

#[test]
fn what_happened_about_a_month_stands_at_that_month() {
    let facts = "
dates:
  - {id: one, kind: meeting, name: One, when: 2020-03~, who: [zor], cite: s#1}
  - {id: two, kind: meeting, name: Two, when: 2020-02-20, who: [zor], cite: s#1}
  - {id: far, kind: visit, name: Far, when: 2020-03-02/2020-03-04, who: [zor], cite: s#1}
";
    for ask in ["timeline zor", "show zor"] {
        let table = table(facts, ask);
        let at = |name: &str| table.find(name).unwrap_or_else(|| panic!("{ask}: no {name} in\n{table}"));
        assert!(at("Two") < at("One") && at("One") < at("Far"), "{ask}:\n{table}");
    }
}

#[test]
fn the_surer_of_several_claims_stands_first() {
    let facts = "
ties:
  - {from: dox, is: deployed-in, to: quax, as: leaving, when: 2020-06, cite: r#1}
  - {from: dox, is: deployed-in, to: quax, as: guard, since: 2018, until: 2020-06, cite: t#1}
";
    let told = table(facts, "is dox deployed-in quax --as-of 2019-03-01");
    assert!(told.find("guard").expect("it is told") < told.find("leaving").expect("it is told"), "{told}");
    has(&told, &["leaving", "seen 2020-06, possible"]);
}

#[test]
fn who_puts_it_less_surely_is_told_beside_those_who_assert_it() {
    let facts = "ties: [{from: zor, is: supplier-of, to: quax, cite: [s#1, {at: r#2, stance: planned}, {at: t#3, stance: hedged}]}]\n";
    has(&table(facts, "show zor"), &["supplies", "Quax; said with reserve in [3]; planned in [2]"]);
    has(&table(facts, "is zor supplier-of quax"), &["stated", "said with reserve in [3]; planned in [2]"]);
    assert!(!table(facts, "show zor --source r").contains(" in ["), "of one source alone all is as it puts it");
}

const BORN: &str = "\
stakeholders:
  - {id: band, name: Band, kind: force, status: [{is: founded, when: 2019, cite: r#1}]}
ties:
  - {from: band, is: deployed-in, to: quax, cite: s#1}
";

#[test]
fn nobody_is_tied_before_coming_to_be() {
    let before = table(BORN, "is band deployed-in quax --as-of 2018-06-01");
    has(&before, &["Not yet; later it is so: Band is deployed in Quax."]);
    has(&before, &["not before", "Band: founded, 2019", "1/1"]);
    has(&table(BORN, "is band deployed-in quax --as-of 2019-06-01"), &["Possibly yes"]);
    has(&table(BORN, "is band deployed-in quax --as-of 2020-05-01"), &["Yes: Band is deployed in Quax."]);
    let counted = format!("{BORN}details: [{{of: band, what: tally, is: 3, cite: s#1}}]\n");
    has(&table(&counted, "is band tally 3 --as-of 2018-06-01"), &["Not yet"]);
    let planned = BORN.replace("cite: r#1", "stance: planned, cite: r#1");
    has(&table(&planned, "is band deployed-in quax --as-of 2018-06-01"), &["Possibly yes"]);
    let seen_before = BORN.replace("cite: s#1", "when: 2017-01, cite: s#1");
    has(&table(&seen_before, "is band deployed-in quax --as-of 2017-01-15"), &["yes"]);
}

const SIGNED: &str = "\
agreements:
  - {id: pact, kind: treaty, name: Pact of Zor, parties: [zor, quax, {who: vex, as: signatory}], status: [{is: signed, cite: s#1}], cite: s#1}
  - {id: own, kind: treaty, name: Pact of Dox, parties: [quax, dox], status: [{is: signed, cite: s#1}], cite: s#1}
ties:
  - {from: dox, is: belongs-to, to: zor, cite: s#1}
";

#[test]
fn what_somebody_signs_who_heads_one_of_them_follows_as_not_of_its_own() {
    let headed = table(&format!("{SIGNED}  - {{from: vex, is: head-of, to: dox, cite: s#1}}\n"), "agreements dox quax");
    has(&headed, &["Not of its own: Vex is head of Dox"]);
    assert!(headed.find("Pact of Dox") < headed.find("Pact of Zor"), "{headed}");
    let unheaded = table(SIGNED, "agreements dox quax");
    assert!(!unheaded.contains("Pact of Zor"), "who heads nobody signs for nobody: {unheaded}");
    has(&table(SIGNED, "agreements zor quax"), &["More: ties agreements dox quax"]);
}

#[test]
fn what_somebody_is_needs_no_word_before_it() {
    let facts = "\
details: [{of: vex, what: military-rank, is: captain, cite: t#1}]
";
    let rank = table(facts, "is vex captain");
    has(&rank, &["Yes"]);
    has(&rank, &["`captain` is taken for `military-rank captain`."]);
}

#[test]
fn what_is_not_stated_of_two_is_told_by_way_of_another() {
    let facts =
        "ties: [{from: zor, is: supporter-of, to: dox, cite: s#1}, {from: dox, is: fights, to: quax, cite: t#2}]\n";
    let asked = table(facts, "is zor opponent-of quax");
    has(&asked, &["Not stated."]);
    has(&asked, &["by way of", "Zor | supports Dox", "[1¶1]"]);
    has(&asked, &["by way of", "Dox | fights Quax", "[2¶2]"]);
    let remark = format!("{facts}details: [{{of: zor, what: remark, is: it wishes QUAX well, cite: s#3}}]\n");
    let near = table(&remark, "is zor opponent-of quax");
    has(&near, &["nearest", "it wishes QUAX well"]);
    assert!(!near.contains("by way of"), "{near}");
    let other = remark.replace("QUAX", "Quaxon");
    assert!(!table(&other, "is zor opponent-of quax").contains("nearest"), "a name is words of their own");
}

#[test]
fn beside_a_share_stand_those_of_others() {
    let facts = "\
assets: [{id: pit, kind: mine, name: Pit}]
stakes: [{holder: zor, in: pit, kind: equity, share: 20%, cite: s#1}, {holder: quax, in: pit, kind: equity, share: 80%, cite: s#1}]
";
    let asked = table(facts, "is zor shareholder pit");
    has(&asked, &["Yes: Zor holds a stake in Pit."]);
    has(&asked, &["said of others", "Quax holds a stake in Pit (80%)"]);
}

#[test]
fn a_search_tells_what_has_come_of_it_when_and_who_says_so() {
    let facts = "\
agreements:
  - {id: pact, kind: treaty, name: Pact of Zor, parties: [zor, quax], status: [{is: signed, when: 2020-03-01, cite: s#1}]}
dates:
  - {id: feast, kind: meeting, name: Feast at Quax, when: 2020-04, stance: planned, cite: s#1, who: [zor]}
details: [{of: [zor, quax], what: remark, is: it lasted 2 hours, said-by: vex, cite: s#1}]
";
    has(&table(facts, "search pact"), &["Pact of Zor: signed", "2020-03-01", "1/1 [1¶1]"]);
    has(&table(facts, "search feast"), &["Feast at Quax, planned", "2020-04", "[1¶1]"]);
    for words in ["search two-hour", "search deux hours"] {
        has(&table(facts, words), &["it lasted 2 hours, of Zor and Quax, says Vex"]);
    }
}

#[test]
fn two_who_met_and_are_no_partners_are_led_to_where_they_met() {
    let facts = "dates: [{id: feast, kind: meeting, name: Feast, when: 2020-04, cite: s#1, who: [vex, quax]}]\n";
    has(&table(facts, "partners vex quax"), &["More: ties timeline vex quax"]);
    assert!(!table("", "partners zor quax").contains("timeline"));
}

#[test]
fn a_note_that_is_found_is_nobodys_words() {
    let facts = "\
ties: [{from: zor, is: supplier-of, to: quax, stance: denied, said-by: vex, cite: {at: s#1, quote: we do not}, note: only of late}]
";
    let note = table(facts, "search late");
    has(&note, &["a note", "only of late"]);
    assert!(!note.contains(", says Vex") && !note.contains("said not to be so"), "{note}");
    has(&table(facts, "search 'we do not'".replace('\'', "").as_str()), &["a quote", "we do not, says Vex"]);
}

#[test]
fn a_source_that_gives_the_end_does_not_read_as_if_it_went_on() {
    let facts = "ties: [{from: dox, is: deployed-in, to: quax, until: [{is: 2019, cite: s#2}], cite: [s#2, t#1]}]\n";
    let page = table(facts, "show s");
    has(&page, &["¶2", "Dox is deployed in Quax, until 2019"]);
    assert_eq!(page.matches("deployed").count(), 1, "{page}");
    has(&table(facts, "show t"), &["¶1", "Dox is deployed in Quax"]);
}

#[test]
fn the_voices_of_a_chain_are_those_of_its_least_certain_part() {
    let facts = "\
assets: [{id: pit, kind: mine, name: Pit}]
stakeholders: [{id: firm, kind: company, name: Firm}]
stakes:
  - {holder: firm, in: pit, kind: equity, share: 80%, cite: s#1}
  - {holder: zor, in: firm, kind: equity, share: 60%, cite: [r#1, t#1]}
";
    has(
        &table(facts, "stakes pit"),
        &["1/3: one independent voice, for the least certain part of it, in three sources."],
    );
    has(&table(facts, "stakes firm"), &["2/2: two independent voices in two sources."]);
}

#[test]
fn what_all_members_are_party_to_follows_as_not_of_the_blocs_own() {
    let facts = "\
stakeholders: [{id: bloc, kind: bloc, name: Bloc}, {id: far, kind: state, name: Far}]
agreements:
  - {id: pact, kind: treaty, name: Pact of Far, parties: [zor, quax, far], status: [{is: signed, cite: s#1}], cite: s#1}
ties: [{from: [zor, quax], is: member-of, to: bloc, cite: t#1}]
";
    has(&table(facts, "agreements far bloc"), &["Not of its own: all members of Bloc are party"]);
    let fewer = facts.replace("parties: [zor, quax, far]", "parties: [zor, far]");
    has(&table(&fewer, "agreements far bloc"), &["No agreement of Far and Bloc is stated here."]);
}

#[test]
fn an_agreement_on_what_stands_at_a_place_is_found_from_the_place() {
    let facts = "\
assets: [{id: pit, kind: mine, name: Pit}, {id: vale, kind: place, name: Vale}]
agreements: [{id: pact, kind: treaty, name: Pact, parties: [zor, quax], covers: [pit], status: [{is: signed, cite: s#1}], cite: s#1}]
ties: [{from: pit, is: located-in, to: vale, cite: s#1}]
";
    has(&table(facts, "agreements vale"), &["More: ties agreements pit"]);
}

#[test]
fn the_speakers_own_words_stand_beside_what_is_made_of_them() {
    let facts = "\
details:
  - {of: zor, what: remark, is: it goes well, said-by: vex, cite: {at: s#1, quote: splendid}}
  - {of: zor, what: remark, is: it is a splendid place, said-by: vex, cite: {at: t#1, quote: splendid}}
";
    let shown = table(facts, "show zor");
    has(&shown, &["Vex", "it goes well; [1]: \u{201c}splendid\u{201d}"]);
    has(&shown, &["Vex", "it is a splendid place  1/1"]);
}

#[test]
fn a_timeline_leads_to_those_of_what_somebody_holds() {
    let facts = "\
assets: [{id: pit, kind: mine, name: Pit, status: [{is: suspended, when: 2020-02, cite: s#1}]}]
stakes: [{holder: zor, in: pit, kind: equity, since: 2019, cite: s#1}]
";
    has(&table(facts, "timeline zor"), &["More: ties timeline pit"]);
}

#[test]
fn who_may_be_meant_is_told_with_the_post() {
    let facts = "\
stakeholders: [{id: vex-ray, kind: person, name: Ray Vex}]
ties: [{from: vex-ray, is: minister-of, to: zor, as: Minister of Hay, cite: s#1}]
";
    let facts = read(vec![("a.yaml".to_owned(), RECORDS.to_owned()), ("b.yaml".to_owned(), facts.to_owned())]);
    let error = model(&facts).look_up("ray").unwrap_err();
    let ties::model::LookUp::Unknown { near, .. } = error else { panic!("{error}") };
    assert_eq!(near, [("vex-ray".to_owned(), "Ray Vex, Minister of Hay".to_owned())]);
}

#[test]
fn several_words_are_found_with_other_endings_and_one_only_as_it_is() {
    let facts = "details: [{of: zor, what: remark, is: its influence grows, cite: s#1}]\n";
    has(&table(facts, "search growing influence"), &["Zor", "its influence grows"]);
    assert!(table(facts, "search growing").contains("Nothing here holds"));
}

#[test]
fn an_amount_that_is_about_so_much_leaves_open_what_is_near() {
    let facts = "details: [{of: dox, what: strength, is: 2000~ troops, stance: planned, cite: s#1}, {of: dox, what: strength, is: 500 troops, stance: denied, cite: t#1}]\n";
    let near = table(facts, "is dox strength 2100troops");
    has(&near, &["Not yet, and left open that the strength of Dox is 2100troops: about 2000 troops is planned."]);
    assert!(!near.contains("500"), "who denies another amount says nothing of this one: {near}");
}

#[test]
fn who_heads_a_party_signs_for_that() {
    let facts = format!("{SIGNED}  - {{from: vex, is: head-of, to: [dox, zor], cite: s#1}}\n");
    assert!(!table(&facts, "agreements dox quax").contains("Not of its own"));
}

#[test]
fn what_is_said_of_an_event_stands_beside_its_day_with_its_own_sources() {
    let facts = "\
dates: [{id: feast, kind: meeting, name: Feast, when: 2020-04-03, cite: s#1, who: [vex, quax]}]
agreements: [{id: pact, kind: treaty, name: Pact, cite: t#1, parties: [quax]}]
details:
  - {of: feast, what: duration, is: 2 hours, cite: r#2}
  - {of: feast, what: remark, is: too long, stance: opinion, said-by: vex, cite: r#2}
  - {of: feast, what: remark, is: held at noon, when: 2020-04-04, cite: r#3}
ties: [{from: feast, is: before, to: pact, cite: r#4}]
";
    let told = table(facts, "timeline quax");
    let rows: Vec<&str> =
        told.lines().filter(|line| line.starts_with("2020-") || line.starts_with("on 2020-")).collect();
    has(rows[0], &["2020-04-03", "Feast", "[1¶1]"]);
    has(rows[1], &["2020-04-03", "… before Pact", "1/1 [2¶4]"]);
    has(rows[2], &["… duration: 2 hours", "1/1 [2¶2]"]);
    has(rows[3], &["on 2020-04-04", "Feast: remark: held at noon"]);
    assert!(!told.contains("too long"), "an opinion is no event: {told}");
}

#[test]
fn a_search_by_a_name_tells_what_is_said_of_that_one() {
    let facts = "\
ties: [{from: zor, is: supplier-of, to: quax, cite: s#1}]
details: [{of: quax, what: remark, is: it grows, said-by: vex, cite: r#2}]
";
    let quax = table(facts, "search quax");
    has(&quax, &["what is said of it", "Zor supplies Quax"]);
    has(&quax, &["what is said of it", "Quax, remark: it grows, says Vex"]);
    has(&table(facts, "search vex"), &["what it says", "Quax, remark: it grows, says Vex"]);
    let many: String = (0..21).map(|n| format!("  - {{of: zor, what: remark, is: note {n}, cite: s#1}}\n")).collect();
    assert!(!table(&format!("details:\n{many}"), "search zor").contains("note 7"), "all of much is left to `show`");
}

#[test]
fn whose_an_agreement_is_stands_where_it_covers_something() {
    let facts = "\
assets: [{id: pit, kind: mine, name: Pit}]
agreements: [{id: pact, kind: treaty, name: Pact, cite: s#1, parties: [zor, quax, {who: vex, cite: t#1}], covers: [pit], status: [{is: signed, when: 2020-02}]}]
";
    has(&table(facts, "show pit"), &["Pact: signed 2020-02; of Zor and Quax"]);
}

#[test]
fn a_way_through_an_agreement_says_who_alone_has_a_signatory() {
    let facts = "\
agreements: [{id: pact, kind: treaty, name: Pact, cite: [s#1, t#1], parties: [zor, {who: vex, as: signatory, cite: t#1}], status: [{is: signed, when: 2020-02}]}]
";
    has(&table(facts, "path vex zor"), &["signatory to Pact, Zor: party: signed 2020-02", "signatory Vex: [2] only"]);
}

#[test]
fn who_is_a_partner_in_something_by_the_words_of_the_tie_is_found_by_that() {
    let facts = "\
assets: [{id: pit, kind: mine, name: Deep pit}]
stakes: [{holder: zor, in: pit, kind: equity, cite: s#1}]
ties: [{from: quax, is: partner-of, to: zor, as: in the deep pit, cite: s#1}]
";
    has(&table(facts, "partners pit"), &["Zor", "Quax", "(in the deep pit)"]);
    let other = table(&facts.replace("deep pit, cite", "deep pits, cite"), "partners pit");
    assert!(!other.contains("Quax"), "a word that only begins so is no name: {other}");
}

#[test]
fn an_end_of_which_another_tells_stands_with_the_source_of_it() {
    let facts = "ties: [{from: zor, is: supplier-of, to: quax, since: 2020-01-02, until: [{is: 2020-03-04, cite: t#2}], cite: s#1}]\n";
    let told = table(facts, "is zor supplier-of quax");
    has(&told, &["until 2020-03-04", "last day: [2] only", "1/1 [1¶1][2¶2]"]);
    let timeline = table(facts, "timeline quax");
    has(&timeline, &["since 2020-01-02", "1/1 [1¶1]"]);
    assert!(!timeline.lines().any(|line| line.contains("since") && line.contains("[2")), "{timeline}");
}

#[test]
fn what_an_outlet_publishes_stands_on_its_sheet() {
    let facts = "stakeholders: [{id: gazette, kind: media, name: Paper}]\n";
    has(&table(facts, "show gazette"), &["publisher of:", "(r)"]);
}

#[test]
fn what_is_said_of_an_event_stands_on_the_sheet_of_what_it_covers() {
    let facts = "\
assets: [{id: pit, kind: mine, name: Pit}]
dates: [{id: feast, kind: meeting, name: Feast, when: 2020-04-03, cite: s#1, who: [zor], covers: [pit]}]
details: [{of: feast, what: duration, is: 2 hours, cite: r#2}]
";
    has(&table(facts, "show pit"), &["… duration: 2 hours", "1/1 [2¶2]"]);
    assert!(!table(facts, "show zor").contains("duration"), "of those who act there would be too much");
}

#[test]
fn an_agreement_says_what_it_is_about_and_by_whose_word() {
    let facts = "\
vocabulary: {relations: {treats-of: {from: agreement, to: asset, says: treats of, says-not: does not treat of}}}
assets: [{id: pit, kind: mine, name: Pit}, {id: hay, kind: field, name: Hay}]
agreements: [{id: pact, kind: treaty, name: Pact, cite: [s#1, t#1], parties: [zor, quax], covers: [pit], status: [{is: signed, when: 2020-02}]}]
ties: [{from: pact, is: treats-of, to: hay, cite: t#1}]
";
    has(&table(facts, "agreements zor"), &["Zor and Quax; about Pit and Hay; Hay: [2] only"]);
}

#[test]
fn a_search_for_several_words_finds_them_in_whole_sentences_and_in_either_spelling() {
    let facts = "\
assets: [{id: pit, kind: mine, name: Pit}]
dates: [{id: feast, kind: meeting, name: Zor meets Quax, when: 2020-04-03, cite: s#1, who: [zor]}]
stakes: [{holder: zor, in: pit, kind: equity, share: majority, cite: s#3}]
details: [{of: feast, what: duration, is: 2 hours, cite: r#2}, {of: dox, what: remark, is: it destabilises all, cite: t#1}]
";
    has(&table(facts, "search two-hour meeting"), &["Zor meets Quax, duration: 2 hours", "1/1 [1¶2]"]);
    has(&table(facts, "search majority stake"), &["Zor holds a stake in Pit (majority)"]);
    has(&table(facts, "search pit majority share lost"), &["Zor holds a stake in Pit (majority)"]);
    assert!(table(facts, "search majority lost").contains("Nothing here holds"), "of two words both are wanted");
    has(&table(facts, "search destabilizes"), &["it destabilises all"]);
}

#[test]
fn a_search_tells_whose_opinion_it_is_and_where_a_source_came_out() {
    let facts = "details: [{of: zor, what: remark, is: it shines, stance: opinion, cite: r#1}]\n";
    has(&table(facts, "search shines"), &["it shines, opinion, says Paper"]);
    has(&table(facts, "search paper"), &["publisher", "Paper, 2020-06-01"]);
}

#[test]
fn what_one_source_says_that_is_rejected_is_marked_on_the_sheet() {
    let facts = "\
details:
  - {of: dox, what: strength, is: 7 troops, cite: r#1, reject: a slip}
";
    has(&table(facts, "show dox --source r"), &["7 troops", "rejected: a slip"]);
}

#[test]
fn tonnes_days_and_words_of_the_vocabulary_lead_somewhere() {
    let facts = "details: [{of: zor, what: remark, is: it yields 200 t, cite: s#1}, {of: quax, what: remark, is: it yields 2000 t, cite: s#2}]\n";
    for words in ["search 200 tonnes", "search 200 tons"] {
        let found = table(facts, words);
        has(&found, &["Zor", "it yields 200 t"]);
        assert!(!found.contains("2000"), "{found}");
    }
    has(&table(facts, "search 2020-05-01"), &["More: ties timeline --since 2020-05-01 --until 2020-05-01"]);
    let ties = "ties: [{from: zor, is: in-talks-with, to: quax, cite: s#1}]\n";
    has(&table(ties, "search in talks with"), &["Zor is in talks with Quax"]);
}

#[test]
fn beside_a_value_stand_the_others_that_are_rejected() {
    let facts = "details: [{of: dox, what: strength, is: 7 troops, cite: s#1}, {of: dox, what: strength, is: 9 troops, cite: r#1, reject: a slip}]\n";
    has(&table(facts, "is dox strength 7troops"), &["rejected", "9 troops", "rejected: a slip"]);
}

const PLAN: &str = "\
assets:
  - id: mill
    kind: power-plant
    name: Mill of Zor
    status: [{is: discussed, when: 2020-03, cite: s#1}]
    details: [{what: design, is: Quaxian, stance: planned, cite: s#2}, {what: cost, is: unstated, cite: s#3}]
  - {id: shed, kind: power-plant, name: a shed, unnamed: true, details: [{what: power, is: 3 MW, cite: r#1}]}
";

#[test]
fn what_is_only_discussed_is_not_told_as_if_it_were_to_come() {
    let planned = table(PLAN, "is mill planned");
    assert!(planned.starts_with("Only discussed. No source here says that Mill of Zor is planned."), "{planned}");
    has(&planned, &["planned of it", "design: Quaxian"]);
    let under_way = table(PLAN, "is mill operating");
    assert!(under_way.starts_with("Not yet. "), "{under_way}");
}

#[test]
fn what_is_looked_for_in_a_kind_and_given_by_nobody_is_told_as_not_stated() {
    has(&table(PLAN, "show mill"), &["Not stated", "power; cost; completion"]);
    has(&table(PLAN, "gaps mill"), &["Mill of Zor", "cost"]);
    has(&table(PLAN, "show shed"), &["Not stated", "its name; cost; completion"]);
    let shed = table(PLAN, "gaps shed");
    has(&shed, &["a shed", "power plant"]);
    assert!(!shed.contains("  power\n"), "{shed}");
    // What a source says nothing of at all lacks nothing.
    assert!(table(PLAN, "gaps mill --source r").contains("Nothing is missing"));
}

const TITLED: &str = "\
stakeholders: [{id: bit, name: Bit Zorin, kind: person}, {id: bat, name: Bat Zorin, kind: person}, {id: malz, name: Malz, kind: state}]
ties: [{from: bit, is: head-of, to: malz, as: Grand Speaker, cite: s#1}]
details: [{of: bit, what: military-rank, is: colonel, cite: s#1}]
";

#[test]
fn a_name_is_found_with_a_title_that_the_facts_have() {
    has(&table(TITLED, "show Colonel_Bit_Zorin"), &["Bit Zorin (bit)"]);
    has(&table(TITLED, "show Grand_Speaker_Bit_Zorin"), &["Bit Zorin (bit)"]);
    let facts = read(vec![("a.yaml".to_owned(), RECORDS.to_owned()), ("b.yaml".to_owned(), TITLED.to_owned())]);
    let model = model(&facts);
    let error = model.look_up("Colonel Bat Zorin").unwrap_err().to_string();
    assert_eq!(error, "nothing here is called `Colonel Bat Zorin`");
    assert_eq!(model.meant("Colonel Bat Zorin"), [("bat".to_owned(), "Bat Zorin".to_owned())]);
}

#[test]
fn a_word_that_is_nowhere_is_taken_for_the_only_name_with_another_ending() {
    let found = table(TITLED, "search Malzian");
    has(&found, &["Nothing here holds `Malzian`; this is what there is on `Malz`."]);
    has(&found, &["Bit Zorin is head of Malz"]);
}

const LIST: &str = "\
stakeholders: [{id: bloc, name: Bloc, kind: bloc}]
ties: [{from: [zor], is: member-of, to: bloc, complete: true, seen: 2020-05-01, cite: s#1}]
";

#[test]
fn a_list_given_in_full_is_that_of_its_day() {
    let on = |day: &str| table(LIST, &format!("is quax member-of bloc --as-of {day}"));
    has(&on("2020-05-01"), &["No. The members of Bloc are given in full."]);
    has(&on("2021"), &["Possibly no. The members of Bloc are given in full; last reported 2020-05-01."]);
}

const PARTS: &str = "\
stakeholders: [{id: guard, name: Guard of Quax, kind: force}]
stakes: [{holder: zor, in: dox, kind: control, cite: s#1}]
ties:
  - {from: guard, is: belongs-to, to: quax, cite: s#2}
  - {from: dox, is: supporter-of, to: guard, cite: s#3}
  - {from: zor, is: supporter-of, to: quax, stance: planned, cite: r#1}
";

#[test]
fn what_those_one_controls_do_for_a_part_of_the_other_is_told() {
    let told = table(PARTS, "is zor supporter-of quax");
    assert!(told.starts_with("Not yet. It is only planned that Zor supports Quax."), "{told}");
    has(&told, &["said of a part", "Dox supports Guard of Quax"]);
    has(&told, &["whose it is", "Zor controls Dox"]);
    has(&told, &["whose it is", "Guard of Quax belongs to Quax"]);
    has(&table(PARTS, "is dox supporter-of quax"), &["Not stated.", "Of a part something is said."]);
}

#[test]
fn the_only_source_of_a_publisher_is_found_by_its_name() {
    has(&table(TALKS, "show zor --source Other"), &["Zor (zor), state"]);
}

const FAR: &str = "\
stakeholders: [{id: bloc, name: Bloc, kind: bloc}]
ties: [{from: [zor, quax], is: member-of, to: bloc, cite: s#1}]
details: [{of: zor, what: remark, is: a door to Quax, said-by: vex, cite: s#2}]
";

#[test]
fn what_two_have_in_common_and_what_names_the_other_stands_below() {
    let partners = table(FAR, "partners zor quax");
    has(&partners, &["No partnership between Zor and Quax is stated here."]);
    has(&partners, &["Both: member of Bloc", "1/1 [1¶1]"]);
    has(&table(FAR, "path zor quax"), &["In words: Zor, remark: a door to Quax, says Vex", "1/1 [1¶2]"]);
}

const CHAINS: &str = "\
agreements: [{id: pact, kind: treaty, name: Pact, parties: [zor, quax], cite: s#1, status: [{is: signed, when: 2020-03}]}]
dates:
  - {id: one, kind: meeting, name: One, when: 2020-01, who: [zor], cite: s#2}
  - {id: two, kind: meeting, name: Two, when: 2020-01, cite: s#2}
  - {id: three, kind: meeting, name: Three, when: 2020-01, who: [quax], cite: s#2}
ties: [{from: one, is: part-of, to: two, cite: s#3}, {from: two, is: part-of, to: three, cite: s#3}]
";

#[test]
fn a_path_through_a_long_chain_of_records_is_left_out_where_another_is_short() {
    let short = table(CHAINS, "path zor quax");
    has(&short, &["with Quax, party to Pact"]);
    assert!(!short.contains("joined to"), "{short}");
    let only = table(CHAINS, "path zor quax --without treaty");
    has(&only, &["joined to Two and Three"]);
}

#[test]
fn a_property_is_asked_of_those_who_can_have_it_and_an_amount_is_no_name() {
    let error = |ask: &str| refused(TALKS, ask).to_string();
    assert_eq!(error("is vex cost"), "`cost` is said of assets and agreements; Vex: person");
    assert_eq!(error("is zor trade-volume quax"), "`quax` is a name, and `trade-volume` is an amount");
}

const TWO_RANKS: &str = "\
vocabulary: {properties: {hat-rank: {of: state, type: number, label: rank by hats}, shoe-rank: {of: state, type: number, label: rank by shoes}}}
details: [{of: zor, what: hat-rank, is: 2, cite: s#1}, {of: zor, what: shoe-rank, is: 3, cite: s#1}]
";

#[test]
fn a_word_that_is_none_leads_to_where_the_answer_is() {
    for (ask, hint) in [
        ("is zor rank", "is one of these meant: hat-rank or shoe-rank?"),
        ("is zor jzkq quax", "what happened between them: ties timeline zor quax; what ties them: ties path zor quax"),
        ("is zor jzkq", "what is said of it: ties show zor"),
        ("disputes hat-rank", "it is a word of the vocabulary; of whom it is said: ties search \"hat-rank\""),
    ] {
        let error = refused(TWO_RANKS, ask);
        assert!(error.hint().is_some_and(|told| told.starts_with(hint)), "{ask}: {:?}", error.hint());
    }
}

const BOTH_PARTS: &str = "\
stakeholders: [{id: guard, name: Guard of Quax, kind: force}]
ties: [{from: dox, is: belongs-to, to: zor, cite: s#1}, {from: guard, is: belongs-to, to: quax, cite: s#2}]
dates: [{id: talks, kind: meeting, name: Talks of the forces, when: 2020-04, who: [dox, guard], cite: s#3}]
";

#[test]
fn a_timeline_of_two_has_what_only_parts_of_both_did() {
    let told = table(BOTH_PARTS, "timeline zor quax");
    has(&told, &["Nothing dated is stated here of Zor and Quax themselves; of a part:"]);
    has(&told, &["2020-04", "Talks of the forces"]);
    has(&told, &["Dox belongs to Zor."]);
    has(&told, &["Guard of Quax belongs to Quax."]);
}

const SAME: &str = "\
assets: [{id: mill, kind: mine, name: Mill}, {id: mull, kind: mine, name: Mull}]
ties: [{from: mill, is: same-as, to: mull, stance: hedged, uncited: they look alike}]
agreements: [{id: pact, kind: treaty, name: Pact, parties: [zor, quax], covers: [mull], cite: s#1, status: [{is: signed, when: 2020-03}]}]
";

#[test]
fn agreements_on_what_may_be_the_same_are_pointed_to() {
    let told = table(SAME, "agreements mill");
    has(&told, &["No agreement of Mill is stated here."]);
    has(&told, &["More: ties agreements mull"]);
}

const SPOKEN: &str = "\
stakeholders: [{id: desk, name: Press desk of Vex, aliases: [Other], kind: public-body}]
ties: [{from: desk, is: speaks-for, to: vex, cite: s#1}]
details:
  - {of: zor, what: tally, is: 3, cite: [{at: s#2, said-by: vex}, {at: r#2, said-by: desk}, t#2]}
  - {of: quax, what: tally, is: 4, cite: [{at: s#2, said-by: vex}, {at: r#2, said-by: dox}]}
";

#[test]
fn who_speaks_for_another_is_one_voice_with_that_one_in_its_own_pages_too() {
    has(&table(SPOKEN, "show zor"), &["tally", "1/3 [1¶2][2¶2][3¶2]"]);
    has(&table(SPOKEN, "show quax"), &["tally", "2/2 [1¶2][2¶2]"]);
    let apart = SPOKEN.replace("is: speaks-for,", "is: speaks-for, stance: denied,");
    has(&table(&apart, "show zor"), &["tally", "3/3 [1¶2][2¶2][3¶2]"]);
    let ring = SPOKEN.replace("ties: [", "ties: [{from: vex, is: speaks-for, to: desk, cite: s#1}, ");
    has(&table(&ring, "show zor"), &["tally", "1/3 [1¶2][2¶2][3¶2]"]);
}

#[test]
fn what_is_planned_is_told_as_planned_though_a_step_of_it_is_done() {
    let more = PLAN.replace(
        "{is: discussed, when: 2020-03, cite: s#1}",
        "{is: discussed, when: 2020-03, cite: s#1}, {is: operating, stance: planned, when: 2021, cite: s#2}",
    );
    assert!(table(&more, "is mill operating").starts_with("Not yet. It is planned that Mill of Zor is operating."));
}

#[test]
fn a_day_in_words_leads_to_the_timeline() {
    has(&table(TALKS, "search 24 June 2020"), &["More: ties timeline --since 2020-06-24 --until 2020-06-24"]);
}

const MONTHS: &str = "\
dates: [{id: talks, kind: meeting, name: Talks of Zor, when: 2020-06, who: [zor], cite: s#1, details: [{what: duration, is: 2 hours, cite: s#2}]}]
";

#[test]
fn what_is_said_of_an_event_follows_it_only_where_it_is_sure_to_be_in_the_time_asked_about() {
    has(&table(MONTHS, "timeline"), &["2020-06", "… duration: 2 hours"]);
    let one_day = table(MONTHS, "timeline --since 2020-06-24 --until 2020-06-24");
    has(&one_day, &["2020-06", "Talks of Zor, possible"]);
    has(&one_day, &["Perhaps then, by a date that leaves it open"]);
    assert!(!one_day.contains("duration"), "{one_day}");
    // What is said of a plant does not belong to the day of its status.
    let plant = table(PLAN, "timeline");
    has(&plant, &["2020-03", "Discussed: Mill of Zor"]);
    assert!(!plant.contains("design"), "{plant}");
}

#[test]
fn a_status_takes_no_second_word_and_an_inverse_is_turned() {
    for (ask, error) in [
        ("is mill discussed 1999", "`discussed` is a status, and `1999` is one word too many"),
        ("is mill discussed vex", "`discussed` is a status, and `vex` is one word too many"),
        ("is zor invited quax", "`invited` is `invited-to` the other way round"),
    ] {
        assert_eq!(refused(PLAN, ask).to_string(), error, "{ask}");
    }
}

#[test]
fn of_several_words_that_are_nowhere_together_the_rarest_is_told() {
    let found = table(FAR, "search nosuch door");
    has(&found, &["Nothing here holds `nosuch door`; this is what there is on `door`."]);
    has(&found, &["a door to Quax"]);
    has(&table(FAR, "search nosuch neither"), &["Nothing here holds `nosuch neither`."]);
}

const UNDATED: &str = "\
dates: [{id: talks, kind: meeting, name: Talks of Zor, when: [..2020-06-01], who: [zor], cite: s#1}]
details: [{of: zor, what: remark, is: a fine place, reject: nobody says so, cite: s#2}]
";

#[test]
fn an_event_of_no_day_is_a_gap_and_what_is_rejected_says_so_through_its_source() {
    has(&table(UNDATED, "gaps talks"), &["Talks of Zor", "meeting; by 2020-06-01"]);
    has(&table(UNDATED, "show zor --source s"), &["a fine place; rejected: nobody says so"]);
}

const SETTLED: &str = "\
dates: [{id: raid, kind: seizure, name: Raid, when: 2020-02, who: [{who: zor, as: authority}, {who: quax, as: target}], cite: s#1}]
agreements: [{id: peace, kind: settlement, name: Peace of Zor, parties: [zor, quax], cite: r#1, status: [{is: signed, when: 2020-06-01}]}]
";

#[test]
fn what_set_two_against_each_other_once_is_told_with_what_they_agreed_on_since() {
    let later = table(SETTLED, "is zor partner-of quax --as-of 2021");
    assert!(later.starts_with("No: adverse by what happened before; but there is: Peace of Zor."), "{later}");
    has(&table(SETTLED, "partners zor quax"), &["But there is: Peace of Zor: signed, 2020-06-01", "1/1"]);
    let before = table(SETTLED, "partners zor quax --as-of 2020-03-01");
    assert!(!before.contains("Peace of Zor"), "{before}");
}

#[test]
fn parts_of_a_set_stand_behind_it_and_are_not_counted_twice() {
    let facts = "\
agreements:
  - {id: first, kind: treaty, name: First Pact, parties: [zor, quax], status: [{is: signed, when: 2020-02}], cite: s#1}
  - {id: other, kind: treaty, name: Other Pact, parties: [zor, quax], status: [{is: signed, when: 2020-03}], cite: s#1}
  - {id: set, kind: package, name: Set of Pacts, parties: [zor, quax], status: [{is: signed, when: 2020-04}], cite: t#1}
ties: [{from: first, is: part-of, to: set, cite: t#2}]
";
    let pacts = table(facts, "agreements zor quax");
    let at = |name: &str| pacts.lines().position(|line| line.starts_with(name));
    assert!(at("Other Pact") < at("Set of Pacts") && at("Set of Pacts") < at("First Pact"), "{pacts}");
    has(&pacts, &["Not to be counted twice, as part of Set of Pacts: First Pact.", "[2¶2]"]);
    let apart = facts.replace("is: part-of", "is: builds-on");
    assert!(!table(&apart, "agreements zor quax").contains("counted twice"), "it only came of it");
}

#[test]
fn what_two_hold_of_the_same_cites_a_source_for_the_day_too() {
    let facts = "\
assets: [{id: works, kind: facility, name: Works}]
stakes:
  - {holder: zor, in: works, kind: operation, when: [..2020-05], cite: s#1}
  - holder: quax
    in: works
    kind: administration
    since: [{is: 2020-03, cite: t#2}, {is: [..2020-05], cite: s#1}]
    cite: [s#1, t#2]
";
    has(&table(facts, "is quax partner-of zor"), &["both since 2020-03; [1] gives no date", "[1¶1][2¶2]"]);
}

#[test]
fn a_side_of_a_dispute_tells_which_of_its_sources_are_vaguer() {
    let facts = "\
agreements:
  - id: pact
    kind: treaty
    name: Pact
    parties: [zor, quax]
    cite: s#1
    status:
      - {is: signed, when: 2020-03-04, cite: [s#1, {at: t#1, when: 2020-03}]}
      - {is: signed, when: 2020-03-09, said-by: vex, reject: a slip, cite: r#1}
";
    let found = table(facts, "disputes");
    has(&found, &["2020-03-04", "[2] gives no day"]);
    has(&found, &["2020-03-09", "says Vex; rejected: a slip"]);
}

#[test]
fn statuses_are_asked_for_as_they_are_shown_and_sources_by_the_one_named() {
    let facts = "\
assets: [{id: works, kind: facility, name: Works, status: [{is: under-construction, when: 2020-02, cite: s#1}]}]
";
    let facts = read(vec![("a.yaml".to_owned(), RECORDS.to_owned()), ("b.yaml".to_owned(), facts.to_owned())]);
    let model = model(&facts);
    let line = Line::try_parse_from(["is", "works", "under construction"]).expect("it can be read");
    let answer = line.question.answer(&model).expect("an answer");
    assert_eq!(answer.verdict, Some("yes"));
    let only = table("", "list sources --source t");
    assert!(only.contains("Vex is told") && !only.contains("Zor is told"), "{only}");
}

#[test]
fn who_says_a_remark_is_told_of_each_of_its_sources() {
    let facts = "\
details: [{of: zor, what: remark, is: it is far, cite: [s#1, {at: t#1, said-by: vex}]}]
";
    has(&table(facts, "show zor"), &["Paper and Vex", "it is far"]);
    let both = "details: [{of: zor, what: remark, is: it is far, said-by: [vex, quax], when: 2020-02, cite: s#1}]\n";
    has(&table(both, "timeline zor"), &["it is far, say Vex and Quax"]);
}
