//! Where sentences end, and the leading ones of a paragraph as a description.

/// The longest description that whole sentences are added to.
const ENOUGH: usize = 300;
/// A single sentence longer than this is no description.
const TOO_LONG: usize = 600;

/// Whether a text ends as a sentence does, perhaps inside quotes or brackets.
pub fn ends(text: &str) -> bool {
    let text = without_note(text).trim_end_matches(|c: char| is_closer(c) || c.is_whitespace() || c == '*');
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '｡']) || text.ends_with(':') && text.len() > 60
}

/// A text without the number of a note at its end: `It fell. [1]`.
fn without_note(text: &str) -> &str {
    let inner = text.strip_suffix(']').and_then(|text| text.rsplit_once('['));
    let is_number = |note: &str| (1..=3).contains(&note.len()) && note.bytes().all(|b| b.is_ascii_digit());
    inner.filter(|(_, note)| is_number(note)).map_or(text, |(text, _)| text.trim_end())
}

/// Whether a text was cut: it ends in an ellipsis.
pub fn is_cut(text: &str) -> bool {
    uncut(text).is_some()
}

/// A cut text without its ellipsis.
pub fn uncut(text: &str) -> Option<&str> {
    let text = text.trim_end();
    if !text.ends_with(['…', '.', ']', ')']) {
        return None;
    }
    ["[…]", "[...]", "(…)", "(...)", "…", "..."].iter().find_map(|mark| text.strip_suffix(mark)).map(str::trim_end)
}

/// The leading whole sentences of a paragraph, at least one, as long as they are short enough.
pub fn leading(paragraph: &str) -> Option<&str> {
    let mut end = 0;
    for at in boundaries(paragraph) {
        if end > 0 && paragraph[..at].chars().count() > ENOUGH {
            break;
        }
        end = at;
    }
    let text = paragraph[..end].trim_end();
    (!text.is_empty() && text.chars().count() <= TOO_LONG).then_some(text)
}

/// A text's first words as a stand-in for a headline: the first sentence without its full stop, or
/// as much of it as a headline has.
pub fn first_words(text: &str) -> String {
    const MOST: usize = 80;
    let end = boundaries(text).first().copied().unwrap_or(text.len());
    let sentence = text[..end].trim_end();
    if sentence.chars().count() <= MOST {
        return sentence.strip_suffix('.').unwrap_or(sentence).to_owned();
    }
    let cut: String = sentence.chars().take(MOST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ']))
}

/// Byte offsets right behind each sentence; the last is the text's end.
fn boundaries(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(next, closer)) = chars.peek() {
            if !(is_closer(closer) || matches!(closer, '.' | '!' | '?' | '…')) {
                break;
            }
            end = next + closer.len_utf8();
            chars.next();
        }
        let rest = &text[end..];
        let dense = matches!(c, '。' | '！' | '？');
        if rest.is_empty()
            || dense
            || rest.starts_with(char::is_whitespace)
                && starts(rest.trim_start())
                && !abbreviates(&text[..at + c.len_utf8()], c)
        {
            found.push(end);
        }
    }
    if found.last() != Some(&text.len()) {
        found.push(text.len());
    }
    found
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | '›' | '‹' | ')' | ']' | '」' | '』' | '）')
}

/// Whether a sentence may begin so.
fn starts(rest: &str) -> bool {
    let first = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
    first.is_some_and(|c| !c.is_lowercase())
}

/// Whether the stop at the end of `text` belongs to an abbreviation, an initial or an ordinal.
fn abbreviates(text: &str, stop: char) -> bool {
    const KNOWN: [&str; 38] = [
        "mr", "mrs", "ms", "dr", "prof", "st", "gen", "sen", "rep", "gov", "capt", "col", "lt", "sgt", "rev", "hon",
        "jr", "sr", "no", "vs", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "nr", "bzw", "ca", "sra", "srta",
        "mme", "sig", "art", "ave", "mt", "ft",
    ];
    if stop != '.' {
        return false;
    }
    let before = text.trim_end_matches('.');
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let letters = word.rsplit('.').next().unwrap_or(word);
    let lower = word.to_lowercase();
    // "15. April" is an ordinal, "in 2012." is not.
    letters.chars().count() == 1 && letters.chars().all(char::is_alphabetic) && letters != "I"
        || KNOWN.contains(&lower.as_str())
        || word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_parted() {
        for (text, expected) in [
            ("One. Two! Three?", &["One.", " Two!", " Three?"][..]),
            ("Mr. Doe met J. R. Roe. They spoke.", &["Mr. Doe met J. R. Roe.", " They spoke."]),
            ("\"We won.\" She left.", &["\"We won.\"", " She left."]),
            ("Am 15. April sank sie. Alle sahen es.", &["Am 15. April sank sie.", " Alle sahen es."]),
            ("It cost 3.5 million. \"Too much,\" he said.", &["It cost 3.5 million.", " \"Too much,\" he said."]),
            ("東京で地震。けが人はいない。", &["東京で地震。", "けが人はいない。"]),
            ("Und dann… Und „so“… weiter.", &["Und dann…", " Und „so“… weiter."]),
            ("No stop", &["No stop"]),
        ] {
            let mut from = 0;
            let parts: Vec<&str> = boundaries(text)
                .into_iter()
                .map(|to| {
                    let part = &text[from..to];
                    from = to;
                    part
                })
                .collect();
            assert_eq!(parts, expected, "{text}");
        }
    }

    #[test]
    fn a_description_has_whole_sentences() {
        let long = format!("{}. {}. {}.", "A".repeat(200), "B".repeat(80), "C".repeat(80));
        assert_eq!(leading(&long).map(str::len), Some(283));
        assert_eq!(leading("Only one."), Some("Only one."));
        assert_eq!(leading(&"x".repeat(700)), None);
    }
}
