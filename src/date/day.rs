//! One day of the calendar as a number, so that days compare and shift.
use std::fmt;

/// A day, counted from 1970-01-01 in the Gregorian calendar, before its time too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// Before every day.
    pub const PAST: Self = Self(i32::MIN);
    /// After every day.
    pub const FUTURE: Self = Self(i32::MAX);

    /// The day of a year, month 1–12 and day 1–31 (days from civil, H. Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms"); years beyond five digits count as the end of time.
    pub fn of(year: i64, month: u8, day: u8) -> Self {
        if !(-99_999..=99_999).contains(&year) {
            return if year < 0 { Self::PAST } else { Self::FUTURE };
        }
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * (i64::from(month) + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day) - 1;
        let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Self((era * 146_097 + day_of_era - 719_468) as i32)
    }

    /// How many days after 1970-01-01; the beginning and the end of time are the least and the greatest number.
    pub fn number(self) -> i32 {
        self.0
    }

    /// Year, month and day.
    pub fn civil(self) -> (i64, u8, u8) {
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = (of_year - (153 * shifted + 2) / 5 + 1) as u8;
        let month = (if shifted < 10 { shifted + 3 } else { shifted - 9 }) as u8;
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }

    /// Whether it stands for no day but for the beginning or end of time.
    pub fn is_open(self) -> bool {
        self == Self::PAST || self == Self::FUTURE
    }

    /// How many days it is after another; nothing where one of them is no day.
    pub fn days_since(self, other: Day) -> i64 {
        if self.is_open() || other.is_open() { 0 } else { i64::from(self.0) - i64::from(other.0) }
    }

    /// So many days later.
    pub fn add_days(self, days: i32) -> Self {
        if self.is_open() { self } else { Self(self.0 + days) }
    }

    /// The same day of a month so many months later; the last one where that month is shorter.
    pub fn add_months(self, months: i64) -> Self {
        if self.is_open() {
            return self;
        }
        let (year, month, day) = self.civil();
        let count = year * 12 + i64::from(month) - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u8 + 1);
        Self::of(year, month, day.min(days_in(year, month)))
    }
}

/// How many days a month has.
pub(super) fn days_in(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.is_open() {
            return f.write_str("..");
        }
        let (year, month, day) = self.civil();
        if !(-9999..=9999).contains(&year) {
            // A year of more than four digits stands alone.
            write!(f, "Y{year}")
        } else if year < 0 {
            write!(f, "-{:04}-{month:02}-{day:02}", -year)
        } else {
            write!(f, "{year:04}-{month:02}-{day:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for days in [-800_000, -719_468, -1, 0, 59, 60, 20_262, 800_000] {
            let (year, month, day) = Day(days).civil();
            assert_eq!(Day::of(year, month, day), Day(days));
        }
        assert_eq!(Day::of(2025, 6, 23).to_string(), "2025-06-23");
        assert_eq!(Day::of(2025, 1, 31).add_months(1).to_string(), "2025-02-28");
    }
}
