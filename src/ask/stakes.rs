use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape, standing::Standing, who};
use crate::facts::Quantity;
use crate::model::{ClaimId, Disputed, Lens, Model, Says, View, words};
use crate::vocab::Stance;
use petgraph::graph::NodeIndex;

/// Who holds or controls what, also through others
///
/// With a name: what it holds, what is held in it, and both through others: an owner's owner holds too. A share held
/// through others is multiplied out where each share on the way is known as a figure, and says so.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties stakes\n  ties stakes soroma-sa\n  ties stakes mali --as-of 2025-07-01")]
pub struct Stakes {
    /// A name or an id; left out: all stakes
    who: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::shown("holder", "HOLDER").of_records(),
    Column::shown("in", "IN").of_records(),
    Column::shown("words", "HOW"),
    Column::data("kind"),
    Column::data("share"),
    Column::data("standing"),
    Column::data("through"),
];

/// How many steps from owner to owner are followed, and how many ways: more than anybody reads.
const MOST_STEPS: usize = 24;
const MOST_WAYS: usize = 2_000;

/// One holder of a stake.
struct Held<'f> {
    holder: NodeIndex,
    of: NodeIndex,
    kind: &'f str,
    share: Option<&'f str>,
    view: View<'f, 'f>,
    /// Whether it is there, and neither planned nor over.
    stands: bool,
    standing: Standing,
    jointly: bool,
}

impl Ask for Stakes {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let about = self.who.as_deref().map(|word| model.look_up_node(word)).transpose()?;
        let title = about.map_or("All stakes".to_owned(), |node| format!("Stakes of and in {}", model.name(node)));
        let mut answer = Answer::new("stakes", title, Shape::Columns, COLUMNS, lens);
        answer.who = who(&about.into_iter().collect::<Vec<_>>());
        let disputed = Disputed::new(model, lens);
        let held = Holdings::new(model, lens);
        let mut rows: Vec<(usize, Row)> = vec![];
        for held in held.all.iter().filter(|h| about.is_none_or(|node| h.holder == node || h.of == node)) {
            answer.draw(model, &[held.view.id]);
            rows.push(direct(model, held, about, &disputed));
        }
        if let Some(node) = about {
            let mut cut = false;
            for (upward, title) in [(false, "Held through others"), (true, "Those who hold it through others")] {
                let (ways, all) = held.ways(node, upward);
                cut |= !all;
                for way in ways {
                    let links: Vec<&Held> = way.iter().map(|n| &held.all[*n]).collect();
                    let claims: Vec<ClaimId> = links.iter().map(|h| h.view.id).collect();
                    answer.draw(model, &claims);
                    rows.push((if upward { 4 } else { 2 }, through(model, &links, title, &disputed)));
                }
            }
            if cut {
                let text = format!("Not followed further than {MOST_STEPS} steps and {MOST_WAYS} ways.");
                answer.notes.push(Note { text, evidence: Evidence::default() });
            }
        }
        rows.sort_by_key(|(place, _)| *place);
        answer.rows = rows.into_iter().map(|(_, row)| row).collect();
        if answer.rows.is_empty() {
            let text = "No stake like that is stated here.".to_owned();
            answer.notes.push(Note { text, evidence: Evidence::default() });
        }
        Ok(answer)
    }
}

/// Every stake there is, by holder and by what it is in.
struct Holdings<'f> {
    model: &'f Model<'f>,
    all: Vec<Held<'f>>,
    from: Vec<Vec<usize>>,
    into: Vec<Vec<usize>>,
}

impl<'f> Holdings<'f> {
    fn new(model: &'f Model<'f>, lens: &Lens) -> Self {
        let newest = model.newest(lens);
        let mut all: Vec<Held> = vec![];
        for id in model.all_claims() {
            let Says::Stake { holders, of, kind, share } = &model.claim(id).says else { continue };
            let Some(view) = model.view(id, lens).filter(|v| v.stance != Stance::Denied) else { continue };
            let ended = lens.as_of.is_none() && view.is_ended(newest);
            let standing = match view.stance {
                Stance::Planned => Standing::NotYet,
                _ if ended => Standing::Ended,
                _ => Standing::Holds,
            };
            for holder in holders {
                all.push(Held {
                    holder: *holder,
                    of: *of,
                    kind,
                    share: *share,
                    view: view.clone(),
                    stands: standing == Standing::Holds && view.stance != Stance::Opinion,
                    standing,
                    jointly: holders.len() > 1,
                });
            }
        }
        let (mut from, mut into) = (vec![vec![]; model.graph.node_count()], vec![vec![]; model.graph.node_count()]);
        for (n, held) in all.iter().enumerate().filter(|(_, held)| held.stands) {
            from[held.holder.index()].push(n);
            into[held.of.index()].push(n);
        }
        Self { model, all, from, into }
    }

    fn is_owner(&self, held: &Held) -> bool {
        self.model.vocab().kinds.get(held.kind).is_some_and(|k| k.share)
    }

    /// The ways of two and more stakes from a holder, or upward to one, each from holder to what is held; and whether
    /// these are all. Whoever owns an owner holds too; whoever only runs something owns nothing through it. Shorter ways
    /// come first; none passes twice where it has been.
    fn ways(&self, start: NodeIndex, upward: bool) -> (Vec<Vec<usize>>, bool) {
        let end = |n: usize| if upward { self.all[n].holder } else { self.all[n].of };
        let (mut ways, mut complete) = (vec![], true);
        let mut front: Vec<Vec<usize>> = vec![vec![]];
        for step in 0.. {
            let mut next = vec![];
            for way in &front {
                let at = way.last().map_or(start, |n| end(*n));
                let onward = if upward { &self.into[at.index()] } else { &self.from[at.index()] };
                for n in onward {
                    let (before, after) = if upward { (Some(n), way.last()) } else { (way.last(), Some(n)) };
                    // The stakes above the last are owned.
                    let owned = after.is_none() || before.is_none_or(|n| self.is_owner(&self.all[*n]));
                    let been = end(*n) == start || way.iter().any(|m| end(*m) == end(*n));
                    let together = way.iter().all(|m| self.all[*m].view.interval.overlaps(&self.all[*n].view.interval));
                    if owned && !been && together {
                        next.push([way.as_slice(), &[*n]].concat());
                    }
                }
            }
            if step > 0 {
                for way in next.iter().take(MOST_WAYS.saturating_sub(ways.len())) {
                    ways.push(if upward { way.iter().rev().copied().collect() } else { way.clone() });
                }
            }
            let full = next.len() > MOST_WAYS || ways.len() >= MOST_WAYS;
            if next.is_empty() || full || step + 1 >= MOST_STEPS {
                complete = next.is_empty();
                break;
            }
            front = next;
        }
        (ways, complete)
    }
}

/// So many of those who hold something together are named in the row of each.
const MOST_NAMED: usize = 20;

/// A stake as it is stated: where it stands in the answer, and its row.
fn direct<'f>(
    model: &'f Model<'f>,
    held: &Held<'f>,
    about: Option<NodeIndex>,
    disputed: &Disputed,
) -> (usize, Row<'f>) {
    let (place, title) = match (held.standing, about) {
        (Standing::Holds, None) => (0, ""),
        (Standing::Holds, Some(node)) if held.holder == node => (1, "Holds"),
        (Standing::Holds, Some(_)) => (3, "Held by"),
        (Standing::NotYet, _) => (5, Standing::NotYet.title()),
        (other, _) => (6, other.title()),
    };
    let kind = model.vocab().kinds.get(held.kind);
    let mut text = match (kind.is_some_and(|k| k.share), held.share) {
        (true, Some(share)) => words::share_words(share),
        (true, None) => "share not stated".to_owned(),
        (false, share) => {
            let share = share.map_or(String::new(), |s| format!(", {}", words::share_words(s)));
            format!("{}{share}", model.vocab().kind_label(held.kind))
        }
    };
    if let Says::Stake { holders, .. } = &held.view.claim.says {
        let others = holders.iter().filter(|h| **h != held.holder).map(|h| model.name(*h));
        let more = holders.len().saturating_sub(1 + MOST_NAMED);
        let more = (more > 0).then(|| words::count(more, "other"));
        let others = words::join(others.take(MOST_NAMED).chain(more.as_deref()));
        text += &if others.is_empty() { others } else { format!(" together with {others}") };
    }
    let mut evidence = Evidence::of(model, &held.view);
    evidence.disputed = disputed.holds(held.view.id);
    if !matches!(held.view.stance, Stance::Asserted | Stance::Planned) {
        text += &format!(", {}", model.vocab().stance_label(held.view.stance));
    }
    if evidence.disputed {
        text += " (disputed)";
    }
    let cells = vec![
        Cell::Entity(held.holder),
        Cell::Entity(held.of),
        Cell::Text(text),
        Cell::Word(held.kind),
        Cell::word(held.share),
        Cell::Word(held.standing.word()),
        Cell::Nothing,
    ];
    (place, Row::new(Section::titled(title), cells, evidence))
}

/// What the first of several stakes comes to in the last.
fn through<'f>(model: &'f Model<'f>, links: &[&Held<'f>], title: &'static str, disputed: &Disputed) -> Row<'f> {
    let (first, last) = (links[0], links[links.len() - 1]);
    let between: Vec<NodeIndex> = links[1..].iter().map(|h| h.holder).collect();
    let names = words::join(between.iter().map(|n| model.name(*n)));
    let product = product(links);
    let shares: Vec<String> = links
        .iter()
        .map(|h| match (h.share, h.jointly) {
            (Some(share), false) => words::share_words(share),
            (Some(share), true) => format!("{} held jointly", words::share_words(share)),
            (None, _) if model.vocab().kinds.get(h.kind).is_some_and(|k| k.share) => "share not stated".to_owned(),
            (None, _) => model.vocab().kind_label(h.kind).to_owned(),
        })
        .collect();
    let mut text = match &product {
        Some(product) => format!("{product} through {names}: multiplied out, {}", shares.join(" of ")),
        None => format!("through {names}: {}; not multiplied out", shares.join(", then ")),
    };
    let open = links.iter().any(|h| disputed.holds(h.view.id));
    if open {
        text += " (disputed)";
    }
    if let Some(weakest) = links.iter().max_by_key(|h| h.view.stance) {
        text += &model.put_view(&weakest.view);
    }
    let views: Vec<View> = links.iter().map(|h| h.view.clone()).collect();
    let all = Evidence::of_all(model, &views);
    let said_by = if links.iter().all(|h| h.view.said_by() == all.said_by) { all.said_by.clone() } else { vec![] };
    // No source says it in one: it rests on the weakest of them.
    let voices = views.iter().map(|v| Evidence::of(model, v).voices).min().unwrap_or(0);
    let stance = views.iter().map(|v| v.stance).max().unwrap_or_default();
    let evidence = Evidence { when: crate::model::When::default(), disputed: open, voices, said_by, stance, ..all };
    let cells = vec![
        Cell::Entity(first.holder),
        Cell::Entity(last.of),
        Cell::Text(text),
        Cell::Word(last.kind),
        Cell::text(product.unwrap_or_default()),
        Cell::Word("held"),
        Cell::Named(between.into_iter().map(|n| ("through", Cell::Entity(n))).collect()),
    ];
    Row::new(Section::titled(title), cells, evidence)
}

/// The share of several stakes one in the other, where each is known as a figure and held alone.
fn product(links: &[&Held]) -> Option<String> {
    let mut product = 1.0;
    for held in links {
        let quantity = Quantity::read(held.share?).filter(|q| q.is_exact() && q.unit == "%" && !held.jointly)?;
        product *= quantity.least? / 100.0;
    }
    let percent = product * 100.0;
    if percent > 0.0 && percent < 0.0001 {
        return Some("less than 0.0001%".to_owned());
    }
    let text = format!("{percent:.4}");
    Some(format!("{}%", text.trim_end_matches('0').trim_end_matches('.')))
}
