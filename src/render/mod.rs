//! Formats: one file each. A format writes an answer; none of them asks.
//!
//! Invariant: each name a table shows stands in every other form of the same answer, and text from a fact file is
//! made harmless at the one place where it is written.
mod csv;
mod dot;
mod html;
mod json;
mod markdown;
#[cfg(feature = "png")]
mod png;
mod svg;
mod table;
mod tsv;
mod values;

use crate::ask::{Answer, Drawing};
use crate::diag::write::visible;
use crate::draw::Kept;
use crate::evidence::Coverage;
use crate::model::Model;
use std::io::{self, Write};

/// What a page has room for, and how a picture on it is wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Columns of the terminal; none where the output is no terminal: then a row is a line, and nothing is wrapped.
    pub width: Option<usize>,
    /// Whether colours may be used.
    pub colour: bool,
    /// How a picture is wanted.
    pub drawing: Drawing,
    /// Where boxes were in an earlier picture.
    pub kept: Kept,
    /// Parts of the answer that have a name of their own, for a page to choose from.
    pub views: Vec<View>,
}

/// A part of an answer with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// What it is called.
    pub title: String,
    /// The ids of its boxes.
    pub boxes: Vec<String>,
}

/// One way to write an answer down.
pub struct Format {
    /// As in `--format NAME`.
    pub name: &'static str,
    /// File endings that choose it for `--output`.
    pub endings: &'static [&'static str],
    /// What kind of file it is, for programs.
    pub media_type: &'static str,
    /// What it is for, in a line.
    pub about: &'static str,
    /// The flags of a picture that change what it writes.
    pub heeds: &'static [&'static str],
    /// Writes it, and gives back what is to be said beside it.
    pub write: fn(&Answer, &Model, &Page, &mut dyn Write) -> io::Result<Remarks>,
}

/// What could not be written as it should be, in sentences.
pub type Remarks = Vec<String>;

/// Every format; the first is the one for terminals.
pub const FORMATS: &[Format] = &[
    table::FORMAT,
    json::FORMAT,
    csv::FORMAT,
    tsv::FORMAT,
    markdown::FORMAT,
    dot::FORMAT,
    svg::FORMAT,
    html::FORMAT,
    #[cfg(feature = "png")]
    png::FORMAT,
];

/// A page of texts with the sentences marked that carry claims.
pub fn coverage(all: &[Coverage], model: &Model) -> String {
    html::coverage(all, model)
}

/// The format with this name or file ending, in small letters or large.
pub fn format(word: &str) -> Option<&'static Format> {
    let word = word.to_ascii_lowercase();
    FORMATS.iter().find(|f| f.name == word || f.endings.contains(&word.as_str()))
}
