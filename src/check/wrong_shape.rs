use super::{Check, READ};
use crate::diag::Severity;

pub const CHECK: Check = Check {
    name: "wrong-shape",
    severity: Severity::Error,
    about: "a list where text belongs, and the like",
    page: include_str!("wrong_shape.md"),
    run: READ,
};
