//! All that is known about one source: who published it, what it repeats, and what it says, in its own order.
//!
//! Invariant: what is rejected is shown too, with the reason, for the source does say it.
use super::COLUMNS;
use crate::ask::{Answer, Cell, Evidence, Note, Row, Section, Shape};
use crate::date::Date;
use crate::facts::{Place, Source};
use crate::model::{ClaimId, DateField, Given, Lens, Model, Says, SourceId, View};
use crate::text::Text;

/// The answer about a source.
pub(super) fn of_source<'f>(model: &'f Model<'f>, source: SourceId, lens: &Lens) -> Answer<'f> {
    let files = &model.facts.files;
    let node = model.source(source);
    let mut answer = Answer::new("show", String::new(), Shape::Sheet, COLUMNS, lens);
    let kind = model.vocab().kind_label(&files[node.record.kind]);
    let text = format!("{} ({}), {kind}", &files[node.record.title], node.id);
    answer.lead.push(Note { text, evidence: Evidence::default() });
    for (label, text) in particulars(model, node.record).into_iter().filter(|(_, text)| !text.is_empty()) {
        let cells = vec![Cell::text(label), Cell::text(text), Cell::Text(String::new()), Cell::Nothing, Cell::Nothing];
        answer.rows.push(Row::new(Section::default(), cells, Evidence::default()));
    }
    let lens = Lens { source: Some(source), ..*lens };
    let mut said: Vec<_> = model.all_claims().flat_map(|id| statements(model, id, source, &lens)).collect();
    said.sort_by_key(|(view, given)| (place(view), view.id, given.is_some()));
    for (view, given) in said {
        answer.draw(model, &[view.id]);
        answer.rows.push(passage(model, &view, given));
    }
    answer
}

/// A claim as a source has it, and the value of a date where it is that which cites the source.
type Statement<'f> = (View<'f, 'f>, Option<Given<'f, 'f>>);

/// What a source says of a claim: the claim itself, and each day for which it is cited alone.
fn statements<'f>(model: &'f Model<'f>, id: ClaimId, source: SourceId, lens: &Lens) -> Vec<Statement<'f>> {
    let claim = model.claim(id);
    // What a record binds and links to goes without saying, unless it is cited for itself.
    let is_told = match claim.says {
        Says::Party { .. } => !claim.fields.cite.is_empty(),
        Says::Link { .. } => return vec![],
        _ => true,
    };
    let mut found: Vec<Statement> =
        model.any_view(id, lens).filter(|_| is_told).into_iter().map(|view| (view, None)).collect();
    let open = Lens { source: None, ..*lens };
    if let Some(view) = model.any_view(id, &open) {
        let given = model.given(&view, lens).into_iter().filter(|given| !given.value.cites.is_empty());
        for given in given {
            let cites = given.cites.iter().copied().filter(|cite| cite.source == source).collect();
            found.push((View { cites, ..view.clone() }, Some(given)));
        }
    }
    // One passage that says it and gives its day says both at once: that somebody was there until then, not that they are.
    if let [(plain, None), dated @ ..] = found.as_slice() {
        let gives =
            |(view, _): &Statement| plain.cites.iter().all(|cite| view.cites.iter().any(|own| own.at == cite.at));
        if dated.iter().any(gives) {
            found.remove(0);
        }
    }
    found
}

/// What is on record about the source itself; what is not has no text.
fn particulars(model: &Model, record: &Source) -> [(&'static str, String); 8] {
    let files = &model.facts.files;
    let says = |text: Option<Text>| text.map_or(String::new(), |t| files[t].to_owned());
    let published = record
        .published
        .map_or("not stated".to_owned(), |d| Date::read(&files[d.0]).map_or(files[d.0].to_owned(), |d| d.words()));
    let author = record.author.map_or(String::new(), |a| {
        model.node_called(&files[a]).map_or(files[a].to_owned(), |n| model.name(n).to_owned())
    });
    let repeats = record.repeats.iter().map(|repeat| {
        let places: Vec<&str> = repeat.r#for.iter().map(|t| &files[*t]).collect();
        let of = if places.is_empty() { String::new() } else { format!(" (in ¶{})", places.join(", ")) };
        format!("{}{of}", &files[repeat.source])
    });
    [
        ("publisher", files[record.publisher].to_owned()),
        ("author", author),
        ("published", published),
        ("language", says(record.language)),
        ("read", says(record.read)),
        ("url", says(record.url)),
        ("repeats", repeats.collect::<Vec<_>>().join(", ")),
        ("note", says(record.note)),
    ]
}

/// Where in the source a claim stands: paragraphs first, in their order.
fn place(view: &View) -> (u8, u32, u32) {
    match view.cites.first().and_then(|c| c.place.clone()) {
        Some(Place::Paragraphs { from, .. }) => (0, from.0, from.1.unwrap_or(0)),
        Some(Place::Word(_)) | None => (1, 0, 0),
    }
}

/// What a source says in one place, as a row.
fn passage<'f>(model: &'f Model<'f>, view: &View<'f, 'f>, given: Option<Given<'f, 'f>>) -> Row<'f> {
    let cite = &view.cites[0];
    let numbered = cite.place.as_ref().is_some_and(|p| p.paragraphs().is_some());
    let label = if numbered { format!("¶{}", cite.at) } else { cite.at.to_owned() };
    let mut text = model.put_sentence(view);
    text += &model.says_words(&view.said_by());
    if let Some(given @ Given { field, value, .. }) = &given {
        text += &match field {
            DateField::When => format!(", {} {}", field.word(), value.words()),
            DateField::Since | DateField::Until => format!(", {}", given.when().words()),
        };
        text += &value.prefer.map_or(String::new(), |reason| format!("; preferred: {reason}"));
        text += &value.reject.map_or(String::new(), |reason| format!("; rejected: {reason}"));
    }
    text += &view.note().filter(|_| given.is_none()).map_or(String::new(), |note| format!("; {note}"));
    text += &view.claim.reject.map_or(String::new(), |reason| format!("; rejected: {reason}"));
    let cells = vec![Cell::Text(label), Cell::Text(text), Cell::Text("Says".into()), Cell::Nothing, Cell::Nothing];
    let mut evidence = Evidence::of(model, view);
    evidence.when = given.map_or(evidence.when, |given| given.when());
    Row::new(Section::titled("Says"), cells, evidence)
}
