//! Shortcodes of WordPress in a text, `[name key="value"]` and `[name]…[/name]` ▶ HTML of what they stand for.
//!
//! 1. What stands in brackets is a shortcode if its name is a known one, if it has a value for a key, or if `[/name]`
//!    follows. All else (`[sic]`, `[1]`) is text, and `[[name]]` is the text `[name]`.
//! 2. Pictures, films, sounds and addresses are shown or linked; of plugins' shortcodes around a text the text is kept.
//! 3. What says nothing without its plugin, such as a form, is left out and told.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::MAX_LEN_BYTES;
use super::xml::push_escaped;

/// A file that was uploaded beside the texts.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    pub url: String,
    pub caption: Option<String>,
    pub alt: Option<String>,
}

/// The uploads that shortcodes name by number.
pub trait Uploads {
    /// One by its number.
    fn upload(&self, number: &str) -> Option<&Upload>;
    /// Those that were uploaded with this text, in order.
    fn own(&self) -> Vec<&Upload>;
}

/// Of a text that came without them.
pub struct NoUploads;

impl Uploads for NoUploads {
    fn upload(&self, _: &str) -> Option<&Upload> {
        None
    }

    fn own(&self) -> Vec<&Upload> {
        Vec::new()
    }
}

/// Shortcodes that may stand alone and without a key: those of WordPress, of its hosted service, of common plugins.
const KNOWN: [&str; 18] = [
    "blip.tv",
    "caption",
    "contact-form",
    "contact-form-7",
    "dailymotion",
    "embed",
    "gallery",
    "gist",
    "googlemaps",
    "nggallery",
    "playlist",
    "polldaddy",
    "singlepic",
    "slideshow",
    "tweet",
    "vimeo",
    "wp_caption",
    "youtube",
];
/// Those whose content is no text that is read.
const CLOSED: [&str; 13] = [
    "caption",
    "wp_caption",
    "embed",
    "audio",
    "video",
    "code",
    "sourcecode",
    "youtube",
    "vimeo",
    "dailymotion",
    "gist",
    "tweet",
    "img",
];
/// Keys whose value may be a number of uploads, or several.
const NUMBERS: [&str; 5] = ["ids", "include", "images", "image", "image_id"];
/// Keys whose value names a film or a sound.
const FILMS: [&str; 8] = ["mp4", "m4v", "webm", "ogv", "wmv", "flv", "mov", "src"];
const SOUNDS: [&str; 7] = ["mp3", "m4a", "ogg", "oga", "wav", "wma", "flac"];
const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg"];

/// What stands in a pair of brackets.
#[derive(Debug)]
struct Code<'a> {
    name: &'a str,
    /// Values with their keys, which those by place have none of.
    values: Vec<(&'a str, &'a str)>,
    at: usize,
    end: usize,
    is_end: bool,
    /// `[name /]`
    is_alone: bool,
}

impl<'a> Code<'a> {
    fn value(&self, key: &str) -> Option<&'a str> {
        self.values.iter().find(|(k, value)| *k == key && !value.is_empty()).map(|(_, value)| *value)
    }

    /// The first address among the values.
    fn address(&self) -> Option<&'a str> {
        self.values.iter().map(|(_, value)| *value).find(|value| is_address(value))
    }
}

fn is_address(text: &str) -> bool {
    let is_http = text.starts_with("http://") || text.starts_with("https://");
    is_http && text.len() > 10 && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
}

/// A text with HTML for its shortcodes, and the names of those that were left out.
pub fn expand(text: &str, uploads: &dyn Uploads) -> (String, Vec<String>) {
    if !text.contains(['[', ':']) {
        return (text.to_owned(), Vec::new());
    }
    let codes = codes(text);
    let mut ends: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, code) in codes.iter().enumerate().filter(|(_, code)| code.is_end) {
        ends.entry(code.name).or_default().push(n);
    }
    let end_of = |n: usize| {
        let ends = ends.get(codes[n].name).filter(|_| !codes[n].is_alone)?;
        ends.get(ends.partition_point(|end| *end < n)).copied()
    };
    let mut out = Out {
        html: String::with_capacity(text.len() + 64),
        left: Vec::new(),
        blocks: Vec::new(),
        has_shown_own: false,
    };
    let mut at = 0;
    let mut n = 0;
    // What grows beyond that is refused.
    while let Some(code) = codes.get(n).filter(|_| out.html.len() as u64 <= MAX_LEN_BYTES) {
        n += 1;
        let end = if code.is_end { None } else { end_of(n - 1) };
        let is_known = KNOWN.contains(&code.name);
        let says = |(key, value): &(&str, &str)| !key.is_empty() || is_address(value);
        if !is_known && !code.is_end && end.is_none() && !code.values.iter().any(says) {
            continue;
        }
        if is_escaped(text, code) {
            out.html.push_str(&text[at..code.at - 1]);
            out.html.push_str(&text[code.at..code.end]);
            at = code.end + 1;
            continue;
        }
        out.html.push_str(&text[at..code.at]);
        at = code.end;
        if code.is_end {
            // That of nothing is a text's own, unless it is known.
            if !out.close(code) && !is_known {
                out.html.push_str(&text[code.at..code.end]);
            }
            continue;
        }
        let inner = end.map(|end| (&text[code.end..codes[end].at], end));
        match inner.filter(|_| CLOSED.contains(&code.name)) {
            Some((inner, end)) => {
                out.whole(code, Some(inner.trim()), uploads);
                at = codes[end].end;
                n = end + 1;
            }
            None => match inner {
                Some((inner, end)) => {
                    let after = text[codes[end].end..].trim_start_matches([' ', '\t']);
                    out.open(
                        code,
                        inner,
                        after.is_empty() || ["\n", "[", "</"].iter().any(|end| after.starts_with(end)),
                    );
                }
                None => out.whole(code, None, uploads),
            },
        }
    }
    out.html.push_str(&text[at..]);
    for (_, close) in out.blocks.drain(..).rev() {
        out.html.push_str(&close);
    }
    (linked(&out.html), out.left)
}

/// `[[name]]` shows the shortcode itself.
fn is_escaped(text: &str, code: &Code) -> bool {
    text[..code.at].ends_with('[') && text[code.end..].starts_with(']')
}

/// What has the form of a shortcode.
fn codes(text: &str) -> Vec<Code<'_>> {
    let mut codes = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('[').map(|at| from + at) {
        from = at + 1;
        // A value in quotes has no brackets either.
        let Some(len) = text[from..].find(['[', ']']).filter(|len| text.as_bytes()[from + len] == b']') else {
            continue;
        };
        let mut inner = &text[from..from + len];
        let is_end = inner.starts_with('/');
        inner = inner.trim_start_matches('/');
        let is_alone = inner.ends_with('/') && !inner.ends_with("//");
        inner = inner.trim_end_matches('/');
        let is_of_name = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let name_len = inner.chars().take_while(is_of_name).count();
        let (name, values) = inner.split_at(name_len);
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && (2..=40).contains(&name_len)
            && !name.ends_with('.')
            && (values.is_empty() || values.starts_with(|c: char| c.is_whitespace() || c == '='));
        if is_name {
            let end = from + len + 1;
            codes.push(Code { name, values: self::values(values), at, end, is_end, is_alone });
            from = end;
        }
    }
    codes
}

/// `key="value" key='value' key=value "value" value`; `=value` right behind the name has no key.
fn values(text: &str) -> Vec<(&str, &str)> {
    /// Editors make typographic quotes of straight ones, and write them as they like.
    const QUOTES: [&str; 12] =
        ["“", "”", "″", "‘", "’", "′", "&quot;", "&#8220;", "&#8221;", "&#8243;", "&#8217;", "&#8216;"];
    let typographic = |text: &str| QUOTES.iter().find(|quote| text.starts_with(**quote)).map(|quote| quote.len());
    // Where the value in quotes ends, and how long the quotes are.
    let quoted = |text: &str| {
        if let Some(quote) = text.chars().next().filter(|first| matches!(first, '"' | '\'')) {
            return Some((text[1..].find(quote).map_or(text.len(), |len| len + 1), 1, 1));
        }
        let open = typographic(text)?;
        let mut places = text[open..].char_indices().map(|(at, _)| open + at);
        let found = places.find_map(|at| Some((at, typographic(&text[at..])?)));
        let (end, close) = found.unwrap_or((text.len(), 0));
        Some((end, open, close))
    };
    let mut values = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let key_len = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
        let key = match rest[key_len..].starts_with('=') {
            true => {
                let key = &rest[..key_len];
                rest = &rest[key_len + 1..];
                key
            }
            false => "",
        };
        let (value, len) = match quoted(rest) {
            Some((end, open, close)) => (&rest[open..end], (end + close).min(rest.len())),
            None => {
                let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (&rest[..len], len)
            }
        };
        values.push((key, value.trim()));
        rest = rest[len..].trim_start();
    }
    values
}

struct Out {
    html: String,
    left: Vec<String>,
    /// Names of shortcodes that are open and parted what is in them from what is around, and what closes them.
    blocks: Vec<(String, String)>,
    /// Whether the text's own uploads are shown already.
    has_shown_own: bool,
}

impl Out {
    fn is_at_line(&self) -> bool {
        let before = self.html.trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with('\n')
    }

    fn block(&mut self, html: &str) {
        self.html.extend(["\n\n", html, "\n\n"]);
    }

    /// The beginning of one that has a text, which is read on.
    fn open(&mut self, code: &Code, inner: &str, is_before_end_of_line: bool) {
        let is_line = inner.len() < 1000 && !inner.trim().contains('\n');
        let address = code.address().filter(|_| is_line && !inner.contains(['<', '[']) && !inner.trim().is_empty());
        let close = if code.name.contains("quote") {
            self.html.push_str("\n\n<blockquote>");
            let by = ["author", "cite", "name", ""].iter().find_map(|key| code.value(key));
            let by = by.map_or(String::new(), |by| format!("\n\n<cite>{}</cite>", escaped(by)));
            format!("{by}</blockquote>\n\n")
        } else if let Some(address) = address {
            let _ = write!(self.html, "<a href=\"{address}\">");
            "</a>".to_owned()
        } else if self.is_at_line() && is_before_end_of_line {
            self.html.push_str("\n\n");
            "\n\n".to_owned()
        } else {
            String::new()
        };
        self.blocks.push((code.name.to_owned(), close));
        // What stands above a part of the text, in plugins that fold it or part it into boxes.
        let heading = ["title", "heading"].iter().find_map(|key| code.value(key)).filter(|text| !is_address(text));
        if let Some(heading) = heading.filter(|_| self.html.ends_with("\n\n")) {
            self.html.extend(["<p><strong>", &escaped(heading), "</strong></p>\n\n"]);
        }
    }

    /// The end of one that is open; false if none is.
    fn close(&mut self, code: &Code) -> bool {
        /// More are not looked through, and such a text is none.
        const DEEPEST: usize = 64;
        let open = self.blocks.iter().rev().take(DEEPEST).position(|(name, _)| name == code.name);
        let Some(back) = open else { return false };
        for (_, close) in self.blocks.drain(self.blocks.len() - 1 - back..).rev() {
            self.html.push_str(&close);
        }
        true
    }

    /// One whose content, if it has any, is a value.
    fn whole(&mut self, code: &Code, inner: Option<&str>, uploads: &dyn Uploads) {
        match (code.name, inner) {
            ("caption" | "wp_caption", Some(inner)) => return self.captioned(code, inner),
            ("code" | "sourcecode", Some(inner)) => {
                // Some editors store it escaped.
                let text = if inner.contains("&lt;") { inner.to_owned() } else { escaped(inner) };
                return self.block(&format!("<pre><code>{text}</code></pre>"));
            }
            _ => {}
        }
        let files = self.files(code, uploads);
        if !files.is_empty() {
            return self.block(&files);
        }
        let content = inner.filter(|inner| !inner.is_empty());
        let address = code.address().or(content.filter(|inner| is_address(inner))).map(str::to_owned);
        let number = || content.or_else(|| code.value("id")).or_else(|| code.values.first().map(|(_, value)| *value));
        match address.or_else(|| number().and_then(|id| address_of(code.name, id))) {
            Some(address) if kind(&address) == Some("img") => self.block(&file(&address, None, None)),
            Some(address) => {
                // Of old, a film's width and height were written into its address.
                let size = ["&w=", "&h=", "&amp;w=", "&amp;h="].iter().filter_map(|key| address.find(key)).min();
                let address = &address[..size.filter(|_| code.name == "youtube").unwrap_or(address.len())];
                let label = ["title", "text", "label"].iter().find_map(|key| code.value(key));
                self.block(&shown(address, label));
            }
            None => match (content, ["text", "content"].iter().find_map(|key| code.value(key))) {
                // A text after all.
                (Some(inner), _) => self.html.push_str(inner),
                (None, Some(text)) if code.name.contains("heading") => {
                    self.block(&format!("<h3>{}</h3>", escaped(text)))
                }
                (None, Some(text)) => self.block(&format!("<p>{}</p>", escaped(text))),
                (None, None) => self.left.push(code.name.to_owned()),
            },
        }
    }

    /// A picture and what stands below it, in the content or in a value.
    fn captioned(&mut self, code: &Code, inner: &str) {
        let picture = inner.find("<img").and_then(|at| inner[at..].find('>').map(|end| at + end + 1));
        let Some(end) = picture else { return self.block(inner) };
        // The picture may be a link.
        let after = inner[end..].trim_start();
        let end = if after.starts_with("</a>") { inner.len() - after.len() + "</a>".len() } else { end };
        let (picture, text) = inner.split_at(end);
        let text = Some(text.trim()).filter(|text| !text.is_empty()).or(code.value("caption")).unwrap_or_default();
        self.block(&format!("<figure>{picture}<figcaption>{text}</figcaption></figure>"));
    }

    /// Pictures, films and sounds: uploads by their numbers or, once, all of the text's own; or else by address.
    fn files(&mut self, code: &Code, uploads: &dyn Uploads) -> String {
        let numbers = |text: &'_ str| text.split(',').map(|n| n.trim().to_owned()).collect::<Vec<_>>();
        let named = NUMBERS.iter().find_map(|key| code.value(key)).map(numbers);
        let is_all = named.is_none() && matches!(code.name, "gallery" | "slideshow" | "playlist");
        let found = match named {
            Some(named) => named.iter().filter_map(|number| uploads.upload(number)).collect(),
            None if is_all && !std::mem::replace(&mut self.has_shown_own, true) => {
                let left_out = code.value("exclude").map(numbers).unwrap_or_default();
                let left_out: Vec<&Upload> = left_out.iter().filter_map(|number| uploads.upload(number)).collect();
                let is_wanted = |upload: &&Upload| {
                    let is_picture = kind(&upload.url) == Some("img");
                    is_picture != (code.name == "playlist") && !left_out.iter().any(|other| other.url == upload.url)
                };
                uploads.own().into_iter().filter(is_wanted).collect()
            }
            None => Vec::new(),
        };
        if !found.is_empty() {
            let one = |upload: &Upload| file(&upload.url, upload.alt.as_deref(), upload.caption.as_deref());
            return found.into_iter().map(one).collect();
        }
        if matches!(code.name, "audio" | "video") {
            let mut all = FILMS.iter().chain(&SOUNDS).filter_map(|key| code.value(key)).chain(code.address());
            return all.next().map_or_else(String::new, |url| file(url, None, None));
        }
        let label = || ["caption", "title"].iter().find_map(|key| code.value(key));
        let picture = code.address().filter(|url| kind(url) == Some("img"));
        picture.map_or_else(String::new, |url| file(url, code.value("alt"), label()))
    }
}

/// The element that shows a file, by its ending.
fn kind(url: &str) -> Option<&'static str> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_of = |all: &[&str]| all.contains(&ending.as_str());
    match () {
        () if is_of(&PICTURES) => Some("img"),
        () if is_of(&SOUNDS) => Some("audio"),
        () if is_of(&FILMS) => Some("video"),
        () => None,
    }
}

/// A file as it is shown, or else linked.
fn file(url: &str, alt: Option<&str>, caption: Option<&str>) -> String {
    match kind(url) {
        Some("img") => {
            let caption = caption.map_or(String::new(), |text| format!("<figcaption>{text}</figcaption>"));
            format!("<figure><img src=\"{url}\" alt=\"{}\">{caption}</figure>\n", escaped(alt.unwrap_or_default()))
        }
        Some(kind) => {
            format!("<{kind} src=\"{url}\" title=\"{}\"></{kind}>\n", escaped(caption.unwrap_or_default()))
        }
        None => format!("{}\n", shown(url, caption)),
    }
}

/// A link, alone in its paragraph.
fn shown(address: &str, label: Option<&str>) -> String {
    let text = label.map_or_else(|| address.to_owned(), escaped);
    format!("<p><a href=\"{address}\">{text}</a></p>")
}

fn escaped(text: &str) -> String {
    let mut to = String::with_capacity(text.len());
    // Values may be HTML already.
    match text.contains('&') && text.contains(';') {
        true => to.push_str(&text.replace('"', "&quot;").replace('<', "&lt;")),
        false => push_escaped(text, &mut to),
    }
    to
}

/// Where a site shows what a shortcode names by number.
fn address_of(name: &str, id: &str) -> Option<String> {
    let is_id =
        (4..=40).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    let start = match name {
        "youtube" => "https://www.youtube.com/watch?v=",
        "vimeo" => "https://vimeo.com/",
        "dailymotion" => "https://www.dailymotion.com/video/",
        "gist" => "https://gist.github.com/",
        "tweet" => "https://twitter.com/i/web/status/",
        _ => return None,
    };
    is_id.then(|| format!("{start}{id}"))
}

/// An address alone on its line, which WordPress shows as what is there, as a link.
fn linked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_verbatim = false;
    for line in text.split_inclusive('\n') {
        let address = line.trim();
        is_verbatim = (is_verbatim || line.contains("<pre")) && !line.contains("</pre>");
        match !is_verbatim && is_address(address) {
            true => out.extend(["\n\n", &shown(address, None), "\n\n"]),
            false => out.push_str(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Two(Upload, Upload);

    impl Uploads for Two {
        fn upload(&self, number: &str) -> Option<&Upload> {
            match number {
                "7" => Some(&self.0),
                "8" => Some(&self.1),
                _ => None,
            }
        }

        fn own(&self) -> Vec<&Upload> {
            vec![&self.0, &self.1]
        }
    }

    fn expanded(text: &str) -> (String, Vec<String>) {
        let first = Upload {
            url: "http://a.example/7.jpg".to_owned(),
            caption: Some("The <em>pier</em>".to_owned()),
            alt: None,
        };
        let second = Upload { url: "http://a.example/8.mp3".to_owned(), ..Upload::default() };
        let (html, left) = expand(text, &Two(first, second));
        // Blank lines part them, however many.
        (html.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"), left)
    }

    fn kept(text: &str, html: &str) {
        assert_eq!(expanded(text), (html.to_owned(), Vec::new()), "{text}");
    }

    #[test]
    fn text_in_brackets_is_text() {
        for text in [
            "the [sic] quay [1] and [he said] so",
            "[read more]",
            "[",
            "]",
            "a[0] = b[i]",
            "[/off] the record",
            "[Note: a=b]",
        ] {
            kept(text, text);
        }
        kept("[[gallery ids=\"7\"]] is how", "[gallery ids=\"7\"] is how");
    }

    #[test]
    fn pictures_and_captions_are_figures() {
        let figure =
            "<figure><img src=\"http://a.example/7.jpg\" alt=\"\"><figcaption>The <em>pier</em></figcaption></figure>";
        kept("[gallery ids=\"7\"]", figure);
        kept("[gallery ids=&#8221;7,99&#8243; columns=2]", figure);
        kept("One[gallery]two", &format!("One\n{figure}\ntwo"));
        kept("[vc_single_image image=\"7\"]", figure);
        kept("[playlist]", "<audio src=\"http://a.example/8.mp3\" title=\"\"></audio>");
        for text in [
            "[caption id=\"x\"]<a href=\"y\"><img src=\"y\"></a> Seen by <a href=\"z\">Z</a>[/caption]",
            "[wp_caption caption=\"Seen by <a href='z'>Z</a>\"]<a href=\"y\"><img src=\"y\"></a>[/wp_caption]",
        ] {
            let (html, left) = expanded(text);
            assert!(html.starts_with("<figure><a href=\"y\"><img src=\"y\"></a><figcaption>Seen by <a "), "{html}");
            assert!(html.ends_with("Z</a></figcaption></figure>") && left.is_empty(), "{html}");
        }
        kept("[img]http://a.example/b.png[/img]", "<figure><img src=\"http://a.example/b.png\" alt=\"\"></figure>");
    }

    #[test]
    fn what_is_elsewhere_is_linked() {
        let link = |url: &str| format!("<p><a href=\"{url}\">{url}</a></p>");
        let film = "https://www.youtube.com/watch?v=abcdefghijk";
        for text in ["[youtube abcdefghijk]", "[youtube]abcdefghijk[/youtube]", "[youtube id=\"abcdefghijk\" w=5]"] {
            kept(text, &link(film));
        }
        for text in [format!("[youtube={film}]"), format!("[embed width=\"9\"]{film}[/embed]"), format!("  {film} ")] {
            kept(&text, &link(film));
        }
        kept(&format!("[youtube={film}&w=640&h=385]"), &link(film));
        kept("[vimeo 12345678]", &link("https://vimeo.com/12345678"));
        kept("[map src=\"https://maps.example/?x=1&y=2\"]", &link("https://maps.example/?x=1&y=2"));
        kept("[btn url=\"https://a.example/\"]Join us[/btn] now", "<a href=\"https://a.example/\">Join us</a> now");
        kept("[audio http://a.example/b.mp3]", "<audio src=\"http://a.example/b.mp3\" title=\"\"></audio>");
        kept("[video mp4='c.mp4'][/video]", "<video src=\"c.mp4\" title=\"\"></video>");
        kept("<pre>\nhttps://a.example/b\n</pre>", "<pre>\nhttps://a.example/b\n</pre>");
    }

    #[test]
    fn the_text_between_is_kept() {
        kept("[dropcap]T[/dropcap]he quay", "The quay");
        kept("[vc_row][vc_text]One.[/vc_text][vc_text el=\"x\"]Two.[/vc_text][/vc_row]", "One.\nTwo.");
        kept("[tabs]\n[tab title=\"First\"]One.[/tab]\n[/tabs]", "<p><strong>First</strong></p>\nOne.");
        kept("[pullquote author=\"A & B\"]Said.[/pullquote]", "<blockquote>Said.\n<cite>A &amp; B</cite></blockquote>");
        kept("[code lang=\"x\"]a[0] < [b][/code]", "<pre><code>a[0] &lt; [b]</code></pre>");
        kept("[vc_custom_heading text=\"Now\"]", "<h3>Now</h3>");
        kept("[a1][a1][a1]x[/a1]", "x");
    }

    #[test]
    fn what_says_nothing_by_itself_is_told() {
        let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let text = "One. [contact-form-7 id=\"9\" title=\"Us\"] [poll id=3] Two.";
        assert_eq!(expanded(text), ("One.   Two.".to_owned(), names(&["contact-form-7", "poll"])));
    }
}
