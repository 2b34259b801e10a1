//! Tables by others become facts: each shape, with the slips real tables have, and what comes of them.
#[path = "../examples/tables/convert/mod.rs"]
mod convert;

use clap::Parser;
use convert::{Args, Converted};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/samples");

/// The columns of a table of members, as README.md of the examples maps them.
const MEMBERS: &str = "--map id=alliance --map party=ccode --map since=all_st_year+all_st_month+all_st_day \
                       --map until=all_end_year+all_end_month+all_end_day \
                       --map joined=mem_st_year+mem_st_month+mem_st_day --map left=mem_end_year+mem_end_month+mem_end_day";

/// A table as facts: `treaty treaties.csv`, with names of files inside the samples.
fn tables(line: &str) -> Result<Converted, String> {
    let words = line.split_whitespace().map(|word| match word.ends_with(".csv") && !word.starts_with('/') {
        true => format!("{SAMPLES}/{word}"),
        false => word.to_owned(),
    });
    let always = ["--title", "A list", "--publisher", "Office A", "--published", "2024-12-31"].map(str::to_owned);
    let args = ["tables".to_owned()].into_iter().chain(words).chain(always);
    convert::convert(&Args::try_parse_from(args).unwrap_or_else(|error| panic!("{error}")))
}

fn converted(line: &str) -> Converted {
    tables(line).unwrap_or_else(|message| panic!("{line}: {message}"))
}

/// A new folder with one fact file.
fn folder(name: &str, yaml: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("examples-{name}"));
    fs::create_dir_all(&folder).expect("it can be made");
    fs::write(folder.join("facts.yaml"), yaml).expect("it can be written");
    folder
}

/// What `ties` says to a line, and how it ends.
fn ties(folder: &PathBuf, line: &str) -> (String, String, Option<i32>) {
    let words = line.split_whitespace().map(|word| word.replace('_', " "));
    let run =
        Command::new(env!("CARGO_BIN_EXE_ties")).args(words).arg("--facts").arg(folder).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("it is UTF-8");
    (text(run.stdout), text(run.stderr), run.status.code())
}

/// How often each check found something.
fn totals(folder: &PathBuf) -> BTreeMap<String, usize> {
    let (found, _, _) = ties(folder, "check --format json");
    let found: serde_json::Value = serde_json::from_str(&found).expect("it is JSON");
    let mut totals = BTreeMap::new();
    for finding in found.as_array().expect("it is a list") {
        *totals.entry(finding["name"].as_str().unwrap_or_else(|| panic!("{finding}")).to_owned()).or_insert(0) += 1;
    }
    totals
}

fn expected(totals: &[(&str, usize)]) -> BTreeMap<String, usize> {
    totals.iter().map(|(name, times)| ((*name).to_owned(), *times)).collect()
}

/// The cells of a column of an answer, in the order of its rows.
fn column(folder: &PathBuf, line: &str, at: &str) -> Vec<String> {
    let (csv, told, _) = ties(folder, &format!("{line} --lenient --format csv"));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("it has a header").clone();
    let column =
        |name: &str| header.iter().position(|cell| cell == name).unwrap_or_else(|| panic!("{header:?} {told}"));
    let (part, at) = (column("part"), column(at));
    let rows = reader.records().map(|row| row.expect("it is CSV")).filter(|row| &row[part] == "row");
    rows.map(|row| row[at].to_owned()).collect()
}

/// The commands of the page are typed in the folder of the repository, and write into a folder that is made first.
#[test]
fn the_files_the_page_names_are_there() {
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(repository.join("examples/README.md")).expect("it is there");
    let mut tried = 0;
    for block in page.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        let commands = block.replace("\\\n", " ");
        let tables =
            commands.lines().filter_map(|line| line.strip_prefix("$ cargo run --release --example tables -- "));
        for command in tables {
            let words = command.split_whitespace();
            for table in words.filter(|word| word.ends_with(".csv")) {
                assert!(repository.join(table).is_file(), "{table}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 3);
    let (before, _) = page.split_once("> facts/").expect("it is there");
    assert!(before.contains("$ mkdir -p facts\n"));
}

#[test]
fn a_table_of_treaties() {
    let Converted { yaml, told } = converted("treaty treaties.csv");
    assert!(
        told.ends_with(
            "treaties.csv: 9 rows: 8 agreements, 17 parties, 5 stakeholders\n  \
         1 × `9999-12-31` means it goes on: written as seen on the day of the table (row 2)\n  \
         1 × `9999` means it goes on: written as seen on the day of the table (row 9)\n  \
         1 × `still in force` means it goes on: written as seen on the day of the table (row 3)\n  \
         1 × date carried over as it is, though none can read it: see ties check (row 5)\n  \
         1 × date left out: `0000-00-00` stands for not known (row 7)\n  \
         1 × left out: no id of a treaty (row 8)\n  \
         1 × no word of ties for the kind of treaty: written as `treaty`, with a note (row 6)\n"
        ),
        "{told}"
    );
    let facts = folder("treaties", &yaml);
    assert_eq!(
        totals(&facts),
        expected(&[
            ("bad-date", 1),
            ("ended-before-begun", 1),
            ("party-twice", 1),
            ("shared-alias", 1),
            ("too-few-parties", 1)
        ])
    );
    let (_, asked_back, code) = ties(&facts, "show Customs_accord --lenient");
    assert!(
        asked_back.contains("can mean `customs-accord-1990` (Customs accord) or `customs-accord-1994`"),
        "{asked_back}"
    );
    assert_eq!(code, Some(2));
    let in_force =
        |day: &str| column(&facts, &format!("agreements velia ostara --status in-force --as-of {day}"), "agreement_id");
    assert_eq!(in_force("1948"), [""; 0]);
    assert_eq!(in_force("1960-01-01"), ["pact-against-sorn", "pact-of-norvia-velia-and-ostara"]);
    assert_eq!(in_force("1971-06-01"), ["pact-against-sorn", "pact-of-norvia-velia-and-ostara"]);
    assert_eq!(in_force("1971-06-01 --certain"), ["pact-of-norvia-velia-and-ostara"]);
    assert_eq!(in_force("1972"), ["pact-of-norvia-velia-and-ostara"]);
    let ended = column(&facts, "agreements velia ostara --status ended --as-of 1972", "agreement_id");
    assert_eq!(ended, ["pact-against-sorn"]);
    assert_eq!(column(&facts, "partners norvia --as-of 1970", "partner_id"), ["velia", "velia", "ostara"]);
}

#[test]
fn a_table_of_members() {
    let facts = folder("members", &converted(&format!("treaty members.csv --who states.csv {MEMBERS}")).yaml);
    assert_eq!(totals(&facts), expected(&[("party-twice", 1), ("unknown-entity", 1)]));
    let partners = |day: &str| column(&facts, &format!("partners velia --as-of {day}"), "partner_id");
    assert_eq!(partners("1930"), ["kestria"]);
    assert_eq!(partners("1953"), ["norvia"]);
    assert_eq!(partners("1960"), ["norvia", "ostara"]);
    assert_eq!(partners("1966-05-01"), ["norvia", "ostara"]);
    assert_eq!(partners("1966-05-01 --certain"), [""; 0]);
    assert_eq!(partners("1970"), [""; 0]);
    assert_eq!(column(&facts, "rank --as-of 1970", "record_id"), ["norvia", "ostara"]);
}

#[test]
fn a_table_of_leaders() {
    let Converted { yaml, told } = converted("leaders leaders.csv");
    assert!(told.contains("leaders.csv: 10 rows: 9 ties, 11 stakeholders\n"), "{told}");
    assert!(told.contains("1 × left out: no leader, or no country (row 11)\n"), "{told}");
    let facts = folder("leaders", &yaml);
    assert_eq!(totals(&facts), expected(&[("ended-before-begun", 1), ("one-clash", 1), ("shared-alias", 2)]));
    let (_, asked_back, code) = ties(&facts, "show Jon_Ade --lenient");
    let three = "can mean `jon-ade-norvia-1911` (Jon Ade, President), `jon-ade-norvia-1935` (Jon Ade, President) or \
                 `jon-ade-velia` (Jon Ade, Chair, Council of State)";
    assert!(asked_back.contains(three), "{asked_back}");
    assert_eq!(code, Some(2));
    let heads = |day: &str| {
        let shown = column(&facts, &format!("show norvia --as-of {day}"), "other_id");
        shown.into_iter().filter(|who| !who.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(heads("1950-01-01"), ["mira-holt"]);
    assert_eq!(heads("1956-06-30"), ["mira-holt", "jon-ade-norvia-1911"], "both on the day of the handover");
    assert_eq!(heads("1969-12-31"), [""; 0]);
    let verdict =
        |line: &str| ties(&facts, &format!("is {line} --lenient")).0.lines().next().unwrap_or_default().to_owned();
    assert_eq!(verdict("ilse-varn head-of velia --as-of 2024-12-31"), "Yes: Ilse Varn is head of Velia (Chair).");
    assert!(verdict("ilse-varn head-of velia --as-of 2025-01-01").starts_with("Possibly yes"));
}

#[test]
fn a_register_of_owners() {
    let Converted { yaml, told } = converted("ownership register.csv --who entities.csv");
    assert!(told.contains("register.csv: 12 rows: 10 stakes, 10 stakeholders\n"), "{told}");
    assert!(told.contains("1 × left out: 6 cells where the header has 8 (row 12)\n"), "{told}");
    assert!(told.contains("1 × left out: no holder, or nothing held (row 13)\n"), "{told}");
    let facts = folder("register", &yaml);
    assert_eq!(
        totals(&facts),
        expected(&[
            ("circular", 1),
            ("ended-before-begun", 1),
            ("shared-alias", 1),
            ("shares-over-100", 1),
            ("unknown-entity", 1),
            ("wrong-value", 1)
        ])
    );
    assert_eq!(ties(&facts, "show Anna_Moreau --lenient").2, Some(2));
    let shares = column(&facts, "stakes lind-holding", "share");
    assert_eq!(shares, ["62%", "31%", ""], "62%, 62% of 50%, and no figure made of 25 to 50");
    assert!(column(&facts, "stakes cobalt-works", "words").contains(&"25 to 50%".to_owned()));
}

#[test]
fn whatever_a_cell_holds_comes_out_letter_by_letter() {
    let names = [
        "A, B and C",
        "# no comment",
        "- no list",
        "key: value",
        "NO",
        "~",
        "'",
        "\"q\" \\ b",
        "*alias",
        "&anchor",
        "!tag",
        "%percent",
        "[a]",
        "{a: b}",
        "two\nlines",
        "tab\there",
        "محمد علي",
        "\u{202e}turned\u{202c}",
        "=cmd|' /C'!A0",
        "🜲 fire",
        "012",
        "null",
        "@at",
        "`tick`",
        "a #b",
        "\u{2028}",
        "|",
        ">",
        "?",
        "é",
        "山田",
    ];
    let mut rows = String::from("leader,country\n");
    names.iter().for_each(|name| rows += &format!("\"{}\",Norvia\n", name.replace('"', "\"\"")));
    let table = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("awkward.csv");
    fs::write(&table, rows).expect("it can be written");
    let yaml = converted(&format!("leaders {}", table.display())).yaml;
    let mut found = vec![];
    let facts = ties::facts::FactSet::read([("facts.yaml".to_owned(), yaml)], &mut found).expect("it is small");
    assert!(found.is_empty(), "{found:?}");
    let read: Vec<&str> = facts.lists.stakeholders.iter().map(|one| &facts.files[one.name]).collect();
    let wanted: Vec<&str> = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    let read: Vec<&str> = read.into_iter().filter(|name| *name != "Norvia").collect();
    assert_eq!(read, wanted);
}

#[test]
fn who_has_a_record_already_gets_no_second_one() {
    let facts = folder("known", &converted("leaders leaders.csv --source heads").yaml);
    let yaml = converted(&format!("treaty treaties.csv --known {}", facts.display())).yaml;
    assert!(yaml.contains("{who: norvia, cite: a-list#row-2}"), "{yaml}");
    assert!(!yaml.contains("id: norvia"), "{yaml}");
    fs::write(facts.join("treaties.yaml"), yaml).expect("it can be written");
    assert!(!totals(&facts).contains_key("duplicate-id"));
}

#[test]
fn dates_as_tables_write_them() {
    use convert::date::{Order, Time, read};
    let time = |cells: &[&str], order| read(cells, order, 1, &mut Default::default());
    for (cells, written) in [
        (&["1999"][..], "1999"),
        (&["1999-04-03T00:00:00Z"], "1999-04-03"),
        (&["1999-04-03 00:00"], "1999-04-03"),
        (&["19990403"], "1999-04-03"),
        (&["23/04/1999"], "1999-04-23"),
        (&["03/04/1999"], "03/04/1999"),
        (&["1999", "4", "3"], "1999-04-03"),
        (&["1999", "4", "-9"], "1999-04"),
        (&["1999", "-9", "3"], "1999"),
        (&["1999~"], "1999~"),
        (&["some day"], "some day"),
    ] {
        assert_eq!(time(cells, Order::Unknown), Time::On(written.into()), "{cells:?}");
    }
    assert_eq!(time(&["03/04/1999"], Order::Dmy), Time::On("1999-04-03".into()));
    assert_eq!(time(&["3.4.1999"], Order::Mdy), Time::On("1999-03-04".into()));
    for never in ["9999-12-31", "9999", "31/12/9999", "9999-12-31T00:00:00", "2999-12-31", "Present", "still in force"]
    {
        assert_eq!(time(&[never], Order::Unknown), Time::Still, "{never}");
    }
    for unknown in ["", "NA", "-9", ".", "0000-00-00"] {
        assert_eq!(time(&[unknown], Order::Unknown), Time::Unsaid, "{unknown}");
    }
}

#[test]
fn what_is_wrong_with_the_line_is_said() {
    let message = |line| tables(line).err().unwrap_or_default();
    let none = message("ownership leaders.csv");
    assert!(
        none.contains("no column for `holder`: name it with --map holder=COLUMN; there are leadid, leader"),
        "{none}"
    );
    assert!(message("leaders leaders.csv --map leader=chief").contains("there is no column `chief`"));
    assert!(
        message("leaders leaders.csv --map chief=leader")
            .contains("there is no field `chief`; there are leader, country")
    );
    assert!(message("leaders leaders.csv --map who.id=leadid").contains("name it with --who"));
    assert!(message("leaders missing.csv").contains("cannot read"));
}
