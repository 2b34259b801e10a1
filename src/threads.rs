//! Work shared out over the cores of the machine.
//!
//! Invariant: results are taken in the order of the work, whichever thread did it and whenever it was done; so the same
//! facts give the same bytes on any machine.
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Below so many bytes of facts a second thread costs more than it saves.
const WORTH_IT: usize = 1 << 20;
/// What a thread needs for the deepest nesting that is read: as much as the main one has.
const STACK: usize = 8 << 20;

/// How many threads facts of so many bytes are worth here.
pub fn worth(bytes: usize) -> usize {
    if bytes < WORTH_IT { 1 } else { thread::available_parallelism().map_or(1, usize::from) }
}

/// Makes so many things on so many threads, and takes each with its number, in order.
pub fn in_order<T: Send>(
    threads: usize,
    count: usize,
    make: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T),
) {
    let mut due = 0;
    if threads > 1 && count > 1 {
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let (send, made) = mpsc::channel();
            for _ in 0..threads.min(count) {
                let (send, next, make) = (send.clone(), &next, &make);
                let work = move || {
                    let all = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
                    for n in all.take_while(|n| *n < count) {
                        if send.send((n, make(n))).is_err() {
                            break;
                        }
                    }
                };
                // Where the system gives no thread, those there are do the work, else the loop below.
                if thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            drop(send);
            let mut early = BTreeMap::new();
            for (n, thing) in made {
                early.insert(n, thing);
                while let Some(thing) = early.remove(&due) {
                    take(due, thing);
                    due += 1;
                }
            }
        });
    }
    (due..count).for_each(|n| take(n, make(n)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_taken_in_order_on_any_number_of_threads() {
        for threads in [0, 1, 2, 7] {
            let mut taken = vec![];
            // The first take the longest: what is done early has to wait.
            let make = |n: usize| (0..(100 - n) * 100).fold(n, |a, b| a ^ b ^ b);
            in_order(threads, 100, make, |n, made| taken.push((n, made)));
            assert_eq!(taken, (0..100).map(|n| (n, n)).collect::<Vec<_>>(), "{threads} threads");
        }
    }
}
