use super::{Check, Run};
use crate::date::Day;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{Calendar, ClaimFields, FactSet};
use crate::vocab::Stance;

pub const CHECK: Check = Check {
    name: "ended-before-begun",
    severity: Severity::Error,
    about: "what ends before it begins, or was seen before or after it held",
    page: include_str!("ended_before_begun.md"),
    run: Run::Parts(|part, found| {
        let (facts, calendar) = (part.facts, &mut Calendar::new(part.facts));
        part.each_claim(&mut |claim| {
            if !claim.fields.until.is_empty() {
                ends(facts, claim.fields, calendar, found);
            }
            if claim.fields.seen.is_some() && !claim.fields.since.is_empty() {
                begun(facts, claim.fields, calendar, found);
            }
        });
    }),
};

/// Reports an end that lies before the beginning whatever days the dates may mean.
fn ends(facts: &FactSet, fields: &ClaimFields, calendar: &mut Calendar, found: &mut Diagnostics) {
    let sound = |value: &&crate::facts::DateValue| value.reject.is_none();
    let Some(until) = fields.until.iter().find(sound) else { return };
    let Some((_, last)) = calendar.range(&fields.until, Day::FUTURE) else { return };
    let written = |raw: crate::yaml::Raw| &facts.files[raw.0];
    if let Some(since) = fields.since.iter().find(sound)
        && let Some((first, _)) = calendar.range(&fields.since, Day::PAST)
        && first > last
    {
        let message = format!("it ends ({}) before it begins ({})", written(until.is), written(since.is));
        found.push(
            Diagnostic::error(CHECK.name, until.is.0.0, message)
                .also(since.is.0.0, "begins here")
                .help("put the earlier date under `since`, or correct the one that is mistyped"),
        );
    } else if let Some(seen) = fields.seen
        && let Some((first, _)) = calendar.days(seen)
        && first > last
    {
        let message = format!("it was seen ({}) after its end ({})", written(seen), written(until.is));
        found.push(
            Diagnostic::error(CHECK.name, seen.0.0, message)
                .also(until.is.0.0, "ends here")
                .help("correct one of the dates; what was seen to hold had not ended"),
        );
    }
}

/// Reports what was seen to hold before it began, whatever days the dates may mean. A plan holds before what it is for.
fn begun(facts: &FactSet, fields: &ClaimFields, calendar: &mut Calendar, found: &mut Diagnostics) {
    let is_planned = fields.stance.is_some_and(|word| Stance::of(&facts.files[word]) == Some(Stance::Planned));
    let (Some(seen), false) = (fields.seen, is_planned) else { return };
    let Some(since) = fields.since.iter().find(|value| value.reject.is_none()) else { return };
    if let Some((_, last)) = calendar.days(seen)
        && let Some((first, _)) = calendar.range(&fields.since, Day::PAST)
        && last < first
    {
        let (seen_says, since_says) = (&facts.files[seen.0], &facts.files[since.is.0]);
        let message = format!("it was seen ({seen_says}) before it began ({since_says})");
        found.push(
            Diagnostic::error(CHECK.name, seen.0.0, message)
                .also(since.is.0.0, "begins here")
                .help("correct one of the dates; `seen` is the last day on which it was seen to hold"),
        );
    }
}
