//! What a new record lacks, asked for on a terminal.
//!
//! Invariant: an answer that cannot stand is asked for again, with what is near it; what is left empty is left out, and the
//! end of the lines is the end of the questions.
use super::given::{Given, id_of, like, looked_up, takes_words};
use crate::ask::AskError;
use crate::cli::Error;
use crate::date::{Date, Slip};
use crate::diag::near::nearest;
use crate::diag::write::visible;
use crate::facts::List;
use crate::model::Model;
use crate::vocab::{Field, Holds, Shape, meaning};
use std::io::{BufRead, Write};

/// How wide the words to choose from are shown before the rest is counted.
const WIDE: usize = 100;

/// A talk about a new record.
pub(super) struct Dialogue<'d, 'f> {
    pub(super) model: &'d Model<'f>,
    pub(super) list: List,
    pub(super) lines: &'d mut dyn BufRead,
    pub(super) out: &'d mut dyn Write,
}

/// The fields asked for though they may be left out.
fn offered(list: List) -> &'static [&'static str] {
    match list {
        List::Sources => &["published", "language", "url"],
        List::Stakeholders | List::Assets => &["aliases", "group"],
        List::Agreements => &["parties", "cite"],
        List::Stakes => &["share", "since", "cite"],
        List::Ties => &["since", "cite"],
        List::Dates => &["when", "who", "cite"],
        List::Details => &["when", "cite"],
        List::Questions => &[],
    }
}

impl Dialogue<'_, '_> {
    /// Asks for what must be given and is not, and then for what mostly is. Whether anything was asked.
    pub(super) fn ask(&mut self, given: &mut Given) -> Result<bool, Error> {
        let needed: Vec<&Field> =
            super::ordered(self.list).filter(|field| !given.contains_key(&field.name())).collect();
        let fields = self.list.record().fields;
        let offered: Vec<&Field> =
            offered(self.list).iter().filter_map(|name| fields.iter().find(|f| f.name() == *name)).collect();
        let lacks_source =
            super::is_sourced(self.list) && !given.contains_key(super::CITE) && !given.contains_key(super::UNCITED);
        let is_asked = |field: &&Field| match field.name().as_str() {
            super::CITE => lacks_source,
            name => !needed.is_empty() && !given.contains_key(name),
        };
        let more: Vec<&Field> = offered.into_iter().filter(is_asked).collect();
        if needed.is_empty() && more.is_empty() {
            return Ok(false);
        }
        writeln!(
            self.out,
            "A new {}. `?` tells what there is; an empty line leaves out what may be left out.",
            self.list.record().word
        )?;
        for field in needed.iter().chain(&more) {
            if !self.field(field, given)? {
                break;
            }
        }
        Ok(true)
    }

    /// Asks for a field until its answer can stand. Whether there may be more lines.
    fn field(&mut self, field: &Field, given: &mut Given) -> Result<bool, Error> {
        writeln!(self.out, "\n{}: {}", field.name(), field.about())?;
        let words = meaning::choices(self.model.vocab(), takes_words(field), self.list.root());
        if !words.is_empty() {
            self.show_words(&words)?;
        }
        loop {
            let Some(answer) = self.line()? else { return Ok(false) };
            match answer.as_str() {
                "" if field.needed => writeln!(self.out, "it must be there")?,
                "" => return Ok(true),
                "?" if words.is_empty() => self.tell(field)?,
                "?" => words.iter().try_for_each(|(word, means)| writeln!(self.out, "  {word}: {}", visible(means)))?,
                _ => match self.stands(field, &answer, &words)? {
                    Some(values) => {
                        given.insert(field.name(), values);
                        return Ok(true);
                    }
                    None => continue,
                },
            }
        }
    }

    /// A line that was typed, or nothing where there are no more.
    fn line(&mut self) -> Result<Option<String>, Error> {
        write!(self.out, "> ")?;
        self.out.flush()?;
        let mut line = String::new();
        let count = self.lines.read_line(&mut line)?;
        if count == 0 {
            writeln!(self.out)?;
        }
        Ok((count > 0).then(|| line.trim().to_owned()))
    }

    /// Whether a question was answered with yes; an empty line is the answer that is given, the end of the lines is none.
    pub(super) fn agrees(&mut self, question: &str, empty: bool) -> Result<bool, Error> {
        write!(self.out, "{question} [{}] ", if empty { "Y/n" } else { "y/N" })?;
        Ok(match self.line()?.map(|answer| answer.to_lowercase()).as_deref() {
            None => false,
            Some("") => empty,
            Some(answer) => answer.starts_with(['y', 'o', 'д']),
        })
    }

    fn show_words(&mut self, words: &[(String, String)]) -> Result<(), Error> {
        let mut line = String::new();
        let mut words = words.iter().map(|(word, _)| word);
        while line.chars().count() < WIDE
            && let Some(word) = words.next()
        {
            line = if line.is_empty() { word.clone() } else { format!("{line}, {word}") };
        }
        let rest = words.count();
        let more = if rest == 0 { String::new() } else { format!(" … and {rest} more: ?") };
        Ok(writeln!(self.out, "  {}{more}", visible(&line))?)
    }

    /// What there is where ids or places are asked for.
    fn tell(&mut self, field: &Field) -> Result<(), Error> {
        let is_cited = matches!(takes_words(field), Holds::Place | Holds::Source);
        let all: Vec<String> = if is_cited {
            self.model.sources.iter().map(|source| source.id.to_owned()).collect()
        } else if takes_words(field) == Holds::Id {
            self.model.graph.node_weights().map(|node| node.id.to_owned()).collect()
        } else {
            vec!["any text".to_owned()]
        };
        Ok(writeln!(self.out, "  {}", visible(&all.join(", ")))?)
    }

    /// The values of an answer, with ids for names; nothing where it cannot stand, which is said.
    fn stands(
        &mut self,
        field: &Field,
        answer: &str,
        words: &[(String, String)],
    ) -> Result<Option<Vec<String>>, Error> {
        let several = matches!(field.shape, Shape::Many(_));
        let long = answer.starts_with(['{', '[']);
        let mut values = vec![];
        for value in if several && !long { answer.split(", ").collect() } else { vec![answer] } {
            let value = value.trim();
            let wrong = match takes_words(field) {
                _ if long => None,
                _ if !words.is_empty() => unknown(value, words),
                _ if matches!(field.shape, Shape::Date | Shape::Dates(_)) => no_date(value),
                Holds::Place => {
                    let source = value.split('#').next().unwrap_or_default();
                    looked_up(self.model, Holds::Place, source).err().map(|error| said(error.into()))
                }
                _ => None,
            };
            match wrong.map_or_else(|| id_of(self.model, field, value).map_err(said), Err) {
                Ok(value) => values.push(value),
                Err(wrong) => {
                    writeln!(self.out, "{}", visible(&wrong))?;
                    return Ok(None);
                }
            }
        }
        let new = super::NAMES.contains(&field.name().as_str());
        match new.then(|| like(self.model, self.list, answer)).flatten() {
            Some(there) => {
                writeln!(self.out, "there is {} already, of that name or nearly", visible(&there))?;
                Ok(self.agrees("another one all the same?", false)?.then_some(values))
            }
            None => Ok(Some(values)),
        }
    }
}

/// What is wrong with a word that is none of those there are.
fn unknown(word: &str, words: &[(String, String)]) -> Option<String> {
    if words.iter().any(|(known, _)| known == word) {
        return None;
    }
    let near = nearest(word, words.iter().map(|(word, _)| word.as_str()));
    Some(near.map_or(format!("`{word}` is none of them"), |near| format!("did you mean {near}?")))
}

/// What is wrong with a text that is no date.
fn no_date(text: &str) -> Option<String> {
    let Slip { message, help, meant } = Date::read(text).err()?;
    Some(meant.map_or(format!("{message}; {help}"), |meant| format!("{message}; did you mean `{meant}`?")))
}

fn said(error: AskError) -> String {
    match error.hint() {
        Some(help) => format!("{error}; {help}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FactSet;
    use rustc_hash::FxHashSet;

    #[test]
    fn what_cannot_stand_is_asked_for_again() {
        let text = "stakeholders:\n  - {id: zor, kind: company, name: Zor Mining}\n  - {id: quax, kind: state, name: Quax}\n\
                    sources:\n  - {id: paper, kind: news, title: A paper, publisher: P}\n";
        let set = FactSet::read([("a.yaml".to_owned(), text.to_owned())], &mut vec![]).unwrap();
        let model = Model::new(&set, &FxHashSet::default());
        let talk = |list: List, typed: &str, given: &[(&str, &str)]| {
            let mut given: Given =
                given.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()])).collect();
            let (mut lines, mut out) = (typed.as_bytes(), vec![]);
            let mut dialogue = Dialogue { model: &model, list, lines: &mut lines, out: &mut out };
            dialogue.ask(&mut given).unwrap();
            let given = given.into_iter().map(|(name, values)| format!("{name}={}", values.join("|")));
            (given.collect::<Vec<_>>().join(" "), String::from_utf8(out).unwrap())
        };
        let (given, said) = talk(
            List::Ties,
            "partnr-of\npartner-of\nZor Minning\nZor Mining\n\npapr#3\npaper#3, paper#4\n",
            &[("from", "quax")],
        );
        assert_eq!(given, "cite=paper#3|paper#4 from=quax is=partner-of to=zor", "{said}");
        for line in
            ["did you mean `partner-of`?", "did you mean `zor` (Zor Mining)?", "did you mean `paper` (A paper)?"]
        {
            assert!(said.contains(line), "{line}: {said}");
        }
        let (_, said) = talk(List::Ties, "partner-of\na pap\n", &[("from", "quax")]);
        assert!(said.contains("what there is: ties list") && !said.contains("`paper`"), "{said}");
        let (given, said) = talk(List::Stakeholders, "company\nZor Minning\nn\nFland\n\n\n", &[]);
        assert_eq!(given, "kind=company name=Fland");
        assert!(
            said.contains(
                "there is `zor` (Zor Mining) already, of that name or nearly\nanother one all the same? [y/N]"
            ),
            "{said}"
        );
        let (given, said) = talk(List::Ties, "partner-of\nMay 2025\n2025-05?\n", &[("from", "quax"), ("to", "zor")]);
        assert_eq!(given, "from=quax is=partner-of since=2025-05? to=zor");
        assert!(said.contains("did you mean `2025-05`?"), "{said}");
        let (given, said) = talk(List::Ties, "?\n", &[("from", "quax"), ("to", "zor")]);
        assert_eq!(given, "from=quax to=zor");
        assert!(said.contains("\n  partner-of: "), "{said}");
    }

    #[test]
    fn the_end_of_the_lines_agrees_to_nothing() {
        let set = FactSet::default();
        let model = Model::new(&set, &FxHashSet::default());
        for (typed, empty, agreed) in [
            ("", true, false),
            ("", false, false),
            ("\n", true, true),
            ("\n", false, false),
            ("y\n", false, true),
            ("N\n", true, false),
        ] {
            let (mut lines, mut out) = (typed.as_bytes(), vec![]);
            let mut dialogue = Dialogue { model: &model, list: List::Ties, lines: &mut lines, out: &mut out };
            assert_eq!(dialogue.agrees("write this?", empty).unwrap(), agreed, "{typed:?} where {empty}");
        }
    }
}
