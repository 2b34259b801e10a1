//! YAML text ⇄ spanned tape ⇄ serde: the only room that knows a YAML parser.
//!
//! [`scan`] turns a file into records, one at a time, on a reused [`Tape`]; [`record`] decodes a tape into any
//! `Deserialize` struct and reports every fault of it; [`mod@write`] is the way back. Invariant: scalars stay text. `NO` is not false and `2025-06`
//! is no number; what a value means is decided by the field that takes it.
mod comment;
mod decode;
mod scan;
mod shapes;
mod signs;
mod slip;
mod tape;
pub mod write;

pub use comment::comments;
pub use decode::record;
pub use scan::{Entry, Found, Value, scan};
pub use shapes::{Dates, Entries, Many, Raw, Short};
pub use tape::{Kind, Tape, Token};
pub use write::{Node, Write};

/// The names of the checks that reading itself does.
pub mod name {
    /// The line breaks the rules of YAML.
    pub const SYNTAX: &str = "yaml-syntax";
    /// A tab where spaces belong.
    pub const TAB: &str = "tab-indent";
    /// A list inside a record.
    pub const MISPLACED: &str = "misplaced-list";
    /// A part of YAML that has no place in fact files.
    pub const FEATURE: &str = "yaml-feature";
    /// A comment sign inside a value.
    pub const EATEN: &str = "eaten-by-comment";
    /// A key that is no field.
    pub const UNKNOWN_FIELD: &str = "unknown-field";
    /// A field that must be there.
    pub const MISSING_FIELD: &str = "missing-field";
    /// A list where text goes, and the like.
    pub const WRONG_SHAPE: &str = "wrong-shape";
    /// The same key twice.
    pub const DUPLICATE_KEY: &str = "duplicate-key";

    /// All of them.
    pub const ALL: [&str; 9] =
        [SYNTAX, TAB, MISPLACED, FEATURE, EATEN, UNKNOWN_FIELD, MISSING_FIELD, WRONG_SHAPE, DUPLICATE_KEY];
}
