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
        .attribute_filter(|tag, attribute, value| match attribute {
            "src" if tag == "img" && !is_picture(value) => None,
            "id" if value.starts_with(RESERVED_IDS) => None,
            "class" => class(value).map(Cow::Owned),
            "tabindex" if value != "0" => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});

/// Whether an address is that of a picture of the content folder. Any other would make the browser ask, for whoever
/// reads the entry: of somebody else, or of an address here that does something or never ends.
fn is_picture(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let leads_up = ["/.", "/%2e"].iter().any(|dots| lower.contains(dots));
    // Browsers read a backslash as a slash, and tabs and newlines not at all.
    let odd = lower.contains(|letter: char| letter == '\\' || letter.is_ascii_control());
    lower.starts_with("/files/") && !leads_up && !odd
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_comes_from_the_content_folder_or_not_at_all() {
        assert!(clean("<img src=\"/files/a/b%20c.png\" alt=\"x\">").contains("src=\"/files/a/b%20c.png\""));
        for address in [
            "http://evil.example/x.png",
            "//evil.example/x.png",
            "/events",
            "events",
            "/files/../events",
            "/files/%2e%2e/events",
            "/files/%2E./events",
            "/files/.&#9;./events",
            "/files/&#10;../events",
            "/files/..\\events",
            "/files\\..\\events",
            "data:image/svg+xml,<svg/>",
            "",
        ] {
            let html = clean(&format!("<img alt=\"kept\" src=\"{address}\">"));
            assert!(!html.contains("src=") && html.contains("kept"), "{address}: {html}");
        }
    }
}
