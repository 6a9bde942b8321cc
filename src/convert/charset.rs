//! The encoding of bytes that neither are UTF-8 nor say what they are.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How much of a document is looked at; a language shows itself sooner.
const MOST_LEN: usize = 1 << 20;

/// The encoding of the web that the letters make most likely.
pub fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(MOST_LEN)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Bytes that are UTF-8 but for a few, which become replacement characters: a text that was cut within a character,
/// or pieced together. `None` if too many are broken to believe that.
pub fn nearly_utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (text, _) = UTF_8.decode_without_bom_handling(bytes);
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    let is_cut = std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none() && e.valid_up_to() > 0);
    (lost * 20 < high || is_cut && high > 3).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_the_web_are_known_by_their_letters() {
        for (label, text) in [
            ("windows-1251", "Президент подписал указ о назначении нового министра, сообщила пресс-служба."),
            ("gbk", "市政府昨天宣布，新的地铁线路将于明年开通，预计每天运送二十万人次。"),
            ("shift_jis", "首相は昨日、記者会見を開き、新しい経済対策について説明した。"),
            ("euc-kr", "대통령은 어제 기자회견을 열고 새로운 경제 대책을 발표했다."),
            ("big5", "總統昨天在記者會上說明新的經濟政策，並回答記者的問題。"),
            ("windows-1253", "Ο πρωθυπουργός ανακοίνωσε χθες νέα μέτρα για την οικονομία της χώρας."),
            ("windows-1252", "Der Bürgermeister erklärte gestern, daß die Brücke über den Fluß später eröffnet werde."),
            ("windows-1250", "Premiér včera oznámil, že vláda připravuje nový zákon o důchodech a měří jeho dopady."),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let bytes = encoding.encode(text).0;
            assert_eq!(guess(&bytes).decode_without_bom_handling(&bytes).0, text, "{label}");
        }
    }

    #[test]
    fn a_text_cut_within_a_character_is_utf8() {
        let text = "Ο πρωθυπουργός";
        assert_eq!(nearly_utf8(&text.as_bytes()[..text.len() - 1]).unwrap(), "Ο πρωθυπουργό\u{fffd}");
        assert_eq!(nearly_utf8(b"caf\xe9 \x93x\x94"), None);
        assert_eq!(nearly_utf8(b"caf\xe9"), None);
    }
}
