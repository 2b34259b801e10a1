use super::{Check, Run, bad_id, each_cite, either, offers, unread};
use crate::diag::near::{Sure, nearest, nearest_named};
use crate::diag::{Diagnostic, Fix, Near, Severity};
use crate::facts::{At, FactSet, Id, List, Place, Source, fold};
use crate::text::{Span, Text};
use std::cell::LazyCell;

pub const CHECK: Check = Check {
    name: "unknown-source",
    severity: Severity::Error,
    about: "a source that no record describes",
    page: include_str!("unknown_source.md"),
    run: Run::All(|facts, found| {
        let mut offers = offers(facts);
        let unread = unread(facts, facts.lists.sources.iter().filter(|s| s.id.is_stand_in()).map(|s| s.at));
        let cured = LazyCell::new(|| bad_id::cured(facts));
        each_doubtful(facts, &mut |doubtful| {
            if !is_known(facts, doubtful.id) && !unread.contains(doubtful.id) && !cured.contains(doubtful.id) {
                found.push(report(facts, &doubtful, offers > 0));
                offers = offers.saturating_sub(1);
            }
        });
    }),
};

/// What should stand for a source.
struct Doubtful<'f> {
    id: &'f str,
    at: Span,
    /// The citation it is part of.
    cited: Option<Written<'f>>,
}

/// A citation as it was meant: from its first byte to the end of its place, and the place, which a space before it may
/// have made a comment.
#[derive(Clone, Copy)]
pub(super) struct Written<'f> {
    pub(super) at: Span,
    pub(super) place: &'f str,
    pub(super) is_eaten: bool,
}

impl<'f> Written<'f> {
    /// A citation with a place, read or not.
    pub(super) fn of(facts: &'f FactSet, text: Text) -> Option<Self> {
        let at = At::read(text, &facts.files);
        match at.place {
            Some(place) if at.via.is_none() => {
                Some(Self { at: Span::new(at.source_span.lo(), at.place_span.hi()), place, is_eaten: false })
            }
            Some(_) => None,
            None => {
                let line = facts.files.line_of(text.0);
                let behind = facts.files.written(Span::new(text.0.hi(), line.hi().max(text.0.hi())));
                let gap = behind.len() - behind.trim_start().len();
                let comment = behind[gap..].strip_prefix('#').filter(|_| gap > 0)?;
                let place = comment.split([' ', '\t', '\r']).next().filter(|place| Place::read(place).is_some())?;
                let end = text.0.hi() + (gap + 1 + place.len()) as u32;
                Some(Self { at: Span::new(text.0.lo(), end), place, is_eaten: true })
            }
        }
    }
}

/// What stands between brackets that are part of a text.
pub(super) fn in_brackets(says: &str) -> Option<&str> {
    says.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
}

/// Every id that should stand for a source, where it or one beside it does not, and where it is written.
fn each_doubtful<'f>(facts: &'f FactSet, each: &mut dyn FnMut(Doubtful<'f>)) {
    let mut look = |id: Id| {
        if !id.is_stand_in() && id.of().is_none_or(|of| of.list != List::Sources) {
            each(Doubtful { id: &facts.files[id], at: id.0, cited: None });
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
        if in_brackets(&facts.files[*cite.at]).is_some() {
            return;
        }
        if !at.source.is_empty() && !at.source.contains([' ', '\n']) {
            each(Doubtful { id: at.source, at: at.source_span, cited: Written::of(facts, *cite.at) });
        }
        at.via.into_iter().for_each(|(id, at)| each(Doubtful { id, at, cited: None }));
    });
}

/// Whether an id is that of a source; a `via` with a place behind it is reported by `bad-citation`.
fn is_known(facts: &FactSet, id: &str) -> bool {
    match facts.find(id) {
        Some(found) => found.list == List::Sources,
        None => facts.is_lost(id) || id.contains('#'),
    }
}

fn report(facts: &FactSet, doubtful: &Doubtful, offer: bool) -> Diagnostic {
    let Doubtful { id, at, cited } = *doubtful;
    let message = match facts.find(id) {
        Some(other) => format!("`{id}` is {}, not a source", super::a(other.list.record().word)),
        None => format!("no source is called `{id}`"),
    };
    let near = if offer { meant(facts, id) } else { vec![] };
    let message = message + &cited.filter(|cited| cited.is_eaten).map_or(String::new(), |cited| not_read(cited.place));
    let diagnostic = Diagnostic::error(CHECK.name, at, message);
    match (near.as_slice(), cited) {
        (_, None) if offer && let Some(text) = with_place(facts, id) => {
            let fix = Fix { span: at, text: text.clone(), safe: false };
            Diagnostic {
                fix: Some(fix),
                ..diagnostic.help(format!("did you mean `{text}`? a place stands behind `#`"))
            }
        }
        ([], _) => diagnostic.help("describe it under `sources:`; what there is: ties list sources"),
        ([near], Some(cited)) if cited.is_eaten => offered(diagnostic, *near, cited),
        ([near], _) => diagnostic.is_it(at, Some(*near)),
        (several, _) => diagnostic.help(format!("did you mean {}?", all_of(several))),
    }
}

/// A place that is written right behind an id has at most so many characters.
const LONGEST_PLACE: usize = 16;

/// A citation that may be meant by the id of a source with a place right behind it: `zor-herald9.1`, `zor-herald:9`.
fn with_place(facts: &FactSet, id: &str) -> Option<String> {
    let is_source = |id: &str| facts.find(id).is_some_and(|of| of.list == List::Sources);
    let cuts = id.char_indices().map(|(n, _)| id.split_at(n)).rev().take(LONGEST_PLACE);
    let mut cited = cuts.filter_map(|(source, place)| {
        let place = place.trim_start_matches([':', '.', '/', ',', '\u{a7}', '\u{b6}']);
        (is_source(source) && Place::read(place).is_some()).then(|| format!("{source}#{place}"))
    });
    cited.next()
}

/// Said of a place that a space has made a comment.
pub(super) fn not_read(place: &str) -> String {
    format!(", and `#{place}` is not read: a space before `#` makes it a comment")
}

/// With the citation that is to be written.
pub(super) fn offered(diagnostic: Diagnostic, near: Near, cited: Written) -> Diagnostic {
    let text = format!("{}#{}", near.word, cited.place);
    let safe = near.sure == Sure::Id;
    let help = format!("did you mean {near}? write `{text}`");
    Diagnostic { fix: Some(Fix { span: cited.at, text, safe }), ..diagnostic.help(help) }
}

/// Several in a sentence.
pub(super) fn all_of(several: &[Near]) -> String {
    let several: Vec<String> = several.iter().map(Near::to_string).collect();
    either(several.iter().map(String::as_str))
}

/// How many sources of one publisher are offered.
const MOST_OFFERED: usize = 3;

/// The sources that may be meant by a word that is no id: those of this title, publisher or other name, else the one with
/// the nearest id, else those whose names hold the word or are near it.
pub(super) fn meant<'f>(facts: &'f FactSet, word: &str) -> Vec<Near<'f>> {
    let files = &facts.files;
    let plain = |text: &str| fold(&text.replace(['-', '_'], " "));
    let sought = plain(word);
    let near = |source: &'f Source, sure| Near { word: &files[source.id], name: &files[source.title], sure };
    let sources = || facts.lists.sources.iter().filter(|source| !source.id.is_stand_in());
    let names = |source: &'f Source| {
        let all = [source.id, source.title, source.publisher].into_iter().chain(source.aliases.iter().copied());
        all.filter(|name| !name.is_stand_in()).map(move |name| plain(&files[name])).collect::<Vec<_>>()
    };
    let those = |fits: &dyn Fn(&str) -> bool| -> Vec<&'f Source> {
        sources()
            .map(|source| &**source)
            .filter(|source| names(source).iter().any(|name| fits(name)))
            .take(MOST_OFFERED)
            .collect()
    };
    let called = those(&|name| name == sought);
    if let [one] = called.as_slice() {
        return vec![near(one, Sure::Id)];
    } else if !called.is_empty() {
        return called.into_iter().map(|source| near(source, Sure::No)).collect();
    }
    if let Some(near) = nearest_named(word, sources().map(|source| near(source, Sure::No))) {
        return vec![near];
    }
    let all: Vec<String> = sources().flat_map(|source| names(source)).collect();
    let like = nearest(&sought, all.iter().map(String::as_str)).map(|near| near.word);
    let holds = |name: &str| sought.len() >= SHORTEST && format!(" {name} ").contains(&format!(" {sought} "));
    those(&|name| like == Some(name) || holds(name)).into_iter().map(|source| near(source, Sure::No)).collect()
}

/// A shorter word is part of too many names.
const SHORTEST: usize = 4;
