//! Who published it.
use super::Id;
use super::record::record;
use crate::text::Text;
use crate::vocab::{Holds, Root};
use crate::yaml::{Many, Raw, Short};

record! {
    /// Where claims come from: a page, a document, a data set
    Source as "source"
    needs {
        /// The short word citations use for it
        id: Text => Holds::NewId,
        /// As it is printed
        title: Text,
        /// Who published it; two pieces of one publisher are one voice
        publisher: Text,
        /// news, wire, state-media, opinion, readout, release, document, dataset or reference
        kind: Text => Holds::Kind(Root::Source),
    }
    may {
        /// An id, or a name
        author: Option<Id>,
        /// The day it came out
        published: Option<Raw>,
        /// Two letters: en, fr, ru
        language: Option<Text> => Holds::Language,
        /// Where to read it
        url: Option<Text> => Holds::Url,
        /// The file with its text, below the fact folder: what `ties verify` holds citations against
        text: Option<Text>,
        /// `full` or `excerpt`: how much of it was read
        read: Option<Text> => Holds::OneOf(&[("full", "all of it was read"), ("excerpt", "only a part of it was read")]),
        /// The sources it repeats; `{source, for}` where only some paragraphs do
        repeats: Many<Short<Repeat>>,
        /// Other words for it
        aliases: Many<Text>,
        /// Anything else
        note: Option<Text>,
    }
}

record! {
    /// What a source repeats
    Repeat as "repeat"
    needs {
        /// The id of the source that is repeated
        source: Id => Holds::Source,
    }
    may {
        /// The paragraphs that repeat it: `1-4`, or a list
        r#for: Many<Text>,
    }
}

/// Whether a path leads to something below the folder it is taken from, on any system.
pub fn is_below(path: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']);
    path.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_below_its_folder() {
        for below in ["zor.txt", "texts/zor.txt", "a b/..c.txt"] {
            assert!(is_below(below), "{below}");
        }
        for not in
            ["", "/zor.txt", "../zor.txt", "a/../../zor.txt", "a//b", "./zor.txt", "C:/zor.txt", "..\\zor.txt", "a/"]
        {
            assert!(!is_below(not), "{not}");
        }
    }
}
