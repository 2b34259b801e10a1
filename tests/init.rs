//! `ties init`: what it writes is sound, strict and answers its questions; what is there stays as it is.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn the_folder_it_makes_is_sound_and_answers_its_questions() {
    let folder = empty("sound");
    let said = ties(&folder, "init mine");
    assert_eq!(said.status.code(), Some(0), "{said:?}");
    for command in ["check --strict", "test", "partners rye-and-sons"] {
        let said = ties(&folder, &format!("--facts mine {command}"));
        assert_eq!(said.status.code(), Some(0), "{command}: {}", String::from_utf8_lossy(&said.stdout));
    }
    for file in fs::read_dir(folder.join("mine")).unwrap().map(|entry| entry.unwrap().path()) {
        let text = fs::read_to_string(&file).unwrap();
        if file.extension().is_some_and(|ending| ending == "yaml") {
            assert!(text.starts_with(&format!("{}\n", ties::facts::EDITOR_LINE)), "{}", file.display());
        } else {
            let printed = ties(&folder, "--facts mine schema").stdout;
            assert_eq!(text, String::from_utf8(printed).unwrap(), "{} is what ties schema prints", file.display());
        }
    }
    let text = String::from_utf8(said.stdout).unwrap();
    for command in text.lines().filter_map(|line| line.trim().strip_prefix("ties ")) {
        let command = command.split("   ").next().unwrap();
        assert_eq!(ties(&folder, command).status.code(), Some(0), "ties {command} is what it says to do next");
    }
}

#[test]
fn who_stands_in_the_folder_is_told_how_to_use_it() {
    let folder = empty("inside");
    ties(&folder, "init .");
    let said = ties(&folder, "check");
    assert_eq!(said.status.code(), Some(2));
    let text = String::from_utf8(said.stderr).unwrap();
    assert!(text.contains("help: there are fact files right here: ties --facts . check"), "{text}");
    assert_eq!(ties(&folder, "--facts . check --strict").status.code(), Some(0));
}

#[test]
fn a_folder_with_facts_stays_as_it_is() {
    let folder = empty("kept");
    fs::create_dir(folder.join("mine")).unwrap();
    fs::write(folder.join("mine/who.yml"), "ties: []\n").unwrap();
    let said = ties(&folder, "init mine");
    assert_eq!(said.status.code(), Some(2));
    let text = String::from_utf8(said.stderr).unwrap();
    assert!(text.contains("there are facts in `mine` already") && text.contains("help: "), "{text}");
    assert_eq!(fs::read_dir(folder.join("mine")).unwrap().count(), 1);
    assert!(text.contains("ties init my-facts;"), "the name that was refused is offered: {text}");
    fs::create_dir(folder.join("my-facts")).unwrap();
    let text = String::from_utf8(ties(&folder, "init mine").stderr).unwrap();
    assert!(text.contains("ties init my-facts-2;"), "{text}");
    fs::rename(folder.join("mine/who.yml"), folder.join("mine/FACTS.YAML")).unwrap();
    assert_eq!(ties(&folder, "init mine").status.code(), Some(2));
    assert_eq!(fs::read_dir(folder.join("mine")).unwrap().count(), 1);
    fs::write(folder.join("file"), "").unwrap();
    assert_eq!(ties(&folder, "init file").status.code(), Some(2));
}

#[test]
fn who_has_no_facts_is_told_how_to_start() {
    let folder = empty("none");
    let bare = String::from_utf8(ties(&folder, "").stdout).unwrap();
    assert!(bare.contains("  ties init mine                 start a fact folder of your own\n"), "{bare}");
    let failed = String::from_utf8(ties(&folder, "partners mali").stderr).unwrap();
    assert!(failed.contains("ties init mine"), "{failed}");
}

fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("init-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn ties(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ties"));
    command.args(arguments.split_whitespace()).current_dir(folder).env_remove("TIES_FACTS").env("COLUMNS", "80");
    command.output().expect("it runs")
}
