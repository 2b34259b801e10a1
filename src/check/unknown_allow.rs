use super::{CHECKS, Check, Run, cited};
use crate::diag::near::nearest;
use crate::diag::{Diagnostic, Severity};
use crate::facts::{Allow, allows};
use rustc_hash::FxHashSet;

pub const CHECK: Check = Check {
    name: "unknown-allow",
    severity: Severity::Warning,
    about: "a `# ties: allow` that allows nothing",
    page: include_str!("unknown_allow.md"),
    run: Run::All(|facts, found| {
        let allows = allows(facts);
        if allows.is_empty() {
            return;
        }
        let said = |severity| {
            let all = found.iter().filter(move |finding| finding.severity == severity);
            all.map(|finding| (facts.files.line_of(finding.span()).lo(), finding.name)).collect::<FxHashSet<_>>()
        };
        let (warnings, errors) = (said(Severity::Warning), said(Severity::Error));
        // Whether the text of a source is as it is cited is seen elsewhere.
        let is_of_texts = |allow: &&Allow| cited::ALL.contains(&allow.name);
        let idle = allows.iter().filter(|allow| !warnings.contains(&(allow.line, allow.name)) && !is_of_texts(allow));
        let idle: Vec<Diagnostic> =
            idle.map(|allow| report(allow, errors.contains(&(allow.line, allow.name)))).collect();
        found.extend(idle);
    }),
};

fn report(allow: &Allow, is_error: bool) -> Diagnostic {
    let name = allow.name;
    let warning = |message: String| Diagnostic::warning(CHECK.name, allow.at, message);
    if !CHECKS.iter().any(|check| check.name == name) {
        let near = nearest(name, CHECKS.iter().map(|check| check.name).chain(cited::ALL));
        let meant = near.map_or(String::new(), |near| format!("did you mean {near}?  "));
        return warning(format!("there is no check called `{name}`")).help(meant + "All checks: ties explain findings");
    }
    match is_error {
        true => warning(format!("`{name}` is an error here, and an error cannot be allowed"))
            .help("cure it; what it means: ties explain ".to_owned() + name),
        false => warning(format!("there is nothing on this line that `{name}` would say"))
            .help("move the comment to the line the warning names, or take it out"),
    }
}
