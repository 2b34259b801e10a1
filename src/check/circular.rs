use super::{Check, Run, wrong_shape};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{Calendar, ClaimFields, FactSet};
use crate::text::{Span, Text};
use crate::vocab::Stance;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::{FxHashMap, FxHashSet};

pub const CHECK: Check = Check {
    name: "circular",
    severity: Severity::Warning,
    about: "parts, owners or repeated sources that go round in a circle",
    page: include_str!("circular.md"),
    run: Run::All(|facts, found| {
        if !wrong_shape::is_too_much(facts) {
            relations(facts, found);
        }
        stakes(facts, found);
        repeats(facts, found);
    }),
};

/// One step from one to another, where it is written, and the claim that says so.
#[derive(Clone, Copy)]
struct Step<'f> {
    at: Span,
    claim: Option<&'f ClaimFields>,
}

/// Words and the steps between them.
#[derive(Default)]
struct Walks<'f> {
    nodes: FxHashMap<&'f str, NodeIndex>,
    graph: DiGraph<&'f str, Step<'f>>,
}

impl<'f> Walks<'f> {
    /// What leads to itself in one step is no circle: `self-tie` reports it.
    fn step(&mut self, from: &'f str, to: &'f str, step: Step<'f>) {
        if from != to {
            let (from, to) = (self.node(from), self.node(to));
            self.graph.add_edge(from, to, step);
        }
    }

    fn node(&mut self, word: &'f str) -> NodeIndex {
        *self.nodes.entry(word).or_insert_with(|| self.graph.add_node(word))
    }

    /// One circle of each knot of circles: the words in order, each with the step that leaves it.
    fn circles(&self) -> Vec<Vec<(&'f str, Step<'f>)>> {
        // Kosaraju's way goes without recursion, so a long chain costs no stack.
        let knots = petgraph::algo::kosaraju_scc(&self.graph);
        knots.iter().filter(|knot| knot.len() > 1).map(|knot| self.circle(knot)).collect()
    }

    fn circle(&self, knot: &[NodeIndex]) -> Vec<(&'f str, Step<'f>)> {
        let within: FxHashSet<NodeIndex> = knot.iter().copied().collect();
        let mut met: FxHashMap<NodeIndex, usize> = FxHashMap::default();
        let mut way = vec![];
        let mut at = knot[0];
        while !met.contains_key(&at) {
            met.insert(at, way.len());
            let mut steps = self.graph.edges(at).filter(|edge| within.contains(&edge.target()));
            let Some(step) = steps.next() else { return vec![] };
            way.push((self.graph[at], *step.weight()));
            at = step.target();
        }
        way.split_off(met[&at])
    }
}

/// Whether a claim says that something is so.
fn counts(facts: &FactSet, fields: &ClaimFields) -> bool {
    let stance = fields.stance.map_or(Some(Stance::Asserted), |stance| Stance::of(&facts.files[stance]));
    stance == Some(Stance::Asserted) && fields.reject.is_none()
}

fn says(facts: &FactSet, id: impl Into<Text>) -> Option<&str> {
    let id = id.into();
    (!id.is_stand_in()).then(|| &facts.files[id])
}

fn relations(facts: &FactSet, found: &mut Diagnostics) {
    for (word, _) in facts.vocab.relations.iter().filter(|(_, relation)| relation.transitive && !relation.symmetric) {
        let mut walks = Walks::default();
        for tie in facts.lists.ties.iter().filter(|tie| facts.files[tie.is] == *word && counts(facts, &tie.claim)) {
            let pairs = tie.pairs().filter_map(|(from, to)| Some((says(facts, from)?, says(facts, to)?)));
            for (from, to) in pairs {
                walks.step(from, to, Step { at: tie.is.0, claim: Some(&tie.claim) });
            }
        }
        report(facts, &walks, &format!("`{word}`"), found);
    }
}

fn stakes(facts: &FactSet, found: &mut Diagnostics) {
    let mut walks = Walks::default();
    for stake in facts.lists.stakes.iter().filter(|stake| counts(facts, &stake.claim)) {
        let shares = facts.vocab.kinds.get(&facts.files[stake.kind]).is_some_and(|kind| kind.share);
        let Some(of) = says(facts, stake.r#in).filter(|_| shares) else { continue };
        for holder in stake.holder.iter().filter_map(|id| says(facts, *id)) {
            walks.step(holder, of, Step { at: stake.r#in.0, claim: Some(&stake.claim) });
        }
    }
    report(facts, &walks, "ownership", found);
}

fn repeats(facts: &FactSet, found: &mut Diagnostics) {
    let mut walks = Walks::default();
    for source in &facts.lists.sources {
        let Some(id) = says(facts, source.id) else { continue };
        // Where only some paragraphs are repeated, the other may repeat others.
        for repeat in source.repeats.iter().filter(|repeat| repeat.r#for.is_empty()) {
            if let Some(other) = says(facts, repeat.source) {
                walks.step(id, other, Step { at: repeat.source.0, claim: None });
            }
        }
    }
    report(facts, &walks, "what repeats what", found);
}

fn report<'f>(facts: &'f FactSet, walks: &Walks<'f>, what: &str, found: &mut Diagnostics) {
    let calendar = &mut Calendar::new(facts);
    for mut circle in walks.circles() {
        if circle.is_empty() || !at_once(calendar, &circle) {
            continue;
        }
        // It begins, for the reader, with the line that was written first.
        let first = circle.iter().enumerate().min_by_key(|(_, (_, step))| step.at).map_or(0, |(n, _)| n);
        circle.rotate_left(first);
        let mut names: Vec<&str> = circle.iter().map(|(word, _)| *word).take(SHOWN).collect();
        if circle.len() > SHOWN {
            names.push("…");
        }
        names.push(circle[0].0);
        let message = format!("{what} goes round in a circle: `{}`", names.join("` → `"));
        let last = circle.iter().map(|(_, step)| step.at).max().unwrap_or(circle[0].1.at);
        let mut diagnostic = Diagnostic::warning(CHECK.name, last, message);
        for (_, step) in circle.iter().filter(|(_, step)| step.at != last).take(SHOWN) {
            diagnostic = diagnostic.also(step.at, "");
        }
        found.push(
            diagnostic.help("take out or turn round the step that is wrong; give dates where one came after another"),
        );
    }
}

/// How many steps of a circle are shown.
const SHOWN: usize = 6;

/// Whether all steps may hold at one time.
fn at_once<'f>(calendar: &mut Calendar<'f>, circle: &[(&str, Step<'f>)]) -> bool {
    let dated = circle.iter().filter_map(|(_, step)| step.claim);
    let spans = dated.filter_map(|fields| {
        let interval = calendar.lasting(fields, fields.cite.iter().map(|cite| &**cite))?;
        Some((interval.start.0, interval.end.1))
    });
    spans.reduce(|a, b| (a.0.max(b.0), a.1.min(b.1))).is_none_or(|(from, to)| from < to)
}
