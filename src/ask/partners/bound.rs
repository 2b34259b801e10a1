//! Pairs with what they rest on, and the order they are told in.
//!
//! Invariant: what the order asks for is found out at once, all else of a pair when its row is read.
use crate::ask::Evidence;
use crate::ask::answer::count_sources;
use crate::date::Interval;
use crate::model::{Claim, ClaimId, Disputed, Heard, Lens, Model, Pair, Passage, Says, Through};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::cmp::Reverse;

/// A pair, where it is said, and how many voices that is.
pub(super) struct Bound<'f> {
    pub(super) pair: Pair<'f>,
    cites: Vec<Passage<'f>>,
    voices: usize,
}

impl<'f> Bound<'f> {
    fn new(model: &'f Model<'f>, pair: Pair<'f>, lens: &Lens) -> Self {
        // Their times are looked at already: the pair has them.
        let heard: SmallVec<[Heard; 3]> = pair.claims.iter().filter_map(|id| model.heard(*id, lens)).collect();
        let (cites, voices) = match pair.stakes {
            Some(stakes) => both(model, stakes, &heard),
            None => together(model, &heard),
        };
        Self { pair, cites, voices }
    }

    /// The pair and what it rests on.
    pub(super) fn told(self, model: &'f Model<'f>, disputed: &Disputed, lens: &Lens) -> (Pair<'f>, Evidence<'f>) {
        let Self { pair, cites, voices } = self;
        let first = pair.claims.iter().find_map(|id| model.heard(*id, lens));
        let Some(first) = first else { return (pair, Evidence::default()) };
        let interval = match &pair.when.when {
            Some(date) => Interval::moment(date),
            None => pair.claims.first().and_then(|id| model.view(*id, lens)).map_or(Interval::ALWAYS, |v| v.interval),
        };
        let evidence = Evidence {
            claims: pair.claims.clone(),
            cites,
            voices,
            when: pair.when.clone(),
            interval,
            status: pair.status,
            stance: pair.stance,
            holds: pair.holds,
            said_by: first.said_by(),
            disputed: pair.claims.iter().any(|c| disputed.holds(*c)),
            rejected: first.claim.reject,
            undated: false,
            note: first.claim.note,
            at: Some(first.claim.at),
        };
        (pair, evidence)
    }
}

/// Sections in the order people want them; in each, two-sided before many-sided, the surer before the less sure,
/// agreements before holdings before ties, the better supported first; rows of one partner together.
pub(super) fn in_order<'f>(
    model: &'f Model<'f>,
    pairs: Vec<Pair<'f>>,
    asked: Option<NodeIndex>,
    lens: &Lens,
) -> Vec<Box<Bound<'f>>> {
    let with_key = |pair: Pair<'f>| {
        let bound = Box::new(Bound::new(model, pair, lens));
        let pair = &bound.pair;
        let many = pair.bound > 2;
        let through = match pair.through {
            Through::Record(_) => 0,
            Through::Holding(_) => 1,
            Through::Tie(_) => 2,
        };
        let support = (Reverse(bound.voices), Reverse(count_sources(&bound.cites)));
        let first = pair.when.when.as_ref().or(pair.when.since.as_ref()).or(pair.when.seen.as_ref()).map(|d| d.days());
        let other = model.graph[pair.other].id;
        let key = (pair.standing, many, pair.holds, pair.stance, through, support, first, other);
        (key, bound)
    };
    let mut keyed: Vec<_> = pairs.into_iter().map(with_key).collect();
    keyed.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.pair.claims.cmp(&other.pair.claims)));
    // A partner stands where its best row stands, adverse rows of a pair before what else binds it.
    let of = |pair: &Pair| (pair.standing, if asked.is_some() { None } else { Some(pair.one) }, pair.other);
    let mut firsts = FxHashMap::default();
    for (n, (_, bound)) in keyed.iter().enumerate() {
        firsts.entry(of(&bound.pair)).or_insert(n);
    }
    let mut bound: Vec<Box<Bound>> = keyed.into_iter().map(|(_, bound)| bound).collect();
    bound.sort_by_cached_key(|bound| (firsts[&of(&bound.pair)], !bound.pair.adverse));
    bound
}

/// What a pair rests on.
pub(in crate::ask) fn evidence<'f>(
    model: &'f Model<'f>,
    pair: &Pair<'f>,
    disputed: &Disputed,
    lens: &Lens,
) -> Evidence<'f> {
    Bound::new(model, pair.clone(), lens).told(model, disputed, lens).1
}

fn together<'f>(model: &Model<'f>, heard: &[Heard<'f, 'f>]) -> (Vec<Passage<'f>>, usize) {
    Evidence::together(model, heard.iter().map(|one| (one.claim, &*one.cites)))
}

/// What two stakes rest on together, with those of the same holders: the sources that state both, where there are any; no
/// more voices than either has.
fn both<'f>(model: &Model<'f>, stakes: [ClaimId; 2], heard: &[Heard<'f, 'f>]) -> (Vec<Passage<'f>>, usize) {
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
    let cites: Vec<Passage> = all.iter().filter(|cite| sides.iter().all(|side| states(side, cite))).copied().collect();
    if cites.is_empty() {
        let voices = sides.iter().map(|side| together(model, side).1).min().unwrap_or(0);
        return (all, voices);
    }
    let voices = model.voices(&cites);
    (cites, voices)
}
