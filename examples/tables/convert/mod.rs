//! Turns tables by others into facts: treaties, leaders, ownership.
//!
//! Invariant: a slip of the table is carried over, so that `ties check` finds it; what cannot be carried over is counted
//! and told, never dropped in silence.
pub mod date;
mod leaders;
mod names;
mod ownership;
mod report;
mod table;
mod treaty;
mod write;

use clap::{Parser, Subcommand};
use names::Names;
use report::Report;
use std::fmt::Write;
use std::path::PathBuf;
use table::Table;
use ties::date::Date;

/// Turn a table into facts: to stdout, with remarks on stderr
#[derive(Parser)]
#[command(
    name = "tables",
    after_help = "Example:\n  cargo run --release --example tables -- treaty treaties.csv \\\n    --title \"Treaty list\" \
                        --publisher \"Office A\" --published 2024-12-31 > facts/treaties.yaml"
)]
pub struct Args {
    #[command(subcommand)]
    shape: Shape,
}

/// What the rows of the table are.
#[derive(Subcommand)]
enum Shape {
    /// A row is a treaty with its parties, or one party of a treaty
    Treaty(Options),
    /// A row is one person in one post
    Leaders(Options),
    /// A row is one who holds a part of something
    Ownership(Options),
}

/// What is to be known beside the table.
#[derive(clap::Args)]
struct Options {
    /// The table, as CSV with a header
    table: PathBuf,
    /// The title of the table
    #[arg(long)]
    title: String,
    /// Who published it
    #[arg(long)]
    publisher: String,
    /// The day it speaks of: when it was published
    #[arg(long, value_parser = day)]
    published: String,
    /// The id of the source; made from the title when left out
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Where the table is found
    #[arg(long)]
    url: Option<String>,
    /// A second table of all that are named in the first, by id
    #[arg(long, value_name = "TABLE")]
    who: Option<PathBuf>,
    /// Facts that are there already: who has a record there gets no second one
    #[arg(long, value_name = "FOLDER")]
    known: Option<PathBuf>,
    /// Which column holds what: FIELD=COLUMN, FIELD=YEAR+MONTH+DAY, who.FIELD=COLUMN
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    maps: Vec<String>,
    /// How days such as 03/04/1999 are written
    #[arg(long, value_enum, default_value = "unknown")]
    days: date::Order,
}

fn day(text: &str) -> Result<String, String> {
    Date::read(text).map(|_| text.to_owned()).map_err(|slip| format!("{}: {}", slip.message, slip.help))
}

/// What a table comes to: the lists of a fact file below its sources.
pub struct Facts {
    /// Records and claims as YAML.
    yaml: String,
    /// How many there are of what.
    counts: Vec<(usize, &'static str)>,
}

/// What each shape needs to turn its rows into facts.
pub struct Context {
    /// The id of the source.
    pub source: String,
    /// The day the table speaks of.
    pub published: String,
    /// How days are written in it.
    pub days: date::Order,
    /// Everybody who is named.
    pub names: Names,
    /// What is to be told.
    pub report: Report,
}

impl Context {
    /// The citation of a row, numbered as a spreadsheet does it: the header is row 1.
    pub fn cite(&self, row: usize) -> String {
        format!("{}#row-{row}", self.source)
    }
}

/// A table as facts, and what is to be told about how they were made.
pub struct Converted {
    /// The fact file.
    pub yaml: String,
    /// For whoever reads it, in lines.
    pub told: String,
}

/// Turns a table into facts.
pub fn convert(args: &Args) -> Result<Converted, String> {
    let (options, fields, facts_of): (_, _, fn(&Table, &mut Context) -> Facts) = match &args.shape {
        Shape::Treaty(options) => (options, treaty::FIELDS, treaty::facts),
        Shape::Leaders(options) => (options, leaders::FIELDS, leaders::facts),
        Shape::Ownership(options) => (options, ownership::FIELDS, ownership::facts),
    };
    let (who_maps, maps): (Vec<&str>, Vec<&str>) =
        options.maps.iter().map(String::as_str).partition(|map| map.starts_with("who."));
    let who_maps: Vec<&str> = who_maps.into_iter().filter_map(|map| map.strip_prefix("who.")).collect();
    if options.who.is_none() && !who_maps.is_empty() {
        return Err("`who.` maps a column of a second table; name it with --who".into());
    }
    let mut report = Report::default();
    let mut names = Names::default();
    let source = options.source.clone().unwrap_or_else(|| names::id_of(&options.title));
    names.take(&source);
    if let Some(folder) = &options.known {
        names.read_known(folder)?;
    }
    if let Some(path) = &options.who {
        names.read_table(&Table::read(path, names::FIELDS, &who_maps, &mut report)?, &mut report);
    }
    let table = Table::read(&options.table, fields, &maps, &mut report)?;
    let mut context = Context { source, published: options.published.clone(), days: options.days, names, report };
    let facts = facts_of(&table, &mut context);
    let mut yaml = sources(options, &context.source);
    let stakeholders = context.names.write(&mut yaml);
    yaml += &facts.yaml;
    let counts = facts.counts.into_iter().chain([(stakeholders, "stakeholders")]);
    let told = context.report.told(&options.table, table.all, counts);
    Ok(Converted { yaml, told })
}

/// The record of the table itself.
fn sources(options: &Options, id: &str) -> String {
    let mut yaml = String::from("facts-version: 1\nsources:\n");
    let (title, publisher) = (write::text(&options.title), write::text(&options.publisher));
    let _ = write!(yaml, "  - {{id: {id}, title: {title}, publisher: {publisher}, kind: dataset");
    let _ = write!(yaml, ", published: {}", write::date(&options.published));
    if let Some(url) = &options.url {
        let _ = write!(yaml, ", url: {}", write::text(url));
    }
    yaml + ", note: \"rows are counted as a spreadsheet does, the header is row 1\"}\n"
}
