//! One fact file, read by itself.
//!
//! Invariant: what a file says never depends on another file; [`super::FactSet`] joins them up.
use super::list::{List, Lists, Placed};
use crate::diag::near::{self, Synonyms};
use crate::diag::{Diagnostic, Diagnostics};
use crate::text::{File, Span};
use crate::vocab;
use crate::yaml::{self, Entry, Found, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The key that says which form of the language a file is written in.
const VERSION: &str = "facts-version";
/// The key of a file's own words.
pub(super) const VOCABULARY: &str = "vocabulary";

/// What one file says.
#[derive(Default)]
pub(super) struct Read {
    /// Its records.
    pub lists: Lists,
    /// The words it defines.
    pub words: Vec<Placed<vocab::Written>>,
    /// Ids of records that could not be read.
    pub lost: Vec<String>,
    /// Whether words it defines could not be read.
    pub words_lost: bool,
    /// What scalars say where that is not what is written.
    pub unescaped: Vec<(Span, Box<str>)>,
    /// What is wrong with it.
    pub found: Diagnostics,
}

/// Whether a file may define words.
pub(super) fn defines_words(file: &File) -> bool {
    vocabulary(file).is_some()
}

/// Reads a file; words meant by others are offered where one is unknown.
pub(super) fn read(file: &File, synonyms: &Arc<Synonyms>) -> Read {
    let mut read = Read::default();
    let mut reading = Found { diagnostics: vec![], unescaped: vec![], synonyms: Arc::clone(synonyms) };
    let Read { lists, words, lost, words_lost, .. } = &mut read;
    // Pairs in place of a list are told as such, and read for what they say: nothing more is said of them.
    let mut is_list = true;
    let mut unsaid = Found { diagnostics: vec![], unescaped: vec![], synonyms: Arc::clone(synonyms) };
    yaml::scan(&file.text, file.span().lo(), &mut reading, &mut |entry, found| match entry {
        Entry::Key(key, span, value) => {
            is_list = value != Value::Pairs;
            key_findings(key, span, value, found);
        }
        Entry::Record(VOCABULARY, tape) => {
            let before = found.diagnostics.len();
            if let (Some(record), broken) = yaml::record::<vocab::Written>(tape, found) {
                words.push(Placed { at: tape.tokens[0].span, broken, record });
            }
            let parts: FxHashSet<Span> = tape.pairs(0).flat_map(|(key, value)| [key.span, value.span]).collect();
            *words_lost |= found.diagnostics[before..].iter().any(|finding| parts.contains(&finding.span()));
        }
        Entry::Record(word, tape) => match List::of(word) {
            Some(list) => lists.read(list, tape, if is_list { found } else { &mut unsaid }),
            // Of a list with another name nothing is known but the ids: who uses them has made no slip.
            None => lost.extend(tape.pairs(0).filter(|(key, _)| key.text == "id").map(|(_, id)| id.text.to_string())),
        },
        Entry::Broken(_, text) => lost.extend(ids_in(text)),
    });
    read.unescaped = reading.unescaped;
    read.unescaped.extend(unsaid.unescaped);
    // Up to here a misplaced list goes, whose records are read as something else: one slip, one finding.
    let mut within = 0;
    for finding in features_once(reading.diagnostics) {
        if let Some((list, records)) = misplaced(file, &finding) {
            read.lost.extend(ids_in(records));
            within = list.span().hi() + 1 + records.len() as u32;
            read.lists.leave_out(Span::new(list.span().lo(), within));
            read.found.push(list);
        } else if finding.span().lo() >= within {
            read.found.push(finding);
        }
    }
    let broken =
        |finding: &Diagnostic| matches!(finding.name, yaml::name::SYNTAX | yaml::name::TAB | yaml::name::FEATURE);
    if read.found.iter().any(broken) {
        let own = vocabulary(file);
        read.words_lost |= own.is_some_and(|own| read.found.iter().any(|f| broken(f) && own.contains(f.span())));
    }
    read
}

/// Findings in which each part of YAML that has no place in facts is told once, with how often it stands there; what it
/// made of the record it stands in is not told.
fn features_once(found: Diagnostics) -> Diagnostics {
    let is_feature = |finding: &Diagnostic| finding.name == yaml::name::FEATURE;
    let places: FxHashSet<u32> = found.iter().filter(|f| is_feature(f)).map(|f| f.span().lo()).collect();
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    found.iter().filter(|f| is_feature(f)).for_each(|f| *counts.entry(f.message.clone()).or_default() += 1);
    let mut kept = vec![];
    for finding in found {
        if !is_feature(&finding) {
            kept.extend((!places.contains(&finding.span().lo())).then_some(finding));
            continue;
        }
        match counts.remove(&finding.message) {
            Some(1) => kept.push(finding),
            Some(n) => kept.push(finding.help(format!("{n} of them stand in this file"))),
            None => {}
        }
    }
    kept
}

/// The stretch of a file that is its own vocabulary.
fn vocabulary(file: &File) -> Option<Span> {
    let first = file.text.lines().find(|line| !matches!(line.trim_start().chars().next(), None | Some('#' | '-')));
    if first.is_some_and(|line| line.trim_start().starts_with('{')) {
        return file.text.contains(VOCABULARY).then(|| file.span());
    }
    let is_key = |(at, word): &(usize, &str)| {
        let line = file.text[..*at].rsplit('\n').next().unwrap_or_default();
        let behind = &file.text[at + word.len()..];
        line.trim_start_matches(' ').len() <= 1
            && line.trim_start_matches([' ', '"', '\'']).is_empty()
            && behind.trim_start_matches(['"', '\'', ' ']).starts_with(':')
    };
    let (at, _) = file.text.match_indices(VOCABULARY).find(is_key)?;
    let start = file.text[..at].rfind('\n').map_or(0, |n| n + 1);
    let list = |line: &str| line.starts_with(|c: char| c.is_ascii_alphabetic());
    let lines = file.text[start..].split_inclusive('\n').enumerate().take_while(|(n, line)| *n == 0 || !list(line));
    Some(file.span().part(start, lines.map(|(_, line)| line.len()).sum()))
}

/// The ids written in a stretch that could not be read.
fn ids_in(text: &str) -> impl Iterator<Item = String> {
    let after =
        text.match_indices("id:").filter(|(n, _)| !text[..*n].ends_with(|c: char| c.is_alphanumeric() || c == '-'));
    after.filter_map(|(n, _)| {
        let word = text[n + 3..].trim_start().split(|c: char| c.is_whitespace() || matches!(c, ',' | '}')).next()?;
        (!word.is_empty()).then(|| word.to_owned())
    })
}

/// A list inside a record, in place of the finding that there is no such field, and the text of its records.
fn misplaced<'t>(file: &'t File, finding: &Diagnostic) -> Option<(Diagnostic, &'t str)> {
    let at = finding.span();
    let rest = &file.text[(at.lo() - file.span().lo()) as usize..];
    let (word, behind) = rest.split_at(rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len()));
    let behind = behind.strip_prefix(':')?;
    let known = List::of(word).is_some() || word == VOCABULARY;
    let begins = behind.trim_start_matches(' ').starts_with(['\n', '\r', '[', '#']);
    if !matches!(finding.name, yaml::name::UNKNOWN_FIELD | yaml::name::SYNTAX) || !known || !begins {
        return None;
    }
    let before = &file.text[..(at.lo() - file.span().lo()) as usize];
    let column = before.len() - before.rfind('\n').map_or(0, |n| n + 1);
    let indented = |line: &&str| {
        let content = line.trim_start_matches([' ', '\t']);
        let depth = line.len() - content.len();
        content.trim().is_empty()
            || content.starts_with('#')
            || depth > column
            || depth == column && content.starts_with('-')
    };
    let length: usize = behind.split_inclusive('\n').skip(1).take_while(indented).map(str::len).sum();
    let first = behind.split_inclusive('\n').next().map_or(0, str::len);
    let message = format!("the list `{word}:` stands inside a record");
    let list = Diagnostic::error(yaml::name::MISPLACED, at.part(0, word.len()), message)
        .help("move it to the left margin, and its records with it");
    Some((list, &behind[..first + length]))
}

/// What is wrong with a key at the left margin.
fn key_findings(key: &str, span: Span, value: Value, found: &mut Found) {
    let known = List::of(key).is_some();
    let diagnostic = match value {
        Value::Text(text) if key == VERSION => {
            if text == "1" {
                return;
            }
            Diagnostic::error(yaml::name::WRONG_SHAPE, span, format!("`{VERSION}` is 1, not `{text}`"))
                .help("this version of ties reads the form 1; leave the line out or write 1")
        }
        Value::Pairs if key == VOCABULARY => return,
        Value::List if known => return,
        // A list without records: the reader gives `~` for nothing.
        Value::Text("" | "~" | "null") if known || key == VOCABULARY => return,
        _ if known => Diagnostic::error(
            yaml::name::WRONG_SHAPE,
            span,
            format!("`{key}` is a list: each of its records begins with `- `"),
        )
        .help(format!("write the record below `{key}:` as `  - {{…}}`")),
        _ if key == VOCABULARY || key == VERSION => {
            Diagnostic::error(yaml::name::WRONG_SHAPE, span, format!("`{key}` cannot be a list"))
                .help("ties explain vocabulary")
        }
        _ => {
            let words = List::ALL.iter().map(|l| l.word()).chain([VOCABULARY, VERSION]);
            let near = near::nearest_or_synonym(key, words, &found.synonyms);
            Diagnostic::error(yaml::name::UNKNOWN_FIELD, span, format!("there is no list called `{key}`"))
                .did_you_mean(span, near)
                .help("All lists: ties explain")
        }
    };
    found.diagnostics.push(diagnostic);
}
