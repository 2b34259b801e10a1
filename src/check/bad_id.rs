use super::Check;
use crate::diag::{Diagnostic, Fix, Severity};
use crate::facts::FactSet;
use crate::text::Text;

pub const CHECK: Check = Check {
    name: "bad-id",
    severity: Severity::Error,
    about: "an id with capitals, accents, spaces or other signs",
    page: include_str!("bad_id.md"),
    run: |facts, found| {
        let bad = facts.named().filter(|(_, id)| !is_id(&facts.files[*id]));
        found.extend(bad.map(|(_, id)| report(facts, id)));
    },
};

/// `[a-z0-9][a-z0-9-]*`
fn is_id(word: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    word.bytes().next().is_some_and(plain) && word.bytes().all(|b| plain(b) || b == b'-')
}

fn report(facts: &FactSet, id: Text) -> Diagnostic {
    let word = &facts.files[id];
    let message = format!("`{word}` cannot be an id");
    let rule = "an id has small letters a to z, digits and `-`, and begins with a letter or a digit";
    let mut diagnostic = Diagnostic::error(CHECK.name, id.0, message);
    let folded = folded(word);
    if is_id(&folded) && facts.find(&folded).is_none() {
        diagnostic = diagnostic.help(format!("write `{folded}`, here and wherever it is used; {rule}"));
        diagnostic.fix = Some(Fix { span: id.0, text: folded, safe: false });
        return diagnostic;
    }
    diagnostic.help(rule)
}

/// `Société Générale` → `societe-generale`
fn folded(word: &str) -> String {
    let plain = deunicode::deunicode(word).to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("-")
}
