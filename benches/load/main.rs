//! What it costs to read and check facts, beside a bare scan of the same bytes for YAML events.
//!
//! `cargo bench --bench load -- [RECORDS]…` prints a table; benches/README.md says what its columns are. Each row is
//! one process of its own for the times, so that all three are of the same minute, and one for each peak of memory.
//! Invariant: what is measured has no slip, and the slips of a small set are all found, or the run fails.
mod ask;
mod edit;
mod generate;
mod slips;

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use ties::check;
use ties::diag::Diagnostics;
use ties::facts::FactSet;

const SEED: u64 = 20_250_623;
/// How long the repeats of one row may take together, of which there are at least three.
const PATIENCE: Duration = Duration::from_secs(4);

fn main() {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [child, phase, file] = words.as_slice()
        && child == "--child"
    {
        return run_child(phase, file);
    }
    let mode = words.first().map_or("", String::as_str);
    let sizes: Vec<usize> = words.iter().filter_map(|word| word.replace([',', '_'], "").parse().ok()).collect();
    let or = |sizes: Vec<usize>, default: &[usize]| if sizes.is_empty() { default.to_vec() } else { sizes };
    match mode {
        "threads" => or(sizes, &[100_000]).into_iter().for_each(threads),
        "edit" => or(sizes, &[100_000]).into_iter().for_each(edit::table),
        "ask" => ask::table(&or(sizes, &[100_000])),
        _ => {
            find_slips(&slips::SPOILS, true);
            find_slips(&slips::LATE, false);
            table(&or(sizes, &[1_000, 10_000, 100_000]));
        }
    }
}

/// Makes sure that what is measured does its work; an empty file may be one slip more.
fn find_slips(spoils: &[slips::Spoil], empty: bool) {
    let mut made = generate::with(spoils, 2_000, 3, SEED);
    if empty {
        let file = "nothing.yaml".to_owned();
        made.files.push((file.clone(), "# nothing yet\n".to_owned()));
        made.slips.push(generate::Slip { check: "empty-file", file, first_line: 1, last_line: 1 });
    }
    let (set, found) = read_and_check(made.files);
    let lines = |slip: &generate::Slip| (slip.file.clone(), slip.first_line..=slip.last_line);
    let (mut known, mut strange) = (vec![false; made.slips.len()], vec![]);
    for finding in &found {
        let place = set.files.place(finding.span());
        let planted = made.slips.iter().position(|slip| {
            let (file, lines) = lines(slip);
            slip.check == finding.name && place.file == file && lines.contains(&place.line)
        });
        match planted {
            Some(n) => known[n] = true,
            None => strange.push(format!("{}:{}: {}: {}", place.file, place.line, finding.name, finding.message)),
        }
    }
    let missed: Vec<_> = made.slips.iter().zip(&known).filter(|(_, known)| !**known).map(|(slip, _)| slip).collect();
    println!(
        "{} slips planted, {} found, {} findings beside them",
        known.len(),
        known.len() - missed.len(),
        strange.len()
    );
    assert!(missed.is_empty() && strange.is_empty(), "missed: {missed:#?}\nbeside them: {strange:#?}");
}

fn table(sizes: &[usize]) {
    let unit = if is_cpu() { "CPU time of the process" } else { "wall clock: there is no /proc/self/schedstat here" };
    println!("seconds are {unit}; the least of several repeats\n");
    println!("                   scan s    own                                    kB of memory a record");
    println!("  records      MB  (bare)   scan   read s  check s  ratio  growth    text   read  check");
    let mut before: Option<(usize, f64)> = None;
    for records in sizes.iter().copied() {
        let path = write(records);
        let [scan, own, read, check] = numbers(&path, "time");
        let peak = |phase| numbers::<1>(&path, phase)[0];
        let (empty, text, set, checked) = (peak("empty"), peak("text"), peak("read"), peak("check"));
        let each = |peak: f64| (peak - empty) / records as f64;
        let growth = before.map(|(n, time)| ((read + check) / time).ln() / (records as f64 / n as f64).ln());
        println!(
            "{records:>9} {:>7.1} {scan:>7.4} {own:>6.4} {read:>8.4} {check:>8.4} {:>6.2} {:>7} {:>7.2} {:>6.2} {:>6.2}",
            fs::metadata(&path).map_or(0.0, |meta| meta.len() as f64 / 1e6),
            (read + check) / scan,
            growth.map_or("-".into(), |growth| format!("{growth:.2}")),
            each(text),
            each(set),
            each(checked),
        );
        before = Some((records, read + check));
        let _ = fs::remove_file(path);
    }
    println!("\ngoals: ratio at most 3 (aim 2.2), growth at most 1.1, check at most 1.5 kB a record (aim 1.0)");
}

/// The facts of a row as a file.
fn write(records: usize) -> PathBuf {
    let path = env::temp_dir().join(format!("ties-load-{}-{records}.yaml", std::process::id()));
    let (_, text) = generate::sound(records, 1, SEED).files.remove(0);
    fs::write(&path, text).expect("the folder for temporary files takes a file");
    path
}

/// What a process of its own prints about a phase.
fn numbers<const N: usize>(path: &Path, phase: &str) -> [f64; N] {
    let this = env::current_exe().expect("a running program has a path");
    let output = Command::new(this).arg("--child").arg(phase).arg(path).output().expect("the program runs again");
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let said = String::from_utf8_lossy(&output.stderr);
    numbers.try_into().unwrap_or_else(|_| panic!("`{phase}` says `{text}` and {said}"))
}

/// The clock of reading and checks over a hundred files, on one thread and on two, by turns.
fn threads(records: usize) {
    let files = generate::sound(records, 100, SEED).files;
    let mut least = [[Duration::MAX; 2]; 2];
    let begun = Instant::now();
    for round in 0.. {
        if round >= 5 && begun.elapsed() > PATIENCE * 5 {
            break;
        }
        for (n, threads) in [1, 2].into_iter().enumerate() {
            let (files, mut found) = (files.clone(), vec![]);
            let start = Instant::now();
            let set = FactSet::read_on(threads, files, &mut found).expect("the facts are smaller than 2 GB");
            let read = Instant::now();
            check::run_on(threads, &set, &mut found);
            let checked = Instant::now();
            assert!(found.is_empty(), "the facts have slips: {:#?}", &found[..found.len().min(3)]);
            least[n] = [least[n][0].min(read - start), least[n][1].min(checked - read)];
        }
    }
    println!("{records} records in 100 files, seconds of the clock, the least of several repeats by turns\n");
    println!("              read   check     sum");
    let sums = least.map(|[read, check]| (read + check).as_secs_f64());
    for (name, [read, check], sum) in [("one thread", least[0], sums[0]), ("two threads", least[1], sums[1])] {
        println!("{name:<12}{:>6.3} {:>7.3} {sum:>7.3}", read.as_secs_f64(), check.as_secs_f64());
    }
    println!("\nratio {:.2}; goal: at most 0.65", sums[1] / sums[0]);
}

fn run_child(phase: &str, file: &str) {
    // What is there without any facts, the built-in words first of all, is no cost of a record.
    if phase == "empty" {
        black_box(read_and_check(vec![]));
        return println!("{}", peak());
    }
    let text = fs::read_to_string(file).expect("the file of the row is there");
    match phase {
        "time" => return time(&text),
        "text" => {
            black_box((read_and_check(vec![]), &text));
        }
        "scan" => scan(&text),
        "ask" => return ask::run(file, text),
        "checks" => return checks(file, text),
        "read" => drop(black_box(read_on_one(vec![(file.to_owned(), text)]))),
        "check" => {
            let (_, found) = black_box(read_and_check(vec![(file.to_owned(), text)]));
            assert!(found.is_empty(), "the facts have slips: {:#?}", &found[..found.len().min(3)]);
        }
        other => panic!("there is no phase `{other}`"),
    }
    println!("{}", peak());
}

/// The least times of the bare scan, of one by the parser the reader uses, of reading and of checks.
fn time(text: &str) {
    let mut least = [Duration::MAX; 4];
    let begun = Instant::now();
    for round in 0.. {
        if round >= 3 && begun.elapsed() > PATIENCE {
            break;
        }
        let files = vec![("facts.yaml".to_owned(), text.to_owned())];
        let start = now();
        scan(text);
        let scanned = now();
        own_scan(text);
        let own = now();
        let (set, mut found) = read_on_one(files);
        let read = now();
        check::run_on(1, &set, &mut found);
        let checked = now();
        black_box((set, found));
        let times = [scanned - start, own - scanned, read - own, checked - read];
        least = std::array::from_fn(|n| least[n].min(times[n]));
    }
    least.iter().for_each(|time| println!("{}", time.as_secs_f64()));
}

/// What each check takes, the longest first.
fn checks(file: &str, text: String) {
    let (set, _) = read_on_one(vec![(file.to_owned(), text)]);
    let mut times: Vec<(Duration, &str)> = check::CHECKS
        .iter()
        .map(|check| {
            let start = now();
            check.find(&set, black_box(&mut vec![]));
            (now() - start, check.name)
        })
        .collect();
    times.sort();
    times.iter().rev().for_each(|(time, name)| println!("{:>9.4} {name}", time.as_secs_f64()));
}

/// A bare scan for events: the measure of all others.
fn scan(text: &str) {
    for event in saphyr_parser::Parser::new_from_str(text) {
        black_box(event.expect("the facts are YAML"));
    }
}

/// The same by the parser that the reader uses: what the reader cannot go below.
fn own_scan(text: &str) {
    let mut parser = granit_parser::Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        black_box(event.expect("the facts are YAML"));
    }
}

/// On one thread: `now` counts the time of one.
fn read_on_one(files: Vec<(String, String)>) -> (FactSet, Diagnostics) {
    let mut found = vec![];
    let set = FactSet::read_on(1, files, &mut found).expect("the facts are smaller than 2 GB");
    (set, found)
}

fn read_and_check(files: Vec<(String, String)>) -> (FactSet, Diagnostics) {
    let (set, mut found) = read_on_one(files);
    check::run_on(1, &set, &mut found);
    (set, found)
}

fn is_cpu() -> bool {
    cpu().is_some()
}

/// The CPU time of this process so far, which has one thread; where that is not to be had, the time of the clock.
fn now() -> Duration {
    static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    // The kernel books the time of a running thread when it goes over to another.
    std::thread::yield_now();
    cpu().unwrap_or_else(|| BEGUN.elapsed())
}

fn cpu() -> Option<Duration> {
    let text = fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory this process has had, in kB; 0 where that is not to be had.
fn peak() -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
