//! Dates as tables write them.
//!
//! Invariant: doubt is kept. A year stays a year, a day that could be two days stays as it is written for `ties check`
//! to ask about, and "still in force" is what was seen on the day of the table, not something without end.
use super::report::Report;
use super::write;
use ties::date::Date;

/// Which part of `03/04/1999` is the day.
#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
pub enum Order {
    /// Nobody said: only what cannot be mistaken is read
    Unknown,
    /// The day comes first
    Dmy,
    /// The month comes first
    Mdy,
}

/// What a cell says of a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Time {
    /// Nothing.
    Unsaid,
    /// It goes on.
    Still,
    /// A date, or a text that is none.
    On(String),
}

/// Codes for what is not known. -9, -8 and -7 are common in political science, a lone dot in Stata.
const UNKNOWN: [&str; 16] =
    ["", "na", "n/a", "nan", "nat", "null", "none", "unknown", "?", ".", "-9", "-8", "-7", "0", "0000", "0000-00-00"];
/// Words for what goes on.
const STILL: [&str; 9] =
    ["present", "current", "ongoing", "in force", "still in force", "to date", "active", "in office", "incumbent"];
/// Years no register has reached, written for what goes on.
const NEVER: [&str; 2] = ["9999", "2999-12-31"];

/// Reads the cells of a date: one, or its year, month and day.
pub fn read(cells: &[&str], order: Order, row: usize, report: &mut Report) -> Time {
    let written = match cells {
        [one] => (*one).to_owned(),
        [year, rest @ ..] => {
            // Beyond the year, what is not a number of the calendar is not known.
            let part = |text: &&&str| text.parse::<u8>().is_ok_and(|n| (1..=31).contains(&n));
            let known = rest.iter().take_while(part).map(|text| format!("-{text:0>2}"));
            known.fold((*year).to_owned(), |date, part| date + &part)
        }
        [] => return Time::Unsaid,
    };
    let lower = written.to_lowercase();
    if UNKNOWN.contains(&lower.as_str()) {
        if !lower.is_empty() {
            report.note(format!("date left out: `{written}` stands for not known"), row);
        }
        return Time::Unsaid;
    }
    let never = |code: &&str| lower.starts_with(*code) || lower.ends_with(*code);
    if STILL.contains(&lower.as_str()) || NEVER.iter().any(never) {
        report.note(format!("`{written}` means it goes on: written as seen on the day of the table"), row);
        return Time::Still;
    }
    let date = plain(&written, order);
    if Date::read(&date).is_err() {
        report.note("date carried over as it is, though none can read it: see ties check", row);
    }
    Time::On(date)
}

/// The date in the form of ISO 8601, where it can be told.
fn plain(written: &str, order: Order) -> String {
    // A time of day says nothing here: 1999-04-03T00:00:00Z, 1999-04-03 00:00
    let (day, time) = written.split_at_checked(10).unwrap_or((written, ""));
    let written = if time.starts_with(['T', ' ']) && Date::read(day).is_ok() { day } else { written };
    if written.len() == 8 && written.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{}-{}-{}", &written[..4], &written[4..6], &written[6..]);
    }
    let parts: Vec<&str> = written.split(['/', '.', '-']).collect();
    if let ([a, b, year], true) = (parts.as_slice(), order != Order::Unknown)
        && year.len() == 4
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    {
        let (day, month) = if order == Order::Dmy { (a, b) } else { (b, a) };
        return format!("{year}-{month:0>2}-{day:0>2}");
    }
    match Date::read(written) {
        Ok(_) => written.to_owned(),
        Err(slip) => slip.meant.unwrap_or_else(|| written.to_owned()),
    }
}

/// The fields of a claim that lasts from one time to another: each behind a comma.
pub fn span(since: &Time, until: &Time, published: &str) -> String {
    let field = |name: &str, date: &str| format!(", {name}: {}", write::date(date));
    let since = match since {
        Time::On(date) => field("since", date),
        Time::Still | Time::Unsaid => String::new(),
    };
    match until {
        Time::On(date) => since + &field("until", date),
        Time::Still => since + &field("seen", published),
        Time::Unsaid => since,
    }
}
