use super::network::Network;
use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape};
use crate::model::{Lens, Model, words};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Who belongs together by their ties, and what hangs together at all
///
/// Groups are found from the ties alone, by the method of Louvain (Blondel and others, 2008): those stand together who
/// have more ties among each other than chance would give. Each group is named after the one with most ties in it. What is
/// planned or denied ties nobody.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties groups\n  ties groups --as-of 2024 --certain")]
pub struct Groups {}

const COLUMNS: &[Column] = &[
    Column::shown("record", "NAME").of_records(),
    Column::shown("inside", "TIES INSIDE"),
    Column::shown("outside", "TIES OUTSIDE"),
    Column::data("group"),
    Column::data("component"),
];

/// How often the whole is gone through; it settles long before.
const MOST_ROUNDS: usize = 50;

impl Ask for Groups {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let network = Network::new(model, lens);
        let of = groups(&network.lines);
        let mut answer = Answer::new("groups", "Who belongs together", Shape::Columns, COLUMNS, lens);
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for n in (0..of.len()).filter(|n| network.counts[*n] && !network.lines[*n].is_empty()) {
            members.entry(of[n]).or_default().push(n);
        }
        let inside = |n: usize| network.lines[n].iter().filter(|m| of[**m] == of[n]).count();
        let id = |n: usize| model.graph[network.records[n]].id;
        let mut all: Vec<Vec<usize>> = members.into_values().collect();
        for group in &mut all {
            group.sort_by_key(|n| (Reverse(inside(*n)), id(*n)));
        }
        all.sort_by_key(|group| (Reverse(group.len()), id(group[0])));
        let parts = network.parts();
        for (number, group) in all.iter().enumerate() {
            let title = format!("Group {}: around {}", number + 1, model.name(network.records[group[0]]));
            for n in group {
                let node = network.records[*n];
                answer.selection.node(node);
                let within = inside(*n);
                let cells = vec![
                    Cell::Entity(node),
                    Cell::Number(within),
                    Cell::Number(network.lines[*n].len() - within),
                    Cell::Number(number + 1),
                    Cell::Number(parts[*n] + 1),
                ];
                let at = Some(model.facts.lists.at(model.graph[node].of));
                let evidence = Evidence { at, ..Evidence::default() };
                answer.rows.push(Row::new(Section::titled(title.clone()), cells, evidence));
            }
        }
        let mut say = |text: String| answer.notes.push(Note { text, evidence: Evidence::default() });
        say(together(&network, &parts));
        say("Groups by the method of Louvain (2008), records taken in the order of the facts; a count is of others tied to, \
             agreements and events among them."
            .to_owned());
        Ok(answer)
    }
}

/// What hangs together at all, in a sentence.
fn together(network: &Network, parts: &[usize]) -> String {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for (n, part) in parts.iter().enumerate().filter(|(n, _)| network.counts[*n]) {
        *sizes.entry(*part).or_default() += usize::from(network.counts[n]);
    }
    let mut sizes: Vec<usize> = sizes.into_values().collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let single = sizes.iter().filter(|size| **size == 1).count();
    let large: Vec<String> = sizes.iter().filter(|size| **size > 1).map(usize::to_string).collect();
    let alone = match single {
        0 => String::new(),
        1 => "; one is tied to nobody".to_owned(),
        n => format!("; {n} are tied to nobody"),
    };
    match large.as_slice() {
        [] => "Nobody is tied to anybody here.".to_owned(),
        [one] => format!("All {one} that have ties hang together{alone}."),
        many => {
            let sizes = words::join(many.iter().map(String::as_str));
            format!("{} parts that nothing joins, of {sizes}{alone}.", many.len())
        }
    }
}

/// Lines with how many of the facts each stands for.
type Weighted = Vec<Vec<(usize, f64)>>;

/// The group of each point: points move to the group where they have most lines beyond what chance gives, then each group
/// is taken for a point, until nothing moves.
fn groups(lines: &[Vec<usize>]) -> Vec<usize> {
    let mut graph: Weighted = lines.iter().map(|line| line.iter().map(|to| (*to, 1.0)).collect()).collect();
    let mut of: Vec<usize> = (0..lines.len()).collect();
    for _ in 0..MOST_ROUNDS {
        let Some(moved) = settle(&graph) else { break };
        let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
        let moved: Vec<usize> = moved
            .iter()
            .map(|group| {
                let next = numbers.len();
                *numbers.entry(*group).or_insert(next)
            })
            .collect();
        of.iter_mut().for_each(|group| *group = moved[*group]);
        let mut merged: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); numbers.len()];
        for (from, line) in graph.iter().enumerate() {
            for (to, weight) in line {
                *merged[moved[from]].entry(moved[*to]).or_default() += weight;
            }
        }
        graph = merged.into_iter().map(|line| line.into_iter().collect()).collect();
    }
    of
}

/// One round: the group of each point, or none where no point moved.
fn settle(graph: &Weighted) -> Option<Vec<usize>> {
    let degree: Vec<f64> = graph.iter().map(|line| line.iter().map(|(_, weight)| weight).sum()).collect();
    let all: f64 = degree.iter().sum();
    let mut of: Vec<usize> = (0..graph.len()).collect();
    let mut total = degree.clone();
    let mut moved_ever = false;
    for _ in 0..MOST_ROUNDS {
        let mut moved = false;
        for at in 0..graph.len() {
            let mut to: BTreeMap<usize, f64> = BTreeMap::new();
            for (other, weight) in graph[at].iter().filter(|(other, _)| *other != at) {
                *to.entry(of[*other]).or_default() += weight;
            }
            let own = of[at];
            total[own] -= degree[at];
            let gain = |group: usize| to.get(&group).copied().unwrap_or(0.0) - total[group] * degree[at] / all;
            // Of equally good ones the first, and no move without a gain.
            let (mut best, mut most) = (own, gain(own) + 1e-9);
            for group in to.keys().copied() {
                if gain(group) > most {
                    (best, most) = (group, gain(group) + 1e-9);
                }
            }
            total[best] += degree[at];
            moved |= best != own;
            of[at] = best;
        }
        moved_ever |= moved;
        if !moved {
            break;
        }
    }
    moved_ever.then_some(of)
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn two_triangles_that_one_line_joins_are_two_groups() {
        let lines = [vec![1, 2], vec![0, 2], vec![0, 1, 3], vec![2, 4, 5], vec![3, 5], vec![3, 4]];
        let of = groups(&lines);
        assert_eq!(of, [0, 0, 0, 1, 1, 1]);
        assert_eq!(groups(&[]), [0; 0]);
        assert_eq!(groups(&[vec![], vec![]]), [0, 1]);
    }
}
