//! `GET /new.atom`: what came and changed lately, for feed readers (Atom 1.0). Drafts are not announced.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::{Markup, PreEscaped, Render, html};
use sha2::{Digest, Sha256};

use super::blocking;
use crate::catalog::{Catalog, News, glance};
use crate::model::Kind;
use crate::model::entry::Status;
use crate::web::error::Error;
use crate::web::host::Base;
use crate::web::query::ListQuery;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::news::change;
use crate::web::view::words::unquoted;
use crate::web::view::xml::{DECLARATION, allowed};

/// Entries in the feed.
const ENTRIES: usize = 50;
const ATOM: &str = "application/atom+xml; charset=utf-8";

/// The feed.
pub async fn feed(State(app): State<App>, base: Base, query: ListQuery) -> Result<Response, Error> {
    blocking(move || {
        let catalog = app.catalog();
        let feed = Feed { catalog: &catalog, site: &app.name, base: &base, kind: query.kind };
        ([(header::CONTENT_TYPE, ATOM)], feed.render().into_string()).into_response()
    })
    .await
}

/// A feed that draws itself. Every element is closed and every text escaped, so that it is XML as well.
#[derive(Debug)]
pub struct Feed<'a> {
    pub catalog: &'a Catalog,
    pub site: &'a str,
    pub base: &'a Base,
    /// Entries of this kind only.
    pub kind: Option<Kind>,
}

impl Render for Feed<'_> {
    fn render(&self) -> Markup {
        let news: Vec<_> = self.catalog.news().filter(|news| self.is_announced(news)).take(ENTRIES).collect();
        let updated = news.first().map_or(self.catalog.built_at, |news| news.at);
        let narrowed = |address: &str| self.kind.map_or(address.to_owned(), |kind| urls::of_kind(address, kind));
        let what = self.kind.map_or("what is new", Kind::many);
        html! {
            (PreEscaped(DECLARATION))
            feed xmlns="http://www.w3.org/2005/Atom" {
                id { (self.id(&narrowed(urls::FEED))) }
                title { (allowed(self.site)) ": " (what) }
                updated { (instant(updated)) }
                author { name { (allowed(self.site)) } }
                link rel="self" type="application/atom+xml" href=(self.base.join(&narrowed(urls::FEED))) {}
                link rel="alternate" type="text/html" href=(self.base.join(&narrowed(urls::NEW))) {}
                @for news in &news { (self.entry(news)) }
            }
        }
    }
}

impl Feed<'_> {
    fn is_announced(&self, news: &News) -> bool {
        let entry = news.page.entry();
        entry.common.status != Status::Draft && self.kind.is_none_or(|kind| entry.kind == kind)
    }

    fn entry(&self, news: &News) -> Markup {
        let entry = news.page.entry();
        let question = entry.objection().map(|objection| unquoted(&objection.question));
        let title = question.filter(|question| !question.is_empty()).unwrap_or(&entry.title);
        html! {
            entry {
                id { (self.id(entry.id.as_str())) }
                title type="text" { (allowed(title)) }
                updated { (instant(news.at)) }
                link rel="alternate" type="text/html" href=(self.base.join(&news.page.address())) {}
                category term=(entry.kind.name()) label=(entry.kind.one()) {}
                summary type="text" { (entry.kind.one()) ", " (change(news.change)) ". " (allowed(glance(entry))) }
            }
        }
    }

    /// A lasting name, the same under whichever host it is read: made of the site's name and what it stands for.
    fn id(&self, what: &str) -> String {
        let mut hash = Sha256::digest(format!("fieldlore\n{}\n{what}", self.site));
        // The marks of a UUID whose content is its maker's own affair (version 8).
        hash[6] = hash[6] & 0x0f | 0x80;
        hash[8] = hash[8] & 0x3f | 0x80;
        let hex: String = hash[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

/// A moment to the second, as feeds write it.
fn instant(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
