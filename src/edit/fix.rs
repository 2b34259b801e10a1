//! The safe fixes of findings, put in.
//!
//! Invariant: where something was mended, nothing is found afterwards, or it is not mended at all.
use super::{Change, Edit, changed, read_with};
use crate::diag::{Diagnostic, Diagnostics};
use crate::facts::{FactSet, List, Lists, Ref};
use crate::text::{Files, Span};
use crate::yaml::name;
use rustc_hash::FxHashSet;

/// How often all is read again: mending a record brings to light what was wrong inside it.
const MOST_ROUNDS: usize = 8;

/// What was put in for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The finding it cures.
    pub name: &'static str,
    /// The file.
    pub file: String,
    /// The line, as it was counted when this was mended.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// Files with their fixes put in.
#[derive(Debug)]
pub struct Fixed {
    /// The files that differ.
    pub changes: Vec<Change>,
    /// What was done.
    pub fixes: Vec<Fix>,
    /// The facts then; none where nothing was done.
    pub then: Option<(FactSet, Diagnostics)>,
}

/// Puts in the safe fixes of what was found, in all fact files or in the one of that number, again and again until there
/// are none.
pub fn fixed(facts: &FactSet, found: &[Diagnostic], only: Option<usize>) -> Fixed {
    let mut all = Fixed { changes: vec![], fixes: vec![], then: None };
    let mut refused: FxHashSet<(String, String)> = FxHashSet::default();
    for _ in 0..MOST_ROUNDS {
        let (facts, found) = all.then.as_ref().map_or((facts, found), |(facts, found)| (facts, found.as_slice()));
        let wanted = wanted(&facts.files, found, only, &refused);
        let old = found.iter().map(|finding| (finding.name, finding.message.as_str())).collect();
        let Some(round) = round(facts, &old, wanted, &mut refused) else { break };
        all.fixes.extend(round.fixes);
        all.then = Some(round.then);
    }
    all.fixes.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    if let Some((then, _)) = &all.then {
        let pairs = facts.fact_files().zip(then.fact_files()).filter(|(before, after)| before.text != after.text);
        all.changes = pairs
            .map(|(before, after)| Change {
                name: before.name.clone(),
                before: before.text.clone(),
                after: after.text.clone(),
            })
            .collect();
    }
    all
}

/// The safe fixes of findings, in order, none inside another: first those of what keeps records from being read.
fn wanted<'d>(
    files: &Files,
    found: &'d [Diagnostic],
    only: Option<usize>,
    refused: &FxHashSet<(String, String)>,
) -> Vec<(&'d Diagnostic, Edit)> {
    let edit = |finding: &'d Diagnostic| {
        let fix = finding.fix.as_ref().filter(|fix| fix.safe)?;
        let is_wanted = only.is_none_or(|only| files.index_of(fix.span) == only)
            && files.written(fix.span) != fix.text
            && !refused.contains(&key(files, fix.span, &fix.text));
        is_wanted.then(|| (finding, Edit { at: fix.span, text: fix.text.clone() }))
    };
    let mut all: Vec<(&Diagnostic, Edit)> = found.iter().filter_map(edit).collect();
    if all.iter().any(|(finding, _)| hides(finding.name)) {
        all.retain(|(finding, _)| hides(finding.name));
    }
    all.sort_by_key(|(_, edit)| edit.at);
    let mut last = 0;
    all.retain(|(_, edit)| {
        let apart = edit.at.lo() >= last;
        if apart {
            last = edit.at.hi();
        }
        apart
    });
    all
}

/// Whether such a finding keeps its record from being read whole, so that what else is wrong there shows only afterwards.
fn hides(check: &str) -> bool {
    name::ALL.contains(&check)
}

/// What stands somewhere and what was to stand there, to know it again where places have moved.
fn key(files: &Files, at: Span, text: &str) -> (String, String) {
    let file = files.of(at);
    let (_, begin) = file.line((at.lo() - file.span().lo()) as usize);
    let line = file.text[begin..].lines().next().unwrap_or_default();
    (format!("{}\n{line}", file.name), text.to_owned())
}

/// What came of one round.
struct Round {
    fixes: Vec<Fix>,
    then: (FactSet, Diagnostics),
}

/// Puts edits in, leaves out those that cure nothing, and reads all again. `None` where none is left.
fn round(
    facts: &FactSet,
    old: &FxHashSet<(&str, &str)>,
    mut wanted: Vec<(&Diagnostic, Edit)>,
    refused: &mut FxHashSet<(String, String)>,
) -> Option<Round> {
    loop {
        if wanted.is_empty() {
            return None;
        }
        let edits: Vec<Edit> = wanted.iter().map(|(_, edit)| edit.clone()).collect();
        let (then, found) = read_with(facts, &changed(&facts.files, &edits))?;
        let places = moved(facts, &then, &edits);
        let after = After::new(&then.lists, &found, old);
        let cured: Vec<bool> =
            places.iter().zip(&wanted).map(|(place, (finding, _))| after.is_cured(finding, *place)).collect();
        if cured.iter().all(|cured| *cured) {
            let fixes = wanted.iter().map(|(finding, edit)| told(&facts.files, finding, edit)).collect();
            return Some(Round { fixes, then: (then, found) });
        }
        let mut cured = cured.into_iter();
        wanted.retain(|(_, edit)| {
            let stays = cured.next().unwrap_or_default();
            if !stays {
                refused.insert(key(&facts.files, edit.at, &edit.text));
            }
            stays
        });
    }
}

/// What is found after edits, to tell which of them helped.
struct After {
    /// Where something is found, in order.
    spans: Vec<Span>,
    /// Where something is found that was not before, in order.
    new: Vec<Span>,
    /// Where records are written, in order.
    records: Vec<Span>,
}

impl After {
    fn new(lists: &Lists, found: &[Diagnostic], old: &FxHashSet<(&str, &str)>) -> Self {
        let labels = found.iter().flat_map(|finding| finding.labels.iter().map(|label| label.span));
        let is_new = |finding: &&Diagnostic| !old.contains(&(finding.name, finding.message.as_str()));
        let new = found.iter().filter(is_new).map(Diagnostic::span);
        let list = |list: &List| {
            let list = *list;
            (0..lists.len(list) as u32).map(move |index| lists.at(Ref { list, index }))
        };
        let sorted = |spans: &mut dyn Iterator<Item = Span>| {
            let mut spans: Vec<Span> = spans.collect();
            spans.sort_unstable();
            spans
        };
        Self {
            spans: sorted(&mut labels.into_iter()),
            new: sorted(&mut new.into_iter()),
            records: sorted(&mut List::ALL.iter().flat_map(list)),
        }
    }

    /// Whether nothing is found at a place that was mended, nor anything new in its record; what could not be read before is
    /// new by nature.
    fn is_cured(&self, finding: &Diagnostic, place: Span) -> bool {
        // Few reach far.
        let behind = self.spans.partition_point(|span| span.lo() < place.hi());
        let mut near = self.spans[..behind].iter().rev().take(MOST_NEAR);
        let is_found = near.any(|span| place.lo() < span.hi());
        let at = self.records.partition_point(|record| record.lo() <= place.lo());
        let record = at.checked_sub(1).map(|at| self.records[at]);
        let is_new = |record: Span| {
            let first = self.new.partition_point(|span| span.lo() < record.lo());
            self.new.get(first).is_some_and(|span| span.lo() < record.hi())
        };
        !is_found && (hides(finding.name) || !record.is_some_and(is_new))
    }
}

/// How many places of findings that begin before the end of a place are looked at.
const MOST_NEAR: usize = 16;

fn told(files: &Files, finding: &Diagnostic, edit: &Edit) -> Fix {
    let place = files.place(edit.at);
    Fix {
        name: finding.name,
        file: place.file.to_owned(),
        line: place.line,
        column: place.column,
        before: files.written(edit.at).to_owned(),
        after: edit.text.clone(),
    }
}

/// Where the new text of each edit stands afterwards.
fn moved(before: &FactSet, after: &FactSet, edits: &[Edit]) -> Vec<Span> {
    let pairs: Vec<(Span, Span)> =
        before.fact_files().zip(after.fact_files()).map(|(before, after)| (before.span(), after.span())).collect();
    let mut grown = 0i64;
    let mut last = usize::MAX;
    let place = |edit: &Edit| {
        let file = pairs.partition_point(|(before, _)| before.hi() < edit.at.lo());
        let (before, after) = pairs[file.min(pairs.len() - 1)];
        if file != last {
            (grown, last) = (0, file);
        }
        let lo = i64::from(after.lo()) + i64::from(edit.at.lo() - before.lo()) + grown;
        grown += edit.text.len() as i64 - i64::from(edit.at.hi() - edit.at.lo());
        Span::new(lo as u32, lo as u32 + edit.text.len() as u32)
    };
    edits.iter().map(place).collect()
}
