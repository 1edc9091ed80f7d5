//! What changed in an entry since whoever asks used it last; and `POST /seen-change`, that they have seen it.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Redirect;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::past::until_now;
use crate::catalog::{Catalog, Page};
use crate::history::{Change, What};
use crate::insights::{Own, names_of};
use crate::model::EntryId;
use crate::model::person::Viewer;
use crate::store::Millis;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::Setting;
use crate::web::view::past::{Difference, day, names};

/// Of older changes nobody is told: whoever uses it again has it read by then.
const TOLD_FOR: SignedDuration = SignedDuration::from_hours(180 * 24);

/// When somebody used an entry last, where it has changed for readers since.
pub fn used_before_change(app: &App, catalog: &Catalog, own: &Own, page: Page<'_>) -> Option<Millis> {
    if own.used.is_empty() || page.is_closed() {
        return None;
    }
    let changed = last_change(catalog, page)?.seen_at()?;
    let used = own.last_use(&names_of(catalog, &page))?;
    let told = app.clock.now().duration_since(changed) <= TOLD_FOR;
    (told && used < changed.as_millisecond()).then_some(used)
}

fn last_change<'a>(catalog: &'a Catalog, page: Page) -> Option<Change<'a>> {
    catalog.history().changes(&page.entry().path).find(|change| change.what() == What::Changed)
}

/// What changed since somebody used an entry.
#[derive(Debug)]
pub struct Since<'a> {
    pub setting: Setting<'a>,
    pub entry: &'a EntryId,
    /// Who changed it last, and when.
    pub who: String,
    pub at: Option<Timestamp>,
    pub used: Timestamp,
    pub difference: Difference,
}

impl<'a> Since<'a> {
    /// The words that came and went since a use.
    pub fn of(setting: Setting<'a>, viewer: &Viewer, page: Page<'a>, used: Millis) -> Option<Since<'a>> {
        let (catalog, path) = (setting.catalog, &page.entry().path);
        let last = last_change(catalog, page)?;
        let used = Timestamp::from_millisecond(used).ok()?;
        let fresh = |change: &Change| change.seen_at().is_some_and(|at| at > used);
        // What was read then is what the first change after it began with.
        let first = catalog.history().changes(path).rfind(fresh)?;
        let difference = until_now(catalog, viewer, page, first.before());
        let told = matches!(difference, Difference::Words(_) | Difference::Lost);
        told.then(|| Since {
            setting,
            entry: &page.entry().id,
            who: names(setting, last),
            at: last.at(),
            used,
            difference,
        })
    }
}

impl Render for Since<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.since { div.line { div.content lang="en" {
                details.banner {
                    summary {
                        strong { "Changed since you used it" } " " (day(self.setting, Some(self.used))) ": by "
                        span dir="auto" { (self.who) } ", " (day(self.setting, self.at)) "."
                    }
                    (self.difference)
                    form.act method="post" action=(urls::SEEN_CHANGE) {
                        input type="hidden" name="entry" value=(self.entry);
                        button.button type="submit" { "Seen" }
                    }
                }
            } } }
        }
    }
}

/// Which entry.
#[derive(Debug, Deserialize)]
pub struct Seen {
    entry: String,
}

/// Notes that somebody has read an entry as it is now.
pub async fn seen(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Seen>, FormRejection>,
) -> Result<Redirect, Error> {
    let Form(Seen { entry }) = form.map_err(|_| Error::BadRequest)?;
    let catalog = app.catalog();
    let id = &catalog.page(&entry).ok_or(Error::NotFound)?.entry().id;
    app.outcomes.note_change_seen(&viewer.id, id.as_str()).await?;
    Ok(Redirect::to(&urls::address(id)))
}
