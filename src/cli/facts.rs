//! Finding and reading the fact files.
//!
//! Invariant: only regular files are read, in the order of their names; a pipe or a device in the folder is passed
//! over, and a folder that links to one above it is entered once.
use super::Error;
use crate::check;
use crate::diag::{Diagnostic, Diagnostics};
use crate::facts::FactSet;
use crate::yaml;
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

    /// Whether it is where facts are looked for when nothing is said.
    pub fn is_default(&self) -> bool {
        self.path == Path::new("data")
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
        let files: Vec<Content> = paths.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
        let faults: Vec<Option<usize>> = files.iter().map(|file| file.fault).collect();
        let mut found = vec![];
        let set = FactSet::read(files.into_iter().map(|file| (file.name, file.text)), &mut found);
        let set = set.map_err(|name| Error::Read {
            path: name.into(),
            reason: "all fact files together are larger than 2 GB".into(),
        })?;
        for (file, at) in set.fact_files().zip(faults) {
            let message = "this is no UTF-8 text: what stands here cannot be read";
            let fault = |at| {
                Diagnostic::error(
                    yaml::name::SYNTAX,
                    file.span().part(at, char::REPLACEMENT_CHARACTER.len_utf8()),
                    message,
                )
            };
            found
                .extend(at.map(|at| fault(at).help("save the file as UTF-8; most editors offer it under \"Save as\"")));
        }
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

/// What a file holds, and where it stops being UTF-8.
struct Content {
    name: String,
    text: String,
    fault: Option<usize>,
}

fn read(path: &Path) -> Result<Content, Error> {
    let failed = |reason: String| Error::Read { path: path.to_path_buf(), reason };
    let meta = fs::metadata(path).map_err(|e| failed(reason(&e)))?;
    if !meta.is_file() {
        return Err(failed("it is no regular file".into()));
    }
    if meta.len() > LARGEST {
        return Err(failed(format!("it is larger than {} MB; split it", LARGEST / 1024 / 1024)));
    }
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|e| failed(reason(&e)))?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Content { name, text, fault: None },
        // Nothing of a UTF-16 file can be read; of another, what stands before and behind the fault.
        Err(error) if error.as_bytes().starts_with(&[0xff, 0xfe]) || error.as_bytes().starts_with(&[0xfe, 0xff]) => {
            Content { name, text: String::new(), fault: Some(0) }
        }
        Err(error) => {
            let fault = Some(error.utf8_error().valid_up_to());
            Content { name, text: String::from_utf8_lossy(error.as_bytes()).into_owned(), fault }
        }
    })
}

/// What the system says, in small letters.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".into(),
        std::io::ErrorKind::PermissionDenied => "it may not be read or written".into(),
        _ => error.to_string(),
    }
}
