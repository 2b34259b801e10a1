use super::{Check, Run};
use crate::diag::Severity;

pub const CHECK: Check = Check {
    name: "yaml-syntax",
    severity: Severity::Error,
    about: "a line that breaks the rules of YAML",
    page: include_str!("yaml_syntax.md"),
    run: Run::Read,
};
