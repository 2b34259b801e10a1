use super::{Check, Run, each_cite, offers, unread};
use crate::diag::near::nearest_named;
use crate::diag::{Diagnostic, Near, Severity};
use crate::facts::{FactSet, Id, List};
use crate::text::Span;

pub const CHECK: Check = Check {
    name: "unknown-source",
    severity: Severity::Error,
    about: "a source that no record describes",
    page: include_str!("unknown_source.md"),
    run: Run::All(|facts, found| {
        let mut offers = offers(facts);
        let unread = unread(facts, facts.lists.sources.iter().filter(|s| s.id.is_stand_in()).map(|s| s.at));
        each_doubtful(facts, &mut |id, at| {
            if !is_known(facts, id) && !unread.contains(id) {
                found.push(report(facts, id, at, offers > 0));
                offers = offers.saturating_sub(1);
            }
        });
    }),
};

/// Every id that should stand for a source, where it or one beside it does not, and where it is written.
fn each_doubtful<'f>(facts: &'f FactSet, each: &mut dyn FnMut(&'f str, Span)) {
    let mut look = |id: Id| {
        if !id.is_stand_in() && id.of().is_none_or(|of| of.list != List::Sources) {
            each(&facts.files[id], id.0);
        }
    };
    facts.lists.sources.iter().flat_map(|source| &source.repeats).for_each(|repeat| look(repeat.source));
    each_cite(&facts.all(), &mut |cite| cite.more.via.iter().for_each(|id| look(*id)));
    each_cite(&facts.all(), &mut |cite| {
        if cite.at.is_stand_in() || cite.at.is_sourced() {
            return;
        }
        let at = cite.at.read(&facts.files);
        // What is no citation at all is reported by `bad-citation`.
        if !at.source.is_empty() && !at.source.contains([' ', '\n']) {
            each(at.source, at.source_span);
        }
        at.via.into_iter().for_each(|(id, span)| each(id, span));
    });
}

/// Whether an id is that of a source; a `via` with a place behind it is reported by `bad-citation`.
fn is_known(facts: &FactSet, id: &str) -> bool {
    match facts.find(id) {
        Some(found) => found.list == List::Sources,
        None => facts.is_lost(id) || id.contains('#'),
    }
}

fn report(facts: &FactSet, id: &str, at: Span, offer: bool) -> Diagnostic {
    let message = match facts.find(id) {
        Some(other) => format!("`{id}` is {}, not a source", super::a(other.list.record().word)),
        None => format!("no source is called `{id}`"),
    };
    let diagnostic = Diagnostic::error(CHECK.name, at, message);
    let files = &facts.files;
    let sources = facts.lists.sources.iter().map(|s| Near::named(&files[s.id], &files[s.title]));
    match offer.then(|| nearest_named(id, sources)).flatten() {
        Some(near) => diagnostic.is_it(at, Some(near)),
        None => diagnostic.help("describe it under `sources:`; what there is: ties list sources"),
    }
}
