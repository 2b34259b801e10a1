//! Fact files of any size for the benches: made up, sound, and the same for the same seed.
//!
//! The mix is that of the speed notes: 20 % stakeholders, 2 % sources, 55 % agreements with 2.8 parties each, 15 % ties,
//! 5 % stakes, 3 % details; parties and sources are picked by a law of Zipf with exponent 0.8, so that a few are in
//! everything, and nobody in nothing. Sources come out after all that they tell of. Invariant: `ties check` finds nothing
//! in what [`sound`] makes, and in what [`with`] slips is made just these.
use crate::slips::Spoil;
use std::fmt::Write;

/// Made facts.
pub struct Made {
    /// Names and texts of the files.
    pub files: Vec<(String, String)>,
    /// What is wrong with them.
    pub slips: Vec<Slip>,
}

/// A slip that was planted.
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    /// The check that is to find it.
    pub check: &'static str,
    /// The file.
    pub file: String,
    /// The first line of its record.
    pub first_line: usize,
    /// The last line of its record.
    pub last_line: usize,
}

/// So many records in so many files, without a slip.
pub fn sound(records: usize, files: usize, seed: u64) -> Made {
    with(&[], records, files, seed)
}

/// The same facts with these slips in them.
pub fn with(spoils: &[Spoil], records: usize, files: usize, seed: u64) -> Made {
    Maker::new(records, seed).make(files, spoils)
}

/// Splitmix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A rank below `n`, the first ones by far the likeliest: Zipf with exponent 0.8.
    fn popular(&mut self, n: usize) -> usize {
        let u = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let most = (n as f64 + 1.0).powf(0.2) - 1.0;
        (((u * most + 1.0).powi(5) - 1.0) as usize).min(n - 1)
    }
}

/// The kinds of stakeholders, over and over in this order; their numbers here are what relations pick by.
const KINDS: [&str; 20] = [
    "state",
    "state",
    "company",
    "person",
    "bloc",
    "company",
    "public-body",
    "force",
    "person",
    "company",
    "person",
    "organisation",
    "company",
    "media",
    "people",
    "force",
    "person",
    "public-body",
    "company",
    "person",
];

const FIELDS: [&str; 8] = ["grain", "copper", "pipelines", "salt", "railways", "fisheries", "timber", "wells"];

/// Makes facts.
pub struct Maker {
    dice: Dice,
    /// How many sources there are.
    pub sources: usize,
    stakeholders: usize,
    agreements: usize,
    ties: usize,
    stakes: usize,
    details: usize,
}

impl Maker {
    fn new(records: usize, seed: u64) -> Self {
        assert!(records >= 500, "fewer than 500 records hold no fair mix");
        let part = |percent: usize| records * percent / 100;
        let (sources, stakeholders, ties, stakes, details) = (part(2), part(20), part(15), part(5), part(3));
        let agreements = records - sources - stakeholders - ties - stakes - details;
        Self { dice: Dice(seed), sources, stakeholders, agreements, ties, stakes, details }
    }

    fn make(mut self, files: usize, spoils: &[Spoil]) -> Made {
        let counts = [self.sources, self.stakeholders, self.agreements, self.ties, self.stakes, self.details];
        let total: usize = counts.iter().sum();
        let mut made = Made { files: vec![], slips: vec![] };
        let (mut text, mut line, mut list_of_file) = (String::new(), 1, "");
        let mut done = 0;
        let lists = ["sources", "stakeholders", "agreements", "ties", "stakes", "details"];
        for (list, count) in lists.into_iter().zip(counts) {
            for n in 0..count {
                if list_of_file != list {
                    let _ = writeln!(text, "{list}:");
                    (line, list_of_file) = (line + 1, list);
                }
                let slip = planted(spoils, list, n, count);
                let mut record = match list {
                    "sources" => self.source(n),
                    "stakeholders" => self.stakeholder(n),
                    "agreements" => self.agreement(n, slip.is_some()),
                    "ties" => self.tie(),
                    "stakes" => self.stake(),
                    _ => self.detail(),
                };
                if let Some(Spoil { check, spoil, .. }) = slip {
                    record = spoil(&record, &self);
                    let (first_line, last_line) = (line, line + record.matches('\n').count() - 1);
                    let file = file_name(made.files.len());
                    made.slips.push(Slip { check, file, first_line, last_line });
                }
                line += record.matches('\n').count();
                text.push_str(&record);
                done += 1;
                if done == total * (made.files.len() + 1) / files {
                    made.files.push((file_name(made.files.len()), std::mem::take(&mut text)));
                    (line, list_of_file) = (1, "");
                }
            }
        }
        made
    }

    /// The id of somebody of a kind who is in little, `back` places from the last.
    pub fn last(&self, kind: &str, back: usize) -> String {
        let slot = KINDS.iter().position(|other| *other == kind).expect("it is a kind of those made");
        id((self.stakeholders / KINDS.len() - 1 - back) * KINDS.len() + slot)
    }

    /// The name of the first, who is in much.
    pub fn first_name(&self) -> String {
        name(0)
    }

    fn source(&mut self, n: usize) -> String {
        let kind = self.dice.one(&["news", "wire", "state-media", "opinion", "readout", "release", "document"]);
        // Each comes out after all that claims are dated.
        let (about, day) = (self.dice.one(&FIELDS), self.day(1992));
        let publisher = word(self.dice.below(self.sources / 4 + 1) + 7_000_000);
        let mut record = format!(
            "  - id: {}\n    title: What was signed on {about}, part {n}\n    publisher: The {publisher} Courier\n    \
             kind: {kind}\n    published: {day}\n    url: https://example.invalid/{n}\n",
            source_id(n)
        );
        if n > 0 && self.dice.chance(20) {
            let _ = writeln!(record, "    repeats: [{}]", source_id(self.dice.below(n)));
        }
        record
    }

    fn stakeholder(&mut self, n: usize) -> String {
        let (name, kind) = (name(n), KINDS[n % KINDS.len()]);
        let mut record = format!("  - {{id: {}, kind: {kind}, name: {name}", id(n));
        if self.dice.chance(40) {
            let _ = write!(record, ", aliases: [Old {name}, Ñew {name}]");
        }
        if self.dice.chance(60) {
            let group = self.dice.one(&["sahel", "west", "others", "gold"]);
            let _ = write!(record, ", group: {group}");
        }
        record + "}\n"
    }

    /// One with a slip to come has every part a slip needs.
    fn agreement(&mut self, n: usize, whole: bool) -> String {
        let kinds =
            ["memorandum", "treaty", "contract", "protocol", "roadmap", "intergovernmental-agreement", "package"];
        let (kind, about) = (self.dice.one(&kinds), self.dice.one(&FIELDS));
        let parties = self.parties(n);
        let title = format!("Paper {n} on {about}, {}", word(self.dice.below(self.stakeholders)));
        let cite = self.cites();
        let status = self.statuses();
        if !whole && self.dice.chance(25) {
            return format!(
                "  - {{id: agreement-{n}, kind: {kind}, name: \"{title}\", parties: [{parties}], cite: [{cite}], status: [{status}]}}\n"
            );
        }
        let mut record =
            format!("  - id: agreement-{n}\n    kind: {kind}\n    name: {title}\n    parties: [{parties}]\n");
        let own = whole || self.dice.chance(80);
        if own {
            let _ = writeln!(record, "    cite: [{cite}]");
        }
        let _ = writeln!(record, "    status: [{status}]");
        if self.dice.chance(12) {
            let detail = self.cite();
            let _ =
                writeln!(record, "    details:\n      - {{what: term, is: holds for {about} alone, cite: {detail}}}");
        }
        if self.dice.chance(12) {
            let _ = writeln!(record, "    note: the copy on {about} is older; nobody has seen the annex");
        } else if self.dice.chance(5) {
            let _ = writeln!(record, "    note: >-\n      a long remark on {about}\n      over two lines");
        }
        record
    }

    /// 2.8 on the average, no one twice, the first two plain; each stakeholder is in one.
    fn parties(&mut self, agreement: usize) -> String {
        let count = match self.dice.below(100) {
            0..50 => 2,
            50..80 => 3,
            80..92 => 4,
            92..98 => 5,
            _ => 6,
        };
        let own = (agreement.is_multiple_of(2) && agreement / 2 < self.stakeholders).then_some(agreement / 2);
        let mut all: Vec<usize> = own.into_iter().collect();
        while all.len() < count {
            let one = self.dice.popular(self.stakeholders);
            if !all.contains(&one) {
                all.push(one);
            }
        }
        let mut text = String::new();
        for (n, who) in all.into_iter().enumerate() {
            let comma = if n == 0 { "" } else { ", " };
            let role = self.dice.one(&["guarantor", "lender", "operator", "witness", "signatory"]);
            let _ = match self.dice.below(100) {
                0..10 if n > 1 => write!(text, "{comma}{{who: {}, as: {role}, cite: {}}}", id(who), self.cite()),
                0..25 if n > 1 => write!(text, "{comma}{} as {role}", id(who)),
                _ => write!(text, "{comma}{}", id(who)),
            };
        }
        text
    }

    fn statuses(&mut self) -> String {
        let (date, cite) = (self.date(1951), self.cites());
        let mut text = format!("{{is: signed, when: {date}, cite: [{cite}]}}");
        if self.dice.chance(30) {
            let (date, cite) = (self.date(1972), self.cite());
            let _ = write!(text, ", {{is: in-force, since: {date}, cite: {cite}}}");
        }
        text
    }

    fn tie(&mut self) -> String {
        let (relation, from, to) = self.dice.one(&[
            ("member-of", "state", "bloc"),
            ("officer-of", "person", "organisation"),
            ("citizen-of", "person", "state"),
            ("based-in", "company", "state"),
            ("belongs-to", "force", "state"),
            ("supporter-of", "state", "force"),
            ("supplier-of", "company", "state"),
            ("partner-of", "state", "company"),
            ("opponent-of", "people", "bloc"),
            ("deployed-in", "force", "state"),
        ]);
        let (from, to, cite) = (self.of_kind(from), self.of_kind(to), self.cite());
        let mut record = format!("  - {{from: {}, is: {relation}, to: {}", id(from), id(to));
        if self.dice.chance(35) {
            let _ = write!(record, ", since: {}", self.date(1951));
        }
        if relation == "officer-of" {
            record.push_str(", as: treasurer");
        }
        if self.dice.chance(8) {
            record.push_str(", stance: hedged");
        }
        let _ = writeln!(record, ", cite: {cite}}}");
        record
    }

    fn stake(&mut self) -> String {
        // Nobody holds one before them, so that nothing runs in a circle.
        let (mut holder, mut held) = (0, 0);
        while holder >= held {
            (holder, held) = (self.dice.popular(self.stakeholders), self.of_kind("company"));
        }
        let share = self.dice.one(&["0.01%", "0.025%", "..3%", "unstated"]);
        let (day, cite) = (self.day(1951), self.cite());
        format!(
            "  - {{holder: {}, in: {}, kind: equity, share: {share}, since: {day}, cite: {cite}}}\n",
            id(holder),
            id(held)
        )
    }

    fn detail(&mut self) -> String {
        let amount = self.dice.below(900) + 1;
        let (what, is, of) = match self.dice.below(4) {
            0 => ("share-capital", format!("{amount} million crowns"), self.of_kind("company")),
            1 => ("gold-output", format!("{amount} t/year"), self.of_kind("state")),
            2 => ("post", format!("keeper of the {} fund", self.dice.one(&FIELDS)), self.of_kind("person")),
            _ => ("remark", "looks to the sea, 'as ever'".to_owned(), self.dice.popular(self.stakeholders)),
        };
        let (day, cite) = (self.day(1951), self.cite());
        format!("  - {{of: {}, what: {what}, is: \"{is}\", when: {day}, cite: {cite}}}\n", id(of))
    }

    /// A stakeholder of a kind, the popular ones first.
    fn of_kind(&mut self, kind: &str) -> usize {
        let slots: Vec<usize> = (0..KINDS.len()).filter(|n| KINDS[*n] == kind).collect();
        let n = self.dice.popular(self.stakeholders / KINDS.len()) * KINDS.len();
        n + self.dice.one(&slots)
    }

    fn cites(&mut self) -> String {
        let first = self.cite();
        let second = self.dice.chance(30).then(|| self.cite()).filter(|second| *second != first);
        second.map_or(first.clone(), |second| format!("{first}, {second}"))
    }

    fn cite(&mut self) -> String {
        let source = source_id(self.dice.popular(self.sources));
        let (paragraph, sentence) = (self.dice.below(30) + 1, self.dice.below(4) + 1);
        let mut cite = match self.dice.below(10) {
            0 => format!("{source}#title"),
            1 => format!("{source}#{paragraph}-{}", paragraph + sentence),
            2..5 => format!("{source}#{paragraph}.{sentence}"),
            _ => format!("{source}#{paragraph}"),
        };
        if self.dice.chance(15) {
            let repeated = source_id(self.dice.popular(self.sources));
            if repeated != source {
                let _ = write!(cite, " via {repeated}");
            }
        }
        if self.dice.chance(10) { format!("{{at: {cite}, words: agreed on paper}}") } else { cite }
    }

    /// A day of the twenty years from one on.
    fn day(&mut self, year: usize) -> String {
        format!("{}-{:02}-{:02}", year + self.dice.below(20), self.dice.below(12) + 1, self.dice.below(28) + 1)
    }

    fn date(&mut self, year: usize) -> String {
        let day = self.day(year);
        match self.dice.below(20) {
            0..3 => day[..7].to_owned(),
            3 => format!("{}~", &day[..4]),
            4 => format!("[..{day}]"),
            _ => day,
        }
    }
}

/// The slip that is due at the `n`th of `count` records of a list, those of the list being spread evenly.
fn planted<'s>(spoils: &'s [Spoil], list: &str, n: usize, count: usize) -> Option<&'s Spoil> {
    let its: Vec<&Spoil> = spoils.iter().filter(|spoil| spoil.list == list).collect();
    its.iter().enumerate().find(|(k, _)| (k + 1) * count / (its.len() + 1) == n).map(|(_, spoil)| *spoil)
}

fn file_name(n: usize) -> String {
    format!("made-{n}.yaml")
}

/// The id of a source.
pub fn source_id(n: usize) -> String {
    format!("{}-paper-{n}", word(n + 3_000_000).to_lowercase())
}

fn id(n: usize) -> String {
    format!("{}-{n}", word(n).to_lowercase())
}

fn name(n: usize) -> String {
    format!("{} {n}", word(n))
}

/// A word of no language.
fn word(n: usize) -> String {
    let mut dice = Dice(n as u64);
    let mut word = String::new();
    for first in [true, false, false] {
        let syllable =
            dice.one(&["zor", "quax", "vlim", "brix", "ulm", "drev", "xan", "plo", "gwi", "tsark", "ymb", "fnor"]);
        match first {
            true => {
                word.extend(syllable.chars().enumerate().map(|(n, c)| if n == 0 { c.to_ascii_uppercase() } else { c }))
            }
            false => word.push_str(syllable),
        }
    }
    word
}
