//! The program as it is run: transcripts that are documentation at once, and how it behaves toward a terminal and a pipe.
use std::io::Read;
use std::process::{Command, Output, Stdio};
use unicode_width::UnicodeWidthStr;

/// Every question, as it is typed.
const QUESTIONS: [&str; 16] = [
    "partners mali",
    "is mali applied-to brics",
    "show mali",
    "show senou-refinery",
    "path mali brics",
    "agreements mali",
    "stakes mali",
    "timeline mali",
    "disputes",
    "list",
    "list sources",
    "gaps mali",
    "search mali",
    "rank",
    "groups",
    "report mali",
];

/// `TRYCMD=overwrite` accepts what the program says now.
#[test]
fn transcripts() {
    trycmd::TestCases::new().env("COLUMNS", "80").case("tests/cli/*.md").case("README.md").case("docs/verify.md");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for ask in
        ["partners", "timeline", "list sources", "show mali", "check --format json", "explain kinds", "test", "--help"]
    {
        let mut child = ties(ask).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().expect("it is piped").read_to_string(&mut said).expect("it is UTF-8");
        let status = child.wait().expect("it ends");
        assert_eq!((status.code(), said.as_str()), (Some(0), ""), "ties {ask}");
    }
}

#[test]
fn piped_output_has_no_colours() {
    for ask in QUESTIONS {
        assert!(!stdout(&mut ties(ask)).contains('\u{1b}'), "ties {ask}");
        assert!(!stdout(ties(ask).env("NO_COLOR", "1")).contains('\u{1b}'), "NO_COLOR=1 ties {ask}");
    }
}

#[test]
fn colours_come_when_asked_for_and_only_then() {
    assert!(stdout(&mut ties("list --color always")).contains('\u{1b}'));
    assert!(!stdout(&mut ties("list --color never")).contains('\u{1b}'));
}

/// Words of the trade that a journalist need not know.
const TRADE: [&str; 12] =
    ["node", "nodes", "edge", "edges", "null", "parse", "parser", "schema", "token", "IRI", "EDTF", "deserialize"];

#[test]
fn no_word_of_the_trade_reaches_the_screen() {
    let help = [
        "--help",
        "partners --help",
        "is --help",
        "path --help",
        "check --help",
        "publish --help",
        "map --help",
        "help stakes",
        "help rank",
    ];
    let explain =
        ["explain", "explain claim", "explain kinds", "explain relations", "explain properties", "explain date"];
    let errors =
        ["partners nobody", "is mali nothing brics", "timeline --since never", "frobnicate", "check --format x"];
    for ask in QUESTIONS.iter().chain(&help).chain(&explain).chain(&errors) {
        let Output { stdout, stderr, .. } = ties(ask).output().expect("it runs");
        let text = String::from_utf8([stdout, stderr].concat()).expect("it is UTF-8");
        // The help lists a command by its name, which is the one editors know.
        let text = text.replacen("\n  schema     ", "\n", 1);
        // An address is as its site gives it.
        let said = text.split_whitespace().filter(|word| !word.starts_with("http"));
        let words = said.flat_map(|word| word.split(|c: char| !c.is_alphanumeric()));
        let found: Vec<&str> = words.filter(|word| TRADE.contains(word)).collect();
        assert!(found.is_empty(), "ties {ask} says {found:?}");
    }
}

#[test]
fn a_narrow_terminal_is_kept_to() {
    for ask in QUESTIONS {
        let text = stdout(ties(ask).env("COLUMNS", "60"));
        let too_wide = text.lines().find(|line| line.width() > 60);
        assert_eq!(too_wide, None, "COLUMNS=60 ties {ask}");
    }
}

#[test]
fn a_piped_row_is_one_line() {
    let narrow = stdout(ties("list sources").env("COLUMNS", "60"));
    let piped = stdout(&mut ties("list sources"));
    let row = "Mali starts construction of Russia-backed gold refinery  ";
    assert!(piped.lines().any(|line| line.starts_with(row) && line.contains("reuters-refinery")), "{piped}");
    assert!(!narrow.lines().any(|line| line.starts_with(row)), "{narrow}");
    for ask in QUESTIONS {
        let json: serde_json::Value =
            serde_json::from_str(&stdout(&mut ties(&format!("{ask} --format json")))).expect("JSON");
        let (text, rows) = (stdout(&mut ties(ask)), json["rows"].as_array().expect("a list").len());
        assert!(text.lines().count() >= rows, "ties {ask}: {rows} rows in\n{text}");
    }
}

#[test]
fn what_is_written_to_a_file_is_what_is_said() {
    let folder = std::env::temp_dir().join(format!("ties-cli-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("it can be made");
    for (ending, format) in [("csv", "csv"), ("json", "json"), ("md", "markdown"), ("dot", "dot")] {
        let file = folder.join(format!("mali.{ending}"));
        let written = run(ties("partners mali -o").arg(&file));
        assert_eq!((written.status.code(), written.stdout.as_slice()), (Some(0), &b""[..]), "{ending}");
        let text = std::fs::read_to_string(&file).expect("it is written");
        assert_eq!(text, stdout(&mut ties(&format!("partners mali --format {format}"))), "{ending}");
    }
    std::fs::remove_dir_all(&folder).expect("it can be removed");
}

#[test]
fn a_shell_is_given_ids_with_their_names() {
    let completed = |line: &str| {
        let words = line.split(' ');
        let mut command = ties("--");
        stdout(command.arg("ties").args(words).env("TIES_COMPLETE", "fish"))
    };
    assert!(completed("partners goi").starts_with("goita\tAssimi Goïta\n"));
    assert!(completed("show yadran").contains("yadran-group"));
    assert!(completed("partners mali --source reut").contains("reuters-refinery"));
    assert!(completed("is mali memb").contains("member-of"));
    assert!(completed("li").starts_with("list\t"));
    assert!(completed("merge goi").starts_with("goita\tAssimi Goïta\n"));
    assert!(completed("merge mali goi").starts_with("goita\tAssimi Goïta\n"));
    assert!(completed("rename goi").starts_with("goita\tAssimi Goïta\n"));
    assert!(completed("rename reuters-ref").contains("reuters-refinery"));
    let formats = |command: &str| {
        let said = completed(&format!("{command} --format "));
        said.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(formats("check"), ["human", "short", "json", "sarif", "github"]);
    assert_eq!(formats("verify"), formats("check"));
    assert!(formats("partners").contains(&"csv".to_owned()));
    for shell in ["bash", "zsh", "fish"] {
        assert!(stdout(&mut ties(&format!("completions {shell}"))).contains("TIES_COMPLETE"), "{shell}");
    }
}

#[test]
fn a_file_of_another_folder_leads_to_that() {
    let folder = std::env::temp_dir().join(format!("ties-elsewhere-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("mine")).expect("it can be made");
    std::fs::write(folder.join("mine/facts.yaml"), "").expect("it can be written");
    let done = ties("check mine/facts.yaml").current_dir(&folder).output().expect("it runs");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(said.contains("to check the facts of the folder it is in: ties check --facts mine"), "{said}");
    std::fs::remove_dir_all(&folder).expect("it can be removed");
}

/// A command of the help of another, of those that only show what they would do.
#[test]
fn what_the_help_shows_can_be_shown() {
    let mut tried = 0;
    let lists = ["source", "stakeholder", "asset", "agreement", "stake", "tie", "date", "detail"];
    let lists = lists.map(|list| format!("add {list}"));
    for command in ["merge", "rename", "add"].map(str::to_owned).into_iter().chain(lists) {
        let help = stdout(&mut ties(&format!("help {command}")));
        let (_, examples) =
            help.rsplit_once("Example").and_then(|(_, all)| all.split_once(":\n")).expect("there are some");
        for line in examples.lines().filter(|line| line.ends_with(" --dry-run")) {
            let mut words = vec![];
            for (n, part) in line.trim().trim_start_matches("ties ").split('"').enumerate() {
                words.extend(if n % 2 == 1 { vec![part] } else { part.split_whitespace().collect() });
            }
            let done = ties("").args(&words).output().expect("it runs");
            assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
            assert!(done.stdout.starts_with(b"--- "), "{line} changes nothing");
            tried += 1;
        }
    }
    assert_eq!(tried, 12);
}

#[test]
fn each_command_has_a_page_for_man() {
    let folder = std::env::temp_dir().join(format!("ties-man-{}", std::process::id()));
    assert_eq!(stdout(ties("man").arg(&folder)), "");
    for name in ["ties", "ties-partners", "ties-stakes", "ties-check", "ties-man"] {
        let page = std::fs::read_to_string(folder.join(format!("{name}.1"))).unwrap_or_else(|_| panic!("no {name}.1"));
        assert!(page.contains(".TH ") && page.contains(".SH SYNOPSIS"), "{name}");
    }
    std::fs::remove_dir_all(&folder).expect("it can be removed");
}

/// The program with arguments, as it is run in this repository by a script: no terminal, nothing set.
fn ties(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ties"));
    command.args(arguments.split_whitespace()).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    for name in ["NO_COLOR", "COLUMNS", "TIES_FACTS", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

fn run(command: &mut Command) -> Output {
    let output = command.output().expect("it starts");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command:?}");
    output
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(run(command).stdout).expect("it is UTF-8")
}
