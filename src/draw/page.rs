//! What stands around every picture: title, day, legend, numbered sources.
//!
//! Invariant: the legend explains what is present and nothing else; everything is inside the page.
use super::geometry::{Point, Rect, at};
use super::measure::{Weight, width, wrap};
use super::picture::{LEADING, Mark, Part, Picture, StandsFor, Text};
use super::scene::Scene;
use crate::model::words::count;

/// Type sizes, in units of the page; at 1200 dots a page of 1400 units shows the smallest as 9.
pub(super) const TITLE: f64 = 18.;
/// Of remarks, labels and sources.
pub(super) const SMALL: f64 = 10.5;
/// Around everything.
const MARGIN: f64 = 14.;
/// A sample in the legend is drawn around the origin, this wide and high.
pub(super) const SAMPLE: Point = at(24., 13.);

/// A sign and what it means.
pub(super) struct Entry {
    /// The sign, drawn around the origin within [`SAMPLE`].
    pub sample: Vec<Mark>,
    /// What it means.
    pub words: String,
}

/// A body with everything around it; `about` is what it shows, in a sentence, for those who do not see it.
pub(super) fn page(
    scene: &Scene,
    body: Vec<Mark>,
    area: Rect,
    legend: Vec<Entry>,
    about: String,
    faults: Vec<String>,
) -> Picture {
    let mut marks = body;
    let wide = area.width().max(520.);
    let area = Rect { x1: area.x0 + wide, ..area };
    let (head, above) = header(scene, area, legend);
    let (foot, below) = footer(scene, area);
    marks.extend(head);
    marks.extend(foot);
    Picture {
        title: scene.title.clone(),
        about,
        area: Rect {
            x0: area.x0 - MARGIN,
            y0: area.y0 - above - MARGIN,
            x1: area.x1 + MARGIN,
            y1: area.y1 + below + MARGIN,
        },
        paper: scene.page.paper.clone(),
        marks,
        places: super::Kept::new(),
        faults,
    }
}

/// How much height the page needs around a body of this width.
pub(super) fn around(scene: &Scene, wide: f64, legend: &[Entry]) -> f64 {
    let columns = columns(wide);
    let title = title_lines(scene, wide).len() as f64 * TITLE * LEADING;
    let total: f64 = legend.iter().map(step).sum();
    let rows = (total / (wide * 0.6)).ceil();
    let sources = (scene.sources.len() * 3 / 2).div_ceil(columns) as f64 * SMALL * 1.35 + 30.;
    title.max(rows * 17.) + sources + 2. * MARGIN + 20.
}

fn title_lines(scene: &Scene, wide: f64) -> Vec<String> {
    wrap(&scene.title, TITLE, Weight::Bold, wide * 0.55, 3)
}

/// Title and day at the left, the legend at the right of them or below.
fn header(scene: &Scene, area: Rect, legend: Vec<Entry>) -> (Vec<Mark>, f64) {
    let title = title_lines(scene, area.width());
    let title_width =
        super::measure::widest(&title, TITLE, Weight::Bold).max(width(&scene.day, SMALL, Weight::Regular));
    let title_height = title.len() as f64 * TITLE * LEADING + if scene.day.is_empty() { 0. } else { SMALL * 1.5 };
    let total: f64 = legend.iter().map(step).sum();
    let beside = area.width() - title_width - 40.;
    let below = total > beside * 3. || beside < 220.;
    let room = if below { area.width() } else { beside };
    let rows = rows(legend, room);
    let legend_height = rows.len() as f64 * 17.;
    let height = if below { title_height + legend_height + 8. } else { title_height.max(legend_height) } + 12.;
    let top = area.y0 - height;
    let mut marks = vec![];
    let first = at(area.x0, top + TITLE * 0.8);
    marks
        .push(Mark::Text(Text { lines: title.clone(), ..Text::line("", first, TITLE, Weight::Bold, &scene.page.ink) }));
    if !scene.day.is_empty() {
        let place = at(area.x0, top + title.len() as f64 * TITLE * LEADING + SMALL);
        marks.push(Mark::Text(Text::line(&scene.day, place, SMALL, Weight::Regular, &scene.page.quiet)));
    }
    let widest = rows.iter().map(|row| row.iter().map(step).sum::<f64>()).fold(0., f64::max);
    let left = if below { area.x0 } else { area.x1 - widest };
    let first = if below { top + title_height + 14. } else { top + 8. };
    let mut signs = vec![];
    for (n, row) in rows.into_iter().enumerate() {
        let mut x = left;
        for entry in row {
            let wide = step(&entry);
            let centre = at(x + SAMPLE.x / 2., first + n as f64 * 17.);
            signs.extend(entry.sample.into_iter().map(|mark| mark.shifted(centre)));
            let words = Text::line(
                entry.words,
                at(x + SAMPLE.x + 5., centre.y + SMALL * 0.36),
                SMALL,
                Weight::Regular,
                &scene.page.quiet,
            );
            signs.push(Mark::Text(words));
            x += wide;
        }
    }
    if !signs.is_empty() {
        let (tooltip, link) = (String::new(), String::new());
        marks.push(Mark::Part(Part { stands_for: StandsFor::Legend, tooltip, link, marks: signs }));
    }
    (marks, height)
}

/// From the start of an entry of the legend to that of the next.
fn step(entry: &Entry) -> f64 {
    SAMPLE.x + 5. + width(&entry.words, SMALL, Weight::Regular) + 16.
}

/// Entries in rows that fit.
fn rows(legend: Vec<Entry>, room: f64) -> Vec<Vec<Entry>> {
    let total: f64 = legend.iter().map(step).sum();
    let count = (total / room).ceil().max(1.);
    // A little more than an even share, so that the rows are alike.
    let widest = legend.iter().map(step).fold(0., f64::max);
    let share = (total / count + widest * 0.5).min(room);
    let mut rows: Vec<Vec<Entry>> = vec![vec![]];
    let mut used = 0.;
    for entry in legend {
        let wide = step(&entry);
        if used + wide > share && used > 0. {
            rows.push(vec![]);
            used = 0.;
        }
        used += wide;
        if let Some(row) = rows.last_mut() {
            row.push(entry);
        }
    }
    rows
}

fn columns(wide: f64) -> usize {
    ((wide / 330.) as usize).max(1)
}

/// Numbered sources in columns, what is left out, and how many voices there are.
fn footer(scene: &Scene, area: Rect) -> (Vec<Mark>, f64) {
    let mut marks = vec![];
    let mut y = area.y1 + 14. + SMALL;
    let step = SMALL * 1.35;
    for sentence in &scene.left_out {
        for line in wrap(sentence, SMALL, Weight::Bold, area.width(), 3) {
            marks.push(Mark::Text(Text::line(line, at(area.x0, y), SMALL, Weight::Bold, &scene.page.ink)));
            y += step;
        }
    }
    if !scene.sources.is_empty() {
        let words = format!(
            "Sources: {}, {} (sources that repeat each other count once)",
            count(scene.sources.len(), "source"),
            count(scene.voices, "independent voice")
        );
        let line = wrap(&words, SMALL, Weight::Regular, area.width(), 1).concat();
        marks.push(Mark::Text(Text::line(line, at(area.x0, y), SMALL, Weight::Regular, &scene.page.quiet)));
        y += step + 2.;
    }
    let columns = columns(area.width());
    let wide = area.width() / columns as f64;
    let texts: Vec<Vec<String>> = scene.sources.iter().map(|s| source_lines(s, wide - 16.)).collect();
    let total: usize = texts.iter().map(Vec::len).sum();
    let rows = total.div_ceil(columns).max(texts.iter().map(Vec::len).max().unwrap_or(0));
    let (mut column, mut row, mut deepest) = (0, 0, 0);
    for (source, lines) in scene.sources.iter().zip(texts) {
        if row > 0 && row + lines.len() > rows + 1 && column + 1 < columns {
            (column, row) = (column + 1, 0);
        }
        let place = at(area.x0 + column as f64 * wide, y + row as f64 * step);
        row += lines.len();
        deepest = deepest.max(row);
        let text = Text { lines, ..Text::line("", place, SMALL, Weight::Regular, &scene.page.quiet) };
        let comma = if source.published.is_empty() { "" } else { ", " };
        let tooltip = format!("{}\n{}{comma}{}", source.title, source.publisher, source.published);
        let marks_of_it = vec![Mark::Text(text)];
        marks.push(Mark::Part(Part {
            stands_for: StandsFor::Other,
            tooltip,
            link: source.url.clone(),
            marks: marks_of_it,
        }));
    }
    y += deepest as f64 * step;
    let height = if marks.is_empty() { 0. } else { y - step - area.y1 };
    (marks, height)
}

/// A source in at most three lines.
fn source_lines(source: &super::scene::Source, wide: f64) -> Vec<String> {
    let comma = if source.published.is_empty() { "" } else { ", " };
    let words = format!("{}  {}{comma}{}: {}", source.number, source.publisher, source.published, source.title);
    wrap(&words, SMALL, Weight::Regular, wide, 3)
}
