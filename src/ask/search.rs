mod said;

use self::said::{about, claim, quotes, sentences};
use super::{Answer, Ask, AskError, Cell, Column, Evidence, Note, Row, Section, Shape};
use crate::date::Date;
use crate::diag::near::{MOST_ENDING, is_of_one_stem, nearest};
use crate::diag::words::word_edges;
use crate::model::{Disputed, Lens, Model, SourceId, fold, latin};
use crate::vocab::Root;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// Find a name, an alias or a word
///
/// Looks in ids, names and other names, words of the vocabulary, notes, titles of sources, values, shares, quotes, reasons
/// and those who are only described, without regard to accents, capitals or the alphabet, and says where it was found.
/// What is not to be believed is found too, and marked. Of one that is called so, what is said is told too, where it is
/// not too much.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  ties search goita\n  ties search \"peaceful use\"\n  ties search Гойта")]
pub struct Search {
    /// What to look for
    #[arg(required = true)]
    text: Vec<String>,
}

const COLUMNS: &[Column] = &[
    Column::shown("record", "FOUND").of_records().with_ids(),
    Column::shown("where", "WHERE"),
    Column::shown("words", "TEXT"),
    Column::data("kind"),
];

/// How well whole words fit that are not all of a text.
const WHOLE_WORDS: u8 = 1;

/// What is looked for, folded as names are.
struct Sought {
    plain: String,
    latin: String,
    /// Its words, small numbers in figures.
    words: Vec<String>,
    /// Whether it is written in another way across the Atlantic.
    has_other_spelling: bool,
}

/// Words of so many letters in common may be one.
const LEAST_STEM: usize = 4;

/// Of long words the ending may be longer: a producer and his production.
const LONG_STEM: usize = 6;

/// How well words in another order, or with other endings, fit.
const OTHER_ORDER: u8 = 4;

/// Small numbers as they are written in English, in French, and in Russian in Latin letters.
const NUMBERS: [&[&str]; 9] = [
    &["two", "second", "deux", "deuxieme", "dva", "dve", "vtoroi"],
    &["three", "third", "trois", "troisieme", "tri", "tretii"],
    &["four", "quatre", "chetyre"],
    &["five", "cinq", "piat"],
    &["six", "shest"],
    &["seven", "sept", "sem"],
    &["eight", "huit", "vosem"],
    &["nine", "neuf", "deviat"],
    &["ten", "dix", "desiat"],
];

/// Tonnes as they are written in English, in French, and in Russian in Latin letters; amounts have `t`.
const TONNES: [&str; 6] = ["tonne", "tonnes", "ton", "tons", "tonn", "tonny"];

/// A small number in figures, tonnes as `t`; any other word as it is.
fn figure(word: &str) -> &str {
    const FIGURES: [&str; 9] = ["2", "3", "4", "5", "6", "7", "8", "9", "10"];
    if TONNES.contains(&word) {
        return "t";
    }
    NUMBERS.iter().position(|names| names.contains(&word)).map_or(word, |n| FIGURES[n])
}

/// What is written in two ways across the Atlantic: the American, the British.
const SPELLINGS: [[&str; 2]; 2] = [["iz", "is"], ["fense", "fence"]];

/// Both spellings as one: `destabilize` → `destabilise`, `defense` → `defence`.
fn one_spelling(text: &str) -> String {
    SPELLINGS.iter().fold(text.to_owned(), |text, [american, british]| text.replace(american, british))
}

impl Sought {
    fn new(text: &str) -> Self {
        let latin = latin(text);
        let words = latin.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words = words.map(|word| figure(word).to_owned()).collect();
        let has_other_spelling = SPELLINGS.iter().flatten().any(|part| latin.contains(part));
        Self { plain: fold(text), words, latin, has_other_spelling }
    }

    /// How well a text fits: the whole of it, whole words, the beginning of a word, a part, all of its words; none where it
    /// is not in it.
    fn fits(&self, text: &str) -> Option<u8> {
        let in_order = |text: String, sought: &str| {
            let fit = |(at, found): (usize, &str)| match word_edges(&text, at, found) {
                (true, true) if text.len() == found.len() => 0,
                (true, true) => WHOLE_WORDS,
                (true, false) => 2,
                (false, _) => 3,
            };
            text.match_indices(sought).map(fit).min()
        };
        let plain = in_order(fold(text), &self.plain);
        let in_latin = || (!self.latin.is_empty()).then(|| in_order(latin(text), &self.latin)).flatten();
        let spelled = || in_order(one_spelling(&latin(text)), &one_spelling(&self.latin));
        plain
            .or_else(in_latin)
            .or_else(|| self.has_other_spelling.then(spelled).flatten())
            .or_else(|| self.has_words(text).then_some(OTHER_ORDER))
    }

    /// Whether all of several words are in a text, in whatever order and with whatever endings: `growing`, `grows`.
    fn has_words(&self, text: &str) -> bool {
        self.lacks_words(text) == 0
    }

    /// How many of several words are not in a text; of a single one, that is found as it is written, it is one.
    fn lacks_words(&self, text: &str) -> usize {
        let text = latin(text);
        // The figures of one number stay together.
        let parts = text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != ',');
        let parts: Vec<&str> = parts.map(|part| figure(part.trim_matches(['.', ',']))).collect();
        // A number is no beginning of another, and a letter none of a word.
        let is_whole = |word: &str| word.len() == 1 || word.bytes().all(|byte| byte.is_ascii_digit());
        let is_one = |word: &str, part: &str| {
            part == word
                || !is_whole(word) && part.starts_with(word)
                || is_of_one_stem(word, part, LEAST_STEM, MOST_ENDING)
                || is_of_one_stem(word, part, LONG_STEM, MOST_ENDING + 1)
        };
        // A single word is found as it is written: what is alike is offered.
        if self.words.len() < 2 {
            return 1;
        }
        self.words.iter().filter(|word| !parts.iter().any(|part| is_one(word, part))).count()
    }
}

impl Ask for Search {
    fn answer<'f>(&self, model: &'f Model<'f>, lens: &Lens) -> Result<Answer<'f>, AskError> {
        let text = self.text.join(" ");
        let sought = Sought::new(&text);
        if sought.plain.is_empty() {
            let message = "there is nothing to look for".to_owned();
            return Err(AskError::Usage { message, help: "write a word or a part of one: ties search goita".into() });
        }
        let mut answer = Answer::new("search", format!("Found: {text}"), Shape::Columns, COLUMNS, lens);
        answer.rows = rows(model, lens, &text, &sought);
        if answer.rows.is_empty()
            && Date::read(&text).is_err()
            && let Some((found, rows)) = instead(model, lens, &sought)
        {
            let text = format!("Nothing here holds `{text}`; this is what there is on `{found}`.");
            answer.lead.push(Note { text, evidence: Evidence::default() });
            answer.rows = rows;
        }
        for row in &answer.rows {
            if let Cell::Entity(node) = row.cells[0] {
                answer.selection.nodes.push(node);
            }
        }
        // What is called so is one thing; what is said of it stands with it.
        if let Some(Cell::Entity(node)) = answer.rows.first().map(|row| &row.cells[0]) {
            answer.more.push(format!("ties show {}", model.graph[*node].id));
        }
        let disputed = answer.rows.iter().find(|row| row.evidence.disputed).map(|row| &row.cells[0]);
        if let Some(Cell::Entity(node)) = disputed {
            answer.more.push(format!("ties disputes {}", model.graph[*node].id));
        }
        // A day is looked for where things have one, however it was written.
        let day = Date::read(&text).map_or_else(|slip| slip.meant, |_| Some(text.clone()));
        if let Some(day) = day.as_ref().filter(|_| answer.rows.is_empty()) {
            answer.more.push(format!("ties timeline --since {day} --until {day}"));
        }
        if answer.rows.is_empty() {
            // Through a lens, what is near may be told there as little.
            let near = if is_narrow(lens) || day.is_some() { vec![] } else { near_words(model, &text) };
            let near = if near.is_empty() { String::new() } else { format!(" Near to it: {}.", near.join(", ")) };
            let text = match lens.source {
                Some(source) => format!("{} says nothing here that holds `{text}`.", model.source(source).id),
                None => format!("Nothing here holds `{text}`.{near}"),
            };
            answer.notes.push(Note { text, evidence: Evidence::default() });
        }
        Ok(answer)
    }
}

/// What there is in place of words that are nowhere: on the only name with another ending; of several words, on the one
/// that is found least often.
fn instead<'f>(model: &'f Model<'f>, lens: &Lens, sought: &Sought) -> Option<(String, Vec<Row<'f>>)> {
    let found = sought.words.iter().filter(|word| word.len() >= LEAST_STEM).take(MOST_TRIED).map(|word| {
        let name = of_one_stem(model, &Sought::new(word)).unwrap_or(word);
        (name.to_owned(), rows(model, lens, name, &Sought::new(name)))
    });
    // A word of the vocabulary tells nothing, and of several what is everywhere tells too much.
    let is_record = |row: &Row| matches!(row.cells[0], Cell::Entity(_) | Cell::Source(_));
    let is_one = sought.words.len() == 1;
    let tells = |(_, rows): &(_, Vec<Row>)| rows.iter().any(is_record) && (is_one || rows.len() <= MOST_ROWS);
    found.filter(tells).min_by_key(|(_, rows)| rows.len())
}

/// So many rows on a word are told in place of several words.
const MOST_ROWS: usize = 30;

/// So many words are looked for one by one.
const MOST_TRIED: usize = 6;

/// All that is found, what fits best first.
fn rows<'f>(model: &'f Model<'f>, lens: &Lens, text: &str, sought: &Sought) -> Vec<Row<'f>> {
    let mut found: Vec<(Fit, Row)> = vec![];
    vocabulary(model, sought, &mut found);
    records(model, sought, lens, &mut found);
    sources(model, sought, lens, &mut found);
    // What is not to be believed can be looked for too, and is told as that.
    let rejected = |id| model.any_view(id, lens).filter(|view| view.claim.reject.is_some() && lens.stance.is_none());
    let mut told = BTreeSet::new();
    for view in model.all_claims().filter_map(|id| model.view(id, lens).or_else(|| rejected(id))) {
        let before = found.len();
        claim(model, &view, sought, &mut found);
        quotes(model, &view, sought, &mut found);
        if found.len() > before {
            told.insert(view.id);
        }
    }
    about(model, lens, (text, &told), &mut found);
    // A word of the vocabulary alone tells nothing.
    if !found.iter().any(|(_, row)| matches!(row.cells[0], Cell::Entity(_) | Cell::Source(_))) {
        sentences(model, lens, sought, &mut found);
    }
    found.sort_by_key(|(fit, _)| *fit);
    let mut rows: Vec<Row> = found.into_iter().map(|(_, row)| row).collect();
    let disputed = Disputed::new(model, lens);
    for row in &mut rows {
        row.evidence.disputed = row.evidence.claims.iter().any(|id| disputed.holds(*id));
        if let (true, Cell::Text(text)) = (row.evidence.disputed, &mut row.cells[2]) {
            text.push_str(" (disputed)");
        }
    }
    rows
}

/// The only name that is the same as a longer word that was looked for, but for its ending: `Chinese`, China.
fn of_one_stem<'f>(model: &Model<'f>, sought: &Sought) -> Option<&'f str> {
    let is_it = |name: &&str| {
        let name = latin(name);
        name.len() < sought.latin.len() && is_of_one_stem(&sought.latin, &name, LEAST_STEM, MOST_ENDING)
    };
    let mut names = model.graph.node_weights().map(|node| node.name).filter(is_it);
    let only = names.next().filter(|_| sought.words.len() == 1)?;
    names.next().is_none().then_some(only)
}

/// How well something found fits: what fits better, what it is called before what is said of it, a short name before a
/// long one, then as it stands in the facts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    fits: u8,
    is_said: bool,
    words: usize,
    place: usize,
}

/// What a record is called: the places where its names stand.
const NAMES: [&str; 3] = ["name", "id", "other name"];

/// Adds a row where one of the texts fits: the best of those that are found in the same place of a record, with how it
/// is put behind it.
fn add<'f>(
    found: &mut Vec<(Fit, Row<'f>)>,
    sought: &Sought,
    texts: &[(&'static str, &str)],
    (record, kind): (Cell<'f>, &'f str),
    (put, evidence): (&dyn Fn(&str) -> String, &Evidence<'f>),
) {
    let words = texts.first().map_or(0, |(_, name)| name.split_whitespace().count());
    for (place, text) in texts {
        if let Some(fits) = sought.fits(text) {
            let fit = Fit { fits, is_said: !NAMES.contains(place), words, place: found.len() };
            let cells =
                vec![record.clone(), Cell::Word(place), Cell::text(format!("{text}{}", put(place))), Cell::Word(kind)];
            found.push((fit, Row::new(Section::default(), cells, evidence.clone())));
        }
    }
}

/// Words of the vocabulary, by themselves and as people read them.
fn vocabulary<'f>(model: &'f Model<'f>, sought: &Sought, found: &mut Vec<(Fit, Row<'f>)>) {
    let vocab = model.vocab();
    let properties = vocab.properties.iter().map(|(word, it)| ("a property", word, &it.label));
    let relations = vocab.relations.iter().map(|(word, it)| ("a relation", word, &it.label));
    let kinds = vocab.kinds.iter().map(|(word, it)| ("a kind", word, &it.label));
    for (place, word, label) in properties.chain(relations).chain(kinds) {
        // There are many of them, of which few are meant by a part of a word.
        let is_it = |text: &&str| sought.fits(text).is_some_and(|fits| fits <= WHOLE_WORDS);
        if let Some(text) = [label.as_str(), word].into_iter().find(is_it) {
            add(found, sought, &[(place, text)], (Cell::Word(word), ""), (&|_| String::new(), &Evidence::default()));
        }
    }
}

/// Whether only some of the sources count.
fn is_narrow(lens: &Lens) -> bool {
    lens.source.is_some() || lens.known_by.is_some() || lens.said_by.is_some()
}

/// The records; where only some sources count, those of which one of them says something.
fn records<'f>(model: &'f Model<'f>, sought: &Sought, lens: &Lens, found: &mut Vec<(Fit, Row<'f>)>) {
    let files = &model.facts.files;
    for (of, subject) in model.facts.subjects() {
        let Some(node) = model.node_of(of) else { continue };
        if is_narrow(lens) && !model.claims_on(node).any(|id| model.any_view(id, lens).is_some()) {
            continue;
        }
        let it = &model.graph[node];
        // An id that is the name without its accents tells nothing more.
        let id = if sought.fits(it.name).is_some() { "" } else { it.id };
        let mut texts = vec![("name", it.name), ("id", id)];
        texts.extend(subject.aliases.iter().map(|alias| ("other name", &files[*alias])));
        // What is noted of a record speaks of all of its sources.
        let is_its = |id| model.claim(id).cites.iter().all(|cite| Some(cite.source) == lens.source);
        let speaks = !is_narrow(lens) || model.claims_on(node).all(is_its);
        texts.extend(model.facts.note(of).filter(|_| speaks).map(|note| ("its note", note)));
        let (put, told) = standing(model, node, lens);
        let evidence = Evidence { at: Some(subject.id.0), ..told };
        add(found, sought, &texts, (Cell::Entity(node), it.kind), (&|_| put.clone(), &evidence));
    }
}

/// What an agreement has come to, or that something is to happen, and when and where that is said; nothing of those that
/// only are.
fn standing<'f>(model: &'f Model<'f>, node: NodeIndex, lens: &Lens) -> (String, Evidence<'f>) {
    if let Some(view) = model.happened(node).and_then(|id| model.view(id, lens)) {
        return (model.put_view(&view), Evidence::of(model, &view));
    }
    match model.stands(node, lens).filter(|_| model.graph[node].root == Root::Agreement) {
        Some(status) => {
            let words = format!(": {}{}", model.status_label(node, status.word), model.put_view(&status.view));
            (words, Evidence::of(model, &status.view))
        }
        None => (String::new(), Evidence::default()),
    }
}

fn sources<'f>(model: &'f Model<'f>, sought: &Sought, lens: &Lens, found: &mut Vec<(Fit, Row<'f>)>) {
    let files = &model.facts.files;
    let counts = |(n, _): &(usize, _)| lens.source.is_none_or(|source| source == SourceId(*n as u32));
    for (n, source) in model.sources.iter().enumerate().filter(counts) {
        let record = source.record;
        let mut texts = vec![("title of a source", &files[record.title]), ("id of a source", source.id)];
        texts.extend(record.aliases.iter().map(|alias| ("other name", &files[*alias])));
        let author = record.author.map(|author| &files[author]);
        let author = author.map(|id| model.node_called(id).map_or(id, |who| model.name(who)));
        texts.extend(author.map(|author| ("author", author)));
        let others = [("publisher", Some(record.publisher)), ("its note", record.note)];
        texts.extend(others.into_iter().filter_map(|(place, text)| Some((place, &files[text?]))));
        // Where and when it came out; a note and an id are none of its own words.
        let published = source.published.as_ref().map_or("undated".to_owned(), |date| date.words());
        let put = |place: &str| match place {
            "publisher" => format!(", {published}"),
            "title of a source" | "author" => format!(", {}, {published}", source.publisher),
            _ => String::new(),
        };
        let evidence = Evidence { at: Some(record.id.0), ..Evidence::default() };
        add(found, sought, &texts, (Cell::Source(SourceId(n as u32)), &files[record.kind]), (&put, &evidence));
    }
}

fn kind<'f>(model: &'f Model<'f>, node: NodeIndex) -> &'f str {
    model.graph[node].kind
}

/// Words of names that are near to what was looked for, each once.
fn near_words(model: &Model, text: &str) -> Vec<String> {
    let folded = latin(text);
    let nodes = model.graph.node_weights().map(|node| (node.id, node.name));
    let all: Vec<(String, &str, &str)> = nodes
        .flat_map(|(id, name)| {
            let whole = latin(name);
            let words: Vec<String> =
                whole.split(' ').map(str::to_owned).chain([whole.clone(), id.to_owned()]).collect();
            words.into_iter().map(move |word| (word, id, name))
        })
        .collect();
    let mut near: Vec<String> = vec![];
    for word in std::iter::once(folded.as_str()).chain(folded.split(' ')) {
        let Some(found) = nearest(word, all.iter().map(|(word, ..)| word.as_str())) else { continue };
        for (_, id, name) in all.iter().filter(|(word, ..)| word == found.word).take(3) {
            let shown = format!("`{id}` ({name})");
            if !near.contains(&shown) {
                near.push(shown);
            }
        }
    }
    near.truncate(5);
    near
}
