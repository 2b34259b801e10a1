//! Finding the ways from one to another.
//!
//! Invariant: an agreement or an event is passed through and costs nothing; walks are loops over stacks of their own,
//! for a chain may be long.
use super::Path;
use super::between::{Allowed, Near, between};
use super::together::Together;
use crate::model::{Claim, ClaimId, Lens, Model, Says, View};
use crate::vocab::{Partnership, Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// How many ways are shown.
pub(super) const MOST_WAYS: usize = 20;

/// Among how many the most telling are looked for.
const MOST_TRIED: usize = 500;

/// So many records that are joined on one hop are no long chain.
const MOST_JOINED: usize = 2;

/// How many hops longer than the shortest `--all` goes.
const LONGER: usize = 2;

/// A hop: the claims from one that counts to the next, through the records between.
#[derive(Clone, Debug)]
pub(super) struct Leg {
    pub(super) from: NodeIndex,
    pub(super) to: NodeIndex,
    pub(super) claims: Vec<ClaimId>,
    pub(super) records: Vec<NodeIndex>,
    pub(super) planned: bool,
    /// How much it tells: less is more.
    rank: (usize, usize, usize),
}

type Way = Vec<Rc<Leg>>;

/// One walk over the model, with what it may pass.
pub(super) struct Walk<'m, 'f> {
    pub(super) model: &'f Model<'f>,
    pub(super) lens: &'m Lens,
    path: &'m Path,
    planned: bool,
    /// The hops from each node, once they were looked up.
    legs: RefCell<FxHashMap<NodeIndex, Rc<Vec<Rc<Leg>>>>>,
    /// Whether there are more ways than are shown.
    pub(super) cut: Cell<bool>,
    /// How many ways through long chains of records are left out.
    pub(super) chains: Cell<usize>,
    /// On how many passages the status of each record rests.
    supported: RefCell<FxHashMap<NodeIndex, usize>>,
    /// Whether each record is only in sight.
    in_sight: RefCell<FxHashMap<NodeIndex, bool>>,
    /// Records that are over.
    over: RefCell<FxHashMap<NodeIndex, bool>>,
    /// Who takes part in a record at one time.
    together: Together<'m, 'f>,
}

impl<'m, 'f> Walk<'m, 'f> {
    /// A walk by the flags of a question; with `planned`, also over what is not yet.
    pub(super) fn new(model: &'f Model<'f>, lens: &'m Lens, path: &'m Path, planned: bool) -> Self {
        Self {
            model,
            lens,
            path,
            planned,
            legs: RefCell::default(),
            cut: Cell::new(false),
            chains: Cell::new(0),
            supported: RefCell::default(),
            in_sight: RefCell::default(),
            over: RefCell::default(),
            together: Together::new(model, lens),
        }
    }

    /// The shortest ways, and with `--all` those a little longer; the nearest and most telling first. None where the
    /// shortest is not shorter than asked.
    pub(super) fn ways(&self, from: NodeIndex, to: NodeIndex, shorter_than: Option<usize>) -> Vec<Way> {
        let most = self.path.hops.unwrap_or(usize::MAX);
        let Some(near) = self.shortest(from, to) else { return vec![] };
        let fits = |n: &usize| *n <= most && shorter_than.is_none_or(|other| *n < other);
        let Some(shortest) = self.hops_left(&near.left, from).filter(fits) else { return vec![] };
        let limit = self.limit(shortest).min(most);
        let near = if self.path.all { self.distances(to, limit) } else { near };
        let mut found = self.walk(from, to, limit, &near);
        // A way tells as much as the hop that tells least.
        let ranks = |way: &Way| way.iter().map(|l| l.rank).collect::<Vec<_>>();
        found.sort_by_cached_key(|way| (way.len(), ranks(way).iter().map(|r| (r.0, r.1)).max(), ranks(way)));
        if !self.path.all {
            self.without_chains(&mut found);
        }
        if found.len() > MOST_WAYS {
            self.cut.set(true);
            found.truncate(MOST_WAYS);
        }
        found
    }

    /// Leaves out the ways that pass through a long chain of records where another does not: it counts as one hop, and
    /// tells little.
    fn without_chains(&self, found: &mut Vec<Way>) {
        let longest = |way: &Way| way.iter().map(|leg| leg.records.len()).max().unwrap_or(0);
        let most = found.iter().map(longest).min().unwrap_or(0).max(MOST_JOINED);
        let before = found.len();
        found.retain(|way| longest(way) <= most);
        self.chains.set(self.chains.get() + before - found.len());
    }

    /// The ways of at most so many hops, as far as they are tried: depth first, on a stack of our own, for a chain may
    /// be long.
    fn walk(&self, from: NodeIndex, to: NodeIndex, limit: usize, near: &Near) -> Vec<Way> {
        // A step that leads no nearer is none of a shortest way.
        let nearer = |node| if self.path.all { limit } else { self.hops_left(&near.left, node).unwrap_or(0) };
        let hops_from =
            |node| self.hops_from(node, to, near, &|next| near.left.get(&next).is_some_and(|n| *n < nearer(node)));
        let mut found: Vec<Way> = vec![];
        let mut way: Way = vec![];
        let mut stack = vec![(hops_from(from), 0)];
        while let Some((legs, next)) = stack.last_mut() {
            let Some(leg) = legs.get(*next).cloned() else {
                stack.pop();
                way.pop();
                continue;
            };
            *next += 1;
            let on_way = || leg.to == from || way.iter().any(|l| l.to == leg.to);
            let fits = near.left.get(&leg.to).is_some_and(|n| way.len() + 1 + n <= limit);
            if !fits || self.path.all && on_way() {
                continue;
            }
            if leg.to == to {
                found.push([way.clone(), vec![leg]].concat());
                if found.len() == MOST_TRIED {
                    break;
                }
                continue;
            }
            stack.push((hops_from(leg.to), 0));
            way.push(leg);
        }
        found
    }

    /// What lies on the shortest ways. One that is planned may be passed only where that is asked for.
    fn shortest(&self, from: NodeIndex, to: NodeIndex) -> Option<Near> {
        let may_pass = &|claim| self.may_pass(claim);
        between(self.model, from, to, &Allowed { may_pass, together: &self.together })
    }

    /// The longest way that is shown where the shortest is so long.
    fn limit(&self, shortest: usize) -> usize {
        shortest + if self.path.all { LONGER } else { 0 }
    }

    /// How many hops a way from a node has: a record costs nothing on the way, but a way from one begins with a hop.
    fn hops_left(&self, left: &FxHashMap<NodeIndex, usize>, node: NodeIndex) -> Option<usize> {
        left.get(&node).map(|n| n + usize::from(self.model.graph[node].is_record()))
    }

    /// How many hops each node is from the goal at least, up to a limit: a breadth-first walk in which entering a record
    /// costs nothing, for ways that are longer than the shortest.
    fn distances(&self, goal: NodeIndex, limit: usize) -> Near {
        let mut at: FxHashMap<NodeIndex, usize> = FxHashMap::from_iter([(goal, 0)]);
        let mut done = FxHashSet::default();
        let mut open = VecDeque::from([goal]);
        while let Some(node) = open.pop_front() {
            if !done.insert(node) {
                continue;
            }
            let here = at[&node];
            if here >= limit {
                break;
            }
            for (_, to, claim) in self.model.around(node) {
                let there = here + usize::from(!self.model.graph[to].is_record());
                if at.get(&to).is_none_or(|old| there < *old) && self.may_pass(claim) {
                    at.insert(to, there);
                    if there == here { open.push_front(to) } else { open.push_back(to) }
                }
            }
        }
        Near { left: at, steps: None }
    }

    /// Whether a claim can be a part of a hop.
    fn may_pass(&self, claim: ClaimId) -> bool {
        self.passes(claim) && (self.planned || !self.is_planned(claim))
    }

    /// The best hop from a node to each that counts and leads `on`; the goal counts even where it is a record.
    fn hops_from(
        &self,
        node: NodeIndex,
        goal: NodeIndex,
        near: &Near,
        on: &dyn Fn(NodeIndex) -> bool,
    ) -> Rc<Vec<Rc<Leg>>> {
        if let Some(legs) = self.legs.borrow().get(&node) {
            return Rc::clone(legs);
        }
        let mut best: FxHashMap<NodeIndex, Rc<Leg>> = FxHashMap::default();
        let mut passed = FxHashSet::default();
        let start = Leg { from: node, to: node, claims: vec![], records: vec![], planned: false, rank: (0, 0, 0) };
        let mut open = VecDeque::from([start]);
        while let Some(leg) = open.pop_front() {
            for (to, claim) in near.steps(self.model, leg.to) {
                let is_at_once = leg.claims.last().is_none_or(|by| self.together.at_once(leg.to, *by, claim));
                if to == node || !on(to) || !is_at_once || !self.passes(claim) {
                    continue;
                }
                let planned = leg.planned || self.is_planned(claim);
                if planned && !self.planned {
                    continue;
                }
                let mut next = Leg { to, planned, claims: [leg.claims.as_slice(), &[claim]].concat(), ..leg.clone() };
                if !self.model.graph[to].is_record() || to == goal {
                    next.rank = self.rank(&next, claim);
                    if best.get(&to).is_none_or(|old| (next.planned, next.rank) < (old.planned, old.rank)) {
                        best.insert(to, Rc::new(next));
                    }
                } else if passed.insert((to, self.together.entry(to, claim))) {
                    next.records.push(to);
                    open.push_back(next);
                }
            }
        }
        let mut legs: Vec<Rc<Leg>> = best.into_values().collect();
        legs.sort_by_key(|leg| (leg.rank, leg.to));
        let legs = Rc::new(legs);
        self.legs.borrow_mut().insert(node, Rc::clone(&legs));
        legs
    }

    /// What a hop tells: an agreement before a stake, a stake before a tie, a cooperative tie before others, an event
    /// last; then the fewer records between, then the more sources.
    fn rank(&self, leg: &Leg, last: ClaimId) -> (usize, usize, usize) {
        let vocab = self.model.vocab();
        let kind = match (leg.records.first().map(|r| self.model.graph[*r].root), &self.model.claim(last).says) {
            (Some(Root::Agreement), _) if leg.records.len() == 1 => 0,
            (Some(_), _) => 4 + leg.records.len(),
            (None, Says::Stake { .. }) => 1,
            (None, Says::Tie { word, .. }) => match vocab.relations.get(word).map(|r| r.partnership) {
                Some(Partnership::Cooperative) => 2,
                Some(Partnership::Adverse) => 4,
                _ => 3,
            },
            (None, _) => 5,
        };
        let sources = match leg.records.first() {
            Some(record) => self.sources_of(*record),
            None => self.model.view(last, self.lens).map_or(0, |view| view.cites.len()),
        };
        (kind, leg.records.len(), usize::MAX - sources)
    }

    /// How many passages the status of a record rests on.
    fn sources_of(&self, record: NodeIndex) -> usize {
        let status = || self.model.status(record, self.lens).map_or(0, |s| s.view.cites.len());
        *self.supported.borrow_mut().entry(record).or_insert_with(status)
    }

    pub(super) fn view(&self, claim: ClaimId) -> Option<View<'f, 'f>> {
        self.model.view(claim, self.lens).filter(|_| self.passes(claim))
    }

    /// Whether a claim ties two at the time of the question, by words that are asked for.
    fn passes(&self, id: ClaimId) -> bool {
        let claim = self.model.claim(id);
        let stance = self.model.stance_of(id, self.lens);
        if stance.is_none_or(|s| s == Stance::Denied) || claim.says.goes_with().is_some_and(|r| self.binds_nobody(r)) {
            return false;
        }
        // That one came before the other connects nobody.
        let orders = |word: &str| self.model.vocab().relations.get(word).is_some_and(|relation| relation.orders);
        if matches!(claim.says, Says::Tie { word, .. } if orders(word)) && self.path.only.is_empty() {
            return false;
        }
        let Path { only, without, .. } = self.path;
        let named = |list: &[String]| {
            let words = if list.is_empty() { vec![] } else { self.words(claim) };
            list.iter().any(|word| words.iter().any(|w| w == word || self.model.vocab().is_a(w, word)))
        };
        !named(without) && (only.is_empty() || named(only) || self.planned && self.is_step_to_wanted(claim))
    }

    /// The words a claim goes by: its relation or kind, its role, the kind of its record.
    pub(super) fn words(&self, claim: &Claim<'f>) -> Vec<&'f str> {
        match claim.says {
            Says::Tie { word, .. } => vec![word],
            Says::Stake { kind, .. } => vec![kind],
            Says::Party { of, role, .. } => vec![role, self.model.graph[of].kind],
            Says::Link { from, .. } => vec![self.model.graph[from].kind],
            Says::Status { .. } | Says::Happened { .. } | Says::Detail { .. } => vec![],
        }
    }

    /// Whether a record ties nobody at the time of the question.
    fn binds_nobody(&self, record: NodeIndex) -> bool {
        *self.over.borrow_mut().entry(record).or_insert_with(|| self.model.binds_nobody(record, self.lens))
    }

    /// Whether a claim is only of what is not yet.
    fn is_planned(&self, id: ClaimId) -> bool {
        let claim = self.model.claim(id);
        let only_in_sight = claim.says.goes_with().is_some_and(|of| {
            *self.in_sight.borrow_mut().entry(of).or_insert_with(|| self.model.is_in_sight(of, self.lens))
        });
        let planned = self.model.stance_of(id, self.lens) == Some(Stance::Planned);
        planned || only_in_sight || self.model.is_step(claim) || self.is_step_to_wanted(claim)
    }

    /// Whether a claim is not of the words asked for, but of a step on the way to one.
    fn is_step_to_wanted(&self, claim: &Claim) -> bool {
        let Says::Tie { word, .. } = claim.says else { return false };
        let only = &self.path.only;
        let steps = self.model.vocab().relations.get(word).map(|r| r.short_of.as_slice()).unwrap_or_default();
        steps.iter().any(|step| only.contains(step)) && !only.iter().any(|wanted| wanted == word)
    }
}
