//! What the tables of WordPress say beside its posts, and a post with that, as its export has it.

use std::collections::{BTreeMap, HashMap};

use super::super::xml::wordpress::Known;
use super::super::xml::{Element, Node};
use super::sql::Row;

/// The tables that are read, by what stands behind the prefix of the site's.
const TABLES: [&str; 7] = ["term_relationships", "term_taxonomy", "terms", "postmeta", "posts", "options", "users"];

/// Whether rows of a table are looked at.
pub fn is_wanted(table: &str) -> bool {
    TABLES.iter().any(|known| table.ends_with(known))
}

/// What is known of a database, which may have several sites.
#[derive(Default)]
pub struct Sites {
    /// By the prefix of its tables.
    sites: BTreeMap<String, Site>,
    /// Number ▶ name, and the name in addresses. Sites share them.
    users: HashMap<u64, (String, String)>,
}

#[derive(Default)]
struct Site {
    /// Number ▶ name, and the name in addresses.
    terms: HashMap<u64, (String, String)>,
    /// Number of a use of a term ▶ its number, and what it is used as.
    uses: HashMap<u64, (u64, String)>,
    /// Number of a category ▶ the one above.
    above: HashMap<u64, u64>,
    /// Number of a post ▶ the uses.
    of_posts: HashMap<u64, Vec<u64>>,
    options: HashMap<String, String>,
    /// Number of a post ▶ its picture's, a picture's alternative text, and an upload's file.
    thumbnails: HashMap<u64, String>,
    alts: HashMap<u64, String>,
    files: HashMap<u64, String>,
    /// Number of a post ▶ the category that a plugin puts into its address.
    primary: HashMap<u64, u64>,
    uploads: Vec<Upload>,
    has_posts: bool,
    known: Known,
}

struct Upload {
    number: u64,
    address: String,
    caption: String,
    post: String,
    order: String,
}

impl Sites {
    /// Takes a row of a table.
    pub fn add(&mut self, table: &str, row: &Row<'_>) {
        let Some((prefix, kind)) = TABLES.iter().find_map(|kind| Some((table.strip_suffix(kind)?, *kind))) else {
            return;
        };
        let text = |column: &str| row.get(column).unwrap_or_default().to_owned();
        if kind == "users" {
            if let Some(number) = row.number("ID") {
                let name = row.get("display_name").or(row.get("user_login")).unwrap_or_default();
                self.users.insert(number, (name.to_owned(), text("user_nicename")));
            }
            return;
        }
        let site = self.sites.entry(prefix.to_owned()).or_default();
        match kind {
            "posts" => site.add_post(row),
            "options" if row.get("option_name").is_some_and(|name| OPTIONS.contains(&name)) => {
                site.options.insert(text("option_name"), text("option_value"));
            }
            "terms" => {
                if let Some(number) = row.number("term_id") {
                    site.terms.insert(number, (text("name"), text("slug")));
                }
            }
            "term_taxonomy" => {
                if let (Some(number), Some(term)) = (row.number("term_taxonomy_id"), row.number("term_id")) {
                    let kind = text("taxonomy");
                    if let Some(above) = row.number("parent").filter(|above| *above > 0 && kind == "category") {
                        site.above.insert(term, above);
                    }
                    site.uses.insert(number, (term, kind));
                }
            }
            "term_relationships" => {
                if let (Some(post), Some(used)) = (row.number("object_id"), row.number("term_taxonomy_id")) {
                    site.of_posts.entry(post).or_default().push(used);
                }
            }
            "postmeta" => site.add_meta(row),
            _ => {}
        }
    }

    /// Puts together what stands in several tables.
    pub fn settled(mut self) -> Sites {
        self.sites.retain(|_, site| site.has_posts);
        for site in self.sites.values_mut() {
            let uploads = std::mem::take(&mut site.uploads);
            let folder = site.options.get("siteurl").or(site.options.get("home")).map(|url| url.trim_end_matches('/'));
            for upload in uploads {
                let file = site.files.get(&upload.number).filter(|file| !file.contains("://"));
                let address = match (folder, file) {
                    (Some(folder), Some(file)) => format!("{folder}/wp-content/uploads/{file}"),
                    _ => upload.address,
                };
                let mut parts = vec![
                    Element::of_text("wp:post_id", &upload.number.to_string()),
                    Element::of_text("wp:attachment_url", &address),
                    Element::of_text("wp:post_parent", &upload.post),
                    Element::of_text("wp:menu_order", &upload.order),
                    Element::of_text("excerpt:encoded", &upload.caption),
                ];
                parts.extend(site.alts.get(&upload.number).map(|alt| meta("_wp_attachment_image_alt", alt)));
                site.known.add(&item(parts));
            }
            site.known.sort();
        }
        self
    }

    /// Whether there are any posts.
    pub fn has_posts(&self) -> bool {
        !self.sites.is_empty()
    }

    /// A post as its export has it, and what is known of its site; `None` for a row of another table.
    pub fn post(&self, table: &str, row: &Row<'_>) -> Option<(Element, &Known)> {
        let site = self.sites.get(table.strip_suffix("posts")?)?;
        let number = row.number("ID")?;
        let author = row.number("post_author").and_then(|author| self.users.get(&author));
        let columns = [
            ("wp:post_id", "ID"),
            ("title", "post_title"),
            ("content:encoded", "post_content"),
            ("excerpt:encoded", "post_excerpt"),
            ("wp:post_date", "post_date"),
            ("wp:post_date_gmt", "post_date_gmt"),
            ("wp:post_name", "post_name"),
            ("wp:post_password", "post_password"),
            ("wp:post_type", "post_type"),
            ("wp:status", "post_status"),
        ];
        let mut parts: Vec<Element> =
            columns.iter().filter_map(|(name, column)| Some(Element::of_text(name, row.get(column)?))).collect();
        parts.extend(author.map(|(name, _)| Element::of_text("dc:creator", name)));
        parts.extend(site.thumbnails.get(&number).map(|picture| meta("_thumbnail_id", picture)));
        let terms = site.terms_of(number);
        for (term, kind) in &terms {
            if let Some((name, _)) = site.terms.get(term) {
                parts.push(Element::of("category", &[("domain", kind)], vec![Node::Text(name.clone())]));
            }
        }
        let categories = || terms.iter().filter(|(_, kind)| *kind == "category").map(|(term, _)| *term);
        let primary = site.primary.get(&number).copied().filter(|primary| categories().any(|own| own == *primary));
        let category = primary.or_else(|| categories().min());
        let link = site.link(row, category, author.map(|(_, name)| name.as_str()));
        parts.extend(link.map(|link| Element::of_text("link", &link)));
        Some((item(parts), &site.known))
    }
}

/// What says how addresses are built.
const OPTIONS: [&str; 3] = ["home", "siteurl", "permalink_structure"];

impl Site {
    fn add_post(&mut self, row: &Row<'_>) {
        self.has_posts |= row.has("post_type") && row.has("post_content");
        if let Some(number) = row.number("ID").filter(|_| row.get("post_type") == Some("attachment")) {
            let text = |column: &str| row.get(column).unwrap_or_default().to_owned();
            self.uploads.push(Upload {
                number,
                address: text("guid"),
                caption: text("post_excerpt"),
                post: text("post_parent"),
                order: text("menu_order"),
            });
        }
    }

    fn add_meta(&mut self, row: &Row<'_>) {
        let (Some(post), Some(value)) = (row.number("post_id"), row.get("meta_value")) else { return };
        let to = match row.get("meta_key") {
            Some("_yoast_wpseo_primary_category" | "rank_math_primary_category") => {
                self.primary.extend(value.parse().ok().map(|category| (post, category)));
                return;
            }
            Some("_thumbnail_id") => &mut self.thumbnails,
            Some("_wp_attachment_image_alt") => &mut self.alts,
            Some("_wp_attached_file") => &mut self.files,
            _ => return,
        };
        to.insert(post, value.to_owned());
    }

    /// The terms of a post, and what each is used as.
    fn terms_of(&self, post: u64) -> Vec<(u64, &str)> {
        let uses = self.of_posts.get(&post).into_iter().flatten();
        uses.filter_map(|number| self.uses.get(number)).map(|(term, kind)| (*term, kind.as_str())).collect()
    }

    /// The address that a post had, by the site's own pattern of them; of other kinds, the one by number that WordPress
    /// gives all.
    fn link(&self, row: &Row<'_>, category: Option<u64>, author: Option<&str>) -> Option<String> {
        let home = self.options.get("home").or(self.options.get("siteurl"))?.trim_end_matches('/');
        let number = row.get("ID")?;
        let is_shown = row.get("post_status") == Some("publish") && row.get("post_type") == Some("post");
        let pattern = self.options.get("permalink_structure").filter(|pattern| !pattern.is_empty() && is_shown);
        let Some(pattern) = pattern else { return Some(format!("{home}/?p={number}")) };
        let moment = row.get("post_date")?;
        let part = |from: usize, len: usize| moment.get(from..from + len);
        let mut link = pattern.clone();
        for (tag, value) in [
            ("%year%", part(0, 4)),
            ("%monthnum%", part(5, 2)),
            ("%day%", part(8, 2)),
            ("%hour%", part(11, 2)),
            ("%minute%", part(14, 2)),
            ("%second%", part(17, 2)),
            ("%post_id%", Some(number)),
            ("%postname%", row.get("post_name")),
            ("%author%", author),
        ] {
            if link.contains(tag) {
                link = link.replace(tag, value?);
            }
        }
        if link.contains("%category%") {
            link = link.replace("%category%", &self.path_of(category?)?);
        }
        Some(format!("{home}/{}", link.trim_start_matches('/')))
    }

    /// The names in addresses of a category and of those above it.
    fn path_of(&self, category: u64) -> Option<String> {
        const DEEPEST: usize = 20;
        let path: Vec<u64> =
            std::iter::successors(Some(category), |term| self.above.get(term).copied()).take(DEEPEST).collect();
        let names: Option<Vec<&str>> = path.iter().rev().map(|term| Some(self.terms.get(term)?.1.as_str())).collect();
        Some(names?.join("/"))
    }
}

fn item(parts: Vec<Element>) -> Element {
    Element::of("item", &[], parts.into_iter().map(Node::Element).collect())
}

fn meta(key: &str, value: &str) -> Element {
    let parts = [Element::of_text("wp:meta_key", key), Element::of_text("wp:meta_value", value)];
    Element::of("wp:postmeta", &[], parts.into_iter().map(Node::Element).collect())
}
