//! Files as text: where a thing is written, and what stands there.
//!
//! All files of a run share one line of byte offsets, so that a [`Span`] is eight bytes and needs no file beside
//! it. Invariant: a span lies within one file, on character boundaries, and offsets count the file's text without
//! its byte order mark, so that neither a mark nor CRLF shifts a column.
use rustc_hash::FxHashMap;
use std::num::NonZeroU32;
use std::sync::OnceLock;

/// A stretch of bytes in one of the files of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    lo: NonZeroU32,
    hi: u32,
}

impl Span {
    /// From the first byte up to, and without, the byte `hi`; offsets start at 1 ([`Files`] hands them out).
    pub fn new(lo: u32, hi: u32) -> Self {
        Self { lo: NonZeroU32::new(lo).expect("offsets start at 1"), hi }
    }

    /// The first byte.
    pub fn lo(self) -> u32 {
        self.lo.get()
    }

    /// One past the last byte.
    pub fn hi(self) -> u32 {
        self.hi
    }

    /// Whether the other lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.lo <= other.lo && other.hi <= self.hi
    }

    /// From the beginning of this one to the end of the other.
    pub fn to(self, other: Span) -> Self {
        Self { lo: self.lo, hi: other.hi }
    }

    /// The part from the `start`th byte on, `length` bytes long, kept inside this one; of what stands for a value that
    /// could not be read, nothing.
    pub fn part(self, start: usize, length: usize) -> Self {
        let end = self.hi.max(self.lo()) as usize;
        let lo = (self.lo() as usize + start).min(end);
        Self::new(lo as u32, (lo + length).min(end) as u32)
    }
}

/// A scalar of a fact file: where it is written. What it says is `files[text]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Text(pub Span);

impl Text {
    /// What stands for a value that could not be read; checks skip it, and it says nothing.
    pub const STAND_IN: Self = Self(Span { lo: NonZeroU32::MIN, hi: 0 });

    /// Whether this stands for a value that could not be read.
    pub fn is_stand_in(self) -> bool {
        self.0.hi == 0
    }
}

/// A place as people name it; both count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'f> {
    /// The file, as the user would name it.
    pub file: &'f str,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// One file of a run.
#[derive(Debug)]
pub struct File {
    /// As the user would name it.
    pub name: String,
    /// What it holds, without a byte order mark.
    pub text: String,
    base: u32,
    /// Where its lines begin; looked up when a line is first asked for.
    lines: OnceLock<Vec<u32>>,
}

impl File {
    /// The whole file.
    pub fn span(&self) -> Span {
        Span::new(self.base, self.base + self.text.len() as u32)
    }

    /// The number of the line a byte stands on, from 1, and the byte it begins at.
    pub fn line(&self, at: usize) -> (usize, usize) {
        let begins = |text: &str| {
            let after = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(n, _)| n as u32 + 1);
            std::iter::once(0).chain(after).collect()
        };
        let lines = self.lines.get_or_init(|| begins(&self.text));
        let number = lines.partition_point(|begin| *begin as usize <= at);
        (number, lines[number - 1] as usize)
    }
}

/// The files of one run, in reading order.
#[derive(Debug, Default)]
pub struct Files {
    files: Vec<File>,
    /// What a scalar says where that is not what is written (escapes, folded lines), by its first byte.
    unescaped: FxHashMap<u32, Box<str>>,
    /// Whether one of these shows no sign of it where it begins: a plain text folded over lines.
    folded: bool,
}

/// How many bytes all files of a run may have together: offsets are 32 bits wide.
pub const MOST_BYTES: usize = (1 << 31) - 1;

impl Files {
    /// Adds a file, or gives it back where the run would grow past [`MOST_BYTES`].
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> Result<usize, String> {
        let (name, mut text) = (name.into(), text.into());
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let base = self.files.last().map_or(1, |f| f.base as usize + f.text.len() + 1);
        if base + text.len() > MOST_BYTES {
            return Err(name);
        }
        self.files.push(File { name, text, base: base as u32, lines: OnceLock::new() });
        Ok(self.files.len() - 1)
    }

    /// The files, in reading order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &File> {
        self.files.iter()
    }

    /// One file.
    pub fn file(&self, index: usize) -> &File {
        &self.files[index]
    }

    /// Which file a span lies in.
    pub fn index_of(&self, span: Span) -> usize {
        self.files.partition_point(|f| f.base <= span.lo()).saturating_sub(1)
    }

    /// The file a span lies in.
    pub fn of(&self, span: Span) -> &File {
        &self.files[self.index_of(span)]
    }

    /// The bytes of a span as they are written, quotes and all.
    pub fn written(&self, span: Span) -> &str {
        if span.hi() < span.lo() {
            return "";
        }
        let file = self.of(span);
        &file.text[(span.lo() - file.base) as usize..(span.hi() - file.base) as usize]
    }

    /// The line a span begins on.
    pub fn line_of(&self, span: Span) -> Span {
        let file = self.of(span);
        let at = (span.lo() - file.base) as usize;
        let start = file.text[..at].rfind('\n').map_or(0, |n| n + 1);
        let end = file.text[at..].find('\n').map_or(file.text.len(), |n| at + n);
        file.span().part(start, end - start)
    }

    /// Where a span begins.
    pub fn place(&self, span: Span) -> Place<'_> {
        let file = self.of(span);
        let at = (span.lo() - file.base) as usize;
        let (line, begin) = file.line(at);
        Place { file: &file.name, line, column: file.text[begin..at].chars().count() + 1 }
    }

    /// Remembers what a scalar says where that differs from what is written.
    pub fn remember(&mut self, unescaped: impl IntoIterator<Item = (Span, Box<str>)>) {
        for (span, text) in unescaped {
            self.folded |= !self.written(span).starts_with(['"', '\'', '|', '>']);
            self.unescaped.insert(span.lo(), text);
        }
    }

    /// How many bytes behind the first of its span a text begins; `None` where it is not what is written.
    pub fn lead(&self, text: Text) -> Option<usize> {
        let (written, says) = (self.written(text.0), &self[text]);
        let lead = says.as_ptr().addr().wrapping_sub(written.as_ptr().addr());
        (lead < 2 && lead + says.len() <= written.len()).then_some(lead)
    }
}

impl std::ops::Index<Text> for Files {
    type Output = str;

    fn index(&self, text: Text) -> &str {
        let written = self.written(text.0);
        let first = written.as_bytes().first();
        let quoted = matches!(first, Some(b'"' | b'\''));
        if (quoted || matches!(first, Some(b'|' | b'>')) || self.folded)
            && let Some(says) = self.unescaped.get(&text.0.lo())
        {
            return says;
        }
        if quoted && written.len() > 1 { &written[1..written.len() - 1] } else { written }
    }
}

/// A text cut in two at a word with a space on both sides, ` via `. Of a million texts few hold one, and a space is looked
/// for faster than a word.
pub fn cut<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    if text.as_bytes().contains(&b' ') { text.split_once(word) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_and_crlf_shift_no_column() {
        let mut files = Files::default();
        files.add("first.yaml", "x").unwrap();
        files.add("facts.yaml", "\u{feff}a: Goïta\r\nb: é!\r\n").unwrap();
        let base = files.file(1).span().lo();
        let at = base + files.file(1).text.find('!').unwrap() as u32;
        let span = Span::new(at, at + 1);
        assert_eq!(files.written(span), "!");
        assert_eq!(files.place(span), Place { file: "facts.yaml", line: 2, column: 5 });
    }

    #[test]
    fn a_part_stays_inside() {
        let span = Span::new(5, 9);
        assert_eq!(span.part(1, 2), Span::new(6, 8));
        assert_eq!((span.part(3, 9), span.part(7, 2)), (Span::new(8, 9), Span::new(9, 9)));
        assert_eq!(Text::STAND_IN.0.part(0, 3), Span::new(1, 1));
    }
}
