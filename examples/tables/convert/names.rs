//! Everybody who is named in a table, and the ids they get.
//!
//! Invariant: one key is one record, whatever it is called; two records of one name get ids that tell them apart, by
//! what is known of them, so that the same table gives the same ids.
use super::report::Report;
use super::table::{Field, Table};
use super::write;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use ties::facts::FactSet;

/// What a table of names has.
pub const FIELDS: &[Field] = &[
    Field::needed("id", &["id", "code", "lei", "ccode", "entityid", "personid", "leadid"]),
    Field::needed("name", &["name", "legalname", "entitylegalname", "statename", "statenme", "leader"]),
    Field::may("kind", &["kind", "type", "entitytype", "recordtype"]),
    Field::may("country", &["country", "jurisdiction", "entitylegaljurisdiction", "nationality"]),
    Field::may("born", &["born", "yrborn", "birthyear", "birthdate", "founded"]),
    Field::may("other", &["alias", "aliases", "othername", "formername"]),
];

/// How long an id gets, where it can be cut between two words.
const LONGEST: usize = 40;

/// Somebody of whom a record is written.
pub struct Named {
    /// As people know it.
    pub name: String,
    /// A kind of stakeholder.
    pub kind: &'static str,
    /// Its other names.
    pub others: Vec<String>,
    /// What tells this one from others of the same name, the plainest first.
    pub hints: Vec<String>,
}

/// One who is named: a place in the list of records, or a text nobody is known by.
#[derive(Clone, Debug)]
pub enum Who {
    /// A record.
    Record(usize),
    /// A reference to none.
    Nobody(String),
}

/// All who are named.
#[derive(Default)]
pub struct Names {
    all: Vec<Named>,
    by_key: HashMap<String, usize>,
    /// Whether a table of names was read: then who is not in it is nobody.
    closed: bool,
    taken: HashSet<String>,
    /// The ids of the records that are there already, by kind and name; none where two share a name.
    known: HashMap<(String, String), Option<String>>,
    /// The ids of `all`, once they are given.
    ids: Vec<String>,
}

impl Names {
    /// Keeps an id from being given to somebody.
    pub fn take(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// Whether references are to a table of names.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Takes in the facts of a folder: their ids are taken, and who has a record there gets no second one.
    pub fn read_known(&mut self, folder: &Path) -> Result<(), String> {
        let failed = |path: &Path, error: std::io::Error| format!("cannot read {}: {error}", path.display());
        let (mut open, mut texts) = (vec![folder.to_path_buf()], vec![]);
        while let Some(path) = open.pop() {
            if path.is_dir() {
                let entries = fs::read_dir(&path).map_err(|error| failed(&path, error))?;
                let paths = entries.map(|entry| entry.map(|entry| entry.path()));
                open.extend(paths.collect::<Result<Vec<PathBuf>, _>>().map_err(|error| failed(&path, error))?);
            } else if path.is_file() && path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
                let text = fs::read_to_string(&path).map_err(|error| failed(&path, error))?;
                texts.push((path.display().to_string(), text));
            }
        }
        let facts = FactSet::read(texts, &mut vec![]).map_err(|name| format!("{name} is too large"))?;
        for source in &facts.lists.sources {
            self.take(&facts.files[source.id]);
        }
        for (_, subject) in facts.subjects() {
            let id = facts.files[subject.id].to_owned();
            for name in subject.aliases.iter().chain([&subject.name]) {
                let key = (facts.files[subject.kind].to_owned(), facts.files[*name].to_owned());
                let found = self.known.entry(key).or_insert_with(|| Some(id.clone()));
                if found.as_ref() != Some(&id) {
                    *found = None;
                }
            }
            self.taken.insert(id);
        }
        Ok(())
    }

    /// Takes in a table of names.
    pub fn read_table(&mut self, table: &Table, report: &mut Report) {
        self.closed = true;
        for (row, record) in &table.rows {
            let cell = |field: &str| table.cell(record, field);
            let (key, name) = (cell("id"), cell("name"));
            if key.is_empty() || name.is_empty() {
                report.note("left out of the table of names: no id, or no name", *row);
                continue;
            }
            if self.by_key.contains_key(key) {
                report.note("left out of the table of names: an id that a row above has", *row);
                continue;
            }
            let hints = [cell("country"), cell("born").get(..4).unwrap_or_default(), key];
            let named = Named {
                name: name.to_owned(),
                kind: kind_of(cell("kind"), "company"),
                others: vec![cell("other").to_owned()],
                hints: hints.map(str::to_owned).to_vec(),
            };
            self.add(key.to_owned(), named);
        }
    }

    /// The one with a key, who may have one more name; a new record where there is none yet, unless a table holds all
    /// there are.
    pub fn of(&mut self, key: &str, named: Named) -> Who {
        match self.by_key.get(key) {
            Some(at) => {
                let there = &mut self.all[*at];
                if named.name != key && named.name != there.name && !there.others.contains(&named.name) {
                    there.others.push(named.name);
                }
                Who::Record(*at)
            }
            None if self.closed => Who::Nobody(key.to_owned()),
            None => Who::Record(self.add(key.to_owned(), named)),
        }
    }

    fn add(&mut self, key: String, named: Named) -> usize {
        self.all.push(named);
        self.by_key.insert(key, self.all.len() - 1);
        self.all.len() - 1
    }

    /// Gives everybody an id.
    pub fn settle(&mut self) {
        let known = |named: &Named| self.known.get(&(named.kind.to_owned(), named.name.clone())).cloned().flatten();
        let there: Vec<Option<String>> = self.all.iter().map(known).collect();
        let names: Vec<(String, Vec<String>)> = self.all.iter().map(|n| (id_of(&n.name), n.hints.clone())).collect();
        let mut ids = tell_apart(&names, &mut self.taken);
        // Two of one name are not both the one that is known.
        let mut given = HashSet::new();
        for (id, there) in ids.iter_mut().zip(there) {
            if let Some(there) = there.filter(|there| given.insert(there.clone())) {
                *id = there;
            }
        }
        self.ids = ids;
    }

    /// The id of one who is named.
    pub fn id(&self, who: &Who) -> String {
        match who {
            Who::Record(at) => self.ids[*at].clone(),
            Who::Nobody(key) => id_of(key),
        }
    }

    /// The ids that are given, or not to be given.
    pub fn taken(&mut self) -> &mut HashSet<String> {
        &mut self.taken
    }

    /// Writes the records that are not there yet; how many they are.
    pub fn write(&self, out: &mut String) -> usize {
        let there: HashSet<&String> = self.known.values().flatten().collect();
        let new: Vec<(&String, &Named)> =
            self.ids.iter().zip(&self.all).filter(|(id, _)| !there.contains(id)).collect();
        if !new.is_empty() {
            *out += "stakeholders:\n";
        }
        for (id, named) in &new {
            let _ = write!(out, "  - {{id: {id}, kind: {}, name: {}", named.kind, write::text(&named.name));
            let others = named.others.iter().filter(|other| !other.is_empty() && **other != named.name);
            let others: Vec<_> = others.map(|other| write::text(other)).collect();
            if !others.is_empty() {
                let _ = write!(out, ", aliases: [{}]", others.join(", "));
            }
            *out += "}\n";
        }
        new.len()
    }
}

/// A name as an id: small letters, digits and `-`, cut between two words where it is long.
pub fn id_of(name: &str) -> String {
    let latin = deunicode::deunicode(name).to_lowercase();
    let mut id = String::new();
    for word in latin.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !id.is_empty() && id.len() + word.len() >= LONGEST {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id += word;
    }
    match id.as_str() {
        "" => "nameless".into(),
        // A bare `null` is nothing, for YAML.
        "null" => "null-name".into(),
        id => id.chars().take(2 * LONGEST).collect(),
    }
}

/// The ids of names: where several would get one id, or it is taken, all of them get hints behind it until they differ;
/// those that nothing tells apart are numbered.
pub fn tell_apart(names: &[(String, Vec<String>)], taken: &mut HashSet<String>) -> Vec<String> {
    let mut ids: Vec<String> = names.iter().map(|(id, _)| id.clone()).collect();
    let most = names.iter().map(|(_, hints)| hints.len()).max().unwrap_or(0);
    for level in 0..most {
        let times = times(&ids);
        for (id, (_, hints)) in ids.iter_mut().zip(names) {
            let hint = hints.get(level).filter(|hint| !hint.is_empty());
            if let Some(hint) = hint.filter(|_| times[id] > 1 || taken.contains(id)) {
                *id = format!("{id}-{}", id_of(hint));
            }
        }
    }
    let times = times(&ids);
    let shared = |id: &String, taken: &HashSet<String>| times[id] > 1 || taken.contains(id);
    let alone: Vec<bool> = ids.iter().map(|id| !shared(id, taken)).collect();
    taken.extend(ids.iter().zip(&alone).filter(|(_, alone)| **alone).map(|(id, _)| id.clone()));
    let mut next: HashMap<String, usize> = HashMap::new();
    for (id, _) in ids.iter_mut().zip(alone).filter(|(_, alone)| !alone) {
        let number = next.entry(id.clone()).or_insert(1);
        while !taken.insert(format!("{id}-{number}")) {
            *number += 1;
        }
        *id = format!("{id}-{number}");
    }
    ids
}

fn times(ids: &[String]) -> HashMap<String, usize> {
    let mut times = HashMap::new();
    ids.iter().for_each(|id| *times.entry(id.clone()).or_insert(0) += 1);
    times
}

/// The kind of stakeholder a table means.
pub fn kind_of(word: &str, default: &'static str) -> &'static str {
    let word = word.to_lowercase();
    let kinds: [(&[&str], &str); 5] = [
        (&["corporate", "company", "firm", "legal-person", "registeredentity", "fund"], "company"),
        (&["person", "individual", "natural", "human"], "person"),
        (&["government", "agency", "public", "ministry"], "public-body"),
        (&["state", "country"], "state"),
        (&["bloc", "organi"], "bloc"),
    ];
    let found = kinds.iter().find(|(words, _)| words.iter().any(|part| word.contains(part)));
    found.map_or(default, |(_, kind)| kind)
}
