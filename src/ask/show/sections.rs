//! The sections of a sheet that say what binds one to others and when.
//!
//! Invariant: each section is one method; what a claim says is put into words here, and how it is put by `Sheet::how`.
use super::Sheet;
use crate::ask::agreements::{is_party, names};
use crate::ask::timeline::details;
use crate::ask::{Cell, Evidence};
use crate::date::{Date, Holds};
use crate::model::{Reached, Says, View, words};
use crate::vocab::{Partnership, Root, Stance, Type};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

impl<'m, 'f> Sheet<'m, 'f> {
    pub(super) fn when(&mut self) {
        for view in self.views(self.node) {
            match view.claim.says {
                Says::Happened { date } if date == self.node => {
                    let text = format!("{}{}", view.when.words(), self.model.put_view(&view));
                    self.row("When", "when", text, Cell::Nothing, "when", &view);
                }
                Says::Link { from, field, to } if from == self.node => {
                    let label = match field {
                        "where" => "at",
                        "outcome" => "led to",
                        _ => "about",
                    };
                    let text = format!("{}{}", self.model.name(to), self.model.put_view(&view));
                    self.row("When", label, text, Cell::Entity(to), field, &view);
                }
                _ => {}
            }
        }
    }

    pub(super) fn statuses(&mut self) {
        for status in self.model.statuses(self.node, self.lens).collect::<Vec<_>>() {
            let label = self.model.status_label(self.node, status.word).to_owned();
            let more = self.how(&status.view, false);
            self.row(
                "Stage",
                &label,
                format!("{}{more}", status.view.when.words()),
                Cell::Nothing,
                status.word,
                &status.view,
            );
        }
    }

    pub(super) fn parties(&mut self, of_date: bool) {
        let root = self.model.graph[self.node].root;
        let default = self.model.vocab().default_role(root);
        for view in self.views(self.node) {
            let Says::Party { who, of, role } = view.claim.says else { continue };
            if of == self.node {
                let role_words = if role == default { "" } else { self.model.role_label(role) };
                let when = if view.claim.lasts() { format!(", {}", view.when.words()) } else { String::new() };
                let note = view.note().map_or(String::new(), |note| format!("; {note}"));
                // Who says what has no passage of its own is told with the record.
                let has_own = !view.claim.fields.cite.is_empty();
                let by = if has_own { self.model.says_words(&view.said_by()) } else { String::new() };
                let text = alone(format!("{role_words}{when}{}{by}{note}", self.model.put_view(&view)));
                let section = if of_date { "Who" } else { "Parties" };
                self.row(section, self.model.name(who), text, Cell::Entity(who), role, &view);
            }
        }
        if of_date {
            return;
        }
        for view in self.views(self.node) {
            if let Says::Link { from, field, to } = view.claim.says
                && from == self.node
            {
                let text = alone(self.model.put_view(&view));
                self.row("About", self.model.name(to), text, Cell::Entity(to), field, &view);
            }
        }
    }

    pub(super) fn held_by(&mut self) {
        self.stakes_in(self.node, "Held by");
        // Who owns the company that runs it.
        let through: Vec<(NodeIndex, String)> = self
            .views(self.node)
            .filter_map(|v| match &v.claim.says {
                Says::Stake { holders, of, kind, .. } if *of == self.node && holders.len() == 1 => {
                    let share = self.model.vocab().kinds.get(kind).is_some_and(|k| k.share);
                    (!share).then(|| (holders[0], self.model.vocab().kind_label(kind).to_owned()))
                }
                _ => None,
            })
            .collect();
        for (holder, kind) in through {
            self.stakes_in(holder, &format!("Through {}, {kind}", self.model.name(holder)));
        }
    }

    fn stakes_in(&mut self, node: NodeIndex, section: &str) {
        for view in self.views(node) {
            let Says::Stake { holders, of, kind, share } = &view.claim.says else { continue };
            if *of == node {
                let names = words::join(holders.iter().map(|h| self.model.name(*h)));
                let kind_words = self.model.vocab().kinds.get(kind).filter(|k| !k.share).map(|k| k.label.clone());
                let text = kind_words.or(share.map(words::share_words)).unwrap_or_else(|| "share not stated".into());
                let more = self.how(&view, true);
                let other = match holders.as_ref() {
                    [one] => Cell::Entity(*one),
                    many => Cell::Named(many.iter().map(|h| ("holder", Cell::Entity(*h))).collect()),
                };
                self.row(section, &names, format!("{text}{more}"), other, kind, &view);
            }
        }
    }

    pub(super) fn holds(&mut self) {
        for view in self.views(self.node) {
            let Says::Stake { holders, of, kind, share } = &view.claim.says else { continue };
            if holders.contains(&self.node) && *of != self.node {
                let label = self.model.name(*of);
                let kind_words = self.model.vocab().kinds.get(kind).filter(|k| !k.share).map(|k| k.label.clone());
                let text = kind_words.or(share.map(words::share_words)).unwrap_or_else(|| "share not stated".into());
                let others = words::join(holders.iter().filter(|h| **h != self.node).map(|h| self.model.name(*h)));
                let with = if others.is_empty() { others } else { format!(", with {others}") };
                let more = self.how(&view, true);
                self.row("Holds", label, format!("{text}{with}{more}"), Cell::Entity(*of), kind, &view);
            }
        }
    }

    pub(super) fn figures(&mut self) {
        for view in self.views(self.node) {
            let Says::Detail { what, of, .. } = &view.claim.says else { continue };
            let Some(property) = self.model.vocab().properties.get(what) else { continue };
            if property.many {
                continue;
            }
            let label = self.model.property_label(what);
            let with = words::join(of.iter().filter(|n| **n != self.node).map(|n| self.model.name(*n)));
            let with = if with.is_empty() { with } else { format!(" (with {with})") };
            let more = self.how(&view, true);
            let section = if property.value == Type::Text { "Also" } else { "Figures" };
            let text = format!("{}{with}{more}", self.model.value_words(view.claim));
            self.row(section, &label, text, Cell::Nothing, what, &view);
        }
    }

    pub(super) fn ties(&mut self) {
        for view in self.views(self.node) {
            let Says::Tie { from, word, to, .. } = view.claim.says else { continue };
            let relation = self.model.vocab().relations.get(word);
            let (label, other) = if from == self.node {
                (relation.map_or(word, |r| r.label.as_str()), to)
            } else {
                (relation.map_or(word, |r| r.inverse.as_str()), from)
            };
            let post = view.claim.post.map_or(String::new(), |post| format!(", {post}"));
            let adverse = relation.is_some_and(|r| r.partnership == Partnership::Adverse);
            let adverse = if adverse { ", adverse" } else { "" };
            let more = self.how(&view, true);
            self.row(
                "Ties",
                label,
                format!("{}{post}{adverse}{more}", self.model.name(other)),
                Cell::Entity(other),
                word,
                &view,
            );
        }
    }

    pub(super) fn agreements(&mut self) {
        let records = self.records(Root::Agreement);
        for (record, role, view) in records {
            let put = self.model.put_view(&view);
            let own = match (view.claim.lasts(), put.is_empty()) {
                (true, _) => format!("; {} {}{put}", self.model.role_label(role), view.when.words()),
                (false, false) => format!("; {}{put}", self.model.role_label(role)),
                (false, true) => String::new(),
            };
            let sure = |s: &Reached| !self.lens.certain || s.view.holds == Holds::Certain;
            let status = self.model.stands(record, self.lens).filter(sure);
            let part = view;
            let (status_words, view) = match &status {
                Some(s) => {
                    let when = s.view.when.words();
                    let space = if when.is_empty() { "" } else { " " };
                    let put = self.model.put_view(&s.view);
                    let label = self.model.status_label(record, s.word);
                    (format!(": {label}{space}{when}{put}"), s.view.clone())
                }
                None => (String::new(), part.clone()),
            };
            let of = if matches!(part.claim.says, Says::Link { .. }) { self.of_whom(record) } else { String::new() };
            let text = format!("{}{status_words}{of}{own}", self.model.name(record));
            self.row("Agreements", self.model.role_label(role), text, Cell::Entity(record), role, &view);
            self.rest_on_part(&view, &part);
        }
    }

    /// Of whom an agreement is, as far as its own sources say so.
    fn of_whom(&self, agreement: NodeIndex) -> String {
        let views: Vec<View> = self.views(agreement).collect();
        let is_told = |view: &&View| is_party(view, agreement) && view.claim.fields.cite.is_empty();
        let names = names(self.model, &views.iter().filter(is_told).collect::<Vec<_>>());
        if names.is_empty() { names } else { format!("; of {names}") }
    }

    pub(super) fn happened(&mut self) {
        // What happened by a day stands there, whenever it began.
        let day = |date: &Date| match date.days() {
            (from, to) if from.is_open() => (to, to),
            (_, to) => (date.first_without_doubt(), to),
        };
        let mut rows: Vec<_> = self.records(Root::Date);
        let happened = |record: NodeIndex| {
            let view = self.views(record).find(|v| matches!(v.claim.says, Says::Happened { .. }));
            view.map(|v| (v.when.when.as_ref().or(v.when.since.as_ref()).map(day), v))
        };
        rows.sort_by_cached_key(|(record, ..)| happened(*record).and_then(|(day, _)| day));
        let found: Vec<_> = rows
            .into_iter()
            .filter_map(|(record, role, part)| Some((record, role, part, happened(record)?.1)))
            .collect();
        for (record, role, part, view) in found {
            let default = self.model.vocab().default_role(Root::Date);
            let role_words = if role == default { "" } else { self.model.role_label(role) };
            // What is planned as a whole need not be said of each of its parts.
            let put = if part.stance == view.stance { String::new() } else { self.model.put_words(part.stance) };
            let role_words = alone(format!("{role_words}{put}"));
            let role_words = if role_words.is_empty() { role_words } else { format!(" ({role_words})") };
            let note = view.note().map_or(String::new(), |note| format!("; {note}"));
            let text = format!("{}{role_words}{}{note}", self.model.name(record), self.model.put_view(&view));
            self.row("Happened", &view.when.words(), text, Cell::Entity(record), role, &view);
            self.rest_on_part(&view, &part);
            // What befell a thing is mostly told of the event; of those who act there would be too much.
            if self.model.graph[self.node].root == Root::Asset {
                self.said_of_event(record, &view.when.words());
            }
        }
    }

    /// What is said of an event, below the row of it.
    fn said_of_event(&mut self, record: NodeIndex, when: &str) {
        for view in details(self.model, record, self.lens).into_iter().filter_map(|id| self.model.view(id, self.lens)) {
            let Says::Detail { what, .. } = view.claim.says else { continue };
            let text = format!("… {}{}", self.model.phrase(view.claim), self.how(&view, true));
            self.row("Happened", when, text, Cell::Entity(record), what, &view);
        }
    }

    /// Where other passages say that somebody has part in a record than what has become of it, the last row rests on both,
    /// and stands no firmer than the weaker.
    fn rest_on_part(&mut self, view: &View<'f, 'f>, part: &View<'f, 'f>) {
        let Some(row) = self.rows.last_mut().filter(|_| view.id != part.id) else { return };
        row.evidence.claims.push(part.id);
        if part.claim.fields.cite.is_empty() {
            return;
        }
        let of = |views: &[View<'f, 'f>]| Evidence::of_all(self.model, views);
        let (record, own) = (of(std::slice::from_ref(view)), of(std::slice::from_ref(part)));
        let (cites, voices) = (of(&[part.clone(), view.clone()]).cites, record.voices.min(own.voices));
        (row.evidence.cites, row.evidence.voices) = (cites, voices);
        if let Says::Party { role, .. } = part.claim.says
            && part.stance != Stance::Denied
        {
            row.evidence.only_some(self.model.role_label(role), &part.cites);
        }
    }

    /// The agreements or events a node is part of, in what role, each role once; that it is denied stands apart.
    fn records(&self, root: Root) -> Vec<(NodeIndex, &'f str, View<'f, 'f>)> {
        let mut found: Vec<(NodeIndex, &'f str, View)> = vec![];
        let mut seen = FxHashSet::default();
        for view in self.views(self.node) {
            let (record, role) = match view.claim.says {
                Says::Party { who, of, role } if who == self.node => (of, role),
                Says::Link { from, field, to } if to == self.node => {
                    (from, if root == Root::Agreement { field } else { "" })
                }
                _ => continue,
            };
            if self.model.graph[record].root == root && seen.insert((record, role, view.stance == Stance::Denied)) {
                found.push((record, role, view));
            }
        }
        // Who takes part in what happened is not told once more to be its place.
        let parties: FxHashSet<NodeIndex> =
            found.iter().filter(|(_, role, _)| !role.is_empty()).map(|(record, ..)| *record).collect();
        found.retain(|(record, role, _)| !role.is_empty() || !parties.contains(record));
        found
    }
}

/// What stands behind a name, where nothing stands before it.
fn alone(text: String) -> String {
    text.trim_start_matches([',', ';', ' ']).to_owned()
}
