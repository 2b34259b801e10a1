//! Finding a record by what a person types: an id, a name, an alias, with or without accents, in Latin or Cyrillic.
//!
//! Invariant: an id wins over names; a name that two records share is a question back, never a guess.
use super::{Claim, ClaimId, Model, Says};
use crate::diag::near::{MOST_ENDING, is_of_one_stem, nearest};
use crate::diag::words::word_edges;
use crate::diag::write::opening;
pub use crate::facts::fold;
use crate::facts::{List, Ref};
use crate::vocab::Partnership;
use petgraph::graph::NodeIndex;

/// A text as look-ups compare it, in Latin letters and with spaces for hyphens: `Гойта` → `goita`.
pub fn latin(text: &str) -> String {
    fold(&deunicode::deunicode(text).replace(['-', '_'], " "))
}

/// What a person may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// A stakeholder, an asset, an agreement or a date.
    Node(NodeIndex),
    /// A source.
    Source(super::SourceId),
}

/// Why a name was not found.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LookUp {
    /// Nothing is called so.
    #[error("{}", unknown(word))]
    Unknown {
        /// What was typed.
        word: String,
        /// The ids and names of those that may be meant, the likeliest first.
        near: Vec<(String, String)>,
        /// Whether it is a word of the vocabulary, which can be searched for.
        is_word: bool,
    },
    /// What is called so is a source, where somebody or something else is asked for.
    #[error("`{id}` is a source")]
    Source {
        /// Its id.
        id: String,
    },
    /// More than one is called so.
    #[error("`{word}` can mean {} here", listed(candidates))]
    Ambiguous {
        /// What was typed.
        word: String,
        /// Their ids and names.
        candidates: Vec<(String, String)>,
    },
}

fn unknown(word: &str) -> String {
    if word.trim().is_empty() { "the name is empty".to_owned() } else { format!("nothing here is called `{word}`") }
}

/// How much of a name is shown.
const MOST_SHOWN: usize = 80;

/// How many candidates are named.
const MOST_NAMED: usize = 6;

/// The first of them, and how many more there are.
pub(crate) fn listed(candidates: &[(String, String)]) -> String {
    let named = candidates
        .iter()
        .take(MOST_NAMED)
        .map(|(id, name)| format!("`{}` ({})", opening(id, MOST_SHOWN), opening(name, MOST_SHOWN)));
    let more = candidates.len().saturating_sub(MOST_NAMED);
    let more = (more > 0).then(|| format!("one of {more} more"));
    let mut named: Vec<String> = named.chain(more).collect();
    let last = named.pop().unwrap_or_default();
    if named.is_empty() { last } else { format!("{} or {last}", named.join(", ")) }
}

impl<'f> Model<'f> {
    /// The record a person means.
    pub fn look_up(&self, word: &str) -> Result<Who, LookUp> {
        if let Some(who) = self.facts.find(word).and_then(|of| self.who(of)) {
            return Ok(who);
        }
        let (folded, in_latin) = (fold(word), latin(word));
        let (mut just_so, mut alike, mut in_letters) = (vec![], vec![], vec![]);
        for (of, names) in self.names() {
            if names.contains(&word) {
                just_so.push(of);
            } else if names.iter().any(|name| fold(name) == folded) {
                alike.push(of);
            } else if names.iter().any(|name| latin(name) == in_latin) {
                in_letters.push(of);
            }
        }
        // Written just so wins over written alike, and that over other letters.
        let mut found = [just_so, alike, in_letters].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        found.retain(|of| self.who(*of).is_some());
        // Who is spoken of comes before a page that has the name for a title.
        if found.iter().any(|of| of.list != List::Sources) {
            found.retain(|of| of.list != List::Sources);
        }
        match found.as_slice() {
            [] => self.titled(word).map(Who::Node).ok_or_else(|| self.unknown(word, |_| true)),
            [one] => self.who(*one).ok_or_else(|| self.unknown(word, |_| true)),
            many => {
                let candidates = many.iter().map(|of| self.described(*of)).collect();
                Err(LookUp::Ambiguous { word: word.to_owned(), candidates })
            }
        }
    }

    /// The ids and names of those that a person may mean.
    pub fn meant(&self, word: &str) -> Vec<(String, String)> {
        match self.look_up(word) {
            Ok(Who::Node(node)) => vec![(self.graph[node].id.to_owned(), self.graph[node].name.to_owned())],
            Ok(Who::Source(source)) => vec![self.label(self.source(source).of)],
            Err(LookUp::Unknown { near, .. }) => near,
            Err(LookUp::Ambiguous { candidates, .. }) => candidates,
            Err(LookUp::Source { .. }) => vec![],
        }
    }

    /// The node a person means; a source is none.
    pub fn look_up_node(&self, word: &str) -> Result<NodeIndex, LookUp> {
        let is_node = |of: &Ref| of.list != List::Sources;
        match self.look_up(word) {
            Ok(Who::Node(node)) => Ok(node),
            Ok(Who::Source(source)) => Err(LookUp::Source { id: self.source(source).id.to_owned() }),
            Err(LookUp::Unknown { .. }) => Err(self.unknown(word, is_node)),
            Err(error) => Err(error),
        }
    }

    /// Who may be meant by a name that nobody has, among those that fit.
    fn unknown(&self, word: &str, fits: impl Fn(&Ref) -> bool) -> LookUp {
        let all = self.names().filter(|(of, _)| self.who(*of).is_some() && fits(of));
        let all: Vec<(Ref, Vec<String>)> =
            all.map(|(of, names)| (of, names.into_iter().map(latin).collect())).collect();
        let folded = latin(word);
        let whole = nearest(&folded, all.iter().flat_map(|(_, names)| names).map(String::as_str)).map(|near| near.word);
        let sought = parts(&folded);
        let mut found: Vec<(Likeness, Ref)> = vec![];
        for (of, names) in &all {
            let near = names.iter().any(|name| whole == Some(name.as_str())).then_some(Likeness::Near);
            found.extend(
                near.into_iter().chain(names.iter().filter_map(|name| alike(&sought, name))).min().map(|l| (l, *of)),
            );
        }
        // Those who are spoken of come before those who speak, and of each only the likeliest.
        let is_source = |of: &Ref| of.list == List::Sources;
        let best = found.iter().map(|(likeness, of)| (is_source(of), *likeness)).min();
        let best = best.map(|(_, likeness)| likeness);
        let mut near: Vec<Ref> =
            found.iter().filter(|(likeness, _)| best >= Some(*likeness)).map(|(_, of)| *of).collect();
        if best == Some(Likeness::Near) {
            near.truncate(1);
        }
        let near = near.into_iter().map(|of| self.described(of)).collect();
        LookUp::Unknown { word: word.to_owned(), near, is_word: self.is_word(&folded) }
    }

    /// Whether a property or a relation is called so, or read so.
    fn is_word(&self, folded: &str) -> bool {
        let vocab = self.vocab();
        let properties = vocab.properties.iter().map(|(word, property)| (word, &property.label));
        let relations = vocab.relations.iter().map(|(word, relation)| (word, &relation.label));
        properties.chain(relations).any(|(word, label)| latin(word) == *folded || latin(label) == *folded)
    }

    fn who(&self, of: Ref) -> Option<Who> {
        match of.list {
            List::Sources => self.source_of(of).map(Who::Source),
            _ => self.node_of(of).map(Who::Node),
        }
    }

    /// Id and name of a record, with the first post of somebody who has one: which of two of a name is meant.
    fn described(&self, of: Ref) -> (String, String) {
        let (id, name) = self.label(of);
        let post = self.node_of(of).and_then(|node| {
            let is_post = |word: &str| {
                self.vocab()
                    .relations
                    .get(word)
                    .is_some_and(|r| r.partnership == Partnership::Neutral && !r.symmetric && r.short_of.is_empty())
            };
            let its = |id: ClaimId| match self.claim(id) {
                Claim { says: Says::Tie { from, word, .. }, post, reject: None, .. }
                    if *from == node && is_post(word) =>
                {
                    *post
                }
                _ => None,
            };
            // One that goes on says more of somebody than one that ended.
            let goes_on = |id: &ClaimId| self.claim(*id).until.is_empty();
            self.claims_on(node).filter(goes_on).chain(self.claims_on(node)).find_map(its)
        });
        (id, post.map_or(name.clone(), |post| format!("{name}, {post}")))
    }

    /// Id and name of a record.
    fn label(&self, of: Ref) -> (String, String) {
        let files = &self.facts.files;
        let name = match of.list {
            List::Sources => Some(self.facts.lists.sources[of.index as usize].title),
            _ => self.facts.subject(of).map(|s| s.name),
        };
        (self.facts.id(of).unwrap_or_default().to_owned(), name.map_or(String::new(), |n| files[n].to_owned()))
    }

    /// All that a node is called but its id.
    pub fn all_names(&self, node: NodeIndex) -> impl Iterator<Item = &'f str> {
        let files = &self.facts.files;
        let subject = self.facts.subject(self.graph[node].of);
        subject
            .into_iter()
            .flat_map(|s| std::iter::once(s.name).chain(s.aliases.iter().copied()))
            .map(|name| &files[name])
    }

    /// Tells whether a text has a name of a node in it, as words of their own.
    pub fn naming(&self, node: NodeIndex) -> impl Fn(&str) -> bool + use<> {
        let names: Vec<String> = self.all_names(node).map(fold).filter(|name| !name.is_empty()).collect();
        move |text: &str| {
            let text = fold(text);
            let is_whole = |name: &String| {
                text.match_indices(name.as_str()).any(|(at, found)| word_edges(&text, at, found) == (true, true))
            };
            names.iter().any(is_whole)
        }
    }

    /// Every record with all it is called.
    fn names(&self) -> impl Iterator<Item = (Ref, Vec<&'f str>)> + '_ {
        let files = &self.facts.files;
        let subjects = self.facts.subjects().map(move |(of, s)| {
            (of, [s.id, s.name].into_iter().chain(s.aliases.iter().copied()).map(|t| &files[t]).collect())
        });
        let sources = self.facts.lists.sources.iter().enumerate().map(move |(n, s)| {
            let names = [s.id, s.title].into_iter().chain(s.aliases.iter().copied()).map(|t| &files[t]).collect();
            (Ref { list: List::Sources, index: n as u32 }, names)
        });
        subjects.chain(sources)
    }
}

/// How a name that was typed is like one there is, the likest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// Its words are words of it.
    Parts,
    /// It is the same but for a letter or two.
    Near,
    /// All its words are among those that were typed: a name with a title.
    Within,
    /// Its words begin words of it, as initials do.
    Beginnings,
    /// Its words are words of it but for a letter or two, or for their endings: `meeting`, `meet`.
    NearParts,
}

/// The words of a name; letters that stand one by one are one word: `u.n.` → `un`.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![];
    let mut single = false;
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_single = word.chars().nth(1).is_none();
        match parts.last_mut().filter(|_| single && is_single) {
            Some(before) => before.push_str(word),
            None => parts.push(word.to_owned()),
        }
        single = is_single;
    }
    parts
}

/// How each of some words is like one of a name, in whatever order; how, where it is least.
fn alike(sought: &[String], name: &str) -> Option<Likeness> {
    // One letter alone could be anybody.
    if sought.iter().map(String::len).sum::<usize>() < 2 {
        return None;
    }
    let parts = parts(name);
    let is_long = parts.len() > 1 || parts.len() == 1 && sought.last() == parts.first() && name.len() >= LEAST_STEM;
    if is_long && parts.len() < sought.len() && parts.iter().all(|part| sought.contains(part)) {
        return Some(Likeness::Within);
    }
    let one = |word: &String| {
        let begins = |part: &String| part.starts_with(word.as_str()) && word.len() != 2;
        if parts.contains(word) {
            Some(Likeness::Parts)
        } else if parts.iter().any(begins) {
            Some(Likeness::Beginnings)
        } else {
            let near = nearest(word, parts.iter().map(String::as_str)).is_some();
            (near || parts.iter().any(|part| is_of_one_stem(word, part, LEAST_STEM, MOST_ENDING)))
                .then_some(Likeness::NearParts)
        }
    };
    sought.iter().map(one).collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// Among names, that are but offered, words of so many letters in common may be one.
const LEAST_STEM: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_letters_and_hyphens_make_no_other_name() {
        assert_eq!(latin("Гойта"), latin("Goïta"));
        assert_eq!(latin("Loulo–Gounkoto"), latin("loulo gounkoto"));
    }

    #[test]
    fn a_name_is_like_another_by_its_words() {
        let like = |typed: &str, name: &str| alike(&parts(typed), name);
        for (typed, name, likeness) in [
            ("quax", "zoran quax", Some(Likeness::Parts)),
            ("quax zoran", "zoran quax", Some(Likeness::Parts)),
            ("z. quax", "zoran quax", Some(Likeness::Beginnings)),
            ("zor", "zoran quax", Some(Likeness::Beginnings)),
            ("quaz zoran", "zoran quax", Some(Likeness::NearParts)),
            ("u.z.", "forces of the uz", Some(Likeness::Parts)),
            ("quax meeting", "zor and quax meet", Some(Likeness::NearParts)),
            ("colonel zoran quax", "zoran quax", Some(Likeness::Within)),
            ("colonel quax", "quax", Some(Likeness::Within)),
            ("quax colonel", "quax", None),
            ("z", "zoran quax", None),
            ("zoran miller", "zoran quax", None),
            ("", "zoran quax", None),
        ] {
            assert_eq!(like(typed, name), likeness, "{typed}");
        }
    }
}
