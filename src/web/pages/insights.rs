//! `GET /insights`: the weekly page, for stewards and managers; `/insights.md` and `/insights.csv` are the same to take away.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};

use super::{blocking, replies, setting};
use crate::insights::weekly::{self, Report, Series};
use crate::model::Kind;
use crate::model::person::{Roles, Stewardship, Viewer};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::{line, wide};
use crate::web::view::chart::Bars;
use crate::web::view::shell::Field;
use crate::web::view::told::said_instead;
use crate::web::view::weekly::{Table, TableRow, tables};
use crate::web::view::weekly_text;
use crate::web::view::{Setting, Shell, links, words};

/// The page.
pub async fn insights(State(app): State<App>, Asker(viewer): Asker) -> Result<Markup, Error> {
    let waiting = app.store.waiting_replies().await?;
    let whose = viewer.clone();
    drawn(app, &viewer, move |app, setting, report| {
        let replies = replies::offered(setting.catalog, &whose, &waiting).count();
        let page = Weekly { setting, report, roles: &whose.roles, replies };
        Shell { site: &app.name, title: "This week", field: Field::default(), content: &page }.render()
    })
    .await
}

/// For a chat channel.
pub async fn markdown(State(app): State<App>, Asker(viewer): Asker) -> Result<Response, Error> {
    drawn(app, &viewer, |app, setting, report| {
        let text = weekly_text::markdown(&app.name, report, &tables(setting, report));
        ([(header::CONTENT_TYPE, "text/markdown; charset=utf-8")], text).into_response()
    })
    .await
}

/// For a spreadsheet.
pub async fn csv(State(app): State<App>, Asker(viewer): Asker) -> Result<Response, Error> {
    drawn(app, &viewer, |_, setting, report| {
        let table = weekly_text::csv(report, &tables(setting, report)).map_err(|error| {
            tracing::error!(%error, "the table could not be written");
            Error::Internal
        })?;
        let name = format!("attachment; filename=\"insights-{}.csv\"", report.period.last);
        let headers =
            [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
        Ok((headers, table).into_response())
    })
    .await?
}

/// Reads and counts, away from the threads that answer requests, for those who may see it.
async fn drawn<T: Send + 'static>(
    app: App,
    viewer: &Viewer,
    draw: impl FnOnce(&App, Setting, &Report) -> T + Send + 'static,
) -> Result<T, Error> {
    if !viewer.roles.is_steward() && !viewer.roles.manager {
        return Err(Error::Forbidden);
    }
    let rows = weekly::read(&app.store, app.clock.today()).await?;
    let roles = viewer.roles.clone();
    blocking(move || {
        let catalog = app.catalog();
        let setting = setting(&app, &catalog);
        let report = weekly::report(&catalog, &rows, setting.today, &roles);
        draw(&app, setting, &report)
    })
    .await
}

/// The page.
#[derive(Debug)]
pub struct Weekly<'a> {
    pub setting: Setting<'a>,
    pub report: &'a Report,
    /// Of whoever reads it.
    pub roles: &'a Roles,
    /// What colleagues said instead of what the reader looks after.
    pub replies: usize,
}

impl Render for Weekly<'_> {
    fn render(&self) -> Markup {
        let (report, today) = (self.report, self.setting.today);
        html! {
            div.entry.weekly {
                div.line { div.content {
                    h1.title { "This week" }
                    p.summary { (words::day(report.period.first, today)) " to " (words::day(report.period.last, today)) ", seven full days." }
                    @if let Stewardship::Of(kinds) = &self.roles.steward { p.quiet { (first(kinds)) } }
                    ul.headline { @for sentence in &report.headline { li { (sentence) } } }
                } }
                (said_instead(self.replies))
                (wide(2, "Thirteen weeks", &html! { div.charts {
                    (self.chart("fl-searches", "Searches by whether they were answered", &report.searches))
                    (self.chart("fl-votes", "Votes by what they said", &report.votes))
                } }))
                @for table in tables(self.setting, report) { (wide(2, table.title, &block(self.setting, &table))) }
                (line(2, "Thanks to", &self.credit()))
                (line(2, "Take it along", &html! {
                    ul.terms {
                        li { a href=(urls::INSIGHTS_MARKDOWN) { "As Markdown, for a chat" } }
                        li { a href=(urls::INSIGHTS_CSV) { "As CSV, for a spreadsheet" } }
                    }
                }))
            }
        }
    }
}

impl Weekly<'_> {
    fn chart(&self, id: &str, title: &str, series: &[Series]) -> Markup {
        let steps: Vec<_> = self.report.period.weeks().iter().map(|day| words::day(*day, self.setting.today)).collect();
        let drawn: Vec<_> = series.iter().map(|series| (series.name, series.counts.as_slice())).collect();
        let any = series.iter().any(|series| series.counts.iter().any(|count| *count > 0));
        html! {
            div {
                h3 { (title) }
                @if any { (Bars { id, title, steps: &steps, series: &drawn }) } @else { p.quiet { "Nothing yet." } }
            }
        }
    }

    fn credit(&self) -> Markup {
        html! {
            @if self.report.credit.is_empty() { p.quiet { "Credit appears here when colleagues say that an answer worked." } }
            ul.plain { @for sentence in &self.report.credit { li { (sentence) } } }
            p.quiet { "By name, never by number; nobody's own votes count." }
        }
    }
}

/// What comes first for who looks after some kinds.
fn first(kinds: &BTreeSet<Kind>) -> String {
    let names: Vec<String> = kinds.iter().map(|kind| kind.many().to_lowercase()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    format!("In the tables below, entries of the kinds that you look after come first: {}.", words::and(&names))
}

/// A block: what it is, its rows, one action each.
fn block(setting: Setting, table: &Table) -> Markup {
    html! {
        @if table.rows.is_empty() { p.quiet { (table.empty) } } @else {
            p.quiet { (table.about) }
            table.rows-of-week {
                thead { tr { @for name in table.columns { th scope="col" { (name) } } th scope="col" { span.unseen { "What to do" } } } }
                tbody { @for row in &table.rows { (table_row(setting, table, row)) } }
            }
        }
    }
}

fn table_row(setting: Setting, table: &Table, row: &TableRow) -> Markup {
    let (act, address) = &row.act;
    html! {
        tr {
            @for (place, (name, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
                @if place == 0 { th scope="row" dir="auto" { (cell) } }
                @else { td data-name=(name) .is-empty[cell.is_empty()] dir="auto" { (cell) } }
            }
            td.act {
                a href=(address) { (act) }
                @if let Some(page) = row.entry.as_ref().and_then(|id| setting.catalog.page(id.as_str())) {
                    " " (links::edit(page.entry()))
                }
            }
        }
    }
}
