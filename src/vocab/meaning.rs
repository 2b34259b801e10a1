//! What a word of the vocabulary means, in one line: what its definition says, put into words.
use super::{Holds, Kind, Property, Relation, Root, Stance, Status, Type, Vocab};

/// The words that may stand where something holds one, each with its meaning; none where any text may. A status is one of
/// records of the root.
pub fn choices(vocab: &Vocab, holds: Holds, of: Option<Root>) -> Vec<(String, String)> {
    let kinds = |is: &dyn Fn(&str) -> bool| -> Vec<(String, String)> {
        vocab.kinds.iter().filter(|(word, _)| is(word)).map(|(word, k)| (word.to_owned(), kind(word, k))).collect()
    };
    match holds {
        Holds::Kind(root) => kinds(&|word| vocab.root(word) == Some(root)),
        Holds::AnyKind => kinds(&|_| true),
        Holds::KindOrAny => kinds(&|_| true).into_iter().chain([("any".to_owned(), "every kind".to_owned())]).collect(),
        Holds::Relation => vocab.relations.iter().map(|(word, r)| (word.to_owned(), relation(r))).collect(),
        Holds::Status => {
            let rungs = of.into_iter().flat_map(|root| vocab.ladder(root));
            rungs.map(|(word, s)| (word.to_owned(), status(s))).collect()
        }
        Holds::Stance => Stance::ALL.map(|s| (s.word().to_owned(), vocab.stance_label(s).to_owned())).into(),
        Holds::Property => vocab.properties.iter().map(|(word, p)| (word.to_owned(), property(p))).collect(),
        Holds::Group => vocab.groups.iter().map(|(word, g)| (word.to_owned(), g.label.clone())).collect(),
        Holds::Look => vocab.looks.iter().map(|(word, look)| (word.to_owned(), look.shape.clone())).collect(),
        Holds::OneOf(words) => words.iter().map(|(word, means)| ((*word).to_owned(), (*means).to_owned())).collect(),
        Holds::Keys(_, values) => choices(vocab, *values, of),
        Holds::NewId
        | Holds::Anything
        | Holds::Graphviz(..)
        | Holds::Id
        | Holds::Source
        | Holds::Place
        | Holds::Colour
        | Holds::Url
        | Holds::Language
        | Holds::Share => vec![],
    }
}

/// A kind.
pub fn kind(word: &str, kind: &Kind) -> String {
    let label = if kind.label == word || kind.label.is_empty() { String::new() } else { format!("{}: ", kind.label) };
    let above = kind.parent.as_ref().map_or("a root".to_owned(), |parent| format!("a kind of {parent}"));
    with_about(format!("{label}{above}"), &kind.about)
}

/// A relation.
pub fn relation(relation: &Relation) -> String {
    let other = if relation.symmetric { String::new() } else { format!("; the other way: B {} A", relation.inverse) };
    let ends = format!("{} to {}", relation.from.join(" or "), relation.to.join(" or "));
    with_about(format!("A {} B{other}; from {ends}", relation.says), &relation.about)
}

/// A step in the life of a record.
pub fn status(status: &Status) -> String {
    let place = status.rung.map_or("at any time".to_owned(), |n| format!("step {}", n + 1));
    format!("{}: {place}; {}", status.label, status.phase.word())
}

/// A property.
pub fn property(property: &Property) -> String {
    let of = whose(property);
    let unit = if property.unit.is_empty() { String::new() } else { format!(", in {}", property.unit) };
    format!("{} of {of}: {}{unit}", property.label, type_of(property.value))
}

/// What may have a property.
pub fn whose(property: &Property) -> String {
    if property.of.is_empty() { "any".to_owned() } else { property.of.join(", ") }
}

/// What the values of a property are.
pub fn type_of(value: Type) -> &'static str {
    match value {
        Type::Text => "words",
        Type::Number => "a whole number",
        Type::Quantity => "an amount",
        Type::Date => "a date",
        Type::Entity => "an id",
    }
}

fn with_about(text: String, about: &str) -> String {
    if about.is_empty() { text } else { format!("{text}. {about}") }
}
