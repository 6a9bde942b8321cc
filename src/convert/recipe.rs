//! A recipe for a source, put to use: what it gives, and what it knows of lines and dates.

use super::block::Block;
use super::byline;
use super::date::Stamp;
use super::extract::{Draft, Field, Trust};
use super::given::{Given, Said};
use super::label::{Label, Reason};
use super::report;
use crate::config::Recipe;
use crate::model::{PublishDate, Zone};

/// The first recipe that is for an input.
pub fn find<'a>(recipes: &'a [Recipe], input: &str, host: Option<&str>) -> Option<&'a Recipe> {
    recipes.iter().find(|recipe| recipe.is_for(input, host))
}

/// The fields that it sets. They win over the text's, not over what comes with one document.
pub fn given(recipe: &Recipe) -> Given {
    let from = format!("recipe {}", recipe.name);
    let said = |value: &String| Said { value: value.clone(), from: from.clone() };
    Given {
        authors: (!recipe.authors.is_empty()).then(|| Said { value: recipe.authors.clone(), from: from.clone() }),
        section: recipe.section.as_ref().map(said),
        lang: recipe.lang.as_ref().map(said),
        more_tags: recipe.tags.clone(),
        ..Given::default()
    }
}

/// The line that names authors in the form of the source: it is no part of the body.
pub fn byline(recipe: &Recipe, blocks: &[Block], labels: &mut [Label]) -> Option<(usize, Vec<String>)> {
    const LONGEST: usize = 200;
    let form = recipe.author_form.as_ref()?;
    let found = blocks.iter().enumerate().find_map(|(at, block)| {
        let names = form.names(&block.text).filter(|_| block.text.chars().count() <= LONGEST)?;
        let names = byline::names(names).unwrap_or_else(|| vec![names.to_owned()]);
        (labels[at] != Label::Title).then_some((at, names))
    })?;
    labels[found.0] = Label::Dropped(Reason::RepeatedField);
    Some(found)
}

/// Takes the names of that line.
pub fn set_authors(recipe: &Recipe, blocks: &[Block], found: (usize, Vec<String>), draft: &mut Draft) {
    let lines: Vec<usize> = report::fields(draft).iter().map(|f| f.line).collect();
    draft.set_authors(&blocks[found.0], found.1);
    let from = format!("recipe {}", recipe.name);
    draft.trust.insert("authors", Trust { from, confidence: 0.98 });
    draft.release(blocks, &lines, Reason::RepeatedField);
}

/// Gives times that name no zone that of the source.
pub fn set_zone(zone: Zone, draft: &mut Draft) {
    let zoned = |field: &mut Option<Field<Stamp>>| {
        if let Some(field) = field
            && field.value.as_str().len() == "2012-04-15T09:30:00".len()
            && let Some(date) = PublishDate::parse(field.value.as_str(), zone)
            && let Some(stamp) = Stamp::parse(&date.to_rfc3339())
        {
            field.value = stamp;
        }
    };
    zoned(&mut draft.date);
    zoned(&mut draft.updated);
}
