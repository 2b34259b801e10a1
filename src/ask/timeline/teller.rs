//! Points of time put into words: what a row of a timeline says, and what stands beside it.
//!
//! Invariant: each row has its own sources; what is said of an event is never told by those that only give its day.
use super::{Found, between, found, in_order, is_inside};
use crate::ask::{Answer, Cell, Evidence, Note, Row, Section, Told, parts};
use crate::date::{Days, Holds};
use crate::model::{ClaimId, DateField, Disputed, Lens, Mark, Model, Point, Says, View, When, words};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// What puts points of time into words.
pub(super) struct Teller<'f> {
    pub(super) model: &'f Model<'f>,
    pub(super) lens: Lens,
    pub(super) window: Days,
    pub(super) disputed: Disputed<'f>,
    /// The claims that have a point of time in the answer.
    pub(super) pointed: FxHashSet<ClaimId>,
}

impl<'f> Teller<'f> {
    /// Adds points of time under a heading, to be put into words when they are read.
    /// What is said of an event or agreement and has no row of its own follows the first row of that.
    pub(super) fn add(self: &Rc<Self>, section: Section, points: Vec<Point>, answer: &mut Answer<'f>) {
        let mut told: FxHashSet<NodeIndex> = FxHashSet::default();
        for point in points {
            answer.draw(self.model, &[point.claim]);
            let teller = Rc::clone(self);
            answer.rows.push(Row::later(section.clone(), move || teller.tell(point)));
            let (Says::Happened { date: of } | Says::Status { of, .. }) = self.model.claim(point.claim).says else {
                continue;
            };
            // What lasts is not told again with each of its days, and what may have been on another day not at all.
            let is_sure = point.is_open() || is_inside(&point, self.window);
            if !self.model.graph[of].is_record() || !is_sure || !told.insert(of) {
                continue;
            }
            for id in details(self.model, of, &self.lens).into_iter().filter(|id| !self.pointed.contains(id)) {
                let teller = Rc::clone(self);
                let row = Row::later(section.clone(), move || teller.tell_beside(point, id, of));
                answer.rows.push(Row { counts: false, ..row });
            }
        }
    }

    /// Adds what bears on a part of one of those of whom nothing is told, in place of it, and that it is its part.
    pub(super) fn add_parts(self: &Rc<Self>, of: &[NodeIndex], answer: &mut Answer<'f>) {
        let (model, lens) = (self.model, &self.lens);
        for (nodes, belongs) in parts::in_place(model, of, lens) {
            let Found { points, .. } = found(model, &nodes, self.window, lens);
            let (dated, vague, _) = between(points, self.window, lens);
            if dated.is_empty() && vague.is_empty() {
                continue;
            }
            let section = Section::titled(words::join(nodes.iter().map(|node| model.name(*node))));
            self.add(section.clone(), dated, answer);
            self.add(section, in_order(model, vague), answer);
            answer.notes.extend(belongs.iter().filter_map(|id| model.view(*id, lens)).map(|view| {
                let text = format!("{}.", model.sentence(view.claim));
                Note { text, evidence: Evidence::of(model, &view) }
            }));
            let ids: Vec<&str> = nodes.iter().map(|node| model.graph[*node].id).collect();
            answer.more.push(format!("ties timeline {}", ids.join(" ")));
        }
    }

    fn tell(&self, point: Point) -> Told<'f> {
        let view = self.model.view(point.claim, &self.lens).expect("a point of time is that of a claim that is told");
        // What may have been at any time before says so by its place.
        let is_sure = point.is_open() || is_inside(&point, self.window);
        let view = View { holds: if is_sure { view.holds } else { view.holds.max(Holds::Possible) }, ..view };
        let date = date_cell(&view, point.mark);
        let record = view.claim.says.nodes().next().map_or(Cell::Nothing, Cell::Entity);
        let cells = vec![date, Cell::Text(self.words(&view, point.mark)), record];
        // That it began or ended then is said only by the sources that give the day.
        let dated = match point.mark {
            Mark::On | Mark::Seen => None,
            Mark::Since => self.model.dated_by(&view, DateField::Since, &self.lens),
            Mark::Until => self.model.dated_by(&view, DateField::Until, &self.lens),
        };
        let view = View { cites: dated.unwrap_or_else(|| view.cites.clone()), ..view };
        let disputed = self.disputed.holds(view.id);
        let mut evidence = Evidence { disputed, ..Evidence::of(self.model, &view) };
        // Where it begins, its end is not told.
        evidence.cites.retain(|passage| point.mark == Mark::Until || !passage.only_ends);
        Told { cells, evidence }
    }

    /// What is said of an event or agreement, beside a point of time of that.
    fn tell_beside(&self, point: Point, id: ClaimId, of: NodeIndex) -> Told<'f> {
        let at = self.model.view(point.claim, &self.lens).expect("a point of time is that of a claim that is told");
        let view = self.model.view(id, &self.lens).expect("only what is told stands beside it");
        let words = self.finish(format!("… {}", self.model.phrase(view.claim)), &view);
        let cells = vec![date_cell(&at, point.mark), Cell::Text(words), Cell::Entity(of)];
        let disputed = self.disputed.holds(id);
        Told { cells, evidence: Evidence { disputed, ..Evidence::of(self.model, &view) } }
    }

    fn words(&self, view: &View<'f, 'f>, mark: Mark) -> String {
        let (model, claim) = (self.model, view.claim);
        let text = match &claim.says {
            Says::Status { of, word } => format!("{}: {}", capital(model.status_label(*of, word)), model.name(*of)),
            Says::Happened { date } => model.name(*date).to_owned(),
            _ => {
                let subject = match &claim.says {
                    Says::Tie { from, .. } => model.name(*from).to_owned(),
                    Says::Stake { holders, .. } => words::join(holders.iter().map(|h| model.name(*h))),
                    Says::Detail { of, .. } => words::join(of.iter().map(|n| model.name(*n))),
                    Says::Party { who, .. } => model.name(*who).to_owned(),
                    Says::Status { .. } | Says::Happened { .. } | Says::Link { .. } => String::new(),
                };
                // What is denied up to some day does not end then.
                let ends = mark == Mark::Until && view.stance != Stance::Denied;
                format!("{subject}: {}{}", model.phrase(claim), if ends { "; ends" } else { "" })
            }
        };
        self.finish(text, view)
    }

    /// Words of a claim with who says it and how surely.
    fn finish(&self, mut text: String, view: &View<'f, 'f>) -> String {
        let (model, claim) = (self.model, view.claim);
        let is_denied = view.stance == Stance::Denied;
        if !is_denied && matches!(claim.says, Says::Detail { .. }) {
            text += &model.says_words(&view.said_by());
        }
        if view.holds == Holds::Possible {
            text += ", possible";
        }
        if view.stance != Stance::Asserted {
            let speakers = words::join(view.said_by().iter().map(|s| model.speaker(*s)));
            let by = if is_denied && !speakers.is_empty() { format!(" by {speakers}") } else { String::new() };
            text += &format!(" ({}{by})", model.vocab().stance_label(view.stance));
        }
        // Through the lens of one source, what is not to be believed is told too.
        text += &claim.reject.map_or(String::new(), |reason| format!("; rejected: {reason}"));
        text
    }
}

/// What is said of an event or agreement, or puts it before another, and may have no row of its own for having no day.
pub(in crate::ask) fn details(model: &Model, of: NodeIndex, lens: &Lens) -> Vec<ClaimId> {
    let is_beside = |id: &ClaimId| match model.claim(*id).says {
        Says::Detail { .. } => true,
        Says::Tie { from, .. } => from == of && model.orders().binary_search(id).is_ok(),
        _ => false,
    };
    let is_told = |id: &ClaimId| model.view(*id, lens).is_some_and(|view| view.is_told());
    let mut ids: Vec<ClaimId> = model.claims_on(of).filter(is_beside).filter(is_told).collect();
    ids.sort();
    ids
}

/// A point of time in words: `since 2021-06`.
fn date_cell<'f>(view: &View<'f, 'f>, mark: Mark) -> Cell<'f> {
    let date = view.date_of(mark).cloned();
    match mark {
        Mark::On => date.map_or(Cell::Nothing, Cell::Date),
        Mark::Seen => Cell::Text(When { seen: date, day_of: view.when.day_of, ..When::default() }.words()),
        Mark::Since => Cell::Text(When { since: date, ..When::default() }.words()),
        Mark::Until => Cell::Text(When { until: Some(date), ..When::default() }.words()),
    }
}

/// `signed` → `Signed`.
pub(in crate::ask) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}
