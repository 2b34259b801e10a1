use super::{Check, Run};
use crate::date::Days;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{Calendar, FactSet, Status, Subject};
use crate::vocab::{Root, Stance};

pub const CHECK: Check = Check {
    name: "status-out-of-order",
    severity: Severity::Warning,
    about: "a step dated after one that comes later in a life",
    page: include_str!("status_out_of_order.md"),
    run: Run::Parts(|part, found| {
        let (facts, calendar) = (part.facts, &mut Calendar::new(part.facts));
        for (of, subject) in part.subjects().filter(|(_, subject)| subject.status.len() > 1) {
            if let Some(root) = of.list.root() {
                steps(facts, root, subject, calendar, found);
            }
        }
    }),
};

/// A status that is said to be reached, on days that are known, at a place in its ladder.
struct Step<'f> {
    rung: usize,
    days: Days,
    status: &'f Status,
}

fn steps(facts: &FactSet, root: Root, subject: Subject, calendar: &mut Calendar, found: &mut Diagnostics) {
    let mut steps: Vec<Step> = vec![];
    for status in subject.status.iter().map(|status| &**status) {
        let word = facts.vocab.status(root, &facts.files[status.is]).filter(|word| !word.again);
        let fields = &status.claim;
        let stance = fields.stance.map_or(Some(Stance::Asserted), |stance| Stance::of(&facts.files[stance]));
        if let Some(rung) = word.and_then(|word| word.rung)
            && stance == Some(Stance::Asserted)
            && fields.reject.is_none()
            && let Some(days) = calendar.range(&fields.when, crate::date::Day::FUTURE)
        {
            steps.push(Step { rung, days, status });
        }
    }
    steps.sort_by_key(|step| step.rung);
    // The one of the lower rungs that begins last: if any of them is certainly later, it is.
    let mut latest: Option<&Step> = None;
    for (n, step) in steps.iter().enumerate() {
        let below = steps[..n].iter().rev().take_while(|other| other.rung == step.rung).count();
        let lower = if below == 0 { steps[..n].last() } else { None };
        if let Some(lower) = lower {
            let same = steps[..n].iter().rev().take_while(|other| other.rung == lower.rung);
            let last = same.max_by_key(|other| other.days.0);
            latest = latest.into_iter().chain(last).max_by_key(|other| other.days.0);
        }
        if let Some(late) = latest.filter(|late| late.days.0 > step.days.1) {
            found.push(report(facts, late.status, step.status));
            return;
        }
    }
}

fn report(facts: &FactSet, late: &Status, early: &Status) -> Diagnostic {
    let (low, high) = (&facts.files[late.is], &facts.files[early.is]);
    let at = |status: &Status| status.claim.when.first().map_or(status.is.0, |when| when.is.0.0);
    Diagnostic::warning(CHECK.name, at(late), format!("`{low}` is dated after `{high}`, which comes later in a life"))
        .also(at(early), format!("`{high}` here"))
        .help("correct one of the dates, or the word; where the sources disagree, `reject: REASON` takes one out")
}
