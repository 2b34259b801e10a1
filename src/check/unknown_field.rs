use super::{Check, READ};

pub const CHECK: Check = Check { name: "unknown-field", page: include_str!("unknown_field.md"), run: READ };
