mod doubt;
mod glance;
mod told;

use super::{
    Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape, show::Show, standing::Standing,
    timeline::capital,
};
use crate::model::{ClaimId, Lens, Model};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

/// A dossier to hand on: numbered sentences with footnotes, and what is in doubt
///
/// For a reader who cannot ask. Sections by kind of tie say what holds, what is not yet and what is over; what happened
/// stands in order; then follow what rests on one voice, what sources disagree on, what none of them states, what may be
/// stale, and the sources, each with the sentences that rest on it. As HTML it prints well; Markdown is for editing.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties report mali -o mali.html\n  ties report yadran-group -o yadran.md\n  ties report senou-refinery --as-of 2025-07-01"
)]
pub struct Report {
    /// A name or an id
    who: String,
}

const COLUMNS: &[Column] = &[
    Column::shown("words", ""),
    Column::data("number"),
    Column::data("sentences"),
    Column::data("subsection"),
    Column::data("standing"),
    Column::data("other").of_records(),
    Column::data("word"),
];

/// How to read it, for whoever gets it without this program.
const GUIDE: &str = "Each sentence has a number. Behind it stands where it is written: [3\u{b6}7] is paragraph 7 of \
     source 3 in the list at the end, and there stand the numbers of the sentences that rest on each source. Voices are \
     sources that do not repeat each other; \u{201c}in part one voice\u{201d}: a part of the sentence has only one.";

impl Ask for Report {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let node = model.look_up_node(&self.who)?;
        let id = model.graph[node].id.to_owned();
        let mut answer = Show { who: id.clone() }.answer(model, lens)?;
        answer.question = "report";
        answer.title = format!("Dossier: {}", model.name(node));
        answer.shape = Shape::Document;
        answer.columns = COLUMNS;
        answer.more = vec![];
        answer.lead.iter_mut().for_each(|note| note.text = capital(&note.text));
        answer.lead.push(Note { text: GUIDE.to_owned(), evidence: Evidence::default() });
        let about = About { model, node, lens };
        let told = told::told(&about, std::mem::take(&mut answer.rows))?;
        let known: FxHashSet<ClaimId> = told.iter().flat_map(|draft| draft.evidence.claims.iter().copied()).collect();
        let mut drafts = glance::partners(&about, &known);
        let doubts = doubt::doubts(&about, &known, &told)?;
        drafts.extend(told);
        drafts.extend(doubts);
        answer.rows = numbered(drafts);
        Ok(answer)
    }
}

/// Whom a report is about, and through what they are looked at.
struct About<'m, 'f> {
    model: &'f Model<'f>,
    node: NodeIndex,
    lens: &'m Lens,
}

impl About<'_, '_> {
    /// The id of that one, by which other questions are asked about the same.
    fn id(&self) -> String {
        self.model.graph[self.node].id.to_owned()
    }
}

/// A line of a report before it has its number.
struct Draft<'f> {
    section: Section,
    words: String,
    standing: Option<Standing>,
    other: Cell<'f>,
    word: Cell<'f>,
    evidence: Evidence<'f>,
    /// The claims whose sentences it points to.
    sees: Vec<ClaimId>,
    /// Whether it is no sentence itself, for those it points to say it.
    is_pointer: bool,
}

impl<'f> Draft<'f> {
    fn new(section: Section, words: String, evidence: Evidence<'f>) -> Self {
        let (other, word) = (Cell::Nothing, Cell::Nothing);
        Self { section, words, standing: None, other, word, evidence, sees: vec![], is_pointer: false }
    }

    /// A line that says nothing of its own.
    fn remark(title: &str, words: &str) -> Self {
        Self::new(Section::titled(title), words.to_owned(), Evidence::default())
    }

    /// Points to the sentences of those of its claims that have one, instead of being one.
    fn seeing(self, claims: impl IntoIterator<Item = ClaimId>, known: &FxHashSet<ClaimId>) -> Self {
        let sees: Vec<ClaimId> = claims.into_iter().filter(|id| known.contains(id)).collect();
        Self { is_pointer: !sees.is_empty(), sees, ..self }
    }

    fn is_sentence(&self) -> bool {
        let rests_on = !self.evidence.claims.is_empty() || !self.evidence.cites.is_empty();
        rests_on && !self.is_pointer
    }
}

/// The lines as rows: sentences are counted through, and the others point to them.
fn numbered<'f>(drafts: Vec<Draft<'f>>) -> Vec<Row<'f>> {
    let mut numbers: FxHashMap<ClaimId, usize> = FxHashMap::default();
    for (n, draft) in drafts.iter().filter(|draft| draft.is_sentence()).enumerate() {
        draft.evidence.claims.iter().for_each(|id| _ = numbers.entry(*id).or_insert(n + 1));
    }
    let mut last = 0;
    let row = |draft: Draft<'f>| {
        let counts = draft.is_sentence();
        last += usize::from(counts);
        let mut sees: Vec<usize> = draft.sees.iter().filter_map(|id| numbers.get(id).copied()).collect();
        sees.sort_unstable();
        sees.dedup();
        let sees = sees.into_iter().map(|n| ("sentence", Cell::Number(n))).collect::<Vec<_>>();
        let subsection = Cell::text(&draft.section.note);
        let cells = vec![
            Cell::text(draft.words),
            if counts { Cell::Number(last) } else { Cell::Nothing },
            if sees.is_empty() { Cell::Nothing } else { Cell::Named(sees) },
            subsection,
            draft.standing.map_or(Cell::Nothing, |standing| Cell::Word(standing.word())),
            draft.other,
            draft.word,
        ];
        Row { counts, ..Row::new(draft.section, cells, draft.evidence) }
    };
    drafts.into_iter().map(row).collect()
}
