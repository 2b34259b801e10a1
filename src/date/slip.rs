//! What to say of a date that cannot be read, and what may have been meant.
//!
//! Invariant: an offer is itself a date that can be read.
use super::Date;
use super::day::days_in;

/// Why a text is no date, and what to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    /// One sentence, lower case.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The date that was probably meant.
    pub meant: Option<String>,
}

/// The forms people need, in one line.
const FORMS: &str =
    "write 2025, 2025-06, 2025-06-23; about: 2025-06~, unsure: 2025?, some day up to then: [..2025-06-23]";

/// Names of the months as they begin in English, French and Russian, in the order of the year.
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв"],
    &["feb", "fév", "fev", "фев"],
    &["mar", "мар"],
    &["apr", "avr", "апр"],
    &["may", "mai", "май", "мая"],
    &["jun", "juin", "июн"],
    &["jul", "juil", "июл"],
    &["aug", "aoû", "aou", "авг"],
    &["sep", "сен"],
    &["oct", "окт"],
    &["nov", "ноя"],
    &["dec", "déc", "дек"],
];

impl Slip {
    pub(super) fn lone_dots() -> Self {
        Self {
            message: "`..` alone is no date".into(),
            help: "in `until` it means without end; a date that is not known is left out".into(),
            meant: None,
        }
    }

    /// What to say of the year 9999, which registers write for what has no end yet; `None` of any other date.
    pub fn of_never(text: &str) -> Option<Self> {
        text.contains("9999").then(|| Self {
            message: format!("`{text}` is no day anybody knows of: registers write it for what goes on"),
            help:
                "leave it out where the end is not known; `seen: DAY` says when it last held, `until: ..` that it has \
                   no end"
                    .into(),
            meant: None,
        })
    }

    pub(super) fn of(text: &str, error: &edtf_core::ParseError) -> Self {
        let whole =
            Self::of_never(text).or_else(|| of_clock(text)).or_else(|| unknown(text)).or_else(|| no_such_day(text));
        if let Some(slip) = whole.or_else(|| of_part(text)).or_else(|| between(text)) {
            return slip;
        }
        let message = format!("`{text}` is not a date that can be read");
        match meant(text).filter(|date| edtf_core::Edtf::parse(date).is_ok()) {
            Some(date) => {
                let others = "also 2025, 2025-06-23, about: 2025-06~, unsure: 2025?";
                Self { message, help: format!("write `{date}`; {others}"), meant: Some(date) }
            }
            None if either(text).is_none() && (text.contains('/') || text.contains("..")) => {
                let error = error.to_string();
                let backwards = error.contains("precedes");
                let help = if backwards { "the end comes before the beginning".into() } else { FORMS.to_owned() };
                Self { message, help, meant: None }
            }
            None => {
                let offer = |[one, other]: [String; 2]| match one == other {
                    true => format!("write `{one}`"),
                    false => format!("write `{one}` or `{other}`, whichever is meant"),
                };
                Self { message, help: either(text).map_or(FORMS.to_owned(), offer), meant: None }
            }
        }
    }
}

/// `05/06/2025`, which is a day in May as well as one in June: both.
fn either(text: &str) -> Option<[String; 2]> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [one, other, year] = parts[..] else { return None };
    let number = |part: &str| part.parse::<u8>().ok().filter(|n| (1..=12).contains(n) && part.len() <= 2);
    let (one, other) = (number(one)?, number(other)?);
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    is_year.then(|| [format!("{year}-{other:02}-{one:02}"), format!("{year}-{one:02}-{other:02}")])
}

/// `today`: what a date is called that is another one tomorrow.
fn of_clock(text: &str) -> Option<Slip> {
    let is_of_clock = ["today", "now", "yesterday", "tomorrow"].contains(&text.to_lowercase().as_str());
    is_of_clock.then(|| Slip {
        message: format!("`{text}` is another day each time it is read, and nothing here depends on the clock"),
        help: "write the day itself: 2025-06-23".into(),
        meant: None,
    })
}

/// `0000-00-00`, and a day or a month `00`: written for what is not known.
fn unknown(text: &str) -> Option<Slip> {
    let known = text.trim_end_matches("-00");
    let is_year = known != text && known != "0000" && edtf_core::Edtf::parse(known).is_ok();
    let help = match (is_year, text) {
        (true, _) => format!("write only as much as is known: `{known}`"),
        (false, "0000-00-00") => "a date that is not known is left out".into(),
        (false, _) => return None,
    };
    let meant = is_year.then(|| known.to_owned());
    Some(Slip { message: format!("`{text}` is no day: `00` says that it is not known"), help, meant })
}

/// `2025-06-31`, `2025-13`: right in form, but not in the calendar.
fn no_such_day(text: &str) -> Option<Slip> {
    let core = text.trim_end_matches(['?', '~', '%']);
    let parts: Vec<&str> = core.split('-').collect();
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = parts.split_first()?;
    if !digits(year, 4) || rest.is_empty() || rest.len() > 2 || !rest.iter().all(|p| digits(p, 2)) {
        return None;
    }
    let (year, month): (i64, u8) = (year.parse().ok()?, rest[0].parse().ok()?);
    if rest.len() == 1 || !(1..=12).contains(&month) {
        if (1..=12).contains(&month) || (21..=41).contains(&month) {
            return None;
        }
        return Some(Slip {
            message: format!("`{text}` is no month: months go from 01 to 12"),
            help: format!("`{year:04}` says some day of that year"),
            meant: None,
        });
    }
    let (day, most): (u8, u8) = (rest[1].parse().ok()?, days_in(year, month));
    (day == 0 || day > most).then(|| {
        let name = month_name(month);
        Slip {
            message: format!("`{text}` is no day: {name} {year} has {most} days"),
            help: format!(
                "`{year:04}-{month:02}` says some day in {name}; `{year:04}-{month:02}-{most}?` says the day is unsure"
            ),
            meant: None,
        }
    })
}

/// What is wrong with one of the dates of a stretch or a choice, such as `2025-02-29/..`.
fn of_part(text: &str) -> Option<Slip> {
    let inner = text.trim_matches(['[', ']', '{', '}']).replace("..", "/");
    let mut parts = inner.split(['/', ',']).map(str::trim).filter(|part| *part != text);
    let slip = parts.find_map(|part| no_such_day(part).or_else(|| unknown(part)))?;
    Some(Slip { meant: None, ..slip })
}

/// `2025-06-01..2025-06-30` without brackets, and `[2025-06..2025-06-30]`, whose ends are not equally exact.
fn between(text: &str) -> Option<Slip> {
    let (first, last) = text.trim_matches(['[', ']']).split_once("..")?;
    let (from, to) = (Date::read(first.trim()).ok()?.days().0, Date::read(last.trim()).ok()?.days().1);
    if to < from {
        return None;
    }
    if !text.starts_with('[') {
        let message = format!("`{text}` can be read in two ways");
        let help =
            format!("some day between the two is `[{text}]`; from the first until the second is `{first}/{last}`");
        return Some(Slip { message, help, meant: None });
    }
    let meant = Some(format!("[{from}..{to}]")).filter(|meant| meant != text && Date::read(meant).is_ok())?;
    let message = format!("the two ends of `{text}` are not equally exact");
    Some(Slip { message, help: format!("write days on both sides: `{meant}`"), meant: Some(meant) })
}

fn month_name(month: u8) -> &'static str {
    let names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    names[usize::from(month) - 1]
}

/// No date is longer.
const LONGEST: usize = 64;

/// Words before a date that say it is about then, or unsure, and the sign for it.
const DOUBTS: [(&str, &str); 11] = [
    ("c. ", "~"),
    ("ca. ", "~"),
    ("c.", "~"),
    ("circa ", "~"),
    ("about ", "~"),
    ("vers ", "~"),
    ("around ", "~"),
    ("около ", "~"),
    ("perhaps ", "?"),
    ("peut-être ", "?"),
    ("maybe ", "?"),
];

/// What may have been meant by `June 2025`, `23 June 2025`, `23/06/2025`, `2025-6`, `2025/06/23`, `c. 2025`.
fn meant(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.trim().to_lowercase();
    let digits = lower.replace('o', "0").replace(['l', 'i'], "1");
    if digits != lower && !digits.contains(char::is_alphabetic) && edtf_core::Edtf::parse(&digits).is_ok() {
        return Some(digits);
    }
    let date = |rest: &str| if edtf_core::Edtf::parse(rest).is_ok() { Some(rest.to_owned()) } else { meant(rest) };
    // A doubt is never mended away.
    if let Some(sign) = lower.chars().next_back().filter(|sign| matches!(sign, '?' | '~' | '%')) {
        return date(lower[..lower.len() - 1].trim_end()).map(|date| format!("{date}{sign}"));
    }
    for (word, sign) in DOUBTS {
        if let Some(rest) = lower.strip_prefix(word) {
            return date(rest).map(|date| format!("{date}{sign}"));
        }
    }
    for word in ["by ", ".."] {
        if let Some(rest) = lower.strip_prefix(word) {
            return date(rest).map(|date| format!("[..{date}]"));
        }
    }
    for word in ["before ", "avant ", "до "] {
        if let Some(rest) = lower.strip_prefix(word) {
            let (first, _) = Date::read(&date(rest)?).ok()?.days();
            return Some(format!("[..{}]", first.add_days(-1))).filter(|_| !first.is_open());
        }
    }
    match lower.strip_suffix("..") {
        Some(rest) => date(rest).map(|date| format!("[{date}..]")),
        None => in_words(&lower),
    }
}

/// A year with a month and perhaps a day, in whatever order, the month as a number or by its name.
fn in_words(lower: &str) -> Option<String> {
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let number = |word: &str| -> Option<u32> {
        let digits = word.trim_end_matches(char::is_alphabetic);
        // `23rd`, `1er`, `6月`; one Latin letter is a slip of the hand.
        let is_slip = word.len() == digits.len() + 1;
        digits.parse().ok().filter(|_| !is_slip)
    };
    let in_year = |word: &str| number(word).filter(|month| (1..=12).contains(month));
    let month = |word: &str| -> Option<u32> {
        let found = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
        Some(found as u32 + 1)
    };
    let write = |year: u32, month: u32, day: Option<u32>| match day {
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{year:04}-{month:02}"),
    };
    let is_year = |n: u32| (1000..=2999).contains(&n);
    match words.as_slice() {
        [m, y] if month(m).is_some() => Some(write(number(y).filter(|y| is_year(*y))?, month(m)?, None)),
        [y, md] if number(y).is_some_and(is_year) && md.len() == 4 && md.bytes().all(|b| b.is_ascii_digit()) => {
            Some(write(number(y)?, number(&md[..2])?, number(&md[2..])))
        }
        [y, m] if number(y).is_some_and(is_year) => Some(write(number(y)?, month(m).or_else(|| in_year(m))?, None)),
        [d, m, y] if month(m).is_some() => Some(write(number(y).filter(|y| is_year(*y))?, month(m)?, Some(number(d)?))),
        [m, d, y] if month(m).is_some() => Some(write(number(y).filter(|y| is_year(*y))?, month(m)?, Some(number(d)?))),
        [y, m, d] if number(y).is_some_and(is_year) => {
            Some(write(number(y)?, month(m).or_else(|| number(m))?, Some(number(d)?)))
        }
        [d, m, y] if number(y).is_some_and(is_year) && number(d)? > 12 => {
            Some(write(number(y)?, number(m)?, Some(number(d)?)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Date;
    use super::Slip;

    #[test]
    fn what_was_meant() {
        let meant = |text| Date::read(text).unwrap_err().meant;
        for (text, date) in [
            ("2025-0701", "2025-07-01"),
            ("2025-06-3O", "2025-06-30"),
            ("2O25-l2", "2025-12"),
            ("June 2025", "2025-06"),
            ("2025-6", "2025-06"),
            ("23 June 2025", "2025-06-23"),
            ("June 23, 2025", "2025-06-23"),
            ("juin 2025", "2025-06"),
            ("23 июня 2025", "2025-06-23"),
            ("23/06/2025", "2025-06-23"),
            ("2025/06/23", "2025-06-23"),
            ("c. 2025", "2025~"),
            ("before June 2025", "[..2025-05-31]"),
            ("avant 2025-06-23", "[..2025-06-22]"),
            ("May 2025?", "2025-05?"),
            ("2025-6~", "2025-06~"),
            ("25/06/2025 ?", "2025-06-25?"),
            ("..2025-07-01", "[..2025-07-01]"),
            ("..June 2025", "[..2025-06]"),
            ("2025-07-01..", "[2025-07-01..]"),
        ] {
            assert_eq!(meant(text).as_deref(), Some(date), "{text}");
        }
        assert_eq!(meant("06/07/2025"), None, "day or month first: not to be guessed");
        assert_eq!(meant("2024/25"), None, "no spring: two years, or a slip");
        assert_eq!(meant("2025 6月"), Some("2025-06".into()));
        assert_eq!(meant(&"c.".repeat(100_000)), None);
    }

    #[test]
    fn what_is_wrong_with_a_stretch() {
        let slip = |text| Date::read(text).unwrap_err();
        assert_eq!(slip("[2025-06..2025-06-30]").meant.as_deref(), Some("[2025-06-01..2025-06-30]"));
        assert!(slip("2025-06-01..2025-06-30").help.contains("`2025-06-01/2025-06-30`"));
        assert!(slip("2025-02-29/..").message.contains("February 2025 has 28 days"));
        assert_eq!(slip("2025-06-30/2025-06-01").help, "the end comes before the beginning");
    }

    #[test]
    fn what_stands_for_no_day() {
        let slip = |text| Date::read(text).unwrap_err();
        assert_eq!(slip("0000-00-00").help, "a date that is not known is left out");
        assert_eq!(slip("2025-00-00").meant.as_deref(), Some("2025"));
        assert_eq!(slip("2025-06-00").meant.as_deref(), Some("2025-06"));
        assert!(slip("9999-99-99").message.contains("goes on"));
        assert_eq!(
            Slip::of_never("9999-12-31"),
            Some(slip("9999-12-31T")).map(|slip| Slip { message: slip.message.replace("31T", "31"), ..slip })
        );
        assert_eq!(Slip::of_never("1999-12-31"), None);
    }

    #[test]
    fn no_such_day_in_the_calendar() {
        let slip = Date::read("2025-06-31").unwrap_err();
        assert_eq!(slip.message, "`2025-06-31` is no day: June 2025 has 30 days");
        assert_eq!(slip.help, "`2025-06` says some day in June; `2025-06-30?` says the day is unsure");
    }
}
