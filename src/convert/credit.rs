//! Captions and credits of pictures, by how a line begins or ends.

use std::sync::LazyLock;

use super::characters::Signs;
use super::words::{self, Starts};

/// How a picture's caption or credit begins, or the line of an editor in Chinese.
pub const CREDITS: &[&str] = &[
    "photo:",
    "photos:",
    "image:",
    "images:",
    "picture:",
    "photograph:",
    "photography:",
    "credit:",
    "photo credit:",
    "image credit:",
    "image source",
    "image caption",
    "picture credit:",
    "photo by ",
    "photo courtesy",
    "photograph by ",
    "photographs by ",
    "(photo",
    "(image",
    "[photo",
    "caption:",
    "illustration:",
    "illustration by ",
    "graphic:",
    "video:",
    "file photo",
    "foto:",
    "fotos:",
    "fot.",
    "fot:",
    "fotograf:",
    "fotografie:",
    "fotografía:",
    "fotografia:",
    "photographer:",
    "photos by ",
    "valokuva:",
    "billede:",
    "bilde:",
    "bild:",
    "bildquelle",
    "rubriklistenbild:",
    "titelbild:",
    "symbolbild:",
    "archivbild:",
    "archivfoto:",
    "symbolfoto:",
    "quelle: ",
    "imagen:",
    "crédito:",
    "image :",
    "photo :",
    "crédit photo",
    "immagine:",
    "© getty",
    "фото:",
    "фото ",
    "zdjęcie:",
    "zdj.:",
    "kuva:",
    "kuvat:",
    "fotó:",
    "fotoğraf:",
    "写真：",
    "写真=",
    "图片来源",
    "责任编辑",
    "責任編輯",
    "责编",
    "(责任编辑",
    "（责任编辑",
    "[责任编辑",
    "编辑：",
    "編輯：",
    "φωτογραφία:",
];

/// How a line ends that is a credit.
const ENDS: [&str; 16] = [
    "getty images",
    "via getty images",
    "/getty",
    "/getty images)",
    "/afp",
    "/reuters",
    "/ap",
    "/shutterstock",
    "/dpa",
    "(ap photo)",
    "/alamy",
    "getty images)",
    "撮影",
    "撮影）",
    "資料写真",
    "資料写真）",
];

/// The longest line, in bytes, that is a credit by how it ends: a sentence may end with an agency's name.
pub const ENDS_LEN: usize = 160;

/// Whether a line, in any case, ends as a credit does, by its last three bytes. These tell most lines from credits.
pub fn may_end(text: &str) -> bool {
    /// The last byte of each.
    const LAST: [bool; 256] = {
        let mut last = [false; 256];
        let mut at = 0;
        while at < ENDS.len() {
            let end = ENDS[at].as_bytes();
            last[end[end.len() - 1] as usize] = true;
            at += 1;
        }
        last
    };
    let Some(tail) = text.trim_end_matches('.').as_bytes().last_chunk::<3>() else { return false };
    LAST[usize::from(tail[2].to_ascii_lowercase())]
        && ENDS.iter().any(|end| end.as_bytes()[end.len() - 3..].eq_ignore_ascii_case(tail))
}

/// Words of a credit inside a line.
pub const CREDITED: [&str; 6] = ["foto", "photo", "bild", "image", "ap", "credit"];

/// Whether a line gives a picture's caption or credit.
pub fn is_credit(len: usize, signs: Signs, lower: &str) -> bool {
    static STARTS: LazyLock<Starts> = LazyLock::new(|| Starts::new(CREDITS.iter().copied().enumerate()));
    let inside = || {
        let bracketed = ["(foto:", "(photo:", "(photo by", "(bild:", "(image:", "(ap photo/"];
        signs.has(Signs::BRACKET) && words::stands(lower, b'(', &bracketed)
            || signs.has(Signs::COLON) && words::stands(lower, b' ', &[" credit: "])
    };
    let ends = || ENDS.iter().any(|e| lower.trim_end_matches('.').ends_with(e));
    STARTS.of(lower).iter().any(|(_, s)| lower.starts_with(s))
        || len <= ENDS_LEN && may_end(lower) && ends()
        || len <= 300 && inside()
}
