//! Below an entry: whether it is still right. What readers say is wrong stands there until somebody has closed it.

use maud::{Markup, html};

use super::Article;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::forms::{FlagForm, StillRight};
use crate::web::view::standing;

/// Draws it.
pub fn draw(article: &Article) -> Markup {
    let (setting, entry) = (article.setting, article.page.entry());
    let flags = setting.catalog.signals().of(entry.id.as_str()).map(|signal| signal.flags.as_slice());
    let about = urls::trust(&entry.id);
    let body = html! {
        div.reliance lang="en" {
            @if let Some(flags) = flags.filter(|flags| !flags.is_empty()) {
                ul.points {
                    @for flag in flags {
                        li { (standing::flag(setting, entry, flag)) }
                    }
                }
                p { a href=(about) { "What to do about it" } }
            }
            // What is never due needs nobody to say so.
            @if entry.review_days().is_some() { (StillRight(entry)) }
            details.fold {
                summary { "Something is wrong" }
                (FlagForm { entry, reason: "", answer: None })
            }
            p.quiet { a href=(about) { "How far it can be relied on, and why" } }
        }
    };
    line(article.label(), "Still right?", &body)
}
