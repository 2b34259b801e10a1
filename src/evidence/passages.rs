//! The text of a source as paragraphs, sentences and words, each counted and found again.
//!
//! Invariant: a text is split once. Its lines that are not blank are its parts: the first is the title, the second says
//! who wrote it and when, and from the third on they are the paragraphs, counted from 1.
use super::sentence;
use super::words::{each_word, folded};
use crate::diag::write::is_unseen;
use crate::facts::Place;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many lines stand before the first paragraph.
const HEAD: usize = 2;
/// The words for them behind `#`.
const HEAD_WORDS: [&str; HEAD] = ["title", "byline"];

/// The text of a source, split and looked up.
#[derive(Debug)]
pub struct SourceText {
    text: String,
    /// The sentences of each line that is not blank.
    lines: Vec<Range<usize>>,
    sentences: Vec<Sentence>,
    words: Vec<Word>,
    /// The words there are, each once, in the order they first stand there.
    known: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, u32>,
    /// Where each of them stands, one behind the other, and where those of each begin.
    standing: Vec<u32>,
    begins: Vec<u32>,
}

/// A sentence: its bytes, and its words by number.
#[derive(Clone, Debug)]
struct Sentence {
    text: Range<usize>,
    words: Range<usize>,
}

#[derive(Clone, Debug)]
struct Word {
    text: Range<u32>,
    id: u32,
}

/// Why there is no such place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It has no such paragraph.
    Paragraph(u32),
    /// The paragraph has no such sentence.
    Sentence(u32, u32),
    /// It is a name that no line has.
    Named,
}

impl SourceText {
    /// Splits a text; it must be smaller than 4 GB.
    pub fn new(text: String) -> Self {
        let mut new = Self {
            lines: vec![],
            sentences: vec![],
            words: vec![],
            known: vec![],
            ids: FxHashMap::default(),
            standing: vec![],
            begins: vec![],
            text: String::new(),
        };
        for line in text.split(['\n', '\r']) {
            let line = line.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
            if !line.is_empty() {
                new.line(&text, line);
            }
        }
        new.text = text;
        new.look_up();
        new
    }

    /// Takes in a line.
    fn line(&mut self, text: &str, line: &str) {
        let start = line.as_ptr().addr() - text.as_ptr().addr();
        let first = self.sentences.len();
        for sentence in sentence::sentences(line) {
            let at = start + sentence.start..start + sentence.end;
            let begin = self.words.len();
            let Self { words, known, ids, .. } = self;
            each_word(&line[sentence], &mut |word| {
                let word = at.start + word.start..at.start + word.end;
                let says = folded(&text[word.clone()]);
                let id = *ids.entry(says.into_boxed_str()).or_insert_with_key(|says| {
                    known.push(says.clone());
                    known.len() as u32 - 1
                });
                words.push(Word { text: word.start as u32..word.end as u32, id });
            });
            self.sentences.push(Sentence { text: at, words: begin..self.words.len() });
        }
        self.lines.push(first..self.sentences.len());
    }

    /// Notes where each word stands.
    fn look_up(&mut self) {
        let mut begins = vec![0; self.known.len() + 1];
        self.words.iter().for_each(|word| begins[word.id as usize + 1] += 1);
        for n in 1..begins.len() {
            begins[n] += begins[n - 1];
        }
        let mut free = begins.clone();
        self.standing = vec![0; self.words.len()];
        for (at, word) in self.words.iter().enumerate() {
            let free = &mut free[word.id as usize];
            self.standing[*free as usize] = at as u32;
            *free += 1;
        }
        self.begins = begins;
    }

    /// How many paragraphs it has.
    pub fn paragraphs(&self) -> usize {
        self.lines.len().saturating_sub(HEAD)
    }

    /// The lines that are not blank, each with its place as a citation names it.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = (String, Range<usize>)> {
        self.lines.iter().enumerate().map(|(n, sentences)| (line_name(n), sentences.clone()))
    }

    /// Whether a line is one of the paragraphs.
    pub fn is_paragraph(line: usize) -> bool {
        line >= HEAD
    }

    /// What a sentence says, by its number in the whole text.
    pub fn sentence(&self, sentence: usize) -> &str {
        &self.text[self.sentences[sentence].text.clone()]
    }

    /// The sentences of a place, by their numbers in the whole text.
    pub fn at(&self, place: &Place) -> Result<Range<usize>, Missing> {
        match place {
            Place::Word(word) => {
                let line = HEAD_WORDS.iter().position(|known| known == word).ok_or(Missing::Named)?;
                self.lines.get(line).cloned().ok_or(Missing::Named)
            }
            Place::Paragraphs { from, to } => {
                let first = self.of_paragraph(*from)?;
                let last = to.map_or(Ok(first.clone()), |to| self.of_paragraph(to))?;
                Ok(first.start..last.end)
            }
        }
    }

    /// The sentences of a paragraph, or one of them.
    fn of_paragraph(&self, (paragraph, sentence): (u32, Option<u32>)) -> Result<Range<usize>, Missing> {
        let line = self.lines.get((paragraph as usize).saturating_add(HEAD - 1));
        let line = line.ok_or(Missing::Paragraph(paragraph))?;
        let Some(sentence) = sentence else { return Ok(line.clone()) };
        let at = line.start + sentence as usize - 1;
        if at < line.end { Ok(at..at + 1) } else { Err(Missing::Sentence(paragraph, sentence)) }
    }

    /// The words of some sentences, by their numbers in the whole text.
    pub(super) fn words_of(&self, sentences: Range<usize>) -> Range<usize> {
        match sentences.is_empty() {
            true => 0..0,
            false => self.sentences[sentences.start].words.start..self.sentences[sentences.end - 1].words.end,
        }
    }

    /// The sentences some words stand in.
    pub(super) fn sentences_of(&self, words: &Range<usize>) -> Range<usize> {
        let of = |word: usize| self.sentences.partition_point(|sentence| sentence.words.end <= word);
        of(words.start)..of(words.end.max(words.start + 1) - 1) + 1
    }

    /// The line a sentence stands in.
    pub(super) fn line_of(&self, sentence: usize) -> usize {
        self.lines.partition_point(|line| line.end <= sentence)
    }

    /// The words of a line.
    pub(super) fn words_of_line(&self, line: usize) -> Range<usize> {
        self.words_of(self.lines[line].clone())
    }

    /// A place as a citation names it, as exactly as is asked for; a paragraph of one sentence needs no number behind it.
    pub(super) fn place(&self, sentences: &Range<usize>, is_exact: bool) -> String {
        let (first, last) = (self.line_of(sentences.start), self.line_of(sentences.end.max(1) - 1));
        let number = |line: usize, sentence: usize| match self.lines[line].len() > 1 && is_exact {
            true => format!("{}.{}", line_name(line), sentence - self.lines[line].start + 1),
            false => line_name(line),
        };
        let (from, to) = (number(first, sentences.start), number(last, sentences.end.max(1) - 1));
        if from == to || first < HEAD { from } else { format!("{from}-{to}") }
    }

    /// The sentences some words stand in as they are, without what is far from them.
    pub(super) fn around(&self, words: &Range<usize>, most: usize) -> String {
        let sentences = self.sentences_of(words);
        let whole = self.sentences[sentences.start].text.start..self.sentences[sentences.end - 1].text.end;
        let first = self.words[words.start].text.start as usize;
        let cut = |at: usize| self.text[..at].chars().rev().take(most / 3).map(char::len_utf8).sum::<usize>();
        let start = whole.start.max(first - cut(first));
        let end = self.text[start..whole.end].char_indices().nth(most).map_or(whole.end, |(at, _)| start + at);
        let before = if start > whole.start { "…" } else { "" };
        let behind = if end < whole.end { "…" } else { "" };
        format!("{before}{}{behind}", self.text[start..end].trim())
    }

    /// The words there are, each once.
    pub(super) fn known(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(|word| &**word)
    }

    /// The number of a word.
    pub(super) fn id(&self, word: &str) -> Option<u32> {
        self.ids.get(word).copied()
    }

    /// The number of the word that stands there.
    pub(super) fn id_at(&self, word: usize) -> u32 {
        self.words[word].id
    }

    /// Where a word stands, within some words.
    pub(super) fn standing(&self, id: u32, within: &Range<usize>) -> &[u32] {
        let all = &self.standing[self.begins[id as usize] as usize..self.begins[id as usize + 1] as usize];
        let from = all.partition_point(|at| (*at as usize) < within.start);
        let to = all.partition_point(|at| (*at as usize) < within.end);
        &all[from..to.max(from)]
    }

    /// All words.
    pub(super) fn whole(&self) -> Range<usize> {
        0..self.words.len()
    }
}

/// A line as a citation names it: `title`, `byline`, `1`.
fn line_name(line: usize) -> String {
    HEAD_WORDS.get(line).map_or_else(|| (line + 1 - HEAD).to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
impl SourceText {
    /// The text from one word to another.
    pub(super) fn says(&self, words: &Range<usize>) -> &str {
        match words.is_empty() {
            true => "",
            false => {
                &self.text[self.words[words.start].text.start as usize..self.words[words.end - 1].text.end as usize]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "\u{feff}Zor signs\r\n\r\nBy A. Quax, 1 July\n \u{a0}\n\u{a0} One here. Two there. \n\nA heading\nLast.";

    fn said(place: &str) -> Result<String, Missing> {
        let text = SourceText::new(TEXT.to_owned());
        let at = text.at(&Place::read(place).unwrap())?;
        Ok(at.map(|n| text.sentence(n)).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn paragraphs_are_the_lines_behind_the_byline() {
        assert_eq!(said("title").unwrap(), "Zor signs");
        assert_eq!(said("byline").unwrap(), "By A. Quax, 1 July");
        assert_eq!(said("1").unwrap(), "One here.|Two there.");
        assert_eq!(said("1.2-2").unwrap(), "Two there.|A heading");
        assert_eq!(said("3").unwrap(), "Last.");
        assert_eq!(said("4"), Err(Missing::Paragraph(4)));
        assert_eq!(said("1-4"), Err(Missing::Paragraph(4)));
        assert_eq!(said("1.3"), Err(Missing::Sentence(1, 3)));
        assert_eq!(said("4294967295"), Err(Missing::Paragraph(u32::MAX)));
        assert_eq!(said("documents"), Err(Missing::Named));
    }

    #[test]
    fn a_place_is_named_as_it_is_cited() {
        let text = SourceText::new(TEXT.to_owned());
        for place in ["title", "1.2", "1.2-2", "2-3", "3"] {
            let at = text.at(&Place::read(place).unwrap()).unwrap();
            assert_eq!(text.place(&at, true), place);
        }
        let at = text.at(&Place::read("1").unwrap()).unwrap();
        assert_eq!((text.place(&at, false).as_str(), text.place(&at, true).as_str()), ("1", "1.1-1.2"));
        assert_eq!(text.sentences_of(&text.words_of(at.clone())), at);
    }

    #[test]
    fn an_empty_text_has_no_paragraph() {
        let text = SourceText::new("\n \n".to_owned());
        assert_eq!((text.paragraphs(), text.whole()), (0, 0..0));
        assert_eq!(text.at(&Place::read("title").unwrap()), Err(Missing::Named));
    }
}
