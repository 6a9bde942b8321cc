//! The default theme, in the program.

/// The theme's files below `themes/default/`; a test holds this list against the folder.
macro_rules! theme_files {
    ($($path:literal)*) => {
        &[$(($path, include_bytes!(concat!("../../themes/default/", $path)).as_slice())),*]
    };
}

const FILES: &[(&str, &[u8])] = theme_files! {
    "static/site.js"
    "static/style.css"
    "templates/404.html"
    "templates/archive.html"
    "templates/article.html"
    "templates/base.html"
    "templates/card.html"
    "templates/corrections.html"
    "templates/day.html"
    "templates/home.html"
    "templates/month.html"
    "templates/on-this-day.html"
    "templates/partials/around.html"
    "templates/partials/authors.html"
    "templates/partials/calendar.html"
    "templates/partials/card.html"
    "templates/partials/heat.html"
    "templates/partials/link.html"
    "templates/partials/number.html"
    "templates/partials/pages.html"
    "templates/partials/source.html"
    "templates/redirect.html"
    "templates/shared/footer.html"
    "templates/shared/head.html"
    "templates/shared/nav.html"
    "templates/term.html"
    "templates/terms.html"
    "templates/this-day.html"
    "templates/undated.html"
    "templates/year.html"
    "theme.toml"
};

/// The files below a folder of the theme, named relative to it.
pub fn files(folder: &'static str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(folder)?, *bytes)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_file_of_the_default_theme_is_embedded() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let there: Vec<String> = crate::fs::files_below(&folder).unwrap().into_iter().map(|(name, _)| name).collect();
        let listed: Vec<&str> = super::FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, there);
    }
}
