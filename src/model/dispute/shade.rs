//! Differences: claims of one matter that are not the same, and can all be true.
//!
//! Invariant: a matter that is in dispute is no difference, and one side alone is none; a plain yes does not differ from
//! one that also says since when.
use super::title::on_days;
use super::voice::{Value, Voice, agree};
use super::{Matter, Side};
use crate::model::{Lens, Model};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;

/// Claims of one matter that say it otherwise without contradicting each other.
#[derive(Clone, Debug)]
pub struct Difference<'f> {
    /// Of what: `Salikhov, head of Yadran Group, post`.
    pub title: String,
    /// The nodes it is about.
    pub nodes: Vec<NodeIndex>,
    /// What is said.
    pub sides: Vec<Side<'f>>,
    /// Why they do not contradict each other: `of other times`.
    pub why: String,
}

impl<'f> Model<'f> {
    /// The differences about a node, or all, in the order of names.
    pub fn differences(&'f self, about: Option<NodeIndex>, lens: &Lens) -> Vec<Difference<'f>> {
        let mut found: Vec<_> = self
            .matters(&self.claims_asked(about), lens)
            .into_iter()
            .filter_map(|(matter, voices)| self.difference(&matter, voices).map(|found| (matter, found)))
            .collect();
        found.sort_by(|(a, x), (b, y)| (&x.title, a).cmp(&(&y.title, b)));
        found.into_iter().map(|(_, difference)| difference).collect()
    }

    /// The difference of a matter, if its voices say more than one thing and none contradicts another.
    fn difference(&self, matter: &Matter<'f>, mut voices: Vec<Voice<'f, 'f>>) -> Option<Difference<'f>> {
        // Only what a value can be put to differs by shades; of whether something is there are but two answers.
        let shaded = matches!(
            matter,
            Matter::Detail(..)
                | Matter::Share(..)
                | Matter::Tie(..)
                | Matter::Post(..)
                | Matter::Status(..)
                | Matter::Again(..)
                | Matter::Values(..)
        );
        if !shaded {
            return None;
        }
        let left_out = super::few(&mut voices);
        if self.clashes(matter, &voices).iter().flatten().any(|clash| *clash) {
            return None;
        }
        let mut sides = by_words(&voices);
        if sides.len() < 2 {
            return None;
        }
        let why = self.why(matter, &voices, &sides);
        let of_other_times = pairs(&voices, &sides).any(|(a, b)| self.modes_meet(a, b) && !agree(&a.value, &b.value));
        if of_other_times && matches!(matter, Matter::Detail(..)) {
            let days: Vec<String> = (0..voices.len()).map(|n| on_days(&voices, &[vec![n]])).collect();
            voices.iter_mut().zip(days).for_each(|(voice, days)| voice.words.push_str(&days));
            sides = by_words(&voices);
        }
        let dated = if of_other_times { &[][..] } else { &sides };
        let title = format!("{}{left_out}", self.title(matter, &voices, dated));
        let nodes = voices[0].view.claim.says.nodes().collect();
        let sides = self.in_order(sides.into_iter().map(|side| self.side(&side, &voices)).collect());
        Some(Difference { title, nodes, sides, why })
    }

    /// Why no two sides contradict each other.
    fn why(&self, matter: &Matter<'f>, voices: &[Voice<'f, 'f>], sides: &[Vec<usize>]) -> String {
        let of_one_mode = || pairs(voices, sides).filter(|(a, b)| self.modes_meet(a, b));
        let agreed = of_one_mode().any(|(a, b)| agree(&a.value, &b.value));
        let is_post = matches!(matter, Matter::Post(..));
        let why = [
            (agreed && is_post, "both can be"),
            (agreed && !is_post, "more or less exact"),
            (of_one_mode().any(|(a, b)| !agree(&a.value, &b.value)), "of other times"),
            (pairs(voices, sides).any(|(a, b)| !self.modes_meet(a, b)), "a plan and a state of things"),
        ];
        why.iter().filter(|(is, _)| *is).map(|(_, why)| *why).collect::<Vec<_>>().join("; ")
    }
}

/// The voices that are not rejected, those that say the same together.
fn by_words(voices: &[Voice]) -> Vec<Vec<usize>> {
    let mut sides: Vec<Vec<usize>> = vec![];
    for n in (0..voices.len()).filter(|n| voices[*n].reject.is_none()) {
        match sides.iter_mut().find(|side| is_same(&voices[side[0]], &voices[n])) {
            Some(side) => side.push(n),
            None => sides.push(vec![n]),
        }
    }
    sides
}

/// Each two sides, by the first voice of either.
fn pairs<'v, 'm, 'f>(
    voices: &'v [Voice<'m, 'f>],
    sides: &'v [Vec<usize>],
) -> impl Iterator<Item = (&'v Voice<'m, 'f>, &'v Voice<'m, 'f>)> {
    let firsts = move |side: &Vec<usize>| &voices[side[0]];
    sides.iter().enumerate().flat_map(move |(n, a)| sides[n + 1..].iter().map(move |b| (firsts(a), firsts(b))))
}

/// Whether two voices say the same in a matter.
fn is_same(a: &Voice, b: &Voice) -> bool {
    let planned = |voice: &Voice| voice.view.stance == Stance::Planned;
    let same = match (&a.value, &b.value) {
        (Value::Is(one, since), Value::Is(other, then)) => {
            one == other && (since.is_none() || then.is_none() || a.words == b.words)
        }
        _ => a.words == b.words,
    };
    same && planned(a) == planned(b)
}
