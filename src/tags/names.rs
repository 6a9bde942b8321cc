//! Runs of capitalised words ▶ names: without titles and legal tails, and what kind of thing they name.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::catalog::Kind;

/// Words in lower case, and the bit that tells in which lists a word is.
type List = (u8, &'static [&'static str]);

/// Each word of the lists ▶ the bits of those that have it.
static LISTED: LazyLock<FxHashMap<&str, u8>> = LazyLock::new(|| {
    let mut listed = FxHashMap::default();
    for (bit, words) in [TITLES, WEAK, LEGAL, BODY, OF, VAGUE, FIRST, PARTICLES] {
        words.iter().for_each(|word| *listed.entry(*word).or_default() |= bit);
    }
    listed
});

fn is(word: &str, list: List) -> bool {
    LISTED.get(word).is_some_and(|bits| bits & list.0 != 0)
}

/// Words before a person's name that are no part of it.
#[rustfmt::skip] // One word a line otherwise.
const TITLES: List = (1 << 0, &[
    "president", "vice", "prime", "minister", "premier", "chancellor", "secretary", "treasury", "finance",
    "foreign", "defence", "defense", "interior", "justice", "trade", "agriculture", "energy", "health", "education",
    "economy", "commerce", "transport", "labour", "labor", "economics", "industry", "deputy", "former", "acting",
    "chairman", "chairwoman", "chief", "executive", "director", "managing", "governor", "mayor", "senator", "sen",
    "representative", "rep", "congressman", "congresswoman", "judge", "general", "gen", "admiral", "colonel", "col",
    "major", "captain", "capt", "lieutenant", "sergeant", "lt", "sgt", "king", "queen", "prince", "princess", "sir",
    "lord", "lady", "dame", "pope", "cardinal", "archbishop", "bishop", "rabbi", "sheikh", "sheik", "ayatollah",
    "imam", "emir", "professor", "prof", "dr", "doctor", "mr", "mrs", "ms", "miss", "ambassador", "envoy",
    "adviser", "advisor", "spokesman", "spokeswoman", "attorney", "speaker", "leader", "inspector", "commissioner",
    "national", "security", "president-elect", "undersecretary", "assistant", "state", "under", "home", "shadow",
    "senior", "first", "crown", "saint", "st", "coach", "manager", "analyst", "economist", "author", "republican",
    "democrat", "democratic",
    // German, French, Spanish, Portuguese, Italian, Dutch
    "bundeskanzler", "bundeskanzlerin", "kanzler", "kanzlerin", "bundespräsident", "außenminister",
    "außenministerin", "finanzminister", "minister", "ministerin", "präsident", "präsidentin", "herr", "frau",
    "bürgermeister", "bürgermeisterin", "sprecher", "professorin", "monsieur", "madame", "président", "présidente",
    "ministre", "presidente", "presidenta", "ministro", "ministra", "señor", "señora", "don", "doña", "dom", "dona",
    "signor", "signora", "primeiro-ministro", "primo", "primer", "premier-ministre", "meneer", "mevrouw",
    "burgemeester", "koning", "koningin", "papa", "papst", "rey", "reina", "rei", "rainha", "roi", "reine",
]);

/// Titles only together with others: "Finance Minister", but also "National Gallery".
#[rustfmt::skip] // One word a line otherwise.
const WEAK: List = (1 << 1, &[
    "vice", "finance", "foreign", "defence", "defense", "interior", "justice", "trade", "agriculture", "energy",
    "health", "education", "economy", "commerce", "transport", "labour", "labor", "economics", "industry", "treasury",
    "national", "security", "state", "under", "home", "shadow", "senior", "first", "crown", "saint", "st", "former",
    "deputy", "acting", "chief", "major", "general", "assistant", "democratic", "republican", "democrat", "don",
    "primo", "primer", "managing", "rei", "rey",
]);

/// What companies end in, and nobody calls them by.
#[rustfmt::skip] // One word a line otherwise.
const LEGAL: List = (1 << 2, &[
    "inc", "corp", "co", "ltd", "plc", "llc", "lp", "sa", "ag", "gmbh", "nv", "bv", "spa", "ab", "as", "oy", "kg",
    "pty", "sarl", "kgaa", "limited", "incorporated", "corporation", "company", "cos", "plc's", "kk", "se", "srl",
    "ltda", "pte", "bhd",
]);

/// Words that make a name one of a body rather than a person.
#[rustfmt::skip] // One word a line otherwise.
const BODY: List = (1 << 3, &[
    "bank", "bancorp", "group", "holdings", "holding", "industries", "international", "association", "union", "party",
    "committee", "commission", "council", "department", "ministry", "agency", "authority", "institute", "university",
    "college", "school", "board", "court", "office", "bureau", "federation", "foundation", "society", "league",
    "club", "church", "organization", "organisation", "airlines", "airways", "air", "motors", "motor", "systems",
    "technologies", "technology", "energy", "oil", "gas", "petroleum", "resources", "financial", "securities",
    "partners", "associates", "insurance", "trust", "fund", "exchange", "service", "services", "press", "times",
    "news", "broadcasting", "network", "communications", "telephone", "electric", "steel", "chemical", "chemicals",
    "pharmaceuticals", "laboratories", "foods", "stores", "brothers", "sons", "capital", "savings", "loan", "army",
    "force", "navy", "police", "front", "movement", "alliance", "congress", "parliament", "senate", "assembly",
    "museum", "academy", "hospital", "centre", "center", "programme", "program", "conference", "summit", "treaty",
    "act", "agreement", "games", "cup", "prize", "award", "festival", "mines", "mining", "railway", "railroad",
    "shipping", "lines", "paper", "products", "enterprises", "works", "industrial", "mutual", "reserve",
    "administration", "partei", "bund", "verband", "gesellschaft", "universität", "ministerium", "gericht", "verein",
    "parti", "conseil", "université", "ministère", "banque", "banco", "partido", "universidad", "universidade",
    "ministerio", "ministério", "banca", "partito", "partij", "universiteit", "ministerie", "syndicat", "assemblée",
    "sindicato", "câmara", "tribunal", "stiftung", "productions", "management", "entertainment", "studios", "ventures",
    "properties", "media", "investors", "markets", "brands",
]);

/// Bodies that have a place behind `of`.
#[rustfmt::skip] // One word a line otherwise.
const OF: List = (1 << 4, &[
    "bank", "university", "ministry", "department", "board", "house", "council", "institute", "academy", "church",
    "bay", "gulf", "isle", "kingdom", "republic", "court", "museum", "chamber", "league", "organization",
    "organisation", "association", "federation", "bureau", "office", "college", "school", "society", "union", "army",
    "treaty", "battle", "strait", "cape", "statue", "tower",
]);

/// Words that name nothing by themselves, whatever their capital says.
#[rustfmt::skip] // One word a line otherwise.
const VAGUE: List = (1 << 5, &[
    "city", "county", "district", "street", "river", "island", "islands", "express", "state", "states", "united",
    "royal", "general", "pacific", "atlantic", "north", "south", "east", "west", "class", "chapter", "section",
    "article", "act", "part", "page", "figure", "table", "internet",
]);

/// First names: what makes two capitalised words a person.
#[rustfmt::skip] // One word a line otherwise.
const FIRST: List = (1 << 6, &[
    "james", "john", "robert", "michael", "william", "david", "richard", "joseph", "thomas", "charles", "christopher",
    "daniel", "matthew", "anthony", "mark", "donald", "steven", "steve", "stephen", "paul", "andrew", "joshua",
    "kenneth", "kevin", "brian", "george", "edward", "ronald", "timothy", "jason", "jeffrey", "ryan", "jacob", "gary",
    "nicholas", "eric", "jonathan", "larry", "justin", "scott", "brandon", "benjamin", "samuel", "gregory", "frank",
    "alexander", "raymond", "patrick", "jack", "dennis", "jerry", "tyler", "aaron", "jose", "henry", "adam",
    "douglas", "nathan", "peter", "kyle", "walter", "harold", "jeremy", "roger", "mary", "patricia", "jennifer",
    "linda", "elizabeth", "barbara", "susan", "jessica", "sarah", "karen", "nancy", "lisa", "margaret", "betty",
    "sandra", "ashley", "kimberly", "emily", "donna", "michelle", "carol", "amanda", "melissa", "deborah",
    "stephanie", "rebecca", "laura", "sharon", "cynthia", "kathleen", "amy", "angela", "anna", "ruth", "hillary",
    "kamala", "barack", "joe", "bill", "jim", "bob", "tom", "tony", "mike", "jimmy", "ted", "alan", "allan", "arthur",
    "albert", "helmut", "hans", "karl", "jean", "pierre", "françois", "jacques", "claude", "marie", "luis", "juan",
    "carlos", "pedro", "miguel", "manuel", "antonio", "giovanni", "giuseppe", "mario", "silvio", "angela", "ursula",
    "olaf", "gerhard", "vladimir", "boris", "mikhail", "sergei", "dmitry", "ivan", "ahmed", "mohammed", "muhammad",
    "mohamed", "mahmoud", "ali", "hassan", "hussein", "abdul", "ibrahim", "yasser", "yitzhak", "ariel", "moshe",
    "simon", "ian", "nigel", "neil", "martin", "philip", "phil", "norman", "howard", "leonard", "emmanuel", "marine",
    "jens", "lars", "erik", "nelson", "desmond", "winston", "rishi", "keir", "theresa", "diana", "victoria", "jan",
    "willem", "mark", "geert", "giorgia", "sergio", "fernando", "ricardo", "alberto", "hiroshi", "takashi", "kenji",
    "yuki", "akira", "shinzo", "elon", "jeff", "greta", "malala", "marie", "alfred", "franz", "otto", "louis", "andre",
    "andré", "rené",
]);

/// Small words inside names.
#[rustfmt::skip] // One word a line otherwise.
const PARTICLES: List = (1 << 7, &[
    "de", "la", "le", "du", "des", "van", "von", "der", "den", "ten", "ter", "bin", "ibn", "al", "el", "da", "dos",
    "di", "del", "della", "y", "zu", "al-", "d'",
]);

/// Whether a word in lower case is a title.
pub fn is_title(word: &str) -> bool {
    is(word, TITLES)
}

/// Whether a word in lower case is a common first name.
pub fn is_first(word: &str) -> bool {
    is(word, FIRST)
}

/// Whether a word in lower case stands inside names, with a capitalised one behind it.
pub fn is_particle(word: &str) -> bool {
    is(word, PARTICLES)
}

/// Whether a word in lower case makes a body of a name.
pub fn is_body(word: &str) -> bool {
    is(word, BODY) || is(word, LEGAL)
}

/// Whether a word in lower case is what companies end in.
pub fn is_legal(word: &str) -> bool {
    is(word, LEGAL)
}

/// Whether a word in lower case says nothing of which one is meant: "the Commission", "the City".
pub fn is_vague(word: &str) -> bool {
    is_body(word) || is(word, VAGUE)
}

/// Whether a word in lower case may have `of` and a place behind it.
pub fn takes_of(word: &str) -> bool {
    is(word, OF)
}

/// A name without what is no part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its words.
    pub words: Vec<String>,
    /// What it is, as far as it shows.
    pub kind: Option<Kind>,
}

/// Reads a run of capitalised words.
pub fn read(run: &[&str]) -> Option<Name> {
    let lower: Vec<String> = run.iter().map(|w| w.trim_end_matches('.').to_lowercase()).collect();
    let mut end = run.len();
    let mut legal = false;
    while end > 0 && (is(&lower[end - 1], LEGAL) || lower[end - 1] == "of" || is_particle(&lower[end - 1])) {
        legal |= is(&lower[end - 1], LEGAL);
        end -= 1;
    }
    // "National Security Council" keeps its first words, "National Security Adviser Ann Oban" does not.
    let mut start = 0;
    let mut titled = false;
    if !legal {
        let last = lower[..end].iter().rposition(|w| is_title(w));
        let strong = last.is_some_and(|l| lower[..=l].iter().any(|w| is_title(w) && !is(w, WEAK)));
        let head = lower[..end].iter().take_while(|w| is_title(w) || is_particle(w) || *w == "of").count();
        if let Some(last) = last
            && (last + 1 == end && head == end
                || strong && !lower[last + 1..end].iter().any(|w| is_body(w)) && (head > last || end - last > 2))
        {
            start = last + 1;
            titled = true;
        }
    }
    let body = legal || lower[start..end].iter().any(|w| is(w, BODY));
    let words: Vec<String> = run[start..end].iter().map(|w| settled(w)).collect();
    if words.is_empty() || words.iter().all(|w| w.chars().count() < 2) {
        return None;
    }
    let named = is(&lower[start], FIRST) && words.len() > 1;
    let kind = if body && !(titled && words.len() == 2) {
        Some(Kind::Organisation)
    } else if titled || named && words.len() <= 4 {
        Some(Kind::Person)
    } else {
        None
    };
    Some(Name { words, kind })
}

/// A word as it is shown: `REAGAN` in a text of capitals stays, since nobody knows better.
fn settled(word: &str) -> String {
    word.replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_tails_are_no_part_of_names() {
        for (run, expected, kind) in [
            ("Prime Minister Ann Oban", "Ann Oban", Some(Kind::Person)),
            ("National Security Adviser Ann Oban", "Ann Oban", Some(Kind::Person)),
            ("Skerry Ferries Ltd", "Skerry Ferries", Some(Kind::Organisation)),
            ("National Harbour Council", "National Harbour Council", Some(Kind::Organisation)),
            ("Robert Oban", "Robert Oban", Some(Kind::Person)),
            ("Lundby", "Lundby", None),
        ] {
            let name = read(&run.split(' ').collect::<Vec<_>>()).unwrap();
            assert_eq!((name.words.join(" ").as_str(), name.kind), (expected, kind), "{run}");
        }
        assert_eq!(read(&["Finance", "Minister"]), None);
    }
}
