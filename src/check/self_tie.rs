use super::Check;
use crate::diag::{Diagnostic, Severity};
use crate::facts::FactSet;
use crate::text::Text;

pub const CHECK: Check = Check {
    name: "self-tie",
    severity: Severity::Error,
    about: "something tied to itself, or held by itself",
    page: include_str!("self_tie.md"),
    run: |facts, found| {
        let lists = &facts.lists;
        let mut ends = |first: &[Text], second: &[Text], says: &str| {
            found.extend(same(facts, first, second).map(|(one, other)| report(facts, one, other, says)));
        };
        for tie in &lists.ties {
            ends(&tie.from, &tie.to, &format!("`{}` itself", &facts.files[tie.is]));
        }
        lists.stakes.iter().for_each(|stake| ends(&stake.holder, &[stake.r#in], "said to hold a stake in itself"));
        lists.agreements.iter().for_each(|record| ends(&[record.id], &record.covers, "said to cover itself"));
        lists.dates.iter().for_each(|record| ends(&[record.id], &record.outcome, "said to come of itself"));
        lists.dates.iter().for_each(|record| ends(&[record.id], &record.covers, "said to cover itself"));
        for source in &lists.sources {
            let repeats: Vec<Text> = source.repeats.iter().map(|repeat| repeat.source).collect();
            ends(&[source.id], &repeats, "said to repeat itself");
        }
    },
};

/// The first id that stands on both sides.
fn same(facts: &FactSet, first: &[Text], second: &[Text]) -> Option<(Text, Text)> {
    let known = |id: &&Text| !id.is_stand_in();
    // One side is short but for a list on both: that is looked through by the words of the longer.
    if first.len() > 8 && second.len() > 8 {
        let words: rustc_hash::FxHashMap<&str, Text> =
            first.iter().filter(known).map(|id| (&facts.files[*id], *id)).collect();
        return second.iter().filter(known).find_map(|id| Some((*words.get(&facts.files[*id])?, *id)));
    }
    second.iter().filter(known).find_map(|id| {
        let one = first.iter().filter(known).find(|other| facts.files[**other] == facts.files[*id])?;
        Some((*one, *id))
    })
}

fn report(facts: &FactSet, one: Text, other: Text, says: &str) -> Diagnostic {
    let (first, second) = if one.0 < other.0 { (one, other) } else { (other, one) };
    Diagnostic::error(CHECK.name, second.0, format!("`{}` is {says}", &facts.files[one]))
        .also(first.0, "the same here")
        .help("name the other one that is meant, or take the line out")
}
