//! `ties schema`: the file that lets an editor complete, explain and check facts as they are typed.
use super::{Error, facts::Folder};
use crate::facts::{EDITOR_LINE, schema};
use std::io::{self, Write};

/// What an editor needs to complete, explain and check facts
///
/// Prints a file for editors that know YAML, such as VS Code with the extension "YAML" by Red Hat. Its words are those
/// of the facts, with your own; without facts, those built in. Write it anew when you add words.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("Beside the facts, and as first line of each of their files:\n  ties schema > data/ties.schema.json\n  {EDITOR_LINE}"))]
pub(super) struct Schema {}

pub(super) fn print(folder: &Folder) -> Result<u8, Error> {
    let set = match folder.read() {
        Ok((set, _)) => set,
        Err(Error::NoFolder { .. } | Error::NoFiles { .. }) if folder.is_default() => Default::default(),
        Err(error) => return Err(error),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &schema(&set.vocab)).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(0)
}
