//! Citations as a file has them: each part stands where it is said to stand; a passage covers itself.
#![no_main]
use libfuzzer_sys::fuzz_target;
use ties::facts::{FactSet, Place};

fuzz_target!(|text: &str| {
    let file = format!("ties:\n  - from: a\n    is: member-of\n    to: b\n    cite: {text}\n");
    let mut found = vec![];
    let facts = FactSet::read([("facts.yaml".to_owned(), file)], &mut found).expect("it is small");
    ties::check::run(&facts, &mut found);
    found.iter().for_each(|finding| assert!(!ties::diag::write::human(finding, &facts.files, false).is_empty()));
    facts.each_claim(&mut |claim| {
        for cite in claim.all_cites().filter(|cite| !cite.at.is_stand_in()) {
            let at = cite.at.read(&facts.files);
            let parts = [Some((at.source, at.source_span)), at.place.map(|place| (place, at.place_span)), at.via];
            for (says, span) in parts.into_iter().flatten() {
                assert!(cite.at.0.contains(span), "{says} stands outside of its text");
                let written = facts.files.written(span);
                assert!(written == says || facts.files.lead(*cite.at).is_none(), "{written} stands where {says} should");
            }
            if let Some(place) = at.place.and_then(Place::read) {
                assert!(place.covers(&place), "{place:?} does not cover itself");
                assert_ne!(place.paragraphs().as_deref(), Some(""));
            }
        }
    });
});
