use super::{Check, Run};
use crate::diag::words::a;
use crate::diag::{Diagnostic, Severity};
use crate::facts::FactSet;
use crate::vocab::Root;

pub const CHECK: Check = Check {
    name: "unknown-field",
    severity: Severity::Error,
    about: "a field or a list that there is not",
    page: include_str!("unknown_field.md"),
    // The reader finds it; what it knows no words for, the vocabulary may.
    run: Run::All(|facts, found| {
        for finding in found.iter_mut().filter(|finding| finding.name == CHECK.name && finding.fix.is_none()) {
            if let Some(meant) = meant(facts, finding) {
                finding.help = vec![meant];
            }
        }
    }),
};

/// How to write what is meant by a field that is none: a relation, a status, the day of one.
fn meant(facts: &FactSet, finding: &Diagnostic) -> Option<String> {
    let key = facts.files.written(finding.span());
    let roots = || Root::ALL.into_iter();
    let is_of = |root: &Root| finding.message.starts_with(&format!("{} ", a(root.word())));
    if facts.vocab.relations.get(key).is_some() {
        return Some(format!(
            "`{key}` is a relation, and a tie says it: `ties: [{{from: …, is: {key}, to: …, cite: …}}]`"
        ));
    }
    let owner = roots().find(is_of);
    if roots().any(|root| owner.is_none_or(|owner| owner == root) && facts.vocab.status(root, key).is_some()) {
        return Some(format!("`{key}` is a status: `status: [{{is: {key}, when: …}}]`"));
    }
    let root = owner?;
    facts.vocab.ladder(root).next()?;
    let is_day = DAYS.contains(&key);
    is_day.then(|| "the day stands with the status: `status: [{is: …, when: …}]`".to_owned())
}

/// Fields for the day of something.
const DAYS: [&str; 3] = ["when", "date", "day"];
