pub(super) mod said;
mod sections;
mod source;

use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape};
use crate::date::Holds;
use crate::model::{ClaimId, Disputed, Lens, Model, Passage, Says, SourceId, View, Who};
use crate::text::Text;
use crate::vocab::{Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

/// All that is known about one person, deal, place, event or source
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties show senou-refinery\n  ties show goita --as-of 2024\n  ties show neo")]
pub struct Show {
    /// A name or an id
    pub(super) who: String,
}

const COLUMNS: &[Column] = &[
    Column::shown("label", ""),
    Column::shown("words", ""),
    Column::data("section"),
    Column::data("other").of_records(),
    Column::data("word"),
];

/// The cells of a row of it, by name.
pub(super) struct Cells<'r, 'f> {
    /// What stands before it.
    pub(super) label: &'r Cell<'f>,
    /// What it says.
    pub(super) words: &'r Cell<'f>,
    /// The other it speaks of.
    pub(super) other: &'r Cell<'f>,
    /// The word of the facts that says it.
    pub(super) word: &'r Cell<'f>,
}

impl<'r, 'f> Cells<'r, 'f> {
    /// Those of a row, which may also be one of `timeline`: its first two are of the same sort.
    pub(super) fn of(row: &'r Row<'f>) -> Self {
        let cell = |n: usize| row.cells.get(n).unwrap_or(&Cell::Nothing);
        Self { label: cell(0), words: cell(1), other: cell(3), word: cell(4) }
    }

    /// What stands before it, where that is text.
    pub(super) fn label_text(&self) -> &'r str {
        text(self.label)
    }

    /// What it says, where that is text.
    pub(super) fn words_text(&self) -> &'r str {
        text(self.words)
    }
}

fn text<'r>(cell: &'r Cell) -> &'r str {
    if let Cell::Text(text) = cell { text } else { "" }
}

impl Ask for Show {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let who = model.look_up(&self.who)?;
        let mut answer = match who {
            Who::Node(node) => of_node(model, node, lens),
            Who::Source(source) => source::of_source(model, source, lens),
        };
        answer.who = vec![who];
        Ok(answer)
    }
}

fn of_node<'f>(model: &'f Model<'f>, node: NodeIndex, lens: &Lens) -> Answer<'f> {
    let mut sheet = Sheet {
        model,
        node,
        lens,
        disputed: Disputed::new(model, lens),
        rows: vec![],
        places: FxHashMap::default(),
        taken_in: FxHashMap::default(),
        claims: vec![],
    };
    let lead = sheet.heading();
    let is_date = model.graph[node].root == Root::Date;
    if is_date {
        sheet.when();
    }
    sheet.statuses();
    sheet.parties(is_date);
    sheet.held_by();
    sheet.holds();
    sheet.figures();
    sheet.ties();
    sheet.agreements();
    sheet.happened();
    sheet.said();
    sheet.says();
    sheet.rejected();
    sheet.not_stated();
    sheet.settle();
    let Sheet { rows, claims, .. } = sheet;
    let mut answer = Answer::new("show", String::new(), Shape::Sheet, COLUMNS, lens);
    answer.lead = lead;
    if let Some(source) = lens.source.filter(|_| rows.is_empty()) {
        let text = format!("{} says nothing of {}.", model.source(source).id, model.name(node));
        answer.notes.push(Note { text, evidence: Evidence::default() });
    }
    answer.rows = rows;
    answer.selection.node(node);
    answer.draw(model, &claims);
    let id = model.graph[node].id;
    if answer.rows.iter().any(|r| r.evidence.disputed) {
        answer.more.push(format!("ties disputes {id}"));
    }
    answer.more.push(format!("ties map {id} -o {id}.svg"));
    answer
}

/// The rows about one node, section by section.
struct Sheet<'m, 'f> {
    model: &'f Model<'f>,
    node: NodeIndex,
    lens: &'m Lens,
    disputed: Disputed<'f>,
    rows: Vec<Row<'f>>,
    /// Where the row with this heading, label and text stands.
    places: FxHashMap<(String, String, String), usize>,
    /// The passages of each row that took more evidence in.
    taken_in: FxHashMap<usize, FxHashSet<(SourceId, &'f str)>>,
    claims: Vec<ClaimId>,
}

impl<'m, 'f> Sheet<'m, 'f> {
    fn views(&self, node: NodeIndex) -> impl Iterator<Item = View<'f, 'f>> + use<'m, 'f> {
        let (model, lens) = (self.model, self.lens);
        let views = model.claims_on(node).filter_map(move |id| model.view(id, lens));
        // A plan that nobody has spoken of yet is none.
        views.filter(move |view| !model.is_planned_later(view, lens))
    }

    /// Adds a row; one that says the same under the same heading takes the new evidence in.
    fn row(&mut self, section: &str, label: &str, text: String, other: Cell<'f>, word: &'f str, view: &View<'f, 'f>) {
        self.claims.push(view.id);
        let disputed = self.disputed.holds(view.id);
        let evidence = Evidence { disputed, ..Evidence::of(self.model, view) };
        let place = self.places.entry((section.to_owned(), label.to_owned(), text.clone())).or_insert(self.rows.len());
        match self.rows.get_mut(*place) {
            Some(row) => {
                let known = &mut row.evidence;
                let passage = |cite: &Passage<'f>| (cite.source, cite.at);
                let all = self.taken_in.entry(*place).or_insert_with(|| known.cites.iter().map(passage).collect());
                known.cites.extend(evidence.cites.into_iter().filter(|cite| all.insert(passage(cite))));
                known.claims.push(view.id);
                known.disputed |= disputed;
            }
            None => {
                let cells =
                    vec![Cell::text(label), Cell::text(text), Cell::Text(section.to_owned()), other, Cell::Word(word)];
                self.rows.push(Row::new(Section::titled(section), cells, evidence));
            }
        }
    }

    /// Counts the voices of rows that took more evidence in; what comes stands in rows of its own.
    fn settle(&mut self) {
        for place in self.taken_in.drain().map(|(place, _)| place) {
            let evidence = &mut self.rows[place].evidence;
            evidence.voices = self.model.voices(&evidence.says());
        }
        self.places.clear();
    }

    /// The first line: name, id, kind and where it is; below it, other names.
    fn heading(&mut self) -> Vec<Note<'f>> {
        let (model, vocab) = (self.model, self.model.vocab());
        let it = &model.graph[self.node];
        let mut text = format!("{} ({}), {}", it.name, it.id, vocab.kind_label(it.kind));
        let mut views = vec![];
        let mut at = self.node;
        let mut seen = vec![self.node];
        // At Senou, near Bamako: as far as the words of place lead.
        while let Some((view, heading, to)) = self.views(at).find_map(|v| match v.claim.says {
            Says::Tie { from, word, to, .. } if from == at && !seen.contains(&to) => {
                let heading = vocab.relations.get(word).map(|r| r.heading.as_str()).filter(|h| !h.is_empty())?;
                Some((v, heading, to))
            }
            _ => None,
        }) {
            let comma = if seen.len() > 1 { "," } else { "" };
            text += &format!("{comma} {heading} {}", model.name(to));
            views.push(view);
            seen.push(to);
            at = to;
        }
        let evidence = Evidence::of_all(model, &views);
        let mut lead = vec![Note { text, evidence }];
        let files = &model.facts.files;
        if let Some(subject) = model.facts.subject(it.of).filter(|s| !s.aliases.is_empty()) {
            let names: Vec<&str> = subject.aliases.iter().map(|a: &Text| &files[*a]).collect();
            lead.push(Note { text: format!("also called: {}", names.join(", ")), evidence: Evidence::default() });
        }
        let listed = |sources: &mut dyn Iterator<Item = SourceId>| {
            let asked = sources.filter(|source| model.is_asked(*source, self.lens)).map(|source| model.source(source));
            asked.map(|it| format!("{} ({})", &files[it.record.title], it.id)).collect::<Vec<_>>().join("; ")
        };
        let written = ("author of", listed(&mut model.written_by(self.node)));
        let published = ("publisher of", listed(&mut model.published_by(self.node)));
        for (what, list) in [written, published].into_iter().filter(|(_, list)| !list.is_empty()) {
            lead.push(Note { text: format!("{what}: {list}"), evidence: Evidence::default() });
        }
        // What is noted of a record speaks of all of its sources.
        let is_its = |id: ClaimId| model.claim(id).cites.iter().all(|cite| Some(cite.source) == self.lens.source);
        let speaks = self.lens.source.is_none() || model.claims_on(self.node).all(is_its);
        if let Some(note) = model.facts.note(it.of).filter(|_| speaks) {
            lead.push(Note { text: format!("note: {note}"), evidence: Evidence::default() });
        }
        lead
    }

    /// How a claim is put, when and by whom, as it stands behind its value.
    fn how(&self, view: &View, with_when: bool) -> String {
        let stance = self.model.put_view(view);
        let when = view.stated_when().filter(|_| with_when).map_or(String::new(), |when| format!(", {when}"));
        // Through one source what it says counts, and is marked where it is not to be believed.
        let rejected = view.claim.reject.filter(|_| self.lens.source.is_some());
        let rejected = rejected.map_or(String::new(), |reason| format!("; rejected: {reason}"));
        format!("{stance}{when}{}{rejected}", remarks(self.model, view))
    }
}

/// Whether a claim is only possible, who makes it, and what is noted beside it, as it stands behind its time.
pub(super) fn remarks(model: &Model, view: &View) -> String {
    let note = view.note().map_or(String::new(), |note| format!("; {note}"));
    let possible = if view.holds == Holds::Possible { ", possible" } else { "" };
    let prefer = view.claim.prefer.map_or(String::new(), |reason| format!("; preferred: {reason}"));
    let uncited = view.claim.fields.uncited.filter(|_| view.cites.is_empty());
    // What is inferred says already that no source says it.
    let lead = if view.stance == Stance::Hedged { "; " } else { "; no source: " };
    let uncited = uncited.map_or(String::new(), |reason| format!("{lead}{}", &model.facts.files[reason]));
    format!("{possible}{}{note}{prefer}{uncited}", model.says_words(&view.said_by()))
}
