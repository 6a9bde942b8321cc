//! `.newsgen/remarks`: what a deployment has to know of a build that the manifest does not say.
//!
//! Text, a remark a line. Like all of `.newsgen/` it may be deleted; without it nothing is known until the next build.

use std::collections::BTreeSet;

use crate::model::media::content_type;
use crate::plan::{Inputs, Plan};

/// What is remarkable of a build.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// Paths of pages whose names do not say that they are HTML: former addresses such as `story.php`.
    pub pages: BTreeSet<String>,
}

impl Remarks {
    /// Of a plan.
    pub fn of(inputs: Inputs, plan: &Plan) -> Remarks {
        let aliases = plan.pages.iter().filter(|page| page.key.is_alias()).map(|page| page.key.path(inputs));
        Remarks { pages: aliases.filter(|path| content_type(path) != content_type("a.html")).collect() }
    }

    /// Reads them; lines that are not understood are passed over.
    pub fn parse(text: &str) -> Remarks {
        let mut remarks = Remarks::default();
        for line in text.lines() {
            if let Some(path) = line.strip_prefix("page ") {
                remarks.pages.insert(path.to_owned());
            }
        }
        remarks
    }

    /// As they are written; nothing where nothing is remarkable.
    pub fn to_text(&self) -> String {
        self.pages.iter().map(|path| format!("page {path}\n")).collect()
    }
}
