use super::{
    Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape, nodes_of, standing::Standing, who,
};
use crate::date::Holds;
use crate::diag::near::nearest;
use crate::model::{ClaimId, Lens, Model, Passage, Reached, Says, View, fold, words};
use crate::vocab::{Phase, Root, Stance};
use petgraph::graph::NodeIndex;

/// Agreements: parties, status, date
///
/// With names: those to which all of them are party, in any role; with a field, a place or a project: those that cover
/// it or speak of it. An agreement stands where it has come to: what is only
/// planned under "Not yet", what is over under "Ended", what no source gives a status for under "Status not stated".
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
        let mut rows = vec![];
        for node in model.graph.node_indices().filter(|n| model.graph[*n].root == Root::Agreement) {
            let said: Vec<View> = model.claims_on(node).filter_map(|id| model.view(id, lens)).collect();
            let parties: Vec<&View> = said.iter().filter(|v| is_party(v, node)).collect();
            let spoken_of = |who: &NodeIndex| match model.graph[*who].root {
                Root::Stakeholder => parties.iter().any(|v| v.claim.says.speaks_of(*who)),
                _ => said.iter().any(|v| v.stance != Stance::Denied && v.claim.says.speaks_of(*who)),
            };
            let asked = |who: &NodeIndex| *who == node || spoken_of(who);
            let reached = model.stands(node, lens);
            if lens.certain && reached.as_ref().is_some_and(|r| r.view.holds != Holds::Certain) {
                continue;
            }
            let stands = status.is_none_or(|word| reached.as_ref().is_some_and(|r| has_come_to(model, r, word)));
            let nothing = said.is_empty() && *lens != Lens::default();
            if !nothing && stands && nodes.iter().all(asked) {
                let ids: Vec<ClaimId> = said.iter().filter(|v| v.stance != Stance::Denied).map(|v| v.id).collect();
                answer.selection.node(node);
                answer.draw(model, &ids);
                rows.push(row(model, node, reached.as_ref(), &said, &parties));
            }
        }
        rows.sort_by_cached_key(|(place, _)| *place);
        answer.rows = rows.into_iter().map(|(_, row)| row).collect();
        if answer.rows.is_empty() {
            let kind = status.map_or(String::new(), |word| format!(" that is {}", label(word)));
            let text = format!("No agreement{with}{kind} is stated here.");
            answer.notes.push(Note { text, evidence: Evidence::default() });
            answer.more.extend(nodes.iter().map(|node| format!("ties show {}", model.graph[*node].id)));
        }
        Ok(answer)
    }
}

/// Whether a status is the one asked for. What held until a day has ended, in whatever words.
fn has_come_to(model: &Model, reached: &Reached, word: &str) -> bool {
    let ends = |word| model.vocab().status(Root::Agreement, word).is_some_and(|s| s.phase == Phase::Ended);
    reached.reached && if reached.phase == Phase::Ended { ends(word) } else { reached.word == word }
}

fn is_party(view: &View, agreement: NodeIndex) -> bool {
    matches!(view.claim.says, Says::Party { of, .. } if of == agreement) && view.stance != Stance::Denied
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
    let default = model.vocab().default_role(Root::Agreement);
    let names: Vec<String> = parties
        .iter()
        .filter_map(|view| match view.claim.says {
            Says::Party { who, role, .. } => {
                let role = if role == default { String::new() } else { format!(" ({})", model.role_label(role)) };
                Some(format!("{}{role}", model.name(who)))
            }
            _ => None,
        })
        .collect();
    for view in parties.iter().filter(|view| !view.claim.fields.cite.is_empty()) {
        if let Says::Party { who, .. } = view.claim.says {
            let new = view.cites.iter().filter(|cite| evidence.cites.iter().all(|known| known.source != cite.source));
            let new: Vec<Passage> = new.map(|cite| Passage::of(cite, &view.claim.said_by)).collect();
            evidence.cites.extend(new);
            evidence.only_some(model.name(who), &view.cites);
        }
    }
    let it = &model.graph[node];
    let cells = vec![
        Cell::Entity(node),
        Cell::text(words::join(names.iter().map(String::as_str))),
        Cell::text(stage),
        Cell::Word(it.kind),
        Cell::Word(standing.word()),
    ];
    let day = evidence.when.when.as_ref().map(crate::date::Date::days);
    ((standing, day, it.id), Row::new(Section::titled(standing.title()), cells, evidence))
}
