//! Disputes: claims of one matter that cannot all be true.
//!
//! Invariant: they are found from the claims, never from a list; take one side's claims out and the dispute is gone.
//! The vaguer agrees with the finer, and a value that ends the day the next begins is no clash.
use super::{Citation, ClaimId, Dated, Lens, Model, Says, Speaker, View};
use crate::date::{Date, Day, Holds};
use crate::facts::{Quantity, UNDISCLOSED};
use crate::vocab::{Property, Stance, Type};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// What two claims can disagree about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Matter<'f> {
    /// A property.
    Detail(Box<[NodeIndex]>, &'f str),
    /// How much of something the same holders hold.
    Share(Box<[NodeIndex]>, NodeIndex, &'f str),
    /// Who holds a share of just this size.
    Holder(NodeIndex, &'f str, &'f str),
    /// Whether somebody holds something.
    Stake(Box<[NodeIndex]>, NodeIndex, &'f str),
    /// Whether a detail is so.
    Is(Box<[NodeIndex]>, &'f str, &'f str),
    /// Whether a status was reached.
    Reached(NodeIndex, &'f str),
    /// Whether a tie is, and since when.
    Tie(NodeIndex, &'f str, NodeIndex),
    /// Who has a tie that only one can have.
    One(&'f str, NodeIndex),
    /// When a status was reached.
    Status(NodeIndex, &'f str),
    /// The date field of one claim that has several values.
    Values(ClaimId, &'static str),
    /// A wording.
    Wording(ClaimId),
}

/// One side of a dispute.
#[derive(Clone, Debug)]
pub struct Side<'f> {
    /// What it says.
    pub words: String,
    /// The claims that say so.
    pub claims: Vec<ClaimId>,
    /// Where it is said.
    pub cites: Vec<Citation<'f>>,
    /// Who says it.
    pub said_by: Vec<Speaker<'f>>,
    /// How it is put.
    pub stance: Stance,
    /// Why it is not to be believed.
    pub reject: Option<&'f str>,
    /// Why it is.
    pub prefer: Option<&'f str>,
    /// A few words more.
    pub note: Option<&'f str>,
}

/// Claims of one matter that cannot all be true.
#[derive(Clone, Debug)]
pub struct Dispute<'f> {
    /// Of what: `Goïta, military rank on 2025-06-23`.
    pub title: String,
    /// The nodes it is about.
    pub nodes: Vec<NodeIndex>,
    /// What is said.
    pub sides: Vec<Side<'f>>,
    /// The side to be believed, where reasons are given.
    pub settled: Option<String>,
}

/// A claim, or one value of a date field, as a party to a possible dispute.
struct Voice<'m, 'f> {
    view: View<'m, 'f>,
    value: Value<'f>,
    words: String,
    cites: Vec<Citation<'f>>,
    reject: Option<&'f str>,
    prefer: Option<&'f str>,
    /// The days it is taken to speak for.
    days: (Day, Day),
}

impl<'m, 'f> Voice<'m, 'f> {
    fn of(view: &View<'m, 'f>, value: Value<'f>, words: String, days: (Day, Day)) -> Self {
        let cites = view.cites.iter().map(|c| (*c).clone()).collect();
        let (reject, prefer) = (view.claim.reject, view.claim.prefer);
        Self { view: view.clone(), value, words, cites, reject, prefer, days }
    }
}

#[derive(Clone, Debug)]
enum Value<'f> {
    Text(&'f str, &'f Property),
    Quantity(Quantity),
    Date(Option<Date>),
    Holders(Box<[NodeIndex]>),
    One(NodeIndex),
    Is(bool, Option<Date>),
    Claim(ClaimId),
}

impl<'f> Model<'f> {
    /// The disputes about a node, or all, in the order of names.
    pub fn disputes(&self, about: Option<NodeIndex>, lens: &Lens) -> Vec<Dispute<'f>> {
        let ids: Vec<ClaimId> = match about {
            Some(node) => self.claims_about(node),
            None => self.all_claims().collect(),
        };
        self.disputes_among(&ids, lens)
    }

    /// The claims on a node, and on what it takes part in or holds.
    fn claims_about(&self, node: NodeIndex) -> Vec<ClaimId> {
        let mut ids: Vec<ClaimId> = self.claims_on(node).collect();
        for (_, other, claim) in self.around(node) {
            let its = match &self.claim(claim).says {
                Says::Party { who, .. } => *who == node,
                Says::Stake { holders, .. } => holders.contains(&node),
                _ => false,
            };
            if its {
                ids.extend(self.claims_on(other));
            }
        }
        ids
    }

    /// The claims on a node that are in an open dispute, in order.
    fn open_claims(&self, node: NodeIndex, lens: &Lens) -> Vec<ClaimId> {
        let ids: Vec<ClaimId> = self.claims_on(node).collect();
        let open = self.disputes_among(&ids, lens).into_iter().filter(|d| d.settled.is_none());
        let mut claims: Vec<ClaimId> = open.flat_map(|d| d.sides).flat_map(|s| s.claims).collect();
        claims.sort();
        claims.dedup();
        claims
    }

    fn disputes_among(&self, ids: &[ClaimId], lens: &Lens) -> Vec<Dispute<'f>> {
        let mut matters: FxHashMap<Matter<'f>, Vec<Voice<'_, 'f>>> = FxHashMap::default();
        let mut seen = rustc_hash::FxHashSet::default();
        for id in ids.iter().filter(|id| seen.insert(**id)) {
            // Rejected claims are sides too: the dispute is then settled, and still shown.
            let Some(view) = self.any_view(*id, lens).filter(|v| v.holds != Holds::Not) else { continue };
            if view.stance != Stance::Opinion && lens.stance.is_none_or(|s| s == view.stance) {
                self.speak(view, lens, &mut |matter, voice| matters.entry(matter).or_default().push(voice));
            }
        }
        let mut found: Vec<_> =
            matters.into_iter().filter_map(|(m, voices)| self.dispute(&m, voices).map(|d| (m, d))).collect();
        found.sort_by(|(a, x), (b, y)| (&x.title, a).cmp(&(&y.title, b)));
        found.into_iter().map(|(_, dispute)| dispute).collect()
    }

    /// The matters a claim speaks to, and what it says of each.
    fn speak<'m>(&'m self, view: View<'m, 'f>, lens: &Lens, say: &mut dyn FnMut(Matter<'f>, Voice<'m, 'f>)) {
        let claim = view.claim;
        let days = self.spoken_for(&view);
        let voice = |value: Value<'f>, words: String| Voice::of(&view, value, words, days);
        for (field, dated) in [("when", &claim.when), ("since", &claim.since), ("until", &claim.until)] {
            if dated.len() > 1 {
                for value in dated {
                    let words = value.date.as_ref().map_or("without end".into(), Date::words);
                    let own = voice(Value::Date(value.date.clone()), words);
                    say(Matter::Values(view.id, field), of_value(own, value));
                }
            }
        }
        if let Some(other) = claim.against.and_then(|id| self.claim_called(id))
            && let Some(against) = self.any_view(other, lens)
        {
            // Wordings clash whatever the day.
            let always = (Day::PAST, Day::FUTURE);
            let words = self.value_words(against.claim);
            say(Matter::Wording(other), Voice::of(&against, Value::Claim(other), words, always));
            say(
                Matter::Wording(other),
                Voice { days: always, ..voice(Value::Claim(view.id), self.value_words(claim)) },
            );
        }
        self.speak_whether(&view, &voice, say);
        match &claim.says {
            Says::Detail { of, what, is } => {
                let Some(property) = self.vocab().properties.get(what).filter(|p| !p.many) else { return };
                if view.stance == Stance::Denied {
                    return;
                }
                let of = sorted(of);
                let value = match property.value {
                    Type::Quantity | Type::Number => Quantity::read(is).map(Value::Quantity),
                    Type::Date => match (Date::read(is), Quantity::read(is)) {
                        (Ok(date), _) => Some(Value::Date(Some(date))),
                        (Err(_), Some(quantity)) => Some(Value::Quantity(quantity)),
                        _ => None,
                    },
                    Type::Text | Type::Entity => None,
                };
                let value = value.unwrap_or(Value::Text(is, property));
                say(Matter::Detail(of, what), voice(value, self.value_words(claim)));
            }
            Says::Stake { holders, of, kind, share: Some(share) } if view.stance != Stance::Denied => {
                let Some(quantity) = Quantity::read(share) else { return };
                let holders = sorted(holders);
                let words = quantity.words();
                if quantity.is_exact() {
                    let names = holders.iter().map(|h| self.name(*h)).collect::<Vec<_>>().join(" and ");
                    say(Matter::Holder(*of, kind, share), voice(Value::Holders(holders.clone()), names));
                }
                say(Matter::Share(holders, *of, kind), voice(Value::Quantity(quantity), words));
            }
            Says::Tie { from, word, to, .. } => {
                let relation = self.vocab().relations.get(word);
                // By their ids: the order of the files must not show.
                let turned = relation.is_some_and(|r| r.symmetric) && self.graph[*to].id < self.graph[*from].id;
                let (a, b) = if turned { (to, from) } else { (from, to) };
                let denied = view.stance == Stance::Denied;
                if view.stance == Stance::Planned {
                    return;
                }
                let since = view.when.since.clone();
                let words = match (denied, &since) {
                    (true, _) => relation.map_or("no", |r| &r.says_not).to_owned(),
                    (false, Some(since)) => format!("since {}", since.words()),
                    (false, None) => relation.map_or("yes", |r| &r.says).to_owned(),
                };
                say(Matter::Tie(*a, word, *b), voice(Value::Is(!denied, since), words));
                if relation.is_some_and(|r| r.one == "from") && !denied {
                    say(Matter::One(word, *to), voice(Value::One(*from), self.name(*from).to_owned()));
                }
            }
            Says::Status { of, word } => {
                let again = self.vocab().status(self.graph[*of].root, word).is_some_and(|s| s.again);
                let dated = claim.when.len() == 1 && !again && view.stance != Stance::Denied;
                if let Some(date) = view.when.when.clone().filter(|_| dated) {
                    let words = date.words();
                    say(Matter::Status(*of, word), voice(Value::Date(Some(date)), words));
                }
            }
            Says::Stake { .. } | Says::Party { .. } | Says::Happened { .. } | Says::Link { .. } => {}
        }
    }

    /// What a stake, a detail or a status says of whether it is so; a tie says more, with since when.
    fn speak_whether<'m>(
        &'m self,
        view: &View<'m, 'f>,
        voice: &dyn Fn(Value<'f>, String) -> Voice<'m, 'f>,
        say: &mut dyn FnMut(Matter<'f>, Voice<'m, 'f>),
    ) {
        if view.stance == Stance::Planned {
            return;
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
            _ => return,
        };
        say(matter, voice(Value::Is(!denied, None), words));
    }

    /// The days a claim is taken to speak for: those it was seen on, its whole span where it has one; a claim without
    /// a date speaks for the day it was reported and on.
    fn spoken_for(&self, view: &View<'_, 'f>) -> (Day, Day) {
        let span = (view.interval.start.0, view.interval.end.1);
        if !view.claim.when.is_empty() && view.claim.says.lasts() {
            return view.when.seen.as_ref().or(view.when.when.as_ref()).map_or(span, Date::days);
        }
        if view.claim.since.is_empty() && view.claim.until.is_empty() {
            return (self.reported(view.cites.iter().copied()).0, Day::FUTURE);
        }
        span
    }

    /// The dispute of a matter, if its voices cannot all be right.
    fn dispute(&self, matter: &Matter<'f>, mut voices: Vec<Voice<'_, 'f>>) -> Option<Dispute<'f>> {
        let left_out = few(&mut voices);
        let clash = |a: &Voice, b: &Voice| {
            let hand_over = a.days.1 == b.days.0 || b.days.1 == a.days.0;
            let spans = a.days.0 != a.days.1 && b.days.0 != b.days.1;
            let meet = a.days.0 <= b.days.1 && b.days.0 <= a.days.1 && !(hand_over && spans);
            let dates = matches!(a.value, Value::Date(_)) && !matches!(matter, Matter::Detail(..));
            (meet || dates) && self.modes_meet(a, b) && !agree(&a.value, &b.value)
        };
        let clashes: Vec<Vec<bool>> = voices.iter().map(|a| voices.iter().map(|b| clash(a, b)).collect()).collect();
        let involved: Vec<usize> = (0..voices.len()).filter(|n| clashes[*n].contains(&true)).collect();
        if involved.is_empty() {
            return None;
        }
        // Voices that say the same, or agree and clash with the same others, are one side.
        let mut sides: Vec<Vec<usize>> = vec![];
        for n in involved {
            let same = |m: &usize| {
                let said =
                    voices[*m].words == voices[n].words && voices[*m].reject.is_some() == voices[n].reject.is_some();
                said || agree(&voices[*m].value, &voices[n].value) && clashes[*m] == clashes[n]
            };
            match sides.iter_mut().find(|side| side.iter().all(|m| same(m) && !clashes[*m][n])) {
                Some(side) => side.push(n),
                None => sides.push(vec![n]),
            }
        }
        let title = format!("{}{left_out}", self.title(matter, &voices, &sides));
        let nodes = match matter {
            Matter::Tie(one, _, other) => vec![*one, *other],
            _ => voices[0].view.claim.says.nodes(),
        };
        let mut sides: Vec<Side> = sides.into_iter().map(|side| self.side(&side, &voices)).collect();
        sides.sort_by(|a, b| {
            let rank = |s: &Side| (s.reject.is_some(), s.prefer.is_none());
            let voices = |s: &Side<'f>| self.voices(&s.cites, &s.said_by);
            rank(a).cmp(&rank(b)).then(voices(b).cmp(&voices(a))).then_with(|| a.words.cmp(&b.words))
        });
        let sound: Vec<&Side> = sides.iter().filter(|s| s.reject.is_none()).collect();
        let preferred = sound.iter().find(|s| s.prefer.is_some()).map(|s| s.words.clone());
        let left = match sound.as_slice() {
            [one] => Some(one.words.clone()),
            _ => preferred,
        };
        Some(Dispute { title, nodes, sides, settled: left })
    }

    /// A plan and a state of things are no dispute; that a figure is withheld disagrees with both.
    fn modes_meet(&self, a: &Voice, b: &Voice) -> bool {
        let planned = |v: &Voice| v.view.stance == Stance::Planned;
        let withheld = |v: &Voice| matches!(&v.value, Value::Quantity(q) if q.word.as_deref() == Some(UNDISCLOSED));
        planned(a) == planned(b) || withheld(a) || withheld(b)
    }

    fn side(&self, side: &[usize], voices: &[Voice<'_, 'f>]) -> Side<'f> {
        let first = &voices[side[0]];
        let mut cites: Vec<Citation<'f>> = vec![];
        let mut claims = vec![];
        let mut said_by = vec![];
        for voice in side.iter().map(|n| &voices[*n]) {
            for cite in &voice.cites {
                if !cites.iter().any(|c| c.source == cite.source && c.at == cite.at) {
                    cites.push(cite.clone());
                }
            }
            claims.push(voice.view.id);
            said_by.extend(voice.view.said_by());
        }
        said_by.sort();
        said_by.dedup();
        claims.sort();
        claims.dedup();
        Side {
            words: first.words.clone(),
            claims,
            cites,
            said_by,
            stance: first.view.stance,
            reject: side.iter().find_map(|n| voices[*n].reject),
            prefer: side.iter().find_map(|n| voices[*n].prefer),
            note: first.view.claim.note,
        }
    }

    fn title(&self, matter: &Matter<'f>, voices: &[Voice<'_, 'f>], sides: &[Vec<usize>]) -> String {
        let names = |nodes: &[NodeIndex]| nodes.iter().map(|n| self.name(*n)).collect::<Vec<_>>().join(" and ");
        match matter {
            Matter::Detail(of, what) => {
                let property = self.vocab().properties.get(what);
                let label = property.map_or(*what, |p| &p.label);
                let unit = property.filter(|p| p.unit.ends_with("/year")).map_or("", |_| " a year");
                // The day is named where a side was seen on one only.
                let day =
                    sides.iter().flatten().filter_map(|n| voices[*n].view.when.seen.as_ref()).filter(|d| d.is_day());
                let seen_on = sides.iter().flatten().any(|n| !voices[*n].view.claim.when.is_empty());
                let on = day.max_by_key(|d| d.days()).filter(|_| seen_on).map_or(String::new(), |d| format!(" on {d}"));
                format!("{}, {label}{unit}{on}", names(of))
            }
            Matter::Share(holders, of, kind) => {
                format!("{}, {} of {}", self.name(*of), self.vocab().kind_label(kind), names(holders))
            }
            Matter::Holder(of, _, share) => format!("{}, who holds the {share}", self.name(*of)),
            Matter::Stake(holders, of, kind) => {
                format!("{}, {} of {}", self.name(*of), self.vocab().kind_label(kind), names(holders))
            }
            Matter::Is(of, what, is) => {
                let label = self.vocab().properties.get(what).map_or(*what, |p| &p.label);
                format!("{}, whether {label} {is}", names(of))
            }
            Matter::Reached(of, word) => format!("{}, whether {}", self.name(*of), self.status_label(*of, word)),
            Matter::Tie(from, word, to) => {
                let label = self.vocab().relations.get(word).map_or(*word, |r| &r.label);
                format!("{}, {label} {}", self.name(*from), self.name(*to))
            }
            Matter::One(word, to) => {
                let label = self.vocab().relations.get(word).map_or(*word, |r| &r.inverse);
                format!("{}, {label}", self.name(*to))
            }
            Matter::Status(of, word) => {
                let label = self.vocab().status(self.graph[*of].root, word).map_or(*word, |s| &s.label);
                format!("{}, when {label}", self.name(*of))
            }
            Matter::Values(claim, field) => {
                let nodes = self.claim(*claim).says.nodes();
                format!("{}, {field}", self.name(nodes[0]))
            }
            Matter::Wording(claim) => format!("{}, what was said", names(&self.claim(*claim).says.nodes())),
        }
    }
}

/// The claims in open disputes, looked up once for each node that is asked about.
pub struct Disputed<'m, 'f> {
    model: &'m Model<'f>,
    lens: &'m Lens,
    by_node: RefCell<FxHashMap<NodeIndex, Rc<[ClaimId]>>>,
}

impl<'m, 'f> Disputed<'m, 'f> {
    /// Nothing is looked up yet.
    pub fn new(model: &'m Model<'f>, lens: &'m Lens) -> Self {
        Self { model, lens, by_node: RefCell::default() }
    }

    /// Whether a claim is in an open dispute about one of the nodes it speaks of.
    pub fn holds(&self, claim: ClaimId) -> bool {
        self.model.claim(claim).says.nodes().into_iter().any(|node| self.on(node).binary_search(&claim).is_ok())
    }

    fn on(&self, node: NodeIndex) -> Rc<[ClaimId]> {
        if let Some(known) = self.by_node.borrow().get(&node) {
            return Rc::clone(known);
        }
        let claims: Rc<[ClaimId]> = self.model.open_claims(node, self.lens).into();
        self.by_node.borrow_mut().insert(node, Rc::clone(&claims));
        claims
    }
}

/// One value of a date field in place of its claim.
fn of_value<'m, 'f>(voice: Voice<'m, 'f>, value: &Dated<'f>) -> Voice<'m, 'f> {
    let cites = if value.cites.is_empty() { voice.cites } else { value.cites.clone() };
    Voice { cites, reject: value.reject, prefer: value.prefer, ..voice }
}

fn agree(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Text(a, property), Value::Text(b, _)) => texts_agree(a, b, property),
        (Value::Quantity(a), Value::Quantity(b)) => a.agrees(b),
        (Value::Date(Some(a)), Value::Date(Some(b))) => a.agrees(b),
        (Value::Date(None), Value::Date(None)) => true,
        (Value::Holders(a), Value::Holders(b)) => a == b || !a.iter().any(|holder| b.contains(holder)),
        (Value::One(a), Value::One(b)) => a == b,
        (Value::Is(a, since), Value::Is(b, other)) => {
            a == b && (!a || since.as_ref().is_none_or(|s| other.as_ref().is_none_or(|o| s.agrees(o))))
        }
        (Value::Claim(a), Value::Claim(b)) => a == b,
        (Value::Quantity(q), Value::Text(text, _)) | (Value::Text(text, _), Value::Quantity(q)) => q.words() == *text,
        (Value::Quantity(q), Value::Date(_)) | (Value::Date(_), Value::Quantity(q)) => {
            q.word.as_deref() == Some(crate::facts::UNSTATED)
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

/// How many statements of one matter are compared with one another.
const MOST_VOICES: usize = 2_000;

/// Keeps as many statements as can be compared, the first by their words, and says how many are left out.
fn few(voices: &mut Vec<Voice>) -> String {
    if voices.len() <= MOST_VOICES {
        return String::new();
    }
    let all = voices.len();
    voices.sort_by(|a, b| a.words.cmp(&b.words).then(a.view.id.cmp(&b.view.id)));
    voices.truncate(MOST_VOICES);
    format!(" ({MOST_VOICES} of {all} statements)")
}
