//! `ties explain`: what a field, a kind, a relation, a status or a finding means.
//!
//! Invariant: the words come from where they are used: the structs, the vocabulary, the pages of the checks.
mod word;

use super::{Error, args::Args, facts::Folder, findings::known};
use crate::check::{CHECKS, Check};
use crate::diag::near::nearest_or_synonym;
use crate::diag::write::visible;
use crate::evidence::FINDINGS;
use crate::facts::{Cite, ClaimFields, DateValue, Field, List, Party, Record, Repeat, Status};
use crate::vocab::{Recorded, Shape, Stance, Vocab, Written, meaning};
use std::io::Write;

/// What a field, a kind, a status or a finding means
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties explain\n  ties explain stakes\n  ties explain since\n  ties explain member-of\n  ties explain unknown-entity"
)]
pub(super) struct Explain {
    /// A list, a field, a word of the vocabulary, or the name of a finding; left out: what there is
    word: Option<String>,
}

/// The records that stand inside others.
const INNER: [(&str, Record); 5] = [
    ("citation", Cite::RECORD),
    ("party", Party::RECORD),
    ("status", Status::RECORD),
    ("date value", DateValue::RECORD),
    ("repeat", Repeat::RECORD),
];

/// The sections of the vocabulary that can be shown whole.
const SECTIONS: [&str; 8] = ["kinds", "relations", "statuses", "stances", "roles", "properties", "groups", "findings"];

pub(super) fn explain(_: &Args, folder: &Folder, explain: &Explain) -> Result<u8, Error> {
    // Without facts the built-in words serve.
    let set = folder.read().map(|(set, _)| set).unwrap_or_default();
    let vocab = &set.vocab;
    let mut pages: Vec<String> = vec![];
    match explain.word.as_deref() {
        None => pages.push(overview()),
        Some(word) => {
            pages.extend(list_page(word));
            pages.extend((word == "vocabulary").then(vocabulary_page));
            pages.extend(section_page(word, vocab));
            pages.extend(word::pages(word, vocab));
            pages.extend(screen_word(word));
            pages.extend(known().find(|c| c.name == word).map(|c| plain(c.page)));
            pages.extend(field_page(word).filter(|_| pages.is_empty()));
            if pages.is_empty() {
                return Err(unknown(word, vocab));
            }
        }
    }
    let mut out = std::io::stdout().lock();
    write!(out, "{}", pages.join("\n"))?;
    Ok(0)
}

fn unknown(word: &str, vocab: &Vocab) -> Error {
    let lists = List::ALL.iter().map(|l| l.word());
    let findings = known().map(|c| c.name);
    let known: Vec<&str> = lists.chain(findings).chain(vocab.words()).chain(SECTIONS).collect();
    let near = nearest_or_synonym(word, known, &vocab.synonyms);
    Error::Usage {
        message: format!("there is no list, field, word or finding called `{word}`"),
        help: near.map_or("all of them: ties explain".into(), |near| {
            format!("did you mean {near}?  All of them: ties explain")
        }),
    }
}

fn overview() -> String {
    let mut text = String::from("A fact file holds any of these lists; each record begins with `- `.\n\n");
    for list in List::ALL {
        let line = format!("  {:13} {}", list.word(), list.record().about.trim());
        text += &wrapped(&line, 16);
    }
    text += "  vocabulary    Words of your own: kinds, relations, statuses, properties, groups\n\n";
    text += "  ties explain stakes    the fields of a list; `claim`: those every claim may carry\n";
    text += "  ties explain WORD      a field, a kind, a relation, a status, a finding\n";
    text += &wrapped(&format!("  ties explain kinds     all of them; also: {}", SECTIONS[1..].join(", ")), 25);
    let names = |all: &[Check]| wrapped(&format!("  {}", all.iter().map(|c| c.name).collect::<Vec<_>>().join(", ")), 2);
    text += &format!("\nFindings of ties check:\n{}", names(CHECKS));
    text + &format!("\nFindings of ties verify:\n{}", names(FINDINGS))
}

/// Lines of 80 columns, those after the first indented.
fn wrapped(text: &str, indent: usize) -> String {
    let leading = " ".repeat(text.len() - text.trim_start().len());
    let spaces = " ".repeat(indent);
    let options = textwrap::Options::new(80)
        .initial_indent(&leading)
        .subsequent_indent(&spaces)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text.trim_start(), options).into_iter().map(|line| format!("{line}\n")).collect()
}

/// A list or a record inside others, with its fields.
fn list_page(word: &str) -> Option<String> {
    if word == "claim" {
        let heading = "claim: what every status, party, stake, tie, date and detail may carry";
        return Some(format!("{heading}\n\n{}", field_lines(ClaimFields::FIELDS)));
    }
    let list = List::ALL.iter().find(|l| l.word() == word || l.record().word == word);
    let (name, record) = match list {
        Some(list) => (list.word(), list.record()),
        None => INNER.iter().find(|(name, _)| *name == word).map(|(name, record)| (*name, *record))?,
    };
    Some(format!("{name}: {}\n\n{}", record.about.trim(), field_lines(record.fields)))
}

fn field_lines(fields: &[Field]) -> String {
    let mut text = String::new();
    for field in fields {
        let must = if field.needed { " (must be there)" } else { "" };
        text += &wrapped(&format!("  {:10} {}{must}", field.name(), field.about()), 13);
    }
    text
}

/// A word that stands in answers, or in place of a value.
fn screen_word(word: &str) -> Option<String> {
    let about = match word {
        "unstated" => "in place of a value: the source gives none; it agrees with every value",
        "undisclosed" => "in place of a value: it is said that none is given out; it disagrees with every value",
        "not-yet" | "not yet" => "an answer: planned, a step short of it, or an earlier status is stated",
        "not-stated" | "not stated" => "an answer: no source here says so, and none denies it",
        "disputed" => {
            "an answer: it is both said and denied of one time; of a value: others that cannot be true beside it are stated"
        }
        "reported" => "of a day: the newest source that says so is of that day; whether it held on is not known",
        "possible" => "of a day: the dates do not settle whether it held then",
        "voices" => "1/3: one independent voice in three sources; sources that repeat each other are one voice",
        "adverse" => "of two: a claim that holds sets one against the other, so they are no partners",
        _ => return None,
    };
    Some(wrapped(&format!("{word}: {about}"), 2))
}

/// A field, in every record that has it.
fn field_page(word: &str) -> Option<String> {
    let lists = List::ALL.iter().map(|l| (l.word().to_owned(), l.record()));
    let inner = INNER.iter().map(|(name, record)| ((*name).to_owned(), *record));
    let sections = Written::RECORD
        .fields
        .iter()
        .filter_map(|section| Some((format!("vocabulary {}", section.name()), line_of(section.shape)?)));
    let mut seen: Vec<(&str, Vec<String>)> = vec![];
    for (name, record) in lists.chain(inner).chain(sections) {
        if let Some(field) = record.fields.iter().find(|f| f.name() == word) {
            match seen.iter_mut().find(|(about, _)| *about == field.about()) {
                Some((_, names)) => names.push(name),
                None => seen.push((field.about(), vec![name])),
            }
        }
    }
    let lines: Vec<String> =
        seen.iter().map(|(about, names)| format!("{word} (in {}): {about}", names.join(", "))).collect();
    (!lines.is_empty()).then(|| lines.iter().map(|line| wrapped(line, 2)).collect())
}

/// The record that stands at each key of a section of the vocabulary.
fn line_of(shape: Shape) -> Option<Record> {
    match shape {
        Shape::Entries(inner) => line_of(*inner),
        Shape::Record(record) | Shape::Short(record) => Some(*record),
        _ => None,
    }
}

/// How own words are written: the comments of the built-in ones, which stand in the same form.
fn vocabulary_page() -> String {
    let mut text = String::from("vocabulary: words of your own, in any fact file; a line changes only what it has\n\n");
    for line in crate::vocab::DEFAULT.lines().filter(|l| !l.trim().is_empty()) {
        let indent = line.len() - line.trim_start().len();
        let section = indent == 2 && line.ends_with(':');
        let first_of_section = indent == 4 && text.ends_with(":\n");
        if indent == 2 && line.trim_start().starts_with('#') || section || first_of_section {
            text += &format!("{line}\n");
        }
    }
    text
}

/// A page without the signs that format it: its examples stand indented.
fn plain(page: &str) -> String {
    let mut is_example = false;
    let mut text = String::new();
    for line in page.lines() {
        if line.starts_with(FENCE) {
            is_example = !is_example;
        } else if is_example && !line.is_empty() {
            text += &format!("    {line}\n");
        } else {
            text += &format!("{}\n", line.trim_start_matches("# "));
        }
    }
    text
}

/// What stands before and after an example in a page.
const FENCE: &str = "```";

/// A whole section of the vocabulary.
fn section_page(word: &str, vocab: &Vocab) -> Option<String> {
    let line = |word: &str, about: String| format!("  {word:28} {about}\n");
    let lines: String = match word {
        "kinds" => vocab
            .kinds
            .iter()
            .map(|(word, kind)| line(word, kind.parent.as_ref().map_or("a root".into(), |p| format!("a kind of {p}"))))
            .collect(),
        "relations" => vocab
            .relations
            .iter()
            .map(|(word, r)| line(word, format!("from {} to {}", r.from.join(", "), r.to.join(", "))))
            .collect(),
        "statuses" => vocab
            .statuses
            .iter()
            .map(|(ladder, rungs)| {
                let rungs: Vec<String> = rungs.iter().map(|(word, s)| format!("{word} ({})", s.phase.word())).collect();
                let order =
                    if ladder == "anytime" { "any record, any time".to_owned() } else { format!("{ladder}, in order") };
                format!("  {order}\n{}", wrapped(&format!("    {}", rungs.join(", ")), 4))
            })
            .collect(),
        "stances" => Stance::ALL.iter().map(|s| line(s.word(), vocab.stance_label(*s).to_owned())).collect(),
        "roles" => vocab.roles.iter().map(|(word, r)| line(word, r.label.clone())).collect(),
        "properties" => vocab
            .properties
            .iter()
            .map(|(word, p)| line(word, format!("{} of {}", meaning::type_of(p.value), meaning::whose(p))))
            .collect(),
        "groups" => vocab.groups.iter().map(|(word, g)| line(word, g.label.clone())).collect(),
        "findings" => known().map(|c| line(c.name, first_sentence(c.page))).collect(),
        _ => return None,
    };
    Some(format!("{word}\n\n{}", visible_lines(&lines)))
}

fn first_sentence(page: &str) -> String {
    let text = page.lines().skip(1).find(|l| !l.trim().is_empty()).unwrap_or_default();
    text.split(". ").next().unwrap_or(text).trim_end_matches('.').to_owned()
}

fn about_line(about: &str) -> String {
    if about.is_empty() { String::new() } else { format!("  {}\n", visible(about)) }
}

/// Words behind a label, on a line of their own; none, no line.
fn listed<'a>(label: &str, words: impl Iterator<Item = &'a str>) -> String {
    let words = words.collect::<Vec<_>>().join(", ");
    if words.is_empty() { words } else { format!("  {label}: {words}\n") }
}

fn visible_lines(text: &str) -> String {
    text.lines().map(|l| format!("{}\n", visible(l).trim_end())).collect()
}
