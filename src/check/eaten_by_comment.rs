use super::{Check, Run};
use crate::diag::Severity;

pub const CHECK: Check = Check {
    name: "eaten-by-comment",
    severity: Severity::Warning,
    about: "a value cut short by a `#` behind a space",
    page: include_str!("eaten_by_comment.md"),
    run: Run::Read,
};
