//! HTML: a page of its own to explore an answer in: the picture, its claims with their evidence, its sources. An answer
//! that is a document is a page to read and to print instead, without picture and script.
//!
//! Invariant: one file that asks for nothing from anywhere, and that runs no script and takes no style but its own,
//! held by their hashes; without script it is still the picture, the table and the sources. Text of strangers is
//! escaped by maud, by the writer of SVG, or stands as data between tags that it cannot close.
mod coverage;
mod data;
mod document;
mod hash;
mod table;

use super::{Format, Page, svg, values};
use crate::ask::{Answer, Drawing, Shape};
use crate::diag::write::visible;
use crate::draw::{self, PageInks, Scene};
use crate::model::Model;
pub(super) use coverage::coverage;
use data::Data;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::{self, Write};

pub const FORMAT: Format = Format {
    name: "html",
    endings: &["html", "htm"],
    media_type: "text/html",
    about: "a page for a browser, in one file: to explore, or of a report to read and print",
    heeds: Drawing::FLAGS,
    write,
};

/// What the page does: first what it works out, last how it begins.
const SCRIPT: [&str; 11] = [
    include_str!("script/rule.js"),
    include_str!("script/data.js"),
    include_str!("script/state.js"),
    include_str!("script/picture.js"),
    include_str!("script/evidence.js"),
    include_str!("script/filters.js"),
    include_str!("script/list.js"),
    include_str!("script/time.js"),
    include_str!("script/eye.js"),
    include_str!("script/search.js"),
    include_str!("script/page.js"),
];
const STYLE: &str = include_str!("style.css");

fn write(answer: &Answer, model: &Model, page: &Page, out: &mut dyn Write) -> io::Result<super::Remarks> {
    if answer.shape == Shape::Document {
        out.write_all(document::document(answer, model).as_bytes())?;
        return Ok(page.drawing.given().map(|flag| format!("`{flag}` changes nothing in a document")).collect());
    }
    let scene = draw::scene(answer, model, &page.drawing);
    let drawn = draw::picture(answer, model, &page.drawing, &page.kept);
    let picture = svg::svg(&drawn);
    let data = Data::new(answer, model, &scene, &drawn, &page.views);
    let script = format!("(() => {{\n\"use strict\";\n{}}})();\n", lean(&SCRIPT.concat()));
    let style = format!("{}{}", inks(&scene.page), tight(&lean(STYLE)));
    let policy = policy(&script, &[&style, style_of(&picture)]);
    let body = html! {
        (body(answer, model, &scene, &data, &picture))
        script type="application/json" id="data" { (PreEscaped(data.text())) }
        script { (PreEscaped(&script)) }
    };
    out.write_all(whole(&visible(&scene.title), &policy, &style, &body).as_bytes())?;
    Ok(drawn.faults)
}

/// A page that may do what its policy says and nothing else.
fn whole(title: &str, policy: &str, style: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body { (body) }
        }
    };
    page.into_string()
}

/// The same without indents and lines of comment; a line that cannot end a sentence of the script goes on in the next.
fn lean(text: &str) -> String {
    let lines =
        text.lines().map(str::trim_start).filter(|l| !(l.is_empty() || l.starts_with("//") || l.starts_with("/*")));
    lines.flat_map(|line| [line, if line.ends_with(['{', '(', '[', ',', ';']) { "" } else { "\n" }]).collect()
}

/// A style sheet without room between its signs.
fn tight(style: &str) -> String {
    [" { ", "; } ", "; }", "; ", ": ", ", ", " > "].iter().fold(style.to_owned(), |style, wide| {
        let mut signs = wide.replace(' ', "");
        if signs.starts_with(';') && signs.ends_with('}') {
            signs = "}".to_owned();
        }
        style.replace(wide, &signs)
    })
}

/// What the page may do: run this script, take these styles, and nothing else.
fn policy(script: &str, styles: &[&str]) -> String {
    let styles: Vec<String> = styles.iter().map(|style| hash::source(style)).collect();
    format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
        hash::source(script),
        styles.join(" ")
    )
}

/// The style sheet inside a picture.
fn style_of(picture: &str) -> &str {
    let inside = |text| Some(str::split_once(text, "<style>")?.1.split_once("</style>")?.0);
    inside(picture).unwrap_or_default()
}

/// The colours of the page, light and dark, under the names the style sheet uses.
fn inks(page: &PageInks) -> String {
    let inks = [("paper", &page.paper), ("ink", &page.ink), ("quiet", &page.quiet), ("frame", &page.frame)];
    let light: String = inks.iter().map(|(name, ink)| format!("--{name}:{};", ink.light)).collect();
    let dark: String = inks.iter().map(|(name, ink)| format!("--{name}:{};", ink.dark)).collect();
    format!(
        ":root{{--fonts:{};{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n",
        draw::FONTS
    )
}

fn body(answer: &Answer, model: &Model, scene: &Scene, data: &Data, picture: &str) -> Markup {
    let speaks = values::speaks_for(answer, model, &answer.bibliography());
    html! {
        a class="skip" href="#claims" { "Skip the picture" }
        header {
            div class="title" {
                h1 { (visible(&scene.title)) }
                p class="quiet" { (speaks) }
            }
            (search())
            (views(data))
            div class="tools js" {
                @if !data.parts.is_empty() { (parts(data)) }
                (button("filters-button", "Filters", "Show or hide the filters (f)"))
                (button("copy", "Copy link", "Copy a link to what is shown now"))
                (button("help-button", "?", "Help and keys (?)"))
            }
        }
        main {
            nav id="filters" class="js" aria-label="Filters" hidden {}
            div id="stage" {
                section id="picture" class="view" aria-label="Picture" {
                    (PreEscaped(picture))
                    (zoom())
                }
                @if data.has_answer { section id="answer" class="view" aria-label="Answer" { (table::answer(answer, model)) } }
                section id="claims" class="view" aria-label="All claims" { (table::claims(data)) }
                section id="sources" class="view" aria-label="Sources" { (table::sources(data)) }
            }
            aside id="evidence" class="js" aria-label="Evidence" tabindex="-1" {}
        }
        (time(data))
        p id="shown" class="js" role="status" {}
        p id="picked" class="away" role="status" aria-label="Picked" {}
        (help(data))
    }
}

fn button(id: &str, words: &str, about: &str) -> Markup {
    html! { button type="button" id=(id) title=(about) { (words) } }
}

fn search() -> Markup {
    html! {
        div class="search js" role="search" {
            input id="search" type="text" role="combobox" aria-label="Find" aria-expanded="false" aria-controls="found"
                aria-autocomplete="list" autocomplete="off" spellcheck="false" placeholder="Find a name, a tie, a source  (/)";
            ul id="found" role="listbox" aria-label="Found" hidden {}
        }
    }
}

/// The ways to look at it; the first is shown first.
fn views(data: &Data) -> Markup {
    let picture = data.has_picture.then_some(("picture", "Picture"));
    let answer = data.has_answer.then_some(("answer", "Answer"));
    let rest = [("claims", "List"), ("sources", "Sources")];
    html! {
        div class="views js" role="tablist" aria-label="Shown as" {
            @for (id, words) in picture.into_iter().chain(answer).chain(rest) {
                button type="button" role="tab" id=(format!("view-{id}")) data-view=(id) aria-controls=(id) { (words) }
            }
        }
    }
}

/// The parts that have a name, to choose from.
fn parts(data: &Data) -> Markup {
    html! {
        label class="part" { "View" select id="part" title="Show only one of the published maps" {
            option value="" { "Everything" }
            @for (n, part) in data.parts.iter().enumerate() { option value=(n) { (part.title) } }
        } }
    }
}

fn zoom() -> Markup {
    html! {
        div class="zoom js" {
            (button("closer", "+", "Closer (+)"))
            (button("farther", "\u{2212}", "Farther (-)"))
            (button("fit", "Fit", "The whole picture (0)"))
        }
    }
}

/// The time line; without it where the answer speaks for one day already.
fn time(data: &Data) -> Markup {
    html! {
        div id="time" class="js" aria-label="Time" role="group" hidden[data.has_day] {
            div class="buttons" {
                (button("play", "Play", "Run through the record"))
                (button("earlier", "\u{2039}", "The last day before on which something changes"))
                (button("later", "\u{203a}", "The next day on which something changes"))
            }
            div class="track" {
                div id="span" aria-hidden="true" {}
                div id="scale" aria-hidden="true" {}
                input id="slider" type="range" aria-label="As of" step="1";
            }
            label class="day" { span { "As of" } input id="day" type="text" size="11" placeholder="any day" autocomplete="off"; }
            label { input id="certain" type="checkbox"; " Only what is certain" }
            (button("whole", "Whole record", "No day: all that is in the record"))
            p id="day-words" role="status" {}
        }
    }
}

fn help(data: &Data) -> Markup {
    let keys = [
        ("/", "find a name, a tie or a source"),
        ("Tab", "to the next box or tie"),
        ("Enter", "its evidence"),
        ("Shift Enter, Shift click", "the shortest way from the picked box to this one"),
        ("Arrows", "from box to box along ties; elsewhere: move the picture"),
        ("+  -  0", "closer, farther, all of it"),
        ("e", "to the evidence"),
        ("f", "filters"),
        ("Esc", "back, then clear"),
        ("?", "this page"),
    ];
    html! {
        dialog id="help" aria-labelledby="help-title" {
            h2 id="help-title" { "Help and keys" }
            p { "Click a box or a tie to see who says so, when, and where it is written. Drag to move, turn the wheel or pinch to come closer." }
            dl { @for (key, words) in keys { dt { (key) } dd { (words) } } }
            p {
                "Possible: the dates of the record allow it on that day and do not settle it. "
                "One voice: all its sources go back to one origin, however many they are. "
                "What is denied is no tie; it stands in the list and with the evidence."
            }
            @if data.has_day { p { "This page speaks for one day, so it has no time line; without --as-of it would." } }
            form method="dialog" { button { "Close" } }
        }
    }
}
