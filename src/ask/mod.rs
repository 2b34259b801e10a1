//! Questions: one file each. A question is a struct: its fields are its arguments, its documentation is its help, and
//! its one method answers it.
//!
//! Invariant: every question looks at claims through the [`Lens`] its flags make, and gives an [`Answer`] that every
//! format can write.
mod agreements;
mod answer;
mod disputes;
mod drawing;
mod error;
mod expected;
mod flags;
mod gaps;
mod groups;
mod is;
mod line;
mod list;
mod map;
mod network;
mod partners;
mod parts;
mod path;
mod rank;
mod report;
mod row;
mod search;
mod show;
mod stakes;
mod standing;
mod test;
mod timeline;

pub use answer::{Answer, Cell, Column, Evidence, Note, Shape};
pub use drawing::{Drawing, Layout};
pub use error::AskError;
pub use flags::Flags;
pub(crate) use line::{question, slip};
pub(crate) use partners::told;
pub use row::{Row, Section, Told};
pub use test::{Outcome, run_tests};

use crate::model::{Lens, Model, Who};

/// Something that can be asked of a model.
pub trait Ask {
    /// Answers it.
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError>;
}

/// A question with the flags every question has.
#[derive(Clone, Debug)]
pub struct Asked<Q> {
    question: Q,
    flags: Flags,
}

/// Written out, because the help is that of the question.
impl<Q: clap::Args> clap::Args for Asked<Q> {
    fn augment_args(command: clap::Command) -> clap::Command {
        Q::augment_args(Flags::augment_args(command))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Q::augment_args_for_update(Flags::augment_args_for_update(command))
    }
}

impl<Q: clap::Args> clap::FromArgMatches for Asked<Q> {
    fn from_arg_matches(matches: &clap::ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self { question: Q::from_arg_matches(matches)?, flags: Flags::from_arg_matches(matches)? })
    }

    fn update_from_arg_matches(&mut self, matches: &clap::ArgMatches) -> Result<(), clap::Error> {
        self.question.update_from_arg_matches(matches)?;
        self.flags.update_from_arg_matches(matches)
    }
}

impl<Q: Ask + clap::Args> Asked<Q> {
    fn answer<'f>(&self, model: &'f Model<'f>) -> Result<Answer<'f>, AskError> {
        let lens = self.flags.lens(model)?;
        let mut answer = self.question.answer(model, &lens)?;
        answer.selection = std::mem::take(&mut answer.selection).tidy();
        answer.mark_undated(model);
        Ok(answer)
    }
}

macro_rules! questions {
    ($($module:ident::$Question:ident,)*) => {
        $(pub use $module::$Question;)*

        /// Every question, in the order help shows them.
        #[derive(Clone, Debug, clap::Subcommand)]
        #[allow(missing_docs, reason = "each variant is documented by its struct")]
        pub enum Question { $($Question(Asked<$Question>),)* }

        impl Question {
            /// The flags it was asked with.
            pub fn flags(&self) -> &Flags {
                match self { $(Self::$Question(asked) => &asked.flags,)* }
            }

            /// Answers it.
            pub fn answer<'f>(&self, model: &'f Model<'f>) -> Result<Answer<'f>, AskError> {
                match self { $(Self::$Question(asked) => asked.answer(model),)* }
            }
        }
    };
}

questions! {
    partners::Partners,
    is::Is,
    show::Show,
    report::Report,
    path::Path,
    agreements::Agreements,
    stakes::Stakes,
    timeline::Timeline,
    disputes::Disputes,
    gaps::Gaps,
    list::List,
    search::Search,
    rank::Rank,
    groups::Groups,
    map::Map,
}

/// A question as it is written: `partners mali --as-of 2025`.
#[derive(Debug, clap::Parser)]
#[command(name = "ties", no_binary_name = true, disable_help_subcommand = true)]
pub struct Line {
    /// The question.
    #[command(subcommand)]
    pub question: Question,
}

/// The nodes several words mean.
fn nodes_of(model: &Model, words: &[String]) -> Result<Vec<petgraph::graph::NodeIndex>, AskError> {
    words.iter().map(|word| Ok(model.look_up_node(word)?)).collect()
}

/// Refuses one that is named twice where two are asked about.
fn two(model: &Model, one: petgraph::graph::NodeIndex, other: petgraph::graph::NodeIndex) -> Result<(), AskError> {
    if one != other {
        return Ok(());
    }
    let message = format!("both names mean {}", model.name(one));
    Err(AskError::Usage { message, help: "name two different ones".into() })
}

/// The same as those asked about.
fn who(nodes: &[petgraph::graph::NodeIndex]) -> Vec<Who> {
    nodes.iter().map(|node| Who::Node(*node)).collect()
}
