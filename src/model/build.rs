//! Joins facts up to a model.
//!
//! Invariant: a record that is broken, or that speaks of something unknown, is left out here and counted; it was
//! reported by the checks.
mod named;

use super::{Citation, Claim, ClaimId, Claims, Edge, Model, Node, Says, SourceId, SourceNode, Speaker};
use crate::date::{Date, Day};
use crate::facts::{Cite, ClaimFields, Detail, FactSet, Id, List, Part, Party, Place, Ref, Source, Status};
use crate::text::{Span, Text};
use crate::vocab::{Root, Stance};
use crate::yaml::Short;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

impl<'f> Model<'f> {
    /// Joins up the sound records; those in `left_out` are passed over.
    pub fn new(facts: &'f FactSet, left_out: &FxHashSet<Ref>) -> Self {
        let mut model = Self {
            facts,
            graph: DiGraph::new(),
            claims: vec![],
            sources: vec![],
            nodes: FxHashMap::default(),
            sources_by_record: FxHashMap::default(),
            claims_by_id: FxHashMap::default(),
            against: FxHashMap::default(),
            newest: Day::FUTURE,
            unjoined: 0,
            by_node: vec![],
            first_edges: vec![],
            happened: vec![],
            statuses: vec![],
            said_by: FxHashMap::default(),
            orders: vec![],
            spoken: Default::default(),
            calendar: OnceCell::new(),
            by_topic: RefCell::default(),
            begun: RefCell::default(),
            times_told: FxHashMap::default(),
            behind: RefCell::default(),
        };
        let (dates, speaks_for) = (FxHashMap::default(), vec![]);
        let mut builder = Builder { dates, inherited: None, speaks_for, model: &mut model, left_out };
        builder.sources();
        builder.nodes();
        builder.claims();
        let speaks_for = builder.speaks_for;
        model.join_voices(&speaks_for);
        model
    }
}

struct Builder<'m, 'f> {
    model: &'m mut Model<'f>,
    /// Each distinct text of a date is read once.
    dates: FxHashMap<&'f str, Option<Date>>,
    /// What the parts of the record at hand take from it: they share it, for most of a large set is that.
    inherited: Option<(Ref, Rc<[Citation<'f>]>)>,
    /// The ties that make two one voice.
    speaks_for: Vec<ClaimId>,
    left_out: &'m FxHashSet<Ref>,
}

impl<'f> Builder<'_, 'f> {
    fn says(&self, text: Text) -> &'f str {
        &self.model.facts.files[text]
    }

    fn is_out(&self, list: List, index: usize) -> bool {
        self.left_out.contains(&Ref { list, index: index as u32 })
    }

    fn sources(&mut self) {
        let facts = self.model.facts;
        let mut siblings = FxHashMap::default();
        for (index, record) in facts.lists.sources.iter().enumerate() {
            let of = Ref { list: List::Sources, index: index as u32 };
            if !self.left_out.contains(&of) {
                let source = SourceId(self.model.sources.len() as u32);
                self.model.sources_by_record.insert(of, source);
                let published = record.published.and_then(|raw| self.date(raw));
                let by = published.as_ref().and_then(|date| Date::by(date.days().1));
                let record: &'f Source = record;
                let (id, publisher) = (self.says(record.id), self.says(record.publisher));
                let whole = Citation::whole(source);
                let sibling = *siblings.entry(publisher).or_insert(source);
                self.model.sources.push(SourceNode {
                    record,
                    of,
                    id,
                    publisher,
                    sibling,
                    published,
                    by,
                    repeats: vec![],
                    whole,
                });
            }
        }
        for n in 0..self.model.sources.len() {
            let repeats = self.model.sources[n].record.repeats.iter().filter_map(|repeat| {
                let places = repeat.r#for.iter().filter_map(|text| Place::read(self.says(*text))).collect();
                Some((self.source(repeat.source.of())?, places))
            });
            self.model.sources[n].repeats = repeats.collect();
        }
        let newest = self.model.sources.iter().filter_map(|s| s.up_to()).max();
        self.model.newest = newest.unwrap_or(Day::FUTURE);
    }

    fn nodes(&mut self) {
        let facts = self.model.facts;
        for (of, subject) in facts.subjects() {
            if self.left_out.contains(&of) {
                continue;
            }
            let node = self.model.graph.add_node(Node {
                of,
                id: self.says(subject.id),
                name: self.says(subject.name),
                kind: self.says(subject.kind),
                root: of.list.root().unwrap_or(Root::Stakeholder),
                group: subject.group.map(|g| self.says(g)),
            });
            self.model.nodes.insert(of, node);
        }
        let nodes = self.model.graph.node_count();
        (self.model.by_node, self.model.statuses) = (vec![Claims::new(); nodes], vec![Claims::new(); nodes]);
        self.model.happened = vec![None; nodes];
    }

    fn claims(&mut self) {
        let facts = self.model.facts;
        for (of, subject) in facts.subjects() {
            let Some(node) = self.model.node_of(of) else { continue };
            let record = Inherited { cite: subject.cite, status: subject.status };
            self.inside(of, node, record, subject.status, subject.details);
        }
        for (index, stake) in facts.lists.stakes.iter().enumerate() {
            let holders = self.ids(&stake.holder);
            if self.is_out(List::Stakes, index) {
                continue;
            }
            if let (Some(holders), Some(of)) = (holders, self.id(stake.r#in)) {
                let share = stake.share.map(|s| self.says(s));
                let says = Says::Stake { holders, of, kind: self.says(stake.kind), share };
                self.own(List::Stakes, index, stake.id, stake.kind.0, says, &stake.claim);
            } else {
                self.model.unjoined += 1;
            }
        }
        for (index, tie) in facts.lists.ties.iter().enumerate() {
            if self.is_out(List::Ties, index) {
                continue;
            }
            for (from, to) in tie.pairs() {
                let (Some(from), Some(to)) = (self.id(from), self.id(to)) else {
                    self.model.unjoined += 1;
                    continue;
                };
                let says = Says::Tie { from, word: self.says(tie.is), to, complete: tie.complete };
                self.own(List::Ties, index, tie.id, tie.is.0, says, &tie.claim);
            }
        }
        for (index, detail) in facts.lists.details.iter().enumerate() {
            if self.is_out(List::Details, index) {
                continue;
            }
            if let Some(of) = self.ids(&detail.of).filter(|of| !of.is_empty()) {
                let says = Says::Detail { of, what: self.says(detail.what), is: self.says(detail.is) };
                self.own(List::Details, index, detail.id, detail.what.0, says, &detail.claim);
            } else {
                self.model.unjoined += 1;
            }
        }
    }

    /// The claims written inside a record with a name.
    fn inside(
        &mut self,
        of: Ref,
        node: NodeIndex,
        record: Inherited<'f>,
        statuses: &'f [Short<Status>],
        details: &'f [Detail],
    ) {
        let facts = self.model.facts;
        for (n, status) in statuses.iter().enumerate() {
            let says = Says::Status { of: node, word: self.says(status.is) };
            self.part(of, Part::Status(n as u32), status.is.0, says, &status.claim, record);
        }
        let n = of.index as usize;
        let (parties, own): (&'f [Short<Party>], Option<&'f ClaimFields>) = match of.list {
            List::Agreements => (&facts.lists.agreements[n].parties, None),
            List::Dates => (&facts.lists.dates[n].who, Some(&facts.lists.dates[n].claim)),
            _ => (&[], None),
        };
        if let Some(own) = own {
            let at = facts.lists.dates[n].name.0;
            self.part(of, Part::Record, at, Says::Happened { date: node }, own, record);
        }
        let default = facts.vocab.default_role(of.list.root().unwrap_or(Root::Agreement));
        for (n, party) in parties.iter().enumerate() {
            let Some(who) = self.id(party.id(&facts.files)) else {
                self.model.unjoined += 1;
                continue;
            };
            let role = party.role(&facts.files).map_or(default, |r| self.says(r));
            self.part(
                of,
                Part::Party(n as u32),
                party.who.0,
                Says::Party { who, of: node, role },
                &party.claim,
                record,
            );
        }
        let own = own.unwrap_or_else(|| <ClaimFields as crate::facts::Rare>::empty());
        for (field, id) in links(facts, of) {
            let Some(to) = self.id(id) else {
                self.model.unjoined += 1;
                continue;
            };
            self.part(of, Part::Record, id.0, Says::Link { from: node, field, to }, own, record);
        }
        for (n, detail) in details.iter().enumerate() {
            let says = Says::Detail { of: Box::new([node]), what: self.says(detail.what), is: self.says(detail.is) };
            let id = detail.id.map(|id| self.says(id));
            let written = Written { of, part: Part::Detail(n as u32), at: detail.what.0, id };
            self.push(written, says, &detail.claim, record);
        }
    }

    fn own(&mut self, list: List, index: usize, id: Option<Text>, at: Span, says: Says<'f>, fields: &'f ClaimFields) {
        let none = Inherited { cite: &[], status: &[] };
        let of = Ref { list, index: index as u32 };
        let id = id.map(|id| self.says(id));
        self.push(Written { of, part: Part::Record, at, id }, says, fields, none);
    }

    fn part(&mut self, of: Ref, part: Part, at: Span, says: Says<'f>, fields: &'f ClaimFields, record: Inherited<'f>) {
        self.push(Written { of, part, at, id: None }, says, fields, record);
    }

    fn push(&mut self, written: Written<'f>, says: Says<'f>, fields: &'f ClaimFields, record: Inherited<'f>) {
        let stance = fields.stance.and_then(|s| Stance::of(self.says(s))).unwrap_or_default();
        let own = stance == Stance::Opinion && fields.said_by.is_empty();
        let of = written.of;
        let cites = match &self.inherited {
            Some((its, cites)) if *its == of && fields.cite.is_empty() && !own => Rc::clone(cites),
            _ => {
                let cites = record.cites(fields).into_iter().filter_map(|cite| self.citation(cite));
                let cites: Rc<[Citation]> = cites.map(|c| Citation { own: own && c.via.is_empty(), ..c }).collect();
                if fields.cite.is_empty() && !own {
                    self.inherited = Some((of, Rc::clone(&cites)));
                }
                cites
            }
        };
        let text = |text: Option<Text>| text.map(|t| self.says(t));
        let against = fields.against.map(|id| self.says(*id));
        let (prefer, reject) = (text(fields.prefer), text(fields.reject));
        let (post, note) = (text(fields.r#as), text(fields.note));
        let Written { part, at, id, .. } = written;
        let claim = Claim {
            of,
            part,
            at,
            id,
            stance,
            said_by: fields.said_by.iter().filter_map(|s| self.speaker(*s)).collect(),
            when: self.dated(&fields.when),
            since: self.dated(&fields.since),
            until: self.dated(&fields.until),
            seen: fields.seen.and_then(|raw| self.date(raw)),
            cites,
            prefer,
            reject,
            against,
            post,
            note,
            fields,
            says,
        };
        self.add(claim);
    }

    /// Takes a claim into the model, with what leads to it.
    fn add(&mut self, claim: Claim<'f>) {
        let id = ClaimId(self.model.claims.len() as u32);
        for node in claim.says.nodes() {
            let its = &mut self.model.by_node[node.index()];
            if its.last() != Some(&id) {
                its.push(id);
            }
        }
        let known = |speaker: &Speaker| match speaker {
            Speaker::Known(node) => Some(*node),
            Speaker::Unnamed(_) => None,
        };
        for speaker in claim.said_by.iter().filter_map(known).collect::<BTreeSet<_>>() {
            self.model.said_by.entry(speaker).or_default().push(id);
        }
        self.model.first_edges.push(self.model.graph.edge_count() as u32);
        let mut line = |from, to| {
            self.model.graph.add_edge(from, to, Edge { claim: id });
        };
        match &claim.says {
            Says::Party { who, of, .. } => line(*who, *of),
            Says::Stake { holders, of, .. } => holders.iter().for_each(|holder| line(*holder, *of)),
            Says::Tie { from, word, to, .. } => {
                line(*from, *to);
                let relation = self.model.facts.vocab.relations.get(word);
                if relation.is_some_and(|relation| relation.orders) {
                    self.model.orders.push(id);
                }
                if relation.is_some_and(|relation| relation.one_voice) {
                    self.speaks_for.push(id);
                }
            }
            Says::Link { from, to, .. } => line(*from, *to),
            Says::Happened { date } => self.model.happened[date.index()] = Some(id),
            Says::Status { of, .. } => self.model.statuses[of.index()].push(id),
            Says::Detail { .. } => {}
        }
        if let Some(ends) = self.model.ends(&claim.says).filter(|_| claim.spans()) {
            self.model.times_told.entry(ends).or_default().push(id);
        }
        // Of claims that share one, the first has the id.
        if let Some(name) = claim.id {
            self.model.claims_by_id.entry(name).or_insert(id);
        }
        if let Some(wording) = claim.against {
            self.model.against.entry(wording).or_default().push(id);
        }
        self.model.claims.push(claim);
    }
}

/// Where a claim is written, and its own id.
struct Written<'f> {
    of: Ref,
    part: Part,
    at: Span,
    id: Option<&'f str>,
}

/// What a part of a record takes from the record when it has no citation of its own.
#[derive(Clone, Copy)]
struct Inherited<'f> {
    cite: &'f [Short<Cite>],
    status: &'f [Short<Status>],
}

impl<'f> Inherited<'f> {
    fn cites(self, fields: &'f ClaimFields) -> Vec<&'f Cite> {
        let all = |cites: &'f [Short<Cite>]| cites.iter().map(|c| &c.0).collect::<Vec<_>>();
        if !fields.cite.is_empty() {
            all(&fields.cite)
        } else if !self.cite.is_empty() {
            all(self.cite)
        } else {
            self.status.iter().flat_map(|s| all(&s.claim.cite)).collect()
        }
    }
}

/// The fields of a record that name others without saying more.
fn links(facts: &FactSet, of: Ref) -> Vec<(&'static str, Id)> {
    let n = of.index as usize;
    match of.list {
        List::Agreements => facts.lists.agreements[n].covers.iter().map(|id| ("covers", *id)).collect(),
        List::Dates => {
            let date = &facts.lists.dates[n];
            let place = date.r#where.iter().map(|id| ("where", *id));
            let covers = date.covers.iter().map(|id| ("covers", *id));
            place.chain(covers).chain(date.outcome.iter().map(|id| ("outcome", *id))).collect()
        }
        _ => vec![],
    }
}
