//! Finding and reading the fact files.
//!
//! Invariant: only regular files are read, in the order of their names; a pipe or a device in the folder is passed
//! over, and a folder that links to one above it is entered once.
use super::Error;
use crate::check;
use crate::diag::Diagnostics;
use crate::facts::FactSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How large a single fact file may be, in bytes.
pub(super) const LARGEST: u64 = 512 * 1024 * 1024;

/// Where facts are read.
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder named, else `data` here.
    pub fn new(named: Option<&Path>) -> Self {
        Self { path: named.map_or_else(|| PathBuf::from("data"), Path::to_path_buf) }
    }

    pub fn exists(&self) -> bool {
        self.path.exists()
    }

    /// As the user would name it.
    pub fn shown(&self) -> String {
        let path = self.path.display().to_string();
        if self.path.is_relative() && !path.starts_with('.') { format!("./{path}") } else { path }
    }

    /// Reads all files and runs all checks.
    pub fn read(&self) -> Result<(FactSet, Diagnostics), Error> {
        if !self.path.exists() {
            return Err(Error::NoFolder { path: self.path.clone() });
        }
        let mut paths = vec![];
        if self.path.is_dir() {
            collect(&self.path, &mut vec![], &mut paths)?;
        } else {
            paths.push(self.path.clone());
        }
        if paths.is_empty() {
            return Err(Error::NoFiles { path: self.path.clone() });
        }
        let texts: Vec<(String, String)> = paths.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
        let mut found = vec![];
        let set = FactSet::read(texts, &mut found).map_err(|name| Error::Read {
            path: name.into(),
            reason: "all fact files together are larger than 2 GB".into(),
        })?;
        check::run(&set, &mut found);
        Ok((set, found))
    }
}

/// The fact files below a folder.
fn collect(folder: &Path, above: &mut Vec<PathBuf>, out: &mut Vec<PathBuf>) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::Read { path: folder.to_path_buf(), reason: reason(&error) };
    let real = folder.canonicalize().map_err(failed)?;
    if above.contains(&real) {
        return Ok(());
    }
    above.push(real);
    let mut entries: Vec<PathBuf> = vec![];
    for entry in fs::read_dir(folder).map_err(failed)? {
        entries.push(entry.map_err(failed)?.path());
    }
    entries.sort();
    for path in entries {
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        let Ok(meta) = fs::metadata(&path) else { continue };
        if meta.is_dir() && !hidden {
            collect(&path, above, out)?;
        } else if meta.is_file() && !hidden && path.extension().is_some_and(|e| e == "yaml" || e == "yml") {
            out.push(path);
        }
    }
    above.pop();
    Ok(())
}

fn read(path: &Path) -> Result<(String, String), Error> {
    let failed = |reason: String| Error::Read { path: path.to_path_buf(), reason };
    let meta = fs::metadata(path).map_err(|e| failed(reason(&e)))?;
    if !meta.is_file() {
        return Err(failed("it is no regular file".into()));
    }
    if meta.len() > LARGEST {
        return Err(failed(format!("it is larger than {} MB; split it", LARGEST / 1024 / 1024)));
    }
    let bytes = fs::read(path).map_err(|e| failed(reason(&e)))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
        failed(format!("line {line} is not UTF-8 text; save the file as UTF-8"))
    })?;
    Ok((path.display().to_string(), text))
}

/// What the system says, in small letters.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".into(),
        std::io::ErrorKind::PermissionDenied => "it may not be read or written".into(),
        _ => error.to_string(),
    }
}
