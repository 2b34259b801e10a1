use super::{Answer, Ask, AskError, Cell, Column, Evidence, Row, Section, Shape, flags::days, nodes_of, who};
use crate::date::{Date, Day, Days, Holds};
use crate::model::{ClaimId, Disputed, Lens, Model, Says, View, When, words};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What happened, in order; vague dates stay vague
///
/// Every dated claim but opinions, then what has no day of its own. With names: what bears on all of them.
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

/// How many that have no day, and may be at any time before, are listed beside what lies between two days.
const MOST_VAGUE: usize = 200;

/// A claim at a point of time.
struct Entry<'m, 'f> {
    days: Days,
    date: Date,
    /// What makes the date a beginning or an end.
    side: &'static str,
    view: View<'m, 'f>,
}

impl Ask for Timeline {
    fn answer<'f>(&self, model: &Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let nodes = nodes_of(model, &self.who)?;
        let since = self.since.as_deref().map(days).transpose()?.map_or(Day::PAST, |d| d.0);
        let until = self.until.as_deref().map(days).transpose()?.map_or(Day::FUTURE, |d| d.1);
        if since > until {
            let message = "`--since` is after `--until`".to_owned();
            return Err(AskError::Usage { message, help: "turn them round".into() });
        }
        let title = title(&words::join(nodes.iter().map(|n| model.name(*n))), (since, until));
        let mut answer = Answer::new("timeline", title, Shape::Columns, COLUMNS, lens);
        answer.who = who(&nodes);
        answer.layout = super::Layout::Timeline;
        let Found { ids, points, vague: mut passed } = claims(model, &nodes, (since, until), lens);
        let entries = entries(model, &ids, lens);
        let mut left_out = points.map_or(0, |all| all - entries.len() - passed);
        if lens.certain {
            left_out += std::mem::take(&mut passed);
        }
        let (dated, vague, outside) = between(entries, (since, until), lens);
        left_out += outside;
        let vague = in_order(model, vague);
        let title = if since.is_open() {
            "No day given".to_owned()
        } else {
            format!("No day given; may be before {}", short(since))
        };
        let disputed = Disputed::new(model, lens);
        for (section, entries) in [(Section::default(), dated), (Section::titled(title), vague)] {
            for entry in entries {
                answer.draw(model, &[entry.view.id]);
                answer.rows.push(row(model, section.clone(), entry, lens, &disputed));
            }
        }
        if answer.rows.is_empty() {
            let text = "Nothing dated is stated here.".into();
            answer.notes.push(super::Note { text, evidence: Evidence::default() });
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

/// What may lie between two days, in order, and apart what has no day of its own; and how many lie elsewhere.
fn between<'m, 'f>(
    entries: Vec<Entry<'m, 'f>>,
    (since, until): Days,
    lens: &Lens,
) -> (Vec<Entry<'m, 'f>>, Vec<Entry<'m, 'f>>, usize) {
    let (mut dated, mut vague, mut outside) = (vec![], vec![], 0);
    for mut entry in entries {
        let open = entry.days.0 == Day::PAST;
        let is_inside = entry.days.0 >= since && entry.days.1 <= until;
        // What may have been at any time before says so by its place.
        if !is_inside && !open {
            entry.view.holds = entry.view.holds.max(Holds::Possible);
        }
        if entry.days.1 < since || entry.days.0 > until || lens.certain && !is_inside {
            outside += 1;
        } else if open {
            vague.push(entry);
        } else {
            dated.push(entry);
        }
    }
    dated.sort_by_cached_key(key);
    (dated, vague, outside)
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

/// The claims a timeline is made of.
#[derive(Default)]
struct Found {
    /// In order.
    ids: Vec<ClaimId>,
    /// Where those between two days were looked for: how many points of time there are in all.
    points: Option<usize>,
    /// How many without a day are too many to list.
    vague: usize,
}

/// The claims that bear on all the nodes; where all claims do, those that may lie between two days.
fn claims(model: &Model, nodes: &[NodeIndex], (since, until): Days, lens: &Lens) -> Found {
    if nodes.is_empty() {
        if !lens.is_clear() || lens.stance.is_some() {
            return Found { ids: model.all_claims().collect(), ..Found::default() };
        }
        let calendar = model.calendar();
        let most = if since.is_open() { usize::MAX } else { MOST_VAGUE };
        let (ids, vague) = calendar.within(since, until, most);
        return Found { ids, points: Some(calendar.count()), vague };
    }
    let mut ids: Vec<ClaimId> = nodes.iter().flat_map(|node| reach(model, *node)).collect();
    ids.sort();
    ids.dedup();
    ids.retain(|id| nodes.iter().all(|node| bears_on(model, *id, *node)));
    Found { ids, ..Found::default() }
}

/// Whether a claim is of somebody, or of what that one takes part in.
fn bears_on(model: &Model, id: ClaimId, who: NodeIndex) -> bool {
    let takes_part = |of: NodeIndex| model.graph[of].is_record() && model.around(of).any(|(_, other, _)| other == who);
    model.claim(id).says.nodes().any(|of| of == who || takes_part(of))
}

/// The points of time of claims.
fn entries<'m, 'f>(model: &'m Model<'f>, ids: &[ClaimId], lens: &Lens) -> Vec<Entry<'m, 'f>> {
    let mut found = vec![];
    for id in ids.iter().filter(|id| model.names_time(**id)) {
        let Some(view) = model.view(*id, lens).filter(View::is_told) else { continue };
        let points = model.points(&view);
        let views = std::iter::repeat_n(view, points.len());
        found.extend(points.into_iter().zip(views).map(|((date, side), view)| Entry {
            days: date.days(),
            date,
            side,
            view,
        }));
    }
    found
}

/// The claims on a node, and those on the agreements and events it takes part in.
fn reach(model: &Model, node: NodeIndex) -> Vec<ClaimId> {
    let mut ids: Vec<ClaimId> = model.claims_on(node).collect();
    for (_, other, _) in model.around(node) {
        if model.graph[other].is_record() {
            ids.extend(
                model
                    .claims_on(other)
                    .filter(|id| matches!(model.claim(*id).says, Says::Status { .. } | Says::Happened { .. })),
            );
        }
    }
    ids.sort();
    ids.dedup();
    ids
}

fn key(entry: &Entry) -> (Day, Day, &'static str, ClaimId) {
    (entry.days.0, entry.days.1, entry.side, entry.view.id)
}

/// What has no day: by the latest day it can be, and after what is said to be before it.
fn in_order<'m, 'f>(model: &Model<'f>, mut entries: Vec<Entry<'m, 'f>>) -> Vec<Entry<'m, 'f>> {
    if entries.is_empty() {
        return entries;
    }
    entries.sort_by_key(|e| (e.days.1, e.view.id));
    let nodes: Vec<NodeIndex> = entries.iter().filter_map(|e| e.view.claim.says.nodes().next()).collect();
    let order = placed(&nodes, &forerunners(model));
    let mut places = vec![0; order.len()];
    order.into_iter().enumerate().for_each(|(place, n)| places[n] = place);
    let mut placed: Vec<(usize, Entry)> = places.into_iter().zip(entries).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, entry)| entry).collect()
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

fn row<'f>(model: &Model<'f>, section: Section, entry: Entry<'_, 'f>, lens: &Lens, disputed: &Disputed) -> Row<'f> {
    let claim = entry.view.claim;
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
            let end = if entry.side == "until" { "; ends" } else { "" };
            format!("{subject}: {}{end}", model.phrase(claim))
        }
    };
    let mut text = text;
    let speakers = words::join(entry.view.said_by().iter().map(|s| model.speaker(*s)));
    if !speakers.is_empty() && matches!(claim.says, Says::Detail { .. }) {
        text += &format!(", says {speakers}");
    }
    if entry.view.holds == Holds::Possible {
        text += ", possible";
    }
    if entry.view.stance != Stance::Asserted {
        text += &format!(" ({})", model.vocab().stance_label(entry.view.stance));
    }
    // That it began or ended then is said only by the sources that give the day.
    let dated = model.dated_by(&entry.view, entry.side, lens);
    let view = View { cites: dated.unwrap_or_else(|| entry.view.cites.clone()), ..entry.view };
    let evidence = Evidence::of(model, &view);
    let disputed = disputed.holds(view.id);
    let record = claim.says.nodes().next().map_or(Cell::Nothing, Cell::Entity);
    let date = match entry.side {
        "seen" => Cell::Text(When { seen: Some(entry.date), day_of: view.when.day_of, ..When::default() }.words()),
        "since" => Cell::Text(When { since: Some(entry.date), ..When::default() }.words()),
        "until" => Cell::Text(When { until: Some(Some(entry.date)), ..When::default() }.words()),
        _ => Cell::Date(entry.date),
    };
    Row::new(section, vec![date, Cell::Text(text), record], Evidence { disputed, ..evidence })
}

/// `signed` → `Signed`.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}
