use super::{Check, READ};

pub const CHECK: Check = Check { name: "wrong-shape", page: include_str!("wrong_shape.md"), run: READ };
