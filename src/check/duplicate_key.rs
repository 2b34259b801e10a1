use super::{Check, READ};

pub const CHECK: Check = Check { name: "duplicate-key", page: include_str!("duplicate_key.md"), run: READ };
