//! What a question gives back: rows to read, and the part of the graph they speak of.
//!
//! Invariant: an answer is data that every format can write; no format asks anything, no question prints anything.
use super::{Layout, Row};
use crate::date::{Date, Holds, Interval};
use crate::facts::Quantity;
use crate::model::{
    Citation, Claim, ClaimId, Claims, Lens, Model, Passage, Selection, SourceId, Speaker, View, When, Who,
};
use crate::text::Span;
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// How the table shows an answer; other formats take the rows as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Columns with headings; a value that repeats is left blank.
    Columns,
    /// A label, a value, the evidence at the right.
    Sheet,
    /// A label, the evidence, a remark: sides of a dispute.
    Sides,
    /// Hops from one to the next.
    Chain,
    /// Numbered sentences with footnotes, in sections and parts of sections: to read from beginning to end, and to print.
    Document,
}

impl Shape {
    /// How many columns stand on the screen where none has a heading.
    pub fn shown(self) -> usize {
        match self {
            Shape::Columns | Shape::Sheet | Shape::Sides => 2,
            Shape::Chain => 3,
            Shape::Document => 1,
        }
    }
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'f> {
    /// No value.
    Nothing,
    /// Words.
    Text(String),
    /// A word of the language: a relation, a standing.
    Word(&'f str),
    /// A stakeholder, an asset, an agreement, a date.
    Entity(NodeIndex),
    /// A source.
    Source(SourceId),
    /// A date.
    Date(Date),
    /// An amount.
    Quantity(Quantity),
    /// A count.
    Number(usize),
    /// Several values by name.
    Named(Vec<(&'static str, Cell<'f>)>),
}

impl<'f> Cell<'f> {
    /// Words, or nothing where there are none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Nothing } else { Cell::Text(text) }
    }

    /// A word, or nothing.
    pub fn word(word: Option<&'f str>) -> Self {
        word.map_or(Cell::Nothing, Cell::Word)
    }
}

/// A column of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in data.
    pub name: &'static str,
    /// Its heading on the screen; none for one that only data carry.
    pub heading: &'static str,
    /// Whether it holds records, whose ids stand beside their names in a spreadsheet.
    pub record: bool,
    /// Whether their ids stand behind their names on the screen too.
    pub ids: bool,
}

impl Column {
    /// A column the screen shows.
    pub const fn shown(name: &'static str, heading: &'static str) -> Self {
        Self { name, heading, record: false, ids: false }
    }

    /// A column only data carry.
    pub const fn data(name: &'static str) -> Self {
        Self { name, heading: "", record: false, ids: false }
    }
}

impl Column {
    /// The same for a column that holds records.
    pub const fn of_records(self) -> Self {
        Self { record: true, ..self }
    }

    /// The same with the id behind each name on the screen.
    pub const fn with_ids(self) -> Self {
        Self { ids: true, ..self }
    }
}

/// What a row rests on.
#[derive(Clone, Debug)]
pub struct Evidence<'f> {
    /// The claims themselves, the main one first.
    pub claims: Claims,
    /// Where it is said.
    pub cites: Vec<Passage<'f>>,
    /// How many independent voices that is.
    pub voices: usize,
    /// When it holds.
    pub when: When,
    /// The same as the days it begins and ends, as far as known.
    pub interval: Interval,
    /// The status of what it speaks of.
    pub status: Option<&'f str>,
    /// How it is put.
    pub stance: Stance,
    /// Whether it holds at the time asked for.
    pub holds: Holds,
    /// Who says it.
    pub said_by: Vec<Speaker<'f>>,
    /// Whether it is in an open dispute.
    pub disputed: bool,
    /// Why it is not to be believed.
    pub rejected: Option<&'f str>,
    /// Whether, in an answer by what was known by some day, no source of it has a date.
    pub undated: bool,
    /// What the facts note beside it.
    pub note: Option<&'f str>,
    /// What only some of its sources say, each part with those that do: `guest`, where others only tell of the event.
    pub only: Vec<(String, Vec<SourceId>)>,
    /// Where it is written.
    pub at: Option<Span>,
}

impl Default for Evidence<'_> {
    fn default() -> Self {
        Self {
            claims: Claims::new(),
            cites: vec![],
            voices: 0,
            when: When::default(),
            interval: Interval::ALWAYS,
            status: None,
            stance: Stance::Asserted,
            holds: Holds::Certain,
            said_by: vec![],
            disputed: false,
            rejected: None,
            undated: false,
            note: None,
            only: vec![],
            at: None,
        }
    }
}

impl<'f> Evidence<'f> {
    /// What one claim rests on.
    pub fn of(model: &'f Model<'f>, view: &View<'f, 'f>) -> Self {
        Self::of_all(model, std::slice::from_ref(view))
    }

    /// What several claims rest on together; when, stance and speakers are those of the first.
    pub fn of_all(model: &'f Model<'f>, views: &[View<'f, 'f>]) -> Self {
        let Some(first) = views.first() else { return Self::default() };
        let (mut cites, voices) = Self::together(model, views.iter().map(|view| (view.claim, &*view.cites)));
        cites.extend(model.only_ending(first, &cites));
        Self {
            claims: views.iter().map(|v| v.id).collect(),
            voices,
            cites,
            when: first.when.clone(),
            interval: first.interval,
            status: None,
            stance: first.stance,
            holds: views.iter().map(|v| v.holds).max().unwrap_or(Holds::Certain),
            said_by: first.said_by(),
            disputed: false,
            rejected: first.claim.reject,
            undated: false,
            note: first.note(),
            only: vec![],
            at: Some(first.claim.at),
        }
    }

    /// Keeps that only some of its sources say a part of it, where others do not.
    pub(super) fn only_some(&mut self, part: &str, cites: &[&Citation<'f>]) {
        let says = |source: SourceId| cites.iter().any(|cite| cite.source == source);
        if self.cites.iter().all(|cite| says(cite.source)) {
            return;
        }
        let mut sources: Vec<SourceId> = cites.iter().map(|cite| cite.source).collect();
        sources.sort();
        sources.dedup();
        match self.only.iter_mut().find(|(_, known)| *known == sources) {
            Some((parts, _)) => {
                parts.push_str(", ");
                parts.push_str(part);
            }
            None => self.only.push((part.to_owned(), sources)),
        }
    }

    /// The passages in which claims are said, each once, and how many voices that is.
    pub(super) fn together<'c>(
        model: &'f Model<'f>,
        all: impl Iterator<Item = (&'f Claim<'f>, &'c [&'f Citation<'f>])>,
    ) -> (Vec<Passage<'f>>, usize)
    where
        'f: 'c,
    {
        let mut cites: Vec<Passage> = vec![];
        // Passages that are cited already, and in which another speaks.
        let mut others: Vec<Passage> = vec![];
        let mut places = FxHashMap::default();
        // The claims of a record mostly share their citations.
        let mut before: (&[Speaker], &[&Citation]) = (&[], &[]);
        let is_new = |(claim, cites): &(&'f Claim<'f>, &'c [&'f Citation<'f>])| {
            let (speakers, known) = std::mem::replace(&mut before, (&claim.said_by, cites));
            let is_shared = known.len() == cites.len() && known.iter().zip(*cites).all(|(a, b)| std::ptr::eq(*a, *b));
            !(is_shared && speakers == claim.said_by)
        };
        let all = all.filter(is_new);
        for (claim, cite) in all.flat_map(|(claim, cites)| cites.iter().map(move |cite| (claim, *cite))) {
            let passage = Passage::of(cite, &claim.said_by).dated_in(model.dating(claim));
            let same = |c: &&Passage| c.is_at(cite);
            let speaks = |c: &Passage| c.said_by == passage.said_by;
            let known = if cites.len() < FEW {
                cites.iter().find(same)
            } else {
                let new = cites.iter().enumerate().skip(places.len());
                places.extend(new.map(|(place, c)| ((c.source, c.at), place)));
                places.get(&(cite.source, cite.at)).map(|place: &usize| &cites[*place])
            };
            match known {
                None => cites.push(passage),
                Some(known) if speaks(known) || others.iter().filter(same).any(speaks) => {}
                Some(_) => others.push(passage),
            }
        }
        let all = cites.len();
        cites.append(&mut others);
        let voices = model.voices(&cites);
        cites.truncate(all);
        (cites, voices)
    }

    /// How many sources it rests on.
    pub fn count_sources(&self) -> usize {
        count_sources(&self.cites)
    }

    /// The passages that say it, without those that only tell of its end.
    pub fn says(&self) -> Vec<Passage<'f>> {
        self.cites.iter().filter(|passage| !passage.only_ends).copied().collect()
    }

    /// The sources, each once, as they come.
    pub fn sources(&self) -> Vec<SourceId> {
        let mut seen = FxHashSet::default();
        self.cites.iter().map(|cite| cite.source).filter(|source| seen.insert(*source)).collect()
    }
}

/// Up to so many passages are looked through; among more, each has its place.
const FEW: usize = 16;

/// Of how many sources passages are; those that give no more than an end are left out.
pub(super) fn count_sources(passages: &[Passage]) -> usize {
    if let [] | [_] = passages {
        return passages.len();
    }
    let says = passages.iter().filter(|passage| !passage.only_ends);
    let mut sources: SmallVec<[SourceId; 8]> = says.map(|passage| passage.source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len()
}

/// Something said about an answer as a whole.
#[derive(Clone, Debug)]
pub struct Note<'f> {
    /// What.
    pub text: String,
    /// Where it is said.
    pub evidence: Evidence<'f>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer<'f> {
    /// The word of the question.
    pub question: &'static str,
    /// What it is an answer to: `Partners of Mali`.
    pub title: String,
    /// Those asked about.
    pub who: Vec<Who>,
    /// For `is`: yes, no, not yet, not stated or disputed.
    pub verdict: Option<&'static str>,
    /// Lines that stand first, with their evidence.
    pub lead: Vec<Note<'f>>,
    /// The columns of each row.
    pub columns: &'static [Column],
    /// How the table shows it.
    pub shape: Shape,
    /// The rows, those of one section together.
    pub rows: Vec<Row<'f>>,
    /// What else is to be said, with its evidence.
    pub notes: Vec<Note<'f>>,
    /// Commands that tell more.
    pub more: Vec<String>,
    /// What it was looked at through.
    pub lens: Lens,
    /// What to draw.
    pub selection: Selection,
    /// How a picture of it is laid out unless another layout is asked for.
    pub layout: Layout,
    /// What is left out of what is drawn, in sentences.
    pub left_out: Vec<String>,
    /// The claims that are drawn: many rows may rest on one that speaks of very many.
    drawn: FxHashSet<ClaimId>,
}

impl<'f> Answer<'f> {
    /// An answer without rows so far.
    pub fn new(
        question: &'static str,
        title: impl Into<String>,
        shape: Shape,
        columns: &'static [Column],
        lens: &Lens,
    ) -> Self {
        Self {
            question,
            title: title.into(),
            who: vec![],
            verdict: None,
            lead: vec![],
            columns,
            shape,
            rows: vec![],
            notes: vec![],
            more: vec![],
            lens: *lens,
            selection: Selection::default(),
            layout: Layout::Map,
            left_out: vec![],
            drawn: FxHashSet::default(),
        }
    }

    /// Marks the rows that rest on undated sources only, which may not have been known by the day asked for.
    pub(super) fn mark_undated(&mut self, model: &'f Model<'f>) {
        if self.lens.known_by.is_some() {
            for row in &mut self.rows {
                let cites = &row.evidence.cites;
                row.evidence.undated =
                    !cites.is_empty() && cites.iter().all(|c| model.source(c.source).published.is_none());
            }
        }
    }

    /// Makes room for what about so many rows draw.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.rows.reserve(rows);
        self.drawn.reserve(2 * rows);
        self.selection.nodes.reserve(8 * rows);
        self.selection.edges.reserve(2 * rows);
    }

    /// Adds the nodes and edges of claims to what is drawn.
    pub fn draw(&mut self, model: &'f Model<'f>, claims: &[ClaimId]) {
        for claim in claims {
            if !self.drawn.insert(*claim) {
                continue;
            }
            self.selection.claim(model, *claim);
            model.claim(*claim).says.nodes().for_each(|n| self.selection.node(n));
        }
    }

    /// The sources in the order they are first cited: their place is their number, from 1.
    pub fn bibliography(&self) -> Vec<SourceId> {
        let mut order: Vec<SourceId> = vec![];
        let mut seen = FxHashSet::default();
        let lead = self.lead.iter().map(|n| &n.evidence);
        let rows = self.rows.iter().map(|r| &r.evidence);
        for evidence in lead.chain(rows).chain(self.notes.iter().map(|n| &n.evidence)) {
            order.extend(evidence.sources().into_iter().filter(|source| seen.insert(*source)));
        }
        order
    }
}
