//! Disputes: claims of one matter that cannot all be true.
//!
//! Invariant: they are found from the claims, never from a list; take one side's claims out and the dispute is gone.
//! The vaguer agrees with the finer, and a value that ends the day the next begins is no clash.
mod open;
mod shade;
mod title;
mod voice;

use super::{Citation, Claim, ClaimId, Claims, Lens, Model, Passage, Says, Speaker, View};
use crate::date::{Days, Holds};
use crate::facts::UNDISCLOSED;
use crate::vocab::{Relation, Root, Stance};
pub use open::Disputed;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
pub use shade::Difference;
use voice::{Value, Voice, agree};

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
    /// In what post or capacity somebody has a tie.
    Post(NodeIndex, &'f str, NodeIndex),
    /// Who has a tie that only one can have.
    One(&'f str, NodeIndex),
    /// When a status was reached.
    Status(NodeIndex, &'f str),
    /// When one was that comes more than once.
    Again(NodeIndex, &'f str),
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
    pub claims: Claims,
    /// Where it is said.
    pub cites: Vec<&'f Citation<'f>>,
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

impl<'f> Side<'f> {
    /// Where it is said, and by whom.
    pub fn passages(&self) -> Vec<Passage<'_>> {
        self.cites.iter().map(|cite| Passage::of(cite, &self.said_by)).collect()
    }
}

impl<'f> Model<'f> {
    /// The disputes about a node, or all, in the order of names.
    pub fn disputes(&'f self, about: Option<NodeIndex>, lens: &Lens) -> Vec<Dispute<'f>> {
        self.disputes_among(&self.claims_asked(about), lens)
    }

    /// The claims about a node, or all.
    fn claims_asked(&self, about: Option<NodeIndex>) -> Vec<ClaimId> {
        match about {
            Some(node) => self.claims_about(node),
            None => self.all_claims().collect(),
        }
    }

    /// The claims on a node, and those that speak against their wording.
    fn claims_on_or_against(&self, node: NodeIndex) -> Vec<ClaimId> {
        let against = self.claims_on(node).flat_map(|id| self.against(id)).copied();
        self.claims_on(node).chain(against).collect()
    }

    /// The same, and the claims on what it takes part in or holds, on its parts, and on the agreements and events tied
    /// to it.
    fn claims_about(&self, node: NodeIndex) -> Vec<ClaimId> {
        let mut ids = self.claims_on_or_against(node);
        for (_, other, claim) in self.around(node) {
            let its = match &self.claim(claim).says {
                Says::Party { who, .. } => *who == node,
                Says::Stake { holders, .. } => holders.contains(&node),
                Says::Tie { word, to, .. } => *to == node && (self.graph[other].is_record() || self.passes_on(word)),
                _ => false,
            };
            if its {
                ids.extend(self.claims_on(other));
            }
        }
        ids
    }

    /// Whether what is so of a part by a relation makes it one of the whole.
    pub fn passes_on(&self, word: &str) -> bool {
        self.vocab().relations.get(word).is_some_and(|relation| relation.transitive)
    }

    /// Whether a relation makes one a part of the other: it passes on, and is none of what came of what among agreements.
    pub fn is_part(&self, word: &str) -> bool {
        let among = |relation: &Relation| relation.from.iter().all(|of| of == Root::Agreement.word());
        self.vocab()
            .relations
            .get(word)
            .is_some_and(|relation| relation.transitive && !relation.orders && !among(relation))
    }

    /// Whether only one can have a relation to the same other.
    fn is_for_one(&self, word: &str) -> bool {
        self.vocab().relations.get(word).is_some_and(|relation| relation.one == "from")
    }

    fn disputes_among(&'f self, ids: &[ClaimId], lens: &Lens) -> Vec<Dispute<'f>> {
        let matters = self.matters(ids, lens).into_iter();
        let mut found: Vec<_> = matters.filter_map(|(m, voices)| self.dispute(&m, voices).map(|d| (m, d))).collect();
        found.sort_by(|(a, x), (b, y)| (&x.title, a).cmp(&(&y.title, b)));
        found.into_iter().map(|(_, dispute)| dispute).collect()
    }

    /// What claims say, matter by matter.
    fn matters(&'f self, ids: &[ClaimId], lens: &Lens) -> FxHashMap<Matter<'f>, Vec<Voice<'f, 'f>>> {
        let mut matters: FxHashMap<Matter<'f>, Vec<Voice<'f, 'f>>> = FxHashMap::default();
        let mut seen = rustc_hash::FxHashSet::default();
        for id in ids.iter().filter(|id| can_clash(self.claim(**id)) && seen.insert(**id)) {
            // Rejected claims are sides too: the dispute is then settled, and still shown.
            let Some(view) = self.any_view(*id, lens).filter(|v| v.holds != Holds::Not) else { continue };
            if lens.stance.is_none_or(|s| s == view.stance) {
                let mut say = |matter, voice| matters.entry(matter).or_default().push(voice);
                self.speak_against(&view, lens, &mut say);
                if view.stance != Stance::Opinion {
                    self.speak(view, lens, &mut say);
                }
            }
        }
        matters
    }

    /// Whether two claims speak for days they have in common: only then can they be in a dispute.
    pub fn speak_for_one_time(&self, a: &View<'_, 'f>, b: &View<'_, 'f>) -> bool {
        meet(self.spoken_for(a), self.spoken_for(b))
    }

    /// The dispute of a matter, if its voices cannot all be right.
    fn dispute(&self, matter: &Matter<'f>, mut voices: Vec<Voice<'f, 'f>>) -> Option<Dispute<'f>> {
        let left_out = few(&mut voices);
        let clashes = self.clashes(matter, &voices);
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
            _ => voices[0].view.claim.says.nodes().collect(),
        };
        let sides = self.in_order(sides.into_iter().map(|side| self.side(&side, &voices)).collect());
        let sound: Vec<&Side> = sides.iter().filter(|s| s.reject.is_none()).collect();
        let preferred = sound.iter().find(|s| s.prefer.is_some()).map(|s| s.words.clone());
        let left = match sound.as_slice() {
            [one] => Some(one.words.clone()),
            _ => preferred,
        };
        Some(Dispute { title, nodes, sides, settled: left })
    }

    /// Which voices of a matter cannot be right with which.
    fn clashes(&self, matter: &Matter<'f>, voices: &[Voice<'f, 'f>]) -> Vec<Vec<bool>> {
        let clash = |a: &Voice, b: &Voice| {
            let dates = matches!(a.value, Value::Date(_)) && !matches!(matter, Matter::Detail(..) | Matter::Again(..));
            let follow = may_follow(&a.view, &b.view) || may_follow(&b.view, &a.view);
            (meet(a.days, b.days) && !follow || dates) && self.modes_meet(a, b) && !agree(&a.value, &b.value)
        };
        voices.iter().map(|a| voices.iter().map(|b| clash(a, b)).collect()).collect()
    }

    /// The sides in the order they are told: what is preferred first, what is rejected last, and by their voices.
    fn in_order(&self, mut sides: Vec<Side<'f>>) -> Vec<Side<'f>> {
        sides.sort_by(|a, b| {
            let rank = |s: &Side| (s.reject.is_some(), s.prefer.is_none());
            let voices = |s: &Side| self.voices(&s.passages());
            rank(a).cmp(&rank(b)).then(voices(b).cmp(&voices(a))).then_with(|| a.words.cmp(&b.words))
        });
        sides
    }

    /// A plan and a state of things are no dispute; that a figure is withheld disagrees with both.
    fn modes_meet(&self, a: &Voice, b: &Voice) -> bool {
        let planned = |v: &Voice| v.view.stance == Stance::Planned;
        let withheld = |v: &Voice| matches!(&v.value, Value::Quantity(q) if q.word.as_deref() == Some(UNDISCLOSED));
        planned(a) == planned(b) || withheld(a) || withheld(b)
    }

    fn side(&self, side: &[usize], voices: &[Voice<'f, 'f>]) -> Side<'f> {
        let first = &voices[side[0]];
        let mut cites: Vec<&Citation> = vec![];
        let mut claims = Claims::new();
        let mut said_by = vec![];
        for voice in side.iter().map(|n| &voices[*n]) {
            for cite in voice.cites.iter() {
                if !cites.iter().any(|c| c.source == cite.source && c.at == cite.at) {
                    cites.push(cite);
                }
            }
            claims.push(voice.view.id);
            said_by.extend(&voice.said_by);
        }
        said_by.sort();
        said_by.dedup();
        claims.sort();
        claims.dedup();
        // One who says it plainly is enough for the side to say so.
        let stances = side.iter().map(|n| voices[*n].view.stance);
        let stance = match first.view.stance {
            Stance::Hedged => stances.min().unwrap_or(Stance::Hedged),
            other => other,
        };
        Side {
            words: first.words.clone(),
            claims,
            cites,
            said_by,
            stance,
            reject: side.iter().find_map(|n| voices[*n].reject),
            prefer: side.iter().find_map(|n| voices[*n].prefer),
            note: first.view.note(),
        }
    }
}

/// Whether two stretches of days have one in common; where one ends on the day the other begins, it was handed over.
fn meet(a: Days, b: Days) -> bool {
    let hand_over = a.1 == b.0 || b.1 == a.0;
    let spans = a.0 != a.1 && b.0 != b.1;
    a.0 <= b.1 && b.0 <= a.1 && !(hand_over && spans)
}

/// Whether what one says may be over before what the other says begins, as until 2018 and since 2018.
fn may_follow(one: &View, other: &View) -> bool {
    let (Some(Some(until)), Some(since)) = (&one.when.until, &other.when.since) else { return false };
    until.days().0.max(one.interval.start.0) <= since.days().1
}

/// Whether a claim can be in a dispute at all. That somebody takes part in something, or that it happened, cannot, but
/// for its values and its wording; most claims on one who is in much say no more than that.
fn can_clash(claim: &Claim) -> bool {
    let says_more = !matches!(claim.says, Says::Party { .. } | Says::Happened { .. } | Says::Link { .. });
    says_more || has_values(claim) || has_wording(claim)
}

/// Whether a date field has several values.
fn has_values(claim: &Claim) -> bool {
    [&claim.when, &claim.since, &claim.until].iter().any(|values| values.len() > 1)
}

/// Whether its wording can be disputed, or disputes another's.
fn has_wording(claim: &Claim) -> bool {
    claim.id.is_some() || claim.against.is_some()
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
