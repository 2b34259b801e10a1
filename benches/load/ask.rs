//! What questions cost once the facts are loaded and joined up to a model.
//!
//! Invariant: each answer has rows, or the run fails: a question that finds nothing is quick for nothing.
use super::{SEED, generate, now, peak, read_on_one};
use rustc_hash::FxHashSet;
use std::hint::black_box;
use std::time::Duration;
use std::{env, fs, process::Command};
use ties::ask::Line;
use ties::model::{Model, Says};
use ties::vocab::Root;

/// How often each question is asked; the least time counts.
const REPEATS: usize = 7;

/// What is done more quickly is done several times over.
const LONG_ENOUGH: Duration = Duration::from_millis(5);

/// A process of its own for each size.
pub fn table(sizes: &[usize]) {
    for records in sizes {
        let path = env::temp_dir().join(format!("ties-ask-{}-{records}.yaml", std::process::id()));
        let (_, text) = generate::sound(*records, 1, SEED).files.remove(0);
        fs::write(&path, text).expect("the folder for temporary files takes a file");
        println!("{records} records");
        let this = env::current_exe().expect("a running program has a path");
        let status = Command::new(this).args(["--child", "ask"]).arg(&path).status().expect("the program runs again");
        let _ = fs::remove_file(path);
        assert!(status.success(), "the questions fail");
    }
}

/// Asks each question of a file.
pub fn run(file: &str, text: String) {
    let kb = text.len() as f64 / 1e3;
    let (set, _) = read_on_one(vec![(file.to_owned(), text)]);
    let read = peak();
    let start = now();
    let model = Model::new(&set, &FxHashSet::default());
    println!("  model: {:.3} s, {:.1} times the text", (now() - start).as_secs_f64(), (peak() - read) as f64 / kb);
    let (mid, hub) = (with_agreements(&model, 25), with_agreements(&model, usize::MAX));
    let (far, often) = (with_agreements(&model, 2), with_agreements(&model, 100));
    let questions = [
        ("partners, 25 agreements", format!("partners {mid}"), 0.05),
        ("partners, the most", format!("partners {hub}"), f64::NAN),
        ("path", format!("path {mid} {far}"), 5.0),
        ("timeline, a day", "timeline --since 1965-03-01 --until 1965-03-01".to_owned(), 5.0),
        ("timeline, a month", "timeline --since 1965-03-01 --until 1965-03-31".to_owned(), 5.0),
        ("timeline of one", format!("timeline {mid}"), 5.0),
        ("timeline of one, ten years", format!("timeline {often} --since 1960 --until 1969"), 5.0),
        ("show", format!("show {mid}"), f64::NAN),
        ("is", format!("is {mid} partner-of {hub}"), f64::NAN),
        ("partners, all", "partners".to_owned(), 1000.0),
    ];
    for (name, words, goal) in questions {
        let line = <Line as clap::Parser>::try_parse_from(words.split(' ')).expect("it is a question");
        let rows = match line.question.answer(&model) {
            Ok(answer) => answer.rows.len(),
            Err(error) => return println!("  {name}: {error}"),
        };
        assert!(rows > 0, "`{words}` finds nothing");
        let ask = || drop(black_box(line.question.answer(&model)));
        // A row is put into words when it is read.
        let read = || {
            let answer = line.question.answer(&model);
            answer.iter().flat_map(|answer| &answer.rows).for_each(|row| {
                black_box(&row.cells);
            });
        };
        let (asked, read) = (least(ask), least(read));
        let goal = if goal.is_nan() { String::new() } else { format!(", goal {goal} ms") };
        println!("  {name:<26} {asked:>10.3} ms, all {rows} rows read {read:>10.3} ms{goal}");
    }
}

/// The least time of a piece of work, in thousandths of a second.
fn least(work: impl Fn()) -> f64 {
    let least = (0..REPEATS).map(|_| once(&work)).min().unwrap_or_default();
    least.as_secs_f64() * 1e3
}

/// How long a piece of work takes, done so often that reading the clock counts for nothing.
fn once(work: impl Fn()) -> Duration {
    let mut times = 1;
    loop {
        let start = now();
        (0..times).for_each(|_| work());
        let took = now() - start;
        if took > LONG_ENOUGH {
            return took / times;
        }
        times *= 2;
    }
}

/// The id of a stakeholder who is party to so many agreements, else of the one with the most below that.
fn with_agreements<'f>(model: &Model<'f>, most: usize) -> &'f str {
    let parties = |node| {
        let own = |id: &_| matches!(model.claim(*id).says, Says::Party { who, .. } if who == node);
        model.claims_on(node).filter(own).count()
    };
    let all = model.graph.node_indices().filter(|node| model.graph[*node].root == Root::Stakeholder);
    let best = all.map(|node| (parties(node), node)).filter(|(n, _)| *n <= most).max();
    best.map_or("", |(_, node)| model.graph[node].id)
}
