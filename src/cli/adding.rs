//! `ties add`: a new record from flags or a short dialogue, where its siblings are.
//!
//! Invariant: its flags are the fields of the record, so that none is listed by hand; nothing is written that would be an
//! error.
mod dialogue;
mod given;
mod other;
mod shown;

use super::renaming::unread;
use super::{Error, args::Args, checking, editing, facts::Folder};
use crate::check::{NEAR_NAMES, UNUSED};
use crate::diag::words::join;
use crate::diag::write::visible;
use crate::diag::{Diagnostic, Severity};
use crate::edit::{self, Added, Change, Edit, Like};
use crate::facts::{FactSet, List};
use crate::model::Model;
use crate::text::Span;
use crate::vocab::{Field, Holds, Shape};
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches};
use dialogue::Dialogue;
use given::{Given, One, command, id_of, like, named, read, takes_words};
use rustc_hash::FxHashSet;
use shown::Written;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// A new record, as it was asked for.
#[derive(Debug)]
pub(super) enum Add {
    /// One of a list.
    New(Box<New>),
    /// By a word that is the name of no record, and those behind it.
    Other(String, Vec<String>),
}

#[derive(Debug)]
pub(super) struct New {
    list: List,
    /// What each field is to say.
    given: Given,
    /// What is left of the values once each field that must be there has one.
    more: Option<String>,
    file: Option<PathBuf>,
    dry_run: bool,
    anyway: bool,
}

/// The lists one can add to.
fn lists() -> impl Iterator<Item = List> {
    List::ALL.iter().copied().filter(|list| *list != List::Questions)
}

const FILE: &str = "file";
const DRY_RUN: &str = "dry-run";
const ANYWAY: &str = "anyway";
/// What the name of an argument without a flag begins with, before the field it is for.
const VALUE: &str = "value-of-";
/// The name of the argument for values that are too many.
const MORE: &str = "more";
const ID: &str = "id";
const CITE: &str = "cite";
const UNCITED: &str = "uncited";
/// The fields an id can be made of.
const NAMES: [&str; 2] = ["name", "title"];

impl clap::Args for Add {
    fn augment_args(command: Command) -> Command {
        let examples = "Examples:\n  ties add stakeholder company \"Zor Mining\" --dry-run\n  ties add tie mali partner-of russia --cite neo#4 --dry-run\n  ties add source --help";
        command
            .about("A new record, written where its siblings are")
            .long_about("A new record, written where its siblings are, in their form\n\nWhat must be given can be given without its flag, in order. On a terminal what is missing is asked for. Nothing is written that would be an error.")
            .after_help(examples)
            .subcommand_required(true)
            .arg_required_else_help(true)
            .disable_help_subcommand(true)
            .allow_external_subcommands(true)
            .subcommands(lists().map(subcommand))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// The command that adds to a list: a flag for each field.
fn subcommand(list: List) -> Command {
    let record = list.record();
    let flag = |field: &Field| {
        let is_flag = matches!(field.shape, Shape::Flag);
        let several = matches!(field.shape, Shape::Many(_) | Shape::Dates(_));
        let action = match (is_flag, several) {
            (true, _) => ArgAction::SetTrue,
            (_, true) => ArgAction::Append,
            _ => ArgAction::Set,
        };
        let arg = Arg::new(field.name()).long(field.name()).help(field.about()).action(action);
        if is_flag { arg } else { arg.value_name("TEXT").allow_hyphen_values(true) }
    };
    let in_order = |field: &Field| {
        let arg = Arg::new(format!("{VALUE}{}", field.name())).value_name(field.name().to_uppercase());
        arg.help(field.about()).allow_hyphen_values(true)
    };
    Command::new(record.word)
        .about(record.about.trim())
        .after_help(format!("Example:\n  ties add {} --dry-run", example(list)))
        .args(ordered(list).map(in_order))
        .arg(Arg::new(MORE).action(ArgAction::Append).num_args(0..).hide(true))
        .args(record.fields.iter().map(flag))
        .arg(
            Arg::new(FILE)
                .long(FILE)
                .value_name("FILE")
                .help("Write it into this file")
                .value_parser(clap::value_parser!(PathBuf)),
        )
        .arg(
            Arg::new(DRY_RUN)
                .long(DRY_RUN)
                .help("Show what would change, and write nothing")
                .action(ArgAction::SetTrue),
        )
        .arg(Arg::new(ANYWAY).long(ANYWAY).help("Write it although there is a warning").action(ArgAction::SetTrue))
}

/// What can be written behind `ties add`, of a record of a list.
fn example(list: List) -> &'static str {
    match list {
        List::Sources => "source \"Gold of Zor\" \"Zor Herald\" news --language en --published 2030-05-02",
        List::Stakeholders => "stakeholder company \"Zor Mining\" --aliases \"Mines de Zor\"",
        List::Assets => "asset mine \"Zor Mine\" --aliases \"Mine de Zor\"",
        List::Agreements => "agreement treaty \"Treaty of Zor\" --parties mali --parties russia --cite neo#4",
        List::Stakes => "stake mali senou-refinery equity --share 51%.. --cite neo#4",
        List::Ties => "tie mali partner-of russia --since 2030-05 --stance planned --cite neo#4",
        List::Dates => "date meeting \"Zor talks\" --when 2030 --who mali --stance planned --cite neo#4",
        List::Details => "detail senou-refinery capacity \"..200 t/year\" --cite neo#4",
        List::Questions => "",
    }
}

/// The words, ids or places that can stand in a field of a new record of a list, to complete what is typed.
pub(super) fn takes(word: &str, argument: &str) -> Option<(List, Holds)> {
    let list = lists().find(|list| list.record().word == word)?;
    let name = argument.strip_prefix(VALUE).unwrap_or(argument);
    let field = list.record().fields.iter().find(|field| field.name() == name)?;
    Some((list, takes_words(field)))
}

/// The fields that must be given, but for the id, which can be made of the name; a detail in a list of its own needs `of`.
fn ordered(list: List) -> impl Iterator<Item = &'static Field> {
    let fields = list.record().fields;
    let of = fields.iter().filter(move |field| list == List::Details && field.name() == OF);
    of.chain(fields.iter().filter(|field| field.needed && field.name() != ID))
}

const OF: &str = "of";

impl FromArgMatches for Add {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (word, matches) = matches.subcommand().ok_or_else(missing)?;
        let Some(list) = lists().find(|list| list.record().word == word) else {
            let rest = matches.get_many::<OsString>("").into_iter().flatten();
            return Ok(Self::Other(word.to_owned(), rest.map(|word| word.to_string_lossy().into_owned()).collect()));
        };
        let mut given = Given::new();
        for field in list.record().fields {
            let name = field.name();
            let values: Vec<String> = match field.shape {
                Shape::Flag => matches.get_flag(&name).then(|| "true".to_owned()).into_iter().collect(),
                _ => matches.get_many::<String>(&name).into_iter().flatten().cloned().collect(),
            };
            if !values.is_empty() {
                given.insert(name, values);
            }
        }
        let of = |field: &Field| matches.get_one::<String>(&format!("{VALUE}{}", field.name())).cloned();
        let more = matches.get_many::<String>(MORE).into_iter().flatten().cloned();
        let mut values = ordered(list).filter_map(of).chain(more).collect::<Vec<_>>().into_iter();
        for field in ordered(list).filter(|field| !given.contains_key(&field.name())).collect::<Vec<_>>() {
            given.extend(values.next().map(|value| (field.name(), vec![value])));
        }
        let more = values.next();
        let file = matches.get_one::<PathBuf>(FILE).cloned();
        let (dry_run, anyway) = (matches.get_flag(DRY_RUN), matches.get_flag(ANYWAY));
        Ok(Self::New(Box::new(New { list, given, more, file, dry_run, anyway })))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Whether its records need a citation, or the reason why there is none.
fn is_sourced(list: List) -> bool {
    list.record().fields.iter().any(|field| field.name() == UNCITED)
}

pub(super) fn add(args: &Args, folder: &Folder, add: &Add) -> Result<u8, Error> {
    match add {
        Add::New(new) => put(args, folder, new),
        // Without facts the built-in words serve.
        Add::Other(word, rest) => {
            let set = folder.read().map(|(set, _)| set).unwrap_or_default();
            Err(other::other(&set.vocab, word, rest))
        }
    }
}

fn put(args: &Args, folder: &Folder, add: &New) -> Result<u8, Error> {
    let (set, found) = folder.read()?;
    if let Some(code) = unread(args, &set, &found)? {
        return Ok(code);
    }
    let list = add.list;
    given::placed(&set.vocab, list, &add.given, add.more.as_deref())?;
    let only = add.file.as_deref().map(|file| checking::index_of(&set, file, folder)).transpose()?;
    let model = Model::new(&set, &FxHashSet::default());
    let mut given = add.given.clone();
    let (mut lines, mut err) = (io::stdin().lock(), io::stderr());
    let on_terminal = io::stdin().is_terminal() && err.is_terminal();
    let mut dialogue = Dialogue { model: &model, list, lines: &mut lines, out: &mut err };
    let was_asked = on_terminal && dialogue.ask(&mut given)?;
    named(&set, list, &mut given)?;
    for field in list.record().fields {
        for value in given.get_mut(&field.name()).into_iter().flatten() {
            *value = id_of(&model, field, value)?;
        }
    }
    let one = read(list, &given)?;
    if one.set.lists.len(list) == 0 {
        return show(args, &one).map(u8::from);
    }
    let record = given::record(&one.set, list);
    let added = edit::added(&set, list, &record, &likes(list, &given), only).ok_or_else(no_place)?;
    let mut changes = edit::changed(&set.files, std::slice::from_ref(&added.edit));
    edit::fmt::keep(&mut changes);
    let near = name_of(&given).filter(|_| !was_asked && !add.anyway).and_then(|name| like(&model, list, name));
    // What cannot be merged yet is said in other words below; that nobody speaks of it is in the nature of what is new.
    let hidden = if near.is_some() { &[UNUSED, NEAR_NAMES][..] } else { &[UNUSED] };
    let is_refused = match one.slips.is_empty() {
        false => show(args, &one)?,
        true => refused(args, &set, &found, &added.edit, add.anyway, hidden)?,
    };
    if was_asked {
        writeln!(dialogue.out, "\nas a command: {}", visible(&command(list, &given)))?;
    }
    if is_refused {
        return Ok(1);
    }
    if let Some(near) = near {
        let otherwise = "Nothing was written; if this is another one: --anyway";
        writeln!(dialogue.out, "There is {} already.\n{otherwise}", visible(&near))?;
        return Ok(1);
    }
    if was_asked && !add.dry_run {
        say(&landing(&set, list, &added, only), &written(&added, list, &changes), dialogue.out)?;
        if !dialogue.agrees("write this?", true)? {
            writeln!(dialogue.out, "Nothing was written.")?;
            return Ok(1);
        }
    }
    editing::put(&changes, add.dry_run, &mut io::stdout().lock())?;
    if add.dry_run {
        writeln!(dialogue.out, "{}", landing(&set, list, &added, only))?;
    } else if !was_asked {
        say(&landing(&set, list, &added, only), &written(&added, list, &changes), &mut io::stdout().lock())?;
    }
    Ok(0)
}

fn no_place() -> Error {
    Error::Usage {
        message: "there is no place for it: the facts stand between braces".into(),
        help: "name another file: --file".into(),
    }
}

/// The name that is given.
fn name_of(given: &Given) -> Option<&str> {
    NAMES.iter().find_map(|name| given.get(*name)?.first()).map(String::as_str)
}

/// Shows how the record is not written; nothing is then.
fn show(args: &Args, one: &One) -> Result<bool, Error> {
    let mut err = io::stderr().lock();
    for slip in &one.slips {
        writeln!(err, "{}\n", shown::human(slip, &one.set.files, Some(&one.written), args.colour(&err)))?;
    }
    writeln!(err, "Nothing was written.")?;
    Ok(true)
}

/// What siblings have in common: who or what they speak of, else how.
fn likes(list: List, given: &Given) -> Vec<Like<'_>> {
    let fields: &[&'static str] = match list {
        List::Stakes => &["in", "holder", "kind"],
        List::Ties => &["from", "to", "is"],
        List::Details => &["of", "what"],
        List::Agreements => &["parties", "covers", "kind"],
        List::Dates => &["who", "where", "outcome", "kind"],
        List::Sources | List::Stakeholders | List::Assets | List::Questions => &["group", "kind"],
    };
    let like = |field: &&'static str| given.get(*field).into_iter().flatten().map(|value| Like { field, value });
    fields.iter().flat_map(like).collect()
}

/// Whether something would be found then that keeps it from being written; it is shown.
fn refused(
    args: &Args,
    set: &FactSet,
    found: &[Diagnostic],
    edit: &Edit,
    anyway: bool,
    hidden: &[&str],
) -> Result<bool, Error> {
    let (then, after) = editing::read_with(set, &edit::changed(&set.files, std::slice::from_ref(edit)))?;
    let mut new = edit::new_findings(found, &after);
    new.retain(|finding| !hidden.contains(&finding.name));
    let at = Span::new(edit.at.lo(), edit.at.lo() + edit.text.len() as u32);
    let record = if new.is_empty() { None } else { Written::of(&then.files, at) };
    let mut err = io::stderr().lock();
    for finding in &new {
        writeln!(err, "{}\n", shown::human(finding, &then.files, record.as_ref(), args.colour(&err)))?;
    }
    let is_error = new.iter().any(|finding| finding.severity == Severity::Error);
    if is_error {
        writeln!(err, "Nothing was written.")?;
    } else if !new.is_empty() && !anyway {
        writeln!(err, "Nothing was written; to write it all the same: --anyway")?;
    }
    Ok(is_error || !new.is_empty() && !anyway)
}

/// Shows what is written, and where.
fn say(landing: &str, written: &str, out: &mut dyn Write) -> Result<(), Error> {
    writeln!(out, "{landing}")?;
    for line in written.lines().filter(|line| !line.is_empty()) {
        writeln!(out, "{}", visible(line))?;
    }
    Ok(())
}

/// What is added, as it stands in the file: in the form of the file, where that has it.
fn written(added: &Added, list: List, changes: &[Change]) -> String {
    let text = &added.edit.text;
    let key = format!("{}:\n", list.word());
    let brings_key = text.lines().any(|line| line.starts_with(list.word()));
    let whole = if brings_key { text.clone() } else { format!("{key}{text}") };
    let formed = edit::fmt::formatted(&whole);
    let formed = if brings_key { &formed } else { formed.strip_prefix(&key).unwrap_or(&formed) };
    let stands = |text: &str| changes.iter().any(|change| change.after.contains(text.trim_end()));
    if stands(formed) { formed.to_owned() } else { text.clone() }
}

/// Where a record goes; why there, where nobody has named the file.
fn landing(set: &FactSet, list: List, added: &Added, only: Option<usize>) -> String {
    let edit = &added.edit;
    let place = set.files.place(edit.at);
    let gap = edit.text.lines().take_while(|line| line.is_empty()).count();
    let why = if only.is_none() { format!(" ({})", why(set, list, added)) } else { String::new() };
    visible(&format!("{}:{}{why}", place.file, place.line + gap))
}

/// Why a record goes where it does.
fn why(set: &FactSet, list: List, added: &Added) -> String {
    match added.beside {
        Some(id) if added.inside => return format!("in `{id}`, among its {}", list.word()),
        Some(id) => return format!("where `{id}` stands"),
        None => {}
    }
    let Some(behind) = added.behind else { return format!("no file has {} yet", list.word()) };
    let in_common: Vec<String> = added.likes.iter().map(|like| format!("`{}: {}`", like.field, like.value)).collect();
    if in_common.is_empty() {
        return format!("no file has more {}", list.word());
    }
    let record = list.record().word;
    let behind = set.id(behind).map_or(format!("a {record}"), |id| format!("`{id}`"));
    format!("behind {behind}, with {} too", join(in_common.iter().map(String::as_str)))
}
