//! Players, maps and charts of other sites, and films and sounds of the page's own ▶ links to them: a page of an archive
//! shows nothing of other servers by itself, and its readers should know what was there.

use trafilatura::dom::{Document, NodeId};
use url::Url;

use crate::convert::part::{Form, Part, Span, Text};

/// Sites whose frames are part of an article, by the ends of their hosts, and what they are called. Other frames are
/// advertisements, forms, counters.
const SITES: [(&str, &str); 64] = [
    ("youtube.com", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("vimeo.com", "Vimeo"),
    ("dailymotion.com", "Dailymotion"),
    ("twitch.tv", "Twitch"),
    ("ted.com", "TED"),
    ("rumble.com", "Rumble"),
    ("odysee.com", "Odysee"),
    ("rutube.ru", "Rutube"),
    ("vk.com", "VK"),
    ("ok.ru", "OK"),
    ("bilibili.com", "Bilibili"),
    ("youku.com", "Youku"),
    ("v.qq.com", "Tencent Video"),
    ("tv.naver.com", "Naver TV"),
    ("nicovideo.jp", "Niconico"),
    ("streamable.com", "Streamable"),
    ("livestream.com", "Livestream"),
    ("players.brightcove.net", "Video"),
    ("cdn.jwplayer.com", "Video"),
    ("content.jwplatform.com", "Video"),
    ("kaltura.com", "Video"),
    ("wistia.net", "Video"),
    ("vidyard.com", "Video"),
    ("arte.tv", "ARTE"),
    ("bbc.co.uk", "BBC"),
    ("bbc.com", "BBC"),
    ("npr.org", "NPR"),
    ("c-span.org", "C-SPAN"),
    ("archive.org", "Internet Archive"),
    ("soundcloud.com", "SoundCloud"),
    ("spotify.com", "Spotify"),
    ("deezer.com", "Deezer"),
    ("mixcloud.com", "Mixcloud"),
    ("bandcamp.com", "Bandcamp"),
    ("podcasts.apple.com", "Apple Podcasts"),
    ("music.apple.com", "Apple Music"),
    ("acast.com", "Acast"),
    ("audioboom.com", "Audioboom"),
    ("spreaker.com", "Spreaker"),
    ("podbean.com", "Podbean"),
    ("ivoox.com", "iVoox"),
    ("podigee.io", "Podigee"),
    ("omny.fm", "Omny"),
    ("simplecast.com", "Simplecast"),
    ("megaphone.fm", "Megaphone"),
    ("twitter.com", "X"),
    ("x.com", "X"),
    ("instagram.com", "Instagram"),
    ("tiktok.com", "TikTok"),
    ("facebook.com", "Facebook"),
    ("reddit.com", "Reddit"),
    ("giphy.com", "GIPHY"),
    ("openstreetmap.org", "OpenStreetMap"),
    ("documentcloud.org", "DocumentCloud"),
    ("scribd.com", "Scribd"),
    ("issuu.com", "Issuu"),
    ("slideshare.net", "SlideShare"),
    ("datawrapper.dwcdn.net", "Datawrapper"),
    ("flo.uri.sh", "Flourish"),
    ("flourish.studio", "Flourish"),
    ("infogram.com", "Infogram"),
    ("public.tableau.com", "Tableau"),
];

/// Where an element may have its address, before a script or a consent loads it.
const SOURCES: [&str; 5] = ["src", "data-src", "data-lazy-src", "data-cmplz-src", "data-original"];

/// The link to what an `<iframe>`, `<video>` or `<audio>` shows, if it is part of an article.
pub fn link(doc: &Document, node: NodeId, tag: &str, base: Option<&Url>) -> Option<Part> {
    let address = |node: NodeId| {
        let found = SOURCES.iter().filter_map(|name| doc.get_attribute(node, name));
        let absolute = |text: String| match base {
            Some(base) => base.join(text.trim()).ok(),
            None if text.starts_with("//") => Url::parse(&format!("https:{text}")).ok(),
            None => Url::parse(text.trim()).ok(),
        };
        found.filter_map(absolute).find(|url| matches!(url.scheme(), "http" | "https"))
    };
    let title = doc.get_attribute(node, "title").or_else(|| doc.get_attribute(node, "aria-label"));
    let title = title.map(|title| crate::convert::block::tidy(&title)).filter(|title| says_something(title));
    let (url, site) = if tag == "iframe" {
        let url = address(node)?;
        let site = site(&url)?;
        (watched(url), site)
    } else {
        let inside = || doc.get_elements_by_tag_name(node, "source").into_iter().find_map(address);
        let url = address(node).or_else(inside)?;
        // The article itself, read out by a program.
        let is_read_out = ["tts", "speech"].iter().any(|word| url.as_str().to_ascii_lowercase().contains(word));
        (Some(url).filter(|_| !is_read_out)?, if tag == "audio" { "Audio" } else { "Video" })
    };
    let text = title.map_or(site.to_owned(), |title| format!("{site}: {title}"));
    let span = Span { url: Some(url.to_string()), ..Span::plain(text) };
    Some(Part::Text(Text { form: Form::Paragraph, quote: 0, depth: 0, is_line: false, spans: vec![span] }))
}

/// Whether the title of a frame says what is in it, rather than what it is.
fn says_something(title: &str) -> bool {
    const NOTHING: [&str; 8] = ["player", "embed", "iframe", "frame", "content", "blocked", "youtube", "widget"];
    let lower = title.to_lowercase();
    (8..=200).contains(&title.len()) && title.contains(' ') && !NOTHING.iter().any(|word| lower.contains(word))
}

fn site(url: &Url) -> Option<&'static str> {
    let host = url.host_str()?;
    let is_of = |end: &str| host == end || host.strip_suffix(end).is_some_and(|rest| rest.ends_with('.'));
    // Buttons to like or follow are no part of an article.
    let path = url.path();
    let is_button = ["like", "follow", "share", "button", "page.php", "comments", "subscribe"];
    if is_of("google.com") && path.starts_with("/maps") || host.starts_with("maps.google.") {
        return Some("Google Maps");
    }
    let found = SITES.iter().find(|(end, _)| is_of(end))?;
    let is_short = path.trim_matches('/').is_empty() && url.query().is_none();
    (!is_short && !is_button.iter().any(|word| path.contains(word))).then_some(found.1)
}

/// The address at which one sees by itself what a frame shows, where it is another one.
fn watched(url: Url) -> Url {
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.").to_owned();
    let parts: Vec<&str> = url.path_segments().map(Iterator::collect).unwrap_or_default();
    let other = match (host.as_str(), &parts[..]) {
        ("youtube.com" | "youtube-nocookie.com", ["embed", "videoseries", ..]) => {
            let list = url.query_pairs().find(|(name, _)| name == "list").map(|(_, list)| list.into_owned());
            list.map(|list| format!("https://www.youtube.com/playlist?list={list}"))
        }
        ("youtube.com" | "youtube-nocookie.com", ["embed" | "v", id, ..]) if !id.is_empty() => {
            Some(format!("https://www.youtube.com/watch?v={id}"))
        }
        ("player.vimeo.com", ["video", id, ..]) => Some(format!("https://vimeo.com/{id}")),
        ("dailymotion.com", ["embed", "video", id, ..]) => Some(format!("https://www.dailymotion.com/video/{id}")),
        _ => None,
    };
    other.and_then(|other| Url::parse(&other).ok()).unwrap_or(url)
}
