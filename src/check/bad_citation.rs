use super::unknown_source::{self, Written, all_of, not_read};
use super::{Check, Run, each_cites};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{Cite, Cited, FactSet, Place, Tail};
use crate::text::{Span, Text};
use crate::yaml::Short;

pub const CHECK: Check = Check {
    name: "bad-citation",
    severity: Severity::Error,
    about: "a citation or a place in a source that cannot be read",
    page: include_str!("bad_citation.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        each_cites(part, &mut |cites| {
            for cite in cites {
                if !cite.at.is_stand_in() {
                    citation(facts, cite.at, found);
                }
                for id in cite.more.via.iter().filter(|id| !id.is_stand_in()) {
                    via(&facts.files[*id], cite.at.read(&facts.files).source, id.0, found);
                }
            }
            twice(facts, cites, found);
        });
        for repeat in part.lists.sources.iter().flat_map(|source| &source.repeats) {
            let places = repeat.r#for.iter().filter(|place| !place.is_stand_in());
            places.for_each(|text| place(&facts.files[*text], text.0, found));
        }
    }),
};

/// How many citations of one claim are compared with each other.
const MOST_COMPARED: usize = 100;

/// How a place is written.
const PLACES: &str =
    "a place, counted from 1, is a paragraph `#9`, a sentence `#9.1`, a range `#9-11`, or a word such as `#title`";

fn citation(facts: &FactSet, text: Cited, found: &mut Diagnostics) {
    let says = &facts.files[text];
    let at = text.read(&facts.files);
    if at.source.is_empty() || at.source.contains([' ', '\n']) {
        found.push(no_citation(facts, text));
    } else if let Some(list) = listed(says) {
        let message = match unknown_source::in_brackets(says) {
            Some(_) => "a list in quotation marks is no list: take them off",
            None => "several citations in one: they go into a list",
        };
        found.push(Diagnostic::error(CHECK.name, text.0, message).help(format!("write {list}")).fix(text.0, list));
    } else {
        match at.place {
            Some(written) => place(written, at.place_span, found),
            None if text.source().is_some() && !is_eaten(facts, *text) => {
                let message = format!("`{}` says which source, but not where in it", at.source);
                found.push(Diagnostic::warning(CHECK.name, at.source_span, message).help(PLACES));
            }
            None => {}
        }
        if let Some((id, span)) = at.via {
            via(id, at.source, span, found);
        }
    }
}

/// What has no id of a source before its `#`: perhaps the name of one, or a space where the sign belongs.
fn no_citation(facts: &FactSet, text: Cited) -> Diagnostic {
    let says = &facts.files[text];
    let written = Written::of(facts, *text);
    let message = format!("`{says}` is not a citation: `SOURCE#PLACE`");
    let message =
        message + &written.filter(|cited| cited.is_eaten).map_or(String::new(), |cited| not_read(cited.place));
    let diagnostic = Diagnostic::error(CHECK.name, text.0, message);
    let meant = says.replacen(' ', "#", 1);
    if is_citation(facts, &meant) {
        return diagnostic.help(PLACES).help(format!("did you mean `{meant}`?")).fix(text.0, meant);
    }
    let source = text.read(&facts.files).source;
    let near = if source.is_empty() { vec![] } else { unknown_source::meant(facts, source) };
    match (near.as_slice(), written) {
        ([near], Some(cited)) => unknown_source::offered(diagnostic, *near, cited),
        ([], _) => diagnostic.help(PLACES),
        (several, _) => {
            let several = all_of(several);
            diagnostic.help(format!("did you mean {several}? {PLACES}"))
        }
    }
}

/// Reports one citation written twice for one claim, the same in all it says.
fn twice(facts: &FactSet, cites: &[Short<Cite>], found: &mut Diagnostics) {
    if cites.len() < 2 {
        return;
    }
    let is_bare = |cite: &&Short<Cite>| cite.more == Tail::default() && !cite.at.is_stand_in();
    for (n, cite) in cites.iter().enumerate().filter(|(_, cite)| is_bare(cite)).take(MOST_COMPARED) {
        let says = &facts.files[cite.at];
        if let Some(first) = cites[..n].iter().filter(is_bare).find(|first| facts.files[first.at] == *says) {
            found.push(
                Diagnostic::warning(CHECK.name, cite.at.0, format!("`{says}` is cited twice for one claim"))
                    .also(first.at.0, "first here")
                    .help("take one out: it counts once"),
            );
        }
    }
}

fn place(written: &str, span: Span, found: &mut Diagnostics) {
    if Place::read(written).is_some() {
        return;
    }
    let message = match written {
        "" => "nothing stands behind `#`".to_owned(),
        _ => format!("`{written}` is no place in a source"),
    };
    let diagnostic = Diagnostic::error(CHECK.name, span, message);
    let parts = parts(written);
    found.push(match parts.as_slice() {
        [one] if Place::read(one).is_some() => {
            diagnostic.help(format!("write `{one}`; {PLACES}")).fix(span, one.as_str())
        }
        several if several.len() > 1 && several.iter().all(|part| Place::read(part).is_some()) => {
            diagnostic.help("two places are two citations, in a list; a range is written `#9-11`, a sentence `#9.1`")
        }
        _ => diagnostic.help(PLACES),
    });
}

/// The places in what stands behind `#`, without the signs people write before and between them.
fn parts(written: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut is_apart = false;
    for sign in written.chars() {
        let sign = match sign {
            '–' | '—' | '‑' | '‐' => '-',
            sign => sign,
        };
        if matches!(sign, '¶' | '§' | '#' | ' ') {
            is_apart = true;
            continue;
        }
        let goes_on = parts.last().is_some_and(|part| part.ends_with(char::is_alphanumeric));
        if is_apart && goes_on && sign.is_alphanumeric() {
            parts.push(String::new());
        }
        is_apart = false;
        let last = parts.last_mut().expect("there is always one");
        match deunicode::deunicode_char(sign) {
            Some(digits) if sign.is_numeric() => last.push_str(digits),
            _ => last.push(sign),
        }
    }
    parts
}

/// Reports a source that is said to repeat itself, and a place behind the source that a passage repeats.
fn via(id: &str, of: &str, span: Span, found: &mut Diagnostics) {
    if id == of {
        let message = format!("`{id}` cannot repeat itself");
        let help = "behind `via` stands the source it repeats; without one, leave `via` out";
        found.push(Diagnostic::error(CHECK.name, span, message).help(help));
    } else if let Some((source, _)) = id.split_once('#') {
        let message = format!("`{id}`: `via` takes a source alone, without a place");
        let help = format!("write `{source}`");
        found.push(Diagnostic::error(CHECK.name, span, message).help(help).fix(span, source));
    }
}

/// `neo#1, bbc#2`, with brackets inside the quotation marks or without → `[neo#1, bbc#2]`
fn listed(says: &str) -> Option<String> {
    let inner = unknown_source::in_brackets(says);
    if inner.is_none() && !says.contains([',', ';']) {
        return None;
    }
    let parts: Vec<&str> = inner.unwrap_or(says).split([',', ';']).map(str::trim).collect();
    (inner.is_some() || parts.len() > 1 && parts[1..].iter().all(|part| part.contains('#')))
        .then(|| format!("[{}]", parts.join(", ")))
}

fn is_citation(facts: &FactSet, text: &str) -> bool {
    text.split_once('#').is_some_and(|(id, place)| facts.find(id).is_some() && Place::read(place).is_some())
}

/// Whether the place was written behind a space, and so as a comment: the reader has said that.
fn is_eaten(facts: &FactSet, text: Text) -> bool {
    Written::of(facts, text).is_some_and(|cited| cited.is_eaten)
}
