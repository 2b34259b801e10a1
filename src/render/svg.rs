//! SVG: a picture that stands alone, light or dark as the reader has it, without script.
//!
//! Invariant: every text goes through [`escaped`] and every address through [`address`], the only places where SVG
//! is escaped; a picture asks for nothing from anywhere.
use super::{Format, Page, values};
use crate::ask::{Answer, Drawing};
use crate::diag::write::visible;
use crate::draw::{self, Anchor, Ink, Mark, Outline, Part, Picture, Point, Shape, StandsFor, Text, Turn, Weight};
use crate::model::Model;
use std::fmt::Write as _;
use std::io::{self, Write};

pub const FORMAT: Format = Format {
    name: "svg",
    endings: &["svg"],
    media_type: "image/svg+xml",
    about: "a picture for print and the web",
    heeds: Drawing::FLAGS,
    write,
};

fn write(answer: &Answer, model: &Model, page: &Page, out: &mut dyn Write) -> io::Result<super::Remarks> {
    let picture = draw::picture(answer, model, &page.drawing, &page.kept);
    out.write_all(svg(&picture).as_bytes())?;
    Ok(picture.faults)
}

/// The picture as a file of its own.
pub(super) fn svg(picture: &Picture) -> String {
    let mut inks = Inks::default();
    let mut body = String::new();
    for mark in &picture.marks {
        write_mark(mark, &mut inks, &mut body);
    }
    let area = picture.area;
    let (x, y, w, h) = (number(area.x0), number(area.y0), number(area.width()), number(area.height()));
    let paper = inks.fill(&picture.paper);
    let mut out = String::with_capacity(body.len() + 2000);
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {w} {h}\" width=\"{w}\" height=\"{h}\" \
         role=\"img\" aria-labelledby=\"map-title map-about\" font-family=\"{}\">\
         <title id=\"map-title\">{}</title><desc id=\"map-about\">{}</desc>\
         <style>[data-edge-id]:hover{{stroke-width:3}}a{{cursor:pointer}}\
         @media(prefers-color-scheme:dark){{{}}}</style>\
         <rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"{paper}/>{body}</svg>",
        draw::FONTS,
        escaped(&picture.title),
        escaped(&picture.about),
        inks.dark(),
    );
    out
}

/// The inks met so far: each has a class, whose dark side the style sheet says.
#[derive(Default)]
struct Inks(Vec<Ink>);

impl Inks {
    fn class(&mut self, ink: &Ink) -> usize {
        match self.0.iter().position(|known| known == ink) {
            Some(n) => n,
            None => {
                self.0.push(ink.clone());
                self.0.len() - 1
            }
        }
    }

    fn fill(&mut self, ink: &Ink) -> String {
        format!(" fill=\"{}\" class=\"f{}\"", ink.light, self.class(ink))
    }

    /// The rules of the dark side; light inks stand at the shapes, for programs that read no style sheet.
    fn dark(&self) -> String {
        let rules = self.0.iter().enumerate();
        rules.map(|(n, ink)| format!(".f{n}{{fill:{0}}}.s{n}{{stroke:{0}}}", ink.dark)).collect()
    }
}

fn write_mark(mark: &Mark, inks: &mut Inks, out: &mut String) {
    match mark {
        Mark::Part(part) => write_part(part, inks, out),
        Mark::Shape(shape) => write_shape(shape, inks, out),
        Mark::Text(text) => write_text(text, inks, out),
    }
}

fn write_part(part: &Part, inks: &mut Inks, out: &mut String) {
    let data = match &part.stands_for {
        StandsFor::Box { id } => format!(" data-node-id=\"{}\" tabindex=\"0\"", escaped(id)),
        StandsFor::Line { id, claims, from, to } => format!(
            " data-edge-id=\"{}\" data-edge-ids=\"{}\" data-source=\"{}\" data-target=\"{}\"",
            escaped(id),
            escaped(&claims.join(" ")),
            escaped(from),
            escaped(to)
        ),
        StandsFor::Entry { id, of, .. } => {
            format!(" data-entry-id=\"{}\" data-of=\"{}\" tabindex=\"0\"", escaped(id), escaped(&of.join(" ")))
        }
        StandsFor::Label { line } => format!(" data-edge-label=\"{}\"", escaped(line)),
        StandsFor::Group { id } => format!(" data-cluster-id=\"{}\"", escaped(id)),
        StandsFor::Legend => " data-legend=\"1\"".to_owned(),
        StandsFor::Other => String::new(),
    };
    let _ = write!(out, "<g{data}>");
    if !part.tooltip.is_empty() {
        let lines: Vec<String> = part.tooltip.lines().map(escaped).collect();
        let _ = write!(out, "<title>{}</title>", lines.join("&#10;"));
    }
    let link = address(&part.link);
    if let Some(link) = &link {
        let _ = write!(out, "<a href=\"{link}\" target=\"_blank\" rel=\"noopener noreferrer\">");
    }
    part.marks.iter().for_each(|mark| write_mark(mark, inks, out));
    out.push_str(if link.is_some() { "</a></g>" } else { "</g>" });
}

fn write_shape(shape: &Shape, inks: &mut Inks, out: &mut String) {
    let _ = match &shape.outline {
        Outline::Rect(r, radius) => write!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}",
            number(r.x0),
            number(r.y0),
            number(r.width()),
            number(r.height()),
            if *radius > 0. { format!(" rx=\"{}\"", number(*radius)) } else { String::new() }
        ),
        Outline::Ellipse(r) => write!(
            out,
            "<ellipse cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"",
            number(r.centre().x),
            number(r.centre().y),
            number(r.width() / 2.),
            number(r.height() / 2.)
        ),
        Outline::Polygon(points) => write!(out, "<path d=\"{}Z\"", polyline(points)),
        Outline::Polyline(points) => write!(out, "<path d=\"{}\"", polyline(points)),
        Outline::Curve(pieces) => {
            let start = pieces.first().map_or(String::new(), |c| format!("M{}", point(c[0])));
            let steps = pieces.iter().map(|c| format!("C{} {} {}", point(c[1]), point(c[2]), point(c[3])));
            write!(out, "<path d=\"{start}{}\"", steps.collect::<String>())
        }
    };
    let mut classes = vec![];
    match &shape.fill {
        Some(ink) => {
            classes.push(format!("f{}", inks.class(ink)));
            let _ = write!(out, " fill=\"{}\"", ink.light);
        }
        None => out.push_str(" fill=\"none\""),
    }
    if let Some(stroke) = &shape.stroke {
        classes.push(format!("s{}", inks.class(&stroke.ink)));
        let _ = write!(out, " stroke=\"{}\" stroke-width=\"{}\"", stroke.ink.light, number(stroke.width));
        if !stroke.dashes.is_empty() {
            let dashes: Vec<String> = stroke.dashes.iter().map(|d| number(*d)).collect();
            let _ = write!(out, " stroke-dasharray=\"{}\"", dashes.join(" "));
        }
    }
    if shape.opacity < 1. {
        let _ = write!(out, " opacity=\"{}\"", (shape.opacity * 100. + 0.5).floor() / 100.);
    }
    if !classes.is_empty() {
        let _ = write!(out, " class=\"{}\"", classes.join(" "));
    }
    out.push_str("/>");
}

fn write_text(text: &Text, inks: &mut Inks, out: &mut String) {
    let mut classes = format!("f{}", inks.class(&text.ink));
    let _ = write!(out, "<text font-size=\"{}\"", number(text.size));
    out.push_str(match text.weight {
        Weight::Bold => " font-weight=\"700\"",
        Weight::Regular => "",
    });
    out.push_str(match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    });
    if text.turn == Turn::Up {
        let _ = write!(out, " transform=\"rotate(-90 {})\"", point(text.at));
    }
    if let Some(halo) = &text.halo {
        let _ = write!(classes, " s{}", inks.class(halo));
        let _ = write!(
            out,
            " stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
            halo.light
        );
    }
    let _ = write!(out, " fill=\"{}\" class=\"{classes}\"", text.ink.light);
    match text.lines.as_slice() {
        [one] => {
            let _ = write!(
                out,
                " x=\"{}\" y=\"{}\"{}>{}",
                number(text.at.x),
                number(text.at.y),
                length(text, one),
                escaped(one)
            );
        }
        lines => {
            out.push('>');
            for (n, line) in lines.iter().enumerate() {
                let y = text.at.y + n as f64 * draw::LEADING * text.size;
                let (x, y, length, line) = (number(text.at.x), number(y), length(text, line), escaped(line));
                let _ = write!(out, "<tspan x=\"{x}\" y=\"{y}\"{length}>{line}</tspan>");
            }
        }
    }
    out.push_str("</text>");
}

/// How long a line is, so that it keeps its place where none of the typefaces is at hand and another stands in.
fn length(text: &Text, line: &str) -> String {
    let width = draw::exact_width(line, text.size, text.weight);
    width.map_or(String::new(), |width| format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", number(width)))
}

fn polyline(points: &[Point]) -> String {
    let steps: Vec<String> = points.iter().map(|p| point(*p)).collect();
    format!("M{}", steps.join("L"))
}

fn point(p: Point) -> String {
    format!("{} {}", number(p.x), number(p.y))
}

/// To a tenth, without an ending zero.
fn number(value: f64) -> String {
    let tenths = (value * 10. + if value < 0. { -0.5 } else { 0.5 }) as i64;
    let (sign, size) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
    match size % 10 {
        0 => format!("{sign}{}", size / 10),
        rest => format!("{sign}{}.{rest}", size / 10),
    }
}

/// Text between tags or in an attribute, without control characters.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // XML has no place for these two.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// An address that may be followed: of the web, and nothing else.
pub(super) fn address(link: &str) -> Option<String> {
    values::is_address(link).then(|| escaped(link))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [(12., "12"), (12.34, "12.3"), (-0.04, "0"), (-1.25, "-1.3"), (0.05, "0.1")] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        for bad in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.invalid", "https:x", ""] {
            assert_eq!(address(bad), None, "{bad}");
        }
        assert_eq!(address("https://x.invalid/a b"), None);
        assert_eq!(address("HTTPS://x.invalid/?a&b").as_deref(), Some("HTTPS://x.invalid/?a&amp;b"));
    }
}
