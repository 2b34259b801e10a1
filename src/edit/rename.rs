//! Another id for a record, everywhere it is written.
//!
//! Invariant: either every use of the id is changed or none is.
use super::Edit;
use crate::facts::FactSet;
use crate::text::{Files, Span, Text};
use crate::vocab::Section;
use crate::yaml::comments;

/// Where an id is written.
#[derive(Debug, Default)]
pub struct Uses {
    /// Where it stands for the record, in facts and questions.
    pub places: Vec<Span>,
    /// Where it is written in a way that cannot be changed as text: with escapes.
    pub hidden: Vec<Span>,
    /// Comments that name it; nobody changes what a person wrote to others.
    pub comments: Vec<Span>,
}

impl Uses {
    /// Puts another id in each place.
    pub fn renamed(&self, id: &str) -> Vec<Edit> {
        self.places.iter().map(|at| Edit { at: *at, text: id.to_owned() }).collect()
    }
}

/// All uses of an id.
pub fn uses(facts: &FactSet, id: &str) -> Uses {
    let mut uses = Uses::default();
    facts.each_id(&mut |used, at| {
        if used == id {
            uses.note(&facts.files, at, id);
        }
    });
    uses.with_questions(facts, id, &|ask| asked(&facts.files, &[ask], id))
}

/// All uses of a word that the files define in one section of their vocabulary.
pub fn word_uses(facts: &FactSet, section: Section, word: &str) -> Uses {
    let mut uses = Uses::default();
    facts.each_word(section, word, &mut |used| uses.note(&facts.files, used.0, word));
    uses.with_questions(facts, word, &|ask| asked_by_word(&facts.files, &[ask], word))
}

impl Uses {
    /// Notes a use.
    fn note(&mut self, files: &Files, at: Span, word: &str) {
        match within(files, at, word).as_slice() {
            [place] => self.places.push(*place),
            _ => self.hidden.push(at),
        }
    }

    /// With the questions that name it, and the comments.
    fn with_questions(mut self, facts: &FactSet, word: &str, asked: &dyn Fn(Text) -> Vec<Span>) -> Self {
        let files = &facts.files;
        for question in &facts.lists.questions {
            let exactly = question.exactly.iter().flat_map(|all| all.iter());
            let answers = question.includes.iter().chain(question.excludes.iter()).chain(exactly);
            let named = answers.filter(|text| files[**text] == *word);
            self.places.extend(named.flat_map(|text| within(files, text.0, word)));
            self.places.extend(asked(question.ask));
        }
        for file in facts.fact_files().filter(|file| file.text.contains(word)) {
            for (at, text) in comments(&file.text) {
                let comment = file.span().part(at, text.len());
                self.comments.extend(within(files, comment, word));
            }
        }
        self.places.sort_unstable();
        self.places.dedup();
        self
    }
}

/// Where questions name an id.
pub fn asked(files: &Files, asks: &[Text], id: &str) -> Vec<Span> {
    asks.iter().flat_map(|ask| asks_of(files, ask)).flat_map(|ask| within(files, ask.0, id)).collect()
}

/// Where questions use a word of the vocabulary: alone or in a row with commas, not within a name of several words.
pub fn asked_by_word(files: &Files, asks: &[Text], word: &str) -> Vec<Span> {
    let is_text = |ask: &&Text| files[**ask].split_whitespace().next() == Some("search");
    let alone = |ask: Span, at: &Span| {
        let written = files.written(ask);
        let (before, behind) = written.split_at((at.lo() - ask.lo()) as usize);
        // The question itself may stand between quotation marks of the other form.
        let inside = |mark| before.trim_start_matches(['"', '\'']).matches(mark).count() % 2 == 1;
        !inside('"') && !inside('\'') && before.ends_with([' ', ',', '=']) && {
            let behind = &behind[word.len()..];
            behind.is_empty() || behind.starts_with([' ', ',', '"', '\''])
        }
    };
    let asks = asks.iter().filter(|ask| !is_text(ask));
    asks.flat_map(|ask| within(files, ask.0, word).into_iter().filter(move |at| alone(ask.0, at))).collect()
}

/// A question that may name an id: the words of `list` and `search` are kinds and texts.
fn asks_of<'t>(files: &Files, ask: &'t Text) -> Option<&'t Text> {
    let word = files[*ask].split_whitespace().next().unwrap_or_default();
    (!["list", "search"].contains(&word)).then_some(ask)
}

/// Where an id stands as a whole within what is written.
fn within(files: &Files, at: Span, id: &str) -> Vec<Span> {
    let written = files.written(at);
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let is_whole =
        |n: usize| !is_part(written[..n].chars().next_back()) && !is_part(written[n + id.len()..].chars().next());
    let found = written.match_indices(id).map(|(n, _)| n).filter(|n| is_whole(*n));
    found.map(|n| at.part(n, id.len())).collect()
}
