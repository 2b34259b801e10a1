//! The value that is asked about: one that nobody states may be a slip.
//!
//! Invariant: a slip is asked back, never answered with No.
use super::AskError;
use crate::diag::near::nearest;
use crate::diag::words::{join, plural};
use crate::facts::Quantity;
use crate::model::{ClaimId, Model, Says, fold};
use crate::vocab::Type;
use petgraph::graph::NodeIndex;

/// Refuses a property that nothing of the kind of one can have, where nobody gives it all the same.
pub(super) fn has(model: &Model, one: NodeIndex, what: &str) -> Result<(), AskError> {
    let vocab = model.vocab();
    let (kind, whose) = (model.graph[one].kind, vocab.properties.get(what).map_or(&[][..], |p| &p.of));
    let can = whose.is_empty() || whose.iter().any(|of| of == "any" || vocab.is_a(kind, of));
    let is_given = |id: ClaimId| match &model.claim(id).says {
        Says::Detail { of, what: said, .. } => of.contains(&one) && *said == what,
        _ => false,
    };
    if can || model.claims_on(one).any(is_given) {
        return Ok(());
    }
    let whose: Vec<String> = whose.iter().map(|of| plural(vocab.kind_label(of))).collect();
    let whose = join(whose.iter().map(String::as_str));
    let message = format!("`{what}` is said of {whose}; {}: {}", model.name(one), vocab.kind_label(kind));
    Err(AskError::Usage { message, help: format!("of whom it is stated: ties search {what}") })
}

/// Refuses a value that is none, or one letter away from a value that is stated or listed.
pub(super) fn sound(model: &Model, one: NodeIndex, what: &str, value: &str) -> Result<(), AskError> {
    if value.trim().is_empty() {
        let message = "the value is empty".to_owned();
        return Err(AskError::Usage { message, help: format!("write it, or leave it out: ties is WHO {what}") });
    }
    let property = model.vocab().properties.get(what);
    // Figures that are near each other are still different ones.
    if value.contains(|c: char| c.is_numeric()) {
        return if property.is_some_and(|p| p.value == Type::Quantity) { amount(model, what, value) } else { Ok(()) };
    }
    let listed = property.into_iter().flat_map(|p| p.values.iter().chain(p.broader.keys()).chain(p.broader.values()));
    let mut known: Vec<&str> = listed.map(String::as_str).chain(stated(model, what)).collect();
    known.sort_unstable();
    known.dedup();
    let is_counted = property.is_some_and(|p| matches!(p.value, Type::Quantity | Type::Number));
    if is_counted && model.look_up(value).is_ok() {
        let message = format!("`{value}` is a name, and `{what}` is an amount");
        return Err(AskError::Usage {
            message,
            help: format!("what is stated of it: ties is {} {what}", model.graph[one].id),
        });
    }
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

/// The values that are stated of a property.
fn stated<'f>(model: &Model<'f>, what: &str) -> impl Iterator<Item = &'f str> {
    model.all_claims().filter_map(move |id| match model.claim(id).says {
        Says::Detail { what: said, is, .. } if said == what => Some(is),
        _ => None,
    })
}

/// Refuses what is no amount, and one of a unit in which nothing is counted here: no amount that is stated can be it.
fn amount(model: &Model, what: &str, value: &str) -> Result<(), AskError> {
    let of = |text: &'_ str| Quantity::read(text).filter(|quantity| quantity.word.is_none());
    let units = |text: &str| of(text).map(|quantity| quantity.counts()).filter(|unit| !unit.is_empty());
    let mut all: Vec<(String, &str)> = stated(model, what).filter_map(|is| Some((units(is)?, is))).collect();
    all.sort_unstable();
    let example = all.first().map_or("2 hours", |(_, is)| is);
    let error =
        |message| Err(AskError::Usage { message, help: format!("write it as the facts do, as in `{example}`") });
    let Some(asked) = of(value) else {
        return error(format!("`{value}` is no amount that can be read"));
    };
    let unit = asked.counts();
    if unit.is_empty() || all.is_empty() || all.iter().any(|(known, _)| *known == unit) {
        return Ok(());
    }
    all.dedup_by(|a, b| a.0 == b.0);
    let known = join(all.iter().map(|(unit, _)| unit.as_str()));
    error(format!("`{what}` is counted here in {known}, not in {unit}"))
}
