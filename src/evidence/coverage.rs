//! Which sentences of a text carry claims, and which none.
//!
//! Invariant: a claim is carried by all sentences of the places its citations name, and counted once in each; of the
//! claims of one sentence, and of the sentences of one place, not more are listed than can be read.
use super::{SourceText, Texts};
use crate::facts::{Cite, FactSet, List, Place};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many claims of a sentence are listed; the others are only counted.
const MOST_LISTED: usize = 50;
/// In how many sentences of a place a claim is listed; in the others it is only counted.
const MOST_REACHED: usize = 100;

/// A text and what it carries.
#[derive(Debug)]
pub struct Coverage<'t> {
    /// The number of the source in the list of sources.
    pub source: u32,
    /// Its lines that are not blank.
    pub lines: Vec<Line<'t>>,
}

impl Coverage<'_> {
    /// The lines that are paragraphs.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Line<'_>> {
        self.lines.iter().filter(|line| line.is_paragraph)
    }

    /// How many sentences of paragraphs carry claims, and how many there are.
    pub fn carrying(&self) -> (usize, usize) {
        let sentences = || self.paragraphs().flat_map(|line| &line.sentences);
        (sentences().filter(|sentence| sentence.claims > 0).count(), sentences().count())
    }
}

impl Line<'_> {
    /// Whether none of its sentences carries a claim.
    pub fn is_bare(&self) -> bool {
        self.sentences.iter().all(|sentence| sentence.claims == 0)
    }
}

/// A line of a text.
#[derive(Debug)]
pub struct Line<'t> {
    /// What a citation calls it.
    pub place: String,
    /// Whether it is one of the paragraphs.
    pub is_paragraph: bool,
    /// Its sentences.
    pub sentences: Vec<Carried<'t>>,
}

/// A sentence and the claims it carries.
#[derive(Debug)]
pub struct Carried<'t> {
    /// What it says.
    pub text: &'t str,
    /// How many claims cite it.
    pub claims: usize,
    /// Where they are written: the first of them.
    pub listed: Vec<Span>,
}

/// What the texts carry, text by text in the order of the sources.
pub fn coverage<'t>(facts: &FactSet, texts: &'t Texts) -> Vec<Coverage<'t>> {
    let cited = cited(facts, texts);
    texts.iter().map(|(source, text)| of(*source, text, cited.get(source).map_or(&[][..], |all| all))).collect()
}

/// The sentences a claim cites, and where it is written.
type Cited = (Range<usize>, Span);

/// For each source, what claims cite in its text.
fn cited(facts: &FactSet, texts: &Texts) -> FxHashMap<u32, Vec<Cited>> {
    let mut all: FxHashMap<u32, Vec<Cited>> = FxHashMap::default();
    let mut note = |cite: &Cite, claim: Span| {
        let Some(source) = cite.at.source().filter(|of| of.list == List::Sources) else { return };
        let Some(text) = texts.get(&source.index) else { return };
        let place = cite.at.read(&facts.files).place.and_then(Place::read);
        if let Some(sentences) = place.and_then(|place| text.at(&place).ok()) {
            all.entry(source.index).or_default().push((sentences, claim));
        }
    };
    // What a record is called and of what kind it is, is a claim too.
    for (of, subject) in facts.subjects().filter(|(of, _)| of.list != List::Dates) {
        let at = facts.id(of).map_or(subject.at, |_| subject.id.0);
        subject.cite.iter().for_each(|cite| note(cite, at));
    }
    facts.each_claim(&mut |claim| {
        let dated = claim.fields.dates().flat_map(|date| date.cite.iter().map(|cite| &cite.0));
        claim.all_cites().chain(dated).for_each(|cite| note(cite, claim.at));
    });
    all.values_mut().for_each(once);
    all
}

/// Puts the places of each claim together where they overlap.
fn once(cited: &mut Vec<Cited>) {
    cited.sort_by_key(|(sentences, claim)| (*claim, sentences.start));
    cited.dedup_by(|(next, claim), (sentences, first)| {
        let overlaps = claim == first && next.start <= sentences.end;
        if overlaps {
            sentences.end = sentences.end.max(next.end);
        }
        overlaps
    });
    cited.sort_by_key(|(sentences, claim)| (sentences.start, *claim));
}

fn of<'t>(source: u32, text: &'t SourceText, cited: &[Cited]) -> Coverage<'t> {
    let number = text.lines().map(|(_, at)| at.len()).sum();
    // One more where a place begins, one less behind it: added up, how many cite each sentence.
    let mut change = vec![0_i64; number + 1];
    let mut listed: Vec<Vec<Span>> = vec![vec![]; number];
    for (sentences, claim) in cited {
        change[sentences.start] += 1;
        change[sentences.end] -= 1;
        for sentence in sentences.clone().take(MOST_REACHED) {
            if listed[sentence].len() < MOST_LISTED {
                listed[sentence].push(*claim);
            }
        }
    }
    let mut claims = 0;
    let mut carried = |sentence: usize| {
        claims += change[sentence];
        let listed = std::mem::take(&mut listed[sentence]);
        Carried { text: text.sentence(sentence), claims: claims.max(0) as usize, listed }
    };
    let lines = text.lines().enumerate().map(|(n, (place, sentences))| Line {
        place,
        is_paragraph: SourceText::is_paragraph(n),
        sentences: sentences.map(&mut carried).collect(),
    });
    Coverage { source, lines: lines.collect() }
}
