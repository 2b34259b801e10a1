use super::{Check, READ};

pub const CHECK: Check = Check { name: "yaml-syntax", page: include_str!("yaml_syntax.md"), run: READ };
