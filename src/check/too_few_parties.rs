use super::{Check, Run};
use crate::diag::words::{a, count};
use crate::diag::{Diagnostic, Severity};
use crate::facts::{Agreement, FactSet, Party};
use crate::vocab::{RolePartnership, Root, Stance};
use rustc_hash::FxHashSet;

pub const CHECK: Check = Check {
    name: "too-few-parties",
    severity: Severity::Warning,
    about: "an agreement with fewer parties than its kind takes",
    page: include_str!("too_few_parties.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        for agreement in part.lists.agreements.iter().filter(|agreement| !agreement.broken) {
            let least = facts.vocab.kinds.get(&facts.files[agreement.kind]).map_or(0, |kind| kind.min_parties);
            let bound = bound(facts, agreement, least);
            if (bound as u64) < least {
                found.push(report(facts, agreement, bound, least));
            }
        }
    }),
};

/// How many it binds: those in a role that can make partners; what one side decides has whoever does so, as issuer.
fn bound(facts: &FactSet, agreement: &Agreement, least: u64) -> usize {
    let says = |party: &Party| &facts.files[party.id(&facts.files)];
    let is_in_two_places = |party: &Party| party.claim.r#as.is_some() && party.who.role(&facts.files).is_some();
    let binds = |party: &&Party| {
        let role = party.role(&facts.files).map(|role| &facts.files[role]);
        let role = role.unwrap_or_else(|| facts.vocab.default_role(Root::Agreement));
        let denied = party.claim.stance.and_then(|stance| Stance::of(&facts.files[stance])) == Some(Stance::Denied);
        // A role that is not known is reported elsewhere.
        let as_kind = facts.vocab.roles.get(role).is_none_or(|role| role.partnership == RolePartnership::AsKind);
        // A role in two places too.
        (as_kind || least < 2 || is_in_two_places(party)) && !denied && party.claim.reject.is_none()
    };
    let parties = || agreement.parties.iter().map(|party| &**party).filter(binds);
    // No id has a space: where one is written, a comma is missing, which is reported elsewhere.
    let ids: FxHashSet<&str> = parties().flat_map(|party| says(party).split(' ')).collect();
    if ids.len() as u64 >= least {
        return ids.len();
    }
    // One that is written twice is reported elsewhere: another was meant.
    let role = |party: &Party| party.role(&facts.files).map(|role| &facts.files[role]);
    let lines: FxHashSet<_> = parties().map(|party| (says(party), role(party))).collect();
    if lines.len() < parties().count() { parties().count() } else { ids.len() }
}

fn report(facts: &FactSet, agreement: &Agreement, bound: usize, least: u64) -> Diagnostic {
    let kind = facts.vocab.kind_label(&facts.files[agreement.kind]);
    let has = if bound == 0 { "none".to_owned() } else { bound.to_string() };
    let parties = count(least as usize, "party");
    let message = format!("{} has at least {parties}; `{}` has {has}", a(kind), &facts.files[agreement.id]);
    let diagnostic = Diagnostic::warning(CHECK.name, agreement.id.0, message);
    let diagnostic = match agreement.parties.first() {
        Some(first) if !first.who.is_stand_in() => diagnostic.also(first.who.0, "its parties"),
        _ => diagnostic,
    };
    diagnostic.help("add who else is bound by it under `parties`; signatories, hosts and witnesses are not; an order or a permit of one side is of the kind `act`")
}
