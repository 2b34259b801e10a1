//! Changes of fact files as text, for people who keep them by hand.
//!
//! Invariant: what is not asked to change keeps every byte, comments included. Nothing here reads or writes a file.
mod add;
mod fix;
pub mod fmt;
mod merge;
mod record;
mod rename;

pub use add::{Added, Like, added, slug};
pub use fix::{Fix, Fixed, fixed};
pub use merge::merged;
pub use record::{Value, with_values};
pub use rename::{Uses, asked, asked_by_word, uses, word_uses};

use crate::check;
use crate::diag::{Diagnostic, Diagnostics};
use crate::facts::FactSet;
use crate::text::{Files, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// Other text for a stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty stretch is a place to put something in.
    pub at: Span,
    /// What stands there then.
    pub text: String,
}

/// A file with other text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// As the user would name it.
    pub name: String,
    /// What it held, without a byte order mark.
    pub before: String,
    /// What it is to hold.
    pub after: String,
}

/// The files that edits change. Of edits that overlap the first is taken.
pub fn changed(files: &Files, edits: &[Edit]) -> Vec<Change> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.at);
    let mut all: Vec<Change> = vec![];
    let mut rest = edits.as_slice();
    while let Some(first) = rest.first() {
        let file = files.of(first.at);
        let count = rest.iter().take_while(|edit| file.span().contains(edit.at)).count().max(1);
        let after = applied(&file.text, file.span().lo(), &rest[..count]);
        if after != file.text {
            all.push(Change { name: file.name.clone(), before: file.text.clone(), after });
        }
        rest = &rest[count..];
    }
    all
}

/// The facts as they are once files are changed, and what is found in them; `None` where they are too large then.
pub fn read_with(facts: &FactSet, changes: &[Change]) -> Option<(FactSet, Diagnostics)> {
    let mut found = vec![];
    let set = with(facts, changes, &mut found)?;
    check::run(&set, &mut found);
    Some((set, found))
}

/// The facts as they are once files are changed, not checked.
fn with(facts: &FactSet, changes: &[Change], found: &mut Diagnostics) -> Option<FactSet> {
    let texts = facts.fact_files().map(|file| {
        let change = changes.iter().find(|change| change.name == file.name);
        (file.name.clone(), change.map_or(&file.text, |change| &change.after).clone())
    });
    FactSet::read(texts.collect::<Vec<_>>(), found).ok()
}

/// Of what is found in changed facts, what was not there before: of each check as many more as there are, first those whose
/// sentence is new. An id in a sentence may have changed with the facts.
pub fn new_findings<'d>(before: &[Diagnostic], after: &'d [Diagnostic]) -> Vec<&'d Diagnostic> {
    let mut more: FxHashMap<&str, usize> = FxHashMap::default();
    after.iter().for_each(|finding| *more.entry(finding.name).or_default() += 1);
    for finding in before {
        more.entry(finding.name).and_modify(|count| *count = count.saturating_sub(1));
    }
    let said: FxHashSet<(&str, &str)> = before.iter().map(|old| (old.name, old.message.as_str())).collect();
    let is_said = |finding: &&Diagnostic| said.contains(&(finding.name, finding.message.as_str()));
    let (old, new): (Vec<_>, Vec<_>) = after.iter().partition(is_said);
    let mut take = |finding: &&Diagnostic| match more.get_mut(finding.name) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    new.into_iter().chain(old).filter(|finding| take(finding)).collect()
}

/// A text whose first byte has the offset `base`, with edits that are in order.
fn applied(text: &str, base: u32, edits: &[&Edit]) -> String {
    let mut after = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let (from, to) = ((edit.at.lo() - base) as usize, (edit.at.hi() - base) as usize);
        if from >= done {
            after += &text[done..from];
            after += &edit.text;
            done = to;
        }
    }
    after + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_what_is_replaced_stays() {
        let mut files = Files::default();
        files.add("a.yaml", "one two three\r\n").unwrap();
        files.add("b.yaml", "é four").unwrap();
        let at = |file: usize, word: &str| {
            let file = files.file(file);
            let lo = file.span().lo() + file.text.find(word).unwrap() as u32;
            Span::new(lo, lo + word.len() as u32)
        };
        let edit = |at: Span, text: &str| Edit { at, text: text.into() };
        let end = Span::new(at(1, "four").hi(), at(1, "four").hi());
        let edits =
            [edit(end, "!"), edit(at(0, "two"), "2"), edit(at(0, "two three"), "lost"), edit(at(1, "four"), "4")];
        let changes: Vec<(String, String)> = changed(&files, &edits).into_iter().map(|c| (c.name, c.after)).collect();
        let expected = [("a.yaml", "one 2 three\r\n"), ("b.yaml", "é 4!")];
        assert_eq!(changes, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
    }
}
