use super::{Check, Run, merge};
use crate::diag::{Diagnostic, Severity};
use crate::facts::{FactSet, Ref, fold};
use crate::text::Text;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::hash_map::Entry;

pub const CHECK: Check = Check {
    name: "shared-alias",
    severity: Severity::Warning,
    about: "a name or other name that two records share",
    page: include_str!("shared_alias.md"),
    run: Run::All(|facts, found| {
        let mut called: FxHashMap<Cow<str>, (Ref, Text)> = FxHashMap::default();
        for (of, subject) in facts.subjects() {
            for name in std::iter::once(&subject.name).chain(subject.aliases).filter(|name| !name.is_stand_in()) {
                match called.entry(folded(&facts.files[*name])) {
                    Entry::Occupied(known) => {
                        let (other, first) = *known.get();
                        // Of two records with one id, `duplicate-id` speaks.
                        if other != of && facts.id(other) != facts.id(of) {
                            found.push(report(facts, (of, *name), (other, first)));
                        }
                    }
                    Entry::Vacant(free) => {
                        free.insert((of, *name));
                    }
                }
            }
        }
    }),
};

/// As look-ups fold it; most names need no more than small letters.
fn folded(name: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if name.bytes().all(plain) { Cow::Borrowed(name) } else { Cow::Owned(fold(name)) }
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
