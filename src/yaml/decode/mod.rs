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

use super::Found;
use super::tape::Tape;
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
                let faults = faults.into_iter().filter(|(place, _)| !is_misspelt(tape, *place, all.said.get_mut()));
                found.diagnostics.extend(faults.map(|(_, diagnostic)| diagnostic));
                found.diagnostics.append(all.said.get_mut());
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
