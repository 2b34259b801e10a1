use super::{Answer, Ask, AskError, Cell, Column, Evidence, Row, Section, Shape, nodes_of, who};
use crate::diag::near::nearest;
use crate::model::{ClaimId, Lens, Model, Says, View, words};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;

/// A relationship map, written to a file: -o mali.svg
///
/// With names: those and what they are tied to; without: everything; with --as-of, --source and the like: what is tied then.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties map senou-refinery -o refinery.svg\n  ties map --as-of 2025-07-01 -o all.html\n  ties map yadran-group --layout ego -o yadran.png --scale 2"
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
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let nodes = nodes_of(model, &self.who)?;
        if let Some(word) = self.group.iter().find(|word| model.vocab().groups.get(word).is_none()) {
            let near = nearest(word, model.vocab().groups.words()).map(|n| n.word.to_owned());
            return Err(AskError::Word { what: "group", word: word.clone(), near, all: "ties explain groups" });
        }
        let names = words::join(nodes.iter().map(|n| model.name(*n)));
        let title =
            self.title.clone().unwrap_or(if names.is_empty() { "All ties".into() } else { format!("Ties of {names}") });
        let mut answer = Answer::new("map", title, Shape::Columns, COLUMNS, lens);
        answer.who = who(&nodes);
        let field = Field { map: self, model, lens, asked: &nodes };
        let inside = field.reached();
        let shown = |n: NodeIndex| inside[n.index()] && (field.within(n) || nodes.contains(&n));
        let whole = self.who.is_empty() && self.group.is_empty() && *lens == Lens::default();
        for node in model.graph.node_indices().filter(|n| shown(*n)) {
            let mut ties = model.around(node).filter(|(_, other, _)| shown(*other));
            if whole || nodes.contains(&node) || ties.any(|(.., claim)| field.drawn(claim).is_some()) {
                answer.selection.node(node);
            }
        }
        for edge in model.graph.edge_indices() {
            let Some((from, to)) = model.graph.edge_endpoints(edge).filter(|(a, b)| shown(*a) && shown(*b)) else {
                continue;
            };
            let Some(view) = field.drawn(model.graph[edge].claim) else { continue };
            answer.selection.edge(model, edge);
            let cells = vec![Cell::Entity(from), Cell::Text(line_words(model, &view)), Cell::Entity(to)];
            answer.rows.push(Row::new(Section::default(), cells, Evidence::of(model, &view)));
        }
        Ok(answer)
    }
}

/// What a map may show, seen from those asked for.
struct Field<'a, 'f> {
    map: &'a Map,
    model: &'f Model<'f>,
    lens: &'a Lens,
    asked: &'a [NodeIndex],
}

impl<'f> Field<'_, 'f> {
    /// Whether a node is in one of the groups asked for.
    fn within(&self, node: NodeIndex) -> bool {
        let groups = &self.map.group;
        groups.is_empty() || self.model.graph[node].group.is_some_and(|g| groups.iter().any(|w| w == g))
    }

    /// A claim as it is drawn; one that is denied is not.
    fn drawn(&self, claim: ClaimId) -> Option<View<'f, 'f>> {
        self.model.view(claim, self.lens).filter(|v| v.stance != Stance::Denied)
    }

    /// By the number of a node: whether it is as near to those asked for as the map goes.
    fn reached(&self) -> Vec<bool> {
        let model = self.model;
        let mut inside = vec![self.map.who.is_empty(); model.graph.node_count()];
        self.asked.iter().for_each(|n| inside[n.index()] = true);
        let mut front = self.asked.to_vec();
        for _ in 0..self.map.depth {
            if front.is_empty() {
                break;
            }
            let mut next = vec![];
            for node in front {
                for other in self.enter(node, &mut inside) {
                    next.push(other);
                    // What an agreement or an event binds comes with it.
                    if model.graph[other].is_record() {
                        next.extend(self.enter(other, &mut inside));
                    }
                }
            }
            front = next;
        }
        inside
    }

    /// The neighbours of a node that were not inside yet, and are now.
    fn enter(&self, node: NodeIndex, inside: &mut [bool]) -> Vec<NodeIndex> {
        let mut new = vec![];
        for (_, other, claim) in self.model.around(node) {
            if !inside[other.index()] && self.within(other) && self.drawn(claim).is_some() {
                inside[other.index()] = true;
                new.push(other);
            }
        }
        new
    }
}

/// What stands at a line.
fn line_words(model: &Model, view: &View) -> String {
    match &view.claim.says {
        Says::Tie { word, .. } => model.vocab().relations.get(word).map_or((*word).to_owned(), |r| r.label.clone()),
        Says::Stake { kind, .. } => model.vocab().kind_label(kind).to_owned(),
        Says::Party { role, .. } => model.role_label(role).to_owned(),
        Says::Link { field, .. } => (*field).to_owned(),
        Says::Status { .. } | Says::Happened { .. } | Says::Detail { .. } => String::new(),
    }
}
