//! Findings for other programs: SARIF 2.1.0, which code hosts read, and the commands of GitHub's workflows.
//!
//! Invariant: a place counts lines and columns from 1, columns in characters, as everywhere in ties.
use super::write::visible;
use super::{Diagnostic, Severity};
use crate::text::{Files, Span};
use serde_json::{Value, json};

/// What a check is called, and what it finds, for a reader who has no page at hand.
pub struct Rule {
    /// The name of the check.
    pub name: &'static str,
    /// What it finds.
    pub about: &'static str,
    /// `error`, `warning` or `note`.
    pub level: &'static str,
}

/// All findings as one SARIF log.
pub fn sarif(found: &[&Diagnostic], files: &Files, rules: &[Rule]) -> Value {
    let rule = |rule: &Rule| {
        json!({
            "id": rule.name,
            "shortDescription": {"text": rule.about},
            "help": {"text": format!("ties explain {}", rule.name)},
            "defaultConfiguration": {"level": rule.level},
        })
    };
    let result = |finding: &&Diagnostic| {
        let related: Vec<Value> = finding.labels[1..]
            .iter()
            .map(|label| {
                let mut place = location(label.span, files);
                if !label.text.is_empty() {
                    place["message"] = json!({"text": label.text});
                }
                place
            })
            .collect();
        let mut result = json!({
            "ruleId": finding.name,
            "level": finding.severity.word(),
            "message": {"text": text(finding)},
            "locations": [location(finding.span(), files)],
        });
        if let Some(index) = rules.iter().position(|rule| rule.name == finding.name) {
            result["ruleIndex"] = json!(index);
        }
        if !related.is_empty() {
            result["relatedLocations"] = Value::Array(related);
        }
        result
    };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "ties",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": found.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn location(span: Span, files: &Files) -> Value {
    let (from, to) = (files.place(span), files.place(Span::new(span.hi().max(1), span.hi())));
    json!({"physicalLocation": {
        "artifactLocation": {"uri": address(from.file)},
        "region": {
            "startLine": from.line, "startColumn": from.column, "endLine": to.line, "endColumn": to.column,
        },
    }})
}

/// A path as part of an address: `/` between folders, other signs in their numbers.
fn address(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.' | b'~');
    let path = path.replace('\\', "/");
    path.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The sentence of a finding, and what to do.
fn text(finding: &Diagnostic) -> String {
    std::iter::once(&finding.message).chain(&finding.help).map(String::as_str).collect::<Vec<_>>().join(". ")
}

/// One finding as a command that marks its line on GitHub.
pub fn github(finding: &Diagnostic, files: &Files) -> String {
    let at = files.place(finding.span());
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    format!(
        "::{} file={},line={},col={},title={}::{}",
        if finding.severity == Severity::Note { "notice" } else { finding.severity.word() },
        property(at.file),
        at.line,
        at.column,
        property(finding.name),
        data(&text(finding))
    )
}

/// A text within a command: what would end it is written as a number, other unseen signs so that they show.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    visible(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_written_as_a_number() {
        let mut files = Files::default();
        files.add("a, b:c.yaml", "ties:\n  - é x\n").unwrap();
        let base = files.file(0).span().lo();
        let finding = Diagnostic::error("bad-id", Span::new(base + 13, base + 14), "100%\r\nof `x`").help("less");
        let expected = "::error file=a%2C b%3Ac.yaml,line=2,col=7,title=bad-id::100%25%0D%0Aof `x`. less";
        assert_eq!(github(&finding, &files), expected);
        let log = sarif(&[&finding], &files, &[Rule { name: "bad-id", about: "an id", level: "error" }]);
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["ruleIndex"], 0);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%2C%20b%3Ac.yaml");
        assert_eq!(place["region"], json!({"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 8}));
    }
}
