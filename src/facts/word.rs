//! Where a word of the vocabulary is written in facts.
//!
//! Invariant: a word of the folder's own is found wherever a check would look it up.
use super::FactSet;
use crate::text::Text;
use crate::vocab::Section;

impl FactSet {
    /// The sections in which the files define a word.
    pub fn sections_of(&self, word: &str) -> Vec<Section> {
        let defines = |section: &Section| {
            let mut own = self.own_words.iter().flat_map(|words| words.defined(*section));
            own.any(|own| self.files[own] == *word)
        };
        Section::ALL.into_iter().filter(defines).collect()
    }

    /// Each place where a word of a section is written: where it is defined, where other words name it, where facts use it.
    pub fn each_word(&self, section: Section, word: &str, each: &mut dyn FnMut(Text)) {
        for words in &self.own_words {
            words.defined(section).into_iter().filter(|own| self.files[*own] == *word).for_each(&mut *each);
            words.named(section, word, &self.files).into_iter().for_each(&mut *each);
        }
        self.each_used(section, &mut |used| {
            if !used.is_stand_in() && self.files[used] == *word {
                each(used);
            }
        });
    }

    /// The words of a section that facts use.
    fn each_used(&self, section: Section, each: &mut dyn FnMut(Text)) {
        let lists = &self.lists;
        match section {
            Section::Kinds => {
                lists.sources.iter().for_each(|source| each(source.kind));
                lists.stakes.iter().for_each(|stake| each(stake.kind));
                self.subjects().for_each(|(_, subject)| each(subject.kind));
            }
            Section::Relations => lists.ties.iter().for_each(|tie| each(tie.is)),
            Section::Statuses => {
                self.subjects().flat_map(|(_, subject)| subject.status).for_each(|status| each(status.is));
            }
            Section::Roles => {
                let parties = lists.agreements.iter().flat_map(|agreement| &agreement.parties);
                let parties = parties.chain(lists.dates.iter().flat_map(|date| &date.who));
                parties.filter_map(|party| party.role(&self.files)).for_each(each);
            }
            Section::Properties => {
                lists.details.iter().for_each(|detail| each(detail.what));
                self.subjects().flat_map(|(_, subject)| subject.details).for_each(|detail| each(detail.what));
            }
            Section::Groups => self.subjects().filter_map(|(_, subject)| subject.group).for_each(each),
            Section::Looks => {}
        }
    }
}
