//! What a map costs: the whole process, from start to exit.
//!
//! `cargo bench --bench draw -- [RUNS]` prints the CPU time of maps of made-up facts, of 15, 50 and 120 boxes, and of
//! the shipped ones. Invariant: a process is measured when it has ended and before it is waited for, as then its time
//! is whole and can still be read.
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let runs = env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(3);
    let is_cpu = fs::metadata("/proc/self/schedstat").is_ok();
    println!("{}, in s, of {runs} runs\n", if is_cpu { "CPU time" } else { "wall clock, as there is no /proc here" });
    println!("{:<34} {:>6} {:>7}", "", "least", "median");
    let folder = env::temp_dir().join(format!("ties-bench-draw-{}", std::process::id()));
    let shipped = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data");
    let around = made_up(&folder, "around", 15, star);
    let middling = made_up(&folder, "middling", 50, net);
    let large = made_up(&folder, "large", 120, net);
    for (what, facts, ask) in [
        ("15 boxes around one", &around, "map w0"),
        ("50 boxes", &middling, "map"),
        ("120 boxes", &large, "map"),
        ("shipped: map mali", &shipped, "map mali"),
        ("shipped: map --layout overview", &shipped, "map --layout overview"),
        ("shipped: map", &shipped, "map"),
    ] {
        let mut times: Vec<Duration> = (0..runs).map(|_| run(facts, ask, is_cpu)).collect();
        times.sort();
        println!("{what:<34} {:>6.2} {:>7.2}", times[0].as_secs_f64(), times[times.len() / 2].as_secs_f64());
    }
    fs::remove_dir_all(&folder).expect("it was made here");
}

/// One in the middle, and some ties between the others.
fn star(n: usize) -> Vec<usize> {
    if n.is_multiple_of(3) { vec![0, n - 1] } else { vec![0] }
}

/// One and a half ties a box.
fn net(n: usize) -> Vec<usize> {
    if n.is_multiple_of(2) { vec![n / 3, n * 7 / 11] } else { vec![n / 3] }
}

/// Facts of so many boxes in four groups, each tied to those before it that `tied` names.
fn made_up(folder: &Path, name: &str, count: usize, tied: fn(usize) -> Vec<usize>) -> PathBuf {
    let folder = folder.join(name);
    fs::create_dir_all(&folder).expect("it can be made");
    let mut text = "sources: [{id: s, title: Test Paper, publisher: Test Press, kind: news, published: 2030}]\n\
                    stakeholders:\n"
        .to_owned();
    for n in 0..count {
        let group = ["gold", "places", "press", "others"][n % 4];
        text += &format!("  - {{id: w{n}, kind: company, name: Test Union of Mills {n}, group: {group}}}\n");
    }
    text += "ties:\n";
    for (n, to) in (1..count).flat_map(|n| tied(n).into_iter().map(move |to| (n, to))) {
        let word = ["supplier-of", "partner-of", "opponent-of"][n % 3];
        text += &format!("  - {{from: w{n}, is: {word}, to: w{to}, cite: s#1}}\n");
    }
    fs::write(folder.join("facts.yaml"), text).expect("it can be written");
    folder
}

fn run(facts: &Path, ask: &str, is_cpu: bool) -> Duration {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ties"));
    command.arg("--facts").arg(facts).args(ask.split(' ')).args(["--format", "svg"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let time = is_cpu.then(|| {
        let of = |file: &str| fs::read_to_string(format!("/proc/{}/{file}", child.id())).unwrap_or_default();
        // The state stands behind the name of the program, which is in brackets: Z for one that has ended.
        while !of("stat").rsplit(") ").next().is_some_and(|rest| rest.starts_with('Z')) {
            std::thread::sleep(Duration::from_millis(1));
        }
        of("schedstat").split_whitespace().next().and_then(|text| text.parse().ok()).map(Duration::from_nanos)
    });
    let status = child.wait().expect("a process that was started ends");
    assert!(status.success(), "`ties {ask}` fails: {status}");
    time.flatten().unwrap_or_else(|| begun.elapsed())
}
