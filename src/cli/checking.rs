//! `ties check`: the findings of the whole folder.
use super::{Error, args::Args, facts::Folder};
use crate::diag::{Diagnostic, Severity, write};
use crate::facts::{FactSet, List, Ref};
use crate::model::words::count;
use crate::text::Span;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

/// Slips in the facts, each with its place and what to do
///
/// The whole folder is always read; FILE narrows the report to one file. Exit code: 0 sound or warnings only, 1 errors
/// (with --strict also warnings), 2 the facts could not be read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties check\n  ties check data/gold.yaml\n  ties check --format short")]
pub(super) struct Check {
    /// Report only what is in this file
    file: Option<PathBuf>,
    /// Let warnings count as errors
    #[arg(long)]
    strict: bool,
    /// How to write the findings: human, short, json
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human", hide_possible_values = true)]
    format: Form,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Form {
    Human,
    Short,
    Json,
}

pub(super) fn check(args: &Args, folder: &Folder, check: &Check) -> Result<u8, Error> {
    let (set, mut found) = folder.read()?;
    if let Some(file) = &check.file {
        let same = |name: &str| {
            name == file.to_string_lossy() || std::fs::canonicalize(name).ok() == std::fs::canonicalize(file).ok()
        };
        let known = set.fact_files().any(|f| same(&f.name));
        if !known {
            let message = format!("`{}` is none of the fact files of {}", file.display(), folder.shown());
            return Err(Error::Usage { message, help: "ties check reports on all of them".into() });
        }
        found.retain(|d| same(&set.files.of(d.span()).name));
    }
    let stdout = io::stdout().lock();
    let colour = args.colour(&stdout);
    let mut out = io::BufWriter::new(stdout);
    match check.format {
        Form::Human => human(&set, &found, colour, &mut out)?,
        Form::Short => {
            for finding in &found {
                writeln!(out, "{}", write::short(finding, &set.files))?;
            }
        }
        Form::Json => {
            let all: Vec<_> = found.iter().map(|d| write::json(d, &set.files)).collect();
            serde_json::to_writer_pretty(&mut out, &all).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    let bad = found.iter().any(|d| d.severity == Severity::Error || check.strict);
    Ok(u8::from(bad))
}

fn human(set: &FactSet, found: &[Diagnostic], colour: bool, out: &mut dyn Write) -> Result<(), Error> {
    for finding in found {
        writeln!(out, "{}\n", write::human(finding, &set.files, colour))?;
    }
    let files = set.fact_files().len();
    let Some(first) = found.first() else {
        let lists = [
            List::Stakeholders,
            List::Assets,
            List::Agreements,
            List::Stakes,
            List::Ties,
            List::Dates,
            List::Details,
            List::Questions,
            List::Sources,
        ];
        let counts: Vec<String> = lists
            .iter()
            .map(|l| (set.lists.len(*l), l.word()))
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| if n == 1 { format!("1 {}", word.trim_end_matches('s')) } else { format!("{n} {word}") })
            .collect();
        let records = if counts.is_empty() { "no records".to_owned() } else { counts.join(", ") };
        let text = format!("ok: {records}, in {}", count(files, "file"));
        for line in textwrap::wrap(&text, textwrap::Options::new(80).subsequent_indent("    ")) {
            writeln!(out, "{line}")?;
        }
        return Ok(());
    };
    let with: FxHashSet<usize> = found.iter().map(|d| set.files.index_of(d.span())).collect();
    let number = |severity: Severity| found.iter().filter(|d| d.severity == severity).count();
    let counts: Vec<String> = [(number(Severity::Error), "error"), (number(Severity::Warning), "warning")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| count(n, word))
        .collect();
    let place =
        if with.len() == 1 { write::visible(&set.files.of(first.span()).name) } else { count(with.len(), "file") };
    let others = match files - with.len() {
        0 => String::new(),
        1 => "; the other file is sound".to_owned(),
        n => format!("; the other {n} files are sound"),
    };
    writeln!(out, "{} in {place}{others}.", counts.join(" and "))?;
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    found.iter().for_each(|d| *times.entry(d.name).or_default() += 1);
    let teach = times.into_iter().max_by_key(|(_, times)| *times).map(|(name, _)| name);
    writeln!(out, "What a finding means: ties explain {}", teach.unwrap_or(first.name))?;
    Ok(())
}

/// The records that findings stand in.
pub(super) fn records_of(set: &FactSet, found: &[&Diagnostic]) -> FxHashSet<Ref> {
    if found.is_empty() {
        return FxHashSet::default();
    }
    let mut all: Vec<(Span, Ref)> = vec![];
    for list in List::ALL {
        all.extend(
            (0..set.lists.len(*list) as u32).map(|index| Ref { list: *list, index }).map(|r| (set.lists.at(r), r)),
        );
    }
    all.sort_by_key(|(span, _)| *span);
    let record = |d: &&Diagnostic| {
        let at = all.partition_point(|(span, _)| span.lo() <= d.span().lo());
        let (span, record) = all.get(at.checked_sub(1)?)?;
        (d.span().lo() <= span.hi()).then_some(*record)
    };
    found.iter().filter_map(record).collect()
}
