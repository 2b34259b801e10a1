use super::{Check, Run};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{FactSet, Id, Ref, Subject, Tie};
use rustc_hash::FxHashMap;
use std::hash::Hash;

pub const CHECK: Check = Check {
    name: "wrong-shape",
    severity: Severity::Error,
    about: "a list where text belongs, and the like",
    page: include_str!("wrong_shape.md"),
    run: Run::All(|facts, found| {
        ties(facts, found);
        citations(facts, found);
        times(facts, found);
    }),
};

/// How many ties may come of lists on both sides, all files together.
const MOST_TIES: usize = 1_000_000;
/// How many citations of a record its lines may take over, each line all of them; of one record, and of all files.
const MOST_CITATIONS: [usize; 2] = [100_000, 5_000_000];
/// How often one can be named in one record, or hold a stake in one thing: any two that are bound by it are bound by each
/// time of the one with each of the other.
const MOST_TIMES: usize = 200;
/// A record with as many citations is none that could come to more than can be held.
const FEW: usize = 20;

/// Whether lists on both sides make more ties than can be held; this check reports it.
pub(super) fn is_too_much(facts: &FactSet) -> bool {
    let counts = facts.lists.ties.iter().filter(|tie| tie.multiplies()).map(|tie| tie.count().min(Tie::MOST_PAIRS));
    counts.sum::<usize>() > MOST_TIES
}

fn ties(facts: &FactSet, found: &mut Diagnostics) {
    let mut all = 0;
    for tie in facts.lists.ties.iter().filter(|tie| tie.multiplies()) {
        let (from, to, count, most) = (tie.from.len(), tie.to.len(), tie.count(), Tie::MOST_PAIRS);
        all += count.min(most);
        let message = if count > most {
            format!("{from} ids in `from` and {to} in `to` are {count} ties; at most {most} can be written so")
        } else if all > MOST_TIES {
            format!("with these, lists on both sides make more than {MOST_TIES} ties")
        } else {
            continue;
        };
        let help = "tie those of one side to a record of their own, such as a bloc, and the bloc to the others; or write \
                    several ties";
        found.push(Diagnostic::error(CHECK.name, tie.is.0, message).help(help));
    }
}

/// Lines of a record that each take over a long list of its citations.
fn citations(facts: &FactSet, found: &mut Diagnostics) {
    let cited = |subject: &Subject| match subject.cite.len() {
        0 => subject.status.iter().map(|status| status.claim.cite.len()).sum(),
        n => n,
    };
    let many = facts.subjects().filter(|(_, subject)| cited(subject) > FEW);
    let mut lines: FxHashMap<Ref, usize> = many.map(|(of, _)| (of, 0)).collect();
    if lines.is_empty() {
        return;
    }
    facts.each_claim(&mut |claim| {
        if claim.fields.cite.is_empty() {
            lines.entry(claim.of).and_modify(|n| *n += 1);
        }
    });
    let mut all = 0;
    for (of, subject) in facts.subjects() {
        let Some(n) = lines.get(&of).filter(|n| **n > 1) else { continue };
        let (cites, count) = (cited(&subject), cited(&subject).saturating_mul(*n));
        all += count.min(MOST_CITATIONS[0]);
        let message = if count > MOST_CITATIONS[0] {
            let most = MOST_CITATIONS[0];
            format!(
                "{n} lines of this record take over {cites} citations each: {count}; at most {most} can be written so"
            )
        } else if all > MOST_CITATIONS[1] {
            format!("with this record, lines take over more than {} citations", MOST_CITATIONS[1])
        } else {
            continue;
        };
        let help = "give the lines a `cite` of their own, with what speaks of them";
        found.push(Diagnostic::error(CHECK.name, subject.id.0, message).help(help));
    }
}

/// Those who are named in one record, or hold stakes in one thing, time and again.
fn times(facts: &FactSet, found: &mut Diagnostics) {
    let files = &facts.files;
    let agreements = facts.lists.agreements.iter().map(|record| &record.parties);
    let records = agreements.chain(facts.lists.dates.iter().map(|record| &record.who));
    for parties in records.filter(|parties| parties.len() > MOST_TIMES) {
        let first = too_often(parties.iter().map(|party| (party.id(files), ()))).next();
        found.extend(first.map(|id| {
            let message = format!("`{}` is named more than {MOST_TIMES} times in one record", &files[id]);
            Diagnostic::error(CHECK.name, id.0, message).help("write a record for each time, or name each once")
        }));
    }
    if facts.lists.stakes.len() > MOST_TIMES {
        let held = facts.lists.stakes.iter().flat_map(|stake| stake.holder.iter().map(|id| (*id, stake.r#in.of())));
        found.extend(too_often(held).map(|id| {
            let message = format!("with this one, `{}` has more than {MOST_TIMES} stakes in one thing", &files[id]);
            Diagnostic::error(CHECK.name, id.0, message).help("leave out those that say what others say already")
        }));
    }
}

/// The ids that stand there more often than can be compared, each time that they are too many.
fn too_often<In: Eq + Hash>(all: impl Iterator<Item = (Id, In)>) -> impl Iterator<Item = Id> {
    let mut times: FxHashMap<(Ref, In), usize> = FxHashMap::default();
    let known = all.filter_map(|(id, within)| Some((id, id.of()?, within)));
    known.filter_map(move |(id, of, within)| {
        let times = times.entry((of, within)).or_default();
        *times += 1;
        (*times > MOST_TIMES).then_some(id)
    })
}
