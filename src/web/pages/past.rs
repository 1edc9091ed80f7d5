//! `GET /history/{kind}/{slug}`: the changes of an entry, who made them, when, and word by word.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::{setting, through_git};
use crate::catalog::{Catalog, Page};
use crate::content::read::read;
use crate::fs;
use crate::history::{self, Change, Standing, What};
use crate::model::person::Viewer;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::past::{Difference, day, names};
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links, words};

/// The most changes that are listed.
const MOST: usize = 200;

/// Which change is shown word by word: the full hash of its commit.
#[derive(Debug, Deserialize)]
pub struct Asked {
    change: Option<String>,
}

/// The page. Whoever may read an entry may read how it came about, as far as it was for them then.
pub async fn past(
    State(app): State<App>,
    Asker(viewer): Asker,
    Path((kind, slug)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    through_git(&app.clone(), move || {
        let catalog = app.catalog();
        let page = catalog.page_for(&viewer, &[kind, slug].join("/")).ok_or(Error::NotFound)?;
        let past = Past::of(setting(&app, &catalog), &viewer, page, asked.change.as_deref())?;
        let title = format!("History: {}", page.entry().title);
        let shell = Shell { site: &app.name, title: &title, field: Field::default(), content: &past };
        let drawn = shell.render().into_response();
        Ok(if page.is_closed() { for_one(drawn) } else { drawn })
    })
    .await?
}

/// How an entry came about.
#[derive(Debug)]
pub struct Past<'a> {
    pub setting: Setting<'a>,
    pub page: Page<'a>,
    pub changes: Vec<Told>,
    /// How many more there are.
    pub more: usize,
    /// The change that is shown word by word, by its commit.
    pub shown: Option<(String, Difference)>,
}

/// A change in words.
#[derive(Debug)]
pub struct Told {
    pub commit: String,
    pub who: String,
    pub at: Option<Timestamp>,
    pub what: What,
}

impl<'a> Past<'a> {
    fn of(setting: Setting<'a>, viewer: &Viewer, page: Page<'a>, asked: Option<&str>) -> Result<Past<'a>, Error> {
        let (catalog, path) = (setting.catalog, page.entry().path.as_str());
        let history = catalog.history();
        let shown = match asked {
            Some(commit) => Some(history.change(path, commit).ok_or(Error::NotFound)?),
            None => history.changes(path).find(|change| change.what() == What::Changed),
        };
        let shown = shown.map(|change| (change.commit(), of_change(catalog, viewer, page, change)));
        let all = history.changes(path);
        let more = all.len().saturating_sub(MOST);
        let changes = all.take(MOST).map(|change| told(setting, change)).collect();
        Ok(Past { setting, page, changes, more, shown })
    }

    fn summary(&self) -> Option<String> {
        let history = self.setting.catalog.history();
        Some(match &history.standing {
            Standing::Unasked => "Git is being asked; look again in a moment.".to_owned(),
            Standing::Unknown(reason) => format!("Nothing is known of its past: {reason}."),
            _ if self.changes.is_empty() => "It is not committed yet.".to_owned(),
            Standing::Shallow => "The server has a shallow copy of the repository: what is older is not known. `git fetch --unshallow` brings it.".to_owned(),
            Standing::Whole => return None,
        })
    }

    fn row(&self, change: &Told) -> Markup {
        let shown = self.shown.as_ref().filter(|(commit, _)| *commit == change.commit);
        let what = match change.what {
            What::Added => "wrote it",
            What::Changed => "changed it",
            What::Renamed => "gave it another name or place",
            What::Slight => "touched no word of it",
        };
        html! {
            li {
                p {
                    span dir="auto" { (change.who) } " " (what) ", " (day(self.setting, change.at)) ". "
                    @if shown.is_none() && change.what == What::Changed {
                        a href=(urls::history_at(&self.page.entry().id, &change.commit)) { "What changed" }
                    }
                }
                @if let Some((_, difference)) = shown { (difference) }
            }
        }
    }
}

impl Render for Past<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.past {
                div.line { div.content {
                    nav.crumbs aria-label="Breadcrumbs" { ol { li { (links::page(self.page)) } } }
                    h1.title { "History" }
                    @if let Some(summary) = self.summary() { p.summary { (summary) } }
                } }
                @if !self.changes.is_empty() {
                    (line(2, "Changes", &html! {
                        ol.changes { @for change in &self.changes { (self.row(change)) } }
                        @if self.more > 0 { p.quiet { (words::count(self.more, "older change", "older changes")) " in git." } }
                    }))
                }
            }
        }
    }
}

fn told(setting: Setting, change: Change) -> Told {
    Told { commit: change.commit(), who: names(setting, change), at: change.at(), what: change.what() }
}

fn of_change(catalog: &Catalog, viewer: &Viewer, page: Page, change: Change) -> Difference {
    match change.what() {
        What::Slight | What::Renamed => Difference::None,
        What::Added | What::Changed => between(catalog, viewer, page, change.before(), change.after()),
    }
}

/// What readers see of the difference between two states of an entry, where whoever asks may read both.
pub fn between(
    catalog: &Catalog,
    viewer: &Viewer,
    page: Page,
    before: Option<String>,
    after: Option<String>,
) -> Difference {
    let (Some(before), Some(after)) = (text_of(catalog, before), text_of(catalog, after)) else {
        return Difference::Lost;
    };
    compared(catalog, viewer, page, &before, &after)
}

/// The same between a state of an entry and the text that is served now.
pub fn until_now(catalog: &Catalog, viewer: &Viewer, page: Page, before: Option<String>) -> Difference {
    let now = fs::read(&catalog.loaded().root.join(&page.entry().path)).ok();
    let now = now.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let (Some(before), Some(now)) = (text_of(catalog, before), now) else { return Difference::Lost };
    compared(catalog, viewer, page, &before, &now)
}

fn text_of(catalog: &Catalog, hash: Option<String>) -> Option<String> {
    hash.map_or(Some(String::new()), |hash| history::text(&catalog.loaded().root, &hash))
}

fn compared(catalog: &Catalog, viewer: &Viewer, page: Page, before: &str, after: &str) -> Difference {
    if ![before, after].iter().all(|text| text.is_empty() || may_read(catalog, viewer, page, text)) {
        return Difference::Closed;
    }
    let paragraphs = history::compare(before, after);
    if paragraphs.is_empty() { Difference::None } else { Difference::Words(paragraphs) }
}

/// Whether a former state of an entry was for whoever asks.
fn may_read(catalog: &Catalog, viewer: &Viewer, page: Page, text: &str) -> bool {
    let loaded = catalog.loaded();
    let then = read(&page.entry().path, text.as_bytes(), loaded.context()).entry;
    !then.common.closed || viewer.may_read(&then)
}
