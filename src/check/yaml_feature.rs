use super::{Check, READ};

pub const CHECK: Check = Check { name: "yaml-feature", page: include_str!("yaml_feature.md"), run: READ };
