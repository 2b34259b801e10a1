use super::{Check, Run, a};
use crate::diag::{Diagnostic, Severity};
use crate::facts::{ClaimView, FactSet, Part};

pub const CHECK: Check = Check {
    name: "uncited-claim",
    severity: Severity::Error,
    about: "a claim that says nowhere who says it",
    page: include_str!("uncited_claim.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        part.each_claim(&mut |claim| {
            let cited = claim.all_cites().next().is_some() || claim.uncited.is_some();
            // A record with a slip may have lost its citation to it: that slip comes first.
            if !cited && !claim.broken && claim.at.hi() > 0 {
                found.push(report(facts, claim));
            }
        });
    }),
};

fn report(facts: &FactSet, claim: ClaimView) -> Diagnostic {
    let what = match claim.part {
        Part::Record => claim.of.list.record().word,
        Part::Status(_) => "status",
        Part::Party(_) => "party",
        Part::Detail(_) => "detail",
    };
    let record = if claim.part == Part::Record { "" } else { ", nor has its record" };
    let word = facts.files.written(claim.at);
    Diagnostic::error(
        CHECK.name,
        claim.at,
        format!("{} without a citation: `{word}` says nowhere who says it{record}", a(what)),
    )
    .help("add `cite: SOURCE#PLACE`; where there is no source, `uncited: REASON`")
}
