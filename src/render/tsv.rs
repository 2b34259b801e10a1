//! TSV for `cut`, `awk` and spreadsheets: the lines of CSV with a tab between cells. No cell holds a tab or the end of a
//! line, so only one that begins with a quotation mark is quoted: a spreadsheet would take that mark for its own.
use super::{Format, csv};

pub const FORMAT: Format = Format {
    name: "tsv",
    endings: &["tsv"],
    media_type: "text/tab-separated-values",
    about: "for cut and awk",
    heeds: &[],
    write: |answer, model, _, out| {
        for line in csv::lines(answer, model) {
            let cells: Vec<String> = line.into_iter().map(cell).collect();
            writeln!(out, "{}", cells.join("\t"))?;
        }
        Ok(vec![])
    },
};

fn cell(text: String) -> String {
    if text.starts_with('"') { csv::in_quotes(&text) } else { text }
}
