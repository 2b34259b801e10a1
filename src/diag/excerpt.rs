//! The few lines of a file that a finding speaks of.
//!
//! Invariant: what is shown is small, however long a file and its lines are.
use super::Label;
use super::write::{tame, visible};
use crate::text::{File, Files};
use annotate_snippets::{Annotation, AnnotationKind, Snippet};
use std::ops::Range;

/// Places farther apart than so many lines stand in excerpts of their own.
const APART: usize = 100;
/// How many lines of one place are shown.
const MOST_LINES: usize = 20;
/// How many bytes of a line are shown whole.
const WIDE: usize = 400;
/// How many bytes are shown before and behind a place in a longer line.
const AROUND: usize = 30;
/// Stands for what is left out of a line.
const CUT: char = '…';

/// A stretch of lines and the labels in it.
pub(super) struct Excerpt<'a> {
    file: &'a File,
    /// The labels, by their numbers, each with its place in the file.
    labels: Vec<(usize, Range<usize>)>,
}

impl<'a> Excerpt<'a> {
    /// Those of a finding: that of the place itself first, then file by file.
    pub(super) fn all(labels: &[Label], files: &'a Files) -> Vec<Self> {
        let mut places: Vec<(usize, usize, Range<usize>)> = labels
            .iter()
            .enumerate()
            .map(|(n, label)| {
                let index = files.index_of(label.span);
                let base = files.file(index).span().lo();
                let range = (label.span.lo() - base) as usize..(label.span.hi() - base) as usize;
                (index, n, first_lines(files.file(index), range))
            })
            .collect();
        places.sort_by_key(|(file, n, range)| (*file, range.start, *n));
        let mut all: Vec<(usize, Self)> = vec![];
        for (index, n, range) in places {
            let file = files.file(index);
            match all.last_mut() {
                Some((last, excerpt)) if *last == index && excerpt.last_line() + APART >= file.line(range.start).0 => {
                    excerpt.labels.push((n, range));
                }
                _ => all.push((index, Self { file, labels: vec![(n, range)] })),
            }
        }
        all.sort_by_key(|(_, excerpt)| excerpt.labels.iter().all(|(n, _)| *n > 0));
        all.into_iter().map(|(_, excerpt)| excerpt).collect()
    }

    fn last_line(&self) -> usize {
        self.labels.iter().map(|(_, range)| self.file.line(range.end).0).max().unwrap_or(0)
    }

    /// The lines as they are shown; with them, where a long line was cut, the place as it would be told from what is
    /// shown, and as it is.
    pub(super) fn snippet(&self, labels: &[Label]) -> (Snippet<'a, Annotation<'a>>, Option<(String, String)>) {
        let text = &self.file.text;
        let first = self.labels.iter().map(|(_, range)| range.start).min().unwrap_or(0);
        let last = self.labels.iter().map(|(_, range)| range.end).max().unwrap_or(0);
        let (number, start) = self.file.line(first);
        let end = text[last..].find('\n').map_or(text.len(), |n| last + n);
        let (mut shown, mut kept) = (String::new(), vec![]);
        let mut at = start;
        for line in text[start..end].split_inclusive('\n') {
            self.line(at..at + line.len(), &mut shown, &mut kept);
            at += line.len();
        }
        let place = |at: usize| {
            let inside = kept.iter().find(|(range, _): &&(Range<usize>, usize)| range.start <= at && at <= range.end);
            inside.map_or(shown.len(), |(range, to)| to + at - range.start)
        };
        let told = self.labels.iter().find(|(n, _)| *n == 0).or(self.labels.first()).and_then(|(_, range)| {
            let (line, begin) = self.file.line(range.start);
            let to = place(range.start);
            let seen = shown[..to].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let real = text[begin..range.start].chars().count() + 1;
            let told = |column| format!("{}:{line}:{column}", visible(&self.file.name));
            (seen != real).then(|| (told(seen), told(real)))
        });
        let annotations: Vec<Annotation> = self
            .labels
            .iter()
            .map(|(n, range)| {
                let kind = if *n == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
                let annotation = kind.span(place(range.start)..place(range.end));
                let says = &labels[*n].text;
                if says.is_empty() { annotation } else { annotation.label(visible(says)) }
            })
            .collect();
        let snippet = Snippet::source(tame(&shown)).line_start(number).path(visible(&self.file.name));
        (snippet.annotations(annotations), told)
    }

    /// Adds a line to what is shown, and notes which stretches of the file stand where in it.
    fn line(&self, line: Range<usize>, shown: &mut String, kept: &mut Vec<(Range<usize>, usize)>) {
        let text = &self.file.text;
        if line.len() <= WIDE {
            kept.push((line.clone(), shown.len()));
            shown.push_str(&text[line]);
            return;
        }
        let ends = self.labels.iter().flat_map(|(_, range)| [range.start, range.end]);
        let mut places: Vec<usize> = ends.filter(|at| line.contains(at)).collect();
        places.sort_unstable();
        if places.is_empty() {
            places.push(line.start);
        }
        let mut at = line.start;
        for place in places {
            let from = text.floor_char_boundary(place.saturating_sub(AROUND).max(line.start));
            let to = text.ceil_char_boundary((place + AROUND).min(line.end));
            if to <= at {
                continue;
            }
            if from > at {
                shown.push(CUT);
            }
            let from = from.max(at);
            kept.push((from..to, shown.len()));
            shown.push_str(&text[from..to]);
            at = to;
        }
        if at < line.end {
            shown.push(CUT);
            if text[line].ends_with('\n') {
                shown.push('\n');
            }
        }
    }
}

/// The part of a place that lies on its first lines.
fn first_lines(file: &File, range: Range<usize>) -> Range<usize> {
    let mut line_ends = file.text[range.clone()].match_indices('\n').map(|(n, _)| range.start + n);
    range.start..line_ends.nth(MOST_LINES - 1).unwrap_or(range.end)
}

#[cfg(test)]
mod tests {
    use super::super::{Diagnostic, write};
    use crate::text::{Files, Span};

    /// A finding on the first of some words, which speaks of the others too.
    fn shown(text: &str, words: &[&str]) -> String {
        let mut files = Files::default();
        files.add("zor.yaml", text).unwrap();
        let span = |word: &&str| {
            let at = text.find(word).unwrap() as u32 + 1;
            Span::new(at, at + word.len() as u32)
        };
        let found = Diagnostic::error("quax", span(&words[0]), "a slip");
        let found = words[1..].iter().fold(found, |found, word| found.also(span(word), "the other"));
        write::human(&found, &files, false)
    }

    #[test]
    fn of_a_long_line_only_what_is_spoken_of() {
        let (zor, quax) = ("zé, ".repeat(5_000), "qu, ".repeat(5_000));
        let text = shown(&format!("ties: [{zor}here, {quax}there, {zor}]\n"), &["there", "here"]);
        assert!(text.contains("--> zor.yaml:1:40014"), "{text}");
        for part in ["zé, here, qu, ", "qu, there, z", "…", "the other"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(text.len() < 2_000, "{text}");
    }

    #[test]
    fn places_far_apart_stand_by_themselves() {
        let text = shown(&format!("here\n{}there\n", "zor\n".repeat(5_000)), &["there", "here"]);
        for part in ["--> zor.yaml:5002:1", "5002 | there", "::: zor.yaml:1:1", "1 | here"] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
