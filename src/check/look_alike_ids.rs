use super::bad_id::is_id;
use super::{Check, Run, merge};
use crate::diag::{Diagnostic, Diagnostics, Fix, Severity};
use crate::facts::{FactSet, Ref};
use crate::text::Text;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

pub const CHECK: Check = Check {
    name: "look-alike-ids",
    severity: Severity::Warning,
    about: "two ids, or the letters of a name, that the eye cannot tell apart",
    page: include_str!("look_alike_ids.md"),
    run: Run::Alike {
        number: |part, numbers, found| {
            let facts = part.facts;
            for (of, id) in part.named().filter(|(_, id)| is_id(&facts.files[*id])) {
                numbers.add(of, hash(&facts.files[id]));
            }
            for (_, subject) in part.subjects() {
                let names = std::iter::once(&subject.name).chain(subject.aliases);
                names.filter(|name| !name.is_stand_in()).for_each(|name| letters(facts, *name, found));
            }
        },
        compare: |facts, records, found| {
            let mut seen: FxHashMap<String, (Ref, Text)> = FxHashMap::default();
            let ids = records.iter().filter_map(|of| Some((*of, facts.lists.id(*of)?)));
            for (of, id) in ids.filter(|(_, id)| is_id(&facts.files[*id])) {
                let first = seen.entry(skeleton(&facts.files[id]).collect()).or_insert((of, id));
                if facts.files[first.1] != facts.files[id] {
                    found.push(alike(facts, (of, id), *first));
                }
            }
        },
    },
};

/// What is left of an id to the eye.
fn skeleton(id: &str) -> impl Iterator<Item = char> {
    let seen = |c| match c {
        '0' => 'o',
        '1' => 'l',
        c => c,
    };
    id.chars().filter(|c| *c != '-').map(seen)
}

/// Whether the eye cannot tell two ids apart.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    skeleton(one).eq(skeleton(other))
}

/// A number for a skeleton.
fn hash(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    skeleton(id).for_each(|c| hasher.write_u32(c.into()));
    hasher.finish()
}

fn alike(facts: &FactSet, (of, id): (Ref, Text), (other, first): (Ref, Text)) -> Diagnostic {
    let message = format!("`{}` and `{}` look alike", &facts.files[id], &facts.files[first]);
    let one = merge(facts, other, of).map_or("keep one".to_owned(), |merge| format!("make them one: {merge}"));
    Diagnostic::warning(CHECK.name, id.0, message)
        .also(first.0, "the other one")
        .help(format!("give one of them another id; if both mean the same, {one}"))
}

/// An alphabet whose letters look like those of another.
#[derive(Clone, Copy, PartialEq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
}

impl Script {
    fn of(letter: char) -> Option<Self> {
        match letter {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Some(Script::Latin),
            '\u{370}'..='\u{3ff}' => Some(Script::Greek),
            '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Script::Latin => "Latin",
            Script::Greek => "Greek",
            Script::Cyrillic => "Cyrillic",
        }
    }
}

/// The signs of a name that cannot be seen and do nothing for it: zero-width ones, and those that turn the direction of
/// writing. Arabic, Persian or Indian letters and emoji need some of them.
fn unseen(says: &str) -> impl Iterator<Item = (usize, char)> {
    let is_right_to_left =
        says.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'));
    let joins = |at: usize, sign: char| {
        let (before, behind) = (says[..at].chars().next_back(), says[at + sign.len_utf8()..].chars().next());
        let needs = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && Script::of(c).is_none());
        needs(before) && needs(behind)
    };
    says.char_indices().filter(move |(at, sign)| match sign {
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{202d}' | '\u{202e}' | '\u{2060}'..='\u{2064}' => true,
        '\u{200c}' | '\u{200d}' => !joins(*at, *sign),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' => !is_right_to_left,
        _ => false,
    })
}

/// A name without them.
fn seen(says: &str) -> String {
    let hidden: Vec<usize> = unseen(says).map(|(at, _)| at).collect();
    says.char_indices().filter(|(at, _)| !hidden.contains(at)).map(|(_, c)| c).collect()
}

/// Reports letters that cannot be seen, and a word whose letters are of two alphabets.
fn letters(facts: &FactSet, name: Text, found: &mut Diagnostics) {
    let says = &facts.files[name];
    if says.is_ascii() {
        return;
    }
    if let Some((_, sign)) = unseen(says).next() {
        let code = format!("U+{:04X}", u32::from(sign));
        let message = format!("{code}, which cannot be seen, stands in the name `{}`", seen(says));
        let mut diagnostic = Diagnostic::warning(CHECK.name, name.0, message).help("type the name anew");
        let text = seen(facts.files.written(name.0));
        diagnostic.fix = Some(Fix { span: name.0, text, safe: true });
        found.push(diagnostic);
        return;
    }
    for word in says.split(|c: char| !c.is_alphabetic()) {
        let mut scripts = word.chars().filter_map(|c| Some((c, Script::of(c)?)));
        let Some((_, first)) = scripts.next() else { continue };
        if let Some((letter, other)) = scripts.find(|(_, script)| *script != first) {
            let (first, other) = (first.word(), other.word());
            let message = format!("`{word}` begins with {first} letters, but its `{letter}` is {other}");
            let help = "type the word anew in one alphabet; a search for it finds nothing as it is";
            found.push(Diagnostic::warning(CHECK.name, name.0, message).help(help));
            return;
        }
    }
}
