//! DOT for Graphviz: groups as clusters, looks by kind and status.
//!
//! Invariant: graphviz-rust prints text as it gets it, so every text goes through [`escaped`], the only place where
//! DOT is escaped. The graph lays out with `dot`, `neato` and `fdp` alike.
use super::{Format, Page};
use crate::ask::Answer;
use crate::diag::write::visible;
use crate::draw::{Box, Line, Said, Scene};
use crate::model::Model;
use crate::model::words::count;
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use std::io::{self, Write};

pub const FORMAT: Format = Format {
    name: "dot",
    endings: &["dot", "gv"],
    media_type: "text/vnd.graphviz",
    about: "a diagram for Graphviz",
    heeds: &["--as-partners"],
    write,
};

/// `dot` refuses 16,384 bytes between quotes. Two texts of this length fit there, were each sign an `&`, which is
/// written with five; one that is longer says nothing on a picture anyhow.
const LONGEST: usize = 1600;

fn write(answer: &Answer, model: &Model, _: &Page, out: &mut dyn Write) -> io::Result<super::Remarks> {
    let scene = Scene::new(answer, model);
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            attribute("label", shown(&scene.title)),
            attribute("labelloc", quoted("t")),
            attribute("fontname", quoted("Helvetica")),
            attribute("fontsize", quoted("18")),
            attribute("rankdir", quoted("LR")),
            // Without it Debian's `dot` fails on clusters and drops edges.
            attribute("newrank", quoted("true")),
            attribute("compound", quoted("true")),
            attribute("overlap", quoted("false")),
            attribute("charset", quoted("UTF-8")),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            attribute("fontname", quoted("Helvetica")),
            attribute("fontsize", quoted("11")),
            attribute("shape", quoted("box")),
            attribute("style", quoted("filled")),
            attribute("color", quoted(&scene.page.outline)),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![
            attribute("fontname", quoted("Helvetica")),
            attribute("fontsize", quoted("9")),
        ])),
    ];
    for group in &scene.groups {
        let boxes = group.boxes.iter().map(|b| Stmt::Node(node(b)));
        if group.id.is_empty() {
            stmts.extend(boxes);
            continue;
        }
        let mut inside = vec![Stmt::GAttribute(GraphAttributes::Graph(vec![
            attribute("label", shown(&group.label)),
            attribute("style", quoted("filled,rounded")),
            attribute("fillcolor", quoted(&group.colour)),
            attribute("color", quoted(&scene.page.frame.light)),
        ]))];
        inside.extend(boxes);
        stmts.push(Stmt::Subgraph(Subgraph { id: quoted(&format!("cluster_{}", group.id)), stmts: inside }));
    }
    // One edge for each claim, so that none is lost.
    let said = scene.lines.iter().flat_map(|line| line.claims.iter().map(move |said| (line, said)));
    stmts.extend(said.map(|(line, said)| Stmt::Edge(edge(line, said))));
    let graph = Graph::DiGraph { id: quoted("ties"), strict: false, stmts };
    writeln!(out, "{}", graph.print(&mut PrinterContext::default()))?;
    Ok(remarks(&scene))
}

/// How many texts are not there as a whole.
fn remarks(scene: &Scene) -> super::Remarks {
    let is_long = |text: &str| text.len() > LONGEST;
    let groups = scene.groups.iter();
    let boxes = groups.clone().flat_map(|group| &group.boxes);
    let said = scene.lines.iter().flat_map(|line| &line.claims);
    let long = usize::from(is_long(&scene.title))
        + groups.filter(|group| is_long(&group.label)).count()
        + boxes.filter(|b| is_long(&tooltip(b))).count()
        + said.filter(|said| is_long(&said.label) || is_long(&said.tooltip)).count();
    let (is, was) = if long == 1 { ("is", "was") } else { ("are", "were") };
    let remark = || format!("{} {is} longer than Graphviz takes and {was} cut", count(long, "text"));
    (long > 0).then(remark).into_iter().collect()
}

fn node(b: &Box) -> Node {
    let mut style = vec!["filled"];
    style.extend(Some(b.look.style.as_str()).filter(|s| !s.is_empty()));
    style.extend(Some(b.style.as_str()).filter(|s| !s.is_empty() && *s != "solid" && *s != b.look.style));
    let mut attributes = vec![
        attribute("label", lines(&[&b.label, &format!("({})", b.kind_words())])),
        attribute("shape", quoted(if b.look.shape.is_empty() { "box" } else { &b.look.shape })),
        attribute("style", quoted(&style.join(","))),
        attribute("tooltip", shown(&tooltip(b))),
    ];
    if !b.colour.is_empty() {
        attributes.push(attribute("fillcolor", quoted(&b.colour)));
        attributes.push(attribute("fontcolor", quoted(&b.inks.text.light)));
    }
    if b.look.peripheries > 1 {
        attributes.push(attribute("peripheries", quoted(&b.look.peripheries.to_string())));
    }
    Node { id: NodeId(quoted(&b.id), None), attributes }
}

fn tooltip(b: &Box) -> String {
    format!("{}: {}", b.label, b.kind_words())
}

fn edge(line: &Line, said: &Said) -> Edge {
    let end = |id: &str| Vertex::N(NodeId(quoted(id), None));
    let mut attributes = vec![
        attribute("label", shown(&said.label)),
        attribute("style", quoted(if said.style.is_empty() { "solid" } else { &said.style })),
        attribute("tooltip", shown(&said.tooltip)),
    ];
    if !said.colour.is_empty() {
        attributes.push(attribute("color", quoted(&said.colour)));
        attributes.push(attribute("fontcolor", quoted(&said.colour)));
    }
    if said.head == "none" {
        attributes.push(attribute("dir", quoted("none")));
    } else if !said.head.is_empty() {
        attributes.push(attribute("arrowhead", quoted(&said.head)));
        if said.both_ways {
            attributes.push(attribute("arrowtail", quoted(&said.head)));
            attributes.push(attribute("dir", quoted("both")));
        }
    }
    let (from, to) = if said.forward { (&line.from, &line.to) } else { (&line.to, &line.from) };
    Edge { ty: EdgeTy::Pair(end(from), end(to)), attributes }
}

fn attribute(name: &str, value: Id) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), value)
}

/// An id or a plain value, between quotes.
fn quoted(text: &str) -> Id {
    Id::Escaped(format!("\"{}\"", escaped(&shortened(text))))
}

/// A text that is shown: Graphviz reads entities in it, so `&` is written as one.
fn shown(text: &str) -> Id {
    Id::Escaped(format!("\"{}\"", escaped(&shortened(text).replace('&', "&amp;"))))
}

/// Several lines of text, centred below each other.
fn lines(texts: &[&str]) -> Id {
    let line = |text: &&str| escaped(&wrapped(text).replace('&', "&amp;")).replace(BREAK, "\\n");
    Id::Escaped(format!("\"{}\"", texts.iter().map(line).collect::<Vec<_>>().join("\\n")))
}

/// A text that may stand between quotes: `"` and `\` escaped, without control characters.
fn escaped(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace('"', "\\\"")
}

/// Stands for a line break until the text is escaped.
const BREAK: &str = "\u{e000}";

/// A name in lines of about 24 characters.
fn wrapped(text: &str) -> String {
    let options = textwrap::Options::new(24)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(&shortened(text).replace(BREAK, ""), options).join(BREAK)
}

fn shortened(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let end = (0..=LONGEST).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
    format!("{}…", &text[..end])
}
