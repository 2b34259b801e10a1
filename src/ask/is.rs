use super::partners::{evidence as pair_evidence, through_words};
use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape, who};
use crate::date::{Day, Holds};
use crate::diag::near::nearest_or_synonym;
use crate::facts::{Quantity, UNDISCLOSED, UNSTATED};
use crate::model::{ClaimId, Disputed, Lens, Model, Says, Standing, View, fold, words};
use crate::vocab::{Phase, Stance};
use petgraph::graph::NodeIndex;

/// Yes, no, not yet, not stated or disputed, and why
///
/// WORD is a relation, a kind of stake, a property, a status, or partner-of. Asserted and denied: disputed. Asserted:
/// yes. Planned, a step short of it, or an earlier status: not yet. Denied, left out of a complete list, or adverse:
/// no. Else no source here says: not stated.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties is mali applied-to brics\n  ties is barrick partner-of mali --as-of 2025-07-01\n  ties is nuclear-plant under-construction"
)]
pub struct Is {
    /// A name or an id
    who: String,
    /// A relation, a kind of stake, a property, a status: ties explain
    word: String,
    /// A name or an id; of a property, a value
    other: Option<String>,
}

const COLUMNS: &[Column] = &[Column::shown("label", ""), Column::shown("words", "")];

/// Labels of rows that say in themselves how a claim is put.
const DENIED: &str = "said not to be so";
const PLANNED: &str = "planned";

const YES: &str = "yes";
const NO: &str = "no";
const NOT_YET: &str = "not yet";
const NOT_STATED: &str = "not stated";
const DISPUTED: &str = "disputed";

impl Ask for Is {
    fn answer<'f>(&self, model: &Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let one = model.look_up_node(&self.who)?;
        let vocab = model.vocab();
        let word = self.word.as_str();
        let other = || self.other.as_deref().map(|word| model.look_up_node(word)).transpose();
        let asked = if let Some(relation) = vocab.relations.get(word) {
            let other = other()?;
            let case = Case::Relation { word, other };
            if relation.derived {
                let other = other.ok_or_else(|| needs_other(word))?;
                return Ok(partner(model, one, other, word, lens));
            }
            case
        } else if vocab.root(word) == Some(crate::vocab::Root::Stake) {
            Case::Stake { kind: word, other: other()? }
        } else if vocab.roles.get(word).is_some() {
            Case::Role { role: word, other: other()? }
        } else if vocab.properties.get(word).is_some() {
            Case::Property { what: word, value: self.other.as_deref() }
        } else if vocab.status(model.graph[one].root, word).is_some() {
            Case::Status { word }
        } else {
            let stakes = vocab.kinds.words().filter(|k| vocab.root(k) == Some(crate::vocab::Root::Stake));
            let statuses = vocab.ladder(model.graph[one].root).map(|(word, _)| word);
            let known = vocab
                .relations
                .words()
                .chain(stakes)
                .chain(statuses)
                .chain(vocab.properties.words())
                .chain(vocab.roles.words());
            return Err(AskError::Word {
                what: "relation, kind or status",
                word: word.to_owned(),
                near: nearest_or_synonym(word, known, &vocab.synonyms).map(|n| n.word.to_owned()),
                all: "ties explain",
            });
        };
        Ok(judge(model, one, &asked, lens))
    }
}

fn needs_other(word: &str) -> AskError {
    AskError::Usage { message: format!("`{word}` needs a second name"), help: format!("ties is WHO {word} WHO") }
}

/// What is asked.
enum Case<'a> {
    Relation { word: &'a str, other: Option<NodeIndex> },
    Stake { kind: &'a str, other: Option<NodeIndex> },
    Role { role: &'a str, other: Option<NodeIndex> },
    Property { what: &'a str, value: Option<&'a str> },
    Status { word: &'a str },
}

/// What speaks for and against it.
#[derive(Default)]
struct Evident {
    /// It is so.
    yes: Vec<ClaimId>,
    /// It is not so.
    denied: Vec<ClaimId>,
    /// It is to be so.
    planned: Vec<ClaimId>,
    /// Something short of it is so.
    short: Vec<ClaimId>,
    /// It was so, or will be, at another time.
    before: Vec<ClaimId>,
    later: Vec<ClaimId>,
    /// Something else is so in its place.
    instead: Vec<ClaimId>,
    /// It is said to be withheld.
    withheld: Vec<ClaimId>,
    /// The list of all for whom it is so.
    complete: Vec<ClaimId>,
    /// Whether something may have come after it by then.
    in_doubt: bool,
}

/// Answers by what speaks for and against it.
fn judge<'f>(model: &Model<'f>, one: NodeIndex, case: &Case, lens: &Lens) -> Answer<'f> {
    let found = gather(model, one, case, lens);
    let verdict = found.verdict(model, case, lens);
    let mut answer = Answer::new("is", String::new(), Shape::Sheet, COLUMNS, lens);
    answer.who = who(&[one].into_iter().chain(case.other()).collect::<Vec<_>>());
    answer.verdict = Some(verdict);
    let text = found.sentence(model, one, case, verdict, lens);
    answer.lead.push(Note { text, evidence: Evidence::default() });
    let mut add = |label: &str, ids: &[ClaimId]| add_rows(model, label, ids, lens, &mut answer);
    add("stated", &found.yes);
    add(DENIED, &found.denied);
    add("withheld", &found.withheld);
    add(PLANNED, &found.planned);
    add("later", &found.later);
    add("earlier", &found.before);
    if verdict != YES {
        add("stated instead", &found.short);
        add("stated instead", &found.instead);
    }
    add("rejected", &rejected(model, one, case, lens));
    if verdict == NO && !found.complete.is_empty() {
        add_complete(model, &found.complete, lens, &mut answer);
        let near = between(model, one, case.other(), lens).into_iter().filter(|id| !found.complete.contains(id));
        add_rows(model, "stated instead", &near.collect::<Vec<_>>(), lens, &mut answer);
    }
    if verdict == NOT_STATED {
        let near = nearest_claims(model, one, case, lens);
        add_rows(model, "nearest", &near, lens, &mut answer);
    }
    answer
}

/// Sorts the claims on one by how they bear on what is asked.
fn gather(model: &Model, one: NodeIndex, case: &Case, lens: &Lens) -> Evident {
    let mut found = Evident::default();
    for id in model.claims_on(one) {
        let sound = |v: &View| v.claim.reject.is_none() || lens.source.is_some();
        let wanted = |v: &View| lens.stance.is_none_or(|stance| v.stance == stance);
        let Some(view) = model.any_view(id, lens).filter(|v| sound(v) && wanted(v)) else { continue };
        let Some(bearing) = bearing(model, one, case, &view) else { continue };
        if view.holds == Holds::Possible && lens.certain {
            continue;
        }
        let reached = view.holds != Holds::Not;
        let list = match (bearing, view.stance) {
            (Bearing::Instead, _) => &mut found.instead,
            (Bearing::Withheld, _) => &mut found.withheld,
            (_, Stance::Denied) if reached => &mut found.denied,
            (_, Stance::Denied) => continue,
            (Bearing::Short, _) if reached => &mut found.short,
            (Bearing::Short, _) => continue,
            (Bearing::It, Stance::Planned) => &mut found.planned,
            (Bearing::It, _) if reached => &mut found.yes,
            (Bearing::It, _) if is_later(&view, lens) => &mut found.later,
            (Bearing::It, _) => &mut found.before,
        };
        list.push(id);
    }
    if let Case::Status { word } = case
        && let Some(now) = model.status(one, lens)
        && now.reached
        && now.word != *word
    {
        // It was so until something else came after it: a stop, or the end of one.
        let stops = |phase: Option<Phase>| matches!(phase, Some(Phase::Paused | Phase::Ended));
        let asked = model.vocab().status(model.graph[one].root, word).map(|s| s.phase);
        if stops(Some(now.phase)) || stops(asked) {
            found.in_doubt = now.view.holds != Holds::Certain;
            if !found.in_doubt {
                found.before.append(&mut found.yes);
            }
        }
    }
    if let Case::Relation { word, other: Some(other) } = case {
        if found.yes.is_empty() {
            found.yes = through(model, one, word, *other, lens);
        }
        found.complete = complete(model, word, *other, lens);
    }
    found
}

impl Evident {
    /// The order of the cases is that of the help.
    fn verdict(&self, model: &Model, case: &Case, lens: &Lens) -> &'static str {
        let some = |lists: &[&Vec<ClaimId>]| lists.iter().any(|list| !list.is_empty());
        let denied = some(&[&self.yes]) && some(&[&self.denied]);
        let withheld = some(&[&self.withheld]) && some(&[&self.yes, &self.planned]);
        if denied || withheld {
            DISPUTED
        } else if some(&[&self.yes]) {
            YES
        } else if some(&[&self.planned])
            || some(&[&self.short]) && !(matches!(case, Case::Status { .. }) && some(&[&self.before]))
            || some(&[&self.later]) && !some(&[&self.before])
        {
            NOT_YET
        } else if some(&[&self.denied, &self.before, &self.complete]) || rules_out(model, case, &self.instead, lens) {
            NO
        } else {
            NOT_STATED
        }
    }

    /// The verdict as a sentence.
    fn sentence(&self, model: &Model, one: NodeIndex, case: &Case, verdict: &str, lens: &Lens) -> String {
        let asked = question_words(model, one, case);
        let no_denial = self.denied.is_empty();
        match verdict {
            YES => self.yes_sentence(model, &asked, lens),
            DISPUTED if !self.withheld.is_empty() => {
                format!("Disputed. That {asked}, and that it is withheld, is both said.")
            }
            DISPUTED => format!("Disputed. That {asked} is both said and denied."),
            NOT_YET if no_denial => format!("Not yet. {} that {asked}.", nobody(model, lens)),
            NOT_YET => format!("Not yet. {}", denial(model, &self.denied, lens)),
            NO if !no_denial => format!("No. {}", denial(model, &self.denied, lens)),
            NO if !self.complete.is_empty() => format!("No. {}", complete_words(model, &self.complete)),
            NO if !self.before.is_empty() => "No: it is over by then.".to_owned(),
            NO => {
                let said = self.instead.first().map_or(String::new(), |id| model.value_words(model.claim(*id)));
                format!("No: {said} is stated instead.")
            }
            _ if !self.withheld.is_empty() => format!("Not stated: said to be withheld, that {asked}."),
            _ => format!("Not stated. {} that {asked}, and none denies it.", nobody(model, lens)),
        }
    }

    /// Yes, with what limits it: it is over, it ends, it is only possible, it is said with reserve.
    fn yes_sentence(&self, model: &Model, asked: &str, lens: &Lens) -> String {
        let views: Vec<View> = self.yes.iter().filter_map(|id| model.any_view(*id, lens)).collect();
        let newest = model.newest();
        let until = views.first().filter(|v| v.when.until.is_some()).map(|v| v.when.words());
        match until {
            _ if lens.as_of.is_none() && views.iter().all(|v| v.is_ended(newest)) => {
                format!("No longer; it was so: {asked}.")
            }
            Some(until) => format!("Yes, {until}: {asked}."),
            None if self.in_doubt || views.iter().all(|v| v.holds != Holds::Certain) => {
                format!("Possibly yes: {asked}; the dates do not settle it.")
            }
            None if views.iter().all(|v| v.stance != Stance::Asserted) => format!("Yes, with reserve: {asked}."),
            None => format!("Yes: {asked}."),
        }
    }
}

impl Case<'_> {
    fn other(&self) -> Option<NodeIndex> {
        match self {
            Case::Relation { other, .. } | Case::Stake { other, .. } | Case::Role { other, .. } => *other,
            Case::Property { .. } | Case::Status { .. } => None,
        }
    }
}

/// How a claim bears on what is asked.
#[derive(Clone, Copy)]
enum Bearing {
    It,
    /// That it is withheld.
    Withheld,
    Short,
    Instead,
}

fn bearing(model: &Model, one: NodeIndex, case: &Case, view: &View) -> Option<Bearing> {
    let vocab = model.vocab();
    match (case, &view.claim.says) {
        (Case::Relation { word, other }, Says::Tie { from, word: said, to, .. }) => {
            let symmetric = vocab.relations.get(said)?.symmetric;
            let ends = *from == one && other.is_none_or(|o| o == *to)
                || symmetric && *to == one && other.is_none_or(|o| o == *from);
            if !ends {
                return None;
            }
            if said == word {
                return Some(Bearing::It);
            }
            let short = vocab.relations.get(said)?.short_of.iter().any(|w| w == word);
            // Only what is on the way counts as short of it; a denied step does not.
            (short && view.stance != Stance::Denied).then_some(Bearing::Short)
        }
        (Case::Stake { kind, other }, Says::Stake { holders, of, kind: said, .. }) => {
            let it = holders.contains(&one) && other.is_none_or(|o| o == *of);
            (it && vocab.is_a(said, kind)).then_some(Bearing::It)
        }
        (Case::Role { role, other }, Says::Party { who, of, role: said }) => {
            (*who == one && said == role && other.is_none_or(|o| o == *of)).then_some(Bearing::It)
        }
        (Case::Property { what, value }, Says::Detail { of, what: said, is }) if of.contains(&one) && said == what => {
            if *is == UNSTATED {
                // That a source gives none is no value, and speaks against none.
                return Some(Bearing::Instead);
            }
            let Some(value) = value else {
                return Some(if *is == UNDISCLOSED { Bearing::Withheld } else { Bearing::It });
            };
            let same = fold(value) == fold(is) || broader(model, what, is, value) || amounts_agree(value, is);
            Some(if same { Bearing::It } else { Bearing::Instead })
        }
        (Case::Status { word }, Says::Status { of, word: said }) if *of == one => {
            if said == word {
                return Some(Bearing::It);
            }
            let root = model.graph[one].root;
            let (asked, reached) = (vocab.status(root, word)?, vocab.status(root, said)?);
            let earlier = match (asked.rung, reached.rung) {
                (Some(asked), Some(reached)) => reached < asked,
                // Whatever stops it is no step on the way to it.
                _ => reached.phase == Phase::Planned && asked.phase > reached.phase,
            };
            // A denied earlier step says nothing of a later one.
            (view.stance != Stance::Denied).then_some(if earlier { Bearing::Short } else { Bearing::Instead })
        }
        _ => None,
    }
}

fn broader(model: &Model, what: &str, is: &str, value: &str) -> bool {
    let Some(property) = model.vocab().properties.get(what) else { return false };
    let up = |word: &String| property.broader.get(word).cloned();
    std::iter::successors(Some(is.to_owned()), up).take(property.broader.len() + 1).any(|w| fold(&w) == fold(value))
}

fn amounts_agree(value: &str, is: &str) -> bool {
    matches!((Quantity::read(value), Quantity::read(is)), (Some(a), Some(b)) if a.is_exact() && a.agrees(&b))
}

/// Whether values that are stated leave no room for the one asked about: the property has only one at a time.
fn rules_out(model: &Model, case: &Case, instead: &[ClaimId], lens: &Lens) -> bool {
    let Case::Property { what, value: Some(_) } = case else { return false };
    let single = model.vocab().properties.get(what).is_some_and(|p| !p.many);
    let sure = |id: &ClaimId| {
        let stated = !matches!(model.claim(*id).says, Says::Detail { is, .. } if is == UNSTATED || is == UNDISCLOSED);
        stated && model.view(*id, lens).is_some_and(|v| v.stance == Stance::Asserted)
    };
    single && instead.iter().any(sure)
}

/// `No source here says`, or who of those asked about does not.
fn nobody(model: &Model, lens: &Lens) -> String {
    match (lens.said_by, lens.source) {
        (Some(who), _) => format!("{} is not reported here as saying", model.name(who)),
        (None, Some(source)) => format!("{} does not say", model.source(source).id),
        (None, None) => "No source here says".to_owned(),
    }
}

fn is_later(view: &View, lens: &Lens) -> bool {
    lens.as_of.is_some_and(|(_, to)| view.interval.start.0 > to)
}

/// The claims to the same effect that are not to be believed.
fn rejected(model: &Model, one: NodeIndex, case: &Case, lens: &Lens) -> Vec<ClaimId> {
    let it = |id: &ClaimId| {
        let view = model.any_view(*id, lens).filter(|v| v.claim.reject.is_some() && lens.source.is_none());
        view.is_some_and(|view| matches!(bearing(model, one, case, &view), Some(Bearing::It)))
    };
    model.claims_on(one).filter(it).collect()
}

/// The claims that lead from one to the other by a transitive relation.
fn through(model: &Model, one: NodeIndex, word: &str, other: NodeIndex, lens: &Lens) -> Vec<ClaimId> {
    if !model.vocab().relations.get(word).is_some_and(|r| r.transitive) {
        return vec![];
    }
    let mut came: rustc_hash::FxHashMap<NodeIndex, (NodeIndex, ClaimId)> = rustc_hash::FxHashMap::default();
    let mut open = std::collections::VecDeque::from([one]);
    while let Some(node) = open.pop_front() {
        for id in model.claims_on(node) {
            let Says::Tie { from, word: said, to, .. } = model.claim(id).says else { continue };
            let sure = || model.view(id, lens).is_some_and(|v| matches!(v.stance, Stance::Asserted | Stance::Hedged));
            if from == node && said == word && to != one && !came.contains_key(&to) && sure() {
                came.insert(to, (node, id));
                open.push_back(to);
            }
        }
    }
    let mut chain = vec![];
    let mut at = other;
    while let Some((before, id)) = came.get(&at) {
        chain.push(*id);
        at = *before;
    }
    chain.reverse();
    chain
}

/// The claims that together give all who have a relation to a node, when a source says so.
fn complete(model: &Model, word: &str, to: NodeIndex, lens: &Lens) -> Vec<ClaimId> {
    let of_it = |id: &ClaimId| matches!(model.claim(*id).says, Says::Tie { word: said, to: end, .. } if said == word && end == to);
    let whole = |id: &ClaimId| matches!(model.claim(*id).says, Says::Tie { complete: true, .. });
    let holds: Vec<ClaimId> = model.claims_on(to).filter(of_it).filter(|id| model.view(*id, lens).is_some()).collect();
    if holds.iter().any(whole) { holds.into_iter().filter(whole).collect() } else { vec![] }
}

fn complete_words(model: &Model, ids: &[ClaimId]) -> String {
    match ids.first().map(|id| &model.claim(*id).says) {
        Some(Says::Tie { word, to, .. }) => {
            format!("The {} of {} are given in full.", all_words(model, word), model.name(*to))
        }
        _ => String::new(),
    }
}

/// What those who have a relation are called together.
fn all_words(model: &Model, word: &str) -> String {
    match model.vocab().relations.get(word) {
        Some(relation) if !relation.all.is_empty() => relation.all.clone(),
        Some(relation) => format!("ends of `{}`", relation.label),
        None => word.to_owned(),
    }
}

/// All for whom something is so, in one row.
fn add_complete<'f>(model: &Model<'f>, ids: &[ClaimId], lens: &Lens, answer: &mut Answer<'f>) {
    let views: Vec<View> = ids.iter().filter_map(|id| model.any_view(*id, lens)).collect();
    let Some(Says::Tie { word, .. }) = views.first().map(|v| &v.claim.says) else { return };
    let names = words::join(views.iter().filter_map(|v| match v.claim.says {
        Says::Tie { from, .. } => Some(model.name(from)),
        _ => None,
    }));
    answer.draw(model, ids);
    let cells = vec![Cell::Text(all_words(model, word)), Cell::Text(names)];
    answer.rows.push(Row::new(Section::default(), cells, Evidence::of_all(model, &views)));
}

/// A denial as a sentence, with who says it: `A has not applied to B, says C.`
fn denial(model: &Model, denied: &[ClaimId], lens: &Lens) -> String {
    let Some(view) = denied.first().and_then(|id| model.any_view(*id, lens)) else { return String::new() };
    let by = words::join(view.said_by().iter().map(|s| model.speaker(*s)));
    let by = if by.is_empty() { by } else { format!(", says {by}") };
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
            format!("{name} {says} {other}")
        }
        Case::Stake { kind, .. } => {
            let says = vocab.kinds.get(kind).map_or(*kind, |k| &k.says);
            format!("{name} {says} {other}")
        }
        Case::Role { role, .. } => format!("{name} is {} in {other}", model.role_label(role)),
        Case::Property { what, value } => {
            let label = model.property_label(what);
            value
                .map_or(format!("the {label} of {name} is stated"), |value| format!("the {label} of {name} is {value}"))
        }
        Case::Status { word } => format!("{name} is {}", model.status_label(one, word)),
    }
}

fn add_rows<'f>(model: &Model<'f>, label: &str, ids: &[ClaimId], lens: &Lens, answer: &mut Answer<'f>) {
    for id in ids {
        let Some(view) = model.any_view(*id, lens) else { continue };
        let evidence = Evidence::of(model, &view);
        let mut parts = vec![];
        let text = match view.stance {
            Stance::Denied if label == DENIED => String::new(),
            Stance::Planned if label == PLANNED => model.phrase(view.claim),
            Stance::Planned => format!("{}, planned", model.sentence(view.claim)),
            Stance::Asserted | Stance::Hedged | Stance::Opinion | Stance::Denied => model.sentence(view.claim),
        };
        parts.extend((!text.is_empty()).then_some(text));
        parts.extend(view.stated_when());
        if matches!(view.stance, Stance::Hedged | Stance::Opinion) {
            parts.push(model.vocab().stance_label(view.stance).to_owned());
        }
        let by = words::join(evidence.said_by.iter().map(|s| model.speaker(*s)));
        parts.extend((!by.is_empty()).then_some(by));
        parts.extend(view.claim.reject.map(|reason| format!("rejected: {reason}")));
        answer.draw(model, &[*id]);
        answer.rows.push(Row::new(
            Section::default(),
            vec![Cell::Text(label.to_owned()), Cell::Text(parts.join(", "))],
            evidence,
        ));
    }
}

/// `is A partner-of B`: from the pairs, and from what claims say themselves.
fn partner<'f>(model: &Model<'f>, one: NodeIndex, other: NodeIndex, word: &str, lens: &Lens) -> Answer<'f> {
    let pairs: Vec<_> = model.pairs_of(one, lens).into_iter().filter(|p| p.one == one && p.other == other).collect();
    let denied = model.claims_on(one).filter(|id| match model.claim(*id).says {
        Says::Tie { from, word: said, to, .. } => said == word && (from == other || to == other),
        _ => false,
    });
    let denied: Vec<ClaimId> =
        denied.filter(|id| model.view(*id, lens).is_some_and(|v| v.stance == Stance::Denied)).collect();
    let has = |standing| pairs.iter().any(|p| p.standing == standing);
    let verdict = if has(Standing::Adverse) {
        NO
    } else if has(Standing::Partner) && !denied.is_empty() {
        DISPUTED
    } else if has(Standing::Partner) {
        YES
    } else if has(Standing::NotYet) {
        NOT_YET
    } else if has(Standing::Ended) || !denied.is_empty() {
        NO
    } else {
        NOT_STATED
    };
    let asked = format!("{} is a partner of {}", model.name(one), model.name(other));
    let unsure = pairs.iter().filter(|p| p.standing == Standing::Partner).all(|p| p.stance != Stance::Asserted);
    let possible = pairs.iter().filter(|p| p.standing == Standing::Partner).all(|p| p.holds == Holds::Possible);
    let on = lens.as_of.map_or(String::new(), |days| format!(" on {}", days_words(days)));
    let text = match verdict {
        YES if unsure => format!("Yes, with reserve: {asked}{on}."),
        YES if possible => format!("Possibly yes: {asked}{on}; the dates do not settle it."),
        YES => format!("Yes: {asked}{on}."),
        NO if has(Standing::Adverse) => format!("No: adverse{on}."),
        NO if has(Standing::Ended) => "No: what bound them is over.".to_owned(),
        NO => format!("No: {asked} is said not to be so."),
        NOT_YET => "Not yet: what is to bind them is planned.".to_owned(),
        DISPUTED => format!("Disputed. That {asked} follows from some claims and is denied by others."),
        _ => format!("Not stated. Nothing here makes them partners{on}, and no source denies it."),
    };
    let mut answer = Answer::new("is", String::new(), Shape::Sheet, COLUMNS, lens);
    answer.who = who(&[one, other]);
    answer.verdict = Some(verdict);
    answer.lead.push(Note { text, evidence: Evidence::default() });
    let disputed = Disputed::new(model, lens);
    for pair in &pairs {
        let evidence = pair_evidence(model, pair, &disputed, lens);
        let label = match pair.standing {
            Standing::Adverse if pair.adverse => "adverse",
            Standing::Adverse => "also",
            Standing::Partner => "partners through",
            Standing::NotYet => "planned",
            Standing::Ended => "ended",
        };
        let when = pair.when.words();
        let comma = if when.is_empty() { "" } else { ", " };
        let text = format!("{}{comma}{when}", through_words(model, pair, &evidence, true, &disputed));
        answer.draw(model, &pair.claims);
        answer.rows.push(Row::new(Section::default(), vec![Cell::Text(label.to_owned()), Cell::Text(text)], evidence));
    }
    add_rows(model, DENIED, &denied, lens, &mut answer);
    if verdict == NOT_STATED {
        let near = between(model, one, Some(other), lens);
        add_rows(model, "nearest", &near, lens, &mut answer);
    }
    answer
}

/// One day as it is, a stretch from its first to its last.
fn days_words((from, to): (Day, Day)) -> String {
    if from == to { from.to_string() } else { format!("some day from {from} to {to}") }
}

/// The claims that speak of two nodes at once, other than what is asked.
fn between(model: &Model, one: NodeIndex, other: Option<NodeIndex>, lens: &Lens) -> Vec<ClaimId> {
    let Some(other) = other else { return vec![] };
    model
        .claims_on(one)
        .filter(|id| model.claim(*id).says.nodes().contains(&other) && model.view(*id, lens).is_some())
        .collect()
}

/// What comes nearest to something that is not stated: claims on both, else remarks that name the one.
fn nearest_claims(model: &Model, one: NodeIndex, case: &Case, lens: &Lens) -> Vec<ClaimId> {
    let both = between(model, one, case.other(), lens);
    if !both.is_empty() {
        return both;
    }
    let Some(other) = case.other() else { return vec![] };
    let names = |on: NodeIndex, named: NodeIndex| {
        let name = fold(model.name(named));
        let says =
            move |id: &ClaimId| matches!(model.claim(*id).says, Says::Detail { is, .. } if fold(is).contains(&name));
        model.claims_on(on).filter(says).filter(|id| model.view(*id, lens).is_some()).collect::<Vec<_>>()
    };
    let mut found = names(other, one);
    found.extend(names(one, other));
    found
}
