//! What a scan keeps of each article: fixed-size rows beside one long text.
//!
//! A record is read some twenty times an article, so reading it must cost next to nothing: its
//! texts are slices of one arena that was checked to be UTF-8 once, the rest is a row of numbers.

use std::sync::Arc;

use crate::fs::Stat;
use crate::model::{Article, Fingerprint, Print, PublishDate, Rights, Taxonomy};

/// All that later phases need of an article without reading its file again: the text of its card
/// on other pages, its terms, its gates and the fingerprint of the whole file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record<'a> {
    /// Below `content/`.
    pub path: &'a str,
    /// The whole file's bytes.
    pub source: Fingerprint,
    /// Headline.
    pub title: &'a str,
    /// The description, or else the beginning of the text.
    pub summary: &'a str,
    /// Whether that is the description.
    pub described: bool,
    /// Last part of the address.
    pub slug: &'a str,
    /// When published.
    pub date: Option<PublishDate>,
    /// When last changed.
    pub updated: Option<PublishDate>,
    /// Names as in the byline.
    pub authors: List<'a>,
    /// At most one.
    pub section: Option<&'a str>,
    /// As given.
    pub tags: List<'a>,
    /// Former addresses.
    pub aliases: List<'a>,
    /// Words of the text, about.
    pub words: u32,
    /// Not to be published yet.
    pub draft: bool,
    /// Taken down.
    pub withheld: bool,
    /// Held back until then.
    pub publish_at: Option<PublishDate>,
    /// Held back from then on.
    pub expires: Option<PublishDate>,
    /// Address and alternative text of the main picture.
    pub image: Option<(&'a str, &'a str)>,
    /// Language where it is not the site's.
    pub lang: Option<&'a str>,
    /// `id:`, as a part of its address.
    pub id: Option<&'a str>,
    /// Whether this is all of its front matter that a page can show, so that it need not be parsed again.
    pub is_all: bool,
    /// Its series and the terms of taxonomies that the site adds, each after its taxonomy's mark.
    marked: List<'a>,
    /// Its corrections, each after its date's number.
    corrections: List<'a>,
}

impl<'a> Record<'a> {
    /// Its series and the terms of taxonomies that the site adds, in the order of these.
    pub fn further_terms(&self) -> impl Iterator<Item = (Taxonomy, &'a str)> {
        self.marked.iter().filter_map(|text| {
            let mut chars = text.chars();
            Some((unmark(chars.next()?)?, chars.as_str()))
        })
    }

    /// Its series.
    pub fn series(&self) -> Option<&'a str> {
        self.further_terms().find(|(taxonomy, _)| *taxonomy == Taxonomy::SERIES).map(|(_, name)| name)
    }

    /// Its corrections, in the order given.
    pub fn corrections(&self) -> impl Iterator<Item = (Option<PublishDate>, &'a str)> {
        self.corrections.iter().filter_map(|text| {
            let (bits, text) = text.split_once(' ')?;
            Some((PublishDate::from_bits(u64::from_str_radix(bits, 16).ok()?)?, text))
        })
    }

    /// Whether anything of it was corrected.
    pub fn is_corrected(&self) -> bool {
        !self.corrections.is_empty()
    }
}

/// A character that stands for a taxonomy before a term's name.
fn mark(taxonomy: Taxonomy) -> char {
    char::from(b'0' + taxonomy.0)
}

fn unmark(mark: char) -> Option<Taxonomy> {
    u8::try_from(mark).ok()?.checked_sub(b'0').map(Taxonomy)
}

/// Texts in one. Names and addresses have no control characters: `load` sees to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct List<'a>(&'a str);

const SEPARATOR: char = '\u{1f}';

impl<'a> List<'a> {
    /// The texts, in order.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        self.0.split(SEPARATOR).filter(|text| !text.is_empty())
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// How many texts a record has, in the order of [`Row::lens`].
pub(super) const TEXTS: usize = 14;

/// Places among them.
const SLUG: usize = 3;
const ALIASES: usize = 7;
const CORRECTIONS: usize = 13;

/// The numbers of a record, and where its texts are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    pub source: Fingerprint,
    /// `date`, `updated`, `publish_at`, `expires`.
    pub dates: [Option<PublishDate>; 4],
    pub arena: u32,
    pub start: u32,
    /// Bytes of path, title, summary, slug, authors, section, tags, aliases, image, its
    /// alternative text, lang, id, further terms, corrections. Front matter is at most 64 KiB, a path at most 4 KiB.
    pub lens: [u16; TEXTS],
    pub words: u32,
    pub flags: Flags,
    /// The file's size and time when it was read.
    pub stat: Stat,
}

/// The yes and no of a record, see there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flags {
    pub draft: bool,
    pub withheld: bool,
    pub described: bool,
    pub is_all: bool,
}

impl Flags {
    fn of(article: &Article) -> Flags {
        let Article { draft, withheld, .. } = *article;
        let caption = article.image.as_ref().and_then(|image| image.caption.as_ref());
        let rest = (&article.rights, &article.print, &article.source, caption);
        let is_all = article.extra.is_empty() && rest == (&Rights::default(), &Print::default(), &None, None);
        Flags { draft, withheld, described: article.description.is_some(), is_all }
    }
}

impl Row {
    /// Appends the texts of a parsed article to `arena`, and makes its row. `further` are the keys of the
    /// taxonomies that the site adds.
    pub(super) fn new(
        arena: &mut String,
        path: &str,
        source: Fingerprint,
        article: &Article,
        (slug, summary): (&str, &str),
        further: &[String],
    ) -> Row {
        let start = arena.len() as u32;
        let mut lens = [0; TEXTS];
        let mut at = 0;
        let mut push = |arena: &mut String, texts: &mut dyn Iterator<Item = &str>| {
            let before = arena.len();
            for text in texts {
                if arena.len() > before {
                    arena.push(SEPARATOR);
                }
                arena.push_str(text);
            }
            lens[at] = u16::try_from(arena.len() - before).expect("`load::scan` refuses longer texts");
            at += 1;
        };
        let one = std::iter::once;
        push(arena, &mut one(path));
        push(arena, &mut one(article.title.as_str()));
        push(arena, &mut one(summary));
        push(arena, &mut one(slug));
        push(arena, &mut article.authors.iter().map(String::as_str));
        push(arena, &mut article.section.as_deref().into_iter());
        push(arena, &mut article.tags.iter().map(String::as_str));
        push(arena, &mut article.aliases.iter().map(String::as_str));
        push(arena, &mut article.image.iter().map(|image| image.url.as_str()));
        push(arena, &mut article.image.iter().map(|image| image.alt.as_str()));
        push(arena, &mut article.lang.as_deref().into_iter());
        push(arena, &mut article.id.iter().map(crate::model::Slug::as_str));
        let marked = marked(article, further);
        push(arena, &mut marked.iter().map(String::as_str));
        let corrections: Vec<String> = article.corrections.iter().map(packed).collect();
        push(arena, &mut corrections.iter().map(String::as_str));
        let dates = [article.date, article.updated, article.publish_at, article.expires];
        let words = crate::markdown::count_words(&article.body) as u32;
        Row { source, dates, arena: 0, start, lens, words, flags: Flags::of(article), stat: Stat::default() }
    }

    /// Bytes of all its texts.
    pub(super) fn len_bytes(&self) -> usize {
        self.lens.iter().map(|len| usize::from(*len)).sum()
    }
}

/// An article's series and its terms of taxonomies that the site adds, each after its taxonomy's mark.
fn marked(article: &Article, further: &[String]) -> Vec<String> {
    let series = article.series.iter().map(|name| (Taxonomy::SERIES, name.clone()));
    let further = further
        .iter()
        .zip(Taxonomy::FURTHER..)
        .flat_map(|(key, number)| article.names_under(key).into_iter().map(move |name| (Taxonomy(number), name)));
    series.chain(further).map(|(taxonomy, name)| format!("{}{name}", mark(taxonomy))).collect()
}

fn packed(correction: &crate::model::Correction) -> String {
    format!("{:x} {}", PublishDate::to_bits(correction.date), correction.text)
}

/// The records of a scan, in order of path.
///
/// A clone shares the texts and the rows.
#[derive(Debug, Clone, Default)]
pub struct Records {
    pub(super) arenas: Vec<Arc<String>>,
    pub(super) rows: Arc<Vec<Row>>,
}

impl Records {
    /// How many.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The record at a place in the order of paths.
    pub fn get(&self, index: usize) -> Record<'_> {
        let row = &self.rows[index];
        let mut rest = self.texts(index);
        let mut texts = [""; TEXTS];
        for (text, len) in texts.iter_mut().zip(row.lens) {
            (*text, rest) = rest.split_at(usize::from(len));
        }
        let [path, title, summary, slug, authors, section, tags, aliases, image, alt, lang, id, marked, corrections] =
            texts;
        let some = |text: &&str| !text.is_empty();
        let [date, updated, publish_at, expires] = row.dates;
        Record {
            path,
            source: row.source,
            title,
            summary,
            described: row.flags.described,
            slug,
            date,
            updated,
            authors: List(authors),
            section: Some(section).filter(some),
            tags: List(tags),
            aliases: List(aliases),
            words: row.words,
            draft: row.flags.draft,
            withheld: row.flags.withheld,
            publish_at,
            expires,
            image: Some((image, alt)).filter(|(url, _)| some(url)),
            lang: Some(lang).filter(some),
            id: Some(id).filter(some),
            is_all: row.flags.is_all,
            marked: List(marked),
            corrections: List(corrections),
        }
    }

    /// Below `content/`.
    pub(super) fn path(&self, index: usize) -> &str {
        &self.texts(index)[..usize::from(self.rows[index].lens[0])]
    }

    /// Whether an article is a draft, whether it is withheld, and its `date`, `publish_at` and `expires`, without a
    /// look at its texts.
    pub fn gates(&self, index: usize) -> (bool, bool, [Option<PublishDate>; 3]) {
        let Row { flags, dates: [date, _, publish_at, expires], .. } = self.rows[index];
        (flags.draft, flags.withheld, [date, publish_at, expires])
    }

    /// Whether an article has former addresses, without a look at its texts.
    pub fn has_aliases(&self, index: usize) -> bool {
        self.rows[index].lens[ALIASES] > 0
    }

    /// Whether anything of an article was corrected, without a look at its texts.
    pub fn has_corrections(&self, index: usize) -> bool {
        self.rows[index].lens[CORRECTIONS] > 0
    }

    /// What most addresses are made of: the date and slug of the article at a place.
    pub fn date_and_slug(&self, index: usize) -> (Option<PublishDate>, &str) {
        let row = &self.rows[index];
        let before: usize = row.lens[..SLUG].iter().map(|len| usize::from(*len)).sum();
        (row.dates[0], &self.texts(index)[before..][..usize::from(row.lens[SLUG])])
    }

    /// Whether a row's texts are whole within its arena: for rows read from a file.
    pub(super) fn is_whole(&self, index: usize) -> bool {
        let row = &self.rows[index];
        let mut end = row.start as usize;
        row.lens.iter().all(|len| {
            end += usize::from(*len);
            self.arenas[row.arena as usize].is_char_boundary(end)
        })
    }

    /// All texts of a record in one.
    pub(super) fn texts(&self, index: usize) -> &str {
        let row = &self.rows[index];
        &self.arenas[row.arena as usize][row.start as usize..][..row.len_bytes()]
    }
}
