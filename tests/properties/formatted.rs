//! Facts that are laid out are the same facts, with the same comments in the same places, and stay as they are then.
use super::written::file;
use proptest::prelude::*;
use ties::edit::fmt::{formatted, is_same};
use ties::facts::{self, FactSet};

fn read(text: &str) -> FactSet {
    FactSet::read([("facts.yaml".to_owned(), text.to_owned())], &mut vec![]).expect("it is small")
}

fn assert_kept(text: &str) {
    let once = formatted(text);
    assert!(facts::is_same(&read(text), &read(&once)), "it says something else:\n{text}\n{once}");
    assert!(is_same(text, &once), "a comment is lost or moved:\n{text}\n{once}");
    assert_eq!(formatted(&once), once, "twice is not once");
}

/// A text with a comment, some columns in, before some of its lines, where that changes nothing in the facts.
fn with_comments(text: &str, places: &[(prop::sample::Index, usize)]) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for (n, (place, column)) in places.iter().enumerate() {
        let at = place.index(lines.len() + 1);
        lines.insert(at, format!("{}# comment {n}\n", " ".repeat(*column)));
        if !facts::is_same(&read(&lines.concat()), &read(text)) {
            lines.remove(at);
        }
    }
    lines.concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_facts_are_the_same_once_laid_out(
        text in file(),
        places in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12), 0..5),
    ) {
        assert_kept(&text);
        let (_, written) = facts::write(&read(&text)).pop().expect("there is one file");
        assert_kept(&written);
        let commented = with_comments(&written, &places);
        assert_kept(&commented);
        assert_kept(&commented.replace('\n', "\r\n"));
    }
}
