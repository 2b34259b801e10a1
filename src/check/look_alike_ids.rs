use super::Check;
use crate::diag::{Diagnostic, Diagnostics, Fix, Severity};
use crate::facts::FactSet;
use crate::text::Text;
use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

pub const CHECK: Check = Check {
    name: "look-alike-ids",
    severity: Severity::Warning,
    about: "two ids, or the letters of a name, that the eye cannot tell apart",
    page: include_str!("look_alike_ids.md"),
    run: |facts, found| {
        let files = &facts.files;
        let mut ids: HashTable<Text> = HashTable::new();
        for (_, id) in facts.named() {
            let word = &files[id];
            match ids.find(hash(word), |first| skeleton(&files[*first]).eq(skeleton(word))) {
                Some(first) if files[*first] != *word => found.push(alike(facts, id, *first)),
                Some(_) => {}
                None => {
                    ids.insert_unique(hash(word), id, |first| hash(&files[*first]));
                }
            }
        }
        for (_, subject) in facts.subjects() {
            let names = std::iter::once(&subject.name).chain(subject.aliases);
            names.filter(|name| !name.is_stand_in()).for_each(|name| letters(facts, *name, found));
        }
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

/// Of a skeleton; a million ids are compared without a copy of each.
fn hash(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    skeleton(id).for_each(|c| hasher.write_u32(c.into()));
    hasher.finish()
}

fn alike(facts: &FactSet, id: Text, first: Text) -> Diagnostic {
    let message = format!("`{}` and `{}` look alike", &facts.files[id], &facts.files[first]);
    Diagnostic::warning(CHECK.name, id.0, message)
        .also(first.0, "the other one")
        .help("give one of them another id; if both mean the same, keep one")
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

/// Reports letters that cannot be seen, and a word whose letters are of two alphabets.
fn letters(facts: &FactSet, name: Text, found: &mut Diagnostics) {
    let says = &facts.files[name];
    if says.is_ascii() {
        return;
    }
    // Some scripts need such signs to join or to part letters.
    let bare = says.chars().any(|c| Script::of(c).is_some());
    let unseen = |c: char| {
        matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') || bare && matches!(c, '\u{200c}'..='\u{200f}')
    };
    if says.chars().any(unseen) {
        let plain: String = says.chars().filter(|c| !unseen(*c)).collect();
        let message = format!("a letter that cannot be seen stands in the name `{plain}`");
        let mut diagnostic = Diagnostic::warning(CHECK.name, name.0, message).help("type the name anew");
        let text = facts.files.written(name.0).chars().filter(|c| !unseen(*c)).collect();
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
