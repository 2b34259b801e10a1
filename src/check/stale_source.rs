use super::{Check, Run};
use crate::diag::{Diagnostic, Severity};
use crate::facts::{Calendar, ClaimView, FactSet, List, Part};
use crate::vocab::Stance;

pub const CHECK: Check = Check {
    name: "stale-source",
    severity: Severity::Warning,
    about: "a plan for a day that was over when its sources came out",
    page: include_str!("stale_source.md"),
    run: Run::Parts(|part, found| {
        let (facts, calendar) = (part.facts, &mut Calendar::new(part.facts));
        part.each_claim(&mut |claim| {
            let happens =
                matches!(claim.part, Part::Status(_)) || claim.of.list == List::Dates && claim.part == Part::Record;
            let planned = |stance| Stance::of(&facts.files[stance]) == Some(Stance::Planned);
            if happens && claim.fields.stance.is_some_and(planned) {
                found.extend(report(facts, claim, calendar));
            }
        });
    }),
};

fn report<'f>(facts: &'f FactSet, claim: ClaimView<'f>, calendar: &mut Calendar<'f>) -> Option<Diagnostic> {
    let when = claim.fields.when.iter().find(|value| value.reject.is_none())?;
    let (_, last) = calendar.range(&claim.fields.when, crate::date::Day::FUTURE)?;
    let published = calendar.published(claim.all_cites())?;
    (last < published.first).then(|| {
        let date = &facts.files[when.is.0];
        let message = format!("a plan for {date}, from sources that came out when that was over");
        Diagnostic::warning(CHECK.name, when.is.0.0, message)
            .also(published.oldest.0, "the oldest of them")
            .help("if it happened, take `stance: planned` out; if it is still to come, correct the date; else cite who planned it")
    })
}
