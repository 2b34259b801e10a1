//! What a report tells: each row of `show` as a sentence in its section, and what happened in order.
//!
//! Invariant: nothing of `show` is left out but the parts nobody states, which stand among the doubts.
use super::{About, Draft};
use crate::ask::show::{Cells, remarks};
use crate::ask::standing::Standing;
use crate::ask::timeline::{Timeline, capital};
use crate::ask::{Ask, AskError, Cell, Evidence, Row, Section};
use crate::date::Days;
use crate::model::{ClaimId, Claims, Says, View, words};
use crate::vocab::{Partnership, Phase, Root, Stance};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many parties of an agreement are named.
const MOST_NAMED: usize = 12;

/// A section of the report, in its order; what stands before the ties is told under the headings of `show`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Itself,
    Agreements,
    Ties,
    Against,
    Figures,
    Happened,
    Said,
    Says,
    NotBelieved,
}

/// Where a sentence stands: its section, which of several of one sort, how it stands, its word, when.
type Place = (Part, usize, Standing, usize, Option<Days>);

/// Sentences for all that is shown.
pub(super) fn told<'f>(about: &About<'_, 'f>, shown: Vec<Row<'f>>) -> Result<Vec<Draft<'f>>, AskError> {
    let mut sections: Vec<Section> = vec![];
    let mut placed: Vec<(Place, Draft)> = vec![];
    let mut events: Vec<Row> = vec![];
    for row in shown {
        let Some(view) = row.evidence.claims.first().and_then(|id| about.model.any_view(*id, about.lens)) else {
            continue;
        };
        let at = sections.iter().position(|section| *section == row.section).unwrap_or(sections.len());
        if at == sections.len() {
            sections.push(row.section.clone());
        }
        match about.part(&row, &view) {
            Part::Happened => events.push(row),
            part => placed.push(about.sentence(part, at, row, &view)),
        }
    }
    placed.sort_by_key(|(place, _)| *place);
    let after = placed.partition_point(|((part, ..), _)| *part < Part::Happened);
    let mut drafts: Vec<Draft> = placed.into_iter().map(|(_, draft)| draft).collect();
    let rest = drafts.split_off(after);
    drafts.extend(about.chronology(events)?);
    let told: FxHashSet<ClaimId> = drafts.iter().flat_map(|draft| draft.evidence.claims.iter().copied()).collect();
    // What it says, and what is told already, need not be told again.
    drafts.extend(rest.into_iter().map(|draft| {
        let claims = draft.evidence.claims.clone();
        if draft.section.title == SAYS { draft.seeing(claims, &told) } else { draft }
    }));
    Ok(drafts)
}

impl<'f> About<'_, 'f> {
    fn part(&self, row: &Row<'f>, view: &View<'f, 'f>) -> Part {
        let root =
            |other: &Cell| if let Cell::Entity(node) = other { Some(self.model.graph[*node].root) } else { None };
        let vocab = self.model.vocab();
        match view.claim.says {
            _ if !row.counts => Part::NotBelieved,
            _ if *Cells::of(row).label == Cell::Nothing => Part::Says,
            Says::Tie { word, .. } => match vocab.relations.get(word).map(|relation| relation.partnership) {
                Some(Partnership::Adverse) => Part::Against,
                Some(Partnership::Cooperative | Partnership::Neutral) | None => Part::Ties,
            },
            Says::Detail { what, .. } if vocab.properties.get(what).is_some_and(|p| p.many) => Part::Said,
            Says::Detail { .. } => Part::Figures,
            Says::Happened { date } if date != self.node => Part::Happened,
            Says::Stake { .. } => Part::Itself,
            Says::Status { .. } | Says::Party { .. } | Says::Happened { .. } | Says::Link { .. } => {
                let is_other = root(Cells::of(row).other) == Some(Root::Agreement) && self.takes_part(row);
                if is_other { Part::Agreements } else { Part::Itself }
            }
        }
    }

    /// Whether a row is of an agreement this one has to do with, and not of a part of this one.
    fn takes_part(&self, row: &Row<'f>) -> bool {
        self.model.graph[self.node].root != Root::Agreement
            && matches!(Cells::of(row).other, Cell::Entity(record) if *record != self.node)
    }

    /// A row as a sentence, with its place.
    fn sentence(&self, part: Part, section: usize, row: Row<'f>, view: &View<'f, 'f>) -> (Place, Draft<'f>) {
        let other = if let Cell::Entity(node) = Cells::of(&row).other { Some(*node) } else { None };
        let standing = match part {
            Part::Agreements if self.denies_part(&row) => Standing::Denied,
            _ => self.standing(part, other, view),
        };
        let kind = other.and_then(|node| self.model.vocab().kinds.position(self.kind(node))).unwrap_or(0);
        let relation = match view.claim.says {
            Says::Tie { word, .. } => self.model.vocab().relations.position(word).unwrap_or(usize::MAX),
            _ => 0,
        };
        let day = row.evidence.when.when.as_ref().filter(|_| part == Part::Agreements).map(|date| date.days());
        let of = match part {
            Part::Ties => kind,
            Part::Itself | Part::NotBelieved => section,
            _ => 0,
        };
        let title = self.title(part, other, &row.section, &view.claim.says);
        let note = match part {
            Part::NotBelieved => row.section.title.clone(),
            _ => standing.title().to_owned(),
        };
        let (words, evidence) = self.words(part, &row, other, view);
        let mut draft = Draft::new(Section { title, note }, words, evidence);
        draft.standing = Some(standing);
        let cells = Cells::of(&row);
        (draft.other, draft.word) = (cells.other.clone(), cells.word.clone());
        ((part, of, standing, relation, day), draft)
    }

    fn title(&self, part: Part, other: Option<NodeIndex>, shown: &Section, says: &Says) -> String {
        let is_held = matches!(says, Says::Stake { holders, .. } if holders.contains(&self.node));
        match part {
            Part::Itself if is_held => "What it holds".to_owned(),
            Part::Itself => shown.title.clone(),
            Part::Agreements => "Agreements".to_owned(),
            Part::Ties => {
                let kind = other.map_or("", |node| self.kind(node));
                format!("Ties to {}", self.model.vocab().kind_heading(kind))
            }
            Part::Against => "Against each other".to_owned(),
            Part::Figures => "Figures".to_owned(),
            Part::Happened => HAPPENED.to_owned(),
            Part::Said => "What is said of it".to_owned(),
            Part::Says => SAYS.to_owned(),
            Part::NotBelieved => "On record, and not believed".to_owned(),
        }
    }

    /// The kind by which ties are told together: of agreements and events, all of them are.
    fn kind(&self, node: NodeIndex) -> &'f str {
        let it = &self.model.graph[node];
        if it.is_record() { it.root.word() } else { it.kind }
    }

    /// Whether a row tells that this one is not in something.
    fn denies_part(&self, row: &Row<'f>) -> bool {
        let denies = |id: &ClaimId| match self.model.claim(*id).says {
            Says::Party { who, .. } => who == self.node && self.model.claim(*id).stance == Stance::Denied,
            _ => false,
        };
        row.evidence.claims.iter().any(denies)
    }

    fn standing(&self, part: Part, other: Option<NodeIndex>, view: &View) -> Standing {
        match (part, other) {
            (Part::Agreements, Some(record)) => match self.model.stands(record, self.lens) {
                None => Standing::NotStated,
                Some(status) if !status.reached => Standing::NotYet,
                Some(status) => match status.phase {
                    Phase::Planned => Standing::NotYet,
                    Phase::Ended => Standing::Ended,
                    Phase::Held | Phase::Paused => Standing::Holds,
                },
            },
            (Part::Ties | Part::Against | Part::Itself, _) if view.claim.says.lasts() => match view.stance {
                Stance::Denied => Standing::Denied,
                Stance::Planned => Standing::NotYet,
                _ if self.model.is_step(view.claim) => Standing::NotYet,
                _ if view.is_ended(self.model.newest(self.lens)) => Standing::Ended,
                Stance::Asserted | Stance::Hedged | Stance::Opinion => Standing::Holds,
            },
            _ => Standing::Holds,
        }
    }

    /// What a row says, as a sentence, and on what that rests.
    fn words(
        &self,
        part: Part,
        row: &Row<'f>,
        other: Option<NodeIndex>,
        view: &View<'f, 'f>,
    ) -> (String, Evidence<'f>) {
        let (label, said) = (Cells::of(row).label_text(), Cells::of(row).words_text());
        let evidence = row.evidence.clone();
        let own = match (part, &view.claim.says) {
            (Part::Agreements, _) if self.denies_part(row) => said.to_owned(),
            (Part::Agreements, _) => {
                return other.map_or((said.to_owned(), evidence.clone()), |of| {
                    self.with_parties(of, said, "parties", evidence)
                });
            }
            (Part::NotBelieved | Part::Says, _) => capital(&joined(label, said)),
            (_, Says::Tie { .. } | Says::Stake { .. }) => {
                let when = self.when(view);
                let comma = if when.is_empty() { "" } else { ", " };
                format!("{}{comma}{when}{}", self.model.put_sentence(view), remarks(self.model, view))
            }
            (_, Says::Status { .. }) => capital(format!("{label} {said}").trim_end()),
            (Part::Figures | Part::Itself, _) => capital(&joined(label, said)),
            _ => joined(label, said),
        };
        (own, evidence)
    }

    /// When a tie or a stake holds; where a place is has no time worth telling, unless the facts give one.
    fn when(&self, view: &View<'f, 'f>) -> String {
        let is_place = match view.claim.says {
            Says::Tie { word, .. } => self.model.vocab().relations.get(word).is_some_and(|r| !r.heading.is_empty()),
            _ => false,
        };
        let stated = view.stated_when();
        if is_place { stated.unwrap_or_default() } else { stated.unwrap_or_else(|| view.when.words()) }
    }

    /// An agreement or an event with those who take part in it, as far as that is worth telling.
    fn with_parties(
        &self,
        record: NodeIndex,
        said: &str,
        label: &str,
        evidence: Evidence<'f>,
    ) -> (String, Evidence<'f>) {
        let model = self.model;
        let default = model.vocab().default_role(model.graph[record].root);
        let main = evidence.claims.first().and_then(|id| model.any_view(*id, self.lens));
        let stance = main.as_ref().map_or(Stance::Asserted, |view| view.stance);
        let views = model.claims_on(record).filter_map(|id| model.view(id, self.lens));
        let (mut names, mut parties) = (vec![], vec![]);
        for view in views.filter(|view| view.stance != Stance::Denied) {
            let Says::Party { who, of, role } = view.claim.says else { continue };
            if of == record {
                let role = if role == default { "" } else { model.role_label(role) };
                // What is planned as a whole need not be said of each of its parts.
                let put = match view.stance {
                    Stance::Asserted => "",
                    other if other == stance => "",
                    other => model.vocab().stance_label(other),
                };
                let how = [role, put].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
                let how = if how.is_empty() { how } else { format!(" ({how})") };
                names.push(format!("{}{how}", model.name(who)));
                parties.push(view);
            }
        }
        let all: Vec<View> = main.into_iter().chain(parties).collect();
        let on =
            |views: &[View<'f, 'f>]| Evidence::together(model, views.iter().map(|view| (view.claim, &*view.cites)));
        // The sentence stands no firmer than the part of it that has the fewest voices.
        let voices = all.chunks(1).map(|one| on(one).1).filter(|voices| *voices > 0).min().unwrap_or(0);
        let (cites, _) = on(&all);
        let mut claims: Claims = all.iter().map(|view| view.id).collect();
        // That it is about this one is told with it.
        claims.extend(model.claims_on(record).filter(|id| match model.claim(*id).says {
            Says::Link { from, to, .. } => from == record && to == self.node,
            _ => false,
        }));
        let evidence = Evidence { claims, cites, voices, ..evidence };
        let is_plain = names.as_slice() == [model.name(self.node)];
        (if is_plain { said.to_owned() } else { with_names(said, label, names) }, evidence)
    }

    /// What happened, in order: the events and the steps of `timeline`, an event in the words of `show`.
    fn chronology(&self, events: Vec<Row<'f>>) -> Result<Vec<Draft<'f>>, AskError> {
        let timeline = Timeline { who: vec![self.id()], since: None, until: None }.answer(self.model, self.lens)?;
        let mut places: FxHashMap<ClaimId, usize> = FxHashMap::default();
        for (n, event) in events.iter().enumerate() {
            event.evidence.claims.first().map(|claim| places.insert(*claim, n));
        }
        let mut events: Vec<Option<Row>> = events.into_iter().map(Some).collect();
        let mut drafts = vec![];
        for row in timeline.rows {
            let Some(claim) = row.evidence.claims.first() else { continue };
            if !matches!(self.model.claim(*claim).says, Says::Status { .. } | Says::Happened { .. }) {
                continue;
            }
            let when = match &row.cells[0] {
                Cell::Date(date) => date.words(),
                Cell::Text(text) => text.clone(),
                _ => String::new(),
            };
            let note = row.section.title.clone();
            let shown = places.get(claim).and_then(|n| events[*n].take());
            let row = shown.unwrap_or(row);
            drafts.push(self.event(&when, note, row));
        }
        // What is no more than an opinion is in no timeline.
        drafts.extend(events.into_iter().flatten().map(|row| {
            let when = Cells::of(&row).label_text().to_owned();
            self.event(&when, String::new(), row)
        }));
        drafts.sort_by_key(|draft| !draft.section.note.is_empty());
        Ok(drafts)
    }

    fn event(&self, when: &str, note: String, row: Row<'f>) -> Draft<'f> {
        let said = Cells::of(&row).words_text().to_owned();
        let event = row.evidence.claims.first().and_then(|id| self.model.any_view(*id, self.lens));
        let (words, evidence) = match event.as_ref().map(|view| (&view.claim.says, view)) {
            Some((Says::Happened { date }, view)) => {
                let note = view.note().map_or(String::new(), |note| format!("; {note}"));
                let said = format!("{}{}{note}", self.model.name(*date), self.model.put_view(view));
                self.with_parties(*date, &said, "involved", row.evidence.clone())
            }
            _ => (said, row.evidence.clone()),
        };
        Draft::new(Section { title: HAPPENED.to_owned(), note }, joined(when, &words), evidence)
    }
}

/// What is said of a record, with the names of those who take part in it.
fn with_names(said: &str, label: &str, mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    names.extend((more > 0).then(|| format!("{more} more")));
    let names = words::join(names.iter().map(String::as_str));
    if names.is_empty() { said.to_owned() } else { format!("{said}; {label}: {names}") }
}

const HAPPENED: &str = "What happened, in order";
const SAYS: &str = "What it says of others";

/// A label before what is said, where both are there.
fn joined(label: &str, said: &str) -> String {
    let colon = if label.is_empty() || said.is_empty() { "" } else { ": " };
    format!("{label}{colon}{said}")
}
