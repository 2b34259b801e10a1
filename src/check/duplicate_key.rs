use super::{Check, Run};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{FactSet, Party};

pub const CHECK: Check = Check {
    name: "duplicate-key",
    severity: Severity::Error,
    about: "a field twice in one record, a list twice in one file, a word twice with another meaning",
    page: include_str!("duplicate_key.md"),
    // The reader has reported keys that are written twice; a role can also be written in two ways.
    run: Run::All(|facts, found| {
        let parties = facts.lists.agreements.iter().flat_map(|record| &record.parties);
        let who = facts.lists.dates.iter().flat_map(|record| &record.who);
        parties.chain(who).for_each(|party| role(facts, party, found));
    }),
};

/// Reports a role in `who` and another in `as`.
fn role(facts: &FactSet, party: &Party, found: &mut Diagnostics) {
    let files = &facts.files;
    let Some(role) = party.claim.r#as.filter(|role| !role.is_stand_in() && !party.who.is_stand_in()) else { return };
    if let Some((_, first)) = files[party.who].split_once(" as ") {
        let message = format!("the role is given twice: `{}` in `who`, and `{}` in `as`", first.trim(), &files[role]);
        found.push(
            Diagnostic::error(CHECK.name, role.0, message)
                .also(party.who.0, "first here")
                .help("keep one; a party with two roles has one line for each"),
        );
    }
}
