use super::{Check, Run};
use crate::diag::Severity;

pub const CHECK: Check = Check {
    name: "tab-indent",
    severity: Severity::Error,
    about: "a tab at the beginning of a line, where only spaces count",
    page: include_str!("tab_indent.md"),
    run: Run::Read,
};
