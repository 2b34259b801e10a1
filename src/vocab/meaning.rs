//! What a word of the vocabulary means, in one line: what its definition says, put into words.
use super::{Kind, Property, Relation, Status, Type};

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
    let of = if property.of.is_empty() { String::new() } else { format!(" of {}", property.of.join(", ")) };
    let unit = if property.unit.is_empty() { String::new() } else { format!(", in {}", property.unit) };
    format!("{}{of}: {}{unit}", property.label, type_of(property.value))
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
