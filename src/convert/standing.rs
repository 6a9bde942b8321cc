//! Whether an object of an export was published where it was: what content systems call drafts, waiting, private, paid or
//! deleted is none of what everybody may read.

use serde_json::{Map, Value};

use super::record::letters_of;

/// Keys under which systems say in a word where an article stands.
const STANDING: [&str; 9] = [
    "status",
    "poststatus",
    "pubstatus",
    "publishstatus",
    "state",
    "poststate",
    "workflowstate",
    "moderationstate",
    "access",
];
/// Words of an article that not everybody may read.
const HELD: &str = " draft drafts roughdraft pending pendingreview inreview needsreview review waiting inprogress submitted unapproved \
    private autodraft future scheduled trash trashed bin deleted removed inherit unpublished notpublished hidden embargo embargoed \
    withheld held canceled cancelled rejected withdrawn spiked spam members membersonly paid paidmembers subscribers subscribersonly \
    premium registered restricted confidential tiers password internal 0 -1 -2 ";
/// Words of one that everybody may: who may see it is told under this key alone, so in doubt it is held back.
const VISIBILITY: [&str; 2] = ["visibility", "postvisibility"];
const PUBLIC: &str = " public published publish everyone everybody all anyone open free visible world yes true 1 ";
/// Keys that say yes or no.
const IS_HELD: [&str; 9] =
    ["draft", "isdraft", "unpublished", "private", "isprivate", "hidden", "deleted", "isdeleted", "emailonly"];
const IS_PUBLISHED: [&str; 6] = ["published", "ispublished", "publish", "visible", "public", "ispublic"];
/// Keys with anything under them.
const IF_THERE: [&str; 3] = ["postpassword", "deletedat", "trashedat"];
/// What WordPress keeps beside its posts in the same table.
const OTHERS: &str = " revision attachment navmenuitem customcss customizechangeset oembedcache userrequest ";

/// Whether an object says that it was not published for everybody; keys that say nothing else are taken out.
pub fn take_held(object: &mut Map<String, Value>) -> bool {
    let mut is_held = false;
    let mut told = Vec::new();
    for (key, value) in object.iter() {
        let name = letters_of(key);
        let is_in = |keys: &[&str]| keys.contains(&name.as_str());
        let answer = answer(value);
        is_held |= match () {
            () if is_in(&IS_HELD) => answer == Some(true),
            () if is_in(&IS_PUBLISHED) => answer == Some(false),
            () if is_in(&STANDING) => words(value).iter().any(|word| is_word(HELD, word)),
            () if is_in(&VISIBILITY) => words(value).iter().any(|word| !is_word(PUBLIC, word)),
            () if name == "posttype" => words(value).iter().any(|word| is_word(OTHERS, word)),
            () => is_in(&IF_THERE) && value.as_str().is_some_and(|text| !text.trim().is_empty()),
        };
        if matches!(name.as_str(), "draft" | "isdraft") && answer.is_some() || name == "postpassword" {
            told.push(key.clone());
        }
    }
    for key in told {
        object.remove(&key);
    }
    is_held
}

fn is_word(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// What stands under a key, as words: a text, a list of them, a thing with a name.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => Vec::new(),
        Value::String(text) if text.trim_start().starts_with('-') => vec![text.trim().to_owned()],
        Value::String(text) => vec![letters_of(text)],
        Value::Bool(answer) => vec![if *answer { "1" } else { "0" }.to_owned()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(list) => list.iter().flat_map(words).collect(),
        Value::Object(object) => {
            ["name", "value", "slug", "id"].iter().filter_map(|key| object.get(*key)).take(1).flat_map(words).collect()
        }
        Value::Null => Vec::new(),
    }
}

/// Yes or no, as systems write it; a date under `published` is neither.
fn answer(value: &Value) -> Option<bool> {
    if let Value::Bool(answer) = value {
        return Some(*answer);
    }
    match words(value).first()?.as_str() {
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
            (r#"{"status": ["Draft"]}"#, true),
            (r#"{"status": {"id": 4, "name": "Rough draft"}}"#, true),
            (r#"{"status": "withheld"}"#, true),
            (r#"{"pubstatus": "canceled"}"#, true),
            (r#"{"pubstatus": "usable"}"#, false),
            (r#"{"post_status": "auto-draft"}"#, true),
            (r#"{"status": "publish", "visibility": "public"}"#, false),
            (r#"{"status": "published", "visibility": "paid"}"#, true),
            (r#"{"visibility": "filter:label:gold"}"#, true),
            (r#"{"status": 200}"#, false),
            (r#"{"status": 0}"#, true),
            (r#"{"state": "-2"}"#, true),
            (r#"{"state": 1, "access": 1}"#, false),
            (r#"{"access": "registered"}"#, true),
            (r#"{"draft": true}"#, true),
            (r#"{"draft": "false"}"#, false),
            (r#"{"private": true}"#, true),
            (r#"{"published": false}"#, true),
            (r#"{"is_public": 0}"#, true),
            (r#"{"published": "2015-03-02"}"#, false),
            (r#"{"deleted_at": "2015-03-02"}"#, true),
            (r#"{"deleted_at": null, "deleted": false}"#, false),
            (r#"{"status": "sent", "email_only": true}"#, true),
            (r#"{"post_type": "revision", "post_status": "publish"}"#, true),
            (r#"{"post_password": "x"}"#, true),
            (r#"{"state": "Ohio"}"#, false),
        ] {
            let mut map: Map<String, Value> = serde_json::from_str(object).unwrap();
            assert_eq!(take_held(&mut map), expected, "{object}");
        }
    }
}
