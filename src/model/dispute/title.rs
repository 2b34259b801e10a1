//! What a dispute is about, in words.
//!
//! Invariant: two matters of one node have different titles.
use super::Matter;
use super::voice::Voice;
use crate::model::Model;
use petgraph::graph::NodeIndex;

impl<'f> Model<'f> {
    pub(super) fn title(&self, matter: &Matter<'f>, voices: &[Voice<'_, 'f>], sides: &[Vec<usize>]) -> String {
        let names = |nodes: &[NodeIndex]| nodes.iter().map(|n| self.name(*n)).collect::<Vec<_>>().join(" and ");
        match matter {
            Matter::Detail(of, what) => {
                let property = self.vocab().properties.get(what);
                let label = property.map_or(*what, |p| &p.label);
                let unit = property.filter(|p| p.unit.ends_with("/year")).map_or("", |_| " a year");
                // The day is named where a side was seen on one only.
                let day =
                    sides.iter().flatten().filter_map(|n| voices[*n].view.when.seen.as_ref()).filter(|d| d.is_day());
                let seen_on = sides.iter().flatten().any(|n| !voices[*n].view.claim.when.is_empty());
                let on = day.max_by_key(|d| d.days()).filter(|_| seen_on).map_or(String::new(), |d| format!(" on {d}"));
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
            Matter::One(word, to) => {
                let label = self.vocab().relations.get(word).map_or(*word, |r| &r.inverse);
                format!("{}, {label}", self.name(*to))
            }
            Matter::Status(of, word) => {
                let label = self.vocab().status(self.graph[*of].root, word).map_or(*word, |s| &s.label);
                format!("{}, when {label}", self.name(*of))
            }
            Matter::Values(claim, field) => {
                let first = self.claim(*claim).says.nodes().next();
                format!("{}, {field}", first.map_or("", |node| self.name(node)))
            }
            Matter::Wording(claim) => {
                format!("{}, what was said", names(&self.claim(*claim).says.nodes().collect::<Vec<_>>()))
            }
        }
    }
}
