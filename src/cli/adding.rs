//! `ties add`: a new record from flags or a short dialogue, where its siblings are.
//!
//! Invariant: its flags are the fields of the record, so that none is listed by hand; nothing is written that would be an
//! error.
use super::renaming::{free, unread};
use super::{Error, args::Args, checking, editing, facts::Folder};
use crate::check::UNUSED;
use crate::diag::words::a;
use crate::diag::write::{human, visible};
use crate::diag::{Diagnostic, Severity};
use crate::edit::{self, Change, Edit, Like};
use crate::facts::{FactSet, List};
use crate::model::{Model, Who};
use crate::text::cut;
use crate::vocab::{Field, Holds, Shape};
use crate::yaml::Node;
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

/// A new record, as it was asked for.
#[derive(Debug)]
pub(super) struct Add {
    list: List,
    /// What each field is to say.
    given: BTreeMap<String, Vec<String>>,
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
const VALUES: &str = "values";
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
    let order: Vec<String> = ordered(list).map(|field| field.name().to_uppercase()).collect();
    Command::new(record.word)
        .about(record.about.trim())
        .arg(Arg::new(VALUES).num_args(0..).value_name(order.join(" ")).help("What must be given, in this order"))
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
        let list = lists().find(|list| list.record().word == word).ok_or_else(missing)?;
        let mut given = BTreeMap::new();
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
        let mut values = matches.get_many::<String>(VALUES).into_iter().flatten();
        for field in ordered(list).filter(|field| !given.contains_key(&field.name())).collect::<Vec<_>>() {
            if let Some(value) = values.next() {
                given.insert(field.name(), vec![value.clone()]);
            }
        }
        if let Some(more) = values.next() {
            let error = clap::Error::raw(clap::error::ErrorKind::UnknownArgument, format!("`{more}` has no place\n"));
            return Err(error);
        }
        let file = matches.get_one::<PathBuf>(FILE).cloned();
        Ok(Self { list, given, file, dry_run: matches.get_flag(DRY_RUN), anyway: matches.get_flag(ANYWAY) })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

pub(super) fn add(args: &Args, folder: &Folder, add: &Add) -> Result<u8, Error> {
    let (set, found) = folder.read()?;
    if let Some(code) = unread(args, &set, &found)? {
        return Ok(code);
    }
    let only = add.file.as_deref().map(|file| checking::index_of(&set, file, folder)).transpose()?;
    let model = Model::new(&set, &FxHashSet::default());
    let mut given = add.given.clone();
    let is_asked = io::stdin().is_terminal() && io::stderr().is_terminal();
    if is_asked {
        ask(add.list, &mut given, &mut io::stdin().lock(), &mut io::stderr().lock())?;
    }
    named(&set, add.list, &mut given)?;
    for field in add.list.record().fields {
        if let Some(values) = given.get_mut(&field.name()) {
            values.iter_mut().try_for_each(|value| meant(&model, field, value))?;
        }
    }
    let record = record(add.list, &given);
    let edit = edit::added(&set, add.list, &record, &likes(add.list, &given), only);
    let changes = edit::changed(&set.files, std::slice::from_ref(&edit));
    if refused(args, &set, &found, &changes, add.anyway)? {
        return Ok(1);
    }
    editing::put(&changes, add.dry_run, &mut io::stdout().lock())?;
    if !add.dry_run {
        say(&set, &edit)?;
    }
    Ok(0)
}

/// Asks for what must be given and is not, and for where it is said.
fn ask(
    list: List,
    given: &mut BTreeMap<String, Vec<String>>,
    lines: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let fields = list.record().fields;
    let needed: Vec<&Field> = ordered(list).filter(|field| !given.contains_key(&field.name())).collect();
    let sourced = fields.iter().any(|field| field.name() == UNCITED);
    let cites = sourced && !needed.is_empty() && !given.contains_key(CITE) && !given.contains_key(UNCITED);
    let cite = fields.iter().filter(|field| cites && field.name() == CITE);
    for field in needed.into_iter().chain(cite) {
        write!(out, "{}: {}\n> ", field.name(), field.about())?;
        out.flush()?;
        let mut line = String::new();
        lines.read_line(&mut line)?;
        let value = line.trim();
        if !value.is_empty() {
            given.insert(field.name(), vec![value.to_owned()]);
        }
    }
    Ok(())
}

/// Makes the id where none is given, and says what else is missing.
fn named(set: &FactSet, list: List, given: &mut BTreeMap<String, Vec<String>>) -> Result<(), Error> {
    let record = list.record();
    let name = NAMES.iter().find_map(|name| given.get(*name)?.first());
    let has_id = record.fields.iter().any(|field| field.needed && field.name() == ID);
    let id = given.get(ID).and_then(|values| values.first()).cloned();
    if has_id && id.is_none() {
        let made = name.map(|name| edit::slug(name)).unwrap_or_default();
        given.insert(ID.to_owned(), vec![made]);
    }
    let missing: Vec<String> = ordered(list)
        .map(Field::name)
        .filter(|name| !given.contains_key(name))
        .map(|name| format!("--{name}"))
        .collect();
    if !missing.is_empty() {
        let message = format!("{} needs {}", a(record.word), missing.join(", "));
        return Err(Error::Usage { message, help: format!("what they mean: ties add {} --help", record.word) });
    }
    match given.get(ID).and_then(|values| values.first()) {
        Some(id) => free(set, id),
        None => Ok(()),
    }
}

/// The id of what is named where one or more ids go.
fn meant(model: &Model, field: &Field, value: &mut String) -> Result<(), Error> {
    if !matches!(holds(field), Holds::Id | Holds::Source) || value.starts_with("unnamed") {
        return Ok(());
    }
    let (name, role) = cut(value, " as ").map_or((value.as_str(), None), |(name, role)| (name, Some(role)));
    let id = match model.look_up(name).map_err(crate::ask::AskError::from)? {
        Who::Node(node) => model.graph[node].id,
        Who::Source(source) => model.source(source).id,
    };
    *value = role.map_or(id.to_owned(), |role| format!("{id} as {role}"));
    Ok(())
}

/// What a text stands for in a field; of a field of records, what their first does.
fn holds(field: &Field) -> Holds {
    match field.shape {
        Shape::Short(record) | Shape::Many(&Shape::Short(record)) => record.fields.first().map_or(field.holds, holds),
        _ => field.holds,
    }
}

/// The record as it is to be written.
fn record<'g>(list: List, given: &'g BTreeMap<String, Vec<String>>) -> Node<'g> {
    let mut pairs = vec![];
    for field in list.record().fields {
        let Some(values) = given.get(&field.name()) else { continue };
        let node = match (field.shape, values.as_slice()) {
            (Shape::Flag, _) => Node::Flag(true),
            (_, [one]) => Node::Text(one),
            (_, several) => Node::List(several.iter().map(|value| Node::Text(value)).collect()),
        };
        pairs.push((field.name(), node));
    }
    Node::Pairs(pairs)
}

/// What siblings have in common: who or what they speak of, else how.
fn likes(list: List, given: &BTreeMap<String, Vec<String>>) -> Vec<Like<'_>> {
    let fields: &[&'static str] = match list {
        List::Stakes => &["in", "holder", "kind"],
        List::Ties => &["from", "to", "is"],
        List::Details => &["of", "what"],
        List::Sources | List::Stakeholders | List::Assets | List::Agreements | List::Dates | List::Questions => {
            &["group", "kind"]
        }
    };
    let like = |field: &&'static str| Some(Like { field, value: given.get(*field)?.first()? });
    fields.iter().filter_map(like).collect()
}

/// Whether something would be found then that keeps it from being written; it is shown.
fn refused(args: &Args, set: &FactSet, found: &[Diagnostic], changes: &[Change], anyway: bool) -> Result<bool, Error> {
    let (then, after) = editing::read_with(set, changes)?;
    let mut new = edit::new_findings(found, &after);
    // That nobody speaks of it yet is in the nature of what is new.
    new.retain(|finding| finding.name != UNUSED);
    let mut err = io::stderr().lock();
    for finding in &new {
        writeln!(err, "{}\n", human(finding, &then.files, args.colour(&err)))?;
    }
    let is_error = new.iter().any(|finding| finding.severity == Severity::Error);
    if is_error {
        writeln!(err, "Nothing was written.")?;
    } else if !new.is_empty() && !anyway {
        writeln!(err, "Nothing was written; to write it all the same: --anyway")?;
    }
    Ok(is_error || !new.is_empty() && !anyway)
}

/// Shows what was written, and where.
fn say(set: &FactSet, edit: &Edit) -> Result<(), Error> {
    let place = set.files.place(edit.at);
    let gap = edit.text.lines().take_while(|line| line.is_empty()).count();
    let mut out = io::stdout().lock();
    writeln!(out, "{}:{}", visible(place.file), place.line + gap)?;
    for line in edit.text.lines().filter(|line| !line.is_empty()) {
        writeln!(out, "{}", visible(line))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_asked_for() {
        let mut given = BTreeMap::from([("from".to_owned(), vec!["a".to_owned()])]);
        let mut out = vec![];
        ask(List::Ties, &mut given, &mut "partner-of\nb\npaper#4\n".as_bytes(), &mut out).unwrap();
        let given: Vec<(String, String)> = given.into_iter().map(|(name, values)| (name, values.join(","))).collect();
        let expected = [("cite", "paper#4"), ("from", "a"), ("is", "partner-of"), ("to", "b")];
        assert_eq!(given, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert!(String::from_utf8(out).unwrap().starts_with("is: "));
    }
}
