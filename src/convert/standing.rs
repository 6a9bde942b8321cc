//! Whether an object of an export was published where it was: what content systems call drafts, waiting, private, paid or
//! deleted is none of what everybody may read.

use serde_json::{Map, Value};

use super::record::letters_of;

/// Keys under which systems say in a word where an article stands.
const STANDING: [&str; 9] = [
    "status",
    "poststatus",
    "state",
    "poststate",
    "workflowstate",
    "moderationstate",
    "visibility",
    "access",
    "publishstatus",
];
/// Words of an article that not everybody may read.
const HELD: [&str; 27] = [
    "draft",
    "drafts",
    "pending",
    "pendingreview",
    "inreview",
    "needsreview",
    "review",
    "private",
    "autodraft",
    "future",
    "scheduled",
    "trash",
    "trashed",
    "deleted",
    "inherit",
    "unpublished",
    "hidden",
    "embargoed",
    "rejected",
    "withdrawn",
    "spiked",
    "members",
    "paid",
    "tiers",
    "password",
    "internal",
    "0",
];
/// Keys that say yes or no.
const IS_DRAFT: [&str; 3] = ["draft", "isdraft", "unpublished"];
const IS_PUBLISHED: [&str; 4] = ["published", "ispublished", "publish", "visible"];
/// What WordPress keeps beside its posts in the same table.
const OTHERS: [&str; 7] =
    ["revision", "attachment", "navmenuitem", "customcss", "customizechangeset", "oembedcache", "userrequest"];

/// Whether an object says that it was not published for everybody; keys that say nothing else are taken out.
pub fn take_held(object: &mut Map<String, Value>) -> bool {
    let mut is_held = false;
    let mut told = Vec::new();
    for (key, value) in object.iter() {
        let name = letters_of(key);
        let is_in = |keys: &[&str]| keys.contains(&name.as_str());
        let answer = answer(value);
        is_held |= match () {
            () if is_in(&IS_DRAFT) => answer == Some(true),
            () if is_in(&IS_PUBLISHED) => answer == Some(false),
            () if is_in(&STANDING) => word(value).is_some_and(|word| HELD.contains(&word.as_str())),
            () if name == "posttype" => word(value).is_some_and(|word| OTHERS.contains(&word.as_str())),
            () => name == "postpassword" && value.as_str().is_some_and(|text| !text.trim().is_empty()),
        };
        if is_in(&IS_DRAFT) && answer.is_some() || name == "postpassword" {
            told.push(key.clone());
        }
    }
    for key in told {
        object.remove(&key);
    }
    is_held
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(letters_of(text)),
        Value::Bool(false) => Some("0".to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Yes or no, as systems write it; a date under `published` is neither.
fn answer(value: &Value) -> Option<bool> {
    if let Value::Bool(answer) = value {
        return Some(*answer);
    }
    match word(value)?.as_str() {
        "0" | "false" | "no" | "n" => Some(false),
        "1" | "true" | "yes" | "y" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_for_everybody_is_held() {
        for (object, expected) in [
            (r#"{"status": "draft"}"#, true),
            (r#"{"post_status": "auto-draft"}"#, true),
            (r#"{"status": "publish", "visibility": "public"}"#, false),
            (r#"{"status": "published", "visibility": "paid"}"#, true),
            (r#"{"status": 200}"#, false),
            (r#"{"status": 0}"#, true),
            (r#"{"draft": true}"#, true),
            (r#"{"draft": "false"}"#, false),
            (r#"{"published": false}"#, true),
            (r#"{"published": "2015-03-02"}"#, false),
            (r#"{"post_type": "revision", "post_status": "publish"}"#, true),
            (r#"{"post_password": "x"}"#, true),
            (r#"{"state": "Ohio"}"#, false),
        ] {
            let mut map: Map<String, Value> = serde_json::from_str(object).unwrap();
            assert_eq!(take_held(&mut map), expected, "{object}");
        }
    }
}
