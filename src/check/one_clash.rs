use super::{Check, Run, wrong_shape};
use crate::date::Day;
use crate::diag::{Diagnostic, Severity};
use crate::facts::{Calendar, FactSet};
use crate::text::Text;
use crate::vocab::Stance;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

pub const CHECK: Check = Check {
    name: "one-clash",
    severity: Severity::Warning,
    about: "two at one time where there can be only one, as two heads",
    page: include_str!("one_clash.md"),
    run: Run::All(|facts, found| {
        let mut clashes = vec![];
        seats(facts).into_iter().for_each(|((word, at), held)| clashes.extend(clash(facts, word, at, &held)));
        found.append(&mut clashes);
    }),
};

/// Somebody in a place that only one can have, on these days for certain.
struct Held<'f> {
    who: &'f str,
    at: Text,
    from: Day,
    to: Day,
    preferred: bool,
}

/// The places that only one can have, each a relation and the end that is fixed, with all who have it.
fn seats(facts: &FactSet) -> BTreeMap<(&str, &str), Vec<Held<'_>>> {
    let calendar = &mut Calendar::new(facts);
    let mut seats: BTreeMap<(&str, &str), Vec<Held>> = BTreeMap::new();
    if wrong_shape::is_too_much(facts) {
        return seats;
    }
    for tie in &facts.lists.ties {
        let word = &facts.files[tie.is];
        let Some(relation) = facts.vocab.relations.get(word).filter(|relation| !relation.one.is_empty()) else {
            continue;
        };
        let stance = tie.claim.stance.map_or(Some(Stance::Asserted), |stance| Stance::of(&facts.files[stance]));
        if stance != Some(Stance::Asserted) || tie.claim.reject.is_some() {
            continue;
        }
        let cites = tie.claim.cite.iter().map(|cite| &**cite);
        let Some((from, to)) = calendar.lasting(&tie.claim, cites).and_then(|interval| interval.certain()) else {
            continue;
        };
        for (who, whose) in tie.pairs().filter(|(from, to)| !from.is_stand_in() && !to.is_stand_in()) {
            let (at, seat) = if relation.one == "from" { (who, whose) } else { (whose, who) };
            let held = Held { who: &facts.files[at], at: *at, from, to, preferred: tie.claim.prefer.is_some() };
            seats.entry((word, &facts.files[seat])).or_default().push(held);
        }
    }
    seats
}

/// The first day on which two have the place.
fn clash(facts: &FactSet, word: &str, seat: &str, held: &[Held]) -> Option<Diagnostic> {
    let mut days: Vec<(Day, bool, usize)> = vec![];
    for (n, one) in held.iter().enumerate() {
        days.push((one.from, true, n));
        days.push((one.to.add_days(1), false, n));
    }
    // Who goes makes room for who comes.
    days.sort();
    let mut sitting: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (day, comes, n) in days {
        let who = held[n].who;
        if !comes {
            let left = sitting.get_mut(who)?;
            left.retain(|other| *other != n);
            if left.is_empty() {
                sitting.remove(who);
            }
            continue;
        }
        let other = sitting.iter().find(|(other, _)| **other != who).map(|(_, all)| all[0]);
        if let Some(other) = other.filter(|other| !held[*other].preferred && !held[n].preferred) {
            return Some(report(facts, (word, seat), day, &held[n], &held[other]));
        }
        sitting.entry(who).or_default().push(n);
    }
    None
}

fn report(facts: &FactSet, (word, seat): (&str, &str), day: Day, one: &Held, other: &Held) -> Diagnostic {
    let (first, second) = if one.at.0 < other.at.0 { (one, other) } else { (other, one) };
    let label = facts.vocab.relations.get(word).map_or(word, |relation| &relation.label);
    let on = if day.is_open() { String::new() } else { format!(" on {day}") };
    let message = format!("both `{}` and `{}` are {label} `{seat}`{on}; only one can be", first.who, second.who);
    Diagnostic::warning(CHECK.name, second.at.0, message)
        .also(first.at.0, "the other one")
        .help("say until when the first was; where sources disagree, `prefer: REASON` or `reject: REASON` settles it")
}
