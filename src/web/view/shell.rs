//! The frame of every page: head, masthead with the search field, content, footer.

use maud::{DOCTYPE, Markup, Render, html};

use crate::search::Facet;
use crate::web::{assets, urls};

/// A whole document around the content of a page.
pub struct Shell<'a> {
    /// What the knowledge base is called.
    pub site: &'a str,
    /// The page's own title; empty on the start page.
    pub title: &'a str,
    pub field: Field<'a>,
    pub content: &'a dyn Render,
}

/// The search field as it stands on this page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Field<'a> {
    pub text: &'a str,
    pub filters: &'a [(Facet, String)],
    /// Whether the page begins with the focus in the field.
    pub focused: bool,
}

impl Render for Shell<'_> {
    fn render(&self) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                (self.head())
                body {
                    a.skip href="#fl-main" { "Skip to the content" }
                    (self.masthead())
                    main #fl-main tabindex="-1" { (self.content) }
                    (footer())
                    p #fl-status role="status" {}
                    p #fl-count .unseen role="status" {}
                }
            }
        }
    }
}

/// How the links of the masthead begin.
const SITE: &str = "<nav class=\"site\" aria-label=\"Site\">";
/// The masthead begins within so many bytes.
const HEAD: usize = 16 << 10;

/// A document as somebody gets it who is on a path: with one word more in the masthead. Nothing where it has no masthead.
/// Pages are drawn alike for all, and kept so.
pub fn for_learner(document: &[u8]) -> Option<Vec<u8>> {
    let head = &document[..document.len().min(HEAD)];
    let at = head.windows(SITE.len()).position(|bytes| bytes == SITE.as_bytes())? + SITE.len();
    let link = html! { a href=(urls::PATH) { "Your path" } }.into_string();
    Some([&document[..at], link.as_bytes(), &document[at..]].concat())
}

impl Shell<'_> {
    fn head(&self) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { @if !self.title.is_empty() { (self.title) " · " } (self.site) }
                link rel="icon" href=(assets::address("icon.svg")) type="image/svg+xml";
                link rel="alternate" type="application/atom+xml" title={ (self.site) ": what is new" } href=(urls::FEED);
                link rel="search" type="application/opensearchdescription+xml" title=(self.site) href=(urls::OPENSEARCH);
                link rel="stylesheet" href=(assets::address("app.css"));
                script src=(assets::address("app.js")) defer {}
                script src=(assets::address("lately.js")) defer {}
                script src=(assets::address("searched.js")) defer {}
                script src=(assets::address("terms.js")) defer {}
                script src=(assets::address("votes.js")) defer {}
            }
        }
    }

    fn masthead(&self) -> Markup {
        html! {
            header.masthead {
                div.wrap {
                    a.brand href=(urls::START) { (self.site) }
                    (self.field)
                    nav.site aria-label="Site" {
                        a href=(urls::NEW) { "New" }
                        a href=(urls::BROWSE) { "Browse" }
                        a href=(urls::PRACTICE) { "Practise" }
                        a href=(urls::CONTENT_HEALTH) { "Content health" }
                        a href=(urls::HELP) { "Help" }
                    }
                }
            }
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        html! {
            form.find role="search" action=(urls::SEARCH) method="get" {
                label.unseen for="fl-field" { "What did the customer say?" }
                input #fl-field type="text" name="q" value=(self.text) dir="auto" autofocus[self.focused]
                    placeholder="What did the customer say?" maxlength="2000"
                    autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search";
                @for (facet, value) in self.filters { input type="hidden" name=(facet.name()) value=(value); }
                button type="submit" { "Search" }
            }
        }
    }
}

fn footer() -> Markup {
    html! {
        footer.foot {
            div.wrap {
                nav.foot-links aria-label="About what happens here" {
                    a href=(urls::MINE) { "Mine" }
                    a href=(urls::INSIGHTS) { "This week" }
                    a href=(urls::ME) { "Recorded about you" }
                    a href=(urls::YOURS) { "Not for everybody" }
                }
                p.keys {
                    span { kbd { "/" } " search" }
                    span { kbd { "↓" } " " kbd { "Enter" } " open" }
                    span { kbd { "1" } "–" kbd { "4" } " answers" }
                    span { kbd { "c" } " copy" }
                    span { kbd { "u" } " I’ll use this" }
                    span { kbd { "n" } " not what I need" }
                    span { kbd { "?" } " help" }
                }
            }
        }
    }
}
