//! What other pages show of an article, as one fingerprint each: the firewall between an edit of its body and
//! the rest of the site.

use super::Inputs;
use crate::model::{ArticleId, Fingerprint, Hasher, PublishDate, Taxonomy};
use crate::site::Site;

/// The cards of all articles. Each enters some twenty pages.
pub(super) struct Cards<'a> {
    pub inputs: Inputs<'a>,
    cards: Vec<Fingerprint>,
}

impl<'a> Cards<'a> {
    /// Those of a site.
    pub fn of(inputs: Inputs<'a>, jobs: usize) -> Cards<'a> {
        let mut cards = vec![Fingerprint::default(); inputs.site.len()];
        let filled = crate::parallel::fill(
            jobs,
            &mut cards,
            || (),
            |(), at, card| {
                *card = fingerprint(inputs.site, ArticleId(at as u32));
                Ok::<_, std::convert::Infallible>(())
            },
        );
        filled.unwrap_or_else(|never| match never {});
        Cards { inputs, cards }
    }

    /// That of an article.
    pub fn card(&self, id: ArticleId) -> Fingerprint {
        self.cards[id.0 as usize]
    }
}

fn fingerprint(site: &Site, id: ArticleId) -> Fingerprint {
    let record = site.record(id);
    let mut hasher = Hasher::new("card");
    hasher.str(record.title).str(record.summary);
    if site.permalink_is_plain() {
        hasher.str(record.slug);
    } else {
        hasher.str(&site.address_of(&record));
    }
    hasher.str(record.section.unwrap_or("")).str(record.lang.unwrap_or(""));
    let mut date = |date: Option<PublishDate>| match date {
        Some(date) => date.add_to(&mut hasher),
        None => {
            hasher.u64(u64::MAX);
        }
    };
    date(record.date);
    date(record.updated);
    hasher.u64(record.authors.iter().count() as u64);
    record.authors.iter().for_each(|name| {
        hasher.str(name);
    });
    let (image, alt) = record.image.unwrap_or(("", ""));
    hasher.str(image).str(alt);
    for (taxonomy, name) in record.authors.iter().map(|name| (Taxonomy::AUTHORS, name)) {
        add_naming(site, taxonomy, name, &mut hasher);
    }
    record.section.iter().for_each(|name| add_naming(site, Taxonomy::SECTIONS, name, &mut hasher));
    hasher.finish()
}

/// Adds what settings make of a name that is in an article's file: another name, or no page of its own.
pub(super) fn add_naming(site: &Site, taxonomy: Taxonomy, name: &str, hasher: &mut Hasher) {
    let listed = site.naming().name_of(taxonomy, name);
    if listed != name {
        hasher.str(name).str(listed);
    }
    if !site.all_have_pages(taxonomy) {
        hasher.u64(u64::from(site.page_of(taxonomy, listed).is_some()));
    }
}
