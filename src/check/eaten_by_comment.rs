use super::{Check, READ};

pub const CHECK: Check = Check { name: "eaten-by-comment", page: include_str!("eaten_by_comment.md"), run: READ };
