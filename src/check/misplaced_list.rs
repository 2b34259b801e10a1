use super::{Check, Run};
use crate::diag::Severity;

pub const CHECK: Check = Check {
    name: "misplaced-list",
    severity: Severity::Error,
    about: "a list that stands inside a record",
    page: include_str!("misplaced_list.md"),
    run: Run::Read,
};
