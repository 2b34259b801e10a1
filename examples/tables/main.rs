//! Turns tables by others into fact files: facts go to stdout, what is to be known about them to stderr.
//!
//! Invariant: all that is done to a table is in `convert`; only here anything is written.
mod convert;

use clap::Parser;
use convert::{Args, convert};
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let written = convert(&Args::parse()).and_then(|converted| {
        let written = std::io::stdout().write_all(converted.yaml.as_bytes());
        eprint!("{}", converted.told);
        written.map_err(|error| format!("cannot write the facts: {error}"))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}
