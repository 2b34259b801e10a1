//! The flags every question has, and the lens they make. What becomes of the answer is for `cli` to do.
//!
//! Invariant: what can be asked is asked the same way of every question.
use super::AskError;
use crate::date::{Date, Days};
use crate::diag::near::nearest;
use crate::model::{Lens, LookUp, Model, SourceId, Who, latin};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use std::path::PathBuf;

/// What narrows an answer.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Flags {
    /// Answer for one day, month or year: 2025-07-01, 2025
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    as_of: Option<String>,
    /// Use only what was published by then
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    known_by: Option<String>,
    /// Leave out what is only possible
    #[arg(long)]
    certain: bool,
    /// Use only what this source says
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// Only claims put this way: asserted, hedged, planned, opinion, denied
    #[arg(long, value_name = "STANCE")]
    stance: Option<String>,
    /// Only what this one says
    #[arg(long, value_name = "WHO")]
    said_by: Option<String>,
    /// Answer from the sound records when others have errors
    #[arg(long)]
    pub lenient: bool,
    /// How to write the answer: table, json, csv, tsv, markdown, dot, svg, png, html
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Write to FILE; its ending chooses the format
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How a picture is wanted.
    #[command(flatten)]
    pub drawing: super::Drawing,
}

impl Flags {
    /// The lens they make.
    pub fn lens(&self, model: &Model) -> Result<Lens, AskError> {
        let source = self.source.as_deref().map(|word| source(model, word)).transpose()?;
        Ok(Lens {
            as_of: self.as_of.as_deref().map(days).transpose()?,
            known_by: self.known_by.as_deref().map(days).transpose()?.map(|d| d.1),
            certain: self.certain,
            source,
            stance: self.stance.as_deref().map(stance).transpose()?,
            said_by: self.said_by.as_deref().map(|word| speaker(model, word)).transpose()?,
        })
    }
}

/// The source a word means: its id, its title, another word for it, who brings it out where that is one source only.
fn source(model: &Model, word: &str) -> Result<SourceId, AskError> {
    let near = match model.look_up(word) {
        Ok(Who::Source(source)) => return Ok(source),
        Err(error @ (LookUp::Ambiguous { .. } | LookUp::Source { .. })) => return Err(error.into()),
        Ok(Who::Node(_)) | Err(LookUp::Unknown { .. }) => {
            let ids = || model.sources.iter().map(|s| s.id);
            nearest(word, ids())
                .map(|near| near.word)
                .or_else(|| ids().find(|id| !word.is_empty() && id.starts_with(word)))
                .map(str::to_owned)
        }
    };
    match brought_out(model, word).as_slice() {
        [] => Err(AskError::Word { what: "source", word: word.to_owned(), near, all: "ties list sources" }),
        [only] => Ok(*only),
        all => Err(AskError::Usage {
            message: format!("{} brings out {} sources here", model.source(all[0]).publisher, all.len()),
            help: format!("what one of them says: {}", flags_of(model, all)),
        }),
    }
}

/// The sources that somebody brings out, by the name of the publisher.
fn brought_out(model: &Model, name: &str) -> Vec<SourceId> {
    let sought = latin(name);
    let its = model.sources.iter().filter(|source| latin(source.publisher) == sought);
    its.filter_map(|source| model.source_called(source.id)).collect()
}

/// So many sources of a publisher are named.
const MOST_NAMED: usize = 4;

/// How to ask for the first of some sources.
fn flags_of(model: &Model, sources: &[SourceId]) -> String {
    let named = sources.iter().take(MOST_NAMED).map(|id| model.source(*id).id).collect::<Vec<_>>();
    let more = sources.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" ({more} more: ties list sources)") } else { String::new() };
    format!("--source {}{more}", named.join(", --source "))
}

/// The speaker a word means. Who brings sources out speaks in none of them: those are asked for by their ids.
fn speaker(model: &Model, word: &str) -> Result<NodeIndex, AskError> {
    let error = match model.look_up_node(word) {
        Err(error @ LookUp::Unknown { .. }) => error,
        found => return Ok(found?),
    };
    match brought_out(model, word).as_slice() {
        [] => Err(error.into()),
        all @ [first, ..] => Err(AskError::Usage {
            message: format!("{} brings out sources, and is no speaker here", model.source(*first).publisher),
            help: format!("what one of them says: {}", flags_of(model, all)),
        }),
    }
}

/// The days a date on the command line means.
pub(super) fn days(text: &str) -> Result<Days, AskError> {
    match Date::read(text) {
        Ok(date) if date.days().0 == date.days().1 && date.days().0.is_open() => Err(AskError::Date {
            message: format!("`{text}` is farther away than days are counted"),
            help: "write a year of at most five digits: 2025".into(),
        }),
        Ok(date) => Ok(date.days()),
        Err(slip) => Err(AskError::Date { message: slip.message, help: slip.help }),
    }
}

fn stance(word: &str) -> Result<Stance, AskError> {
    Stance::of(word).ok_or_else(|| AskError::Word {
        what: "stance",
        word: word.to_owned(),
        near: nearest(word, Stance::ALL.map(Stance::word)).map(|n| n.word.to_owned()),
        all: "asserted, hedged, planned, opinion, denied",
    })
}
