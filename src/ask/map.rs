use super::{Answer, Ask, AskError, Cell, Column, Evidence, Row, Section, Shape, nodes_of, who};
use crate::model::{Lens, Model, Says};
use crate::vocab::Stance;

/// A relationship map, written to a file: -o mali.svg
///
/// With names: those and what they are tied to; without: everything.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties map mali -o mali.svg\n  ties map --as-of 2025-07-01 -o all.html\n  ties map mali --layout ego -o mali.png --scale 2"
)]
pub struct Map {
    /// Names or ids
    who: Vec<String>,
    /// How many ties away from them
    #[arg(long, value_name = "N", default_value_t = 1)]
    depth: usize,
    /// Only records of these groups
    #[arg(long, value_name = "GROUP", value_delimiter = ',')]
    group: Vec<String>,
    /// What stands over the map
    #[arg(long)]
    title: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::shown("from", "FROM").of_records(),
    Column::shown("words", "TIE"),
    Column::shown("to", "TO").of_records(),
];

impl Ask for Map {
    fn answer<'f>(&self, model: &Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let nodes = nodes_of(model, &self.who)?;
        for word in &self.group {
            if model.vocab().groups.get(word).is_none() {
                let near = crate::diag::near::nearest(word, model.vocab().groups.words()).map(|n| n.word.to_owned());
                return Err(AskError::Word { what: "group", word: word.clone(), near, all: "ties explain groups" });
            }
        }
        let names = crate::model::words::join(nodes.iter().map(|n| model.name(*n)));
        let title =
            self.title.clone().unwrap_or(if names.is_empty() { "All ties".into() } else { format!("Ties of {names}") });
        let mut answer = Answer::new("map", title, Shape::Columns, COLUMNS, lens);
        answer.who = who(&nodes);
        let within = |node: petgraph::graph::NodeIndex| {
            self.group.is_empty() || model.graph[node].group.is_some_and(|g| self.group.iter().any(|w| w == g))
        };
        let drawn = |claim| model.view(claim, lens).filter(|v| v.stance != Stance::Denied);
        let mut inside = vec![self.who.is_empty(); model.graph.node_count()];
        nodes.iter().for_each(|n| inside[n.index()] = true);
        let mut front: Vec<_> = nodes.clone();
        for _ in 0..if self.who.is_empty() { 0 } else { self.depth } {
            if front.is_empty() {
                break;
            }
            let mut next = vec![];
            for node in front {
                for (_, other, claim) in model.around(node) {
                    if !inside[other.index()] && within(other) && drawn(claim).is_some() {
                        inside[other.index()] = true;
                        next.push(other);
                        // What an agreement or an event binds comes with it.
                        if matches!(model.graph[other].root, crate::vocab::Root::Agreement | crate::vocab::Root::Date) {
                            for (_, party, claim) in model.around(other) {
                                if !inside[party.index()] && within(party) && drawn(claim).is_some() {
                                    inside[party.index()] = true;
                                    next.push(party);
                                }
                            }
                        }
                    }
                }
            }
            front = next;
        }
        let asked = |node: petgraph::graph::NodeIndex| nodes.contains(&node);
        for node in model.graph.node_indices().filter(|n| inside[n.index()] && (within(*n) || asked(*n))) {
            let tied = model.around(node).any(|(_, other, claim)| {
                inside[other.index()] && (within(other) || asked(other)) && drawn(claim).is_some()
            });
            if tied || asked(node) || self.who.is_empty() && self.group.is_empty() {
                answer.selection.node(node);
            }
        }
        for edge in model.graph.edge_indices() {
            let Some((from, to)) = model.graph.edge_endpoints(edge) else { continue };
            let claim = model.graph[edge].claim;
            let shown = |n: petgraph::graph::NodeIndex| inside[n.index()] && (within(n) || asked(n));
            let Some(view) = drawn(claim).filter(|_| shown(from) && shown(to)) else { continue };
            answer.selection.edge(model, edge);
            let words = match &view.claim.says {
                Says::Tie { word, .. } => {
                    model.vocab().relations.get(word).map_or((*word).to_owned(), |r| r.label.clone())
                }
                Says::Stake { kind, .. } => model.vocab().kind_label(kind).to_owned(),
                Says::Party { role, .. } => model.role_label(role).to_owned(),
                Says::Link { field, .. } => (*field).to_owned(),
                Says::Status { .. } | Says::Happened { .. } | Says::Detail { .. } => String::new(),
            };
            let evidence = Evidence::of(model, &view);
            answer.rows.push(Row::new(
                Section::default(),
                vec![Cell::Entity(from), Cell::Text(words), Cell::Entity(to)],
                evidence,
            ));
        }
        Ok(answer)
    }
}
