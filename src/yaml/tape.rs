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
        let last = self.siblings(opened + 1, next).last().unwrap_or(opened);
        let last = self.tokens[last as usize].span.hi();
        let token = &mut self.tokens[opened as usize];
        let flow = matches!(token.kind, Kind::List { flow: true } | Kind::Pairs { flow: true });
        let end = if flow { bracket.hi() } else { last.max(token.span.lo()) };
        token.span = Span::new(token.span.lo(), end);
        token.next = next;
    }

    /// The tokens from one on that stand side by side, up to another.
    fn siblings(&self, first: u32, end: u32) -> impl Iterator<Item = u32> {
        let within = move |at: u32| Some(at).filter(|at| *at < end);
        std::iter::successors(within(first), move |at| within(self.tokens[*at as usize].next))
    }

    /// What stands directly in the list or the pairs at this place, by its place: of pairs keys and values in turn.
    pub fn children(&self, index: u32) -> impl Iterator<Item = u32> {
        self.siblings(index + 1, self.tokens.get(index as usize).map_or(0, |token| token.next))
    }

    /// The keys and values of the pairs at this place; none where it is something else.
    pub fn pairs(&self, index: u32) -> impl Iterator<Item = (&Token<'s>, &Token<'s>)> {
        let is_pairs = self.tokens.get(index as usize).is_some_and(|token| matches!(token.kind, Kind::Pairs { .. }));
        let keys = self.children(index).step_by(2).filter(move |_| is_pairs).map(|key| &self.tokens[key as usize]);
        keys.map(|key| (key, &self.tokens[key.next as usize]))
    }

    /// Whether a token is a value left out: nothing, `~` or `null`, unquoted.
    pub fn is_nothing(&self, index: u32) -> bool {
        let token = &self.tokens[index as usize];
        token.kind == Kind::Scalar { plain: true } && matches!(&*token.text, "" | "~" | "null")
    }
}
