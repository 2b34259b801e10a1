//! How the value of a field may be written, and what it stands for: taken from the Rust type of the field.
//!
//! From this come the reader's help, the file for editors and `docs/language.md`. Invariant: a field is written down in
//! one place only, the struct it is read into; nothing else lists fields.
use super::Root;
use crate::text::Text;
use crate::yaml::{Dates, Entries, Many, Raw, Short};

/// How a value may be written.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text: whatever YAML takes it for, it stays text.
    Text,
    /// A date as it is written, also a set or a choice of dates.
    Date,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// One of a few words, each with its meaning.
    Word(&'static [(&'static str, &'static str)]),
    /// One, or a list of them.
    Many(&'static Shape),
    /// A record, or the first field of it alone.
    Short(&'static Record),
    /// A date, or one or several records that each hold a date.
    Dates(&'static Record),
    /// Pairs with free keys.
    Entries(&'static Shape),
    /// A record.
    Record(&'static Record),
}

/// A type that is the value of a field.
pub trait Shaped {
    /// How it may be written.
    const SHAPE: Shape;
}

/// A type that is written as pairs.
pub trait Recorded {
    /// Its fields.
    const RECORD: Record;
}

impl Shaped for Text {
    const SHAPE: Shape = Shape::Text;
}

impl Shaped for Raw {
    const SHAPE: Shape = Shape::Date;
}

impl Shaped for bool {
    const SHAPE: Shape = Shape::Flag;
}

impl Shaped for u64 {
    const SHAPE: Shape = Shape::Number;
}

impl<T: Shaped> Shaped for Option<T> {
    const SHAPE: Shape = T::SHAPE;
}

impl<T: Shaped> Shaped for Many<T> {
    const SHAPE: Shape = Shape::Many(&T::SHAPE);
}

impl<T: Recorded> Shaped for Short<T> {
    const SHAPE: Shape = Shape::Short(&T::RECORD);
}

impl<T: Recorded> Shaped for Dates<T> {
    const SHAPE: Shape = Shape::Dates(&T::RECORD);
}

impl<T: Shaped> Shaped for Entries<T> {
    const SHAPE: Shape = Shape::Entries(&T::SHAPE);
}

impl<T: Recorded> Shaped for T {
    const SHAPE: Shape = Shape::Record(&T::RECORD);
}

/// What the text of a field stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Itself.
    Anything,
    /// The id of the record it stands in.
    NewId,
    /// The id of a record.
    Id,
    /// The id of a source.
    Source,
    /// A place in a source.
    Place,
    /// A kind with this root.
    Kind(Root),
    /// A kind of any root.
    AnyKind,
    /// A kind of any root, or `any` for all.
    KindOrAny,
    /// A relation.
    Relation,
    /// A status of the record it stands in.
    Status,
    /// A stance.
    Stance,
    /// A property.
    Property,
    /// A group of the map.
    Group,
    /// A look.
    Look,
    /// A colour as `#rrggbb`.
    Colour,
    /// The address of a page.
    Url,
    /// The code of a language.
    Language,
    /// How much.
    Share,
    /// One of a few words, each with its meaning.
    OneOf(&'static [(&'static str, &'static str)]),
    /// A word of Graphviz for something, and all there are.
    Graphviz(&'static str, &'static [&'static str]),
    /// Of pairs with free keys: what these stand for, and what their values do.
    Keys(&'static Holds, &'static Holds),
}

/// A field, as people read about it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    name: &'static str,
    about: &'static str,
    /// Whether it must be there.
    pub needed: bool,
    /// How its value may be written.
    pub shape: Shape,
    /// What the text of its value stands for.
    pub holds: Holds,
}

impl Field {
    /// As `stringify!` gives it; `holds` is empty where the text stands for itself.
    pub const fn new(name: &'static str, about: &'static str, needed: bool, shape: Shape, holds: &[Holds]) -> Self {
        let holds = if let [holds] = holds { *holds } else { Holds::Anything };
        Self { name, about, needed, shape, holds }
    }

    /// The name as it is written in a fact file.
    pub fn name(&self) -> String {
        self.name.trim_start_matches("r#").replace('_', "-")
    }

    /// Whether a key of a fact file is this one.
    pub fn is_called(&self, key: &str) -> bool {
        let name = self.name.trim_start_matches("r#").bytes().map(|byte| if byte == b'_' { b'-' } else { byte });
        name.eq(key.bytes())
    }

    /// What it means, without the space a doc comment begins with.
    pub fn about(&self) -> &'static str {
        self.about.trim()
    }
}

/// A field as people read about it: its shape is that of its type; `=> Holds::…` says what its text stands for.
macro_rules! field {
    ($needed:literal, $($says:literal)+ $field:ident: $Value:ty $(=> $holds:expr)?) => {
        $crate::vocab::Field::new(
            stringify!($field),
            concat!($($says),+),
            $needed,
            <$Value as $crate::vocab::Shaped>::SHAPE,
            &[$($holds)?],
        )
    };
}
pub(crate) use field;

/// A fact type, or a line of the vocabulary, as people read about it.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// The word for one.
    pub word: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Its fields, in the order people write them.
    pub fields: &'static [Field],
}
