//! Markdown, read and drawn: text in, outline, plain text or safe HTML out.
//!
//! Pure, and it never fails: every text is some Markdown. It knows nothing of files or pages; where a link leads is
//! asked of the caller.

mod addresses;
mod anchors;
mod answers;
mod blanks;
mod definitions;
mod dress;
mod embeds;
mod escape;
mod footnotes;
mod from_html;
mod glossary;
mod items;
mod lead_ins;
mod mdx;
mod outline;
mod pictures;
mod plain;
mod questions;
mod render;
mod sanitize;
mod tags;
mod templates;

pub use addresses::{Address, Change, addresses, readdressed, used_definitions};
pub use anchors::slug;
pub use definitions::{Definition, definitions};
pub use from_html::{FromHtml, Reading, from_html, html_title};
pub use glossary::Glossary;
pub use lead_ins::{LeadIn, lead_ins, says_how};
pub use mdx::without_components;
pub use outline::outline;
pub use plain::{PlainSection, plain, sections};
pub use questions::{Asked, questions};
pub use render::{Rendered, RenderedSection, Resolve, SafeHtml, Target, fragment, phrase, render};

use pulldown_cmark::Options;

/// The dialect: CommonMark with tables, footnotes, strikethrough, task lists, `{#anchor}` on headings, and alerts.
fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn nowhere(target: &str, _picture: bool) -> Target {
        Target::Outside(target.to_owned())
    }

    proptest! {
        #[test]
        fn any_text_is_some_markdown(text in "\\PC{0,400}") {
            let body = outline(&text, 1);
            for heading in &body.headings {
                prop_assert!(body.text.get(heading.range.clone()).is_some());
            }
            let html: String = render(&text, &nowhere).sections.iter().map(|part| part.html.as_str().to_owned()).collect();
            prop_assert!(!html.contains("<script"));
            sections(&text);
            plain(&text);
        }

        #[test]
        fn markup_never_gets_a_handler_or_a_script(
            tag in "(script|img|svg|iframe|a|style|object|math|form|base|meta|link|input|template)",
            handler in "on[a-z]{3,9}",
            rest in "[^<>]{0,30}",
        ) {
            let text = format!("a <{tag} {handler}=alert(1) href=\"javascript:alert(1)\" {rest}>x</{tag}> [l](javascript:alert(1))");
            let html: String = render(&text, &nowhere).sections.iter().map(|part| part.html.as_str().to_owned()).collect();
            for tag in html.to_lowercase().split('<').skip(1).filter_map(|rest| rest.split_once('>')) {
                prop_assert!(!tag.0.contains(&handler) && !tag.0.contains("javascript:"), "{}", html);
                let name = tag.0.split_whitespace().next().unwrap_or_default();
                prop_assert!(!["script", "iframe", "svg", "object", "form", "style"].contains(&name), "{}", html);
            }
        }
    }
}
