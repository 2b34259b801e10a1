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

    /// A command that fails, says so, and leaves the file as it is.
    fn refuses(&self, command: &str, arguments: &[&str], code: Option<i32>, said: &str) {
        let before = self.bytes();
        let done = self.ties(&[&[command], arguments].concat());
        let err = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && err.contains(said), "{arguments:?}: {err}");
        assert!(code.is_none() || done.status.code() == code, "{arguments:?}: {}", done.status);
        assert_eq!(self.bytes(), before, "{arguments:?}");
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

/// Small facts in two manners, with comments.
const FACTS: &str = "\
sources:
  - {id: paper-z, kind: news, title: A paper, publisher: Zor News, published: 2001-02-03} # ours

stakeholders:
  # those who are there
  - {id: zor, kind: company, name: Zor Mining, aliases: [Zor]}
  - {id: quax, kind: company, name: Quax}

  # and one in lines
  - id: eland
    kind: state
    name: Eland # zor is there, zor-like is another

ties:
  - {from: zor, is: partner-of, to: quax, cite: paper-z#1}
  - from: zor
    is: based-in
    to: eland
    cite: {at: paper-z#2, said-by: \"zor\"}

questions:
  - {ask: partners zor, includes: [quax], excludes: [eland]}
  - {ask: is quax partner-of zor, says: 'yes'}
";

#[test]
fn a_record_is_added_where_its_siblings_are() {
    let folder = Folder::new("add", FACTS.as_bytes());
    let add = |arguments: &[&str]| {
        let done = folder.ties(&[&["add"], arguments].concat());
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("it is UTF-8")
    };
    let said = add(&["tie", "Eland", "partner-of", "Zor Mining", "--since", "2001", "--cite", "paper-z#3"]);
    let tie = "  - {from: eland, is: partner-of, to: zor, since: 2001, cite: paper-z#3}";
    assert_eq!(said, format!("data/facts.yaml:16 (where `eland` stands)\n{tie}\n"));
    add(&["stakeholder", "state", "Fland, the other", "--note", "said: made up", "--cite", "paper-z#3"]);
    add(&["detail", "quax", "remark", "# none", "--uncited", "made up"]);
    let pact = [
        "agreement",
        "act",
        "A pact",
        "--anyway",
        "--parties",
        "Zor Mining",
        "--parties",
        "{who: quax, as: witness, stance: hedged}",
    ];
    let said = add(&[&pact[..], &["--cite", "paper-z#3", "--dry-run"]].concat());
    let written = "parties: [zor, {who: quax, as: witness, stance: hedged}], cite: paper-z#3}";
    assert!(said.contains(written), "{said}");
    let behind = |text: &str, line: &str, new: &str| text.replace(line, &format!("{line}\n{new}"));
    let expected = behind(FACTS, "to: quax, cite: paper-z#1}", tie);
    let fland = "  - id: fland-the-other\n    kind: state\n    name: Fland, the other\n    cite: paper-z#3\n    note: 'said: made up'";
    let expected = behind(&expected, "zor-like is another", fland);
    let detail = "\ndetails:\n  - {of: quax, what: remark, is: '# none', uncited: made up}\n";
    let now = String::from_utf8(folder.bytes()).expect("it is UTF-8");
    assert_eq!(now.replace('"', "'"), (expected + detail).replace('"', "'"));
}

#[test]
fn a_file_in_its_form_stays_in_it() {
    let formed = "\
sources:
  - {id: paper-z, kind: news, title: Zor is told, publisher: Paper Z, published: 2020-05-01}

stakeholders:
  - {id: zor, kind: company, name: Zor Mining, cite: paper-z#1}

  - id: quax
    kind: state
    name: Quax
    cite: paper-z#1
    note: a state of which nothing but this is known, though the paper has more than one page about it and all around it
";
    let folder = Folder::new("formed", formed.as_bytes());
    let is_formed = |folder: &Folder| folder.ties(&["fmt", "--check"]).status.success();
    assert!(folder.ties(&["fmt"]).status.success() && is_formed(&folder));
    let done = folder.ties(&["add", "stakeholder", "company", "Eland", "--note", "small", "--cite", "paper-z#2"]);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(said.ends_with("  - {id: eland, kind: company, name: Eland, cite: paper-z#2, note: small}\n"), "{said}");
    assert!(is_formed(&folder), "{}", String::from_utf8_lossy(&folder.bytes()));
    assert!(folder.ties(&["rename", "quax", "quax-of-the-far-north"]).status.success());
    assert!(is_formed(&folder), "{}", String::from_utf8_lossy(&folder.bytes()));
}

#[test]
fn what_would_be_an_error_is_not_added() {
    let folder = Folder::new("refused", FACTS.as_bytes());
    for (arguments, said) in [
        (&["tie", "zor", "partner-of"][..], "a tie needs --to"),
        (&["tie", "zor", "partner-of", "Quaxx", "--cite", "paper-z#1"], "did you mean `quax` (Quax)?"),
        (&["tie", "zor", "partner-of", "a pap", "--cite", "paper-z#1"], "help: what there is: ties list"),
        (&["tie", "zor", "partnr-of", "quax", "--cite", "paper-z#1"], "did you mean `partner-of`?"),
        (&["tie", "zor", "partner-of", "eland"], "uncited-claim"),
        (&["tie", "zor", "partner-of", "eland", "--cite", "papr-z#1"], "did you mean `paper-z`"),
        (&["stakeholder", "company", "Zor"], "`zor` is the id of another stakeholder already"),
        (&["stakeholder", "company", "ZOR"], "give it another: --id"),
        (&["stakeholder", "company", "Zor Mining"], "`Zor Mining` is what `zor` is called too"),
        (&["stakeholder", "company", "Zor Minning"], "There is `zor` (Zor Mining) already"),
        (&["tie", "zor", "partner-of", "quax", "--cite", "{at: paper-z#1, vai: zor}"], "did you mean `via`?"),
        (&["stakeholder", "company", "…"], "cannot be an id"),
        (&["tie", "zor", "partner-of", "quax", "eland"], "`eland` is not expected here"),
        (
            &["tie", "zor", "partner-of", "quax", "eland"],
            "help: a tie takes FROM IS TO, several words in quotation marks; all else has a flag",
        ),
        (&["stake", "zor", "quax", "equity", "51%"], "help: did you mean `--share 51%`?"),
        (&["stake", "zor", "quax", "51%"], "`51%` cannot be the kind of a stake\nhelp: did you mean `--share 51%`?"),
        (&["tie", "zor", "partner-of", "eland", "paper-z#1"], "help: did you mean `--cite paper-z#1`?"),
        (&["tie", "zor", "partner-of", "eland", "2001"], "did you mean `--when 2001`, `--since 2001`"),
        (&["detail", "quax", "capital", "1 EUR", "--cite", "paper-z#1"], "did you mean `share-capital`?"),
        (&["tie", "[zor, \"quax]", "partner-of", "quax", "--cite", "paper-z#1"], "this quotation mark has no partner"),
        (&["tie", "zor", "partner-of", "quax", "--file", "x.yaml"], "`x.yaml` is none of the fact files"),
    ] {
        folder.refuses("add", arguments, None, said);
    }
}

/// No line is named that stands in no file.
#[test]
fn what_is_wrong_is_shown_at_its_argument() {
    let folder = Folder::new("argument", FACTS.as_bytes());
    for (value, said) in [
        (&["--cite", "{at: paper-z#1, vai: zor}"][..], "--> --cite:1:17\n"),
        (&["--cite", "[paper-z#1]]"], "--> --cite:1:12\n"),
        (&["--cite", "{at: paper-z#1, quote: [a}"], "--> --cite:1:2"),
        (&["--cite", "[paper-z#1, [wire"], "--> --cite:1:"),
        (&["--cite", "papr-z#1"], "--> --cite:1:1\n"),
        (&["--since", "2001-13"], "--> --since:1:1\n"),
        (&[], "--> --is:1:1\n"),
    ] {
        let all = [&["tie", "zor", "partner-of", "eland"], value].concat();
        folder.refuses("add", &all, Some(1), said);
        let err = folder.ties(&[&["add"], all.as_slice()].concat()).stderr;
        assert!(!String::from_utf8_lossy(&err).contains("facts.yaml:"), "{value:?}");
    }
}

#[test]
fn a_value_may_go_over_several_lines() {
    let folder = Folder::new("lines", FACTS.as_bytes());
    let cite = "[paper-z#1, # first\n\n  {at: paper-z#2,\nnote: a b}]\n";
    let done = folder.ties(&["add", "tie", "eland", "partner-of", "zor", "--cite", cite]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let tie = "{from: eland, is: partner-of, to: zor, cite: [paper-z#1, {at: paper-z#2, note: a b}]}\n";
    assert!(String::from_utf8(folder.bytes()).expect("it is UTF-8").contains(tie));
}

#[test]
fn a_name_is_changed_wherever_it_stands_and_back_again() {
    let folder = Folder::new("rename", FACTS.as_bytes());
    let done = folder.ties(&["rename", "zor", "zor-mining"]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("to undo: ties rename zor-mining zor"), "{said}");
    assert!(said.contains("a comment still names `zor`: data/facts.yaml:12"), "{said}");
    let expected = FACTS
        .replace("id: zor,", "id: zor-mining,")
        .replace("from: zor\n", "from: zor-mining\n")
        .replace("from: zor,", "from: zor-mining,")
        .replace("said-by: \"zor\"", "said-by: \"zor-mining\"")
        .replace("partners zor,", "partners zor-mining,")
        .replace("partner-of zor,", "partner-of zor-mining,");
    assert_eq!(String::from_utf8(folder.bytes()).expect("it is UTF-8"), expected);
    assert!(folder.ties(&["test"]).status.success());
    assert!(folder.ties(&["rename", "paper-z", "paper"]).status.success());
    assert!(String::from_utf8(folder.bytes()).expect("it is UTF-8").contains("{at: paper#2, said-by"));
    assert!(folder.ties(&["rename", "paper", "paper-z"]).status.success());
    assert!(folder.ties(&["rename", "zor-mining", "zor"]).status.success());
    assert_eq!(folder.bytes(), FACTS.as_bytes());
}

#[test]
fn a_name_that_is_none_is_not_given() {
    let folder = Folder::new("names", FACTS.as_bytes());
    for (arguments, said) in [
        (["zorr", "new"], "did you mean `zor`?"),
        (["a pap", "new"], "help: what there is: ties list"),
        (["A paper", "new"], "did you mean `paper-z` (A paper)?"),
        (["zor", "New Name"], "cannot be an id"),
        (["zor", "quax"], "is the id of another stakeholder already"),
        (["zor", "partner-of"], "`partner-of` is a word already"),
    ] {
        folder.refuses("rename", &arguments, Some(2), said);
    }
}

/// Two records of one company, each with claims of its own.
const TWINS: &str = "\
sources:
  - {id: paper-z, kind: news, title: A paper, publisher: Zor News, published: 2001-02-03}
  - {id: wire-q, kind: news, title: A wire, publisher: Quax News, published: 2001-02-04}

stakeholders:
  - {id: zor, kind: company, name: Zor Mining, aliases: [Zor]} # the one
  - {id: quax, kind: company, name: Quax}
  # found later
  - id: zor-ltd
    kind: company
    name: Zor Ltd # as the wire has it
    cite: wire-q#1
    note: seen once
    details: [{what: remark, is: it digs}, {what: remark, is: it sells, cite: paper-z#2}]
  - {id: eland, kind: state, name: Eland}

ties:
  - {from: zor, is: partner-of, to: quax, cite: paper-z#1}
  - {from: zor-ltd, is: partner-of, to: eland, cite: wire-q#2, said-by: zor-ltd}

questions:
  - {ask: partners zor-ltd, includes: [eland]}
";

#[test]
fn two_records_become_one_and_no_claim_is_lost() {
    let folder = Folder::new("merge", TWINS.as_bytes());
    let done = folder.ties(&["merge", "zor", "zor-ltd"]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("to undo it, from this folder: patch -R -p0 < merge-zor-ltd-into-zor.diff"), "{said}");
    let zor = "  - {id: zor, kind: company, name: Zor Mining, aliases: [Zor, Zor Ltd, zor-ltd], note: seen once, details: [{what: \
               remark, is: it digs, cite: wire-q#1}, {what: remark, is: it sells, cite: paper-z#2}]} # the one\n";
    let begin = TWINS.find("  - {id: zor,").expect("it is there");
    let quax = TWINS.find("  - {id: quax,").expect("it is there");
    let gone = TWINS.find("  - id: zor-ltd").expect("it is there");
    let eland = TWINS.find("  - {id: eland,").expect("it is there");
    let rest = TWINS[eland..].replace("zor-ltd", "zor");
    let expected = format!("{}{zor}{}  # as the wire has it\n{rest}", &TWINS[..begin], &TWINS[quax..gone]);
    assert_eq!(String::from_utf8(folder.bytes()).expect("it is UTF-8"), expected);
    assert!(folder.ties(&["test"]).status.success());
    let asked = folder.ties(&["show", "zor-ltd"]);
    assert!(String::from_utf8_lossy(&asked.stdout).contains("it digs"), "the old id is a name of the other");
}

#[test]
fn two_of_different_kinds_are_merged_with_a_word_about_it() {
    let folder = Folder::new("two-kinds", TWINS.as_bytes());
    let said = |arguments: &[&str]| String::from_utf8(folder.ties(arguments).stderr).expect("it is UTF-8");
    let differ = "Quax is a company, Eland a state: look whether they are one; the kind of the first stays";
    assert!(said(&["merge", "quax", "eland", "--dry-run"]).contains(differ));
    assert!(!said(&["merge", "zor", "quax", "--dry-run"]).contains("look whether"));
}

#[test]
fn what_cannot_be_one_is_left_as_it_is() {
    let folder = Folder::new("two-things", TWINS.as_bytes());
    for (arguments, said) in [
        (["zor", "zor"], "are one record already"),
        (["zor", "paper-z"], "only stakeholders, assets, agreements and dates are merged"),
        (["paper-z", "wire-q"], "write `paper-z#…` wherever `wire-q#…` is cited"),
        (["zor-ltd", "eland"], "would say: "),
        (["zor", "zorr"], "did you mean `zor`?"),
        (["zor", "mining"], "did you mean `zor` (Zor Mining)?"),
    ] {
        folder.refuses("merge", &arguments, Some(2), said);
    }
}

/// Two records of one company, and what both say on the same citation.
const NEARLY: &str = "\
sources:
  - {id: paper-z, kind: news, title: A paper, publisher: Zor News, published: 2001-02-03}
stakeholders:
  - {id: quax-energy, kind: company, name: Quax Energy}
  - {id: quax-energie, kind: company, name: Quax Energie}
  - {id: zor, kind: company, name: Zor Mining}
ties:
  - {from: quax-energy, is: partner-of, to: zor, cite: paper-z#1}
  - {from: zor, is: partner-of, to: quax-energie, cite: paper-z#1}
";

#[test]
fn what_stands_twice_after_a_merge_is_said_and_the_merge_can_be_undone_from_anywhere() {
    let folder = Folder::new("nearly", NEARLY.as_bytes());
    let found = folder.ties(&["check"]);
    let found = String::from_utf8_lossy(&found.stdout);
    assert!(found.contains("make them one: ties merge quax-energy quax-energie"), "{found}");
    for facts in [PathBuf::from("data"), PathBuf::from("../data"), folder.0.join("data")] {
        let from = if facts.starts_with("..") { folder.0.join("other") } else { folder.0.clone() };
        fs::create_dir_all(&from).expect("it can be made");
        let facts = facts.display().to_string();
        let merge = ["merge", "quax-energy", "quax-energie", "--facts", &facts];
        let done = folder.command(&merge).current_dir(&from).output().expect("it starts");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{said}");
        assert!(said.contains("said twice now, on the same citations: 1; where: ties check"), "{said}");
        let checked = folder.ties(&["check"]);
        assert!(String::from_utf8_lossy(&checked.stdout).contains("`partner-of` is said twice"), "{checked:?}");
        let undo =
            said.lines().find_map(|line| line.split_once("from this folder: ")).expect("it is said").1.to_owned();
        let undone = Command::new("sh").args(["-c", &undo]).current_dir(&from).output().expect("it starts");
        assert!(undone.status.success(), "{undo}: {undone:?}");
        assert_eq!(folder.bytes(), NEARLY.as_bytes(), "{undo}");
    }
}

#[test]
fn it_is_said_why_a_record_lands_where_it_does() {
    let folder = Folder::new("why", TWINS.as_bytes());
    for (words, said) in [
        (&["stakeholder", "company", "Fland Works"][..], "behind `zor-ltd`, with `kind: company` too"),
        (&["stakeholder", "person", "Nobody"], "no file has more stakeholders"),
        (
            &["tie", "quax", "partner-of", "eland", "--uncited", "example"],
            "behind a tie, with `to: eland` and `is: partner-of` too",
        ),
        (&["asset", "mine", "Pit"], "no file has assets yet"),
        (&["detail", "quax", "remark", "none", "--uncited", "example"], "where `quax` stands"),
    ] {
        let done = folder.ties(&[&["add"], words].concat());
        let out = String::from_utf8_lossy(&done.stdout);
        assert!(out.lines().next().is_some_and(|line| line.ends_with(&format!(" ({said})"))), "{words:?}: {done:?}");
    }
    folder.refuses("add", &["company", "Zor"], Some(2), "ties add stakeholder company Zor");
    folder.refuses("add", &["stakeholder", "company", "Quaxx"], Some(1), "There is `quax` (Quax) already.");
}

/// A detail inside a record that another speaks against, and a property whose value is an id.
const INNER: &str = "\
vocabulary: {properties: {successor: {of: company, type: entity}}}
stakeholders:
  - {id: quax, kind: company, name: Quax, details: [{id: quax-grows, what: remark, is: quax, uncited: example}]}
  - {id: zor, kind: company, name: Zor, details: [{what: successor, is: quax, uncited: example}]}
  - {id: eland, kind: company, name: Eland}
details:
  - {of: zor, what: remark, is: it shrinks, against: quax-grows, uncited: example}
  - {of: eland, what: successor, is: quax, uncited: example}
";

#[test]
fn ids_inside_details_are_named_anew_too() {
    let folder = Folder::new("inner", INNER.as_bytes());
    let text = || String::from_utf8(folder.bytes()).expect("it is UTF-8");
    assert!(folder.ties(&["rename", "quax-grows", "growth"]).status.success());
    assert_eq!(text(), INNER.replace("quax-grows", "growth"));
    folder.refuses("rename", &["zor", "growth"], Some(2), "is the id of a detail inside a record already");
    assert!(folder.ties(&["rename", "growth", "quax-grows"]).status.success());
    assert!(folder.ties(&["rename", "quax", "fland"]).status.success());
    let renamed = INNER.replace("id: quax,", "id: fland,").replace("successor, is: quax", "successor, is: fland");
    assert_eq!(text(), renamed);
    assert!(folder.ties(&["merge", "eland", "fland"]).status.success());
    assert!(
        text()
            .contains("{id: zor, kind: company, name: Zor, details: [{what: successor, is: eland, uncited: example}]}")
    );
    assert!(folder.ties(&["check"]).status.success());
}

/// Words of a folder's own, one of each section, each used where it can be: `OLD-` stands before each.
const WORDS: &str = "\
vocabulary:
  kinds:
    OLD-pit: {is: mine, look: OLD-shape} # OLD-pit is deep
    deep-pit: {is: OLD-pit}
  relations:
    OLD-digs: {from: company, to: [OLD-pit], short-of: holds-back}
    holds-back: {from: stakeholder, to: stakeholder, short-of: [OLD-digs]}
  statuses: {asset: {OLD-flooded: paused}}
  roles: {OLD-onlooker: {}}
  properties: {OLD-depth: {of: OLD-pit}}
  groups: {OLD-south: {label: The south}}
  looks: {OLD-shape: {shape: box}}
  synonyms: {hole: OLD-pit, burrows: OLD-digs}
sources:
  - {id: paper-z, kind: news, title: OLD-pit and OLD-depth, publisher: Zor News, published: 2001-02-03}
stakeholders:
  - {id: zor, kind: company, name: Zor, group: OLD-south}
assets:
  - id: p1
    kind: OLD-pit
    name: the OLD-pit
    status: [{is: OLD-flooded, cite: paper-z#1}]
    details: [{what: OLD-depth, is: OLD-depth, cite: paper-z#1}]
agreements:
  - {id: act, kind: act, name: An act, parties: [{who: zor, as: OLD-onlooker}, zor as witness], cite: paper-z#1}
ties:
  - {from: zor, is: OLD-digs, to: p1, cite: paper-z#1}
dates:
  - {id: talks, kind: meeting, name: Talks, when: 2001-01-02, who: [zor as OLD-onlooker], cite: paper-z#1}
details:
  - {of: p1, what: OLD-depth, is: 2 m, cite: paper-z#2}
questions:
  - {ask: list OLD-pit, includes: [p1]}
  - {ask: is zor OLD-digs p1, says: 'yes'}
  - {ask: \"path zor p1 --only OLD-digs\", includes: [p1]}
  - {ask: 'show \"the OLD-pit\"', includes: [p1]}
  - {ask: search OLD-pit, includes: [p1]}
";

#[test]
fn a_word_of_ones_own_is_named_anew_with_all_its_uses() {
    let text = WORDS.replace("OLD-", "");
    let folder = Folder::new("words", text.as_bytes());
    fs::create_dir_all(folder.0.join("graphs")).expect("it can be made");
    let views = folder.0.join("graphs/views.yaml");
    fs::write(&views, "views:\n  - {name: dug, title: Dug, ask: path zor p1 --only digs}\n")
        .expect("it can be written");
    let checked = folder.ties(&["check"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let mut expected = WORDS.to_owned();
    for (word, stay) in [
        ("pit", &["# OLD-pit is", "title: OLD-pit", "name: the OLD-pit", "\"the OLD-pit\"", "search OLD-pit"][..]),
        ("digs", &[]),
        ("flooded", &[]),
        ("onlooker", &[]),
        ("depth", &["and OLD-depth", "is: OLD-depth"]),
        ("south", &[]),
        ("shape", &[]),
    ] {
        let done = folder.ties(&["rename", word, &format!("new-{word}")]);
        assert!(done.status.success(), "{word}: {}", String::from_utf8_lossy(&done.stderr));
        for stays in stay {
            expected = expected.replace(stays, &stays.replace("OLD-", ""));
        }
        expected = expected.replace(&format!("OLD-{word}"), &format!("new-{word}"));
        let now = String::from_utf8(folder.bytes()).expect("it is UTF-8");
        assert_eq!(now, expected.replace("OLD-", ""), "{word}");
    }
    let views = fs::read_to_string(&views).expect("it is there");
    assert!(views.contains("--only new-digs"), "{views}");
    folder.refuses("rename", &["company", "firm"], Some(2), "`company` is a built-in word, and keeps its name");
    folder.refuses("rename", &["new-pit", "company"], Some(2), "`company` is a word already");
    folder.refuses("rename", &["new-pit", "deep-pit"], Some(2), "`deep-pit` is a word already");
    folder.refuses("rename", &["new-pit", "New Pit"], Some(2), "`New Pit` cannot be a word");
}

#[test]
fn a_folder_is_no_file_to_check() {
    let folder = Folder::new("folders", TWINS.as_bytes());
    fs::create_dir_all(folder.0.join("data/more")).expect("it can be made");
    fs::create_dir_all(folder.0.join("mine")).expect("it can be made");
    assert!(folder.ties(&["check", "data"]).status.success());
    folder.refuses("check", &["mine"], Some(2), "ties check --facts mine");
    folder.refuses("check", &["data/more"], Some(2), "name a file in it");
    folder.refuses("check", &["facts.yaml"], Some(2), "did you mean `data/facts.yaml`?");
    folder.refuses("check", &["acts.yaml"], Some(2), "ties check reports on all of them");
}

/// Two records of one meeting, of which the second has what it cites for itself and for each of its lines.
const MEETINGS: &str = "\
sources:
  - {id: paper-z, kind: news, title: A paper, publisher: Zor News, published: 2001-02-03}
  - {id: wire-q, kind: news, title: A wire, publisher: Quax News, published: 2001-02-04}

stakeholders:
  - {id: quax, kind: company, name: Quax, group: others}
  - {id: zor, kind: company, name: a digger of Eland, unnamed: true, group: gold}

dates:
  - {id: talks, kind: meeting, name: Talks, when: 2001-01-02, who: [quax], cite: paper-z#1}
  - id: wire-talks # as the wire has it
    kind: meeting
    name: Talks in the rain
    when: 2001-01-03
    who: [zor as host, {who: quax, cite: wire-q#4}]
    cite: wire-q#1
";

#[test]
fn two_meetings_become_one_that_keeps_both_days() {
    let folder = Folder::new("meetings", MEETINGS.as_bytes());
    let done = folder.ties(&["merge", "talks", "wire-talks"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(folder.ties(&["merge", "quax", "zor"]).status.success());
    let quax = "{id: quax, kind: company, name: Quax, group: others, aliases: [a digger of Eland, zor]}";
    let zor = "  - {id: zor, kind: company, name: a digger of Eland, unnamed: true, group: gold}\n";
    let begin = MEETINGS.find("dates:").expect("it is there");
    let expected = MEETINGS[..begin]
        .replace("{id: quax, kind: company, name: Quax, group: others}", quax)
        .replace(zor, "")
        + "dates:\n  - {id: talks, kind: meeting, name: Talks, when: [{is: 2001-01-02}, {is: 2001-01-03, cite: wire-q#1}], who: [{who: quax, cite: [paper-z#1, wire-q#4]}, {who: quax as \
           host, cite: wire-q#1}], cite: paper-z#1, aliases: [Talks in the rain, \
           wire-talks]}\n  # as the wire has it\n";
    assert_eq!(String::from_utf8(folder.bytes()).expect("it is UTF-8"), expected);
}

#[test]
fn what_would_say_more_than_its_source_is_not_merged() {
    for (one, other, said) in [
        ("when: 2001-01-02", "stance: planned", "`stance` of `b` would be said of the other too"),
        ("when: 2001-01-02", "covers: mine", "`covers` of `b` would rest on what the other cites"),
        ("note: one", "note: 'a: two'", "both have a `note`, one and \"a: two\": write what is to stay"),
        ("when: 2001-01-02", "aliases: [BB]", "what `b` cites would cover claims of the other"),
    ] {
        let record = |id: &str, more: &str, place: &str| {
            format!("  - {{id: {id}, kind: meeting, name: Talks {id}, {more}, cite: paper-z#{place}}}\n")
        };
        let head = "sources:\n  - {id: paper-z, kind: news, title: A paper, publisher: Zor News, published: 2001-02-03}\nassets:\n  - {id: mine, kind: mine, name: Mine}\ndates:\n";
        let folder =
            Folder::new("more", (head.to_owned() + &record("a", one, "1") + &record("b", other, "2")).as_bytes());
        folder.refuses("merge", &["a", "b"], Some(2), said);
    }
}

/// Texts that read like an id, and values that are one.
#[test]
fn a_merge_changes_ids_and_no_text_that_reads_like_one() {
    let hero = "what: remark, is: hero, as: hero, uncited: made up}, {what: heir, is: hero, uncited: made up}, \
                {what: military-rank, is: hero, uncited: made up";
    let text = format!(
        "vocabulary: {{properties: {{heir: {{of: person, type: entity}}}}}}\nstakeholders:\n  - {{id: stay, kind: person, name: \
         Stay}}\n  - {{id: hero, kind: person, name: Hero, note: hero, details: [{{{hero}}}]}}\n"
    );
    let folder = Folder::new("texts", text.as_bytes());
    let done = folder.ties(&["merge", "stay", "hero"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let now = String::from_utf8(folder.bytes()).expect("it is UTF-8");
    let hero = hero.replace("heir, is: hero", "heir, is: stay");
    let stay = format!(
        "  - {{id: stay, kind: person, name: Stay, aliases: [Hero, hero], note: hero, details: [{{{hero}}}]}}\n"
    );
    assert_eq!(now, text[..text.find("  - {id: stay").expect("it is there")].to_owned() + &stay);
}

#[cfg(unix)]
#[test]
fn a_merge_that_fails_leaves_no_patch() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("no-patch", TWINS.as_bytes());
    let mode = |mode| fs::set_permissions(folder.file(), fs::Permissions::from_mode(mode)).expect("it is ours");
    let patch = folder.0.join("merge-zor-ltd-into-zor.diff");
    mode(0o444);
    folder.refuses("merge", &["zor", "zor-ltd"], Some(2), "it may not be written to; allow that");
    assert!(!patch.exists(), "a patch of nothing is left");
    mode(0o644);
    fs::create_dir(&patch).expect("it can be made");
    folder.refuses("merge", &["zor", "zor-ltd"], Some(2), "merge-zor-ltd-into-zor.diff");
    assert_eq!(folder.beside(), Vec::<String>::new());
}

#[test]
fn the_comma_of_a_comment_is_no_comma_of_a_list() {
    for (end, left) in [("\n]\n", "\n]\n"), ("]\n", "\n  ]\n"), (" # last\n]\n", "\n   # last\n]\n")] {
        let head = "stakeholders: [\n  {id: zor, kind: company, name: Zor";
        let text = format!("{head}}},\n  # one, two,\n  {{id: quax, kind: company, name: Quax}}{end}");
        let folder = Folder::new("comma", text.as_bytes());
        let done = folder.ties(&["merge", "zor", "quax"]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let merged = format!("{head}, aliases: [Quax, quax]}},\n  # one, two,{left}");
        assert_eq!(String::from_utf8(folder.bytes()).expect("it is UTF-8"), merged);
        assert_ne!(folder.ties(&["check"]).status.code(), Some(2));
    }
}

#[test]
fn of_the_places_of_boxes_only_lines_with_the_id_change() {
    let folder = Folder::new("places", FACTS.as_bytes());
    fs::create_dir_all(folder.0.join("graphs")).expect("it can be made");
    let lock = folder.0.join("graphs/layout.lock");
    let text = "# kept by hand\r\none zor-like 1.0 2.0\r\none quax 3.00 4.0\r\n\r\ntwo quax 1 2\r\ntwo fland 5 6";
    fs::write(&lock, text).expect("it can be written");
    for (old, new, then) in [
        ("zor", "zor-mining", text.to_owned()),
        ("quax", "fland", text.replace("one quax", "one fland").replace("two quax 1 2\r\n", "")),
    ] {
        let done = folder.ties(&["rename", old, new]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        assert_eq!(fs::read_to_string(&lock).expect("it is there"), then, "{old}");
        let is_drawn = String::from_utf8_lossy(&done.stderr).contains("published maps have the old id");
        assert_eq!(is_drawn, then != text, "{old}");
    }
}

#[test]
fn where_nothing_is_wrong_nothing_is_to_mend() {
    let folder = Folder::new("sound", FACTS.as_bytes());
    for (flag, code) in [("--fix", 0), ("--diff", 0)] {
        let done = folder.ties(&["check", flag]);
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!((done.status.code(), said.trim()), (Some(code), "nothing is to mend"), "{flag}");
    }
}

/// The block of README runs in the shipped facts, once what stands above it is saved.
#[test]
fn what_readme_adds_can_be_added_in_its_order() {
    let folder = with_shipped("readme");
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("it is there");
    let (_, section) = page.split_once("## Add a fact\n").expect("it is there");
    let block = |language: &str| {
        let (_, rest) = section.split_once(&format!("```{language}\n")).expect("it is there");
        rest.split("```").next().unwrap_or_default()
    };
    assert!(section.contains("saved as `data/my-facts.yaml`"));
    assert!(!folder.0.join("data/my-facts.yaml").exists(), "the example would take the place of shipped facts");
    fs::write(folder.0.join("data/my-facts.yaml"), block("yaml")).expect("it can be written");
    let lines: Vec<&str> = block("sh").lines().filter_map(|line| line.split("    # ").next()).collect();
    let commands: Vec<&str> = lines.into_iter().map(str::trim).filter(|line| line.starts_with("ties ")).collect();
    assert_eq!(commands.len(), 6);
    for line in commands {
        let arguments = words(line.strip_prefix("ties ").expect("a command of ties"));
        let done = folder.ties(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

/// A copy of the shipped facts.
fn with_shipped(name: &str) -> Folder {
    let folder = Folder::new(name, b"");
    fs::remove_file(folder.file()).expect("it was written");
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).expect("it is there") {
        let path = entry.expect("it can be read").path();
        fs::copy(&path, folder.0.join("data").join(path.file_name().expect("a file"))).expect("it can be copied");
    }
    folder
}

/// The words of a command line, with quotes.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate().map(|(n, part)| (n % 2 == 1, part));
    parts
        .flat_map(|(quoted, part)| if quoted { vec![part] } else { part.split_whitespace().collect() })
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_claim_of_the_page_on_curating_can_be_added_in_its_words() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(repository.join("data/README.md")).expect("it is there");
    let (_, section) = page.split_once("## A claim in five minutes").expect("it is there");
    let block = section.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("commands");
    let folder = with_shipped("page");
    let mut shown = String::new();
    for line in block.lines() {
        let arguments = words(line.strip_prefix("ties ").expect("a command of ties"));
        let done = folder.ties(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
        shown = String::from_utf8(done.stdout).expect("it is UTF-8");
    }
    assert!(shown.contains("duration  open\n  2 hours") && shown.contains("3 hours"), "{shown}");
}
