//! The first page, the help, and what to say of a command that cannot be understood.
use super::{Error, facts::Folder};
use crate::ask;
use crate::diag::near::nearest;
use crate::diag::write::{cut, visible};
use crate::model::Model;
use crate::vocab::Root;
use clap::CommandFactory;
use clap::error::ErrorKind;
use rustc_hash::FxHashSet;
use std::io::Write;
use std::process::ExitCode;

/// `ties --help`.
pub(super) const HELP: &str = "\
Ask, draw and check facts about who is tied to whom

Usage: ties COMMAND [WHO]... [OPTIONS]

Ask
  partners [WHO [WITH]]  who partners with whom, through what, on whose word
  is WHO WORD [WHO]      yes, no, not yet, not stated or disputed, and why
  show WHO               all that is known about one person, deal, place, source
  report WHO -o FILE     a dossier to hand on, with footnotes: .html .md
  path A B               how two are connected, hop by hop
  agreements [WHO]...    agreements: parties, status, date
  stakes [WHO]           who holds or controls what, also through others
  timeline [WHO]...      what happened, in order; vague dates stay vague
  disputes [WHO]         where sources disagree, side by side
  gaps [WHO]             what rests on one voice, is not stated, or is old
  list [KIND]            what there is to ask about
  search TEXT            find a name, an alias or a word
Count
  rank [--top N]         who stands between the others, whom others hang on
  groups                 who belongs together by their ties
Draw
  map [WHO]... -o FILE   a relationship map: .svg .png .html .dot
  publish                rewrite every picture named in graphs/views.yaml
Write
  init DIR               start a fact folder, with examples in comments
  check [--fix], test    slips in the facts, and their cures; recorded questions
  add WHAT               a new record, written where its siblings are
  rename OLD NEW         another id for a record, everywhere it is written
  merge STAYS GONE       two records of one thing made one
  verify                 citations held against the texts of their sources
  fmt [FILE]...          fact files laid out in one form, comments and all
  explain [WORD]         what a field, a kind, a status or a finding means
  schema                 a file for editors: they complete and check what you type
Set up
  completions SHELL      let bash, zsh or fish complete commands and ids
  man DIR                pages for `man`

Options
      --facts DIR        read facts here [default: data, or $TIES_FACTS]
      --as-of DATE       answer for one day, month or year: 2025-07-01, 2025
      --known-by DATE    use only what was published by then
      --certain          leave out what is only possible
      --source SOURCE    use only what this source says
      --stance STANCE    asserted, hedged, planned, opinion or denied
      --said-by WHO      only what this one says
      --lenient          answer from the sound records when others have errors
      --format FORMAT    table json csv tsv markdown dot svg png html
  -o, --output FILE      write to FILE; its ending chooses the format
      --layout LAYOUT    map, ego, layered, timeline, matrix, overview
      --as-partners, --pages, --aspect, --seed, --scale: ties map --help
      --color WHEN       auto, always, never
  -h, --help             this text; `ties help COMMAND` shows examples

  ties partners mali --as-of 2025-07-01      ties path \"Yadran Group\" putin
";

/// How a command is used, with examples
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties help\n  ties help partners")]
pub(super) struct Help {
    /// A command, as `partners` or `add tie`; left out: all of them
    command: Vec<String>,
}

/// `ties help` and `ties help COMMAND`: the same as with `--help` behind it.
pub(super) fn help(help: &Help) -> Result<(), Error> {
    let mut all = super::args::Args::command();
    all.build();
    let mut command = &mut all;
    for (n, word) in help.command.iter().enumerate() {
        let near =
            nearest(word, command.get_subcommands().map(clap::Command::get_name)).map(|near| near.word.to_owned());
        command = match command.find_subcommand_mut(word) {
            Some(found) => found,
            None => return Err(no_command(&help.command[..n], word, near)),
        };
    }
    let text = if help.command.is_empty() { HELP.to_owned() } else { command.render_long_help().to_string() };
    write!(std::io::stdout().lock(), "{text}")?;
    Ok(())
}

/// Said of a word that is no command, or none of the commands before it.
fn no_command(before: &[String], word: &str, near: Option<String>) -> Error {
    let all = ["ties", "help"].into_iter().chain(before.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    let before: String = before.iter().map(|word| format!("{word} ")).collect();
    let help = match near {
        Some(near) => format!("did you mean `{before}{near}`?  All commands: {all}"),
        None => format!("all commands: {all}"),
    };
    Error::Usage { message: format!("there is no command `{before}{word}`"), help }
}

/// What `ties` alone says: what to try, here.
pub(super) fn bare(folder: &Folder) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "ties: ask who is tied to whom, and on whose word\n")?;
    if folder.exists() {
        for (command, about) in examples(folder) {
            writeln!(out, "  {command:30} {about}")?;
        }
        writeln!(out, "\nFacts: {} (`ties list` shows what is there). All commands: ties --help", folder.shown())?;
    } else {
        writeln!(out, "  {:30} start a fact folder of your own", "ties init mine")?;
        writeln!(out, "  ties --facts DIR partners mali use the facts in DIR\n")?;
        writeln!(out, "Facts: none in {}. All commands: ties --help", folder.shown())?;
    }
    Ok(())
}

/// Commands that can be tried on the facts there are: about those of whom most is said, one of each kind.
fn examples(folder: &Folder) -> Vec<(String, String)> {
    let check = vec![("ties check".to_owned(), "find the slips in the facts".to_owned())];
    let Ok((set, _)) = folder.read() else { return check };
    let model = Model::new(&set, &FxHashSet::default());
    let mut nodes: Vec<_> = model.graph.node_indices().filter(|n| model.graph[*n].root == Root::Stakeholder).collect();
    nodes.sort_by_key(|n| (std::cmp::Reverse(model.claims_on(*n).count()), model.graph[*n].id));
    let mut kinds = FxHashSet::default();
    nodes.retain(|n| kinds.insert(model.graph[*n].kind));
    let it = |n: usize| nodes.get(n).map(|n| (model.graph[*n].id, model.name(*n)));
    let Some((id, name)) = it(0) else { return check };
    let mut all = vec![(format!("ties partners {id}"), format!("who partners with {name}, with sources"))];
    if let (Some((a, _)), Some((b, _))) = (it(2), it(1)) {
        all.push((format!("ties path {a} {b}"), "how the two are connected".to_owned()));
    }
    all.push((format!("ties map {id} -o {id}.svg"), "draw it".to_owned()));
    all.into_iter().map(|(command, about)| (visible(&command), visible(&about))).collect()
}

/// Prints the help or the version that was asked for.
pub(super) fn page(page: &clap::Error) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    write!(out, "{}", page.render())?;
    Ok(out.flush()?)
}

/// Whether the command asks for help or the version, and is no slip.
pub(super) fn is_page(error: &clap::Error) -> bool {
    use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    matches!(error.kind(), DisplayHelp | DisplayVersion | DisplayHelpOnMissingArgumentOrSubcommand)
}

/// Says what was wrong with the command and what to write.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let (wrong, remedy) = ask::slip(error, &super::args::Args::command());
    let _ = writeln!(std::io::stderr().lock(), "error: {}\nhelp: {}", cut(&visible(&wrong)), visible(&remedy));
    ExitCode::from(2)
}
