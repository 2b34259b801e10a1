//! Which claims are in an open dispute.
//!
//! Invariant: claims of different topics never disagree but in their wording; so few claims are compared, however many
//! there are on one node.
use super::{can_clash, has_values, has_wording};
use crate::model::{Claim, ClaimId, Claims, Lens, Model, Says};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};
use std::cell::RefCell;
use std::rc::Rc;

/// Up to so many claims are looked through for each of them; more are sorted by topic once for all.
const FEW: usize = 32;

/// What claims of one matter have in common at least.
type Topic<'f> = (u8, NodeIndex, NodeIndex, &'f str);

/// What the topic of a status begins with.
const STATUS: u8 = 0;

/// The claims of a topic on a node; without one, all on the node.
type Place<'f> = (NodeIndex, Option<Topic<'f>>);

/// The claims in open disputes, looked up once for each topic that is asked about.
pub struct Disputed<'f> {
    model: &'f Model<'f>,
    lens: Lens,
    open: RefCell<FxHashMap<Place<'f>, Rc<[ClaimId]>>>,
}

impl<'f> Disputed<'f> {
    /// Nothing is looked up yet.
    pub fn new(model: &'f Model<'f>, lens: &Lens) -> Self {
        Self { model, lens: *lens, open: RefCell::default() }
    }

    /// Whether a claim is in an open dispute.
    pub fn holds(&self, claim: ClaimId) -> bool {
        let its = self.model.claim(claim);
        can_clash(its) && self.where_disputed(its).into_iter().any(|node| self.is_open(claim, node))
    }

    /// The nodes on which all stand that can be in a dispute with a claim: one is enough where they must speak of the
    /// same, and then the one on which less is said.
    fn where_disputed(&self, claim: &Claim) -> SmallVec<[NodeIndex; 2]> {
        let said = |node: &NodeIndex| self.model.claims_on(*node).count();
        match &claim.says {
            _ if has_wording(claim) => claim.says.nodes().collect(),
            Says::Tie { word, .. } if self.model.is_for_one(word) => claim.says.nodes().collect(),
            Says::Stake { of, .. } => smallvec![*of],
            _ => claim.says.nodes().min_by_key(said).into_iter().collect(),
        }
    }

    /// Whether a claim is in an open dispute with others on a node.
    fn is_open(&self, claim: ClaimId, node: NodeIndex) -> bool {
        let (model, its) = (self.model, self.model.claim(claim));
        let by_wording = has_wording(its);
        let topic = (!by_wording).then(|| model.topic(claim));
        let known = self.open.borrow().get(&(node, topic)).cloned();
        let open = known.or_else(|| {
            let rivals = topic.map_or_else(|| model.claims_on_or_against(node).into(), |it| model.of_topic(it, node));
            // It takes two to disagree, or two values of one.
            let can_be = rivals.len() > 1 || has_values(its) || by_wording;
            can_be.then(|| Rc::clone(self.open.borrow_mut().entry((node, topic)).or_insert(self.among(&rivals))))
        });
        open.is_some_and(|open| open.binary_search(&claim).is_ok())
    }

    /// Those of some claims that are in an open dispute with one another, in order.
    fn among(&self, claims: &[ClaimId]) -> Rc<[ClaimId]> {
        let disputes = self.model.disputes_among(claims, &self.lens).into_iter();
        let open = disputes.filter(|dispute| dispute.settled.is_none()).flat_map(|dispute| dispute.sides);
        let mut claims: Vec<ClaimId> = open.flat_map(|side| side.claims).collect();
        claims.sort_unstable();
        claims.dedup();
        claims.into()
    }
}

impl<'f> Model<'f> {
    /// What a claim has in common with all that it can be in a dispute with, but for wordings.
    fn topic(&self, id: ClaimId) -> Topic<'f> {
        let none = NodeIndex::end();
        match &self.claim(id).says {
            Says::Status { of, word } => (STATUS, *of, none, word),
            Says::Stake { of, kind, .. } => (1, *of, none, kind),
            Says::Detail { of, what, .. } => (2, of.iter().min().copied().unwrap_or_default(), none, what),
            Says::Tie { word, .. } if self.is_for_one(word) => (3, none, none, word),
            Says::Tie { from, word, to, .. } => (4, *from.min(to), *from.max(to), word),
            Says::Party { of, role, .. } => (5, *of, none, role),
            Says::Link { from, field, .. } => (6, *from, none, field),
            Says::Happened { date } => (7, *date, none, ""),
        }
    }

    /// The claims of a topic on a node, in the order of the files.
    fn of_topic(&self, topic: Topic<'f>, node: NodeIndex) -> Claims {
        let is_of_it = |id: &ClaimId| can_clash(self.claim(*id)) && self.topic(*id) == topic;
        let statuses = self.status_claims(node);
        if topic.0 == STATUS && statuses.len() <= FEW {
            return statuses.iter().copied().filter(is_of_it).collect();
        }
        if self.claims_on(node).count() <= FEW {
            return self.claims_on(node).filter(is_of_it).collect();
        }
        let mut known = self.by_topic.borrow_mut();
        let sorted = known.entry(node).or_insert_with(|| {
            let mut sorted: Vec<ClaimId> = self.claims_on(node).filter(|id| can_clash(self.claim(*id))).collect();
            sorted.sort_by_cached_key(|id| self.topic(*id));
            sorted
        });
        let first = sorted.partition_point(|id| self.topic(*id) < topic);
        sorted[first..].iter().copied().take_while(|id| self.topic(*id) == topic).collect()
    }
}
