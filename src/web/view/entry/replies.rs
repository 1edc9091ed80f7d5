//! "I said something else": what the viewer said instead, and the form to say so.

use maud::{Markup, html};

use super::Article;
use crate::catalog::said;
use crate::store::Reply;
use crate::web::urls;
use crate::web::view::ready::ready_answer;

/// Where they stand on the page.
pub const REPLIES: &str = "fl-said";

/// The viewer's own replies, and the form.
pub fn draw(article: &Article) -> Markup {
    let entry = article.page.entry();
    html! {
        @if article.setting.seen.outcomes.is_some() {
            div.replies id=(REPLIES) {
                @for reply in article.setting.replies(entry) { (own(article, reply)) }
                details.other lang="en" {
                    summary { "I said something else" }
                    form.say method="post" action=(urls::REPLY) data-act {
                        input type="hidden" name="entry" value=(entry.id);
                        label for="fl-else" { "What did you say? It is here for you at once. Whoever looks after this entry sees it with your name, and can make it part of the entry for everybody." }
                        textarea #fl-else name="text" rows="4" maxlength="4000" required dir="auto" {}
                        button type="submit" { "Keep it" }
                    }
                }
            }
        }
    }
}

fn own(article: &Article, reply: &Reply) -> Markup {
    let entry = article.page.entry();
    html! {
        div.own {
            @let taken = reply.taken_at.is_some();
            p.own-label lang="en" {
                @if taken { "Yours, taken up by a colleague" }
                @else if reply.shown { "Yours, not part of the entry yet" }
                @else { "Yours, seen by nobody else" }
            }
            p.own-words dir="auto" { (reply.text) }
            div.own-foot lang="en" {
                @if taken { p { "Everybody has it as soon as the change is merged." } }
                @else {
                    p { a href=(urls::add_reply(&entry.id, reply.id)) { "Add it to the entry" } }
                    (ready_answer(&said(entry, &reply.text)))
                }
                @if !taken && !reply.shown { (offer(article, reply)) }
                form method="post" action=(urls::REPLY) data-act {
                    input type="hidden" name="entry" value=(entry.id);
                    button.plain-button type="submit" name="drop" value=(reply.id) { "Take it back" }
                }
            }
        }
    }
}

/// The button that has others see a reply that was kept for oneself.
fn offer(article: &Article, reply: &Reply) -> Markup {
    html! {
        form method="post" action=(urls::REPLY) data-act {
            input type="hidden" name="entry" value=(article.page.entry().id);
            input type="hidden" name="text" value=(reply.text);
            button.plain-button type="submit" { "Show it to whoever looks after this entry" }
        }
    }
}
