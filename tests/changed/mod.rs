//! The shipped facts with changes: claims taken out, others put in.
#![allow(dead_code, reason = "each test takes what it needs")]
use std::ops::Range;
use ties::check;
use ties::diag::Severity;
use ties::facts::FactSet;
use ties::model::{Claim, Model, Says};
use ties::text::Span;

/// A change to one of the files: what stands at a place of it becomes this text. A file that is not there is added.
#[derive(Clone, Debug)]
pub struct Change {
    pub file: String,
    pub at: Range<usize>,
    pub text: String,
}

/// The facts with these changes, without their questions and with this file of them in their place; nothing where they have errors.
pub fn changed(facts: &FactSet, questions: &str, changes: &[Change]) -> Option<FactSet> {
    let mut texts: Vec<(String, String)> = facts.fact_files().map(|f| (f.name.clone(), f.text.clone())).collect();
    for change in changes {
        match texts.iter_mut().find(|(name, _)| *name == change.file) {
            Some((_, text)) => text.replace_range(change.at.clone(), &change.text),
            None => texts.push((change.file.clone(), change.text.clone())),
        }
    }
    texts.retain(|(name, _)| !name.contains("questions"));
    texts.push(("questions.yaml".to_owned(), questions.to_owned()));
    let mut found = vec![];
    let facts = FactSet::read(texts, &mut found).expect("they are small");
    check::run(&facts, &mut found);
    found.iter().all(|finding| finding.severity != Severity::Error).then_some(facts)
}

/// The changes that take out claims: of each the list item it is, behind its dash or in its brackets.
pub fn claims(model: &Model, wanted: impl Fn(&Claim) -> bool) -> Vec<Change> {
    let stated = model.claims.iter().filter(|claim| !matches!(claim.says, Says::Link { .. }) && wanted(claim));
    taken_out(model, stated)
}

/// The changes that take out these claims.
pub fn taken_out<'a, 'f: 'a>(model: &Model<'f>, claims: impl Iterator<Item = &'a Claim<'f>>) -> Vec<Change> {
    let taken_out = claims.map(|claim| {
        let (file, at) = (model.facts.files.of(claim.at), inside(model.facts, claim.at));
        let item = around(&file.text, &at);
        Change { file: file.name.clone(), at: with_comma(&file.text, item), text: String::new() }
    });
    let mut changes: Vec<Change> = taken_out.collect();
    changes.dedup_by(|one, other| one.file == other.file && one.at == other.at);
    changes
}

/// The changes that take values out of the lists of a record: the items in it that say this and hold no other that does.
pub fn values_out(model: &Model, claim: &Claim, said: &str) -> Vec<Change> {
    let (file, at) = (model.facts.files.of(claim.at), inside(model.facts, claim.at));
    let record = around(&file.text, &at);
    let is_inside = |item: &Range<usize>, of: &Range<usize>| item != of && of.start <= item.start && item.end <= of.end;
    let mut saying = items(&file.text);
    saying.retain(|item| is_inside(item, &record) && file.text[item.clone()].contains(said));
    let innermost = saying.iter().filter(|item| !saying.iter().any(|other| is_inside(other, item)));
    let out = |item: &Range<usize>| with_comma(&file.text, item.clone());
    innermost.map(|item| Change { file: file.name.clone(), at: out(item), text: String::new() }).collect()
}

/// The item of a list that something stands in.
pub fn around(text: &str, at: &Range<usize>) -> Range<usize> {
    let around = items(text).into_iter().filter(|item| item.start <= at.start && at.end <= item.end);
    around.min_by_key(|item| item.len()).expect("a claim stands in a list")
}

/// Those that lie in no other, last ones first, so that each can be made before the next without moving it.
pub fn outermost(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(|change| (change.file.clone(), change.at.start, std::cmp::Reverse(change.at.end)));
    let mut kept: Vec<Change> = vec![];
    for mut change in changes {
        let before = kept.last().filter(|before| before.file == change.file).map_or(0, |before| before.at.end);
        if change.at.end > before {
            change.at.start = change.at.start.max(before);
            kept.push(change);
        }
    }
    kept.reverse();
    kept
}

/// Where a span stands in its file.
pub fn inside(facts: &FactSet, span: Span) -> Range<usize> {
    let base = facts.files.of(span).span().lo();
    (span.lo() - base) as usize..(span.hi() - base) as usize
}

/// The items of all lists of a YAML text: those behind a dash with all their lines, and those in brackets.
pub fn items(text: &str) -> Vec<Range<usize>> {
    [items_behind_dashes(text), items_in_brackets(text)].concat()
}

fn items_behind_dashes(text: &str) -> Vec<Range<usize>> {
    let (mut items, mut open, mut at) = (vec![], vec![], 0);
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if !line.trim().is_empty() {
            while let Some((start, _)) = open.pop_if(|(_, dash)| *dash >= indent) {
                items.push(start..at);
            }
            if line[indent..].starts_with("- ") {
                open.push((at, indent));
            }
        }
        at += line.len();
    }
    items.extend(open.into_iter().map(|(start, _)| start..at));
    items
}

fn items_in_brackets(text: &str) -> Vec<Range<usize>> {
    let (mut items, mut open, mut quote, mut before) = (vec![], vec![], None, '\n');
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) if "[{,:-\n".contains(before) => quote = Some(c),
            ('#', None) if text[..at].ends_with([' ', '\n']) => {
                characters.by_ref().find(|(_, c)| *c == '\n');
            }
            ('[' | '{', None) => open.push((c, at + 1)),
            (',' | ']' | '}', None) => {
                if let Some((bracket, start)) = open.pop() {
                    items.extend((bracket == '[').then_some(start..at));
                    open.extend((c == ',').then_some((bracket, at + 1)));
                }
            }
            _ => {}
        }
        if c != ' ' {
            before = c;
        }
    }
    items
}

/// The same with the comma that stands between it and its neighbour.
fn with_comma(text: &str, item: Range<usize>) -> Range<usize> {
    if text[item.end..].starts_with(',') {
        item.start..item.end + 1
    } else if text[..item.start].ends_with(',') {
        item.start - 1..item.end
    } else {
        item
    }
}
