//! PNG: the same picture in dots.
use crate::shipped::{answer, facts, model};
use ties::ask::{Drawing, Layout};
use ties::model::Model;
use ties::render::{self, Page};

fn png(model: &Model, ask: &str, drawing: Drawing) -> std::io::Result<Vec<u8>> {
    let format = render::format("png").expect("it is a format");
    let mut bytes = vec![];
    (format.write)(&answer(model, ask), model, &Page { drawing, ..Page::default() }, &mut bytes)?;
    Ok(bytes)
}

/// Width and height, as the head of the file has them.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    (number(16), number(20))
}

#[test]
fn a_scale_multiplies_the_dots() {
    let facts = facts();
    let model = model(&facts);
    let drawn = |scale| {
        let drawing = Drawing { scale, layout: Some(Layout::Matrix), ..Drawing::default() };
        size(&png(&model, "partners senou-refinery", drawing).expect("it is small"))
    };
    let ((wide, high), (twice, as_high)) = (drawn(1.), drawn(2.));
    assert!(wide > 100 && high > 50, "{wide} × {high}");
    assert!(twice.abs_diff(2 * wide) <= 1 && as_high.abs_diff(2 * high) <= 1, "{twice} × {as_high}");
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let facts = facts();
    let model = model(&facts);
    let drawing = || Drawing { scale: 0.5, ..Drawing::default() };
    let drawn = || png(&model, "timeline senou-refinery", drawing()).expect("it is small");
    assert!(drawn() == drawn());
}
