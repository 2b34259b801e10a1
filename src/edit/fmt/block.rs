//! The fields of a record on lines of their own.
//!
//! Invariant: a value of several lines stands further in than its key, whatever it was written like.
use super::flat::Fields;
use super::form::{Form, form};
use super::layout::{Layout, Place, STEP};
use super::source::text_column;
use crate::vocab::Shape;
use crate::yaml::write::WIDEST;

impl Layout<'_> {
    /// Writes a value behind its key, which ends at `from`, and ends the line.
    pub fn value(&mut self, place: Place, from: usize) {
        let source = self.source;
        let Place { index, shape, column, levels } = place;
        let token = &source.tokens[index];
        if token.is_scalar() && token.lo == token.hi {
            self.tail(token.hi);
            self.end(token.hi);
            return;
        }
        let key = self.out.len() - self.out.rfind('\n').map_or(0, |n| n + 1);
        let key = self.out[self.out.len() - key..].chars().count();
        let whole = matches!(form(source, index, shape), Form::Whole);
        let is_open = levels > 0 && token.next > index + 1;
        let line = if whole || is_open { None } else { self.line(place, from, key + 1, source.column_of_key(from)) };
        match line {
            _ if whole => {
                self.out.push(' ');
                self.text(index, column);
            }
            Some(line) => {
                self.out.push(' ');
                self.out += &line;
                self.most = usize::MAX;
            }
            None => {
                let first = source.tokens.get(index + 1).map_or(token.hi, |first| first.lo);
                self.head(from, first);
                self.end(from);
                self.children(Place { column: column + STEP, ..place }, source.column_of_key(from), false);
                return;
            }
        }
        self.tail(token.hi);
        self.end(token.hi);
    }

    /// Writes an item of a list behind its dash, which stood in the column `dash`, and ends the line.
    pub fn item(&mut self, place: Place, dash: usize) {
        let source = self.source;
        let token = &source.tokens[place.index];
        if matches!(form(source, place.index, place.shape), Form::Whole) {
            self.text(place.index, place.column);
        } else if let Some(line) = self.line(place, self.at, place.column + STEP, dash) {
            self.out += &line;
            self.most = usize::MAX;
        } else {
            self.children(Place { column: place.column + STEP, ..place }, dash, true);
            return;
        }
        self.tail(token.hi);
        self.end(token.hi);
    }

    /// A value on one line of which so many columns are taken, where it may stand on one: not where a comment behind it speaks
    /// of a part of it, or stands between it and its key.
    fn line(&self, place: Place, from: usize, taken: usize, column: usize) -> Option<String> {
        let source = self.source;
        let token = &source.tokens[place.index];
        let commented = source.behind(token.hi, [' ', '\t', ',']).is_some();
        let before = !source.comments_in(from..token.lo).is_empty();
        if before || !token.is_flow() && (commented || source.is_continued(token.hi, column)) {
            return None;
        }
        let room = if commented { usize::MAX } else { WIDEST.saturating_sub(taken) };
        source.line(place.index, place.shape, room)
    }

    /// Writes the items or fields of a value, whose key or dash stood in the column `outer`, each on a line in this column;
    /// the first goes on where the line is.
    fn children(&mut self, place: Place, outer: usize, mut goes_on: bool) {
        let source = self.source;
        let Place { index, column, levels, .. } = place;
        let levels = levels.saturating_sub(1);
        let token = &source.tokens[index];
        let is_flow = token.is_flow();
        // Without anything inside, the brackets are all there is.
        self.odd |= token.next == index + 1;
        match form(source, index, place.shape) {
            Form::Items(shape) => {
                let mut last = usize::MAX;
                for item in source.items(index) {
                    let lo = source.tokens[item].lo;
                    let dash = if is_flow { None } else { source.dash(self.at..lo) };
                    self.begin(dash.unwrap_or(lo), column, is_flow, &mut goes_on);
                    self.out += "- ";
                    self.at = dash.unwrap_or(lo);
                    let written = dash.map_or(usize::MAX, |dash| source.column(dash));
                    self.item(Place { index: item, shape, column, levels }, written);
                    last = written;
                }
                self.dash = last;
            }
            Form::Fields(record) => {
                let first = source.tokens.get(index + 1).map_or(token.hi, |first| first.lo);
                let mut before = source.comments[source.comments_in(self.at..first)].iter();
                let is_continued = !is_flow && source.is_continued(token.hi, outer);
                let stays =
                    is_continued || place.levels > 0 || !goes_on && before.any(|comment| source.is_alone(comment));
                let pairs = if stays { source.pairs(index) } else { source.sorted(index, record) };
                self.pairs(
                    &pairs,
                    Fields { record: Some(record), one: Shape::Text },
                    Place { levels, ..place },
                    goes_on,
                );
            }
            Form::Entries(one) => {
                self.pairs(&source.pairs(index), Fields { record: None, one }, Place { levels, ..place }, goes_on);
            }
            Form::Whole => self.odd = true,
        }
        if is_flow {
            self.comments(token.hi, |_| column, false);
        }
        self.at = token.hi;
    }

    fn pairs(&mut self, pairs: &[(usize, usize)], fields: Fields, place: Place, mut goes_on: bool) {
        let source = self.source;
        let is_flow = source.tokens[place.index].is_flow();
        let in_order = pairs.is_sorted();
        for (key, value) in pairs {
            let token = &source.tokens[*key];
            if in_order {
                self.begin(token.lo, place.column, is_flow, &mut goes_on);
            } else if !std::mem::take(&mut goes_on) {
                self.indent(place.column);
            }
            let written = fields.name(source, *key);
            self.odd |= written.contains('\n') || !token.is_scalar();
            self.out += written;
            self.out.push(':');
            self.at = token.hi;
            self.value(Place { index: *value, shape: fields.shape(written), ..place }, token.hi);
        }
    }

    /// Begins the line of an item or a field that stands at a byte, with what stands before it.
    fn begin(&mut self, at: usize, column: usize, is_flow: bool, goes_on: &mut bool) {
        if std::mem::take(goes_on) {
            return;
        }
        let written = if is_flow { usize::MAX } else { self.source.column(at) };
        // A list that stood right below its key goes further in, and with it what is said at its end.
        let further = if std::mem::replace(&mut self.dash, usize::MAX) == written { STEP } else { 0 };
        let shift =
            |there: usize| there.checked_sub(written).filter(|shift| *shift > 0).map_or(0, |shift| shift + further);
        self.lead(at, |there| column + shift(there), false);
        self.indent(column);
    }

    /// Ends a line with what stands before a byte.
    fn end(&mut self, at: usize) {
        self.out.push('\n');
        self.at = at;
    }

    /// Writes a scalar as it is written, its further lines in from the column of its key.
    fn text(&mut self, index: usize, column: usize) {
        let token = &self.source.tokens[index];
        let text = &self.source.text[token.lo..token.hi];
        let mut lines = text.split('\n');
        self.out += lines.next().unwrap_or_default();
        self.most = if token.lines { column } else { usize::MAX };
        self.odd |= !token.is_scalar() && text.contains('\n');
        let content = text_column(text).unwrap_or(0);
        for line in lines {
            self.out.push('\n');
            let rest = if token.lines { line.get(content..) } else { Some(line.trim_start_matches([' ', '\t'])) };
            if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                self.indent(column + STEP);
                self.out += rest;
            }
        }
    }
}
