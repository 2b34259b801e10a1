//! Small things a sentence is made of: an article, a list of words, a number with its noun.
//!
//! Invariant: each is here once, for findings, questions and pictures alike.

/// `stake` → `a stake`.
pub fn a(word: &str) -> String {
    let is_open = word.starts_with(['a', 'e', 'i', 'o', 'u']) && !word.starts_with("one");
    let article = if is_open { "an" } else { "a" };
    format!("{article} {word}")
}

/// `stake` → `stakes`, `party` → `parties`, `day` → `days`.
pub fn plural(word: &str) -> String {
    match word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        Some(stem) => format!("{stem}ies"),
        None if word.ends_with(['s', 'x']) => format!("{word}es"),
        None => format!("{word}s"),
    }
}

/// `1 error`, `3 errors`, `2 parties`.
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {}", plural(one)) }
}

/// Who says it: `says A`, `say A and B`.
pub fn says<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let verb = if names.len() == 1 { "says" } else { "say" };
    format!("{verb} {}", join(names))
}

/// `a`, `a and b`, `a, b and c`.
pub fn join<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    listed(words, "and")
}

/// `person`, `state`, `company` → `person, state or company`.
pub fn either<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    listed(words, "or")
}

fn listed<'a>(words: impl IntoIterator<Item = &'a str>, last_by: &str) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} {last_by} {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Whether a part of a text begins and ends where words do.
pub fn word_edges(text: &str, at: usize, part: &str) -> (bool, bool) {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    (is_edge(text[..at].chars().next_back()), is_edge(text[at + part.len()..].chars().next()))
}
