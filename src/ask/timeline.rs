mod teller;

use self::teller::Teller;
pub(super) use self::teller::{capital, details};
use super::{Answer, Ask, AskError, Column, Evidence, Shape, flags::days, nodes_of, parts, who};
use crate::date::{Day, Days};
use crate::model::{ClaimId, Disputed, Lens, Model, Point, Says, by_last, by_name, words};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What happened, in order; vague dates stay vague
///
/// Every dated claim but opinions; last what has no day of its own but lies before or after one. With names: what bears on
/// all of them, and what one of several says of the others.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties timeline mali --since 2025\n  ties timeline mali russia --until 2025-06-23")]
pub struct Timeline {
    /// Names or ids; left out: everything
    pub(super) who: Vec<String>,
    /// Only what happened from then on
    #[arg(long, value_name = "DATE")]
    pub(super) since: Option<String>,
    /// Only what happened up to then
    #[arg(long, value_name = "DATE")]
    pub(super) until: Option<String>,
}

const COLUMNS: &[Column] =
    &[Column::shown("date", "WHEN"), Column::shown("words", "WHAT"), Column::data("record").of_records()];

/// The fields in which an event or agreement names what it is about.
pub(super) const ABOUT: [&str; 2] = ["about", "covers"];

/// How many that have no day, and may be at any time before, are listed beside what lies between two days.
const MOST_VAGUE: usize = 200;

/// How many of those that somebody holds are pointed to.
const MOST_HELD: usize = 2;

impl Ask for Timeline {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let nodes = nodes_of(model, &self.who)?;
        let since = self.since.as_deref().map(days).transpose()?.map_or(Day::PAST, |d| d.0);
        let until = self.until.as_deref().map(days).transpose()?.map_or(Day::FUTURE, |d| d.1);
        if since > until {
            let message = "`--since` is after `--until`".to_owned();
            return Err(AskError::Usage { message, help: "turn them round".into() });
        }
        let together = if nodes.len() > 1 { ", together" } else { "" };
        let of = words::join(nodes.iter().map(|n| model.name(*n)));
        let title = title(&format!("{of}{together}"), (since, until));
        let mut answer = Answer::new("timeline", title, Shape::Columns, COLUMNS, lens);
        answer.who = who(&nodes);
        answer.layout = super::Layout::Timeline;
        let window = (since, until);
        let Found { points, all, mut passed } = found(model, &nodes, window, lens);
        let mut left_out = all - points.len() - passed;
        if lens.certain {
            left_out += std::mem::take(&mut passed);
        }
        let (dated, vague, outside) = between(points, window, lens);
        left_out += outside;
        let title = if since.is_open() {
            "No day given".to_owned()
        } else {
            format!("No day given; may be before {}", short(since))
        };
        let pointed = dated.iter().chain(&vague).map(|point| point.claim).collect();
        let teller = Rc::new(Teller { model, lens: *lens, window, disputed: Disputed::new(model, lens), pointed });
        let (sure, perhaps) = dated.into_iter().partition(|point| is_inside(point, window));
        teller.add(super::Section::default(), sure, &mut answer);
        teller.add(super::Section::titled(PERHAPS), perhaps, &mut answer);
        teller.add(super::Section::titled(title), in_order(model, vague), &mut answer);
        if answer.rows.is_empty() {
            teller.add_parts(&nodes, &mut answer);
            let nothing = super::Note { text: "Nothing dated is stated here.".into(), evidence: Evidence::default() };
            let text = format!("Nothing dated is stated here of {of} themselves; of a part:");
            match answer.rows.is_empty() {
                true => answer.notes.push(nothing),
                false => answer.lead.push(super::Note { text, ..nothing }),
            }
        }
        if let [one] = nodes.as_slice() {
            let is_told = |of: &NodeIndex| !found(model, &[*of], window, lens).points.is_empty();
            let held = parts::held(model, *one, lens).into_iter().map(|(held, _)| held).filter(is_told).take(MOST_HELD);
            answer.more.extend(held.map(|of| format!("ties timeline {}", model.graph[of].id)));
        }
        let passed = (passed > 0)
            .then(|| format!("{passed} more have no day and may be before {}: name one to see its own.", short(since)));
        let left_out = (left_out > 0).then(|| left_out_words(left_out, (since, until), lens));
        for text in passed.into_iter().chain(left_out) {
            answer.left_out.push(text.clone());
            answer.notes.push(super::Note { text, evidence: Evidence::default() });
        }
        Ok(answer)
    }
}

/// The heading of what may have been on another day.
const PERHAPS: &str = "Perhaps then, by a date that leaves it open";

/// What may lie between two days, in order, and apart what has no day of its own; and how many lie elsewhere.
fn between(points: Vec<Point>, window: Days, lens: &Lens) -> (Vec<Point>, Vec<Point>, usize) {
    let all = points.len();
    let is_shown = |point: &Point| {
        let may_be = point.days.1 >= window.0 && point.days.0 <= window.1;
        may_be && (!lens.certain || is_inside(point, window))
    };
    let (vague, mut dated): (Vec<_>, Vec<_>) = points.into_iter().filter(is_shown).partition(Point::is_open);
    dated.sort_unstable_by_key(by_name);
    let outside = all - dated.len() - vague.len();
    (dated, vague, outside)
}

/// Whether a point of time lies between two days for certain.
fn is_inside(point: &Point, (since, until): Days) -> bool {
    point.days.0 >= since && point.days.1 <= until
}

fn title(of: &str, (since, until): Days) -> String {
    match (of.is_empty(), since.is_open(), until.is_open()) {
        (true, true, true) => "Everything dated".to_owned(),
        (true, ..) => format!("Everything{}", range(since, until)),
        (false, ..) => format!("{of}{}", range(since, until)),
    }
}

/// How many points of time a window leaves out, and how to see them.
fn left_out_words(left_out: usize, (since, until): Days, lens: &Lens) -> String {
    let flag = match (since.is_open(), until.is_open()) {
        (true, _) => "--until",
        (_, true) => "--since",
        _ => "--since and --until",
    };
    let maybe = if lens.certain { ", or perhaps so" } else { "" };
    format!("Left out, {}{maybe}: {left_out} (drop {flag} to see them).", outside(since, until))
}

fn range(since: Day, until: Day) -> String {
    match (since.is_open(), until.is_open()) {
        (true, true) => String::new(),
        (false, true) => format!(" from {since}"),
        (true, false) => format!(" up to {until}"),
        (false, false) => format!(" from {since} to {until}"),
    }
}

fn outside(since: Day, until: Day) -> String {
    match (since.is_open(), until.is_open()) {
        (false, true) => format!("before {}", short(since)),
        (true, false) => format!("after {until}"),
        _ => format!("outside {since} to {until}"),
    }
}

/// A first of January as its year.
fn short(day: Day) -> String {
    day.to_string().strip_suffix("-01-01").map_or_else(|| day.to_string(), str::to_owned)
}

/// The points of time a timeline is made of.
struct Found {
    points: Vec<Point>,
    /// How many there are in all, where only those that may lie between two days were looked for.
    all: usize,
    /// How many without a day are too many to list.
    passed: usize,
}

/// The points of time of all that bears on the nodes; where everything does, those that may lie between two days.
fn found(model: &Model, nodes: &[NodeIndex], window: Days, lens: &Lens) -> Found {
    if nodes.is_empty() && lens.is_clear() && lens.stance.is_none() {
        let calendar = model.calendar();
        let most = if window.0.is_open() { usize::MAX } else { MOST_VAGUE };
        let (points, passed) = calendar.within(window, most);
        return Found { points, all: calendar.count(), passed };
    }
    let mut ids: Vec<ClaimId> = match nodes {
        [] => model.all_claims().collect(),
        nodes => nodes.iter().flat_map(|node| reach(model, *node, lens)).collect(),
    };
    ids.sort();
    ids.dedup();
    for node in nodes {
        let said: FxHashSet<ClaimId> = model.said_by(*node).filter(|_| nodes.len() > 1).collect();
        ids.retain(|id| said.contains(id) || bears_on(model, *id, *node, lens));
    }
    let points: Vec<Point> = ids.into_iter().flat_map(|id| model.points(id, lens)).collect();
    Found { all: points.len(), points, passed: 0 }
}

/// Whether anything dated bears on all of some.
pub(super) fn is_told_of(model: &Model, nodes: &[NodeIndex], lens: &Lens) -> bool {
    !found(model, nodes, (Day::PAST, Day::FUTURE), lens).points.is_empty()
}

/// Whether a claim is of somebody, or of what that one takes part in.
fn bears_on(model: &Model, id: ClaimId, who: NodeIndex, lens: &Lens) -> bool {
    let is_its = |(_, other, claim): (_, NodeIndex, ClaimId)| other == who && joins(model, claim, lens);
    let takes_part = |of: NodeIndex| model.graph[of].is_record() && model.around(of).any(is_its);
    // Who announces an agreement of somebody else does something that bears on both.
    let is_about = |of: NodeIndex| {
        let is_of_its = |(_, other, claim): (_, NodeIndex, ClaimId)| match model.claim(claim).says {
            Says::Link { from, field, .. } => {
                from == of && ABOUT.contains(&field) && joins(model, claim, lens) && takes_part(other)
            }
            _ => false,
        };
        model.graph[of].is_record() && model.around(of).any(is_of_its)
    };
    model.claim(id).says.nodes().any(|of| of == who || takes_part(of) || is_about(of))
}

/// The claims on a node, and those on the agreements and events it takes part in.
fn reach(model: &Model, node: NodeIndex, lens: &Lens) -> Vec<ClaimId> {
    let mut ids: Vec<ClaimId> = model.claims_on(node).collect();
    for (_, other, claim) in model.around(node) {
        if model.graph[other].is_record() && joins(model, claim, lens) {
            ids.extend(model.claims_on(other).filter(|id| {
                matches!(model.claim(*id).says, Says::Status { .. } | Says::Happened { .. } | Says::Detail { .. })
            }));
        }
    }
    ids.sort();
    ids.dedup();
    ids
}

/// Whether what joins somebody to a record counts: it is said there, and neither rejected nor denied.
fn joins(model: &Model, id: ClaimId, lens: &Lens) -> bool {
    let claim = model.claim(id);
    model.heard(id, lens).is_some()
        && (claim.reject.is_none() || lens.source.is_some())
        && claim.stance != Stance::Denied
}

/// What has no day: by the latest day it can be, and after what is said to be before it.
fn in_order(model: &Model, mut points: Vec<Point>) -> Vec<Point> {
    if points.is_empty() {
        return points;
    }
    points.sort_unstable_by_key(by_last);
    let nodes: Vec<NodeIndex> =
        points.iter().filter_map(|point| model.claim(point.claim).says.nodes().next()).collect();
    placed(&nodes, &forerunners(model)).into_iter().map(|n| points[n]).collect()
}

/// Those that are said to be before another, by that other.
fn forerunners(model: &Model) -> FxHashMap<NodeIndex, Vec<NodeIndex>> {
    let mut before: FxHashMap<NodeIndex, Vec<NodeIndex>> = FxHashMap::default();
    for claim in model.orders().iter().map(|id| model.claim(*id)).filter(|c| c.reject.is_none()) {
        if let Says::Tie { from, to, .. } = claim.says
            && from != to
        {
            before.entry(to).or_default().push(from);
        }
    }
    before
}

/// The order in which nodes follow: always the first whose forerunners are all placed; where they run in a ring, the
/// first.
fn placed(nodes: &[NodeIndex], before: &FxHashMap<NodeIndex, Vec<NodeIndex>>) -> Vec<usize> {
    let mut at: FxHashMap<NodeIndex, Vec<usize>> = FxHashMap::default();
    nodes.iter().enumerate().for_each(|(n, node)| at.entry(*node).or_default().push(n));
    let mut waits: FxHashMap<NodeIndex, usize> = FxHashMap::default();
    let mut after: FxHashMap<NodeIndex, Vec<NodeIndex>> = FxHashMap::default();
    for node in at.keys() {
        for forerunner in before.get(node).into_iter().flatten().filter(|b| at.contains_key(b)) {
            *waits.entry(*node).or_default() += 1;
            after.entry(*forerunner).or_default().push(*node);
        }
    }
    let mut left: FxHashMap<NodeIndex, usize> = at.iter().map(|(node, all)| (*node, all.len())).collect();
    let mut open: BTreeSet<usize> = (0..nodes.len()).collect();
    let mut ready: BTreeSet<usize> = open.iter().copied().filter(|n| !waits.contains_key(&nodes[*n])).collect();
    let mut order = vec![];
    while let Some(next) = ready.first().or(open.first()).copied() {
        ready.remove(&next);
        open.remove(&next);
        order.push(next);
        let node = nodes[next];
        let others = left.entry(node).or_default();
        *others -= 1;
        if *others > 0 {
            continue;
        }
        for follower in after.remove(&node).into_iter().flatten() {
            let waiting = waits.entry(follower).or_default();
            *waiting -= 1;
            if *waiting == 0 {
                ready.extend(at[&follower].iter().filter(|n| open.contains(n)));
            }
        }
    }
    order
}
