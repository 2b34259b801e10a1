//! Two records of one thing made one.
//!
//! Invariant: every claim of both stays, with the sources it had; comments of the record that goes stay where they were.
use super::record::{end_of_line, line_end};
use super::{Edit, uses, with_values};
use crate::facts::{FactSet, Ref};
use crate::text::Span;
use crate::yaml::{Node, comments, write};

/// The fields that make a record the one it is.
const OWN: [&str; 3] = ["id", "kind", "name"];
const ALIASES: &str = "aliases";
const CITE: &str = "cite";
/// The fields whose values are claims, which rest on the citation of the record where they have none.
const CLAIMS: [&str; 3] = ["status", "parties", "details"];

/// The edits that put the record `gone` into `stays`; else why they cannot be made.
pub fn merged(facts: &FactSet, stays: Ref, gone: Ref) -> Result<Vec<Edit>, String> {
    let (files, lists) = (&facts.files, &facts.lists);
    let (Some(into), Some(from)) = (facts.subject(stays), facts.subject(gone)) else {
        return Err("only stakeholders, assets and agreements are merged; put other records together by hand".into());
    };
    if stays.list != gone.list || !from_list(gone) {
        return Err("both have to be stakeholders, assets or agreements; put other records together by hand".into());
    }
    let (Node::Pairs(has), Node::Pairs(more)) = (lists.node(stays, files), lists.node(gone, files)) else {
        return Err("one of them cannot be read".into());
    };
    let (id, old) = (&files[into.id], &files[from.id]);
    let cite = more.iter().find(|(key, _)| key == CITE).map(|(_, cite)| cite.clone());
    let known = |name: &&str| *name != &files[into.name] && !into.aliases.iter().any(|alias| files[*alias] == **name);
    let names = std::iter::once(&files[from.name]).chain(from.aliases.iter().map(|alias| &files[*alias])).chain([old]);
    let aliases: Vec<String> = names.filter(known).map(|name| flow(&Node::Text(name))).collect();
    let mut puts = vec![(ALIASES.to_owned(), aliases)];
    for (key, value) in
        more.into_iter().filter(|(key, _)| !OWN.contains(&key.as_str()) && key != ALIASES && key != CITE)
    {
        let is_claims = CLAIMS.contains(&key.as_str());
        let values = match value {
            Node::List(all) => all,
            one => vec![one],
        };
        let other = has.iter().find(|(name, _)| *name == key).map(|(_, value)| value);
        let is_same = other.is_some_and(|other| values.as_slice() == std::slice::from_ref(other));
        if let (Some(Node::Text(_)), false, false) = (other, is_claims, is_same)
            && !is_list(gone, &key)
        {
            return Err(format!("both have a `{key}`: leave one of them, then merge"));
        }
        let value = |value| flow(&renamed(if is_claims { cited(value, &key, cite.as_ref()) } else { value }, old, id));
        if !is_same {
            puts.push((key.clone(), values.into_iter().map(value).collect()));
        }
    }
    let mut edits = vec![gap(facts, lists.at(gone))];
    let inside = lists.at(gone);
    let uses = uses(facts, old);
    edits.extend(uses.renamed(id).into_iter().filter(|edit| !inside.contains(edit.at)));
    let puts = puts.into_iter().filter(|(_, values)| !values.is_empty());
    let puts = puts.map(|(field, values)| with_values(files, lists.at(stays), &field, &values).ok_or(field));
    let puts: Vec<Edit> = puts
        .collect::<Result<_, _>>()
        .map_err(|field| format!("`{field}` of the first is written so that nothing can be put behind it"))?;
    edits.extend(together(puts));
    Ok(edits)
}

fn from_list(of: Ref) -> bool {
    use crate::facts::List::{Agreements, Assets, Stakeholders};
    [Agreements, Assets, Stakeholders].contains(&of.list)
}

/// Whether a field of such records takes several values.
fn is_list(of: Ref, field: &str) -> bool {
    let fields = of.list.record().fields;
    fields.iter().any(|known| known.name() == field && matches!(known.shape, crate::vocab::Shape::Many(_)))
}

/// A claim with the citation of its record where it has none of its own.
fn cited<'f>(claim: Node<'f>, field: &str, cite: Option<&Node<'f>>) -> Node<'f> {
    let Some(cite) = cite else { return claim };
    let first = if field == "parties" { "who" } else { "is" };
    let mut pairs = match claim {
        Node::Pairs(pairs) => pairs,
        short => vec![(first.to_owned(), short)],
    };
    if !pairs.iter().any(|(key, _)| key == CITE) {
        pairs.push((CITE.to_owned(), cite.clone()));
    }
    Node::Pairs(pairs)
}

/// The same with another id.
fn renamed<'f>(node: Node<'f>, old: &str, id: &'f str) -> Node<'f> {
    match node {
        Node::Text(text) if text == old => Node::Text(id),
        Node::List(all) => Node::List(all.into_iter().map(|node| renamed(node, old, id)).collect()),
        Node::Pairs(all) => Node::Pairs(all.into_iter().map(|(key, node)| (key, renamed(node, old, id))).collect()),
        other => other,
    }
}

/// A value as it is written between brackets.
fn flow(node: &Node) -> String {
    let list = write::line(&Node::List(vec![node.clone()]));
    let list = list.trim();
    list.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(list).to_owned()
}

/// Takes a record out; its comments stay.
fn gap(facts: &FactSet, record: Span) -> Edit {
    let file = facts.files.of(record);
    let (base, text) = (file.span().lo(), &file.text);
    let (_, begin) = file.line((record.lo() - base) as usize);
    let end = (end_of_line(file, record.hi()) - base) as usize;
    let indent: String = text[begin..].chars().take_while(|c| *c == ' ').collect();
    let said = comments(text).into_iter().filter(|(at, _)| (begin..end).contains(at));
    let said: Vec<String> = said.map(|(_, comment)| format!("{indent}{comment}")).collect();
    let next =
        if said.is_empty() && text[end..].starts_with(line_end(text)) { end + line_end(text).len() } else { end };
    Edit { at: Span::new(base + begin as u32, base + next as u32), text: said.join(line_end(text)) }
}

/// Edits at one place as one, in their order.
fn together(edits: Vec<Edit>) -> Vec<Edit> {
    let mut all: Vec<Edit> = vec![];
    for edit in edits {
        match all.iter_mut().find(|other| other.at == edit.at && other.at.lo() == other.at.hi()) {
            Some(other) => other.text += &edit.text,
            None => all.push(edit),
        }
    }
    all
}
