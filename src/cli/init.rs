//! `ties init`: a small fact folder to start from, which teaches by example.
//!
//! Invariant: nothing that is there is changed; the folder it makes passes `ties check --strict` and `ties test`.
use super::facts::is_fact_file;
use super::{Error, files, quoted};
use crate::diag::write::visible;
use crate::facts::{FactSet, schema};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Start a fact folder, with examples to write over
///
/// Writes a few small files of made-up facts with comments, and the file that lets an editor complete and check what
/// you type. A folder that holds facts already is left as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties init mine\n  ties --facts mine check")]
pub(super) struct Init {
    /// The folder to make
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// The name of the file for editors; the first line of each fact file speaks of it.
const EDITOR: &str = "ties.schema.json";

/// The files, in the order to read them.
const FILES: [(&str, &str, &str); 4] = [
    ("sources.yaml", "where the facts come from", include_str!("start/sources.yaml")),
    ("who.yaml", "who there is, and what ties them", include_str!("start/who.yaml")),
    ("deals.yaml", "what was agreed, happened and was said", include_str!("start/deals.yaml")),
    ("words.yaml", "words of your own", include_str!("start/words.yaml")),
];

pub(super) fn init(init: &Init) -> Result<u8, Error> {
    let folder = &init.folder;
    refuse(folder)?;
    let mut found = vec![];
    let texts = FILES.map(|(name, _, text)| (name.to_owned(), text.to_owned()));
    let set = FactSet::read(texts, &mut found).expect("the files are small");
    let editor = format!("{:#}\n", schema(&set.vocab));
    files::make_folder(folder)?;
    let examples = FILES.map(|(name, _, text)| (folder.join(name), text));
    let all = examples.iter().map(|(path, text)| (path.as_path(), text.as_bytes()));
    files::write(all.chain([(folder.join(EDITOR).as_path(), editor.as_bytes())]))?;
    say(folder)
}

/// Refuses a folder that has facts, or one of the files that would be written.
fn refuse(folder: &Path) -> Result<(), Error> {
    let refused = |message: String| {
        let help = format!("name a new one: ties init {}; what is there stays as it is", free());
        Err(Error::Usage { message, help })
    };
    if folder.exists() && !folder.is_dir() {
        return refused(format!("`{}` is a file, and no folder", folder.display()));
    }
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    for path in entries.flatten().map(|entry| entry.path()) {
        if is_fact_file(&path) || path.file_name().is_some_and(|name| name == EDITOR) {
            return refused(format!("there are facts in `{}` already: {}", folder.display(), path.display()));
        }
    }
    Ok(())
}

/// A name that nothing has here.
fn free() -> String {
    let more = (2..).map(|n| format!("my-facts-{n}"));
    std::iter::once("my-facts".to_owned()).chain(more).find(|name| !Path::new(name).exists()).unwrap_or_default()
}

/// What was written, and what to do next.
fn say(folder: &Path) -> Result<u8, Error> {
    let shown = visible(&quoted(&folder.display().to_string()));
    let mut out = std::io::stdout().lock();
    writeln!(out, "A fact folder with made-up examples: {shown}\n")?;
    for (name, about, _) in FILES {
        writeln!(out, "  {name:18} {about}")?;
    }
    writeln!(out, "  {EDITOR:18} for your editor: it completes and checks what you type\n")?;
    writeln!(out, "Next:")?;
    for (command, about) in [
        ("check", "find slips; run it after every change"),
        ("partners rye-and-sons", "ask"),
        ("map -o map.svg", "draw"),
    ] {
        writeln!(out, "  ties --facts {shown} {command}   {about}")?;
    }
    writeln!(out, "Then write your own facts over the examples. Every field: ties explain")?;
    Ok(0)
}
