//! The sources as they were last read, and what to read again when some of them change.
//!
//! Each part stays as it was last good while it cannot be read, so that the rest can still be edited:
//!
//! 1. Settings, theme, names of terms, profiles and pages are read again where their files changed: they are few.
//! 2. Of the articles only those that changed are read; the records of the others are in memory.
//! 3. Where only texts changed that pages show, the index is as it was; else it is made anew.
//! 4. Where the index or the files of `static/` changed, so are the addresses.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::headers::Rules;
use super::snapshot::{Addresses, Snapshot, Styles};
use super::trouble::{Trouble, Troubles};
use super::watch::Changed;
use crate::config::{BaseUrl, Config};
use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use crate::load::{Editorial, Files, Records};
use crate::model::Fingerprint;
use crate::plan::Inputs;
use crate::site::{Gates, Naming, Site};
use crate::theme::Theme;

/// Reads the settings; called again after each change of them.
pub type Load = Box<dyn Fn() -> Result<Config> + Send>;

/// What may be shown, as of now.
pub type Now = Box<dyn Fn() -> Gates + Send>;

/// The sources, read.
pub struct Sources {
    load: Load,
    now: Now,
    jobs: usize,
    /// `http://127.0.0.1:4000`
    origin: String,
    config: Arc<Config>,
    theme: Arc<Theme>,
    naming: Naming,
    editorial: Editorial,
    gates: Gates,
    site: Arc<Site>,
    /// The settings that its records were made with.
    made_with: Fingerprint,
    addresses: Arc<Addresses>,
    styles: Arc<Styles>,
    /// What is wrong with articles, by file, and with profiles and pages.
    of_articles: Vec<Diagnostic>,
    of_editorial: Vec<Diagnostic>,
    of_theme: Vec<Diagnostic>,
    failures: Failures,
    /// How long it took to look at all articles.
    pub listing_took: Duration,
}

/// Why parts are still as they were last good.
#[derive(Default)]
struct Failures {
    settings: Option<Error>,
    theme: Option<Error>,
    naming: Option<Error>,
    editorial: Option<Error>,
    articles: Option<Error>,
}

/// What has to be made anew.
#[derive(Default)]
struct Stale {
    index: bool,
    addresses: bool,
    /// Something that pages or messages show.
    shown: bool,
    /// Mistakes that were not there before.
    mistakes: Vec<Diagnostic>,
}

/// A site's settings with the server's own address instead of where it will be read: its path stays, since
/// links that lack it would lead nowhere later.
fn at_origin(mut config: Config, origin: &str) -> Config {
    let address = format!("{origin}{}", config.base_url.path());
    config.base_url = BaseUrl::parse(&address).expect("the server's own address is valid");
    config
}

impl Sources {
    /// Reads all of them.
    pub fn read(config: Config, load: Load, now: Now, jobs: usize, origin: String) -> Result<Sources> {
        let config = at_origin(config, &origin);
        let theme = Theme::load(&config)?;
        let naming = Naming::of(&config, &crate::load::catalog(&config.root)?);
        let of_theme = crate::render::template_warnings(&theme);
        let mut of_editorial = Vec::new();
        let editorial = Editorial::read(&config, &mut of_editorial)?;
        let started = Instant::now();
        let files = Files::list(&config.content_dir(), jobs)?;
        let listing_took = started.elapsed();
        let scan = files.scan(Some(&config.state_dir().join("cache")), &config, jobs, &|_, _| {})?;
        let gates = now();
        let site = Site::new(scan.records, &gates, &config, naming.clone(), editorial.clone());
        let addresses = Addresses::of(Inputs { config: &config, theme: &theme, site: &site }, jobs);
        let styles = Styles::of(&theme, &config);
        let made_with = Records::settings(&config);
        Ok(Sources {
            load,
            now,
            jobs,
            origin,
            config: config.into(),
            theme: theme.into(),
            naming,
            editorial,
            gates,
            site: site.into(),
            made_with,
            addresses: addresses.into(),
            styles: styles.into(),
            of_articles: scan.diagnostics,
            of_editorial,
            of_theme,
            failures: Failures::default(),
            listing_took,
        })
    }

    /// Reads again what changed. `None` if nothing is different now, else the mistakes that are new.
    pub fn update(&mut self, changed: &Changed) -> Option<Vec<Diagnostic>> {
        let mut stale = Stale::default();
        let mut changed = changed.clone();
        // A build begins at its own moment, so the preview goes on with the clock.
        let gates = (self.now)();
        let now = gates.as_of.timestamp();
        stale.index |= !(self.site.valid.0 <= now && now < self.site.valid.1);
        self.gates = gates;
        let before = self.failures.all();
        if changed.settings {
            self.settings(&mut stale, &mut changed);
        }
        if changed.theme {
            self.theme(&mut stale);
        }
        if changed.editorial {
            self.editorial_again(&mut stale);
        }
        let records = self.articles_again(&changed, &mut stale);
        if stale.index {
            let records = records.unwrap_or_else(|| self.site.records().clone());
            let (naming, editorial) = (self.naming.clone(), self.editorial.clone());
            let site = Site::new(records, &self.gates, &self.config, naming, editorial);
            stale.mistakes.extend(new(&site.diagnostics, &self.site.diagnostics));
            self.site = site.into();
        }
        if stale.index || stale.addresses {
            let inputs = Inputs { config: &self.config, theme: &self.theme, site: &self.site };
            let addresses = Addresses::of(inputs, self.jobs);
            stale.mistakes.extend(new(&addresses.plan.diagnostics, &self.addresses.plan.diagnostics));
            self.addresses = addresses.into();
        }
        let different = stale.index || stale.addresses || stale.shown || self.failures.all() != before;
        different.then_some(stale.mistakes)
    }

    /// For how long the same articles are held back.
    pub fn due(&self) -> Duration {
        let now = (self.now)().as_of.timestamp();
        Duration::from_secs(self.site.valid.1.saturating_sub(now).clamp(1, 86_400) as u64)
    }

    fn settings(&mut self, stale: &mut Stale, changed: &mut Changed) {
        match (self.load)() {
            Ok(config) => {
                self.failures.settings = None;
                let config = at_origin(config, &self.origin);
                if format!("{config:?}") != format!("{:?}", self.config) {
                    self.config = config.into();
                    (changed.theme, changed.editorial, stale.index) = (true, true, true);
                }
            }
            Err(error) => self.failures.settings = Some(error),
        }
        match crate::load::catalog(&self.config.root) {
            Ok(catalog) => {
                self.failures.naming = None;
                let naming = Naming::of(&self.config, &catalog);
                stale.index |= naming != self.naming;
                self.naming = naming;
            }
            Err(error) => self.failures.naming = Some(error),
        }
    }

    fn theme(&mut self, stale: &mut Stale) {
        match Theme::load(&self.config) {
            Ok(theme) => {
                self.failures.theme = None;
                stale.addresses |= theme.assets() != self.theme.assets();
                stale.shown |= theme.fingerprint() != self.theme.fingerprint();
                let found = crate::render::template_warnings(&theme);
                stale.shown |= found != self.of_theme;
                stale.mistakes.extend(new(&found, &self.of_theme));
                self.of_theme = found;
                self.styles = Styles::of(&theme, &self.config).into();
                self.theme = theme.into();
            }
            Err(error) => self.failures.theme = Some(error),
        }
    }

    fn editorial_again(&mut self, stale: &mut Stale) {
        let mut found = Vec::new();
        match Editorial::read(&self.config, &mut found) {
            Ok(editorial) => {
                self.failures.editorial = None;
                stale.index |= editorial != self.editorial;
                stale.shown |= found != self.of_editorial;
                stale.mistakes.extend(new(&found, &self.of_editorial));
                (self.editorial, self.of_editorial) = (editorial, found);
            }
            Err(error) => self.failures.editorial = Some(error),
        }
    }

    /// Reads articles again. Returns their records where the index has to be made of them.
    fn articles_again(&mut self, changed: &Changed, stale: &mut Stale) -> Option<Records> {
        let known = self.site.records();
        let names: Vec<String> = changed.names.iter().cloned().collect();
        // Other settings may make other records of the same files.
        let others = Records::settings(&self.config) != self.made_with;
        let unread = self.failures.articles.is_some() && !names.is_empty();
        if changed.content || others || unread || names.iter().any(|name| known.has_below(name)) {
            return self.all_articles(stale);
        }
        if names.is_empty() {
            return None;
        }
        let again = known.again(&self.config, &names);
        let shown = |name: &String| self.config.content_dir().join(name).display().to_string();
        let read: Vec<String> = names.iter().map(shown).collect();
        let (old, kept): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.of_articles).into_iter().partition(|d| read.contains(&d.place.file));
        stale.shown |= old != again.diagnostics;
        stale.mistakes.extend(new(&again.diagnostics, &old));
        self.of_articles = kept;
        self.of_articles.extend(again.diagnostics);
        match again.changed {
            Some(changed) if changed.is_empty() => None,
            Some(changed) if !stale.index && self.revise(&again.records, &changed) => {
                stale.shown = true;
                None
            }
            _ => {
                stale.index = true;
                Some(again.records)
            }
        }
    }

    /// Takes records whose index is the same.
    fn revise(&mut self, records: &Records, changed: &[usize]) -> bool {
        let Some(site) = self.site.revised(records.clone(), changed) else { return false };
        self.site = site.into();
        true
    }

    fn all_articles(&mut self, stale: &mut Stale) -> Option<Records> {
        let made_with = Records::settings(&self.config);
        let known = if made_with == self.made_with { self.site.records().clone() } else { Records::default() };
        let started = Instant::now();
        let files = Files::list(&self.config.content_dir(), self.jobs);
        self.listing_took = started.elapsed();
        match files.and_then(|files| files.scan_from(known, &self.config, self.jobs, &|_, _| {})) {
            Ok(scan) => {
                self.failures.articles = None;
                let same = made_with == self.made_with && scan.records.same_files(self.site.records());
                self.made_with = made_with;
                stale.shown |= scan.diagnostics != self.of_articles;
                stale.mistakes.extend(new(&scan.diagnostics, &self.of_articles));
                self.of_articles = scan.diagnostics;
                stale.index |= !same;
                if same && scan.parsed > 0 {
                    // With times that are sure by now, so that the same files are not read the next time.
                    self.revise(&scan.records, &[]);
                }
                Some(scan.records)
            }
            Err(error) => {
                self.failures.articles = Some(error);
                None
            }
        }
    }

    /// All that is wrong, as far as it is the user's mistake.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let parts = [
            &self.of_theme,
            &self.of_articles,
            &self.of_editorial,
            &self.site.diagnostics,
            &self.addresses.plan.diagnostics,
        ];
        parts.into_iter().flatten()
    }

    /// What keeps parts as they were.
    pub fn failures(&self) -> impl Iterator<Item = &Error> {
        self.failures.iter()
    }

    /// All as it is now, to render pages of.
    pub fn snapshot(&self) -> Snapshot {
        let mut troubles = Troubles { troubles: self.failures.all(), more: 0 };
        troubles.add_errors(self.diagnostics());
        let mut snapshot = Snapshot {
            config: self.config.clone(),
            theme: self.theme.clone(),
            site: self.site.clone(),
            addresses: self.addresses.clone(),
            styles: self.styles.clone(),
            gates: self.gates,
            troubles,
            rules: Rules::default(),
        };
        snapshot.rules = snapshot.read_rules();
        snapshot
    }

    /// How many articles are shown.
    pub fn articles(&self) -> usize {
        self.site.len()
    }
}

/// Those that were not there before.
fn new(now: &[Diagnostic], before: &[Diagnostic]) -> Vec<Diagnostic> {
    let before: BTreeSet<_> = before.iter().map(|d| (&d.problem, &d.place)).collect();
    now.iter().filter(|d| !before.contains(&(&d.problem, &d.place))).cloned().collect()
}

impl Failures {
    fn iter(&self) -> impl Iterator<Item = &Error> {
        let Failures { settings, theme, naming, editorial, articles } = self;
        [settings, theme, naming, editorial, articles].into_iter().flatten()
    }

    fn all(&self) -> Vec<Trouble> {
        self.iter().flat_map(Trouble::of_error).collect()
    }
}
