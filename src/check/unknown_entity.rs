use super::Check;
use crate::diag::near::nearest_named;
use crate::diag::{Diagnostic, Diagnostics, Near};
use crate::facts::{FactSet, List};
use crate::text::Text;

pub const CHECK: Check = Check {
    name: "unknown-entity",
    page: include_str!("unknown_entity.md"),
    run: |facts, found| {
        let files = &facts.files;
        for stake in &facts.lists.stakes {
            stake.holder.iter().for_each(|id| known(facts, *id, found));
            known(facts, stake.r#in, found);
        }
        for tie in &facts.lists.ties {
            tie.from.iter().chain(&tie.to).for_each(|id| known(facts, *id, found));
        }
        for agreement in &facts.lists.agreements {
            agreement.parties.iter().for_each(|party| known(facts, party.id(files), found));
            agreement.covers.iter().for_each(|id| known(facts, *id, found));
        }
        for date in &facts.lists.dates {
            date.who.iter().for_each(|party| known(facts, party.id(files), found));
            date.covers.iter().chain(&date.outcome).chain(&date.r#where).for_each(|id| known(facts, *id, found));
        }
        for detail in &facts.lists.details {
            detail.of.iter().for_each(|id| known(facts, *id, found));
        }
    },
};

/// Reports an id that no stakeholder, asset, agreement or date has.
fn known(facts: &FactSet, id: Text, found: &mut Diagnostics) {
    let word = &facts.files[id];
    let entity = |list| !matches!(list, List::Sources | List::Stakes | List::Ties | List::Details);
    if id.is_stand_in() || facts.find(word).is_some_and(|r| entity(r.list)) || facts.is_lost(word) {
        return;
    }
    let names = facts.subjects().map(|(_, s)| Near { word: &facts.files[s.id], name: &facts.files[s.name] });
    let message = match facts.find(word) {
        Some(other) => format!("`{word}` is a {}, not a stakeholder or asset", other.list.record().word),
        None => format!("no stakeholder or asset is called `{word}`"),
    };
    let diagnostic = Diagnostic::error(CHECK.name, id.0, message);
    found.push(match nearest_named(word, names) {
        Some(near) => diagnostic.did_you_mean(id.0, Some(near)),
        None => diagnostic.help("What there is: ties list"),
    });
}
