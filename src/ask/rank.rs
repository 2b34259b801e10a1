use super::network::Network;
use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape};
use crate::facts::Quantity;
use crate::model::{Lens, Model, words};
use rustc_hash::FxHashSet;

/// Who stands between the others, who has most ties, whom others hang on
///
/// BETWEEN: on how many of the shortest ways between two others somebody lies, of a hundred; others are all who are tied to
/// anybody at the time. TIED TO: to how many others there is a tie or a stake; RECORDS: in how many agreements and events.
/// CUTS OFF: how many would hang together with the rest no more without this one. ONLY WAY TO: what hangs on the rest by
/// this one alone, one line from here. An agreement or an event is a stop on the way, not a step. What is planned or denied
/// ties nobody; an adverse tie is a tie.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties rank\n  ties rank --top 5 --as-of 2025-07-01\n  ties rank --top 0 -o rank.csv"
)]
pub struct Rank {
    /// How many are shown; 0: all
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
}

const COLUMNS: &[Column] = &[
    Column::shown("record", "NAME").of_records(),
    Column::shown("between", "BETWEEN"),
    Column::shown("tied_to", "TIED TO"),
    Column::shown("records", "RECORDS"),
    Column::shown("cuts_off", "CUTS OFF"),
    Column::shown("only", "ONLY WAY TO"),
];

/// Up to so many the ways from each are counted; above it those from fixed samples of so many.
const EXACT: usize = 2_000;
const SAMPLES: usize = 200;
/// How many names stand in one cell.
const NAMES: usize = 3;

impl Ask for Rank {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let network = Network::new(model, lens);
        let (starts, how) = starts(model, &network);
        let others = network.ends().count().saturating_sub(2) as f64;
        let between = network.between(&starts);
        let begins: FxHashSet<usize> = starts.iter().copied().collect();
        // Each way is met from both of its ends, and none that begins or ends here leads past it.
        let percent = |n: usize| {
            let ways = (starts.len() - usize::from(begins.contains(&n))) as f64 * others;
            if ways > 0.0 { (between[n] / ways * 1000.0).round() / 10.0 } else { 0.0 }
        };
        let cuts = network.cuts();
        let tied = |n: usize, counts: bool| network.lines[n].iter().filter(|m| network.counts[**m] == counts).count();
        let mut order: Vec<usize> = network.ends().collect();
        let id = |n: usize| model.graph[network.records[n]].id;
        order.sort_by(|a, b| {
            let key = |n: usize| (between[n], network.lines[n].len());
            key(*b).partial_cmp(&key(*a)).unwrap_or(std::cmp::Ordering::Equal).then(id(*a).cmp(id(*b)))
        });
        let mut answer = Answer::new("rank", "Who stands between the others", Shape::Columns, COLUMNS, lens);
        let shown = if self.top == 0 { order.len() } else { self.top.min(order.len()) };
        for n in &order[..shown] {
            let node = network.records[*n];
            let mut only: Vec<&str> = cuts[*n].only.iter().map(|m| model.name(network.records[*m])).collect();
            only.sort_unstable();
            let more = only.len().saturating_sub(NAMES);
            let and = if more > 0 { format!(" and {more} more") } else { String::new() };
            let only = if more > 0 { only[..NAMES].join(", ") } else { words::join(only) };
            let cells = vec![
                Cell::Entity(node),
                Cell::Quantity(Quantity {
                    least: Some(percent(*n)),
                    most: Some(percent(*n)),
                    unit: "%".into(),
                    word: None,
                    about: false,
                }),
                Cell::Number(tied(*n, true)),
                Cell::Number(tied(*n, false)),
                Cell::Number(cuts[*n].off),
                Cell::text(format!("{only}{and}")),
            ];
            answer.selection.node(node);
            let at = Some(model.facts.lists.at(model.graph[node].of));
            answer.rows.push(Row::new(Section::default(), cells, Evidence { at, ..Evidence::default() }));
        }
        let text = if order.is_empty() { "Nobody is tied to anybody here.".to_owned() } else { how };
        answer.notes.push(Note { text, evidence: Evidence::default() });
        if shown < order.len() {
            let text = format!("Left out: {} more (--top 0 shows all).", order.len() - shown);
            answer.left_out.push(text.clone());
            answer.notes.push(Note { text, evidence: Evidence::default() });
        }
        Ok(answer)
    }
}

/// Where the ways that are counted start, and how that is said.
fn starts(model: &Model, network: &Network) -> (Vec<usize>, String) {
    let mut ends: Vec<usize> = network.ends().collect();
    if ends.len() <= EXACT {
        let text = "BETWEEN is exact: the shortest ways between all two were counted.".to_owned();
        return (ends, text);
    }
    ends.sort_by_key(|n| model.graph[network.records[*n]].id);
    let all = ends.len();
    let chosen = (0..SAMPLES).map(|k| ends[k * all / SAMPLES]).collect();
    let text = format!(
        "BETWEEN is an estimate: above {EXACT} names only the ways from {SAMPLES} of them were counted, evenly chosen in the \
         order of ids, so that the same facts give the same numbers. The other columns are exact."
    );
    (chosen, text)
}
