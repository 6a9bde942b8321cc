//! The arguments of `newsgen convert`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::{JobsArg, OUTPUT, SITE};

/// Headings under which flags stand in `--help`.
const GIVEN: &str = "What is known of the inputs";
const WRITTEN: &str = "What is written";

const EXAMPLES: &str = "Examples:
  newsgen convert raw/                             all that is below raw/ and can be read
  newsgen convert export.zip dump.jsonl.gz         members of archives, lines of JSON
  newsgen convert crawl.warc.gz articles.csv       the pages of a crawl, the rows of a table
  newsgen convert blog.xml feed.atom nexis.txt     exports of blogs and databases
  newsgen convert raw/ --report report.json        say of every line what became of it
  newsgen convert raw/ --doubtful drafts           hold back what is in doubt
  newsgen convert --explain raw/story.txt          show what is taken from each line, and why
  newsgen convert raw/ --tags 5                    suggest fewer tags; off for none
  newsgen convert --suggest-recipe raw/courier     what site.toml could say of a source
  my-scraper | newsgen convert - --stdin-format jsonl";

/// The arguments of `newsgen convert`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ConvertArgs {
    /// Texts, saved pages, documents (.docx, .odt, .rtf), archives (.zip, .tar.gz), crawls (.warc, .wacz), .json, .jsonl and .csv files, exports and feeds (.xml), folders of them, patterns in quotes, or - for standard input
    #[arg(required_unless_present = "explain", value_name = "RAW")]
    pub raw: Vec<String>,
    /// The folder to write to
    #[arg(long, default_value = "content", value_name = "DIR", help_heading = WRITTEN)]
    pub out: PathBuf,
    /// Publication date of all inputs: 2025-01-31 or 2025-01-31T09:30:00+01:00
    #[arg(long, value_name = "DATE", help_heading = GIVEN)]
    pub date: Option<String>,
    /// Author of all inputs; may be given several times
    #[arg(long = "author", value_name = "NAME", value_parser = some_text, help_heading = GIVEN)]
    pub authors: Vec<String>,
    /// Section of all inputs
    #[arg(long, value_name = "NAME", value_parser = some_text, help_heading = GIVEN)]
    pub section: Option<String>,
    /// A tag for all inputs, besides the text's own; may be given several times
    #[arg(long = "tag", value_name = "TAG", value_parser = some_text, help_heading = GIVEN)]
    pub tags: Vec<String>,
    /// Suggest at most so many tags for articles that have none, or `off`
    #[arg(long = "tags", value_name = "N|off", default_value = "8", value_parser = tags_most, help_heading = GIVEN)]
    pub suggest_tags: TagsArg,
    /// The address that the text was copied from
    #[arg(long, value_name = "URL", value_parser = address, help_heading = GIVEN)]
    pub source_url: Option<String>,
    /// Overwrite files that a person wrote or edited
    #[arg(long, help_heading = WRITTEN)]
    pub force: bool,
    /// Say what would be written, and write nothing
    #[arg(long, help_heading = WRITTEN)]
    pub dry_run: bool,
    /// Name files by headline (YYYY/MM/slug.md) or as the source is named
    #[arg(long, value_enum, default_value_t = NamesArg::Slug, value_name = "HOW", help_heading = WRITTEN)]
    pub names: NamesArg,
    /// Where articles go whose headline, day or body is in doubt: with the others, or below drafts/ with `draft: true`
    #[arg(long, value_enum, default_value_t = DoubtfulArg::Publish, value_name = "WHERE", help_heading = WRITTEN)]
    pub doubtful: DoubtfulArg,
    /// What standard input holds [default: auto: what it begins with]
    #[arg(long, value_enum, default_value_t = StdinArg::Auto, value_name = "FORMAT", hide_default_value = true)]
    pub stdin_format: StdinArg,
    /// Write a report in JSON; - for standard output
    #[arg(long, value_name = "FILE", help_heading = OUTPUT)]
    pub report: Option<PathBuf>,
    /// Show what becomes of each line of one input, and write nothing
    #[arg(long, value_name = "INPUT", conflicts_with_all = ["report", "force"], help_heading = OUTPUT)]
    pub explain: Option<String>,
    /// Write nothing, and print recipes that the inputs suggest, to paste into site.toml
    #[arg(long, conflicts_with_all = ["report", "force", "explain"], help_heading = OUTPUT)]
    pub suggest_recipe: bool,
    /// The site.toml with the address of the site and recipes for sources [default: site.toml, if there is one]
    #[arg(long, value_name = "FILE", env = "NEWSGEN_CONFIG", hide_env_values = true, help_heading = SITE)]
    pub config: Option<PathBuf>,
    /// Do not look for lines that recur in the files of a source before converting
    #[arg(long)]
    pub no_learning: bool,
    /// A table of weights instead of the built-in one, to measure it
    #[arg(long, value_name = "FILE", hide = true)]
    pub weights: Option<PathBuf>,
    #[command(flatten)]
    pub jobs: JobsArg,
    /// Say only what is wrong
    #[arg(short, long, conflicts_with = "verbose", help_heading = OUTPUT)]
    pub quiet: bool,
    /// Say for every input what was read and what was dropped
    #[arg(short, long, help_heading = OUTPUT)]
    pub verbose: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// How many tags are suggested, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagsArg(pub Option<usize>);

fn some_text(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err("there is nothing in it".into()) } else { Ok(text.to_owned()) }
}

fn address(text: &str) -> Result<String, String> {
    let is_whole = ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme) && text.len() > scheme.len());
    if is_whole { Ok(text.to_owned()) } else { Err("write a whole address: `https://example.org/story`".into()) }
}

fn tags_most(text: &str) -> Result<TagsArg, String> {
    match text {
        "off" => Ok(TagsArg(None)),
        _ => match text.parse() {
            Ok(most @ 1..=50) => Ok(TagsArg(Some(most))),
            _ => Err("give a number from 1 to 50, or `off`".into()),
        },
    }
}

/// How content files are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NamesArg {
    /// YYYY/MM/slug.md
    Slug,
    /// As the source
    Source,
}

/// Where doubtful articles go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DoubtfulArg {
    /// With the others
    Publish,
    /// Below drafts/, with `draft: true`
    Drafts,
}

/// What standard input holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StdinArg {
    /// JSON, an export, a feed or a text of a database, as it begins with, otherwise one document
    Auto,
    /// One text or page
    Document,
    /// A JSON object on each line
    Jsonl,
}
