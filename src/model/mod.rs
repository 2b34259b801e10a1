//! Facts joined up: a petgraph model, look-up by name, and what follows from claims.
//!
//! Stakeholders, assets, agreements and dates are nodes; parties, stakes, ties and participations are edges, and every
//! edge points back to its claim. Invariant: the model adds nothing. Partners, statuses on a day, voices and disputes
//! are derived from the claims when asked, never stored as facts.
mod alike;
mod build;
mod calendar;
mod claim;
mod dispute;
mod given;
mod lens;
mod name;
mod pair;
mod spoken;
mod status;
mod time;
mod titled;
mod untold;
mod voice;
mod when;
pub mod words;

pub use alike::Effect;
pub use calendar::{Calendar, Mark, Point, by_last, by_name};
pub use claim::{Citation, Cites, Claim, ClaimId, Claims, Dated, Passage, Says, SourceId, Speaker};
pub use dispute::{Difference, Dispute, Disputed, Side};
pub use given::{DateField, Given, Gives};
pub use lens::Lens;
pub(crate) use name::listed;
pub use name::{LookUp, Who, fold, latin};
pub use pair::{Pair, Standing, Through};
pub use status::Reached;
pub use time::{Heard, View};
pub use when::{DayOf, When};

use crate::date::{Date, Day, Days, Interval};
use crate::facts::{FactSet, Ref, Source};
use crate::vocab::{Root, Vocab};
use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A stakeholder, an asset, an agreement or a date.
#[derive(Clone, Copy, Debug)]
pub struct Node<'f> {
    /// Its record.
    pub of: Ref,
    /// Its id.
    pub id: &'f str,
    /// Its name.
    pub name: &'f str,
    /// Its kind.
    pub kind: &'f str,
    /// The root of its kind.
    pub root: Root,
    /// Its group on a map.
    pub group: Option<&'f str>,
}

impl Node<'_> {
    /// Whether it is what others take part in, an agreement or a date: a stop between them, and no end of a way.
    pub fn is_record(&self) -> bool {
        matches!(self.root, Root::Agreement | Root::Date)
    }
}

/// A line between two nodes, for one claim.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The claim.
    pub claim: ClaimId,
}

/// A source with what decides how much it counts.
#[derive(Clone, Debug)]
pub struct SourceNode<'f> {
    /// Its record.
    pub record: &'f Source,
    /// Its number in the list of sources.
    pub of: Ref,
    /// Its id.
    pub id: &'f str,
    /// Who brought it out.
    pub publisher: &'f str,
    /// The first source that publisher brought out: a number that all of that publisher have in common.
    pub(super) sibling: SourceId,
    /// When it came out.
    pub published: Option<Date>,
    /// By the last day it may have come out: the time of what happened on a day it does not give.
    pub(super) by: Option<Date>,
    /// What it repeats, and in which paragraphs; everywhere when that is empty.
    pub repeats: Vec<(SourceId, Vec<crate::facts::Place>)>,
    /// The source cited without a place.
    pub whole: Citation<'f>,
}

impl SourceNode<'_> {
    /// The days on which it may have come out.
    pub fn days(&self) -> Option<Days> {
        self.published.as_ref().map(Date::days)
    }

    /// The last day it came out by what is said of it, `about` and `perhaps` set aside; the first where that is left open.
    /// None where it is undated.
    pub fn up_to(&self) -> Option<Day> {
        let published = self.published.as_ref()?;
        let last = published.last_without_doubt();
        Some(if last.is_open() { published.days().0 } else { last }).filter(|day| !day.is_open())
    }
}

/// Part of a model: what an answer speaks of and what a map shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Nodes, each once.
    pub nodes: Vec<NodeIndex>,
    /// Edges, each once.
    pub edges: Vec<EdgeIndex>,
}

impl Selection {
    /// Adds a node.
    pub fn node(&mut self, node: NodeIndex) {
        self.nodes.push(node);
    }

    /// Adds the edges of a claim, with their ends.
    pub fn claim(&mut self, model: &Model, claim: ClaimId) {
        for edge in model.edges_of(claim) {
            self.edge(model, edge);
        }
    }

    /// Adds an edge, with its ends.
    pub fn edge(&mut self, model: &Model, edge: EdgeIndex) {
        if let Some((from, to)) = model.graph.edge_endpoints(edge) {
            self.edges.push(edge);
            self.nodes.extend([from, to]);
        }
    }

    /// The same with each node and edge once, in the order of the model.
    pub fn tidy(mut self) -> Self {
        self.nodes.sort();
        self.nodes.dedup();
        self.edges.sort();
        self.edges.dedup();
        self
    }
}

/// A fact set, joined up.
pub struct Model<'f> {
    /// What the files say.
    pub facts: &'f FactSet,
    /// Nodes are records with a name, edges are claims that bind two.
    pub graph: DiGraph<Node<'f>, Edge>,
    /// Every claim.
    pub claims: Vec<Claim<'f>>,
    /// Every source.
    pub sources: Vec<SourceNode<'f>>,
    nodes: FxHashMap<Ref, NodeIndex>,
    sources_by_record: FxHashMap<Ref, SourceId>,
    /// Claims that have an id.
    claims_by_id: FxHashMap<&'f str, ClaimId>,
    /// The claims that speak against a wording, by the id of that.
    against: FxHashMap<&'f str, Vec<ClaimId>>,
    newest: Day,
    /// How many claims of sound records are left out, because something they name is.
    pub unjoined: usize,
    /// The claims that speak of each node, in the order of the files.
    by_node: Vec<Claims>,
    /// The number of the first edge of each claim: those of one follow each other.
    first_edges: Vec<u32>,
    /// That each date happened.
    happened: Vec<Option<ClaimId>>,
    /// The statuses of each node.
    statuses: Vec<Claims>,
    /// The claims each speaker makes.
    said_by: FxHashMap<NodeIndex, Vec<ClaimId>>,
    /// The ties that put one before another.
    orders: Vec<ClaimId>,
    /// Who speaks for whom.
    spoken: spoken::Spoken,
    /// Made when first asked for.
    calendar: OnceCell<Calendar>,
    /// The claims on those of whom much is said, in the order of topics, as far as they were asked for.
    by_topic: RefCell<FxHashMap<NodeIndex, Vec<ClaimId>>>,
    /// The time from the first status of each record on, as far as it was asked for.
    begun: RefCell<FxHashMap<NodeIndex, Interval>>,
    /// The claims that give the beginning or the end of a tie.
    times_told: untold::TimesTold<'f>,
    /// The sources behind each, as far as they were asked for.
    behind: RefCell<FxHashMap<SourceId, Rc<[SourceId]>>>,
}

impl<'f> Model<'f> {
    /// The words the facts are written in.
    pub fn vocab(&self) -> &'f Vocab {
        &self.facts.vocab
    }

    /// A claim.
    pub fn claim(&self, id: ClaimId) -> &Claim<'f> {
        &self.claims[id.0 as usize]
    }

    /// A source.
    pub fn source(&self, id: SourceId) -> &SourceNode<'f> {
        &self.sources[id.0 as usize]
    }

    /// The source with this id.
    pub fn source_called(&self, id: &str) -> Option<SourceId> {
        let of = self.facts.find(id)?;
        self.source_of(of)
    }

    /// The source of a record.
    pub fn source_of(&self, of: Ref) -> Option<SourceId> {
        self.sources_by_record.get(&of).copied()
    }

    /// The claim with this id.
    pub fn claim_called(&self, id: &str) -> Option<ClaimId> {
        self.claims_by_id.get(id).copied()
    }

    /// The claims that speak against a wording.
    fn against(&self, wording: ClaimId) -> &[ClaimId] {
        let all = self.claim(wording).id.and_then(|id| self.against.get(id));
        all.map(Vec::as_slice).unwrap_or_default()
    }

    /// The newest day on which any source came out, of those the lens leaves; the end of time where none is dated.
    pub fn newest(&self, lens: &Lens) -> Day {
        lens.known_by.map_or(self.newest, |day| day.min(self.newest))
    }

    /// The node of a record.
    pub fn node_of(&self, of: Ref) -> Option<NodeIndex> {
        self.nodes.get(&of).copied()
    }

    /// The node with this id.
    pub fn node_called(&self, id: &str) -> Option<NodeIndex> {
        self.node_of(self.facts.find(id)?)
    }

    /// The claims that speak of a node, in the order of the files.
    pub fn claims_on(&self, node: NodeIndex) -> impl Iterator<Item = ClaimId> + '_ {
        self.by_node.get(node.index()).into_iter().flatten().copied()
    }

    /// The claim that a date happened.
    pub fn happened(&self, date: NodeIndex) -> Option<ClaimId> {
        *self.happened.get(date.index())?
    }

    /// The status claims of a node, in the order of the files.
    pub fn status_claims(&self, node: NodeIndex) -> &[ClaimId] {
        self.statuses.get(node.index()).map(Claims::as_slice).unwrap_or_default()
    }

    /// The claims somebody is the speaker of, in the order of the files.
    pub fn said_by(&self, node: NodeIndex) -> impl Iterator<Item = ClaimId> + '_ {
        self.said_by.get(&node).into_iter().flatten().copied()
    }

    /// The ties by a relation that puts one before another in time, in the order of the files.
    pub fn orders(&self) -> &[ClaimId] {
        &self.orders
    }

    /// All claims.
    pub fn all_claims(&self) -> impl Iterator<Item = ClaimId> + use<> {
        (0..self.claims.len() as u32).map(ClaimId)
    }

    /// The edges a claim draws.
    pub fn edges_of(&self, claim: ClaimId) -> impl Iterator<Item = EdgeIndex> + use<> {
        let first = |n: u32| self.first_edges.get(n as usize).map_or(self.graph.edge_count(), |first| *first as usize);
        (first(claim.0)..first(claim.0 + 1)).map(EdgeIndex::new)
    }

    /// The edges at a node with the node at the other end, both directions.
    pub fn around(&self, node: NodeIndex) -> impl Iterator<Item = (EdgeIndex, NodeIndex, ClaimId)> + '_ {
        let out = self.graph.edges_directed(node, Direction::Outgoing).map(|e| (e.id(), e.target(), e.weight().claim));
        let into = self.graph.edges_directed(node, Direction::Incoming).map(|e| (e.id(), e.source(), e.weight().claim));
        out.chain(into)
    }

    /// The name of a node.
    pub fn name(&self, node: NodeIndex) -> &'f str {
        self.graph[node].name
    }

    /// Whether the facts describe somebody or something that no source names.
    pub fn is_unnamed(&self, node: NodeIndex) -> bool {
        self.facts.subject(self.graph[node].of).is_some_and(|subject| subject.unnamed)
    }

    /// Whether the name of a node is of several.
    pub fn is_plural(&self, node: NodeIndex) -> bool {
        self.facts.subject(self.graph[node].of).is_some_and(|subject| subject.plural)
    }

    /// The name of a speaker.
    pub fn speaker(&self, speaker: Speaker<'f>) -> &'f str {
        match speaker {
            Speaker::Known(node) => self.name(node),
            Speaker::Unnamed(words) => words,
        }
    }

    /// The whole model.
    pub fn everything(&self) -> Selection {
        Selection { nodes: self.graph.node_indices().collect(), edges: self.graph.edge_indices().collect() }
    }
}
