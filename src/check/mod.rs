//! Checks: one file each, with its page beside it.
//!
//! The page is documentation, the text of `ties explain NAME` and the test at once: its `yaml bad` blocks yield that
//! finding and no other, its `yaml good` blocks none, and a fix must help (`tests/checks.rs`). Invariant: a check
//! skips stand-ins, so that one slip is one finding.
mod unknown_entity;

use crate::diag::Diagnostics;
use crate::facts::FactSet;

/// One rule about facts.
pub struct Check {
    /// Kebab-case, as in `ties explain NAME` and `# ties: allow NAME`.
    pub name: &'static str,
    /// The page about it.
    pub page: &'static str,
    /// Adds what it finds; the checks of reading itself have found theirs already.
    pub run: fn(&FactSet, &mut Diagnostics),
}

/// What a check of reading itself does here: the reader has reported.
pub(crate) const READ: fn(&FactSet, &mut Diagnostics) = |_, _| {};

/// Every check, in the order of their pages.
pub const CHECKS: &[Check] = &[unknown_entity::CHECK];

/// Runs every check and puts all findings in the order of the files; those a line allows are left out.
pub fn run(facts: &FactSet, found: &mut Diagnostics) {
    for check in CHECKS {
        (check.run)(facts, found);
    }
    crate::diag::sort(found);
}
