//! What shells and `man` are given: completions, where ids come from the facts with names beside them, and pages.
//!
//! Invariant: both are made of the same command line that is read, so that none of them lists anything by hand.
use super::{Error, adding, args::Args, facts::Folder, files};
use crate::diag::write::visible;
use crate::facts::List;
use crate::model::{Model, latin};
use crate::render::FORMATS;
use crate::vocab::{Holds, meaning};
use clap::{Command, CommandFactory};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;
use rustc_hash::FxHashSet;
use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;

/// Let a shell complete commands, flags and ids
///
/// Prints what the shell is to read when it starts. Ids are completed from the facts in `data`, or in TIES_FACTS, with their
/// names beside them, and found by name too.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  bash: echo 'source <(ties completions bash)' >> ~/.bashrc\n  zsh:  echo 'source <(ties completions zsh)' >> ~/.zshrc\n  fish: ties completions fish > ~/.config/fish/completions/ties.fish"
)]
pub(super) struct Completions {
    /// bash, zsh or fish
    #[arg(hide_possible_values = true)]
    shell: Shell,
}

/// A shell that can complete.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// Where the shell says that it wants words and no answer.
const ASKS: &str = "TIES_COMPLETE";

/// Answers a shell that asks for completions, and ends; else does nothing.
pub(super) fn complete() {
    if std::env::var_os(ASKS).is_some() {
        CompleteEnv::with_factory(completing).var(ASKS).complete();
    }
}

pub(super) fn completions(completions: &Completions) -> Result<(), Error> {
    let name = match completions.shell {
        Shell::Bash => "bash",
        Shell::Zsh => "zsh",
        Shell::Fish => "fish",
    };
    let mut script = vec![];
    if let Some(shell) = Shells::builtins().completer(name) {
        shell.write_registration(ASKS, "ties", "ties", "ties", &mut script)?;
    }
    Ok(std::io::stdout().lock().write_all(&script)?)
}

/// Write pages for `man`: ties.1, and one for each command
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties man ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The folder to write them to; it is made where there is none
    dir: PathBuf,
}

pub(super) fn man(man: &Man) -> Result<(), Error> {
    files::make_folder(&man.dir)?;
    let mut all = Args::command();
    all.build();
    let commands: Vec<Command> = all.get_subcommands().filter(|c| !c.is_hide_set()).cloned().collect();
    let mut pages = vec![];
    for command in std::iter::once(all).chain(commands) {
        let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
        let mut page = vec![];
        clap_mangen::Man::new(command).render(&mut page)?;
        pages.push((man.dir.join(format!("{name}.1")), page));
    }
    files::write(pages.iter().map(|(path, page)| (path.as_path(), page.as_slice())))
}

/// The arguments that are ids of records.
const WHO: [&str; 6] = ["who", "with", "other", "from", "to", "said_by"];

/// The command line, each argument with what can stand there.
fn completing() -> Command {
    let mut all = Args::command();
    let names: Vec<String> = all.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        all = all.mut_subcommand(name.clone(), |command| {
            let command = with_new_records(command);
            command.mut_args(|arg| {
                let id = arg.get_id().to_string();
                match (name.as_str(), id.as_str()) {
                    (_, id) if WHO.contains(&id) => arg.add(ArgValueCompleter::new(records)),
                    (_, "source") => arg.add(ArgValueCompleter::new(sources)),
                    ("is", "word") => arg.add(ArgValueCompleter::new(relations)),
                    ("merge", "stays" | "gone") => arg.add(ArgValueCompleter::new(records)),
                    ("rename", "old") => arg.add(ArgValueCompleter::new(named)),
                    ("list", "kind") => arg.add(ArgValueCompleter::new(lists)),
                    (_, "format") if arg.get_possible_values().is_empty() => arg.add(ArgValueCompleter::new(formats)),
                    _ => arg,
                }
            })
        });
    }
    all
}

/// What adds a record, each field with what can stand there.
fn with_new_records(mut command: Command) -> Command {
    let words: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for word in words {
        command = command.mut_subcommand(word.clone(), |command| {
            command.mut_args(|arg| match adding::takes(&word, arg.get_id().as_str()) {
                Some((_, Holds::Id)) => arg.add(ArgValueCompleter::new(records)),
                Some((_, Holds::Source | Holds::Place)) => arg.add(ArgValueCompleter::new(sources)),
                Some((list, holds)) => arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
                    beginning(typed, from_facts(|model| meaning::choices(model.vocab(), holds, list.root())))
                })),
                None => arg,
            })
        });
    }
    command
}

/// The words among these that begin as what is typed, or stand for a name that does.
fn beginning(typed: &OsStr, all: impl IntoIterator<Item = (String, String)>) -> Vec<CompletionCandidate> {
    let typed = latin(&typed.to_string_lossy());
    let fits =
        |text: &str| latin(text).split(' ').any(|word| word.starts_with(&typed)) || latin(text).starts_with(&typed);
    let found = all.into_iter().filter(|(word, name)| fits(word) || fits(name));
    found
        .map(|(word, name)| CompletionCandidate::new(word).help((!name.is_empty()).then(|| visible(&name).into())))
        .collect()
}

/// Something made of the facts there are; nothing where there are none.
fn from_facts<T: Default>(make: impl FnOnce(&Model) -> T) -> T {
    let Ok((set, _)) = Folder::new(None).read() else { return T::default() };
    make(&Model::new(&set, &FxHashSet::default()))
}

fn records(typed: &OsStr) -> Vec<CompletionCandidate> {
    let all = from_facts(|model| {
        model.graph.node_weights().map(|node| (node.id.to_owned(), node.name.to_owned())).collect::<Vec<_>>()
    });
    beginning(typed, all)
}

fn sources(typed: &OsStr) -> Vec<CompletionCandidate> {
    let title = |model: &Model, of: crate::text::Text| model.facts.files[of].to_owned();
    let all = from_facts(|model| {
        model.sources.iter().map(|s| (s.id.to_owned(), title(model, s.record.title))).collect::<Vec<_>>()
    });
    beginning(typed, all)
}

fn named(typed: &OsStr) -> Vec<CompletionCandidate> {
    records(typed).into_iter().chain(sources(typed)).collect()
}

fn relations(typed: &OsStr) -> Vec<CompletionCandidate> {
    let all = from_facts(|model| {
        model.vocab().relations.iter().map(|(word, r)| (word.to_owned(), r.label.clone())).collect::<Vec<_>>()
    });
    beginning(typed, all)
}

fn lists(typed: &OsStr) -> Vec<CompletionCandidate> {
    let lists = List::ALL.iter().map(|list| (list.word().to_owned(), list.record().about.trim().to_owned()));
    let kinds = from_facts(|model| {
        model.vocab().kinds.iter().map(|(word, kind)| (word.to_owned(), kind.label.clone())).collect::<Vec<_>>()
    });
    beginning(typed, lists.chain(kinds))
}

fn formats(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, FORMATS.iter().map(|f| (f.name.to_owned(), f.about.to_owned())))
}
