//! The top of an article: where one is, and what must be known first.

use maud::{Markup, html};

use super::Article;
use crate::model::{Entry, Kind};
use crate::web::urls;
use crate::web::view::banners::banners;
use crate::web::view::standing;

/// Breadcrumbs or, beside results, the kind; then banners.
pub fn draw(article: &Article) -> Markup {
    let entry = article.page.entry();
    html! {
        div.line.article-head {
            div.content {
                @if article.is_whole() { (crumbs(article, entry)) }
                @else { p.kind lang="en" { (entry.kind.one()) (standing::status(entry)) } }
                (banners(&article.setting, article.page))
            }
        }
    }
}

fn crumbs(article: &Article, entry: &Entry) -> Markup {
    html! {
        nav.crumbs aria-label="Breadcrumbs" {
            ol {
                li lang="en" { a href=(urls::kind(entry.kind)) { (entry.kind.many()) } }
                @if entry.kind == Kind::Page {
                    @for (name, address) in folders(article, entry.id.slug()) {
                        li dir="auto" { @match address { Some(address) => a href=(address) { (name) }, None => (name) } }
                    }
                }
            }
        }
    }
}

/// The folders above a plain page, each with the address of its own page where it has one.
fn folders<'a>(article: &Article, slug: &'a str) -> Vec<(&'a str, Option<String>)> {
    let ends = slug.match_indices('/').map(|(end, _)| end);
    let folder = |end: usize| {
        let path = &slug[..end];
        let name = path.rsplit('/').next().unwrap_or(path);
        let id = crate::model::EntryId::new(Kind::Page, path);
        (name, article.setting.catalog.page(id.as_str()).map(|page| page.address()))
    };
    ends.map(folder).collect()
}
