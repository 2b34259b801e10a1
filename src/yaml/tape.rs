//! One record as a flat run of tokens in reading order.
//!
//! Invariant: a token's subtree is the run from it up to `next`, so that a reader walks it by index and nothing is
//! allocated for a tree.
use crate::text::Span;
use std::borrow::Cow;

/// How deep lists and pairs may stand in each other.
pub(super) const MOST_DEPTH: usize = 64;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text; `plain` when written without quotes.
    Scalar {
        /// Written without quotes or a block sign.
        plain: bool,
    },
    /// A list.
    List {
        /// Written between brackets.
        flow: bool,
    },
    /// `key: value` pairs: key and value tokens alternate.
    Pairs {
        /// Written between braces.
        flow: bool,
    },
}

/// One scalar, or the opening of a list or of pairs.
#[derive(Clone, Debug)]
pub struct Token<'s> {
    /// Where it is written, quotes and brackets included.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// What a scalar says.
    pub text: Cow<'s, str>,
    /// The index after its subtree.
    pub next: u32,
}

/// One record.
#[derive(Clone, Debug, Default)]
pub struct Tape<'s> {
    /// The tokens, the record itself first.
    pub tokens: Vec<Token<'s>>,
}

impl<'s> Tape<'s> {
    /// Adds a token; its subtree ends with it until [`Tape::close`] says otherwise.
    pub(super) fn push(&mut self, span: Span, kind: Kind, text: Cow<'s, str>) -> u32 {
        let index = self.tokens.len() as u32;
        self.tokens.push(Token { span, kind, text, next: index + 1 });
        index
    }

    /// Ends a list or pairs: a flow one at its bracket, a block one with its last child.
    pub(super) fn close(&mut self, opened: u32, bracket: Span) {
        let next = self.tokens.len() as u32;
        // The last child, not the last token: brackets close behind what stands in them.
        let mut last = opened;
        while let Some(child) = Some(self.tokens[last as usize].next.max(opened + 1)).filter(|child| *child < next) {
            last = child;
        }
        let last = self.tokens[last as usize].span.hi();
        let token = &mut self.tokens[opened as usize];
        let flow = matches!(token.kind, Kind::List { flow: true } | Kind::Pairs { flow: true });
        let end = if flow { bracket.hi() } else { last.max(token.span.lo()) };
        token.span = Span::new(token.span.lo(), end);
        token.next = next;
    }

    /// The keys and values of the pairs at this place; none where it is something else.
    pub fn pairs(&self, index: u32) -> impl Iterator<Item = (&Token<'s>, &Token<'s>)> {
        let pairs = self.tokens.get(index as usize).filter(|token| matches!(token.kind, Kind::Pairs { .. }));
        let end = pairs.map_or(0, |pairs| pairs.next as usize);
        let pair = move |at: usize| {
            let key = self.tokens.get(at).filter(|_| at < end)?;
            Some((key, &self.tokens[key.next as usize]))
        };
        std::iter::successors(pair(index as usize + 1), move |(_, value)| pair(value.next as usize))
    }

    /// Whether a token is a value left out: nothing, `~` or `null`, unquoted.
    pub fn is_nothing(&self, index: u32) -> bool {
        let token = &self.tokens[index as usize];
        token.kind == Kind::Scalar { plain: true } && matches!(&*token.text, "" | "~" | "null")
    }
}
