//! What HTML may remain: a short list of tags, and of attributes only what is named here.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

/// Ids that the product's own pages use begin with this; content cannot take them.
const RESERVED_IDS: &str = "fl-";

static CLEAN: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["section"])
        .rm_tags(["map", "area", "bdo"])
        .add_generic_attributes(["id", "class"])
        .add_tag_attributes("div", ["tabindex"])
        .add_tag_attributes("pre", ["tabindex"])
        .add_tag_attributes("img", ["loading"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .attribute_filter(|_tag, attribute, value| match attribute {
            "id" if value.starts_with(RESERVED_IDS) => None,
            "class" => class(value).map(Cow::Owned),
            "tabindex" if value != "0" => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});

/// The classes that Markdown itself brings: code languages, footnotes, alerts, and ours for tables and broken links.
fn class(value: &str) -> Option<String> {
    let known = |name: &&str| {
        name.strip_prefix("language-").is_some_and(|language| language.chars().all(|c| c.is_alphanumeric() || c == '-'))
            || name.starts_with("markdown-alert")
            || matches!(
                *name,
                "footnote-definition"
                    | "footnote-definition-label"
                    | "footnote-reference"
                    | "table-wrap"
                    | "broken-link"
            )
    };
    let kept: Vec<_> = value.split_whitespace().filter(known).collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

/// HTML with everything gone that could run, load or overlay anything.
pub fn clean(html: &str) -> String {
    CLEAN.clean(html).to_string()
}
