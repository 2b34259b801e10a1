//! Nothing lies about unlisted, and no Rust file names a word of the vocabulary.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use ties::check::CHECKS;
use ties::facts::{Cite, ClaimFields, DateValue, FactSet, Field, List, Party, Repeat, Status};
use ties::render::FORMATS;
use ties::vocab::{Root, Stance};

/// Files of a family that are no member: what its members share.
const SHARED: [&str; 12] = [
    "ask/answer",
    "ask/drawing",
    "ask/error",
    "ask/expected",
    "ask/flags",
    "ask/line",
    "ask/network",
    "ask/parts",
    "ask/row",
    "ask/standing",
    "ask/test",
    "render/values",
];

#[test]
fn every_file_of_a_family_is_in_its_list() {
    for (family, member) in [("check", "CHECK"), ("ask", ""), ("render", "FORMAT")] {
        let list = fs::read_to_string(format!("src/{family}/mod.rs")).expect("it is there");
        for stem in stems(family).iter().filter(|stem| !SHARED.contains(&&*format!("{family}/{stem}"))) {
            let listed = list.lines().any(|line| line.contains(&format!("{stem}::{}", in_list(member, stem))));
            assert!(listed, "src/{family}/{stem} is not in the list of src/{family}/mod.rs");
        }
    }
}

#[test]
fn what_is_shared_is_still_there_and_no_member() {
    for shared in SHARED {
        let text = fs::read_to_string(format!("src/{shared}.rs")).unwrap_or_else(|_| panic!("there is no {shared}.rs"));
        assert!(!text.contains("impl Ask for") && !text.contains("FORMAT: Format"), "{shared}.rs is a member");
    }
}

#[test]
fn a_file_has_the_name_of_what_is_in_it() {
    let checks: BTreeSet<String> = CHECKS.iter().map(|c| c.name.replace('-', "_")).collect();
    assert_eq!(checks, stems("check"));
    let formats: BTreeSet<String> = FORMATS.iter().map(|f| f.name.to_owned()).collect();
    assert_eq!(formats, stems("render").into_iter().filter(|stem| stem != "values").collect());
}

#[test]
fn a_file_ending_chooses_one_format() {
    for format in FORMATS {
        for word in format.endings.iter().chain([&format.name]) {
            assert_eq!(ties::render::format(word).map(|f| f.name), Some(format.name), "{word}");
        }
    }
}

/// What a list names of a member: `CHECK`, `FORMAT`, or the struct of a question, which has the name of its file.
fn in_list(member: &str, stem: &str) -> String {
    if member.is_empty() { format!("{}{}", stem[..1].to_uppercase(), &stem[1..]) } else { member.to_owned() }
}

/// The files and folders of a family, without their endings.
fn stems(family: &str) -> BTreeSet<String> {
    let entries =
        fs::read_dir(format!("src/{family}")).expect("it is there").map(|e| e.expect("it can be read").path());
    let rust = entries.filter(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "rs"));
    let stem = |path: std::path::PathBuf| path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    rust.map(stem).filter(|stem| stem != "mod").collect()
}

/// Words of the vocabulary that a Rust file may hold in quotes, for there they are something else.
const ALLOWED: [(&str, &str, &str); 10] = [
    ("src/ask/disputes.rs", "remark", "a column"),
    ("src/ask/disputes.rs", "state", "a column: open or settled"),
    ("src/ask/is/partner.rs", "ended", "English for a standing"),
    ("src/ask/standing.rs", "ended", "a standing"),
    ("src/cli/checking.rs", "place", "what is counted"),
    ("src/cli/explain.rs", "claim", "what has the claim fields"),
    ("src/cli/mod.rs", "claim", "what is counted"),
    ("src/model/pair.rs", "ended", "a standing"),
    ("src/model/when.rs", "ended", "English before a date"),
    ("src/render/json.rs", "contract", "a key"),
];

/// Words stand in data, behaviour in code: what a kind, a relation, a status, a property or a group is called, and which
/// colour it has, is written in `src/vocab/default.yaml` or in a fact folder, and no Rust file outside `src/vocab` has
/// such a word for a whole text between quotes. Words that belong to the language itself, too, such as `agreement`, the
/// name of a record, or `planned`, a stance, are left out.
#[test]
fn no_rust_file_names_a_word_of_the_vocabulary() {
    let (words, language) = (vocabulary(), language());
    let mut named = vec![];
    for (path, text) in rust_files(Path::new("src")) {
        for (line, literal) in literals(&text) {
            let is_word = words.contains_key(literal.as_str()) && !language.contains(&literal) || is_colour(&literal);
            if is_word && !ALLOWED.iter().any(|(file, word, _)| path == *file && literal == *word) {
                let what = words.get(&literal).map_or("colour", |what| what);
                named.push(format!("{path}:{line} names the {what} {literal:?}"));
            }
        }
    }
    assert!(named.is_empty(), "words of the vocabulary in Rust:\n{}", named.join("\n"));
}

#[test]
fn a_word_in_quotes_is_seen_and_nothing_else() {
    let text = "//! \"state\"\nlet a = 'x'; // \"mine\"\nif kind == \"company\" { r#\"gold \"coup\"\"# }\nfn f<'a>(x: &'a str) { \"a\\\"b\" }";
    let found: Vec<(usize, String)> = literals(text);
    let expected = [(3, "company"), (3, "gold \"coup\""), (4, "a\\\"b")];
    assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
    assert!(literals("let a = 1;\n#[cfg(test)]\nmod tests { \"company\" }").is_empty());
    assert!(is_colour("#2f6b3a") && is_colour("#FFF") && !is_colour("#documents") && !is_colour("#9"));
}

#[test]
fn nothing_is_allowed_that_is_not_there() {
    for (path, word, why) in ALLOWED {
        let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("there is no {path}"));
        assert!(
            literals(&text).iter().any(|(_, literal)| literal == word),
            "{path} has no {word:?} ({why}): forbid it"
        );
    }
}

/// The words of the built-in vocabulary with what each is.
fn vocabulary() -> BTreeMap<String, &'static str> {
    let facts = FactSet::default();
    let vocab = &facts.vocab;
    let mut words = BTreeMap::new();
    let mut add = |what: &'static str, all: &mut dyn Iterator<Item = &str>| {
        words.extend(all.map(|word| (word.to_owned(), what)));
    };
    add("kind", &mut vocab.kinds.words());
    add("relation", &mut vocab.relations.words());
    add("status", &mut vocab.statuses.iter().flat_map(|(_, ladder)| ladder.words()));
    add("property", &mut vocab.properties.words());
    add("role", &mut vocab.roles.words());
    add("group", &mut vocab.groups.words());
    assert!(words.len() > 100, "the vocabulary has words");
    words
}

/// The words of the language itself: its lists, records and fields, its roots and stances.
fn language() -> BTreeSet<String> {
    let inner = [Cite::RECORD, Party::RECORD, Status::RECORD, DateValue::RECORD, Repeat::RECORD];
    let records: Vec<_> = List::ALL.iter().map(|list| list.record()).chain(inner).collect();
    let fields = records.iter().flat_map(|record| record.fields).chain(ClaimFields::FIELDS).map(Field::name);
    let lists = List::ALL.iter().map(|list| list.word());
    let records = records.iter().map(|record| record.word);
    let roots = Root::ALL.iter().map(|root| root.word());
    let stances = Stance::ALL.iter().map(|stance| stance.word());
    lists.chain(records).chain(roots).chain(stances).map(str::to_owned).chain(fields).collect()
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    [3, 4, 6, 8].contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_hexdigit())
}

/// What stands between quotes in a Rust file, with its line; not in comments, and not in its tests.
fn literals(text: &str) -> Vec<(usize, String)> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let (mut found, mut at) = (vec![], 0);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let hashes = rest.strip_prefix('r').map_or(0, |rest| rest.chars().take_while(|c| *c == '#').count());
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with('r') && rest[1 + hashes..].starts_with('"') {
            let (open, close) = (hashes + 2, format!("\"{}", "#".repeat(hashes)));
            let length = rest[open..].find(&close).expect("a text ends");
            found.push((line(text, at), rest[open..open + length].to_owned()));
            open + length + close.len()
        } else if c == '"' {
            let length = end_of_text(&rest[1..]);
            found.push((line(text, at), rest[1..1 + length].to_owned()));
            length + 2
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\") {
            2 + rest[2..].find('\'').expect("a character ends") + 1
        } else {
            c.len_utf8()
        };
        at += length;
    }
    found
}

/// How many bytes stand before the quote that ends a text.
fn end_of_text(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.expect("a text ends")
}

fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// The Rust files below a folder, without those of the vocabulary.
fn rust_files(folder: &Path) -> Vec<(String, String)> {
    let mut files = vec![];
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() && !path.ends_with("vocab") {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push((path.display().to_string(), fs::read_to_string(&path).expect("it is UTF-8")));
        }
    }
    files.sort();
    files
}
