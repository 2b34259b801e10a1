//! Pairs with what they rest on, and the order they are told in.
//!
//! Invariant: what the order asks for is found out at once, all else of a pair when its row is read.
use crate::ask::Evidence;
use crate::ask::answer::count_sources;
use crate::date::{Date, Days, Interval};
use crate::model::{
    Claim, ClaimId, DateField, Disputed, Gives, Heard, Lens, Model, Pair, Passage, Says, Through, When,
};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;
use std::cmp::Reverse;
use std::rc::Rc;

/// What binds those asked about: the rows of an answer share it.
pub(super) struct Bounds<'f> {
    pub(super) model: &'f Model<'f>,
    all: Vec<Bound<'f>>,
    /// The one who is asked about.
    pub(super) asked: Option<NodeIndex>,
    pub(super) disputed: Rc<Disputed<'f>>,
    pub(super) lens: Lens,
}

impl<'f> Bounds<'f> {
    pub(super) fn new(
        model: &'f Model<'f>,
        pairs: Vec<Pair<'f>>,
        asked: Option<NodeIndex>,
        disputed: &Rc<Disputed<'f>>,
        lens: &Lens,
    ) -> Rc<Self> {
        let all = pairs.into_iter().map(|pair| Bound::new(model, pair, lens)).collect();
        Rc::new(Self { model, all, asked, disputed: Rc::clone(disputed), lens: *lens })
    }

    /// A pair, by number.
    pub(super) fn pair(&self, n: usize) -> &Pair<'f> {
        &self.all[n].pair
    }

    /// What a pair rests on.
    pub(super) fn evidence(&self, n: usize) -> Evidence<'f> {
        self.all[n].evidence(self.model, &self.disputed, &self.lens)
    }

    /// The numbers of the pairs in the order people want them, by sections; in each, two-sided before many-sided, the
    /// surer before the less sure, agreements before holdings before ties, the better supported first; rows of one partner
    /// together.
    pub(super) fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        let id = |bound: &Bound| self.model.graph[bound.pair.other].id;
        order.sort_by(|a, b| {
            let (a, b) = (&self.all[*a], &self.all[*b]);
            let same = || id(a).cmp(id(b)).then_with(|| a.pair.claims.cmp(&b.pair.claims));
            a.place.cmp(&b.place).then_with(same)
        });
        // A partner stands where its best row stands, adverse rows of a pair before what else binds it.
        let one = |pair: &Pair| if self.asked.is_some() { None } else { Some(pair.one) };
        let mut firsts = FxHashMap::with_capacity_and_hasher(order.len(), FxBuildHasher);
        let with_first = |(place, n): (usize, usize)| {
            let pair = self.pair(n);
            let first = *firsts.entry((pair.standing, one(pair), pair.other)).or_insert(place);
            (first, !pair.adverse, n)
        };
        let mut placed: Vec<_> = order.into_iter().enumerate().map(with_first).collect();
        placed.sort_by_key(|(first, binds, _)| (*first, *binds));
        placed.into_iter().map(|(.., n)| n).collect()
    }
}

/// A pair, where it is said, and how many voices that is.
struct Bound<'f> {
    pair: Pair<'f>,
    cites: Vec<Passage<'f>>,
    voices: usize,
    place: Place,
}

/// What decides where a pair stands, but for its names: how sure it is, how many voices and sources tell it, its days.
type Place = ([u8; 5], Reverse<(usize, usize)>, Option<Days>);

impl<'f> Bound<'f> {
    fn new(model: &'f Model<'f>, pair: Pair<'f>, lens: &Lens) -> Self {
        // Their times are looked at already: the pair has them.
        let heard: SmallVec<[Heard; 3]> = pair.claims.iter().filter_map(|id| model.heard(*id, lens)).collect();
        let (cites, voices) = match pair.stakes {
            Some(stakes) => both(model, stakes, &heard, &pair.when),
            None => together(model, &heard),
        };
        let place = place(&pair, voices, count_sources(&cites));
        Self { pair, cites, voices, place }
    }

    /// What the pair rests on.
    fn evidence(&self, model: &'f Model<'f>, disputed: &Disputed, lens: &Lens) -> Evidence<'f> {
        let pair = &self.pair;
        let first = pair.claims.iter().find_map(|id| model.heard(*id, lens));
        let Some(first) = first else { return Evidence::default() };
        let interval = match &pair.when.when {
            Some(date) => Interval::moment(date),
            None => pair.claims.first().and_then(|id| model.view(*id, lens)).map_or(Interval::ALWAYS, |v| v.interval),
        };
        let mut evidence = Evidence {
            claims: pair.claims.clone(),
            cites: self.cites.clone(),
            voices: self.voices,
            when: pair.when.clone(),
            interval,
            status: pair.status,
            stance: pair.stance,
            holds: pair.holds,
            said_by: first.said_by(),
            disputed: pair.claims.iter().any(|c| disputed.holds(*c)),
            rejected: first.claim.reject,
            undated: false,
            note: first.note(),
            only: vec![],
            at: Some(first.claim.at),
        };
        // A part that has sources of its own is theirs alone.
        for party in pair.claims.iter().filter_map(|id| model.heard(*id, lens)) {
            if let Says::Party { who, role, .. } = party.claim.says
                && !party.claim.fields.cite.is_empty()
            {
                let part = format!("{} ({})", model.name(who), model.role_label(role));
                evidence.only_some(&part, &party.cites);
            }
        }
        evidence
    }
}

fn place(pair: &Pair, voices: usize, sources: usize) -> Place {
    let through = match pair.through {
        Through::Record(_) => 0,
        Through::Holding(_) => 1,
        Through::Tie(_) => 2,
    };
    let many = u8::from(pair.bound > 2);
    let sure = [pair.standing as u8, many, pair.holds as u8, pair.stance as u8, through];
    let When { when, since, seen, .. } = &pair.when;
    let first = when.as_ref().or(since.as_ref()).or(seen.as_ref()).map(Date::days);
    (sure, Reverse((voices, sources)), first)
}

/// What a pair rests on.
pub(in crate::ask) fn evidence<'f>(
    model: &'f Model<'f>,
    pair: &Pair<'f>,
    disputed: &Disputed,
    lens: &Lens,
) -> Evidence<'f> {
    Bound::new(model, pair.clone(), lens).evidence(model, disputed, lens)
}

fn together<'f>(model: &'f Model<'f>, heard: &[Heard<'f, 'f>]) -> (Vec<Passage<'f>>, usize) {
    Evidence::together(model, heard.iter().map(|one| (one.claim, &*one.cites)))
}

/// What two stakes rest on together, with those of the same holders: the sources that state both, where there are any, and
/// for the days none of these gives those that do; no more voices than either has.
fn both<'f>(
    model: &'f Model<'f>,
    stakes: [ClaimId; 2],
    heard: &[Heard<'f, 'f>],
    when: &When,
) -> (Vec<Passage<'f>>, usize) {
    let holders = |claim: &Claim| match &claim.says {
        Says::Stake { holders, .. } => holders.clone(),
        _ => Box::default(),
    };
    let sides = stakes.map(|stake| {
        let its = holders(model.claim(stake));
        heard.iter().filter(|one| holders(one.claim) == its).cloned().collect::<Vec<_>>()
    });
    let is_of_a_side = |one: &&Heard| sides.iter().flatten().any(|its| std::ptr::eq(its.claim, one.claim));
    let (all, _) = together(model, &heard.iter().filter(is_of_a_side).cloned().collect::<Vec<_>>());
    let states =
        |side: &Vec<Heard>, cite: &Passage| side.iter().any(|one| one.cites.iter().any(|c| c.source == cite.source));
    let states_both = |cite: &&Passage| sides.iter().all(|side| states(side, cite));
    let mut cites: Vec<Passage> = all.iter().filter(states_both).copied().collect();
    if cites.is_empty() {
        let voices = sides.iter().map(|side| together(model, side).1).min().unwrap_or(0);
        return (all, voices);
    }
    let voices = model.voices(&cites);
    for (field, day) in DateField::ALL.into_iter().filter_map(|field| Some((field, when.told(field)?))) {
        let gives = |cite: &&Passage| matches!(cite.gives(field, day), Gives::It | Gives::Same);
        if !cites.iter().any(|cite| gives(&cite)) {
            cites.extend(all.iter().filter(gives).copied());
        }
    }
    (cites, voices)
}
