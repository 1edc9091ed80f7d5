//! Below an entry: who wrote it, who changed it last, and the way to all changes.

use maud::{Markup, html};

use super::Article;
use crate::history::{Standing, What};
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::past::{day, names};

/// Draws it, where git knows anything.
pub fn draw(article: &Article) -> Markup {
    let (setting, entry) = (article.setting, article.page.entry());
    let history = setting.catalog.history();
    let first = history.changes(&entry.path).next_back();
    let Some(first) = first else { return Markup::default() };
    // Where a shallow clone ends, whoever made its oldest commit need not have written it.
    let known = first.what() == What::Added && (history.standing == Standing::Whole || first.at().is_some());
    let last = history.changes(&entry.path).find(|change| change.what() == What::Changed);
    let body = html! {
        p lang="en" {
            @if known { "Written by " span dir="auto" { (names(setting, first)) } ", " (day(setting, first.at())) }
            @else { "Who wrote it, and when, is older than this copy of the repository" }
            @if let Some(last) = last {
                "; last changed by " span dir="auto" { (names(setting, last)) } ", " (day(setting, last.at()))
            }
            ". "
            a href=(urls::history(&entry.id)) { "All changes" }
        }
    };
    line(article.label(), "Who wrote it", &body)
}
