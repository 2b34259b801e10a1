use super::{Check, Run, each_cite};
use crate::diag::{Diagnostic, Severity};

pub const CHECK: Check = Check {
    name: "words-too-long",
    severity: Severity::Warning,
    about: "more than eight words to find a passage by",
    page: include_str!("words_too_long.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        each_cite(part, &mut |cite| {
            let Some(words) = cite.more.words.filter(|words| !words.is_stand_in()) else { return };
            let number = facts.files[words].split_whitespace().count();
            if number > MOST {
                let message = format!("{number} words to find a passage by; {MOST} are the most");
                let help = "keep the first few of them; what somebody says in his own words is a `quote`";
                found.push(Diagnostic::warning(CHECK.name, words.0, message).help(help));
            }
        });
    }),
};

/// How many words a passage may be found by.
const MOST: usize = 8;
