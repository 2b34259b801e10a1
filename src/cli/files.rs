//! Writing files so that none is ever half written.
use super::{Error, facts::reason};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Makes a folder, with those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|error| Error::Write { path: path.to_path_buf(), reason: reason(&error) })
}

/// Writes a file whole: first beside it, then in its place.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::Write { path: path.to_path_buf(), reason: reason(&error) };
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or_else(|| failed(std::io::Error::other("it is no file name")))?;
    // A device or a pipe is written to as it is: there is nothing to replace.
    if path.exists() && !path.is_file() {
        if path.is_dir() {
            return Err(failed(std::io::Error::other("it is a folder")));
        }
        return fs::OpenOptions::new().write(true).open(path).and_then(|mut f| f.write_all(bytes)).map_err(failed);
    }
    if fs::metadata(path).is_ok_and(|file| file.permissions().readonly()) {
        return Err(failed(std::io::ErrorKind::PermissionDenied.into()));
    }
    // A link is followed, so that what it points at is replaced and the link stays.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(folder);
    let beside = folder.join(format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        if let Ok(old) = fs::metadata(&target) {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&beside, &target)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}
