//! Stakeholders only: what binds two of them stands on the line between them.
//!
//! Invariant: the pairs are those of the question `partners`, through the same lens; nothing is a pair here that is
//! none there.
use super::scene::{Line, Said, Scene};
use crate::ask::{Answer, told};
use crate::model::{Disputed, Model, Pair, Standing, Through};
use crate::vocab::{Partnership, Phase, Root};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

/// The same scene with its stakeholders, and a line for each pair of them.
pub(super) fn scene(answer: &Answer, model: &Model, mut scene: Scene) -> Scene {
    let shown: Vec<NodeIndex> =
        scene.boxes().map(|b| b.node).filter(|n| model.graph[*n].root == Root::Stakeholder).collect();
    for group in &mut scene.groups {
        group.boxes.retain(|b| shown.contains(&b.node));
    }
    scene.groups.retain(|g| !g.boxes.is_empty());
    let number = scene.sources.iter().map(|s| (s.source, s.number)).collect();
    let disputed = Disputed::new(model, &answer.lens);
    let mut lines: Vec<Line> = vec![];
    for one in &shown {
        for pair in model.pairs_of(*one, &answer.lens) {
            if pair.other > *one && shown.contains(&pair.other) {
                let said = said(&pair, answer, model, &scene, &number, &disputed);
                add(&mut lines, model.graph[*one].id, model.graph[pair.other].id, said);
            }
        }
    }
    scene.lines = lines;
    // Who is in no pair, and was not asked about, has no place among partners.
    let Scene { groups, lines, asked, .. } = &mut scene;
    for group in groups {
        group.boxes.retain(|b| asked.contains(&b.id) || lines.iter().any(|l| l.from == b.id || l.to == b.id));
    }
    scene.groups.retain(|g| !g.boxes.is_empty());
    scene
}

/// Puts it on the line of the two.
fn add(lines: &mut Vec<Line>, one: &str, other: &str, said: Said) {
    let id = format!("{one}.{other}");
    match lines.iter_mut().find(|line| line.id == id) {
        Some(line) => {
            let said = Said { id: format!("{}.{}", said.id, line.claims.len() + 1), ..said };
            line.claims.push(said);
        }
        None => lines.push(Line { id, from: one.to_owned(), to: other.to_owned(), claims: vec![said] }),
    }
}

/// What binds a pair.
fn said(
    pair: &Pair,
    answer: &Answer,
    model: &Model,
    scene: &Scene,
    number: &FxHashMap<crate::model::SourceId, usize>,
    disputed: &Disputed,
) -> Said {
    let (words, evidence) = told(model, pair, &answer.lens, disputed);
    let partnership = if pair.adverse { Partnership::Adverse } else { Partnership::Cooperative };
    let phase = match pair.standing {
        Standing::Partner | Standing::Adverse => Phase::Held,
        Standing::NotYet => Phase::Planned,
        Standing::Ended => Phase::Ended,
    };
    let label = match pair.through {
        Through::Record(node) | Through::Holding(node) => model.name(node).to_owned(),
        Through::Tie(claim) => match model.claim(claim).says {
            crate::model::Says::Tie { word, .. } => {
                model.vocab().relations.get(word).map_or(word, |r| &r.label).to_owned()
            }
            _ => model.phrase(model.claim(claim)),
        },
    };
    let mut sources: Vec<usize> = evidence.sources().iter().filter_map(|s| number.get(s).copied()).collect();
    sources.sort_unstable();
    let look = model.vocab().lines.get(partnership.word()).cloned().unwrap_or_default();
    let url = |s: &crate::model::SourceId| model.source(*s).record.url.map(|url| model.facts.files[url].to_owned());
    let when = pair.when.words();
    let comma = if when.is_empty() { "" } else { ", " };
    Said {
        id: format!("{}.with.{}", model.graph[pair.one].id, model.graph[pair.other].id),
        claim: pair.claims.first().copied().unwrap_or(crate::model::ClaimId(0)),
        with: pair.claims.iter().skip(1).copied().collect(),
        forward: true,
        both_ways: true,
        style: super::scene::look_of(phase, pair.stance, model),
        phase,
        hedged: pair.stance == crate::vocab::Stance::Hedged,
        partnership,
        disputed: evidence.disputed,
        voices: evidence.voices,
        sources,
        ink: super::scene::line_ink(partnership, model, &scene.page),
        colour: look.colour,
        head: super::scene::head(partnership, true, look.head),
        tooltip: format!("{} and {}: {words}{comma}{when}", model.name(pair.one), model.name(pair.other)),
        link: evidence.sources().iter().find_map(url).unwrap_or_default(),
        label,
    }
}
