use super::{
    Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape, nodes_of, parts, standing::Standing,
    timeline::ABOUT, who,
};
use crate::date::Holds;
use crate::diag::near::nearest;
use crate::model::{ClaimId, Lens, Model, Passage, Reached, Says, View, fold, words};
use crate::vocab::{Partnership, Phase, Relation, Root, Stance};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeSet, HashMap};

/// Agreements: parties, subject, status, date
///
/// With names: those to which all of them are party, in any role; with a field, a place or a project: those that cover
/// it or speak of it. An agreement stands where it has come to: what is only planned under "Not yet", what is over under
/// "Ended", what no source gives a status for under "Status not stated". What the head of one of them signs for another, and
/// what all its members are party to, follows as not of its own.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ties agreements mali russia\n  ties agreements --status signed\n  ties agreements mali --as-of 2025-07-01"
)]
pub struct Agreements {
    /// Names or ids; left out: all agreements
    who: Vec<String>,
    /// Only those that have come to this status: signed, in-force
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::shown("agreement", "AGREEMENT").of_records(),
    Column::shown("parties", "PARTIES"),
    Column::shown("stage", "STATUS"),
    Column::data("kind"),
    Column::data("standing"),
    Column::data("about"),
];

impl Ask for Agreements {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let nodes = nodes_of(model, &self.who)?;
        let status = self.status.as_deref().map(|word| status_called(model, word)).transpose()?;
        let of = words::join(nodes.iter().map(|n| model.name(*n)));
        let with = if of.is_empty() { String::new() } else { format!(" of {of}") };
        let of = if of.is_empty() { "All agreements".to_owned() } else { format!("Agreements of {of}") };
        let label = |word| model.vocab().status(Root::Agreement, word).map_or(word, |s| s.label.as_str());
        let title = status.map_or(of.clone(), |word| format!("{of}, {}", label(word)));
        let mut answer = Answer::new("agreements", title, Shape::Columns, COLUMNS, lens);
        answer.who = who(&nodes);
        let (mut own, mut by_others) = (vec![], vec![]);
        for node in model.graph.node_indices().filter(|n| model.graph[*n].root == Root::Agreement) {
            let said: Vec<View> = model.claims_on(node).filter_map(|id| model.view(id, lens)).collect();
            let parties: Vec<&View> = said.iter().filter(|v| is_party(v, node)).collect();
            let asked = |who: &NodeIndex| *who == node || is_of(model, &said, *who, node);
            let reached = model.stands(node, lens);
            if lens.certain && reached.as_ref().is_some_and(|r| r.view.holds != Holds::Certain) {
                continue;
            }
            let stands = status.is_none_or(|word| reached.as_ref().is_some_and(|r| has_come_to(model, r, word)));
            let nothing = said.is_empty() && *lens != Lens::default();
            let others = nodes.iter().filter(|who| !asked(who));
            let day = reached.as_ref().map(|r| r.view.interval.start).filter(|(first, _)| !first.is_open());
            let then = Lens { as_of: lens.as_of.or(day), ..*lens };
            let acting: Option<Vec<String>> = others.map(|who| in_its_place(model, *who, &parties, &then)).collect();
            let Some(acting) = acting.filter(|_| !nothing && stands) else { continue };
            let (place, row) = row(model, node, reached.as_ref(), &said, &parties);
            if acting.is_empty() {
                let ids: Vec<ClaimId> = said.iter().filter(|v| v.stance != Stance::Denied).map(|v| v.id).collect();
                answer.selection.node(node);
                answer.draw(model, &ids);
                own.push((place, node, row));
            } else {
                let section = Section::titled(format!("Not of its own: {}", acting.join("; ")));
                by_others.push((place, Row { section, counts: false, ..row }));
            }
        }
        let own = with_parts(model, own, lens, &mut answer);
        by_others.sort_by_cached_key(|(place, row)| (row.section.title.clone(), *place));
        answer.rows = own.chain(by_others.into_iter().map(|(_, row)| row)).collect();
        answer.more.extend(of_parts(model, &nodes, lens));
        if answer.rows.is_empty() {
            let kind = status.map_or(String::new(), |word| format!(" that is {}", label(word)));
            let text = format!("No agreement{with}{kind} is stated here.");
            answer.notes.push(Note { text, evidence: Evidence::default() });
            answer.more.extend(nodes.iter().map(|node| format!("ties show {}", model.graph[*node].id)));
        }
        Ok(answer)
    }
}

/// In order, but a part behind its whole, where both stand alike. Which are parts, and who says so, is told below: they are
/// not to be counted beside the whole.
fn with_parts<'f>(
    model: &'f Model<'f>,
    mut rows: Vec<(Place<'f>, NodeIndex, Row<'f>)>,
    lens: &Lens,
    answer: &mut Answer<'f>,
) -> impl Iterator<Item = Row<'f>> {
    rows.sort_by_key(|(place, ..)| *place);
    let places: HashMap<NodeIndex, Place> = rows.iter().map(|(place, node, _)| (*node, *place)).collect();
    let mut wholes: HashMap<NodeIndex, Place> = HashMap::new();
    for (place, whole, _) in &rows {
        let mut parts = parts::parts(model, *whole, lens);
        parts.retain(|(part, _)| places.get(part).is_some_and(|its| its.0 == place.0));
        if parts.is_empty() {
            continue;
        }
        wholes.extend(parts.iter().map(|(part, _)| (*part, *place)));
        let said: Vec<View> = parts.iter().filter_map(|(_, claim)| model.view(*claim, lens)).collect();
        let parts = words::join(parts.iter().map(|(part, _)| model.name(*part)));
        let text = format!("Not to be counted twice, as part of {}: {parts}.", model.name(*whole));
        answer.notes.push(Note { text, evidence: Evidence::of_all(model, &said) });
    }
    let behind = |place: &Place<'f>, node| {
        let whole = wholes.get(&node);
        (*whole.unwrap_or(place), whole.is_some(), *place)
    };
    rows.sort_by_key(|(place, node, _)| behind(place, *node));
    rows.into_iter().map(|(.., row)| row)
}

/// Whether a status is the one asked for. What held until a day has ended, in whatever words.
fn has_come_to(model: &Model, reached: &Reached, word: &str) -> bool {
    let ends = |word| model.vocab().status(Root::Agreement, word).is_some_and(|s| s.phase == Phase::Ended);
    reached.reached && if reached.phase == Phase::Ended { ends(word) } else { reached.word == word }
}

pub(super) fn is_party(view: &View, agreement: NodeIndex) -> bool {
    matches!(view.claim.says, Says::Party { of, .. } if of == agreement) && view.stance != Stance::Denied
}

/// Whether an agreement is one of somebody who is party to it, in any role, or one that speaks of something else.
fn is_of(model: &Model, said: &[View], who: NodeIndex, agreement: NodeIndex) -> bool {
    let is_any = model.graph[who].root != Root::Stakeholder;
    let counts = |v: &&View| if is_any { v.stance != Stance::Denied } else { is_party(v, agreement) };
    said.iter().filter(counts).any(|v| v.claim.says.speaks_of(who))
}

/// How to ask for the agreements of a part of one of those asked about, in place of it, or of what is said to be the same.
fn of_parts(model: &Model, nodes: &[NodeIndex], lens: &Lens) -> Vec<String> {
    let have = |nodes: &[NodeIndex]| {
        let records = model.around(nodes[0]).map(|(_, other, _)| other).collect::<BTreeSet<_>>();
        let mut records = records.into_iter().filter(|of| model.graph[*of].root == Root::Agreement);
        records.any(|of| {
            let said: Vec<View> = model.claims_on(of).filter_map(|id| model.view(id, lens)).collect();
            nodes.iter().all(|who| is_of(model, &said, *who, of))
        })
    };
    let with_part = parts::in_place(model, nodes, lens).into_iter().map(|(nodes, _)| nodes);
    let twins = nodes.first().filter(|_| nodes.len() == 1).map_or(vec![], |one| parts::twins(model, *one, lens));
    let with_part = with_part.chain(twins.into_iter().map(|twin| vec![twin]));
    let ids = |nodes: Vec<NodeIndex>| nodes.iter().map(|n| model.graph[*n].id).collect::<Vec<_>>().join(" ");
    let found = with_part.filter(|nodes| have(nodes)).take(MOST_PARTS);
    found.map(|nodes| format!("ties agreements {}", ids(nodes))).collect()
}

/// How many parts are pointed to.
const MOST_PARTS: usize = 3;

/// Who takes part in an agreement in place of one who does not: the one who heads it, and no party, and signs; or all its
/// members of that day.
fn in_its_place(model: &Model, who: NodeIndex, parties: &[&View], lens: &Lens) -> Option<String> {
    let default = model.vocab().default_role(Root::Agreement);
    let has_part = |one: NodeIndex, as_party: bool| {
        let is_his = |view: &&&View| match view.claim.says {
            Says::Party { who, role, .. } => who == one && (role == default) == as_party,
            _ => false,
        };
        parties.iter().any(|view| is_his(&view))
    };
    let to_it = |id: ClaimId| match model.claim(id).says {
        Says::Tie { from, word, to, .. } if to == who => {
            let relation = model.vocab().relations.get(word)?;
            let view = model.view(id, lens).filter(|view| view.stance == Stance::Asserted)?;
            Some((from, relation, view))
        }
        _ => None,
    };
    let ties: Vec<_> = model.claims_on(who).filter_map(to_it).collect();
    let heads = |relation: &Relation| relation.one == "from";
    // Who heads a party signs for that.
    let signs_for_party = |one: NodeIndex| {
        model.claims_on(one).any(|id| match model.claim(id).says {
            Says::Tie { from, word, to, .. } if from == one => {
                model.vocab().relations.get(word).is_some_and(heads) && has_part(to, true)
            }
            _ => false,
        })
    };
    let is_head = |(from, relation, _): &&(NodeIndex, &Relation, View)| {
        heads(relation) && has_part(*from, false) && !signs_for_party(*from)
    };
    if let Some((_, _, view)) = ties.iter().find(is_head) {
        return Some(model.sentence(view.claim));
    }
    let is_member = |relation: &Relation| !relation.all.is_empty() && relation.partnership == Partnership::Cooperative;
    let members: BTreeSet<NodeIndex> =
        ties.iter().filter(|(_, relation, _)| is_member(relation)).map(|(from, ..)| *from).collect();
    let all = members.len() > 1 && members.iter().all(|member| has_part(*member, true));
    all.then(|| format!("all members of {} are party", model.name(who)))
}

/// The status a word means: as facts write it, or as people read it.
fn status_called<'f>(model: &'f Model<'f>, word: &str) -> Result<&'f str, AskError> {
    let ladder = model.vocab().ladder(Root::Agreement);
    let folded = fold(word);
    let found = ladder.clone().find(|(its, status)| *its == word || fold(&status.label) == folded);
    found.map(|(its, _)| its).ok_or_else(|| AskError::Word {
        what: "status of an agreement",
        word: word.to_owned(),
        near: nearest(word, ladder.map(|(its, _)| its)).map(|near| near.word.to_owned()),
        all: "ties explain statuses",
    })
}

/// Where an agreement stands in the answer: its section, when, its id.
type Place<'f> = (Standing, Option<crate::date::Days>, &'f str);

fn row<'f>(
    model: &'f Model<'f>,
    node: NodeIndex,
    reached: Option<&Reached<'f, 'f>>,
    said: &[View<'f, 'f>],
    parties: &[&View<'f, 'f>],
) -> (Place<'f>, Row<'f>) {
    let standing = match reached.map(|r| (r.phase, r.reached)) {
        None => Standing::NotStated,
        Some((Phase::Planned, _) | (_, false)) => Standing::NotYet,
        Some((Phase::Ended, true)) => Standing::Ended,
        Some((Phase::Held | Phase::Paused, true)) => Standing::Holds,
    };
    let stage = reached.map_or(String::new(), |r| {
        let stance = if r.reached { String::new() } else { format!(", {}", model.vocab().stance_label(r.view.stance)) };
        format!("{}{stance}", model.status_label(node, r.word))
    });
    let mut evidence = match reached {
        Some(r) => Evidence { status: Some(r.word), ..Evidence::of(model, &r.view) },
        None => Evidence { at: Some(model.facts.lists.at(model.graph[node].of)), ..Evidence::of_all(model, said) },
    };
    let of = |view: &View| match view.claim.says {
        Says::Party { who, .. } => Some(who),
        Says::Link { from, field, to } if from == node && ABOUT.contains(&field) => Some(to),
        Says::Tie { from, word, to, .. } if from == node && model.graph[to].root == Root::Asset => {
            // Where it is, is not what it is about.
            let is_place = model.vocab().relations.get(word).is_some_and(|relation| !relation.heading.is_empty());
            (!is_place).then_some(to)
        }
        _ => None,
    };
    let subjects: Vec<&View> =
        said.iter().filter(|view| !is_party(view, node) && view.stance != Stance::Denied).collect();
    let about: Vec<NodeIndex> = subjects.iter().filter_map(|view| of(view)).collect();
    // Not all sources of an agreement need say whose it is and what it is about.
    for view in parties.iter().chain(&subjects).filter(|view| !view.claim.fields.cite.is_empty()) {
        if let Some(who) = of(view) {
            let new = view.cites.iter().filter(|cite| evidence.cites.iter().all(|known| known.source != cite.source));
            let new: Vec<Passage> = new.map(|cite| Passage::of(cite, &view.claim.said_by)).collect();
            evidence.cites.extend(new);
            evidence.only_some(model.name(who), &view.cites);
        }
    }
    let it = &model.graph[node];
    let cells = vec![
        Cell::Entity(node),
        Cell::text(names(model, parties)),
        Cell::text(stage),
        Cell::Word(it.kind),
        Cell::Word(standing.word()),
        Cell::text(words::join(about.iter().map(|of| model.name(*of)))),
    ];
    let day = evidence.when.when.as_ref().map(crate::date::Date::days);
    ((standing, day, it.id), Row::new(Section::titled(standing.title()), cells, evidence))
}

/// Those who take part in an agreement, each with a role that is not the usual one, and how that is put.
pub(super) fn names(model: &Model, parties: &[&View]) -> String {
    let default = model.vocab().default_role(Root::Agreement);
    let name = |view: &&View| match view.claim.says {
        Says::Party { who, role, .. } => {
            let role = if role == default { "" } else { model.role_label(role) };
            let put = if view.stance == Stance::Asserted { "" } else { model.vocab().stance_label(view.stance) };
            let how = [role, put].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
            let how = if how.is_empty() { how } else { format!(" ({how})") };
            Some(format!("{}{how}", model.name(who)))
        }
        _ => None,
    };
    let names: Vec<String> = parties.iter().filter_map(name).collect();
    words::join(names.iter().map(String::as_str))
}
