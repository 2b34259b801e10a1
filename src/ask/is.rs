mod chain;
mod evident;
mod partner;
mod rows;
mod value;
mod words;

use super::{Answer, Ask, AskError, Column, Evidence, Note, Shape, who};
use crate::date::Date;
use crate::diag::near::{nearest, of_one_stem};
use crate::diag::words::{either, plural};
use crate::model::{Claim, ClaimId, Lens, Model, Says, latin};
use crate::vocab::{Partnership, Root};
use evident::{gather, rejected, rejected_else};
use partner::{add_agreed, partner};
use petgraph::graph::NodeIndex;
use rows::{add_complete, add_near, add_parts, add_rows, nearest_claims, of_others, planned_of};
use std::collections::BTreeSet;

/// Yes, no, not yet, not stated or disputed, and why
///
/// WORD is a relation, a kind of stake, a property, a status, or partner-of. Asserted and denied of one time, or another
/// value in an open dispute with it: disputed. Asserted: yes; possibly yes where its dates, or bounds that hold the value,
/// leave it open. Planned, a step short of it, or an earlier status: not yet, unless it was so before. Over, denied, left
/// out of a complete list, or adverse: no. Else no source here says: not stated.
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
const PLANNED_OF: &str = "planned of it";
const PLANNED_SINCE: &str = "planned since";

const YES: &str = "yes";
const NO: &str = "no";
const NOT_YET: &str = "not yet";
const NOT_STATED: &str = "not stated";
const DISPUTED: &str = "disputed";

/// What stands before what held before the time of the question.
const EARLIER: &str = "earlier";

/// What stands before what is said just so.
const STATED: &str = "stated";

impl Ask for Is {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let one = model.look_up_node(&self.who)?;
        let typed = self.word.as_str();
        if let Some((word, other)) = self.without_its_word(model, one) {
            let meant = Self { who: self.who.clone(), word: word.to_owned(), other: Some(other) };
            let mut answer = meant.answer(model, lens)?;
            let text = format!("`{typed}` is taken for `{word} {}`.", meant.other.unwrap_or_default());
            answer.notes.push(Note { text, evidence: Evidence::default() });
            return Ok(answer);
        }
        if let Some(error) = self.turned(model, one).filter(|_| !known(model, one).any(|word| word == typed)) {
            return Err(error);
        }
        let taken_for = if known(model, one).any(|word| word == typed) { None } else { taken_for(model, one, typed) };
        let word = taken_for.as_deref().unwrap_or(typed);
        let asked = self.case(model, one, word)?;
        let mut answer = match asked {
            Case::Relation { word, other } if model.vocab().relations.get(word).is_some_and(|r| r.derived) => {
                partner(model, one, other.ok_or_else(|| needs_other(word))?, word, lens)
            }
            _ => judge(model, one, &asked, lens),
        };
        if let Some(word) = &taken_for {
            let text = format!("`{typed}` is taken for `{word}`.");
            answer.notes.push(Note { text, evidence: Evidence::default() });
        }
        if let (Some(NOT_STATED), Some(other)) = (answer.verdict, asked.other()) {
            answer.more.push(format!("ties path {} {}", model.graph[one].id, model.graph[other].id));
        }
        Ok(answer)
    }
}

/// All words there can be between somebody or something and another.
fn known<'m>(model: &'m Model, one: NodeIndex) -> impl Iterator<Item = &'m str> + Clone {
    let vocab = model.vocab();
    let stakes = vocab.kinds.words().filter(|kind| vocab.root(kind) == Some(Root::Stake));
    let statuses = vocab.ladder(model.graph[one].root).map(|(word, _)| word);
    vocab.relations.words().chain(stakes).chain(statuses).chain(vocab.properties.words()).chain(vocab.roles.words())
}

/// The word that is meant by another one that people use for it, as far as no guess is needed: a synonym, another ending,
/// a part or the reading of it. What is only alike by its letters is asked back.
fn taken_for(model: &Model, one: NodeIndex, typed: &str) -> Option<String> {
    let typed_so = typed.to_lowercase();
    let synonyms =
        [&typed_so, &format!("{typed_so}-of")].map(|word| model.vocab().synonyms.get(word).map(String::as_str));
    let synonym = known(model, one).find(|word| synonyms.contains(&Some(*word)));
    let meant = synonym.or_else(|| of_one_stem(typed, known(model, one))).map(str::to_owned);
    meant.or_else(|| longer_name(model, one, typed)).or_else(|| labelled(model, one, typed))
}

impl Is {
    /// The property and its value, where only the value was typed.
    fn without_its_word<'f>(&self, model: &Model<'f>, one: NodeIndex) -> Option<(&'f str, String)> {
        let typed = latin(&self.word);
        let is_known = known(model, one).any(|word| word == self.word) || taken_for(model, one, &self.word).is_some();
        if is_known || self.other.is_some() {
            return None;
        }
        model.claims_on(one).find_map(|id| match model.claim(id).says {
            Says::Detail { what, is, .. } if latin(is) == typed => Some((what, is.to_owned())),
            _ => None,
        })
    }

    /// What is asked by a word.
    fn case<'a>(&'a self, model: &Model, one: NodeIndex, word: &'a str) -> Result<Case<'a>, AskError> {
        let vocab = model.vocab();
        let other = || self.other.as_deref().map(|word| model.look_up_node(word)).transpose();
        Ok(if vocab.relations.get(word).is_some() {
            Case::Relation { word, other: other()? }
        } else if vocab.root(word) == Some(Root::Stake) {
            Case::Stake { kind: word, other: other()? }
        } else if vocab.roles.get(word).is_some() {
            Case::Role { role: word, other: other()? }
        } else if vocab.properties.get(word).is_some() {
            let value = self.other.as_deref();
            value::has(model, one, word)?;
            value.map_or(Ok(()), |value| value::sound(model, one, word, value))?;
            Case::Property { what: word, value }
        } else if vocab.status(model.graph[one].root, word).is_some() {
            self.other.as_ref().map_or(Ok(()), |other| Err(one_too_many(model.graph[one].id, word, other)))?;
            Case::Status { word }
        } else if let Some(other) = Root::ALL.into_iter().find(|root| vocab.status(*root, word).is_some()) {
            return Err(status_of_others(model, model.graph[one].root, word, other));
        } else if let Some(error) = self.told_otherwise(model, one) {
            return Err(error);
        } else {
            return Err(self.unknown(model, one));
        })
    }

    /// A word that is none: the nearest one, the properties of which it is a part, or where to look for what is meant.
    fn unknown(&self, model: &Model, one: NodeIndex) -> AskError {
        let (what, word) = ("relation, kind or status", self.word.clone());
        let near = nearest(&word, known(model, one)).map(|near| near.word.to_owned());
        let (id, longer) = (model.graph[one].id, longer_names(model, one, &word));
        let two = self.other.as_deref().and_then(|other| model.look_up_node(other).ok());
        let help = match (near, two) {
            (Some(near), _) => return AskError::Word { what, word, near: Some(near), all: "ties explain relations" },
            _ if !longer.is_empty() => format!("is one of these meant: {}?", either(longer)),
            (None, Some(two)) => {
                let two = model.graph[two].id;
                let what = format!("what happened between them: ties timeline {id} {two}");
                format!("{what}; what ties them: ties path {id} {two}; all words: ties explain relations")
            }
            (None, None) => format!("what is said of it: ties show {id}; all words: ties explain relations"),
        };
        AskError::Usage { message: format!("there is no {what} called `{word}`"), help }
    }

    /// Where it is asked in other words than the facts use: without a word between two names, or the other way round.
    fn told_otherwise(&self, model: &Model, one: NodeIndex) -> Option<AskError> {
        let (id, word) = (|node: NodeIndex| model.graph[node].id, self.word.as_str());
        if let (None, Ok(two)) = (&self.other, model.look_up_node(word)) {
            let message = format!("`{word}` is a name: between two names stands how they are tied");
            let help = format!(
                "for instance: ties is {0} partner-of {1}; whatever ties them: ties path {0} {1}",
                id(one),
                id(two)
            );
            return Some(AskError::Usage { message, help });
        }
        let typed = latin(word);
        let post = model.claims_on(one).find_map(|id| match model.claim(id) {
            Claim { says: Says::Tie { from, word, to, .. }, post: Some(post), .. }
                if *from == one && latin(post) == typed =>
            {
                Some((*word, *to))
            }
            _ => None,
        });
        if let Some((relation, to)) = post {
            let message = format!("`{word}` is a post");
            let help = format!("with the others and their days: ties is {} {relation} {}", id(one), id(to));
            return Some(AskError::Usage { message, help });
        }
        // A post that only others have.
        let holder = model.all_claims().find_map(|id| match model.claim(id) {
            Claim { says: Says::Tie { from, .. }, post: Some(post), reject: None, .. } if latin(post) == typed => {
                Some(*from)
            }
            _ => None,
        })?;
        let message = format!("`{word}` is a post, which {} has here", model.name(holder));
        Some(AskError::Usage {
            message,
            help: format!("those of each: ties show {}; ties show {}", id(one), id(holder)),
        })
    }

    /// Where a relation is read from its other end: `invited` for `invited-to`.
    fn turned(&self, model: &Model, one: NodeIndex) -> Option<AskError> {
        let (word, other) = (self.word.as_str(), self.other.as_deref()?);
        let (back, _) = model
            .vocab()
            .relations
            .iter()
            .find(|(_, relation)| reads_as(&relation.inverse, word) && !relation.symmetric)?;
        let two = model.look_up_node(other).ok()?;
        let message = format!("`{word}` is `{back}` the other way round");
        let help = format!("ties is {} {back} {}", model.graph[two].id, model.graph[one].id);
        Some(AskError::Usage { message, help })
    }
}

/// Whether a label is what was typed, with hyphens for spaces.
fn reads_as(label: &str, typed: &str) -> bool {
    !label.is_empty() && label.replace(' ', "-") == typed.replace(' ', "-")
}

/// The word that people read as this.
fn labelled(model: &Model, one: NodeIndex, label: &str) -> Option<String> {
    let vocab = model.vocab();
    let is_it = |of: &str| reads_as(of, label);
    let root = model.graph[one].root;
    let statuses =
        vocab.ladder(root).filter(|(word, status)| is_it(word) || is_it(&status.label)).map(|(word, _)| word);
    let relations = vocab.relations.iter().filter(|(_, relation)| is_it(&relation.label)).map(|(word, _)| word);
    let stakes = vocab
        .kinds
        .iter()
        .filter(|(word, kind)| vocab.root(word) == Some(Root::Stake) && is_it(&kind.label))
        .map(|(word, _)| word);
    let properties = vocab.properties.iter().filter(|(_, property)| is_it(&property.label)).map(|(word, _)| word);
    statuses.chain(relations).chain(stakes).chain(properties).next().map(str::to_owned)
}

/// The only property of somebody whose name has a word as a part: `military-rank` for `rank`.
fn longer_name(model: &Model, one: NodeIndex, word: &str) -> Option<String> {
    let all = longer_names(model, one, word);
    all.first().filter(|_| all.len() == 1).map(|what| (*what).to_owned())
}

/// The properties of somebody whose names have a word as a part.
fn longer_names<'f>(model: &Model<'f>, one: NodeIndex, word: &str) -> BTreeSet<&'f str> {
    let stated = model.claims_on(one).filter_map(|id| match model.claim(id).says {
        Says::Detail { what, .. } => Some(what),
        _ => None,
    });
    stated.filter(|what| what.split('-').any(|part| part == word)).collect()
}

/// A status that only records of another sort can have.
fn status_of_others(model: &Model, root: Root, word: &str, other: Root) -> AskError {
    let (these, those) = (plural(root.word()), plural(other.word()));
    let all: Vec<&str> = model.vocab().ladder(root).map(|(word, _)| word).collect();
    let help = match all.as_slice() {
        [] => format!("{these} have no statuses"),
        all => format!("statuses of {these}: {}", all.join(", ")),
    };
    AskError::Usage { message: format!("`{word}` is a status of {those}, not of {these}"), help }
}

/// A word behind a status, which has none.
fn one_too_many(id: &str, word: &str, other: &str) -> AskError {
    let help = match Date::read(other) {
        Ok(_) => format!("on that day: ties is {id} {word} --as-of {other}; since when: ties is {id} {word}"),
        Err(_) => format!("write `ties is {id} {word}`; who has to do with it: ties show {id}"),
    };
    AskError::Usage { message: format!("`{word}` is a status, and `{other}` is one word too many"), help }
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

/// Answers by what speaks for and against it.
fn judge<'f>(model: &'f Model<'f>, one: NodeIndex, case: &Case, lens: &Lens) -> Answer<'f> {
    let found = gather(model, one, case, lens);
    let verdict = found.verdict(model, case, lens);
    let mut answer = Answer::new("is", String::new(), Shape::Sheet, COLUMNS, lens);
    answer.who = who(&[one].into_iter().chain(case.other()).collect::<Vec<_>>());
    answer.verdict = Some(verdict);
    let text = found.sentence(model, one, case, verdict, lens);
    answer.lead.push(Note { text, evidence: Evidence::default() });
    let mut add = |label: &str, ids: &[ClaimId]| add_rows(model, label, ids, lens, &mut answer);
    add(STATED, &found.yes);
    add(STATED, &found.within);
    add(DENIED, &found.denied);
    add(DENIED, &found.denied_else);
    add("withheld", &found.withheld);
    add(PLANNED, &found.planned);
    add(PLANNED_SINCE, &found.planned_since);
    add("later", &found.later);
    let of_later = found.later.iter().filter_map(|id| model.any_view(*id, lens)?.not_before);
    add("not before", &of_later.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
    add(EARLIER, &found.before);
    if verdict != YES {
        add("stated instead", &found.short);
        add("stated instead", &found.instead);
    }
    if verdict == YES {
        add("stated instead", &found.preferred(model, case, lens));
    }
    if verdict == NOT_YET && found.short_of_a_plan(model, one, case, lens).is_some() {
        add(PLANNED_OF, &planned_of(model, one, lens));
    }
    add("rejected", &rejected(model, one, case, lens));
    add("rejected", &rejected_else(model, one, case, lens));
    if matches!(verdict, NO | NOT_YET) && !found.complete.is_empty() {
        add_complete(model, &found.complete, lens, &mut answer);
        let told = [&found.complete, &found.short, &found.instead, &found.planned, &found.planned_since, &found.denied];
        let near = nearest_claims(model, one, case, lens).into_iter();
        let near: Vec<ClaimId> = near.filter(|id| !told.iter().any(|told| told.contains(id))).collect();
        add_rows(model, "stated instead", &near, lens, &mut answer);
    }
    if verdict == YES
        && let Case::Relation { word, other: Some(other) } = case
        && model.vocab().relations.get(word).is_some_and(|relation| relation.partnership == Partnership::Adverse)
    {
        add_agreed(model, one, *other, &[], lens, &mut answer);
    }
    let is_held = verdict == YES && matches!(case, Case::Stake { .. });
    if verdict == NO || verdict == NOT_STATED || is_held {
        add_rows(model, "said of others", &of_others(model, one, case, lens), lens, &mut answer);
    }
    if verdict == NOT_YET && matches!(case, Case::Relation { .. }) {
        add_parts(model, one, case, lens, &mut answer);
    }
    if verdict == NOT_STATED {
        add_near(model, one, case, lens, &mut answer);
    }
    answer
}

impl Case<'_> {
    fn other(&self) -> Option<NodeIndex> {
        match self {
            Case::Relation { other, .. } | Case::Stake { other, .. } | Case::Role { other, .. } => *other,
            Case::Property { .. } | Case::Status { .. } => None,
        }
    }
}
