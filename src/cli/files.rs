//! Reading files that come to an end, and writing so that none is ever half written, and of several all or none.
use super::Error;
use crate::edit::Change;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How large a file that is read may be, in bytes.
pub(super) const LARGEST: u64 = 512 * 1024 * 1024;

/// What a file holds; else why it cannot be read.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = vec![];
    // A file may grow while it is read.
    open(path)?.take(LARGEST).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    Ok(bytes)
}

/// Opens a file, unless it is something to wait at, or larger than can be held.
pub(super) fn open(path: &Path) -> Result<fs::File, String> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
    let meta = fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound if is_link => "it is a link to something that is not there".to_owned(),
        ErrorKind::NotFound | ErrorKind::PermissionDenied => reason(&error),
        _ if is_link => "it is a link that leads back to itself".to_owned(),
        _ => reason(&error),
    })?;
    if !meta.is_file() {
        return Err(format!("it is {}, not a file", sort(meta.file_type())));
    }
    if meta.len() > LARGEST {
        return Err(format!("it is larger than {} MB; split it into several files", LARGEST >> 20));
    }
    if path.canonicalize().is_ok_and(|real| is_of_the_system(&real)) {
        return Err("it is a file of the system, which may have no end".to_owned());
    }
    fs::File::open(path).map_err(|error| reason(&error))
}

/// Whether a file is none of a disk: reading it asks the system for something, and may wait for ever.
fn is_of_the_system(real: &Path) -> bool {
    ["/proc", "/sys", "/dev"].iter().any(|folder| real.starts_with(folder)) && !real.starts_with("/dev/shm")
}

/// What something is that is no file.
fn sort(kind: fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
    }
    if kind.is_dir() { "a folder" } else { "a device" }
}

/// Makes a folder, with those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|error| failed(path, &unmade(error)))
}

/// Writes files whole, one or several: all of them beside their places first, so that what can be refused is refused
/// before any of them is changed.
pub(super) fn write<'b>(all: impl IntoIterator<Item = (&'b Path, &'b [u8])>) -> Result<(), Error> {
    put(&staged(all)?)
}

/// Puts files in their places; where one cannot be, those before it hold again what they held.
fn put(all: &[Ready]) -> Result<(), Error> {
    let mut olds = vec![];
    for (n, file) in all.iter().enumerate() {
        // Behind the last there is nothing that could fail.
        olds.push(if n + 1 < all.len() { file.held() } else { None });
        if let Err(error) = file.put() {
            all[..n].iter().zip(olds).for_each(|(done, old)| done.put_back(old));
            return Err(failed(file.path(), &error));
        }
    }
    Ok(())
}

/// Writes files beside their places, unless one would be written over another.
fn staged<'b>(all: impl IntoIterator<Item = (&'b Path, &'b [u8])>) -> Result<Vec<Ready<'b>>, Error> {
    let stage = |(path, bytes)| Ready::new(path, bytes).map_err(|error| failed(path, &error));
    let all = all.into_iter().map(stage).collect::<Result<Vec<_>, Error>>()?;
    let mut taken = BTreeSet::new();
    match all.iter().find(|file| !taken.insert(file.place())) {
        Some(file) => {
            let reason = "another file of this name, in small or large letters, is to be written too".to_owned();
            Err(Error::Write { path: file.path().to_path_buf(), reason })
        }
        None => Ok(all),
    }
}

/// Writes other text into files that hold what is given with them, whole, all or none, and with them a file of its own.
/// Where one holds something else by now, somebody else has changed it, and nothing is written.
pub(super) fn replace(changes: &[Change], more: Option<(&Path, &[u8])>) -> Result<(), Error> {
    let paths: Vec<&Path> = changes.iter().map(|change| Path::new(change.name.as_str())).collect();
    let _locks = locked(&paths)?;
    let olds = changes.iter().map(unchanged).collect::<Result<Vec<_>, Error>>()?;
    let new = |(change, old): (&Change, &Vec<u8>)| {
        let mark = if old.starts_with(MARK) { MARK } else { &[] };
        [mark, change.after.as_bytes()].concat()
    };
    let news: Vec<Vec<u8>> = changes.iter().zip(&olds).map(new).collect();
    let ready = staged(paths.iter().copied().zip(news.iter().map(Vec::as_slice)).chain(more))?;
    // An editor may have saved while all this was written beside.
    changes.iter().try_for_each(|change| unchanged(change).map(drop))?;
    put(&ready)
}

/// A mark some editors put before the text of a file.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// What a file holds, if that is still what was read.
fn unchanged(change: &Change) -> Result<Vec<u8>, Error> {
    let path = Path::new(change.name.as_str());
    let refused = |reason: String| Error::Write { path: path.to_path_buf(), reason };
    let now = read(path).map_err(refused)?;
    let text = now.strip_prefix(MARK).unwrap_or(&now);
    if text == change.before.as_bytes() {
        return Ok(now);
    }
    let is_text = std::str::from_utf8(text).is_ok();
    let why = if is_text { "somebody else has changed it meanwhile" } else { "it is no UTF-8 text" };
    Err(refused(format!("{why}; nothing was changed")))
}

/// Keeps other runs of this program from writing into the folders of some files, as long as what is given back is kept.
fn locked(paths: &[&Path]) -> Result<Vec<fs::File>, Error> {
    let folders: BTreeSet<PathBuf> = paths.iter().filter_map(|path| folder_of(path).canonicalize().ok()).collect();
    // Where a folder cannot be opened as a file, as on Windows, there is nothing to lock.
    folders.into_iter().filter_map(|folder| fs::File::open(&folder).ok().map(|file| lock(folder, file))).collect()
}

/// Locks a folder; whoever else has it only writes a few files, so waiting for it takes no time.
fn lock(folder: PathBuf, file: fs::File) -> Result<fs::File, Error> {
    for _ in 0..MOST_WAITS {
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(WAIT),
            // What cannot be locked, as on some disks of the network, is not.
            Ok(()) | Err(fs::TryLockError::Error(_)) => return Ok(file),
        }
    }
    let reason = "another `ties` is writing there and does not end; try again".to_owned();
    Err(Error::Write { path: folder, reason })
}

/// The folder in which a file stands.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// How long to wait for another run before looking again, and how often.
const WAIT: Duration = Duration::from_millis(10);
const MOST_WAITS: usize = 500;

fn failed(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        ErrorKind::BrokenPipe => Error::Output(error.kind().into()),
        _ => Error::Write { path: path.to_path_buf(), reason: reason(error) },
    }
}

/// Why nothing new can be made in a folder.
fn unmade(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::PermissionDenied => {
            io::Error::other("its folder may not be written in; allow that, or take another folder")
        }
        _ => error,
    }
}

/// What is to be written, with all done that can fail; what is not put in its place leaves nothing behind.
enum Ready<'b> {
    /// A file beside the one it will replace.
    Beside { path: &'b Path, beside: PathBuf, target: PathBuf },
    /// A device: there is nothing to replace.
    Straight { path: &'b Path, bytes: &'b [u8] },
}

/// How many files have been written beside their places, so that no two have one name there.
static STAGED: AtomicUsize = AtomicUsize::new(0);

impl<'b> Ready<'b> {
    fn new(path: &'b Path, bytes: &'b [u8]) -> io::Result<Self> {
        let refused = |why: &str| Err(io::Error::other(why.to_owned()));
        let Some(name) = path.file_name() else { return refused("it is no file name") };
        // A link is followed, so that what it points at is replaced and the link stays.
        let target = fs::canonicalize(path);
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => return refused("it is a folder"),
            // A pipe without a name is open already (`>(…)` of a shell); one with a name is waited at for ever.
            Ok(meta)
                if !meta.is_file() && target.is_ok() && matches!(sort(meta.file_type()), "a pipe" | "a socket") =>
            {
                return refused(&format!("it is {}; let the shell write into it, with `>`", sort(meta.file_type())));
            }
            Ok(meta) if !meta.is_file() => return Ok(Ready::Straight { path, bytes }),
            Ok(meta) if meta.permissions().readonly() => {
                return refused("it may not be written to; allow that, or write somewhere else");
            }
            // The name beside is short, and would be taken.
            Err(error) if error.kind() == ErrorKind::InvalidFilename => return Err(error),
            Ok(_) | Err(_) => {}
        }
        let target = match target {
            Ok(target) => target,
            Err(_) => folder_of(path).canonicalize()?.join(name),
        };
        let number = STAGED.fetch_add(1, Ordering::Relaxed);
        let beside = folder_of(&target).join(format!(".ties-{}-{number}.tmp", std::process::id()));
        // It is removed again from here on, whatever happens.
        let ready = Ready::Beside { path, beside: beside.clone(), target: target.clone() };
        let mut file = fs::File::create(&beside).map_err(unmade)?;
        file.write_all(bytes)?;
        if let Ok(old) = fs::metadata(&target) {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        Ok(ready)
    }

    fn path(&self) -> &'b Path {
        match self {
            Ready::Beside { path, .. } | Ready::Straight { path, .. } => path,
        }
    }

    /// Where it is to stand, the same for names that some disks take for one.
    fn place(&self) -> String {
        let place = match self {
            Ready::Beside { target, .. } => target,
            Ready::Straight { path, .. } => *path,
        };
        place.to_string_lossy().to_lowercase()
    }

    fn put(&self) -> io::Result<()> {
        match self {
            Ready::Beside { beside, target, .. } => fs::rename(beside, target),
            Ready::Straight { path, bytes } => fs::OpenOptions::new().write(true).open(path)?.write_all(bytes),
        }
    }
}

/// What stood in the place of a file before it was put there.
enum Held {
    Nothing,
    Bytes(Vec<u8>),
}

impl Ready<'_> {
    /// What stands in its place; none where that cannot be read, or is a device.
    fn held(&self) -> Option<Held> {
        let Ready::Beside { target, .. } = self else { return None };
        match fs::read(target) {
            Ok(bytes) => Some(Held::Bytes(bytes)),
            Err(error) => (error.kind() == ErrorKind::NotFound).then_some(Held::Nothing),
        }
    }

    /// Puts back what stood there. More cannot be done where that fails too.
    fn put_back(&self, old: Option<Held>) {
        let Ready::Beside { target, .. } = self else { return };
        let _ = match old {
            Some(Held::Bytes(bytes)) => Ready::new(target, &bytes).and_then(|old| old.put()),
            Some(Held::Nothing) => fs::remove_file(target),
            None => Ok(()),
        };
    }
}

impl Drop for Ready<'_> {
    fn drop(&mut self) {
        if let Ready::Beside { beside, .. } = self {
            let _ = fs::remove_file(beside);
        }
    }
}

/// Why an answer could not be written; a format says it in words of its own.
pub(super) fn unwritten(error: &std::io::Error) -> String {
    let why = reason(error);
    if error.get_ref().is_some() { why } else { format!("cannot write the answer: {why}") }
}

/// What the system says, in our words.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        _ if error.get_ref().is_some() => error.to_string(),
        ErrorKind::NotFound => "there is no such file or folder".into(),
        ErrorKind::PermissionDenied => "it may not be read or written".into(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".into(),
        ErrorKind::ReadOnlyFilesystem => "nothing can be written on this disk".into(),
        ErrorKind::FileTooLarge => "it is too large for this disk".into(),
        ErrorKind::IsADirectory => "it is a folder".into(),
        ErrorKind::AlreadyExists => "there is a file of that name, and no folder".into(),
        ErrorKind::NotADirectory => "a part of it that should be a folder is none".into(),
        ErrorKind::InvalidFilename => "its name is too long".into(),
        _ => {
            let said = error.to_string();
            said.split(" (os error ").next().unwrap_or_default().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_of_several_cannot_be_put_the_others_are_as_they_were() {
        let folder = std::env::temp_dir().join(format!("ties-files-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let [old, new, last] = ["old", "new", "last"].map(|name| folder.join(name));
        fs::write(&old, "before").unwrap();
        let all = [&old, &new, &last].map(|path| (path.as_path(), b"after".as_slice()));
        let ready = staged(all).unwrap();
        // A folder comes to stand where the last is to go.
        fs::create_dir(&last).unwrap();
        let failed = put(&ready).unwrap_err();
        drop(ready);
        assert!(failed.to_string().contains("last"), "{failed}");
        let left: BTreeSet<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!((fs::read(&old).unwrap(), left), (b"before".to_vec(), ["last", "old"].map(Into::into).into()));
        fs::remove_dir_all(&folder).unwrap();
    }
}
