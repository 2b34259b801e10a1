use super::{Check, Run, bad_id, each_cite, offers, unread};
use crate::diag::near::nearest_named;
use crate::diag::{Diagnostic, Near, Severity};
use crate::facts::{FactSet, Id, List};
use crate::text::Text;
use std::cell::LazyCell;

pub const CHECK: Check = Check {
    name: "unknown-speaker",
    severity: Severity::Error,
    about: "a speaker who has no record and is not said to be unnamed",
    page: include_str!("unknown_speaker.md"),
    run: Run::All(|facts, found| {
        let mut offers = offers(facts);
        let unread = unread(facts, facts.subjects().filter(|(_, s)| s.id.is_stand_in()).map(|(_, s)| s.at));
        let cured = LazyCell::new(|| bad_id::cured(facts));
        let mut look = |speaker: Id| {
            let word = &facts.files[speaker];
            if !is_known(facts, speaker) && !unread.contains(word) && !cured.contains(word) {
                found.push(report(facts, *speaker, offers > 0));
                offers = offers.saturating_sub(1);
            }
        };
        facts.each_claim(&mut |claim| claim.fields.said_by.iter().for_each(|speaker| look(*speaker)));
        each_cite(&facts.all(), &mut |cite| cite.more.said_by.iter().for_each(|speaker| look(*speaker)));
    }),
};

/// Whether a speaker has a record, or is said to be unnamed.
fn is_known(facts: &FactSet, speaker: Id) -> bool {
    if speaker.is_stand_in() || speaker.of().is_some_and(|of| !matches!(of.list, List::Sources | List::Assets)) {
        return true;
    }
    let word = &facts.files[speaker];
    let unnamed = word.strip_prefix("unnamed").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    unnamed || facts.is_lost(word)
}

fn report(facts: &FactSet, speaker: Text, offer: bool) -> Diagnostic {
    let word = &facts.files[speaker];
    if let Some(of) = facts.find(word) {
        let what = super::a(of.list.record().word);
        let help = match of.list {
            List::Sources => "a source is cited: `cite: SOURCE#PLACE`; `said-by` names the person or body it quotes",
            _ => "`said-by` names the person or body that says it",
        };
        let message = format!("`{word}` is {what}, not somebody who speaks");
        return Diagnostic::error(CHECK.name, speaker.0, message).help(help);
    }
    let files = &facts.files;
    let diagnostic = Diagnostic::error(CHECK.name, speaker.0, format!("no record describes the speaker `{word}`"));
    let subjects = facts.lists.stakeholders.iter().map(|s| Near::named(&files[s.id], &files[s.name]));
    match offer.then(|| nearest_named(word, subjects)).flatten() {
        Some(near) => diagnostic.is_it(speaker.0, Some(near)),
        None => diagnostic.help(format!("describe who it is under `stakeholders:`, or write `unnamed {word}`")),
    }
}
