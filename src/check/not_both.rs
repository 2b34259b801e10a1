use super::{Check, Run};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::text::{Span, Text};
use crate::vocab::Stance;

pub const CHECK: Check = Check {
    name: "not-both",
    severity: Severity::Warning,
    about: "two fields of one claim that rule each other out",
    page: include_str!("not_both.md"),
    run: Run::Parts(|part, found| {
        part.each_claim(&mut |claim| {
            let fields = claim.fields;
            believed_and_not(fields.prefer, fields.reject, found);
            let denies = |stance: Text| is_read(&stance) && part.facts.files[stance] == *Stance::Denied.word();
            let is_denied = fields.stance.is_some_and(denies);
            for (cite, stance) in claim.all_cites().filter_map(|cite| Some((cite, cite.more.stance?))) {
                if is_read(&stance) && denies(stance) != is_denied {
                    found.push(said_and_denied(stance, cite.at.0));
                }
            }
            for value in fields.dates() {
                believed_and_not(value.prefer, value.reject, found);
            }
            if let (Some(reason), Some(cite)) = (fields.uncited.filter(is_read), fields.cite.first())
                && is_read(&cite.at)
            {
                found.push(
                    Diagnostic::warning(
                        CHECK.name,
                        reason.0,
                        "`uncited` says why there is no citation, and there is one",
                    )
                    .also(cite.at.0, "cited here")
                    .help("take `uncited` out; what is to be said of the citation goes into a `note`"),
                );
            }
        });
    }),
};

fn said_and_denied(stance: Text, cite: Span) -> Diagnostic {
    Diagnostic::warning(CHECK.name, stance.0, "one says it and one denies it: that is no one claim")
        .also(cite, "put otherwise than the claim")
        .help(
            "make it a claim of its own, one of the two with `stance: denied`: then it is seen that the sources differ",
        )
}

fn is_read(text: &Text) -> bool {
    !text.is_stand_in()
}

fn believed_and_not(prefer: Option<Text>, reject: Option<Text>, found: &mut Diagnostics) {
    if let (Some(prefer), Some(reject)) = (prefer.filter(is_read), reject.filter(is_read)) {
        found.push(
            Diagnostic::warning(CHECK.name, reject.0, "one claim cannot be believed and not be believed")
                .also(prefer.0, "believed, by this")
                .help("keep `prefer` or `reject`; with `reject` it stays out of answers"),
        );
    }
}
