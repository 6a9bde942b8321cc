//! What the elements around a block say about it: landmarks (navigation, aside, footer …) and the
//! words that pages everywhere use in class names.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use trafilatura::dom::{Document, NodeId};

use super::kin::Family;
use super::markup::Form;
use crate::convert::features::Hints;
use crate::convert::part::Style;

/// What is known on the way down to a block.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The nearest landmark, a number for [`Hints::landmark`].
    pub landmark: u16,
    /// The kind of the nearest class word, a number for [`Hints::class`].
    pub class: u16,
    /// The nearest element that holds blocks.
    pub container: u32,
    /// Whether nobody sees it before a script shows it.
    pub unseen: bool,
    /// Whether it is in a link, be it to an address that is not known as a whole.
    pub linked: bool,
    /// The link that it is in.
    pub url: Option<String>,
    /// How it is set apart.
    pub style: Style,
    /// The number of the block quote that it is in; 0 outside.
    pub quote: usize,
    /// In how many items of lists it is.
    pub items: usize,
    /// Its element's kind, a number for [`Hints::tag`].
    pub tag: u16,
    /// The kind of the nearest block element.
    pub family: Family,
}

const NAV: u16 = 3;
const ASIDE: u16 = 4;
const FOOTER: u16 = 5;
const FORM: u16 = 8;
const DIALOG: u16 = 9;
const AUTHOR: u16 = 6;
const HIDDEN: u16 = 15;

impl Around {
    /// Whether no article has its pictures here.
    pub fn is_apart(&self) -> bool {
        matches!(self.landmark, NAV | ASIDE | FOOTER | FORM | DIALOG)
            || matches!(self.class, 2 | 3 | 4 | AUTHOR | 9 | 10 | 11 | HIDDEN)
    }
}

/// What is known inside an element.
pub fn inside(doc: &Document, node: NodeId, tag: &str, around: &Around) -> Around {
    let mut inner = around.clone();
    let attribute = |name: &str| doc.get_attribute(node, name).unwrap_or_default();
    inner.tag = match tag {
        "p" => 1,
        "h1" => 2,
        "h2" => 3,
        "h3" | "h4" | "h5" | "h6" => 4,
        "li" => 5,
        "blockquote" | "q" => 6,
        "figcaption" | "caption" => 7,
        "td" | "th" => 8,
        "button" | "label" | "summary" => 11,
        "dt" | "dd" => 13,
        "section" | "article" | "main" => 14,
        "time" | "address" => 15,
        "div" => 0,
        _ => inner.tag,
    };
    if !super::walk::is_inline(tag) {
        inner.family = around.family.of(tag, &attribute("class"));
    }
    let css = attribute("style");
    inner.style = style(tag, &css, around.style);
    inner.landmark = match tag {
        "article" => 1,
        "main" => 2,
        "nav" => NAV,
        "aside" => ASIDE,
        "footer" => FOOTER,
        "header" => 6,
        "figure" => 7,
        "form" => FORM,
        "dialog" => DIALOG,
        _ => match attribute("role").as_str() {
            "navigation" | "menu" | "menubar" => NAV,
            "complementary" => ASIDE,
            "contentinfo" => FOOTER,
            "banner" => 6,
            "dialog" | "alertdialog" | "alert" => DIALOG,
            "main" => 2,
            "article" => 1,
            _ => inner.landmark,
        },
    };
    let unseen = doc.get_attribute(node, "hidden").is_some()
        || css.replace(' ', "").to_ascii_lowercase().contains("display:none");
    inner.unseen |= unseen;
    if attribute("itemprop") == "articleBody" {
        inner.class = 1;
    } else if unseen || attribute("aria-hidden") == "true" {
        inner.class = HIDDEN;
    } else {
        let names = format!("{} {}", attribute("class"), attribute("id"));
        if let Some(class) = class(&names) {
            inner.class = class;
        }
    }
    inner
}

/// How the words of an element are set apart, given how those around it are.
fn style(tag: &str, css: &str, around: Style) -> Style {
    let mut style = around;
    style.strong |= matches!(tag, "b" | "strong");
    style.emphasis |= matches!(tag, "i" | "em" | "cite" | "dfn" | "var");
    style.struck |= matches!(tag, "s" | "del" | "strike");
    style.code |= matches!(tag, "code" | "kbd" | "samp" | "tt");
    for declaration in css.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "font-weight" => match value.as_str() {
                "bold" | "bolder" | "600" | "700" | "800" | "900" => style.strong = true,
                "normal" | "400" => style.strong = false,
                _ => {}
            },
            "font-style" => match value.as_str() {
                "italic" | "oblique" => style.emphasis = true,
                "normal" => style.emphasis = false,
                _ => {}
            },
            "text-decoration" | "text-decoration-line" => style.struck |= value.contains("line-through"),
            _ => {}
        }
    }
    style
}

/// The hints of a block.
pub fn of(form: &Form, around: &Around, links: usize) -> Hints {
    let tag = match form {
        Form::Code(_) => 10,
        Form::Row(..) => 9,
        Form::Quote if around.tag < 2 => 6,
        Form::Bullet | Form::Numbered(_) => 5,
        _ => around.tag,
    };
    Hints {
        tag,
        links: links.min(4) as u16,
        votes: None,
        landmark: around.landmark,
        class: around.class,
        container: around.container,
        unseen: around.unseen,
        is_caption: *form == Form::Caption,
        ..Hints::default()
    }
}

/// The kind of the first class word that says anything; whole words, or parts between signs.
fn class(names: &str) -> Option<u16> {
    const KINDS: [(u16, &str); 13] = [
        (4, " comment comments disqus kommentare comentarios commentaires respond replies discussion "),
        (
            2,
            " related recommended recommendations recirc popular trending more most readmore teaser teasers promo card cards outbrain taboola latest next linklist similar carousel ",
        ),
        (3, " share sharing social sharebar shares addthis sharedaddy "),
        (9, " ad ads advert advertisement advertising sponsor sponsored banner anzeige werbung promotion dfp adslot "),
        (10, " newsletter subscribe subscription signup paywall cta donate piano login register premium "),
        (14, " cookie cookies consent gdpr modal popup overlay lightbox tooltip "),
        (5, " caption captions credit credits copyright image img photo picture media gallery video figure slideshow "),
        (6, " author authors byline bio contributor autor writer "),
        (8, " tag tags topic topics keywords categories category labels "),
        (
            11,
            " nav navigation menu breadcrumb breadcrumbs footer header sidebar widget toolbar masthead pagination navbar ",
        ),
        (7, " date meta metadata time timestamp dateline info published "),
        (13, " summary lead lede intro standfirst deck dek subtitle subheadline subhead excerpt abstract teasertext "),
        (12, " headline title heading kicker "),
    ];
    const BODY: [&str; 14] = [
        "articlebody",
        "article-body",
        "article__body",
        "article-content",
        "article__content",
        "entry-content",
        "post-content",
        "story-body",
        "storybody",
        "article-text",
        "post-body",
        "body-content",
        "articletext",
        "story-content",
    ];
    static WORDS: LazyLock<FxHashMap<&str, usize>> = LazyLock::new(|| {
        let lists = KINDS.iter().enumerate();
        // Of a word in two lists, the first counts.
        lists.rev().flat_map(|(at, (_, list))| list.split_whitespace().map(move |word| (word, at))).collect()
    });
    if names.len() < 2 {
        return None;
    }
    let is_body = |name: &str| BODY.iter().any(|b| b.eq_ignore_ascii_case(name));
    if names.split(' ').any(is_body) {
        return Some(1);
    }
    let mut best: Option<usize> = None;
    let mut say = |word: &mut String| {
        if let Some(kind) = WORDS.get(word.as_str()) {
            best = Some(best.map_or(*kind, |b| b.min(*kind)));
        }
        word.clear();
    };
    let mut word = String::new();
    let mut lower_before = false;
    for c in names.chars() {
        // Words are parted by signs and by capitals, as in `relatedLinks`.
        if (!c.is_ascii_alphabetic() || c.is_ascii_uppercase() && lower_before) && !word.is_empty() {
            say(&mut word);
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
        lower_before = c.is_ascii_lowercase();
    }
    say(&mut word);
    best.map(|at| KINDS[at].0)
}
