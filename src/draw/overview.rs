//! Groups as boxes, and how many ties there are between them.
//!
//! Invariant: every box and every claim of the scene is counted, in its group or between two.
use super::colour::Inks;
use super::pages::{FITTING, REST};
use super::scene::{Box, Group, Line, Said, Scene};
use crate::model::words::count;
use crate::vocab::{Look, Partnership};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The scene of the groups of a scene; the smallest of too many groups are among the rest.
pub(super) fn scene(scene: &Scene) -> Scene {
    let scene = &Scene { groups: largest(&scene.groups), ..scene.clone() };
    let mut inside = vec![0; scene.groups.len()];
    let mut between: BTreeMap<(usize, usize), Vec<&Said>> = BTreeMap::new();
    let of_group = |(n, g): (usize, &Group)| g.boxes.iter().map(|b| (b.id.clone(), n)).collect::<Vec<_>>();
    let groups: FxHashMap<String, usize> = scene.groups.iter().enumerate().flat_map(of_group).collect();
    for line in &scene.lines {
        let (from, to) = (groups[&line.from], groups[&line.to]);
        match from == to {
            true => inside[from] += line.claims.len(),
            false => between.entry((from.min(to), from.max(to))).or_default().extend(&line.claims),
        }
    }
    let boxes = scene.groups.iter().zip(&inside).filter_map(|(g, ties)| a_box(g, *ties, scene)).collect();
    let groups = vec![Group { id: String::new(), label: String::new(), colour: String::new(), boxes }];
    let lines = between.into_iter().filter_map(|((from, to), said)| line(scene, from, to, &said)).collect();
    Scene { groups, lines, ..scene.clone() }
}

/// As many groups as fit a page, in their order, and the rest in one.
fn largest(groups: &[Group]) -> Vec<Group> {
    let mut sizes: Vec<(usize, usize)> = groups.iter().enumerate().map(|(n, g)| (g.boxes.len(), n)).collect();
    sizes.sort_by_key(|(size, n)| (std::cmp::Reverse(*size), *n));
    let kept: BTreeSet<usize> = sizes.iter().take(FITTING - 1).map(|(_, n)| *n).collect();
    let of_their_own = |(n, g): &(usize, &Group)| !g.id.is_empty() && kept.contains(n);
    let (shown, rest): (Vec<_>, Vec<_>) = groups.iter().enumerate().partition(of_their_own);
    let boxes: Vec<Box> = rest.iter().flat_map(|(_, g)| g.boxes.clone()).collect();
    let mut shown: Vec<Group> = shown.into_iter().map(|(_, g)| g.clone()).collect();
    if !boxes.is_empty() {
        shown.push(Group { id: String::new(), label: String::new(), colour: String::new(), boxes });
    }
    shown
}

/// The id of the box of a group.
fn id(group: &Group) -> String {
    if group.id.is_empty() { REST.0.to_owned() } else { group.id.clone() }
}

fn a_box(group: &Group, ties: usize, scene: &Scene) -> Option<Box> {
    let label = if group.id.is_empty() { REST.1 } else { &group.label };
    let first = group.boxes.first()?;
    let names = count(group.boxes.len(), "name");
    let within = if ties > 0 { format!(", {} within", count(ties, "tie")) } else { String::new() };
    Some(Box {
        id: id(group),
        label: format!("{label}: {names}{within}"),
        kind: String::new(),
        kind_label: "group".to_owned(),
        family: String::new(),
        status: String::new(),
        look: Look { shape: "box".to_owned(), style: String::new(), peripheries: 1 },
        inks: Inks::of(&group.colour, &scene.page.paper),
        colour: group.colour.clone(),
        style: String::new(),
        node: first.node,
    })
}

/// One line for each way in which two groups are tied.
fn line(scene: &Scene, from: usize, to: usize, said: &[&Said]) -> Option<Line> {
    let (from, to) = (id(&scene.groups[from]), id(&scene.groups[to]));
    let mut claims = vec![];
    for (partnership, words) in
        [(Partnership::Adverse, "adverse"), (Partnership::Cooperative, "binding"), (Partnership::Neutral, "other")]
    {
        let those: Vec<&&Said> = said.iter().filter(|s| s.partnership == partnership).collect();
        let Some(first) = those.first() else { continue };
        claims.push(Said {
            id: format!("{from}.{}.{to}", partnership.word()),
            label: format!("{} {words}", those.len()),
            forward: true,
            both_ways: true,
            disputed: false,
            head: "none".to_owned(),
            tooltip: those.iter().map(|s| s.tooltip.as_str()).collect::<Vec<_>>().join("\n"),
            link: String::new(),
            ..(**first).clone()
        });
    }
    (!claims.is_empty()).then(|| Line { id: format!("{from}.{to}"), from, to, claims })
}
