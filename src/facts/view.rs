//! What is common to records and to claims, whatever list they stand in.
//!
//! Invariant: a claim that cites nothing itself takes the citations of its record, else those of its statuses; that is
//! decided here, once.
use super::list::{List, Ref};
use super::{Cite, ClaimFields, FactSet, Inner, Party, Status};
use crate::text::{Span, Text};
use crate::yaml::Short;

/// What is common to stakeholders, assets, agreements and dates.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'f> {
    /// Where the record is written.
    pub at: Span,
    /// Its id.
    pub id: Text,
    /// Its kind.
    pub kind: Text,
    /// Its name.
    pub name: Text,
    /// Other names.
    pub aliases: &'f [Text],
    /// Its group on a map.
    pub group: Option<Text>,
    /// What covers every line without a citation of its own.
    pub cite: &'f [Short<Cite>],
    /// The steps of its life.
    pub status: &'f [Short<Status>],
    /// Its properties and remarks.
    pub details: &'f [Inner],
    /// Whether no source names it.
    pub unnamed: bool,
    /// Whether its name is of several.
    pub plural: bool,
}

/// Which part of a record a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The record itself.
    Record,
    /// One of its statuses.
    Status(u32),
    /// One of its parties or participants.
    Party(u32),
    /// One of its details.
    Detail(u32),
}

/// A claim, wherever it is written.
#[derive(Clone, Copy, Debug)]
pub struct ClaimView<'f> {
    /// The record it stands in.
    pub of: Ref,
    /// Which part of the record it is.
    pub part: Part,
    /// The word to point at.
    pub at: Span,
    /// Whether the record could not be read whole.
    pub broken: bool,
    /// What it carries.
    pub fields: &'f ClaimFields,
    /// Its citations: its own, else those of its record.
    pub cites: &'f [Short<Cite>],
    /// Where it has none at all: the statuses whose citations serve instead.
    pub more: &'f [Short<Status>],
    /// Why it has no citation: its own reason, else that of the date it is a part of.
    pub uncited: Option<Text>,
}

impl<'f> ClaimView<'f> {
    /// The citations it rests on.
    pub fn all_cites(self) -> impl Iterator<Item = &'f Cite> + Clone {
        let cites = self.cites.iter().map(|c| &c.0);
        cites.chain(self.more.iter().flat_map(|s| s.claim.cite.iter().map(|c| &c.0)))
    }
}

impl FactSet {
    /// Stakeholders, assets, agreements and dates: what a question can be about.
    pub fn subjects(&self) -> impl Iterator<Item = (Ref, Subject<'_>)> {
        self.all().subjects()
    }

    /// What is common to the records a question can be about.
    pub fn subject(&self, of: Ref) -> Option<Subject<'_>> {
        let n = of.index as usize;
        macro_rules! view {
            ($record:expr, $status:expr, $cite:expr, $unnamed:expr, $plural:expr) => {
                Some(Subject {
                    at: $record.at,
                    id: $record.id,
                    kind: $record.kind,
                    name: $record.name,
                    aliases: &$record.aliases,
                    group: $record.group,
                    cite: $cite,
                    status: $status,
                    details: &$record.details,
                    unnamed: $unnamed,
                    plural: $plural,
                })
            };
        }
        match of.list {
            List::Stakeholders => {
                let r = &self.lists.stakeholders[n];
                view!(r, &r.status, &r.cite, r.unnamed, r.plural)
            }
            List::Assets => {
                let r = &self.lists.assets[n];
                view!(r, &r.status, &r.cite, r.unnamed, r.plural)
            }
            List::Agreements => {
                let r = &self.lists.agreements[n];
                view!(r, &r.status, &r.cite, r.unnamed, r.plural)
            }
            List::Dates => {
                let r = &self.lists.dates[n];
                view!(r, &[], &r.claim.cite, false, false)
            }
            List::Sources | List::Stakes | List::Ties | List::Details | List::Questions => None,
        }
    }

    /// What a record with a name notes for its readers.
    pub fn note(&self, of: Ref) -> Option<&str> {
        let n = of.index as usize;
        let note = match of.list {
            List::Sources => self.lists.sources[n].note,
            List::Stakeholders => self.lists.stakeholders[n].note,
            List::Assets => self.lists.assets[n].note,
            List::Agreements => self.lists.agreements[n].note,
            List::Dates => self.lists.dates[n].claim.note,
            List::Stakes | List::Ties | List::Details | List::Questions => None,
        };
        note.map(|text| &self.files[text])
    }

    /// Every claim of the set with what it takes from its record, in the order of the lists.
    pub fn each_claim<'f>(&'f self, each: &mut dyn FnMut(ClaimView<'f>)) {
        self.all().each_claim(each);
    }

    /// The claims of one record.
    pub fn each_claim_of<'f>(&'f self, of: Ref, each: &mut dyn FnMut(ClaimView<'f>)) {
        match self.subject(of) {
            Some(subject) => self.claims_of(of, subject, each),
            None => self.claim(of).into_iter().for_each(each),
        }
    }

    /// The claim that a stake, a tie or a detail of its own is.
    pub(super) fn claim(&self, of: Ref) -> Option<ClaimView<'_>> {
        let (lists, n) = (&self.lists, of.index as usize);
        let (at, broken, fields): (Text, bool, &ClaimFields) = match of.list {
            List::Stakes => (lists.stakes[n].kind, lists.stakes[n].broken, &lists.stakes[n].claim),
            List::Ties => (lists.ties[n].is, lists.ties[n].broken, &lists.ties[n].claim),
            List::Details => (lists.details[n].what, lists.details[n].broken, &lists.details[n].claim),
            _ => return None,
        };
        let (cites, uncited) = (&fields.cite, fields.uncited);
        Some(ClaimView { of, part: Part::Record, at: at.0, broken, fields, cites, more: &[], uncited })
    }

    /// The claims inside one record that has a name.
    pub(super) fn claims_of<'f>(&'f self, of: Ref, subject: Subject<'f>, each: &mut dyn FnMut(ClaimView<'f>)) {
        let (parties, own): (&[Short<Party>], Option<&ClaimFields>) = match of.list {
            List::Agreements => (&self.lists.agreements[of.index as usize].parties, None),
            List::Dates => {
                let date = &self.lists.dates[of.index as usize];
                (&date.who, Some(&date.claim))
            }
            _ => (&[], None),
        };
        let broken = self.is_broken(of);
        let mut claim = |part, at, fields: &'f ClaimFields| {
            let (cites, more): (&[Short<Cite>], &[Short<Status>]) = if !fields.cite.is_empty() {
                (&fields.cite, &[])
            } else if !subject.cite.is_empty() {
                (subject.cite, &[])
            } else {
                (&[], subject.status)
            };
            let uncited = fields.uncited.or(own.and_then(|own| own.uncited));
            each(ClaimView { of, part, at, broken, fields, cites, more, uncited });
        };
        if let Some(fields) = own {
            claim(Part::Record, subject.name.0, fields);
        }
        for (n, status) in subject.status.iter().enumerate() {
            claim(Part::Status(n as u32), status.is.0, &status.claim);
        }
        for (n, party) in parties.iter().enumerate() {
            claim(Part::Party(n as u32), party.who.0, &party.claim);
        }
        for (n, detail) in subject.details.iter().enumerate() {
            claim(Part::Detail(n as u32), detail.what.0, &detail.claim);
        }
    }
}
