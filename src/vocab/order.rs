//! The words of several files together: none of them is the first.
//!
//! Invariant: whatever the order of files and lines, words come out the same; what two files say otherwise of one word is
//! told, for only then the order would matter.
use super::{KindLine, Written};
use crate::diag::{Diagnostic, Diagnostics};
use crate::text::{Files, Text};
use crate::yaml::{Node, Write, name};
use rustc_hash::{FxHashMap, FxHashSet};

/// The lines of kinds, each behind those of the kind it is one of, and what says of which it is one before what says more;
/// in a ring, as they come.
pub(super) fn parents_first<'w>(all: &[&'w Written], files: &'w Files) -> Vec<&'w (Text, KindLine)> {
    let lines: Vec<&(Text, KindLine)> = all.iter().flat_map(|written| &written.kinds.0).collect();
    let mut by_name: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    lines.iter().enumerate().for_each(|(n, (word, _))| by_name.entry(&files[*word]).or_default().push(n));
    let above = |name: &str| {
        let said = by_name.get(name)?.iter().find_map(|n| lines[*n].1.is.filter(|is| !is.is_stand_in()))?;
        Some(&files[said])
    };
    let (mut placed, mut order) = (FxHashSet::default(), Vec::with_capacity(lines.len()));
    for (word, _) in &lines {
        let mut way = vec![];
        let mut at = Some(&files[*word]);
        while let Some(name) = at.filter(|name| by_name.contains_key(name) && placed.insert(*name)) {
            way.push(name);
            at = above(name);
        }
        for name in way.iter().rev() {
            let (says, more): (Vec<usize>, Vec<usize>) = by_name[name].iter().partition(|n| lines[**n].1.is.is_some());
            order.extend(says.into_iter().chain(more).map(|n| lines[n]));
        }
    }
    order
}

/// What files say otherwise of one word.
pub fn clashes(all: &[&Written], files: &Files) -> Diagnostics {
    let mut found = vec![];
    macro_rules! sections {
        ($($section:ident),*) => { $(
            let lines = all.iter().flat_map(|written| &written.$section.0).map(|(word, line)| (*word, line as &dyn Write));
            told_otherwise(lines, files, &mut found);
        )* };
    }
    sections!(kinds, relations, phases, stances, roles, properties, groups, looks, lines, languages, synonyms);
    let mut ladders: FxHashMap<&str, Vec<(Text, &dyn Write)>> = FxHashMap::default();
    for (ladder, rungs) in all.iter().flat_map(|written| &written.statuses.0) {
        let rungs = rungs.0.iter().map(|(word, line)| (*word, line as &dyn Write));
        ladders.entry(&files[*ladder]).or_default().extend(rungs);
    }
    for rungs in ladders.into_values() {
        told_otherwise(rungs.into_iter(), files, &mut found);
    }
    found
}

/// Reports words of one section that have two values for one field.
fn told_otherwise<'w>(lines: impl Iterator<Item = (Text, &'w dyn Write)>, files: &'w Files, found: &mut Diagnostics) {
    let mut known: FxHashMap<&str, Vec<(Text, Node)>> = FxHashMap::default();
    for (word, line) in lines.filter(|(word, _)| !word.is_stand_in()) {
        let node = line.node(files);
        let others = known.entry(&files[word]).or_default();
        let clash = others.iter().find_map(|(first, other)| Some((*first, differing(&node, other)?)));
        if let Some((first, field)) = clash {
            let message = format!("`{}` is defined twice, each time with another {field}", &files[word]);
            found.push(
                Diagnostic::error(name::DUPLICATE_KEY, word.0, message)
                    .also(first.0, "first here")
                    .help("keep one of them; no file comes before another"),
            );
        }
        others.push((word, node));
    }
}

/// The field of two lines that has another value in each.
fn differing(one: &Node, other: &Node) -> Option<String> {
    let (Node::Pairs(one), Node::Pairs(other)) = (one, other) else {
        return (one != other).then(|| "value".to_owned());
    };
    let differs = |(field, value): &&(String, Node)| other.iter().any(|(name, its)| name == field && its != value);
    one.iter().find(differs).map(|(field, _)| format!("`{field}`"))
}
