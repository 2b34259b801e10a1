//! The examples of the language with each of their words made something else: one slip must never bring down what reads
//! on without it.
use crate::shipped::{answer, path};
use std::fs;
use ties::check;
use ties::diag::write;
use ties::facts::{FactSet, List, Ref};
use ties::model::Model;

/// What may be left where a word stood, by a slip or on purpose.
const INSTEAD: [&str; 6] = ["", "[]", "{}", "{x: y}", "*x", "x#1 via"];

#[test]
fn each_word_of_the_language_may_be_another() {
    let words = read("vocabulary");
    for list in List::ALL {
        let text = read(list.word());
        for (from, to) in tokens(&text) {
            for instead in INSTEAD {
                bear(&words, &format!("{}{instead}{}", &text[..from], &text[to..]));
            }
        }
        for line in 0..text.lines().count() {
            let left: Vec<&str> = text.lines().enumerate().filter(|(n, _)| *n != line).map(|(_, line)| line).collect();
            bear(&words, &left.join("\n"));
        }
    }
}

#[test]
fn each_word_of_a_vocabulary_may_be_another() {
    let (text, facts) = (read("vocabulary"), read("agreements") + &read("stakeholders"));
    for (from, to) in tokens(&text) {
        for instead in INSTEAD {
            bear(&format!("{}{instead}{}", &text[..from], &text[to..]), &facts);
        }
    }
}

fn read(name: &str) -> String {
    fs::read_to_string(path(&format!("tests/language/{name}.yaml"))).expect("there is an example")
}

/// Where the words of a text begin and end.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut all = vec![];
    let mut from = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_whitespace() || "{}[],:".contains(c) {
            if at > from {
                all.push((from, at));
            }
            from = at + c.len_utf8();
        }
    }
    all
}

/// Reads, checks and asks all that is there, as `--lenient` does.
fn bear(words: &str, text: &str) {
    let texts = [("vocabulary.yaml", words), ("facts.yaml", text)];
    let borne = std::panic::catch_unwind(|| {
        let mut found = vec![];
        let facts = FactSet::read(texts.map(|(name, text)| (name.into(), text.into())), &mut found).expect("small");
        check::run(&facts, &mut found);
        found.iter().for_each(|finding| drop(write::human(finding, &facts.files, false)));
        let all = |list: &'static List| (0..facts.lists.len(*list) as u32).map(move |index| Ref { list: *list, index });
        let broken = List::ALL.iter().flat_map(all).filter(|of| facts.is_broken(*of)).collect();
        let model = Model::new(&facts, &broken);
        ["timeline", "partners"].map(|ask| answer(&model, ask).rows.len())
    });
    assert!(borne.is_ok(), "it ends in a panic:\n{words}\n---\n{text}");
}
