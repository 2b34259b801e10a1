//! What a dispute is about, in words.
//!
//! Invariant: two matters of one node have different titles.
use super::Matter;
use super::voice::Voice;
use crate::model::{Model, Says, When};
use petgraph::graph::NodeIndex;

impl<'f> Model<'f> {
    pub(super) fn title(&self, matter: &Matter<'f>, voices: &[Voice<'_, 'f>], sides: &[Vec<usize>]) -> String {
        let names = |nodes: &[NodeIndex]| nodes.iter().map(|n| self.name(*n)).collect::<Vec<_>>().join(" and ");
        match matter {
            Matter::Detail(of, what) => {
                let property = self.vocab().properties.get(what);
                let label = property.map_or(*what, |p| &p.label);
                let unit = property.filter(|p| p.unit.ends_with("/year")).map_or("", |_| " a year");
                let on = on_days(voices, sides);
                format!("{}, {label}{unit}{on}", names(of))
            }
            Matter::Share(holders, of, kind) => {
                format!("{}, {} of {}", self.name(*of), self.vocab().kind_label(kind), names(holders))
            }
            Matter::Holder(of, _, share) => format!("{}, who holds the {share}", self.name(*of)),
            Matter::Stake(holders, of, kind) => {
                format!("{}, {} of {}", self.name(*of), self.vocab().kind_label(kind), names(holders))
            }
            Matter::Is(of, what, is) => {
                let label = self.vocab().properties.get(what).map_or(*what, |p| &p.label);
                format!("{}, whether {label} {is}", names(of))
            }
            Matter::Reached(of, word) => format!("{}, whether {}", self.name(*of), self.status_label(*of, word)),
            Matter::Tie(from, word, to) => {
                let label = self.vocab().relations.get(word).map_or(*word, |r| &r.label);
                format!("{}, {label} {}", self.name(*from), self.name(*to))
            }
            Matter::Post(from, word, to) => {
                let label = self.vocab().relations.get(word).map_or(*word, |r| &r.label);
                format!("{}, {label} {}, as what", self.name(*from), self.name(*to))
            }
            Matter::One(word, to) => {
                let label = self.vocab().relations.get(word).map_or(*word, |r| &r.inverse);
                format!("{}, {label}", self.name(*to))
            }
            Matter::Status(of, word) | Matter::Again(of, word) => {
                let label = self.vocab().status(self.graph[*of].root, word).map_or(*word, |s| &s.label);
                format!("{}, when {label}", self.name(*of))
            }
            Matter::Values(claim, field) => {
                let claim = self.claim(*claim);
                match &claim.says {
                    Says::Happened { date } => format!("{}, {field}", self.name(*date)),
                    Says::Status { of, word } => {
                        format!("{}, {}, {field}", self.name(*of), self.status_label(*of, word))
                    }
                    Says::Stake { holders: of, .. } | Says::Detail { of, .. } => {
                        format!("{}, {}, {field}", names(of), self.phrase(claim))
                    }
                    Says::Party { who: one, .. } | Says::Tie { from: one, .. } | Says::Link { from: one, .. } => {
                        format!("{}, {}, {field}", self.name(*one), self.phrase(claim))
                    }
                }
            }
            Matter::Wording(claim) => {
                format!("{}, what was said", names(&self.claim(*claim).says.nodes().collect::<Vec<_>>()))
            }
        }
    }
}

/// The day or the year of a figure, where a side was seen on it only: ` on 2025-06-23`.
pub(super) fn on_days(voices: &[Voice], sides: &[Vec<usize>]) -> String {
    let views = || sides.iter().flatten().map(|n| &voices[*n].view);
    let stated = || views().filter(|view| !view.claim.when.is_empty());
    let days = views().filter_map(|view| view.when.seen.as_ref()).filter(|day| day.is_day());
    let years = stated().filter_map(|view| view.when.seen.as_ref().or(view.when.when.as_ref()));
    let seen = days.max_by_key(|day| day.days()).filter(|_| stated().next().is_some());
    let seen = seen.or(years.max_by_key(|year| year.days())).cloned();
    seen.map_or(String::new(), |seen| match seen.stretch() {
        Some(_) => format!(", {}", seen.words()),
        None => format!(" {}", When { seen: Some(seen), ..When::default() }.words()),
    })
}
