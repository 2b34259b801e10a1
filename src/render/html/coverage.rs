//! A page that shows texts with the sentences marked that carry claims.
//!
//! Invariant: it runs no script, takes no style but its own and asks for nothing from anywhere; the texts and the lines
//! of the facts are escaped by maud.
use super::{hash, inks, lean, tight};
use crate::diag::write::visible;
use crate::draw::PageInks;
use crate::evidence::{Carried, Coverage, Line};
use crate::facts::FactSet;
use crate::model::words::count;
use crate::text::Span;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("coverage.css");
/// How many characters of a line of the facts are shown.
const MOST_SHOWN: usize = 200;

/// The page as text.
pub(in crate::render) fn coverage(all: &[Coverage], facts: &FactSet) -> String {
    let style = format!("{}{}", inks(&PageInks::new(&facts.vocab)), tight(&lean(STYLE)));
    let source = hash::source(&style);
    let policy = format!("default-src 'none'; style-src {source}; base-uri 'none'; form-action 'none'");
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "What the texts carry" }
                style { (PreEscaped(&style)) }
            }
            body {
                h1 { "What the texts carry" }
                p.quiet { "Marked sentences carry claims; open one to see them. Those without a mark carry none." }
                @for coverage in all { (text(coverage, facts)) }
            }
        }
    };
    whole.into_string()
}

fn text(coverage: &Coverage, facts: &FactSet) -> Markup {
    let source = &facts.lists.sources[coverage.source as usize];
    let sentences = || coverage.lines.iter().filter(|line| line.is_paragraph).flat_map(|line| &line.sentences);
    let carrying = sentences().filter(|sentence| sentence.claims > 0).count();
    html! {
        article {
            h2 { (visible(&facts.files[source.title])) }
            p.quiet {
                (visible(&facts.files[source.id])) ": " (carrying) " of " (count(sentences().count(), "sentence")) " carry claims"
            }
            @for line in &coverage.lines { (paragraph(line, facts)) }
        }
    }
}

fn paragraph(line: &Line, facts: &FactSet) -> Markup {
    let is_bare = line.sentences.iter().all(|sentence| sentence.claims == 0);
    html! {
        section.bare[is_bare] {
            span.place { (line.place) }
            div { @for sentence in &line.sentences { (said(sentence, facts)) " " } }
        }
    }
}

fn said(sentence: &Carried, facts: &FactSet) -> Markup {
    if sentence.claims == 0 {
        return html! { span.none { (visible(sentence.text)) } };
    }
    let listed: Vec<String> = sentence.listed.iter().map(|claim| written(*claim, facts)).collect();
    let more = sentence.claims.saturating_sub(listed.len());
    html! {
        details {
            summary title=(listed.join("\n")) { (visible(sentence.text)) sup { (sentence.claims) } }
            ul {
                @for claim in &listed { li { (claim) } }
                @if more > 0 { li { "and " (more) " more" } }
            }
        }
    }
}

/// The line of the facts a claim is written on.
fn written(claim: Span, facts: &FactSet) -> String {
    let at = facts.files.place(claim);
    let file = facts.files.of(claim);
    let line = file.text[file.line((claim.lo() - file.span().lo()) as usize).1..].lines().next().unwrap_or_default();
    let says: String = visible(line.trim_start_matches([' ', '-']).trim_end()).chars().take(MOST_SHOWN).collect();
    format!("{}:{}: {says}", visible(at.file), at.line)
}
