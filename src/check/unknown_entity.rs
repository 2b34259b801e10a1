use super::{Check, Run, bad_id, each_reference, is_entity, offers, unread};
use crate::diag::near::{Sure, nearest_named};
use crate::diag::{Diagnostic, Diagnostics, Near, Severity};
use crate::facts::{FactSet, List};
use crate::text::{Span, Text};
use rustc_hash::FxHashSet;
use std::cell::LazyCell;

pub const CHECK: Check = Check {
    name: "unknown-entity",
    severity: Severity::Error,
    about: "an id that no stakeholder, asset, agreement or date has",
    page: include_str!("unknown_entity.md"),
    run: Run::All(|facts, found| {
        let mut offers = offers(facts);
        let unread = unread(facts, facts.subjects().filter(|(_, s)| s.id.is_stand_in()).map(|(_, s)| s.at));
        let cured = LazyCell::new(|| bad_id::cured(facts));
        each_reference(facts, &mut |of, id| {
            if of.is_some_and(|of| super::is_of_entities(of.list)) {
                return;
            }
            let id = id();
            if !is_entity(facts, *id, of) && !unread.contains(&facts.files[id]) && !cured.contains(&facts.files[id]) {
                found.push(report(facts, *id, offers > 0));
                offers = offers.saturating_sub(1);
            }
        });
        opposed(facts, found);
        excluded(facts, found);
    }),
};

/// Warns of a question that excludes what nothing is called, though something is called nearly so: it could never fail.
fn excluded(facts: &FactSet, found: &mut Diagnostics) {
    for id in facts.lists.questions.iter().flat_map(|question| question.excludes.iter()) {
        let word = &facts.files[*id];
        let is_id = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if id.is_stand_in() || !is_id || facts.find(word).is_some() || facts.vocab.words().any(|known| known == word) {
            continue;
        }
        if let Some(near) = nearest(facts, word) {
            let message = format!("nothing is called `{word}`, so no answer can ever hold it");
            found.push(Diagnostic::warning(CHECK.name, id.0, message).is_it(id.0, Some(near)));
        }
    }
}

/// Reports a claim that speaks against one that is not there.
fn opposed(facts: &FactSet, found: &mut Diagnostics) {
    let lists = &facts.lists;
    let stakes = lists.stakes.iter().filter(|r| r.broken).map(|r| r.at);
    let ties = lists.ties.iter().filter(|r| r.broken).map(|r| r.at);
    let details = lists.details.iter().filter(|r| r.broken).map(|r| r.at);
    let unread = unread(facts, stakes.chain(ties).chain(details));
    let inside = facts.subjects().flat_map(|(_, subject)| subject.details);
    let inside: FxHashSet<&str> = inside.filter_map(|detail| detail.id).map(|id| &facts.files[id]).collect();
    facts.each_claim(&mut |claim| {
        let Some(id) = claim.fields.against.filter(|id| !id.is_stand_in()) else { return };
        let word = &facts.files[id];
        if let Some(of) = id.of().filter(|of| !is_of_claims(of.list)) {
            let message = format!("`{word}` is {}, not a claim", super::a(of.list.record().word));
            let help = "`against` takes the `id` of a tie, a stake or a detail";
            found.push(Diagnostic::error(CHECK.name, id.0, message).help(help));
        } else if id.of().is_none() && !inside.contains(word) && !facts.is_lost(word) && !unread.contains(word) {
            let message = format!("no claim has the id `{word}`");
            let help = "give the claim it speaks against this `id`";
            found.push(Diagnostic::error(CHECK.name, id.0, message).help(help));
        }
    });
}

/// Whether the records of a list are claims, or those of them that have an id.
fn is_of_claims(list: List) -> bool {
    matches!(list, List::Stakes | List::Ties | List::Details | List::Dates)
}

fn report(facts: &FactSet, id: Text, offer: bool) -> Diagnostic {
    let word = &facts.files[id];
    let message = match facts.find(word) {
        Some(other) => {
            format!("`{word}` is a {}, not a stakeholder or asset", other.list.record().word)
        }
        None => format!("no stakeholder or asset is called `{word}`"),
    };
    let diagnostic = Diagnostic::error(CHECK.name, id.0, message);
    if let Some(several) = several(facts, word) {
        let diagnostic = diagnostic.help(format!("they are ids of their own; a comma goes between them: `{several}`"));
        return if is_in_brackets(facts, id) { diagnostic.fix(id.0, several) } else { diagnostic };
    }
    match offer.then(|| nearest(facts, word)).flatten() {
        Some(near) => diagnostic.is_it(id.0, Some(near)),
        None => diagnostic.help("What there is: ties list"),
    }
}

/// `bank-a firm-b`, where both are ids → `bank-a, firm-b`
fn several(facts: &FactSet, words: &str) -> Option<String> {
    let ids: Vec<&str> = words.split_whitespace().collect();
    let is_id = |id: &&str| is_entity_id(facts, id);
    (ids.len() > 1 && ids.iter().all(is_id)).then(|| ids.join(", "))
}

fn is_entity_id(facts: &FactSet, id: &str) -> bool {
    facts.find(id).is_some_and(|of| super::is_of_entities(of.list))
}

/// Whether an id is one of a list in brackets.
fn is_in_brackets(facts: &FactSet, id: Text) -> bool {
    let line = facts.files.line_of(id.0);
    let before = facts.files.written(Span::new(line.lo(), id.0.lo()));
    before.trim_end().ends_with(['[', ','])
}

/// The id of the record with this name, else the nearest id.
fn nearest<'f>(facts: &'f FactSet, word: &str) -> Option<Near<'f>> {
    let files = &facts.files;
    let near = |id, name| Near::named(&files[id], &files[name]);
    let mut subjects = facts.subjects();
    let named = subjects.find(|(_, s)| files[s.name] == *word || s.aliases.iter().any(|other| files[*other] == *word));
    match named {
        Some((_, s)) => Some(Near { sure: Sure::Id, ..near(s.id, s.name) }),
        None => nearest_named(word, facts.subjects().map(|(_, s)| near(s.id, s.name))),
    }
}
