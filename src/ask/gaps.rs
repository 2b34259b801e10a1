use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape, expected, who};
use crate::date::Date;
use crate::facts::UNSTATED;
use crate::model::{ClaimId, Lens, Model, Passage, Says, View};
use crate::vocab::{Phase, Root, Stance};
use petgraph::graph::NodeIndex;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What rests on one voice, is not stated, or is old
///
/// What a reader would expect to find and does not: claims without a source or on one voice only, plans that nobody has
/// since reported as done, what was last reported long ago, agreements without a date, a status or enough parties, stakes
/// without a share, ties without a time, records without a name or a property that is looked for in their kind, records
/// of which nothing is said.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties gaps\n  ties gaps senou-refinery\n  ties gaps mali --as-of 2026-01-01")]
pub struct Gaps {
    /// A name or an id; left out: all gaps
    who: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::shown("record", "OF").of_records(),
    Column::shown("words", "WHAT"),
    Column::data("gap"),
    Column::data("about_it"),
];

/// What a gap leaves a reader in doubt of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Whether anybody else says so.
    OneVoice,
    /// Something that no source states.
    NotStated,
    /// Who or what it is: a report tells that with the claims that speak of it.
    NotNamed,
    /// Whether it is still so.
    Stale,
}

/// Something that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    Uncited,
    NoStatus,
    NoDate,
    NoDay,
    NoParties,
    NoShare,
    NoTime,
    NoName,
    NoValue,
    Unconfirmed,
    Old,
    Nothing,
    OneVoice,
}

impl Gap {
    fn title(self) -> &'static str {
        match self {
            Gap::Uncited => "No source",
            Gap::NoStatus => "Agreements without a status",
            Gap::NoDate => "Agreements without a date",
            Gap::NoDay => "Events without a day, month or year",
            Gap::NoParties => "Agreements with too few named parties",
            Gap::NoShare => "Stakes without a share",
            Gap::NoTime => "Ties without a time",
            Gap::NoName => "Not named",
            Gap::NoValue => "Properties without a value",
            Gap::Unconfirmed => "Planned, and not reported as done",
            Gap::Old => "Last reported more than a year before",
            Gap::Nothing => "Nothing is said of them",
            Gap::OneVoice => "One voice only",
        }
    }

    pub(super) fn doubt(self) -> Doubt {
        match self {
            Gap::OneVoice => Doubt::OneVoice,
            Gap::Unconfirmed | Gap::Old => Doubt::Stale,
            Gap::NoName => Doubt::NotNamed,
            Gap::Uncited
            | Gap::NoStatus
            | Gap::NoDate
            | Gap::NoDay
            | Gap::NoParties
            | Gap::NoShare
            | Gap::NoTime
            | Gap::NoValue
            | Gap::Nothing => Doubt::NotStated,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Gap::Uncited => "no-source",
            Gap::NoStatus => "no-status",
            Gap::NoDate => "no-date",
            Gap::NoDay => "no-day",
            Gap::NoParties => "no-parties",
            Gap::NoShare => "no-share",
            Gap::NoTime => "no-time",
            Gap::NoName => "no-name",
            Gap::NoValue => "no-value",
            Gap::Unconfirmed => "unconfirmed",
            Gap::Old => "old",
            Gap::Nothing => "nothing-said",
            Gap::OneVoice => "one-voice",
        }
    }
}

/// So many gaps are seen at a glance; of more it is said first how many of each sort there are.
const MOST_UNCOUNTED: usize = 10;

/// After so many days a report is old.
const OLD: i64 = 366;

impl Ask for Gaps {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let about = self.who.as_deref().map(|word| model.look_up_node(word)).transpose()?;
        let title = about.map_or("Gaps".to_owned(), |node| format!("Gaps in what is said of {}", model.name(node)));
        let mut answer = Answer::new("gaps", title, Shape::Columns, COLUMNS, lens);
        answer.who = who(&about.into_iter().collect::<Vec<_>>());
        let found = found(model, about, lens);
        for (_, row) in &found {
            answer.draw(model, &row.evidence.claims);
            if let Cell::Entity(node) = row.cells[0] {
                answer.selection.node(node);
            }
        }
        let mut counts: BTreeMap<Gap, usize> = BTreeMap::new();
        found.iter().for_each(|(gap, _)| *counts.entry(*gap).or_default() += 1);
        if found.len() > MOST_UNCOUNTED {
            let each: Vec<String> = counts.iter().map(|(gap, count)| format!("{}: {count}", gap.title())).collect();
            let text = format!("{} in all. {}.", found.len(), each.join("; "));
            answer.lead.push(Note { text, evidence: Evidence::default() });
        }
        answer.rows = found.into_iter().map(|(_, row)| row).collect();
        if answer.rows.is_empty() {
            let text = "Nothing is missing here that is looked for.".to_owned();
            answer.notes.push(Note { text, evidence: Evidence::default() });
        }
        Ok(answer)
    }
}

/// All that is missing in what is said of one, or of all; gaps of one sort together.
pub(super) fn found<'f>(model: &'f Model<'f>, about: Option<NodeIndex>, lens: &Lens) -> Vec<(Gap, Row<'f>)> {
    let mut found: Vec<(Gap, Row)> = vec![];
    let claims: Vec<ClaimId> = match about {
        Some(node) => model.claims_on(node).collect(),
        None => model.all_claims().collect(),
    };
    for mut views in model.grouped(claims.iter().filter_map(|id| model.view(*id, lens))) {
        // The last report is the one that counts.
        views.sort_by_key(|view| Reverse(view.when.seen.as_ref().map(|date| date.days())));
        for (gap, remark) in of_claims(model, &views, lens) {
            let record = views[0].claim.says.nodes().next();
            // Whose it is stands before it.
            let text = match views[0].claim.says {
                Says::Status { of, word } => model.status_label(of, word).to_owned(),
                Says::Happened { date } => model.vocab().kind_label(model.graph[date].kind).to_owned(),
                _ => model.phrase(views[0].claim),
            };
            found.push((gap, row(gap, text, remark, record, Evidence::of_all(model, &views))));
        }
    }
    let asked: Vec<NodeIndex> = match about {
        Some(node) => std::iter::once(node).chain(beside(model, node)).collect(),
        None => model.graph.node_indices().collect(),
    };
    for node in asked {
        let kind = model.vocab().kind_label(model.graph[node].kind).to_owned();
        let evidence = Evidence { at: Some(model.facts.lists.at(model.graph[node].of)), ..Evidence::default() };
        for (gap, remark) in of_record(model, node, lens) {
            found.push((gap, row(gap, kind.clone(), remark, Some(node), evidence.clone())));
        }
        // What is only beside the one asked about has properties of its own.
        let asked = about.is_none_or(|about| about == node);
        for label in expected::missing(model, node, lens).into_iter().filter(|_| asked) {
            found.push((Gap::NoValue, row(Gap::NoValue, String::new(), label, Some(node), evidence.clone())));
        }
    }
    found.sort_by_key(|(gap, _)| *gap);
    found
}

fn row<'f>(gap: Gap, text: String, remark: String, record: Option<NodeIndex>, evidence: Evidence<'f>) -> Row<'f> {
    let record = record.map_or(Cell::Nothing, Cell::Entity);
    let comma = if text.is_empty() || remark.is_empty() { "" } else { "; " };
    let words = Cell::text(format!("{text}{comma}{remark}"));
    Row::new(Section::titled(gap.title()), vec![record, words, Cell::Word(gap.word()), Cell::text(remark)], evidence)
}

/// What is looked at with a record: its agreements, and those beside it whom nobody names.
fn beside(model: &Model, node: NodeIndex) -> Vec<NodeIndex> {
    let mut all: Vec<NodeIndex> = model.around(node).map(|(_, other, _)| other).collect();
    all.retain(|n| (model.graph[*n].root == Root::Agreement || model.is_unnamed(*n)) && *n != node);
    all.sort();
    all.dedup();
    all
}

/// What claims to one effect lack together, each with a remark.
fn of_claims(model: &Model, views: &[View], lens: &Lens) -> Vec<(Gap, String)> {
    let view = &views[0];
    let claim = view.claim;
    // That an agreement covers something, or a day had a place, is said with it.
    if matches!(claim.says, Says::Link { .. }) || view.stance == Stance::Denied {
        return vec![];
    }
    let is_remark = match claim.says {
        Says::Detail { what, .. } => model.vocab().properties.get(what).is_some_and(|p| p.many),
        _ => false,
    };
    let mut gaps = vec![];
    if views.iter().all(|view| view.claim.cites.is_empty()) {
        let reason = claim.fields.uncited.map_or(String::new(), |text| model.facts.files[text].to_owned());
        gaps.push((Gap::Uncited, reason));
    }
    match &claim.says {
        Says::Stake { kind, share, .. }
            if model.vocab().kinds.get(kind).is_some_and(|k| k.share)
                && share.is_none_or(|share| share == UNSTATED) =>
        {
            gaps.push((Gap::NoShare, String::new()));
        }
        // Where a place is, and what an agreement or an event has to do with another, has no time of its own.
        Says::Tie { from, word, to, .. }
            if model.vocab().relations.get(word).is_none_or(|r| r.heading.is_empty())
                && !is_timed(view)
                && view.stance != Stance::Planned
                && [from, to].into_iter().all(|end| can_change(model.graph[*end].root)) =>
        {
            gaps.push((Gap::NoTime, String::new()));
        }
        _ => {}
    }
    let step = matches!(claim.says, Says::Status { of, word } if is_planned(model, of, word));
    let moved_on = matches!(claim.says, Says::Status { of, .. }
        if model.status(of, lens).is_some_and(|s| s.reached && s.phase != Phase::Planned));
    if (view.stance == Stance::Planned || step) && !moved_on && !is_remark {
        gaps.push((Gap::Unconfirmed, view.when.words()));
    }
    gaps.extend(is_old(model, views, lens).map(|remark| (Gap::Old, remark)));
    let cites = || views.iter().flat_map(|view| view.cites.iter().copied());
    let passages: Vec<Passage> = cites().map(|cite| Passage::of(cite, &claim.said_by)).collect();
    // One source alone has never more than one.
    if lens.source.is_none() && model.voices(&passages) == 1 && !is_remark && view.stance != Stance::Opinion {
        let sources = cites().map(|c| c.source).collect::<BTreeSet<_>>().len();
        let remark = if sources > 1 { format!("in {sources} sources") } else { String::new() };
        gaps.push((Gap::OneVoice, remark));
    }
    gaps
}

/// Whether what is said of such a record holds for a time.
fn can_change(root: Root) -> bool {
    match root {
        Root::Stakeholder | Root::Asset => true,
        Root::Agreement | Root::Stake | Root::Date | Root::Source => false,
    }
}

fn is_planned(model: &Model, of: NodeIndex, word: &str) -> bool {
    model.vocab().status(model.graph[of].root, word).is_some_and(|s| s.phase == Phase::Planned)
}

/// Whether the facts themselves say when.
fn is_timed(view: &View) -> bool {
    let claim = view.claim;
    !claim.when.is_empty() || !claim.since.is_empty() || !claim.until.is_empty() || claim.seen.is_some()
}

/// Since when nobody has reported what lasts, where that is long before the day asked for or the newest source.
fn is_old(model: &Model, views: &[View], lens: &Lens) -> Option<String> {
    if views.iter().any(|view| !view.claim.says.lasts() || view.when.until.is_some()) {
        return None;
    }
    let today = lens.as_of.map_or_else(|| model.newest(lens), |(_, last)| last);
    let last = |view: &View| match &view.when.seen {
        Some(seen) => Some(seen.clone()),
        None => model.reported_on(&view.cites),
    };
    // A day is told only where a source gives one: of a month or a year, that is told.
    let dates: Vec<Date> = views.iter().filter_map(last).collect();
    let day = dates.iter().map(|date| date.days().1).max()?;
    let last = dates.iter().max_by_key(|date| date.days())?;
    let old = !today.is_open() && !day.is_open() && today.days_since(day) > OLD;
    old.then(|| format!("last reported {}", last.words()))
}

/// What a record lacks.
fn of_record(model: &Model, node: NodeIndex, lens: &Lens) -> Vec<(Gap, String)> {
    let views: Vec<View> = model.claims_on(node).filter_map(|id| model.view(id, lens)).collect();
    if views.is_empty() && *lens != Lens::default() {
        return vec![];
    }
    let mut gaps = vec![];
    if views.is_empty() && model.graph[node].root != Root::Date {
        gaps.push((Gap::Nothing, String::new()));
    }
    if model.is_unnamed(node) {
        gaps.push((Gap::NoName, String::new()));
    }
    let happened = model.happened(node).and_then(|id| model.view(id, lens));
    if let Some(view) = happened.filter(|view| view.interval.start.0.is_open() && view.stance != Stance::Denied) {
        gaps.push((Gap::NoDay, view.when.words()));
    }
    if model.graph[node].root != Root::Agreement {
        return gaps;
    }
    let statuses: Vec<_> = model.statuses(node, lens).collect();
    if statuses.is_empty() {
        gaps.push((Gap::NoStatus, String::new()));
    }
    if !statuses.iter().any(|s| s.view.claim.is_dated()) {
        gaps.push((Gap::NoDate, String::new()));
    }
    let parties = views.iter().filter(|v| matches!(v.claim.says, Says::Party { of, .. } if of == node));
    let named: Vec<&str> = parties
        .filter_map(|v| match v.claim.says {
            Says::Party { who, .. } => Some(model.name(who)),
            _ => None,
        })
        .collect();
    let least = model.vocab().kinds.get(model.graph[node].kind).map_or(2, |k| k.min_parties.max(1));
    if (named.len() as u64) < least {
        let remark = named.first().map_or("none".to_owned(), |only| format!("only {only}"));
        gaps.push((Gap::NoParties, remark));
    }
    gaps
}
