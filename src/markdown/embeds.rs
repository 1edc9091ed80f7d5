//! Pages, films and documents that a text embeds become links to them: nothing from elsewhere is loaded into a page.
//!
//! This runs before the sanitiser, which then looks at the links as at any others.

use std::borrow::Cow;

use super::escape::escaped;
use super::tags::{Tag, tags};

/// What embeds something, where it says what, and what the link is called.
const EMBEDS: [(&str, &str, &str); 6] = [
    ("iframe", "src", "Embedded page"),
    ("frame", "src", "Embedded page"),
    ("video", "src", "Video"),
    ("source", "src", "Video"),
    ("audio", "src", "Recording"),
    ("embed", "src", "Embedded page"),
];

/// HTML with a link where something was embedded.
pub fn as_links(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut at = 0;
    for tag in tags(html).filter(|tag| !tag.closes) {
        if let Some(link) = link(&tag) {
            out.push_str(&html[at..tag.range.start]);
            out.push_str(&link);
            at = tag.range.end;
        }
    }
    if at == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[at..]);
    Cow::Owned(out)
}

fn link(tag: &Tag) -> Option<String> {
    if tag.is("object") {
        return object(tag);
    }
    let (_, attribute, name) = EMBEDS.iter().find(|(name, ..)| tag.is(name))?;
    let address = tag.attribute(attribute).filter(|address| !address.is_empty())?;
    Some(anchor(&address, &tag.attribute("title").unwrap_or_default(), name))
}

/// A drawing that is embedded as a document is a picture like any other.
fn object(tag: &Tag) -> Option<String> {
    let address = tag.attribute("data")?;
    let title = tag.attribute("title").unwrap_or_default();
    Some(match address.to_lowercase().ends_with(".svg") {
        true => format!("<img src=\"{}\" alt=\"{}\">", escaped(&address), escaped(&title)),
        false => anchor(&address, &title, "Embedded document"),
    })
}

fn anchor(address: &str, title: &str, name: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let words = if title.is_empty() { bare.split(['?', '#']).next().unwrap_or(bare) } else { title };
    format!("<a href=\"{}\">{name}: {}</a> ", escaped(address), escaped(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_embedded_is_linked() {
        let html = as_links("<div><iframe src=\"https://v.example/e/1?x=1&y\"></iframe></div>");
        assert_eq!(
            html,
            "<div><a href=\"https://v.example/e/1?x=1&amp;y\">Embedded page: v.example/e/1</a> </iframe></div>"
        );
        assert!(as_links("<video controls><source src='a.mp4'></video>").contains("href=\"a.mp4\">Video: a.mp4<"));
        assert!(as_links("<object title=\"How\" data=\"a.svg\">").contains("<img src=\"a.svg\" alt=\"How\">"));
        assert_eq!(as_links("<p>x</p><iframe>"), "<p>x</p><iframe>");
    }
}
