//! The comments of a file, told apart from a `#` in a text.
//!
//! Invariant: what stands between quotation marks, or in a text after `|` or `>`, is no comment. The look is a rough
//! one, line by line, so that it also goes on behind a slip.

/// Each comment of a file: where its `#` stands, and what it says from there to the end of the line.
pub fn comments(text: &str) -> Vec<(usize, &str)> {
    let (mut found, mut start) = (vec![], 0);
    let mut open: Option<char> = None;
    let mut prose: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        let column = content.len() - content.trim_start().len();
        // A list begins anew at the margin, whatever was left open.
        if content.starts_with(|c: char| c.is_ascii_alphabetic()) {
            open = None;
        }
        let within = prose.is_some_and(|field| content.is_empty() || column > field);
        if !within {
            prose = None;
            let at = comment(content, &mut open);
            found.extend(at.map(|at| (start + at, &content[at..])));
            let value = content[..at.unwrap_or(content.len())].trim_end();
            if open.is_none() && ends_in_prose(value) {
                prose = Some(field_column(value));
            }
        }
        start += line.len();
    }
    found
}

/// Where a comment begins on a line; `open` is the quotation mark that is open before it, and after it.
fn comment(line: &str, open: &mut Option<char>) -> Option<usize> {
    // What stood before: a quotation mark opens a text only where a value can begin.
    let mut before = ' ';
    let mut signs = line.char_indices().peekable();
    while let Some((n, sign)) = signs.next() {
        match *open {
            Some('"') if sign == '\\' => drop(signs.next()),
            Some('\'') if sign == '\'' && signs.peek().is_some_and(|(_, next)| *next == '\'') => drop(signs.next()),
            Some(mark) if sign == mark => {
                *open = None;
                before = 'x';
            }
            Some(_) => {}
            None if sign == '#' && (n == 0 || line[..n].ends_with([' ', '\t'])) => return Some(n),
            None if matches!(sign, '"' | '\'') && begins_value(before, &line[..n]) => *open = Some(sign),
            None if !sign.is_whitespace() => before = sign,
            None => {}
        }
    }
    None
}

fn begins_value(before: char, line: &str) -> bool {
    match before {
        ' ' | '[' | '{' | ',' => true,
        ':' => line.ends_with([' ', '\t']),
        '-' => line.trim().chars().all(|c| c == '-' || c == ' '),
        _ => false,
    }
}

/// Whether a value is the text on the lines below.
fn ends_in_prose(line: &str) -> bool {
    let Some((_, last)) = line.rsplit_once(' ') else { return false };
    let sign = last.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    matches!(sign, "|" | ">") && line.trim_end_matches(last).trim_end().ends_with([':', '-'])
}

/// Where the name of the field stands, behind the dash of its record.
fn field_column(line: &str) -> usize {
    let mut rest = line.trim_start();
    while let Some(behind) = rest.strip_prefix("- ") {
        rest = behind.trim_start();
    }
    line.len() - rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_no_text() {
        let found = |text| comments(text).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(found("# a\nties: # b\n  - {from: x#1, to: 'y # no', is: \"z # no\"} # c"), ["# a", "# b", "# c"]);
        assert_eq!(found("  note: don't # a\n  - it's, 'x\n    # no' # b"), ["# a", "# b"]);
        assert_eq!(found("  - note: |\n      # no\n\n      # no\n    kind: x # a"), ["# a"]);
        assert_eq!(found("  - note: 'open\nties: # a"), ["# a"]);
        assert_eq!(found("  at: paper#9 # a # b"), ["# a # b"]);
    }
}
