use super::{Check, Run};
use crate::diag::words::a;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{Batch, FactSet, Id, List, Party};
use crate::text::Text;
use crate::yaml::Short;
use rustc_hash::FxHashMap;

pub const CHECK: Check = Check {
    name: "party-twice",
    severity: Severity::Warning,
    about: "one party or participant written twice in one role, or one id in a list",
    page: include_str!("party_twice.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        let seen = &mut FxHashMap::default();
        let agreements = part.lists.agreements.iter().map(|record| (List::Agreements, &record.parties));
        for (list, parties) in agreements.chain(part.lists.dates.iter().map(|record| (List::Dates, &record.who))) {
            if parties.len() > 1 {
                seen.clear();
                twice(facts, list, parties, seen, found);
            }
        }
        each_list(part, &mut |ids| listed_twice(facts, ids, found));
    }),
};

/// Every list of ids in which one counts once.
fn each_list(part: &Batch, each: &mut dyn FnMut(&[Id])) {
    let lists = &part.lists;
    for tie in lists.ties {
        each(&tie.from);
        each(&tie.to);
    }
    lists.stakes.iter().for_each(|stake| each(&stake.holder));
    lists.details.iter().for_each(|detail| each(&detail.of));
    lists.agreements.iter().for_each(|agreement| each(&agreement.covers));
    for date in lists.dates {
        each(&date.covers);
        each(&date.outcome);
    }
    for source in lists.sources.iter().filter(|source| source.repeats.len() > 1) {
        let whole = source.repeats.iter().filter(|repeat| repeat.r#for.is_empty());
        each(&whole.map(|repeat| repeat.source).collect::<Vec<_>>());
    }
}

fn listed_twice(facts: &FactSet, ids: &[Id], found: &mut Diagnostics) {
    if ids.len() < 2 {
        return;
    }
    let mut seen: FxHashMap<&str, Id> = FxHashMap::default();
    for id in ids.iter().filter(|id| !id.is_stand_in()) {
        let word = &facts.files[*id];
        if let Some(first) = seen.insert(word, *id) {
            found.push(
                Diagnostic::warning(CHECK.name, id.0, format!("`{word}` stands twice in one list"))
                    .also(first.0, "first here")
                    .help("take one out, or name the other one that is meant"),
            );
        }
    }
}

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
