//! `.newsgen/remarks`: what a deployment has to know of a build that the manifest does not say.
//!
//! Text, a remark a line. Like all of `.newsgen/` it may be deleted; without it nothing is known until the next build.

use std::collections::BTreeSet;

use crate::model::media;
use crate::plan::{Inputs, Plan};
use crate::site::Gates;

/// What is remarkable of a build.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// How many articles and pages are there only because `--drafts` or `--future` let them in.
    pub held_back: usize,
    /// Paths of pages whose names do not say that they are HTML: former addresses such as `story.php`.
    pub pages: BTreeSet<String>,
}

impl Remarks {
    /// Of a plan.
    pub fn of(inputs: Inputs, plan: &Plan, gates: &Gates) -> Remarks {
        let site = inputs.site;
        let articles = || site.ids().filter(|id| !gates.marks(&site.record(*id)).is_empty()).count();
        let pages = || site.pages().iter().filter(|page| !gates.marks_of_page(&page.article).is_empty()).count();
        let held_back = if gates.drafts || gates.future { articles() + pages() } else { 0 };
        let aliases = plan.pages.iter().filter(|page| page.key.is_alias()).map(|page| page.key.path(inputs));
        Remarks { held_back, pages: aliases.filter(|path| !media::is_page(path)).collect() }
    }

    /// Reads them; lines that are not understood are passed over.
    pub fn parse(text: &str) -> Remarks {
        let mut remarks = Remarks::default();
        for line in text.lines() {
            if let Some(number) = line.strip_prefix("held-back ") {
                // One that is no number still says that something is.
                remarks.held_back = number.parse().unwrap_or(1);
            } else if let Some(path) = line.strip_prefix("page ") {
                remarks.pages.insert(path.to_owned());
            }
        }
        remarks
    }

    /// As they are written; nothing where nothing is remarkable.
    pub fn to_text(&self) -> String {
        let held_back = (self.held_back > 0).then(|| format!("held-back {}\n", self.held_back));
        held_back.into_iter().chain(self.pages.iter().map(|path| format!("page {path}\n"))).collect()
    }
}
