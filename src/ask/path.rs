use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape, who};
use crate::diag::near::nearest_or_synonym;
use crate::model::{ClaimId, Lens, Model, Says, View, words};
use crate::vocab::{Phase, Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// How two are connected, hop by hop
///
/// Agreements and events are passed through and not counted. Of several shortest ways all are shown; what is only
/// planned, or a step short of a tie, stands apart under "Not yet".
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties path mali brics\n  ties path \"Yadran Group\" putin --without in-talks-with")]
pub struct Path {
    /// A name or an id
    from: String,
    /// A name or an id
    to: String,
    /// At most so many hops
    #[arg(long, value_name = "N")]
    hops: Option<usize>,
    /// Only over these relations, kinds or roles
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    only: Vec<String>,
    /// Not over these
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    without: Vec<String>,
    /// Also longer ways: up to two hops more than the shortest
    #[arg(long)]
    all: bool,
}

const COLUMNS: &[Column] = &[
    Column::shown("from", ""),
    Column::shown("words", ""),
    Column::shown("to", ""),
    Column::data("standing"),
    Column::data("way"),
    Column::data("hop"),
    Column::data("through"),
    Column::data("relation"),
    Column::data("more"),
];

/// How many ways are shown.
const MOST_WAYS: usize = 20;

impl Ask for Path {
    fn answer<'f>(&self, model: &Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let (from, to) = (model.look_up_node(&self.from)?, model.look_up_node(&self.to)?);
        self.only.iter().chain(&self.without).try_for_each(|word| known(model, word))?;
        let title = format!("From {} to {}", model.name(from), model.name(to));
        let mut answer = Answer::new("path", title, Shape::Chain, COLUMNS, lens);
        answer.who = who(&[from, to]);
        if from == to {
            let message = format!("both names mean {}", model.name(from));
            return Err(AskError::Usage { message, help: "name two different ones".into() });
        }
        let steps = Steps { model, lens, only: &self.only, without: &self.without };
        let held = self.ways(&steps, from, to, false);
        let length = held.iter().map(|w| hops(model, w)).min();
        let mut planned = self.ways(&steps, from, to, true);
        // What is not yet matters where it would be nearer, or the only way.
        planned.retain(|way| way.iter().any(|s| s.planned) && length.is_none_or(|l| hops(model, way) < l));
        for (ways, word, title) in [(held, "established", "Established"), (planned, "not-yet", "Not yet")] {
            for (number, way) in ways.iter().enumerate() {
                let count = hops(model, way);
                let hop = if count == 1 { "hop" } else { "hops" };
                let other = if number == 0 { String::new() } else { format!(", way {}", number + 1) };
                let section = Section::titled(format!("{title}: {count} {hop}{other}"));
                self.rows(&steps, way, &section, word, number, &mut answer);
            }
        }
        self.nothing(model, from, to, &steps, &mut answer);
        Ok(answer)
    }
}

/// Refuses a word that is no relation, kind, role or field.
fn known(model: &Model, word: &str) -> Result<(), AskError> {
    let vocab = model.vocab();
    let all = vocab.relations.words().chain(vocab.kinds.words()).chain(vocab.roles.words());
    if all.clone().any(|w| w == word) {
        return Ok(());
    }
    let near = nearest_or_synonym(word, all, &vocab.synonyms).map(|n| n.word.to_owned());
    Err(AskError::Word { what: "relation, kind or role", word: word.to_owned(), near, all: "ties explain" })
}

/// One move from a node to the next, by the claim that tells most.
#[derive(Clone, Copy, Debug)]
struct Step {
    from: NodeIndex,
    to: NodeIndex,
    claim: ClaimId,
    planned: bool,
}

/// A way: its moves, records passed through included.
type Way = Vec<Step>;

/// How many of the nodes entered are counted.
fn hops(model: &Model, way: &Way) -> usize {
    let last = way.last().map(|s| s.to);
    let counted = way.iter().filter(|s| !is_record(model, s.to) || Some(s.to) == last).count();
    counted.max(1)
}

fn is_record(model: &Model, node: NodeIndex) -> bool {
    matches!(model.graph[node].root, Root::Agreement | Root::Date)
}

/// What may be walked over.
struct Steps<'m, 'f> {
    model: &'m Model<'f>,
    lens: &'m Lens,
    only: &'m [String],
    without: &'m [String],
}

impl<'m, 'f> Steps<'m, 'f> {
    /// The moves from a node, one to each neighbour: the surest.
    fn from(&self, node: NodeIndex, planned: bool) -> Vec<Step> {
        let mut best: FxHashMap<NodeIndex, (Step, usize)> = FxHashMap::default();
        let mut order = vec![];
        for (_, to, claim) in self.model.around(node) {
            let Some(view) = self.view(claim) else { continue };
            let not_yet = self.is_planned(&view);
            if to == node || not_yet && !planned {
                continue;
            }
            let rank = usize::from(not_yet) * 100 + view.stance as usize * 10 + usize::from(view.cites.len() < 2);
            let step = Step { from: node, to, claim, planned: not_yet };
            match best.get(&to) {
                Some((_, old)) if *old <= rank => {}
                Some(_) => {
                    best.insert(to, (step, rank));
                }
                None => {
                    order.push(to);
                    best.insert(to, (step, rank));
                }
            }
        }
        order.iter().map(|to| best[to].0).collect()
    }

    fn view(&self, claim: ClaimId) -> Option<View<'m, 'f>> {
        let view = self.model.view(claim, self.lens).filter(|v| v.stance != Stance::Denied)?;
        let words = self.words(&view);
        let named = |list: &[String]| list.iter().any(|word| words.iter().any(|w| w == word || self.model.vocab().is_a(w, word)));
        (!named(self.without) && (self.only.is_empty() || named(self.only))).then_some(view)
    }

    /// The words a claim goes by: its relation or kind, its role, the kind of its record.
    fn words(&self, view: &View<'m, 'f>) -> Vec<&'f str> {
        match view.claim.says {
            Says::Tie { word, .. } => vec![word],
            Says::Stake { kind, .. } => vec![kind],
            Says::Party { of, role, .. } => vec![role, self.model.graph[of].kind],
            Says::Link { from, .. } => vec![self.model.graph[from].kind],
            Says::Status { .. } | Says::Happened { .. } | Says::Detail { .. } => vec![],
        }
    }

    fn is_planned(&self, view: &View<'m, 'f>) -> bool {
        let record = match view.claim.says {
            Says::Party { of, .. } => Some(of),
            Says::Link { from, .. } => Some(from),
            _ => None,
        };
        let status = record.and_then(|of| self.model.status(of, self.lens));
        let only_in_sight = status.is_some_and(|s| s.phase == Phase::Planned || !s.reached);
        let short = match view.claim.says {
            Says::Tie { word, .. } => self.model.vocab().relations.get(word).is_some_and(|r| self.model.is_short_of_partnership(r)),
            _ => false,
        };
        view.stance == Stance::Planned || only_in_sight || short
    }

    /// The distance of every node from one, counting no records: a breadth-first walk with moves of length 0 and 1.
    fn distances(&self, from: NodeIndex, planned: bool, most: usize) -> FxHashMap<NodeIndex, usize> {
        let mut at: FxHashMap<NodeIndex, usize> = FxHashMap::from_iter([(from, 0)]);
        let mut open = VecDeque::from([from]);
        while let Some(node) = open.pop_front() {
            let here = at[&node];
            for step in self.from(node, planned) {
                let length = usize::from(!is_record(self.model, step.to));
                let there = here + length;
                if there <= most && at.get(&step.to).is_none_or(|old| there < *old) {
                    at.insert(step.to, there);
                    if length == 0 { open.push_front(step.to) } else { open.push_back(step.to) }
                }
            }
        }
        at
    }
}

impl Path {
    /// The shortest ways, and with `--all` those up to two hops longer; at most [`MOST_WAYS`].
    fn ways(&self, steps: &Steps, from: NodeIndex, to: NodeIndex, planned: bool) -> Vec<Way> {
        let most = self.hops.unwrap_or(usize::MAX);
        let back = steps.distances(to, planned, most);
        let Some(shortest) = back.get(&from).copied() else { return vec![] };
        // Seen from the end, entering the start counts, entering the end does not: the same number both ways, but for
        // a start or an end that is itself a record.
        let slack = if self.all { 2 } else { 0 };
        let limit = shortest + slack;
        let mut found: Vec<Way> = vec![];
        let mut open: VecDeque<(Way, usize)> = VecDeque::from([(vec![], 0)]);
        let mut tries = 0;
        while let Some((way, used)) = open.pop_front() {
            tries += 1;
            if found.len() == MOST_WAYS || tries > 100_000 {
                break;
            }
            let node = way.last().map_or(from, |s| s.to);
            if node == to {
                found.push(way);
                continue;
            }
            let here = usize::from(!is_record(steps.model, node));
            for step in steps.from(node, planned) {
                let visited = step.to == from || way.iter().any(|s| s.to == step.to);
                let Some(left) = back.get(&step.to).filter(|_| !visited) else { continue };
                // `back` counts the node itself; what is still to be entered is what is counted beyond it.
                let used = used + here;
                if used + left <= limit {
                    open.push_back(([way.clone(), vec![step]].concat(), used));
                }
            }
        }
        found.retain(|way| !way.is_empty());
        if steps.model.graph.node_count() > 0 {
            found.sort_by_key(|way| (hops(steps.model, way), way.len()));
        }
        // Ways over the same nodes that count are one: the first of them tells, the others are ties beside it.
        let mut seen: Vec<Vec<NodeIndex>> = vec![];
        found.retain(|way| {
            let counted: Vec<NodeIndex> = way.iter().map(|s| s.to).filter(|n| !is_record(steps.model, *n)).collect();
            let new = !seen.contains(&counted);
            seen.push(counted);
            new
        });
        let most_hops = self.hops.unwrap_or(usize::MAX);
        found.retain(|way| hops(steps.model, way) <= most_hops);
        found
    }

    fn rows<'f>(&self, steps: &Steps<'_, 'f>, way: &Way, section: &Section, standing: &'static str, number: usize, answer: &mut Answer<'f>) {
        let model = steps.model;
        let mut legs: Vec<Vec<Step>> = vec![];
        for step in way {
            match legs.last_mut() {
                Some(leg) if is_record(model, step.from) && leg.last().is_some_and(|s| s.to == step.from) => leg.push(*step),
                _ => legs.push(vec![*step]),
            }
        }
        for (hop, leg) in legs.iter().enumerate() {
            let (from, to) = (leg[0].from, leg[leg.len() - 1].to);
            let views: Vec<View> = leg.iter().filter_map(|s| steps.view(s.claim)).collect();
            let record = (leg.len() > 1).then_some(leg[0].to);
            let status = record.and_then(|r| model.status(r, steps.lens));
            let mut evidence = match &status {
                Some(status) => Evidence::of_all(model, &[vec![status.view.clone()], views.clone()].concat()),
                None => Evidence::of_all(model, &views),
            };
            evidence.status = status.as_ref().map(|s| s.word);
            let others = beside(steps, from, to, leg);
            let mut text = leg_words(model, leg, &views, status.as_ref());
            let by = words::join(evidence.said_by.iter().map(|s| model.speaker(*s)));
            if !by.is_empty() && record.is_none() {
                text += &format!(", by the words of {by}");
            }
            let when = evidence.when.words();
            if !when.is_empty() {
                text += &format!(", {when}");
            }
            let claims: Vec<ClaimId> = leg.iter().map(|s| s.claim).chain(status.as_ref().map(|s| s.view.id)).collect();
            answer.draw(model, &claims);
            let relation = views.first().map_or(Cell::Nothing, |v| Cell::word(steps.words(v).first().copied()));
            let cells = vec![
                Cell::Entity(from),
                Cell::Text(text),
                Cell::Entity(to),
                Cell::Word(standing),
                Cell::Number(number + 1),
                Cell::Number(hop + 1),
                record.map_or(Cell::Nothing, Cell::Entity),
                relation,
                Cell::Number(others),
            ];
            answer.rows.push(Row::new(section.clone(), cells, evidence));
        }
    }

    /// What is to be said where there is no way, or where a tie asked for stops short.
    fn nothing<'f>(&self, model: &Model<'f>, from: NodeIndex, to: NodeIndex, steps: &Steps<'_, 'f>, answer: &mut Answer<'f>) {
        let names = format!("from {} to {}", model.name(from), model.name(to));
        if !answer.rows.iter().any(|r| r.cells[3] == Cell::Word("established")) {
            let over = if self.only.is_empty() { String::new() } else { format!(" of `{}`", self.only.join(", ")) };
            let within = self.hops.map_or(String::new(), |n| format!(" within {n} hops"));
            answer.lead.push(Note { text: format!("No path{over} {names}{within}."), evidence: Evidence::default() });
        }
        // A step short of a relation between the two, and that no source says the relation itself.
        let asserted = |word: &str| {
            model.claims_on(from).any(|id| {
                let says = matches!(model.claim(id).says, Says::Tie { from: a, word: w, to: b, .. } if a == from && b == to && w == word);
                says && steps.view(id).is_some_and(|v| v.stance != Stance::Planned)
            })
        };
        let mut short: Vec<&str> = vec![];
        for id in model.claims_on(from) {
            let Says::Tie { from: a, word, to: b, .. } = model.claim(id).says else { continue };
            if a == from && b == to && model.view(id, steps.lens).is_some() {
                let steps = model.vocab().relations.get(word).map(|r| r.short_of.as_slice()).unwrap_or_default();
                short.extend(steps.iter().map(String::as_str).filter(|w| !asserted(w)));
            }
        }
        short.sort_unstable();
        short.dedup();
        let says: Vec<String> = short
            .iter()
            .map(|word| format!("{} {}", model.vocab().relations.get(word).map_or(*word, |r| &r.says), model.name(to)))
            .collect();
        if !says.is_empty() {
            let text = format!("No source here says that {} {}.", model.name(from), says.join(", or that it "));
            answer.notes.push(Note { text, evidence: Evidence::default() });
        }
    }
}

/// How many other ties bind two, besides the one told.
fn beside(steps: &Steps, from: NodeIndex, to: NodeIndex, leg: &[Step]) -> usize {
    let pairs = steps.model.pairs_of(from, steps.lens);
    let told = |p: &crate::model::Pair| p.claims.iter().any(|c| leg.iter().any(|s| s.claim == *c));
    pairs.iter().filter(|p| p.other == to && p.standing == crate::model::Standing::Partner && !told(p)).count()
}

fn leg_words(model: &Model, leg: &[Step], views: &[View], status: Option<&crate::model::Reached>) -> String {
    let (first, last) = (leg[0], leg[leg.len() - 1]);
    if leg.len() > 1 {
        let record = first.to;
        let role = |view: Option<&View>| match view.map(|v| &v.claim.says) {
            Some(Says::Party { role, .. }) => model.role_label(role).to_owned(),
            Some(Says::Link { field, .. }) => (*field).to_owned(),
            Some(Says::Tie { word, .. }) => model.vocab().relations.get(word).map_or((*word).to_owned(), |r| r.label.clone()),
            _ => String::new(),
        };
        let (a, b) = (role(views.first()), role(views.last()));
        let status = status.map_or(String::new(), |s| format!(": {}", model.status_label(record, s.word)));
        let preposition = if model.graph[record].root == Root::Agreement { "to" } else { "in" };
        return match a == b {
            true => format!("with {}, {a} {preposition} {}{status}", model.name(last.to), model.name(record)),
            false => format!("{a} {preposition} {}{status}; {}: {b}", model.name(record), model.name(last.to)),
        };
    }
    let Some(view) = views.first() else { return String::new() };
    match &view.claim.says {
        Says::Tie { from, word, .. } if *from != first.from => {
            model.vocab().relations.get(word).map_or((*word).to_owned(), |r| r.inverse.clone())
        }
        Says::Stake { of, kind, .. } if *of == first.from => format!("{}: {}", model.vocab().kind_label(kind), model.value_words(view.claim)),
        Says::Tie { word, .. } => model.vocab().relations.get(word).map_or((*word).to_owned(), |r| r.label.clone()),
        Says::Party { role, .. } => model.role_label(role).to_owned(),
        _ => model.phrase(view.claim),
    }
}
