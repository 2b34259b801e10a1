use super::{Check, Run};
use crate::diag::Severity;

pub const CHECK: Check = Check {
    name: "unread-file",
    severity: Severity::Error,
    about: "a fact file that cannot be read",
    page: include_str!("unread_file.md"),
    run: Run::Read,
};
