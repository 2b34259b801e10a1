//! What a question costs from the prompt: the whole process, from start to exit, on the shipped facts.
//!
//! `cargo bench --bench cold -- [RUNS]` prints the CPU time of `ties partners mali`, and of `ties --version` as the
//! floor under it. Invariant: a process is measured when it has ended and before it is waited for, as then its time
//! is whole and can still be read.
use std::env;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let runs = env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(50);
    let is_cpu = fs::metadata("/proc/self/schedstat").is_ok();
    println!("{}, in ms, of {runs} runs\n", if is_cpu { "CPU time" } else { "wall clock, as there is no /proc here" });
    println!("{:<22} {:>6} {:>7}", "", "least", "median");
    for words in [&["--version"][..], &["partners", "mali"], &["check"]] {
        let mut times: Vec<Duration> = (0..runs).map(|_| run(words, is_cpu)).collect();
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "{:<22} {:>6.2} {:>7.2}",
            format!("ties {}", words.join(" ")),
            ms(times[0]),
            ms(times[times.len() / 2])
        );
    }
    println!("\ngoal: ties partners mali at most 10 ms");
}

fn run(words: &[&str], is_cpu: bool) -> Duration {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ties"));
    command.args(words).current_dir(env!("CARGO_MANIFEST_DIR")).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    let time = is_cpu.then(|| {
        let of = |file: &str| fs::read_to_string(format!("/proc/{}/{file}", child.id())).unwrap_or_default();
        // The state stands behind the name of the program, which is in brackets: Z for one that has ended.
        while !of("stat").rsplit(") ").next().is_some_and(|rest| rest.starts_with('Z')) {
            std::thread::sleep(Duration::from_micros(200));
        }
        of("schedstat").split_whitespace().next().and_then(|text| text.parse().ok()).map(Duration::from_nanos)
    });
    let status = child.wait().expect("a process that was started ends");
    assert!(status.success(), "`ties {}` fails: {status}", words.join(" "));
    time.flatten().unwrap_or_else(|| begun.elapsed())
}
