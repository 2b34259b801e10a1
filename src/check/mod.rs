//! Checks: one file each, with its page beside it.
//!
//! The page is documentation, the text of `ties explain NAME` and the test at once: its `yaml bad` blocks yield that
//! finding and no other, its `yaml good` blocks none, and a fix must help (`tests/checks.rs`). Invariant: a check
//! skips stand-ins, so that one slip is one finding.
mod bad_citation;
mod bad_date;
mod bad_id;
mod circular;
mod duplicate_id;
mod duplicate_key;
mod eaten_by_comment;
mod empty_file;
mod ended_before_begun;
mod look_alike_ids;
mod misplaced_list;
mod missing_field;
mod near_names;
mod not_both;
mod one_clash;
mod party_twice;
mod quote_too_long;
mod said_twice;
mod self_tie;
mod shared_alias;
mod shares_over_100;
mod stale_source;
mod dated_after_publication;
mod status_out_of_order;
mod tab_indent;
mod too_few_parties;
mod uncited_claim;
mod unknown_allow;
mod unknown_entity;
mod unknown_field;
mod unknown_source;
mod unknown_speaker;
mod unknown_word;
mod unread_file;
mod unused_record;
mod words_too_long;
mod wrong_ends;
mod wrong_shape;
mod wrong_value;
mod yaml_feature;
mod yaml_syntax;

use crate::diag::words::{a, either};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{Allowed, Batch, Cite, FactSet, Id, List, Numbers, Ref};
use crate::text::{Files, Span, Text};
use crate::threads;
use crate::yaml::{Short, name};
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
    /// How it looks for that.
    pub run: Run,
}

/// How a check adds what it finds.
#[derive(Clone, Copy)]
pub enum Run {
    /// The reader itself has found it.
    Read,
    /// It looks at each record by itself: batch by batch, so that a record is at hand for all such checks.
    Parts(fn(&Batch, &mut Diagnostics)),
    /// It holds those records against each other that may be alike.
    Alike {
        /// Numbers the records of a batch, so that any two it would report together share one, and adds what it finds in
        /// each by itself.
        number: fn(&Batch, &mut Numbers, &mut Diagnostics),
        /// Adds what it finds among records that share a number, which are given in their order.
        compare: Compare,
    },
    /// It holds records against each other. What other checks found it sees only at the end of the list.
    All(fn(&FactSet, &mut Diagnostics)),
}

/// Adds what is found among some records.
type Compare = fn(&FactSet, &[Ref], &mut Diagnostics);

impl Check {
    /// Adds what it finds in all facts.
    pub fn find(&self, facts: &FactSet, found: &mut Diagnostics) {
        match self.run {
            Run::Read => {}
            Run::Parts(run) => run(&facts.all(), found),
            Run::Alike { number, compare } => {
                let mut numbers = Numbers::default();
                number(&facts.all(), &mut numbers, found);
                compare(facts, &numbers.shared(), found);
            }
            Run::All(run) => run(facts, found),
        }
    }

    /// How it compares records that may be alike.
    fn compare(&self) -> Option<Compare> {
        match self.run {
            Run::Alike { compare, .. } => Some(compare),
            Run::Read | Run::Parts(_) | Run::All(_) => None,
        }
    }
}

/// The check of files that cannot be read: whoever reads them finds it.
pub const UNREAD: &str = unread_file::CHECK.name;
/// The check of records with nearly the same names.
pub const NEAR_NAMES: &str = near_names::CHECK.name;
/// The check of claims that say the same on the same citations.
pub const SAID_TWICE: &str = said_twice::CHECK.name;
/// The name of the check that nothing speaks of a record.
pub const UNUSED: &str = unused_record::CHECK.name;
/// A name that is none, in `views.yaml` too.
pub const BAD_ID: &str = bad_id::CHECK.name;
/// One name for two, in `views.yaml` too.
pub const DUPLICATE_ID: &str = duplicate_id::CHECK.name;
/// A value that its field does not take, in `views.yaml` too.
pub const WRONG_VALUE: &str = wrong_value::CHECK.name;
/// Whether a word can be an id.
pub(crate) use bad_id::is_id;
/// The checks that find what is known nowhere, which says little where not everything could be read.
pub const UNKNOWN: [&str; 3] = [unknown_entity::CHECK.name, unknown_source::CHECK.name, unknown_speaker::CHECK.name];

/// The names of what is found where citations are held against texts: here, for a comment lets those pass too.
pub mod cited {
    /// A paragraph that is not there.
    pub const NO_PARAGRAPH: &str = "no-such-paragraph";
    /// A sentence that is not there.
    pub const NO_SENTENCE: &str = "no-such-sentence";
    /// Words at another place.
    pub const ELSEWHERE: &str = "passage-elsewhere";
    /// Words that stand nowhere.
    pub const WORDS: &str = "words-not-there";
    /// A quote that stands nowhere.
    pub const QUOTE: &str = "quote-not-there";
    /// Words at two places.
    pub const TWICE: &str = "stands-twice";
    /// A text that cannot be read.
    pub const UNREAD: &str = "unread-text";

    /// All of them.
    pub const ALL: [&str; 7] = [NO_PARAGRAPH, NO_SENTENCE, ELSEWHERE, WORDS, QUOTE, TWICE, UNREAD];
}

/// Every check: first those of reading itself, then those of words and ids, then those of claims; at the end those that
/// look at what the others found.
pub const CHECKS: &[Check] = &[
    yaml_syntax::CHECK,
    yaml_feature::CHECK,
    tab_indent::CHECK,
    misplaced_list::CHECK,
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
    not_both::CHECK,
    ended_before_begun::CHECK,
    status_out_of_order::CHECK,
    dated_after_publication::CHECK,
    stale_source::CHECK,
    party_twice::CHECK,
    too_few_parties::CHECK,
    self_tie::CHECK,
    said_twice::CHECK,
    unknown_speaker::CHECK,
    quote_too_long::CHECK,
    words_too_long::CHECK,
    shared_alias::CHECK,
    look_alike_ids::CHECK,
    near_names::CHECK,
    unread_file::CHECK,
    circular::CHECK,
    one_clash::CHECK,
    shares_over_100::CHECK,
    unknown_field::CHECK,
    empty_file::CHECK,
    eaten_by_comment::CHECK,
    unused_record::CHECK,
    unknown_allow::CHECK,
];

/// How many of them, at the end of the list, look at what the others found.
const LOOK_BACK: usize = 5;

/// Runs every check and puts all findings in the order of the files; those a line allows are left out.
pub fn run(facts: &FactSet, found: &mut Diagnostics) {
    run_on(threads::worth(facts.bytes()), facts, found);
}

/// The same on so many threads; what comes of it is the same on any number of them.
pub fn run_on(threads: usize, facts: &FactSet, found: &mut Diagnostics) {
    let slips = slips_of_yaml(found);
    let is_of_slip = |finding: &Diagnostic| {
        let at = slips.partition_point(|slip| slip.hi() < finding.span().lo());
        slips.get(at).is_some_and(|slip| slip.lo() <= finding.span().hi())
    };
    let (first, last) = CHECKS.split_at(CHECKS.len() - LOOK_BACK);
    let whole: Vec<&Check> = first.iter().filter(|check| matches!(check.run, Run::All(_))).collect();
    let batches = facts.batches();
    let make = |n: usize| {
        let (mut found, mut numbers) = (vec![], vec![]);
        match whole.get(n) {
            Some(check) => check.find(facts, &mut found),
            None => numbers = in_batch(first, &facts.batch(n - whole.len(), batches), &mut found),
        }
        (found, numbers)
    };
    let mut alike: Vec<(Compare, Numbers)> =
        first.iter().filter_map(|check| Some((check.compare()?, Numbers::default()))).collect();
    threads::in_order(threads, whole.len() + batches, make, |_, (more, numbers)| {
        found.extend(more.into_iter().filter(|finding| !is_of_slip(finding)));
        alike.iter_mut().zip(numbers).for_each(|((_, all), numbers)| all.append(numbers));
    });
    let compare = |n: usize| {
        let (compare, numbers) = &alike[n];
        let mut found = vec![];
        compare(facts, &numbers.shared(), &mut found);
        found
    };
    threads::in_order(threads, alike.len(), compare, |_, more| {
        found.extend(more.into_iter().filter(|finding| !is_of_slip(finding)));
    });
    for check in last {
        check.find(facts, found);
    }
    let allowed = Allowed::of(facts);
    found.retain(|finding| finding.severity == Severity::Error || !allowed.has(facts, finding));
    crate::diag::sort(found);
}

/// Adds what the checks that look at each record by itself find in a batch; the numbers of it for those that compare.
fn in_batch(checks: &[Check], batch: &Batch, found: &mut Diagnostics) -> Vec<Numbers> {
    let mut numbers = vec![];
    for check in checks {
        match &check.run {
            Run::Parts(run) => run(batch, found),
            Run::Alike { number, .. } => {
                let mut its = Numbers::default();
                number(batch, &mut its, found);
                numbers.push(its);
            }
            Run::Read | Run::All(_) => {}
        }
    }
    numbers
}

/// The places of signs that YAML cannot take, in order: what a check finds there is what they made of a value.
fn slips_of_yaml(found: &[Diagnostic]) -> Vec<Span> {
    let is_slip = |finding: &&Diagnostic| matches!(finding.name, name::SYNTAX | name::FEATURE);
    let mut slips: Vec<Span> = found.iter().filter(is_slip).map(Diagnostic::span).collect();
    slips.sort_unstable();
    slips
}

/// All checks as a table for the documentation, in the order of their names.
pub fn table() -> String {
    let text = String::from(
        "# Checks\n\nWhat `ties check` looks for. `ties explain NAME` shows the page of each, with an example of the slip and \
         of its cure. Errors\nkeep questions from being answered, warnings do not; `# ties: allow NAME: reason` on the line \
         of a warning lets it pass.\nSome checks of errors also warn, where less is at stake.\n\n| check | finds | severity \
         |\n| --- | --- | --- |\n",
    );
    text + &rows(CHECKS, |name| format!("check/{}.md", name.replace('-', "_")))
}

/// The rows of such a table, in the order of the names; `page` is where the page of each lies below `src`.
pub fn rows(checks: &[Check], page: impl Fn(&str) -> String) -> String {
    let mut checks: Vec<&Check> = checks.iter().collect();
    checks.sort_by_key(|check| check.name);
    let row = |Check { name, about, severity, .. }: &Check| {
        format!("| [`{name}`](../src/{}) | {about} | {} |\n", page(name), severity.word())
    };
    checks.into_iter().map(row).collect()
}

/// Every citation that is written, once.
pub(crate) fn each_cite<'f>(part: &Batch<'f>, each: &mut dyn FnMut(&'f Cite)) {
    each_cites(part, &mut |cites| cites.iter().for_each(|cite| each(cite)));
}

/// The citations of each claim together.
fn each_cites<'f>(part: &Batch<'f>, each: &mut dyn FnMut(&'f [Short<Cite>])) {
    for (of, subject) in part.subjects() {
        // A date is a claim itself: its citations come below.
        if of.list != List::Dates {
            each(subject.cite);
        }
    }
    part.each_claim(&mut |claim| {
        let fields = claim.fields;
        each(&fields.cite);
        fields.dates().for_each(|date| each(&date.cite));
    });
}

/// What takes in the record an id stands for, and the id.
type EachReference<'a> = &'a mut dyn FnMut(Option<Ref>, &dyn Fn() -> Id);

/// Every id that stands for a stakeholder, an asset, an agreement or a date: the record it was found to be that of, and
/// the id itself for those who ask.
fn each_reference(facts: &FactSet, each: EachReference) {
    let files = &facts.files;
    let mut id = |id: &Id| each(id.of(), &|| *id);
    for stake in &facts.lists.stakes {
        stake.holder.iter().for_each(&mut id);
        id(&stake.r#in);
    }
    for tie in &facts.lists.ties {
        tie.from.iter().chain(&tie.to).for_each(&mut id);
    }
    facts.lists.agreements.iter().flat_map(|agreement| &agreement.covers).for_each(&mut id);
    for date in &facts.lists.dates {
        date.covers.iter().chain(&date.outcome).chain(&date.r#where).for_each(&mut id);
    }
    facts.lists.details.iter().flat_map(|detail| &detail.of).for_each(&mut id);
    for (_, subject) in facts.subjects() {
        subject.details.iter().flat_map(|detail| &detail.of).for_each(&mut id);
    }
    let agreements = facts.lists.agreements.iter().flat_map(|agreement| &agreement.parties);
    for party in agreements.chain(facts.lists.dates.iter().flat_map(|date| &date.who)) {
        each(party.who.of(), &|| party.id(files));
    }
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
    record.part(0, word.unwrap_or_else(|| written.chars().next().map_or(0, char::len_utf8)))
}

/// Whether an id is that of a record a claim can be about, or of one that could not be read.
fn is_entity(facts: &FactSet, id: Text, of: Option<Ref>) -> bool {
    id.is_stand_in()
        || match of {
            Some(of) => is_of_entities(of.list),
            None => facts.is_lost(&facts.files[id]),
        }
}

/// Whether a claim can be about the records of a list.
fn is_of_entities(list: List) -> bool {
    matches!(list, List::Stakeholders | List::Assets | List::Agreements | List::Dates)
}

/// The command that makes one of two records, where they can be.
fn merge(facts: &FactSet, stays: Ref, gone: Ref) -> Option<String> {
    let is_subject = |of| facts.subject(of).is_some();
    let can = stays.list == gone.list && is_subject(stays) && is_subject(gone);
    can.then(|| Some(format!("ties merge {} {}", facts.id(stays)?, facts.id(gone)?)))?
}
