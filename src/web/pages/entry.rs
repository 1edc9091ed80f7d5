//! `GET /{kind}/{slug}`: an entry.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};

use super::path::learning::Learning;
use super::play::standing_of;
use super::since::{Since, used_before_change};
use super::{Asking, blocking};
use crate::catalog::Catalog;
use crate::insights::{Known, Turn};
use crate::model::entry::Entry;
use crate::model::person::Viewer;
use crate::model::{EntryId, Kind};
use crate::store::Millis;
use crate::training::plays::Standing;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::searches::{came_from, note_opened};
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::bare;
use crate::web::view::change::Change;
use crate::web::view::entry::{Article, Depth};
use crate::web::view::found_by::FoundBy;
use crate::web::view::not_this::NotThis;
use crate::web::view::seen::Seen;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell};

/// Milliseconds.
const MINUTE: i64 = 60_000;

/// An entry; a former id, or another spelling of the kind, leads to today's address.
pub async fn entry(
    State(app): State<App>,
    asker: Asker,
    headers: HeaderMap,
    Path((kind, slug)): Path<(String, String)>,
) -> Result<Response, Error> {
    let catalog = app.catalog();
    let asked = [kind, slug].join("/");
    let viewer = asker.0.clone();
    let page = catalog.page_for(&viewer, &asked).ok_or(Error::NotFound)?;
    let is_closed = page.is_closed();
    if page.entry().id.as_str() != asked {
        let redirect = Redirect::permanent(&page.address()).into_response();
        return Ok(if is_closed { for_one(redirect) } else { redirect });
    }
    // A body is drawn when it is first asked for: away from the threads that answer requests.
    let (id, catalog) = (page.entry().id.clone(), catalog.clone());
    let asking = Asking::about(&app, asker, id.as_str()).await;
    let used = used_before_change(&app, &catalog, &asking.own, page);
    let asked = if viewer.returning { searched_for(&app, &viewer, &headers, &id).await } else { None };
    let learning = match page.entry().kind {
        Kind::OnboardingPath if viewer.returning => Some(Learning::read(&app, &viewer).await),
        Kind::OnboardingPath => Some(Learning::default()),
        _ => None,
    };
    let play = standing_of(&app, &catalog, &viewer, id.as_str()).await;
    // What could not be read is on no page that is kept.
    let unread = matches!(app.outcomes.known(&viewer.id), Known::Unread(_));
    let of_viewer = OfViewer { asked, used, learning, play };
    let asks_git = of_viewer.used.is_some();
    let drawing = {
        let app = app.clone();
        move |of_viewer| draw(&app, &asking, &catalog, id.as_str(), of_viewer)
    };
    // Where git has no time for it, what changed since is told another time.
    let turn = if asks_git { app.writing.turn().await } else { None };
    let of_viewer = OfViewer { used: of_viewer.used.filter(|_| turn.is_some()), ..of_viewer };
    let late = asks_git && turn.is_none();
    let drawn = blocking(move || {
        let _turn = turn;
        drawing(of_viewer)
    });
    let drawn = drawn.await??.into_response();
    Ok(if is_closed || unread || late { for_one(drawn) } else { drawn })
}

/// To whom the page says the same: to all with nothing of their own about the entry who take the same turn and may do the
/// same; to one person until something of theirs changes. Whoever was led here by a search is told more.
pub fn alike(app: &App, viewer: &Viewer, request: &Request) -> Option<String> {
    let catalog = app.catalog();
    let page = catalog.page(request.uri().path().strip_prefix('/')?)?;
    let (id, headers) = (&page.entry().id, request.headers());
    // Where somebody stands on a path, or with a role play, is theirs alone and goes on with the days.
    if matches!(page.entry().kind, Kind::OnboardingPath | Kind::RolePlay) {
        return None;
    }
    if came_from(headers).is_some() || comes_back(headers, id) {
        return None;
    }
    let is_it = |entry: &str| catalog.page(entry).is_some_and(|page| page.entry().id == *id);
    let person = match app.outcomes.known(&viewer.id) {
        Known::Nothing => None,
        Known::Read(_, own) if !own.is_about(is_it) && used_before_change(app, &catalog, &own, page).is_none() => None,
        // How long ago something was goes on by itself.
        Known::Read(change, _) | Known::Unread(change) => Some((&viewer.id, change, app.now() / MINUTE)),
    };
    let turn = Turn { person: &viewer.id, today: app.clock.today() };
    Some(format!("{:?}", (turn.swaps(id.as_str()), catalog.may_verify(viewer, page.entry()), person)))
}

/// Whether the page was opened from itself, as when it is loaded again after a vote.
fn comes_back(headers: &HeaderMap, id: &EntryId) -> bool {
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok());
    from.is_some_and(|from| from.ends_with(&urls::address(id)))
}

/// What somebody searched for who was led here by it. A page that is loaded again knows it from the store.
async fn searched_for(app: &App, viewer: &Viewer, headers: &HeaderMap, id: &EntryId) -> Option<String> {
    if let Some(asked) = came_from(headers) {
        note_opened(app, viewer, id.as_str());
        return Some(asked);
    }
    let last = if comes_back(headers, id) { app.store.last_search(&viewer.id, app.now()).await.ok()? } else { None };
    last.filter(|last| last.entry.as_deref() == Some(id.as_str()))?.text
}

/// What is the viewer's own on the page.
struct OfViewer {
    /// What led here.
    asked: Option<String>,
    /// When the entry was used before it changed.
    used: Option<Millis>,
    /// The paths that the viewer is on, where the entry is one.
    learning: Option<Learning>,
    /// How far the viewer is with the role play, where the entry is one.
    play: Option<Standing>,
}

fn draw(app: &App, asking: &Asking, catalog: &Catalog, id: &str, of_viewer: OfViewer) -> Result<Markup, Error> {
    let page = catalog.page_for(&asking.viewer, id).ok_or(Error::NotFound)?;
    let OfViewer { asked, used, learning, play } = of_viewer;
    let (asked, learning) = (asked.as_deref(), learning.as_ref());
    let setting = asking.setting(app, catalog);
    let setting = Setting { seen: Seen { play, ..setting.seen }, ..setting };
    let article = Article { setting, page, depth: Depth::Whole };
    let edit = app.writing.edit(&page.entry().path);
    let since = used.and_then(|used| Since::of(article.setting, &asking.viewer, page, used));
    let there = Setting { today: app.today_there(), ..article.setting };
    let [above, below] =
        learning.map(|learning| learning.around(there, &app.zone, &asking.viewer, page.entry())).unwrap_or_default();
    let content = html! {
        @if let Some(since) = since { (since) }
        (above)
        (article)
        (below)
        (Change { entry: page.entry(), edit, keeper: catalog.may_verify(&asking.viewer, page.entry()) })
        @let found_by = found_by(catalog, &asking.viewer, page.entry());
        @if found_by.is_some() || asked.is_some() {
            div.entry {
                @if let Some(found_by) = found_by { (found_by) }
                @if let Some(asked) = asked { (bare(&NotThis { entry: &page.entry().id, asked })) }
            }
        }
    };
    let shell = Shell { site: &app.name, title: title(page.entry()), field: Field::default(), content: &content };
    Ok(shell.render())
}

/// What people found the entry by, for whoever looks after it.
fn found_by<'a>(catalog: &'a Catalog, viewer: &Viewer, entry: &'a Entry) -> Option<FoundBy<'a>> {
    let learned = catalog.search.learned().filter(|_| viewer.returning && catalog.may_verify(viewer, entry))?;
    FoundBy::of(entry, learned.wordings())
}

/// What the tab is called: the question of a tough question, since that is what one looks for among tabs.
fn title(entry: &Entry) -> &str {
    entry
        .objection()
        .map(|objection| objection.question.as_str())
        .filter(|text| !text.is_empty())
        .unwrap_or(&entry.title)
}
