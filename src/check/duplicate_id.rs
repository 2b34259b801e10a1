use super::{Check, Run};
use crate::diag::{Diagnostic, Severity};
use crate::facts::Ref;
use crate::text::Text;
use rustc_hash::FxHashMap;

pub const CHECK: Check = Check {
    name: "duplicate-id",
    severity: Severity::Error,
    about: "one id for two records",
    page: include_str!("duplicate_id.md"),
    run: Run::All(|facts, found| {
        if facts.doubled().is_empty() {
            return;
        }
        let ids: FxHashMap<Ref, Text> = facts.named().collect();
        for (first, second) in facts.doubled() {
            let (one, other) = (ids[first].0, ids[second].0);
            let (first, again) = (one.min(other), one.max(other));
            let message = format!("`{}` is the id of two records", facts.files.written(again));
            found.push(
                Diagnostic::error(CHECK.name, again, message)
                    .also(first, "first here")
                    .help("give one of them another id; to add to a record, use `details` with `of`"),
            );
        }
    }),
};
