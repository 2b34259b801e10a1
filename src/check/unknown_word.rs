use super::{Check, Run, a, either};
use crate::date::Date;
use crate::diag::near::{Near, nearest_or_synonym};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{Batch, FactSet, List, Party};
use crate::text::{Span, Text};
use crate::vocab::{MOST_ABOVE, Root, Stance};

pub const CHECK: Check = Check {
    name: "unknown-word",
    severity: Severity::Error,
    about: "a kind, relation, status or other word that is not in the vocabulary",
    page: include_str!("unknown_word.md"),
    run: Run::Parts(|part, found| {
        let facts = part.facts;
        // Where a vocabulary could not be read, its words are not known, and that is not the fault of their users.
        if !facts.are_words_lost() {
            kinds(part, found);
            words_of_records(part, found);
            words_of_claims(part, found);
            if part.is_first() {
                own_kinds(facts, found);
            }
        }
    }),
};

/// The section of the kinds.
const KINDS: &str = "kinds";

fn kinds(part: &Batch, found: &mut Diagnostics) {
    let (facts, lists) = (part.facts, &part.lists);
    lists.sources.iter().for_each(|source| kind(facts, List::Sources, source.kind, found));
    lists.stakes.iter().for_each(|stake| kind(facts, List::Stakes, stake.kind, found));
    part.subjects().for_each(|(of, subject)| kind(facts, of.list, subject.kind, found));
}

fn kind(facts: &FactSet, list: List, word: Text, found: &mut Diagnostics) {
    let (vocab, says) = (&facts.vocab, &facts.files[word]);
    let Some(root) = list.root().filter(|_| !word.is_stand_in()) else { return };
    let own = |kind: &&str| vocab.root(kind) == Some(root);
    match vocab.root(says) {
        Some(other) if other == root => {}
        Some(other) => {
            let home = List::ALL.iter().find(|list| list.root() == Some(other)).map_or("", |list| list.word());
            let message = format!("`{says}` is a kind of {}, not of {}", other.word(), root.word());
            let help = format!(
                "move the record under `{home}:`, or choose one of {}",
                some(KINDS, vocab.kinds.words().filter(own))
            );
            found.push(Diagnostic::error(CHECK.name, word.0, message).help(help));
        }
        // A kind that has no root is reported where it is defined.
        None if vocab.kinds.get(says).is_some() => {}
        None => {
            let known = vocab.kinds.words().filter(own);
            let message = format!("there is no kind of {} called", root.word());
            found.push(unknown(facts, Severity::Error, word, message, (KINDS, known)));
        }
    }
}

fn words_of_records(part: &Batch, found: &mut Diagnostics) {
    let (facts, lists) = (part.facts, &part.lists);
    let (vocab, files) = (&facts.vocab, &facts.files);
    for source in lists.sources {
        if let Some(read) = source.read {
            one_of(facts, Severity::Warning, read, "`read` is", ["full", "excerpt"], found);
        }
    }
    for tie in lists.ties {
        if !tie.is.is_stand_in() && vocab.relations.get(&files[tie.is]).is_none() {
            found.push(relation(facts, tie.is));
        }
    }
    lists.details.iter().for_each(|detail| property(facts, detail.what, found));
    for (of, subject) in part.subjects() {
        let Some(root) = of.list.root() else { continue };
        for status in subject.status.iter().map(|s| s.is).filter(|s| !s.is_stand_in()) {
            if vocab.status(root, &files[status]).is_none() {
                let known = vocab.ladder(root).map(|(word, _)| word);
                let message = format!("{} has no status called", a(root.word()));
                let finding = unknown(facts, Severity::Error, status, message, ("statuses", known));
                // `signed 2025-06-23`: the day behind its status.
                let day = files[status].split_once(' ').filter(|(word, _)| vocab.status(root, word).is_some());
                found.push(match day {
                    Some((word, day)) => {
                        let day = if Date::read(day).is_ok() { day } else { "…" };
                        let help = format!("a day has a field of its own: `status: [{{is: {word}, when: {day}}}]`");
                        Diagnostic { help: vec![help], fix: None, ..finding }
                    }
                    None => finding,
                });
            }
        }
        subject.details.iter().for_each(|detail| property(facts, detail.what, found));
        if let Some(group) = subject.group
            && !group.is_stand_in()
            && vocab.groups.get(&files[group]).is_none()
        {
            let groups = ("groups", vocab.groups.words());
            found.push(unknown(facts, Severity::Warning, group, "there is no group called".into(), groups));
        }
    }
    for agreement in lists.agreements {
        agreement.parties.iter().for_each(|party| role(facts, party, found));
    }
    for date in lists.dates {
        date.who.iter().for_each(|party| role(facts, party, found));
    }
    for question in lists.questions {
        if let Some(says) = question.says {
            let answers = ["yes", "no", "not yet", "not stated", "disputed"];
            one_of(facts, Severity::Error, says, "an answer says", answers, found);
        }
    }
}

/// A relation that is not there: perhaps a word of another list, or the beginning of one.
fn relation(facts: &FactSet, word: Text) -> Diagnostic {
    let (vocab, says) = (&facts.vocab, &facts.files[word]);
    let slip = |message: &str| Diagnostic::error(CHECK.name, word.0, format!("{message} `{says}`"));
    let meant = vocab.synonyms.get(&says.to_lowercase()).map_or(says, String::as_str);
    if vocab.root(meant) == Some(Root::Stake) {
        let list = List::Stakes.word();
        let help =
            format!("`{meant}` is a kind of stake: write it under `{list}:`, with `holder`, `in` and `kind: {meant}`");
        return slip("there is no relation called").help(help);
    }
    if Root::ALL.iter().any(|root| vocab.status(*root, meant).is_some()) {
        let help = format!("`{meant}` is a status: it goes into the `status` of its record");
        return slip("there is no relation called").help(help);
    }
    let stem = says.trim_end_matches('s');
    let goes_on = |known: &&str| known.strip_prefix(stem).is_some_and(|rest| rest.starts_with('-'));
    let mut longer = vocab.relations.words().filter(goes_on);
    if let (Some(known), None) = (longer.next(), longer.next()) {
        return slip("there is no relation called").did_you_mean(word.0, Some(Near::meant(known)));
    }
    let known = ("relations", vocab.relations.words());
    unknown(facts, Severity::Error, word, "there is no relation called".into(), known)
}

fn property(facts: &FactSet, word: Text, found: &mut Diagnostics) {
    let properties = &facts.vocab.properties;
    if !word.is_stand_in() && properties.get(&facts.files[word]).is_none() {
        let message = "there is no property called".into();
        found.push(unknown(facts, Severity::Error, word, message, ("properties", properties.words())));
    }
}

fn role(facts: &FactSet, party: &Party, found: &mut Diagnostics) {
    let roles = &facts.vocab.roles;
    if let Some(role) = party.role(&facts.files)
        && !role.is_stand_in()
        && roles.get(&facts.files[role]).is_none()
    {
        let known = ("roles", roles.words());
        found.push(unknown(facts, Severity::Warning, role, "there is no role called".into(), known));
    }
}

fn words_of_claims(part: &Batch, found: &mut Diagnostics) {
    let facts = part.facts;
    let stance = |word: Text, found: &mut Diagnostics| {
        one_of(facts, Severity::Error, word, "a stance is", Stance::ALL.map(Stance::word), found);
    };
    part.each_claim(&mut |claim| claim.fields.stance.iter().for_each(|word| stance(*word, found)));
    super::each_cite(part, &mut |cite| cite.more.stance.iter().for_each(|word| stance(*word, found)));
}

/// Reports a word that is none of the few there are.
fn one_of<const N: usize>(
    facts: &FactSet,
    severity: Severity,
    word: Text,
    what: &str,
    known: [&'static str; N],
    found: &mut Diagnostics,
) {
    if !word.is_stand_in() && !known.contains(&&facts.files[word]) {
        found.push(unknown(facts, severity, word, format!("{what} {}, not", either(known)), ("", known)));
    }
}

/// Reports kinds of a folder's own that go round in a circle, or stand too deep.
fn own_kinds(facts: &FactSet, found: &mut Diagnostics) {
    let kinds = &facts.vocab.kinds;
    let mut is_deep = false;
    for (word, kind) in kinds.iter() {
        let (Some(span), Some(parent)) = (kind.span, &kind.parent) else { continue };
        let position = kinds.position(word);
        if facts.vocab.line(word).skip(1).any(|above| above == word)
            && facts.vocab.line(word).all(|above| kinds.position(above) >= position)
        {
            let message = format!("`{word}` is a kind of itself, by way of `{parent}`");
            found.push(
                Diagnostic::error(CHECK.name, span, message).help("each kind descends from one that is there already"),
            );
        } else if !is_deep && is_too_deep(facts, word) {
            is_deep = true;
            let message = format!("more than {MOST_ABOVE} kinds stand above `{word}`, each above the other");
            found.push(Diagnostic::error(CHECK.name, span, message).help("let it be a kind of one further up"));
        }
    }
}

/// Whether a kind is so far below its root that nobody looks there, and not below a circle.
fn is_too_deep(facts: &FactSet, kind: &str) -> bool {
    let line: Vec<&str> = facts.vocab.line(kind).collect();
    line.split_last().is_some_and(|(top, below)| {
        line.len() == MOST_ABOVE && facts.vocab.root(kind).is_none() && !below.contains(top)
    })
}

fn unknown<'f>(
    facts: &'f FactSet,
    severity: Severity,
    word: Text,
    message: String,
    known: (&str, impl IntoIterator<Item = &'f str> + Clone),
) -> Diagnostic {
    Diagnostic { severity, ..told(facts, (word.0, &facts.files[word]), &message, known) }
}

/// A word that is not there, with what may be meant or what there is in its section of the vocabulary.
fn told<'f>(
    facts: &'f FactSet,
    (at, says): (Span, &str),
    message: &str,
    (section, known): (&str, impl IntoIterator<Item = &'f str> + Clone),
) -> Diagnostic {
    let diagnostic = Diagnostic::error(CHECK.name, at, format!("{message} `{says}`"));
    let near = nearest_or_synonym(says, known.clone(), &facts.vocab.synonyms);
    match near.or_else(|| longer(says, known.clone())) {
        Some(near) => diagnostic.did_you_mean(at, Some(near)),
        None => match some(section, known) {
            few if few.is_empty() => diagnostic.help("there is none yet; how to name one: ties explain vocabulary"),
            few => diagnostic.help(format!("there are {few}")),
        },
    }
}

/// The one word of which another is a part, `share-capital` of `capital`.
fn longer<'a>(says: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Near<'a>> {
    let mut longer = known.into_iter().filter(|known| known.split('-').any(|part| part == says));
    longer.next().filter(|_| longer.next().is_none()).map(|known| Near::named(known, ""))
}

/// The first dozen words of a section.
fn some<'a>(section: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().take(13).collect();
    match words.split_at_checked(12) {
        Some((first, rest)) if !rest.is_empty() => {
            format!("{} and others; all of them: ties explain {section}", first.join(", "))
        }
        _ => words.join(", "),
    }
}
