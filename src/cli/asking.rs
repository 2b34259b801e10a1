//! A question asked: where its answer goes, in which format, and what is to be said of the flags.
use super::{Error, args::Args, facts::Folder, files, remark, sound};
use crate::ask::{Answer, Drawing, Flags, Layout, Question};
use crate::diag::near::nearest;
use crate::draw;
use crate::facts::FactSet;
use crate::model::Model;
use crate::render::{self, Format, Page, Remarks};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

pub(super) fn ask(args: &Args, folder: &Folder, question: &Question) -> Result<u8, Error> {
    let flags = question.flags();
    let output = flags.output.as_deref().filter(|path| !is_stdout(path));
    let format = chosen(flags, output)?;
    if matches!(question, Question::Map(_)) && output.is_none() && flags.format.is_none() {
        let message = "a map goes into a file".to_owned();
        return Err(Error::Usage { message, help: "name it: ties map senou-refinery -o refinery.svg".into() });
    }
    if flags.drawing.pages && output.is_none() {
        let message = "pages go into several files".to_owned();
        return Err(Error::Usage { message, help: "name the first of them: ties map --pages -o all.svg".into() });
    }
    if output.is_none() && format.media_type == "image/png" && io::stdout().is_terminal() {
        let message = "a .png is nothing to read on a screen like this one".to_owned();
        return Err(Error::Usage { message, help: "name a file for it: -o mali.png".into() });
    }
    let told = told(flags, format, output);
    let Some(sound) = sound(args, folder, flags.lenient)? else { return Ok(1) };
    let model = sound.model()?;
    let answer = question.answer(&model)?;
    match output {
        Some(path) => {
            let page = Page { width: Some(80), drawing: flags.drawing.clone(), ..Page::default() };
            let all = written(&answer, &model, format, &page, path)?;
            all.iter().try_for_each(|(path, ..)| spare(&sound.set, path))?;
            files::write(all.iter().map(|(path, bytes, _)| (path.as_path(), bytes.as_slice())))?;
            all.iter().try_for_each(|(.., remarks)| remark(remarks))?;
        }
        None => {
            let out = io::stdout().lock();
            let (width, colour, drawing) = (args.width(&out), args.colour(&out), flags.drawing.clone());
            let page = Page { width, colour, drawing, ..Page::default() };
            let mut out = io::BufWriter::new(out);
            let remarks = (format.write)(&answer, &model, &page, &mut out)?;
            out.flush()?;
            remark(&remarks)?;
        }
    }
    remark(&told)?;
    Ok(0)
}

/// Whether a name stands for the output itself.
fn is_stdout(path: &Path) -> bool {
    path == Path::new("-") || path == Path::new("/dev/stdout")
}

/// What of the flags does not do what may be thought.
fn told(flags: &Flags, format: &Format, output: Option<&Path>) -> Remarks {
    let idle = flags.drawing.given().filter(|flag| !format.heeds.contains(flag));
    let mut told: Remarks = idle.map(|flag| format!("`{flag}` changes nothing in {}", format.name)).collect();
    let ending = output.and_then(Path::extension).and_then(|ending| ending.to_str()).and_then(render::format);
    if let (Some(path), Some(other)) = (output, ending.filter(|other| other.name != format.name)) {
        let (path, name, other) = (path.display(), format.name, other.name);
        told.push(format!("`{path}` holds {name}, as --format says, though its ending stands for {other}"));
    }
    told
}

/// Refuses to write over a fact file.
fn spare(set: &FactSet, path: &Path) -> Result<(), Error> {
    let real = |path: &Path| path.canonicalize().ok();
    let is_fact_file =
        real(path).is_some_and(|to| set.fact_files().any(|f| real(Path::new(&f.name)).as_ref() == Some(&to)));
    let reason = || "it is one of the fact files".to_owned();
    if is_fact_file { Err(Error::Write { path: path.to_path_buf(), reason: reason() }) } else { Ok(()) }
}

/// A file to be written, and what is to be said of it.
type Written = (PathBuf, Vec<u8>, Remarks);

/// The answer as a file; with `--pages` an overview there and a page beside it for each group.
fn written(answer: &Answer, model: &Model, format: &Format, page: &Page, path: &Path) -> Result<Vec<Written>, Error> {
    let write = |answer: &Answer, page: &Page, path: PathBuf| -> Result<Written, Error> {
        let mut bytes = vec![];
        let remarks = (format.write)(answer, model, page, &mut bytes)?;
        Ok((path, bytes, remarks))
    };
    if !page.drawing.pages {
        return Ok(vec![write(answer, page, path.to_path_buf())?]);
    }
    let write = |answer: &Answer, page: &Page, path: PathBuf| -> Result<Written, Error> {
        let (path, bytes, remarks) = write(answer, page, path)?;
        let name = path.display().to_string();
        Ok((path, bytes, remarks.into_iter().map(|remark| format!("{name}: {remark}")).collect()))
    };
    let drawing = Drawing { layout: Some(Layout::Overview), ..page.drawing.clone() };
    let mut all = vec![write(answer, &Page { drawing, ..page.clone() }, path.to_path_buf())?];
    for (group, part) in draw::pages(answer, model) {
        all.push(write(&part, page, beside(path, &group))?);
    }
    Ok(all)
}

/// `all.svg` → `all-gold.svg`.
fn beside(path: &Path, group: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map_or(String::new(), |ending| format!(".{}", ending.to_string_lossy()));
    path.with_file_name(format!("{stem}-{group}{ending}"))
}

/// The format of `--format`, else the one for the ending of the output, else the first.
fn chosen(flags: &Flags, output: Option<&Path>) -> Result<&'static Format, Error> {
    let unknown = |word: &str| {
        let names: Vec<&str> = render::FORMATS.iter().map(|f| f.name).collect();
        let help = match nearest(word, names.iter().copied()) {
            Some(near) => format!("did you mean `{}`?  Formats: {}", near.word, names.join(", ")),
            None => format!("formats: {}", names.join(", ")),
        };
        Error::Usage { message: format!("there is no format called `{word}`"), help }
    };
    if let Some(word) = &flags.format {
        return render::format(word).ok_or_else(|| unknown(word));
    }
    let Some(path) = output else { return Ok(&render::FORMATS[0]) };
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    render::format(ending).ok_or_else(|| {
        let endings =
            render::FORMATS.iter().flat_map(|f| f.endings).map(|e| format!(".{e}")).collect::<Vec<_>>().join(" ");
        Error::Usage {
            message: format!("the ending of `{}` chooses no format", path.display()),
            help: format!("use one of {endings}, or --format NAME"),
        }
    })
}
