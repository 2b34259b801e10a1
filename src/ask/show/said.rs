//! The sections of a sheet that say who said what, what is not to be believed, and what nobody says.
//!
//! Invariant: what stands here counts as said, never as established.
use super::Sheet;
use crate::ask::{Cell, Evidence, Row, Section, expected};
use crate::model::{Citation, ClaimId, DateField, Given, Lens, Model, Says, View, words};
use crate::vocab::{Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

impl<'f> Sheet<'_, 'f> {
    /// Remarks and the like: those of one speaker together, in the order they are met.
    pub(super) fn said(&mut self) {
        let first = self.rows.len();
        self.remarks();
        self.settle();
        let label = |row: &Row| match &row.cells[0] {
            Cell::Text(label) => label.clone(),
            _ => String::new(),
        };
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        for (n, row) in self.rows[first..].iter().enumerate() {
            places.entry(label(row)).or_insert(n);
        }
        self.rows[first..].sort_by_cached_key(|row| places[&label(row)]);
    }

    fn remarks(&mut self) {
        for view in self.views(self.node) {
            let Says::Detail { what, is, of } = &view.claim.says else { continue };
            let Some(property) = self.model.vocab().properties.get(what).filter(|p| p.many) else { continue };
            let speakers = words::join(view.said_by().iter().map(|s| self.model.speaker(*s)));
            let label = match (speakers.is_empty(), view.stance) {
                (false, _) => speakers,
                (true, Stance::Opinion) => author(self.model, &view),
                (true, _) => publishers(self.model, &view),
            };
            let kind = if property.bare { String::new() } else { format!("{}: ", property.label) };
            let with = words::join(of.iter().filter(|n| **n != self.node).map(|n| self.model.name(*n)));
            let with = if with.is_empty() { with } else { format!(" (of {with} too)") };
            let mark = match view.stance {
                Stance::Asserted => "",
                Stance::Planned => "an aim: ",
                Stance::Hedged => "with reserve: ",
                Stance::Opinion => "opinion: ",
                Stance::Denied => "said not to be so: ",
            };
            let note = view.note().map_or(String::new(), |note| format!("; {note}"));
            let why = view.claim.reject.map_or(String::new(), |reason| format!("; rejected: {reason}"));
            self.row(SAID, &label, format!("{kind}{mark}{is}{with}{note}{why}"), Cell::Nothing, what, &view);
        }
    }

    /// What this one says of others.
    pub(super) fn says(&mut self) {
        let model = self.model;
        if self.lens.said_by.is_some_and(|who| who != self.node) {
            return;
        }
        let lens = Lens { said_by: Some(self.node), ..*self.lens };
        let mut rows = vec![];
        // What an event links to is said with it.
        let is_link = |id: &ClaimId| matches!(model.claim(*id).says, Says::Link { .. });
        let elsewhere = |id: &ClaimId| !is_link(id) && !model.claim(*id).says.speaks_of(self.node);
        for id in model.said_by(self.node).chain(self.opinions()).filter(elsewhere) {
            let Some(view) =
                model.view(id, &lens).or_else(|| model.any_view(id, &lens).filter(|v| v.stance == Stance::Denied))
            else {
                continue;
            };
            // Before it was said it is not said.
            if view.when.untold || model.is_planned_later(&view, &lens) {
                continue;
            }
            let when = view.stated_when().map_or(String::new(), |when| format!(", {when}"));
            let cells = vec![
                Cell::Nothing,
                Cell::Text(model.put_sentence(&view) + &when),
                Cell::Text("Says".into()),
                Cell::Nothing,
                Cell::Nothing,
            ];
            rows.push(Row::new(Section::titled("Says"), cells, Evidence::of(model, &view)));
        }
        self.rows.extend(rows);
    }

    /// The opinions of the sources this one is the author of, where nobody else speaks in them.
    fn opinions(&self) -> Vec<ClaimId> {
        let model = self.model;
        if !model.is_an_author(self.node) {
            return vec![];
        }
        let lens = Lens { said_by: Some(self.node), stance: Some(Stance::Opinion), ..*self.lens };
        let own = |id: &ClaimId| model.claim(*id).said_by.is_empty() && model.view(*id, &lens).is_some();
        let named: FxHashSet<ClaimId> = model.said_by(self.node).collect();
        model.all_claims().filter(|id| !named.contains(id)).filter(own).collect()
    }

    /// What is on record and not to be believed.
    pub(super) fn rejected(&mut self) {
        if self.lens.source.is_some() {
            return;
        }
        for id in self.model.claims_on(self.node) {
            let Some(view) = self.model.any_view(id, self.lens) else { continue };
            let Some(reason) = view.claim.reject else { continue };
            if self.lens.stance.is_some_and(|stance| stance != view.stance) {
                continue;
            }
            let (label, text) = match &view.claim.says {
                Says::Detail { what, .. } => (self.model.property_label(what), self.model.value_words(view.claim)),
                _ => (String::new(), self.model.sentence(view.claim)),
            };
            let when = view.stated_when().map_or(String::new(), |when| format!(", {when}"));
            self.row("Rejected", &label, format!("{text}{when}: {reason}"), Cell::Nothing, "", &view);
            if let Some(row) = self.rows.last_mut() {
                row.counts = false;
            }
        }
        self.other_days("Rejected", |given| given.value.reject);
        self.other_days("Another day is preferred", |given| given.preferred.filter(|_| given.value.reject.is_none()));
    }

    /// The days that are given of something and do not count, each with the reason.
    fn other_days(&mut self, section: &str, why: impl Fn(&Given<'_, 'f>) -> Option<&'f str>) {
        let model = self.model;
        // What a record links to has its time, and shares its fields.
        for view in self.views(self.node).filter(|view| !matches!(view.claim.says, Says::Link { .. })) {
            for given in model.given(&view, self.lens) {
                let Some(reason) = why(&given) else { continue };
                let (label, of) = match &view.claim.says {
                    Says::Happened { .. } => (given.field.word().to_owned(), String::new()),
                    Says::Status { of, word } => (model.status_label(*of, word).to_owned(), String::new()),
                    Says::Detail { what, .. } => (model.property_label(what), model.value_words(view.claim)),
                    Says::Party { .. } | Says::Stake { .. } | Says::Tie { .. } | Says::Link { .. } => {
                        (String::new(), model.sentence(view.claim))
                    }
                };
                let comma = if of.is_empty() { "" } else { ", " };
                let field = match given.field {
                    DateField::When => String::new(),
                    field => format!("{} ", field.word()),
                };
                let text = format!("{of}{comma}{field}{}: {reason}", given.value.words());
                let cells =
                    vec![Cell::text(label), Cell::Text(text), Cell::Text(section.into()), Cell::Nothing, Cell::Nothing];
                let (rejected, when) = (given.value.reject, given.when());
                let view = View { cites: given.cites, ..view.clone() };
                let evidence = Evidence { rejected, when, ..Evidence::of(model, &view) };
                self.rows.push(Row { counts: false, ..Row::new(Section::titled(section), cells, evidence) });
            }
        }
    }

    pub(super) fn not_stated(&mut self) {
        let model = self.model;
        let unnamed = |node: NodeIndex| model.is_unnamed(node);
        let mut missing = vec![];
        if unnamed(self.node) {
            missing.push("its name".to_owned());
        }
        for view in self.views(self.node).collect::<Vec<_>>() {
            if let Says::Stake { holders, of, .. } = &view.claim.says
                && *of == self.node
            {
                missing.extend(
                    holders.iter().filter(|h| unnamed(**h)).map(|h| format!("the name of: {}", model.name(*h))),
                );
            }
        }
        missing.extend(expected::missing(model, self.node, self.lens));
        if model.graph[self.node].root == Root::Agreement && model.status(self.node, self.lens).is_none() {
            missing.push("status".to_owned());
        }
        missing.dedup();
        if !missing.is_empty() {
            let cells = vec![
                Cell::Text("Not stated".into()),
                Cell::Text(missing.join("; ")),
                Cell::Text("Not stated".into()),
                Cell::Nothing,
                Cell::Nothing,
            ];
            let mut row = Row::new(Section::default(), cells, Evidence::default());
            row.counts = false;
            self.rows.push(row);
        }
    }
}

const SAID: &str = "Said";

/// Who says something nobody is named for as a whole: those its sources name, or who published them.
fn publishers(model: &Model, view: &View) -> String {
    let of = |cite: &&Citation| {
        let speakers = words::join(cite.said_by.iter().map(|s| model.speaker(*s)));
        let publisher = || model.facts.files[model.source(cite.source).record.publisher].to_owned();
        if speakers.is_empty() { publisher() } else { speakers }
    };
    let mut names: Vec<String> = view.cites.iter().map(of).collect();
    let mut seen = FxHashSet::default();
    names.retain(|name| seen.insert(name.clone()));
    words::join(names.iter().map(String::as_str))
}

/// The author of the first source of an opinion nobody else is named for.
pub(in crate::ask) fn author(model: &Model, view: &View) -> String {
    let files = &model.facts.files;
    match view.cites.first().and_then(|c| model.source(c.source).record.author) {
        Some(author) => {
            model.node_called(&files[author]).map_or(files[author].to_owned(), |n| model.name(n).to_owned())
        }
        None => publishers(model, view),
    }
}
