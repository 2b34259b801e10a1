//! Two records of one thing made one.
//!
//! Invariant: every claim of both stays, with the sources it had; comments of the record that goes stay where they were.
use super::record::{Value, dash_of, end_of_line, line_end, place_of, with_values};
use super::{Edit, changed, uses, with};
use crate::diag::words::a;
use crate::facts::{ClaimFields, FactSet, List, Ref};
use crate::text::Span;
use crate::vocab::{Field, Holds, Record, Shape};
use crate::yaml::{Node, comments, write};

/// The fields that make a record the one it is; what one does not name is named by the other.
const OWN: [&str; 5] = ["id", "kind", "name", "unnamed", "plural"];
const ALIASES: &str = "aliases";
const CITE: &str = "cite";
const NOTE: &str = "note";

/// The edits that put the record `gone` into `stays`; else why they cannot be made.
pub fn merged(facts: &FactSet, stays: Ref, gone: Ref) -> Result<Vec<Edit>, String> {
    let (files, lists) = (&facts.files, &facts.lists);
    let (Some(into), Some(from)) = (facts.subject(stays), facts.subject(gone)) else {
        return Err(by_hand(facts, stays, gone));
    };
    if stays.list != gone.list {
        let (one, other) = (a(stays.list.record().word), a(gone.list.record().word));
        return Err(format!("{one} and {other} are not one thing"));
    }
    let (id, old) = (&files[into.id], &files[from.id]);
    let inside = lists.at(gone);
    let (own, others) =
        uses(facts, old).renamed(id).into_iter().partition::<Vec<_>, _>(|edit| inside.contains(edit.at));
    // What goes, as it is once it names the one that stays: only where it holds an id, whatever texts read like one.
    let then = with(facts, &changed(files, &own), &mut vec![]).ok_or("all facts together are too large then")?;
    let (Node::Pairs(has), Node::Pairs(more)) = (lists.node(stays, files), then.lists.node(gone, &then.files)) else {
        return Err("one of them cannot be read".into());
    };
    let known = |name: &&str| *name != &files[into.name] && !into.aliases.iter().any(|alias| files[*alias] == **name);
    let names = std::iter::once(&files[from.name]).chain(from.aliases.iter().map(|alias| &files[*alias])).chain([old]);
    let aliases = names.filter(known).map(|name| Value::new(write::flow(&Node::Text(name)))).collect();
    let mut puts = vec![(ALIASES.to_owned(), aliases)];
    let fields = stays.list.record().fields;
    puts.extend(Two { has: &has, more: &more, fields }.puts(old)?);
    let mut edits = vec![gap(facts, gone.list, inside)];
    edits.extend(others);
    let puts = puts.into_iter().filter(|(_, values)| !values.is_empty());
    let puts = puts.map(|(field, values)| {
        let dated = fields.iter().any(|known| known.is_called(&field) && matches!(known.shape, Shape::Dates(_)));
        with_values(files, lists.at(stays), &field, &values, dated).ok_or(field)
    });
    let puts: Vec<Vec<Edit>> = puts
        .collect::<Result<_, _>>()
        .map_err(|field| format!("`{field}` of the first is written so that nothing can be put behind it"))?;
    edits.extend(together(puts.concat()));
    Ok(edits)
}

/// Why two records are not merged of which one is no subject, and what to do.
fn by_hand(facts: &FactSet, stays: Ref, gone: Ref) -> String {
    let list = List::Sources;
    match (facts.id(stays), facts.id(gone)) {
        (Some(id), Some(old)) if stays.list == list && gone.list == list => format!(
            "a place in one source need not be the same place in another; if `{id}` and `{old}` are one text, write \
             `{id}#…` wherever `{old}#…` is cited, with the place in `{id}`, then take out the record of `{old}`"
        ),
        _ => "only stakeholders, assets, agreements and dates are merged; put other records together by hand".into(),
    }
}

/// What two records of one thing say, field by field.
struct Two<'t, 'f> {
    has: &'t [(String, Node<'f>)],
    more: &'t [(String, Node<'f>)],
    /// The fields such records have.
    fields: &'static [Field],
}

impl<'f> Two<'_, 'f> {
    /// What of the second is put into which field of the first; else why it cannot be.
    fn puts(&self, old: &str) -> Result<Vec<(String, Vec<Value>)>, String> {
        let plain = |all: Vec<Node>| all.iter().map(|node| Value::new(write::flow(node))).collect();
        let cite = field(self.more, CITE);
        let mut puts = vec![];
        for (key, value) in self.more {
            let name = key.as_str();
            let other = field(self.has, name);
            let Some(known) = self.fields.iter().find(|known| known.is_called(name)) else { continue };
            let is_kept = known.holds == Holds::Group && other.is_some();
            let skipped = OWN.contains(&name) || name == ALIASES || is_kept;
            if skipped || other == Some(value) {
                continue;
            }
            let values = each(value);
            let new: Vec<Node> = match other.map(each) {
                Some(others) => values.into_iter().filter(|value| !others.contains(value)).collect(),
                None => values,
            };
            if let Some(claim) = claims(known) {
                let claims = new.into_iter().map(|one| self.claim(name, claim, cited(one, claim, cite)));
                puts.push((key.clone(), claims.collect()));
            } else if name == CITE {
                if self.keeps_cite(old)? {
                    puts.push((key.clone(), plain(new)));
                }
            } else if is_bare(known) && field(self.has, CITE) != cite {
                return Err(format!(
                    "`{name}` of `{old}` would rest on what the other cites: make ties of it, then merge"
                ));
            } else if let Some(other) = other.filter(|_| !matches!(known.shape, Shape::Many(_))) {
                let (one, two) = (write::flow(other), write::flow(value));
                return Err(format!(
                    "both have a `{name}`, {one} and {two}: write what is to stay into the first, take it out of `{old}`, then merge"
                ));
            } else if is_of_claims(known) && name != NOTE {
                return Err(format!(
                    "`{name}` of `{old}` would be said of the other too: take it out, or write it there, then merge"
                ));
            } else {
                puts.push((key.clone(), plain(new)));
            }
        }
        Ok(puts)
    }

    /// A claim of the second: behind those of the first, or, where that says the same, as one with the citations of both.
    fn claim(&self, name: &str, of: &Record, claim: Node<'f>) -> Value {
        let (says, cite) = apart(claim.clone(), of);
        let all = field(self.has, name).map(each).unwrap_or_default();
        let same = all.into_iter().enumerate().find_map(|(n, has)| {
            let (other, own) = apart(has, of);
            (other == says).then_some((n, own.or_else(|| field(self.has, CITE).cloned())))
        });
        let Some((n, own)) = same else { return Value::new(write::flow(&claim)) };
        let mut both = own.as_ref().map(each).unwrap_or_default();
        let more = cite.as_ref().map(each).unwrap_or_default();
        more.into_iter().for_each(|cite| {
            if !both.contains(&cite) {
                both.push(cite)
            }
        });
        let mut says = says;
        says.push((CITE.to_owned(), Node::List(both)));
        Value { instead: Some(n), text: write::flow(&Node::Pairs(says)) }
    }

    /// Whether the citation of the second is put to that of the first. The claims it covers take it with them.
    fn keeps_cite(&self, old: &str) -> Result<bool, String> {
        let rests = |all: &[(String, Node)]| {
            let is_claims = |key: &str| self.fields.iter().any(|known| known.is_called(key) && claims(known).is_some());
            let mut claims = all.iter().filter(|(key, _)| is_claims(key)).flat_map(|(_, value)| each(value));
            claims.any(|claim| !matches!(claim, Node::Pairs(pairs) if field(&pairs, CITE).is_some()))
        };
        match (rests(self.more), rests(self.has)) {
            (true, _) => Ok(false),
            (false, false) => Ok(true),
            (false, true) => {
                Err(format!("what `{old}` cites would cover claims of the other: give those a `cite` each, then merge"))
            }
        }
    }
}

/// The value of a field.
fn field<'n, 'f>(pairs: &'n [(String, Node<'f>)], name: &str) -> Option<&'n Node<'f>> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The values of a field that takes one or several.
fn each<'f>(value: &Node<'f>) -> Vec<Node<'f>> {
    match value {
        Node::List(all) => all.clone(),
        one => vec![one.clone()],
    }
}

/// What the values of a field are, where they are claims: they rest on the citation of the record where they have none.
fn claims(field: &Field) -> Option<&'static Record> {
    let (Shape::Many(&(Shape::Short(of) | Shape::Record(of))) | Shape::Dates(of)) = field.shape else { return None };
    of.fields.iter().any(|known| known.is_called(CITE)).then_some(of)
}

/// Whether the values of a field rest on the citation of the record and can have none of their own.
fn is_bare(field: &Field) -> bool {
    field.holds == Holds::Id && claims(field).is_none() && !is_of_claims(field)
}

/// Whether a field is one that every claim has.
fn is_of_claims(field: &Field) -> bool {
    ClaimFields::FIELDS.iter().any(|known| known.name() == field.name())
}

/// A claim with the citation of its record where it has none of its own.
fn cited<'f>(claim: Node<'f>, of: &Record, cite: Option<&Node<'f>>) -> Node<'f> {
    let Some(cite) = cite else { return claim };
    let (mut pairs, own) = apart(claim, of);
    pairs.push((CITE.to_owned(), own.unwrap_or_else(|| cite.clone())));
    Node::Pairs(pairs)
}

/// What a claim says, and what it cites.
fn apart<'f>(claim: Node<'f>, of: &Record) -> (Vec<(String, Node<'f>)>, Option<Node<'f>>) {
    let mut pairs = match claim {
        Node::Pairs(pairs) => pairs,
        short => of.fields.iter().take(1).map(|first| (first.name(), short.clone())).collect(),
    };
    let cite = pairs.iter().position(|(key, _)| key == CITE).map(|at| pairs.remove(at).1);
    (pairs, cite)
}

/// Takes a record out; its comments stay.
fn gap(facts: &FactSet, list: List, record: Span) -> Edit {
    let file = facts.files.of(record);
    let (base, text) = (file.span().lo(), &file.text);
    let (from, to) = ((record.lo() - base) as usize, (record.hi() - base) as usize);
    let (begin, indent) = dash_of(file, record);
    let indent = " ".repeat(indent);
    let said = |part: std::ops::Range<usize>| comments(text).into_iter().filter(move |(at, _)| part.contains(at));
    if place_of(file, list).is_some_and(|place| place.in_brackets) {
        let (from, to) = with_comma(text, from, to);
        let said = said(from..to).map(|(_, comment)| format!(" {comment}{}{indent}", line_end(text)));
        return Edit { at: Span::new(base + from as u32, base + to as u32), text: said.collect() };
    }
    let end = (end_of_line(file, record.hi()) - base) as usize;
    let said: Vec<String> = said(begin..end).map(|(_, comment)| format!("{indent}{comment}")).collect();
    let next =
        if said.is_empty() && text[end..].starts_with(line_end(text)) { end + line_end(text).len() } else { end };
    Edit { at: Span::new(base + begin as u32, base + next as u32), text: said.join(line_end(text)) }
}

/// A record between brackets with the comma behind it, else with the one before it, unless a comment stands between.
fn with_comma(text: &str, from: usize, to: usize) -> (usize, usize) {
    let behind = text[to..].trim_start_matches(' ');
    if let Some(rest) = behind.strip_prefix(',') {
        return (from, text.len() - rest.trim_start_matches(' ').len());
    }
    let before = text[..from].trim_end();
    if comments(text).iter().any(|(at, says)| (*at..at + says.len()).contains(&before.len().saturating_sub(1))) {
        let is_last = text[to..].starts_with(['\n', '\r']);
        return (if is_last { before.len() } else { from }, to);
    }
    (before.strip_suffix(',').map_or(from, str::len), to)
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
