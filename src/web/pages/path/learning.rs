//! What other pages say of somebody's paths. No page fails for it: where the store does not answer, nothing is said.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::given_names;
use super::whom::may_assign;
use crate::model::Entry;
use crate::model::person::Viewer;
use crate::store::{Enrolment, Error, StepAsk};
use crate::training::learner::{Learner, is_asked};
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::path::Names;
use crate::web::view::path::next::NextUp;
use crate::web::view::path::standing::Standing;
use crate::web::view::{Setting, words};

/// The paths of somebody, and what of others may wait for them.
#[derive(Debug, Default)]
pub struct Learning {
    own: Learner,
    waiting: Vec<(Enrolment, StepAsk)>,
    given: HashMap<String, String>,
}

impl Learning {
    /// Reads it.
    pub async fn read(app: &App, viewer: &Viewer) -> Learning {
        let read = read(app, viewer).await;
        read.inspect_err(|error| tracing::warn!(%error, "paths cannot be read")).unwrap_or_default()
    }

    /// The next thing to do, and how much waits for a tap; for the start page.
    pub fn draw(&self, setting: Setting, zone: &TimeZone, viewer: &Viewer) -> Markup {
        let (catalog, names) = (setting.catalog, Names { catalog: setting.catalog, given: &self.given });
        let ways = self.own.ways(catalog, viewer, zone);
        let waiting = self.waiting.iter().filter(|(on, ask)| is_asked(catalog, viewer, on, ask)).count();
        html! {
            (NextUp { setting, names, ways: &ways })
            @if waiting > 0 {
                (line(2, "For your tap", &html! {
                    p.whole { a href=(urls::TEAM) { (words::count(waiting, "step waits to be signed", "steps wait to be signed")) } }
                }))
            }
        }
    }

    /// For the path's own page: where somebody stands on it, above; how to begin it and what its keepers can do, below.
    pub fn around(&self, setting: Setting, zone: &TimeZone, viewer: &Viewer, path: &Entry) -> [Markup; 2] {
        let ways = self.own.ways(setting.catalog, viewer, zone);
        let names = Names { catalog: setting.catalog, given: &self.given };
        let keeps = setting.catalog.may_verify(viewer, path);
        let standing = Standing { setting, names, path: &path.id, ways: &ways, assigns: may_assign(viewer), keeps };
        [standing.under_way(), standing.below()]
    }
}

async fn read(app: &App, viewer: &Viewer) -> Result<Learning, Error> {
    let own = Learner::read(&app.store, &viewer.id).await?;
    let waiting = app.store.asks_waiting_for(&viewer.id, viewer.roles.manager).await?;
    let given = if own.enrolments.is_empty() { HashMap::new() } else { given_names(app).await };
    Ok(Learning { own, waiting, given })
}
