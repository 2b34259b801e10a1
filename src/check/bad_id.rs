use super::{Check, Run};
use crate::diag::{Diagnostic, Fix, Severity};
use crate::facts::FactSet;
use crate::text::Text;
use rustc_hash::FxHashSet;

pub const CHECK: Check = Check {
    name: "bad-id",
    severity: Severity::Error,
    about: "an id with capitals, accents, spaces or other signs, or one that is too long",
    page: include_str!("bad_id.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        let bad = part.named().filter(|(_, id)| !is_id(&facts.files[*id]));
        found.extend(bad.map(|(_, id)| report(facts, id)));
    }),
};

/// How long an id may be: longer ones fit no line, no map and no name of a file.
const LONGEST: usize = 200;

/// `[a-z0-9][a-z0-9-]*`, and not too long.
pub(crate) fn is_id(word: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    word.len() <= LONGEST && word.bytes().next().is_some_and(plain) && word.bytes().all(|b| plain(b) || b == b'-')
}

fn report(facts: &FactSet, id: Text) -> Diagnostic {
    let word = &facts.files[id];
    if word.len() > LONGEST {
        let start: String = word.chars().take(24).collect();
        let message = format!("the id that begins with `{start}` is longer than {LONGEST} letters");
        return Diagnostic::error(CHECK.name, id.0.part(0, start.len()), message)
            .help("an id is typed by hand: take a short word, and keep the long form for `name`");
    }
    let unseen = word
        .chars()
        .find(|c| !c.is_ascii() && deunicode::deunicode_char(*c).is_none_or(|plain| plain.trim().is_empty()));
    let message = match unseen {
        _ if word.trim().is_empty() => "an id cannot be empty".to_owned(),
        Some(sign) => {
            format!("`{word}` cannot be an id: U+{:04X}, which cannot be seen, stands in it", u32::from(sign))
        }
        None => format!("`{word}` cannot be an id"),
    };
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

/// What ids that are none would be if they were written as an id is: who writes it so elsewhere makes no second slip.
pub(super) fn cured(facts: &FactSet) -> FxHashSet<String> {
    let bad = facts.named().map(|(_, id)| &facts.files[id]).filter(|id| !is_id(id));
    bad.map(folded).collect()
}

/// `Société Générale` → `societe-generale`
fn folded(word: &str) -> String {
    let plain = deunicode::deunicode(word).to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("-")
}
