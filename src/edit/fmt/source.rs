//! A file as tokens in one flat run, with the comments between them.
//!
//! Invariant: what is no part of a scalar is told apart exactly: a `#` there begins a comment.
use crate::text::Span;
use crate::yaml::{self, Entry, Found, Kind, Value};
use std::ops::Range;

/// A scalar, or the opening of a list or of pairs.
pub(super) struct Token {
    /// Its first byte; of a text in lines the `|` or `>`.
    pub lo: usize,
    /// One past its last byte.
    pub hi: usize,
    /// The index after its subtree.
    pub next: usize,
    pub kind: Kind,
    /// Whether it is a text in lines, after `|` or `>`.
    pub lines: bool,
}

impl Token {
    pub fn is_flow(&self) -> bool {
        matches!(self.kind, Kind::List { flow: true } | Kind::Pairs { flow: true })
    }

    pub fn is_scalar(&self) -> bool {
        matches!(self.kind, Kind::Scalar { .. })
    }
}

/// What stands behind a key at the left margin.
pub(super) enum Behind {
    List,
    Pairs,
    Text,
}

/// A key at the left margin with what stands behind it.
pub(super) struct Section {
    pub name: String,
    pub key: Range<usize>,
    pub behind: Behind,
    /// Where its records, or its pairs, begin on the run of tokens.
    pub records: Vec<usize>,
}

/// A file taken apart.
pub(super) struct Source<'s> {
    pub text: &'s str,
    pub tokens: Vec<Token>,
    pub sections: Vec<Section>,
    /// From `#` to the end of the line, without spaces at the end; in order.
    pub comments: Vec<Range<usize>>,
    /// Where each line begins.
    lines: Vec<usize>,
    /// Tokens with something before them that cannot be laid out anew.
    pub odd: Vec<usize>,
    /// Whether something stands between the lists that is neither comment nor paragraph.
    is_odd: bool,
}

impl<'s> Source<'s> {
    pub fn of(text: &'s str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(n, _)| n + 1)).collect();
        let (tokens, sections, comments, odd) = (vec![], vec![], vec![], vec![]);
        let mut source = Self { text, tokens, sections, comments, lines, odd, is_odd: false };
        let mut found = Found { diagnostics: vec![], unescaped: vec![], synonyms: Default::default() };
        let place = |span: Span| span.lo() as usize - 1..span.hi() as usize - 1;
        yaml::scan(text, 1, &mut found, &mut |entry, _| match entry {
            Entry::Key(name, key, value) => {
                let behind = match value {
                    Value::List => Behind::List,
                    Value::Pairs => Behind::Pairs,
                    Value::Text(_) => Behind::Text,
                };
                source.sections.push(Section { name: name.to_owned(), key: place(key), behind, records: vec![] });
            }
            Entry::Record(_, tape) => {
                let first = source.tokens.len();
                let Some(section) = source.sections.last_mut() else {
                    // Its key could not be read.
                    source.is_odd = true;
                    return;
                };
                section.records.push(first);
                source.tokens.extend(tape.tokens.iter().map(|token| {
                    let Range { start: lo, end: hi } = place(token.span);
                    Token { lo, hi, next: first + token.next as usize, kind: token.kind, lines: false }
                }));
            }
            Entry::Broken(..) => source.is_odd = true,
        });
        if !source.is_odd {
            source.settle();
        }
        source
    }

    /// Whether the file as a whole cannot be laid out anew.
    pub fn is_odd(&self) -> bool {
        self.is_odd
    }

    /// Where a line ends, without its line end.
    pub fn line_end(&self, at: usize) -> usize {
        self.lines.get(self.line_number(at) + 1).map_or(self.text.len(), |next| next - 1)
    }

    /// In which column a byte stands.
    pub fn column(&self, at: usize) -> usize {
        at - self.lines[self.line_number(at)]
    }

    /// Which line a byte stands on, counted from 0.
    fn line_number(&self, at: usize) -> usize {
        self.lines.partition_point(|begin| *begin <= at) - 1
    }

    /// The numbers of the comments that begin in a stretch.
    pub fn comments_in(&self, stretch: Range<usize>) -> Range<usize> {
        let first = self.comments.partition_point(|comment| comment.start < stretch.start);
        first..self.comments.partition_point(|comment| comment.start < stretch.end)
    }

    /// Whether nothing but spaces stands before a comment on its line.
    pub fn is_alone(&self, comment: &Range<usize>) -> bool {
        self.text[..comment.start].rsplit('\n').next().is_some_and(|before| before.trim().is_empty())
    }

    /// The comment behind a byte on its line, where only such signs stand between.
    pub fn behind<const N: usize>(&self, at: usize, signs: [char; N]) -> Option<usize> {
        let rest = &self.text[at..];
        let comment = at + rest.len() - rest.trim_start_matches(signs).len();
        self.comments_in(comment..comment + 1).next()
    }

    /// The dash of an item between two bytes, where one stands there.
    pub fn dash(&self, gap: Range<usize>) -> Option<usize> {
        let mut dashes = self.text[gap.clone()].rmatch_indices('-').map(|(n, _)| gap.start + n);
        dashes.find(|at| !self.is_in_comment(*at))
    }

    /// Behind the bracket that closes a list whose last part ends at a byte.
    pub fn close(&self, end: usize) -> usize {
        let mut brackets = self.text[end..].match_indices(']').map(|(n, _)| end + n);
        brackets.find(|at| !self.is_in_comment(*at)).map_or(end, |at| at + 1)
    }

    fn is_in_comment(&self, at: usize) -> bool {
        let before = self.comments.partition_point(|comment| comment.start <= at);
        before.checked_sub(1).is_some_and(|last| self.comments[last].end > at)
    }

    /// The column of what a key begins with that ends at a byte.
    pub fn column_of_key(&self, end: usize) -> usize {
        let line = &self.text[end - self.column(end)..end];
        line.len() - line.trim_start_matches([' ', '-']).len()
    }

    /// Whether the next line that is not blank is a comment that stands further in than a column: it goes with what stands
    /// before it.
    pub fn is_continued(&self, end: usize, column: usize) -> bool {
        let lines = self.text[self.line_end(end)..].split('\n').skip(1);
        let next =
            lines.map(|line| (line.len() - line.trim_start().len(), line.trim())).find(|line| !line.1.is_empty());
        next.is_some_and(|(there, line)| line.starts_with('#') && there > column)
    }

    /// The tokens in a stretch that cannot be laid out.
    pub fn odd_in(&self, stretch: Range<usize>) -> Vec<usize> {
        let first = self.odd.partition_point(|odd| self.tokens[*odd].lo < stretch.start);
        let within = self.odd[first..].iter().take_while(|odd| self.tokens[**odd].lo < stretch.end);
        within.copied().collect()
    }

    /// The keys and values of pairs.
    pub fn pairs(&self, of: usize) -> Vec<(usize, usize)> {
        let (mut all, mut key) = (vec![], of + 1);
        while key < self.tokens[of].next {
            let value = self.tokens[key].next;
            all.push((key, value));
            key = self.tokens[value].next;
        }
        all
    }

    /// The items of a list.
    pub fn items(&self, of: usize) -> Vec<usize> {
        let first = Some(of + 1).filter(|item| *item < self.tokens[of].next);
        let next = |item: &usize| Some(self.tokens[*item].next).filter(|next| *next < self.tokens[of].next);
        std::iter::successors(first, next).collect()
    }

    /// Finds the comments, and puts right where tokens begin and end.
    fn settle(&mut self) {
        let mut at = 0;
        for n in 0..self.sections.len() {
            let Range { start, end } = self.sections[n].key.clone();
            let signs = if n == 0 { "-" } else { "{}[],:" };
            let known = self.gap(at..start, signs).0;
            let is_behind_text = n > 0 && matches!(self.sections[n - 1].behind, Behind::Text);
            self.is_odd |= !known && !is_behind_text || self.column(start) > 0;
            at = end;
            for m in 0..self.sections[n].records.len() {
                let record = self.sections[n].records[m];
                for token in record..self.tokens[record].next {
                    at = self.token(token, at);
                }
                self.ends(record);
            }
        }
        self.gap(at..self.text.len(), "");
    }

    /// Looks at what stands before a token, behind the byte at which the one before ends; gives back where this one ends.
    fn token(&mut self, index: usize, at: usize) -> usize {
        let Token { lo, hi, kind, .. } = self.tokens[index];
        if lo == hi && kind == (Kind::Scalar { plain: true }) {
            // A value left out stands right behind its colon or dash.
            let gap = &self.text[at..];
            let spaces = gap.len() - gap.trim_start_matches([' ', '\t', '\n']).len();
            let at = if gap[spaces..].starts_with([':', '-']) { at + spaces + 1 } else { at };
            (self.tokens[index].lo, self.tokens[index].hi) = (at, at);
            return at;
        }
        let (known, header) = self.gap(at..lo.max(at), "{}[],:-");
        let token = &mut self.tokens[index];
        if let (Some(header), Kind::Scalar { plain: false }) = (header, kind) {
            token.lines = true;
            token.lo = header;
            let text = &self.text[header..hi.max(lo)];
            token.hi = header + lines_end(text);
            let sign = &text[1..].split([' ', '\t', '\n']).next().unwrap_or_default();
            if sign.contains(|c: char| c.is_ascii_digit() || c == '+') {
                self.odd.push(index);
            }
            return token.hi;
        }
        let is_bare = kind == (Kind::Pairs { flow: true }) && !self.text[lo..].starts_with('{');
        if !known || is_bare {
            self.odd.push(index);
        }
        if let Some(header) = header {
            token.lo = header;
            return header;
        }
        match kind {
            Kind::Scalar { .. } => hi,
            Kind::List { flow: true } | Kind::Pairs { flow: true } => lo + 1,
            Kind::List { flow: false } | Kind::Pairs { flow: false } => lo.max(at),
        }
    }

    /// Takes note of the comments between two tokens. Whether only such signs stand there besides, and where a text in
    /// lines begins.
    fn gap(&mut self, gap: Range<usize>, signs: &str) -> (bool, Option<usize>) {
        let (mut known, mut from) = (true, gap.start);
        while from < gap.end {
            let rest = &self.text[from..gap.end];
            let sign = rest.chars().next().expect("something is left");
            if sign == '#' {
                let end = rest.find('\n').unwrap_or(rest.len());
                self.comments.push(from..from + rest[..end].trim_end().len());
                from += end;
                continue;
            }
            if matches!(sign, '|' | '>') {
                return (known, Some(from));
            }
            known &= sign.is_ascii_whitespace() || signs.contains(sign);
            from += sign.len_utf8();
        }
        (known, None)
    }

    /// Lists and pairs written in lines end where their last child does.
    fn ends(&mut self, record: usize) {
        for index in (record..self.tokens[record].next).rev() {
            let Token { next, kind, .. } = self.tokens[index];
            let mut last = None;
            let mut child = index + 1;
            while child < next {
                last = Some(child);
                child = self.tokens[child].next;
            }
            if let (Kind::List { flow: false } | Kind::Pairs { flow: false }, Some(last)) = (kind, last) {
                self.tokens[index].hi = self.tokens[last].hi;
            }
        }
    }
}

/// In which column a text in lines begins, which stands below its `|` or `>`.
pub(super) fn text_column(text: &str) -> Option<usize> {
    let content = |line: &str| line.find(|sign| sign != ' ');
    text.split('\n').skip(1).find_map(content)
}

/// Where a text in lines ends: with its last line on which something stands, be it a space of its own.
fn lines_end(text: &str) -> usize {
    let column = text_column(text).unwrap_or(usize::MAX);
    let (mut at, mut end) = (0, 0);
    for (n, line) in text.split_inclusive('\n').enumerate() {
        let (says, is_whole) = (line.trim_end_matches('\n'), line.ends_with('\n'));
        if n == 0 || says.contains(|sign| sign != ' ') || is_whole && says.len() > column {
            end = at + says.len();
        }
        at += line.len();
    }
    end
}
