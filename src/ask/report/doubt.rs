//! What a reader of a report has to doubt: one voice, sources that disagree, what none of them states, what may be stale.
//!
//! Invariant: what is in doubt is for `gaps` and `disputes` to say; here it is put together by source and by record.
use super::{About, Draft};
use crate::ask::disputes::Disputes;
use crate::ask::gaps::{self, Doubt};
use crate::ask::timeline::capital;
use crate::ask::{Ask, AskError, Cell, Evidence, Row, Section};
use crate::date::Date;
use crate::facts::{UNDISCLOSED, UNSTATED};
use crate::model::{ClaimId, Passage, Says, SourceId};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

const ONE_VOICE: &str = "What rests on one voice";
const DISAGREE: &str = "What sources disagree on";
const NOT_STATED: &str = "What no source states";
const STALE: &str = "What may be stale";

/// What something rests on, and in words what it is where no sentence says it.
type Single<'r, 'f> = (&'r Evidence<'f>, Option<String>);

/// The sections on doubts; one without a line says that there is none.
pub(super) fn doubts<'f>(
    about: &About<'_, 'f>,
    known: &FxHashSet<ClaimId>,
    told: &[Draft<'f>],
) -> Result<Vec<Draft<'f>>, AskError> {
    let gaps = gaps::found(about.model, Some(about.node), about.lens);
    let of = |doubt: Doubt| gaps.iter().filter(move |(gap, _)| gap.doubt() == doubt).map(|(_, row)| row);
    let line = |title: &str, row: &Row<'f>| {
        let section = Section { title: title.to_owned(), note: row.section.title.clone() };
        let draft = Draft::new(section, about.gap(row), row.evidence.clone());
        Draft { other: row.cells[0].clone(), ..draft.seeing(row.evidence.claims.iter().copied(), known) }
    };
    let mut stated: Vec<Draft> = about.not_stated(told, known);
    stated.extend(of(Doubt::NotStated).map(|row| line(NOT_STATED, row)));
    let sections = [
        (ONE_VOICE, "Nothing: each claim has more than one.", about.one_voice(of(Doubt::OneVoice), told, known)),
        (DISAGREE, "Nothing that is in these facts.", about.disputes(known)?),
        (NOT_STATED, "Nothing found.", stated),
        (STALE, "Nothing found.", of(Doubt::Stale).map(|row| line(STALE, row)).collect()),
    ];
    let lines = |(title, none, drafts): (&str, &str, Vec<Draft<'f>>)| {
        if drafts.is_empty() { vec![Draft::remark(title, none)] } else { drafts }
    };
    Ok(sections.into_iter().flat_map(lines).collect())
}

impl<'f> About<'_, 'f> {
    /// A gap in words; whose it is goes without saying where it is that of whom the report is about.
    fn gap(&self, row: &Row<'f>) -> String {
        let said = if let Cell::Text(text) = &row.cells[1] { text.as_str() } else { "" };
        match row.cells[0] {
            Cell::Entity(node) if node != self.node && !said.is_empty() => format!("{}: {said}", self.model.name(node)),
            Cell::Entity(node) if said.is_empty() => self.model.name(node).to_owned(),
            _ => capital(said),
        }
    }

    /// What has one voice, a line for each source or for all that go back to one: those that carry most stand first.
    /// Remarks are left out by `gaps`, for each has one by nature; a sentence about them rests on it all the same.
    fn one_voice<'r>(
        &self,
        rows: impl Iterator<Item = &'r Row<'f>>,
        told: &'r [Draft<'f>],
        known: &FxHashSet<ClaimId>,
    ) -> Vec<Draft<'f>>
    where
        'f: 'r,
    {
        let is_told = |evidence: &Evidence| evidence.claims.iter().any(|id| known.contains(id));
        let gap = |row: &'r Row<'f>| (&row.evidence, (!is_told(&row.evidence)).then(|| self.gap(row)));
        let mut found: Vec<Single> = rows.map(gap).collect();
        let mut seen: FxHashSet<ClaimId> = found.iter().flat_map(|(evidence, _)| &evidence.claims).copied().collect();
        for evidence in told.iter().filter(|draft| draft.is_sentence()).map(|draft| &draft.evidence) {
            let is_single = evidence.voices == 1 && evidence.rejected.is_none();
            let main = evidence.claims.first().filter(|_| is_single);
            if main.is_some_and(|id| seen.insert(*id)) {
                found.push((evidence, None));
            }
        }
        let mut by_sources: Vec<(Vec<SourceId>, Vec<Single>)> = vec![];
        let mut places: FxHashMap<Vec<SourceId>, usize> = FxHashMap::default();
        for one in found {
            let mut sources = one.0.sources();
            sources.sort();
            let place = *places.entry(sources).or_insert_with_key(|sources| {
                by_sources.push((sources.clone(), vec![]));
                by_sources.len() - 1
            });
            by_sources[place].1.push(one);
        }
        by_sources.sort_by_key(|(sources, all)| (sources.len() > 1, Reverse(all.len())));
        by_sources.into_iter().map(|(sources, all)| self.of_one_voice(&sources, &all, known)).collect()
    }

    fn of_one_voice(&self, sources: &[SourceId], all: &[Single<'_, 'f>], known: &FxHashSet<ClaimId>) -> Draft<'f> {
        let name = |source: &SourceId| {
            let source = self.model.source(*source);
            let day = source.published.as_ref().map_or("undated".to_owned(), Date::words);
            format!("{}, {day}", source.publisher)
        };
        let names = sources.iter().map(name).collect::<Vec<_>>().join("; ");
        let untold: Vec<&str> = all.iter().filter_map(|(_, untold)| untold.as_deref()).collect();
        let untold = untold.join("; ");
        let colon = if untold.is_empty() { "" } else { ": " };
        let claims = || all.iter().flat_map(|(evidence, _)| evidence.claims.iter().copied());
        // The places are with each sentence.
        let cites = sources.iter().map(|source| Passage::of(&self.model.source(*source).whole, &[])).collect();
        let evidence = Evidence { claims: claims().collect(), cites, voices: 1, ..Evidence::default() };
        let note = if sources.len() > 1 { "One voice in several sources" } else { "" };
        let section = Section { title: ONE_VOICE.to_owned(), note: note.to_owned() };
        Draft::new(section, format!("{names}{colon}{untold}"), evidence).seeing(claims(), known)
    }

    /// Each side of each dispute under its heading.
    fn disputes(&self, known: &FxHashSet<ClaimId>) -> Result<Vec<Draft<'f>>, AskError> {
        let answer = Disputes { who: Some(self.id()), all: false }.answer(self.model, self.lens)?;
        let side = |row: Row<'f>| {
            let text = |n: usize| if let Cell::Text(text) = &row.cells[n] { text.as_str() } else { "" };
            let (side, remark) = (text(0), text(1));
            let dash = if remark.is_empty() { "" } else { "; " };
            let note = format!("{} ({})", row.section.title, row.section.note);
            let section = Section { title: DISAGREE.to_owned(), note };
            let words = capital(&format!("{side}{dash}{remark}"));
            let claims = row.evidence.claims.clone();
            // A side may rest on sources that the sentence it is a side of does not.
            Draft { is_pointer: false, ..Draft::new(section, words, row.evidence.clone()).seeing(claims, known) }
        };
        Ok(answer.rows.into_iter().map(side).collect())
    }

    /// The names and the values of which it is said that no source gives them.
    fn not_stated(&self, told: &[Draft<'f>], known: &FxHashSet<ClaimId>) -> Vec<Draft<'f>> {
        let model = self.model;
        let section = |note: &str| Section { title: NOT_STATED.to_owned(), note: note.to_owned() };
        let mut names = vec![];
        let mut values = vec![];
        let mut seen: FxHashSet<NodeIndex> = FxHashSet::default();
        for draft in told {
            let claims = || draft.evidence.claims.iter().map(|id| model.claim(*id));
            for node in claims().flat_map(|claim| claim.says.nodes()) {
                if model.is_unnamed(node) && seen.insert(node) {
                    let line = Draft::new(section("Names"), model.name(node).to_owned(), draft.evidence.clone());
                    let line = line.seeing(draft.evidence.claims.iter().copied(), known);
                    names.push(Draft { other: Cell::Entity(node), ..line });
                }
            }
            let is_open = |is: &str| is == UNSTATED || is == UNDISCLOSED;
            let is_value = claims().any(|claim| match claim.says {
                Says::Detail { is, .. } => is_open(is),
                Says::Stake { share, .. } => share == Some(UNDISCLOSED),
                _ => false,
            });
            if is_value {
                let line = Draft::new(section("Values"), draft.words.clone(), draft.evidence.clone());
                values.push(line.seeing(draft.evidence.claims.iter().copied(), known));
            }
        }
        names.append(&mut values);
        names
    }
}
