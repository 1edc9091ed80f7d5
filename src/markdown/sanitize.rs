//! What HTML may remain: a short list of tags, and of attributes only what is named here.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

use super::dress::TASKS;

/// Ids that the product's own pages use begin with this; content cannot take them.
const RESERVED_IDS: &str = "fl-";

static CLEAN: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["section"])
        .rm_tags(["map", "area", "bdo"])
        .add_generic_attributes(["id", "class", "dir"])
        .add_tag_attributes("a", ["name"])
        .add_tag_attributes("details", ["open"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .attribute_filter(|_tag, attribute, value| match attribute {
            "id" | "name" if value.starts_with(RESERVED_IDS) => None,
            "class" => class(value).map(Cow::Owned),
            "dir" if !["ltr", "rtl", "auto"].contains(&value) => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});

/// The classes that Markdown itself brings: code languages, footnotes, alerts, marks of tasks.
fn class(value: &str) -> Option<String> {
    let known = |name: &&str| {
        name.strip_prefix("language-").is_some_and(|language| language.chars().all(|c| c.is_alphanumeric() || c == '-'))
            || name.starts_with("markdown-alert")
            || ["footnotes", "footnote-reference"].contains(name)
            || TASKS.contains(name)
    };
    let kept: Vec<_> = value.split_whitespace().filter(known).collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

/// HTML with everything gone that could run, load or overlay anything.
pub fn clean(html: &str) -> String {
    CLEAN.clean(html).to_string()
}
