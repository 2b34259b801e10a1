//! What a `vocabulary:` of a fact folder defines is looked at, too: nothing in it is without effect unnoticed.
use ties::facts::FactSet;

#[test]
fn words_that_would_do_nothing_are_told() {
    for (text, told) in [
        ("vocabulary: {kinds: {a: {is: mine, look: bocks}}}", Some("there is no look called `bocks`")),
        ("vocabulary: {kinds: {a: {is: stake, within: [nosuch]}}}", Some("there is no kind called `nosuch`")),
        ("vocabulary: {relations: {a: {one: form}}}", Some("`form` is none of from and to")),
        ("vocabulary: {relations: {a: {short-of: member}}}", Some("there is no relation called `member`")),
        ("vocabulary: {kinds: {a: {is: asset, expects: [csot]}}}", Some("there is no property called `csot`")),
        ("vocabulary: {kinds: {a: {is: asset, expects: cost}}}", None),
        ("vocabulary: {roles: {a: {default: deal}}}", Some("`deal` is none of agreement and date")),
        ("vocabulary: {properties: {a: {of: mien}}}", Some("there is no kind called `mien`")),
        (
            "vocabulary: {statuses: {assets: {a: held}}}",
            Some("`assets` is none of agreement, asset, stakeholder and anytime"),
        ),
        ("vocabulary: {stances: {hegded: {label: b}}}", Some("there is no stance called `hegded`")),
        ("vocabulary: {groups: {a/b: C}}", Some("`a/b` cannot be a word")),
        ("vocabulary: {groups: {a-1: C}, kinds: {b: {is: stake, within: [any, c]}, c: {is: asset}}}", None),
    ] {
        let mut found = vec![];
        FactSet::read([("facts.yaml".to_owned(), text.to_owned())], &mut found).expect("it is small");
        let said: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(said, Vec::from_iter(told), "{text}");
    }
}
