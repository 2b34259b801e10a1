//! A question as it stands in a file, and what is to be said of words that are no command.
//!
//! Invariant: a slip is told in the same words wherever the question stands.
use super::{AskError, Line, Question};
use crate::diag::near::nearest;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, CommandFactory, Parser};
use std::num::IntErrorKind;

/// The question a text asks, which says nothing of where the answer goes: that is for the file it stands in.
pub(crate) fn question(text: &str) -> Result<Question, AskError> {
    let words = split(text).map_err(|quote| AskError::Usage {
        message: format!("a quotation mark {quote} is opened and never closed"),
        help: "close it behind the name, or leave it out".to_owned(),
    })?;
    if words.is_empty() {
        let message = "there is no question here".to_owned();
        return Err(AskError::Usage { message, help: "write one as behind `ties`: partners mali".to_owned() });
    }
    let taken = |flag: &str| AskError::Usage {
        message: format!("a question here takes no `{flag}`"),
        help: "leave it out".to_owned(),
    };
    let line = Line::try_parse_from(&words).map_err(|error| {
        if error.kind() == ErrorKind::DisplayHelp {
            return taken("--help");
        }
        let (message, help) = slip(&error, &Line::command());
        AskError::Usage { message, help }
    })?;
    let flags = line.question.flags();
    match (&flags.output, &flags.format) {
        (Some(_), _) => Err(taken("-o")),
        (None, Some(_)) => Err(taken("--format")),
        (None, None) => Ok(line.question),
    }
}

/// The words of a line; quotes keep several together. The mark comes back that is never closed.
fn split(line: &str) -> Result<Vec<String>, char> {
    let mut words: Vec<String> = vec![];
    let (mut word, mut quote, mut open) = (String::new(), None, false);
    for c in line.chars() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                open = true;
            }
            (c, None) if c.is_whitespace() => {
                if open || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                open = false;
            }
            (c, _) => word.push(c),
        }
    }
    if open || !word.is_empty() {
        words.push(word);
    }
    quote.map_or(Ok(words), Err)
}

/// What is wrong with a command, and what to write instead.
pub(crate) fn slip(error: &clap::Error, all: &clap::Command) -> (String, String) {
    (wrong(error), remedy(error, all))
}

/// What was wrong with the command.
fn wrong(error: &clap::Error) -> String {
    if error.kind() == ErrorKind::InvalidUtf8 {
        return "a word of this command is no UTF-8 text".to_owned();
    }
    if let Some(command) = texts(error, ContextKind::InvalidSubcommand).first() {
        return format!("there is no command `{command}`");
    }
    let Some(argument) = texts(error, ContextKind::InvalidArg).first().cloned() else {
        let rendered = error.render().to_string();
        return rendered.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    };
    match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("`{}` is missing", argument.replace(['<', '>'], "")),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match texts(error, ContextKind::InvalidValue).first().filter(|value| !value.is_empty()) {
                Some(value) => format!("`{value}` does not fit `{argument}`"),
                None => format!("`{argument}` needs a value"),
            }
        }
        ErrorKind::ArgumentConflict => format!("`{argument}` is given more than once"),
        _ => format!("`{argument}` is not expected here"),
    }
}

/// What to write instead.
fn remedy(error: &clap::Error, all: &clap::Command) -> String {
    if error.kind() == ErrorKind::InvalidUtf8 {
        return "set the terminal to UTF-8, or copy the name from what `ties list` shows".to_owned();
    }
    // What our own readers of values say of one that does not fit.
    let why = std::error::Error::source(error).filter(|_| error.kind() == ErrorKind::ValueValidation);
    if let Some(why) = why {
        return match why.downcast_ref::<std::num::ParseIntError>().map(std::num::ParseIntError::kind) {
            Some(IntErrorKind::PosOverflow) => "that is too large; write a whole number, such as 10".to_owned(),
            Some(_) => "write a whole number, such as 10".to_owned(),
            None => why.to_string(),
        };
    }
    if texts(error, ContextKind::InvalidSubcommand).iter().any(|word| word == VERSION) {
        return format!("ties --{VERSION}");
    }
    if let Some(near) = near(error, all) {
        return format!("did you mean `{near}`?  All commands: ties --help");
    }
    match texts(error, ContextKind::ValidValue).as_slice() {
        [] => {
            call(error, all).unwrap_or_else(|| "all commands: ties --help; one command: ties COMMAND --help".to_owned())
        }
        values => format!("one of: {}", values.join(", ")),
    }
}

/// What people write as a command, and is an option.
const VERSION: &str = "version";

/// How the command is called that was begun, with an example.
fn call(error: &clap::Error, all: &clap::Command) -> Option<String> {
    let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) else { return None };
    let (mut command, mut name) = (all, all.get_name().to_owned());
    for word in usage.to_string().split_whitespace() {
        if let Some(inner) = command.find_subcommand(word) {
            command = inner;
            name += &format!(" {word}");
        }
    }
    let arguments = command.get_positionals().filter(|argument| !argument.is_hide_set()).map(|argument| {
        let word = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
        let several = if matches!(argument.get_action(), ArgAction::Append) { "..." } else { "" };
        if argument.is_required_set() { format!(" {word}{several}") } else { format!(" [{word}]{several}") }
    });
    // One word too many is mostly a name that was written without quotation marks.
    let is_word = texts(error, ContextKind::InvalidArg).first().is_some_and(|word| !word.starts_with('-'));
    let quotes = if error.kind() == ErrorKind::UnknownArgument && is_word { QUOTES } else { "" };
    let called = format!("{name}{}", arguments.collect::<String>());
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let example = examples.lines().map(str::trim).find(|line| line.starts_with(&name) && *line != called);
    let example = example.map(|line| format!(", as in: {line}")).unwrap_or_default();
    Some(format!("write `{called}`{example}; all it takes: {name} --help{quotes}")).filter(|_| name.contains(' '))
}

/// What is said of a word too many.
const QUOTES: &str = "; a name of several words stands in quotation marks";

/// The word that was meant, as far as one is near.
fn near(error: &clap::Error, all: &clap::Command) -> Option<String> {
    let near_to = |typed: ContextKind, known: &[String]| {
        let typed = texts(error, typed).into_iter().next()?;
        Some(nearest(&typed, known.iter().map(String::as_str))?.word.to_owned())
    };
    let commands: Vec<String> = all.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let alike = texts(error, ContextKind::SuggestedSubcommand);
    near_to(ContextKind::InvalidSubcommand, &alike)
        .or_else(|| alike.last().cloned())
        .or_else(|| near_to(ContextKind::InvalidSubcommand, &commands))
        .or_else(|| near_to(ContextKind::InvalidArg, &texts(error, ContextKind::SuggestedArg)))
        .or_else(|| texts(error, ContextKind::SuggestedValue).pop())
        .or_else(|| near_to(ContextKind::InvalidValue, &texts(error, ContextKind::ValidValue)))
}

/// What an error says of itself in words, one or many.
fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => vec![],
    }
}
