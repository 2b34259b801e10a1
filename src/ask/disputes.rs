use super::{Answer, Ask, AskError, Cell, Column, Evidence, Row, Section, Shape, who};
use crate::model::{Lens, Model, Passage, Side, words};
use crate::vocab::Stance;

/// Where sources disagree, side by side
///
/// Disputes are found from the claims, never from a list. A vaguer value agrees with a finer one: a majority and 62%
/// are no dispute.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties disputes\n  ties disputes senou-refinery")]
pub struct Disputes {
    /// A name or an id; left out: all disputes
    pub(super) who: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::shown("side", ""),
    Column::shown("remark", ""),
    Column::data("dispute"),
    Column::data("state"),
    Column::data("about"),
];

impl Ask for Disputes {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let about = self.who.as_deref().map(|word| model.look_up_node(word)).transpose()?;
        let disputes = model.disputes(about, lens);
        let count = disputes.len();
        let of = about.map_or(String::new(), |node| format!(" about {}", model.name(node)));
        let title = if count == 1 { format!("1 dispute{of}") } else { format!("{count} disputes{of}") };
        let mut answer = Answer::new("disputes", title, Shape::Sides, COLUMNS, lens);
        answer.who = who(&about.into_iter().collect::<Vec<_>>());
        for dispute in disputes {
            let note = dispute.settled.as_ref().map_or("open".to_owned(), |side| format!("settled: {side}"));
            let section = Section { title: dispute.title.clone(), note };
            for side in &dispute.sides {
                // That it is denied its words say themselves.
                let put = match side.stance {
                    Stance::Denied => String::new(),
                    stance => model.put_words(stance),
                };
                let first = side.claims.first().map(|id| model.claim(*id));
                let view = side.claims.first().and_then(|id| model.any_view(*id, lens));
                let evidence = Evidence {
                    voices: model.voices(&side.passages()),
                    cites: side.cites.iter().map(|cite| Passage::of(cite, &[])).collect(),
                    stance: side.stance,
                    said_by: side.said_by.clone(),
                    disputed: dispute.settled.is_none(),
                    rejected: side.reject,
                    at: first.map(|c| c.at),
                    claims: side.claims.clone(),
                    interval: view.as_ref().map_or(crate::date::Interval::ALWAYS, |v| v.interval),
                    when: view.map(|v| v.when).unwrap_or_default(),
                    ..Evidence::default()
                };
                let state = if dispute.settled.is_some() { "settled" } else { "open" };
                let about = Cell::Named(dispute.nodes.iter().take(1).map(|n| ("record", Cell::Entity(*n))).collect());
                let cells = vec![
                    Cell::Text(format!("{}{put}", side.words)),
                    Cell::text(remarks(model, side).join("; ")),
                    Cell::Text(dispute.title.clone()),
                    Cell::Word(state),
                    about,
                ];
                answer.draw(model, &side.claims);
                answer.rows.push(Row::new(section.clone(), cells, evidence));
            }
        }
        if count == 0 {
            answer
                .notes
                .push(super::Note { text: format!("No sources disagree here{of}."), evidence: Evidence::default() });
        }
        Ok(answer)
    }
}

/// What is to be known of a side: whether it is believed, and why; who says so.
fn remarks(model: &Model, side: &Side) -> Vec<String> {
    let mut remarks = vec![];
    if let Some(reason) = side.reject {
        remarks.push(format!("rejected: {reason}"));
    }
    if let Some(reason) = side.prefer {
        remarks.push(format!("preferred: {reason}"));
    }
    if !side.said_by.is_empty() {
        remarks.push(format!("says {}", words::join(side.said_by.iter().map(|s| model.speaker(*s)))));
    }
    remarks.extend(side.note.map(str::to_owned));
    remarks
}
