//! A new record among its siblings.
//!
//! Invariant: it is put behind the last of those it is most like, in the form that one has; no other line changes.
use super::Edit;
use super::record::{Place, Value, behind_comments, dash_of, end_of_line, first_sign, line_end, place_of, with_values};
use crate::facts::{FactSet, List, Ref};
use crate::text::{File, Files, Span};
use crate::yaml::Node;
use crate::yaml::write;

/// What a new record is like: the value of a field that its best siblings have too.
#[derive(Clone, Copy, Debug)]
pub struct Like<'a> {
    /// The name of the field.
    pub field: &'a str,
    /// Its value.
    pub value: &'a str,
}

/// Where a new record goes, and why there.
#[derive(Clone, Debug)]
pub struct Added<'a> {
    /// The record put in.
    pub edit: Edit,
    /// The record it stands behind.
    pub behind: Option<Ref>,
    /// What it has in common with that one; nothing where that is the last of its list in a file.
    pub likes: Vec<Like<'a>>,
    /// The id it speaks of, where it has its file from that one's record.
    pub beside: Option<&'a str>,
    /// Whether it stands in that record.
    pub inside: bool,
}

/// A new record of a list, behind the last of those that have most in common with it, if they speak of one it speaks of;
/// else in the record that has a list of them, or in the file that holds it; else behind the last of the file that holds
/// most of the list; else as a list of its own at the end of the first file. With `only`, in the file of that number.
pub fn added<'a>(
    facts: &FactSet,
    list: List,
    record: &Node,
    likes: &[Like<'a>],
    only: Option<usize>,
) -> Option<Added<'a>> {
    let files = &facts.files;
    let all: Vec<Ref> = (0..facts.lists.len(list) as u32).map(|index| Ref { list, index }).collect();
    let within = |of: &&Ref| only.is_none_or(|only| files.index_of(facts.lists.at(**of)) == only);
    let here: Vec<Ref> = all.iter().filter(within).copied().collect();
    let in_common = |of: &Ref| likes.iter().filter(|like| is_like(facts, *of, like)).count();
    let best = here.iter().map(|of| (in_common(of), *of)).max_by_key(|(in_common, _)| *in_common);
    let like = best.filter(|(in_common, _)| *in_common > 0).map(|(_, of)| of);
    let spoken_of = likes.iter().find_map(|like| Some((like, facts.find(like.value)?)));
    if let Some((id, of)) = spoken_of
        && !like
            .is_some_and(|sibling| likes.iter().any(|l| facts.find(l.value).is_some() && is_like(facts, sibling, l)))
    {
        let file = files.index_of(facts.lists.at(of));
        let inside =
            Some(of).filter(|_| only.is_none_or(|only| only == file)).and_then(|of| inside(facts, list, of, record));
        if let Some(edit) = inside {
            return Some(Added { edit, behind: None, likes: vec![], beside: Some(id.value), inside: true });
        }
        if only.is_none()
            && let Some(added) = added(facts, list, record, likes, Some(file))
        {
            return Some(Added { beside: Some(id.value), ..added });
        }
    }
    let sibling = like.or_else(|| last_of_most(facts, &here));
    match sibling {
        Some(sibling) => Some(Added {
            edit: behind(files, list, facts.lists.at(sibling), record),
            behind: Some(sibling),
            likes: likes.iter().copied().filter(|like| is_like(facts, sibling, like)).collect(),
            beside: None,
            inside: false,
        }),
        None => first(facts, list, record, only).map(|edit| Added {
            edit,
            behind: None,
            likes: vec![],
            beside: None,
            inside: false,
        }),
    }
}

/// A detail in the list of details of the record it is of, where that has one.
fn inside(facts: &FactSet, list: List, of: Ref, record: &Node) -> Option<Edit> {
    let (Node::Pairs(has), Node::Pairs(says)) = (facts.lists.node(of, &facts.files), record) else { return None };
    has.iter().find(|(field, _)| list == List::Details && field == list.word())?;
    let says = says.iter().filter(|(field, _)| field != OF).cloned().collect();
    let value = Value::new(write::flow(&Node::Pairs(says)));
    let mut edits = with_values(&facts.files, facts.lists.at(of), list.word(), &[value], false)?;
    edits.pop().filter(|_| edits.is_empty())
}

/// The field of a detail that says what it is of, where it stands by itself.
const OF: &str = "of";

/// The first record of a list: where the list is there and empty, else as a list of its own.
fn first(facts: &FactSet, list: List, record: &Node, only: Option<usize>) -> Option<Edit> {
    let is_meant = |file: &&File| only.is_none_or(|only| facts.files.index_of(file.span()) == only);
    let mut empty = facts.fact_files().filter(is_meant).filter_map(|file| Some((file, place_of(file, list)?)));
    if let Some((file, place)) = empty.next() {
        return Some(into_empty(file, place, record));
    }
    // Behind braces that hold a whole file there is no place.
    let is_open = |file: &&File| {
        let text = first_sign(&file.text);
        !first_sign(text.strip_prefix("---").unwrap_or(text)).starts_with('{')
    };
    let first = facts.fact_files().filter(is_meant).find(is_open)?;
    Some(as_list(first, list, record))
}

/// Whether a field of a record has a value, or holds it.
fn is_like(facts: &FactSet, of: Ref, like: &Like) -> bool {
    let Node::Pairs(pairs) = facts.lists.node(of, &facts.files) else { return false };
    let value = pairs.into_iter().find(|(key, _)| key == like.field).map(|(_, value)| value);
    match value {
        Some(Node::Text(text)) => text == like.value,
        Some(Node::List(all)) => all.contains(&Node::Text(like.value)),
        _ => false,
    }
}

/// The last record of the file that has most of these.
fn last_of_most(facts: &FactSet, all: &[Ref]) -> Option<Ref> {
    let file = |of: &Ref| facts.files.index_of(facts.lists.at(*of));
    let mut counts = vec![0; facts.files.iter().len()];
    all.iter().for_each(|of| counts[file(of)] += 1);
    let most = *counts.iter().max()?;
    let first = counts.iter().position(|count| *count == most)?;
    all.iter().rev().find(|of| file(of) == first).copied()
}

fn behind(files: &Files, list: List, sibling: Span, record: &Node) -> Edit {
    let file = files.of(sibling);
    if place_of(file, list).is_some_and(|place| place.in_brackets) {
        return Edit { at: Span::new(sibling.hi(), sibling.hi()), text: format!(", {}", write::flow(record)) };
    }
    let text = &file.text;
    let at = (sibling.lo() - file.span().lo()) as usize;
    let (begin, column) = dash_of(file, sibling);
    let indent = " ".repeat(column);
    let in_lines = !text[at..].starts_with('{');
    let end = behind_comments(file, end_of_line(file, sibling.hi()), column);
    // Records in lines often stand apart from each other.
    let is_apart = in_lines && ["\n\n", "\r\n\r\n"].iter().any(|gap| text[..begin].ends_with(gap));
    let gap = if is_apart { line_end(text) } else { "" };
    let lines = lines(&write::record(record, in_lines), &indent, line_end(text));
    Edit { at: Span::new(end, end), text: format!("{gap}{lines}") }
}

/// The first record of a list that is there.
fn into_empty(file: &File, place: Place, record: &Node) -> Edit {
    let rest = &file.text[(place.begin - file.span().lo()) as usize..];
    let word = rest.split(|c: char| c.is_whitespace() || c == '#').next().unwrap_or_default();
    let (at, text) = match word {
        "~" | "null" | "Null" | "NULL" => {
            (Span::new(place.begin, place.begin + word.len() as u32), format!("[{}]", write::flow(record)))
        }
        _ if place.in_brackets => (Span::new(place.begin + 1, place.begin + 1), write::flow(record)),
        _ => {
            let end = end_of_line(file, place.key.hi());
            (Span::new(end, end), lines(&write::record(record, false), "  ", line_end(&file.text)))
        }
    };
    Edit { at, text }
}

fn as_list(file: &File, list: List, record: &Node) -> Edit {
    let (text, break_) = (&file.text[..document_end(&file.text)], line_end(&file.text));
    let ends = text.is_empty() || text.ends_with('\n');
    let gap = if text.trim().is_empty() { "" } else { break_ };
    let begin = if ends { String::new() } else { break_.to_owned() };
    let lines = lines(&write::record(record, false), "  ", break_);
    let at = file.span().lo() + text.len() as u32;
    Edit { at: Span::new(at, at), text: format!("{begin}{gap}{}:{lines}{break_}", list.word()) }
}

/// Where what a file says ends: before a line `...`, which YAML has for it.
fn document_end(text: &str) -> usize {
    let is_end = |line: &str| line.strip_prefix("...").is_some_and(|rest| rest.trim_start() != rest || rest.is_empty());
    let before = text.split_inclusive('\n').take_while(|line| !is_end(line));
    before.map(str::len).sum()
}

/// Lines, each on a line of its own behind what is there.
fn lines(text: &str, indent: &str, line_end: &str) -> String {
    text.lines()
        .map(|line| if line.is_empty() { line_end.to_owned() } else { format!("{line_end}{indent}{line}") })
        .collect()
}

/// An id made of a name: small letters without accents, a hyphen between words; empty where nothing is left of it.
pub fn slug(name: &str) -> String {
    let folded = crate::model::latin(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::changed;

    #[test]
    fn a_record_comes_behind_the_last_one_like_it() {
        let text =
            "ties:\n- {from: a, is: partner-of, to: b} # one\n- {from: b, is: partner-of, to: c}\n\nstakes: []\n";
        let mut found = vec![];
        let set = FactSet::read([("a.yaml".to_owned(), text.to_owned())], &mut found).unwrap();
        let record = |from| {
            let pair = |key: &str, value| (key.to_owned(), Node::Text(value));
            Node::Pairs(vec![pair("from", from), pair("is", "partner-of"), pair("to", "d")])
        };
        let put = |from, value| {
            let likes = [Like { field: "from", value }];
            changed(&set.files, &[added(&set, List::Ties, &record(from), &likes, None).unwrap().edit]).remove(0).after
        };
        assert_eq!(put("a", "a"), text.replace("# one\n", "# one\n- {from: a, is: partner-of, to: d}\n"));
        assert_eq!(put("b", "b"), text.replace("to: c}\n", "to: c}\n- {from: b, is: partner-of, to: d}\n"));
        assert_eq!(put("x", "x"), text.replace("to: c}\n", "to: c}\n- {from: x, is: partner-of, to: d}\n"));
        let stakeholder = Node::Pairs(vec![("id".to_owned(), Node::Text("a"))]);
        let Added { edit, behind, .. } = added(&set, List::Stakeholders, &stakeholder, &[], None).unwrap();
        assert_eq!(behind, None);
        let after = changed(&set.files, &[edit]).remove(0).after;
        assert_eq!(after, format!("{text}\nstakeholders:\n  - {{id: a}}\n"));
    }

    #[test]
    fn a_detail_comes_to_the_others_of_its_record() {
        let text = "\
stakeholders:
  - id: a
    details:
      - {what: remark, is: x}
    # more of it is to be found
    # some day

  - {id: b}
ties: []
";
        let mut found = vec![];
        let set = FactSet::read([("a.yaml".to_owned(), text.to_owned())], &mut found).unwrap();
        let put = |list: List, pairs: &[(&str, &'static str)], field, value| {
            let pairs = pairs.iter().map(|(key, value)| ((*key).to_owned(), Node::Text(value)));
            let likes = [Like { field, value }];
            let added = added(&set, list, &Node::Pairs(pairs.collect()), &likes, None).unwrap();
            changed(&set.files, &[added.edit]).remove(0).after
        };
        let detail = |of| put(List::Details, &[("of", of), ("what", "remark"), ("is", "y")], "of", of);
        assert_eq!(detail("a"), text.replace("is: x}\n", "is: x}\n      - {what: remark, is: y}\n"));
        assert_eq!(detail("b"), format!("{text}\ndetails:\n  - {{of: b, what: remark, is: y}}\n"));
        // A comment that stands farther in than the dash is the record's.
        let before = text.replace("  - {id: b}\n", "");
        let set = FactSet::read([("a.yaml".to_owned(), before.clone())], &mut found).unwrap();
        let record = Node::Pairs(vec![("id".to_owned(), Node::Text("c"))]);
        let after = changed(&set.files, &[added(&set, List::Stakeholders, &record, &[], None).unwrap().edit]);
        assert_eq!(after[0].after, before.replace("some day\n", "some day\n  - id: c\n"));
    }

    #[test]
    fn an_id_is_made_of_a_name() {
        assert_eq!(slug("Общество «Ромашка» & Co."), "obshchestvo-romashka-co");
        assert_eq!(slug("Zor–Quax (Éland)"), "zor-quax-eland");
        assert_eq!(slug("…"), "");
    }
}
