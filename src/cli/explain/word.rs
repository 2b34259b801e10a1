//! What a word of the vocabulary means.
//!
//! Invariant: a word that is several things, a kind and a role, has a page for each.
use super::visible_lines;
use super::{about_line, listed};
use crate::facts::List;
use crate::vocab::{Kind, Partnership, Property, Relation, Role, RolePartnership, Root, Stance, Vocab, meaning};

/// The pages of a word: one for each of its meanings.
pub(super) fn pages(word: &str, vocab: &Vocab) -> Vec<String> {
    let mut pages = vec![];
    pages.extend(vocab.kinds.get(word).map(|kind| kind_page(word, kind, vocab)));
    pages.extend(vocab.relations.get(word).map(|relation| relation_page(word, relation)));
    pages.extend(status_pages(word, vocab));
    pages.extend(Stance::of(word).map(|stance| stance_page(word, stance, vocab)));
    pages.extend(vocab.roles.get(word).map(|role| role_page(word, role)));
    pages.extend(vocab.properties.get(word).map(|property| property_page(word, property)));
    pages.extend(vocab.groups.get(word).map(|group| format!("{word}: a group of the map, {}\n", group.label)));
    pages.iter().map(|page| visible_lines(page)).collect()
}

fn kind_page(word: &str, kind: &Kind, vocab: &Vocab) -> String {
    let mut text = format!("{word}: a kind of {}\n", kind.parent.as_deref().unwrap_or("thing, a root"));
    text +=
        &listed("kinds of it", vocab.kinds.iter().filter(|(_, k)| k.parent.as_deref() == Some(word)).map(|(w, _)| w));
    if let Some(root) = vocab.root(word) {
        let list = List::ALL.iter().find(|l| l.root() == Some(root)).map_or("", |l| l.word());
        text += &format!("  its records stand in `{list}:`\n");
        if vocab.statuses.get(root.word()).is_some() {
            text += &listed("statuses", vocab.ladder(root).map(|(w, _)| w));
        }
        if matches!(root, Root::Agreement | Root::Stake | Root::Date) {
            let default = vocab.default_role(root);
            let binds = vocab.roles.get(default).is_none_or(|role| role.partnership == RolePartnership::AsKind);
            let only = if binds || kind.partnership == Partnership::Neutral {
                String::new()
            } else {
                format!(", those who have a role that does, as `{default}` does not")
            };
            text += &format!("  makes partners: {}{only}\n", kind.partnership.word());
        }
    }
    let its = |p: &Property| p.of.iter().any(|k| vocab.is_a(word, k));
    text += &listed("properties", vocab.properties.iter().filter(|(_, p)| its(p)).map(|(w, _)| w));
    text + &about_line(&kind.about)
}

fn relation_page(word: &str, relation: &Relation) -> String {
    let (from, to) = (relation.from.join(" or "), relation.to.join(" or "));
    let back = match relation.symmetric {
        true => "both ways the same".to_owned(),
        false => format!("the other way: B {} A", relation.inverse),
    };
    let mut text = format!("{word}: a relation, from {from} to {to}\n  reads: A {} B; {back}\n", relation.says);
    text += &format!("  makes partners: {}\n", relation.partnership.word());
    text += &listed("a step on the way to", relation.short_of.iter().map(String::as_str));
    text + &about_line(&relation.about)
}

fn status_pages(word: &str, vocab: &Vocab) -> Vec<String> {
    let found = vocab.statuses.iter().filter_map(|(ladder, rungs)| {
        let status = rungs.get(word)?;
        let place = match status.rung {
            Some(n) => format!("step {} of {} of {ladder}", n + 1, rungs.len()),
            None => "of any record, outside the order".to_owned(),
        };
        Some(format!("{word}: a status, {place}; {}\n", status.phase.word()))
    });
    found.collect()
}

fn stance_page(word: &str, stance: Stance, vocab: &Vocab) -> String {
    let counts = vocab.stances.get(word).map_or("", |s| &s.counts);
    let label = vocab.stance_label(stance);
    format!("{word}: a stance, how a source puts a claim\n  reads: {label}\n  counts in answers: {counts}\n")
}

fn role_page(word: &str, role: &Role) -> String {
    let default = role.default.map_or(String::new(), |r| format!("; of every {} party when none is written", r.word()));
    let partners = match role.partnership {
        RolePartnership::AsKind => "as the kind of the record does",
        RolePartnership::None => "never",
        RolePartnership::Adverse => "adverse, set against the others of the record",
    };
    format!("{word}: a role of a party, written `ID as {word}`{default}\n  makes partners: {partners}\n")
}

fn property_page(word: &str, property: &Property) -> String {
    let of = meaning::whose(property);
    let unit = if property.unit.is_empty() { String::new() } else { format!(", in {}", property.unit) };
    let many = if property.many { "several may stand side by side" } else { "two that differ are a dispute" };
    let kind = meaning::type_of(property.value);
    let text = format!("{word}: a property of {of}: {kind}{unit}; {many}\n");
    text + &listed("one of", property.values.iter().map(String::as_str))
}
