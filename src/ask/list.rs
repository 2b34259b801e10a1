use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape};
use crate::diag::near::nearest_or_synonym;
use crate::facts::List as FactList;
use crate::model::{Lens, Model, Says, SourceId, words};
use crate::text::Text;
use crate::vocab::{Root, Stance};

/// What there is to ask about
///
/// With a list (stakeholders, assets, agreements, stakes, ties, dates, details, sources, questions), another word for one
/// (events, deals) or a kind (company, mine, equity): those records. Without: the kinds, with counts.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties list\n  ties list company\n  ties list events\n  ties list sources")]
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
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        match &self.kind {
            None => Ok(kinds(model, lens)),
            Some(word) => records(model, word, lens),
        }
    }
}

const KINDS: &[Column] =
    &[Column::shown("kind", "KIND"), Column::shown("count", "HOW MANY"), Column::shown("list", "LIST")];

/// The kinds that occur, with how many there are of each.
fn kinds<'f>(model: &'f Model<'f>, lens: &Lens) -> Answer<'f> {
    let mut answer = Answer::new("list", "What there is", Shape::Columns, KINDS, lens);
    let vocab = model.vocab();
    for (word, kind) in vocab.kinds.iter() {
        let Some(root) = vocab.root(word) else { continue };
        let nodes = model.graph.node_weights().filter(|n| n.kind == word).count();
        let sources = model.sources.iter().filter(|s| &model.facts.files[s.record.kind] == word).count();
        let stakes = model.claims.iter().filter(|c| matches!(c.says, Says::Stake { kind, .. } if kind == word)).count();
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
    if answer.rows.is_empty() {
        let text = "Nothing is recorded here yet.".to_owned();
        answer.notes.push(Note { text, evidence: Evidence::default() });
        answer.more.push("ties add --help".into());
    } else {
        answer.more.push("ties list company".into());
    }
    answer
}

/// The records of a list, or of a kind and those below it.
fn records<'f>(model: &'f Model<'f>, word: &str, lens: &Lens) -> Result<Answer<'f>, AskError> {
    let vocab = model.vocab();
    let meant = vocab.synonyms.get(&word.to_lowercase()).map_or(word, String::as_str);
    let kind = vocab.kinds.get(word).map(|_| word).or_else(|| vocab.kinds.get(meant).map(|_| meant));
    let list = FactList::of(word).or_else(|| FactList::of(meant).filter(|_| kind.is_none()));
    if list.is_none() && kind.is_none() {
        // Of the words people use for others, those for a list: a slip in one of them is near to it too.
        let mut others: Vec<&str> =
            vocab.synonyms.iter().filter(|(_, to)| FactList::of(to).is_some()).map(|(w, _)| &**w).collect();
        others.sort_unstable();
        let known = FactList::ALL.iter().map(|l| l.word()).chain(vocab.kinds.words()).chain(others.iter().copied());
        return Err(AskError::Word {
            what: "list or kind",
            word: word.to_owned(),
            near: nearest_or_synonym(word, known, &vocab.synonyms).map(|n| n.word.to_owned()),
            all: "ties list",
        });
    }
    let of_stakes = kind.is_some_and(|kind| vocab.root(kind) == Some(Root::Stake));
    match list {
        Some(list @ (FactList::Stakes | FactList::Ties | FactList::Details)) => {
            Ok(claims(model, &format!("All {}", list.word()), |says| list_of(says) == Some(list), lens))
        }
        Some(FactList::Questions) => Ok(questions(model, lens)),
        None if of_stakes => {
            let is =
                |says: &Says| matches!(says, Says::Stake { kind: its, .. } if kind.is_some_and(|k| vocab.is_a(its, k)));
            Ok(claims(model, &format!("Stakes of kind {}", kind.unwrap_or_default()), is, lens))
        }
        _ => Ok(named(model, word, (list, kind), lens)),
    }
}

/// The list a claim without a name stands in.
fn list_of(says: &Says) -> Option<FactList> {
    match says {
        Says::Stake { .. } => Some(FactList::Stakes),
        Says::Tie { .. } => Some(FactList::Ties),
        Says::Detail { .. } => Some(FactList::Details),
        Says::Status { .. } | Says::Party { .. } | Says::Happened { .. } | Says::Link { .. } => None,
    }
}

const CLAIMS: &[Column] =
    &[Column::shown("record", "OF").of_records(), Column::shown("words", "WHAT"), Column::data("word")];

/// Claims without a name of their own, the denied ones as what they say.
fn claims<'f>(model: &'f Model<'f>, title: &str, wanted: impl Fn(&Says) -> bool, lens: &Lens) -> Answer<'f> {
    let mut answer = Answer::new("list", title, Shape::Columns, CLAIMS, lens);
    for view in model.all_claims().filter_map(|id| model.view(id, lens)) {
        if !wanted(&view.claim.says) {
            continue;
        }
        let nodes: Vec<_> = view.claim.says.nodes().collect();
        let word = match view.claim.says {
            Says::Stake { kind, .. } => kind,
            Says::Tie { word, .. } => word,
            Says::Detail { what, .. } => what,
            Says::Status { .. } | Says::Party { .. } | Says::Happened { .. } | Says::Link { .. } => "",
        };
        let stance = match view.stance {
            Stance::Asserted => String::new(),
            stance => format!(" ({})", model.vocab().stance_label(stance)),
        };
        // Of a joint claim the others who share it.
        let with = match &view.claim.says {
            Says::Stake { holders, .. } => &holders[1..],
            Says::Detail { of, .. } => &of[1..],
            _ => &[],
        };
        let with = words::join(with.iter().map(|n| model.name(*n)));
        let with = if with.is_empty() { with } else { format!(", with {with}") };
        let text = format!("{}{with}{stance}", model.phrase(view.claim));
        let record = nodes.first().map_or(Cell::Nothing, |n| Cell::Entity(*n));
        answer.draw(model, &[view.id]);
        let cells = vec![record, Cell::Text(text), Cell::Word(word)];
        answer.rows.push(Row::new(Section::default(), cells, Evidence::of(model, &view)));
    }
    answer
}

const QUESTIONS: &[Column] = &[Column::shown("ask", "QUESTION"), Column::shown("expects", "EXPECTED")];

/// The questions of the fact files, which `ties test` asks.
fn questions<'f>(model: &'f Model<'f>, lens: &Lens) -> Answer<'f> {
    let files = &model.facts.files;
    let mut answer = Answer::new("list", "Questions with what they expect", Shape::Columns, QUESTIONS, lens);
    for question in &model.facts.lists.questions {
        let terms = |word: &str, texts: &[Text]| {
            let all = texts.iter().map(|text| &files[*text]).collect::<Vec<_>>().join(", ");
            (!texts.is_empty()).then(|| format!("{word} {all}"))
        };
        let expects = [
            question.says.map(|says| format!("says {}", &files[says])),
            terms("includes", &question.includes),
            terms("excludes", &question.excludes),
            question.exactly.as_ref().and_then(|texts| terms("exactly", texts)),
        ];
        let expects = expects.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let cells = vec![Cell::Text(files[question.ask].to_owned()), Cell::text(expects)];
        let evidence = Evidence { at: Some(question.ask.0), ..Evidence::default() };
        answer.rows.push(Row::new(Section::default(), cells, evidence));
    }
    answer.more.push("ties test".into());
    answer
}

/// Records with a name, in the order of their names.
fn named<'f>(
    model: &'f Model<'f>,
    word: &str,
    (list, kind): (Option<FactList>, Option<&str>),
    lens: &Lens,
) -> Answer<'f> {
    let vocab = model.vocab();
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
        let id = SourceId(n as u32);
        if wanted(FactList::Sources, its) && lens.source.is_none_or(|asked| asked == id) {
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
    answer
}
