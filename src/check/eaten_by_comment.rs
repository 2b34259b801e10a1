use super::{Check, Run, bad_citation, unknown_source};
use crate::diag::Severity;
use crate::text::Span;

pub const CHECK: Check = Check {
    name: "eaten-by-comment",
    severity: Severity::Warning,
    about: "a value cut short by a `#` behind a space",
    page: include_str!("eaten_by_comment.md"),
    // The reader has found them; what is said of a citation as a whole is not said of its place again.
    run: Run::All(|facts, found| {
        let of_citations = [unknown_source::CHECK.name, bad_citation::CHECK.name];
        let cited = found.iter().filter(|finding| of_citations.contains(&finding.name)).map(|finding| finding.span());
        let mut ends: Vec<u32> = cited.map(|span| span.hi()).collect();
        ends.sort_unstable();
        found.retain(|finding| {
            let at = ends.partition_point(|end| *end <= finding.span().lo());
            let begin = facts.files.of(finding.span()).span().lo();
            let end = at.checked_sub(1).map(|at| ends[at]).filter(|end| *end > begin);
            let gap = end.map(|end| facts.files.written(Span::new(end, finding.span().lo())));
            finding.name != CHECK.name || gap.is_none_or(|gap| !gap.chars().all(|c| matches!(c, ' ' | '\t')))
        });
    }),
};
