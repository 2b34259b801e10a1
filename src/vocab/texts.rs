//! The texts a line of the vocabulary is made of, each with what it stands for.
//!
//! Invariant: what a text stands for is said where its field is defined, and nowhere else.
use super::Holds;
use crate::text::Text;
use crate::yaml::{Entries, Many, Short};

/// A value that may hold texts.
pub(super) trait Texts {
    /// Hands over each text, those that stand in for unread ones too.
    fn texts(&self, _: Holds, _: &mut dyn FnMut(Holds, Text)) {}
}

impl Texts for bool {}
impl Texts for u64 {}

impl Texts for Text {
    fn texts(&self, holds: Holds, each: &mut dyn FnMut(Holds, Text)) {
        each(holds, *self);
    }
}

impl<T: Texts> Texts for Option<T> {
    fn texts(&self, holds: Holds, each: &mut dyn FnMut(Holds, Text)) {
        self.iter().for_each(|value| value.texts(holds, each));
    }
}

impl<T: Texts> Texts for Many<T> {
    fn texts(&self, holds: Holds, each: &mut dyn FnMut(Holds, Text)) {
        self.iter().for_each(|value| value.texts(holds, each));
    }
}

impl<T: Texts> Texts for Short<T> {
    fn texts(&self, holds: Holds, each: &mut dyn FnMut(Holds, Text)) {
        self.0.texts(holds, each);
    }
}

impl<T: Texts> Texts for Entries<T> {
    fn texts(&self, holds: Holds, each: &mut dyn FnMut(Holds, Text)) {
        let (keys, values) = match holds {
            Holds::Keys(keys, values) => (*keys, *values),
            values => (Holds::Anything, values),
        };
        for (key, value) in &self.0 {
            each(keys, *key);
            value.texts(values, each);
        }
    }
}
