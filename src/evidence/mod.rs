//! Evidence: what is cited, held against the texts of the sources.
//!
//! A text becomes paragraphs, sentences and words ([`SourceText`]); [`verify()`] looks for every citation in it and
//! [`coverage()`] says which sentences carry claims. Invariant: nothing is read or written here; what cannot be checked
//! is counted and never passed; and what a text says is a stranger's, so that of a finding it stands in the help only,
//! cut short.
mod coverage;
mod nearest;
mod passages;
mod pattern;
mod sentence;
mod verify;
mod words;

pub use coverage::{Carried, Coverage, Line, coverage};
pub use passages::{Missing, SourceText};
pub use verify::{Of, Report, Why, verify};
pub use words::fold;

use crate::check::{Check, Run, cited, rows};
use crate::diag::{Diagnostic, Severity};
use crate::text::Text;
use std::collections::BTreeMap;

/// Texts by the number of their source in the list of sources.
pub type Texts = BTreeMap<u32, SourceText>;

/// Defines the findings of [`verify()`], each with its page below this folder.
macro_rules! findings {
    ($($NAME:ident $page:literal $severity:ident $about:literal,)*) => {
        /// What [`verify()`] finds.
        pub const FINDINGS: &[Check] = &[$(Check {
            name: cited::$NAME,
            severity: Severity::$severity,
            about: $about,
            page: include_str!(concat!("pages/", $page, ".md")),
            run: Run::Read,
        }),*];
    };
}

findings! {
    NO_PARAGRAPH "no-such-paragraph" Error "a paragraph that the text of the source does not have",
    NO_SENTENCE "no-such-sentence" Error "a sentence that the paragraph does not have",
    ELSEWHERE "passage-elsewhere" Error "words that stand at another place than the one cited",
    WORDS "words-not-there" Error "`words` that do not stand in the text",
    QUOTE "quote-not-there" Error "a `quote` that does not stand in the text",
    TWICE "stands-twice" Note "words that stand at two places",
    UNREAD "unread-text" Error "a text of a source that cannot be read",
}

/// The finding that the text of a source could not be read; `why` goes on a sentence that begins with its name.
pub fn unread(path: Text, says: &str, why: &str) -> Diagnostic {
    Diagnostic::error(cited::UNREAD, path.0, format!("`{says}` was not read: {why}"))
        .help("without it the citations of this source are not checked; `--text SOURCE=FILE` names another")
}

/// The findings as a table for the documentation, to stand behind that of the checks.
pub fn table() -> String {
    let rows = rows(FINDINGS, |name| format!("evidence/pages/{name}.md"));
    format!(
        "\n# Evidence\n\nWhat `ties verify` finds when it holds citations against the texts of their sources \
         ([verify.md](verify.md)).\n\n| finding | finds | severity |\n| --- | --- | --- |\n{rows}"
    )
}
