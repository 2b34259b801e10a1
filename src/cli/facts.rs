//! Finding and reading the fact files.
//!
//! Invariant: only regular files are read, in the order of their names, each once; what ends in .yaml or .yml and cannot
//! be read is a finding, and hidden files are passed over.
use super::Error;
use super::files::{self, LARGEST, open, reason};
use crate::check;
use crate::diag::{Diagnostic, Diagnostics};
use crate::facts::FactSet;
use crate::text::{File, MOST_BYTES};
use crate::yaml;
use rustc_hash::FxHashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many files and folders are looked at for facts: whoever names `/` is not made to wait for a whole disk.
const MOST_ENTRIES: usize = 200_000;

/// Where facts are read.
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder named, else the one that the environment names, else `data` here.
    pub fn new(named: Option<&Path>) -> Self {
        let set = || std::env::var_os("TIES_FACTS").filter(|name| !name.is_empty()).map(PathBuf::from);
        Self { path: named.map(Path::to_path_buf).or_else(set).unwrap_or_else(|| PathBuf::from("data")) }
    }

    /// Whether it is where facts are looked for when nothing is said.
    pub fn is_default(&self) -> bool {
        self.path == Path::new("data")
    }

    pub fn exists(&self) -> bool {
        self.path.exists()
    }

    /// Whether a file in it looks like one of facts.
    pub fn has_files(&self) -> bool {
        fs::read_dir(&self.path).is_ok_and(|mut all| all.any(|entry| entry.is_ok_and(|e| is_fact_file(&e.path()))))
    }

    /// The folder that paths in the facts are taken from: that of the file where the facts are one file.
    pub fn base(&self) -> &Path {
        let parent = self.path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if self.path.is_dir() { &self.path } else { parent }
    }

    /// Whether a path leads to it.
    pub fn is(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|path| self.path.canonicalize().is_ok_and(|own| own == path))
    }

    /// Whether a path leads to something in it.
    pub fn holds(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|path| self.path.canonicalize().is_ok_and(|own| path.starts_with(own)))
    }

    /// As the user would name it.
    pub fn shown(&self) -> String {
        let path = self.path.display().to_string();
        if self.path.is_relative() && !path.starts_with('.') { format!("./{path}") } else { path }
    }

    /// Reads all files and runs all checks. A file that cannot be read is a finding; the others are read all the same.
    pub fn read(&self) -> Result<(FactSet, Diagnostics), Error> {
        let files: Vec<Content> = self.list()?.into_iter().map(Content::of).collect();
        let is_read = |file: &Content| matches!(file.fault, None | Some(Fault::Misnamed(_)));
        let is_whole = files.iter().all(is_read);
        let (set, mut found) = taken_in(files)?;
        check::run(&set, &mut found);
        // What is known nowhere may stand in what could not be read.
        found.retain(|finding| is_whole || !check::UNKNOWN.contains(&finding.name));
        Ok((set, found))
    }

    /// Reads all files of some folders without checking what they say.
    pub fn unchecked<'f>(folders: impl IntoIterator<Item = &'f Folder>) -> Result<(FactSet, Diagnostics), Error> {
        let mut files: Vec<Content> = vec![];
        for folder in folders {
            files.extend(folder.list()?.into_iter().map(Content::of));
        }
        let mut seen = FxHashSet::default();
        files.retain(|file| seen.insert(file.name.clone()));
        taken_in(files)
    }

    /// The files to read, in the order of their names.
    fn list(&self) -> Result<Vec<Listed>, Error> {
        if !self.path.exists() {
            return Err(Error::NoFolder { path: self.path.clone() });
        }
        let failed = |reason| Error::Read { path: self.path.clone(), reason };
        if !self.path.is_dir() {
            // A single file that cannot be read leaves nothing to speak of.
            open(&self.path).map_err(failed)?;
            return Ok(vec![Listed::new(self.path.clone())]);
        }
        let mut listing = Listing::default();
        listing.folder(&self.path).map_err(failed)?;
        if listing.looked_at > MOST_ENTRIES {
            let more = format!("more than {MOST_ENTRIES} files lie there; name the folder that holds the facts only");
            return Err(failed(more));
        }
        if listing.files.is_empty() {
            return Err(Error::NoFiles { path: self.path.clone() });
        }
        // All are in memory at once: what is too much is refused before the first is read.
        let mut bytes = 0;
        for file in &listing.files {
            bytes += fs::metadata(&file.path).map_or(0, |meta| meta.len()).min(LARGEST);
            if bytes > MOST_BYTES as u64 {
                return Err(too_much(file.path.clone()));
            }
        }
        Ok(listing.files)
    }
}

/// What files say; one that could not be read is a finding.
fn taken_in(files: Vec<Content>) -> Result<(FactSet, Diagnostics), Error> {
    let faults: Vec<Option<Fault>> = files.iter().map(|file| file.fault.clone()).collect();
    let mut found = vec![];
    let set = FactSet::read(files.into_iter().map(|file| (file.name, file.text)), &mut found);
    let set = set.map_err(|name| too_much(name.into()))?;
    for (file, fault) in set.fact_files().zip(faults) {
        found.extend(fault.map(|fault| fault.finding(file)));
    }
    Ok((set, found))
}

fn too_much(path: PathBuf) -> Error {
    Error::Read { path, reason: "with it, all fact files together are larger than 2 GB".into() }
}

/// A path that is to be read, or why nothing can be.
struct Listed {
    path: PathBuf,
    fault: Option<Fault>,
}

impl Listed {
    fn new(path: PathBuf) -> Self {
        Self { path, fault: None }
    }
}

/// The fact files below a folder, each once, whatever links lead to it.
#[derive(Default)]
struct Listing {
    files: Vec<Listed>,
    /// Folders and files as they are called without links.
    seen: FxHashSet<PathBuf>,
    /// How many entries the folders had so far, of whatever sort.
    looked_at: usize,
}

impl Listing {
    fn folder(&mut self, folder: &Path) -> Result<(), String> {
        let failed = |error: std::io::Error| reason(&error);
        let real = folder.canonicalize().map_err(failed)?;
        if self.looked_at > MOST_ENTRIES || !self.seen.insert(real.clone()) {
            return Ok(());
        }
        let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder).and_then(Iterator::collect).map_err(failed)?;
        self.looked_at += entries.len();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries.iter().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
            let path = entry.path();
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            let is_folder = if is_link { path.is_dir() } else { entry.file_type().is_ok_and(|kind| kind.is_dir()) };
            if is_link && path.canonicalize().is_ok_and(|to| to.parent().is_none()) {
                let fault = "it is a link to the whole disk; link the folder that holds the facts".to_owned();
                self.files.push(Listed { path, fault: Some(Fault::Unread(fault)) });
            } else if is_folder {
                let failed = self.folder(&path).err();
                self.files.extend(failed.map(|fault| Listed { path, fault: Some(Fault::Unread(fault)) }));
            } else if is_fact_file(&path) {
                let real = if is_link { path.canonicalize().ok() } else { Some(real.join(entry.file_name())) };
                if real.is_none_or(|real| self.seen.insert(real)) {
                    self.files.push(Listed::new(path));
                }
            } else if let Some(meant) = meant_as_facts(&path) {
                self.files.push(Listed { path, fault: Some(Fault::Misnamed(meant)) });
            }
        }
        Ok(())
    }
}

/// Whether a name ends as those of fact files do.
pub(super) fn is_fact_file(path: &Path) -> bool {
    path.extension().map(|ending| ending.to_ascii_lowercase()).is_some_and(|e| e == "yaml" || e == "yml")
}

/// Whether a file is one that a word processor, or a system that hides endings, has called `a.yaml.txt`; the name that was
/// meant, if it is free.
fn meant_as_facts(path: &Path) -> Option<Option<String>> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let inner = Path::new(path.file_stem()?);
    let is_free = !path.with_file_name(inner).exists();
    let name = || is_free.then(|| inner.display().to_string());
    (WORDY.contains(&ending.as_str()) && is_fact_file(inner)).then(name)
}

/// Endings that programs put behind the one that was asked for.
const WORDY: [&str; 5] = ["txt", "doc", "docx", "rtf", "odt"];

/// What a file holds, and what is wrong with it.
struct Content {
    name: String,
    text: String,
    fault: Option<Fault>,
}

impl Content {
    /// Reads a file; what cannot be read is empty and has a fault.
    fn of(file: Listed) -> Self {
        let name = file.path.display().to_string();
        let read = file.fault.map_or_else(|| read(&file.path).map_err(Fault::Unread), Err);
        let (text, fault) = read.unwrap_or_else(|fault| (String::new(), Some(fault)));
        Self { name, text, fault }
    }
}

/// Why a file, or a part of it, says nothing.
#[derive(Clone)]
enum Fault {
    /// It could not be read, as a sentence goes on that begins with its name.
    Unread(String),
    /// The byte at which it stops being UTF-8.
    Garbled(usize),
    /// Its name does not end as that of a fact file, but for what stands behind: the name that was meant, if it is free.
    Misnamed(Option<String>),
}

impl Fault {
    fn finding(self, file: &File) -> Diagnostic {
        match self {
            Fault::Unread(why) => {
                let message = format!("`{}` was not read: {why}", file.name);
                Diagnostic::error(check::UNREAD, file.span().part(0, 0), message)
                    .help("the other files are checked; an id that only this one knows is not reported as unknown")
            }
            Fault::Misnamed(meant) => {
                let message = format!("`{}` is not read: the names of fact files end in .yaml", file.name);
                Diagnostic::warning(check::UNREAD, file.span().part(0, 0), message).help(
                    meant.map_or("put it elsewhere, or give it another name".to_owned(), |meant| {
                        format!("to have it read, name it `{meant}`; else put it elsewhere")
                    }),
                )
            }
            Fault::Garbled(at) => {
                let at = file.span().part(at, char::REPLACEMENT_CHARACTER.len_utf8());
                let message = "this is no UTF-8 text: what stands here cannot be read";
                Diagnostic::error(yaml::name::SYNTAX, at, message)
                    .help("save the file as UTF-8; most editors offer it under \"Save as\"")
            }
        }
    }
}

/// The text of a file, and where it is none; else why it cannot be read.
fn read(path: &Path) -> Result<(String, Option<Fault>), String> {
    Ok(match String::from_utf8(files::read(path)?) {
        Ok(text) => (text, None),
        // Nothing of a UTF-16 file can be read; of another, what stands before and behind the fault.
        Err(error) if error.as_bytes().starts_with(&[0xff, 0xfe]) || error.as_bytes().starts_with(&[0xfe, 0xff]) => {
            (String::new(), Some(Fault::Garbled(0)))
        }
        Err(error) => {
            let fault = Some(Fault::Garbled(error.utf8_error().valid_up_to()));
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), fault)
        }
    })
}
