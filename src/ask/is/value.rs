//! The value that is asked about: one that nobody states may be a slip.
//!
//! Invariant: a slip is asked back, never answered with No.
use super::AskError;
use crate::diag::near::nearest;
use crate::model::{Model, Says, fold};

/// Refuses a value that is none, or one letter away from a value that is stated or listed.
pub(super) fn sound(model: &Model, what: &str, value: &str) -> Result<(), AskError> {
    if value.trim().is_empty() {
        let message = "the value is empty".to_owned();
        return Err(AskError::Usage { message, help: format!("write it, or leave it out: ties is WHO {what}") });
    }
    // Figures that are near each other are still different ones.
    if value.contains(|c: char| c.is_numeric()) {
        return Ok(());
    }
    let property = model.vocab().properties.get(what);
    let listed = property.into_iter().flat_map(|p| p.values.iter().chain(p.broader.keys()).chain(p.broader.values()));
    let stated = model.all_claims().filter_map(|id| match model.claim(id).says {
        Says::Detail { what: said, is, .. } if said == what => Some(is),
        _ => None,
    });
    let mut known: Vec<&str> = listed.map(String::as_str).chain(stated).collect();
    known.sort_unstable();
    known.dedup();
    let folded = fold(value);
    if known.iter().any(|known| fold(known) == folded) {
        return Ok(());
    }
    let slips = (value.chars().count() / 4).max(1);
    let near = nearest(value, known).filter(|near| strsim::osa_distance(&folded, &fold(near.word)) <= slips);
    near.map_or(Ok(()), |near| {
        let message = format!("nobody gives `{value}` as `{what}`");
        Err(AskError::Usage { message, help: format!("did you mean `{}`?", near.word) })
    })
}
