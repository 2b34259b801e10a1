//! What a fact names, looked up: ids, sources, speakers, dates, citations.
//!
//! Invariant: what is not there is none, never something near it.
use super::Builder;
use crate::date::Date;
use crate::facts::{Cite, DateValue, Id, Place, Ref};
use crate::model::{Citation, Dated, SourceId, Speaker};
use crate::vocab::Stance;
use crate::yaml::Raw;
use petgraph::graph::NodeIndex;

impl<'f> Builder<'_, 'f> {
    pub(super) fn id(&self, id: Id) -> Option<NodeIndex> {
        self.model.node_of(id.of()?)
    }

    pub(super) fn ids(&self, ids: &[Id]) -> Option<Box<[NodeIndex]>> {
        ids.iter().map(|id| self.id(*id)).collect()
    }

    pub(super) fn source(&self, of: Option<Ref>) -> Option<SourceId> {
        self.model.source_of(of?)
    }

    pub(super) fn speaker(&self, id: Id) -> Option<Speaker<'f>> {
        if id.is_stand_in() {
            return None;
        }
        Some(self.id(id).map_or(Speaker::Unnamed(self.says(*id)), Speaker::Known))
    }

    pub(super) fn date(&mut self, raw: Raw) -> Option<Date> {
        let text = self.says(raw.0);
        self.dates.entry(text).or_insert_with(|| Date::read(text).ok()).clone()
    }

    pub(super) fn dated(&mut self, values: &'f [DateValue]) -> Vec<Dated<'f>> {
        let values = values.iter().filter(|value| !value.is.0.is_stand_in());
        let read = |value: &'f DateValue| Dated {
            date: self.date(value.is),
            text: self.says(value.is.0),
            cites: value.cite.iter().filter_map(|cite| self.citation(&cite.0)).collect(),
            prefer: value.prefer.map(|p| self.says(p)),
            reject: value.reject.map(|r| self.says(r)),
        };
        values.map(read).collect()
    }

    pub(super) fn citation(&mut self, cite: &'f Cite) -> Option<Citation<'f>> {
        let at = cite.at.read(&self.model.facts.files);
        let via = std::iter::once(cite.at.via()).chain(cite.more.via.iter().map(|id| id.of()));
        Some(Citation {
            source: self.source(cite.at.source())?,
            at: at.place.unwrap_or(""),
            place: at.place.and_then(Place::read),
            via: via.filter_map(|of| self.source(of)).collect(),
            said_by: cite.more.said_by.iter().filter_map(|s| self.speaker(*s)).collect(),
            stance: cite.more.stance.and_then(|s| Stance::of(self.says(s))),
            value: cite.more.value.map(|v| self.says(v)),
            quote: cite.more.quote.map(|q| self.says(q)),
            when: cite.more.when.and_then(|raw| self.date(raw)),
            own: false,
        })
    }
}
