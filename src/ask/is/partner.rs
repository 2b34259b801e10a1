//! Whether two are partners: from the pairs, and from what claims say themselves.
//!
//! Invariant: it agrees with `ties partners`.
use super::rows::{add_rows, between};
use super::words::{days_words, doubt, doubt_then};
use super::{COLUMNS, DENIED, DISPUTED, EARLIER, NO, NOT_STATED, NOT_YET, YES};
use crate::ask::partners::{agreed_on, evidence as pair_evidence, through_words};
use crate::ask::{Answer, Cell, Evidence, Note, Row, Section, Shape, who};
use crate::date::{Date, Holds};
use crate::model::{ClaimId, Disputed, Lens, Model, Pair, Says, Standing, words};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;

/// `is A partner-of B`.
pub(super) fn partner<'f>(
    model: &'f Model<'f>,
    one: NodeIndex,
    other: NodeIndex,
    word: &str,
    lens: &Lens,
) -> Answer<'f> {
    let pairs = model.pairs_between(one, other, lens);
    let denied = denied(model, one, other, word, lens);
    let elsewhen = if pairs.is_empty() { elsewhen(model, one, other, lens) } else { vec![] };
    let verdict = match verdict(&pairs, &denied) {
        NOT_STATED if elsewhen.iter().any(|found| found.label == EARLIER) => NO,
        NOT_STATED if !elsewhen.is_empty() => NOT_YET,
        verdict => verdict,
    };
    let mut answer = Answer::new("is", String::new(), Shape::Sheet, COLUMNS, lens);
    answer.who = who(&[one, other]);
    answer.verdict = Some(verdict);
    let is_partner = if model.is_plural(one) { "are partners of" } else { "is a partner of" };
    let asked = format!("{} {is_partner} {}", model.name(one), model.name(other));
    let text = match (verdict, elsewhen.is_empty()) {
        (NO, false) => "No: what bound them is over by then.".to_owned(),
        (NOT_YET, false) => format!("Not yet; later it is so: {asked}."),
        _ => sentence(model, verdict, &asked, &pairs, lens),
    };
    answer.lead.push(Note { text, evidence: Evidence::default() });
    let disputed = Disputed::new(model, lens);
    let add = |label: &str, pair: &Pair<'f>, evidence: Evidence<'f>, answer: &mut Answer<'f>| {
        let when = pair.when.words();
        // What two hold may have begun at two times: this is when both did.
        let comma = match (when.is_empty(), pair.stakes.is_some()) {
            (true, _) => "",
            (false, true) => "; both ",
            (false, false) => ", ",
        };
        let in_doubt = label == THROUGH && lens.as_of.is_some() && pair.holds == Holds::Possible;
        let possible = if in_doubt { ", possible" } else { "" };
        let text = format!("{}{comma}{when}{possible}", through_words(model, pair, &evidence, false, &disputed));
        answer.draw(model, &pair.claims);
        let cells = vec![Cell::Text(label.to_owned()), Cell::Text(text)];
        answer.rows.push(Row::new(Section::default(), cells, evidence));
    };
    for pair in &pairs {
        add(label(pair), pair, pair_evidence(model, pair, &disputed, lens), &mut answer);
    }
    for Elsewhen { label, pair, evidence } in elsewhen {
        add(label, &pair, evidence, &mut answer);
    }
    add_rows(model, DENIED, &denied, lens, &mut answer);
    if has(&pairs, Standing::Adverse) {
        add_agreed(model, one, other, &pairs, lens, &mut answer);
    }
    if verdict == NOT_STATED {
        let near = between(model, one, Some(other), lens);
        add_rows(model, "nearest", &near, lens, &mut answer);
    }
    answer
}

/// What binds two at another time than that of the question.
struct Elsewhen<'f> {
    label: &'static str,
    pair: Pair<'f>,
    evidence: Evidence<'f>,
}

const THROUGH: &str = "partners through";
const LATER: &str = "later";

/// What bound two for certain before the time of the question, or is to only after it.
fn elsewhen<'f>(model: &'f Model<'f>, one: NodeIndex, other: NodeIndex, lens: &Lens) -> Vec<Elsewhen<'f>> {
    let Some((from, to)) = lens.as_of else { return vec![] };
    let lens = &Lens { as_of: None, ..*lens };
    let disputed = Disputed::new(model, lens);
    let binds = |pair: &Pair| matches!(pair.standing, Standing::Partner | Standing::Ended);
    let pairs = model.pairs_between(one, other, lens).into_iter().filter(binds);
    let found = pairs.filter_map(|pair| {
        let evidence = pair_evidence(model, &pair, &disputed, lens);
        let label = match evidence.interval {
            interval if interval.end.1 < from => EARLIER,
            interval if interval.start.0 > to => LATER,
            _ => return None,
        };
        Some(Elsewhen { label, pair, evidence })
    });
    found.collect()
}

/// Two who are set against each other may have agreed on something since that makes no partners of them: it is told in
/// the first sentence too.
pub(super) fn add_agreed<'f>(
    model: &'f Model<'f>,
    one: NodeIndex,
    other: NodeIndex,
    pairs: &[Pair],
    lens: &Lens,
    answer: &mut Answer<'f>,
) {
    let mut names = vec![];
    for (record, status) in agreed_on(model, one, other, pairs, lens) {
        add_rows(model, "agreement", &[status.id], lens, answer);
        names.push(model.name(record));
    }
    if let Some(lead) = answer.lead.first_mut().filter(|_| !names.is_empty()) {
        lead.text = format!("{}; but there is: {}.", lead.text.trim_end_matches('.'), words::join(names));
    }
}

/// The claims that deny it in so many words.
fn denied(model: &Model, one: NodeIndex, other: NodeIndex, word: &str, lens: &Lens) -> Vec<ClaimId> {
    let of_them = |id: &ClaimId| match model.claim(*id).says {
        Says::Tie { from, word: said, to, .. } => said == word && (from == other || to == other),
        _ => false,
    };
    let denies = |id: &ClaimId| model.view(*id, lens).is_some_and(|v| v.stance == Stance::Denied);
    model.claims_on(one).filter(of_them).filter(denies).collect()
}

fn has(pairs: &[Pair], standing: Standing) -> bool {
    pairs.iter().any(|p| p.standing == standing)
}

fn verdict(pairs: &[Pair], denied: &[ClaimId]) -> &'static str {
    if has(pairs, Standing::Adverse) {
        NO
    } else if has(pairs, Standing::Partner) {
        if denied.is_empty() { YES } else { DISPUTED }
    } else if has(pairs, Standing::NotYet) {
        NOT_YET
    } else if has(pairs, Standing::Ended) || !denied.is_empty() {
        NO
    } else {
        NOT_STATED
    }
}

/// The verdict in words, with what makes it doubtful.
fn sentence(model: &Model, verdict: &str, asked: &str, pairs: &[Pair], lens: &Lens) -> String {
    let all = |test: fn(&Pair) -> bool| pairs.iter().filter(|p| p.standing == Standing::Partner).all(test);
    let adverse = || pairs.iter().filter(|p| p.standing == Standing::Adverse && p.adverse);
    let on = lens.as_of.map_or(String::new(), |days| format!(" on {}", days_words(days)));
    // An event goes on counting; it is none of the day that is asked about.
    let is_past = |p: &Pair| {
        let of_before = |date: &Date| lens.as_of.is_some_and(|(from, _)| date.days().1 < from);
        p.when.when.as_ref().is_some_and(of_before)
    };
    match verdict {
        YES if all(|p| p.stance != Stance::Asserted) => format!("Yes, with reserve: {asked}{on}."),
        YES if all(|p| p.holds == Holds::Possible) => {
            let partners = pairs.iter().filter(|p| p.standing == Standing::Partner);
            format!("Possibly yes: {asked}{on}; {}.", why_possible(model, partners, lens))
        }
        YES => format!("Yes: {asked}{on}."),
        NO if adverse().any(|p| p.holds == Holds::Certain && !is_past(p)) => format!("No: adverse{on}."),
        NO if adverse().any(|p| p.holds == Holds::Certain) => "No: adverse by what happened before.".to_owned(),
        NO if has(pairs, Standing::Adverse) => {
            format!("No: perhaps adverse{on}; {}.", why_possible(model, adverse(), lens))
        }
        NO if has(pairs, Standing::Ended) => "No: what bound them is over.".to_owned(),
        NO => format!("No: {asked} is said not to be so."),
        NOT_YET => "Not yet: what is to bind them is planned.".to_owned(),
        DISPUTED => format!("Disputed. That {asked} follows from some claims and is denied by others."),
        _ => format!("Not stated. Nothing here makes them partners{on}, and no source denies it."),
    }
}

/// Why what holds between two is only possible.
fn why_possible<'p, 'f: 'p>(
    model: &Model<'f>,
    pairs: impl Iterator<Item = &'p Pair<'f>> + Clone,
    lens: &Lens,
) -> String {
    if pairs.clone().any(|pair| pair.when.untold) {
        return doubt(pairs.map(|pair| &pair.when));
    }
    let main = pairs.filter_map(|pair| model.any_view(*pair.claims.first()?, lens));
    doubt_then(model, &main.collect::<Vec<_>>(), lens)
}

/// What stands before a pair: how it bears on the question.
fn label(pair: &Pair) -> &'static str {
    match pair.standing {
        Standing::Adverse if pair.adverse => "adverse",
        Standing::Adverse => "also",
        Standing::Partner => THROUGH,
        Standing::NotYet => "planned",
        Standing::Ended => "ended",
    }
}
