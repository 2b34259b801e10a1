//! How a `vocabulary:` changes the words there are.
//!
//! Invariant: a line changes only the fields it has; what it leaves out stays as it was, or comes from the parent.
use super::order::parents_first;
use super::{
    Group, Kind, KindLine, LineLook, Look, Property, Relation, Role, Root, StanceWords, Status, Vocab, Written,
};
use crate::text::{Files, Text};
use crate::yaml::Many;
use std::sync::Arc;

impl Vocab {
    /// Takes in what files add or change, none of them before another; `own` where they come from a fact folder.
    pub fn add(&mut self, all: &[&Written], files: &Files, own: bool) {
        for (word, line) in parents_first(all, files) {
            self.add_kind(*word, line, files, own);
        }
        all.iter().for_each(|written| self.add_words(written, files, own));
    }

    fn add_words(&mut self, written: &Written, files: &Files, own: bool) {
        self.add_relations(written, files, own);
        self.add_statuses(written, files);
        self.add_phases(written, files);
        self.add_stances(written, files);
        self.add_roles(written, files);
        self.add_properties(written, files);
        self.add_groups(written, files);
        self.add_looks(written, files);
        self.add_lines(written, files);
        self.add_languages(written, files);
        self.add_synonyms(written, files);
    }

    /// Takes in a kind; a new one starts from its parent.
    fn add_kind(&mut self, word: Text, line: &KindLine, files: &Files, own: bool) {
        let above = line.is.and_then(|is| self.kinds.get(&files[is]).cloned()).unwrap_or_else(root_kind);
        let name = files[word].to_owned();
        self.kinds.set(&name, |old| {
            let old = old.unwrap_or(Kind { label: spaced(&name), all: String::new(), span: None, ..above });
            Kind {
                label: says(files, &line.label).unwrap_or(old.label),
                all: says(files, &line.all).unwrap_or(old.all),
                parent: says(files, &line.is).or(old.parent).filter(|p| *p != name && !is_root(&name)),
                look: says(files, &line.look).unwrap_or(old.look),
                colour: says(files, &line.colour).unwrap_or(old.colour),
                partnership: line.partnership.map_or(old.partnership, Into::into),
                min_parties: line.min_parties.unwrap_or(old.min_parties),
                binding: line.binding.unwrap_or(old.binding),
                place: line.place.unwrap_or(old.place),
                share: line.share.unwrap_or(old.share),
                expects: if line.expects.is_empty() { old.expects } else { all(files, &line.expects) },
                within: if line.within.is_empty() { old.within } else { all(files, &line.within) },
                says: says(files, &line.says).unwrap_or(old.says),
                says_not: says(files, &line.says_not).unwrap_or(old.says_not),
                ftm: says(files, &line.ftm).unwrap_or(old.ftm),
                cameo: says(files, &line.cameo).unwrap_or(old.cameo),
                about: says(files, &line.about).unwrap_or_default(),
                span: own.then_some(word.0),
            }
        });
    }

    /// Takes in relations.
    fn add_relations(&mut self, written: &Written, files: &Files, own: bool) {
        for (word, line) in &written.relations.0 {
            let name = files[*word].to_owned();
            self.relations.set(&name, |old| {
                let old = old.unwrap_or_else(|| new_relation(&name));
                let or = |new: Vec<String>, old: Vec<String>| if new.is_empty() { old } else { new };
                let label = says(files, &line.label).unwrap_or(old.label);
                let symmetric = line.symmetric.unwrap_or(old.symmetric);
                Relation {
                    inverse: says(files, &line.inverse).unwrap_or(if symmetric { label.clone() } else { old.inverse }),
                    label,
                    all: says(files, &line.all).unwrap_or(old.all),
                    from: or(all(files, &line.from), old.from),
                    to: or(all(files, &line.to), old.to),
                    symmetric,
                    transitive: line.transitive.unwrap_or(old.transitive),
                    one: says(files, &line.one).unwrap_or(old.one),
                    same_root: line.same_root.unwrap_or(old.same_root),
                    short_of: or(all(files, &line.short_of), old.short_of),
                    partnership: line.partnership.map_or(old.partnership, Into::into),
                    orders: line.orders.unwrap_or(old.orders),
                    derived: line.derived.unwrap_or(old.derived),
                    one_voice: line.one_voice.unwrap_or(old.one_voice),
                    heading: says(files, &line.heading).unwrap_or(old.heading),
                    says: says(files, &line.says).unwrap_or(old.says),
                    says_not: says(files, &line.says_not).unwrap_or(old.says_not),
                    ftm: says(files, &line.ftm).unwrap_or(old.ftm),
                    cameo: says(files, &line.cameo).unwrap_or(old.cameo),
                    about: says(files, &line.about).unwrap_or(old.about),
                    span: own.then_some(word.0),
                }
            });
        }
    }

    /// Takes in ladders of statuses; the order of the file is the order of a life.
    fn add_statuses(&mut self, written: &Written, files: &Files) {
        for (ladder, rungs) in &written.statuses.0 {
            let ordered = Root::ALL.iter().any(|r| r.word() == &files[*ladder]);
            self.statuses.set(&files[*ladder], |old| {
                let mut ladder = old.unwrap_or_default();
                for (word, line) in &rungs.0 {
                    let rung = ladder.position(&files[*word]).unwrap_or(ladder.len());
                    let status = Status {
                        label: says(files, &line.label).unwrap_or_else(|| spaced(&files[*word])),
                        phase: line.is.into(),
                        again: line.again.unwrap_or(false),
                        rung: ordered.then_some(rung),
                    };
                    ladder.set(&files[*word], |_| status);
                }
                ladder
            });
        }
    }

    /// Takes in the line style of phases.
    fn add_phases(&mut self, written: &Written, files: &Files) {
        for (word, style) in &written.phases.0 {
            self.phases.set(&files[*word], |_| files[*style].to_owned());
        }
    }

    /// Takes in how stances read.
    fn add_stances(&mut self, written: &Written, files: &Files) {
        for (word, line) in &written.stances.0 {
            self.stances.set(&files[*word], |old| {
                let old = old.unwrap_or_default();
                let label = says(files, &line.label).unwrap_or_else(|| files[*word].to_owned());
                StanceWords { label, counts: says(files, &line.counts).unwrap_or(old.counts) }
            });
        }
    }

    /// Takes in roles.
    fn add_roles(&mut self, written: &Written, files: &Files) {
        for (word, line) in &written.roles.0 {
            self.roles.set(&files[*word], |old| Role {
                label: says(files, &line.label).unwrap_or_else(|| spaced(&files[*word])),
                default: line.default.and_then(|d| Root::ALL.into_iter().find(|r| r.word() == &files[d])),
                partnership: line.partnership.map_or(old.clone().unwrap_or_default().partnership, Into::into),
                acts: line.acts.unwrap_or(old.unwrap_or_default().acts),
            });
        }
    }

    /// Takes in properties.
    fn add_properties(&mut self, written: &Written, files: &Files) {
        for (word, line) in &written.properties.0 {
            self.properties.set(&files[*word], |old| {
                let old = old.unwrap_or_else(|| Property { label: spaced(&files[*word]), ..Property::default() });
                let (of, values) = (all(files, &line.of), all(files, &line.values));
                let broader = line.broader.0.iter().map(|(a, b)| (files[*a].to_owned(), files[*b].to_owned()));
                Property {
                    label: says(files, &line.label).unwrap_or(old.label),
                    of: if of.is_empty() { old.of } else { of },
                    value: line.r#type.map_or(old.value, Into::into),
                    unit: says(files, &line.unit).unwrap_or(old.unit),
                    many: line.many.unwrap_or(old.many),
                    bare: line.bare.unwrap_or(old.bare),
                    values: if values.is_empty() { old.values } else { values },
                    broader: old.broader.into_iter().chain(broader).collect(),
                }
            });
        }
    }

    /// Takes in groups.
    fn add_groups(&mut self, written: &Written, files: &Files) {
        for (word, line) in &written.groups.0 {
            self.groups.set(&files[*word], |old| Group {
                label: files[line.label].to_owned(),
                colour: says(files, &line.colour).unwrap_or(old.unwrap_or_default().colour),
            });
        }
    }

    /// Takes in shapes.
    fn add_looks(&mut self, written: &Written, files: &Files) {
        for (word, line) in &written.looks.0 {
            self.looks.set(&files[*word], |_| Look {
                shape: says(files, &line.shape).unwrap_or_default(),
                style: says(files, &line.style).unwrap_or_default(),
                peripheries: line.peripheries.unwrap_or(1),
            });
        }
    }

    /// Takes in line looks.
    fn add_lines(&mut self, written: &Written, files: &Files) {
        for (word, line) in &written.lines.0 {
            self.lines.set(&files[*word], |_| LineLook {
                colour: says(files, &line.colour).unwrap_or_default(),
                dark: says(files, &line.dark).unwrap_or_default(),
                head: says(files, &line.head).unwrap_or_default(),
            });
        }
    }

    /// Takes in languages.
    fn add_languages(&mut self, written: &Written, files: &Files) {
        for (code, name) in &written.languages.0 {
            self.languages.set(&files[*code], |_| files[*name].to_owned());
        }
    }

    /// Takes in what people write for a word.
    fn add_synonyms(&mut self, written: &Written, files: &Files) {
        let synonyms =
            written.synonyms.0.iter().map(|(word, meant)| (files[*word].to_lowercase(), files[*meant].to_owned()));
        Arc::make_mut(&mut self.synonyms).extend(synonyms);
    }
}

/// What a field says, where it is there.
fn says(files: &Files, text: &Option<Text>) -> Option<String> {
    text.filter(|t| !t.is_stand_in()).map(|t| files[t].to_owned())
}

/// What each of several texts says.
fn all(files: &Files, texts: &Many<Text>) -> Vec<String> {
    texts.iter().filter(|t| !t.is_stand_in()).map(|t| files[*t].to_owned()).collect()
}

fn is_root(name: &str) -> bool {
    Root::ALL.iter().any(|r| r.word() == name)
}

fn root_kind() -> Kind {
    Kind { min_parties: 2, binding: true, ..Kind::default() }
}

fn new_relation(name: &str) -> Relation {
    let label = spaced(name);
    let any = || vec!["any".to_owned()];
    Relation {
        says: format!("is {label}"),
        says_not: format!("is not {label}"),
        inverse: format!("{label} (other way)"),
        label,
        from: any(),
        to: any(),
        ..Relation::default()
    }
}

/// `in-force` → `in force`.
fn spaced(word: &str) -> String {
    word.replace('-', " ")
}
