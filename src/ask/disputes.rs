use super::{Answer, Ask, AskError, Cell, Column, Evidence, Row, Section, Shape, who};
use crate::date::Date;
use crate::model::{Citation, Claim, Lens, Model, Passage, Side, words};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

/// Where sources disagree, side by side
///
/// Disputes are found from the claims, never from a list. A vaguer value agrees with a finer one: a majority and 62%
/// are no dispute but, with --all, a difference.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties disputes\n  ties disputes senou-refinery\n  ties disputes salikhov --all")]
pub struct Disputes {
    /// A name or an id; left out: all disputes
    pub(super) who: Option<String>,
    /// Also where sources differ without contradicting each other: more or less exact, of another time, planned
    #[arg(long)]
    pub(super) all: bool,
}

const COLUMNS: &[Column] = &[
    Column::shown("side", ""),
    Column::shown("remark", ""),
    Column::data("dispute"),
    Column::data("state"),
    Column::data("about"),
];

impl Ask for Disputes {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let about = self.who.as_deref().map(|word| model.look_up_node(word)).transpose()?;
        let (disputes, differences) = (model.disputes(about, lens), model.differences(about, lens));
        let of = about.map_or(String::new(), |node| format!(" about {}", model.name(node)));
        let counted = words::count(disputes.len(), "dispute");
        let counted =
            if self.all { format!("{counted}, {}", words::count(differences.len(), "difference")) } else { counted };
        let mut answer = Answer::new("disputes", format!("{counted}{of}"), Shape::Sides, COLUMNS, lens);
        answer.who = who(&about.into_iter().collect::<Vec<_>>());
        if disputes.is_empty() {
            let text = format!("No sources contradict each other here{of}.");
            answer.notes.push(super::Note { text, evidence: Evidence::default() });
        }
        for dispute in &disputes {
            let (state, note) = match &dispute.settled {
                Some(side) => ("settled", format!("settled: {side}")),
                None => ("open", "open".to_owned()),
            };
            let matter = Matter { title: &dispute.title, note, state, node: dispute.nodes.first().copied() };
            add(&mut answer, model, lens, &matter, &dispute.sides);
        }
        let shown = if self.all { &differences[..] } else { &[] };
        for found in shown {
            let note = format!("agree: {}", found.why);
            let matter = Matter { title: &found.title, note, state: "agree", node: found.nodes.first().copied() };
            add(&mut answer, model, lens, &matter, &found.sides);
        }
        if !self.all && !differences.is_empty() {
            let matters = words::count(differences.len(), "more matter");
            let text = format!("With --all {matters} in which sources differ without contradicting each other.");
            answer.notes.push(super::Note { text, evidence: Evidence::default() });
        }
        Ok(answer)
    }
}

/// What sides are about, and how it stands with them.
struct Matter<'a> {
    title: &'a str,
    note: String,
    state: &'static str,
    node: Option<NodeIndex>,
}

/// The sides of a matter, a row each.
fn add<'f>(answer: &mut Answer<'f>, model: &'f Model<'f>, lens: &Lens, matter: &Matter, sides: &[Side<'f>]) {
    let section = Section { title: matter.title.to_owned(), note: matter.note.clone() };
    for side in sides {
        // That it is denied its words say themselves.
        let put = match side.stance {
            Stance::Denied => String::new(),
            stance => model.put_words(stance),
        };
        let first = side.claims.first().map(|id| model.claim(*id));
        let view = side.claims.first().and_then(|id| model.any_view(*id, lens));
        let evidence = Evidence {
            voices: model.voices(&side.passages()),
            cites: dated(model, side),
            stance: side.stance,
            said_by: side.said_by.clone(),
            disputed: matter.state == "open",
            rejected: side.reject,
            at: first.map(|c| c.at),
            claims: side.claims.clone(),
            interval: view.as_ref().map_or(crate::date::Interval::ALWAYS, |v| v.interval),
            when: view.map(|v| v.when).unwrap_or_default(),
            ..Evidence::default()
        };
        let mut remarks = remarks(model, side);
        // The day in the title may be that of another side.
        let own = evidence.when.when.as_ref().or(evidence.when.seen.as_ref()).filter(|date| !date.is_day());
        remarks
            .extend(own.map(Date::words).filter(|own| is_of_a_day(matter.title, own)).map(|own| format!("of {own}")));
        let cells = vec![
            Cell::Text(format!("{}{put}", side.words)),
            Cell::text(remarks.join("; ")),
            Cell::Text(matter.title.to_owned()),
            Cell::Word(matter.state),
            Cell::Named(matter.node.into_iter().map(|n| ("record", Cell::Entity(n))).collect()),
        ];
        answer.draw(model, &side.claims);
        answer.rows.push(Row::new(section.clone(), cells, evidence));
    }
}

/// Whether a title ends with a day that is finer than a date.
fn is_of_a_day(title: &str, own: &str) -> bool {
    title.rsplit_once(" on ").is_some_and(|(_, day)| day.len() > own.len() && day.starts_with(own))
}

/// The citations of a side, each with the claim it is cited for: that has the dates.
fn dated<'f>(model: &'f Model<'f>, side: &Side<'f>) -> Vec<Passage<'f>> {
    let mut claims: FxHashMap<*const Citation, &Claim> = FxHashMap::default();
    for claim in side.claims.iter().map(|id| model.claim(*id)) {
        for cite in &*claim.cites {
            claims.entry(std::ptr::from_ref(cite)).or_insert(claim);
        }
    }
    // One that is given for a date alone is that of the claim with the date.
    let first = side.claims.first().map(|id| model.claim(*id));
    let with_dates = |cite: &'f Citation<'f>| {
        let claim = claims.get(&std::ptr::from_ref(cite)).copied().or(first);
        let passage = Passage::of(cite, &[]);
        claim.map_or(passage, |claim| passage.dated_in(model.dating(claim)))
    };
    side.cites.iter().map(|cite| with_dates(cite)).collect()
}

/// What is to be known of a side: who says so; whether it is believed, and why.
fn remarks(model: &Model, side: &Side) -> Vec<String> {
    let mut remarks = vec![];
    if !side.said_by.is_empty() {
        remarks.push(words::says(side.said_by.iter().map(|s| model.speaker(*s))));
    }
    if let Some(reason) = side.reject {
        remarks.push(format!("rejected: {reason}"));
    }
    if let Some(reason) = side.prefer {
        remarks.push(format!("preferred: {reason}"));
    }
    remarks.extend(side.note.map(str::to_owned));
    remarks
}
