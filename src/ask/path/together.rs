//! Who takes part in something at one time with whom: a way leads through it only between such.
//!
//! Invariant: where nobody says when somebody came or left, everybody takes part at once.
use crate::date::Interval;
use crate::model::{ClaimId, Lens, Model, Says};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Of how many who came or left it is compared when they did; with more, all count as taking part at once.
const MOST_COMPARED: usize = 2_000;

/// When those who came later or left earlier took part.
type Times = FxHashMap<ClaimId, Interval>;

/// Who takes part at one time, record by record, looked up when first asked.
pub(super) struct Together<'m, 'f> {
    model: &'f Model<'f>,
    lens: &'m Lens,
    known: RefCell<FxHashMap<NodeIndex, Rc<Times>>>,
}

impl<'m, 'f> Together<'m, 'f> {
    /// Nothing is looked up yet.
    pub(super) fn new(model: &'f Model<'f>, lens: &'m Lens) -> Self {
        Self { model, lens, known: RefCell::default() }
    }

    /// The claim by which a way enters a record, where it matters for how it may leave it.
    pub(super) fn entry(&self, record: NodeIndex, claim: ClaimId) -> Option<ClaimId> {
        self.times(record).contains_key(&claim).then_some(claim)
    }

    /// Whether two take part in a record at one time, by the claims that say so.
    pub(super) fn at_once(&self, record: NodeIndex, one: ClaimId, other: ClaimId) -> bool {
        let times = self.times(record);
        match (times.get(&one), times.get(&other)) {
            (Some(one), Some(other)) => one.meets(other, self.lens.days()),
            _ => true,
        }
    }

    fn times(&self, record: NodeIndex) -> Rc<Times> {
        let read = || {
            let parties = self.model.claims_on(record).filter(|id| {
                let claim = self.model.claim(*id);
                matches!(claim.says, Says::Party { of, .. } if of == record) && claim.lasts()
            });
            let parties: Vec<ClaimId> = parties.take(MOST_COMPARED + 1).collect();
            let views = parties.iter().filter_map(|id| Some((*id, self.model.view(*id, self.lens)?.interval)));
            Rc::new(if parties.len() > MOST_COMPARED { Times::default() } else { views.collect() })
        };
        Rc::clone(self.known.borrow_mut().entry(record).or_insert_with(read))
    }
}
