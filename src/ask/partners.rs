mod beside;
mod bound;

pub(super) use beside::agreed_on;
pub(super) use bound::evidence;

use super::timeline::is_told_of;
use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape, Told, standing, two, who};
use crate::date::Holds;
use crate::model::{ClaimId, Disputed, Lens, Model, Pair, Says, Standing, Through, View, words};
use crate::vocab::{Partnership, Root, Stance};
use beside::shared;
use bound::Bounds;
use petgraph::graph::NodeIndex;
use std::rc::Rc;

/// Who partners with whom, through what, on whose word
///
/// Partners are derived from the facts: the parties of an agreement, those who hold a part of the same thing, the two
/// ends of a tie such as member-of. What is planned stands under "Not yet", what is over under "Ended"; two who are
/// set against each other are no partners.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties partners mali\n  ties partners mali russia --as-of 2025-07-01\n  ties partners senou-refinery"
)]
pub struct Partners {
    /// A name or an id; left out: every pair
    pub(super) who: Option<String>,
    /// Only what binds WHO to this one
    pub(super) with: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::shown("partner", "PARTNER").of_records(),
    Column::shown("words", "THROUGH"),
    Column::data("who").of_records(),
    Column::data("standing"),
    Column::data("relation"),
    Column::data("through").of_records(),
    Column::data("value"),
];

/// Of all pairs, both are shown.
const PAIRS: &[Column] = &[
    Column::shown("who", "ONE").of_records(),
    Column::shown("partner", "OTHER").of_records(),
    Column::shown("words", "THROUGH"),
    Column::data("standing"),
    Column::data("relation"),
    Column::data("through").of_records(),
    Column::data("value"),
];

/// How many pairs are listed: more than anybody reads, and few enough to be quick.
const MOST_PAIRS: usize = 20_000;

/// How many pairs stand for all where there are more than that.
const MOST_BOUND: usize = 20;

/// Where the words stand in a row of all pairs.
const WORDS: usize = 2;

impl Ask for Partners {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let one = self.who.as_deref().map(|word| model.look_up_node(word)).transpose()?;
        let with = self.with.as_deref().map(|word| model.look_up_node(word)).transpose()?;
        one.zip(with).map_or(Ok(()), |(one, with)| two(model, one, with))?;
        let title = match (one, with) {
            (None, _) => "All partners".to_owned(),
            (Some(one), None) => format!("Partners of {}", model.name(one)),
            (Some(one), Some(with)) => format!("{} and {}", model.name(one), model.name(with)),
        };
        let asked = one.filter(|one| model.graph[*one].root == Root::Stakeholder);
        let columns = if asked.is_some() { COLUMNS } else { PAIRS };
        let mut answer = Answer::new("partners", title, Shape::Columns, columns, lens);
        answer.who = who(&one.into_iter().chain(with).collect::<Vec<_>>());
        let pairs = if asked.is_some() { 0 } else { model.pairs_at_most(one) };
        if pairs > MOST_PAIRS && one.is_none() {
            most_bound(model, pairs, lens, &mut answer);
            return Ok(answer);
        }
        if pairs > MOST_PAIRS {
            let message = format!("there may be {pairs} pairs to list");
            return Err(AskError::Usage { message, help: "name one who is bound: ties partners WHO".into() });
        }
        let mut pairs = match one {
            Some(one) => model.pairs_of(one, lens),
            None => model.pairs(lens),
        };
        pairs.retain(|p| with.is_none_or(|with| p.one == with || p.other == with));
        // What two who are set against each other have agreed on makes no partners of them, and has to be known.
        let agreed = one.zip(with).filter(|_| pairs.iter().any(|pair| pair.standing == Standing::Adverse));
        let agreed = agreed.map_or(vec![], |(one, with)| agreed_on(model, one, with, &pairs, lens));
        let disputed = Rc::new(Disputed::new(model, lens));
        let bounds = Bounds::new(model, pairs, asked, &disputed, lens);
        let order = bounds.in_order();
        let is_disputed = |pair: &&Pair| pair.claims.iter().any(|claim| disputed.holds(*claim));
        let first_disputed = order.iter().map(|n| bounds.pair(*n)).find(is_disputed).map(|pair| about(pair, asked));
        answer.reserve(order.len());
        for n in order {
            add(&bounds, n, &mut answer);
        }
        for (record, view) in agreed {
            let status = model.phrase(view.claim);
            let when = view.stated_when().map_or(String::new(), |when| format!(", {when}"));
            answer.selection.node(record);
            answer
                .notes
                .push(Note { text: format!("But there is: {status}{when}"), evidence: Evidence::of(model, &view) });
        }
        if let Some(one) = one {
            explain(model, one, with, lens, &mut answer);
            let met = with.filter(|with| answer.rows.is_empty() && is_told_of(model, &[one, *with], lens));
            let ids = |with: NodeIndex| format!("ties timeline {} {}", model.graph[one].id, model.graph[with].id);
            answer.more.extend(met.map(ids));
            if asked.is_none() && !answer.rows.iter().any(|row| row.counts) {
                answer.more.extend(holders_between(model, one, lens));
            }
            answer.more.extend(first_disputed.map(|node| format!("ties disputes {}", model.graph[node].id)));
            answer.more.push(format!("ties show {}", model.graph[one].id));
        } else if answer.rows.is_empty() {
            let text = "No partnership is stated here.".to_owned();
            answer.notes.push(Note { text, evidence: Evidence::default() });
        }
        Ok(answer)
    }
}

/// Where nobody is bound through something yet: who holds what already has a part in it.
fn holders_between(model: &Model, one: NodeIndex, lens: &Lens) -> Vec<String> {
    let seen = |id: &ClaimId| model.view(*id, lens).is_some_and(|view| view.stance != Stance::Denied);
    let is_held = |who: NodeIndex| {
        let mut stakes = model.claims_on(who).filter(seen);
        stakes.any(|id| matches!(model.claim(id).says, Says::Stake { of, .. } if of == who))
    };
    let holders = model.claims_on(one).filter(seen).filter_map(|id| match &model.claim(id).says {
        Says::Stake { holders, of, .. } if *of == one => Some(holders.iter().copied()),
        _ => None,
    });
    let mut ids: Vec<&str> = holders.flatten().filter(|who| is_held(*who)).map(|who| model.graph[who].id).collect();
    ids.dedup();
    ids.into_iter().map(|id| format!("ties stakes {id}")).collect()
}

/// What a dispute about a pair is looked up by: what binds the two, else the first that is named.
fn about(pair: &Pair, asked: Option<NodeIndex>) -> NodeIndex {
    match pair.through {
        Through::Record(of) | Through::Holding(of) => of,
        Through::Tie(_) if asked.is_some() => pair.other,
        Through::Tie(_) => pair.one,
    }
}

/// Adds a pair to the rows and to what is drawn.
fn add<'f>(bounds: &Rc<Bounds<'f>>, n: usize, answer: &mut Answer<'f>) {
    let pair = bounds.pair(n);
    answer.draw(bounds.model, &pair.claims);
    if let Through::Record(node) | Through::Holding(node) = pair.through {
        answer.selection.node(node);
    }
    answer.selection.nodes.extend([pair.one, pair.other]);
    let title = match pair.standing {
        Standing::Partner => "",
        Standing::NotYet => standing::Standing::NotYet.title(),
        Standing::Ended => standing::Standing::Ended.title(),
        Standing::Adverse => "Adverse, so not a partner",
    };
    let (counts, bounds) = (pair.standing == Standing::Partner, Rc::clone(bounds));
    let row = Row::later(Section::titled(title), move || row(&bounds, n));
    answer.rows.push(Row { counts, ..row });
}

/// Where there are too many pairs to list: those that most binds, each with what tells most, and how much more there is.
fn most_bound<'f>(model: &'f Model<'f>, pairs: usize, lens: &Lens, answer: &mut Answer<'f>) {
    answer.title = "The pairs that most binds".to_owned();
    let disputed = Rc::new(Disputed::new(model, lens));
    let said = |node: &NodeIndex| model.claims_on(*node).count();
    let mut best = vec![];
    for (a, b) in model.most_bound(MOST_BOUND, lens) {
        // Of the two, the one on whom less is said is the quicker to ask.
        let (one, other) = if said(&b) < said(&a) { (b, a) } else { (a, b) };
        let bounds = Bounds::new(model, model.pairs_between(one, other, lens), None, &disputed, lens);
        let order = bounds.in_order();
        best.extend(order.first().map(|n| (bounds, *n, order.len() - 1)));
    }
    best.sort_by_key(|(bounds, n, _)| bounds.pair(*n).standing);
    for (bounds, n, more) in best {
        add(&bounds, n, answer);
        let words = answer.rows.last_mut().and_then(|row| row.cells.get_mut(WORDS));
        if let Some(Cell::Text(text)) = words.filter(|_| more > 0) {
            *text += &format!("; and {more} more");
        }
    }
    let text = format!(
        "There may be {pairs} pairs, too many to list: these share the most agreements, events, holdings and ties. Name one \
         who is bound to see all that does: ties partners WHO."
    );
    answer.left_out.push(text.clone());
    answer.notes.push(Note { text, evidence: Evidence::default() });
}

/// What binds a pair in words that name both, and what it rests on.
pub(crate) fn told<'f>(
    model: &'f Model<'f>,
    pair: &Pair<'f>,
    lens: &Lens,
    disputed: &Disputed,
) -> (String, Evidence<'f>) {
    let evidence = evidence(model, pair, disputed, lens);
    (through_words(model, pair, &evidence, false, disputed), evidence)
}

fn row<'f>(bounds: &Bounds<'f>, n: usize) -> Told<'f> {
    let Bounds { model, asked, ref disputed, .. } = *bounds;
    let (pair, evidence) = (bounds.pair(n), bounds.evidence(n));
    let (relation, through, value) = match pair.through {
        Through::Record(record) => (Cell::Word("party-to"), Cell::Entity(record), Cell::Nothing),
        Through::Holding(of) => {
            let [one, other] = model.shares_of(pair);
            let value = Cell::Named(vec![("partner", Cell::word(other)), ("who", Cell::word(one))]);
            (Cell::Word("co-holder"), Cell::Entity(of), value)
        }
        Through::Tie(claim) => match model.claim(claim).says {
            Says::Tie { word, .. } => (Cell::Word(word), Cell::Nothing, Cell::Nothing),
            _ => (Cell::Nothing, Cell::Nothing, Cell::Nothing),
        },
    };
    // Among what sets two against each other, that something binds them has to be said.
    let binds = if pair.standing == Standing::Adverse && !pair.adverse { "bound by " } else { "" };
    let words = through_words(model, pair, &evidence, asked.is_some(), disputed);
    let words = Cell::Text(format!("{binds}{words}"));
    let (one, other) = (Cell::Entity(pair.one), Cell::Entity(pair.other));
    let names = if asked.is_some() { [other, words, one] } else { [one, other, words] };
    let cells = names.into_iter().chain([Cell::Word(pair.standing.word()), relation, through, value]).collect();
    Told { cells, evidence }
}

/// What binds a pair, in words; the one asked about is told from the other only where one was asked about.
pub(super) fn through_words(model: &Model, pair: &Pair, evidence: &Evidence, asked: bool, open: &Disputed) -> String {
    let disputed = if evidence.disputed { " (disputed)" } else { "" };
    let mut text = match pair.through {
        Through::Record(record) => {
            let status = match pair.status {
                Some(word) => format!(": {}", model.status_label(record, word)),
                None if model.graph[record].root == Root::Agreement => ": status not stated".to_owned(),
                None => String::new(),
            };
            let planned = if pair.stance == Stance::Planned { ", planned" } else { "" };
            let status = status + planned;
            let many = if pair.bound > 2 { format!(", one of {}", pair.bound) } else { String::new() };
            format!("{}{status}{many}{disputed}", model.name(record))
        }
        Through::Holding(_) if pair.adverse => {
            let kinds = pair.claims.iter().map(|c| model.sentence(model.claim(*c))).collect::<Vec<_>>();
            format!("{}{disputed}", kinds.join("; "))
        }
        Through::Holding(of) => format!("{}: {}", model.name(of), held_words(model, pair, asked, open)),
        Through::Tie(claim) => format!("{}{disputed}", model.phrase(model.claim(claim))),
    };
    if pair.stance == Stance::Hedged || pair.stance == Stance::Opinion {
        text += &format!(", {}", model.how_put(pair.stance, !evidence.cites.is_empty()));
    }
    if pair.claims.len() == 1 || matches!(pair.through, Through::Tie(_)) {
        text += &model.says_words(&evidence.said_by);
    }
    text
}

/// What each of two holders has, each marked where just that is disputed.
fn held_words(model: &Model, pair: &Pair, asked: bool, open: &Disputed) -> String {
    let Some([ones, others]) = pair.stakes else { return String::new() };
    let mark = |stake: ClaimId| if open.holds(stake) { " (disputed)" } else { "" };
    let [one, other] = model.shares_of(pair);
    let share = |share: Option<&str>| share.map_or("share not stated".to_owned(), words::share_words);
    // Somebody who holds it with others does not hold it alone.
    let jointly = |stake: ClaimId, who| match &model.claim(stake).says {
        Says::Stake { holders, .. } if holders.len() > 1 => {
            let others = holders.iter().filter(|h| **h != who).map(|h| model.name(*h));
            format!(" with {}", words::join(others))
        }
        _ => String::new(),
    };
    if ones == others {
        return match other {
            Some(_) => format!("{} together{}", share(other), mark(ones)),
            None => format!("together, share not stated{}", mark(ones)),
        };
    }
    let with = if asked { String::new() } else { format!("{} ", model.name(pair.other)) };
    let one = format!("{} {}{}{}", model.name(pair.one), share(one), jointly(ones, pair.one), mark(ones));
    let other = format!("{with}{}{}{}", share(other), jointly(others, pair.other), mark(others));
    if asked { format!("{other}, {one}") } else { format!("{one}, {other}") }
}

/// What else is to be known: steps that were denied, rejected claims that would have counted.
fn explain<'f>(model: &'f Model<'f>, one: NodeIndex, with: Option<NodeIndex>, lens: &Lens, answer: &mut Answer<'f>) {
    for id in model.claims_on(one) {
        let Says::Tie { word, from, to, .. } = model.claim(id).says else { continue };
        let binds = model
            .vocab()
            .relations
            .get(word)
            .is_some_and(|r| r.partnership != Partnership::Neutral || model.is_short_of_partnership(r));
        if !binds || with.is_some_and(|with| with != from && with != to) {
            continue;
        }
        let wanted = |v: &View| lens.stance.is_none_or(|stance| v.stance == stance);
        let Some(view) = model.any_view(id, lens).filter(wanted) else { continue };
        let evidence = Evidence::of(model, &view);
        if view.stance == Stance::Denied && view.claim.reject.is_none() {
            if view.holds == Holds::Not {
                continue;
            }
            let by = model.says_words(&view.said_by());
            answer.notes.push(Note { text: format!("{}{by}", model.sentence(view.claim)), evidence });
        } else if let Some(reason) = view.claim.reject.filter(|_| lens.source.is_none()) {
            let text = format!("left out: {}: {reason}", model.sentence(view.claim));
            answer.notes.push(Note { text, evidence });
        }
    }
    if answer.rows.is_empty() {
        let text = match with {
            Some(with) => {
                format!("No partnership between {} and {} is stated here.", model.name(one), model.name(with))
            }
            None => format!("No partner of {} is stated here.", model.name(one)),
        };
        answer.notes.push(Note { text, evidence: Evidence::default() });
        answer.notes.extend(with.into_iter().flat_map(|with| shared(model, one, with, lens)));
    }
}
