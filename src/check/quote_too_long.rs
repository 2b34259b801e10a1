use super::{Check, Run, each_cite};
use crate::diag::{Diagnostic, Severity};

pub const CHECK: Check = Check {
    name: "quote-too-long",
    severity: Severity::Warning,
    about: "a quotation of more than twelve words",
    page: include_str!("quote_too_long.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        each_cite(part, &mut |cite| {
            let Some(quote) = cite.more.quote.filter(|quote| !quote.is_stand_in()) else { return };
            let words = facts.files[quote].split_whitespace().count();
            if words > MOST {
                let message = format!("a quotation of {words} words; {MOST} are the most");
                let help = "keep the few words that carry the claim; the place behind `#` leads to the rest";
                found.push(Diagnostic::warning(CHECK.name, quote.0, message).help(help));
            }
        });
    }),
};

/// How many words a quotation may have.
const MOST: usize = 12;
