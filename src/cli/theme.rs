//! `newsgen theme`: begin a theme, list themes and their options, take a file of one to change it.

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::messages::{print, say};
use super::{ConfigArg, FormatArg};
use crate::config::{Config, Overrides};
use crate::diag::nearest;
use crate::error::{Error, Result};
use crate::model::Slug;
use crate::theme::{Declared, Description, Found, Layer, names, shown};

#[derive(Args)]
#[command(after_help = "Examples:
  newsgen theme list                 which themes there are, and the options of the site's
  newsgen theme eject article.html   copy a template to templates/, to change it
  newsgen theme new harbour          begin a theme in themes/harbour")]
pub struct ThemeArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Begin a theme in themes/NAME, which looks like the default theme until it is changed
    New {
        /// Its folder below themes/
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        config: ConfigArg,
    },
    /// List the themes that the site can use, and the options of the one that it uses
    List {
        #[command(flatten)]
        config: ConfigArg,
        #[command(flatten)]
        format: FormatArg,
    },
    /// Copy a file of the site's theme to the site, where it replaces the theme's
    Eject {
        /// Such as `article.html` or `style.css`; without it, all files are listed
        #[arg(value_name = "FILE")]
        file: Option<String>,
        #[command(flatten)]
        config: ConfigArg,
    },
}

pub fn run(args: &ThemeArgs) -> Result<ExitCode> {
    let read = |config: &ConfigArg| config.read(&Overrides::default());
    match &args.command {
        Command::New { name, config } => new(&read(config)?, name)?,
        Command::List { config, format } => list(&read(config)?, *format)?,
        Command::Eject { file: Some(file), config } => eject(&read(config)?, file)?,
        Command::Eject { file: None, config } => {
            let files = files(&read(config)?)?;
            let names: Vec<String> = files.iter().map(|(folder, found)| format!("{folder}/{}", found.name)).collect();
            print(&names.join("\n"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn new(config: &Config, name: &str) -> Result<()> {
    if Slug::from_name(name).as_str() != name {
        return Err(Error::Usage {
            message: format!("a theme cannot be called `{name}`"),
            hint: "use small letters, digits and `-`: `newsgen theme new my-theme`".into(),
        });
    }
    if names(config).iter().any(|known| known == name) {
        return Err(Error::Usage {
            message: format!("there is a theme `{name}` already"),
            hint: format!("give it another name, or use that one: `theme = \"{name}\"` in site.toml"),
        });
    }
    for (path, text) in START {
        let path = config.path("themes").join(name).join(path);
        write(&path, text.replace("NAME", name).as_bytes())?;
    }
    say(&format!("Next: set `theme = \"{name}\"` in site.toml, run newsgen serve, and change the files"));
    Ok(())
}

fn list(config: &Config, format: FormatArg) -> Result<()> {
    let mut themes = Vec::new();
    for name in names(config) {
        let description = Description::read(&Layer::named(config, &name)?, &name)?;
        themes.push((name, description.description));
    }
    let used = Description::read(&Layer::of_theme(config)?, &config.theme)?;
    let options = used.with_options_of(Description::read(&Layer::Embedded("default"), "default")?);
    let value = |option: &Declared| {
        let given = config.theme_options.iter().find(|given| given.key == option.name);
        shown(given.map_or(&option.default, |given| &given.value))
    };
    if format.is_json() {
        let themes = themes.iter().map(
            |(name, description)| json!({ "name": name, "description": description, "used": *name == config.theme }),
        );
        let options = options.iter().map(|option| {
            json!({
                "name": option.name,
                "value": value(option),
                "default": shown(&option.default),
                "description": option.description,
                "expected": option.kind.expected(),
            })
        });
        let all = json!({ "themes": themes.collect::<Vec<_>>(), "options": options.collect::<Vec<_>>() });
        return print(&format!("{all:#}"));
    }
    let mut text = String::new();
    for (name, description) in themes {
        let mark = if name == config.theme { '*' } else { ' ' };
        text.push_str(&format!("{mark} {name:<12} {description}\n"));
    }
    text.push_str(&format!("\nOptions of `{}`, set in site.toml under [theme_options]:\n\n", config.theme));
    for option in options {
        text.push_str(&format!("  {} = {}\n", option.name, value(&option)));
        text.push_str(&format!("      {} ({})\n", option.description, option.kind.expected()));
    }
    print(text.trim_end())
}

fn eject(config: &Config, file: &str) -> Result<()> {
    let files = files(config)?;
    let found = files.iter().find(|(folder, found)| found.name == file || format!("{folder}/{}", found.name) == file);
    let Some((folder, found)) = found else {
        let near = nearest(file, files.iter().map(|(_, found)| found.name.as_str()));
        return Err(Error::Usage {
            message: format!("theme `{}` has no file `{file}`", config.theme),
            hint: match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`newsgen theme eject` lists its files".into(),
            },
        });
    };
    let path = config.path(folder).join(&found.name);
    if path.exists() {
        return Err(Error::Usage {
            message: format!("there is a file already: `{}`", path.display()),
            hint: "edit that one, or delete it first".into(),
        });
    }
    write(&path, &found.content.read()?)
}

/// What the theme and the default theme have: the theme's file where both have it.
fn files(config: &Config) -> Result<Vec<(&'static str, Found)>> {
    let theme = Layer::of_theme(config)?;
    let mut files = Vec::new();
    for folder in ["static", "templates"] {
        let mut found = theme.files(folder)?;
        let more = Layer::Embedded("default").files(folder)?;
        found.extend(more.into_iter().filter(|file| found.iter().all(|own| own.name != file.name)).collect::<Vec<_>>());
        found.sort_by(|a, b| a.name.cmp(&b.name));
        files.extend(found.into_iter().map(|file| (folder, file)));
    }
    Ok(files)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    crate::fs::write_atomic(path, |out| out.write_all(bytes))?;
    say(&format!("wrote {}", path.display()));
    Ok(())
}

const START: [(&str, &str); 3] = [
    (
        "theme.toml",
        r##"name = "NAME"
description = "One sentence about it, for `newsgen theme list`."
min_newsgen = "0.1.0"

# What sites can set under [theme_options]; templates and style sheets see it as `options.heading`.
# The options of the default theme are there too.
[options.heading]
type = "colour"
default = "#1c4e63"
description = "Colour of headlines."
"##,
    ),
    (
        "templates/base.html",
        r#"{# The frame of every page. What this theme does not have, it takes from the default theme. #}
{% extends "default/base.html" %}
{% block head %}
{{ super() }}
<link rel="stylesheet" href="{{ assets["theme.css"] }}">
{% endblock head %}
"#,
    ),
    (
        "static/theme.css",
        r#"/* After the default theme's style.css. To begin from nothing, put your own style.css beside this file. */
h1, h2, h3 { color: {{ options.heading }} }
"#,
    ),
];
