//! A fact set written down in the fact language, from the structs that read it.
//!
//! Invariant: what was read without an error, written and read again, is the same facts. Comments and the order of fields
//! are not kept: who edits a file of a person edits its text.
use super::file::VOCABULARY;
use super::{FactSet, List, Ref};
use crate::yaml::write::text;
use crate::yaml::{Node, Write};

/// Whether two sets say the same, record by record: the same values in the same fields, wherever they are written.
pub fn is_same(a: &FactSet, b: &FactSet) -> bool {
    let words = |set: &FactSet| set.own_words.len();
    let mut own = a.own_words.iter().zip(&b.own_words);
    let is_same_list = |list: &List| {
        let mut all = (0..a.lists.len(*list) as u32).map(|index| Ref { list: *list, index });
        a.lists.len(*list) == b.lists.len(*list)
            && all.all(|of| a.lists.node(of, &a.files) == b.lists.node(of, &b.files))
    };
    words(a) == words(b)
        && own.all(|(one, other)| one.node(&a.files) == other.node(&b.files))
        && List::ALL.iter().all(is_same_list)
}

/// Each file of a set with its name and its facts as text, in the order read. A record that could not be read whole is
/// left out, for half of it may say what nobody meant.
pub fn write(facts: &FactSet) -> Vec<(String, String)> {
    let mut files: Vec<Vec<(String, Node)>> = facts.files.iter().map(|_| vec![]).collect();
    for words in facts.own_words.iter().filter(|words| !words.broken) {
        files[facts.files.index_of(words.at)].push((VOCABULARY.to_owned(), words.node(&facts.files)));
    }
    for list in List::ALL {
        for index in 0..facts.lists.len(*list) as u32 {
            let of = Ref { list: *list, index };
            if facts.is_broken(of) {
                continue;
            }
            let record = facts.lists.node(of, &facts.files);
            let lists = &mut files[facts.files.index_of(facts.lists.at(of))];
            match lists.last_mut() {
                Some((word, Node::List(records))) if word == list.word() => records.push(record),
                _ => lists.push((list.word().to_owned(), Node::List(vec![record]))),
            }
        }
    }
    let written = facts.files.iter().zip(files).map(|(file, lists)| (file.name.clone(), text(lists)));
    // The first file holds the built-in words.
    written.skip(1).collect()
}
