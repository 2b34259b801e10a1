//! Treaties: each row one treaty with all its parties, or one party of it.
//!
//! Invariant: rows of one treaty become one agreement, each party cited to its own row; where rows differ about the
//! treaty itself, all they say stands side by side.
use super::date::{self, Time};
use super::names::{self, Named, Who, tell_apart};
use super::table::{Field, Table};
use super::{Context, Facts, write};
use std::collections::HashMap;
use std::fmt::Write;
use ties::facts::FactSet;
use ties::vocab::{Root, Vocab};

/// What a table of treaties has.
pub const FIELDS: &[Field] = &[
    Field::needed("id", &["id", "treatyid", "version4id", "atopid", "registration", "number", "title"]),
    Field::needed("party", &["party", "parties", "member", "members", "statename", "state", "country", "ccode"]),
    Field::may("title", &["title", "name", "treaty", "treatyname"]),
    Field::may("kind", &["kind", "type", "treatytype", "sstype"]),
    Field::may("party-name", &["partyname", "membername"]),
    Field::may("party-kind", &["partykind", "partytype"]),
    Field::may("signed", &["signed", "signature", "signaturedate", "conclusion", "conclusiondate"]),
    Field::may("since", &["inforce", "entryintoforce", "since", "start", "startdate", "begin"]),
    Field::may("until", &["ended", "until", "end", "enddate", "termination", "terminated"]),
    Field::may("joined", &["joined", "memberstart", "memberstartdate", "ratified"]),
    Field::may("left", &["left", "memberend", "memberenddate", "withdrawn"]),
    Field::may("note", &["note", "remarks", "comment"]),
];

/// A treaty, from all its rows.
struct Treaty<'t> {
    key: &'t str,
    row: usize,
    title: &'t str,
    kind: &'t str,
    notes: Vec<String>,
    /// What each row says of the time it was signed, in force, ended; each with the first row that says so.
    signed: Vec<(Time, usize)>,
    since: Vec<(Time, usize)>,
    until: Vec<(Time, usize)>,
    parties: Vec<Party>,
}

struct Party {
    who: Who,
    span: String,
    row: usize,
}

/// Turns the rows into agreements.
pub fn facts(table: &Table, context: &mut Context) -> Facts {
    let treaties = treaties(table, context);
    context.names.settle();
    let built_in = FactSet::default();
    let hints = |treaty: &Treaty| {
        let year = treaty.signed.iter().chain(&treaty.since).find_map(|(time, _)| match time {
            Time::On(date) => date.get(..4).map(str::to_owned),
            _ => None,
        });
        vec![year.unwrap_or_default(), treaty.key.to_owned()]
    };
    let wanted: Vec<(String, Vec<String>)> =
        treaties.iter().map(|treaty| (names::id_of(treaty.title), hints(treaty))).collect();
    let ids = tell_apart(&wanted, context.names.taken());
    let mut yaml = String::new();
    for (treaty, id) in treaties.iter().zip(&ids) {
        write_treaty(treaty, id, &built_in.vocab, context, &mut yaml);
    }
    if !treaties.is_empty() {
        yaml.insert_str(0, "agreements:\n");
    }
    let parties = treaties.iter().map(|treaty| treaty.parties.len()).sum();
    Facts { yaml, counts: vec![(treaties.len(), "agreements"), (parties, "parties")] }
}

/// The treaties of a table, in the order of their first rows.
fn treaties<'t>(table: &'t Table, context: &mut Context) -> Vec<Treaty<'t>> {
    let mut all: Vec<Treaty> = vec![];
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (row, record) in &table.rows {
        let cell = |field: &str| table.cell(record, field);
        let key = cell("id");
        if key.is_empty() {
            context.report.note("left out: no id of a treaty", *row);
            continue;
        }
        let at = *places.entry(key).or_insert_with(|| {
            let title = if cell("title").is_empty() { key } else { cell("title") };
            let (signed, since, until) = (vec![], vec![], vec![]);
            let (notes, parties) = (vec![], vec![]);
            all.push(Treaty { key, row: *row, title, kind: cell("kind"), notes, signed, since, until, parties });
            all.len() - 1
        });
        let treaty = &mut all[at];
        let mut time = |field| date::read(&table.cells(record, field), context.days, *row, &mut context.report);
        for (said, field) in
            [(&mut treaty.signed, "signed"), (&mut treaty.since, "since"), (&mut treaty.until, "until")]
        {
            let time = time(field);
            if time != Time::Unsaid && !said.iter().any(|(other, _)| *other == time) {
                said.push((time, *row));
            }
        }
        let span = date::span(&time("joined"), &time("left"), &context.published);
        let note = cell("note");
        if !note.is_empty() && !treaty.notes.iter().any(|other| other == note) {
            treaty.notes.push(note.to_owned());
        }
        if !cell("title").is_empty() && cell("title") != treaty.title {
            context.report.note("another title than a row above has: the first one stands, the other is a note", *row);
            let title = format!("row {row}: {}", cell("title"));
            treaty.notes.push(title);
        }
        let parties = parties(table, record, context);
        if parties.is_empty() {
            context.report.note("a row without a party", *row);
        }
        treaty.parties.extend(parties.into_iter().map(|who| Party { who, span: span.clone(), row: *row }));
    }
    all
}

/// The parties a row names: one, or several with `;` or `|` between them.
fn parties(table: &Table, record: &csv::StringRecord, context: &mut Context) -> Vec<Who> {
    let cell = |field: &str| table.cell(record, field);
    let kind = names::kind_of(cell("party-kind"), "state");
    let all: Vec<&str> = cell("party").split([';', '|']).map(str::trim).filter(|party| !party.is_empty()).collect();
    let name = if all.len() == 1 { cell("party-name") } else { "" };
    let named = |key: &str| Named {
        name: if name.is_empty() { key } else { name }.to_owned(),
        kind,
        others: vec![],
        hints: vec![if name.is_empty() { kind } else { key }.to_owned()],
    };
    all.into_iter().map(|party| context.names.of(party, named(party))).collect()
}

fn write_treaty(treaty: &Treaty, id: &str, vocab: &Vocab, context: &mut Context, yaml: &mut String) {
    let word = names::id_of(treaty.kind);
    let is_kind = !treaty.kind.is_empty() && vocab.root(&word) == Some(Root::Agreement);
    let kind = if is_kind { word.as_str() } else { "treaty" };
    let mut notes = treaty.notes.clone();
    if !is_kind && !treaty.kind.is_empty() {
        context.report.note("no word of ties for the kind of treaty: written as `treaty`, with a note", treaty.row);
        notes.insert(0, format!("kind in the table: {}", treaty.kind));
    }
    let _ = writeln!(yaml, "  - id: {id}\n    kind: {kind}\n    name: {}", write::text(treaty.title));
    *yaml += "    parties:\n";
    for Party { who, span, row } in &treaty.parties {
        let _ = writeln!(yaml, "      - {{who: {}{span}, cite: {}}}", context.names.id(who), context.cite(*row));
    }
    if treaty.parties.is_empty() {
        yaml.truncate(yaml.len() - "    parties:\n".len());
    }
    let statuses = statuses(treaty, context);
    if !statuses.is_empty() {
        *yaml += "    status:\n";
        statuses.iter().for_each(|status| *yaml += &format!("      - {{{status}}}\n"));
    }
    if !notes.is_empty() {
        let _ = writeln!(yaml, "    note: {}", write::text(&notes.join("; ")));
    }
    let _ = writeln!(yaml, "    cite: {}", context.cite(treaty.row));
}

/// The steps of a treaty's life: signed, and in force from a day to a day.
fn statuses(treaty: &Treaty, context: &Context) -> Vec<String> {
    let dates = |said: &[(Time, usize)]| {
        let on = said.iter().filter_map(|(time, row)| match time {
            Time::On(date) => Some((write::date(date).into_owned(), context.cite(*row))),
            _ => None,
        });
        match on.collect::<Vec<_>>().as_slice() {
            [] => None,
            [(date, _)] => Some(date.clone()),
            several => {
                let all: Vec<String> = several.iter().map(|(is, cite)| format!("{{is: {is}, cite: {cite}}}")).collect();
                Some(format!("[{}]", all.join(", ")))
            }
        }
    };
    let (signed, since, until) = (dates(&treaty.signed), dates(&treaty.since), dates(&treaty.until));
    let goes_on = treaty.until.iter().any(|(time, _)| *time == Time::Still);
    let mut all = vec![];
    all.extend(signed.map(|date| format!("is: signed, when: {date}")));
    if since.is_some() || until.is_some() || goes_on {
        let mut status = String::from("is: in-force");
        since.iter().for_each(|date| status += &format!(", since: {date}"));
        until.iter().for_each(|date| status += &format!(", until: {date}"));
        if goes_on && until.is_none() {
            let _ = write!(status, ", seen: {}", context.published);
        }
        all.push(status);
    }
    all
}
