//! Leaders: each row one person in one post.
//!
//! Invariant: two rows are one person where they have one person id; without such a column, where name, country and
//! year of birth are the same, and that is told.
use super::date::{self, Time};
use super::names::{Named, Who};
use super::table::{Field, Table};
use super::{Context, Facts, write};
use std::collections::HashSet;
use std::fmt::Write;

/// What a table of leaders has.
pub const FIELDS: &[Field] = &[
    Field::needed("leader", &["leader", "name", "head"]),
    Field::needed("country", &["country", "state", "statename", "idacr", "ccode", "of"]),
    Field::may("person", &["person", "leadid", "leaderid", "personid"]),
    Field::may("born", &["born", "yrborn", "birthyear", "borndate", "birthdate"]),
    Field::may("post", &["post", "office", "title", "position"]),
    Field::may("since", &["startdate", "since", "start", "begin", "entrydate", "from"]),
    Field::may("until", &["enddate", "eindate", "until", "end", "exitdate", "to"]),
];

/// A row as far as it can be said before everybody has an id.
struct Post<'t> {
    row: usize,
    who: Who,
    country: Who,
    post: &'t str,
    span: String,
}

/// Turns the rows into ties.
pub fn facts(table: &Table, context: &mut Context) -> Facts {
    let mut posts = vec![];
    let mut met = HashSet::new();
    for (row, record) in &table.rows {
        let cell = |field: &str| table.cell(record, field);
        let (leader, country) = (cell("leader"), cell("country"));
        if leader.is_empty() || country.is_empty() {
            context.report.note("left out: no leader, or no country", *row);
            continue;
        }
        // Dates of birth are cut to the year: sources seldom agree on the day.
        let born = cell("born").get(..4).unwrap_or_default();
        let person = match cell("person") {
            "" => format!("person\n{leader}\n{country}\n{born}"),
            id if context.names.is_closed() => id.to_owned(),
            id => format!("person\n{id}"),
        };
        if cell("person").is_empty() && !met.insert(person.clone()) {
            let remark = "taken for the same person as above: same name, country and year of birth; a column of person \
                          ids would settle it";
            context.report.note(remark, *row);
        }
        let named = |name: &str, kind, hints: [&str; 3]| Named {
            name: name.to_owned(),
            kind,
            others: vec![],
            hints: hints.map(str::to_owned).to_vec(),
        };
        let who = context.names.of(&person, named(leader, "person", [country, born, cell("person")]));
        let country = context.names.of(country, named(country, "state", ["state", "", ""]));
        let mut time = |field| date::read(&table.cells(record, field), context.days, *row, &mut context.report);
        let (since, until) = (time("since"), time("until"));
        if since == Time::Unsaid && until == Time::Unsaid {
            context.report.note("without any date: it held when the table was published", *row);
        }
        let span = date::span(&since, &until, &context.published);
        posts.push(Post { row: *row, who, country, post: cell("post"), span });
    }
    context.names.settle();
    let mut yaml = String::from("ties:\n");
    for Post { row, who, country, post, span } in &posts {
        let (who, country) = (context.names.id(who), context.names.id(country));
        let post = if post.is_empty() { String::new() } else { format!(", as: {}", write::text(post)) };
        let cite = context.cite(*row);
        let _ = writeln!(yaml, "  - {{from: {who}, is: head-of, to: {country}{post}{span}, cite: {cite}}}");
    }
    if posts.is_empty() {
        yaml.clear();
    }
    Facts { yaml, counts: vec![(posts.len(), "ties")] }
}
