//! Exports of Ghost keep tags and authors apart from posts, which refer to them by number ▶ posts with the names of theirs.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// Puts the names of tags and authors into the posts of an export; other objects stay as they are.
pub fn join(export: &mut Value) {
    // `{"db": [{"data": {"posts": [ … ]}}]}`, of old versions without the list.
    let database = match export.get_mut("db") {
        Some(list) => list.get_mut(0),
        None => Some(export),
    };
    let Some(Value::Object(data)) = database.and_then(|database| database.get_mut("data")) else { return };
    let tags = names(data, "tags", "posts_tags", "tag_id");
    let authors = names(data, "users", "posts_authors", "author_id");
    // Old versions have one author for each post.
    let users: HashMap<String, String> =
        named(data, "users").into_iter().map(|(id, name)| (id, name.to_owned())).collect();
    let Some(Value::Array(posts)) = data.get_mut("posts") else { return };
    for post in posts.iter_mut().filter_map(Value::as_object_mut) {
        if let Some(name) = post.get("author_id").and_then(text).and_then(|id| users.get(&id)) {
            post.entry("author").or_insert(name.as_str().into());
        }
        let Some(id) = post.get("id").and_then(text) else { continue };
        for (key, names) in [("tags", &tags), ("authors", &authors)] {
            if let Some(names) = names.get(&id).filter(|_| !post.contains_key(key)) {
                post.insert(key.to_owned(), names.iter().cloned().map(Value::from).collect());
            }
        }
    }
}

/// The number of each post ▶ the names of those things that it refers to, in its order.
fn names(data: &Map<String, Value>, things: &str, links: &str, key: &str) -> HashMap<String, Vec<String>> {
    let mut named = named(data, things);
    // Tags that begin with this sign are for the editors.
    named.retain(|_, name| !name.starts_with('#'));
    let mut all: Vec<(u64, String, String)> = list(data, links)
        .filter_map(|link| {
            let name = named.get(&text(link.get(key)?)?)?;
            let order = link.get("sort_order").and_then(Value::as_u64).unwrap_or(0);
            Some((order, text(link.get("post_id")?)?, (*name).to_owned()))
        })
        .collect();
    all.sort_by_key(|(order, ..)| *order);
    let mut of_posts: HashMap<String, Vec<String>> = HashMap::new();
    for (_, post, name) in all {
        of_posts.entry(post).or_default().push(name);
    }
    of_posts
}

/// The number of each thing of a list ▶ its name.
fn named<'a>(data: &'a Map<String, Value>, things: &str) -> HashMap<String, &'a str> {
    let pair = |thing: &'a Value| Some((text(thing.get("id")?)?, thing.get("name")?.as_str()?));
    list(data, things).filter_map(pair).collect()
}

fn list<'a>(data: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    data.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// A number or the text that stands for one.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_have_the_names_they_refer_to() {
        let mut export = serde_json::json!({"db": [{"data": {
            "posts": [{"id": "p1", "title": "Ferry"}, {"id": "p2", "title": "Pier"}],
            "tags": [{"id": 1, "name": "Harbour"}, {"id": 2, "name": "Boats"}, {"id": 3, "name": "#internal"}],
            "posts_tags": [
                {"post_id": "p1", "tag_id": 1, "sort_order": 1},
                {"post_id": "p1", "tag_id": 2, "sort_order": 0},
                {"post_id": "p1", "tag_id": 3, "sort_order": 2}
            ],
            "users": [{"id": "u", "name": "Jane Doe"}],
            "posts_authors": [{"post_id": "p1", "author_id": "u", "sort_order": 0}]
        }}]});
        join(&mut export);
        let posts = &export["db"][0]["data"]["posts"];
        assert_eq!(posts[0]["tags"], serde_json::json!(["Boats", "Harbour"]));
        assert_eq!(posts[0]["authors"], serde_json::json!(["Jane Doe"]));
        assert_eq!(posts[1].get("tags"), None);
    }
}
