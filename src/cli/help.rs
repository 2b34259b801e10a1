//! The first page, the help, and what to say of a command that cannot be understood.
use super::{Error, facts::Folder};
use crate::diag::near::nearest;
use crate::diag::write::visible;
use crate::model::Model;
use crate::vocab::Root;
use clap::CommandFactory;
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
  check, test            slips in the facts; recorded questions
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
    /// A command; left out: all of them
    command: Option<String>,
}

/// `ties help` and `ties help COMMAND`: the same as with `--help` behind it.
pub(super) fn help(help: &Help) -> Result<(), Error> {
    let mut all = super::args::Args::command();
    all.build();
    let text = match &help.command {
        None => HELP.to_owned(),
        Some(word) => match all.find_subcommand_mut(word) {
            Some(command) => command.render_long_help().to_string(),
            None => {
                let near = nearest(word, all.get_subcommands().map(clap::Command::get_name));
                let help = near.map_or("all commands: ties help".to_owned(), |near| {
                    format!("did you mean `{}`?  All commands: ties help", near.word)
                });
                return Err(Error::Usage { message: format!("there is no command `{word}`"), help });
            }
        },
    };
    write!(std::io::stdout().lock(), "{text}")?;
    Ok(())
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

/// Prints help and version, or says what was wrong with the command.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = write!(std::io::stdout().lock(), "{}", error.render());
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => {
            let typed = error.get(ContextKind::InvalidSubcommand).or(error.get(ContextKind::InvalidArg));
            let typed = typed.map(ToString::to_string).unwrap_or_default();
            let near = nearest(&typed, texts.iter().map(String::as_str)).map(|near| near.word.to_owned());
            near.or_else(|| texts.last().cloned())
        }
        _ => None,
    };
    let mut err = std::io::stderr().lock();
    let given = text(ContextKind::InvalidSubcommand).map(|c| format!("there is no command `{c}`"));
    let given = given.or_else(|| {
        let argument = text(ContextKind::InvalidArg)?;
        Some(match error.kind() {
            ErrorKind::MissingRequiredArgument => format!("`{argument}` is missing"),
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
                let value = text(ContextKind::InvalidValue).unwrap_or_default();
                if value.is_empty() {
                    format!("`{argument}` needs a value")
                } else {
                    format!("`{value}` does not fit `{argument}`")
                }
            }
            ErrorKind::ArgumentConflict => format!("`{argument}` is given more than once"),
            _ => format!("`{argument}` is not expected here"),
        })
    });
    let rendered = error.render().to_string();
    let first = rendered.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let _ = writeln!(err, "error: {}", visible(&given.unwrap_or(first)));
    let near = text(ContextKind::SuggestedSubcommand)
        .or_else(|| text(ContextKind::SuggestedArg))
        .or_else(|| text(ContextKind::SuggestedValue));
    if let Some(ContextValue::Strings(values)) = error.get(ContextKind::ValidValue).filter(|_| near.is_none())
        && !values.is_empty()
    {
        let _ = writeln!(err, "help: one of: {}", values.join(", "));
        return ExitCode::from(2);
    }
    // What our own readers of values say of one that does not fit.
    let why = std::error::Error::source(error).filter(|_| error.kind() == ErrorKind::ValueValidation);
    if let Some(why) = why {
        let is_number = why.is::<std::num::ParseIntError>();
        let why = if is_number { "write a whole number, such as 10".to_owned() } else { why.to_string() };
        let _ = writeln!(err, "help: {}", visible(&why));
        return ExitCode::from(2);
    }
    let _ = match near {
        Some(near) => writeln!(err, "help: did you mean `{near}`?  All commands: ties --help"),
        None => writeln!(err, "help: all commands: ties --help; one command: ties COMMAND --help"),
    };
    ExitCode::from(2)
}
