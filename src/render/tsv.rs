//! TSV for `cut`, `awk` and spreadsheets: the lines of CSV with a tab between cells. No cell holds a tab or the end of a
//! line, so none is quoted.
use super::{Format, csv};

pub const FORMAT: Format = Format {
    name: "tsv",
    endings: &["tsv"],
    media_type: "text/tab-separated-values",
    about: "for cut and awk",
    write: |answer, model, _, out| {
        for line in csv::lines(answer, model) {
            writeln!(out, "{}", line.join("\t"))?;
        }
        Ok(vec![])
    },
};
