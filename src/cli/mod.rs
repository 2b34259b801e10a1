//! The command line: arguments, the only input and output, exit codes.
//!
//! Invariant: results go to stdout, all else to stderr; 0 is done, 1 is findings or a failed assertion, 2 could not do
//! what was asked; a failed command leaves every file as it was.
mod adding;
mod args;
mod asking;
mod checking;
mod editing;
mod editor;
mod explain;
mod facts;
mod files;
mod findings;
mod formatting;
mod help;
mod init;
mod lock;
mod merging;
mod publish;
mod renaming;
mod shell;
mod testing;
mod verifying;
mod views;

use crate::ask::AskError;
use crate::check::UNREAD;
use crate::diag::Diagnostic;
use crate::diag::write::{cut, visible};
use crate::facts::{FactSet, Ref};
use crate::model::Model;
use crate::model::words::count;
use crate::render::Remarks;
use crate::text::Files;
use args::{Args, Command};
use clap::Parser;
use facts::{Folder, is_fact_file};
use rustc_hash::FxHashSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Why a run stopped. What is wrong in the facts is not here: see [`crate::diag`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There are no facts where they were looked for.
    #[error("no facts here: there is no {} `{}`", if is_fact_file(path) { "file" } else { "folder" }, path.display())]
    NoFolder {
        /// Where.
        path: PathBuf,
    },
    /// The folder holds no fact file.
    #[error("no facts in `{}`: it holds no file that ends in .yaml or .yml", path.display())]
    NoFiles {
        /// Where.
        path: PathBuf,
    },
    /// There are no views to publish where they were looked for.
    #[error("no views to publish: there is no file `{}`", path.display())]
    NoViews {
        /// Where.
        path: PathBuf,
    },
    /// A file cannot be read.
    #[error("cannot read `{}`: {reason}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A file cannot be written.
    #[error("cannot write `{}`: {reason}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A question has no answer.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// Something is missing or wrong on the command line.
    #[error("{message}")]
    Usage {
        /// What.
        message: String,
        /// What to write.
        help: String,
    },
    /// The output went away or failed.
    #[error("{}", files::unwritten(.0))]
    Output(#[from] io::Error),
}

impl Error {
    fn hint(&self) -> Option<String> {
        match self {
            Error::NoFolder { path } if is_fact_file(path) => Some("look how its name is written; where none is given, `data` is read".to_owned()),
            Error::NoFolder { .. } if Folder::new(Some(Path::new("."))).has_files() => {
                Some("there are fact files right here: ties --facts . check".to_owned())
            }
            Error::NoFolder { .. } => {
                Some("go to the folder that holds `data`, or use `--facts DIR`, or set\n      TIES_FACTS; to start facts of your own: ties init mine".to_owned())
            }
            Error::NoFiles { .. } => Some("use `--facts DIR`; what a fact file looks like: ties explain".to_owned()),
            Error::Ask(error) => error.hint(),
            Error::Usage { help, .. } => Some(help.clone()),
            Error::NoViews { .. } => Some("go to the folder that holds `graphs`, or use `--graphs DIR`".to_owned()),
            Error::Write { path, .. } => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())?;
                Some(format!("make the folder `{}` first, or write somewhere else", folder.display()))
            }
            Error::Read { .. } | Error::Output(_) => None,
        }
    }
}

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    shell::complete();
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let done = match Args::try_parse_from(&arguments) {
        Ok(args) => command(&args),
        Err(page) if help::is_page(&page) => help::page(&page).map(|()| 0),
        Err(error) => return help::usage(&error),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        // Whoever closed the pipe has seen enough.
        Err(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            report(&error, &arguments);
            ExitCode::from(2)
        }
    }
}

/// Says on stderr what went wrong, what to do, and the command that would work.
fn report(error: &Error, arguments: &[std::ffi::OsString]) {
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "error: {}", cut(&visible(&error.to_string())));
    if let Some(hint) = error.hint() {
        // A hint of ours may go over two lines; a name in it may not.
        let lines: Vec<String> = hint.split('\n').map(visible).collect();
        let _ = writeln!(err, "help: {}", lines.join("\n"));
    }
    if let Error::Ask(ask) = error
        && let Some((wrong, right)) = ask.correction()
    {
        let words = arguments.iter().skip(1).map(|a| {
            let word = a.to_string_lossy();
            let word = if word == wrong { right.to_owned() } else { word.into_owned() };
            quoted(&word)
        });
        let _ = writeln!(err, "\n  ties {}", words.map(|w| visible(&w)).collect::<Vec<_>>().join(" "));
    }
}

fn command(args: &Args) -> Result<u8, Error> {
    let folder = Folder::new(args.facts.as_deref());
    match &args.command {
        None => help::bare(&folder).map(|()| 0),
        Some(Command::Ask(question)) => asking::ask(args, &folder, question),
        Some(Command::Check(check)) => checking::check(args, &folder, check),
        Some(Command::Verify(verify)) => verifying::verify(args, &folder, verify),
        Some(Command::Fmt(wanted)) => formatting::fmt(args, &folder, wanted),
        Some(Command::Test(test)) => testing::test(args, &folder, test),
        Some(Command::Explain(explain)) => explain::explain(args, &folder, explain),
        Some(Command::Init(wanted)) => init::init(wanted),
        Some(Command::Schema(_)) => editor::print(&folder),
        Some(Command::Publish(publish)) => publish::publish(args, &folder, publish),
        Some(Command::Add(add)) => adding::add(args, &folder, add),
        Some(Command::Merge(merge)) => merging::merge(args, &folder, merge),
        Some(Command::Rename(rename)) => renaming::rename(args, &folder, rename),
        Some(Command::Help(help)) => help::help(help).map(|()| 0),
        Some(Command::Completions(completions)) => shell::completions(completions).map(|()| 0),
        Some(Command::Man(man)) => shell::man(man).map(|()| 0),
    }
}

/// How many errors are shown where an answer was asked for.
const MOST_SHOWN: usize = 20;

/// Facts that questions may rest on, and the records left out of them.
struct Sound {
    set: FactSet,
    left_out: FxHashSet<Ref>,
    /// What is to be said of what is left out.
    said: Option<String>,
}

impl Sound {
    /// The model of them; on stderr stands what it is without.
    fn model(&self) -> Result<Model<'_>, Error> {
        let model = Model::new(&self.set, &self.left_out);
        if let Some(said) = &self.said {
            let and = match model.unjoined {
                0 => String::new(),
                n => format!(", and {} that speak of what is not there", count(n, "claim")),
            };
            writeln!(io::stderr().lock(), "{said}{and} (ties check shows why)\n")?;
        }
        Ok(model)
    }
}

/// Reads the facts for answers; `None` where they have errors, which are then reported on stderr.
fn sound(args: &Args, folder: &Folder, lenient: bool) -> Result<Option<Sound>, Error> {
    let (set, found) = folder.read()?;
    let errors: Vec<_> = found.iter().filter(|d| d.severity == crate::diag::Severity::Error).collect();
    let left_out = checking::records_of(&set, &errors);
    if errors.is_empty() {
        return Ok(Some(Sound { set, left_out, said: None }));
    }
    let mut err = std::io::stderr().lock();
    let number = count(errors.len(), "error");
    let unread = errors.iter().filter(|error| error.name == UNREAD).count();
    let mut without = vec![count(left_out.len(), "record")];
    without.retain(|_| unread == 0 || !left_out.is_empty());
    without.extend((unread > 0).then(|| count(unread, "unread file")));
    let without = without.join(" and ");
    if lenient {
        let said = Some(format!("{number} in the facts: {without} left out"));
        return Ok(Some(Sound { set, left_out, said }));
    }
    show(args, &errors, &set.files, ": ties check")?;
    let those = if left_out.len() + unread == 1 { "that" } else { "those" };
    writeln!(err, "No answer: the facts have {number}. `--lenient` answers without {those} {without}.")?;
    Ok(None)
}

/// Shows the first of some errors on stderr, and how many more there are, with what shows all of them.
fn show(args: &Args, errors: &[&Diagnostic], files: &Files, all: &str) -> Result<(), Error> {
    let mut err = std::io::stderr().lock();
    for error in errors.iter().take(MOST_SHOWN) {
        writeln!(err, "{}\n", crate::diag::write::human(error, files, args.colour(&err)))?;
    }
    if errors.len() > MOST_SHOWN {
        writeln!(err, "… and {} more{all}\n", errors.len() - MOST_SHOWN)?;
    }
    Ok(())
}

/// Says on stderr what could not be written as it should be.
fn remark(remarks: &Remarks) -> io::Result<()> {
    let mut err = io::stderr().lock();
    remarks.iter().try_for_each(|remark| writeln!(err, "note: {}", visible(remark)))
}

impl Args {
    /// The columns of the terminal, or none.
    fn width(&self, out: &impl IsTerminal) -> Option<usize> {
        if let Some(columns) = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()) {
            return Some(columns);
        }
        out.is_terminal().then(|| terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0)))
    }

    /// Whether colours may be used.
    fn colour(&self, out: &impl IsTerminal) -> bool {
        match self.color {
            args::Colour::Always => true,
            args::Colour::Never => false,
            args::Colour::Auto => out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        }
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "#./:_-~%".contains(c);
    match word {
        "" => "''".to_owned(),
        word if word.chars().all(plain) => word.to_owned(),
        word => format!("'{}'", word.replace('\'', r"'\''")),
    }
}
