//! Findings written to the screen, for `ties check` and `ties verify` alike.
//!
//! Invariant: what a finding is called is known here from the lists of those who find; no command writes them another way.
use super::Error;
use crate::check::{CHECKS, Check};
use crate::diag::sarif::{self, Rule};
use crate::diag::{Diagnostic, Severity, write};
use crate::evidence;
use crate::model::words::count;
use crate::text::Files;
use std::io::Write;
use textwrap::WordSplitter;

/// How findings are reported.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Reported {
    /// Let warnings count as errors
    #[arg(long)]
    pub strict: bool,
    /// How to write the findings: human, short, json, sarif, github
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human", hide_possible_values = true)]
    pub format: Form,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Form {
    Human,
    Short,
    Json,
    Sarif,
    Github,
}

/// How many findings are written with the lines they speak of; one slip can be the cause of all the others.
pub(super) const MOST_SHOWN: usize = 1_000;

/// Every finding there is a page about: those of `ties check`, then those of `ties verify`.
pub(super) fn known() -> impl Iterator<Item = &'static Check> + Clone {
    CHECKS.iter().chain(evidence::FINDINGS)
}

impl Reported {
    /// Whether what was found is an error, or counts as one.
    pub fn is_bad(self, found: &[&Diagnostic]) -> bool {
        found.iter().any(|d| d.severity == Severity::Error || self.strict && d.severity == Severity::Warning)
    }

    /// Writes findings that `command` has found.
    pub fn write(
        self,
        command: &str,
        found: &[&Diagnostic],
        files: &Files,
        colour: bool,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        match self.format {
            Form::Human => {
                for finding in found.iter().take(MOST_SHOWN) {
                    writeln!(out, "{}\n", write::human(finding, files, colour))?;
                }
                if found.len() > MOST_SHOWN {
                    let rest = count(found.len() - MOST_SHOWN, "more finding");
                    writeln!(out, "{rest}, one a line: {command} --format short\n")?;
                }
            }
            Form::Short => found.iter().try_for_each(|finding| writeln!(out, "{}", write::short(finding, files)))?,
            Form::Github => found.iter().try_for_each(|finding| writeln!(out, "{}", sarif::github(finding, files)))?,
            Form::Json => {
                let all = serde_json::Value::Array(found.iter().map(|d| write::json(d, files)).collect());
                write!(out, "{}", write::pretty(&all))?;
            }
            Form::Sarif => {
                let rule = |check: &Check| Rule { name: check.name, about: check.about, level: check.severity.word() };
                let rules: Vec<Rule> = known().map(rule).collect();
                write!(out, "{}", write::pretty(&sarif::sarif(found, files, &rules)))?;
            }
        }
        Ok(())
    }
}

/// `2 errors and 1 warning`.
pub(super) fn numbers(found: &[&Diagnostic]) -> String {
    let number = |severity: Severity| found.iter().filter(|d| d.severity == severity).count();
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (number(severity), severity.word()))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| count(n, word))
        .collect();
    counts.join(" and ")
}

/// Lines of 80 columns, those after the first indented.
pub(super) fn wrapped(text: &str, out: &mut dyn Write) -> Result<(), Error> {
    for line in textwrap::wrap(
        text,
        textwrap::Options::new(80).subsequent_indent("    ").word_splitter(WordSplitter::NoHyphenation),
    ) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
