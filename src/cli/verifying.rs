//! `ties verify`: citations held against the texts of their sources, and what the texts carry.
//!
//! Invariant: what cannot be checked is counted in what is said; a text is read only where the user names it, or below
//! the fact folder.
use super::checking::records_of;
use super::findings::{Form, Reported, numbers, wrapped};
use super::{Error, args::Args, facts::Folder, files};
use crate::diag::near::nearest;
use crate::diag::write::{self, opening, visible};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::evidence::{self, Carried, Coverage, Line, Of, Report, SourceText, Texts};
use crate::facts::{Allowed, FactSet, List, is_below};
use crate::model::Model;
use crate::model::words::count;
use crate::render;
use crate::text::Span;
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Citations held against the texts of their sources
///
/// A text is named by `text:` in the record of a source, a path below the fact folder, or by --text. Its first line is the
/// title, the second says who wrote it; behind them each line that is not blank is a paragraph, counted from 1. Exit
/// code: 0 all that could be checked is right, 1 something is wrong, 2 there is nothing to check.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties verify --facts docs/verify\n  ties verify --facts docs/verify --format short\n  ties verify --facts docs/verify --coverage\n  ties verify --facts docs/verify --coverage --format json\n  ties verify --facts docs/verify --coverage -o coverage.html\n  ties verify --text neo=article.txt"
)]
pub(super) struct Verify {
    /// A file with the text of a source; it takes the place of its `text:`
    #[arg(long, value_name = "SOURCE=FILE")]
    text: Vec<String>,
    /// Say which paragraphs and sentences carry claims, and which none
    #[arg(long)]
    coverage: bool,
    /// Write the coverage as a page with the texts marked up
    #[arg(short, long, value_name = "FILE.html")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reported: Reported,
}

/// How large a text may be, in bytes.
const LARGEST: usize = 16 * 1024 * 1024;

pub(super) fn verify(args: &Args, folder: &Folder, verify: &Verify) -> Result<u8, Error> {
    refuse(verify)?;
    let (set, slips) = folder.read()?;
    let (texts, mut unread) = texts(&set, folder, &verify.text)?;
    if texts.is_empty() && unread.is_empty() {
        return Err(without_texts(&set));
    }
    let allowed = Allowed::of(&set);
    unread.retain(|finding| !allowed.has(&set, finding));
    let mut report = evidence::verify(&set, &texts);
    report.found.extend(unread);
    crate::diag::sort(&mut report.found);
    let found: Vec<&Diagnostic> = report.found.iter().collect();
    let stdout = io::stdout().lock();
    let colour = args.colour(&stdout);
    let mut out = io::BufWriter::new(stdout);
    if verify.coverage {
        let coverage = evidence::coverage(&set, &texts);
        match &verify.output {
            Some(path) => page(&coverage, &set, &slips, path, &mut out)?,
            None if verify.reported.format == Form::Json => write!(out, "{}", write::pretty(&json(&coverage, &set)))?,
            None => coverage.iter().try_for_each(|coverage| table(coverage, &set, &mut out))?,
        }
    } else {
        verify.reported.write("ties verify", &found, &set.files, colour, &mut out)?;
        if verify.reported.format == Form::Human {
            summary(&report, &mut out)?;
        }
    }
    out.flush()?;
    beside(verify, &report, &slips)?;
    let has_errors = slips.iter().any(|slip| slip.severity == Severity::Error);
    Ok(u8::from(has_errors || verify.reported.is_bad(&found)))
}

/// Refuses flags that do not go together.
fn refuse(verify: &Verify) -> Result<(), Error> {
    let usage = |message: &str, help: &str| Err(Error::Usage { message: message.to_owned(), help: help.to_owned() });
    let Some(path) = &verify.output else {
        return match (verify.coverage, verify.reported.format) {
            (false, _) | (true, Form::Human | Form::Json) => Ok(()),
            (true, Form::Short | Form::Sarif | Form::Github) => {
                usage("what the texts carry is written for people or as JSON", "write --format json, or leave it out")
            }
        };
    };
    let is_page =
        path.extension().is_some_and(|end| end.eq_ignore_ascii_case("html") || end.eq_ignore_ascii_case("htm"));
    if !verify.coverage {
        usage("--output is for the page that --coverage makes", "write: ties verify --coverage -o coverage.html")
    } else if !is_page && path != Path::new("-") {
        let message = format!("`{}` cannot hold the page: it is HTML", path.display());
        usage(&message, "give it a name that ends in .html")
    } else {
        Ok(())
    }
}

fn without_texts(set: &FactSet) -> Error {
    let message = match set.lists.sources.len() {
        0 => "there are no sources, and so no citations to check".to_owned(),
        1 => "the only source has no text to hold citations against".to_owned(),
        n => format!("none of the {n} sources has a text to hold citations against"),
    };
    let id = set.lists.sources.first().map_or("SOURCE", |source| &set.files[source.id]);
    let help = format!(
        "name a file: ties verify --text {id}=FILE; or put it into the fact folder, and `text: FILE` into the\n      record of \
         the source"
    );
    Error::Usage { message, help }
}

/// The texts there are; what names of them in the facts cannot be read is a finding, what the user named is a failure.
fn texts(set: &FactSet, folder: &Folder, given: &[String]) -> Result<(Texts, Diagnostics), Error> {
    let (mut texts, mut found) = (Texts::new(), vec![]);
    for given in given {
        let (source, path) = named(set, given)?;
        let text = read(&path).map_err(|reason| Error::Read { path, reason })?;
        if texts.insert(source, SourceText::new(text)).is_some() {
            let message = format!("`{given}` is a second text of one source");
            return Err(Error::Usage { message, help: "name one file for each source".into() });
        }
    }
    for (n, source) in set.lists.sources.iter().enumerate() {
        let Some(path) = source.text.filter(|text| !text.is_stand_in()) else { continue };
        if texts.contains_key(&(n as u32)) {
            continue;
        }
        let says = &set.files[path];
        match below(folder, says).and_then(|path| read(&path)) {
            Ok(text) => drop(texts.insert(n as u32, SourceText::new(text))),
            Err(why) => found.push(evidence::unread(path, says, &why)),
        }
    }
    Ok((texts, found))
}

/// `SOURCE=FILE`: the number of the source, and the file.
fn named(set: &FactSet, given: &str) -> Result<(u32, PathBuf), Error> {
    let Some((id, path)) = given.split_once('=').filter(|(id, path)| !id.is_empty() && !path.is_empty()) else {
        let message = format!("`{given}` does not say which source the text is of");
        return Err(Error::Usage { message, help: "write: --text SOURCE=FILE, with the id of the source".into() });
    };
    if let Some(of) = set.find(id).filter(|of| of.list == List::Sources) {
        return Ok((of.index, PathBuf::from(path)));
    }
    let near = nearest(id, set.lists.sources.iter().map(|source| &set.files[source.id]));
    let meant = near.map_or(String::new(), |near| format!("did you mean `{}`?  ", near.word));
    let message = format!("there is no source called `{id}`");
    Err(Error::Usage { message, help: meant + "All sources: ties list sources" })
}

/// A file below the fact folder, wherever links lead.
fn below(folder: &Folder, path: &str) -> Result<PathBuf, String> {
    let out = "it does not lie below the fact folder".to_owned();
    if !is_below(path) {
        return Err(out);
    }
    let base = folder.base();
    let file = base.join(path);
    match (base.canonicalize(), file.canonicalize()) {
        (Ok(base), Ok(real)) if !real.starts_with(&base) => Err(out),
        _ => Ok(file),
    }
}

/// The text in a file, else why there is none.
fn read(path: &Path) -> Result<String, String> {
    let bytes = files::read(path)?;
    if bytes.len() > LARGEST {
        return Err(format!("a text may have {} MB; split it, or leave out what nobody cites", LARGEST >> 20));
    }
    let text = String::from_utf8(bytes).map_err(|_| "it is no plain text in UTF-8; save it as that".to_owned())?;
    let start: String = text.trim_start_matches('\u{feff}').trim_start().chars().take(9).collect();
    match start.to_ascii_lowercase() {
        page if page.starts_with("<html") || page.starts_with("<!doctype") => {
            Err("it is a page of HTML; save its text alone".to_owned())
        }
        _ => Ok(text),
    }
}

/// What was checked, in numbers.
fn summary(report: &Report, out: &mut dyn Write) -> Result<(), Error> {
    for of in report.of.iter().filter(|of| of.has_text) {
        wrapped(&visible(&line(of)), out)?;
    }
    let without: Vec<&Of> = report.of.iter().filter(|of| !of.has_text).collect();
    if !without.is_empty() {
        let citations = count(without.iter().map(|of| of.left()).sum(), "citation");
        writeln!(out, "no text: {citations} of {} not checked", count(without.len(), "source"))?;
    }
    if report.unknown > 0 {
        writeln!(out, "no such source: {} not checked; ties check shows them", count(report.unknown, "citation"))?;
    }
    let found: Vec<&Diagnostic> = report.found.iter().collect();
    let wrong = report.found.iter().any(|finding| finding.severity != Severity::Note);
    let first = report.found.iter().find(|finding| !wrong || finding.severity != Severity::Note);
    match (wrong, first) {
        (true, _) => writeln!(out, "\n{}. {}", numbers(&found), total(report))?,
        (false, _) => writeln!(out, "\nok: {}", total(report))?,
    }
    if let Some(first) = first {
        writeln!(out, "What a finding means: ties explain {}", first.name)?;
    }
    Ok(())
}

/// The citations of one source.
fn line(of: &Of) -> String {
    let mut parts = vec![];
    if of.by_words > 0 {
        parts.push(format!("{} right by their words", of.by_words));
    }
    if of.by_place > 0 {
        parts.push(format!("{} without words, the place is there", of.by_place));
    }
    if of.wrong > 0 {
        parts.push(format!("{} wrong", of.wrong));
    }
    parts.extend(of.unchecked.iter().map(|(why, number)| format!("{number} not checked: {}", why.words())));
    format!("{}: {}", of.id, parts.join("; "))
}

fn total(report: &Report) -> String {
    let sum = |of: fn(&Of) -> usize| report.of.iter().map(of).sum::<usize>();
    let (right, wrong, left) = (sum(Of::right), sum(|of| of.wrong), sum(Of::left) + report.unknown);
    format!("{} right, {wrong} wrong, {left} not checked", count(right, "citation"))
}

/// What is to be said beside the output: where the facts have slips, and what a form for programs has no place for.
fn beside(verify: &Verify, report: &Report, slips: &[Diagnostic]) -> Result<(), Error> {
    let mut err = io::stderr().lock();
    let errors: Vec<&Diagnostic> = slips.iter().filter(|slip| slip.severity == Severity::Error).collect();
    if !errors.is_empty() {
        writeln!(err, "note: the facts have {}; what stands there is not counted (ties check)", numbers(&errors))?;
    }
    if verify.coverage || verify.reported.format != Form::Human {
        writeln!(err, "{}", total(report))?;
    }
    Ok(())
}

/// Writes the page of what texts carry; `-` is the output itself.
fn page(
    coverage: &[Coverage],
    set: &FactSet,
    slips: &[Diagnostic],
    path: &Path,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let errors: Vec<&Diagnostic> = slips.iter().filter(|slip| slip.severity == Severity::Error).collect();
    let left_out = records_of(set, &errors);
    let page = render::coverage(coverage, &Model::new(set, &left_out));
    if path == Path::new("-") {
        return Ok(out.write_all(page.as_bytes())?);
    }
    files::write([(path, page.as_bytes())])
}

/// How much of a sentence without claims is shown, in characters.
const MOST_SHOWN: usize = 50;

/// What the texts carry: each text with its lines, their sentences, and how many claims cite each, with the places where
/// the first of them are written.
fn json(coverage: &[Coverage], set: &FactSet) -> serde_json::Value {
    let place = |span: &Span| {
        let place = set.files.place(*span);
        json!({"file": place.file, "line": place.line, "column": place.column})
    };
    let sentence = |carried: &Carried| {
        let at: Vec<serde_json::Value> = carried.listed.iter().map(place).collect();
        json!({"text": carried.text, "claims": carried.claims, "at": at})
    };
    let line = |source: &str, line: &Line| {
        let sentences: Vec<serde_json::Value> = line.sentences.iter().map(sentence).collect();
        let cited = format!("{source}#{}", line.place);
        json!({"cited_as": cited, "is_paragraph": line.is_paragraph, "sentences": sentences})
    };
    let of = |coverage: &Coverage| {
        let (carrying, sentences) = coverage.carrying();
        let source = &set.files[set.lists.sources[coverage.source as usize].id];
        let lines: Vec<serde_json::Value> = coverage.lines.iter().map(|one| line(source, one)).collect();
        json!({"source": source, "sentences": sentences, "carrying": carrying, "lines": lines})
    };
    coverage.iter().map(of).collect()
}

/// What a text carries, paragraph by paragraph.
fn table(coverage: &Coverage, set: &FactSet, out: &mut dyn Write) -> Result<(), Error> {
    let source = &set.lists.sources[coverage.source as usize];
    let id = visible(&set.files[source.id]);
    let (carrying, all) = coverage.carrying();
    let all = count(all, "sentence");
    let none = match coverage.paragraphs().filter(|line| line.is_bare()).count() {
        0 => String::new(),
        bare => format!("; {bare} of {} without any", count(coverage.paragraphs().count(), "paragraph")),
    };
    writeln!(out, "{id}: {carrying} of {all} carry claims{none}\n")?;
    writeln!(out, "{:10} {:20} WITHOUT CLAIMS", "PARAGRAPH", "CLAIMS BY SENTENCE")?;
    for line in &coverage.lines {
        let claims: Vec<String> = line.sentences.iter().map(|sentence| sentence.claims.to_string()).collect();
        let bare = line.sentences.iter().filter(|sentence| sentence.claims == 0);
        let bare: Vec<String> = bare.map(|sentence| visible(&opening(sentence.text, MOST_SHOWN))).collect();
        let row = format!("{:10} {:20} {}", line.place, claims.join(" "), bare.first().map_or("", |bare| bare));
        writeln!(out, "{}", row.trim_end())?;
        bare.iter().skip(1).try_for_each(|bare| writeln!(out, "{:31} {bare}", ""))?;
    }
    writeln!(out)?;
    Ok(())
}
