//! What changes fact files, tried on awkward layouts: no comment is lost or moved, and no other byte changes.
mod layouts;

use layouts::{cases, read};
use ties::edit::{Change, added, changed, merged, uses};
use ties::facts::{self, FactSet, List, Ref};
use ties::yaml::{self, Node};

/// The layouts as they are, with other line ends, without the last, and with a comment behind and before each line.
fn all() -> Vec<(String, String)> {
    let mut all = vec![];
    for case in cases() {
        let given = case.given.replace('\r', "");
        let title = |how: &str| format!("{} ({how})", case.title);
        all.push((title("with CRLF"), given.replace('\n', "\r\n")));
        all.push((title("without end"), given.trim_end_matches('\n').to_owned()));
        let lines: Vec<&str> = given.split_inclusive('\n').collect();
        for (n, line) in lines.iter().enumerate().step_by(4) {
            let with = |line: String| format!("{}{line}{}", lines[..n].concat(), lines[n + 1..].concat());
            let indent: String = line.chars().take_while(|c| *c == ' ').collect();
            let commented = [with(line.replace('\n', " # added\n")), with(format!("{indent}# added\n{line}"))];
            let (facts, _) = read(&given);
            let says_so = |text: &String| {
                let (after, found) = read(text);
                found.is_empty() && facts::is_same(&facts, &after)
            };
            all.extend(commented.into_iter().filter(says_so).map(|text| (title(&format!("line {n} commented")), text)));
        }
        let file = case.file.file_stem().unwrap_or_default().to_string_lossy();
        all.push((format!("{file}: {} (laid out)", case.title), case.expected));
        all.push((format!("{file}: {}", case.title), case.given));
    }
    all.retain(|(_, text)| read(text).1.is_empty());
    assert!(all.len() > 250, "only {} can be read", all.len());
    all
}

/// Asserts that each comment is there still, in its order.
fn assert_commented(title: &str, before: &str, after: &str) {
    let mut rest = after;
    for (_, says) in yaml::comments(before) {
        let at = rest.find(says).unwrap_or_else(|| panic!("{title}: `{says}` is lost\n{after}"));
        rest = &rest[at + says.len()..];
    }
}

/// The file as it is after a change.
fn after(title: &str, set: &FactSet, edits: &[ties::edit::Edit]) -> String {
    let changes: Vec<Change> = changed(&set.files, edits);
    let [change] = changes.as_slice() else { panic!("{title}: {} files change", changes.len()) };
    change.after.clone()
}

#[test]
fn a_new_record_comes_into_any_layout() {
    let node = |pairs: &[(&'static str, &'static str)]| {
        Node::Pairs(pairs.iter().map(|(key, value)| ((*key).to_owned(), Node::Text(value))).collect())
    };
    let mut tried = 0;
    for (title, text) in all() {
        for (list, record) in [
            (List::Stakeholders, node(&[("id", "new-one"), ("kind", "state"), ("name", "New")])),
            (List::Ties, node(&[("from", "new-one"), ("is", "partner-of"), ("to", "zor"), ("cite", "paper#1")])),
        ] {
            let (set, _) = read(&text);
            let Some(edit) = added(&set, list, &record, &[], None).map(|added| added.edit) else { continue };
            tried += 1;
            let now = after(&title, &set, std::slice::from_ref(&edit));
            let (with, found) = read(&now);
            assert!(found.is_empty(), "{title}: {found:?}\n{now}");
            for other in List::ALL {
                let more = usize::from(*other == list);
                assert_eq!(with.lists.len(*other), set.lists.len(*other) + more, "{title}: {}\n{now}", other.word());
            }
            assert_commented(&title, &text, &now);
            let at = (edit.at.lo() - set.files.of(edit.at).span().lo()) as usize;
            let rest = format!("{}{}", &now[..at], &now[at + edit.text.len()..]);
            assert_eq!(rest, text, "{title}");
        }
    }
    assert!(tried > 400, "only {tried}");
}

#[test]
fn a_record_is_named_anew_in_any_layout_and_back() {
    let mut tried = 0;
    for (title, text) in all() {
        let (set, _) = read(&text);
        let Some(id) = set.named().filter_map(|(of, _)| set.id(of)).find(|id| id.len() > 2).map(str::to_owned) else {
            continue;
        };
        let all_uses = uses(&set, &id);
        if !all_uses.hidden.is_empty() || all_uses.places.is_empty() {
            continue;
        }
        tried += 1;
        let now = after(&title, &set, &all_uses.renamed("quite-new"));
        let (with, found) = read(&now);
        assert!(found.is_empty(), "{title}: {found:?}\n{now}");
        assert_commented(&title, &text, &now);
        assert!(with.find("quite-new").is_some() && with.find(&id).is_none(), "{title}\n{now}");
        assert_eq!(after(&title, &with, &uses(&with, "quite-new").renamed(&id)), text, "{title}");
    }
    assert!(tried > 200, "only {tried}");
}

#[test]
fn two_records_become_one_in_any_layout() {
    let mut tried = 0;
    for (title, text) in all() {
        let (set, _) = read(&text);
        let at = |index| Ref { list: List::Stakeholders, index };
        if set.lists.len(List::Stakeholders) < 2 {
            continue;
        }
        let Ok(edits) = merged(&set, at(0), at(1)) else { continue };
        tried += 1;
        let now = after(&title, &set, &edits);
        let (with, found) = read(&now);
        assert!(found.is_empty(), "{title}: {found:?}\n{now}");
        assert_eq!(with.lists.len(List::Stakeholders) + 1, set.lists.len(List::Stakeholders), "{title}\n{now}");
        assert_commented(&title, &text, &now);
    }
    assert!(tried > 60, "only {tried}");
}
