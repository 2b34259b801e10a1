use super::Check;
use crate::diag::words::a;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{FactSet, List, Party};
use crate::text::Text;
use crate::yaml::Short;
use rustc_hash::FxHashMap;

pub const CHECK: Check = Check {
    name: "party-twice",
    severity: Severity::Warning,
    about: "one party or participant written twice in one role",
    page: include_str!("party_twice.md"),
    run: |facts, found| {
        let seen = &mut FxHashMap::default();
        let agreements = facts.lists.agreements.iter().map(|record| (List::Agreements, &record.parties));
        for (list, parties) in agreements.chain(facts.lists.dates.iter().map(|record| (List::Dates, &record.who))) {
            if parties.len() > 1 {
                seen.clear();
                twice(facts, list, parties, seen, found);
            }
        }
    },
};

/// Who, in what role, how put and when: parties that differ in one of these are no repetition.
type Key<'f> = (&'f str, &'f str, &'f str, &'f str);

fn twice<'f>(
    facts: &'f FactSet,
    list: List,
    parties: &'f [Short<Party>],
    seen: &mut FxHashMap<Key<'f>, Text>,
    found: &mut Diagnostics,
) {
    let default = list.root().map_or("", |root| facts.vocab.default_role(root));
    let says = |text: Option<Text>| text.map_or("", |text| &facts.files[text]);
    for party in parties.iter().filter(|party| !party.who.is_stand_in()) {
        let who = &facts.files[party.id(&facts.files)];
        let role = party.role(&facts.files).map_or(default, |role| &facts.files[role]);
        let dates = party.claim.when.iter().chain(&*party.claim.since);
        let day = dates.map(|value| value.is.0).next().filter(|day| !day.is_stand_in());
        let key = (who, role, says(party.claim.stance), says(day));
        if let Some(first) = seen.insert(key, *party.who) {
            let record = a(list.record().word);
            found.push(
                Diagnostic::warning(CHECK.name, party.who.0, format!("`{who}` is {role} to {record} twice"))
                    .also(first.0, "first here")
                    .help("take one out; a party with two roles has one line for each: `ID as ROLE`"),
            );
        }
    }
}
