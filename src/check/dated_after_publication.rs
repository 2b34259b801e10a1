use super::{Check, Run};
use crate::date::Day;
use crate::diag::{Diagnostic, Severity};
use crate::facts::{Calendar, Cite, ClaimView, DateValue, FactSet};
use crate::vocab::Stance;

pub const CHECK: Check = Check {
    name: "dated-after-publication",
    severity: Severity::Warning,
    about: "a claim dated after all of its sources came out",
    page: include_str!("dated_after_publication.md"),
    run: Run::Parts(|part, found| {
        let (facts, calendar) = (part.facts, &mut Calendar::new(part.facts));
        part.each_claim(&mut |claim| {
            if !begin(claim).is_empty() {
                found.extend(report(facts, claim, calendar));
            }
        });
    }),
};

/// When it was, or since when it has been so.
fn begin(claim: ClaimView<'_>) -> &[DateValue] {
    let fields = claim.fields;
    if fields.when.is_empty() { &fields.since } else { &fields.when }
}

/// Whether the claim, or the way a source puts it, speaks of what is to come.
fn is_planned(facts: &FactSet, claim: ClaimView) -> bool {
    let planned = |stance: crate::text::Text| Stance::of(&facts.files[stance]) == Some(Stance::Planned);
    claim.fields.stance.is_some_and(planned) || claim.all_cites().any(|cite| cite.more.stance.is_some_and(planned))
}

fn report<'f>(facts: &'f FactSet, claim: ClaimView<'f>, calendar: &mut Calendar<'f>) -> Option<Diagnostic> {
    let begin = begin(claim);
    let value = begin.iter().find(|value| value.reject.is_none())?;
    let (first, _) = calendar.range(begin, Day::PAST)?;
    let own = begin.iter().flat_map(|value| value.cite.iter().map(|cite| &**cite));
    let cites = claim.all_cites().chain(own);
    // Nearly always the first of them came out after that.
    let is_before = |cite: &'f Cite| calendar.published([cite]).is_some_and(|published| published.last < first);
    if !cites.clone().all(is_before) || is_planned(facts, claim) {
        return None;
    }
    let newest = calendar.published(cites)?.newest;
    let (date, word) = (&facts.files[value.is.0], facts.files.written(claim.at));
    let message = format!("`{word}` is dated {date}, after every source it cites came out");
    Some(
        Diagnostic::warning(CHECK.name, value.is.0.0, message)
            .also(newest.0, "the newest of them")
            .help("if it was only to come, add `stance: planned`; else cite a later source, or correct the date"),
    )
}
