//! The questions of `data/questions.yaml` are answered as expected, and each of them could fail: what stands in an answer
//! goes where the claims it rests on are taken out; what is refused would be in it if a claim said so.
mod changed;
mod shipped;

use changed::{Change, around, changed, claims, inside, items, outermost};
use ties::ask::{Outcome, run_tests};
use ties::facts::{FactSet, List, Part, Placed, Question};
use ties::model::Model;
use ties::text::Span;

#[test]
fn every_question_is_answered_as_expected() {
    let facts = shipped::facts();
    let failed: Vec<_> = run_tests(&shipped::model(&facts)).into_iter().filter(|o| !o.failures.is_empty()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// One claim is enough for most; what several bear out goes with all that name those the question names, or one of them or
/// of what it expects.
#[test]
fn what_is_in_an_answer_goes_with_its_claims() {
    let facts = shipped::facts();
    let model = shipped::model(&facts);
    let mut standing: Vec<&Placed<Question>> =
        facts.lists.questions.iter().filter(|q| is_positive(&facts, q)).collect();
    for change in claims(&model, |_| true) {
        retain_answered(&facts, &mut standing, &[change]);
    }
    standing.retain(|question| {
        let words = facts.files[question.ask].split_whitespace();
        let named: Vec<_> = words.filter_map(|word| model.node_called(word)).collect();
        let expected = question.includes.iter().filter_map(|term| model.node_called(&facts.files[*term]));
        let mut one = vec![*question];
        let all = claims(&model, |claim| named.iter().all(|node| claim.says.speaks_of(*node)));
        retain_answered(&facts, &mut one, &outermost(all));
        for node in named.iter().copied().chain(expected) {
            retain_answered(&facts, &mut one, &outermost(claims(&model, |claim| claim.says.speaks_of(node))));
        }
        !one.is_empty()
    });
    let firm: Vec<&str> = standing.iter().map(|question| &facts.files[question.ask]).collect();
    assert!(firm.is_empty(), "no claims taken out make these fail:\n{}", firm.join("\n"));
}

#[test]
fn what_is_refused_comes_with_a_claim() {
    let facts = shipped::facts();
    let model = shipped::model(&facts);
    let (mut firm, mut tried) = (vec![], 0);
    for question in &facts.lists.questions {
        for refused in refusals(&facts, question) {
            tried += 1;
            let ask = &facts.files[question.ask];
            let mut changes = contrary(&facts, ask, &refused);
            let text: String = changes.iter().map(|change| change.text.clone()).collect();
            // An adverse claim goes before any that makes partners: where there is one, it has to go.
            let named = model.node_called(&refused);
            let adverse = claims(&model, |claim| named.is_some_and(|named| claim.says.speaks_of(named)));
            let mut one = vec![question];
            retain_answered(&facts, &mut one, &changes);
            if !one.is_empty() && ask.starts_with("partners") {
                changes.extend(outermost(adverse));
                retain_answered(&facts, &mut one, &changes);
            }
            let text: String = text.chars().take(200).collect();
            firm.extend(one.iter().map(|_| format!("ties {ask}: {refused}: still, with {text}")));
        }
    }
    assert!(tried > 30, "only {tried}");
    assert!(firm.is_empty(), "no claim put in makes these fail:\n{}", firm.join("\n"));
}

/// Keeps the questions that are still answered as expected; where the changed facts have errors, they say nothing.
fn retain_answered(facts: &FactSet, questions: &mut Vec<&Placed<Question>>, changes: &[Change]) {
    if let Some(outcomes) = outcomes(facts, questions, changes) {
        let mut outcomes = outcomes.iter();
        questions.retain(|_| outcomes.next().is_some_and(|outcome| outcome.failures.is_empty()));
    }
}

/// What becomes of some of the questions in changed facts; nothing where these have errors.
fn outcomes(facts: &FactSet, questions: &[&Placed<Question>], changes: &[Change]) -> Option<Vec<Outcome>> {
    let questions: String =
        questions.iter().map(|question| format!("  - {}\n", facts.files.written(question.at))).collect();
    let facts = changed(facts, &format!("questions:\n{questions}"), changes)?;
    Some(run_tests(&Model::new(&facts, &Default::default())))
}

/// Whether an answer must have something in it, or say something, that claims must give.
fn is_positive(facts: &FactSet, question: &Question) -> bool {
    !question.includes.is_empty() || question.says.is_some_and(|says| &facts.files[says] != "not stated")
}

/// What must not be in an answer. `exactly` refuses all it does not name.
fn refusals(facts: &FactSet, question: &Placed<Question>) -> Vec<String> {
    let mut all: Vec<String> = question.excludes.iter().map(|term| facts.files[*term].to_owned()).collect();
    all.extend(question.says.map(|says| facts.files[says].to_owned()).filter(|says| says == "not stated"));
    all.extend(facts.files.written(question.at).contains("exactly:").then(|| "all else".to_owned()));
    all
}

/// Claims that give the lie to a refusal.
fn contrary(facts: &FactSet, ask: &str, refused: &str) -> Vec<Change> {
    let (words, flags) = ask.split_once(" --").map_or((ask, ""), |(words, flags)| (words, flags));
    let words: Vec<&str> = words.split_whitespace().collect();
    let list = |id: &str| facts.find(id).map(|of| of.list);
    let is_record = |id: &str| matches!(list(id), Some(List::Agreements | List::Dates));
    // Cited to every source and to one more of long ago, so that neither --source nor --known-by leaves the claim out.
    let sources = facts.lists.sources.iter().map(|source| format!("{}#title", &facts.files[source.id]));
    let cite = sources.chain(["long-ago#title".to_owned()]).collect::<Vec<_>>().join(", ");
    let added = |text: String| {
        let earlier = "sources: [{id: long-ago, title: A, publisher: A, kind: news, published: 1999}]";
        Change { file: "contrary.yaml".to_owned(), at: 0..0, text: format!("{earlier}\n{text}") }
    };
    let tie = |from: &str, is: &str, to: &str| {
        vec![added(format!("ties: [{{from: {from}, is: {is}, to: {to}, cite: [{cite}]}}]"))]
    };
    let stake = |holder: &str, held: &str, kind: &str| {
        let said_by = flags.strip_prefix("said-by ").map_or(String::new(), |who| format!(", said-by: {who}"));
        vec![added(format!("stakes: [{{holder: {holder}, in: {held}, kind: {kind}{said_by}, cite: [{cite}]}}]"))]
    };
    let detail = |of: &str, what: &str, is: &str| format!("{{of: {of}, what: {what}, is: {is:?}, cite: [{cite}]}}");
    let details = |all: &[String]| vec![added(format!("details: [{}]", all.join(", ")))];
    // A remark in which it stands, on a day the question asks about.
    let remark =
        |of: &str, day: &str| details(&[detail(of, "remark", refused).replace("}", &format!(", when: {day}}}"))]);
    let party = |who: &str| format!("{{who: {who}, cite: [{cite}]}}");
    // Both are partners by the agreement that is refused, and it was signed before any day that is asked about.
    let signed = |record: &str, parties: &[&str]| {
        let status = format!(
            "{{is: {}, when: 1999, cite: [{cite}]}}",
            facts.files.written(first(facts, record, Part::Status(0)))
        );
        let parties: Vec<String> = parties.iter().map(|who| party(who)).collect();
        let more = |part: Part, items: &[String]| with_items(facts, record, part, items);
        let changes = outermost(vec![more(Part::Status(0), &[status]), more(Part::Party(0), &parties)]);
        [changes, vec![added(String::new())]].concat()
    };
    match words.as_slice() {
        ["is", one, status] => vec![
            with_items(facts, one, Part::Status(0), &[format!("{{is: {status}, when: 1999, cite: [{cite}]}}")]),
            added(String::new()),
        ],
        ["is", one, word, other] if facts.vocab.relations.get(word).is_some() => tie(one, word, other),
        ["is", one, role, record] if facts.vocab.roles.get(role).is_some() => {
            vec![with_items(facts, record, Part::Party(0), &[format!("{one} as {role}")])]
        }
        ["is", one, property, value @ ..] if facts.vocab.properties.get(property).is_some() => {
            details(&[detail(one, property, value.join(" ").trim_matches('"'))])
        }
        ["is", one, kind, other] => stake(one, other, kind),
        ["partners", ..] if flags.starts_with("source") && is_record(refused) => {
            vec![in_record(facts, refused, "kremlin-readout#documents", "neo#title")]
        }
        // Two that hold it together: a pair in which one share is planned would be no more than planned.
        ["partners", who] if list(who) == Some(List::Assets) => stake(&format!("[{refused}, china]"), who, "equity"),
        ["partners", who] => tie(who, "supporter-of", refused),
        ["partners", _, other] if flags.is_empty() => {
            vec![with_items(facts, refused, Part::Party(0), &[other.to_string()])]
        }
        ["partners", one, other] => signed(refused, &[one, other]),
        ["show", who] if is_record(who) && list(refused) == Some(List::Stakeholders) => {
            vec![with_items(facts, who, Part::Party(0), &[party(refused)]), added(String::new())]
        }
        ["show", who] | ["stakes", who] if list(refused) == Some(List::Stakeholders) => stake(refused, who, "equity"),
        ["show", who] => remark(who, "1999"),
        ["stakes", who] if refused == "operator" => stake("china", who, "operation"),
        ["stakes", who] => {
            stake("china", who, &format!("equity, share: {}..", refused.trim_start_matches("at least ")))
        }
        ["timeline", who @ ..] => {
            let day = flags.split_once(' ').map_or("1999", |(_, day)| day.split(' ').next().expect("a day"));
            let day = if flags.starts_with("known-by") { "1999" } else { day };
            remark(who.first().unwrap_or(&"mali"), day)
        }
        ["disputes", about @ ..] => {
            let of = about.first().unwrap_or(&"mali");
            details(&[detail(of, "manner", refused), detail(of, "manner", "otherwise")])
        }
        ["list", kind] => {
            let root = facts.vocab.root(kind).expect("a kind has a root");
            let list = List::ALL.iter().find(|list| list.root() == Some(root)).expect("a root has a list");
            vec![added(format!("{}: [{{id: another, kind: {kind}, name: Another, cite: [{cite}]}}]", list.word()))]
        }
        _ => panic!("{ask}: say here which claim would give the lie to {refused}"),
    }
}

/// Where a part of a record is written.
fn first(facts: &FactSet, record: &str, part: Part) -> Span {
    let mut first = None;
    facts.each_claim(&mut |claim| {
        if facts.id(claim.of) == Some(record) && claim.part == part {
            first = Some(claim.at);
        }
    });
    first.unwrap_or_else(|| panic!("{record} has {part:?}"))
}

/// More items in a list of a record, before the first that it has.
fn with_items(facts: &FactSet, record: &str, part: Part, items: &[String]) -> Change {
    let first = first(facts, record, part);
    let file = facts.files.of(first);
    let item = around(&file.text, &inside(facts, first));
    // Behind a dash, or in brackets.
    let before = &file.text[..item.start];
    let dash = file.text[item.clone()].trim_start().strip_prefix("- ").is_some();
    let indent = " ".repeat(file.text[item.clone()].len() - file.text[item.clone()].trim_start().len());
    let written = items.iter().map(|item| if dash { format!("{indent}- {item}\n") } else { format!("{item}, ") });
    Change { file: file.name.clone(), at: before.len()..before.len(), text: written.collect() }
}

/// Another text in the place of one that stands in a record.
fn in_record(facts: &FactSet, record: &str, old: &str, new: &str) -> Change {
    let span = facts.lists.at(facts.find(record).unwrap_or_else(|| panic!("there is no {record}")));
    let written = facts.files.written(span);
    assert!(written.contains(old), "{record} has {old}");
    Change { file: facts.files.of(span).name.clone(), at: inside(facts, span), text: written.replace(old, new) }
}

#[test]
fn items_are_found() {
    let text = "ties:\n  - {from: [a, b], is: x}   # [no]\n  - from: a\n    cite:\n      - s#1\n\n  - {note: \"[q, r]\"}\ndates: [{id: d}]\n";
    let mut found: Vec<&str> = items(text).into_iter().map(|item| text[item].trim()).collect();
    found.sort();
    let expected =
        ["- from: a\n    cite:\n      - s#1", "- s#1", "- {from: [a, b], is: x}   # [no]", "- {note: \"[q, r]\"}"];
    assert_eq!(found, [&expected[..], &["a", "b", "{id: d}"]].concat());
}
