//! Records written down as YAML: the way back from the structs, with the same shapes.
//!
//! Quoting, indents and block texts are serde-saphyr's. Invariant: what is written reads as the same text, whatever YAML
//! would make of it; what was left out is left out again. A record that fits stands on one line, as people write it.
use super::{Dates, Entries, Many, Raw, Short};
use crate::text::{Files, Text};
use serde::ser::{Serialize, Serializer};
use serde_yaml::{FlowMap, FlowSeq};

/// The most columns a record has that stands on one line.
pub const WIDEST: usize = 120;

/// A value as it is to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Node<'f> {
    /// Text, quoted where it has to be.
    Text(&'f str),
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(u64),
    /// A list.
    List(Vec<Node<'f>>),
    /// `key: value` pairs.
    Pairs(Vec<(String, Node<'f>)>),
}

/// The value of a field, or a record, that can be written.
pub trait Write {
    /// As it is to be written.
    fn node<'f>(&self, files: &'f Files) -> Node<'f>;

    /// Whether a field with it is left out.
    fn is_left_out(&self) -> bool {
        false
    }
}

/// A record: the names of its fields, whether each must be there, and their values, all in the same order.
pub fn pairs<'f>(fields: impl Iterator<Item = (String, bool)>, values: &[&dyn Write], files: &'f Files) -> Node<'f> {
    let given = fields.zip(values).filter(|((_, needed), value)| *needed || !value.is_left_out());
    Node::Pairs(given.map(|((name, _), value)| (name, value.node(files))).collect())
}

/// The text of a file with these lists.
pub fn text(lists: Vec<(String, Node)>) -> String {
    if lists.is_empty() {
        return String::new();
    }
    written(&Lines { node: &Node::Pairs(lists), levels: 2 })
}

/// A record as it stands in a list, behind its dash: on one line where it fits, or in lines.
pub fn record(node: &Node, in_lines: bool) -> String {
    written(&Lines { node: &Node::List(vec![node.clone()]), levels: if in_lines { 2 } else { 1 } })
}

/// A list on one line.
pub fn line(list: &Node) -> String {
    written(&FlowSeq(Flow(list)))
}

/// A value as it is written between brackets.
pub fn flow(node: &Node) -> String {
    let list = line(&Node::List(vec![node.clone()]));
    let list = list.trim();
    list.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(list).to_owned()
}

fn written(value: &impl Serialize) -> String {
    let options = serde_yaml::ser_options! {
        // A long text stays on its line; one that has lines is written in lines.
        folded_wrap_chars: usize::MAX, compact_list_indent: false, yaml_12: true, no_lang_directive: true,
    };
    serde_yaml::to_string_with_options(value, options).expect("a string takes all, and a node has no other fault")
}

impl Write for Text {
    fn node<'f>(&self, files: &'f Files) -> Node<'f> {
        Node::Text(&files[*self])
    }
}

impl Write for Raw {
    /// `[..2025-07-01]` is written as it is where the library would write a list just so, else in quotes.
    fn node<'f>(&self, files: &'f Files) -> Node<'f> {
        let says = &files[self.0];
        let inside = says.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let list = inside.map(|inside| Node::List(inside.split(", ").map(Node::Text).collect()));
        list.filter(|list| written(&FlowSeq(Flow(list))).trim_end() == says).unwrap_or(Node::Text(says))
    }
}

impl Write for bool {
    fn node<'f>(&self, _: &'f Files) -> Node<'f> {
        Node::Flag(*self)
    }

    fn is_left_out(&self) -> bool {
        !self
    }
}

impl Write for u64 {
    fn node<'f>(&self, _: &'f Files) -> Node<'f> {
        Node::Number(*self)
    }
}

impl<T: Write> Write for Option<T> {
    fn node<'f>(&self, files: &'f Files) -> Node<'f> {
        self.as_ref().map_or(Node::List(vec![]), |value| value.node(files))
    }

    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

impl<T: Write> Write for Many<T> {
    fn node<'f>(&self, files: &'f Files) -> Node<'f> {
        match &self.0[..] {
            [one] => one.node(files),
            all => Node::List(all.iter().map(|one| one.node(files)).collect()),
        }
    }

    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Write> Write for Short<T> {
    fn node<'f>(&self, files: &'f Files) -> Node<'f> {
        short(self.0.node(files))
    }
}

impl<T: Write> Write for Dates<T> {
    fn node<'f>(&self, files: &'f Files) -> Node<'f> {
        match &self.0[..] {
            [one] => short(one.node(files)),
            all => Node::List(all.iter().map(|one| one.node(files)).collect()),
        }
    }

    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Write> Write for Entries<T> {
    fn node<'f>(&self, files: &'f Files) -> Node<'f> {
        Node::Pairs(self.0.iter().map(|(key, value)| (files[*key].to_owned(), value.node(files))).collect())
    }

    fn is_left_out(&self) -> bool {
        self.0.is_empty()
    }
}

/// A record that has no more than its first field, as that field alone.
fn short(record: Node) -> Node {
    match record {
        Node::Pairs(mut pairs) if pairs.len() == 1 => pairs.remove(0).1,
        record => record,
    }
}

impl Node<'_> {
    /// How many columns it takes on one line; more than any line has where it is written in lines.
    fn width(&self) -> usize {
        match self {
            Node::Text(text) if text.contains('\n') => WIDEST + 1,
            Node::Text(text) => text.chars().count(),
            Node::Flag(_) => 5,
            Node::Number(number) => number.checked_ilog10().map_or(1, |digits| digits as usize + 1),
            Node::List(items) => 2 + items.iter().map(|item| item.width() + 2).sum::<usize>(),
            Node::Pairs(pairs) => 2 + pairs.iter().map(|(k, v)| k.chars().count() + v.width() + 4).sum::<usize>(),
        }
    }

    /// A value that is no list and no pairs.
    fn scalar<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            // `2025` needs no quotes: what it is decides the field that takes it.
            Node::Text(text) => match text.parse::<u64>() {
                Ok(number) if number.to_string() == *text => to.serialize_u64(number),
                _ => to.serialize_str(text),
            },
            Node::Flag(flag) => to.serialize_bool(*flag),
            Node::Number(number) => to.serialize_u64(*number),
            Node::List(_) | Node::Pairs(_) => to.serialize_unit(),
        }
    }
}

/// A value that takes several lines: so many `levels` of it in any case, those below where they would not fit.
struct Lines<'n, 'f> {
    node: &'n Node<'f>,
    levels: usize,
}

impl Serialize for Lines<'_, '_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let below = |node| Lines { node, levels: self.levels.saturating_sub(1) };
        let fits = self.levels == 0 && self.node.width() <= WIDEST;
        match self.node {
            Node::List(_) if fits => FlowSeq(Flow(self.node)).serialize(to),
            Node::Pairs(_) if fits => FlowMap(Flow(self.node)).serialize(to),
            Node::List(items) => to.collect_seq(items.iter().map(below)),
            Node::Pairs(pairs) => to.collect_map(pairs.iter().map(|(key, value)| (key, below(value)))),
            scalar => scalar.scalar(to),
        }
    }
}

/// A value on one line.
struct Flow<'n, 'f>(&'n Node<'f>);

impl Serialize for Flow<'_, '_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Node::List(items) => to.collect_seq(items.iter().map(Flow)),
            Node::Pairs(pairs) => to.collect_map(pairs.iter().map(|(key, value)| (key, Flow(value)))),
            scalar => scalar.scalar(to),
        }
    }
}
