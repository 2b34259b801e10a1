//! What happened and what lasted, along one axis of time.
//!
//! Invariant: every row of the answer is on the axis, or in the block of what has no day; no words stand on others or
//! on a sign that is not theirs.
mod axis;
mod entry;
mod label;
mod legend;
mod mark;
mod room;

use super::colour::Ink;
use super::geometry::{Rect, at};
use super::measure::{Weight, width, wrap};
use super::page::{SMALL, page};
use super::picture::{Mark, Outline, Part, Picture, Shape, StandsFor, Stroke, Text};
use super::scene::Scene;
use crate::ask::{Answer, Row};
use crate::date::{Day, Days};
use crate::facts::List;
use crate::model::Model;
use axis::{Axis, BREAK};
use entry::{Band, Entry, entries};
use label::{LINE, SIZE, line_width, lines, lines_within, pieces};
use legend::broken;
use mark::{End, HALF, TAIL};
use room::Taken;

/// The page, without its margins, where there is much to show, and where there is little.
const WIDE: f64 = 1370.;
const NARROW: f64 = 1000.;
/// So many entries are little.
const FEW: usize = 7;
/// At each end of the axis, so that what has no known end can fade away.
const ASIDE: f64 = TAIL + 16.;
/// The height of an entry with one line.
const ROW: f64 = 21.;
/// Between a sign and its words.
const GAP: f64 = 7.;
/// The heading of a band.
const HEADING: f64 = 24.;

/// How many rows one picture has room for.
const MOST: usize = 1_000;

/// The dated claims of an answer on an axis; the first of them where there are more than anybody could look at.
pub(super) fn picture(answer: &Answer, model: &Model, scene: &Scene) -> Picture {
    let rows = answer.rows.len();
    let mut picture = of_rows(&answer.rows[..rows.min(MOST)], answer, model, scene);
    if rows > MOST {
        picture.faults.push(format!(
            "{rows} rows, and a timeline has room for {MOST}: the first of them are drawn; ask for fewer names or days"
        ));
    }
    picture
}

fn of_rows(rows: &[Row], answer: &Answer, model: &Model, scene: &Scene) -> Picture {
    let entries = entries(rows, answer, model, scene);
    let (dated, undated): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|e| !e.known().is_empty());
    if entries.is_empty() {
        return nothing(answer, scene);
    }
    let wide = if entries.len() > FEW { WIDE } else { NARROW };
    let days: Vec<Days> = dated.iter().flat_map(|e| e.known()).collect();
    let axis = Axis::new(&days, ASIDE, wide - ASIDE);
    let mut sheet = Sheet { scene, axis, wide, marks: vec![], y: 0. };
    let mut back = vec![];
    for band in bands(&dated, model) {
        let top = sheet.y;
        sheet.band(&band);
        back.push(band_ground(Rect { x0: 0., y0: top, x1: wide, y1: sheet.y - 8. }, &band, scene));
    }
    let mut marks = back;
    marks.extend(sheet.scale(sheet.y - 8.));
    marks.append(&mut sheet.marks);
    let top = if dated.is_empty() { 0. } else { -AXIS };
    if !dated.is_empty() {
        sheet.y += AXIS;
    }
    sheet.without_day(&undated);
    marks.append(&mut sheet.marks);
    let area = Rect { x0: 0., y0: top, x1: wide, y1: sheet.y };
    let legend = legend::legend(&entries, &sheet.axis, scene);
    page(scene, marks, area, legend, about(&entries, undated.len()), vec![])
}

/// What the answer says instead of rows.
pub(super) fn nothing(answer: &Answer, scene: &Scene) -> Picture {
    let mut marks = vec![];
    let texts = answer.notes.iter().map(|note| &note.text).filter(|text| !scene.left_out.contains(text));
    for (n, line) in texts.flat_map(|text| wrap(text, SIZE, Weight::Regular, 640., 8)).enumerate() {
        let text = Text::line(line, at(0., 12. + n as f64 * LINE), SIZE, Weight::Regular, &scene.page.ink);
        marks.push(Mark::Text(text));
    }
    let area = Rect { x0: 0., y0: 0., x1: 640., y1: marks.len() as f64 * LINE + 4. };
    page(scene, marks, area, vec![], scene.title.clone(), vec![])
}

/// The room for the words of the axis.
const AXIS: f64 = 26.;

fn about(entries: &[Entry], undated: usize) -> String {
    let without = if undated == 0 { String::new() } else { format!(", {undated} of them without a day") };
    format!("A timeline with {} {}{without}.", entries.len(), if entries.len() == 1 { "entry" } else { "entries" })
}

/// Entries under one heading.
struct Titled<'e> {
    title: String,
    colour: String,
    id: String,
    entries: Vec<&'e Entry>,
}

/// Records of no group first, then the groups in the order of the vocabulary.
fn bands<'e>(entries: &[&'e Entry], model: &Model) -> Vec<Titled<'e>> {
    let mut order: Vec<Band> = [List::Dates, List::Agreements].map(|list| Band::List(list.word())).to_vec();
    order.extend(entries.iter().filter(|e| matches!(e.band, Band::List(_))).map(|e| e.band.clone()));
    order.extend(model.vocab().groups.iter().map(|(id, _)| Band::Group(id.to_owned())));
    order.extend(entries.iter().map(|e| e.band.clone()));
    let mut bands: Vec<(Band, Titled)> = vec![];
    for band in order {
        if bands.iter().any(|(known, _)| *known == band) {
            continue;
        }
        let group = match &band {
            Band::Group(id) => model.vocab().groups.get(id),
            Band::List(_) | Band::None => None,
        };
        let (title, id) = match &band {
            Band::Group(id) => (group.map_or(id.clone(), |g| g.label.clone()), id.clone()),
            Band::List(word) => (capital(word), (*word).to_owned()),
            Band::None => (String::new(), String::new()),
        };
        let mut entries: Vec<&Entry> = entries.iter().copied().filter(|e| e.band == band).collect();
        entries.sort_by_key(|e| (e.known().first().copied(), e.interval.end.1));
        let colour = group.map_or(String::new(), |g| g.colour.clone());
        bands.push((band, Titled { title, colour, id, entries }));
    }
    bands.into_iter().map(|(_, band)| band).filter(|band| !band.entries.is_empty()).collect()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// What is behind the entries of a band.
fn band_ground(rect: Rect, band: &Titled, scene: &Scene) -> Mark {
    let shape =
        Shape::area(Outline::Rect(rect, 6.), &scene.page.ground(&band.colour), Stroke::solid(&scene.page.frame, 1.));
    let stands_for = StandsFor::Group { id: band.id.clone() };
    Mark::Part(Part { stands_for, tooltip: band.title.clone(), link: String::new(), marks: vec![shape] })
}

/// What is drawn so far, from the top down.
struct Sheet<'s> {
    scene: &'s Scene,
    axis: Axis,
    wide: f64,
    marks: Vec<Mark>,
    y: f64,
}

/// An entry with a place for its sign and its words.
struct Placed {
    /// What it takes up.
    area: Rect,
    /// Where its words begin.
    words: (f64, f64),
    /// The middle of its sign.
    sign: f64,
    lines: Vec<String>,
}

impl Sheet<'_> {
    /// The entries of a band, each as high up as there is room.
    fn band(&mut self, band: &Titled) {
        let paper = self.scene.page.ground(&band.colour);
        let ink = &self.scene.page.ink;
        let count = band.entries.len();
        let heading = Text::line(format!("{} ({count})", band.title), at(10., self.y + 16.), SIZE, Weight::Bold, ink);
        self.marks.push(Mark::Text(Text { halo: Some(paper.clone()), ..heading }));
        let mut taken = Taken { top: self.y + HEADING, areas: vec![] };
        for entry in &band.entries {
            let best = self.places(entry).into_iter().map(|placed| (taken.place(&placed.area), placed));
            // The highest place; of equals, the first.
            let Some((place, placed)) = best.reduce(|a, b| if b.0.y1 < a.0.y1 { b } else { a }) else { continue };
            taken.take(place);
            let part = self.entry(entry, &placed, place.y0, &paper);
            self.marks.push(part);
        }
        self.y = taken.lowest() + 6. + 8.;
    }

    /// Where an entry can stand, as seen from its own top: words at the right of its sign, at the left, or above it.
    fn places(&self, entry: &Entry) -> Vec<Placed> {
        let (from, to) = self.reach(entry);
        let (left, right) = (from - GAP - 8., self.wide - 8. - to - GAP);
        let mut places = vec![];
        if right >= left || right > 320. {
            places.push((to + GAP, right, false));
        }
        if left > right || left > 320. {
            places.push((f64::NAN, left, false));
        }
        if to - from > 260. {
            places.push((from.max(8.), (to - from).max(self.wide - 8. - from), true));
        }
        let placed = places.into_iter().map(|(x, room, above)| {
            let lines = lines(entry, room);
            let wide = line_width(&lines, entry);
            let x = if x.is_nan() { from - GAP - wide } else { x };
            let words = lines.len() as f64 * LINE;
            let height = if above { words + 2. * HALF + 9. } else { (words + ROW - LINE).max(ROW) };
            let sign = if above { words + 5. + HALF + 2. } else { ROW / 2. };
            let area = Rect { x0: from.min(x), y0: 0., x1: to.max(x + wide), y1: height };
            Placed { area, words: (x, if above { 11. } else { ROW / 2. + SIZE * 0.36 }), sign, lines }
        });
        placed.collect()
    }

    /// From the left end of a sign to its right end.
    fn reach(&self, entry: &Entry) -> (f64, f64) {
        let marks = self.sign(entry, 0., &self.scene.page.paper);
        let mut reach = Rect::NOTHING;
        for mark in &marks {
            if let Mark::Shape(shape) = mark {
                reach = reach.join(shape.covers());
            }
        }
        (reach.x0, reach.x1)
    }

    fn sign(&self, entry: &Entry, y: f64, paper: &Ink) -> Vec<Mark> {
        let (start, end) = (entry.interval.start, entry.interval.end);
        let begins = |day: Day| self.axis.x(day);
        let ends = |day: Day| self.axis.x(day.add_days(1));
        let look = &entry.look;
        if start == end {
            return match (start.0.is_open(), start.1.is_open()) {
                (true, false) => mark::some_day(ends(start.1), true, y, look, paper),
                (false, true) => mark::some_day(begins(start.0), false, y, look, paper),
                _ if start.0 == start.1 => {
                    let middle = (begins(start.0) + ends(start.0)) / 2.;
                    mark::moment(middle, middle, y, look, paper)
                }
                _ => mark::moment(begins(start.0), ends(start.1), y, look, paper),
            };
        }
        let left = match (start.0.is_open(), start.1.is_open()) {
            (_, true) => End::Never(ASIDE - TAIL),
            (true, false) => End::Unknown(begins(start.1)),
            (false, false) => End::Within(begins(start.1), begins(start.0)),
        };
        let right = match (end.0.is_open(), end.1.is_open()) {
            (true, _) => End::Never(self.wide - ASIDE + TAIL),
            (false, true) => End::Unknown(ends(end.0)),
            (false, false) => End::Within(ends(end.0), ends(end.1)),
        };
        // It has begun on every day from the second bound on, and goes on up to the third.
        if start.1 <= end.0 && end.0 != Day::PAST && start.1 != Day::FUTURE {
            return mark::span(left, right, y, look, paper);
        }
        let first = if start.0.is_open() { None } else { Some(begins(start.0)) };
        let last = if end.1.is_open() { None } else { Some(ends(end.1)) };
        let inner = [end.0, start.1].map(|day| if day.is_open() { None } else { Some(day) });
        let inner = match inner {
            [Some(from), Some(to)] => Some((begins(from.min(to)), ends(to.max(from)))),
            [Some(day), None] | [None, Some(day)] => Some((begins(day), ends(day))),
            [None, None] => None,
        };
        mark::possible(first, inner, last, y, look, paper)
    }

    /// An entry with its top at `y`.
    fn entry(&self, entry: &Entry, placed: &Placed, y: f64, paper: &Ink) -> Mark {
        let mut marks = self.sign(entry, y + placed.sign, paper);
        marks.extend(self.words(entry, &placed.lines, placed.words.0, y + placed.words.1, paper));
        part(entry, marks)
    }

    /// The lines of an entry, the date in bold.
    fn words(&self, entry: &Entry, lines: &[String], x: f64, y: f64, halo: &Ink) -> Vec<Mark> {
        let mut marks = vec![];
        for n in 0..lines.len() {
            let y = y + n as f64 * LINE;
            for piece in pieces(lines, n, entry) {
                let text = Text::line(piece.text, at(x + piece.x, y), SIZE, piece.weight, &self.scene.page.ink);
                marks.push(Mark::Text(Text { halo: Some(halo.clone()), ..text }));
            }
        }
        marks
    }

    /// The axis above and below, with lines down through the bands.
    fn scale(&self, bottom: f64) -> Vec<Mark> {
        let page = &self.scene.page;
        let mut marks = vec![];
        let thin = |x: f64, y0: f64, y1: f64, ink: &Ink, wide: f64| {
            Shape::line(Outline::Polyline(vec![at(x, y0), at(x, y1)]), Stroke::solid(ink, wide))
        };
        for tick in self.axis.ticks(|label| width(label, SMALL, Weight::Regular)) {
            marks.push(thin(tick.x, 0., bottom, &page.frame, 1.));
            for y in [-12., bottom + 18.] {
                let text = Text::centred(
                    std::slice::from_ref(&tick.label),
                    at(tick.x, y),
                    SMALL,
                    Weight::Regular,
                    &page.quiet,
                );
                marks.push(Mark::Text(text));
            }
            marks.push(thin(tick.x, -7., -2., &page.quiet, 1.));
            marks.push(thin(tick.x, bottom + 6., bottom + 11., &page.quiet, 1.));
        }
        for (n, stretch) in self.axis.stretches.iter().enumerate() {
            let (first, last) = (n == 0, n + 1 == self.axis.stretches.len());
            let x0 = if first { 0. } else { stretch.x0 };
            let x1 = if last { self.wide } else { stretch.x1 };
            for y in [-4., bottom + 8.] {
                marks.push(Shape::line(Outline::Polyline(vec![at(x0, y), at(x1, y)]), Stroke::solid(&page.quiet, 1.2)));
            }
            if !last {
                let middle = stretch.x1 + BREAK / 2.;
                let dashes = vec![2., 4.];
                let down = Outline::Polyline(vec![at(middle, 2.), at(middle, bottom - 2.)]);
                marks.push(Shape::line(down, Stroke { dashes, ..Stroke::solid(&page.quiet, 1.) }));
                [-4., bottom + 8.].into_iter().for_each(|y| marks.extend(broken(middle, y, page_ink(self.scene))));
            }
        }
        marks
    }

    /// What has no day at all, in columns.
    fn without_day(&mut self, entries: &[&Entry]) {
        if entries.is_empty() {
            return;
        }
        let title = format!("Without a day ({})", entries.len());
        let ink = &self.scene.page.ink;
        self.marks.push(Mark::Text(Text::line(title, at(0., self.y + 14.), SIZE, Weight::Bold, ink)));
        let columns = ((self.wide / 440.) as usize).clamp(1, entries.len());
        let wide = self.wide / columns as f64;
        let all: Vec<Vec<String>> = entries.iter().map(|e| lines_within(e, wide - 44., 5)).collect();
        let height = |lines: &Vec<String>| (lines.len() as f64 * LINE + ROW - LINE).max(ROW);
        let share = all.iter().map(height).sum::<f64>() / columns as f64;
        let top = self.y + HEADING;
        let (mut column, mut y, mut lowest) = (0, top, top);
        for (entry, lines) in entries.iter().zip(&all) {
            // A column is full where half of the next entry would be beyond its share.
            if y + height(lines) / 2. > top + share && column + 1 < columns && y > top {
                (column, y) = (column + 1, top);
            }
            let x = column as f64 * wide;
            let mut marks = mark::sign(at(x + 12., y + ROW / 2.), &entry.look, &self.scene.page.paper);
            let baseline = y + ROW / 2. + SIZE * 0.36;
            marks.extend(self.words(entry, lines, x + 26., baseline, &self.scene.page.paper));
            self.marks.push(part(entry, marks));
            y += height(lines);
            lowest = f64::max(lowest, y);
        }
        self.y = lowest;
    }
}

fn page_ink(scene: &Scene) -> &Ink {
    &scene.page.ink
}

fn part(entry: &Entry, marks: Vec<Mark>) -> Mark {
    let stands_for = StandsFor::Entry { id: entry.id.clone(), of: entry.of.clone(), claims: entry.claims.clone() };
    Mark::Part(Part { stands_for, tooltip: entry.tooltip.clone(), link: entry.link.clone(), marks })
}
