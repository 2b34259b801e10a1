//! Checks: one file each, with its page beside it.
//!
//! The page is documentation, the text of `ties explain NAME` and the test at once: its `yaml bad` blocks yield that
//! finding and no other, its `yaml good` blocks none, and a fix must help (`tests/checks.rs`). Invariant: a check
//! skips stand-ins, so that one slip is one finding.
mod bad_citation;
mod bad_date;
mod bad_id;
mod duplicate_id;
mod duplicate_key;
mod eaten_by_comment;
mod missing_field;
mod uncited_claim;
mod unknown_entity;
mod unknown_field;
mod unknown_source;
mod unknown_word;
mod wrong_ends;
mod wrong_shape;
mod wrong_value;
mod yaml_feature;
mod yaml_syntax;

use crate::diag::words::{a, either};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{Cite, FactSet, List};
use crate::text::{Files, Span, Text};
use rustc_hash::FxHashSet;

/// One rule about facts.
pub struct Check {
    /// Kebab-case, as in `ties explain NAME` and `# ties: allow NAME`.
    pub name: &'static str,
    /// How bad it is: the gravest it says, where some of its findings are graver than others.
    pub severity: Severity,
    /// What it finds, in a few words.
    pub about: &'static str,
    /// The page about it.
    pub page: &'static str,
    /// Adds what it finds; the checks of reading itself have found theirs already.
    pub run: fn(&FactSet, &mut Diagnostics),
}

/// What a check of reading itself does here: the reader has reported.
pub(crate) const READ: fn(&FactSet, &mut Diagnostics) = |_, _| {};

/// Every check: first those of reading itself, then those of words and ids, then those of claims.
pub const CHECKS: &[Check] = &[
    yaml_syntax::CHECK,
    yaml_feature::CHECK,
    eaten_by_comment::CHECK,
    unknown_field::CHECK,
    missing_field::CHECK,
    wrong_shape::CHECK,
    duplicate_key::CHECK,
    duplicate_id::CHECK,
    bad_id::CHECK,
    unknown_entity::CHECK,
    unknown_source::CHECK,
    unknown_word::CHECK,
    wrong_ends::CHECK,
    wrong_value::CHECK,
    bad_date::CHECK,
    bad_citation::CHECK,
    uncited_claim::CHECK,
];

/// Runs every check and puts all findings in the order of the files; those a line allows are left out.
pub fn run(facts: &FactSet, found: &mut Diagnostics) {
    for check in CHECKS {
        (check.run)(facts, found);
    }
    found.retain(|finding| !is_allowed(finding, &facts.files));
    crate::diag::sort(found);
}

/// All checks as a table for the documentation, in the order of their names.
pub fn table() -> String {
    let mut text = String::from(
        "# Checks\n\nWhat `ties check` looks for. `ties explain NAME` shows the page of each, with an example of the slip and \
         of its cure. Errors\nkeep questions from being answered, warnings do not; `# ties: allow NAME: reason` on the line \
         of a warning lets it pass.\nSome checks of errors also warn, where less is at stake.\n\n| check | finds | severity \
         |\n| --- | --- | --- |\n",
    );
    let mut checks: Vec<&Check> = CHECKS.iter().collect();
    checks.sort_by_key(|check| check.name);
    for Check { name, about, severity, .. } in checks {
        text +=
            &format!("| [`{name}`](../src/check/{}.md) | {about} | {} |\n", name.replace('-', "_"), severity.word());
    }
    text
}

/// Whether `# ties: allow NAME` on the line of a warning names it; an error cannot be allowed.
fn is_allowed(finding: &Diagnostic, files: &Files) -> bool {
    if finding.severity == Severity::Error {
        return false;
    }
    let Some((_, names)) = line(files, finding.span()).split_once("# ties: allow ") else {
        return false;
    };
    names.split([',', ' ', '\t', '\r']).any(|name| name == finding.name)
}

/// The line a place begins on.
fn line(files: &Files, span: Span) -> &str {
    let file = files.of(span);
    let (before, after) = file.text.split_at((span.lo() - file.span().lo()) as usize);
    let start = before.rfind('\n').map_or(0, |n| n + 1);
    let end = after.find('\n').map_or(file.text.len(), |n| before.len() + n);
    &file.text[start..end]
}

/// Every citation that is written, once.
fn each_cite<'f>(facts: &'f FactSet, each: &mut dyn FnMut(&'f Cite)) {
    for (of, subject) in facts.subjects() {
        // A date is a claim itself: its citations come below.
        if of.list != List::Dates {
            subject.cite.iter().for_each(|cite| each(cite));
        }
    }
    facts.each_claim(&mut |claim| {
        let fields = claim.fields;
        fields.cite.iter().for_each(|cite| each(cite));
        let dates = fields.when.iter().chain(fields.since.iter()).chain(fields.until.iter());
        dates.flat_map(|date| &date.cite).for_each(|cite| each(cite));
    });
}

/// How many findings of a check may look for a near word among all ids: enough for slips, too few for a flood to
/// take longer than the reading.
fn offers(facts: &FactSet) -> usize {
    let records: usize = List::ALL.iter().map(|list| facts.lists.len(*list)).sum();
    (3_000_000 / records.max(1)).clamp(1, 100)
}

/// The words of records whose id could not be read: one of them is the id that others know.
fn unread(facts: &FactSet, records: impl Iterator<Item = Span>) -> FxHashSet<&str> {
    let text = records.map(|record| facts.files.written(record));
    text.flat_map(|text| text.split(|c: char| c.is_whitespace() || ",:[]{}\"'".contains(c))).collect()
}

/// The first word of a record, to point at when something is not in it.
fn opening(files: &Files, record: Span) -> Span {
    let written = files.written(record);
    let word = written.find([':', '\n']).filter(|_| !written.starts_with('{'));
    record.part(0, word.unwrap_or(1))
}

/// Whether an id is that of a record a claim can be about, or of one that could not be read.
fn is_entity(facts: &FactSet, id: Text) -> bool {
    let word = &facts.files[id];
    id.is_stand_in()
        || match facts.find(word) {
            Some(found) => matches!(found.list, List::Stakeholders | List::Assets | List::Agreements | List::Dates),
            None => facts.is_lost(word),
        }
}
