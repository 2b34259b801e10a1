//! What is found in a new record, shown at the argument it was given with.
//!
//! Invariant: no line is named that stands in no file.
use crate::diag::{Diagnostic, Diagnostics, Label, write};
use crate::text::{Files, Span};
use crate::yaml::{self, Entry, Found};
use std::sync::Arc;

/// Where a new record is written, and the value of each of its fields.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub at: Span,
    pub values: Vec<(String, Span)>,
}

impl Written {
    /// The record that a file holds within a stretch; none where it cannot be read.
    pub fn of(files: &Files, within: Span) -> Option<Self> {
        let (mut record, file) = (None, files.of(within));
        let mut found = Found { diagnostics: Diagnostics::default(), unescaped: vec![], synonyms: Arc::default() };
        yaml::scan(&file.text, file.span().lo(), &mut found, &mut |entry, _| {
            if let Entry::Record(_, tape) = entry
                && within.contains(tape.tokens[0].span)
            {
                let values = tape.pairs(0).map(|(key, value)| (key.text.clone().into_owned(), value.span));
                record = Some(Self { at: tape.tokens[0].span, values: values.collect() });
            }
        });
        record
    }

    /// What stands at a place as a file of its own, by the argument it was given with, and where that begins and ends; of
    /// what stands elsewhere its file.
    fn argument(&self, files: &Files, at: Span) -> (String, Span) {
        if !self.at.contains(at) {
            let file = files.of(at);
            return (file.name.clone(), file.span());
        }
        let value = self.values.iter().rev().find(|(_, value)| value.lo() <= at.lo());
        value.map_or(("the new record".to_owned(), self.at), |(field, value)| (format!("--{field}"), *value))
    }
}

/// A finding as a person reads it.
pub(super) fn human(finding: &Diagnostic, files: &Files, record: Option<&Written>, colour: bool) -> String {
    match record.and_then(|record| at_arguments(finding, files, record)) {
        Some((finding, files)) => write::human(&finding, &files, colour),
        None => write::human(finding, files, colour),
    }
}

/// A finding with the arguments it speaks of for files.
fn at_arguments(finding: &Diagnostic, files: &Files, record: &Written) -> Option<(Diagnostic, Files)> {
    let mut shown = Files::default();
    let mut labels = vec![];
    for Label { span, text } in &finding.labels {
        let (name, from) = record.argument(files, *span);
        let known = shown.iter().position(|file| file.name == name);
        let n = known.map_or_else(|| shown.add(name, files.written(from)).ok(), Some)?;
        let start = (span.lo() - from.lo()) as usize;
        let length = span.hi().saturating_sub(span.lo()) as usize;
        labels.push(Label { span: shown.file(n).span().part(start, length), text: text.clone() });
    }
    Some((Diagnostic { labels, fix: None, ..finding.clone() }, shown))
}
