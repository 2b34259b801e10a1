//! Ownership: each row one who holds a part of something, or controls it.
//!
//! Invariant: a share keeps its bounds. What a register says as 25 to 50 is never made a number.
use super::date;
use super::names::{Named, Who, kind_of};
use super::table::{Field, Table};
use super::{Context, Facts, write};
use std::borrow::Cow;
use std::fmt::Write;
use ties::facts::Quantity;

/// What a register has.
pub const FIELDS: &[Field] = &[
    Field::needed(
        "holder",
        &["holder", "owner", "holderid", "parent", "relationshipendnodenodeid", "interestedparty", "shareholder"],
    ),
    Field::needed(
        "owned",
        &["owned", "in", "ownedid", "subject", "child", "relationshipstartnodenodeid", "company", "companynumber"],
    ),
    Field::may("holder-name", &["holdername", "ownername", "name"]),
    Field::may("holder-kind", &["holderkind", "ownerkind", "holdertype", "ownertype"]),
    Field::may("owned-name", &["ownedname", "companyname"]),
    Field::may("kind", &["kind", "type", "interest", "naturesofcontrol", "relationshiprelationshiptype"]),
    Field::may("share", &["share", "percentage", "percent", "shareexact"]),
    Field::may("least", &["least", "sharemin", "minimum", "shareminimum", "sharefrom"]),
    Field::may("most", &["most", "sharemax", "maximum", "sharemaximum", "shareto"]),
    Field::may("since", &["since", "start", "startdate", "notifiedon", "relationshipperiod1startdate", "from"]),
    Field::may("until", &["until", "end", "enddate", "ceasedon", "relationshipperiod1enddate", "to"]),
];

/// A row as far as it can be said before everybody has an id.
struct Holding<'t> {
    row: usize,
    holder: Who,
    owned: Who,
    kind: &'static str,
    share: String,
    span: String,
    /// What the table calls it, where none of our words is the same.
    note: &'t str,
}

/// Turns the rows into stakes.
pub fn facts(table: &Table, context: &mut Context) -> Facts {
    let mut all = vec![];
    for (row, record) in &table.rows {
        let cell = |field: &str| table.cell(record, field);
        let (holder, owned) = (cell("holder"), cell("owned"));
        if holder.is_empty() || owned.is_empty() {
            context.report.note("left out: no holder, or nothing held", *row);
            continue;
        }
        let named = |key: &str, name: &str, kind: &'static str| Named {
            name: if name.is_empty() { key } else { name }.to_owned(),
            kind,
            others: vec![],
            hints: vec![if name.is_empty() { kind } else { key }.to_owned()],
        };
        let holder =
            context.names.of(holder, named(holder, cell("holder-name"), kind_of(cell("holder-kind"), "company")));
        let owned = context.names.of(owned, named(owned, cell("owned-name"), "company"));
        let written = cell("kind");
        let (kind, is_plain) = stake(written);
        let share = match (cell("share"), cell("least"), cell("most")) {
            ("", "", "") => words_of_share(written),
            ("", least, most) => bounds(least, most),
            (share, ..) => Some(share_of(share)),
        };
        if share.as_ref().is_some_and(|share| Quantity::read(share).is_none()) {
            context.report.note("share carried over as it is, though none can read it: see ties check", *row);
        }
        let mut time = |field| date::read(&table.cells(record, field), context.days, *row, &mut context.report);
        let (since, until) = (time("since"), time("until"));
        let span = date::span(&since, &until, &context.published);
        let share = share.map_or(String::new(), |share| format!(", share: {}", share_text(&share)));
        let note = if is_plain { "" } else { written };
        all.push(Holding { row: *row, holder, owned, kind, share, span, note });
    }
    context.names.settle();
    let mut yaml = String::from("stakes:\n");
    for Holding { row, holder, owned, kind, share, span, note } in &all {
        let (holder, owned) = (context.names.id(holder), context.names.id(owned));
        let note = if note.is_empty() { String::new() } else { format!(", note: {}", write::text(note)) };
        let cite = context.cite(*row);
        let _ = writeln!(yaml, "  - {{holder: {holder}, in: {owned}, kind: {kind}{share}{span}{note}, cite: {cite}}}");
    }
    if all.is_empty() {
        yaml.clear();
    }
    Facts { yaml, counts: vec![(all.len(), "stakes")] }
}

/// The kind of stake a word of the table means, and whether that says all it says.
fn stake(written: &str) -> (&'static str, bool) {
    let word = written.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    match word.as_str() {
        "" | "equity" | "share" | "shares" | "shareholding" | "ownership" | "owner" => ("equity", true),
        "control" => ("control", true),
        _ if has(&["voting", "vote", "appoint", "influence", "control", "consolidated", "trustee", "board"])
            && !has(&["ownership-of-shares", "ownership of shares"]) =>
        {
            ("control", false)
        }
        _ => ("equity", false),
    }
}

/// Bounds from two cells.
fn bounds(least: &str, most: &str) -> Option<String> {
    let number = |text: &str| text.trim_end_matches('%').trim().to_owned();
    match (number(least).as_str(), number(most).as_str()) {
        ("", "") => None,
        (least, most) if least == most => Some(format!("{least}%")),
        ("" | "0", most) => Some(format!("..{most}%")),
        (least, "" | "100") => Some(format!("{least}%..")),
        (least, most) => Some(format!("{least}%..{most}%")),
    }
}

/// Bounds from the words of a register: `ownership-of-shares-25-to-50-percent`, `more than 25% but not more than 50%`.
fn words_of_share(words: &str) -> Option<String> {
    let numbers: Vec<&str> = words
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|number| number.trim_matches('.'))
        .filter(|number| number.parse::<f64>().is_ok_and(|n| n <= 100.0))
        .collect();
    let lower = words.to_lowercase();
    let says = |all: &[&str]| all.iter().any(|part| lower.contains(part));
    match numbers.as_slice() {
        [least, most] => bounds(least, most),
        [one] if says(&["more than", "over", "at least", "or more", ">", "above"]) => bounds(one, ""),
        [one] if says(&["less than", "up to", "under", "at most", "<", "below"]) => bounds("", one),
        [one] if says(&["%", "percent"]) => bounds(one, one),
        _ => None,
    }
}

/// A share as facts write it. A bare number is of a hundred.
fn share_of(written: &str) -> String {
    if written.parse::<f64>().is_ok() {
        return format!("{written}%");
    }
    let simple = written.trim_end_matches('%').trim_end();
    if simple.parse::<f64>().is_ok() {
        return format!("{simple}%");
    }
    match Quantity::read(written) {
        Some(quantity) if quantity.word.is_some() || quantity.unit == "%" && written.contains("..") => {
            written.to_owned()
        }
        _ => words_of_share(&format!("{written} %")).unwrap_or_else(|| written.to_owned()),
    }
}

/// `25%..50%` needs no quotes, what a stranger wrote may.
fn share_text(share: &str) -> Cow<'_, str> {
    let plain = share.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'%') && !share.starts_with('%');
    if plain { Cow::Borrowed(share) } else { write::text(share) }
}
