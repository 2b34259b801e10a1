//! A hop as a row: what binds its two ends, when, and by whose words.
//!
//! Invariant: what is possible, hedged or told by somebody says so.
use super::walk::{Leg, Walk};
use crate::ask::{Answer, Cell, Evidence, Row, Section};
use crate::date::Holds;
use crate::model::{ClaimId, Pair, Reached, Says, Standing, View, words};
use crate::vocab::{Partnership, Root, Stance};
use petgraph::graph::NodeIndex;

impl<'f> Walk<'_, 'f> {
    pub(super) fn row(
        &self,
        leg: &Leg,
        section: &Section,
        (standing, way, hop): (&'static str, usize, usize),
        answer: &mut Answer<'f>,
    ) -> Row<'f> {
        let model = self.model;
        let claims = match leg.claims.as_slice() {
            [only] => model.alike(*only, self.lens),
            several => several.to_vec(),
        };
        let views: Vec<View> = claims.iter().filter_map(|c| self.view(*c)).collect();
        let record = leg.records.first().copied();
        let status = record.and_then(|r| model.status(r, self.lens));
        let mut evidence = match &status {
            Some(status) => Evidence::of_all(model, &[vec![status.view.clone()], views.clone()].concat()),
            None => Evidence::of_all(model, &views),
        };
        // The sources of a record need not say who had part in it.
        for view in views.iter().filter(|view| view.stance != Stance::Denied && !view.claim.fields.cite.is_empty()) {
            if let Says::Party { role, who, .. } = view.claim.says {
                evidence.only_some(&format!("{} {}", model.role_label(role), model.name(who)), &view.cites);
            }
        }
        evidence.status = status.as_ref().map(|s| s.word);
        let mut text = self.leg_words(leg, &views, status.as_ref());
        let by = words::join(evidence.said_by.iter().map(|s| model.speaker(*s)));
        if !by.is_empty() && record.is_none() {
            text += &format!(", by the words of {by}");
        }
        // Records that are joined have days of their own.
        let when = if leg.records.len() > 1 { String::new() } else { evidence.when.words() };
        if !when.is_empty() {
            let comma = if status.is_some() { " " } else { ", " };
            text += &format!("{comma}{when}");
        }
        if views.first().is_some_and(|view| self.is_adverse(view)) {
            text += ", adverse";
        }
        // Whose words it is says that it is no more than that.
        let told = !by.is_empty() && record.is_none();
        if evidence.stance == Stance::Opinion || evidence.stance == Stance::Hedged && !told {
            text += &format!(", {}", model.vocab().stance_label(evidence.stance));
        }
        if evidence.holds == Holds::Possible {
            text += " (possible)";
        }
        let claims: Vec<ClaimId> = claims.into_iter().chain(status.as_ref().map(|s| s.view.id)).collect();
        answer.draw(model, &claims);
        let relation = views.first().map_or(Cell::Nothing, |v| Cell::word(self.words(v.claim).first().copied()));
        let cells = vec![
            Cell::Entity(leg.from),
            Cell::Text(text),
            Cell::Entity(leg.to),
            Cell::Word(standing),
            Cell::Number(way),
            Cell::Number(hop),
            record.map_or(Cell::Nothing, Cell::Entity),
            relation,
            Cell::Number(self.beside(leg)),
        ];
        Row::new(section.clone(), cells, evidence)
    }

    /// Whether what binds two sets them against each other.
    fn is_adverse(&self, view: &View) -> bool {
        let vocab = self.model.vocab();
        let partnership = match &view.claim.says {
            Says::Tie { word, .. } => vocab.relations.get(word).map(|relation| relation.partnership),
            _ => None,
        };
        partnership == Some(Partnership::Adverse)
    }

    /// How many other rows `ties partners` has for the two, besides what is told.
    fn beside(&self, leg: &Leg) -> usize {
        let told = |p: &Pair| p.claims.iter().any(|c| leg.claims.contains(c));
        if self.model.graph[leg.from].root != Root::Stakeholder {
            return 0;
        }
        // Of two who have partners, the one on whom less is said is the quicker to ask.
        let said = |node| self.model.claims_on(node).count();
        let turned = self.model.graph[leg.to].root == Root::Stakeholder && said(leg.to) < said(leg.from);
        let (one, other) = if turned { (leg.to, leg.from) } else { (leg.from, leg.to) };
        let pairs = self.model.pairs_between(one, other, self.lens);
        pairs.iter().filter(|p| p.standing == Standing::Partner && !told(p)).count()
    }

    /// What binds the two ends of a hop.
    fn leg_words(&self, leg: &Leg, views: &[View], status: Option<&Reached>) -> String {
        let model = self.model;
        let (Some(first), Some(last)) = (views.first(), views.last()) else { return String::new() };
        let Some(record) = leg.records.first().copied() else {
            return match &first.claim.says {
                Says::Tie { from, word, .. } if *from != leg.from => {
                    let inverse = model.vocab().relations.get(word).map_or((*word).to_owned(), |r| r.inverse.clone());
                    format!("{inverse} {}", model.name(leg.to))
                }
                Says::Stake { of, holders, kind, .. } if *of == leg.from => {
                    let value = model.value_words(first.claim);
                    let whole = model.vocab().kinds.get(kind).filter(|kind| !kind.share);
                    let value = match whole {
                        Some(kind) => kind.label.clone(),
                        None if value.is_empty() => "share not stated".to_owned(),
                        None => value,
                    };
                    format!("of it, {}: {value}", words::join(holders.iter().map(|h| model.name(*h))))
                }
                _ => model.phrase(first.claim),
            };
        };
        // What the record is joined to on the way is no further hop.
        let over = words::join(leg.records[1..].iter().map(|r| model.name(*r)));
        let over = if over.is_empty() { over } else { format!(" (joined to {over})") };
        let names = format!("{}{over}", model.name(record));
        let status = status.map_or(String::new(), |s| format!(": {}", model.status_label(record, s.word)));
        let (a, b) = (self.part_in(record, first), self.part_in(record, last));
        if let Some(other) = leg.records[1..].last() {
            let b = self.part_in(*other, last);
            return format!("{a} {names}{status}, {}: {b} {}", model.name(leg.to), model.name(*other));
        }
        if a == b {
            format!("with {}, {a} {names}{status}", model.name(leg.to))
        } else {
            let part = match &last.claim.says {
                Says::Party { role, .. } => model.role_label(role).to_owned(),
                _ => format!("{b} it"),
            };
            format!("{a} {names}, {}: {part}{status}", model.name(leg.to))
        }
    }

    /// What one end of a hop is to the record it leads through, before its name: `guest in`, `set up by`.
    fn part_in(&self, record: NodeIndex, view: &View) -> String {
        let model = self.model;
        match &view.claim.says {
            Says::Party { role, .. } => {
                let preposition = if model.graph[record].root == Root::Agreement { "to" } else { "in" };
                format!("{} {preposition}", model.role_label(role))
            }
            Says::Link { field: "where", .. } => "the place of".to_owned(),
            Says::Link { field: "outcome", .. } => "what came of".to_owned(),
            Says::Link { .. } => "covered by".to_owned(),
            Says::Tie { from, word, .. } => model.vocab().relations.get(word).map_or((*word).to_owned(), |relation| {
                if *from == record { relation.inverse.clone() } else { relation.label.clone() }
            }),
            _ => String::new(),
        }
    }
}
