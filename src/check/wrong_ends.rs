use super::{Check, Run, a, either};
use crate::diag::{Diagnostic, Diagnostics, Fix, Severity};
use crate::facts::{Batch, Detail, FactSet, Id, List, Party, Ref, Tie};
use crate::text::{Span, Text};
use crate::vocab::Relation;

pub const CHECK: Check = Check {
    name: "wrong-ends",
    severity: Severity::Error,
    about: "a tie, a stake or a property that does not fit what it is said of",
    page: include_str!("wrong_ends.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        for tie in part.lists.ties {
            if let Some(relation) = facts.vocab.relations.get(&facts.files[tie.is]) {
                ends(facts, tie, relation, found);
            }
        }
        for stake in part.lists.stakes {
            stake.holder.iter().for_each(|id| stakeholder(facts, *id, "hold a stake", found));
            let kind = facts.vocab.kinds.get(&facts.files[stake.kind]);
            let within = kind.map(|kind| kind.within.as_slice()).unwrap_or_default();
            if let Some(end) = end(facts, stake.r#in)
                && !within.is_empty()
                && !end.is_one(facts, within)
            {
                let message = format!("nobody can hold a stake in `{}`, {}", &facts.files[end.id], end.what(facts));
                let help = format!("a stake is in {}", either(within.iter().map(|kind| facts.vocab.kind_label(kind))));
                found.push(Diagnostic::error(CHECK.name, end.id.0, message).help(help));
            }
        }
        for agreement in part.lists.agreements {
            agreement.parties.iter().for_each(|party| who(facts, party, "be party to an agreement", found));
        }
        for date in part.lists.dates {
            date.who.iter().for_each(|party| who(facts, party, "take part in anything", found));
            found.extend(date.r#where.and_then(|id| end(facts, id)).and_then(|end| no_place(facts, end)));
        }
        properties(part, found);
    }),
};

/// An id that is known, and what kind of thing it is.
#[derive(Clone, Copy)]
struct End<'f> {
    id: Text,
    of: Ref,
    kind: &'f str,
}

impl<'f> End<'f> {
    /// Whether it is of one of these kinds; a kind that is not known fits everything, as it is reported elsewhere.
    fn is_one(self, facts: &FactSet, kinds: &[String]) -> bool {
        let known = |kind: &str| facts.vocab.kinds.get(kind).is_some();
        !known(self.kind) || kinds.iter().any(|kind| facts.vocab.is_a(self.kind, kind) || !known(kind) && kind != "any")
    }

    fn what(self, facts: &'f FactSet) -> String {
        a(facts.vocab.kind_label(self.kind))
    }
}

fn end(facts: &FactSet, id: Id) -> Option<End<'_>> {
    let of = id.of()?;
    let kind = facts.subject(of)?.kind;
    (!kind.is_stand_in()).then(|| End { id: *id, of, kind: &facts.files[kind] })
}

fn ends(facts: &FactSet, tie: &Tie, relation: &Relation, found: &mut Diagnostics) {
    let from = misfits(facts, &tie.from, &relation.from);
    let to = misfits(facts, &tie.to, &relation.to);
    let turned =
        || misfits(facts, &tie.from, &relation.to).is_empty() && misfits(facts, &tie.to, &relation.from).is_empty();
    match from.first().or(to.first()) {
        None if relation.same_root => same_root(facts, tie, found),
        None => {}
        Some(first) if turned() => {
            let kinds = if from.is_empty() { &relation.to } else { &relation.from };
            found.push(turn(facts, tie, report(facts, tie, *first, kinds)));
        }
        Some(_) => {
            found.extend(from.iter().map(|end| report(facts, tie, *end, &relation.from)));
            found.extend(to.iter().map(|end| report(facts, tie, *end, &relation.to)));
        }
    }
}

/// The ends that are of none of these kinds.
fn misfits<'f>(facts: &'f FactSet, ids: &[Id], kinds: &[String]) -> Vec<End<'f>> {
    ids.iter().filter_map(|id| end(facts, *id)).filter(|end| !end.is_one(facts, kinds)).collect()
}

fn report(facts: &FactSet, tie: &Tie, end: End, kinds: &[String]) -> Diagnostic {
    let (word, id) = (&facts.files[tie.is], &facts.files[end.id]);
    let side = if tie.from.iter().any(|from| **from == end.id) { "starts" } else { "ends" };
    let kinds = either(kinds.iter().map(|kind| facts.vocab.kind_label(kind)));
    let message = format!("`{word}` {side} at {}; `{id}` is {}", a(&kinds), end.what(facts));
    Diagnostic::error(CHECK.name, end.id.0, message)
        .help(format!("choose another word; what it means: ties explain {word}"))
}

/// The same with advice to turn the tie round, which would fit.
fn turn(facts: &FactSet, tie: &Tie, diagnostic: Diagnostic) -> Diagnostic {
    let ([from], [to]) = (&*tie.from, &*tie.to) else {
        return diagnostic.help("the other way round it would fit");
    };
    let written = |id: Id| facts.files.written(id.0);
    let (word, first, second) = (&facts.files[tie.is], written(*to), written(*from));
    let diagnostic =
        diagnostic.help(format!("the other way round it fits: from `{first}`, is `{word}`, to `{second}`"));
    if from.0.hi() > to.0.lo() {
        return diagnostic;
    }
    let between = facts.files.written(Span::new(from.0.hi(), to.0.lo()));
    let fix = Fix { span: from.0.to(to.0), text: format!("{first}{between}{second}"), safe: false };
    Diagnostic { fix: Some(fix), ..diagnostic }
}

/// Reports an end that is of another sort than the first, where the relation asks for one sort.
fn same_root(facts: &FactSet, tie: &Tie, found: &mut Diagnostics) {
    let mut ends = tie.from.iter().chain(&tie.to).filter_map(|id| end(facts, *id));
    let Some(first) = ends.next() else { return };
    let word = |end: End| a(end.of.list.record().word);
    found.extend(ends.find(|end| end.of.list != first.of.list).map(|other| {
        let (relation, id) = (&facts.files[tie.is], &facts.files[other.id]);
        let message = format!("`{relation}` ties like to like; `{id}` is {}", word(other));
        Diagnostic::error(CHECK.name, other.id.0, message)
            .also(first.id.0, format!("this is {}", word(first)))
            .help("name two of one list, or choose another word: ties explain relations")
    }));
}

/// The same of a party, whose id is read only where it is that of no stakeholder.
fn who(facts: &FactSet, party: &Party, what: &str, found: &mut Diagnostics) {
    if party.who.of().is_some_and(|of| of.list != List::Stakeholders) {
        stakeholder(facts, party.id(&facts.files), what, found);
    }
}

/// Reports an id that stands where only stakeholders can.
fn stakeholder(facts: &FactSet, id: Id, what: &str, found: &mut Diagnostics) {
    // Most are: nothing is looked up for them.
    if id.of().is_some_and(|of| of.list != List::Stakeholders)
        && let Some(end) = end(facts, id)
    {
        let message = format!("only a stakeholder can {what}; `{}` is {}", &facts.files[id], end.what(facts));
        found.push(Diagnostic::error(CHECK.name, id.0, message).help("name the state, person or company that does"));
    }
}

/// Warns of what happened at something that is no place.
fn no_place(facts: &FactSet, end: End) -> Option<Diagnostic> {
    let kind = facts.vocab.kinds.get(end.kind)?;
    if end.of.list == List::Assets || kind.place {
        return None;
    }
    let message = format!("nothing happens at `{}`, {}: it is no place", &facts.files[end.id], end.what(facts));
    let help = "`where` takes a place, a facility or a state; who was there stands under `who`";
    Some(Diagnostic::warning(CHECK.name, end.id.0, message).help(help))
}

/// Reports a property of something that has no such property.
fn properties(part: &Batch, found: &mut Diagnostics) {
    let facts = part.facts;
    for detail in part.lists.details {
        detail.of.iter().filter_map(|id| end(facts, *id)).for_each(|end| property(facts, detail, end, found));
    }
    for (of, subject) in part.subjects().filter(|(_, subject)| !subject.kind.is_stand_in()) {
        let end = End { id: subject.id, of, kind: &facts.files[subject.kind] };
        subject.details.iter().for_each(|detail| property(facts, detail, end, found));
    }
}

fn property(facts: &FactSet, detail: &Detail, end: End, found: &mut Diagnostics) {
    let word = &facts.files[detail.what];
    let Some(property) = facts.vocab.properties.get(word) else { return };
    if property.of.is_empty() || end.is_one(facts, &property.of) {
        return;
    }
    let kinds = either(property.of.iter().map(|kind| facts.vocab.kind_label(kind)));
    let message = format!("`{word}` is said of {}; `{}` is {}", a(&kinds), &facts.files[end.id], end.what(facts));
    found.push(
        Diagnostic::warning(CHECK.name, detail.what.0, message)
            .help("choose another property: ties explain properties; words that fit nowhere go into a `remark`"),
    );
}
