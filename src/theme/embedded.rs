//! The themes in the program.

/// A theme's files below `themes/NAME/`; a test holds these lists against the folders.
macro_rules! theme_files {
    ($theme:literal: $($path:literal)*) => {
        &[$(($path, include_bytes!(concat!("../../themes/", $theme, "/", $path)).as_slice())),*]
    };
}

type Files = &'static [(&'static str, &'static [u8])];

const DEFAULT: Files = theme_files! { "default":
    "static/site.js"
    "static/style.css"
    "strings/ar.toml"
    "strings/cs.toml"
    "strings/da.toml"
    "strings/de.toml"
    "strings/el.toml"
    "strings/en.toml"
    "strings/es.toml"
    "strings/fa.toml"
    "strings/fi.toml"
    "strings/fr.toml"
    "strings/he.toml"
    "strings/hi.toml"
    "strings/hu.toml"
    "strings/id.toml"
    "strings/it.toml"
    "strings/ja.toml"
    "strings/ko.toml"
    "strings/nb.toml"
    "strings/nl.toml"
    "strings/pl.toml"
    "strings/pt.toml"
    "strings/ro.toml"
    "strings/ru.toml"
    "strings/sk.toml"
    "strings/sv.toml"
    "strings/tr.toml"
    "strings/uk.toml"
    "strings/vi.toml"
    "strings/zh-Hant.toml"
    "strings/zh.toml"
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
    "templates/page.html"
    "templates/partials/around.html"
    "templates/partials/authors.html"
    "templates/partials/calendar.html"
    "templates/partials/card.html"
    "templates/partials/heat.html"
    "templates/partials/link.html"
    "templates/partials/number.html"
    "templates/partials/pages.html"
    "templates/partials/share.html"
    "templates/partials/source.html"
    "templates/partials/term.html"
    "templates/redirect.html"
    "templates/shared/brand.html"
    "templates/shared/footer.html"
    "templates/shared/head.html"
    "templates/shared/nav.html"
    "templates/shared/script.html"
    "templates/shared/weekdays.html"
    "templates/term.html"
    "templates/terms.html"
    "templates/this-day.html"
    "templates/undated.html"
    "templates/year.html"
    "theme.toml"
};

const WIRE: Files = theme_files! { "wire":
    "static/style.css"
    "strings/en.toml"
    "templates/components/row.html"
    "templates/home.html"
    "templates/partials/card.html"
    "theme.toml"
};

/// How messages call a file of a theme that is in the program, before the name of the theme.
pub(super) const SHOWN: &str = "(built-in theme ";

/// The names of the themes in the program.
pub const NAMES: [&str; 2] = ["default", "wire"];

/// All files of a theme of [`NAMES`], named relative to its folder; none of another.
pub fn files(theme: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let files: Files = match theme {
        "default" => DEFAULT,
        "wire" => WIRE,
        _ => &[],
    };
    files.iter().copied()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_file_of_the_themes_is_embedded() {
        for theme in super::NAMES {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes").join(theme);
            let there: Vec<String> =
                crate::fs::files_below(&folder).unwrap().into_iter().map(|(name, _)| name).collect();
            let listed: Vec<&str> = super::files(theme).map(|(path, _)| path).collect();
            assert_eq!(listed, there);
        }
    }
}
