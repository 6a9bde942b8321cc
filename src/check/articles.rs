//! Articles side by side: told twice, without a date, without a description; names that may be one.

use std::collections::{BTreeMap, HashMap};

use crate::diag::{Diagnostic, Place, Problem};
use crate::model::{ArticleId, Slug, Taxonomy, TermId};
use crate::plan::Inputs;
use crate::tags::Catalog;
use crate::tags::doctor::{self, Use};

pub(super) fn check(inputs: Inputs, catalog: &Catalog, found: &mut Vec<Diagnostic>) {
    let Inputs { config, site, .. } = inputs;
    let content = config.content_dir();
    let file = |id: ArticleId| content.join(site.record(id).path).display().to_string();
    let mut told: HashMap<(Slug, i32), ArticleId> = HashMap::new();
    for id in site.ids() {
        let record = site.record(id);
        let mut complain = |problem| found.push(Diagnostic::new(problem, Place::file(file(id))));
        if record.date.is_none() {
            complain(Problem::Undated);
        }
        if record.summary.is_empty() {
            complain(Problem::NothingToShow);
        }
        let has_term = record.section.is_some() || record.further_terms().next().is_some();
        if !has_term && record.tags.is_empty() && record.authors.is_empty() {
            complain(Problem::Orphan);
        }
        let day = record.date.map_or(0, |date| date.day_number());
        let first = *told.entry((Slug::from_name(record.title), day)).or_insert(id);
        if first != id {
            complain(Problem::ToldTwice { by: file(first) });
        }
    }
    for (taxonomy, what) in [(Taxonomy::TAGS, "tags"), (Taxonomy::AUTHORS, "authors")] {
        let names: BTreeMap<String, Use> = site
            .terms()
            .of(taxonomy)
            .map(TermId)
            .map(|term| {
                let articles = site.articles_of(term).len();
                (site.terms().get(term).name.to_string(), Use { articles, ..Use::default() })
            })
            .collect();
        for (less, more, why) in doctor::near(&names, catalog) {
            let (name, other) = (less, more);
            found.push(Diagnostic::new(Problem::NearNames { what, name, other, why }, Place::default()));
        }
    }
}
