//! "Did you mean".

/// The candidate nearest to a misspelt word, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(&lower, &c.to_lowercase()), c))
        .filter(|(distance, c)| *distance <= (c.chars().count().max(word.chars().count()) / 3).max(1))
        .min_by_key(|(distance, c)| (*distance, *c))
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let keys = ["title", "date", "description", "authors"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("autors", keys), Some("authors"));
        assert_eq!(nearest("Title", keys), Some("title"));
        assert_eq!(nearest("kicker", keys), None);
    }
}
