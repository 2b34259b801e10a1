//! The canonical form of fact files: awkward layouts and what becomes of them.
//!
//! The cases stand in `tests/fmt/*.txt` (`tests/layouts`). After a change that is meant, `TIES_FMT=overwrite cargo test --test
//! fmt` writes anew what becomes of them.
mod layouts;

use layouts::{Case, cases, read};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use ties::edit::fmt::{formatted, is_same};
use ties::facts;
use ties::yaml;

/// A text with words for them.
fn shown(text: &str) -> String {
    let text = text.replace('\t', "‹tab›").replace('\r', "‹cr›");
    if text.ends_with('\n') || text.is_empty() { text } else { text + "‹end›\n" }
}

/// Asserts that a file says the same when it is laid out, its comments in their places, and that twice is once. What cannot
/// be read has no form.
fn assert_kept(title: &str, given: &str) -> bool {
    let (facts, found) = read(given);
    if !found.is_empty() {
        return false;
    }
    let once = formatted(given);
    let (after, found) = read(&once);
    assert!(found.is_empty(), "{title}: {found:?}\n{once}");
    assert!(facts::is_same(&facts, &after), "{title}: it says something else\n{given}\n{once}");
    assert!(is_same(given, &once), "{title}: a comment is lost or moved\n{given}\n{once}");
    let words = |text: &str| yaml::comments(text).into_iter().map(|(_, says)| says.to_owned()).collect::<Vec<_>>();
    // A rough look sees no comment that stands further in than the field of a text in lines before it.
    let (all, mut kept) = (words(given), words(&once).into_iter());
    assert!(all.iter().all(|says| kept.any(|there| there == *says)), "{title}: a comment is lost\n{once}");
    assert_eq!(formatted(&once), once, "{title}: twice is not once");
    assert_eq!(given.ends_with('\n'), once.ends_with('\n'), "{title}: the last line end");
    true
}

#[test]
fn awkward_layouts() {
    let cases = cases();
    assert!(cases.len() > 60);
    if std::env::var_os("TIES_FMT").is_some_and(|v| v == "overwrite") {
        return overwrite(&cases);
    }
    for case in cases {
        assert!(assert_kept(&case.title, &case.given), "{}: it cannot be read: {:?}", case.title, read(&case.given).1);
        assert_eq!(shown(&formatted(&case.given)), shown(&case.expected), "{}", case.title);
    }
}

fn overwrite(cases: &[Case]) {
    for case in cases {
        let text = fs::read_to_string(&case.file).expect("a text file");
        let before = format!("== {}\n{}>>\n", case.title, shown(&case.given));
        let at = text.find(&before).unwrap_or_else(|| panic!("{} is there", case.title)) + before.len();
        let end = text[at..].find("\n== ").map_or(text.len(), |n| at + n + 1).max(at);
        let end = if text[at..].starts_with("== ") { at } else { end };
        let new = format!("{}{}{}", &text[..at], shown(&formatted(&case.given)), &text[end..]);
        fs::write(&case.file, new).expect("it can be written");
    }
}

#[test]
fn each_of_them_with_other_ends_and_more_comments() {
    let mut tried = 0;
    for case in cases() {
        let given = case.given.replace('\r', "");
        tried += usize::from(assert_kept(&format!("{} with CRLF", case.title), &given.replace('\n', "\r\n")));
        tried += usize::from(assert_kept(&format!("{} without end", case.title), given.trim_end_matches('\n')));
        tried += usize::from(assert_kept(&format!("{} with a mark", case.title), &format!("{given}\n\n")));
        let lines: Vec<&str> = given.split_inclusive('\n').collect();
        let (facts, _) = read(&given);
        for n in 0..=lines.len() {
            // In a text a comment is none.
            let comment = if n % 2 == 0 { "# added\n" } else { "    # added\n" };
            let more = format!("{}{comment}{}", lines[..n].concat(), lines[n..].concat());
            let (after, found) = read(&more);
            if found.is_empty() && facts::is_same(&facts, &after) {
                tried += usize::from(assert_kept(&format!("{} with a comment in line {n}", case.title), &more));
            }
            let Some(line) = lines.get(n).and_then(|line| line.strip_suffix('\n')) else { continue };
            let more = format!("{}{line} # added\n{}", lines[..n].concat(), lines[n + 1..].concat());
            let (after, found) = read(&more);
            if found.is_empty() && facts::is_same(&facts, &after) {
                tried += usize::from(assert_kept(&format!("{} with a comment behind line {n}", case.title), &more));
            }
        }
    }
    assert!(tried > 600, "only {tried} could be read");
}

#[test]
fn fact_files_of_this_repository_say_the_same() {
    for folder in ["data", "src/cli/start", "src/vocab", "tests/language", "tests/editor"] {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(folder).expect("it is there") {
            let path = entry.expect("it is there").path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = fs::read_to_string(&path).expect("it is UTF-8");
                assert!(assert_kept(&path.display().to_string(), &text), "{} cannot be read", path.display());
            }
        }
    }
}

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("ties-fmt-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("it can be made");
        files.iter().for_each(|(file, text)| fs::write(path.join(file), text).expect("it can be written"));
        Self(path)
    }

    fn ties(&self, arguments: &str) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ties"));
        command.current_dir(&self.0).args(arguments.split(' ')).env_remove("TIES_FACTS");
        let output = command.output().expect("it starts");
        let text = |bytes| String::from_utf8(bytes).expect("it is UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).expect("it is there")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const SHORT: &str = "stakeholders:\n- id: zor\n  kind: state\n  name: Zor\n";
const LAID_OUT: &str = "stakeholders:\n  - {id: zor, kind: state, name: Zor}\n";

#[test]
fn files_that_change_are_written_and_named() {
    let folder =
        Folder::new("written", &[("a.yaml", SHORT), ("b.yaml", LAID_OUT), ("c.yml", &format!("\u{feff}{SHORT}"))]);
    let (code, out, err) = folder.ties("fmt --check --facts .");
    assert_eq!((code, out.as_str(), err.as_str()), (Some(1), "not formatted: ./a.yaml\nnot formatted: ./c.yml\n", ""));
    let (code, out, _) = folder.ties("fmt --diff a.yaml");
    let diff = "--- a.yaml\n+++ a.yaml\n@@ -1,4 +1,2 @@\n stakeholders:\n-- id: zor\n-  kind: state\n-  name: Zor\n+  - {id: zor, kind: state, name: Zor}\n";
    assert_eq!((code, out.as_str()), (Some(0), diff));
    assert_eq!(folder.text("a.yaml"), SHORT);
    let (code, out, _) = folder.ties("fmt --facts .");
    assert_eq!((code, out.as_str()), (Some(0), "formatted: ./a.yaml\nformatted: ./c.yml\n"));
    assert_eq!([folder.text("a.yaml"), folder.text("c.yml")], [LAID_OUT.to_owned(), format!("\u{feff}{LAID_OUT}")]);
    let (code, out, _) = folder.ties("fmt a.yaml c.yml");
    assert_eq!((code, out.as_str()), (Some(0), "ok: 2 files, nothing to change\n"));
}

#[test]
fn a_file_with_errors_is_left_as_it_is() {
    let broken = "stakeholders:\n- id: quax\n  kind: state\n  nam: Quax\n";
    let folder = Folder::new("broken", &[("a.yaml", SHORT), ("b.yaml", broken)]);
    let (code, out, err) = folder.ties("fmt a.yaml b.yaml");
    assert_eq!((code, out.as_str()), (Some(1), "formatted: a.yaml\n"));
    assert!(err.contains("unknown-field") && err.contains("`b.yaml` is left as it is: mend its errors first"), "{err}");
    assert_eq!(folder.text("b.yaml"), broken);
    let (code, ..) = folder.ties("fmt none.yaml");
    assert_eq!(code, Some(2));
}

/// What stands behind them is no YAML, wherever it shows: the sound file beside them has its form all the same.
#[test]
fn pairs_with_a_fault_behind_them_are_left_as_they_are() {
    for broken in [
        "vocabulary:\n  groups:\n    gold: {label: Gold}\n- x\n",
        "vocabulary:\n  groups:\n    gold: {label: Gold}\n}\n",
        "vocabulary: {groups: {gold: {label: Gold}}}\n- {id: zor}\nties:\n- {from: zor}\n",
        "vocabulary: {}\n\t- x\n",
        "vocabulary: gold\n- x\n",
        "- x\nvocabulary:\n  groups: {}\n- y\n",
    ] {
        let folder = Folder::new("pairs", &[("a.yaml", broken), ("b.yaml", SHORT)]);
        let (code, out, err) = folder.ties("fmt --facts .");
        assert_eq!((code, out.as_str()), (Some(1), "formatted: ./b.yaml\n"), "{broken}: {err}");
        assert!(err.contains("`./a.yaml` is left as it is: mend its errors first"), "{broken}: {err}");
        assert_eq!(folder.text("a.yaml"), broken);
        let _ = formatted(broken);
    }
}

/// A place on a line is found without looking through the line, or this would take minutes.
#[test]
fn many_records_on_one_line_have_the_form_of_as_many_lines() {
    let records = vec!["{from: zor, is: partner-of, to: quax}"; 40_000];
    let on_many = formatted(&format!("ties:\n  - {}\n", records.join("\n  - ")));
    let on_one = formatted(&format!("ties: [{}]\n", records.join(", ")));
    assert_eq!((on_one.lines().count(), on_one == on_many), (40_001, true));
}

/// What is wrong in the facts is no matter here, as long as they can be read.
#[test]
fn facts_that_are_wrong_are_laid_out_all_the_same() {
    let given = "ties:\n- {from:   nobody, is: word-of-no-kind, to: none}\n";
    let folder = Folder::new("wrong", &[("a.yaml", given)]);
    let (code, ..) = folder.ties("fmt a.yaml");
    assert_eq!(
        (code, folder.text("a.yaml").as_str()),
        (Some(0), "ties:\n  - {from: nobody, is: word-of-no-kind, to: none}\n")
    );
}
