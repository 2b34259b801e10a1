//! What the reader of the facts should know about how they were made.
//!
//! Invariant: each remark stands once, with how often and where it applies first.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// How many rows are named in a remark.
const NAMED: usize = 5;

/// Remarks, each with the rows it is about.
#[derive(Default)]
pub struct Report {
    remarks: BTreeMap<String, (usize, Vec<usize>)>,
}

impl Report {
    /// Notes a remark about a row.
    pub fn note(&mut self, remark: impl Into<String>, row: usize) {
        let (times, rows) = self.remarks.entry(remark.into()).or_default();
        *times += 1;
        if rows.len() < NAMED {
            rows.push(row);
        }
    }

    /// All of it in words.
    pub fn told(&self, table: &Path, rows: usize, counts: impl IntoIterator<Item = (usize, &'static str)>) -> String {
        let counts: Vec<String> = counts.into_iter().map(|(n, what)| format!("{n} {what}")).collect();
        let mut text = format!("{}: {rows} rows: {}\n", table.display(), counts.join(", "));
        for (remark, (times, rows)) in &self.remarks {
            let named: Vec<String> = rows.iter().map(usize::to_string).collect();
            let more = if *times > rows.len() { ", …" } else { "" };
            let word = if *times == 1 { "row" } else { "rows" };
            let _ = writeln!(text, "  {times} × {remark} ({word} {}{more})", named.join(", "));
        }
        text
    }
}
