//! `GET /new`: what came and changed lately, newest first. `?kind=` narrows it, `?page=` goes on.

use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, Render, html};

use super::{blocking, setting};
use crate::catalog::News;
use crate::history::Standing;
use crate::model::Kind;
use crate::web::error::Error;
use crate::web::query::ListQuery;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::listing::{head, turns};
use crate::web::view::news::{self, Happened};
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell};

/// Entries on one leaf.
const LEAF: usize = 50;

/// The page.
pub async fn new(State(app): State<App>, query: ListQuery) -> Result<Markup, Error> {
    blocking(move || {
        let catalog = app.catalog();
        let page = WhatIsNew { setting: setting(&app, &catalog), query: &query };
        Shell { site: &app.name, title: "New", field: Field::default(), content: &page }.render()
    })
    .await
}

/// What is new.
#[derive(Debug)]
pub struct WhatIsNew<'a> {
    pub setting: Setting<'a>,
    pub query: &'a ListQuery,
}

impl Render for WhatIsNew<'_> {
    fn render(&self) -> Markup {
        let skipped = (self.query.leaf - 1) * LEAF;
        let wanted = |news: &News| self.query.kind.is_none_or(|kind| news.page.entry().kind == kind);
        // One more than fits tells whether there is a further leaf.
        let mut news: Vec<_> = self.setting.catalog.news().filter(wanted).skip(skipped).take(LEAF + 1).collect();
        let more = news.len() > LEAF;
        news.truncate(LEAF);
        let groups = news.chunk_by(|a, b| self.span(a) == self.span(b));
        html! {
            div.entry.listing {
                (head(&[], "What is new", "Entries that came or changed, the last first."))
                (line(2, "Show", &self.kinds()))
                @if news.is_empty() { div.line { div.content { p { (self.nothing()) } } } }
                @for group in groups { (line(2, &self.span(&group[0]), &self.list(group))) }
                (self.end(more))
            }
        }
    }
}

impl WhatIsNew<'_> {
    fn kinds(&self) -> Markup {
        let link = |kind: Option<Kind>, name: &str| {
            let address = kind.map_or(urls::NEW.to_owned(), |kind| urls::of_kind(urls::NEW, kind));
            html! { a href=(address) aria-current=[(kind == self.query.kind).then_some("true")] { (name) } }
        };
        html! {
            ul.terms {
                li { (link(None, "Everything")) }
                @for kind in self.setting.catalog.counts().keys() { li { (link(Some(*kind), kind.many())) } }
            }
        }
    }

    fn list(&self, group: &[News]) -> Markup {
        html! { ul.offers { @for news in group { li { (Happened { setting: self.setting, news: *news }) } } } }
    }

    fn span(&self, news: &News) -> String {
        span(news.day(), self.setting.today)
    }

    fn nothing(&self) -> &'static str {
        match (&self.setting.catalog.history().standing, self.query.leaf, self.query.kind) {
            (Standing::Unasked, ..) => "The history of the files is being read; this page is complete in a moment.",
            (_, 2.., _) => "There is nothing further.",
            (_, _, Some(_)) => "Nothing of this kind came or changed.",
            (Standing::Shallow, ..) => "Nothing came or changed since this copy of the repository was made.",
            _ => "There are no entries yet. What is saved in the content folder is announced here.",
        }
    }

    fn end(&self, more: bool) -> Markup {
        let list = self.query.kind.map_or(urls::NEW.to_owned(), |kind| urls::of_kind(urls::NEW, kind));
        let feed = self.query.kind.map_or(urls::FEED.to_owned(), |kind| urls::of_kind(urls::FEED, kind));
        html! {
            div.line { div.content {
                (turns(&list, self.query.leaf, more))
                @if let Some(words) = news::known(&self.setting.catalog.history().standing) { p.quiet { (words) } }
                p.whole { a href=(feed) type="application/atom+xml" { "Follow this as a feed" } }
            } }
        }
    }
}

/// The time that a day belongs to, in words.
fn span(day: Date, today: Date) -> String {
    match (today - day).get_days() {
        ..=0 => "Today".to_owned(),
        1..=6 => "This week".to_owned(),
        _ if (day.year(), day.month()) == (today.year(), today.month()) => "This month".to_owned(),
        _ => day.strftime("%B %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_told_by_how_long_they_are_past() {
        let today = date(2026, 11, 23);
        let told = |day| span(day, today);
        assert_eq!(told(date(2026, 11, 24)), "Today");
        assert_eq!(told(today), "Today");
        assert_eq!(told(date(2026, 11, 17)), "This week");
        assert_eq!(told(date(2026, 11, 16)), "This month");
        assert_eq!(told(date(2026, 10, 31)), "October 2026");
        assert_eq!(span(date(2026, 10, 31), date(2026, 11, 2)), "This week");
        assert_eq!(told(date(2025, 11, 23)), "November 2025");
    }
}
