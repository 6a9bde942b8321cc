//! What all articles of an archive share: its words, names, authors, sections and tags.

use std::collections::HashSet;

use crate::random::{Random, Zipf};

pub const SECTIONS: [&str; 12] = [
    "World",
    "Politics",
    "Business",
    "Technology",
    "Science",
    "Health",
    "Sport",
    "Culture",
    "Climate",
    "Opinion",
    "Education",
    "Travel",
];

/// The commonest words are real ones, so that an open page reads like a page.
const COMMON: &str = "the of and to in a is that for it was on with as his he be at by had not are but from or have an \
    they which one you were all her she there would their we him been has when who will no more if out so up said what \
    its about than into them can only other time new some could these two may first then do any like my now over such \
    our man me even most made after also did many off before must well back through years where much your way down \
    should because long each just state those people too mr how little good make very year still see own work men day \
    get here old between both life being under three never know same last another while us might great go come since \
    against right came take used himself few house use place during high without again home around small however found \
    part once say upon every";
const ONSETS: [&str; 33] = [
    "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "br", "cl", "gr", "pr",
    "sh", "ch", "th", "pl", "cr", "fr", "sp", "dr", "k", "j", "qu", "",
];
const NUCLEI: [&str; 14] = ["a", "e", "i", "o", "u", "ea", "ou", "ai", "ee", "io", "a", "e", "i", "o"];
const CODAS: [&str; 16] = ["", "", "", "n", "r", "s", "t", "l", "nd", "st", "nt", "m", "ck", "rd", "ng", "ll"];

/// The shared vocabulary of an archive with a given seed and number of articles.
pub struct World {
    pub seed: u64,
    pub articles: usize,
    /// By frequency: short ones first, as in English.
    pub words: Vec<String>,
    pub word: Zipf,
    pub first_names: Vec<String>,
    pub first_name: Zipf,
    pub surnames: Vec<String>,
    pub surname: Zipf,
    pub authors: Vec<String>,
    pub author: Zipf,
    pub section: Zipf,
    pub tags: Vec<String>,
    pub tag: Zipf,
}

impl World {
    pub fn new(seed: u64, articles: usize) -> World {
        let mut random = Random::stream(seed, 1, 0);
        let mut taken: HashSet<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        for (count, syllables) in [(1500, 1..=1), (4500, 1..=2), (6000, 2..=3)] {
            words.extend(new_words(&mut random, count, syllables, &mut taken));
        }
        let mut names = new_words(&mut random, 3000, 2..=3, &mut taken);
        names.iter_mut().for_each(|name| *name = capitalized(name));
        let first_names = names.split_off(2500);
        let surnames = names;
        let mut authors = Vec::new();
        while authors.len() < 200 {
            let name = format!("{} {}", random.pick(&first_names), random.pick(&surnames));
            if !authors.contains(&name) {
                authors.push(name);
            }
        }
        let mut tags = new_words(&mut random, 2000 + articles / 50, 2..=4, &mut taken);
        for (k, tag) in tags.iter_mut().enumerate().filter(|(k, _)| k % 3 == 0) {
            *tag = format!("{tag} {}", words[200 + k * 7 % 6000]);
        }
        World {
            seed,
            articles,
            word: Zipf::new(words.len(), 1.02),
            first_name: Zipf::new(first_names.len(), 0.6),
            surname: Zipf::new(surnames.len(), 0.9),
            author: Zipf::new(authors.len(), 0.5),
            section: Zipf::new(SECTIONS.len(), 0.6),
            tag: Zipf::new(tags.len(), 1.0),
            words,
            first_names,
            surnames,
            authors,
            tags,
        }
    }

    /// The tags of an article, three or four, as indices. A stream of their own: how often a tag is
    /// used can be counted without making the articles.
    pub fn tags_of(&self, article: usize) -> Vec<usize> {
        let mut random = Random::stream(self.seed, 2, article as u64);
        let want = 3 + random.below(2);
        let mut chosen = Vec::with_capacity(want);
        while chosen.len() < want {
            let tag = self.tag.draw(&mut random);
            if !chosen.contains(&tag) {
                chosen.push(tag);
            }
        }
        chosen
    }

    /// The tag that is in most nearly `wanted` articles, and the numbers of these.
    pub fn tag_with(&self, wanted: usize) -> (usize, Vec<usize>) {
        let mut counts = vec![0usize; self.tags.len()];
        (0..self.articles).flat_map(|article| self.tags_of(article)).for_each(|tag| counts[tag] += 1);
        let used = (0..self.tags.len()).filter(|tag| counts[*tag] > 0);
        let tag = used.min_by_key(|tag| counts[*tag].abs_diff(wanted)).expect("every article has tags");
        (tag, (0..self.articles).filter(|article| self.tags_of(*article).contains(&tag)).collect())
    }
}

fn new_words(
    random: &mut Random,
    count: usize,
    syllables: std::ops::RangeInclusive<usize>,
    taken: &mut HashSet<String>,
) -> Vec<String> {
    let mut words = Vec::with_capacity(count);
    let mut tries = 0;
    while words.len() < count {
        // There are only so many short ones: after many tries words may be longer.
        tries += 1;
        let most = syllables.end() + tries / (count * 8);
        let mut word = String::new();
        for _ in 0..syllables.start() + random.below(most - syllables.start() + 1) {
            word.push_str(ONSETS[random.below(ONSETS.len())]);
            word.push_str(NUCLEI[random.below(NUCLEI.len())]);
        }
        word.push_str(CODAS[random.below(CODAS.len())]);
        if word.len() > 2 && taken.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

/// A text with its first letter in upper case.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
