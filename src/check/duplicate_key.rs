use super::{Check, READ};
use crate::diag::Severity;

pub const CHECK: Check = Check {
    name: "duplicate-key",
    severity: Severity::Error,
    about: "a field twice in one record, or a list twice in one file",
    page: include_str!("duplicate_key.md"),
    run: READ,
};
