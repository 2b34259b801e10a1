//! PNG: a picture in dots, for chats and word processors; its light side.
//!
//! Invariant: letters come from the fonts in `fonts/` and from no other place, so that the same answer gives the same
//! dots on every machine; a picture too large for the memory of a small machine is refused before any is taken.
use super::svg::svg;
use super::{Format, Page};
use crate::ask::Answer;
use crate::draw::{self, Mark, Picture, Rect};
use crate::model::Model;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{self, Database, ID};
use resvg::usvg::{FontResolver, Options, Tree};
use skrifa::{FontRef, MetadataProvider};
use std::io::{self, Write};
use std::sync::Arc;

pub const FORMAT: Format = Format {
    name: "png",
    endings: &["png"],
    media_type: "image/png",
    about: "a picture in dots, for chats and word processors",
    heeds: &["--layout", "--as-partners", "--aspect", "--seed", "--scale"],
    write,
};

/// The first draws what it has letters for, the next what it has none for.
const FAMILIES: [&[&[u8]]; 2] = [
    &[include_bytes!("../../fonts/LiberationSans-Regular.ttf"), include_bytes!("../../fonts/LiberationSans-Bold.ttf")],
    &[include_bytes!("../../fonts/NotoSansArabic-Regular.ttf"), include_bytes!("../../fonts/NotoSansArabic-Bold.ttf")],
];

/// What a machine with little memory can still draw: four bytes a dot, and as much again to write it down.
const MOST_DOTS: f64 = 40e6;

fn write(answer: &Answer, model: &Model, page: &Page, out: &mut dyn Write) -> io::Result<super::Remarks> {
    let picture = draw::picture(answer, model, &page.drawing, &page.kept);
    out.write_all(&png(&picture, page.drawing.scale)?)?;
    Ok(picture.faults.iter().cloned().chain(missing(&picture)).collect())
}

/// The picture with `scale` dots for each unit of its page.
pub(super) fn png(picture: &Picture, scale: f64) -> io::Result<Vec<u8>> {
    let (width, height) = dots(&picture.area, scale)?;
    let tree = Tree::from_str(&svg(picture), &options()).map_err(io::Error::other)?;
    let mut dots = Pixmap::new(width, height).ok_or_else(|| too_large(&picture.area, scale))?;
    let whole = tree.size();
    let fitted = Transform::from_scale(width as f32 / whole.width(), height as f32 / whole.height());
    resvg::render(&tree, fitted, &mut dots.as_mut());
    dots.encode_png().map_err(io::Error::other)
}

/// Width and height in dots.
fn dots(area: &Rect, scale: f64) -> io::Result<(u32, u32)> {
    let (width, height) = ((area.width() * scale).ceil().max(1.), (area.height() * scale).ceil().max(1.));
    if width * height <= MOST_DOTS { Ok((width as u32, height as u32)) } else { Err(too_large(area, scale)) }
}

fn too_large(area: &Rect, scale: f64) -> io::Error {
    // The largest scale with a good margin, to two digits after the point.
    let fits = ((MOST_DOTS / (area.width() * area.height())).sqrt() * 99.).floor() / 100.;
    let message = format!(
        "the picture would be {:.0} × {:.0} dots, more than {:.0} million: use `--scale {fits}`, or write .svg",
        area.width() * scale,
        area.height() * scale,
        MOST_DOTS / 1e6,
    );
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

fn options() -> Options<'static> {
    let mut fonts = Database::new();
    for font in FAMILIES.into_iter().flatten() {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(*font)));
    }
    let first = fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    let family = first.unwrap_or_default();
    // Whatever typefaces a picture asks for, it gets the first of ours.
    fonts.set_sans_serif_family(&family);
    let select_fallback = Box::new(|c: char, used: &[ID], fonts: &mut Arc<Database>| next_font(c, used, fonts));
    Options {
        font_family: family,
        fontdb: Arc::new(fonts),
        font_resolver: FontResolver { select_font: FontResolver::default_font_selector(), select_fallback },
        ..Options::default()
    }
}

/// The font for a character the fonts used so far do not have: as heavy as the first of them if there is one.
fn next_font(c: char, used: &[ID], fonts: &Database) -> Option<ID> {
    let weight = used.first().and_then(|id| fonts.face(*id)).map(|face| face.weight);
    let has = |id: ID| fonts.with_face_data(id, |font, _| has(font, c)).unwrap_or(false);
    let able = || fonts.faces().filter(|face| !used.contains(&face.id) && has(face.id));
    able().find(|face| Some(face.weight) == weight).or_else(|| able().next()).map(|face| face.id)
}

fn has(font: &[u8], c: char) -> bool {
    FontRef::new(font).is_ok_and(|font| font.charmap().map(c).is_some())
}

/// How many of the characters without a letter are named.
const MOST_NAMED: usize = 12;

/// What is to be said where a picture has characters that no font of ours draws.
fn missing(picture: &Picture) -> Option<String> {
    let mut missing: Vec<char> = vec![];
    for mark in &picture.marks {
        mark.each(&mut |mark| {
            if let Mark::Text(text) = mark {
                missing.extend(text.lines.iter().flat_map(|line| line.chars()).filter(|c| !c.is_ascii()));
            }
        });
    }
    missing.sort_unstable();
    missing.dedup();
    let regular = FAMILIES.map(|weights| weights[0]);
    let unseen =
        |c: &char| c.is_whitespace() || c.is_control() || unicode_width::UnicodeWidthChar::width(*c) == Some(0);
    missing.retain(|c| !unseen(c) && !regular.iter().any(|font| has(font, *c)));
    let named: Vec<String> = missing.iter().take(MOST_NAMED).map(char::to_string).collect();
    let more = match missing.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let boxes = if missing.len() == 1 { "is drawn as a box" } else { "are drawn as boxes" };
    let sentence = format!("{}{more} {boxes}: the fonts of .png do not have them; .svg and .html do", named.join(" "));
    (!missing.is_empty()).then_some(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{Ink, Text, Weight, at};

    const PAPER: (&str, &str) = ("#ffffff", "#000000");

    fn picture(words: &str) -> Picture {
        let (paper, ink) = (Ink::new(PAPER.0, PAPER.1), Ink::new(PAPER.1, PAPER.0));
        let text = Text::line(words, at(10., 30.), 20., Weight::Regular, &ink);
        let area = Rect::from(0., 0., 100., 40.);
        Picture {
            title: String::new(),
            places: draw::Kept::new(),
            about: String::new(),
            area,
            paper,
            marks: vec![Mark::Text(text)],
            faults: vec![],
        }
    }

    fn drawn(words: &str, scale: f64) -> Pixmap {
        Pixmap::decode_png(&png(&picture(words), scale).expect("it is small")).expect("it is a PNG")
    }

    /// How many dots of a stretch from left to right are not white.
    fn inked(dots: &Pixmap, from: u32, to: u32) -> usize {
        let columns = (from..to).flat_map(|x| (0..dots.height()).map(move |y| (x, y)));
        columns.filter(|(x, y)| dots.pixel(*x, *y).is_some_and(|dot| dot.green() < 200)).count()
    }

    #[test]
    fn a_picture_has_its_size_in_dots_and_words_where_they_stand() {
        for (scale, size) in [(1., (100, 40)), (2., (200, 80)), (0.5, (50, 20))] {
            let dots = drawn("HH", scale);
            assert_eq!((dots.width(), dots.height()), size);
            let step = size.0 / 10;
            assert!(inked(&dots, step, 4 * step) > 20, "no words at {scale}");
            assert_eq!(inked(&dots, 0, step), 0, "something before the words at {scale}");
            assert_eq!(inked(&dots, 5 * step, size.0), 0, "something after the words at {scale}");
        }
    }

    #[test]
    fn every_script_we_have_fonts_for_is_drawn() {
        let (nothing, no_glyph) = (drawn("", 1.), drawn("\u{10fffd}", 1.));
        for words in ["é", "Ж", "Ω", "م", "−", "→", "¶"] {
            let dots = drawn(words, 1.);
            assert!(dots != nothing && dots != no_glyph, "{words} is not drawn");
            assert_eq!(missing(&picture(words)), None);
        }
    }

    #[test]
    fn what_no_font_has_is_said() {
        assert_eq!(missing(&picture("Мали, مالي, Bamako e\u{301}")), None);
        let said = missing(&picture("中国")).expect("it is no letter of ours");
        assert!(said.starts_with("中 国 are drawn as boxes"), "{said}");
    }

    #[test]
    fn a_picture_too_large_is_refused_with_the_scale_that_fits() {
        let wide = Picture { area: Rect::from(0., 0., 20_000., 20_000.), ..picture("") };
        let error = png(&wide, 8.).expect_err("it is too large").to_string();
        assert!(error.contains("160000 × 160000 dots") && error.contains("--scale 0.31"), "{error}");
        let endless = Picture { area: Rect::from(0., 0., f64::MAX, f64::MAX), ..picture("") };
        assert!(png(&endless, 1.).is_err());
    }
}
