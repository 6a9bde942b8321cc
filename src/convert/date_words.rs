//! The words that newspapers put around dates, in the languages we know some of.
//!
//! Flat lists in lower case: a word that is missing is added here and nowhere else.

use std::sync::LazyLock;

use super::letters;
use super::lexicon::Lexicon;
use super::words::{spaced, with_lower};
use crate::model::Zone;

/// What a date's label says happened then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// First published.
    Published,
    /// Last changed.
    Updated,
}

/// Names of months, whole or abbreviated, by month and parted by spaces.
const MONTHS: [&str; 12] = [
    "january jan januar jänner enero ene janvier janv gennaio gen janeiro januari января stycznia ledna ocak \
     tammikuuta ianuarie січня sausio január xaneiro gener ιανουαρίου ינואר בינואר يناير януари siječnja januára \
     jaanuar janvāris janvārī जनवरी জানুয়ারি جنوری มกราคม ian ιανουάριος ιαν янв јануар јануара јануари januara \
     janúar eanáir ionawr januarie urtarrilaren janar ژانویه yanvar იანვარი հունվարի қаңтар студзеня sty",
    "february feb februar febrero février fév févr febbraio febb fevereiro fev februari февраля lutego února \
     şubat helmikuuta februarie лютого vasario február febr febrer φεβρουαρίου פברואר בפברואר فبراير февруари \
     veljače februára veebruar februāris februārī फरवरी फ़रवरी ফেব্রুয়ারি فروری شباط กุมภาพันธ์ φεβρουάριος φεβ \
     фев фебруар фебруара februara febrúar feabhra chwefror otsailaren shkurt فوریه fevral თებერვალი փետրվարի \
     ақпан лютага lut",
    "march mar märz mrz marzo mars março maart mrt марта marca března mart maaliskuuta martie березня kovo \
     március maerz mär març μαρτίου מרץ במרץ مارس март ožujka märts marts martā maret मार्च মার্চ مارچ آذار \
     มีนาคม μάρτιος μαρ мар márta mawrth martxoaren marec მარტი մարտի наурыз сакавіка márc",
    "april apr abril abr avril avr aprile апреля kwietnia dubna nisan huhtikuuta aprilie квітня balandžio április \
     απριλίου אפריל באפריל أبريل ابريل април travnja apríla aprill aprīlis aprīlī अप्रैल এপ্রিল اپریل نيسان \
     เมษายน απρίλιος απρ апр априла апрели aprila apríl aibreán ebrill apirilaren prill آوریل აპრილი ապրիլի сәуір \
     красавіка ápr kwi",
    "may mai mayo maggio mag maio mei мая maja května mayıs toukokuuta травня gegužės május maj maig μαΐου μαίου \
     מאי במאי مايو май svibnja mája maijs maijā मई মে مئی أيار พฤษภาคม μάιος μάϊος μαΐ μαϊ мај маја maí bealtaine \
     maiatzaren می მაისი մայիսի мамыр máj",
    "june jun juni junio juin giugno giu junho июня czerwca června haziran kesäkuuta iunie червня birželio június \
     jún juny ιουνίου יוני ביוני يونيو юни lipnja júna juuni jūnijs jūnijā जून জুন جون حزيران มิถุนายน ιούνιος \
     ιουν июн јун јуна јуни iun juna júní meitheamh mehefin junie ekainaren qershor ژوئن iyun ივნისი հունիսի \
     маусым чэрвеня cze xuño junij",
    "july jul juli julio juillet juil luglio lug julho июля lipca července temmuz heinäkuuta iulie липня liepos \
     július júl juliol ιουλίου יולי ביולי يوليو юли srpnja júla juuli jūlijs jūlijā जुलाई জুলাই جولائی تموز \
     กรกฎาคม ιούλιος ιουλ июл јул јула јули iul jula júlí iúil gorffennaf julie uztailaren korrik ژوئیه جولای \
     iyul ივლისი հուլիսի шілде ліпеня xullo julij",
    "august aug agosto ago août augustus августа sierpnia srpna ağustos elokuuta серпня rugpjūčio augusztus \
     augusti agost αυγούστου אוגוסט באוגוסט أغسطس اغسطس август kolovoza augusta augusts augustā agustus अगस्त \
     আগস্ট اگست آب สิงหาคม αύγουστος αυγ авг avg avgust avgusta ágúst lúnasa awst abuztuaren gusht اوت آگوست \
     avqust აგვისტო օգոստոսի тамыз жніўня sie ağu",
    "september sep sept septiembre setiembre septembre settembre set sett setembro сентября września září eylül \
     syyskuuta septembrie вересня rugsėjo szeptember setembre σεπτεμβρίου ספטמבר בספטמבר سبتمبر септември rujna \
     septembra septembris septembrī सितंबर सितम्बर সেপ্টেম্বর ستمبر أيلول กันยายน σεπτέμβριος σεπ сен сент септ \
     септембар септембра septembar medi irailaren shtator سپتامبر sentyabr სექტემბერი սեպտեմբերի қыркүйек верасня \
     wrz szept eyl",
    "october oct oktober okt octubre octobre ottobre ott outubro out октября października října ekim lokakuuta \
     octombrie жовтня spalio október οκτωβρίου אוקטובר באוקטובר أكتوبر اكتوبر октомври októbra oktoober oktobris \
     oktobrī अक्टूबर अक्तूबर অক্টোবর ตุลาคม οκτώβριος οκτ окт октобар октобра oktobar oktobra hydref urriaren \
     tetor اکتبر oktyabr ოქტომბერი հոկտեմբերի қазан кастрычніка paź eki",
    "november nov noviembre novembre novembro ноября listopada listopadu kasım marraskuuta noiembrie листопада \
     lapkričio νοεμβρίου נובמבר בנובמבר نوفمبر ноември studenoga novembra novembris novembrī नवंबर नवम्बर নভেম্বর \
     نومبر พฤศจิกายน νοέμβριος νοε ноя ное новембар новембра novembar nóvember tachwedd azaroaren nëntor نوامبر \
     noyabr ნოემბერი նոյեմբերի қараша лістапада kas",
    "december dec dezember dez diciembre dic décembre déc dicembre dezembro декабря grudnia prosince aralık \
     joulukuuta decembrie грудня gruodžio des desember desembre δεκεμβρίου דצמבר בדצמבר ديسمبر декември prosinca \
     decembra detsember decembris decembrī दिसंबर दिसम्बर ডিসেম্বর دسمبر ธันวาคม δεκέμβριος δεκ дек децембар \
     децембра decembar rhagfyr abenduaren dhjetor دسامبر dekabr დეკემბერი դեկտեմբերի желтоқсан снежня gru",
];

/// The month, 1 to 12, that a lower-case word names, whole or abbreviated.
pub fn month(word: &str) -> Option<u32> {
    static NUMBERS: LazyLock<Lexicon<u32>> = LazyLock::new(|| {
        // Of a word in two months' lists, the first counts.
        let all = MONTHS.iter().enumerate().rev().map(|(at, names)| (names, at as u32 + 1));
        Lexicon::new(all.flat_map(|(names, number)| names.split(' ').map(move |name| (name, number))))
    });
    NUMBERS.get(word)
}

/// The month that two lower-case words name together, as in the east of the Arab world.
pub fn month_of_two(one: &str, two: &str) -> Option<u32> {
    match (one, two) {
        ("كانون", "الثاني") => Some(1),
        ("تشرين", "الأول" | "الاول") => Some(10),
        ("تشرين", "الثاني") => Some(11),
        ("كانون", "الأول" | "الاول") => Some(12),
        _ => None,
    }
}

/// Names of weekdays.
const DAYS: &str = " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun \
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so \
    lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi vendredi samedi dimanche \
    lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta feira \
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
    poniedziałek wtorek środa czwartek piątek sobota niedziela måndag tisdag onsdag torsdag fredag lördag söndag \
    mandag tirsdag lørdag søndag maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai \
    понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа четвер п'ятниця субота неділя \
    pazartesi salı çarşamba perşembe cuma cumartesi pazar pondělí úterý středa čtvrtek pátek neděle \
    luni marți miercuri joi vineri sâmbătă duminică hétfő kedd szerda csütörtök péntek szombat vasárnap \
    الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार \
    δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή senin selasa rabu kamis jumat sabtu minggu \
    dilluns dimarts dimecres dijous divendres dissabte diumenge luns mércores xoves venres domingo \
    ponedjeljak utorak srijeda četvrtak petak subota nedjelja ponedeljak sreda nedelja ponedeljek torek četrtek \
    pondelok utorok streda štvrtok piatok nedeľa понеделник вторник сряда четвъртък петък събота неделя \
    pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis \
    pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena \
    esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev \
    ראשון שני שלישי רביעי חמישי שישי שבת شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه \
    月 火 水 木 金 土 日 월 화 수 목 금 토 일 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 \
    วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ วันอาทิตย์ \
    วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ วันศุกร์ที่ วันเสาร์ที่ วันอาทิตย์ที่ \
    llun mawrth mercher iau gwener sadwrn sul ";

/// Whether a lower-case word is the name of a weekday.
pub fn is_weekday(word: &str) -> bool {
    static SET: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(DAYS.split_whitespace()));
    SET.has(word)
}

/// Small words inside date lines.
const FILLERS: &str = " at on the of um am den der dem vom a las los el il le la à de del di op om às em t uhr h hrs local time \
    date datum fecha data kl klo ora orele saat pukul wib р г року года năm ngày น เวลา \
    alle ore godz o u ob в у las les ע בשעה יום في الساعة ساعت thứ hai ba tư sáu bảy chủ nhật ที่ พ ศ dydd klukkan ist v kell plkst ";

/// Whether a lower-case word is one of the small ones inside date lines.
pub fn is_date_filler(word: &str) -> bool {
    static SET: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(FILLERS.split_whitespace()));
    SET.has(word)
}

/// Abbreviations of zones, and what they stand for. Those with several meanings are left out.
const ZONES: [(&str, &str); 26] = [
    ("utc", "UTC"),
    ("gmt", "UTC"),
    ("z", "UTC"),
    ("et", "America/New_York"),
    ("ct", "America/Chicago"),
    ("mt", "America/Denver"),
    ("pt", "America/Los_Angeles"),
    ("edt", "-04:00"),
    ("est", "-05:00"),
    ("cdt", "-05:00"),
    ("cst", "-06:00"),
    ("mdt", "-06:00"),
    ("mst", "-07:00"),
    ("pdt", "-07:00"),
    ("pst", "-08:00"),
    ("bst", "+01:00"),
    ("cet", "+01:00"),
    ("mez", "+01:00"),
    ("cest", "+02:00"),
    ("mesz", "+02:00"),
    ("eet", "+02:00"),
    ("wib", "+07:00"),
    ("hkt", "+08:00"),
    ("jst", "+09:00"),
    ("kst", "+09:00"),
    ("aest", "+10:00"),
];

/// The zone that a lower-case abbreviation names.
pub fn zone(word: &str) -> Option<Zone> {
    ZONES.iter().find(|(short, _)| *short == word).and_then(|(_, name)| Zone::parse(name))
}

/// Labels of the day of publication.
const PUBLISHED: &[&str] = &[
    "publiziert",
    "dátum",
    "dato",
    "päivämäärä",
    "päiväys",
    "tanggal",
    "التاريخ",
    "تاریخ",
    "날짜",
    "日期",
    "日付",
    "дата",
    "tarih",
    "ημερομηνία",
    "תאריך",
    "तारीख",
    "ngày",
    "วันที่",
    "dată",
    "publicada",
    "publicado a",
    "publicat",
    "publicat el",
    "publicado o",
    "objavljeno",
    "objavljeno dne",
    "objavené",
    "zverejnené",
    "publikované",
    "paskelbta",
    "publicēts",
    "avaldatud",
    "публикувано",
    "публикувано на",
    "објављено",
    "đăng lúc",
    "опубликовано",
    "опубліковано",
    "yayınlanma",
    "yayın tarihi",
    "oluşturulma tarihi",
    "yayınlanma tarihi",
    "opublikowano",
    "data publikacji",
    "julkaistu",
    "udgivet",
    "publicerades",
    "erstmals veröffentlicht am",
    "published",
    "published on",
    "first published",
    "first published on",
    "originally published",
    "posted",
    "posted on",
    "publication date",
    "date published",
    "published at",
    "issued",
    "filed",
    "created",
    "date",
    "veröffentlicht",
    "veröffentlicht am",
    "erstellt",
    "erstellt am",
    "publiziert am",
    "erschienen am",
    "publicado",
    "publicado el",
    "publicada el",
    "fecha",
    "publié",
    "publié le",
    "paru le",
    "pubblicato",
    "pubblicato il",
    "publicado em",
    "gepubliceerd",
    "gepubliceerd op",
    "geplaatst op",
    "datum",
    "publicerad",
    "publicerat",
    "offentliggjort",
    "zuerst veröffentlicht",
    "zuerst veröffentlicht am",
    "übersetzung veröffentlicht am",
    "公開日",
    "发布时间",
    "發布時間",
    "입력",
    "등록",
    "승인",
    "송고",
    "송고시간",
    "기사입력",
    "기사등록",
    "최초입력",
    "publikováno",
    "zveřejněno",
    "publicat la",
    "publicat pe",
    "megjelent",
    "közzétéve",
    "diterbitkan",
    "dipublikasikan",
    "julkaistu klo",
    "lagt ut",
    "δημοσίευση",
    "δημοσιεύτηκε",
    "نشر في",
    "نُشر في",
    "نُشرت في",
    "نُشر",
    "نشر بتاريخ",
    "تم النشر في",
    "نشر",
    "تاريخ النشر",
    "منتشر شده",
    "प्रकाशित",
    "प्रकाशित तिथि",
    "প্রকাশ",
    "প্রকাশিত",
    "פורסם",
    "פורסם ב",
    "ngày đăng",
    "เผยแพร่",
    "掲載日",
    "publisert",
];
/// Labels of the day of a change.
const UPDATED: &[&str] = &[
    "zuletzt bearbeitet",
    "zuletzt bearbeitet am",
    "letzte aktualisierung",
    "letztes update",
    "обновлено",
    "оновлено",
    "güncelleme",
    "son güncelleme",
    "güncelleme tarihi",
    "aktualizacja",
    "päivitetty",
    "sist oppdatert",
    "oppdatert",
    "actualizada",
    "actualisé le",
    "mise à jour",
    "ultimo aggiornamento",
    "atualizada em",
    "sidst opdateret",
    "senast uppdaterad",
    "updated",
    "updated on",
    "updated at",
    "last updated",
    "last updated on",
    "last update",
    // A field's name, as templates print it.
    "lastupdate",
    "lastupdated",
    "lastmodified",
    "modified",
    "last modified",
    "last modified on",
    "revised",
    "aktualisiert",
    "aktualisiert am",
    "zuletzt aktualisiert",
    "geändert am",
    "stand",
    "update",
    "update vom",
    "actualizado",
    "actualizado el",
    "última actualización",
    "mis à jour",
    "mis à jour le",
    "modifié le",
    "aggiornato",
    "aggiornato il",
    "atualizado",
    "atualizado em",
    "bijgewerkt",
    "aangepast",
    "gewijzigd",
    "bijgewerkt op",
    "uppdaterad",
    "zuletzt geändert",
    "zuletzt geändert am",
    "opdateret",
    "更新日",
    "laatst bijgewerkt",
    "laatst bijgewerkt op",
    "laatste update",
    "laatst gewijzigd",
    "dernière mise à jour",
    "dernière mise à jour le",
    "dernière modification",
    "modifié",
    "última actualización el",
    "última modificación",
    "última atualização",
    "última modificação",
    "última atualização em",
    "ultima modifica",
    "ultimo aggiornamento il",
    "modificato il",
    "modifica il",
    "modificata il",
    "ultima modifica il",
    "ostatnia aktualizacja",
    "zaktualizowano",
    "uppdaterat",
    "uppdaterades",
    "senast ändrad",
    "sidst ændret",
    "sist endret",
    "viimeksi päivitetty",
    "muokattu",
    "aktualizováno",
    "naposledy aktualizováno",
    "aktualizované",
    "actualizat",
    "actualitzat",
    "actualitzat el",
    "ažurirano",
    "posodobljeno",
    "atnaujinta",
    "atjaunots",
    "uuendatud",
    "обновено",
    "актуализирано",
    "ажурирано",
    "به‌روزرسانی",
    "actualizat la",
    "ultima actualizare",
    "frissítve",
    "utolsó frissítés",
    "последнее обновление",
    "изменено",
    "останнє оновлення",
    "son düzenleme",
    "diperbarui",
    "terakhir diperbarui",
    "最終更新日",
    "最終更新",
    "更新时间",
    "更新時間",
    "수정",
    "최종수정",
    "기사수정",
    "업데이트",
    "τελευταία ενημέρωση",
    "آخر تحديث",
    "حُدّث في",
    "حُدث في",
    "تم التحديث في",
    "अपडेट",
    "अपडेटेड",
    "अंतिम अपडेट",
    "आखिरी अपडेट",
    "আপডেট",
    "עודכן",
    "cập nhật",
    "อัปเดต",
];

/// What a label before a date says; `text` is lower case.
pub fn when(text: &str) -> Option<When> {
    WHEN.get(text)
}

/// The same in any case.
pub fn when_in_any_case(text: &str) -> Option<When> {
    WHEN.get_in_any_case(text)
}

static WHEN: LazyLock<Lexicon<When>> = LazyLock::new(|| {
    let updated = UPDATED.iter().map(|label| (*label, When::Updated));
    Lexicon::new(updated.chain(PUBLISHED.iter().map(|label| (*label, When::Published))))
});

/// All labels before a date, in lower case.
pub fn labels() -> impl Iterator<Item = &'static str> {
    PUBLISHED.iter().chain(UPDATED).copied()
}

/// Whether a label before a date may begin with a lower-case word.
pub fn begins_label(word: &str) -> bool {
    static FIRST: LazyLock<Lexicon<()>> =
        LazyLock::new(|| Lexicon::of(PUBLISHED.iter().chain(UPDATED).filter_map(|label| label.split(' ').next())));
    FIRST.has(word)
}

/// Whether a word in any case may begin a date's label or a date, as the names of months do.
pub fn begins_date(word: &str) -> bool {
    static FIRST: LazyLock<Lexicon<()>> = LazyLock::new(|| {
        let words = labels().filter_map(|label| label.split(' ').next());
        Lexicon::of(words.chain(MONTHS.into_iter().flat_map(|names| names.split(' '))))
    });
    FIRST.has_in_any_case(word)
}

/// Words that make a time a relative one.
const MARKS: &str = " ago yesterday today gestern heute hier aujourd ayer hoy hace ieri oggi ontem hoje há gisteren vandaag geleden vor ";
/// Words beside them.
const OTHERS: &str = " a an one few second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months year \
    years last updated published posted about at am pm on stunde stunden minuten tag tagen tage woche wochen monat monaten jahr jahren einem \
    einer hora horas minuto minutos día días semana semanas meses año años y a il heure heures jour jours hui \
    un une semaines ora ore fa giorni giorno dias dia uur dagen h m d ";
/// Both; whether the word is one of those that the line must have.
static RELATIVE: LazyLock<Lexicon<bool>> = LazyLock::new(|| {
    let others = OTHERS.split_whitespace().map(|w| (w, false));
    Lexicon::new(others.chain(MARKS.split_whitespace().map(|w| (w, true))))
});

/// Whether a line only says how long ago something was, as in `2 hours ago` or `gestern`.
pub fn is_relative_time(line: &str) -> bool {
    if line.len() > 100 {
        return false;
    }
    let (mut count, mut marked, mut known) = (0, false, false);
    for word in line.split(|c| !letters::is_alphanumeric(c)).filter(|w| !w.is_empty()) {
        count += 1;
        // "hier" and "heute" alone are headlines too; with a number they are not.
        let is_known = |word: &str| matches!(word, "yesterday" | "today" | "gestern" | "ayer" | "ieri");
        let mark = RELATIVE.get_in_any_case(word);
        known |= mark == Some(true) && with_lower(word, is_known);
        match mark {
            Some(mark) => marked |= mark,
            None if word.bytes().all(|b| b.is_ascii_digit()) => {}
            None => return false,
        }
        if count > 7 {
            return false;
        }
    }
    marked && (count > 1 || known)
}

/// What a line of dates may begin with, where it is no number.
pub fn openers() -> impl Iterator<Item = &'static str> {
    labels().chain([DAYS, FILLERS, MARKS, OTHERS].into_iter().chain(MONTHS).flat_map(str::split_whitespace))
}

/// Whether a line of dates may begin with a word.
pub fn is_of_dates(word: &str) -> bool {
    static FIRST: LazyLock<Lexicon<()>> = LazyLock::new(|| {
        let first = |text: &'static str| text.split(|c: char| !(letters::is_alphabetic(c) || c == '\'')).next();
        Lexicon::of(openers().filter_map(first))
    });
    FIRST.has_in_any_case(word)
}

/// Words around numbers that are in no list here.
const AROUND: &str = " st nd rd th er of de del di h hrs uhr am pm a p m d e ko gada an ";

/// All words that a line of dates may have, and labels of some of them.
pub fn of_dates() -> impl Iterator<Item = &'static str> {
    openers().chain(AROUND.split_whitespace()).chain(ZONES.into_iter().map(|(short, _)| short))
}

/// Whether a lower-case word may stand in a line that is nothing but dates; of words that are no ASCII, all may.
pub fn may_be_of_date(word: &str) -> bool {
    static KNOWN: LazyLock<Lexicon<()>> = LazyLock::new(|| {
        let labels = labels().flat_map(|label| label.split_whitespace());
        let others = [DAYS, FILLERS, AROUND].into_iter().chain(MONTHS).flat_map(str::split_whitespace);
        let zones = ZONES.into_iter().map(|(short, _)| short);
        Lexicon::of(labels.chain(others).chain(zones))
    });
    !word.is_ascii() || KNOWN.has(word) || word.strip_prefix("d'").is_some_and(|rest| KNOWN.has(rest))
}

/// Whether numeric dates of a text put the day first, as all languages here but English do.
pub fn puts_day_first<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    const ENGLISH: &str = " the and of to in that for was with his on ";
    const OTHERS: &str = " der die und das ist nicht mit den von ein el los las que una por con del le les et des est une dans il che di non per \
        della gli o os que não em uma com het een van en niet voor dat och att det som på är og er ikke til ei että hän oli się nie jest przez \
        že jsou pro se da su koji și nu este care pentru ve bir bu için ile yang dan ini untuk dari và của là các được els amb són i ja je az egy hogy \
        ir yra kad un kas ka ning oma seda ";
    static WORDS: LazyLock<Lexicon<bool>> = LazyLock::new(|| {
        let others = OTHERS.split_whitespace().map(|w| (w, false));
        Lexicon::new(others.chain(ENGLISH.split_whitespace().map(|w| (w, true))))
    });
    // English hardly has a letter that is not ASCII; those of East Asia put the year first.
    let is_foreign = |c: char| !c.is_ascii() && (c as u32) < 0x2000 && letters::is_alphabetic(c);
    let (mut english, mut other) = (0, 0);
    for word in texts.flat_map(spaced).take(2000) {
        let known = if word.contains(is_foreign) {
            Some(false)
        } else if word.len() <= 6 {
            WORDS.get_in_any_case(word)
        } else {
            None
        };
        match known {
            Some(true) => english += 1,
            Some(false) => other += 1,
            None => {}
        }
    }
    other > english * 2 && other >= 5
}
