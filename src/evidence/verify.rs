//! Every citation held against the text of its source.
//!
//! Invariant: a citation is right, wrong or not checked, and counted as one of them; one slip is one finding. Words are
//! looked for in the place that is cited, and only where they are not there in the rest of the text.
use super::Texts;
use super::nearest::{self, nearest_passage};
use super::passages::{Missing, SourceText};
use super::pattern::{Pattern, Sought};
use crate::check::{cited, each_cite};
use crate::diag::words::{count, join};
use crate::diag::write::opening;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{Allowed, At, Cite, FactSet, List, Place};
use crate::text::Text;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many words are looked for at once.
const MOST_WORDS: usize = 200;
/// How many steps looking may take in all: some seconds.
const MOST_STEPS: u64 = 2_000_000_000;
/// How many words make a passage that is worth telling where it stands twice.
const FEWEST_TWICE: usize = 3;
/// How many places of a text are named.
const MOST_PLACES: usize = 3;
/// How many characters of a text are shown.
const MOST_SHOWN: usize = 160;

/// What came of it.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong.
    pub found: Diagnostics,
    /// The citations of each source that has any, in the order of the ids.
    pub of: Vec<Of>,
    /// How many citations are of a source that is not known.
    pub unknown: usize,
}

/// The citations of one source, in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Of {
    /// The id of the source.
    pub id: String,
    /// Whether there is a text to hold them against.
    pub has_text: bool,
    /// Right: the words stand in the place.
    pub by_words: usize,
    /// Right as far as that goes: there is such a place, and no words to look for.
    pub by_place: usize,
    /// Wrong.
    pub wrong: usize,
    /// Not checked, and why.
    pub unchecked: BTreeMap<Why, usize>,
}

impl Of {
    /// How many are right.
    pub fn right(&self) -> usize {
        self.by_words + self.by_place
    }

    /// How many are not checked.
    pub fn left(&self) -> usize {
        self.unchecked.values().sum()
    }
}

/// Why a citation is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// There is no text of the source.
    NoText,
    /// It names no place.
    NoPlace,
    /// Its place is a name that no line of the text has.
    Named,
    /// What it quotes holds no word.
    NoWords,
    /// Looking for it would take too long.
    TooMuch,
    /// It is wrong, and a comment lets that pass.
    Allowed,
}

impl Why {
    /// In a few words.
    pub fn words(self) -> &'static str {
        match self {
            Why::NoText => "no text",
            Why::NoPlace => "no place",
            Why::Named => "a name for a place",
            Why::NoWords => "no words to look for",
            Why::TooMuch => "too much to look through",
            Why::Allowed => "let pass by a comment",
        }
    }
}

enum Outcome {
    ByWords,
    ByPlace,
    Wrong,
    Unchecked(Why),
}

/// Looks for every citation in the text of its source.
pub fn verify(facts: &FactSet, texts: &Texts) -> Report {
    let mut report = Report::default();
    let mut of: BTreeMap<u32, Of> = BTreeMap::new();
    let (mut steps, allowed) = (MOST_STEPS, Allowed::of(facts));
    each_cite(&facts.all(), &mut |cite| {
        let Some(source) = cite.at.source().filter(|of| of.list == List::Sources) else {
            report.unknown += 1;
            return;
        };
        let text = texts.get(&source.index);
        let of = of.entry(source.index).or_insert_with(|| Of {
            id: facts.id(source).unwrap_or_default().to_owned(),
            has_text: text.is_some(),
            ..Of::default()
        });
        let mut found = vec![];
        let outcome = match text {
            Some(text) => citation(facts, text, cite, &mut steps, &mut found),
            None => Outcome::Unchecked(Why::NoText),
        };
        found.retain(|finding| !allowed.has(facts, finding));
        let is_left = found.iter().any(|finding| finding.severity == Severity::Error);
        report.found.extend(found);
        match outcome {
            Outcome::Wrong if !is_left => *of.unchecked.entry(Why::Allowed).or_default() += 1,
            Outcome::ByWords => of.by_words += 1,
            Outcome::ByPlace => of.by_place += 1,
            Outcome::Wrong => of.wrong += 1,
            Outcome::Unchecked(why) => *of.unchecked.entry(why).or_default() += 1,
        }
    });
    let mut repeated = repeated(facts, texts);
    repeated.retain(|finding| !allowed.has(facts, finding));
    report.found.extend(repeated);
    report.of = of.into_values().collect();
    report.of.sort_by(|a, b| a.id.cmp(&b.id));
    crate::diag::sort(&mut report.found);
    report
}

/// The paragraphs that are said to repeat another source and that the text does not have.
fn repeated(facts: &FactSet, texts: &Texts) -> Diagnostics {
    let mut found = vec![];
    for (n, text) in texts {
        let source = &facts.lists.sources[*n as usize];
        for written in source.repeats.iter().flat_map(|repeat| &repeat.r#for).filter(|place| !place.is_stand_in()) {
            let Some(place) = Place::read(&facts.files[*written]) else { continue };
            let at = At {
                source: &facts.files[source.id],
                source_span: source.id.0,
                place: Some(&facts.files[*written]),
                place_span: written.0,
                via: None,
            };
            match text.at(&place) {
                Ok(_) | Err(Missing::Named) => {}
                Err(missing) => {
                    let mut looked = Looked { at, text, is_exact: false, steps: &mut 0 };
                    found.push(no_such_place(&mut looked, missing, &[]));
                }
            }
        }
    }
    found
}

/// A citation and the text it is held against.
struct Looked<'a> {
    at: At<'a>,
    text: &'a SourceText,
    /// Whether it names a sentence.
    is_exact: bool,
    steps: &'a mut u64,
}

/// Words that are cited, and what their field is called.
struct Passage<'a> {
    /// The finding where they do not stand in the text.
    name: &'static str,
    written: Text,
    says: &'a str,
    pattern: Pattern,
}

fn citation(facts: &FactSet, text: &SourceText, cite: &Cite, steps: &mut u64, found: &mut Diagnostics) -> Outcome {
    let at = cite.at.read(&facts.files);
    let Some(place) = at.place.and_then(Place::read) else { return Outcome::Unchecked(Why::NoPlace) };
    let is_exact = matches!(place, Place::Paragraphs { from: (_, Some(_)), .. });
    let fields = [(cited::WORDS, cite.more.words), (cited::QUOTE, cite.more.quote)];
    let passages: Vec<Passage> = fields
        .into_iter()
        .filter_map(|(name, written)| {
            let written = written.filter(|text| !text.is_stand_in())?;
            let says = facts.files[written].trim();
            Some(Passage { name, written, says, pattern: Pattern::read(says) })
        })
        .collect();
    let mut looked = Looked { at, text, is_exact, steps };
    let sentences = match text.at(&place) {
        Ok(sentences) => sentences,
        Err(Missing::Named) => return Outcome::Unchecked(Why::Named),
        Err(missing) => {
            found.push(no_such_place(&mut looked, missing, &passages));
            return Outcome::Wrong;
        }
    };
    let within = text.words_of(sentences.clone());
    let (mut wrong, mut unchecked) = (vec![], None);
    for passage in &passages {
        match look(&mut looked, passage, &within, &sentences) {
            Ok(note) => found.extend(note),
            Err(Failed::Wrong(finding)) => wrong.push(*finding),
            Err(Failed::Unchecked(why)) => unchecked = Some(why),
        }
    }
    // Words and a quote that both stand at one other place are one slip.
    wrong.dedup_by(|a, b| a.name == cited::ELSEWHERE && a.name == b.name && a.fix.is_some() && a.fix == b.fix);
    let outcome = match (wrong.is_empty(), unchecked) {
        (false, _) => Outcome::Wrong,
        (true, Some(why)) => Outcome::Unchecked(why),
        (true, None) if passages.is_empty() => Outcome::ByPlace,
        (true, None) => Outcome::ByWords,
    };
    found.extend(wrong);
    outcome
}

enum Failed {
    Wrong(Box<Diagnostic>),
    Unchecked(Why),
}

/// Looks for words in their place; where they stand there and elsewhere too, that is to be said.
fn look(
    looked: &mut Looked,
    passage: &Passage,
    within: &Range<usize>,
    sentences: &Range<usize>,
) -> Result<Option<Diagnostic>, Failed> {
    let text = looked.text;
    match passage.pattern.words().count() {
        0 => return Err(Failed::Unchecked(Why::NoWords)),
        n if n > MOST_WORDS => return Err(Failed::Unchecked(Why::TooMuch)),
        _ => {}
    }
    let sought = passage.pattern.sought(text);
    if let Some(sought) = &sought {
        if !pay(looked.steps, sought.cost(text, within)) {
            return Err(Failed::Unchecked(Why::TooMuch));
        }
        if let Some(hit) = sought.find(text, within.clone()) {
            return Ok(twice(looked, passage, sought, &hit));
        }
    }
    if let Some(finding) = sought.and_then(|sought| elsewhere(looked, passage, &sought)) {
        return Err(Failed::Wrong(Box::new(finding)));
    }
    let (id, place) = (looked.at.source, text.place(sentences, looked.is_exact));
    let message = format!("`{}` does not stand in #{place} of `{id}`, nor elsewhere in it", passage.says);
    let mut finding = Diagnostic::error(passage.name, passage.written.0, message).also(looked.at.place_span, "");
    let near = pay(looked.steps, nearest::cost(&passage.pattern, text))
        .then(|| nearest_passage(&passage.pattern, text, within))
        .flatten();
    finding = match near {
        Some(words) => {
            let place = text.place(&text.sentences_of(&words), true);
            finding.help(format!("nearest is #{place}: {}", text.around(&words, MOST_SHOWN)))
        }
        None => finding.help(format!("#{place} begins: {}", opening(text.sentence(sentences.start), MOST_SHOWN))),
    };
    Err(Failed::Wrong(Box::new(finding)))
}

/// Whether so many steps may still be taken; then they are.
fn pay(steps: &mut u64, cost: u64) -> bool {
    let may = *steps >= cost;
    *steps -= if may { cost } else { 0 };
    may
}

/// The places where words stand outside the one cited, as a citation would name them, and the words of the first.
fn places(looked: &mut Looked, sought: &Sought) -> (Vec<String>, Option<Range<usize>>) {
    let text = looked.text;
    if !pay(looked.steps, sought.cost(text, &text.whole())) {
        return (vec![], None);
    }
    let mut hits = sought.each_line(text).take(MOST_PLACES + 1).peekable();
    let first = hits.peek().cloned();
    (hits.map(|hit| text.place(&text.sentences_of(&hit), looked.is_exact)).collect(), first)
}

/// `#1`, `#2` and others.
fn told(places: &[String]) -> String {
    let mut told: Vec<String> = places.iter().take(MOST_PLACES).map(|place| format!("#{place}")).collect();
    told.extend((places.len() > MOST_PLACES).then(|| "elsewhere".to_owned()));
    join(told.iter().map(String::as_str))
}

/// Reports words that stand in the text, at another place.
fn elsewhere(looked: &mut Looked, passage: &Passage, sought: &Sought) -> Option<Diagnostic> {
    let (places, first) = places(looked, sought);
    let first = first?;
    let At { source, place, place_span, .. } = looked.at;
    let told = told(&places);
    let message = format!("`{}` stands in {told} of `{source}`, not in #{}", passage.says, place.unwrap_or_default());
    let finding = Diagnostic::error(cited::ELSEWHERE, place_span, message).also(passage.written.0, "these words");
    Some(righted(finding, looked, &places, &first))
}

/// The finding with the place it should name, where that is one only.
fn righted(finding: Diagnostic, looked: &Looked, places: &[String], first: &Range<usize>) -> Diagnostic {
    let At { source, place_span, .. } = looked.at;
    let shown = looked.text.around(first, MOST_SHOWN);
    match places {
        [place] => finding
            .help(format!("write `{source}#{place}`"))
            .help(format!("#{place}: {shown}"))
            .fix(place_span, place.as_str()),
        _ => finding.help(format!("the first of them is: {shown}")),
    }
}

/// Reports a paragraph or a sentence that is not there.
fn no_such_place(looked: &mut Looked, missing: Missing, passages: &[Passage]) -> Diagnostic {
    let (text, At { source, place_span, .. }) = (looked.text, looked.at);
    let (name, message, last) = match missing {
        Missing::Sentence(paragraph, sentence) => {
            let of = Place::Paragraphs { from: (paragraph, None), to: None };
            let sentences = text.at(&of).unwrap_or_default();
            let has = count(sentences.len(), "sentence");
            let message = format!("#{paragraph} of `{source}` has {has}, and no #{paragraph}.{sentence}");
            (cited::NO_SENTENCE, message, sentences.end.checked_sub(1))
        }
        Missing::Paragraph(paragraph) => {
            let has = count(text.paragraphs(), "paragraph");
            let last = text.lines().enumerate().filter(|(n, _)| SourceText::is_paragraph(*n)).last();
            (
                cited::NO_PARAGRAPH,
                format!("`{source}` has {has}, and no #{paragraph}"),
                last.map(|(_, (_, at))| at.start),
            )
        }
        Missing::Named => unreachable!("a name is not looked for"),
    };
    let finding = Diagnostic::error(name, place_span, message);
    for passage in passages.iter().filter(|passage| (1..=MOST_WORDS).contains(&passage.pattern.words().count())) {
        let sought = passage.pattern.sought(text);
        let (places, first) = sought.map_or((vec![], None), |sought| places(looked, &sought));
        if let Some(first) = first {
            let message = format!("`{}` stands in {}", passage.says, told(&places));
            return righted(finding.also(passage.written.0, message), looked, &places, &first);
        }
    }
    match last {
        Some(last) => {
            let place = text.place(&(last..last + 1), true);
            finding.help(format!("the last is #{place}: {}", opening(text.sentence(last), MOST_SHOWN)))
        }
        None => finding.help("the text has a title and a byline at most; paragraphs begin with its third line"),
    }
}

/// Words that stand at two places.
fn twice(looked: &mut Looked, passage: &Passage, sought: &Sought, hit: &Range<usize>) -> Option<Diagnostic> {
    let text = looked.text;
    if passage.pattern.words().count() < FEWEST_TWICE || !pay(looked.steps, sought.cost(text, &text.whole())) {
        return None;
    }
    let own = text.line_of(text.sentences_of(hit).start);
    let behind = hit.end..text.words_of_line(own).end.max(hit.end);
    let other = sought.find(text, behind).or_else(|| sought.each_line(text).find(|other| other.start != hit.start))?;
    let place = |words: &Range<usize>| text.place(&text.sentences_of(words), true);
    let (one, other) = (place(hit), place(&other));
    let stands = if one == other { format!("twice in #{one}") } else { format!("in #{one} and in #{other}") };
    let message = format!("`{}` stands {stands} of `{}`", passage.says, looked.at.source);
    Some(
        Diagnostic::note(cited::TWICE, passage.written.0, message)
            .help("nothing is wrong: the place says which of them is meant"),
    )
}
