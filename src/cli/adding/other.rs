//! A record to add that was called by another word: a kind, a relation, the name of a list.
use super::{lists, ordered};
use crate::cli::Error;
use crate::cli::quoted;
use crate::diag::near::nearest;
use crate::diag::words::{a, either};
use crate::facts::List;
use crate::vocab::{Field, Vocab};

/// What to say where none of the records is called so: the command that was meant, as far as the words tell.
pub(super) fn other(vocab: &Vocab, word: &str, rest: &[String]) -> Error {
    let meant = vocab.synonyms.get(&word.to_lowercase()).map_or(word, String::as_str);
    let rest: Vec<String> = rest.iter().map(|word| quoted(word)).collect();
    let is_list = |list: &List| [list.word(), list.record().word].contains(&meant);
    if let Some(list) = lists().find(is_list) {
        let what = if list.word() == word { "the name of a list" } else { "called otherwise here" };
        return told(word, what, &[&[list.record().word.to_owned()][..], &rest].concat());
    }
    if let Some(list) = vocab.root(meant).and_then(|root| lists().find(|list| list.root() == Some(root))) {
        let record = list.record().word;
        return told(word, &format!("a kind of {record}"), &with_kind(list, meant, &rest));
    }
    let tie = List::Ties.record().word;
    if vocab.relations.get(meant).is_some() {
        let (from, to) = ends(&rest, "FROM", "TO");
        return told(word, "a relation", &[tie.to_owned(), from, meant.to_owned(), to]);
    }
    if vocab.properties.get(meant).is_some() {
        let (of, is) = ends(&rest, "OF", "VALUE");
        let detail = List::Details.record().word;
        return told(word, "a property", &[detail.to_owned(), of, meant.to_owned(), is]);
    }
    unknown(vocab, word, &rest)
}

/// What to say of a word that is nothing at all: what is near it, first among the records.
fn unknown(vocab: &Vocab, word: &str, rest: &[String]) -> Error {
    let records: Vec<&str> = lists().map(|list| list.record().word).collect();
    let near = nearest(word, records.iter().copied()).or_else(|| nearest(word, vocab.words())).map(|near| near.word);
    let near = near.map(|near| format!("did you mean `{}`?  ", [&[near.to_owned()], rest].concat().join(" ")));
    Error::Usage {
        message: format!("there is nothing called `{word}` to add"),
        help: format!("{}ties add takes {}", near.unwrap_or_default(), either(records)),
    }
}

/// The words behind `ties add`, with the kind where it belongs.
fn with_kind(list: List, kind: &str, rest: &[String]) -> Vec<String> {
    let record = list.record().word.to_owned();
    let kind_first = ordered(list).next().map(Field::name).as_deref() == Some(KIND);
    if kind_first {
        return [&[record, kind.to_owned()][..], rest].concat();
    }
    [&[record][..], rest, &[format!("--{KIND}"), kind.to_owned()]].concat()
}

const KIND: &str = "kind";

/// The two that were named, else the words for them.
fn ends(rest: &[String], first: &str, second: &str) -> (String, String) {
    match rest {
        [one, other] => (one.clone(), other.clone()),
        _ => (first.to_owned(), second.to_owned()),
    }
}

fn told(word: &str, what: &str, command: &[String]) -> Error {
    let record = command.first().map_or("", String::as_str);
    Error::Usage {
        message: format!("`{word}` is {what}; what is added is {}", a(record)),
        help: format!("ties add {}", command.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FactSet;

    #[test]
    fn the_command_that_was_meant() {
        let set = FactSet::default();
        for (typed, help) in [
            (&["company", "Zor Mining"][..], "ties add stakeholder company 'Zor Mining'"),
            (&["compny", "Zor"], "did you mean `company Zor`?  ties add takes"),
            (&["zzz"], "ties add takes source, stakeholder"),
            (&["stakeholders", "company", "Zor"], "ties add stakeholder company Zor"),
            (&["equity", "zor", "quax"], "ties add stake zor quax --kind equity"),
            (&["partner-of", "zor", "quax"], "ties add tie zor partner-of quax"),
            (&["partner-of"], "ties add tie FROM partner-of TO"),
            (&["stakholder"], "did you mean `stakeholder`?  ties add takes"),
        ] {
            let rest: Vec<String> = typed[1..].iter().map(|word| (*word).to_owned()).collect();
            let Error::Usage { help: said, .. } = other(&set.vocab, typed[0], &rest) else { panic!("{typed:?}") };
            assert!(said.starts_with(help), "{typed:?}: {said}");
        }
    }
}
