//! Where the words of a section stand in a vocabulary: where they are defined, and where other words name them.
//!
//! Invariant: that a field names a word of a section follows from what the field says it stands for.
use super::texts::Texts;
use super::{Holds, Written};
use crate::text::{Files, Text};

/// A section of words that facts, or other words, use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What things are.
    Kinds,
    /// How two are tied.
    Relations,
    /// The steps of a life.
    Statuses,
    /// The parts in an agreement or a date.
    Roles,
    /// What a detail can say.
    Properties,
    /// The groups of a map.
    Groups,
    /// The shapes of boxes.
    Looks,
}

impl Section {
    /// All of them.
    pub const ALL: [Section; 7] = [
        Section::Kinds,
        Section::Relations,
        Section::Statuses,
        Section::Roles,
        Section::Properties,
        Section::Groups,
        Section::Looks,
    ];

    /// Whether a text that stands for this is a word of the section.
    fn has(self, holds: Holds) -> bool {
        match self {
            Section::Kinds => matches!(holds, Holds::Kind(_) | Holds::AnyKind | Holds::KindOrAny),
            Section::Relations => holds == Holds::Relation,
            Section::Statuses => holds == Holds::Status,
            Section::Properties => holds == Holds::Property,
            Section::Groups => holds == Holds::Group,
            Section::Looks => holds == Holds::Look,
            Section::Roles => false,
        }
    }
}

impl Written {
    /// The words of a section that are defined here.
    pub fn defined(&self, section: Section) -> Vec<Text> {
        match section {
            Section::Kinds => keys(&self.kinds.0),
            Section::Relations => keys(&self.relations.0),
            Section::Statuses => self.statuses.0.iter().flat_map(|(_, ladder)| keys(&ladder.0)).collect(),
            Section::Roles => keys(&self.roles.0),
            Section::Properties => keys(&self.properties.0),
            Section::Groups => keys(&self.groups.0),
            Section::Looks => keys(&self.looks.0),
        }
    }

    /// Where a word of a section is named here by others, and by what people write for it.
    pub fn named(&self, section: Section, word: &str, files: &Files) -> Vec<Text> {
        let mut all = vec![];
        self.texts(Holds::Anything, &mut |holds, text| {
            if section.has(holds) {
                all.push(text);
            }
        });
        all.extend(self.synonyms.0.iter().map(|(_, meant)| *meant));
        all.retain(|text| !text.is_stand_in() && files[*text] == *word);
        all
    }
}

fn keys<T>(entries: &[(Text, T)]) -> Vec<Text> {
    entries.iter().map(|(key, _)| *key).filter(|key| !key.is_stand_in()).collect()
}
