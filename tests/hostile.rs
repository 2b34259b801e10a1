//! Files that are none, files that are too much, and places that cannot be written: each ends in one clear sentence,
//! and what is sound beside it is read all the same.
//!
//! What stands in the YAML itself is held by `tests/slips.rs`. A bound on time is there only so that a hang fails.
mod shipped;

#[path = "hostile/mangled.rs"]
mod mangled;
#[path = "hostile/texts.rs"]
mod texts;
#[path = "hostile/typed.rs"]
mod typed;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ties-hostile-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("data")).expect("it can be made");
        Self(path)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
        self
    }

    /// The program run here, as a script does.
    fn ties(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new("timeout");
        command.arg("60").arg(env!("CARGO_BIN_EXE_ties")).args(arguments).current_dir(&self.0).stdin(Stdio::null());
        for name in ["NO_COLOR", "COLUMNS", "TIES_FACTS"] {
            command.env_remove(name);
        }
        Ran::of(command.output().expect("it starts"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// How a run ended, and what it said.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

const SOURCE: &str = "sources: [{id: p, title: T, publisher: P, kind: news, published: 2025}]\n";
const PAIR: &str = "stakeholders:\n  - {id: a, kind: company, name: A}\n  - {id: b, kind: company, name: B}\n\
                    ties:\n  - {from: a, is: partner-of, to: b, cite: p#1}\n";

/// Two sound files: one names what the other speaks of.
fn sound(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("data/facts.yaml", PAIR).write("data/source.yaml", SOURCE);
    folder
}

/// What a file is called, how it is made, and what is said of it.
type Attack<'a> = (&'a str, &'a dyn Fn(&Path), &'a str);

#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_and_the_rest_is_read() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let make_pipe = |path: &Path| {
        assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo is there").success());
    };
    let link = |path: &Path, to: &str| symlink(to, path).expect("it can be linked");
    let make_large = |path: &Path| fs::File::create(path).and_then(|f| f.set_len(1 << 30)).expect("it is sparse");
    let attacks: [Attack; 7] = [
        ("pipe.yaml", &make_pipe, "it is a pipe, not a file"),
        ("socket.yml", &|path| drop(UnixListener::bind(path).expect("it can be bound")), "it is a socket, not a file"),
        ("zero.yaml", &|path| link(path, "/dev/zero"), "it is a device, not a file"),
        ("dangling.yaml", &|path| link(path, "nowhere"), "it is a link to something that is not there"),
        ("loop.yaml", &|path| link(path, "loop.yaml"), "it is a link that leads back to itself"),
        ("inner/loop.yml", &|path| link(path, "loop.yml"), "it is a link that leads back to itself"),
        ("large.yaml", &make_large, "it is larger than 512 MB; split it into several files"),
    ];
    for (name, make, told) in attacks {
        let folder = sound("none");
        let path = format!("data/{name}");
        fs::create_dir_all(folder.0.join(&path).parent().expect("it lies in a folder")).expect("it can be made");
        make(&folder.0.join(&path));
        let short = folder.ties(&["check", "--format", "short"]);
        let finding = format!("{path}:1:1: error[unread-file]: `{path}` was not read: {told}\n");
        assert_eq!((short.code, &*short.out, &*short.err), (Some(1), &*finding, ""), "{name}");
        let one = folder.ties(&["check", &path]);
        assert_eq!((one.code, one.out.contains(told)), (Some(1), true), "{name}: {one:?}");
        let lenient = folder.ties(&["partners", "a", "--lenient"]);
        assert!(lenient.code == Some(0) && lenient.out.contains("partnership with B"), "{name}: {lenient:?}");
        assert!(lenient.err.contains("1 unread file"), "{name}: {lenient:?}");
        let refused = folder.ties(&["partners", "a"]);
        assert!(refused.code == Some(1) && refused.out.is_empty() && refused.err.contains(told), "{name}: {refused:?}");
        // Named as all there is, it leaves nothing to answer from.
        let alone = folder.ties(&["--facts", &path, "check"]);
        assert!(alone.code == Some(2) && alone.err.starts_with("error: "), "{name}: {alone:?}");
    }
}

#[test]
fn a_file_whose_name_has_one_ending_too_many_is_told_of() {
    for name in ["b.yaml.txt", "b.YML.Docx"] {
        let folder = sound("endings");
        folder.write(&format!("data/{name}"), "x: 1");
        let short = folder.ties(&["check", "--format", "short"]);
        let told = format!("data/{name}:1:1: warning[unread-file]: `data/{name}` is not read");
        assert!(short.code == Some(0) && short.out.starts_with(&told), "{name}: {short:?}");
    }
    // What an editor keeps of an earlier state is passed over.
    let folder = sound("kept");
    folder.write("data/b.yaml~", "x: 1").write("data/b.yaml.bak", "x: 1").write("data/notes.txt", "x");
    assert!(folder.ties(&["check", "--strict"]).code == Some(0));
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = sound("rights");
    folder.write("data/mine.yaml", "x: 1").write("data/inner/mine.yaml", "x: 1");
    let close =
        |name: &str| fs::set_permissions(folder.0.join(name), fs::Permissions::from_mode(0o0)).expect("it is ours");
    close("data/mine.yaml");
    close("data/inner");
    if fs::read(folder.0.join("data/mine.yaml")).is_ok() {
        eprintln!("skipped: who runs this may read everything");
        return;
    }
    let ran = folder.ties(&["check", "--format", "short"]);
    fs::set_permissions(folder.0.join("data/inner"), fs::Permissions::from_mode(0o700)).expect("it is ours");
    let told = "was not read: it may not be read or written";
    let all = format!(
        "data/inner:1:1: error[unread-file]: `data/inner` {told}\n\
         data/mine.yaml:1:1: error[unread-file]: `data/mine.yaml` {told}\n"
    );
    assert_eq!((ran.code, ran.out), (Some(1), all));
}

#[test]
fn a_file_is_read_once_whatever_it_is_called() {
    let folder = Folder::new("names");
    folder.write("data/FACTS.YAML", PAIR).write("data/Source.Yml", SOURCE);
    for passed_over in [".hidden.yaml", ".git/x.yaml", ".#facts.yaml", "#facts.yaml#", "facts.yaml~", "notes.txt"] {
        folder.write(&format!("data/{passed_over}"), "no: facts");
    }
    #[cfg(unix)]
    for (to, name) in [("FACTS.YAML", "again.yaml"), ("../data", "round"), ("..", "data-above")] {
        std::os::unix::fs::symlink(to, folder.0.join("data").join(name)).expect("it can be linked");
    }
    let ran = folder.ties(&["check"]);
    assert_eq!((ran.code, &*ran.out), (Some(0), "ok: 2 stakeholders, 1 tie, 1 source, in 2 files\n"), "{ran:?}");
}

#[test]
fn a_place_without_facts_is_told() {
    let folder = Folder::new("places");
    folder.write("notes.txt", "x").write("hidden/.x.yaml", "x");
    for (place, told) in [
        ("nowhere", "error: no facts here: there is no folder `nowhere`\n"),
        ("data", "error: no facts in `data`: it holds no file that ends in .yaml or .yml\n"),
        ("hidden", "error: no facts in `hidden`: it holds no file that ends in .yaml or .yml\n"),
        ("notes.txt/inner", "error: no facts here: there is no folder `notes.txt/inner`\n"),
        ("", "error: `--facts <DIR>` needs a value\n"),
        ("/dev/null", "error: cannot read `/dev/null`: it is a device, not a file\n"),
    ] {
        let ran = folder.ties(&["--facts", place, "check"]);
        assert!(ran.code == Some(2) && ran.out.is_empty() && ran.err.starts_with(told), "{place}: {ran:?}");
    }
}

#[test]
fn what_multiplies_without_bound_is_refused() {
    let ids = |letter: char, n: usize| (0..n).map(|i| format!("{letter}{i}")).collect::<Vec<_>>();
    let record = |id: &String| format!("  - {{id: {id}, kind: company, name: {id}}}\n");
    let (from, to) = (ids('f', 3000), ids('t', 3000));
    let names: String = from.iter().chain(&to).map(record).collect();
    let tie = |n: usize, m: usize, what: &str| {
        format!("  - {{from: [{}], is: {what}, to: [{}], cite: p#1}}\n", from[..n].join(", "), to[..m].join(", "))
    };
    let many = (0..101).map(|_| tie(100, 100, "partner-of")).collect::<String>();
    for (ties, told) in [
        (
            tie(3000, 3000, "partner-of"),
            Some("3000 ids in `from` and 3000 in `to` are 9000000 ties; at most 10000 can be written so"),
        ),
        (
            tie(3000, 3000, "part-of"),
            Some("3000 ids in `from` and 3000 in `to` are 9000000 ties; at most 10000 can be written so"),
        ),
        (many, Some("with these, lists on both sides make more than 1000000 ties")),
        (tie(100, 100, "partner-of"), None),
        (tie(3000, 1, "partner-of"), None),
    ] {
        let folder = Folder::new("product");
        folder.write("data/facts.yaml", format!("{SOURCE}stakeholders:\n{names}ties:\n{ties}"));
        let ran = folder.ties(&["check", "--format", "short"]);
        let errors: Vec<&str> = ran.out.lines().filter(|line| line.contains(" error[")).collect();
        match told {
            Some(told) => {
                assert!(errors.len() == 1 && errors[0].contains("error[wrong-shape]"), "{errors:?}");
                assert!(errors[0].ends_with(told), "{errors:?}");
                assert_eq!(folder.ties(&["partners", "f1", "--lenient"]).code, Some(0), "{told}");
            }
            None => assert_eq!((ran.code, errors), (Some(0), vec![])),
        }
    }
}

/// Each time of the one with each time of the other would bind them.
#[test]
fn who_is_bound_time_and_again_is_refused() {
    let day = |n: usize| format!("{}-01-{:02}", 1900 + n / 28, 1 + n % 28);
    let party = |who: &str, n: usize| format!("{{who: {who}, since: {}}}", day(n));
    let parties = |n: usize| (0..n).flat_map(|n| ["a", "b"].map(|who| party(who, n))).collect::<Vec<_>>().join(", ");
    let pact = |n: usize| {
        format!("agreements:\n  - {{id: pact, kind: treaty, name: Pact, cite: p#1, parties: [{}]}}\n", parties(n))
    };
    let stake = |who: &str, n: usize| {
        format!("  - {{holder: {who}, in: b, kind: equity, share: 1%, since: {}, cite: p#1}}\n", day(n))
    };
    let stakes = |n: usize| format!("stakes:\n{}", (0..n).map(|n| stake("a", n)).collect::<String>());
    for (facts, told) in [
        (pact(201), Some("`a` is named more than 200 times in one record")),
        (pact(150), None),
        (stakes(201), Some("with this one, `a` has more than 200 stakes in one thing")),
        (stakes(200), None),
    ] {
        let folder = Folder::new("time-and-again");
        folder.write("data/facts.yaml", format!("{SOURCE}{PAIR}{facts}"));
        let ran = folder.ties(&["check", "--format", "short"]);
        let errors: Vec<&str> = ran.out.lines().filter(|line| line.contains(" error[")).collect();
        match told {
            Some(told) => assert!(errors.len() == 1 && errors[0].ends_with(told), "{errors:?}"),
            None => assert_eq!(errors, Vec::<&str>::new()),
        }
        assert_eq!(folder.ties(&["show", "a", "--lenient"]).code, Some(0), "{told:?}");
    }
}

/// Of each of these one slip made the whole file, or all of a line, be read or written again for each finding.
#[test]
fn a_flood_of_findings_takes_no_longer_than_its_lines() {
    let record = |n: usize| format!("  - {{id: a-{n}, kind: company, name: A {n}}}\n");
    let records: String = (0..3_000).map(record).collect();
    for (facts, more) in [
        ("junk\n".repeat(20_000), "19000 more findings"),
        (format!("stakeholders:\n{records}{records}"), "2000 more findings"),
        (
            format!("{SOURCE}{PAIR}  - {{from: a, {}to: b, cite: p#1}}\n", "is: partner-of, ".repeat(4_000)),
            "2999 more findings",
        ),
    ] {
        let folder = Folder::new("flood");
        let ran = folder.write("data/facts.yaml", facts).ties(&["check"]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.out.contains(&format!("{more}, one a line: ties check --format short")), "not {more}");
        assert!(ran.out.len() < 1_000_000, "{} bytes for {more}", ran.out.len());
    }
}

/// Each of these was compared with each of the others, in the time of its whole record.
#[test]
fn claims_that_differ_in_one_field_are_held_against_each_other_once() {
    let tie = |n: usize| format!("  - {{from: a, is: partner-of, to: b, as: role {}, cite: p#1}}\n", n.max(1));
    let ties: String = (0..4_000).map(tie).collect();
    let detail = |n: usize| format!("{{what: remark, is: large, as: part {}, cite: p#1}}", n.max(1));
    let details = (0..2_000).map(detail).collect::<Vec<_>>().join(", ");
    let detailed = PAIR.replace("name: A}", &format!("name: A, details: [{details}]}}"));
    for facts in [format!("{PAIR}{ties}"), detailed] {
        let ran = Folder::new("alike")
            .write("data/facts.yaml", format!("{SOURCE}{facts}"))
            .ties(&["check", "--format", "short"]);
        let twice: Vec<&str> = ran.out.lines().filter(|line| line.contains("[said-twice]")).collect();
        assert!(ran.code == Some(0) && twice.len() == 1, "{ran:?}");
    }
}

/// Each claim was looked for among all of the others, and each passage among all of its row.
#[test]
fn very_many_claims_of_one_pair_are_told() {
    let folder = Folder::new("pair");
    for since in ["", "since: 1900, "] {
        let tie = |n: usize| format!("  - {{from: a, is: supplier-of, to: b, {since}cite: p#{n}}}\n");
        let ties: String = (1..=20_000).map(tie).collect();
        folder.write("data/facts.yaml", format!("{SOURCE}{PAIR}{ties}"));
        for ask in ["show", "partners", "report"] {
            let ran = folder.ties(&[ask, "a"]);
            assert!(ran.code == Some(0) && ran.out.contains("¶20000"), "{ask}");
        }
    }
}

/// Of many that are alike each is named once, and no name is compared or shown without an end.
#[test]
fn very_many_and_very_long_names_that_are_alike_are_told() {
    let folder = Folder::new("names");
    let letters =
        |n: usize| [n / 676 % 26, n / 26 % 26, n % 26].map(|n| char::from(b'a' + n as u8)).iter().collect::<String>();
    let like = |n: usize| format!("  - {{id: n{n}, kind: company, name: Quaxholding{}}}\n", letters(n));
    folder.write("data/facts.yaml", format!("stakeholders:\n{}", (0..5_000).map(like).collect::<String>()));
    let ran = folder.ties(&["check", "--format", "short"]);
    let told = ran.out.lines().filter(|line| line.contains("[near-names]")).count();
    assert!(ran.code == Some(0) && (1..5_000).contains(&told), "{told}");
    let long = |n: usize| format!("  - {{id: n{n}, kind: company, name: {}{n}}}\n", "quax ".repeat(4_000));
    folder.write("data/facts.yaml", format!("stakeholders:\n{}", (0..30).map(long).collect::<String>()));
    for word in ["x".repeat(20_000), "quax quax".to_owned()] {
        let ran = folder.ties(&["show", &word]);
        assert!(ran.code == Some(2) && ran.err.len() < 5_000, "{}", ran.err.len());
    }
}

#[test]
fn citations_that_multiply_are_refused() {
    let cites = |n: usize| vec!["p#1"; n].join(", ");
    let pact = |cited: usize, parties: usize| {
        let (all, who) = (cites(cited), vec!["a, b"; parties / 2].join(", "));
        format!("agreements:\n  - {{id: pact, kind: package, name: Pact, cite: [{all}], parties: [{who}]}}\n")
    };
    let told = "5000 lines of this record take over 5000 citations each: 25000000; at most 100000 can be written so";
    for (cited, parties, told) in [(5000, 5000, Some(told)), (5000, 2, None), (2, 400, None)] {
        let folder = sound("cites");
        folder.write("data/pact.yaml", pact(cited, parties));
        let ran = folder.ties(&["check", "--format", "short"]);
        let said = ran.out.lines().find_map(|line| line.split_once(" error[wrong-shape]: "));
        assert_eq!(said.map(|(_, said)| said), told, "{cited} × {parties}");
    }
}

/// The two speakers of a citation.
type Pair = fn(usize) -> [usize; 2];

/// The fewest speakers that account for all citations were looked for without an end.
#[test]
fn voices_of_very_many_speakers_are_counted() {
    let folder = Folder::new("voices");
    let source = |n: usize| format!("  - {{id: s{n}, title: T, publisher: P{n}, kind: news, published: 2025}}\n");
    let sources: String = (0..1_000).map(source).collect();
    // Pairs of their own, a ring, and pairs that have to do with each other in no order.
    let pairs: [(Pair, &str); 3] = [
        (|n| [2 * n, 2 * n + 1], "1000 independent voices"),
        (|n| [n, (n + 1) % 1_000], "500 independent voices"),
        (|n| [n * 37 % 101, 101 + n * 53 % 97], " independent voices"),
    ];
    for (pair, told) in pairs {
        let speakers = |n: usize| pair(n).map(|who| format!("unnamed speaker {who}")).join(", ");
        let cites = (0..1_000).map(|n| format!("{{at: s{n}#1, said-by: [{}]}}", speakers(n)));
        let cites = cites.collect::<Vec<_>>().join(", ");
        let facts = PAIR.replace("cite: p#1", &format!("cite: [{cites}]"));
        folder.write("data/facts.yaml", format!("sources:\n{sources}{facts}"));
        let ran = folder.ties(&["partners", "a"]);
        assert!(ran.code == Some(0) && ran.out.contains(told), "{told}: {ran:?}");
    }
}

#[test]
fn a_name_of_many_is_a_question_back_that_ends() {
    let folder = Folder::new("same");
    let all: String = (0..1000).map(|n| format!("  - {{id: n{n}, kind: company, name: Same}}\n")).collect();
    folder.write("data/facts.yaml", format!("stakeholders:\n{all}"));
    let ran = folder.ties(&["show", "Same"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("`n5` (Same) or one of 994 more here\n") && !ran.err.contains("n6"), "{}", ran.err);
}

#[test]
fn of_too_many_pairs_those_that_most_binds_are_listed() {
    let folder = Folder::new("pairs");
    let ids: Vec<String> = (0..300).map(|n| format!("n{n}")).collect();
    let all: String = ids.iter().map(|id| format!("  - {{id: {id}, kind: company, name: {id}}}\n")).collect();
    let pact = |id: &str, parties: &str| {
        format!("  - {{id: {id}, kind: package, cite: p#1, name: {id}, parties: [{parties}]}}\n")
    };
    let pacts = [pact("great", &ids.join(", ")), pact("one", "n9, n7"), pact("two", "n7, n9"), pact("third", "n5, n8")];
    folder.write("data/facts.yaml", format!("{SOURCE}stakeholders:\n{all}agreements:\n{}", pacts.concat()));
    let ran = folder.ties(&["partners", "--format", "tsv"]);
    let rows: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("row\t")).collect();
    assert!(rows.len() == 2 && rows[0].contains("n7") && rows[0].contains("; and 2 more"), "{ran:?}");
    assert!(ran.out.contains("There may be 44853 pairs, too many to list"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_told_and_nothing_is_lost() {
    let folder = sound("output");
    folder.write("mine.svg", "mine");
    for (output, told) in [
        (
            "nowhere/x.svg",
            "error: cannot write `nowhere/x.svg`: there is no such file or folder\nhelp: make the folder `nowhere` first",
        ),
        ("data", "error: the ending of `data` chooses no format"),
        ("mine.svg/x.svg", "error: cannot write `mine.svg/x.svg`"),
        ("", "error: `--output <FILE>` needs a value\n"),
        ("data/facts.yaml", "error: the ending of `data/facts.yaml` chooses no format"),
    ] {
        let ran = folder.ties(&["map", "-o", output]);
        assert!(ran.code == Some(2) && ran.out.is_empty() && ran.err.starts_with(told), "{output}: {ran:?}");
    }
    let onto_facts = folder.ties(&["map", "--format", "svg", "-o", "data/facts.yaml"]);
    assert!(onto_facts.code == Some(2) && onto_facts.err.contains("it is one of the fact files"), "{onto_facts:?}");
    assert_eq!(fs::read_to_string(folder.0.join("data/facts.yaml")).expect("it is there"), PAIR);
    let full = folder.ties(&["map", "--format", "svg", "-o", "/dev/full"]);
    assert_eq!((full.code, &*full.err), (Some(2), "error: cannot write `/dev/full`: the disk is full\n"));
    for command in
        ["partners", "map --format dot", "check --format json", "list", "explain", "schema", "--help", "--version"]
    {
        let line = format!("exec \"$0\" {command} > /dev/full");
        let ran = Command::new("sh").args(["-c", &line, env!("CARGO_BIN_EXE_ties")]).current_dir(&folder.0).output();
        let ran = Ran::of(ran.expect("it starts"));
        let told = (Some(2), "error: cannot write the answer: the disk is full\n");
        assert_eq!((ran.code, &*ran.err), told, "{command}");
    }
    assert_eq!(fs::read_to_string(folder.0.join("mine.svg")).expect("it is there"), "mine");
    assert_eq!(files(&folder.0), ["data", "mine.svg"], "something is left behind");
}

/// A group of the vocabulary and names of none, so that a map has three files.
const GROUPED: &str = "vocabulary: {groups: {g: {label: G}, rest: {label: Rest}}}\nstakeholders:\n\
                       \x20 - {id: a, kind: company, name: A, group: g}\n  - {id: b, kind: company, name: B, group: g}\n\
                       \x20 - {id: c, kind: company, name: C, group: g}\n  - {id: d, kind: company, name: D, group: rest}\n\
                       \x20 - {id: e, kind: company, name: E, group: rest}\n  - {id: f, kind: company, name: F, group: rest}\n\
                       \x20 - {id: h, kind: company, name: H}\n";

#[test]
fn no_page_of_several_is_written_over_a_fact_file() {
    let folder = Folder::new("pages");
    folder.write("data/mali-g.yaml", GROUPED);
    let ran = folder.ties(&["map", "--pages", "--format", "svg", "-o", "data/mali.yaml"]);
    let told = "error: cannot write `data/mali-g.yaml`: it is one of the fact files\n";
    assert_eq!((ran.code, &*ran.err), (Some(2), told));
    assert_eq!(files(&folder.0.join("data")), ["mali-g.yaml"]);
    assert_eq!(fs::read_to_string(folder.0.join("data/mali-g.yaml")).expect("it is there"), GROUPED);
}

#[test]
fn each_page_has_a_file_of_its_own_or_none_is_written() {
    let folder = Folder::new("same-page");
    let ran = folder.write("data/facts.yaml", GROUPED).ties(&["map", "--pages", "-o", "all.svg"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(files(&folder.0), ["all-g.svg", "all-rest.svg", "all-the_rest.svg", "all.svg", "data"]);
    let folder = Folder::new("same-name");
    let other = GROUPED.replace("rest: {", "G: {").replace("group: rest", "group: G");
    let ran = folder.write("data/facts.yaml", other).ties(&["map", "--pages", "-o", "all.svg", "--lenient"]);
    let told = "cannot write `all-G.svg`: another file of this name, in small or large letters, is to be written too";
    assert!(ran.code == Some(2) && ran.err.contains(told), "{ran:?}");
    assert_eq!(files(&folder.0), ["data"]);
}

#[cfg(unix)]
#[test]
fn a_name_may_be_as_long_as_the_disk_takes_it() {
    let folder = sound("long");
    let (longest, longer) = (format!("{}.svg", "n".repeat(251)), format!("{}.svg", "n".repeat(252)));
    assert_eq!(folder.ties(&["map", "-o", &longest]).code, Some(0));
    let ran = folder.ties(&["map", "-o", &longer]);
    assert!(ran.code == Some(2) && ran.err.contains("its name is too long"), "{ran:?}");
    assert_eq!(files(&folder.0), ["data", &longest]);
}

/// The files of a folder by name.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("it is there").file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().expect("it is UTF-8")).collect();
    names.sort();
    names
}

/// A limit on the size of files ends the program in the middle of a file, as pulling the plug would.
#[cfg(unix)]
#[test]
fn who_is_stopped_while_writing_leaves_the_file_as_it_was() {
    let folder = sound("stopped");
    folder.write("graphs/views.yaml", "views: [{name: all, title: All, ask: map, formats: [svg]}]\n");
    folder.write("mine.svg", "mine").write("graphs/all.svg", "mine");
    for (command, file) in [("map -o mine.svg", "mine.svg"), ("publish", "graphs/all.svg")] {
        let line = format!("ulimit -f 1; exec \"$0\" {command}");
        let ran = Command::new("sh").args(["-c", &line, env!("CARGO_BIN_EXE_ties")]).current_dir(&folder.0).output();
        assert!(!ran.expect("it starts").status.success(), "{command} fits a file of 512 bytes");
        assert_eq!(fs::read_to_string(folder.0.join(file)).expect("it is there"), "mine", "{command}");
        let words: Vec<&str> = command.split(' ').collect();
        assert_eq!(folder.ties(&words).code, Some(0), "{command}");
        let whole = fs::read_to_string(folder.0.join(file)).expect("it is there");
        assert!(whole.ends_with("</svg>\n"), "{command}: {whole}");
    }
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_neither_read_nor_written() {
    let folder = sound("endless");
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, folder.0.join(name)).expect("it can be made");
    link("/proc/self/status", "data/system.yaml");
    link("/", "data/root");
    let ran = folder.ties(&["check", "--format", "short"]);
    for told in ["it is a file of the system", "it is a link to the whole disk"] {
        assert!(ran.code == Some(1) && ran.out.contains(told), "{told}: {ran:?}");
    }
    assert_eq!(ran.out.lines().count(), 2, "{ran:?}");
    assert!(Command::new("mkfifo").arg(folder.0.join("pipe.svg")).status().expect("it starts").success());
    let ran = folder.ties(&["map", "--lenient", "-o", "pipe.svg"]);
    assert!(ran.code == Some(2) && ran.err.contains("it is a pipe; let the shell write into it, with `>`"), "{ran:?}");
}

#[test]
fn a_dash_is_the_output_itself() {
    let folder = sound("dash");
    let said = folder.ties(&["partners", "--format", "json"]);
    for dash in ["-", "/dev/stdout"] {
        let ran = folder.ties(&["partners", "--format", "json", "-o", dash]);
        assert_eq!((ran.code, ran.out), (Some(0), said.out.clone()), "{dash}");
    }
    assert!(!folder.0.join("-").exists());
}

#[test]
fn flags_that_do_nothing_are_told() {
    let folder = sound("flags");
    for (arguments, told) in [
        ("partners --format csv --layout ego", "note: `--layout` changes nothing in csv\n"),
        (
            "partners --seed 3 --scale 2",
            "note: `--seed` changes nothing in table\nnote: `--scale` changes nothing in table\n",
        ),
        (
            "partners --format csv -o x.json",
            "note: `x.json` holds csv, as --format says, though its ending stands for json\n",
        ),
        ("partners --format csv -o x.csv", ""),
        ("map --layout ego -o x.svg", ""),
        ("map --as-partners --seed 3 -o x.html", ""),
    ] {
        let ran = folder.ties(&arguments.split(' ').collect::<Vec<_>>());
        assert_eq!((ran.code, &*ran.err), (Some(0), told), "{arguments}");
    }
}

#[test]
fn an_environment_that_says_nothing_is_none() {
    let folder = sound("unset");
    for (set, arguments, code) in [
        ("", vec!["list"], 0),
        ("", vec!["--facts", "data", "list"], 0),
        ("data", vec!["list"], 0),
        ("nowhere", vec!["list"], 2),
        ("nowhere", vec!["--facts", "data", "list"], 0),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ties"));
        let ran = command.args(&arguments).current_dir(&folder.0).env("TIES_FACTS", set).output();
        let ran = Ran::of(ran.expect("it starts"));
        assert_eq!(ran.code, Some(code), "TIES_FACTS={set} {arguments:?}: {ran:?}");
    }
}
