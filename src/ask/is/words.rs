//! The verdict of `is` as a sentence.
//!
//! Invariant: a sentence says no more than its verdict; doubt is put into it.
use super::evident::Evident;
use super::{Case, DISPUTED, NO, NOT_YET, YES};
use crate::date::{Day, Holds};
use crate::model::{ClaimId, Lens, Model, Says, Speaker, View, When, words};
use crate::vocab::{Phase, Stance};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// How many speakers a sentence names.
const NAMED: usize = 3;

/// What is said beside it where nothing is stated.
pub(super) const NONE_DENIES: &str = ", and none denies it";

impl Evident<'_> {
    /// The verdict as a sentence.
    pub(super) fn sentence(&self, model: &Model, one: NodeIndex, case: &Case, verdict: &str, lens: &Lens) -> String {
        let text = self.bare_sentence(model, one, case, verdict, lens);
        match (self.last_told(model, lens), text.strip_prefix("Not yet. ")) {
            (Some(day), Some(rest)) => format!("Not yet, as last told {day}. {rest}"),
            _ => text,
        }
    }

    /// When what is planned, or short of it, was last told of, where the question is of a later day.
    fn last_told(&self, model: &Model, lens: &Lens) -> Option<String> {
        let (asked, _) = lens.as_of?;
        let views = self.planned.iter().chain(&self.short).chain(&self.denied);
        let views = views.filter_map(|id| model.any_view(*id, lens));
        let last = views.filter_map(|view| model.reported_on(&view.cites)).max_by_key(|date| date.days())?;
        (last.days().1 < asked).then(|| last.words())
    }

    fn bare_sentence(&self, model: &Model, one: NodeIndex, case: &Case, verdict: &str, lens: &Lens) -> String {
        let asked = question_words(model, one, case);
        let no_denial = self.denied.is_empty();
        let in_full = complete_words(model, &self.complete, lens);
        if let Case::Property { what, value: None } = case {
            return self.values_sentence(model, one, what, verdict, lens);
        }
        match verdict {
            YES => {
                let text = self.yes_sentence(model, &asked, lens);
                match self.preferred(model, case, lens).first() {
                    Some(id) => {
                        let other = model.value_words(model.claim(*id));
                        format!("{}; {other} is stated too, and preferred.", text.trim_end_matches('.'))
                    }
                    None => text,
                }
            }
            DISPUTED if !self.withheld.is_empty() => {
                format!("Disputed. That {asked}, and that it is withheld, is both said.")
            }
            DISPUTED if !self.clashing.is_empty() && no_denial => {
                let (others, is) = stated(model, &self.clashing);
                format!("Disputed. That {asked} is stated; {others} {is} stated too.")
            }
            DISPUTED => format!("Disputed. That {asked} is both said and denied."),
            NOT_YET if no_denial && self.planned.is_empty() && !self.later.is_empty() => {
                format!("Not yet; later it is so: {asked}.")
            }
            NOT_YET if no_denial && !self.planned.is_empty() && (self.is_exactly_planned || self.short.is_empty()) => {
                let planned: Vec<View> = self.planned.iter().filter_map(|id| model.any_view(*id, lens)).collect();
                if !self.is_exactly_planned {
                    let (values, is) = stated(model, &self.planned);
                    let by = by_whom(model, &planned);
                    return format!("Not yet, and left open that {asked}: {values} {is} planned{by}.");
                }
                let only = if self.short.is_empty() { "only " } else { "" };
                format!("Not yet. It is {only}planned that {asked}{}.{in_full}", by_whom(model, &planned))
            }
            NOT_YET if no_denial => {
                let so_far = self.short_of_a_plan(model, one, case, lens);
                let so_far = so_far.map_or("Not yet".to_owned(), |label| format!("Only {label}"));
                format!("{so_far}. {} that {asked}.{in_full}", nobody(model, lens))
            }
            NOT_YET => format!("Not yet. {}", denial(model, &self.denied, lens)),
            NO if !no_denial => format!("No. {}", denial(model, &self.denied, lens)),
            NO if !self.complete.is_empty() => {
                let no = if list_in_doubt(model, &self.complete, lens).is_some() { "Possibly no" } else { "No" };
                format!("{no}.{in_full}")
            }
            NO if !self.before.is_empty() => match self.stopped {
                Some(word) => format!("No: it is {} by then.", model.status_label(one, word)),
                None if self.is_foretold(model, &self.before, lens) => {
                    "No: it was to be over by then; no source since tells of it.".to_owned()
                }
                None if self.planned.is_empty() => "No: it is over by then.".to_owned(),
                None => "No: it is over by then; that it is so again is planned.".to_owned(),
            },
            NO => {
                let (others, is) = stated(model, &self.ruling_out(model, case, lens));
                format!("No: {others} {is} stated instead.")
            }
            _ if !self.withheld.is_empty() => format!("Not stated: said to be withheld, that {asked}."),
            _ if self.is_rejected => format!("Rejected here, though it is said: {asked}."),
            _ => format!("Not stated. {} that {asked}{NONE_DENIES}.", nobody(model, lens)),
        }
    }

    /// The status that is short of being planned, where that is asked: "not yet" would sound as if it were to come.
    pub(super) fn short_of_a_plan<'m>(
        &self,
        model: &'m Model,
        one: NodeIndex,
        case: &Case,
        lens: &Lens,
    ) -> Option<&'m str> {
        let Case::Status { word } = case else { return None };
        let asked = model.vocab().status(model.graph[one].root, word)?;
        let now = model.status(one, lens).filter(|_| asked.phase == Phase::Planned && self.planned.is_empty())?;
        Some(model.status_label(one, now.word))
    }

    /// What a property is said to be, where no value was asked about.
    fn values_sentence(&self, model: &Model, one: NodeIndex, what: &str, verdict: &str, lens: &Lens) -> String {
        let property = &format!("{} of {}", model.property_label(what), model.name(one));
        let values = |ids: &[ClaimId]| values(model, one, ids, lens);
        match verdict {
            YES => {
                let ((values, is), note) = (values(&self.yes), self.only_note(model, lens));
                self.yes_sentence(model, &format!("{values} {is} stated as the {property}{note}"), lens)
            }
            NOT_YET if self.planned.is_empty() => {
                format!("Not yet; later it is stated, the {property}: {}.", values(&self.later).0)
            }
            NOT_YET => format!("Not yet. The {property}, only planned: {}.", values(&self.planned).0),
            DISPUTED if !self.clashing.is_empty() && self.denied.is_empty() => {
                let (values, is) = values(&self.clashing);
                format!("Disputed. {values} {is} stated as the {property}.")
            }
            DISPUTED if self.withheld.is_empty() => format!("Disputed. The {property} is both stated and denied."),
            DISPUTED => format!("Disputed. The {property} is both stated and withheld."),
            NO if !self.before.is_empty() => {
                format!("No: the {property} that is stated, {}, is over by then.", values(&self.before).0)
            }
            NO => format!("No. The {property} is said not to be {}.", values(&self.denied).0),
            _ if !self.withheld.is_empty() => format!("Not stated: the {property} is said to be withheld."),
            _ => {
                let nobody = match (lens.said_by, lens.source) {
                    (Some(who), _) => format!("{} is not reported here as giving", model.name(who)),
                    (None, Some(source)) => format!("{} does not give", model.source(source).id),
                    (None, None) => "No source here gives".to_owned(),
                };
                format!("Not stated. {nobody} the {property}.")
            }
        }
    }

    /// Whether each end that makes claims be over is later than all their sources.
    fn is_foretold(&self, model: &Model, ids: &[ClaimId], lens: &Lens) -> bool {
        let mut views = ids.iter().filter_map(|id| model.any_view(*id, lens));
        views.all(|view| match &view.when.until {
            Some(Some(end)) => model.reported(view.cites.iter().copied()).1 < end.days().0,
            _ => false,
        })
    }

    /// What is noted beside the only claim there is.
    fn only_note(&self, model: &Model, lens: &Lens) -> String {
        match self.yes.as_slice() {
            [only] => {
                model.any_view(*only, lens).and_then(|view| view.note()).map_or(String::new(), |n| format!(" ({n})"))
            }
            _ => String::new(),
        }
    }

    /// Yes, with what limits it: it is over, it ends, it is only possible, it is said with reserve.
    fn yes_sentence(&self, model: &Model, asked: &str, lens: &Lens) -> String {
        if self.yes.is_empty() {
            let bounds = self.within.first().map_or(String::new(), |id| model.value_words(model.claim(*id)));
            return format!("Possibly yes: {asked}; what is stated is {bounds}.");
        }
        let views: Vec<View> = self.yes.iter().filter_map(|id| model.any_view(*id, lens)).collect();
        if let (Some(source), true) = (lens.source, views.iter().all(|view| view.claim.reject.is_some())) {
            return format!("{} says so, and it is rejected here: {asked}.", model.source(source).id);
        }
        let newest = model.newest(lens);
        let is_sure = |v: &&View| v.holds == Holds::Certain;
        let until = if self.is_chain {
            while_all(&views).until.is_some().then(|| while_all(&views))
        } else {
            let goes_on = |v: &&View| is_sure(v) && !v.is_ended(newest);
            let first = views.iter().find(goes_on).or(views.iter().find(is_sure)).or(views.first());
            first.map(|first| first.when.clone()).filter(|when| when.until.is_some())
        };
        let until = until.map_or(String::new(), |when| format!(", {}", when.words()));
        let ended = |v: &View| v.is_ended(newest);
        let is_over = if self.is_chain { views.iter().any(ended) } else { views.iter().all(ended) };
        let in_doubt = self.in_doubt || !views.iter().any(|v| is_sure(&v));
        let whens = views.iter().map(|view| &view.when);
        let doubt = if self.in_doubt { doubt(whens) } else { doubt_then(model, &views, lens) };
        let with_reserve = views.iter().all(|v| v.stance != Stance::Asserted);
        let by = by_whom(model, &views);
        let posts: BTreeSet<Option<&str>> = views.iter().map(|view| view.claim.post).collect();
        let post = posts.first().copied().flatten().filter(|post| posts.len() == 1 && !asked.contains(post));
        let post = post.map_or(String::new(), |post| format!(" ({post})"));
        let asked = &format!("{asked}{post}{by}");
        match (lens.as_of.is_none() && is_over, in_doubt) {
            (true, true) => format!("Possibly it was so: {asked}; {doubt}."),
            (true, false) if self.is_foretold(model, &self.yes, lens) => {
                format!("No longer, as it was foretold, is it so that {asked}; no source since tells of it.")
            }
            (true, false) => format!("No longer is it so that {asked}."),
            (false, true) => format!("Possibly yes: {asked}; {doubt}."),
            (false, false) if with_reserve => format!("Yes, with reserve{until}: {asked}."),
            (false, false) => format!("Yes{until}: {asked}."),
        }
    }
}

/// The values of claims on one, a few of them, the preferred and then the latest first, each with its day and those it is
/// said of too; and the verb for them.
fn values(model: &Model, one: NodeIndex, ids: &[ClaimId], lens: &Lens) -> (String, &'static str) {
    let mut views: Vec<View> = ids.iter().filter_map(|id| model.any_view(*id, lens)).collect();
    views.sort_by_key(|view| (view.claim.prefer.is_none(), std::cmp::Reverse(model.spoken_for(view).1)));
    let value = |view: &View| {
        let with = words::join(view.claim.says.nodes().filter(|node| *node != one).map(|node| model.name(node)));
        let weight = match (view.claim.reject, view.claim.prefer) {
            (Some(_), _) => "rejected",
            (None, Some(_)) => "preferred",
            (None, None) => "",
        };
        let with = if with.is_empty() { with } else { format!("with {with}") };
        let more = [with, view.stated_when().unwrap_or_default(), weight.to_owned()];
        let more = more.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
        let value = model.value_words(view.claim);
        if more.is_empty() { value } else { format!("{value} ({more})") }
    };
    few(views.iter().map(value))
}

/// The values of claims, a few of them, and the verb for them.
fn stated(model: &Model, ids: &[ClaimId]) -> (String, &'static str) {
    few(ids.iter().map(|id| model.value_words(model.claim(*id))))
}

/// Values, each once, and only so many of them; and the verb for them.
fn few(all: impl Iterator<Item = String>) -> (String, &'static str) {
    let mut values: Vec<String> = vec![];
    for value in all {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let is = if values.len() == 1 { "is" } else { "are" };
    let more = values.len().saturating_sub(NAMED);
    values.truncate(NAMED);
    values.extend((more > 0).then(|| format!("{more} more")));
    (words::join(values.iter().map(String::as_str)), is)
}

/// Why something is only possible: nobody speaks of it by then, or the dates leave it open.
pub(super) fn doubt<'a>(whens: impl Iterator<Item = &'a When> + Clone) -> String {
    let first = whens.clone().min_by_key(|when| when.seen.as_ref().map_or(Day::FUTURE, |date| date.days().0));
    match first.filter(|_| whens.clone().all(|when| when.untold)) {
        Some(first) => first.words(),
        None => "the dates do not settle it".to_owned(),
    }
}

/// The same at the time of the question: last reported before it, or what of its dates is not settled.
pub(super) fn doubt_then(model: &Model, views: &[View], lens: &Lens) -> String {
    let generic = || doubt(views.iter().map(|view| &view.when));
    let Some((asked, _)) = lens.as_of else { return generic() };
    let all = |test: fn(&View, Day) -> bool| views.iter().all(|view| !view.when.untold && test(view, asked));
    if all(|view, asked| view.interval.start.1 > asked && view.when.until.is_none()) {
        return "when it began is not settled".to_owned();
    }
    if !all(|view, asked| view.interval.start.1 <= asked && view.interval.end.0 < asked) {
        return generic();
    }
    if !all(|view, _| view.when.until.is_none()) {
        return "when it ended is not settled".to_owned();
    }
    let last = |view: &View| view.when.seen.clone().or_else(|| model.reported_on(&view.cites));
    match views.iter().filter_map(last).max_by_key(|date| date.days()) {
        Some(date) => format!("last reported {}", date.words()),
        None => generic(),
    }
}

/// When all claims of a chain hold: from the day the last begins to the day the first ends.
fn while_all(views: &[View]) -> When {
    let ends = views.iter().filter_map(|view| view.when.until.clone().flatten());
    let begins = views.iter().filter_map(|view| view.when.since.clone());
    When {
        since: begins.max_by_key(|date| date.days()),
        until: ends.min_by_key(|date| date.days()).map(Some),
        ..When::default()
    }
}

/// `No source here says`, or who of those asked about does not.
fn nobody(model: &Model, lens: &Lens) -> String {
    match (lens.said_by, lens.source) {
        (Some(who), _) => format!("{} is not reported here as saying", model.name(who)),
        (None, Some(source)) => format!("{} does not say", model.source(source).id),
        (None, None) if lens.certain => "No source here makes it certain".to_owned(),
        (None, None) => "No source here says".to_owned(),
    }
}

/// That all who have a relation are given, and what is in doubt about it at the time of the question.
fn complete_words(model: &Model, ids: &[ClaimId], lens: &Lens) -> String {
    match ids.first().map(|id| &model.claim(*id).says) {
        Some(Says::Tie { word, to, .. }) => {
            let doubt = list_in_doubt(model, ids, lens).map_or(String::new(), |doubt| format!("; {doubt}"));
            format!(" The {} of {} are given in full{doubt}.", all_words(model, word), model.name(*to))
        }
        _ => String::new(),
    }
}

/// Why a list given in full may not be that of the time of the question.
fn list_in_doubt(model: &Model, ids: &[ClaimId], lens: &Lens) -> Option<String> {
    let views: Vec<View> = ids.iter().filter_map(|id| model.any_view(*id, lens)).collect();
    views.iter().any(|view| view.holds != Holds::Certain).then(|| doubt_then(model, &views, lens))
}

/// What those who have a relation are called together.
pub(super) fn all_words(model: &Model, word: &str) -> String {
    match model.vocab().relations.get(word) {
        Some(relation) if !relation.all.is_empty() => relation.all.clone(),
        Some(relation) => format!("ends of `{}`", relation.label),
        None => word.to_owned(),
    }
}

/// `, says C`, where no source says it on its own word.
fn by_whom(model: &Model, views: &[View]) -> String {
    let mut speakers: Vec<Speaker> = vec![];
    for view in views {
        let said_by = view.said_by();
        if said_by.is_empty() {
            return String::new();
        }
        said_by.into_iter().for_each(|speaker| {
            if !speakers.contains(&speaker) {
                speakers.push(speaker);
            }
        });
    }
    let verb = match speakers.as_slice() {
        [] => return String::new(),
        [Speaker::Known(node)] => model.verb(&[*node], "says"),
        // Whether one or several are described so, nobody knows.
        [Speaker::Unnamed(_)] => "according to".to_owned(),
        _ => "say".to_owned(),
    };
    let (named, others) = speakers.split_at(speakers.len().min(NAMED));
    let names = words::join(named.iter().map(|speaker| model.speaker(*speaker)));
    let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    format!(", {verb} {names}{more}")
}

/// A denial as a sentence, with who says it: `A has not applied to B, says C.`
fn denial(model: &Model, denied: &[ClaimId], lens: &Lens) -> String {
    let Some(view) = denied.first().and_then(|id| model.any_view(*id, lens)) else { return String::new() };
    let by = by_whom(model, std::slice::from_ref(&view));
    let text = match &view.claim.says {
        Says::Detail { .. } | Says::Status { .. } => format!("{}: said not to be so", model.sentence(view.claim)),
        _ => model.sentence(view.claim),
    };
    format!("{text}{by}.")
}

fn question_words(model: &Model, one: NodeIndex, case: &Case) -> String {
    let vocab = model.vocab();
    let name = model.name(one);
    let other = case.other().map_or("something", |o| model.name(o));
    match case {
        Case::Relation { word, .. } => {
            let says = vocab.relations.get(word).map_or(*word, |r| &r.says);
            format!("{name} {} {other}", model.verb(&[one], says))
        }
        Case::Stake { kind, .. } => {
            let says = vocab.kinds.get(kind).map_or(*kind, |k| &k.says);
            format!("{name} {} {other}", model.verb(&[one], says))
        }
        Case::Role { role, .. } => format!("{name} {} {} in {other}", model.verb(&[one], "is"), model.role_label(role)),
        Case::Property { what, value } => {
            let label = model.property_label(what);
            value
                .map_or(format!("the {label} of {name} is stated"), |value| format!("the {label} of {name} is {value}"))
        }
        Case::Status { word } => format!("{name} {} {}", model.verb(&[one], "is"), model.status_label(one, word)),
    }
}

/// One day as it is, a stretch from its first to its last.
pub(super) fn days_words((from, to): (Day, Day)) -> String {
    if from == to { from.to_string() } else { format!("some day from {from} to {to}") }
}
