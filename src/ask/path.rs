use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape, who};
use crate::date::Holds;
use crate::diag::near::nearest_or_synonym;
use crate::model::{ClaimId, Lens, Model, Reached, Says, Standing, View, words};
use crate::vocab::{Partnership, Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

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
    Column::shown("from", "").of_records(),
    Column::shown("words", ""),
    Column::shown("to", "").of_records(),
    Column::data("standing"),
    Column::data("way"),
    Column::data("hop"),
    Column::data("through").of_records(),
    Column::data("relation"),
    Column::data("more"),
];

/// How many ways are shown.
const MOST_WAYS: usize = 20;
/// Among how many the most telling are looked for.
const MOST_TRIED: usize = 500;
/// How many hops longer than the shortest `--all` goes.
const LONGER: usize = 2;

impl Ask for Path {
    fn answer<'f>(&self, model: &Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let (from, to) = (model.look_up_node(&self.from)?, model.look_up_node(&self.to)?);
        self.only.iter().chain(&self.without).try_for_each(|word| known(model, word))?;
        if from == to {
            let message = format!("both names mean {}", model.name(from));
            return Err(AskError::Usage { message, help: "name two different ones".into() });
        }
        let title = format!("From {} to {}", model.name(from), model.name(to));
        let mut answer = Answer::new("path", title, Shape::Chain, COLUMNS, lens);
        answer.who = who(&[from, to]);
        let walk = |planned| Walk {
            model,
            lens,
            path: self,
            planned,
            legs: RefCell::default(),
            cut: false.into(),
            supported: RefCell::default(),
            in_sight: RefCell::default(),
        };
        let (sure, all) = (walk(false), walk(true));
        let held = sure.ways(from, to);
        // What is not yet matters where it would be nearer, or the only way.
        let mut planned = all.ways(from, to);
        let length = held.first().map(Vec::len);
        planned.retain(|way| way.iter().any(|leg| leg.planned) && length.is_none_or(|l| way.len() < l));
        let planned_shown = !planned.is_empty();
        for (walk, ways, word, title) in
            [(&sure, held, "established", "Established"), (&all, planned, "not-yet", "Not yet")]
        {
            for (number, way) in ways.iter().enumerate() {
                let hop = if way.len() == 1 { "hop" } else { "hops" };
                let other = if number == 0 { String::new() } else { format!(", way {}", number + 1) };
                let section = Section::titled(format!("{title}: {} {hop}{other}", way.len()));
                for (hop, leg) in way.iter().enumerate() {
                    let place = (word, number + 1, hop + 1);
                    let row = walk.row(leg, &section, place, &mut answer);
                    answer.rows.push(row);
                }
            }
        }
        if sure.cut.get() || all.cut.get() && planned_shown {
            let text = format!(
                "There are more ways; the {MOST_WAYS} most telling are shown. Narrow them with --only or --without."
            );
            answer.notes.push(Note { text, evidence: Evidence::default() });
        }
        self.conclude(&sure, from, to, &mut answer);
        Ok(answer)
    }
}

impl Path {
    /// What is to be said where there is no way, or where a tie asked for stops short.
    fn conclude<'f>(&self, walk: &Walk<'_, 'f>, from: NodeIndex, to: NodeIndex, answer: &mut Answer<'f>) {
        let model = walk.model;
        if !answer.rows.iter().any(|r| r.cells[3] == Cell::Word("established")) {
            let over = if self.only.is_empty() { String::new() } else { format!(" of `{}`", self.only.join(", ")) };
            let within = self.hops.map_or(String::new(), |n| format!(" within {}", words::count(n, "hop")));
            let text = format!("No path{over} from {} to {}{within}.", model.name(from), model.name(to));
            answer.lead.push(Note { text, evidence: Evidence::default() });
        }
        let ties = |id: &ClaimId| match model.claim(*id).says {
            Says::Tie { from: a, word, to: b, .. } if a == from && b == to => Some(word),
            _ => None,
        };
        let held: Vec<&str> = model
            .claims_on(from)
            .filter(|id| walk.view(*id).is_some_and(|v| v.stance != Stance::Planned))
            .filter_map(|id| ties(&id))
            .collect();
        let short_of =
            |word: &str| model.vocab().relations.get(word).map(|r| r.short_of.as_slice()).unwrap_or_default();
        let mut missing: Vec<&str> = held.iter().flat_map(|word| short_of(word)).map(String::as_str).collect();
        missing.retain(|word| !held.contains(word));
        missing.sort_unstable();
        missing.dedup();
        let says = |word: &&str| {
            format!("{} {}", model.vocab().relations.get(word).map_or(*word, |r| &r.says), model.name(to))
        };
        let says: Vec<String> = missing.iter().map(says).collect();
        if !says.is_empty() {
            let text = format!("No source here says that {} {}.", model.name(from), says.join(", or that it "));
            answer.notes.push(Note { text, evidence: Evidence::default() });
        }
    }
}

/// Refuses a word that is no relation, kind or role.
fn known(model: &Model, word: &str) -> Result<(), AskError> {
    let vocab = model.vocab();
    let all = vocab.relations.words().chain(vocab.kinds.words()).chain(vocab.roles.words());
    if all.clone().any(|w| w == word) {
        return Ok(());
    }
    let near = nearest_or_synonym(word, all, &vocab.synonyms).map(|n| n.word.to_owned());
    Err(AskError::Word { what: "relation, kind or role", word: word.to_owned(), near, all: "ties explain" })
}

/// A hop: the claims from one that counts to the next, through the records between.
#[derive(Clone, Debug)]
struct Leg {
    from: NodeIndex,
    to: NodeIndex,
    claims: Vec<ClaimId>,
    records: Vec<NodeIndex>,
    planned: bool,
    /// How much it tells: less is more.
    rank: (usize, usize, usize),
}

type Way = Vec<Rc<Leg>>;

/// One walk over the model, with what it may pass.
struct Walk<'m, 'f> {
    model: &'m Model<'f>,
    lens: &'m Lens,
    path: &'m Path,
    planned: bool,
    /// The hops from each node, once they were looked up.
    legs: RefCell<FxHashMap<NodeIndex, Rc<Vec<Rc<Leg>>>>>,
    /// Whether there are more ways than are shown.
    cut: std::cell::Cell<bool>,
    /// On how many passages the status of each record rests.
    supported: RefCell<FxHashMap<NodeIndex, usize>>,
    /// Whether each record is only in sight.
    in_sight: RefCell<FxHashMap<NodeIndex, bool>>,
}

impl<'m, 'f> Walk<'m, 'f> {
    /// The shortest ways, and with `--all` those a little longer; the nearest and most telling first.
    fn ways(&self, from: NodeIndex, to: NodeIndex) -> Vec<Way> {
        let most = self.path.hops.unwrap_or(usize::MAX);
        let left = self.distances(to);
        // A record costs nothing on the way, but a way from one begins with a hop.
        let shortest = left.get(&from).map(|n| n + usize::from(self.is_record(from)));
        let Some(shortest) = shortest.filter(|n| *n <= most) else { return vec![] };
        let limit = (shortest + if self.path.all { LONGER } else { 0 }).min(most);
        let mut found: Vec<Way> = vec![];
        // Depth first, on a stack of our own: a chain may be long.
        let mut way: Way = vec![];
        let mut stack = vec![(self.hops_from(from, to), 0)];
        while let Some((legs, next)) = stack.last_mut() {
            let Some(leg) = legs.get(*next).cloned() else {
                stack.pop();
                way.pop();
                continue;
            };
            *next += 1;
            let on_way = || leg.to == from || way.iter().any(|l| l.to == leg.to);
            let fits = left.get(&leg.to).is_some_and(|n| way.len() + 1 + n <= limit);
            if !fits || self.path.all && on_way() {
                continue;
            }
            if leg.to == to {
                found.push([way.clone(), vec![leg]].concat());
                if found.len() == MOST_TRIED {
                    break;
                }
                continue;
            }
            stack.push((self.hops_from(leg.to, to), 0));
            way.push(leg);
        }
        // A way tells as much as the hop that tells least.
        let ranks = |way: &Way| way.iter().map(|l| l.rank).collect::<Vec<_>>();
        found.sort_by_cached_key(|way| (way.len(), ranks(way).iter().map(|r| (r.0, r.1)).max(), ranks(way)));
        if found.len() > MOST_WAYS {
            self.cut.set(true);
            found.truncate(MOST_WAYS);
        }
        found
    }

    /// How many hops each node is from one: a breadth-first walk in which entering a record costs nothing.
    fn distances(&self, goal: NodeIndex) -> FxHashMap<NodeIndex, usize> {
        let mut at: FxHashMap<NodeIndex, usize> = FxHashMap::from_iter([(goal, 0)]);
        let mut done = rustc_hash::FxHashSet::default();
        let mut open = VecDeque::from([goal]);
        while let Some(node) = open.pop_front() {
            if !done.insert(node) {
                continue;
            }
            let here = at[&node];
            for (_, to, claim) in self.model.around(node) {
                if done.contains(&to) || !self.may_pass(claim) {
                    continue;
                }
                let there = here + usize::from(!self.is_record(to));
                if at.get(&to).is_none_or(|old| there < *old) {
                    at.insert(to, there);
                    if there == here { open.push_front(to) } else { open.push_back(to) }
                }
            }
        }
        at
    }

    /// Whether a claim can be a part of a hop.
    fn may_pass(&self, claim: ClaimId) -> bool {
        self.view(claim).is_some_and(|view| self.planned || !self.is_planned(&view))
    }

    /// The best hop from a node to each that counts; the goal counts even where it is a record.
    fn hops_from(&self, node: NodeIndex, goal: NodeIndex) -> Rc<Vec<Rc<Leg>>> {
        if let Some(legs) = self.legs.borrow().get(&node) {
            return Rc::clone(legs);
        }
        let mut best: FxHashMap<NodeIndex, Rc<Leg>> = FxHashMap::default();
        let mut passed = rustc_hash::FxHashSet::default();
        let start = Leg { from: node, to: node, claims: vec![], records: vec![], planned: false, rank: (0, 0, 0) };
        let mut open = VecDeque::from([start]);
        while let Some(leg) = open.pop_front() {
            for (_, to, claim) in self.model.around(leg.to) {
                if to == node {
                    continue;
                }
                let Some(view) = self.view(claim) else { continue };
                let planned = leg.planned || self.is_planned(&view);
                if planned && !self.planned {
                    continue;
                }
                let mut next = Leg { to, planned, claims: [leg.claims.as_slice(), &[claim]].concat(), ..leg.clone() };
                if !self.is_record(to) || to == goal {
                    next.rank = self.rank(&next, &view);
                    if best.get(&to).is_none_or(|old| (next.planned, next.rank) < (old.planned, old.rank)) {
                        best.insert(to, Rc::new(next));
                    }
                } else if passed.insert(to) {
                    next.records.push(to);
                    open.push_back(next);
                }
            }
        }
        let mut legs: Vec<Rc<Leg>> = best.into_values().collect();
        legs.sort_by_key(|leg| (leg.rank, leg.to));
        let legs = Rc::new(legs);
        self.legs.borrow_mut().insert(node, Rc::clone(&legs));
        legs
    }

    fn is_record(&self, node: NodeIndex) -> bool {
        matches!(self.model.graph[node].root, Root::Agreement | Root::Date)
    }

    /// What a hop tells: an agreement before a stake, a stake before a tie, a cooperative tie before others, an event
    /// last; then the fewer records between, then the more sources.
    fn rank(&self, leg: &Leg, last: &View<'m, 'f>) -> (usize, usize, usize) {
        let vocab = self.model.vocab();
        let kind = match (leg.records.first().map(|r| self.model.graph[*r].root), &last.claim.says) {
            (Some(Root::Agreement), _) if leg.records.len() == 1 => 0,
            (Some(_), _) => 4 + leg.records.len(),
            (None, Says::Stake { .. }) => 1,
            (None, Says::Tie { word, .. }) => match vocab.relations.get(word).map(|r| r.partnership) {
                Some(Partnership::Cooperative) => 2,
                Some(Partnership::Adverse) => 4,
                _ => 3,
            },
            (None, _) => 5,
        };
        let sources = leg.records.first().map_or(last.cites.len(), |record| self.sources_of(*record));
        (kind, leg.records.len(), usize::MAX - sources)
    }

    /// How many passages the status of a record rests on.
    fn sources_of(&self, record: NodeIndex) -> usize {
        let status = || self.model.status(record, self.lens).map_or(0, |s| s.view.cites.len());
        *self.supported.borrow_mut().entry(record).or_insert_with(status)
    }

    fn view(&self, claim: ClaimId) -> Option<View<'m, 'f>> {
        let view = self.model.view(claim, self.lens).filter(|v| v.stance != Stance::Denied)?;
        let words = self.words(&view);
        let named = |list: &[String]| {
            list.iter().any(|word| words.iter().any(|w| w == word || self.model.vocab().is_a(w, word)))
        };
        (!named(&self.path.without) && (self.path.only.is_empty() || named(&self.path.only))).then_some(view)
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
        let only_in_sight = view.claim.says.goes_with().is_some_and(|of| {
            *self.in_sight.borrow_mut().entry(of).or_insert_with(|| self.model.is_in_sight(of, self.lens))
        });
        view.stance == Stance::Planned || only_in_sight || self.model.is_step(view.claim)
    }

    fn row(
        &self,
        leg: &Leg,
        section: &Section,
        (standing, way, hop): (&'static str, usize, usize),
        answer: &mut Answer<'f>,
    ) -> Row<'f> {
        let model = self.model;
        let views: Vec<View> = leg.claims.iter().filter_map(|c| self.view(*c)).collect();
        let record = leg.records.first().copied();
        let status = record.and_then(|r| model.status(r, self.lens));
        let mut evidence = match &status {
            Some(status) => Evidence::of_all(model, &[vec![status.view.clone()], views.clone()].concat()),
            None => Evidence::of_all(model, &views),
        };
        evidence.status = status.as_ref().map(|s| s.word);
        let mut text = self.leg_words(leg, &views, status.as_ref());
        let by = words::join(evidence.said_by.iter().map(|s| model.speaker(*s)));
        if !by.is_empty() && record.is_none() {
            text += &format!(", by the words of {by}");
        }
        let when = evidence.when.words();
        if !when.is_empty() {
            let comma = if status.is_some() { " " } else { ", " };
            text += &format!("{comma}{when}");
        }
        // Whose words it is says that it is no more than that.
        let told = !by.is_empty() && record.is_none();
        if evidence.stance == Stance::Opinion || evidence.stance == Stance::Hedged && !told {
            text += &format!(", {}", model.vocab().stance_label(evidence.stance));
        }
        if evidence.holds == Holds::Possible {
            text += " (possible)";
        }
        let claims: Vec<ClaimId> = leg.claims.iter().copied().chain(status.as_ref().map(|s| s.view.id)).collect();
        answer.draw(model, &claims);
        let relation = views.first().map_or(Cell::Nothing, |v| Cell::word(self.words(v).first().copied()));
        let cells = vec![
            Cell::Entity(leg.from),
            Cell::Text(text),
            Cell::Entity(leg.to),
            Cell::Word(standing),
            Cell::Number(way),
            Cell::Number(hop),
            record.map_or(Cell::Nothing, Cell::Entity),
            relation,
            Cell::Number(self.beside(leg)),
        ];
        Row::new(section.clone(), cells, evidence)
    }

    /// How many other rows `ties partners` has for the two, besides what is told.
    fn beside(&self, leg: &Leg) -> usize {
        let told = |p: &crate::model::Pair| p.claims.iter().any(|c| leg.claims.contains(c));
        if self.model.graph[leg.from].root != Root::Stakeholder {
            return 0;
        }
        let pairs = self.model.pairs_of(leg.from, self.lens);
        pairs
            .iter()
            .filter(|p| p.one == leg.from && p.other == leg.to && p.standing == Standing::Partner && !told(p))
            .count()
    }

    /// What binds the two ends of a hop.
    fn leg_words(&self, leg: &Leg, views: &[View], status: Option<&Reached>) -> String {
        let model = self.model;
        let (Some(first), Some(last)) = (views.first(), views.last()) else { return String::new() };
        let Some(record) = leg.records.first().copied() else {
            return match &first.claim.says {
                Says::Tie { from, word, .. } if *from != leg.from => {
                    let inverse = model.vocab().relations.get(word).map_or((*word).to_owned(), |r| r.inverse.clone());
                    format!("{inverse} {}", model.name(leg.to))
                }
                Says::Stake { of, holders, .. } if *of == leg.from => {
                    let value = model.value_words(first.claim);
                    let value = if value.is_empty() { "share not stated".to_owned() } else { value };
                    format!("of it, {}: {value}", words::join(holders.iter().map(|h| model.name(*h))))
                }
                _ => model.phrase(first.claim),
            };
        };
        let role = |view: &View| match &view.claim.says {
            Says::Party { role, .. } => model.role_label(role).to_owned(),
            Says::Link { field, .. } => (*field).to_owned(),
            Says::Tie { word, .. } => model.vocab().relations.get(word).map_or((*word).to_owned(), |r| r.label.clone()),
            _ => String::new(),
        };
        let over: String = leg.records[1..].iter().map(|r| format!(", then over {}", model.name(*r))).collect();
        let names = format!("{}{over}", model.name(record));
        let status = status.map_or(String::new(), |s| format!(": {}", model.status_label(record, s.word)));
        let preposition = if model.graph[record].root == Root::Agreement { "to" } else { "in" };
        let (a, b) = (role(first), role(last));
        if a == b {
            format!("with {}, {a} {preposition} {names}{status}", model.name(leg.to))
        } else {
            format!("{a} {preposition} {names}, {}: {b}{status}", model.name(leg.to))
        }
    }
}
