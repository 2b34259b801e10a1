//! Where sentences end.
//!
//! Invariant: a sentence ends at `.`, `!`, `?` or `…`, with what closes behind it, where white space and a word follow
//! that does not begin with a small letter; not behind an abbreviation, an initial or the number of a list. Nothing is
//! guessed from what the words mean, but for a few words that begin sentences.
use std::ops::Range;

/// Behind these a name goes on.
const TITLES: &str = " mr mrs ms mx dr prof rev hon gen col lt maj capt cmdr adm sgt cpl pvt sen rep gov pres amb insp supt \
                      messrs mme mlle mgr mt ft vs им ул ";
/// Behind these a number goes on.
const OF_NUMBERS: &str =
    " no nos art arts fig figs vol vols p pp ch sec pt para ca c jan feb mar apr jun jul aug sep sept oct nov dec ";
/// Behind these, as behind initials, only a word ends the sentence that begins one.
const SHORT: &str = " inc ltd co corp bros plc jr sr st ste ave blvd rd al approx est e.g i.e cf viz incl ph.d m mm г гг др тыс млн млрд руб ";
/// Words that begin sentences.
const OPENERS: &str = " the a an it its he she they we you this that these those there here in on at but by for from with when \
                       while after before since as if and or so yet however meanwhile then now both each every some many \
                       most not our his her their who what why how where under during despite although though because last \
                       also ";

/// How many signs may stand before the word a sentence begins with.
const MOST_SIGNS: usize = 20;

/// The sentences of a paragraph, each without the space around it.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut all = vec![];
    let mut start = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        if !is_end(c) {
            continue;
        }
        let mut last = at + c.len_utf8();
        while let Some((at, c)) = signs.next_if(|(_, c)| is_end(*c)) {
            last = at + c.len_utf8();
        }
        let ends = &text[at..last];
        let end = last + closing(&text[last..]);
        if is_over(&text[start..at], ends, &text[end..], end > last) {
            all.push(trimmed(text, start..end));
            start = end;
            while signs.next_if(|(at, _)| *at < end).is_some() {}
        }
    }
    all.push(trimmed(text, start..text.len()));
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// Whether the sentence is over behind its sign and what closes it.
fn is_over(before: &str, ends: &str, rest: &str, is_closed: bool) -> bool {
    let is_wide = ends.chars().all(|c| matches!(c, '。' | '！' | '？' | '।'));
    let next = rest.trim_start();
    if !is_wide && next.len() == rest.len() {
        return false;
    }
    let word = next.char_indices().take(MOST_SIGNS).find(|(_, c)| c.is_alphanumeric());
    let Some(next) = word.map(|(at, _)| &next[at..]).filter(|next| !next.starts_with(char::is_lowercase)) else {
        return false;
    };
    ends != "." || is_closed || !is_short(before, next)
}

/// Whether a full stop only ends an abbreviation, an initial or the number of a list.
fn is_short(before: &str, next: &str) -> bool {
    let is_apart = |c: char| c.is_whitespace() || !c.is_alphanumeric() && c != '.';
    let word = before.rsplit(is_apart).next().unwrap_or_default();
    let is_first = before.trim_start().len() == word.len();
    if is_first && (word.chars().all(|c| c.is_ascii_digit()) || is_initial(word)) {
        return true;
    }
    let listed = |list: &str| !word.is_empty() && list.contains(&format!(" {} ", word.to_lowercase()));
    let is_dotted = word.contains('.') && word.split('.').all(is_initial);
    if listed(TITLES) {
        return true;
    }
    if listed(OF_NUMBERS) {
        return next.starts_with(|c: char| c.is_ascii_digit());
    }
    let opener = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let opens = OPENERS.contains(&format!(" {} ", opener.to_lowercase())) && !next[opener.len()..].starts_with('.');
    (is_initial(word) || is_dotted || listed(SHORT)) && !opens
}

/// Whether it is one letter.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '。' | '！' | '？' | '؟' | '۔' | '।')
}

/// How many bytes of closing quotation marks, brackets and numbers of notes stand here.
fn closing(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let closes = |c: &char| {
            matches!(c, '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | '›' | '‹' | ')' | ']' | '」' | '』')
        };
        if let Some(c) = rest.chars().next().filter(closes) {
            at += c.len_utf8();
            continue;
        }
        let note = rest.strip_prefix('[').map_or("", |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        if !note.starts_with(']') || rest.len() - note.len() < 2 {
            return at;
        }
        at += rest.len() - note.len() + 1;
    }
}

fn trimmed(text: &str, at: Range<usize>) -> Range<usize> {
    let part = &text[at.clone()];
    let start = at.start + (part.len() - part.trim_start().len());
    start..(start + part.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in which `|` stands where a sentence ends.
    fn holds(marked: &str) {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let text = expected.join(" ");
        let found: Vec<&str> = sentences(&text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        holds("Zor pays. | Quax takes it! | Why? | Nobody knows… | It is so.");
        holds("“Zor pays,” Quax says. | “He does.” | (So it is.) | It is “over.” | Then he left");
        holds("“We wait… | [It] is late.”");
        holds("“Why?” he asked. | So... he left. | Well?! | Yes.");
        holds("It grew by 3.5 per cent in 2024. | 12 of them left. | See v.2.1 of it");
        holds("So it says.[3] | And more.[12][13] | Done.");
    }

    #[test]
    fn abbreviations_and_initials_end_none() {
        holds("Mr. Zor and Dr. A. B. Quax met Gen. Zor. | They left.");
        holds("The U.S. Army came. | It left the U.S. | The rest stayed at 5 p.m. Zor time.");
        holds("Zor Inc. Quax pays No. 5 on p. 3 on Jan. 5, i.e. Quax does. | No. | He said no. | In Jan. he left.");
        holds("1. Zor pays. | He does.");
        holds("а. Это так. | Т. е. Зор платит 5 млн. руб. Кваксу. | Да.");
    }

    #[test]
    fn other_signs_and_no_signs() {
        holds("Zor signs with Quax");
        assert_eq!(sentences("  "), []);
        assert_eq!(sentences("東京。大阪！").len(), 2);
        assert_eq!(sentences("هل هو؟ نعم.").len(), 2);
    }
}
