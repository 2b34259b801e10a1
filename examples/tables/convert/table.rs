//! A table as text: its rows, and which column holds what.
//!
//! Invariant: a row has as many cells as the header, or it is left out and told.
use super::report::Report;
use std::fs;
use std::path::Path;

/// What a column can hold.
pub struct Field {
    /// The word for it in `--map`.
    pub name: &'static str,
    /// The headers it goes by, small letters and digits only.
    pub headers: &'static [&'static str],
    /// Whether no row makes sense without it.
    pub needed: bool,
}

impl Field {
    /// A field every table of the shape has.
    pub const fn needed(name: &'static str, headers: &'static [&'static str]) -> Self {
        Self { name, headers, needed: true }
    }

    /// A field some have.
    pub const fn may(name: &'static str, headers: &'static [&'static str]) -> Self {
        Self { name, headers, needed: false }
    }
}

/// A table that is read.
pub struct Table {
    /// Its rows, each with its number in a spreadsheet.
    pub rows: Vec<(usize, csv::StringRecord)>,
    /// How many there are, with those left out.
    pub all: usize,
    fields: &'static [Field],
    /// The columns of each field: none, one, or the year, month and day of a date.
    columns: Vec<Vec<usize>>,
}

impl Table {
    /// Reads a table and finds its columns.
    pub fn read(path: &Path, fields: &'static [Field], maps: &[&str], report: &mut Report) -> Result<Self, String> {
        let shown = path.display();
        let bytes = fs::read(path).map_err(|error| format!("cannot read {shown}: {error}"))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            format!("{shown}, line {line}: this is no UTF-8 text; save the table as \"CSV UTF-8\"")
        })?;
        let text = text.trim_start_matches('\u{feff}');
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| format!("{shown}: {error}"))?.clone();
        let columns = columns(&header, fields, maps).map_err(|message| format!("{shown}: {message}"))?;
        let (mut rows, mut number, mut all) = (vec![], 1, 0);
        for row in reader.records() {
            let row = row.map_err(|error| format!("{shown}: {error}"))?;
            all += 1;
            number += 1 + row.position().map_or(0, |at| blank_lines(text, at.byte() as usize));
            if row.len() == header.len() {
                rows.push((number, row));
            } else {
                let (cells, wanted) = (row.len(), header.len());
                report.note(format!("left out: {cells} cells where the header has {wanted}"), number);
            }
        }
        Ok(Self { rows, all, fields, columns })
    }

    /// What a row says in a field; the empty text where there is no such column. Of several columns, the first.
    pub fn cell<'r>(&self, row: &'r csv::StringRecord, field: &str) -> &'r str {
        self.columns_of(field).first().map_or("", |at| row[*at].trim())
    }

    /// All that a row says in the columns of a field.
    pub fn cells<'r>(&self, row: &'r csv::StringRecord, field: &str) -> Vec<&'r str> {
        self.columns_of(field).iter().map(|at| row[*at].trim()).collect()
    }

    fn columns_of(&self, field: &str) -> &[usize] {
        let at = self.fields.iter().position(|f| f.name == field).expect("a shape asks for its own fields");
        &self.columns[at]
    }
}

/// How many lines without anything stand at a place: spreadsheets count them as rows.
fn blank_lines(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    // The second half of the end of the line before.
    let rest = if text[..at].ends_with('\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
    rest.bytes().take_while(|b| matches!(b, b'\r' | b'\n')).filter(|b| *b == b'\n').count()
}

/// The sign between two cells: the one the header has most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let times = |sign: u8| header.bytes().filter(|b| *b == sign).count();
    // Of equals the last one wins.
    *[b'\t', b';', b','].iter().max_by_key(|sign| times(**sign)).expect("there are three")
}

/// The columns of each field: as `--map` says, else by the names of the header.
fn columns(header: &csv::StringRecord, fields: &[Field], maps: &[&str]) -> Result<Vec<Vec<usize>>, String> {
    let all = || header.iter().collect::<Vec<_>>().join(", ");
    let mut columns: Vec<Vec<usize>> = fields
        .iter()
        .map(|field| {
            // The first name that fits, not the first column: the names go from the surest to the least sure.
            let at = |name: &&str| header.iter().position(|column| bare(column) == **name);
            field.headers.iter().find_map(at).into_iter().collect()
        })
        .collect();
    for map in maps {
        let (field, wanted) = map.split_once('=').ok_or_else(|| format!("--map {map}: write FIELD=COLUMN"))?;
        let Some(at) = fields.iter().position(|f| f.name == field) else {
            let names: Vec<&str> = fields.iter().map(|f| f.name).collect();
            return Err(format!("--map {map}: there is no field `{field}`; there are {}", names.join(", ")));
        };
        let place = |name: &str| {
            let exact = header.iter().position(|column| column == name);
            let found = exact.or_else(|| header.iter().position(|column| bare(column) == bare(name)));
            found.ok_or_else(|| format!("--map {map}: there is no column `{name}`; there are {}", all()))
        };
        columns[at] =
            if wanted.is_empty() { vec![] } else { wanted.split('+').map(place).collect::<Result<_, _>>()? };
    }
    match fields.iter().zip(&columns).find(|(field, columns)| field.needed && columns.is_empty()) {
        Some((field, _)) => Err(format!(
            "no column for `{}`: name it with --map {}=COLUMN; there are {}",
            field.name,
            field.name,
            all()
        )),
        None => Ok(columns),
    }
}

/// A header as it is compared: `Start date`, `start_date` and `StartDate` are one.
fn bare(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
