use super::{Check, Run, merge};
use crate::diag::{Diagnostic, Severity};
use crate::facts::sieve::number;
use crate::facts::{FactSet, Ref, Subject, fold, is_plain};
use crate::text::Text;
use rustc_hash::FxHashMap;

pub const CHECK: Check = Check {
    name: "shared-alias",
    severity: Severity::Warning,
    about: "a name or other name that two records share",
    page: include_str!("shared_alias.md"),
    run: Run::Alike {
        number: |part, numbers, _| {
            for (of, subject) in part.subjects() {
                names(&subject).for_each(|name| numbers.add(of, hash(&part.facts.files[name])));
            }
        },
        compare: |facts, records, found| {
            let mut called: FxHashMap<String, (Ref, Text)> = FxHashMap::default();
            for (of, subject) in records.iter().filter_map(|of| Some((*of, facts.subject(*of)?))) {
                for name in names(&subject) {
                    let (other, first) = *called.entry(fold(&facts.files[name])).or_insert((of, name));
                    // Of two records with one id, `duplicate-id` speaks.
                    if other != of && facts.id(other) != facts.id(of) {
                        found.push(report(facts, (of, name), (other, first)));
                    }
                }
            }
        },
    },
};

/// What a record is called.
fn names(subject: &Subject) -> impl Iterator<Item = Text> {
    std::iter::once(subject.name).chain(subject.aliases.iter().copied()).filter(|name| !name.is_stand_in())
}

/// A number for a name, the same for all that a look-up takes for one.
fn hash(name: &str) -> u64 {
    if is_plain(name) { number(name.as_bytes()) } else { number(fold(name).as_bytes()) }
}

fn report(facts: &FactSet, (of, name): (Ref, Text), (other, first): (Ref, Text)) -> Diagnostic {
    let id = facts.id(other).unwrap_or_default();
    let one = merge(facts, other, of).map_or(String::new(), |merge| format!("; if both are one: {merge}"));
    Diagnostic::warning(CHECK.name, name.0, format!("`{}` is what `{id}` is called too", &facts.files[name]))
        .also(first.0, "the other one")
        .help(format!(
            "who asks for it cannot tell which is meant: say more in one of the names, or take the alias out{one}"
        ))
}
