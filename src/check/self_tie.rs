use super::{Check, Run};
use crate::diag::{Diagnostic, Severity};
use crate::facts::{ClaimFields, FactSet, Id};
use crate::text::Text;

pub const CHECK: Check = Check {
    name: "self-tie",
    severity: Severity::Error,
    about: "something tied to itself, or held by itself",
    page: include_str!("self_tie.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        let lists = &part.lists;
        for tie in lists.ties {
            found.extend(same(facts, &tie.from, &tie.to).map(|twice| {
                let word = &facts.files[tie.is];
                report(facts, twice, &format!("`{word}` itself"))
            }));
        }
        for stake in lists.stakes {
            let twice = same(facts, &stake.holder, &[stake.r#in]);
            found.extend(twice.map(|twice| report(facts, twice, "said to hold a stake in itself")));
        }
        let mut ends = |first: &[Text], second: &[Id], says: &str| {
            found.extend(same(facts, first, second).map(|twice| report(facts, twice, says)));
        };
        lists.agreements.iter().for_each(|record| ends(&[record.id], &record.covers, "said to cover itself"));
        lists.dates.iter().for_each(|record| ends(&[record.id], &record.outcome, "said to come of itself"));
        lists.dates.iter().for_each(|record| ends(&[record.id], &record.covers, "said to cover itself"));
        let mut opposed = |id: Option<Text>, claim: &ClaimFields| {
            if let (Some(id), Some(other)) = (id, claim.against) {
                ends(&[id], &[other], "said to speak against itself");
            }
        };
        lists.stakes.iter().for_each(|stake| opposed(stake.id, &stake.claim));
        lists.ties.iter().for_each(|tie| opposed(tie.id, &tie.claim));
        lists.details.iter().for_each(|detail| opposed(detail.id, &detail.claim));
        for source in lists.sources {
            let repeats: Vec<Id> = source.repeats.iter().map(|repeat| repeat.source).collect();
            ends(&[source.id], &repeats, "said to repeat itself");
        }
    }),
};

/// The first id that stands on both sides.
fn same<T: Into<Text> + Copy>(facts: &FactSet, first: &[T], second: &[Id]) -> Option<(Text, Text)> {
    let first = || first.iter().map(|id| (*id).into()).filter(|id: &Text| !id.is_stand_in());
    let second = || second.iter().map(|id| **id).filter(|id| !id.is_stand_in());
    // One side is short but for a list on both: that is looked through by the words of the longer.
    if first().nth(8).is_some() && second().nth(8).is_some() {
        let words: rustc_hash::FxHashMap<&str, Text> = first().map(|id| (&facts.files[id], id)).collect();
        return second().find_map(|id| Some((*words.get(&facts.files[id])?, id)));
    }
    second().find_map(|id| Some((first().find(|other| facts.files[*other] == facts.files[id])?, id)))
}

fn report(facts: &FactSet, (one, other): (Text, Text), says: &str) -> Diagnostic {
    let (first, second) = if one.0 < other.0 { (one, other) } else { (other, one) };
    Diagnostic::error(CHECK.name, second.0, format!("`{}` is {says}", &facts.files[one]))
        .also(first.0, "the same here")
        .help("name the other one that is meant, or take the line out")
}
