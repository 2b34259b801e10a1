//! Quantities: a number or bounds of one, a unit, or a word such as `majority`.
//!
//! Invariant: two quantities agree when one and the same amount can be meant by both; the vaguer agrees with the
//! finer, and `unstated` with everything, because it only says that a source gives none.
use std::fmt;

/// The word for a figure that a source does not give.
pub const UNSTATED: &str = "unstated";
/// The word for a figure that is said to be withheld: it disagrees with any.
pub const UNDISCLOSED: &str = "undisclosed";

/// An amount as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The least it can be.
    pub least: Option<f64>,
    /// The most it can be.
    pub most: Option<f64>,
    /// What is counted; `%` is a unit too.
    pub unit: String,
    /// A word in place of a number.
    pub word: Option<String>,
    /// Whether it is about that much: `2000~ troops`.
    pub about: bool,
}

/// How far off an amount may be that is about so much.
const ABOUT: f64 = 0.1;

/// Shares in words, as bounds of a percentage.
const SHARES: [(&str, f64, f64); 4] =
    [("majority", 50.0, 100.0), ("minority", 0.0, 50.0), ("half", 50.0, 50.0), ("all", 100.0, 100.0)];

/// Words that stand for zeros behind a number. `billion` is the English one: in French it is a thousand times as much, and
/// hardly ever written.
const MULTIPLES: [(&[&str], f64); 4] = [
    (&["thousand", "thousands", "тыс.", "тыс"], 1e3),
    (&["million", "millions", "mn", "mln", "млн"], 1e6),
    (&["billion", "billions", "bn", "milliard", "milliards", "млрд"], 1e9),
    (&["trillion", "trillions", "tn", "трлн"], 1e12),
];

/// What currencies are called besides their code (ISO 4217); dollars without a country are those of the United States.
const CURRENCIES: [(&[&str], &str); 5] = [
    (&["$", "US$", "dollar", "dollars", "US dollar", "US dollars"], "USD"),
    (&["€", "euro", "euros"], "EUR"),
    (&["CFA", "F CFA", "FCFA", "CFA franc", "CFA francs", "franc CFA", "francs CFA"], "XOF"),
    (&["rouble", "roubles", "ruble", "rubles"], "RUB"),
    (&["Swiss franc", "Swiss francs"], "CHF"),
];

impl Quantity {
    /// Reads `2 hours`, `..200 t/year`, `50%..`, `60-80 t`, `2000~ troops`, `1,000`, `majority`, `unstated`. What could be read in two
    /// ways (`1,5 t`, `1e3 t`) or would lose a digit is none.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(amount) = text.strip_prefix("about ") {
            return Self::read(amount).filter(Self::is_exact).map(|exact| Self { about: true, ..exact });
        }
        if let Some((word, least, most)) = SHARES.iter().find(|(word, ..)| *word == text) {
            let (least, most) = (Some(*least), Some(*most));
            return Some(Self { least, most, unit: "%".into(), word: Some((*word).into()), about: false });
        }
        if matches!(text, UNSTATED | UNDISCLOSED) {
            return Some(Self { least: None, most: None, unit: String::new(), word: Some(text.into()), about: false });
        }
        let (least, most, unit) = if let Some(rest) = text.strip_prefix("..") {
            let (most, unit) = number(rest)?;
            (None, Some(most), unit.to_owned())
        } else {
            let (first, rest) = number(text)?;
            if let Some(unit) = rest.strip_prefix('~') {
                let unit = unit.trim();
                let is_more = unit.starts_with(['.', '-', '–', '~']) || number(unit).is_some() || unit.contains("..");
                let (least, most, unit) = (Some(first), Some(first), unit.to_owned());
                return (!is_more).then_some(Self { least, most, unit, word: None, about: true });
            }
            let behind = rest.trim_start_matches('%').trim_start();
            let to = |text: &'_ str| number(text).map(|(second, unit)| (second, unit.to_owned()));
            match (behind.strip_prefix(".."), behind.strip_prefix(['-', '–']).and_then(to)) {
                (Some(""), _) => (Some(first), None, if rest.starts_with('%') { "%".into() } else { String::new() }),
                (Some(second), _) => match to(second) {
                    Some((second, unit)) if second >= first => (Some(first), Some(second), unit),
                    Some(_) => return None,
                    None => (Some(first), None, second.to_owned()),
                },
                (None, Some((second, unit))) if second >= first => (Some(first), Some(second), unit),
                (None, Some(_)) => return None,
                // `100 EUR..200 EUR`, `100 EUR..`: a unit behind each of the bounds.
                (None, None) => match rest.split_once("..") {
                    Some((unit, "")) => (Some(first), None, unit.to_owned()),
                    Some((unit, second)) => {
                        let (second, other) = to(second)?;
                        (second >= first && other.trim() == unit.trim()).then_some((
                            Some(first),
                            Some(second),
                            other,
                        ))?
                    }
                    None => (Some(first), Some(first), rest.to_owned()),
                },
            }
        };
        let unit = unit.trim().to_owned();
        (!unit.contains('~')).then_some(Self { least, most, unit, word: None, about: false })
    }

    /// Whether a text gives two bounds, the larger one first.
    pub fn is_backwards(text: &str) -> bool {
        let second = |rest: &str| {
            let behind = rest.trim_start_matches('%').trim_start();
            let behind = behind.strip_prefix("..").or_else(|| behind.strip_prefix(['-', '–']))?;
            number(behind).map(|(second, _)| second)
        };
        number(text).is_some_and(|(first, rest)| second(rest).is_some_and(|second| second < first))
    }

    /// The number with all its digits where a word such as `million` stands before a unit: `2 million km2` →
    /// `2,000,000`.
    pub fn in_full(&self) -> Option<String> {
        let (times, _) = times(&self.unit)?;
        let number = self.least.filter(|_| self.is_exact())? * times;
        (number.fract() == 0.0 && number < 1e15).then(|| grouped(&plain(number)))
    }

    /// What is counted, whatever it is called: `2 million dollars` and `5 USD` have one unit.
    pub fn counts(&self) -> String {
        self.in_one_form().unit
    }

    /// Whether any amount another can mean is one this can mean too.
    pub fn holds(&self, other: &Quantity) -> bool {
        let ((one_least, one_most), (least, most)) = (self.in_one_form().bounds(), other.in_one_form().bounds());
        let is_bound = one_least.is_some() || one_most.is_some();
        let from = one_least.is_none_or(|one| least.is_some_and(|l| one <= l));
        let to = one_most.is_none_or(|one| most.is_some_and(|m| m <= one));
        is_bound && from && to && self.agrees(other)
    }

    /// Whether one and the same amount can be meant by both.
    pub fn agrees(&self, other: &Quantity) -> bool {
        let is = |q: &Quantity, word: &str| q.word.as_deref() == Some(word);
        if is(self, UNSTATED) || is(other, UNSTATED) {
            return true;
        }
        if is(self, UNDISCLOSED) || is(other, UNDISCLOSED) {
            return is(self, UNDISCLOSED) && is(other, UNDISCLOSED);
        }
        let forms = (self.unit != other.unit).then(|| (self.in_one_form(), other.in_one_form()));
        let (one, two) = forms.as_ref().map_or((self, other), |(one, two)| (one, two));
        if one.unit != two.unit && !one.unit.is_empty() && !two.unit.is_empty() {
            return false;
        }
        // A majority is more than half, a minority less.
        let strict = |q: &Quantity| matches!(q.word.as_deref(), Some("majority" | "minority"));
        let ((one_least, one_most), (two_least, two_most)) = (one.bounds(), two.bounds());
        let least = one_least.unwrap_or(f64::MIN).max(two_least.unwrap_or(f64::MIN));
        let most = one_most.unwrap_or(f64::MAX).min(two_most.unwrap_or(f64::MAX));
        if least == most && (strict(self) || strict(other)) && self != other {
            return least != 50.0;
        }
        least <= most
    }

    /// The same with all digits in place of `million`, and a currency by its code: `2 million US dollars` and
    /// `2,000,000 USD` are one amount.
    fn in_one_form(&self) -> Self {
        let (times, unit) = times(&self.unit).unwrap_or((1.0, &self.unit));
        // To a thousandth, for `2.3 million` has no exact number of its own.
        let full = |number: f64| if times == 1.0 { number } else { (number * times * 1e3).round() / 1e3 };
        let is_called = |name: &str| name.to_lowercase() == unit.to_lowercase();
        let currency = |(names, code): &&(&[&str], &str)| is_called(code) || names.iter().any(|name| is_called(name));
        let code = CURRENCIES.iter().find(currency).map_or(unit, |(_, code)| code);
        let (least, most) = (self.least.map(full), self.most.map(full));
        Self { least, most, unit: code.to_owned(), word: self.word.clone(), about: self.about }
    }

    /// The least and the most that can be meant; what is about so much may be a tenth off.
    pub fn bounds(&self) -> (Option<f64>, Option<f64>) {
        let off = if self.about { ABOUT } else { 0.0 };
        (self.least.map(|least| least * (1.0 - off)), self.most.map(|most| most * (1.0 + off)))
    }

    /// Whether it is one amount and not about so much, bounds or a word.
    pub fn is_exact(&self) -> bool {
        self.word.is_none() && !self.about && self.least.is_some() && self.least == self.most
    }

    /// For people: `up to 200 t/year`, `at least 50%`, `62%`.
    pub fn words(&self) -> String {
        if let Some(word) = &self.word {
            return match word.as_str() {
                UNSTATED => "not stated".into(),
                UNDISCLOSED => "not disclosed".into(),
                word => word.into(),
            };
        }
        let with_unit = |text: String| match self.unit.as_str() {
            "" => text,
            "%" => text + "%",
            unit => format!("{text} {unit}"),
        };
        match (self.least, self.most) {
            (Some(a), Some(b)) if a == b && self.about => with_unit(format!("about {}", plain(a))),
            (Some(a), Some(b)) if a == b => with_unit(plain(a)),
            (Some(a), Some(b)) => with_unit(format!("{} to {}", plain(a), plain(b))),
            (None, Some(b)) => with_unit(format!("up to {}", plain(b))),
            (Some(a), None) => with_unit(format!("at least {}", plain(a))),
            (None, None) => self.unit.clone(),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.words())
    }
}

/// By how much a word before a unit multiplies, and the unit behind it.
fn times(unit: &str) -> Option<(f64, &str)> {
    let (word, rest) = unit.split_once(' ').unwrap_or((unit, ""));
    let (_, times) = MULTIPLES.iter().find(|(words, _)| words.contains(&word))?;
    Some((*times, rest.trim_start()))
}

fn plain(number: f64) -> String {
    format!("{number}")
}

/// `2000000` → `2,000,000`
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (n, digit) in digits.char_indices() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number at the beginning of a text, and what follows. A comma or a space between three digits is no decimal sign.
fn number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim_start();
    let bytes = text.as_bytes();
    let digit = |n: usize| bytes.get(n).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    let mut digits = String::new();
    while digit(end) || end > 0 && bytes.get(end) == Some(&b'.') && digit(end + 1) || is_group(bytes, end) {
        match bytes[end] {
            b',' | b' ' => {}
            b => digits.push(b as char),
        }
        end += 1;
    }
    // Beyond this many digits two amounts become one number.
    let exact = digits.trim_start_matches('0').bytes().filter(u8::is_ascii_digit).count() <= MOST_DIGITS;
    (end > 0 && exact && !goes_on(&text[end..])).then(|| digits.parse().ok()).flatten().map(|n| (n, &text[end..]))
}

/// How many digits a number may have and be kept as it is.
const MOST_DIGITS: usize = 15;

/// Whether a number goes on behind its digits in a way that is not read: `1,5`, `1e3`, `1'000`, `0x10`, a wide space.
fn goes_on(rest: &str) -> bool {
    let mut signs = rest.chars();
    let (sign, next) = (signs.next(), signs.next());
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    match sign {
        Some(',' | '\'' | '’' | '_' | 'x' | '/') => is_digit(next),
        Some('e' | 'E') => is_digit(next) || matches!(next, Some('+' | '-')),
        Some('.') => is_digit(next) || next != Some('.'),
        Some(sign) if !sign.is_ascii() && sign.is_whitespace() => is_digit(next),
        sign => is_digit(sign),
    }
}

/// Whether a comma or a space stands before exactly three more digits.
fn is_group(bytes: &[u8], at: usize) -> bool {
    let digit = |n: usize| bytes.get(n).is_some_and(u8::is_ascii_digit);
    at > 0 && matches!(bytes.get(at), Some(b',' | b' ')) && (at + 1..at + 4).all(digit) && !digit(at + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Quantity {
        Quantity::read(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn in_words() {
        for (text, words) in [
            ("2 hours", "2 hours"),
            ("..200 t/year", "up to 200 t/year"),
            ("50%..", "at least 50%"),
            ("50 t..", "at least 50 t"),
            ("62%", "62%"),
            ("20%..38%", "20 to 38%"),
            ("10,000,000,000 CFA", "10000000000 CFA"),
            ("10 billion CFA", "10 billion CFA"),
            ("majority", "majority"),
            ("unstated", "not stated"),
            ("60-80 t", "60 to 80 t"),
            ("60–80 t", "60 to 80 t"),
            ("60 t..80 t", "60 to 80 t"),
            ("0.000000000000001 t", "0.000000000000001 t"),
            ("5-year plan", "5 -year plan"),
            ("2000~ troops", "about 2000 troops"),
            ("10~ billion CFA", "about 10 billion CFA"),
            ("5~%", "about 5%"),
            ("about 5%", "about 5%"),
        ] {
            assert_eq!(read(text).words(), words);
        }
        for none in [
            "many",
            "1e3 t",
            "1,5 t",
            "1'000 t",
            "1\u{202f}000 t",
            "9007199254740993 t",
            "0x10",
            "200 t..100 t",
            "1 t..2 kg",
            "5-3 %",
            "1/2 t",
            "5~-7 t",
            "5~..7 t",
            "5~~ t",
            "5~ t..",
            "5 t~",
            "10 billion~ CFA",
            "about ..5 t",
            "about many",
        ] {
            assert_eq!(Quantity::read(none), None, "{none}");
        }
    }

    #[test]
    fn in_full() {
        assert_eq!(read("2 million km2").in_full().as_deref(), Some("2,000,000"));
        assert_eq!(read("1.5 thousand t").in_full().as_deref(), Some("1,500"));
        assert_eq!(read("2 km2").in_full(), None);
        assert_eq!(read("2 mln USD").counts(), read("5 billion dollars").counts());
        assert!(Quantity::is_backwards("300–200 t") && !Quantity::is_backwards("200–300 t"));
    }

    #[test]
    fn the_vaguer_agrees_with_the_finer() {
        let agree = |a, b| read(a).agrees(&read(b));
        assert!(agree("majority", "62%"));
        assert!(agree("..200 t/year", "100 t/year"));
        assert!(agree("unstated", "38%"));
        assert!(!agree("majority", "minority"));
        assert!(!agree("minority", "62%"));
        assert!(!agree("undisclosed", "10 billion CFA"));
        assert!(!agree("62%", "80%"));
        assert!(agree("2000~ troops", "1900 troops") && !agree("2000~ troops", "2500 troops"));
        assert!(agree("10~ billion CFA", "10 billion CFA") && agree("..200 t", "210~ t"));
        let holds = |a, b| read(a).holds(&read(b));
        assert!(holds("..2 bn USD", "300 million dollars") && holds("50%..", "62%") && holds("10 t..", "10 t..20 t"));
        assert!(holds("2000~ troops", "2100 troops") && !holds("2000 troops", "2000~ troops"));
        assert!(!holds("..200 t", "300 t") && !holds("10 t", "..20 t") && !holds("10 t..", "5 t..20 t"));
        assert!(!holds("unstated", "62%") && !holds("..5 t", "3 EUR"));
    }

    #[test]
    fn one_amount_in_other_words_is_one_amount() {
        let agree = |a, b| read(a).agrees(&read(b));
        for (one, other) in [
            ("2 million US dollars", "2 million USD"),
            ("2.3 million USD", "2,300,000 USD"),
            ("5 billion F CFA", "5,000,000,000 XOF"),
            ("..3 million euros", "1 million €"),
            ("2 million Euro", "2 million eur"),
            ("20 thousand t", "20,000 t"),
        ] {
            assert!(agree(one, other), "{one}, {other}");
        }
        for (one, other) in [("2 million USD", "2 million EUR"), ("2 million USD", "2 USD"), ("2 millionaires", "2 t")]
        {
            assert!(!agree(one, other), "{one}, {other}");
        }
    }
}
