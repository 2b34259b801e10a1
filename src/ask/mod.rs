//! Questions: one file each. A question is a struct: its fields are its arguments, its documentation is its help, and
//! its one method answers it.
//!
//! Invariant: every question looks at claims through the [`Lens`] its flags make, and gives an [`Answer`] that every
//! format can write.
mod answer;
mod error;
mod flags;
mod test;

pub use answer::{Answer, Cell, Column, Evidence, Note, Row, Section, Shape};
pub use error::AskError;
pub use flags::Flags;
pub use test::{Outcome, run_tests};

use crate::model::{Lens, Model, Who};

/// Something that can be asked of a model.
pub trait Ask {
    /// Answers it.
    fn answer<'f>(&self, model: &Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError>;
}

/// A question with the flags every question has.
#[derive(Clone, Debug, clap::Args)]
pub struct Asked<Q: clap::Args> {
    #[command(flatten)]
    question: Q,
    #[command(flatten)]
    flags: Flags,
}

impl<Q: Ask + clap::Args> Asked<Q> {
    fn answer<'f>(&self, model: &Model<'f>) -> Result<Answer<'f>, AskError> {
        let lens = self.flags.lens(model)?;
        let mut answer = self.question.answer(model, &lens)?;
        answer.selection = std::mem::take(&mut answer.selection).tidy();
        Ok(answer)
    }
}

macro_rules! questions {
    ($($module:ident::$Question:ident,)*) => {
        $(mod $module; pub use $module::$Question;)*

        /// Every question, in the order help shows them.
        #[derive(Clone, Debug, clap::Subcommand)]
        #[allow(missing_docs, reason = "each variant is documented by its struct")]
        pub enum Question { $($Question(Asked<$Question>),)* }

        impl Question {
            /// Answers it.
            pub fn answer<'f>(&self, model: &Model<'f>) -> Result<Answer<'f>, AskError> {
                match self { $(Self::$Question(asked) => asked.answer(model),)* }
            }
        }
    };
}

questions! {
    partners::Partners,
    is::Is,
    show::Show,
    path::Path,
    timeline::Timeline,
    disputes::Disputes,
    list::List,
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

/// The same as those asked about.
fn who(nodes: &[petgraph::graph::NodeIndex]) -> Vec<Who> {
    nodes.iter().map(|node| Who::Node(*node)).collect()
}
