mod between;
mod hop;
mod together;
mod walk;

use super::parts::in_words;
use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape, two, who};
use crate::diag::near::nearest_or_synonym;
use crate::model::{ClaimId, Lens, Model, Says, View, words};
use crate::vocab::{Root, Stance};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;
use walk::{MOST_WAYS, Walk};

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
    /// Also longer ways: up to two hops more than the shortest, and through long chains of agreements and events
    #[arg(long)]
    all: bool,
}

/// How many hops are near.
const NEAR: usize = 2;

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

impl Ask for Path {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let (from, to) = (model.look_up_node(&self.from)?, model.look_up_node(&self.to)?);
        self.only.iter().chain(&self.without).try_for_each(|word| known(model, word))?;
        two(model, from, to)?;
        if let Some(word) = self.only.iter().find(|word| self.without.contains(word)) {
            let message = format!("`{word}` is asked for by --only and left out by --without");
            return Err(AskError::Usage { message, help: "name it in one of them only".into() });
        }
        let title = format!("From {} to {}", model.name(from), model.name(to));
        let mut answer = Answer::new("path", title, Shape::Chain, COLUMNS, lens);
        answer.who = who(&[from, to]);
        let (sure, all) = (Walk::new(model, lens, self, false), Walk::new(model, lens, self, true));
        let held = sure.ways(from, to, None);
        let length = held.first().map(Vec::len);
        // What is not yet matters where it would be nearer, or the only way.
        let mut planned = all.ways(from, to, length);
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
        if sure.chains.get() > 0 {
            let ways = words::count(sure.chains.get(), "more way");
            let text = format!("Through long chains of agreements and events: {ways}. To see them: --all");
            answer.notes.push(Note { text, evidence: Evidence::default() });
        }
        self.conclude(&sure, from, to, &mut answer);
        Ok(answer)
    }
}

impl Path {
    /// Of two that nothing ties directly, whatever it is.
    pub(super) fn of<'f>(model: &Model<'f>, from: NodeIndex, to: NodeIndex) -> Self {
        let id = |node: NodeIndex| model.graph[node].id.to_owned();
        let (only, without) = (vec![], vec![]);
        Self { from: id(from), to: id(to), hops: Some(NEAR), only, without, all: false }
    }

    /// The first of the ways, each hop in words with what it rests on; none where there is no way that holds.
    pub(super) fn first_way<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Vec<(String, Evidence<'f>)> {
        let Ok(answer) = self.answer(model, lens) else { return vec![] };
        let first =
            answer.rows.iter().take_while(|row| row.cells[3..5] == [Cell::Word("established"), Cell::Number(1)]);
        let hop = |row: &Row<'f>| match (&row.cells[0], &row.cells[1], &row.cells[2]) {
            (Cell::Entity(from), Cell::Text(words), Cell::Entity(to)) => {
                let ends =
                    if words.contains(model.name(*to)) { String::new() } else { format!(": {}", model.name(*to)) };
                Some((format!("{} | {words}{ends}", model.name(*from)), row.evidence.clone()))
            }
            _ => None,
        };
        first.filter_map(hop).collect()
    }

    /// What is to be said where there is no way, or where a tie asked for stops short.
    fn conclude<'f>(&self, walk: &Walk<'_, 'f>, from: NodeIndex, to: NodeIndex, answer: &mut Answer<'f>) {
        let model = walk.model;
        if !answer.rows.iter().any(|r| r.cells[3] == Cell::Word("established")) {
            let over = if self.only.is_empty() { String::new() } else { format!(" of `{}`", self.only.join(", ")) };
            let within = self.hops.map_or(String::new(), |n| format!(" within {}", words::count(n, "hop")));
            let text = format!("No path{over} from {} to {}{within}.", model.name(from), model.name(to));
            answer.lead.push(Note { text, evidence: Evidence::default() });
        }
        // Where one hop ties them, that tells more than a remark.
        let is_near = |row: &Row| [&row.cells[0], &row.cells[2]] == [&Cell::Entity(from), &Cell::Entity(to)];
        if !answer.rows.iter().any(is_near) {
            answer.notes.extend(named(model, [from, to], walk.lens));
        }
        let ties = |id: &ClaimId| match model.claim(*id).says {
            Says::Tie { from: a, word, to: b, .. } if a == from && b == to => Some(word),
            _ => None,
        };
        let held: Vec<&str> = model
            .claims_on(from)
            .filter_map(|id| Some((id, ties(&id)?)))
            .filter(|(id, _)| walk.view(*id).is_some_and(|v| v.stance != Stance::Planned))
            .map(|(_, word)| word)
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

/// What is said of either of two that names the other.
fn named<'f>(model: &'f Model<'f>, [one, other]: [NodeIndex; 2], lens: &Lens) -> Vec<Note<'f>> {
    let ids: BTreeSet<ClaimId> =
        [in_words(model, one, other, lens), in_words(model, other, one, lens)].into_iter().flatten().collect();
    let note = |view: View<'f, 'f>| {
        let text = format!("In words: {}{}", model.put_sentence(&view), model.says_words(&view.said_by()));
        Note { text, evidence: Evidence::of(model, &view) }
    };
    ids.into_iter().filter_map(|id| model.view(id, lens)).map(note).collect()
}

/// Refuses a word that is no relation, no role and no kind of what ties: of a stake, an agreement or a date.
fn known(model: &Model, word: &str) -> Result<(), AskError> {
    let vocab = model.vocab();
    let ties = |kind: &&str| matches!(vocab.root(kind), Some(Root::Stake | Root::Agreement | Root::Date));
    let all = vocab.relations.words().chain(vocab.kinds.words().filter(ties)).chain(vocab.roles.words());
    if all.clone().any(|w| w == word) {
        return Ok(());
    }
    let near = nearest_or_synonym(word, all, &vocab.synonyms).map(|n| n.word.to_owned());
    Err(AskError::Word {
        what: "relation, role or kind of stake, agreement or date",
        word: word.to_owned(),
        near,
        all: "ties explain",
    })
}
