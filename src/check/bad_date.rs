use super::{Check, Run, each_cite};
use crate::date::{Date, Slip};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{ClaimFields, DateValue, FactSet};
use crate::text::Text;
use rustc_hash::FxHashMap;

pub const CHECK: Check = Check {
    name: "bad-date",
    severity: Severity::Error,
    about: "a date that cannot be read, or is none of the calendar, or stands for none",
    page: include_str!("bad_date.md"),
    run: Run::Parts(|part, found| {
        let (facts, slips) = (part.facts, &mut Slips::default());
        for source in part.lists.sources {
            source.published.iter().for_each(|date| read(facts, date.0, slips, found));
        }
        each_cite(part, &mut |cite| cite.more.when.iter().for_each(|date| read(facts, date.0, slips, found)));
        part.each_claim(&mut |claim| {
            let fields = claim.fields;
            fields.when.iter().for_each(|date| read(facts, date.is.0, slips, found));
            fields.since.iter().chain(fields.until.iter()).for_each(|date| read_end(facts, date, slips, found));
            fields.seen.iter().for_each(|date| read(facts, date.0, slips, found));
            moment_and_span(fields, found);
        });
    }),
};

/// What is wrong with each text met so far.
type Slips<'f> = FxHashMap<&'f str, Option<(Severity, Slip)>>;

/// What is wrong with a date: it is none, or it is one that stands for none.
fn slip(text: &str) -> Option<(Severity, Slip)> {
    match Date::read(text) {
        Err(slip) => Some((Severity::Error, slip)),
        Ok(_) => Slip::of_never(text).map(|slip| (Severity::Warning, slip)),
    }
}

/// Whether a date is one that any month has in any year, as nearly all are: there is nothing to look up then.
fn is_plain(text: &str) -> bool {
    let number = |digits: &[u8]| {
        let all = digits.iter().all(u8::is_ascii_digit);
        all.then(|| digits.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0')))
    };
    let [y @ .., b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return false };
    let day = (number(y).filter(|_| y.len() == 4), number(&[*m1, *m2]), number(&[*d1, *d2]));
    matches!(day, (Some(1000..=2999), Some(1..=12), Some(1..=28)))
}

/// Reads the beginning or the end of what lasts, which may be open.
fn read_end<'f>(facts: &'f FactSet, date: &DateValue, slips: &mut Slips<'f>, found: &mut Diagnostics) {
    if facts.files[date.is.0].trim() != ".." {
        read(facts, date.is.0, slips, found);
    }
}

fn read<'f>(facts: &'f FactSet, date: Text, slips: &mut Slips<'f>, found: &mut Diagnostics) {
    if date.is_stand_in() {
        return;
    }
    let text = &facts.files[date];
    if is_plain(text) {
        return;
    }
    let Some((severity, slip)) = slips.entry(text).or_insert_with(|| self::slip(text)) else { return };
    let diagnostic = Diagnostic::error(CHECK.name, date.0, slip.message.clone()).help(slip.help.clone());
    let diagnostic = Diagnostic { severity: *severity, ..diagnostic };
    found.push(match &slip.meant {
        Some(meant) => diagnostic.fix(date.0, meant.clone()),
        None => diagnostic,
    });
}

/// Reports `when` beside `since` or `until`: a claim is a moment or it lasts.
fn moment_and_span(fields: &ClaimFields, found: &mut Diagnostics) {
    let Some(when) = fields.when.first() else { return };
    let Some(end) = fields.since.first().or(fields.until.first()) else { return };
    if when.is.0.is_stand_in() || end.is.0.is_stand_in() {
        return;
    }
    found.push(
        Diagnostic::error(
            CHECK.name,
            when.is.0.0,
            "`when` is a moment, `since` and `until` are for what lasts: not both",
        )
        .also(end.is.0.0, "lasting, by this")
        .help("keep one of them; `seen` says on which day something that lasts was last seen to hold"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_date_has_no_slip() {
        for (text, plain) in [
            ("2025-06-23", true),
            ("2024-02-29", false),
            ("2025-13-01", false),
            ("2025-00-01", false),
            ("9999-01-01", false),
            ("25-06-23", false),
            ("2025-6-23", false),
            ("2025-06-23~", false),
            ("", false),
        ] {
            assert_eq!(is_plain(text), plain, "{text}");
            assert!(!plain || slip(text).is_none(), "{text}");
        }
    }
}
