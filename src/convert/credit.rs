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
    "toggle caption",
    "hide caption",
    "photo courtesy",
    "courtesy of ",
    "courtesy photo",
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
    "ảnh:",
    "purchase licensing rights",
    "crédits photo",
    "crédits :",
    "imagen de archivo",
    "archive photo",
    "grafik:",
    "infografik:",
    "illustrazione:",
    "ilustración:",
    "ilustração:",
    "ilustracja:",
    "ilustrace:",
    "иллюстрация:",
    "ілюстрація:",
    "скриншот",
    "צילום:",
    "צילומים:",
    "תמונה:",
    "الصورة:",
    "تصوير:",
    "写真／",
    "写真提供",
    "図版：",
    "사진:",
    "사진=",
    "사진 =",
    "사진제공",
    "图：",
    "图片：",
    "图源",
    "圖：",
    "圖／",
    "圖片來源",
    "照片：",
    "ภาพ:",
    "ภาพ :",
    "फोटो:",
    "तस्वीर:",
    "foto :",
];

/// How a line ends that is a credit.
const ENDS: [&str; 80] = [
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
    " file photo",
    " staff photo",
    " courtesy photo",
    " submitted photo",
    " contributed photo",
    " handout photo",
    "фото автора",
    "фото автора.",
    " 摄",
    "撮影",
    "撮影）",
    "資料写真",
    "資料写真）",
    "／攝影",
    "/攝影",
    "imago images",
    "picture alliance",
    "scanpix",
    "lehtikuva",
    "belgaimage",
    "lapresse",
    "agencja gazeta",
    "east news",
    "profimedia",
    "pixsell",
    "eurokinissi",
    "риа новости",
    "자료사진",
    "资料图",
    "资料图片",
    "视觉中国",
    "新华社发",
    "（提供）",
    "(archivo)",
    "(archives)",
    "/archives",
    "archivbild",
    "archivfoto",
    "symbolbild",
    "symbolfoto",
    "archiefbeeld",
    "archieffoto",
    "arkivfoto",
    "arkivbild",
    "arkistokuva",
    "illustrasjonsfoto",
    "illustrationsfoto",
    "genrebild",
    "zdjęcie ilustracyjne",
    "ilustrační foto",
    "ilustračné foto",
    "illusztráció",
    "imagine ilustrativă",
    "temsili fotoğraf",
    "фото из архива",
    "архивное фото",
    "фото ілюстративне",
    "image d'illustration",
    "photo d'illustration",
    "photo d'archives",
    "imagen de archivo",
    "foto de archivo",
    "foto ilustrativa",
    "immagine di repertorio",
    "foto di repertorio",
    "foto d'archivio",
    "foto de arquivo",
    "imagem ilustrativa",
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
pub const CREDITED: [&str; 40] = [
    "foto",
    "fotos",
    "photo",
    "photos",
    "bild",
    "image",
    "ap",
    "credit",
    "kuva",
    "kuvat",
    "fot",
    "fotó",
    "фото",
    "사진",
    "fotoğraf",
    "φωτογραφία",
    "ảnh",
    "reuters",
    "afp",
    "efe",
    "epa",
    "dpa",
    "ansa",
    "getty",
    "shutterstock",
    "crédito",
    "archivo",
    "pictured",
    "photograph",
    "photographs",
    "picture",
    "pictures",
    "illustration",
    "fotografie",
    "fotografia",
    "fotografía",
    "imagen",
    "immagine",
    "imagem",
    "zdj",
];

/// Whether a line gives a picture's caption or credit.
pub fn is_credit(len: usize, signs: Signs, lower: &str) -> bool {
    static STARTS: LazyLock<Starts> = LazyLock::new(|| Starts::new(CREDITS.iter().copied().enumerate()));
    let inside = || {
        let bracketed = [
            "(foto:",
            "(photo:",
            "(photo by",
            "(bild:",
            "(image:",
            "(ap photo/",
            "(fot.",
            "(fot:",
            "(fotó:",
            "(kuva:",
            "(фото:",
            "(fotos:",
            "(photos:",
            "(zdj.",
            "(reuters/",
            "(afp/",
            "(ap/",
            "(efe/",
            "(epa/",
            "(dpa/",
            "(ansa/",
            "(getty",
            "(shutterstock",
            "(crédito:",
            "(archivo",
        ];
        signs.has(Signs::BRACKET) && words::stands(lower, b'(', &bracketed)
            || signs.has(Signs::COLON) && words::stands(lower, b' ', &[" credit: "])
    };
    let ends = || ENDS.iter().any(|e| lower.trim_end_matches('.').ends_with(e));
    // `[1/2] The ferry in port`, one of several.
    let is_one_of = || {
        let inner = lower.strip_prefix('[').and_then(|rest| rest.split_once(']')).and_then(|(n, _)| n.split_once('/'));
        inner.is_some_and(|(n, all)| [n, all].iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())))
    };
    // `(The Courier/Ann Oban)`
    let is_paper_of = || {
        let inner = lower.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        inner.is_some_and(|inner| {
            inner.contains('/') && !inner.contains(['(', '.', ':']) && inner.split(' ').count() <= 6
        })
    };
    // `The roundabout. (Photo Ann Oban)`
    let is_photo_of = || {
        let inner = lower.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map_or("", |(_, inner)| inner);
        inner.len() <= 60 && ["photo ", "foto ", "fotos ", "photos "].iter().any(|word| inner.starts_with(word))
    };
    // `The creamery of Lund. ANN OBAN POUR « LE COURRIER »`
    let is_taken_for = || {
        let tail = lower.strip_suffix('»').map_or("", |text| text.rsplit_once(". ").map_or(text, |(_, tail)| tail));
        tail.len() <= 60 && tail.contains(" pour « ")
    };
    let is_credited = || lower.contains("credit...") || lower.contains("credit…");
    let is_pictured = || lower.contains("(pictured") && !lower.ends_with(['.', '!', '?', '\'', '’', '"', '”']);
    let bare = lower.trim_start_matches(['(', '[']);
    STARTS.of(bare).iter().any(|(_, s)| bare.starts_with(s))
        || STARTS.of(lower).iter().any(|(_, s)| lower.starts_with(s))
        || is_one_of()
        || len <= ENDS_LEN && is_paper_of()
        || len <= ENDS_LEN && may_end(lower) && ends()
        || len <= 300
            && (inside()
                || is_behind_caption(lower)
                || is_pictured()
                || is_photo_of()
                || is_taken_for()
                || is_credited())
}

/// Whether a line ends in brackets with who gave the picture: `The pub in 2018. (Supplied: Ann Oban)`, `The pub [Ann
/// Oban/Agency]`.
pub fn is_supplied(text: &str) -> bool {
    const LONGEST: usize = 300;
    let inner = |open: char, close: char| Some(text.strip_suffix(close)?.rsplit_once(open)?.1);
    let rounded = || inner('(', ')').and_then(|inner| inner.split_once(": "));
    let parted = |open, close| inner(open, close).and_then(|inner| inner.split_once('/'));
    let squared = || parted('[', ']').map(|(name, by)| (by, name));
    let Some((by, name)) = rounded().or_else(|| parted('(', ')')).or_else(squared).filter(|_| text.len() <= LONGEST)
    else {
        return false;
    };
    let has = |text: &str, words: std::ops::RangeInclusive<usize>| {
        words.contains(&text.split(' ').count()) && text.split(' ').all(|word| word.starts_with(char::is_uppercase))
    };
    has(by, 1..=3) && has(name, 2..=3) && ![by, name].iter().any(|text| text.contains(['.', '"', '”']))
}

/// Whether a line ends with who took the picture, behind what is seen in it: `The ferry in port. Photo: Ann Oban`.
fn is_behind_caption(lower: &str) -> bool {
    const MARKS: [&str; 26] = [
        "© ",
        "foto: ",
        "fotos: ",
        "photo: ",
        "photos: ",
        "bild: ",
        "image: ",
        "kuva: ",
        "kuvat: ",
        "fotó: ",
        "фото: ",
        "fotoğraf: ",
        "사진=",
        "ảnh: ",
        "photograph: ",
        "photographs: ",
        "picture: ",
        "pictures: ",
        "illustration: ",
        "fotografie: ",
        "fotografía: ",
        "imagen: ",
        "immagine: ",
        "imagem: ",
        "fot. ",
        "zdj. ",
    ];
    const LONGEST_NAME: usize = 60;
    // A name and a mark's last byte from the end, the last of its kind counts.
    let from = lower.len().saturating_sub(LONGEST_NAME + 1);
    let ends = (from..lower.len()).rev().filter(|at| matches!(lower.as_bytes()[*at], b' ' | b'='));
    let marked = |end: usize| MARKS.iter().find_map(|mark| lower.get(..end)?.strip_suffix(mark));
    let found = ends.filter_map(|at| Some((marked(at + 1)?, &lower[at + 1..]))).next();
    found.is_some_and(|(caption, name)| {
        let is_closed = caption.trim_end().ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | ':'));
        is_closed && !name.is_empty() && !name.contains(['.', '!', '?', '"'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_supplied_a_picture_stands_in_brackets() {
        assert!(is_supplied("The pub in 2018. (Supplied: Ann Oban)"));
        assert!(is_supplied("The pub. (Courier Western Lund: Ole Roe)"));
        assert!(is_supplied("Ann Oban fills a tank in Lund, May 3, 2024. (Agency Photo/Ole Roe)"));
        assert!(is_supplied("The shore of the lake on Sunday [Ann Oban/Agency]"));
        assert!(!is_supplied("It rose by a tenth (source: the council)."));
        assert!(!is_supplied("It rose by a tenth (Note: figures of May)"));
    }

    #[test]
    fn credits_stand_behind_captions() {
        for (line, expected) in [
            ("The ferry in port on Monday. Photo: Ann Oban", true),
            ("Zavřený přívoz v Lhotce. | foto: Ann Oban, Labské listy", true),
            ("Laiva laiturissa. KUVA: ANN OBAN", true),
            ("Prom stoi w porcie. (Fot. Ann Oban / archiwum)", true),
            ("항구에 묶인 여객선. 사진=박민수 기자", true),
            ("Kaartmiddag in het dorpshuis. © Ann Oban", true),
            ("[1/2] The ferry in port, May 2, 2024.", true),
            ("Phà cập bến - Ảnh: NGỌC ANH", true),
            ("Ann Oban, mayor of Lund (REUTERS/Ole Roe)", true),
            ("(The Courier/Ann Oban)", true),
            ("Le rond-point, mis à prix à 1 €. (Photo Ann Oban)", true),
            ("Ann Oban (pictured) with the shed", true),
            ("La coopérative de Lund, le 3 mai 2022. ANN OBAN POUR « LE COURRIER »", true),
            ("Ann Oban (pictured) has painted the shed.", false),
            ("LUND, May 3 (Reuters) - The pier is shut.", false),
            ("He held up a photo: the ferry, in port.", false),
            ("She said of the photo: it was a fake.", false),
        ] {
            let lower = line.to_lowercase();
            assert_eq!(is_credit(lower.len(), Signs::of(line), &lower), expected, "{line}");
        }
    }
}
