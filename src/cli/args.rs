//! What can be written on the command line. The documentation of each item is its help.
use super::checking::Check;
use super::editor::Schema;
use super::explain::Explain;
use super::formatting::Fmt;
use super::init::Init;
use super::publish::Publish;
use super::testing::Test;
use super::verifying::Verify;
use crate::ask::Question;
use std::path::PathBuf;

/// Ask, draw and check facts about who is tied to whom
#[derive(Debug, clap::Parser)]
#[command(name = "ties", version, disable_help_subcommand = true, override_help = super::help::HELP)]
pub(super) struct Args {
    /// The folder of the facts, where it is not `data` here or that of TIES_FACTS
    #[arg(long, global = true, value_name = "DIR")]
    pub facts: Option<PathBuf>,
    /// Use colours: auto, always, never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: Colour,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    #[command(flatten)]
    Ask(Box<Question>),
    Check(Check),
    Verify(Verify),
    Fmt(Fmt),
    Test(Test),
    Explain(Explain),
    Init(Init),
    Schema(Schema),
    Publish(Publish),
    Add(super::adding::Add),
    Merge(super::merging::Merge),
    Rename(super::renaming::Rename),
    Help(super::help::Help),
    Completions(super::shell::Completions),
    Man(super::shell::Man),
}
