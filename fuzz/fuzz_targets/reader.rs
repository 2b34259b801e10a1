//! A fact file: whatever it holds, findings name places in it and can be shown; what was read can be written, read again
//! and asked.
#![no_main]
use clap::Parser;
use libfuzzer_sys::fuzz_target;
use ties::ask::Line;
use ties::diag::{Diagnostics, Severity, write};
use ties::facts::{self, FactSet, List, Ref};
use ties::model::Model;
use ties::render::{self, Page};

/// Questions that look at every claim.
const QUESTIONS: [&str; 4] = ["partners", "timeline", "disputes", "gaps"];

fuzz_target!(|bytes: &[u8]| {
    // As the program does with a file that is no UTF-8.
    let (facts, found) = read(String::from_utf8_lossy(bytes).into_owned());
    let file = facts.files.file(1).span();
    for finding in &found {
        let fix = finding.fix.as_ref().map(|fix| fix.span);
        for span in finding.labels.iter().map(|label| label.span).chain(fix) {
            assert!(file.contains(span) && span.lo() <= span.hi(), "{finding:?} points out of the file");
            facts.files.written(span);
        }
        assert!(!finding.message.is_empty(), "{finding:?} says nothing");
        let shown = write::human(finding, &facts.files, false) + &write::short(finding, &facts.files);
        let moves = |c: char| c.is_control() && c != '\n';
        assert!(!shown.contains(moves), "a control character is shown: {shown:?}");
        write::json(finding, &facts.files);
    }
    written_again(&facts, &found);
    asked(&facts, bytes.len());
});

fn read(text: String) -> (FactSet, Diagnostics) {
    let mut found = vec![];
    let facts = FactSet::read([("facts.yaml".to_owned(), text)], &mut found).expect("it is small");
    ties::check::run(&facts, &mut found);
    (facts, found)
}

/// What was read without an error is, written and read again, as many records, also without an error.
fn written_again(facts: &FactSet, found: &Diagnostics) {
    let (_, text) = facts::write(facts).remove(0);
    if found.iter().any(|finding| finding.severity == Severity::Error) {
        return;
    }
    let (again, found) = read(text.clone());
    assert!(found.iter().all(|finding| finding.severity != Severity::Error), "{found:?}\n{text}");
    for list in List::ALL {
        assert_eq!(facts.lists.len(*list), again.lists.len(*list), "{}:\n{text}", list.word());
    }
    assert_eq!(facts::write(&again).remove(0).1, text, "written twice it is another text");
}

/// Asks of what was read whole, as `--lenient` does, one of the questions, and writes the answer.
fn asked(facts: &FactSet, number: usize) {
    let all =
        List::ALL.iter().flat_map(|list| (0..facts.lists.len(*list) as u32).map(|index| Ref { list: *list, index }));
    let broken = all.filter(|of| facts.is_broken(*of)).collect();
    let model = Model::new(facts, &broken);
    let ask = QUESTIONS[number % QUESTIONS.len()];
    let line = Line::try_parse_from([ask]).expect("it is a question");
    let Ok(answer) = line.question.answer(&model) else { return };
    for format in ["table", "json", "csv", "markdown", "dot"] {
        let format = render::format(format).expect("it is a format");
        let mut bytes = vec![];
        (format.write)(&answer, &model, &Page::default(), &mut bytes).expect("memory takes all");
        assert!(String::from_utf8(bytes).is_ok(), "{} is no UTF-8", format.name);
    }
}
