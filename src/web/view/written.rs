//! What somebody is writing, and what they have sent.

use maud::{Markup, Render, html};

use super::blocks::line;
use super::{links, words};
use crate::catalog::Catalog;
use crate::history::propose::Mine;
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::store::Draft;
use crate::web::urls;

/// Characters of a draft that are shown.
const WORDS: usize = 80;

/// Drafts and proposals of one person.
#[derive(Debug)]
pub struct Written<'a> {
    pub catalog: &'a Catalog,
    pub viewer: &'a Viewer,
    pub drafts: &'a [Draft],
    pub sent: &'a [Mine],
}

impl Render for Written<'_> {
    fn render(&self) -> Markup {
        html! {
            @if !self.drafts.is_empty() {
                (line(2, "Your drafts", &html! { ul.written { @for draft in self.drafts { li { (self.draft(draft)) } } } }))
            }
            @if !self.sent.is_empty() {
                (line(2, "Sent, not taken over", &html! { ul.written { @for mine in self.sent { li { (sent(mine)) } } } }))
            }
        }
    }
}

impl Written<'_> {
    fn draft(&self, draft: &Draft) -> Markup {
        let page = self.catalog.page_at_for(self.viewer, &draft.path);
        html! {
            div {
                @match page {
                    Some(page) => { a href=(urls::change(&page.entry().id)) dir="auto" { (links::name(page.entry())) } },
                    None if !draft.asked.is_empty() => {
                        a href=(urls::write_of(Kind::from_path(&draft.path), &draft.asked)) dir="auto" { q { (words::cut(&draft.asked, WORDS)) } }
                    }
                    // Gone, or not for this person any more: what they wrote is recorded with them all the same.
                    None => { span { "An entry that is not there any more" } " " a href=(urls::ME) { "What you wrote" } }
                }
                @if !draft.note.is_empty() { p.quiet dir="auto" { (draft.note) } }
            }
            form method="post" action=(urls::DROP_DRAFT) {
                input type="hidden" name="path" value=(draft.path);
                button.plain-button type="submit" { "Throw it away" }
            }
        }
    }
}

fn sent(mine: &Mine) -> Markup {
    html! {
        div {
            a href=(urls::proposed(&mine.commit)) dir="auto" { (mine.subject) }
            p.quiet { code dir="ltr" { (mine.branch) } @if !mine.given { ", not sent to the remote yet" } }
        }
    }
}
