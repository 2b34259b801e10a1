//! A tape decoded into a struct through serde, with every fault of it found.
//!
//! serde stops at the first fault. So the place of a fault is remembered and the record decoded again with a
//! stand-in there, until it goes through (at most [`MOST_FAULTS`] times; sound records pay nothing). Invariant:
//! unknown and doubled keys are reported and skipped here, before serde sees them, because only here the allowed
//! fields are known.
mod fault;
mod keys;
mod parts;
mod value;

use super::tape::Tape;
use super::{Found, name};
use crate::diag::{Diagnostic, near::Synonyms};
use crate::text::Span;
use fault::Place;
use serde::de;
use std::cell::RefCell;
use std::sync::Arc;
use value::{At, Form};

/// How many faults of one record are looked for.
const MOST_FAULTS: usize = 64;

/// Decodes one record; `None` where not even stand-ins make it whole. The flag tells whether faults were found.
pub fn record<'t, T: de::Deserialize<'t>>(tape: &'t Tape<'_>, found: &mut Found) -> (Option<T>, bool) {
    let synonyms = Arc::clone(&found.synonyms);
    let mut all = Shared {
        tape,
        synonyms,
        said: RefCell::default(),
        unescaped: RefCell::default(),
        cut: RefCell::default(),
        bad: vec![],
    };
    let mut faults = vec![];
    loop {
        let result = T::deserialize(At { all: &all, index: 0, form: Form::Plain, stand_in: false });
        match result {
            Ok(_) if all.cut.get_mut().iter().any(|place| !all.bad.contains(place)) => {
                // A value that a comma cut short is none: it gets a stand-in, as its slip is told.
                all.bad.append(all.cut.get_mut());
                all.said.get_mut().clear();
                all.unescaped.get_mut().clear();
            }
            Ok(value) => {
                let broken = !faults.is_empty() || !all.said.borrow().is_empty();
                let said = all.said.get_mut();
                let has_feature = has_feature(tape, &found.diagnostics, said);
                for (place, fault) in faults {
                    if is_misspelt(tape, place, said) || has_feature && is_left_out(tape, place) {
                        continue;
                    }
                    match (place, stray_key(tape, place, said)) {
                        (Place::Missing(_, field), Some(stray)) => {
                            stray.help.push(format!("`{field}` is missing here"))
                        }
                        _ => found.diagnostics.push(fault),
                    }
                }
                found.diagnostics.append(said);
                found.unescaped.append(all.unescaped.get_mut());
                return (Some(value), broken);
            }
            Err(fault) => {
                let place = fault.place.unwrap_or(Place::Token(0));
                faults.push((place, fault.diagnostic(tape, place)));
                if all.bad.contains(&place) || faults.len() == MOST_FAULTS {
                    found.diagnostics.extend(faults.into_iter().map(|(_, diagnostic)| diagnostic));
                    return (None, true);
                }
                all.bad.push(place);
                all.cut.get_mut().clear();
                all.said.get_mut().clear();
                all.unescaped.get_mut().clear();
            }
        }
    }
}

/// Whether a field is only missing because its name is misspelt, which has been said.
fn is_misspelt(tape: &Tape, place: Place, said: &[Diagnostic]) -> bool {
    let Place::Missing(index, field) = place else { return false };
    let record = tape.tokens[index as usize].span;
    said.iter().filter(|slip| record.contains(slip.span())).filter_map(|slip| slip.fix.as_ref()).any(|fix| {
        let rest = fix.text.strip_prefix(field);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(": "))
    })
}

/// The finding of a key that is no field, and near to none, in the pairs that lack one: it may well be meant for it.
fn stray_key<'d>(tape: &Tape, place: Place, said: &'d mut [Diagnostic]) -> Option<&'d mut Diagnostic> {
    let Place::Missing(index, _) = place else { return None };
    let is_key = |at: Span| tape.pairs(index).any(|(key, _)| key.span == at);
    said.iter_mut().find(|slip| slip.name == name::UNKNOWN_FIELD && slip.fix.is_none() && is_key(slip.span()))
}

/// Whether a part of YAML that has no place in fact files stands in the record: it may be why something is left out.
fn has_feature(tape: &Tape, found: &[Diagnostic], said: &[Diagnostic]) -> bool {
    let record = tape.tokens[0].span;
    let within = found.iter().rev().take_while(|finding| finding.span().lo() >= record.lo());
    within.chain(said).any(|finding| finding.name == name::FEATURE && record.contains(finding.span()))
}

fn is_left_out(tape: &Tape, place: Place) -> bool {
    match place {
        Place::Missing(..) => true,
        Place::Token(index) => tape.is_nothing(index),
    }
}

/// What the decoding of one record shares.
struct Shared<'t, 's> {
    tape: &'t Tape<'s>,
    synonyms: Arc<Synonyms>,
    said: RefCell<Vec<Diagnostic>>,
    unescaped: RefCell<Vec<(Span, Box<str>)>>,
    /// Values that a comma cut short.
    cut: RefCell<Vec<Place>>,
    bad: Vec<Place>,
}
