use super::{Check, Run};
use crate::date::Day;
use crate::diag::{Diagnostic, Severity};
use crate::facts::{Calendar, FactSet, Quantity, Stake};
use crate::text::Text;
use crate::vocab::Stance;
use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

pub const CHECK: Check = Check {
    name: "shares-over-100",
    severity: Severity::Warning,
    about: "shares in one thing that come to more than all of it on one day",
    page: include_str!("shares_over_100.md"),
    run: Run::All(|facts, found| {
        let calendar = &mut Calendar::new(facts);
        let mut pots: BTreeMap<(&str, &str), Vec<Held>> = BTreeMap::new();
        for stake in &facts.lists.stakes {
            if let Some(held) = held(facts, stake, calendar) {
                pots.entry((&facts.files[stake.r#in], &facts.files[stake.kind])).or_default().push(held);
            }
        }
        for ((of, _), held) in &pots {
            found.extend(
                Sweep::new(facts, held).first_day_over().map(|(day, sum, at)| report(facts, of, day, sum, &at)),
            );
        }
    }),
};

/// A share that is certain on these days, in thousandths of a percent.
struct Held<'f> {
    stake: &'f Stake,
    share: Text,
    least: i64,
    most: i64,
    from: Day,
    to: Day,
}

const ALL: i64 = 100_000;

fn held<'f>(facts: &'f FactSet, stake: &'f Stake, calendar: &mut Calendar<'f>) -> Option<Held<'f>> {
    let fields = &*stake.claim;
    let stance = fields.stance.map_or(Some(Stance::Asserted), |stance| Stance::of(&facts.files[stance]));
    let kind = facts.vocab.kinds.get(&facts.files[stake.kind])?;
    if !kind.share || stance != Some(Stance::Asserted) || fields.reject.is_some() || stake.r#in.is_stand_in() {
        return None;
    }
    let share = stake.share.filter(|share| !share.is_stand_in())?;
    let quantity = Quantity::read(&facts.files[share]).filter(|quantity| quantity.unit == "%")?;
    let thousandths = |percent: f64| (percent * 1000.0).round() as i64;
    // More than half is more than half.
    let more = i64::from(quantity.word.is_some() && quantity.least == Some(50.0) && quantity.most > Some(50.0));
    let (least, most) = quantity.bounds();
    let (least, most) = (thousandths(least.unwrap_or(0.0)) + more, thousandths(most.unwrap_or(100.0)));
    let (from, to) = calendar.lasting(fields, fields.cite.iter().map(|cite| &**cite))?.certain()?;
    Some(Held { stake, share, least, most, from, to })
}

/// The versions of one stake that hold on a day: how many give each least, and each most.
#[derive(Default)]
struct Versions {
    least: BTreeMap<i64, usize>,
    most: BTreeMap<i64, usize>,
    /// One of them, to point at.
    one: usize,
}

impl Versions {
    fn count(&mut self, held: &Held, n: usize, comes: bool) {
        for (numbers, number) in [(&mut self.least, held.least), (&mut self.most, held.most)] {
            let times = numbers.entry(number).or_default();
            *times = if comes { *times + 1 } else { times.saturating_sub(1) };
            if *times == 0 {
                numbers.remove(&number);
            }
        }
        if comes {
            self.one = n;
        }
    }

    /// What is sure: where they agree, what the finest says; where they do not, the least of them.
    fn sure(&self) -> i64 {
        let (highest, lowest) = (self.least.last_key_value(), self.least.first_key_value());
        let most = self.most.first_key_value().map_or(ALL, |(most, _)| *most);
        let highest = highest.map_or(0, |(least, _)| *least);
        if highest <= most + 1 { highest } else { lowest.map_or(0, |(least, _)| *least) }
    }
}

/// The shares in one thing, day by day.
struct Sweep<'a, 'f> {
    held: &'a [Held<'f>],
    /// Which stake each is a version of.
    stake: Vec<usize>,
}

impl<'a, 'f> Sweep<'a, 'f> {
    /// Shares of overlapping holders are versions of one stake, and so are those that speak against each other, and the
    /// same exact share in the hands of another by another source: sources then disagree about who holds it.
    fn new(facts: &'f FactSet, held: &'a [Held<'f>]) -> Self {
        let mut same = UnionFind::new(held.len());
        let mut by_holder: FxHashMap<&str, usize> = FxHashMap::default();
        let mut by_id: FxHashMap<&str, usize> = FxHashMap::default();
        let mut by_share: FxHashMap<&str, usize> = FxHashMap::default();
        let source = |n: usize| {
            let cites = held[n].stake.claim.cite.iter();
            cites.map(|cite| cite.at.source()).collect::<Vec<_>>()
        };
        for (n, one) in held.iter().enumerate() {
            for holder in one.stake.holder.iter().filter(|id| !id.is_stand_in()) {
                same.union(n, *by_holder.entry(&facts.files[*holder]).or_insert(n));
            }
            if let Some(id) = one.stake.id {
                by_id.insert(&facts.files[id], n);
            }
            let first = *by_share.entry(&facts.files[one.share]).or_insert(n);
            if one.least == one.most && first != n && source(first).iter().all(|of| !source(n).contains(of)) {
                same.union(n, first);
            }
        }
        for (n, one) in held.iter().enumerate() {
            let other = one.stake.claim.against.and_then(|id| by_id.get(&facts.files[id]));
            if let Some(other) = other {
                same.union(n, *other);
            }
        }
        Self { held, stake: same.into_labeling() }
    }

    /// The first day on which the shares are more than all, their sum, and where they stand.
    fn first_day_over(&self) -> Option<(Day, i64, Vec<Text>)> {
        let mut days: Vec<(Day, bool, usize)> = vec![];
        for (n, one) in self.held.iter().enumerate() {
            days.push((one.from, true, n));
            days.push((one.to.add_days(1), false, n));
        }
        days.sort();
        let mut stakes: FxHashMap<usize, Versions> = FxHashMap::default();
        let mut sum = 0;
        for (n_of_day, (day, comes, n)) in days.iter().copied().enumerate() {
            let versions = stakes.entry(self.stake[n]).or_default();
            sum -= versions.sure();
            versions.count(&self.held[n], n, comes);
            sum += versions.sure();
            // All that changes on a day has changed by its end.
            let is_last = days.get(n_of_day + 1).is_none_or(|(next, ..)| *next != day);
            if is_last && sum > ALL {
                let shown = stakes.values().filter(|versions| versions.sure() > 0);
                let mut at: Vec<Text> = shown.map(|versions| self.held[versions.one].share).collect();
                at.sort_by_key(|text| text.0);
                return Some((day, sum, at));
            }
        }
        None
    }
}

fn report(facts: &FactSet, of: &str, day: Day, sum: i64, at: &[Text]) -> Diagnostic {
    let (last, others) = at.split_last().expect("shares make a sum");
    let on = if day.is_open() { String::new() } else { format!(" on {day}") };
    let message = format!("the shares in `{of}` come to {}%{on}, more than all of it", sum as f64 / 1000.0);
    let mut diagnostic = Diagnostic::warning(CHECK.name, last.0, message);
    for share in others.iter().rev().take(5).rev() {
        diagnostic = diagnostic.also(share.0, format!("and {}", &facts.files[*share]));
    }
    diagnostic
        .help("say until when one was held, or correct a share; where sources disagree, `reject: REASON` takes one out")
}
