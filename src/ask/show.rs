use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape};
use crate::date::{Date, Holds};
use crate::model::{ClaimId, Disputed, Lens, Model, Says, SourceId, View, Who, words};
use crate::text::Text;
use crate::vocab::{Partnership, Root, Stance, Type};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

/// All that is known about one person, deal, place, event or source
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties show senou-refinery\n  ties show goita --as-of 2024\n  ties show neo")]
pub struct Show {
    /// A name or an id
    who: String,
}

const COLUMNS: &[Column] = &[
    Column::shown("label", ""),
    Column::shown("words", ""),
    Column::data("section"),
    Column::data("other").of_records(),
    Column::data("word"),
];

impl Ask for Show {
    fn answer<'f>(&self, model: &Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let who = model.look_up(&self.who)?;
        let mut answer = match who {
            Who::Node(node) => of_node(model, node, lens),
            Who::Source(source) => of_source(model, source, lens),
        };
        answer.who = vec![who];
        Ok(answer)
    }
}

fn of_node<'f>(model: &Model<'f>, node: NodeIndex, lens: &Lens) -> Answer<'f> {
    let mut sheet = Sheet {
        model,
        node,
        lens,
        disputed: Disputed::new(model, lens),
        rows: vec![],
        places: FxHashMap::default(),
        claims: vec![],
    };
    let lead = sheet.heading();
    let is_date = model.graph[node].root == Root::Date;
    if is_date {
        sheet.when();
    }
    sheet.statuses();
    sheet.parties(is_date);
    sheet.held_by();
    sheet.holds();
    sheet.figures();
    sheet.ties();
    sheet.agreements();
    sheet.happened();
    sheet.said();
    sheet.says();
    sheet.rejected();
    sheet.not_stated();
    let Sheet { rows, claims, .. } = sheet;
    let mut answer = Answer::new("show", String::new(), Shape::Sheet, COLUMNS, lens);
    answer.lead = lead;
    answer.rows = rows;
    answer.selection.node(node);
    answer.draw(model, &claims);
    let id = model.graph[node].id;
    if answer.rows.iter().any(|r| r.evidence.disputed) {
        answer.more.push(format!("ties disputes {id}"));
    }
    answer.more.push(format!("ties map {id} -o {id}.dot"));
    answer
}

/// The rows about one node, section by section.
struct Sheet<'m, 'f> {
    model: &'m Model<'f>,
    node: NodeIndex,
    lens: &'m Lens,
    disputed: Disputed<'m, 'f>,
    rows: Vec<Row<'f>>,
    /// Where the row with this heading, label and text stands.
    places: FxHashMap<(String, String, String), usize>,
    claims: Vec<ClaimId>,
}

impl<'m, 'f> Sheet<'m, 'f> {
    fn views(&self, node: NodeIndex) -> impl Iterator<Item = View<'m, 'f>> + use<'m, 'f> {
        let (model, lens) = (self.model, self.lens);
        model.claims_on(node).filter_map(move |id| model.view(id, lens))
    }

    /// Adds a row; one that says the same under the same heading takes the new evidence in.
    fn row(&mut self, section: &str, label: &str, text: String, other: Cell<'f>, word: &'f str, view: &View<'m, 'f>) {
        self.claims.push(view.id);
        let disputed = self.disputed.holds(view.id);
        let evidence = Evidence { disputed, ..Evidence::of(self.model, view) };
        let place = self.places.entry((section.to_owned(), label.to_owned(), text.clone())).or_insert(self.rows.len());
        match self.rows.get_mut(*place) {
            Some(row) => {
                let new = evidence
                    .cites
                    .into_iter()
                    .filter(|c| !row.evidence.cites.iter().any(|k| k.source == c.source && k.at == c.at));
                row.evidence.cites.extend(new.collect::<Vec<_>>());
                row.evidence.voices = self.model.voices(&row.evidence.cites, &[]);
                row.evidence.disputed |= disputed;
            }
            None => {
                let cells =
                    vec![Cell::text(label), Cell::text(text), Cell::Text(section.to_owned()), other, Cell::Word(word)];
                self.rows.push(Row::new(Section::titled(section), cells, evidence));
            }
        }
    }

    /// The first line: name, id, kind and where it is; below it, other names.
    fn heading(&mut self) -> Vec<Note<'f>> {
        let (model, vocab) = (self.model, self.model.vocab());
        let it = &model.graph[self.node];
        let mut text = format!("{} ({}), {}", it.name, it.id, vocab.kind_label(it.kind));
        let mut views = vec![];
        let mut at = self.node;
        let mut seen = vec![self.node];
        // At Senou, near Bamako: as far as the words of place lead.
        while let Some((view, heading, to)) = self.views(at).find_map(|v| match v.claim.says {
            Says::Tie { from, word, to, .. } if from == at && !seen.contains(&to) => {
                let heading = vocab.relations.get(word).map(|r| r.heading.as_str()).filter(|h| !h.is_empty())?;
                Some((v, heading, to))
            }
            _ => None,
        }) {
            let comma = if seen.len() > 1 { "," } else { "" };
            text += &format!("{comma} {heading} {}", model.name(to));
            views.push(view);
            seen.push(to);
            at = to;
        }
        let evidence = Evidence::of_all(model, &views);
        let mut lead = vec![Note { text, evidence }];
        let files = &model.facts.files;
        if let Some(subject) = model.facts.subject(it.of).filter(|s| !s.aliases.is_empty()) {
            let names: Vec<&str> = subject.aliases.iter().map(|a: &Text| &files[*a]).collect();
            lead.push(Note { text: format!("also called: {}", names.join(", ")), evidence: Evidence::default() });
        }
        if let Some(note) = model.facts.note(it.of) {
            lead.push(Note { text: format!("note: {note}"), evidence: Evidence::default() });
        }
        lead
    }

    fn when(&mut self) {
        for view in self.views(self.node) {
            match view.claim.says {
                Says::Happened { date } if date == self.node => {
                    self.row("When", "when", view.when.words(), Cell::Nothing, "when", &view);
                }
                Says::Link { from, field, to } if from == self.node => {
                    let label = match field {
                        "where" => "at",
                        "outcome" => "led to",
                        _ => "about",
                    };
                    self.row("When", label, self.model.name(to).to_owned(), Cell::Entity(to), field, &view);
                }
                _ => {}
            }
        }
    }

    fn statuses(&mut self) {
        for status in self.model.statuses(self.node, self.lens).collect::<Vec<_>>() {
            let label = self.model.status_label(self.node, status.word).to_owned();
            let more = self.how(&status.view, false);
            self.row(
                "Stage",
                &label,
                format!("{}{more}", status.view.when.words()),
                Cell::Nothing,
                status.word,
                &status.view,
            );
        }
    }

    fn parties(&mut self, of_date: bool) {
        let root = self.model.graph[self.node].root;
        let default = self.model.vocab().default_role(root);
        for view in self.views(self.node) {
            let Says::Party { who, of, role } = view.claim.says else { continue };
            if of == self.node {
                let role_words = if role == default { "" } else { self.model.role_label(role) };
                let section = if of_date { "Who" } else { "Parties" };
                self.row(section, self.model.name(who), role_words.to_owned(), Cell::Entity(who), role, &view);
            }
        }
        if of_date {
            return;
        }
        for view in self.views(self.node) {
            if let Says::Link { from, field, to } = view.claim.says
                && from == self.node
            {
                self.row("About", self.model.name(to), String::new(), Cell::Entity(to), field, &view);
            }
        }
    }

    fn held_by(&mut self) {
        self.stakes_in(self.node, "Held by");
        // Who owns the company that runs it.
        let through: Vec<(NodeIndex, String)> = self
            .views(self.node)
            .filter_map(|v| match &v.claim.says {
                Says::Stake { holders, of, kind, .. } if *of == self.node && holders.len() == 1 => {
                    let share = self.model.vocab().kinds.get(kind).is_some_and(|k| k.share);
                    (!share).then(|| (holders[0], self.model.vocab().kind_label(kind).to_owned()))
                }
                _ => None,
            })
            .collect();
        for (holder, kind) in through {
            self.stakes_in(holder, &format!("Through {}, {kind}", self.model.name(holder)));
        }
    }

    fn stakes_in(&mut self, node: NodeIndex, section: &str) {
        for view in self.views(node) {
            let Says::Stake { holders, of, kind, share } = &view.claim.says else { continue };
            if *of == node {
                let names = words::join(holders.iter().map(|h| self.model.name(*h)));
                let kind_words = self.model.vocab().kinds.get(kind).filter(|k| !k.share).map(|k| k.label.clone());
                let text = kind_words.or(share.map(words::share_words)).unwrap_or_else(|| "share not stated".into());
                let more = self.how(&view, true);
                let other = match holders.as_ref() {
                    [one] => Cell::Entity(*one),
                    many => Cell::Named(many.iter().map(|h| ("holder", Cell::Entity(*h))).collect()),
                };
                self.row(section, &names, format!("{text}{more}"), other, kind, &view);
            }
        }
    }

    fn holds(&mut self) {
        for view in self.views(self.node) {
            let Says::Stake { holders, of, kind, share } = &view.claim.says else { continue };
            if holders.contains(&self.node) && *of != self.node {
                let label = self.model.name(*of);
                let kind_words = self.model.vocab().kinds.get(kind).filter(|k| !k.share).map(|k| k.label.clone());
                let text = kind_words.or(share.map(words::share_words)).unwrap_or_else(|| "share not stated".into());
                let others = words::join(holders.iter().filter(|h| **h != self.node).map(|h| self.model.name(*h)));
                let with = if others.is_empty() { others } else { format!(", with {others}") };
                let more = self.how(&view, true);
                self.row("Holds", label, format!("{text}{with}{more}"), Cell::Entity(*of), kind, &view);
            }
        }
    }

    fn figures(&mut self) {
        for view in self.views(self.node) {
            let Says::Detail { what, of, .. } = &view.claim.says else { continue };
            let Some(property) = self.model.vocab().properties.get(what) else { continue };
            if property.many {
                continue;
            }
            let label = self.model.property_label(what);
            let with = words::join(of.iter().filter(|n| **n != self.node).map(|n| self.model.name(*n)));
            let with = if with.is_empty() { with } else { format!(" (with {with})") };
            let more = self.how(&view, true);
            let section = if property.value == Type::Text { "Also" } else { "Figures" };
            let text = format!("{}{with}{more}", self.model.value_words(view.claim));
            self.row(section, &label, text, Cell::Nothing, what, &view);
        }
    }

    fn ties(&mut self) {
        for view in self.views(self.node) {
            let Says::Tie { from, word, to, .. } = view.claim.says else { continue };
            let relation = self.model.vocab().relations.get(word);
            let (label, other) = if from == self.node {
                (relation.map_or(word, |r| r.label.as_str()), to)
            } else {
                (relation.map_or(word, |r| r.inverse.as_str()), from)
            };
            let post = view.claim.post.map_or(String::new(), |post| format!(", {post}"));
            let adverse = relation.is_some_and(|r| r.partnership == Partnership::Adverse);
            let adverse = if adverse { ", adverse" } else { "" };
            let more = self.how(&view, true);
            self.row(
                "Ties",
                label,
                format!("{}{post}{adverse}{more}", self.model.name(other)),
                Cell::Entity(other),
                word,
                &view,
            );
        }
    }

    fn agreements(&mut self) {
        let records = self.records(Root::Agreement);
        for (record, role, view) in records {
            let status = self.model.status(record, self.lens);
            let (status_words, view) = match &status {
                Some(s) => {
                    let when = s.view.when.words();
                    let space = if when.is_empty() { "" } else { " " };
                    let planned = if s.view.stance == Stance::Planned { ", planned" } else { "" };
                    let label = self.model.status_label(record, s.word);
                    (format!(": {label}{space}{when}{planned}"), s.view.clone())
                }
                None => (String::new(), view),
            };
            let text = format!("{}{status_words}", self.model.name(record));
            self.row("Agreements", self.model.role_label(role), text, Cell::Entity(record), role, &view);
        }
    }

    fn happened(&mut self) {
        let mut rows: Vec<_> = self.records(Root::Date);
        let happened = |record: NodeIndex| {
            let view = self.views(record).find(|v| matches!(v.claim.says, Says::Happened { .. }));
            view.map(|v| (v.when.when.as_ref().map(Date::days), v))
        };
        rows.sort_by_key(|(record, ..)| happened(*record).and_then(|(days, _)| days));
        let found: Vec<_> =
            rows.into_iter().filter_map(|(record, role, _)| Some((record, role, happened(record)?.1))).collect();
        for (record, role, view) in found {
            let default = self.model.vocab().default_role(Root::Date);
            let role_words = if role == default || role.is_empty() {
                String::new()
            } else {
                format!(" ({})", self.model.role_label(role))
            };
            let note = view.claim.note.map_or(String::new(), |note| format!("; {note}"));
            let text = format!("{}{role_words}{note}", self.model.name(record));
            self.row("Happened", &view.when.words(), text, Cell::Entity(record), role, &view);
        }
    }

    /// The agreements or events a node is part of, in what role, each once.
    fn records(&self, root: Root) -> Vec<(NodeIndex, &'f str, View<'m, 'f>)> {
        let mut found: Vec<(NodeIndex, &'f str, View)> = vec![];
        for view in self.views(self.node) {
            let (record, role) = match view.claim.says {
                Says::Party { who, of, role } if who == self.node => (of, role),
                Says::Link { from, field, to } if to == self.node => {
                    (from, if root == Root::Agreement { field } else { "" })
                }
                _ => continue,
            };
            if self.model.graph[record].root == root && !found.iter().any(|(r, ..)| *r == record) {
                found.push((record, role, view));
            }
        }
        found
    }

    /// How a claim is put, when and by whom, as it stands behind its value.
    fn how(&self, view: &View, with_when: bool) -> String {
        let stance = match view.stance {
            Stance::Hedged | Stance::Planned | Stance::Denied => {
                format!(", {}", self.model.vocab().stance_label(view.stance))
            }
            Stance::Asserted | Stance::Opinion => String::new(),
        };
        let when = view.stated_when().filter(|_| with_when).map_or(String::new(), |when| format!(", {when}"));
        let note = view.claim.note.map_or(String::new(), |note| format!("; {note}"));
        let possible = if view.holds == Holds::Possible { ", possible" } else { "" };
        format!("{stance}{when}{possible}{}{note}", by_words(self.model, view))
    }

    /// Remarks and the like: those of one speaker together, in the order they are met.
    fn said(&mut self) {
        let first = self.rows.len();
        self.remarks();
        self.places.clear();
        let labels: Vec<Cell> = self.rows[first..].iter().map(|r| r.cells[0].clone()).collect();
        self.rows[first..].sort_by_key(|row| labels.iter().position(|l| *l == row.cells[0]));
    }

    fn remarks(&mut self) {
        for view in self.views(self.node) {
            let Says::Detail { what, is, of } = &view.claim.says else { continue };
            let Some(property) = self.model.vocab().properties.get(what).filter(|p| p.many) else { continue };
            let speakers = words::join(view.said_by().iter().map(|s| self.model.speaker(*s)));
            let label = match (speakers.is_empty(), view.stance) {
                (false, _) => speakers,
                (true, Stance::Opinion) => author(self.model, &view),
                (true, _) => publisher(self.model, &view),
            };
            let kind = if property.bare { String::new() } else { format!("{}: ", property.label) };
            let with = words::join(of.iter().filter(|n| **n != self.node).map(|n| self.model.name(*n)));
            let with = if with.is_empty() { with } else { format!(" (of {with} too)") };
            let mark = match view.stance {
                Stance::Asserted => "",
                Stance::Planned => "an aim: ",
                Stance::Hedged => "with reserve: ",
                Stance::Opinion => "opinion: ",
                Stance::Denied => "said not to be so: ",
            };
            let note = view.claim.note.map_or(String::new(), |note| format!("; {note}"));
            self.row(SAID, &label, format!("{kind}{mark}{is}{with}{note}"), Cell::Nothing, what, &view);
        }
    }

    /// What this one says of others.
    fn says(&mut self) {
        let model = self.model;
        if self.lens.said_by.is_some_and(|who| who != self.node) {
            return;
        }
        let lens = Lens { said_by: Some(self.node), ..self.lens.clone() };
        let mut rows = vec![];
        for id in model.all_claims() {
            let claim = model.claim(id);
            let elsewhere = !claim.says.nodes().contains(&self.node);
            if !claim.said_by.contains(&crate::model::Speaker::Known(self.node)) || !elsewhere {
                continue;
            }
            let Some(view) =
                model.view(id, &lens).or_else(|| model.any_view(id, &lens).filter(|v| v.stance == Stance::Denied))
            else {
                continue;
            };
            let text = model.sentence(view.claim);
            let stance = if matches!(view.stance, Stance::Asserted | Stance::Denied) {
                String::new()
            } else {
                format!(", {}", model.vocab().stance_label(view.stance))
            };
            let cells = vec![
                Cell::Nothing,
                Cell::Text(format!("{text}{stance}")),
                Cell::Text("Says".into()),
                Cell::Nothing,
                Cell::Nothing,
            ];
            rows.push(Row::new(Section::titled("Says"), cells, Evidence::of(model, &view)));
        }
        self.rows.extend(rows);
    }

    /// What is on record and not to be believed.
    fn rejected(&mut self) {
        if self.lens.source.is_some() {
            return;
        }
        for id in self.model.claims_on(self.node) {
            let Some(view) = self.model.any_view(id, self.lens) else { continue };
            let Some(reason) = view.claim.reject else { continue };
            let (label, text) = match &view.claim.says {
                Says::Detail { what, .. } => (self.model.property_label(what), self.model.value_words(view.claim)),
                _ => (String::new(), self.model.sentence(view.claim)),
            };
            let when = view.stated_when().map_or(String::new(), |when| format!(", {when}"));
            self.row("Rejected", &label, format!("{text}{when}: {reason}"), Cell::Nothing, "", &view);
            if let Some(row) = self.rows.last_mut() {
                row.counts = false;
            }
        }
    }

    fn not_stated(&mut self) {
        let model = self.model;
        let unnamed = |node: NodeIndex| match model.graph[node].of.list {
            crate::facts::List::Stakeholders => {
                model.facts.lists.stakeholders[model.graph[node].of.index as usize].unnamed
            }
            crate::facts::List::Assets => model.facts.lists.assets[model.graph[node].of.index as usize].unnamed,
            crate::facts::List::Agreements => model.facts.lists.agreements[model.graph[node].of.index as usize].unnamed,
            _ => false,
        };
        let mut missing = vec![];
        if unnamed(self.node) {
            missing.push("its name".to_owned());
        }
        for view in self.views(self.node).collect::<Vec<_>>() {
            if let Says::Stake { holders, of, .. } = &view.claim.says
                && *of == self.node
            {
                missing.extend(
                    holders.iter().filter(|h| unnamed(**h)).map(|h| format!("the name of: {}", model.name(*h))),
                );
            }
        }
        if model.graph[self.node].root == Root::Agreement && model.status(self.node, self.lens).is_none() {
            missing.push("status".to_owned());
        }
        missing.dedup();
        if !missing.is_empty() {
            let cells = vec![
                Cell::Text("Not stated".into()),
                Cell::Text(missing.join("; ")),
                Cell::Text("Not stated".into()),
                Cell::Nothing,
                Cell::Nothing,
            ];
            let mut row = Row::new(Section::default(), cells, Evidence::default());
            row.counts = false;
            self.rows.push(row);
        }
    }
}

const SAID: &str = "Said";

/// `, says Abdoulaye Diop`
fn by_words(model: &Model, view: &View) -> String {
    let speakers = words::join(view.said_by().iter().map(|s| model.speaker(*s)));
    if speakers.is_empty() { speakers } else { format!(", says {speakers}") }
}

/// Who published the first source of something nobody is named for.
fn publisher(model: &Model, view: &View) -> String {
    let source = view.cites.first().map(|c| model.source(c.source).record.publisher);
    source.map_or(String::new(), |p| model.facts.files[p].to_owned())
}

/// The author of the first source of an opinion nobody else is named for.
fn author(model: &Model, view: &View) -> String {
    let files = &model.facts.files;
    match view.cites.first().and_then(|c| model.source(c.source).record.author) {
        Some(author) => {
            model.node_called(&files[author]).map_or(files[author].to_owned(), |n| model.name(n).to_owned())
        }
        None => publisher(model, view),
    }
}

fn of_source<'f>(model: &Model<'f>, source: SourceId, lens: &Lens) -> Answer<'f> {
    let files = &model.facts.files;
    let node = model.source(source);
    let record = node.record;
    let mut answer = Answer::new("show", String::new(), Shape::Sheet, COLUMNS, lens);
    answer.lead.push(Note {
        text: format!("{} ({}), {}", &files[record.title], node.id, model.vocab().kind_label(&files[record.kind])),
        evidence: Evidence::default(),
    });
    let says = |text: Option<Text>| text.map_or(String::new(), |t| files[t].to_owned());
    let published = record
        .published
        .map_or("not stated".to_owned(), |d| Date::read(&files[d.0]).map_or(files[d.0].to_owned(), |d| d.words()));
    let author = record.author.map_or(String::new(), |a| {
        model.node_called(&files[a]).map_or(files[a].to_owned(), |n| model.name(n).to_owned())
    });
    let repeats: Vec<String> = record
        .repeats
        .iter()
        .map(|r| {
            let places: Vec<&str> = r.r#for.iter().map(|t| &files[*t]).collect();
            let of = if places.is_empty() { String::new() } else { format!(" (in ¶{})", places.join(", ")) };
            format!("{}{of}", &files[r.source])
        })
        .collect();
    let facts = [
        ("publisher", files[record.publisher].to_owned()),
        ("author", author),
        ("published", published),
        ("language", says(record.language)),
        ("read", says(record.read)),
        ("url", says(record.url)),
        ("repeats", repeats.join(", ")),
        ("note", says(record.note)),
    ];
    for (label, text) in facts.into_iter().filter(|(_, text)| !text.is_empty()) {
        let cells = vec![Cell::text(label), Cell::text(text), Cell::Text(String::new()), Cell::Nothing, Cell::Nothing];
        answer.rows.push(Row::new(Section::default(), cells, Evidence::default()));
    }
    let lens = Lens { source: Some(source), ..lens.clone() };
    let mut said: Vec<_> = model
        .all_claims()
        .filter_map(|id| model.any_view(id, &lens))
        .filter(|v| !matches!(v.claim.says, Says::Party { .. } | Says::Link { .. }))
        .collect();
    let place = |v: &View| {
        v.cites.first().and_then(|c| c.place.clone()).map_or((1, 0, 0), |p| match p {
            crate::facts::Place::Paragraphs { from, .. } => (0, from.0, from.1.unwrap_or(0)),
            crate::facts::Place::Word(_) => (1, 0, 0),
        })
    };
    said.sort_by_key(|v| (place(v), v.id));
    for view in said {
        let cite = &view.cites[0];
        let label = if cite.place.as_ref().is_some_and(|p| p.paragraphs().is_some()) {
            format!("¶{}", cite.at)
        } else {
            cite.at.to_owned()
        };
        let mut text = model.sentence(view.claim);
        if !matches!(view.stance, Stance::Asserted | Stance::Denied) {
            text += &format!(", {}", model.vocab().stance_label(view.stance));
        }
        let reason = view.claim.reject.map_or(String::new(), |reason| format!("; rejected: {reason}"));
        let note = view.claim.note.map_or(String::new(), |note| format!("; {note}"));
        let by = format!("{}{note}{reason}", by_words(model, &view));
        let cells = vec![
            Cell::Text(label),
            Cell::Text(format!("{text}{by}")),
            Cell::Text("Says".into()),
            Cell::Nothing,
            Cell::Nothing,
        ];
        answer.draw(model, &[view.id]);
        answer.rows.push(Row::new(Section::titled("Says"), cells, Evidence::of(model, &view)));
    }
    answer
}
