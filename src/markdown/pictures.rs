//! Pictures: drawn where their file is here, linked where they are elsewhere, told where they are missing.

use super::escape::escaped;
use super::render::{Resolver, Target};
use super::tags::{Tag, tags};

/// What stands for a picture. Inside a link there is no other link.
pub fn draw(tag: &Tag, resolve: Resolver, linked: bool) -> String {
    let words = tag.attribute("alt").unwrap_or_default();
    let words = words.trim();
    let Some(source) = tag.attribute("src").filter(|source| !source.is_empty()) else {
        return escaped(words);
    };
    match resolve.link(&source, true) {
        Target::Inside(address) => here(tag, &address, words),
        Target::Outside(_) if linked => format!("Picture: {}", escaped(name(words, &source))),
        Target::Outside(address) => format!(
            "<a href=\"{}\" rel=\"noopener noreferrer nofollow\">Picture: {}</a>",
            escaped(&address),
            escaped(name(words, &source))
        ),
        Target::Lost { why, .. } | Target::Missing(why) => missing(words, &source, &why),
    }
}

fn here(tag: &Tag, address: &str, words: &str) -> String {
    let of = |name: &str| tag.attribute(name).map(|value| format!(" {name}=\"{}\"", escaped(&value)));
    let others: String = ["id", "title", "width", "height"].iter().filter_map(|name| of(name)).collect();
    format!("<img src=\"{}\" alt=\"{}\"{others} loading=\"lazy\">", escaped(address), escaped(words))
}

/// What the picture shows, and where its file was looked for.
fn missing(words: &str, source: &str, why: &str) -> String {
    let words = match words {
        "" => String::new(),
        words => format!("<span class=\"missing-words\">{}</span> ", escaped(words)),
    };
    format!(
        "<span class=\"missing-picture\" title=\"{}\">{words}<span class=\"missing-file\" lang=\"en\">Missing picture: \
         <code dir=\"ltr\">{}</code></span></span>",
        escaped(why),
        escaped(source)
    )
}

/// The words for a picture, or the name of its file.
fn name<'a>(words: &'a str, source: &'a str) -> &'a str {
    let path = source.split(['?', '#']).next().unwrap_or(source).trim_end_matches('/');
    if words.is_empty() { path.rsplit('/').next().unwrap_or(path) } else { words }
}

/// The title of a picture that stands alone in its paragraph, `html` being what follows the paragraph's tag.
pub fn caption(html: &str) -> Option<String> {
    let tag = html.starts_with("<img ").then(|| tags(html).next())??;
    let alone = html[tag.range.end..].starts_with("</p>");
    tag.attribute("title").filter(|title| alone && !title.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(html: &str, target: Target, linked: bool) -> String {
        draw(&tags(html).next().unwrap(), &|_: &str, _: bool| target.clone(), linked)
    }

    #[test]
    fn a_picture_is_drawn_linked_or_told() {
        let picture = "<img src=\"https://x.example/a/p.png?v=1\" alt=\"\" width=\"40\" onerror=\"x\">";
        let here = drawn(picture, Target::Inside("/files/p.png".to_owned()), false);
        assert_eq!(here, "<img src=\"/files/p.png\" alt=\"\" width=\"40\" loading=\"lazy\">");
        let outside = Target::Outside("https://x.example/a/p.png".to_owned());
        assert!(drawn(picture, outside.clone(), false).ends_with(">Picture: p.png</a>"));
        assert_eq!(drawn(picture, outside, true), "Picture: p.png");
        let gone = drawn("<img src=\"p&q.png\" alt=\"A <b>\">", Target::Missing("no file".to_owned()), false);
        assert!(gone.contains(">A &lt;b&gt;</span>") && gone.contains("<code dir=\"ltr\">p&amp;q.png</code>"));
        assert!(gone.contains("title=\"no file\""));
    }
}
