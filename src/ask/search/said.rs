//! What is said, as a search finds it: the words of claims and quotes, and the claims on the one that is called so.
//!
//! Invariant: what is rejected or put less surely is marked as that in its row; a note is nobody's words.
use super::{Fit, OTHER_ORDER, Sought, add, kind};
use crate::ask::show::said::author;
use crate::ask::{Cell, Evidence, Row, Section};
use crate::facts::{List, Part};
use crate::model::{ClaimId, Lens, Model, Says, Speaker, View, words};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// What stands in a claim and is no name: its value or share, notes, reasons, a quote, a post, a speaker without a record.
pub(super) fn claim<'f>(model: &'f Model<'f>, view: &View<'f, 'f>, sought: &Sought, found: &mut Vec<(Fit, Row<'f>)>) {
    let claim = view.claim;
    let Some(node) = claim.says.nodes().next() else { return };
    let mut texts: Vec<(&'static str, &str)> = vec![];
    let (mut figure, value) = (String::new(), model.value_words(claim));
    if let Says::Detail { what, is, .. } = claim.says {
        // What is about so much, or up to so much, is read in words.
        texts.push((SAID, if is.contains('~') || is.contains("..") { &value } else { is }));
        // By the name of a property its values are found; a remark is found by its own words.
        let is_figure = model.vocab().properties.get(what).is_some_and(|property| !property.many);
        if is_figure && sought.fits(&model.property_label(what)).is_some() && sought.fits(is).is_none() {
            figure = model.phrase(claim);
        }
    }
    let place = match claim.says {
        Says::Stake { share: Some(share), .. } if sought.fits(share).is_some() => {
            figure = model.phrase(claim);
            SHARE
        }
        _ => SAID,
    };
    texts.extend((!figure.is_empty()).then_some((place, figure.as_str())));
    // The note of a date is the note of its record.
    if claim.of.list != List::Dates || claim.part != Part::Record {
        texts.extend(claim.note.map(|note| ("a note", note)));
    }
    let reasons = [(REJECTED, claim.reject), ("why it is to be believed", claim.prefer)];
    texts.extend(reasons.into_iter().filter_map(|(place, reason)| Some((place, reason?))));
    let own = claim.fields.cite.iter().filter_map(|cite| cite.0.more.note);
    texts.extend(own.map(|note| ("a note of a citation", &model.facts.files[note])));
    let values: BTreeSet<&str> = view.cites.iter().filter_map(|cite| cite.value).collect();
    texts.extend(values.into_iter().map(|value| ("what one source gives", value)));
    texts.extend(claim.post.filter(|_| !matches!(claim.says, Says::Party { .. })).map(|post| ("as", post)));
    let speakers = claim.said_by.iter().filter_map(|speaker| match speaker {
        Speaker::Unnamed(words) => Some(*words),
        Speaker::Known(_) => None,
    });
    texts.extend(speakers.map(|words| ("who says it", words)));
    if claim.reject.is_some() {
        let said = texts.iter_mut().filter(|(place, _)| *place != REJECTED);
        said.for_each(|(place, _)| *place = IN_REJECTED);
    }
    let evidence = Evidence::of(model, view);
    let by = by(model, view, &evidence);
    let jointly = jointly(model, &claim.says);
    // A note is nobody's words.
    let put = |place: &str| match place {
        SAID | SHARE => format!("{jointly}{}{by}", model.put_view(view)),
        IN_REJECTED => claim.reject.map_or(String::new(), |reason| format!("{by}; rejected: {reason}")),
        _ => String::new(),
    };
    add(found, sought, &texts, (Cell::Entity(node), kind(model, node)), (&put, &evidence));
}

/// The words of speakers: only what has them is cited.
pub(super) fn quotes<'f>(model: &'f Model<'f>, view: &View<'f, 'f>, sought: &Sought, found: &mut Vec<(Fit, Row<'f>)>) {
    let Some(node) = view.claim.says.nodes().next() else { return };
    let all: BTreeSet<&str> = view.cites.iter().filter_map(|cite| cite.quote).collect();
    for quote in all {
        let cites = view.cites.iter().copied().filter(|cite| cite.quote == Some(quote)).collect();
        let evidence = Evidence::of(model, &View { cites, ..view.clone() });
        let by = model.says_words(&evidence.said_by);
        let why = view.claim.reject.map_or(String::new(), |reason| format!("; rejected: {reason}"));
        let place = if why.is_empty() { QUOTE } else { IN_REJECTED };
        add(
            found,
            sought,
            &[(place, quote)],
            (Cell::Entity(node), kind(model, node)),
            (&|_| format!("{by}{why}"), &evidence),
        );
    }
}

/// Where what a claim says itself stands.
const SAID: &str = "what is said of it";
const SAYS: &str = "what it says";
const SHARE: &str = "a share";
const QUOTE: &str = "a quote";
const IN_REJECTED: &str = "in a rejected claim";

/// Where the reason stands why a claim is rejected.
const REJECTED: &str = "why it is not to be believed";

/// Who says it; an opinion nobody else is named for is that of its author.
fn by(model: &Model, view: &View, evidence: &Evidence) -> String {
    let by = model.says_words(&evidence.said_by);
    if by.is_empty() && view.stance == Stance::Opinion { format!(", says {}", author(model, view)) } else { by }
}

/// Of whom, where something is said of several together.
fn jointly(model: &Model, says: &Says) -> String {
    match says {
        Says::Detail { of, .. } if of.len() > 1 => {
            format!(", of {}", words::join(of.iter().map(|node| model.name(*node))))
        }
        _ => String::new(),
    }
}

/// So many claims on one that is called so are told; of more, all are left to what shows that one.
const MOST_ABOUT: usize = 20;

/// The only record in whose names it is found.
fn only_named(found: &[(Fit, Row)]) -> Option<NodeIndex> {
    let named = found.iter().filter(|(fit, _)| !fit.is_said).map(|(_, row)| &row.cells[0]);
    let named: BTreeSet<Option<NodeIndex>> =
        named.map(|cell| if let Cell::Entity(node) = cell { Some(*node) } else { None }).collect();
    named.first().copied().flatten().filter(|_| named.len() == 1)
}

/// A claim as a whole sentence, found at a record.
fn sentence<'f>(model: &'f Model<'f>, node: NodeIndex, place: &'static str, view: &View<'f, 'f>) -> Row<'f> {
    let evidence = Evidence::of(model, view);
    let words = format!("{}{}", model.put_sentence(view), by(model, view, &evidence));
    let cells = vec![Cell::Entity(node), Cell::Word(place), Cell::text(words), Cell::Word(kind(model, node))];
    Row::new(Section::default(), cells, evidence)
}

/// Of so many words one may be missing in a sentence.
const MANY_WORDS: usize = 4;

/// Adds the claims in whose sentence all words are, in whatever order; of many words all but one.
pub(super) fn sentences<'f>(model: &'f Model<'f>, lens: &Lens, sought: &Sought, found: &mut Vec<(Fit, Row<'f>)>) {
    let most = usize::from(sought.words.len() >= MANY_WORDS);
    let has_value = |says: &Says| !matches!(says, Says::Party { .. } | Says::Link { .. } | Says::Happened { .. });
    let ids = model.all_claims().filter(|id| has_value(&model.claim(*id).says));
    for view in ids.filter_map(|id| model.view(id, lens)) {
        let words = model.put_sentence(&view);
        // A share is a stake in other words.
        let also = if matches!(view.claim.says, Says::Stake { .. }) { " share stake" } else { "" };
        let lacks = sought.lacks_words(&format!("{words}{also}"));
        let Some(node) = view.claim.says.nodes().next().filter(|_| lacks <= most) else { continue };
        let fit = Fit { fits: OTHER_ORDER, is_said: true, words: lacks, place: found.len() };
        found.push((fit, sentence(model, node, SAID, &view)));
    }
}

/// Adds what is said of the one that is called what is looked for, and what that one says, but for what is found already.
pub(super) fn about<'f>(
    model: &'f Model<'f>,
    lens: &Lens,
    (sought, told): (&str, &BTreeSet<ClaimId>),
    found: &mut Vec<(Fit, Row<'f>)>,
) {
    let Some(node) = model.look_up_node(sought).ok().or_else(|| only_named(found)) else { return };
    let is_name = |(fit, row): &&(Fit, Row)| !fit.is_said && matches!(row.cells[0], Cell::Entity(of) if of == node);
    let Some(best) = found.iter().filter(is_name).map(|(fit, _)| *fit).min() else { return };
    let mut ids: Vec<ClaimId> = model.claims_on(node).collect();
    // An event whose day one gives is no word of that one.
    let is_word = |id: &ClaimId| matches!(model.claim(*id).says, Says::Detail { .. });
    ids.extend(model.said_by(node).filter(is_word));
    ids.sort();
    ids.dedup();
    // That it happened and what it has come to stands beside its name.
    let is_more = |view: &View| !matches!(view.claim.says, Says::Happened { .. } | Says::Status { .. });
    let views = ids.iter().filter(|id| !told.contains(id)).filter_map(|id| model.view(*id, lens));
    let views: Vec<View> = views.filter(is_more).take(MOST_ABOUT + 1).collect();
    if views.len() > MOST_ABOUT {
        return;
    }
    for view in views {
        let place = if view.claim.says.nodes().any(|of| of == node) { SAID } else { SAYS };
        let fit = Fit { fits: best.fits, is_said: true, words: 0, place: found.len() };
        found.push((fit, sentence(model, node, place, &view)));
    }
}
