use super::{Check, Run};
use crate::diag::Severity;

pub const CHECK: Check = Check {
    name: "unknown-field",
    severity: Severity::Error,
    about: "a field or a list that there is not",
    page: include_str!("unknown_field.md"),
    run: Run::Read,
};
