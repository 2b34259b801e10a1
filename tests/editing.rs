//! Fact files rewritten by commands: only what was asked changes, and nothing is ever lost.
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A fact folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, text: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("ties-editing-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("data")).expect("it can be made");
        fs::write(path.join("data/facts.yaml"), text).expect("it can be written");
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("data/facts.yaml")
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.file()).expect("it is there")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ties"));
        command.args(arguments).current_dir(&self.0).env_remove("TIES_FACTS").stdin(Stdio::null());
        command
    }

    fn ties(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it starts")
    }

    fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts")
    }

    /// What lies beside the file.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.join("data")).expect("it is there");
        let names = entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned());
        names.filter(|name| name != "facts.yaml").collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A file with a slip in each of its lines, and all that is to stay: a mark before the text, CRLF, comments, a line without
/// an end.
const SLIPS: &str = "\u{feff}# who is who\r\nstakeholders:\r\n\r\n  - {id: bank-a,   kind: compnay, name: Bank A} # ours\r\n  \
                     - {id: firm-b, knd: company, name: 'Firm B'}\r\nties:\r\n  # who owns it\r\n  - {from: bank-a, is: \
                     partner-of, to: fimr-b, since: June 2025, uncited: example}";

#[test]
fn fix_changes_what_it_mends_and_keeps_every_other_byte() {
    let folder = Folder::new("fix", SLIPS.as_bytes());
    let done = folder.ties(&["check", "--fix"]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}\n{}", String::from_utf8_lossy(&done.stdout));
    let mended = SLIPS
        .replace("compnay", "company")
        .replace("knd:", "kind:")
        .replace("fimr-b", "firm-b")
        .replace("June 2025", "2025-06");
    assert_eq!(String::from_utf8(folder.bytes()).expect("it is UTF-8"), mended);
    assert!(said.contains("data/facts.yaml:4:26: `compnay` → `company` (unknown-word)"), "{said}");
    assert!(said.contains("4 places mended in 1 file"), "{said}");
    assert_eq!(folder.beside(), Vec::<String>::new());
}

#[test]
fn diff_shows_and_writes_nothing() {
    let folder = Folder::new("diff", SLIPS.as_bytes());
    let shown = folder.ties(&["check", "--diff"]);
    let text = String::from_utf8_lossy(&shown.stdout);
    assert!(text.contains("\n-  - {id: bank-a,   kind: compnay, name: Bank A} # ours\n"), "{text}");
    assert!(text.contains("\n+  - {id: bank-a,   kind: company, name: Bank A} # ours\n"), "{text}");
    assert_eq!(shown.status.code(), Some(1));
    assert_eq!(folder.bytes(), SLIPS.as_bytes());
}

#[cfg(unix)]
#[test]
fn who_may_read_a_file_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("mode", SLIPS.as_bytes());
    fs::set_permissions(folder.file(), fs::Permissions::from_mode(0o640)).expect("it is ours");
    assert!(folder.ties(&["check", "--fix"]).status.success());
    let mode = fs::metadata(folder.file()).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

/// Many slips, so that mending them takes a while.
fn many() -> String {
    let line = |n: usize| format!("  - {{id: firm-{n}, kind: compnay, name: Firm {n}}}\n");
    "stakeholders:\n".to_owned() + &(0..1_500).map(line).collect::<String>()
}

#[test]
fn a_kill_at_any_moment_leaves_the_file_whole() {
    let before = many();
    let after = before.replace("compnay", "company");
    let folder = Folder::new("kill", before.as_bytes());
    let start = std::time::Instant::now();
    assert!(folder.ties(&["check", "--fix"]).status.success());
    let whole = start.elapsed();
    assert_eq!(folder.bytes(), after.as_bytes());
    for part in 1..=12 {
        fs::write(folder.file(), &before).expect("it can be written");
        let mut child = folder.start(&["check", "--fix"]);
        std::thread::sleep(whole * part / 10);
        let _ = child.kill();
        let _ = child.wait();
        let now = folder.bytes();
        assert!(now == before.as_bytes() || now == after.as_bytes(), "half a file after {part} tenths");
    }
}

#[test]
fn what_somebody_else_saved_meanwhile_is_not_overwritten() {
    let before = many();
    let folder = Folder::new("meanwhile", before.as_bytes());
    let own = before.clone() + "# saved in an editor\n";
    let mut child = folder.start(&["check", "--fix"]);
    // It has read the file, or not yet: in either case what is saved now stays.
    std::thread::sleep(std::time::Duration::from_millis(150));
    fs::write(folder.file(), &own).expect("it can be written");
    let mut said = String::new();
    child.stderr.take().expect("it is read").read_to_string(&mut said).expect("it is UTF-8");
    let done = child.wait().expect("it ends");
    let now = String::from_utf8(folder.bytes()).expect("it is UTF-8");
    assert!(now.ends_with("# saved in an editor\n"), "{done}: {said}");
    let refused = done.code() == Some(2) && said.contains("somebody else has changed it meanwhile");
    assert!(refused && now == own || done.success(), "{done}: {said}");
}

#[test]
fn two_at_once_do_not_mix() {
    let before = many();
    let after = before.replace("compnay", "company");
    let folder = Folder::new("two", before.as_bytes());
    let children: Vec<Child> = (0..4).map(|_| folder.start(&["check", "--fix"])).collect();
    for mut child in children {
        let code = child.wait().expect("it ends").code();
        assert!(matches!(code, Some(0 | 2)), "{code:?}");
    }
    assert_eq!(folder.bytes(), after.as_bytes());
    assert_eq!(folder.beside(), Vec::<String>::new());
    assert!(Path::new(&folder.file()).exists());
}
