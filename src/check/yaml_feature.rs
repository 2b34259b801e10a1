use super::{Check, Run};
use crate::diag::Severity;

pub const CHECK: Check = Check {
    name: "yaml-feature",
    severity: Severity::Error,
    about: "a shorthand of YAML that fact files do without",
    page: include_str!("yaml_feature.md"),
    run: Run::Read,
};
