//! Claims in words.
//!
//! Invariant: the words come from the vocabulary and the facts; nothing is said here that the claim does not say.
use super::{Claim, Model, Says, Speaker, View};
use crate::date::Date;
use crate::diag::words::plural;
pub use crate::diag::words::{count, join, says};
use crate::facts::{Quantity, UNDISCLOSED, UNSTATED};
use crate::vocab::{Stance, Type};
use petgraph::graph::NodeIndex;

impl<'f> Model<'f> {
    /// The value of a property, a share or a status: `up to 200 t/year`, `general`, `signed`.
    pub fn value_words(&self, claim: &Claim<'f>) -> String {
        match &claim.says {
            Says::Detail { what, is, .. } => self.property_words(what, is),
            Says::Stake { share, .. } => share.map_or(String::new(), share_words),
            Says::Status { of, word } => self.status_label(*of, word).to_owned(),
            Says::Party { .. } | Says::Tie { .. } | Says::Happened { .. } | Says::Link { .. } => self.phrase(claim),
        }
    }

    fn property_words(&self, what: &str, is: &str) -> String {
        let property = self.vocab().properties.get(what);
        match property.map(|p| p.value).unwrap_or_default() {
            Type::Quantity => Quantity::read(is).map_or(is.to_owned(), |q| {
                // The name of a yearly figure says already that it is a year's.
                let unit = property.map_or("", |p| &p.unit);
                let words = q.words();
                unit.strip_suffix("/year").map_or(words.clone(), |_| words.replace("/year", ""))
            }),
            Type::Date if is == UNDISCLOSED => "no day announced".to_owned(),
            Type::Entity => self.node_called(is).map_or(is.to_owned(), |n| self.name(n).to_owned()),
            Type::Number if is == UNDISCLOSED => "not disclosed".to_owned(),
            Type::Number | Type::Date if is == UNSTATED => "not stated".to_owned(),
            Type::Date => Date::read(is).map_or_else(|_| is.to_owned(), |d| d.words()),
            Type::Number => Quantity::read(is).filter(|q| !q.is_exact()).map_or(is.to_owned(), |q| q.words()),
            Type::Text => is.to_owned(),
        }
    }

    /// What a property is called, with `a year` where its unit says so.
    pub fn property_label(&self, what: &str) -> String {
        let property = self.vocab().properties.get(what);
        let label = property.map_or(what, |p| &p.label);
        let yearly = property.is_some_and(|p| p.unit.ends_with("/year"));
        if yearly { format!("{label} a year") } else { label.to_owned() }
    }

    /// How a person reads a status of a node.
    pub fn status_label<'a>(&'a self, of: NodeIndex, word: &'a str) -> &'a str {
        self.vocab().status(self.graph[of].root, word).map_or(word, |s| &s.label)
    }

    /// How a person reads a role.
    pub fn role_label<'a>(&'a self, role: &'a str) -> &'a str {
        self.vocab().roles.get(role).map_or(role, |r| &r.label)
    }

    /// What a claim says, without the first of those it speaks of: `supports Malian Armed Forces`.
    pub fn phrase(&self, claim: &Claim<'f>) -> String {
        let post = claim.post.map_or(String::new(), |post| format!(" ({post})"));
        match &claim.says {
            Says::Tie { word, to, .. } => {
                let label = self.vocab().relations.get(word).map_or(*word, |r| &r.label);
                format!("{label} {}{post}", self.name(*to))
            }
            Says::Stake { of, kind, share, .. } => {
                let share = share.map_or(String::new(), |s| format!(", {}", share_words(s)));
                format!("{} in {}{share}{post}", self.vocab().kind_label(kind), self.name(*of))
            }
            Says::Party { of, role, .. } => format!("{} in {}", self.role_label(role), self.name(*of)),
            Says::Status { of, word } => format!("{}: {}", self.name(*of), self.status_label(*of, word)),
            Says::Happened { date } => self.name(*date).to_owned(),
            Says::Link { field, to, .. } => format!("{field} {}", self.name(*to)),
            Says::Detail { what, is, .. } => {
                format!("{}: {}", self.property_label(what), self.property_words(what, is))
            }
        }
    }

    /// How something is put, as it stands behind it: `, planned`; nothing where it is asserted.
    pub fn put_words(&self, stance: Stance) -> String {
        match stance {
            Stance::Asserted => String::new(),
            Stance::Hedged | Stance::Planned | Stance::Opinion | Stance::Denied => {
                format!(", {}", self.vocab().stance_label(stance))
            }
        }
    }

    /// Who says something, as it stands behind it: `, says Person A`; nothing where nobody is named.
    pub fn says_words(&self, speakers: &[Speaker<'f>]) -> String {
        if speakers.is_empty() {
            return String::new();
        }
        format!(", {}", says(speakers.iter().map(|speaker| self.speaker(*speaker))))
    }

    /// How a claim is put: one with reserve that no source makes is an inference of those who wrote the facts.
    pub fn how_put(&self, stance: Stance, is_cited: bool) -> &'f str {
        if stance == Stance::Hedged && !is_cited { INFERRED } else { self.vocab().stance_label(stance) }
    }

    /// The same as it stands behind what is said: nothing where it is asserted.
    pub fn put_view(&self, view: &View<'_, 'f>) -> String {
        match view.stance {
            Stance::Asserted => String::new(),
            stance => format!(", {}", self.how_put(stance, !view.cites.is_empty())),
        }
    }

    /// A claim as a sentence, with how it is put, as far as its verb does not say so.
    pub fn put_sentence(&self, view: &View<'_, 'f>) -> String {
        let has_verb = matches!(view.claim.says, Says::Tie { .. } | Says::Stake { .. });
        let is_said = has_verb && view.claim.stance == Stance::Denied && view.stance == Stance::Denied;
        let put = if is_said { String::new() } else { self.put_view(view) };
        format!("{}{put}", self.sentence(view.claim))
    }

    /// The same as a sentence with its subject: `Mali has not applied to BRICS`.
    pub fn sentence(&self, claim: &Claim<'f>) -> String {
        let names = |nodes: &[NodeIndex]| join(nodes.iter().map(|n| self.name(*n)));
        let denied = claim.stance == Stance::Denied;
        let post = claim.post.map_or(String::new(), |post| format!(" ({post})"));
        match &claim.says {
            // What is planned is not so: no verb says that it is.
            Says::Tie { from, .. } if claim.stance == Stance::Planned => {
                format!("{}: {}", self.name(*from), self.phrase(claim))
            }
            Says::Stake { holders, .. } if claim.stance == Stance::Planned => {
                format!("{}: {}", names(holders), self.phrase(claim))
            }
            Says::Tie { from, word, to, .. } => {
                let relation = self.vocab().relations.get(word);
                let verb = relation.map_or(*word, |r| if denied { &r.says_not } else { &r.says });
                format!("{} {} {}{post}", self.name(*from), self.verb(&[*from], verb), self.name(*to))
            }
            Says::Stake { holders, of, kind, share } => {
                let says = self.vocab().kinds.get(kind);
                let verb = says.map_or(*kind, |k| if denied { &k.says_not } else { &k.says });
                let share = share.map_or(String::new(), |s| format!(" ({})", share_words(s)));
                format!("{} {} {}{share}", names(holders), self.verb(holders, verb), self.name(*of))
            }
            Says::Party { who, of, role } => {
                let label = self.role_label(role);
                let label = if self.is_plural(*who) { plural(label) } else { label.to_owned() };
                format!("{} {} {label} in {}", self.name(*who), self.verb(&[*who], "is"), self.name(*of))
            }
            Says::Detail { of, .. } => format!("{}, {}", names(of), self.phrase(claim)),
            Says::Link { from, .. } => format!("{}, {}", self.name(*from), self.phrase(claim)),
            Says::Status { .. } | Says::Happened { .. } => self.phrase(claim),
        }
    }
}

impl Model<'_> {
    /// A verb of the vocabulary as it stands behind names: of several, in the plural.
    pub fn verb(&self, of: &[NodeIndex], says: &str) -> String {
        match of {
            [one] if !self.is_plural(*one) => says.to_owned(),
            _ => plural_verb(says),
        }
    }
}

/// Of what is only concluded from what sources say.
const INFERRED: &str = "inferred here, no source says it";

/// `is deployed in` → `are deployed in`; a verb that is no English one stays.
fn plural_verb(says: &str) -> String {
    let (verb, rest) = says.split_at(says.find(' ').unwrap_or(says.len()));
    let without = |ending: &str| verb.strip_suffix(ending);
    let hisses = |stem: &&str| ["ch", "sh", "ss", "x", "o"].iter().any(|end| stem.ends_with(end));
    let plural = match verb {
        "is" => "are".to_owned(),
        "has" => "have".to_owned(),
        _ => match (without("ies"), without("es").filter(hisses), without("s")) {
            (Some(stem), ..) => format!("{stem}y"),
            (_, Some(stem), _) | (_, _, Some(stem)) => stem.to_owned(),
            _ => verb.to_owned(),
        },
    };
    plural + rest
}

/// A share in words.
pub fn share_words(share: &str) -> String {
    match Quantity::read(share) {
        Some(quantity) if quantity.word.as_deref() == Some(UNSTATED) => "share not stated".to_owned(),
        Some(quantity) => quantity.words(),
        None => share.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::plural_verb;

    #[test]
    fn verbs_of_several() {
        for (one, several) in [
            ("is deployed in", "are deployed in"),
            ("is no member of", "are no member of"),
            ("has applied to", "have applied to"),
            ("does not belong to", "do not belong to"),
            ("belongs to", "belong to"),
            ("supplies", "supply"),
            ("reaches", "reach"),
            ("owns a part of", "own a part of"),
        ] {
            assert_eq!(plural_verb(one), several);
        }
    }
}
