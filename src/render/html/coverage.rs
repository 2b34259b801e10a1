//! A page that shows texts with the sentences marked that carry claims.
//!
//! Invariant: it runs no script, takes no style but its own and asks for nothing from anywhere; the texts and the words
//! of the facts are escaped by maud.
use super::{hash, inks, lean, tight, whole};
use crate::diag::write::visible;
use crate::draw::PageInks;
use crate::evidence::{Carried, Coverage, Line};
use crate::facts::FactSet;
use crate::model::Model;
use crate::model::words::count;
use crate::text::Span;
use crate::vocab::Stance;
use maud::{Markup, html};
use rustc_hash::FxHashMap;

const STYLE: &str = include_str!("coverage.css");

/// The page as text.
pub(in crate::render) fn coverage(all: &[Coverage], model: &Model) -> String {
    let told = told(model);
    let style = format!("{}{}", inks(&PageInks::new(model.vocab())), tight(&lean(STYLE)));
    let source = hash::source(&style);
    let policy = format!("default-src 'none'; style-src {source}; base-uri 'none'; form-action 'none'");
    let title = "What the texts carry";
    let body = html! {
        h1 { (title) }
        p.quiet { "Marked sentences carry claims; open one to see them. Those without a mark carry none." }
        @for coverage in all { (text(coverage, model, &told)) }
    };
    whole(title, &policy, &style, &body)
}

fn text(coverage: &Coverage, model: &Model, told: &Told) -> Markup {
    let facts = model.facts;
    let source = &facts.lists.sources[coverage.source as usize];
    let (carrying, all) = coverage.carrying();
    html! {
        article {
            h2 { (visible(&facts.files[source.title])) }
            p.quiet {
                (visible(&facts.files[source.id])) ": " (carrying) " of " (count(all, "sentence")) " carry claims"
            }
            @for line in &coverage.lines { (paragraph(line, facts, told)) }
        }
    }
}

fn paragraph(line: &Line, facts: &FactSet, told: &Told) -> Markup {
    html! {
        section.bare[line.is_bare()] {
            span.place { (line.place) }
            div { @for sentence in &line.sentences { (said(sentence, facts, told)) " " } }
        }
    }
}

fn said(sentence: &Carried, facts: &FactSet, told: &Told) -> Markup {
    if sentence.claims == 0 {
        return html! { span.none { (visible(sentence.text)) } };
    }
    let listed: Vec<(&str, String)> =
        sentence.listed.iter().map(|at| (words(*at, told), written(*at, facts))).collect();
    let more = sentence.claims.saturating_sub(listed.len());
    html! {
        details {
            summary title=(listed.iter().map(|(words, _)| *words).collect::<Vec<_>>().join("\n")) { (visible(sentence.text)) sup { (sentence.claims) } }
            ul {
                @for (words, written) in &listed { li { (words) " " span.quiet { (written) } } }
                @if more > 0 { li { "and " (more) " more" } }
            }
        }
    }
}

/// Claims and records in words, by where they are written.
type Told = FxHashMap<Span, String>;

fn told(model: &Model) -> Told {
    let mut told = Told::default();
    for claim in model.all_claims().map(|id| model.claim(id)) {
        let how = match claim.stance {
            Stance::Asserted => String::new(),
            stance => format!(" ({})", model.vocab().stance_label(stance)),
        };
        told.entry(claim.at).or_insert_with(|| visible(&format!("{}{how}", model.sentence(claim))));
    }
    for (of, subject) in model.facts.subjects() {
        let kind = model.vocab().kinds.get(&model.facts.files[subject.kind]).map_or("", |kind| &kind.label);
        let name = &model.facts.files[subject.name];
        let words = if kind.is_empty() { name.to_owned() } else { format!("{name}: {kind}") };
        if model.node_of(of).is_some() {
            told.entry(subject.id.0).or_insert_with(|| visible(&words));
        }
    }
    told
}

fn words(claim: Span, told: &Told) -> &str {
    told.get(&claim).map_or("a claim of a record with errors", String::as_str)
}

/// The file and the line a claim is written on.
fn written(claim: Span, facts: &FactSet) -> String {
    let at = facts.files.place(claim);
    format!("{}:{}", visible(at.file), at.line)
}
