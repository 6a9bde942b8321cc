//! What type a file is of, as its name tells: for hosts that are told so, and for the preview.

/// The media type of an output, with its character set where it is text.
pub fn content_type(path: &str) -> &'static str {
    let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
    match extension(name).as_str() {
        "html" | "htm" => PAGE,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" if is_json_feed(name) => "application/feed+json; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "jsonl" | "ndjson" => "application/x-ndjson; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "rss" => "application/rss+xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "xml" if name == "rss.xml" || name.ends_with(".rss.xml") => "application/rss+xml; charset=utf-8",
        "xml" if name == "atom.xml" || name.ends_with(".atom.xml") => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "xsl" => "text/xsl; charset=utf-8",
        "txt" => TEXT,
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "wasm" => "application/wasm",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ if !name.contains('.') => TEXT,
        _ => "application/octet-stream",
    }
}

/// The media type of a page, whatever its name.
pub const PAGE: &str = "text/html; charset=utf-8";

/// The media type of a plain text.
pub const TEXT: &str = "text/plain; charset=utf-8";

/// Whether an output is a page, by its name.
pub fn is_page(path: &str) -> bool {
    content_type(path) == PAGE
}

/// Whether a file is a JSON feed, by its name.
pub fn is_json_feed(name: &str) -> bool {
    name == "feed.json" || name.ends_with(".feed.json")
}

/// What follows the last dot of a name, in lower case; empty where there is none.
pub fn extension(name: &str) -> String {
    name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase()
}
