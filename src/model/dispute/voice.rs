//! What one claim says of each matter, and when two such statements agree.
//!
//! Invariant: the vaguer agrees with the finer; a denial and its opposite do not.
use super::Matter;
use crate::date::{Date, Day, Days};
use crate::facts::{Quantity, UNSTATED};
use crate::model::time::said_by;
use crate::model::{Cites, ClaimId, Dated, Lens, Model, Says, Speaker, View};
use crate::vocab::{Property, Stance, Type};
use petgraph::graph::NodeIndex;

/// A claim, or one value of a date field, as a party to a possible dispute.
pub(super) struct Voice<'m, 'f> {
    pub(super) view: View<'m, 'f>,
    pub(super) value: Value<'f>,
    pub(super) words: String,
    pub(super) cites: Cites<'m, 'f>,
    /// Who says so.
    pub(super) said_by: Vec<Speaker<'f>>,
    pub(super) reject: Option<&'f str>,
    pub(super) prefer: Option<&'f str>,
    /// The days it is taken to speak for.
    pub(super) days: Days,
}

impl<'m, 'f> Voice<'m, 'f> {
    fn of(view: &View<'m, 'f>, value: Value<'f>, words: String, days: Days) -> Self {
        let (cites, reject, prefer) = (view.cites.clone(), view.claim.reject, view.claim.prefer);
        Self { view: view.clone(), value, words, cites, said_by: view.said_by(), reject, prefer, days }
    }
}

/// What is said of a matter.
#[derive(Clone, Debug)]
pub(super) enum Value<'f> {
    Text(&'f str, &'f Property),
    Quantity(Quantity),
    Date(Option<Date>),
    Holders(Box<[NodeIndex]>),
    One(NodeIndex),
    Is(bool, Option<Date>),
    /// A post or capacity: one does not deny the other.
    Post,
    Claim(ClaimId),
}

/// A matter, what is said of it, and that in words.
type Said<'f> = (Matter<'f>, Value<'f>, String);

impl<'f> Model<'f> {
    /// The wording a claim speaks against, and its own; an opinion may do so too.
    pub(super) fn speak_against<'m>(
        &'m self,
        view: &View<'m, 'f>,
        lens: &Lens,
        say: &mut dyn FnMut(Matter<'f>, Voice<'m, 'f>),
    ) {
        if let Some(other) = view.claim.against.and_then(|id| self.claim_called(id))
            && let Some(against) = self.any_view(other, lens)
        {
            // Wordings clash whatever the day.
            let always = (Day::PAST, Day::FUTURE);
            for view in [&against, view] {
                let words = match view.claim.says {
                    Says::Detail { .. } | Says::Status { .. } => self.value_words(view.claim),
                    _ => self.sentence(view.claim),
                };
                let voice = Voice::of(view, Value::Claim(view.id), words, always);
                say(Matter::Wording(other), voice);
            }
        }
    }

    /// The matters a claim speaks to, and what it says of each.
    pub(super) fn speak<'m>(&'m self, view: View<'m, 'f>, lens: &Lens, say: &mut dyn FnMut(Matter<'f>, Voice<'m, 'f>)) {
        let days = self.spoken_for(&view);
        // What an event links to shares its fields: one matter, whichever of the two is looked at.
        let dated = match view.claim.says {
            Says::Link { from, .. } => self.happened(from).and_then(|id| self.any_view(id, lens)),
            _ => Some(view.clone()),
        };
        if let Some(view) = dated {
            let claim = view.claim;
            for (field, dated) in [("when", &claim.when), ("since", &claim.since), ("until", &claim.until)] {
                let counts =
                    |value: &&Dated| value.cites.is_empty() || value.cites.iter().any(|c| self.counts(c, lens));
                for value in dated.iter().filter(|_| dated.len() > 1).filter(counts) {
                    let own = Voice::of(&view, Value::Date(value.date.clone()), value.words(), days);
                    say(Matter::Values(view.id, field), of_value(own, value));
                }
            }
        }
        let rest = self.whether(&view).into_iter().chain(self.more(&view));
        rest.for_each(|(matter, value, words)| say(matter, Voice::of(&view, value, words, days)));
    }

    /// What a stake, a detail or a status says of whether it is so; a tie says more, with since when.
    fn whether(&self, view: &View<'_, 'f>) -> Option<Said<'f>> {
        if view.stance == Stance::Planned {
            return None;
        }
        let denied = view.stance == Stance::Denied;
        let whether = |label: &str| if denied { format!("not {label}") } else { label.to_owned() };
        let (matter, words) = match &view.claim.says {
            Says::Stake { holders, of, kind, .. } => {
                let verb = self.vocab().kinds.get(kind).map_or(*kind, |k| if denied { &k.says_not } else { &k.says });
                (Matter::Stake(sorted(holders), *of, kind), format!("{verb} it"))
            }
            Says::Detail { of, what, is } => (Matter::Is(sorted(of), what, is), whether(is)),
            Says::Status { of, word } => (Matter::Reached(*of, word), whether(self.status_label(*of, word))),
            _ => return None,
        };
        Some((matter, Value::Is(!denied, None), words))
    }

    /// What a claim says beyond that: which value, how much, since when.
    fn more(&self, view: &View<'_, 'f>) -> Vec<Said<'f>> {
        let denied = view.stance == Stance::Denied;
        match &view.claim.says {
            Says::Detail { of, what, is } if !denied => {
                let Some(property) = self.vocab().properties.get(what).filter(|p| !p.many) else { return vec![] };
                vec![(Matter::Detail(sorted(of), what), detail(is, property), self.value_words(view.claim))]
            }
            Says::Stake { holders, of, kind, share: Some(share) } if !denied => self.held(holders, *of, kind, share),
            Says::Tie { from, word, to, .. } => self.tied((*from, word, *to), view),
            Says::Status { of, word } if !denied && view.claim.when.len() == 1 => {
                let again = self.vocab().status(self.graph[*of].root, word).is_some_and(|s| s.again);
                let said = view.when.when.clone().map(|date| {
                    let words = date.words();
                    let matter = if again { Matter::Again(*of, word) } else { Matter::Status(*of, word) };
                    (matter, Value::Date(Some(date)), words)
                });
                said.into_iter().collect()
            }
            _ => vec![],
        }
    }

    /// How much the same holders hold, and who holds just so much.
    fn held(&self, holders: &[NodeIndex], of: NodeIndex, kind: &'f str, share: &'f str) -> Vec<Said<'f>> {
        let Some(quantity) = Quantity::read(share) else { return vec![] };
        let holders = sorted(holders);
        let words = quantity.words();
        let mut said = vec![];
        if quantity.is_exact() {
            let names = holders.iter().map(|h| self.name(*h)).collect::<Vec<_>>().join(" and ");
            said.push((Matter::Holder(of, kind, share), Value::Holders(holders.clone()), names));
        }
        said.push((Matter::Share(holders, of, kind), Value::Quantity(quantity), words));
        said
    }

    /// Whether a tie is, and since when; of one that only one can have, who has it.
    fn tied(&self, (from, word, to): (NodeIndex, &'f str, NodeIndex), view: &View<'_, 'f>) -> Vec<Said<'f>> {
        let denied = view.stance == Stance::Denied;
        let since = view.when.since.clone();
        let relation = self.vocab().relations.get(word);
        // By their ids: the order of the files must not show.
        let turned = relation.is_some_and(|r| r.symmetric) && self.graph[to].id < self.graph[from].id;
        let (a, b) = if turned { (to, from) } else { (from, to) };
        let words = match (denied, &since) {
            _ if view.stance == Stance::Planned => relation.map_or(word, |r| &r.label).to_owned(),
            (true, _) => relation.map_or("no", |r| &r.says_not).to_owned(),
            (false, Some(since)) => format!("since {}", since.words()),
            (false, None) => relation.map_or("yes", |r| &r.says).to_owned(),
        };
        let mut said = vec![(Matter::Tie(a, word, b), Value::Is(!denied, since), words)];
        if let Some(post) = view.claim.post.filter(|_| !denied) {
            said.push((Matter::Post(a, word, b), Value::Post, post.to_owned()));
        }
        if relation.is_some_and(|r| r.one == "from") && !denied {
            said.push((Matter::One(word, to), Value::One(from), self.name(from).to_owned()));
        }
        said
    }

    /// The days a claim is taken to speak for: those it was seen on, its whole span where it has one; a claim without
    /// a date speaks for the day it was reported and on.
    pub fn spoken_for(&self, view: &View<'_, 'f>) -> Days {
        let span = (view.interval.start.0, view.interval.end.1);
        if !view.claim.when.is_empty() && view.claim.says.lasts() {
            return view.when.seen.as_ref().or(view.when.when.as_ref()).map_or(span, Date::days);
        }
        if view.claim.since.is_empty() && view.claim.until.is_empty() {
            return (self.reported(view.cites.iter().copied()).0, Day::FUTURE);
        }
        span
    }
}

/// A value of a property as its type reads it, else as text.
fn detail<'f>(is: &'f str, property: &'f Property) -> Value<'f> {
    let value = match property.value {
        Type::Quantity | Type::Number => Quantity::read(is).map(Value::Quantity),
        Type::Date => match Date::read(is) {
            Ok(date) => Some(Value::Date(Some(date))),
            Err(_) => Quantity::read(is).map(Value::Quantity),
        },
        Type::Text | Type::Entity => None,
    };
    value.unwrap_or(Value::Text(is, property))
}

/// One value of a date field in place of its claim: where it has citations of its own, on the word of those who speak in them.
fn of_value<'m, 'f>(voice: Voice<'m, 'f>, value: &'m Dated<'f>) -> Voice<'m, 'f> {
    let voice = Voice { reject: value.reject, prefer: value.prefer, ..voice };
    if value.cites.is_empty() {
        return voice;
    }
    let cites: Cites = value.cites.iter().collect();
    Voice { said_by: said_by(voice.view.claim, &cites), cites, ..voice }
}

pub(super) fn agree(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Text(a, property), Value::Text(b, _)) => texts_agree(a, b, property),
        (Value::Quantity(a), Value::Quantity(b)) => a.agrees(b),
        (Value::Date(Some(a)), Value::Date(Some(b))) => a.agrees(b),
        (Value::Date(None), Value::Date(None)) => true,
        (Value::Holders(a), Value::Holders(b)) => a == b || !a.iter().any(|holder| b.contains(holder)),
        (Value::One(a), Value::One(b)) => a == b,
        (Value::Post, Value::Post) => true,
        (Value::Is(a, since), Value::Is(b, other)) => {
            a == b && (!a || since.as_ref().is_none_or(|s| other.as_ref().is_none_or(|o| s.agrees(o))))
        }
        (Value::Claim(a), Value::Claim(b)) => a == b,
        (Value::Quantity(q), Value::Text(text, _)) | (Value::Text(text, _), Value::Quantity(q)) => q.words() == *text,
        (Value::Quantity(q), Value::Date(_)) | (Value::Date(_), Value::Quantity(q)) => {
            q.word.as_deref() == Some(UNSTATED)
        }
        _ => false,
    }
}

/// A text agrees with itself and with one that is broader.
fn texts_agree(a: &str, b: &str, property: &Property) -> bool {
    let broader = |finer: &str, vaguer: &str| {
        let up = |word: &String| property.broader.get(word).cloned();
        std::iter::successors(Some(finer.to_owned()), up).take(property.broader.len() + 1).any(|w| w == vaguer)
    };
    a.eq_ignore_ascii_case(b) || broader(a, b) || broader(b, a)
}

/// Nodes in one order: who is named first makes no other matter.
fn sorted(nodes: &[NodeIndex]) -> Box<[NodeIndex]> {
    let mut nodes: Box<[NodeIndex]> = nodes.into();
    nodes.sort();
    nodes
}
