//! Family names of China, Japan and Korea: few, and in front, so that a word which begins with one may be a name.
//! Those that most people there have; a rare one is added here.

use super::person;

/// Of Korea, a syllable each.
const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설길연위표명기반라왕금옥육인맹제모탁";

/// Of China, a character each, simplified and traditional.
const CHINESE: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鐘姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱侯江尹薛闫閻段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万覃武钱錢戴严嚴莫孔向常汤湯洪赖賴";

/// Of Japan.
const JAPANESE: [&str; 110] = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "渡邊",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "山口",
    "松本",
    "井上",
    "木村",
    "斎藤",
    "斉藤",
    "齋藤",
    "清水",
    "山崎",
    "山﨑",
    "阿部",
    "森田",
    "池田",
    "橋本",
    "山下",
    "石川",
    "中島",
    "前田",
    "藤田",
    "後藤",
    "小川",
    "岡田",
    "長谷川",
    "村上",
    "近藤",
    "石井",
    "坂本",
    "遠藤",
    "青木",
    "藤井",
    "西村",
    "福田",
    "太田",
    "三浦",
    "藤原",
    "松田",
    "岡本",
    "中川",
    "中野",
    "原田",
    "小野",
    "田村",
    "竹内",
    "金子",
    "和田",
    "中山",
    "石田",
    "上田",
    "森本",
    "柴田",
    "酒井",
    "工藤",
    "横山",
    "宮崎",
    "宮本",
    "内田",
    "高木",
    "安藤",
    "谷口",
    "大野",
    "丸山",
    "今井",
    "高田",
    "藤本",
    "武田",
    "村田",
    "上野",
    "杉山",
    "増田",
    "平野",
    "大塚",
    "千葉",
    "久保",
    "松井",
    "小島",
    "岩崎",
    "桜井",
    "野口",
    "松尾",
    "野村",
    "木下",
    "菊地",
    "佐野",
    "大西",
    "杉本",
    "新井",
    "浜田",
    "市川",
    "古川",
    "水野",
    "小松",
    "島田",
    "小山",
    "菅原",
    "西田",
    "北村",
];

/// Whether a word may be someone's name, family name first: `山田花子`, `王小明`, `홍길동`.
pub fn is_name(word: &str) -> bool {
    // Counties, towns and firms are called after families too.
    const PLACES: [char; 15] =
        ['県', '市', '区', '町', '村', '国', '國', '省', '县', '縣', '州', '署', '社', '局', '部'];
    // All of these characters have three bytes, and most words begin otherwise.
    if word.len() > 15 || word.as_bytes().first().is_none_or(|b| !(0xe3..=0xed).contains(b)) {
        return false;
    }
    let count = word.chars().count();
    if !(3..=5).contains(&count)
        || !word.chars().all(person::is_whole)
        || word.chars().skip(2).any(|c| PLACES.contains(&c))
    {
        return false;
    }
    let first = word.chars().next().unwrap_or(' ');
    match first {
        '\u{ac00}'..='\u{d7a3}' => count == 3 && KOREAN.contains(first),
        _ => {
            let japanese = JAPANESE.iter().find_map(|name| word.strip_prefix(name));
            japanese.is_some_and(|given| (1..=3).contains(&given.chars().count()))
                || count == 3 && CHINESE.contains(first) && word.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_family_names() {
        for name in ["山田花子", "佐藤健", "長谷川潤", "王小明", "李建华", "홍길동", "김영희"] {
            assert!(is_name(name), "{name}");
        }
        for word in [
            "関連記事",
            "山口県",
            "石川県庁前",
            "社会",
            "高考",
            "新华社",
            "정치",
            "대한민국",
            "기사입력",
            "Jane",
            "スポーツ",
        ] {
            assert!(!is_name(word), "{word}");
        }
    }
}
