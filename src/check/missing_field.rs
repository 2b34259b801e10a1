use super::{Check, Run, a, opening};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{Batch, List};
use crate::text::{Span, Text};

pub const CHECK: Check = Check {
    name: "missing-field",
    severity: Severity::Error,
    about: "a record without something it needs",
    page: include_str!("missing_field.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        let lists = &part.lists;
        let mut need = |there: bool, list: List, at: Span, what: &str, help: &str| {
            if !there {
                let message = format!("{} needs {what}", a(list.record().word));
                found.push(Diagnostic::error(CHECK.name, opening(&facts.files, at), message).help(help));
            }
        };
        for stake in lists.stakes.iter().filter(|s| !s.broken) {
            need(!stake.holder.is_empty(), List::Stakes, stake.at, "a `holder`", "add the id of who holds it");
        }
        for tie in lists.ties.iter().filter(|t| !t.broken) {
            need(!tie.from.is_empty(), List::Ties, tie.at, "a `from`", "add the id it starts at");
            need(!tie.to.is_empty(), List::Ties, tie.at, "a `to`", "add the id it ends at");
        }
        for detail in lists.details.iter().filter(|d| !d.broken) {
            let help = "add `of: ID`; inside a record a detail needs none, here nobody knows of whom it speaks";
            need(!detail.of.is_empty(), List::Details, detail.at, "`of`, which is missing here", help);
        }
        for question in lists.questions.iter().filter(|q| !q.broken) {
            let lists = [&question.includes, &question.excludes];
            // `exactly: []` expects an answer without rows.
            let exactly = question.exactly.is_some();
            let expects = question.says.is_some() || exactly || lists.iter().any(|list| !list.is_empty());
            let help = "add `includes`, `excludes`, `exactly` or `says`, so that `ties test` can fail";
            need(expects, List::Questions, question.at, "to say what its answer holds", help);
        }
        empty(part, found);
    }),
};

/// Reports names and reasons that are written, but say nothing.
fn empty(part: &Batch, found: &mut Diagnostics) {
    let facts = part.facts;
    let mut check = |text: Option<Text>, what: &str, help: &str| {
        if let Some(text) = text.filter(|text| !text.is_stand_in() && facts.files[*text].trim().is_empty()) {
            found.push(Diagnostic::error(CHECK.name, text.0, format!("{what} is empty")).help(help));
        }
    };
    for (_, subject) in part.subjects() {
        check(Some(subject.name), "the name", "write what people call it");
        subject
            .aliases
            .iter()
            .for_each(|alias| check(Some(*alias), "this alias", "write another name, or take it out"));
    }
    for source in part.lists.sources {
        check(Some(source.title), "the title", "write what stands above it, or `untitled`");
        check(Some(source.publisher), "the publisher", "write who published it: voices are counted by it");
    }
    let inner = part.subjects().flat_map(|(_, subject)| subject.details);
    for detail in part.lists.details.iter().map(|placed| &**placed).chain(inner) {
        check(Some(detail.is), "the value", "write it; `unstated` where the source gives none");
    }
    part.each_claim(&mut |claim| {
        let fields = claim.fields;
        for value in fields.dates() {
            check(value.prefer, "the reason behind `prefer`", "say why this one is to be believed");
            check(value.reject, "the reason behind `reject`", "say why this one is not to be believed");
        }
        check(fields.prefer, "the reason behind `prefer`", "say why this one is to be believed");
        check(fields.reject, "the reason behind `reject`", "say why this one is not to be believed");
        check(fields.uncited, "the reason behind `uncited`", "say why there is no citation");
    });
}
