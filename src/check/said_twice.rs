use super::{Check, Run};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{ClaimFields, ClaimView, FactSet, List, Part, Ref};
use crate::text::{Span, Text};
use crate::yaml::{Node, Write, write};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};

pub const CHECK: Check = Check {
    name: "said-twice",
    severity: Severity::Warning,
    about: "two claims that say the same on the same citations",
    page: include_str!("said_twice.md"),
    run: Run::Alike {
        number: |part, numbers, found| {
            part.each_claim(&mut |view| {
                dates(part.facts, view.fields, found);
                hash(part.facts, &view).into_iter().for_each(|hash| numbers.add(view.of, hash));
            });
        },
        compare,
    },
};

fn compare(facts: &FactSet, records: &[Ref], found: &mut Diagnostics) {
    let mut claims: Vec<(u64, Claim)> = vec![];
    for of in records {
        facts.each_claim_of(*of, &mut |view| {
            claims.extend(hash(facts, &view).map(|hash| (hash, Claim { of: view.of, part: view.part, at: view.at })));
        });
    }
    let mut hashes: Vec<u64> = claims.iter().map(|(hash, _)| *hash).collect();
    hashes.sort_unstable();
    let alike: FxHashSet<u64> =
        hashes.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| same[0]).collect();
    let mut first: FxHashMap<(u64, Fields), Span> = FxHashMap::default();
    let mut record = None;
    for (hash, claim) in claims.iter().filter(|(hash, _)| alike.contains(hash)) {
        let Some(says) = says(facts, claim, &mut record) else { continue };
        match first.entry((*hash, says)) {
            Entry::Occupied(one) => found.push(report(&facts.files[Text(claim.at)], claim.at, *one.get())),
            Entry::Vacant(place) => {
                place.insert(claim.at);
            }
        }
    }
}

/// Which claim, and the word to point at.
struct Claim {
    of: Ref,
    part: Part,
    at: Span,
}

/// A record with the names of its fields, kept for the next of its claims.
type Record<'f> = (Ref, Vec<(String, Node<'f>)>);

const ID: &str = "id";
const NOTE: &str = "note";
const CITE: &str = "cite";
const OF: &str = "of";
/// The ends of a link, which can be turned round where it is the same in both directions.
const ENDS: [&str; 2] = ["from", "to"];

/// A number for what a claim says, with its first date and its sources, in whatever order: the same for all that may
/// say the same. None for one that cannot be said twice, or of which something could not be read. Parties are looked at
/// by `party-twice`.
fn hash(facts: &FactSet, view: &ClaimView) -> Option<u64> {
    let (files, lists, n) = (&facts.files, &facts.lists, view.of.index as usize);
    let mut hasher = FxHasher::default();
    let text = |text: Text| {
        let mut hasher = FxHasher::default();
        files[text].hash(&mut hasher);
        hasher.finish()
    };
    let sum = |all: &mut dyn Iterator<Item = Text>| all.fold(0u64, |sum, one| sum.wrapping_add(text(one)));
    if view.broken {
        return None;
    }
    match (view.of.list, view.part) {
        (List::Ties, _) => {
            let tie = &lists.ties[n];
            let (from, to) = (sum(&mut tie.from.iter().map(|id| **id)), sum(&mut tie.to.iter().map(|id| **id)));
            if is_symmetric(facts, tie.is) {
                from.wrapping_add(to).hash(&mut hasher)
            } else {
                (from, to).hash(&mut hasher)
            }
        }
        (List::Stakes, _) => {
            let stake = &lists.stakes[n];
            (sum(&mut stake.holder.iter().map(|id| **id)), text(*stake.r#in)).hash(&mut hasher);
        }
        (List::Details, _) => {
            let detail = &lists.details[n];
            (sum(&mut detail.of.iter().map(|id| **id)), text(detail.is)).hash(&mut hasher);
        }
        (_, Part::Detail(part)) => {
            let subject = facts.subject(view.of)?;
            let of = text(subject.id).wrapping_add(sum(&mut subject.details[part as usize].of.iter().map(|id| **id)));
            (of, text(subject.details[part as usize].is)).hash(&mut hasher);
        }
        // Most records have one step, which cannot be said twice.
        (list, Part::Status(_)) => {
            facts.subject(view.of).filter(|subject| subject.status.len() > 1)?;
            (list, n).hash(&mut hasher);
        }
        (_, Part::Record | Part::Party(_)) => return None,
    }
    text(Text(view.at)).hash(&mut hasher);
    view.fields.dates().next().map(|date| text(date.is.0)).hash(&mut hasher);
    sum(&mut view.cites.iter().map(|cite| *cite.at)).hash(&mut hasher);
    Some(hasher.finish())
}

fn is_symmetric(facts: &FactSet, relation: Text) -> bool {
    facts.vocab.relations.get(&facts.files[relation]).is_some_and(|relation| relation.symmetric)
}

/// The names of fields, and the values of each.
type Fields = Vec<(String, Vec<String>)>;

/// What a claim says in every field, with the citation it takes from its record.
fn says<'f>(facts: &'f FactSet, claim: &Claim, kept: &mut Option<Record<'f>>) -> Option<Fields> {
    if kept.as_ref().is_none_or(|(of, _)| *of != claim.of) {
        let Node::Pairs(record) = facts.lists.node(claim.of, &facts.files) else { return None };
        *kept = Some((claim.of, record));
    }
    let (_, record) = kept.as_ref()?;
    let within = |field: &str, n: u32| record.iter().find(|(key, _)| key == field).map(|(_, all)| nth(all, n));
    let (mut fields, is_part) = match claim.part {
        Part::Record => (record.clone(), false),
        Part::Status(n) => (within("status", n)??, true),
        Part::Detail(n) => (within("details", n)??, true),
        Part::Party(_) => return None,
    };
    if is_part && let Some(id) = facts.id(claim.of).filter(|_| !fields.iter().any(|(key, _)| key == OF)) {
        fields.push((OF.to_owned(), Node::Text(id)));
    }
    if is_part && !fields.iter().any(|(key, _)| key == CITE) {
        fields.extend(record.iter().find(|(key, _)| key == CITE).cloned());
    }
    let mut says = in_order(&fields);
    if claim.of.list == List::Ties && is_symmetric(facts, Text(claim.at)) {
        let mut ends: Vec<&mut Vec<String>> =
            says.iter_mut().filter(|(key, _)| ENDS.contains(&key.as_str())).map(|(_, values)| values).collect();
        if let [from, to] = ends.as_mut_slice()
            && from > to
        {
            std::mem::swap(*from, *to);
        }
    }
    Some(says)
}

/// Fields as text, in one order, without an id and notes.
fn in_order(fields: &[(String, Node)]) -> Fields {
    let said = fields.iter().filter(|(key, _)| key != ID && key != NOTE);
    let mut says: Fields = said.map(|(key, value)| (key.clone(), texts(value))).collect();
    says.sort();
    says
}

/// The fields of one of several values; a short one is a status.
fn nth<'f>(all: &Node<'f>, n: u32) -> Option<Vec<(String, Node<'f>)>> {
    let one = match all {
        Node::List(all) => all.get(n as usize)?,
        one => one,
    };
    match one {
        Node::Pairs(pairs) => Some(pairs.clone()),
        short => Some(vec![("is".to_owned(), short.clone())]),
    }
}

/// The values of a field, in one order.
fn texts(value: &Node) -> Vec<String> {
    let mut texts: Vec<String> = match value {
        Node::List(all) => all.iter().map(write::flow).collect(),
        one => vec![write::flow(one)],
    };
    texts.sort();
    texts
}

/// Reports a value of a date that another says already on the same citations.
fn dates(facts: &FactSet, fields: &ClaimFields, found: &mut Diagnostics) {
    for values in [&fields.when, &fields.since, &fields.until].into_iter().filter(|values| values.len() > 1) {
        let says = values.iter().take(MOST_COMPARED).map(|value| match value.node(&facts.files) {
            Node::Pairs(fields) => in_order(&fields),
            short => in_order(&[(String::new(), short)]),
        });
        let says: Vec<Fields> = says.collect();
        for (n, value) in says.iter().enumerate() {
            let is = values[n].is.0;
            if let Some(first) = says[..n].iter().position(|first| first == value).filter(|_| !is.is_stand_in()) {
                found.push(report(&facts.files[is], is.0, values[first].is.0.0));
            }
        }
    }
}

/// How many values of one date are compared with each other.
const MOST_COMPARED: usize = 100;

fn report(word: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::warning(CHECK.name, at, format!("`{word}` is said twice of the same, on the same citations"))
        .also(first, "first here")
        .help("take one out: it counts once; what another source says too is another citation of one claim")
}
