use super::{Check, Run, is_entity};
use crate::date::Date;
use crate::diag::near::{Near, nearest};
use crate::diag::write::is_unseen;
use crate::diag::{Diagnostic, Diagnostics, Fix, Severity};
use crate::facts::{Detail, FactSet, Quantity, UNDISCLOSED, UNSTATED, is_below};
use crate::text::Text;
use crate::vocab::{Property, Type, is_language};

pub const CHECK: Check = Check {
    name: "wrong-value",
    severity: Severity::Error,
    about: "a value that is not of the sort its field takes",
    page: include_str!("wrong_value.md"),
    run: Run::All(|facts, found| {
        let inner = facts.subjects().flat_map(|(_, subject)| subject.details);
        for detail in facts.lists.details.iter().map(|placed| &**placed).chain(inner) {
            if let Some(property) = facts.vocab.properties.get(&facts.files[detail.what])
                && !detail.is.is_stand_in()
            {
                value(facts, detail, property, found);
            }
        }
        facts.lists.stakes.iter().filter_map(|stake| stake.share).for_each(|text| share(facts, text, found));
        languages(facts, found);
        urls(facts, found);
        texts(facts, found);
    }),
};

fn value(facts: &FactSet, detail: &Detail, property: &Property, found: &mut Diagnostics) {
    let (word, says) = (&facts.files[detail.what], &facts.files[detail.is]);
    let error = |message, help: &str| Diagnostic::error(CHECK.name, detail.is.0, message).help(help);
    match property.value {
        Type::Text if !property.values.is_empty() && property.values.iter().all(|value| value != says) => {
            let known = property.values.iter().map(String::as_str);
            let message = format!("`{says}` is none of the values of `{word}`");
            let help =
                format!("there are {}; a `vocabulary:` can add to them", known.clone().collect::<Vec<_>>().join(", "));
            let diagnostic = Diagnostic::warning(CHECK.name, detail.is.0, message).help(help);
            found.push(diagnostic.did_you_mean(detail.is.0, nearest(says, known)));
        }
        Type::Text => {}
        Type::Number if is_withheld(says) || Quantity::read(says).is_some_and(|q| q.unit.is_empty()) => {}
        Type::Number => found.push(error(
            format!("`{word}` is a number; `{says}` is none"),
            "write digits: 3, ..3 (at most), 3.. (at least); `unstated` where the source gives none",
        )),
        Type::Quantity => found.extend(amount(facts, detail.is, word, property)),
        Type::Date if is_withheld(says) => {}
        Type::Date => found.extend(Date::read(says).err().map(|slip| {
            let diagnostic = error(slip.message, &slip.help);
            match slip.meant {
                Some(meant) => diagnostic.fix(detail.is.0, meant),
                None => diagnostic,
            }
        })),
        Type::Entity if is_entity(facts, detail.is, facts.find(&facts.files[detail.is])) => {}
        Type::Entity => found.push(error(
            format!("`{word}` is the id of a record; no stakeholder or asset is called `{says}`"),
            "What there is: ties list",
        )),
    }
}

fn is_withheld(says: &str) -> bool {
    matches!(says, UNSTATED | UNDISCLOSED)
}

fn amount(facts: &FactSet, text: Text, word: &str, property: &Property) -> Option<Diagnostic> {
    let (says, unit) = (&facts.files[text], &property.unit);
    let example = if unit.is_empty() { "2 hours or 2 million dollars" } else { &format!("2 {unit}") };
    let Some(quantity) = Quantity::read(says) else { return no_amount(facts, text, unit, example) };
    if quantity.word.is_some() || quantity.unit == *unit && !unit.is_empty() {
        return None;
    }
    if quantity.unit.is_empty() {
        let message = format!("`{says}` has no unit");
        let with_unit = format!("{says} {unit}");
        let shown = if unit.is_empty() { example } else { &with_unit };
        let diagnostic =
            Diagnostic::warning(CHECK.name, text.0, message).help(format!("write it behind the number: {shown}"));
        let fix = Fix { span: text.0, text: with_unit, safe: false };
        return Some(Diagnostic { fix: Some(fix).filter(|_| !unit.is_empty()), ..diagnostic });
    }
    (!unit.is_empty()).then(|| {
        let message = format!("`{word}` is counted in {unit}, not in {}", quantity.unit);
        let in_full = quantity.in_full().map(|number| format!("{number} {unit}"));
        if let Some(meant) = in_full.as_ref().filter(|_| quantity.counts() == *unit) {
            let help = format!("write the number in full: {meant}");
            return Diagnostic::warning(CHECK.name, text.0, message).help(help).fix(text.0, meant.clone());
        }
        let example = in_full.as_deref().unwrap_or(example);
        let help = format!("write how many {unit} that is, as in `{example}`: amounts of one unit can be compared");
        Diagnostic::warning(CHECK.name, text.0, message).help(help)
    })
}

/// What is no amount. Words without a figure pass: a source may give none.
fn no_amount(facts: &FactSet, text: Text, unit: &str, example: &str) -> Option<Diagnostic> {
    let says = &facts.files[text];
    // `missing-field` says so.
    if says.trim().is_empty() {
        return None;
    }
    let error = |message: String, help: String| Some(Diagnostic::error(CHECK.name, text.0, message).help(help));
    if Quantity::is_backwards(says) {
        let message = format!("in `{says}` the first bound is larger than the second");
        return error(message, "the smaller one comes first".into());
    }
    let first = says.split_whitespace().next().unwrap_or_default();
    if says.contains(char::is_numeric) || first.parse::<f64>().is_ok() {
        let message = format!("`{says}` is no amount that can be read");
        let help = format!(
            "the number comes first, then the unit: {example}; at most ..{example}, about {}; a number is 1200, 1,200 or 1.5, \
             with at most 15 digits",
            example.replacen(' ', "~ ", 1)
        );
        return error(message, help);
    }
    if says == unit || unit.split('/').any(|part| part == says) {
        return error(format!("`{says}` is a unit without a number"), format!("write how many: {example}"));
    }
    let meant = withheld(facts, says)?;
    let message = format!("`{says}` is no amount");
    let near = Near::meant(meant);
    Some(Diagnostic::warning(CHECK.name, text.0, message).did_you_mean(text.0, Some(near)))
}

/// The word that stands in place of a figure, where another is written for it or it is misspelt.
fn withheld(facts: &FactSet, says: &str) -> Option<&'static str> {
    let words = [UNSTATED, UNDISCLOSED];
    let meant = |word: &str| words.into_iter().find(|known| *known == word);
    let others = facts.vocab.synonyms.iter().filter_map(|(word, known)| Some((word.as_str(), meant(known)?)));
    let mut all: Vec<(&str, &str)> = words.into_iter().map(|word| (word, word)).chain(others).collect();
    all.sort_unstable();
    if let Some((_, known)) = all.iter().find(|(word, _)| *word == says.to_lowercase()) {
        return meant(known);
    }
    let near = nearest(says, all.iter().map(|(word, _)| *word))?;
    all.iter().find(|(word, _)| *word == near.word).and_then(|(_, known)| meant(known))
}

fn share(facts: &FactSet, text: Text, found: &mut Diagnostics) {
    if text.is_stand_in() {
        return;
    }
    let says = &facts.files[text];
    let help = "a share is 62%, 62~% (about), 50%.. (at least), ..50% (at most), 20%..38%, majority, minority, half, all or unstated";
    let diagnostic = |message| Diagnostic::error(CHECK.name, text.0, message).help(help);
    match Quantity::read(says) {
        Some(quantity) if quantity.unit.is_empty() && quantity.word.is_none() => {
            let meant = format!("{says}%");
            // Of 0.51 nobody knows whether it is half a percent or what a spreadsheet makes of 51%.
            let is_part = |n: Option<f64>| n.is_some_and(|n| n > 0.0 && n <= 1.0);
            let is_plain = !is_part(quantity.least) && !is_part(quantity.most);
            let reads = is_plain && Quantity::read(&meant).is_some_and(|q| q.unit == "%");
            let diagnostic = diagnostic(format!("`{says}` of what? a share is in percent"));
            found.push(if reads { diagnostic.fix(text.0, meant) } else { diagnostic });
        }
        Some(quantity) if quantity.unit == "%" || quantity.word.is_some() => {
            if quantity.least.or(quantity.most).is_some_and(|least| least > 100.0) {
                found.push(diagnostic(format!("`{says}` is more than all of it")));
            }
        }
        _ => {
            let words = ["majority", "minority", "half", "all", UNSTATED, UNDISCLOSED];
            found.push(diagnostic(format!("`{says}` is no share")).did_you_mean(text.0, nearest(says, words)));
        }
    }
}

fn languages(facts: &FactSet, found: &mut Diagnostics) {
    for text in facts.lists.sources.iter().filter_map(|source| source.language).filter(|text| !text.is_stand_in()) {
        let says = &facts.files[text];
        if is_language(says) {
            continue;
        }
        let message = format!("`{says}` is no language code");
        let diagnostic =
            Diagnostic::warning(CHECK.name, text.0, message).help("two or three small letters: en, fr, ru");
        let meant = says.split(['-', '_']).next().unwrap_or("").to_lowercase();
        found.push(if is_language(&meant) { diagnostic.fix(text.0, meant) } else { diagnostic });
    }
}

fn urls(facts: &FactSet, found: &mut Diagnostics) {
    let lists = &facts.lists;
    let sources = lists.sources.iter().map(|r| r.url);
    let who = lists.stakeholders.iter().map(|r| r.url).chain(lists.assets.iter().map(|r| r.url));
    let what = lists.agreements.iter().map(|r| r.url).chain(lists.dates.iter().map(|r| r.url));
    for text in sources.chain(who).chain(what).flatten().filter(|text| !text.is_stand_in()) {
        let says = &facts.files[text];
        if let Some(sign) = says.chars().find(|c| *c != '\n' && is_hidden(*c)) {
            let message = format!("in this address stands U+{:04X}, which cannot be seen", u32::from(sign));
            found.push(
                Diagnostic::warning(CHECK.name, text.0, message).help("delete it: no link is made of such an address"),
            );
            continue;
        }
        let rest = says.strip_prefix("https://").or(says.strip_prefix("http://"));
        if rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace)) {
            continue;
        }
        let message = format!("`{says}` is no address of a page");
        let mut diagnostic =
            Diagnostic::warning(CHECK.name, text.0, message).help("an address begins with https:// or http://");
        if rest.is_none() && says.contains('.') && !says.contains([' ', ':', '\n']) {
            diagnostic.fix = Some(Fix { span: text.0, text: format!("https://{says}"), safe: false });
        }
        found.push(diagnostic);
    }
}

/// Reports files of texts that do not lie below the fact folder.
fn texts(facts: &FactSet, found: &mut Diagnostics) {
    for text in facts.lists.sources.iter().filter_map(|source| source.text).filter(|text| !text.is_stand_in()) {
        let says = &facts.files[text];
        if !is_below(says) {
            let message = format!("`{says}` is no path of a file below the fact folder");
            let help = "put the text there and write `texts/NAME.txt`; one that lies elsewhere: ties verify --text SOURCE=FILE";
            found.push(Diagnostic::warning(CHECK.name, text.0, message).help(help));
        }
    }
}

/// Whether a sign has no shape of its own; in an address that holds for those too that join letters of a name.
fn is_hidden(c: char) -> bool {
    is_unseen(c) || matches!(c, '\u{200c}' | '\u{200d}')
}
