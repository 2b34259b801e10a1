//! Command lines that nobody means: each ends at once, in an answer or in one sentence with what to write instead.
use super::{Folder, Ran, SOURCE};
use std::ffi::{OsStr, OsString};
use std::process::Command;

/// Ids that mean something to YAML, to JavaScript, to Windows or to a shell, as far as an id can be it.
const FACTS: &str = "stakeholders:\n  - {id: constructor, kind: company, name: Builder}\n\
                     \x20 - {id: con, kind: company, name: Con}\n  - {id: \"null\", kind: company, name: Nothing}\n\
                     \x20 - {id: true, kind: company, name: Sure}\n  - {id: 1e3, kind: company, name: Many}\n\
                     ties:\n  - {from: constructor, is: partner-of, to: con, cite: p#1}\n\
                     \x20 - {from: \"null\", is: partner-of, to: con, cite: p#1}\n\
                     \x20 - {from: true, is: partner-of, to: 1e3, cite: p#1}\n\
                     \x20 - {from: 1e3, is: partner-of, to: constructor, cite: p#1}\n";

/// Words that are no id here.
const NOBODY: [&str; 12] =
    ["__proto__", "-", "..", ".", "*", "~", "/etc/passwd", "\u{1b}[31m", "%0A", "\u{202e}", "toString", "\u{1f600}"];

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("data/facts.yaml", format!("{SOURCE}{FACTS}"));
    folder
}

/// Questions about one, with `WHO` for the name.
const ABOUT_ONE: [&str; 10] = [
    "partners WHO",
    "show WHO",
    "agreements WHO",
    "stakes WHO",
    "timeline WHO",
    "disputes WHO",
    "gaps WHO",
    "path WHO con",
    "is WHO partner-of con",
    "map WHO --format json",
];

#[test]
fn an_id_is_an_id_whatever_it_means_elsewhere() {
    let folder = folder("ids");
    for (id, name) in [("constructor", "Builder"), ("null", "Nothing"), ("true", "Sure"), ("1e3", "Many")] {
        for question in ABOUT_ONE {
            let words: Vec<&str> = question.split(' ').map(|word| if word == "WHO" { id } else { word }).collect();
            let ran = folder.ties(&words);
            let told = ran.out.contains(name) || question.starts_with("is ");
            assert!(ran.code == Some(0) && ran.err.is_empty() && told, "{words:?}: {ran:?}");
        }
    }
}

#[test]
fn who_is_nobody_here_is_told_so() {
    let folder = folder("nobody");
    for who in NOBODY {
        for question in ABOUT_ONE {
            let words: Vec<&str> = question.split(' ').map(|word| if word == "WHO" { who } else { word }).collect();
            told(&folder.ties(&words), "error: nothing here is called `");
        }
    }
    for empty in ["", "  "] {
        told(&folder.ties(&["show", empty]), "error: the name is empty\nhelp: what there is: ties list\n");
    }
    told(&folder.ties(&["show", "--", "--help"]), "error: nothing here is called `--help`\n");
    let long = folder.ties(&["show", &"x".repeat(50_000)]);
    told(&long, "error: nothing here is called `xxx");
    assert!(long.err.len() < 1000, "{}", long.err.len());
}

/// Holds that one sentence is said and nothing else, and that no sign of it steers a terminal.
fn told(ran: &Ran, begins: &str) {
    assert!(ran.code == Some(2) && ran.out.is_empty() && ran.err.starts_with(begins), "{begins}: {ran:?}");
    assert_eq!(ran.err.matches("error: ").count(), 1, "{ran:?}");
    assert!(!ran.err.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{ran:?}");
}

#[test]
fn a_command_that_cannot_be_understood_is_told_what_to_write() {
    let folder = folder("typed");
    let number = "help: that is too large; write a whole number, such as 10\n";
    let table: [(&[&str], &str, &str); 29] = [
        (&["PARTNERS"], "there is no command `PARTNERS`", "did you mean `partners`?"),
        (&["parters"], "there is no command `parters`", "did you mean `partners`?"),
        (&["ls"], "there is no command `ls`", "did you mean `list`?"),
        (&["draw"], "there is no command `draw`", "help: all commands"),
        (&[""], "there is no command ``", "help: all commands"),
        (&["is"], "`WHO` is missing", "help: write `ties is WHO WORD [OTHER]`, as in: ties is "),
        (&["path", "con"], "`TO` is missing", "help: write `ties path FROM TO`, as in: ties path "),
        (&["rename", "con"], "`NEW` is missing", "help: write `ties rename OLD NEW`, as in: ties rename "),
        (&["search"], "`TEXT...` is missing", "help: write `ties search TEXT...`, as in: ties search "),
        (&["path", "con", "con"], "both names mean Con", "name two different ones"),
        (&["show", "con", "null"], "`null` is not expected here", "help: write `ties show WHO`, as in"),
        (&["partners", "--colour", "never"], "`--colour` is not expected here", "did you mean `--color`?"),
        // What is not near is not offered.
        (&["groups", "--top", "3"], "`--top` is not expected here", "all it takes: ties groups --help"),
        (&["timeline", "--from", "2025"], "`--from` is not expected here", "all it takes: ties timeline --help"),
        (&["rank", "--top", "99999999999999999999"], "`99999999999999999999` does not fit `--top <N>`", number),
        (&["rank", "--top", "1.5"], "`1.5` does not fit `--top <N>`", "help: write a whole number"),
        (&["path", "con", "true", "--hops", ""], "`--hops <N>` needs a value", "help: write a whole number"),
        (&["map", "--scale", "NaN", "-o", "x.png"], "`NaN` does not fit `--scale <N>`", "from 0.25 to 8"),
        (&["partners", "--format", "svgg"], "there is no format called `svgg`", "did you mean `svg`?  Formats: table"),
        (&["partners", "--format", ""], "there is no format called ``", "help: formats: table"),
        (&["partners", "--source", ""], "there is no source called ``", "help: all words: ties list sources"),
        (&["check", "--format", "JSON"], "`JSON` does not fit `--format <FORMAT>`", "did you mean `json`?"),
        (&["check", "--format", "xml"], "`xml` does not fit", "help: one of: human, short, json, sarif, github"),
        (&["partners", "--as-of", "2025-02-30"], "`2025-02-30` is no day", "February"),
        (&["partners", "--as-of", "Y-9999999999"], "`Y-9999999999` is farther away than days are counted", "2025"),
        (&["partners", "--as-of", "-1"], "`-1` is not a date that can be read", "help: write 2025"),
        (
            &["partners", "--certain", "--certain"],
            "`--certain` is given more than once",
            "all it takes: ties partners --help",
        ),
        (&["--facts", "/dev/zero", "list"], "cannot read `/dev/zero`: it is a device, not a file", ""),
        (&["publish", "--graphs", "/dev/null"], "cannot read `/dev/null/views.yaml`: a part of it", ""),
    ];
    for (words, error, help) in table {
        let ran = folder.ties(words);
        told(&ran, &format!("error: {error}"));
        assert!(ran.err.contains(help), "{words:?}: {ran:?}");
    }
}

#[test]
fn the_name_of_a_format_may_be_written_in_large_letters() {
    let folder = folder("letters");
    assert_eq!(folder.ties(&["map", "-o", "MAP.SVG"]).code, Some(0));
    let (large, small) = (folder.ties(&["list", "--format", "CSV"]), folder.ties(&["list", "--format", "csv"]));
    assert_eq!((large.code, large.out), (Some(0), small.out));
}

#[cfg(unix)]
#[test]
fn words_that_are_no_text_are_told() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder("bytes");
    let run = |words: &[&OsStr]| {
        Ran::of(
            Command::new(env!("CARGO_BIN_EXE_ties")).args(words).current_dir(&folder.0).output().expect("it starts"),
        )
    };
    let garbled = OsStr::from_bytes(b"\xff\xfe");
    told(
        &run(&[OsStr::new("show"), garbled]),
        "error: a word of this command is no UTF-8 text\nhelp: set the terminal",
    );
    told(&run(&[garbled]), "error: there is no command `");
    told(&run(&[OsStr::new("--facts"), garbled, OsStr::new("list")]), "error: no facts here: there is no folder `");
}

#[test]
fn the_width_of_a_terminal_may_be_any_number() {
    let folder = folder("width");
    let whole = folder.ties(&["partners", "con"]).out;
    for columns in ["0", "1", "2", "99999999999", "18446744073709551615", "-1", "", "many"] {
        for words in [["partners", "con"], ["show", "con"], ["help", "map"]] {
            let ran = Command::new(env!("CARGO_BIN_EXE_ties"))
                .args(words)
                .env("COLUMNS", OsString::from(columns))
                .current_dir(&folder.0)
                .output();
            let ran = Ran::of(ran.expect("it starts"));
            assert!(ran.code == Some(0) && !ran.out.is_empty(), "{columns}: {ran:?}");
            let is_none = columns.parse::<usize>().is_err();
            assert!(!is_none || words[0] != "partners" || ran.out == whole, "{columns}: {}", ran.out);
        }
    }
}

#[test]
fn no_name_and_no_word_of_a_vocabulary_steers_a_terminal() {
    let folder = folder("steered");
    let words = "vocabulary: {relations: {winks-at: {from: any, to: any, says: \"is \\u202elive\\u202c of\", inverse: \"\\u001bx\"}}}\n";
    folder.write("data/words.yaml", words);
    let explained = folder.ties(&["explain", "winks-at"]);
    let begun = folder.ties(&["init", "odd\u{1b}[31m\u{202e}"]);
    for ran in [explained, begun] {
        assert!(!ran.out.is_empty(), "{ran:?}");
        let steers = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!ran.out.contains(steers) && !ran.err.contains(steers), "{ran:?}");
    }
}
