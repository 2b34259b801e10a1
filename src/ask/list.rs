use super::{Answer, Ask, AskError, Cell, Column, Evidence, Row, Section, Shape};
use crate::diag::near::nearest_or_synonym;
use crate::facts::List as FactList;
use crate::model::{Lens, Model, SourceId};

/// What there is to ask about
///
/// With a list (stakeholders, assets, agreements, dates, sources) or a kind (company, mine): those records. Without:
/// the kinds, with counts.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties list\n  ties list company\n  ties list sources")]
pub struct List {
    /// A list or a kind
    kind: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::shown("record", "NAME").of_records(),
    Column::shown("id", "ID"),
    Column::shown("kind", "KIND"),
    Column::shown("count", "CLAIMS"),
];

impl Ask for List {
    fn answer<'f>(&self, model: &Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        match &self.kind {
            None => Ok(kinds(model, lens)),
            Some(word) => records(model, word, lens),
        }
    }
}

const KINDS: &[Column] =
    &[Column::shown("kind", "KIND"), Column::shown("count", "HOW MANY"), Column::shown("list", "LIST")];

/// The kinds that occur, with how many there are of each.
fn kinds<'f>(model: &Model<'f>, lens: &Lens) -> Answer<'f> {
    let mut answer = Answer::new("list", "What there is", Shape::Columns, KINDS, lens);
    let vocab = model.vocab();
    for (word, kind) in vocab.kinds.iter() {
        let Some(root) = vocab.root(word) else { continue };
        let nodes = model.graph.node_weights().filter(|n| n.kind == word).count();
        let sources = model.sources.iter().filter(|s| &model.facts.files[s.record.kind] == word).count();
        let stakes = model
            .claims
            .iter()
            .filter(|c| matches!(c.says, crate::model::Says::Stake { kind, .. } if kind == word))
            .count();
        let count = nodes + sources + stakes;
        if count > 0 {
            let list = FactList::ALL.iter().find(|l| l.root() == Some(root)).map_or("", |l| l.word());
            let label =
                if kind.label == word { Cell::Word(word) } else { Cell::Text(format!("{word} ({})", kind.label)) };
            answer.rows.push(Row::new(
                Section::default(),
                vec![label, Cell::Number(count), Cell::Word(list)],
                Evidence::default(),
            ));
        }
    }
    answer.more.push("ties list company".into());
    answer
}

/// The records of a list, or of a kind and those below it.
fn records<'f>(model: &Model<'f>, word: &str, lens: &Lens) -> Result<Answer<'f>, AskError> {
    let vocab = model.vocab();
    let list = FactList::of(word).filter(|l| l.root().is_some());
    let kind = vocab.kinds.get(word).map(|_| word);
    if list.is_none() && kind.is_none() {
        let known = FactList::ALL.iter().filter(|l| l.root().is_some()).map(|l| l.word()).chain(vocab.kinds.words());
        return Err(AskError::Word {
            what: "list or kind",
            word: word.to_owned(),
            near: nearest_or_synonym(word, known, &vocab.synonyms).map(|n| n.word.to_owned()),
            all: "ties list",
        });
    }
    let wanted = |of: FactList, its: &str| list == Some(of) || kind.is_some_and(|kind| vocab.is_a(its, kind));
    let mut answer = Answer::new("list", format!("Records of {word}"), Shape::Columns, COLUMNS, lens);
    for node in model.graph.node_indices().filter(|n| wanted(model.graph[*n].of.list, model.graph[*n].kind)) {
        let it = &model.graph[node];
        let claims = model.claims_on(node).filter(|id| model.view(*id, lens).is_some()).count();
        let cells = vec![Cell::Entity(node), Cell::Word(it.id), Cell::Word(it.kind), Cell::Number(claims)];
        answer.selection.node(node);
        answer.rows.push(Row::new(
            Section::default(),
            cells,
            Evidence { at: model.facts.subject(it.of).map(|s| s.id.0), ..Evidence::default() },
        ));
    }
    for (n, source) in model.sources.iter().enumerate() {
        let its = &model.facts.files[source.record.kind];
        if wanted(FactList::Sources, its) {
            let id = SourceId(n as u32);
            let claims = model.claims.iter().filter(|c| c.cites.iter().any(|c| c.source == id)).count();
            let cells = vec![Cell::Source(id), Cell::Word(source.id), Cell::Word(its), Cell::Number(claims)];
            answer.rows.push(Row::new(
                Section::default(),
                cells,
                Evidence { at: Some(source.record.id.0), ..Evidence::default() },
            ));
        }
    }
    let names = |cell: &Cell| match cell {
        Cell::Entity(node) => model.name(*node).to_lowercase(),
        Cell::Source(id) => model.source(*id).id.to_owned(),
        _ => String::new(),
    };
    answer.rows.sort_by_key(|row| names(&row.cells[0]));
    Ok(answer)
}
