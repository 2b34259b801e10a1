//! What spoils made-up facts: a slip for each check.
//!
//! Invariant: each is one slip, so that its check finds it in its record and no other check finds anything.
use crate::generate::{Maker, source_id};

/// A slip to be planted in a record.
pub struct Spoil {
    /// The check that is to find it.
    pub check: &'static str,
    /// The list it is planted in.
    pub list: &'static str,
    /// What is made of the record.
    pub spoil: fn(&str, &Maker) -> String,
}

/// A slip in an agreement.
const fn agreement(check: &'static str, spoil: fn(&str, &Maker) -> String) -> Spoil {
    Spoil { check, list: "agreements", spoil }
}

/// A slip in one more record of a list.
const fn beside(check: &'static str, list: &'static str, spoil: fn(&str, &Maker) -> String) -> Spoil {
    Spoil { check, list, spoil }
}

/// One slip for each check of facts that have errors, but for a file without facts.
pub const SPOILS: [Spoil; 38] = [
    agreement("unknown-entity", |record, _| record.replacen("parties: [", "parties: [nobody-at-all, ", 1)),
    agreement("bad-date", |record, _| record.replacen("{is: signed, ", "{is: signed, seen: 1970-13-45, ", 1)),
    agreement("unknown-source", |record, _| record.replacen("    cite: [", "    cite: [no-such-paper#1, ", 1)),
    agreement("missing-field", |record, _| without(record, "    name:")),
    agreement("unknown-word", |record, _| record.replacen("kind: ", "kind: un", 1)),
    agreement("yaml-syntax", |record, _| record.replacen("parties: [", "parties: [[", 1)),
    agreement("unknown-field", |record, _| record.replacen("    parties:", "    partiez:", 1)),
    agreement("duplicate-id", |record, _| replaced(record, "  - id:", "  - id: agreement-0\n")),
    agreement("bad-citation", |record, maker| {
        record.replacen("    cite: [", &format!("    cite: [{}#4-2, ", source_id(maker.sources - 1)), 1)
    }),
    agreement("wrong-shape", |record, _| replaced(record, "    name:", "    name: [a, b]\n")),
    agreement("duplicate-key", |record, _| format!("{record}    kind: treaty\n")),
    agreement("eaten-by-comment", |record, _| format!("{record}    url: https://example.invalid/ #4\n")),
    agreement("bad-id", |record, _| record.replacen("id: agreement-", "id: Agreement_", 1)),
    agreement("yaml-feature", |record, _| record.replacen("kind: ", "kind: &mark ", 1)),
    agreement("wrong-value", |record, _| format!("{record}    url: nowhere\n")),
    agreement("tab-indent", |record, _| record.replacen("    kind:", "\tkind:", 1)),
    agreement("misplaced-list", |record, maker| {
        let (from, to) = (maker.last("person", 0), maker.last("state", 0));
        format!("{record}    ties:\n      - {{from: {from}, is: citizen-of, to: {to}, uncited: made up}}\n")
    }),
    agreement("uncited-claim", |record, maker| {
        let id = record.lines().next().unwrap_or_default();
        let (one, other) = (maker.last("state", 1), maker.last("state", 2));
        format!("{id}\n    kind: treaty\n    name: Nobody says so\n    parties: [{one}, {other}]\n")
    }),
    agreement("ended-before-begun", |record, maker| {
        statuses(record, maker, "{is: in-force, since: 1980-01-01, until: 1970-01-01, CITE}")
    }),
    agreement("status-out-of-order", |record, maker| {
        statuses(record, maker, "{is: ratified, when: 1970-01-01, CITE}, {is: signed, when: 1971-02-03, CITE}")
    }),
    agreement("dated-after-publication", |record, maker| {
        statuses(record, maker, "{is: signed, when: 2024-01-01, CITE}")
    }),
    agreement("stale-source", |record, maker| {
        statuses(record, maker, "{is: signed, when: 1970-01-01, stance: planned, CITE}")
    }),
    agreement("unknown-speaker", |record, maker| {
        statuses(record, maker, "{is: signed, when: 1970-01-01, said-by: nobody-at-all, CITE}")
    }),
    agreement("quote-too-long", |record, maker| {
        let quote = "the two of us have agreed to say no more than this in public today";
        let cite = format!("{{is: signed, when: 1970-01-01, cite: {{at: SOURCE, quote: {quote}}}}}");
        statuses(record, maker, &cite)
    }),
    agreement("words-too-long", |record, maker| {
        let words = "they agreed to say no more than this today";
        let cite = format!("{{is: signed, when: 1970-01-01, cite: {{at: SOURCE, words: {words}}}}}");
        statuses(record, maker, &cite)
    }),
    agreement("party-twice", |record, maker| {
        let (one, other) = (maker.last("state", 1), maker.last("state", 2));
        replaced(record, "    parties:", &format!("    parties: [{one}, {other}, {one}]\n"))
    }),
    agreement("too-few-parties", |record, maker| {
        replaced(record, "    parties:", &format!("    parties: [{}]\n", maker.last("state", 1)))
    }),
    agreement("unknown-allow", |record, _| {
        record.replacen("    kind:", "    # ties: allow no-such-check: to see\n    kind:", 1)
    }),
    agreement("look-alike-ids", |record, maker| {
        let (one, other) = (maker.last("state", 1), maker.last("state", 2));
        let cite = source_id(maker.sources - 1);
        format!(
            "{record}  - {{id: agree-ment1, kind: treaty, name: Alike, parties: [{one}, {other}], cite: {cite}#3}}\n"
        )
    }),
    beside("shared-alias", "stakeholders", |record, maker| {
        format!("{record}  - {{id: somebody-else, kind: company, name: Somebody, aliases: [{}]}}\n", maker.first_name())
    }),
    beside("near-names", "stakeholders", |record, _| {
        format!(
            "{record}  - {{id: energy-of-quax, kind: company, name: Quax Energy}}\n  \
             - {{id: energie-of-quax, kind: company, name: Quax Energie}}\n"
        )
    }),
    beside("said-twice", "ties", |record, maker| {
        let (from, to, cite) = (maker.last("state", 7), maker.last("state", 8), source_id(maker.sources - 1));
        let tie = format!("  - {{from: {from}, is: opponent-of, to: {to}, cite: {cite}#3}}\n");
        format!("{record}{tie}{tie}")
    }),
    beside("self-tie", "ties", |record, maker| {
        let who = maker.last("state", 3);
        format!("{record}  - {{from: {who}, is: opponent-of, to: {who}, uncited: made up}}\n")
    }),
    beside("not-both", "ties", |record, maker| {
        let (from, to) = (maker.last("state", 3), maker.last("state", 4));
        format!("{record}  - {{from: {from}, is: opponent-of, to: {to}, uncited: made up, prefer: new, reject: old}}\n")
    }),
    beside("wrong-ends", "ties", |record, maker| {
        let (from, to) = (maker.last("state", 3), maker.last("person", 3));
        format!("{record}  - {{from: {from}, is: citizen-of, to: {to}, uncited: made up}}\n")
    }),
    beside("circular", "ties", |record, maker| {
        let (one, other) = (maker.last("public-body", 3), maker.last("public-body", 4));
        format!(
            "{record}  - {{from: {one}, is: part-of, to: {other}, uncited: made up}}\n  \
             - {{from: {other}, is: part-of, to: {one}, uncited: made up}}\n"
        )
    }),
    beside("one-clash", "ties", |record, maker| {
        let (one, other, of) = (maker.last("person", 5), maker.last("person", 6), maker.last("organisation", 5));
        let cite = source_id(maker.sources - 1);
        format!(
            "{record}  - {{from: {one}, is: head-of, to: {of}, since: 1960-01-01, cite: {cite}#3}}\n  \
             - {{from: {other}, is: head-of, to: {of}, since: 1961-01-01, cite: {cite}#4}}\n"
        )
    }),
    beside("shares-over-100", "stakes", |record, maker| {
        let (one, other, of) = (maker.last("state", 5), maker.last("state", 6), maker.last("media", 5));
        let cite = source_id(maker.sources - 1);
        format!(
            "{record}  - {{holder: {one}, in: {of}, kind: equity, share: 60%, since: 1960-01-01, cite: {cite}#3}}\n  \
             - {{holder: {other}, in: {of}, kind: equity, share: 70%, since: 1961-01-01, cite: {cite}#4}}\n"
        )
    }),
];

/// What only facts without errors are told.
pub const LATE: [Spoil; 1] = [beside("unused-record", "stakeholders", |record, _| {
    format!("{record}  - {{id: nobody-speaks-of, kind: company, name: Nobody speaks of it}}\n")
})];

/// The record with these statuses in place of its own; `CITE` and `SOURCE` stand for the last source.
fn statuses(record: &str, maker: &Maker, statuses: &str) -> String {
    let source = format!("{}#3", source_id(maker.sources - 1));
    let statuses = statuses.replace("CITE", &format!("cite: {source}")).replace("SOURCE", &source);
    replaced(record, "    status:", &format!("    status: [{statuses}]\n"))
}

fn without(record: &str, field: &str) -> String {
    replaced(record, field, "")
}

fn replaced(record: &str, field: &str, by: &str) -> String {
    record.split_inclusive('\n').map(|line| if line.starts_with(field) { by } else { line }).collect()
}
