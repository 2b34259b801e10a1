//! The partners at a glance: each once, under how the two stand, with the sentences that say through what.
//!
//! Invariant: who is a partner is for `partners` to say.
use super::{About, Draft};
use crate::ask::partners::Partners;
use crate::ask::{Answer, Ask, Cell, Row, Section};
use crate::model::{ClaimId, words};
use crate::vocab::Root;
use rustc_hash::FxHashSet;

const TITLE: &str = "Partners at a glance";

/// A line for each partner, as `partners` orders them.
pub(super) fn partners<'f>(about: &About<'_, 'f>, known: &FxHashSet<ClaimId>) -> Vec<Draft<'f>> {
    let question = Partners { who: Some(about.id()), with: None };
    let Ok(Answer { rows, .. }) = question.answer(about.model, about.lens) else {
        return vec![Draft::remark(TITLE, "More pairs are bound through it than can be listed.")];
    };
    if rows.is_empty() {
        return vec![Draft::remark(TITLE, "No partner is stated in these facts.")];
    }
    // Of a stakeholder the partner stands first, of what binds others two of them do; behind them, through what.
    let names = if about.model.graph[about.node].root == Root::Stakeholder { 1 } else { 2 };
    let pair = |row: &Row<'f>| -> (String, Vec<Cell<'f>>) {
        (row.section.title.clone(), row.cells.iter().take(names).cloned().collect())
    };
    let mut drafts = vec![];
    for rows in rows.chunk_by(|a, b| pair(a) == pair(b)) {
        let (note, cells) = pair(&rows[0]);
        let name = |cell: &Cell| if let Cell::Entity(node) = cell { about.model.name(*node) } else { "" };
        let of = words::join(cells.iter().map(name));
        let section = Section { title: TITLE.to_owned(), note };
        let claims = || rows.iter().flat_map(|row| row.evidence.claims.iter().copied());
        let other = cells.into_iter().next().unwrap_or(Cell::Nothing);
        if claims().any(|id| known.contains(&id)) {
            let pointer = Draft::new(section, of, Default::default()).seeing(claims(), known);
            drafts.push(Draft { other, ..pointer });
            continue;
        }
        for row in rows {
            let through = if let Cell::Text(text) = &row.cells[names] { text.as_str() } else { "" };
            let draft = Draft::new(section.clone(), format!("{of}: {through}"), row.evidence.clone());
            drafts.push(Draft { other: other.clone(), ..draft });
        }
    }
    drafts
}
