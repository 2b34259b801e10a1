//! Finding the ways from one to another.
//!
//! Invariant: an agreement or an event is passed through and costs nothing; walks are loops over stacks of their own,
//! for a chain may be long.
use super::Path;
use crate::model::{ClaimId, Lens, Model, Says, View};
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
    pub(super) model: &'m Model<'f>,
    pub(super) lens: &'m Lens,
    path: &'m Path,
    planned: bool,
    /// The hops from each node, once they were looked up.
    legs: RefCell<FxHashMap<NodeIndex, Rc<Vec<Rc<Leg>>>>>,
    /// Whether there are more ways than are shown.
    pub(super) cut: Cell<bool>,
    /// On how many passages the status of each record rests.
    supported: RefCell<FxHashMap<NodeIndex, usize>>,
    /// Whether each record is only in sight.
    in_sight: RefCell<FxHashMap<NodeIndex, bool>>,
    /// Records that are over.
    over: RefCell<FxHashMap<NodeIndex, bool>>,
}

impl<'m, 'f> Walk<'m, 'f> {
    /// A walk by the flags of a question; with `planned`, also over what is not yet.
    pub(super) fn new(model: &'m Model<'f>, lens: &'m Lens, path: &'m Path, planned: bool) -> Self {
        Self {
            model,
            lens,
            path,
            planned,
            legs: RefCell::default(),
            cut: Cell::new(false),
            supported: RefCell::default(),
            in_sight: RefCell::default(),
            over: RefCell::default(),
        }
    }

    /// The shortest ways, and with `--all` those a little longer; the nearest and most telling first.
    pub(super) fn ways(&self, from: NodeIndex, to: NodeIndex) -> Vec<Way> {
        let most = self.path.hops.unwrap_or(usize::MAX);
        let left = self.distances(to, from);
        let Some(shortest) = self.hops_left(&left, from).filter(|n| *n <= most) else { return vec![] };
        let limit = self.limit(shortest).min(most);
        // A step that leads no nearer is none of a shortest way.
        let nearer = |node| if self.path.all { limit } else { self.hops_left(&left, node).unwrap_or(0) };
        let hops_from = |node| self.hops_from(node, to, &|next| left.get(&next).is_some_and(|n| *n < nearer(node)));
        let mut found: Vec<Way> = vec![];
        // Depth first, on a stack of our own: a chain may be long.
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
            let fits = left.get(&leg.to).is_some_and(|n| way.len() + 1 + n <= limit);
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
        // A way tells as much as the hop that tells least.
        let ranks = |way: &Way| way.iter().map(|l| l.rank).collect::<Vec<_>>();
        found.sort_by_cached_key(|way| (way.len(), ranks(way).iter().map(|r| (r.0, r.1)).max(), ranks(way)));
        if found.len() > MOST_WAYS {
            self.cut.set(true);
            found.truncate(MOST_WAYS);
        }
        found
    }

    /// The longest way that is shown where the shortest is so long.
    fn limit(&self, shortest: usize) -> usize {
        shortest + if self.path.all { LONGER } else { 0 }
    }

    /// How many hops a way from a node has: a record costs nothing on the way, but a way from one begins with a hop.
    fn hops_left(&self, left: &FxHashMap<NodeIndex, usize>, node: NodeIndex) -> Option<usize> {
        left.get(&node).map(|n| n + usize::from(self.is_record(node)))
    }

    /// How many hops each node is from the goal: a breadth-first walk in which entering a record costs nothing. It ends
    /// where no way from the start that is shown can lead.
    fn distances(&self, goal: NodeIndex, start: NodeIndex) -> FxHashMap<NodeIndex, usize> {
        let mut at: FxHashMap<NodeIndex, usize> = FxHashMap::from_iter([(goal, 0)]);
        let mut done = FxHashSet::default();
        let mut open = VecDeque::from([goal]);
        let mut limit = usize::MAX;
        while let Some(node) = open.pop_front() {
            if !done.insert(node) {
                continue;
            }
            let here = at[&node];
            if node == start {
                limit = self.limit(here + usize::from(self.is_record(node)));
            }
            if here >= limit {
                break;
            }
            for (_, to, claim) in self.model.around(node) {
                let there = here + usize::from(!self.is_record(to));
                if at.get(&to).is_none_or(|old| there < *old) && self.may_pass(claim) {
                    at.insert(to, there);
                    if there == here { open.push_front(to) } else { open.push_back(to) }
                }
            }
        }
        at
    }

    /// Whether a claim can be a part of a hop.
    fn may_pass(&self, claim: ClaimId) -> bool {
        self.view(claim).is_some_and(|view| self.planned || !self.is_planned(&view))
    }

    /// The best hop from a node to each that counts and leads `on`; the goal counts even where it is a record.
    fn hops_from(&self, node: NodeIndex, goal: NodeIndex, on: &dyn Fn(NodeIndex) -> bool) -> Rc<Vec<Rc<Leg>>> {
        if let Some(legs) = self.legs.borrow().get(&node) {
            return Rc::clone(legs);
        }
        let mut best: FxHashMap<NodeIndex, Rc<Leg>> = FxHashMap::default();
        let mut passed = FxHashSet::default();
        let start = Leg { from: node, to: node, claims: vec![], records: vec![], planned: false, rank: (0, 0, 0) };
        let mut open = VecDeque::from([start]);
        while let Some(leg) = open.pop_front() {
            for (_, to, claim) in self.model.around(leg.to) {
                if to == node || !on(to) {
                    continue;
                }
                let Some(view) = self.view(claim) else { continue };
                let planned = leg.planned || self.is_planned(&view);
                if planned && !self.planned {
                    continue;
                }
                let mut next = Leg { to, planned, claims: [leg.claims.as_slice(), &[claim]].concat(), ..leg.clone() };
                if !self.is_record(to) || to == goal {
                    next.rank = self.rank(&next, &view);
                    if best.get(&to).is_none_or(|old| (next.planned, next.rank) < (old.planned, old.rank)) {
                        best.insert(to, Rc::new(next));
                    }
                } else if passed.insert(to) {
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

    fn is_record(&self, node: NodeIndex) -> bool {
        matches!(self.model.graph[node].root, Root::Agreement | Root::Date)
    }

    /// What a hop tells: an agreement before a stake, a stake before a tie, a cooperative tie before others, an event
    /// last; then the fewer records between, then the more sources.
    fn rank(&self, leg: &Leg, last: &View<'m, 'f>) -> (usize, usize, usize) {
        let vocab = self.model.vocab();
        let kind = match (leg.records.first().map(|r| self.model.graph[*r].root), &last.claim.says) {
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
        let sources = leg.records.first().map_or(last.cites.len(), |record| self.sources_of(*record));
        (kind, leg.records.len(), usize::MAX - sources)
    }

    /// How many passages the status of a record rests on.
    fn sources_of(&self, record: NodeIndex) -> usize {
        let status = || self.model.status(record, self.lens).map_or(0, |s| s.view.cites.len());
        *self.supported.borrow_mut().entry(record).or_insert_with(status)
    }

    pub(super) fn view(&self, claim: ClaimId) -> Option<View<'m, 'f>> {
        let view = self.model.view(claim, self.lens).filter(|v| v.stance != Stance::Denied)?;
        if view.claim.says.goes_with().is_some_and(|record| self.binds_nobody(record)) {
            return None;
        }
        let words = self.words(&view);
        let named = |list: &[String]| {
            list.iter().any(|word| words.iter().any(|w| w == word || self.model.vocab().is_a(w, word)))
        };
        (!named(&self.path.without) && (self.path.only.is_empty() || named(&self.path.only))).then_some(view)
    }

    /// The words a claim goes by: its relation or kind, its role, the kind of its record.
    pub(super) fn words(&self, view: &View<'m, 'f>) -> Vec<&'f str> {
        match view.claim.says {
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

    fn is_planned(&self, view: &View<'m, 'f>) -> bool {
        let only_in_sight = view.claim.says.goes_with().is_some_and(|of| {
            *self.in_sight.borrow_mut().entry(of).or_insert_with(|| self.model.is_in_sight(of, self.lens))
        });
        view.stance == Stance::Planned || only_in_sight || self.model.is_step(view.claim)
    }
}
