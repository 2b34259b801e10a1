//! Findings about the user's files: data, collected, never thrown.
//!
//! A [`Diagnostic`] names what is wrong, where, and what to do. Invariant: whoever finds it pushes it and goes on;
//! nothing here prints or stops a run. The ways to write findings down are in [`mod@write`] and
//! [`sarif`].
mod excerpt;
pub mod near;
pub mod sarif;
pub mod words;
pub mod write;

pub use near::{Near, Sure};

use crate::text::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The record cannot mean anything, or a claim has no citation: no answer rests on it.
    Error,
    /// Something to look at; answers go on.
    Warning,
    /// Something to know: nothing is wrong.
    Note,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A stretch of a file and what is to be said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// A few words, or none.
    pub text: String,
}

/// A change of the text that cures a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// By what.
    pub text: String,
    /// Whether it can be made without asking.
    pub safe: bool,
}

/// One finding: a name to look up, a place, a sentence, and perhaps a fix.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The check that found it, as in `ties explain NAME`.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence, lower case, the thing in backticks.
    pub message: String,
    /// Where: the first is the place itself, the others explain it.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Vec<String>,
    /// How to cure it.
    pub fix: Option<Fix>,
}

/// Findings, as they come.
pub type Diagnostics = Vec<Diagnostic>;

impl Diagnostic {
    /// An error at a place.
    pub fn error(name: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            name,
            severity: Severity::Error,
            message: message.into(),
            labels: vec![Label { span, text: String::new() }],
            help: vec![],
            fix: None,
        }
    }

    /// A warning at a place.
    pub fn warning(name: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(name, span, message) }
    }

    /// Something to know about a place.
    pub fn note(name: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(name, span, message) }
    }

    /// The same with another place that explains it.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// The same with advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The same with a cure that can be made without asking.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, text: text.into(), safe: true });
        self
    }

    /// The same with such a cure where there is one.
    pub fn fix_if(self, there_is: bool, span: Span, text: String) -> Self {
        if there_is { self.fix(span, text) } else { self }
    }

    /// The same with the nearest known word, where there is one: as advice and as a cure.
    pub fn did_you_mean(self, span: Span, near: Option<Near<'_>>) -> Self {
        self.nearly(span, near, Sure::Word)
    }

    /// The same for an id: another id that is near may be another thing, too.
    pub fn is_it(self, span: Span, near: Option<Near<'_>>) -> Self {
        self.nearly(span, near, Sure::Id)
    }

    fn nearly(self, span: Span, near: Option<Near<'_>>, least: Sure) -> Self {
        match near {
            Some(near) => Self { fix: Some(near.fix(span, least)), ..self.help(format!("did you mean {near}?")) },
            None => self,
        }
    }

    /// The place itself.
    pub fn span(&self) -> Span {
        self.labels[0].span
    }
}

/// Puts findings in the order of the files, each once.
pub fn sort(found: &mut Diagnostics) {
    found.sort_by(|a, b| (a.span(), a.name, &a.message).cmp(&(b.span(), b.name, &b.message)));
    found.dedup();
}
