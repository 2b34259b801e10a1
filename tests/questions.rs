//! The questions of `data/questions.yaml` are answered as expected, and each of them could fail: what stands in an answer
//! rests on a claim, so that it goes where the claim is taken out; what is refused would be in it if a claim said so.
mod shipped;

use std::collections::BTreeSet;
use std::num::NonZero;
use std::ops::Range;
use std::thread;
use ties::ask::{Outcome, run_tests};
use ties::check;
use ties::diag::Severity;
use ties::facts::{FactSet, List, Part, Question};
use ties::model::Model;
use ties::text::Span;

#[test]
fn every_question_is_answered_as_expected() {
    let facts = shipped::facts();
    let failed: Vec<_> = run_tests(&shipped::model(&facts)).into_iter().filter(|o| !o.failures.is_empty()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// One claim is enough for most; what several bear out goes when all that name the first of the question go.
#[test]
fn what_is_in_an_answer_goes_with_its_claims() {
    let facts = shipped::facts();
    let mut questions: Vec<&Placed<Question>> = facts.lists.questions.iter().filter(|q| is_positive(&facts, q)).collect();
    let single = claims(&facts, |_| true).into_iter().map(|place| vec![place]).collect::<Vec<_>>();
    questions = standing(&facts, questions, &single);
    questions.retain(|question| {
        let first = facts.files[question.ask].split_whitespace().nth(1).and_then(|word| facts.find(word));
        let all = first.map_or(vec![], |id| claims(&facts, |claim| claim.names(id)));
        standing(&facts, vec![question], &[all]).len() == 1
    });
    let firm: Vec<&str> = questions.iter().map(|q| &facts.files[q.ask]).collect();
    assert!(firm.is_empty(), "no claim taken out makes these fail:\n{}", firm.join("\n"));
}

/// A change to one of the files: what stands at a place of it becomes this text.
struct Change {
    place: Place,
    text: String,
}

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    file: String,
    at: Range<usize>,
}

fn changed(texts: &[(String, String)], change: &Change) -> Vec<(String, String)> {
    let mut texts = texts.to_vec();
    match texts.iter_mut().find(|(name, _)| *name == change.place.file) {
        Some((_, text)) => text.replace_range(change.place.at.clone(), &change.text),
        None => texts.push((change.place.file.clone(), change.text.clone())),
    }
    texts
}

/// What becomes of the questions in changed facts; the errors where these mean nothing.
fn outcomes(texts: &[(String, String)]) -> Result<Vec<Outcome>, String> {
    let mut found = vec![];
    let facts = FactSet::read(texts.iter().cloned(), &mut found).expect("they are small");
    check::run(&facts, &mut found);
    let errors = found.iter().filter(|f| f.severity == Severity::Error);
    let errors: Vec<_> = errors.map(|f| ties::diag::write::short(f, &facts.files)).collect();
    if errors.is_empty() { Ok(run_tests(&Model::new(&facts, &Default::default()))) } else { Err(errors.join("\n")) }
}

/// The questions, by number, that fail with one change or another that leaves the facts sound.
fn failing(texts: &[(String, String)], changes: &[Change]) -> BTreeSet<usize> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let fail = |changes: &[Change]| -> BTreeSet<usize> {
        let sound = changes.iter().filter_map(|change| outcomes(&changed(texts, change)).ok());
        let failed = sound.flat_map(|all| all.into_iter().enumerate().filter(|(_, o)| !o.failures.is_empty()));
        failed.map(|(n, _)| n).collect()
    };
    thread::scope(|scope| {
        let parts = changes.chunks(changes.len().div_ceil(threads));
        let running: Vec<_> = parts.map(|part| scope.spawn(|| fail(part))).collect();
        running.into_iter().flat_map(|thread| thread.join().expect("it does not panic")).collect()
    })
}

/// Whether the answer must have something in it, which some claim must give. `exactly: []` refuses all there is.
fn is_positive(facts: &FactSet, question: &Question) -> bool {
    let says = question.says.map(|text| &facts.files[text]);
    !question.includes.is_empty() || says.is_some_and(|says| says != "not stated")
}

/// What must not be in the answer, or the word that must be its answer.
fn refusals(facts: &FactSet, question: &Question) -> Vec<String> {
    let mut all: Vec<String> = question.excludes.iter().map(|term| facts.files[*term].to_owned()).collect();
    let says = question.says.map(|text| &facts.files[text]);
    all.extend(says.filter(|says| ["no", "not stated"].contains(says)).map(str::to_owned));
    let written = facts.files.of(question.ask.0);
    let from = (question.ask.0.lo() - written.span().lo()) as usize;
    let line = written.text[from..].lines().next().unwrap_or_default();
    all.extend(line.contains("exactly:").then(|| "anything else".to_owned()));
    all
}

/// The places of all claims: of each the list item it is, from its dash or in its brackets.
fn removals(facts: &FactSet) -> Vec<Place> {
    let mut places: Vec<Place> = vec![];
    facts.each_claim(&mut |claim| {
        let file = facts.files.of(claim.at);
        let at = inside(facts, claim.at);
        let item = items(&file.text).into_iter().filter(|item| item.start <= at.start && at.end <= item.end).min_by_key(|i| i.len());
        let item = item.expect("a claim stands in a list");
        places.push(Place { file: file.name.clone(), at: with_comma(&file.text, item) });
    });
    assert!(places.len() > 100, "there are claims to take out");
    places
}

/// A claim that gives the lie to a refusal.
fn contrary(facts: &FactSet, ask: &str, refused: &str) -> Change {
    let (words, flags) = ask.split_once(" --").map_or((ask, ""), |(words, flags)| (words, flags));
    let words: Vec<&str> = words.split_whitespace().collect();
    let list = |id: &str| facts.find(id).map(|of| of.list);
    let is_record = |id: &str| matches!(list(id), Some(List::Agreements | List::Dates));
    // One of the article and one that was known in 2024, so that neither --source neo nor --known-by leaves it out.
    let tie = |from: &str, is: &str, to: &str| {
        added(format!("ties: [{{from: {from}, is: {is}, to: {to}, cite: [neo#title, rfi-rank#1]}}]"))
    };
    let stake = |holder: &str, held: &str, kind: &str| {
        added(format!("stakes: [{{holder: {holder}, in: {held}, kind: {kind}, cite: [neo#title, rfi-rank#1]}}]"))
    };
    let detail = |of: &str, what: &str, is: &str| format!("{{of: {of}, what: {what}, is: {is}, cite: neo#title}}");
    match words.as_slice() {
        ["is", one, word, other] if facts.vocab.relations.get(word).is_some() => tie(one, word, other),
        ["is", one, kind, other] => stake(one, other, kind),
        ["partners", who] if list(who) == Some(List::Assets) => stake(refused, who, "equity"),
        ["partners", who] => tie(who, "supporter-of", refused),
        ["partners", ..] if flags.starts_with("source") => in_record(facts, refused, "kremlin-readout#documents", "neo#title"),
        ["partners", _, other] => with_party(facts, refused, other),
        ["show", who] if is_record(who) => with_party(facts, who, refused),
        ["show", who] if list(refused) == Some(List::Stakeholders) => stake(refused, who, "equity"),
        ["show", who] => added(format!("details: [{}]", detail(who, "remark", refused))),
        ["timeline", ..] => {
            let (_, day) = flags.split_once(' ').expect("a timeline is narrowed by a day");
            in_record(facts, refused, &when(facts, refused), day)
        }
        ["disputes", about @ ..] => {
            let of = about.first().unwrap_or(&"mali");
            let both = [detail(of, "trade-volume", "5 million USD"), detail(of, "trade-volume", "6 million USD")];
            added(format!("details: [{}]", both.join(", ")))
        }
        ["list", kind] => {
            let root = facts.vocab.root(kind).expect("a kind has a root");
            let list = List::ALL.iter().find(|list| list.root() == Some(root)).expect("a root has a list");
            added(format!("{}: [{{id: another, kind: {kind}, name: Another, cite: neo#title}}]", list.word()))
        }
        _ => panic!("{ask}: say here which claim would give the lie to {refused}"),
    }
}

/// A file more.
fn added(text: String) -> Change {
    Change { place: Place { file: "contrary.yaml".to_owned(), at: 0..0 }, text }
}

/// Another party or participant of an agreement or a date.
fn with_party(facts: &FactSet, record: &str, party: &str) -> Change {
    let mut first = None;
    facts.each_claim(&mut |claim| {
        if facts.id(claim.of) == Some(record) && claim.part == Part::Party(0) {
            first = Some(claim.at);
        }
    });
    let first = first.unwrap_or_else(|| panic!("{record} has parties"));
    let at = inside(facts, first).start;
    Change { place: Place { file: facts.files.of(first).name.clone(), at: at..at }, text: format!("{party}, ") }
}

/// Another text in the place of one that stands in a record.
fn in_record(facts: &FactSet, record: &str, old: &str, new: &str) -> Change {
    let span = facts.lists.at(facts.find(record).unwrap_or_else(|| panic!("there is no {record}")));
    let found = facts.files.written(span).find(old).unwrap_or_else(|| panic!("{record} has {old}"));
    let start = inside(facts, span).start + found;
    Change { place: Place { file: facts.files.of(span).name.clone(), at: start..start + old.len() }, text: new.to_owned() }
}

/// The day of a record as it is written.
fn when(facts: &FactSet, record: &str) -> String {
    let text = facts.files.written(facts.lists.at(facts.find(record).expect("it is there")));
    let (_, day) = text.split_once("when: ").expect("it has a day");
    day.split(['\n', ',']).next().expect("there is always a first part").to_owned()
}

/// Where a span stands in its file.
fn inside(facts: &FactSet, span: Span) -> Range<usize> {
    let base = facts.files.of(span).span().lo();
    (span.lo() - base) as usize..(span.hi() - base) as usize
}

/// The items of all lists of a YAML text: those behind a dash with all their lines, and those in brackets.
fn items(text: &str) -> Vec<Range<usize>> {
    [items_behind_dashes(text), items_in_brackets(text)].concat()
}

fn items_behind_dashes(text: &str) -> Vec<Range<usize>> {
    let (mut items, mut open, mut at) = (vec![], vec![], 0);
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if !line.trim().is_empty() {
            while let Some((start, _)) = open.pop_if(|(_, dash)| *dash >= indent) {
                items.push(start..at);
            }
            if line[indent..].starts_with("- ") {
                open.push((at, indent));
            }
        }
        at += line.len();
    }
    items.extend(open.into_iter().map(|(start, _)| start..at));
    items
}

fn items_in_brackets(text: &str) -> Vec<Range<usize>> {
    let (mut items, mut open, mut quote, mut before) = (vec![], vec![], None, '\n');
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) if "[{,:-\n".contains(before) => quote = Some(c),
            ('#', None) if text[..at].ends_with([' ', '\n']) => {
                characters.by_ref().find(|(_, c)| *c == '\n');
            }
            ('[' | '{', None) => open.push((c, at + 1)),
            (',' | ']' | '}', None) => {
                if let Some((bracket, start)) = open.pop() {
                    items.extend((bracket == '[').then_some(start..at));
                    open.extend((c == ',').then_some((bracket, at + 1)));
                }
            }
            _ => {}
        }
        if c != ' ' {
            before = c;
        }
    }
    items
}

/// The same with the comma that stood between it and its neighbour.
fn with_comma(text: &str, item: Range<usize>) -> Range<usize> {
    if text[item.end..].starts_with(',') {
        item.start..item.end + 1
    } else if text[..item.start].ends_with(',') {
        item.start - 1..item.end
    } else {
        item
    }
}

#[test]
fn items_are_found() {
    let text = "ties:\n  - {from: [a, b], is: x}   # [no]\n  - from: a\n    cite:\n      - s#1\n\n  - {note: \"[q, r]\"}\ndates: [{id: d}]\n";
    let mut found: Vec<&str> = items(text).into_iter().map(|item| text[item].trim()).collect();
    found.sort();
    let expected = ["- from: a\n    cite:\n      - s#1", "- s#1", "- {from: [a, b], is: x}   # [no]", "- {note: \"[q, r]\"}"];
    assert_eq!(found, [&expected[..], &["a", "b", "{id: d}"]].concat());
}
