//! Where a page is from, as far as its clock can be told: by its country or, on addresses that name none, by a language
//! that is written in one zone alone.

use chrono::{DateTime, TimeZone};
use chrono_tz::{Africa, America, Asia, Europe, Pacific, Tz};

use crate::convert::date::Stamp;
use crate::model::{PublishDate, Zone};

/// The ends of hosts of countries whose newsrooms share a clock.
const COUNTRIES: [(&str, Tz); 57] = [
    ("ae", Asia::Dubai),
    ("ar", America::Buenos_Aires),
    ("at", Europe::Vienna),
    ("bd", Asia::Dhaka),
    ("be", Europe::Brussels),
    ("bg", Europe::Sofia),
    ("ch", Europe::Zurich),
    ("cl", America::Santiago),
    ("cn", Asia::Shanghai),
    ("cz", Europe::Prague),
    ("de", Europe::Berlin),
    ("dk", Europe::Copenhagen),
    ("ee", Europe::Tallinn),
    ("es", Europe::Madrid),
    ("fi", Europe::Helsinki),
    ("fr", Europe::Paris),
    ("gh", Africa::Accra),
    ("gr", Europe::Athens),
    ("hk", Asia::Hong_Kong),
    ("hr", Europe::Zagreb),
    ("hu", Europe::Budapest),
    ("ie", Europe::Dublin),
    ("il", Asia::Jerusalem),
    ("in", Asia::Kolkata),
    ("it", Europe::Rome),
    ("jp", Asia::Tokyo),
    ("ke", Africa::Nairobi),
    ("kr", Asia::Seoul),
    ("lk", Asia::Colombo),
    ("lt", Europe::Vilnius),
    ("lu", Europe::Luxembourg),
    ("lv", Europe::Riga),
    ("my", Asia::Kuala_Lumpur),
    ("ng", Africa::Lagos),
    ("nl", Europe::Amsterdam),
    ("no", Europe::Oslo),
    ("np", Asia::Kathmandu),
    ("nz", Pacific::Auckland),
    ("pe", America::Lima),
    ("ph", Asia::Manila),
    ("pk", Asia::Karachi),
    ("pl", Europe::Warsaw),
    ("pt", Europe::Lisbon),
    ("ro", Europe::Bucharest),
    ("rs", Europe::Belgrade),
    ("se", Europe::Stockholm),
    ("sg", Asia::Singapore),
    ("si", Europe::Ljubljana),
    ("sk", Europe::Bratislava),
    ("th", Asia::Bangkok),
    ("tr", Europe::Istanbul),
    ("tw", Asia::Taipei),
    ("ua", Europe::Kiev),
    ("uk", Europe::London),
    ("uy", America::Montevideo),
    ("vn", Asia::Ho_Chi_Minh),
    ("za", Africa::Johannesburg),
];

/// Languages, each with the end of hosts of a country.
const LANGUAGES: [(&str, &str); 25] = [
    ("bg", "bg"),
    ("cs", "cz"),
    ("da", "dk"),
    ("de", "de"),
    ("el", "gr"),
    ("et", "ee"),
    ("fi", "fi"),
    ("he", "il"),
    ("hr", "hr"),
    ("hu", "hu"),
    ("it", "it"),
    ("ja", "jp"),
    ("ko", "kr"),
    ("lt", "lt"),
    ("lv", "lv"),
    ("nb", "no"),
    ("nl", "nl"),
    ("no", "no"),
    ("pl", "pl"),
    ("ro", "ro"),
    ("sk", "sk"),
    ("sl", "si"),
    ("sv", "se"),
    ("th", "th"),
    ("vi", "vn"),
];

/// The zone of a page's newsroom, by its host and its language.
pub fn of_page(host: Option<&str>, lang: Option<&str>) -> Option<Tz> {
    let of_country = |end: &str| COUNTRIES.iter().find(|(country, _)| *country == end).map(|(_, zone)| *zone);
    let by_host = host.and_then(|host| host.rsplit_once('.')).and_then(|(_, end)| of_country(end));
    by_host.or_else(|| {
        let lang = lang?.split(['-', '_']).next()?.to_ascii_lowercase();
        LANGUAGES.iter().find(|(language, _)| *language == lang).and_then(|(_, end)| of_country(end))
    })
}

/// A moment in UTC as a newsroom's clock shows it, where it is another day there: the moment stays.
pub fn on_its_day(stamp: Stamp, zone: Tz) -> Stamp {
    let moment = PublishDate::parse(stamp.as_str(), Zone::UTC).filter(|_| stamp.is_utc());
    let local = moment.and_then(|moment| {
        let local = zone.from_utc_datetime(&DateTime::from_timestamp(moment.timestamp(), 0)?.naive_utc());
        (local.date_naive() != moment.day()).then(|| Stamp::parse(&local.to_rfc3339()))?
    });
    local.unwrap_or(stamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_the_newsroom() {
        let shown = |host, lang, text| {
            let stamp = Stamp::parse(text).unwrap();
            of_page(host, lang).map_or(stamp.clone(), |zone| on_its_day(stamp, zone)).as_str().to_owned()
        };
        for (host, lang, text, expected) in [
            (Some("e.de"), None, "2022-11-06T23:00:00.000Z", "2022-11-07T00:00:00+01:00"),
            (Some("e.de"), None, "2022-07-06T22:30:00Z", "2022-07-07T00:30:00+02:00"),
            (Some("e.de"), None, "2022-11-06T22:59:00Z", "2022-11-06T22:59:00Z"),
            (Some("e.co.jp"), Some("en"), "2022-11-06T15:00:00+00:00", "2022-11-07T00:00:00+09:00"),
            (Some("e.com"), Some("ja-JP"), "2022-11-06T23:00:00Z", "2022-11-07T08:00:00+09:00"),
            (Some("e.com.ar"), Some("es"), "2022-11-07T01:00:00Z", "2022-11-06T22:00:00-03:00"),
            // Another zone was named, or none; Spanish is written in many.
            (Some("e.de"), None, "2022-11-06T23:00:00+01:00", "2022-11-06T23:00:00+01:00"),
            (Some("e.de"), None, "2022-11-06T23:00:00", "2022-11-06T23:00:00"),
            (Some("e.de"), None, "2022-11-06", "2022-11-06"),
            (Some("e.com"), Some("es"), "2022-11-06T23:00:00Z", "2022-11-06T23:00:00Z"),
            (None, None, "2022-11-06T23:00:00Z", "2022-11-06T23:00:00Z"),
        ] {
            assert_eq!(shown(host, lang, text), expected, "{host:?} {lang:?} {text}");
        }
    }
}
