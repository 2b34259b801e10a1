//! What is to stand on a timeline: the rows of an answer, in words and looks, before anything has a place.
//!
//! Invariant: each row is in exactly one entry; the beginning and the end of what lasts are one entry.
use crate::ask::{Answer, Cell, Layout, Row, Shape};
use crate::date::{Day, Days, Interval};
use crate::draw::colour::Ink;
use crate::draw::scene::{self, Scene};
use crate::model::{Claim, ClaimId, Claims, Lens, Model, Says, View};
use crate::vocab::{Partnership, Phase, RolePartnership, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

/// A row, or several that say when the same claims began and ended.
pub(super) struct Entry {
    /// Its own id.
    pub id: String,
    /// The ids of those it speaks of.
    pub of: Vec<String>,
    /// The claims it rests on.
    pub claims: Claims,
    /// Which band it stands in.
    pub band: Band,
    /// When it began and ended, as far as known.
    pub interval: Interval,
    /// When, in words; empty if nothing is known.
    pub when: String,
    /// What.
    pub words: String,
    /// Where it is said: `[1][3]`.
    pub references: String,
    /// How it looks.
    pub look: Look,
    /// All of it as a sentence, with its sources.
    pub tooltip: String,
    /// Where it can be read.
    pub link: String,
}

impl Entry {
    /// The days between which an entry is known to begin and to end; a side that is open has the other's day.
    pub fn known(&self) -> Vec<Days> {
        let closed = |(from, to): Days| match (from.is_open(), to.is_open()) {
            (false, false) => Some((from, to)),
            (true, false) => Some((to, to)),
            (false, true) => Some((from, from)),
            (true, true) => None,
        };
        let Interval { start, end } = self.interval;
        match (closed(start), closed(end)) {
            // Seen some day in between: all these days are one.
            (Some(_), Some(_)) if end.0 < start.1 && !end.0.is_open() && !start.1.is_open() => {
                vec![(end.0.min(day_or(start.0, end.0)), start.1.max(day_or(end.1, start.1)))]
            }
            (start, end) => start.into_iter().chain(end.filter(|end| Some(*end) != start)).collect(),
        }
    }
}

/// A day, or another where it is none.
fn day_or(day: Day, other: Day) -> Day {
    if day.is_open() { other } else { day }
}

/// How an entry looks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    /// The shape of a moment.
    pub sign: Sign,
    /// Whether it makes partners.
    pub partnership: Partnership,
    /// The colour of that.
    pub ink: Ink,
    /// Planned, held or ended.
    pub phase: Phase,
    /// The style of its outline.
    pub style: String,
    /// Whether a single voice says so.
    pub one_voice: bool,
    /// Whether it is in an open dispute.
    pub disputed: bool,
    /// Whether it is said not to be so, or not to be believed.
    pub struck: bool,
}

/// What a moment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// Something happened.
    Event,
    /// A status was reached.
    Status,
    /// Somebody took part.
    Party,
    /// Something was so.
    State,
}

/// Entries that stand together: those of a group, or those of records that are in none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Band {
    /// A list of records that are in no group.
    List(&'static str),
    /// A word of the vocabulary.
    Group(String),
    /// Neither.
    None,
}

/// The entries of rows of an answer, in their order.
pub(super) fn entries(rows: &[Row], answer: &Answer, model: &Model, scene: &Scene) -> Vec<Entry> {
    let mut entries: Vec<Entry> = vec![];
    let mut places: FxHashMap<&[ClaimId], usize> = FxHashMap::default();
    // What only explains a row above it has no day of its own to stand at.
    let has_day = |row: &Row| row.counts || answer.layout != Layout::Timeline;
    for (n, row) in rows.iter().enumerate().filter(|(_, row)| has_day(row)) {
        let claims = &row.evidence.claims;
        let words = words(row, answer, model);
        // A question for a timeline has a row for each end.
        let each_end = answer.layout == Layout::Timeline && !claims.is_empty();
        let known = places.get(claims.as_slice()).filter(|_| each_end);
        match known.and_then(|place| entries.get_mut(*place)) {
            // The words without "ends" say both.
            Some(entry) if words.len() < entry.words.len() => entry.words = words,
            Some(_) => {}
            None => {
                places.entry(claims).or_insert(entries.len());
                entries.push(entry(n, row, words, answer, model, scene));
            }
        }
    }
    entries
}

fn entry(n: usize, row: &Row, words: String, answer: &Answer, model: &Model, scene: &Scene) -> Entry {
    let evidence = &row.evidence;
    let views: Vec<View> = evidence.claims.iter().filter_map(|id| model.any_view(*id, &answer.lens)).collect();
    let nodes = nodes(row, &views);
    let sources = evidence.sources();
    let mut numbers: Vec<usize> =
        scene.sources.iter().filter(|s| sources.contains(&s.source)).map(|s| s.number).collect();
    numbers.sort_unstable();
    let sentence = match views.first() {
        Some(view) if views.len() == 1 => scene::tooltip(view, evidence, model),
        _ => {
            let ids: Vec<&str> = sources.iter().map(|s| model.source(*s).id).collect();
            format!("{words}, {} [{}]", evidence.when.words(), ids.join(", "))
        }
    };
    Entry {
        id: format!("entry-{}", n + 1),
        of: nodes.iter().map(|n| model.graph[*n].id.to_owned()).collect(),
        claims: evidence.claims.clone(),
        band: nodes.first().map_or(Band::None, |n| band(*n, model)),
        interval: views.first().map_or(row.evidence.interval, |view| interval(row, view.claim)),
        when: evidence.when.words(),
        words,
        references: numbers.iter().map(|n| format!("[{n}]")).collect(),
        look: look(row, views.first(), (model, &answer.lens), scene),
        tooltip: sentence,
        link: scene
            .sources
            .iter()
            .filter(|s| sources.contains(&s.source))
            .map(|s| s.url.clone())
            .find(|u| !u.is_empty())
            .unwrap_or_default(),
    }
}

/// Who takes part in an agreement does so from a day on: that day is the moment.
fn interval(row: &Row, claim: &Claim) -> Interval {
    let interval = row.evidence.interval;
    match claim.says {
        Says::Party { .. } | Says::Link { .. } => Interval { end: interval.start, ..interval },
        _ => interval,
    }
}

/// The cells a table shows, without the date, in one line.
fn words(row: &Row, answer: &Answer, model: &Model) -> String {
    let columns = answer.columns;
    let headless = columns.iter().all(|column| column.heading.is_empty());
    let shown = |n: usize| !columns[n].heading.is_empty() || headless && n < answer.shape.shown();
    let cells = row.cells.iter().enumerate().filter(|(n, _)| shown(*n) && columns[*n].name != DATE);
    let texts: Vec<String> = cells.map(|(_, cell)| text(cell, model)).filter(|text| !text.is_empty()).collect();
    let of = if answer.shape == Shape::Sides { format!("{}: ", row.section.title) } else { String::new() };
    let words = format!("{of}{}", texts.join(": "));
    // The date stands before it already.
    let when = row.evidence.when.words();
    let words =
        words.strip_prefix(&format!("{when}: ")).filter(|_| !when.is_empty()).map_or(words.clone(), str::to_owned);
    if row.evidence.disputed && !words.contains("(disputed)") { format!("{words} (disputed)") } else { words }
}

/// The column that says when.
const DATE: &str = "date";

fn text(cell: &Cell, model: &Model) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Word(word) => (*word).to_owned(),
        Cell::Entity(node) => model.name(*node).to_owned(),
        Cell::Source(source) => model.facts.files[model.source(*source).record.title].to_owned(),
        Cell::Date(date) => date.words(),
        Cell::Quantity(quantity) => quantity.words(),
        Cell::Number(number) => number.to_string(),
        Cell::Named(values) => {
            values.iter().map(|(_, cell)| text(cell, model)).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Those a row speaks of, the one it is listed under first.
fn nodes(row: &Row, views: &[View]) -> Vec<NodeIndex> {
    let cells = row.cells.iter().filter_map(|cell| if let Cell::Entity(node) = cell { Some(*node) } else { None });
    let mut nodes: Vec<NodeIndex> = vec![];
    for node in cells.chain(views.iter().flat_map(|view| view.claim.says.nodes())) {
        if !nodes.contains(&node) {
            nodes.push(node);
        }
    }
    nodes
}

fn band(node: NodeIndex, model: &Model) -> Band {
    match model.graph[node].group {
        Some(group) => Band::Group(group.to_owned()),
        None => Band::List(model.graph[node].of.list.word()),
    }
}

fn look(row: &Row, view: Option<&View>, (model, lens): (&Model, &Lens), scene: &Scene) -> Look {
    let partnership = view.map_or(Partnership::Neutral, |view| partnership(view, model));
    let phase = view.map_or(Phase::Held, |view| phase(view, model, lens));
    Look {
        sign: match view.map(|view| &view.claim.says) {
            Some(Says::Happened { .. }) => Sign::Event,
            Some(Says::Status { .. }) => Sign::Status,
            Some(Says::Party { .. } | Says::Link { .. }) => Sign::Party,
            Some(Says::Stake { .. } | Says::Tie { .. } | Says::Detail { .. }) | None => Sign::State,
        },
        partnership,
        ink: scene::line_ink(partnership, model, &scene.page),
        phase,
        style: scene::phase_style(phase, model),
        one_voice: row.evidence.voices < 2,
        disputed: row.evidence.disputed,
        struck: row.evidence.stance == Stance::Denied || row.evidence.rejected.is_some(),
    }
}

/// A status has its phase; what is over by now is seen at the end of its bar.
fn phase(view: &View, model: &Model, lens: &Lens) -> Phase {
    match view.claim.says {
        Says::Status { of, word } if view.stance == Stance::Asserted => {
            model.vocab().status(model.graph[of].root, word).map_or(Phase::Held, |s| s.phase)
        }
        _ => scene::phase(view, model, lens),
    }
}

/// An agreement and its statuses make partners as its kind does; a date sets somebody against another where one of
/// those who take part does.
fn partnership(view: &View, model: &Model) -> Partnership {
    let record = match view.claim.says {
        Says::Status { of, .. } => of,
        Says::Happened { date } => date,
        _ => return scene::words(view, model).partnership,
    };
    let adverse = model.claims_on(record).any(|id| match model.claim(id).says {
        Says::Party { of, role, .. } => {
            of == record && model.vocab().roles.get(role).is_some_and(|r| r.partnership == RolePartnership::Adverse)
        }
        _ => false,
    });
    let kind = model.vocab().kinds.get(model.graph[record].kind).map(|k| k.partnership).unwrap_or_default();
    if adverse { Partnership::Adverse } else { kind }
}
