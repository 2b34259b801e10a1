//! `ties test`: the questions of the fact files, asked and held against what they expect.
//!
//! Invariant: each question is asked as it would be on the command line.
use super::{Error, args::Args, facts::Folder, sound};
use crate::ask::run_tests;
use crate::diag::write::visible;
use crate::model::words::count;
use std::io::{self, Write};

/// Run the questions recorded in the fact files
///
/// Each of `questions:` is asked, and its answer held against what it expects.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties test\n  ties test --facts data")]
pub(super) struct Test {
    /// Ask the sound records when others have errors
    #[arg(long)]
    lenient: bool,
}

/// Runs them; exit code 1 where one was not answered as expected.
pub(super) fn test(args: &Args, folder: &Folder, test: &Test) -> Result<u8, Error> {
    let Some(sound) = sound(args, folder, test.lenient)? else { return Ok(1) };
    let model = sound.model()?;
    let outcomes = run_tests(&model);
    let mut out = io::stdout().lock();
    let failed: Vec<_> = outcomes.iter().filter(|o| !o.failures.is_empty()).collect();
    for outcome in &failed {
        let place = sound.set.files.place(outcome.at);
        writeln!(out, "{}:{}:{}: ties {}", visible(place.file), place.line, place.column, visible(&outcome.ask))?;
        for failure in &outcome.failures {
            writeln!(out, "  {}", visible(failure))?;
        }
    }
    let all = count(outcomes.len(), "question");
    match failed.len() {
        0 => writeln!(out, "ok: {all} answered as expected")?,
        n => writeln!(out, "\n{n} of {all} not answered as expected. To look into one: run it as `ties …`")?,
    }
    Ok(u8::from(!failed.is_empty()))
}
