//! Comments that let findings pass: `# ties: allow NAME, NAME: reason`.
//!
//! Invariant: such a comment speaks for its own line and nothing else; what stands in a text is none.
use super::FactSet;
use crate::diag::Diagnostic;
use crate::text::Span;
use crate::yaml::comments;
use rustc_hash::FxHashSet;

/// A name in a comment `# ties: allow NAME, NAME: reason`.
pub struct Allow<'f> {
    /// The check it names.
    pub name: &'f str,
    /// Where the name stands.
    pub at: Span,
    /// The first byte of its line.
    pub line: u32,
}

/// All names in such comments; what stands in a text is none.
pub fn allows(facts: &FactSet) -> Vec<Allow<'_>> {
    const SIGN: &str = "# ties: allow ";
    let mut all = vec![];
    for file in facts.fact_files().filter(|file| file.text.contains(SIGN)) {
        for (at, comment) in comments(&file.text) {
            let Some(sign) = comment.find(SIGN) else { continue };
            let listed = comment[sign + SIGN.len()..].split(':').next().unwrap_or_default();
            let line = file.span().lo() + (file.text[..at].rfind('\n').map_or(0, |n| n + 1)) as u32;
            for name in listed.split([',', ' ', '\t']).filter(|name| !name.is_empty()) {
                let start = name.as_ptr().addr() - file.text.as_ptr().addr();
                all.push(Allow { name, at: file.span().part(start, name.len()), line });
            }
        }
    }
    all
}

/// What such comments let pass, line by line.
pub struct Allowed<'f>(FxHashSet<(u32, &'f str)>);

impl<'f> Allowed<'f> {
    /// Reads the comments of a set.
    pub fn of(facts: &'f FactSet) -> Self {
        Self(allows(facts).iter().map(|allow| (allow.line, allow.name)).collect())
    }

    /// Whether a finding is let pass on the line it names.
    pub fn has(&self, facts: &FactSet, finding: &Diagnostic) -> bool {
        !self.0.is_empty() && self.0.contains(&(facts.files.line_of(finding.span()).lo(), finding.name))
    }
}
