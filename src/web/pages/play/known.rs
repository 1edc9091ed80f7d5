//! What is known of somebody's role plays.

use maud::{Markup, html};

use super::Names;
use crate::model::person::Viewer;
use crate::store::{PlayDay, PlayScore, PlaySession};
use crate::training::plays::Sheet;
use crate::web::error::Error;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::{Setting, words};

/// What is known of somebody's role plays.
#[derive(Debug, Default)]
pub struct Known {
    /// Those in which the person takes part, the last first.
    pub sessions: Vec<PlaySession>,
    /// What others said of the person, the first first.
    pub scores: Vec<PlayScore>,
    /// What the person said of others, the last first.
    pub given: Vec<PlayScore>,
    /// Who passed what on which day, for managers.
    pub days: Vec<PlayDay>,
    pub names: Names,
}

impl Known {
    /// Reads it.
    pub async fn read(app: &App, viewer: &Viewer) -> Result<Known, Error> {
        let store = &app.store;
        let days = if viewer.roles.manager { store.play_days().await? } else { Vec::new() };
        Ok(Known {
            sessions: store.plays_of(&viewer.id).await?,
            scores: store.scores_of(&viewer.id).await?,
            given: store.scores_by(&viewer.id).await?,
            days,
            names: Names::read(app).await,
        })
    }

    /// Whether what counts of a role play is told: by who holds it, to who plays the rep.
    pub fn is_told(&self, session: &PlaySession) -> bool {
        let mut scores = self.scores.iter().chain(&self.given);
        scores.any(|score| score.session == session.id && score.counts && score.points.is_some())
    }

    /// What a score was given by, as it was then; none where that is not kept any more.
    pub fn sheet(&self, score: &PlayScore) -> Option<Sheet> {
        let session = self.sessions.iter().find(|session| session.id == score.session)?;
        Sheet::from_text(&session.rubric)
    }

    /// A day on which it was played, with a link to what was scored.
    pub fn link(setting: Setting<'_>, score: &PlayScore, with: &str) -> Markup {
        html! { a href=(urls::play(&score.session)) { (Known::day(setting, score)) @if !with.is_empty() { ", " bdi { (with) } } } }
    }

    /// The same without the link.
    pub fn day(setting: Setting<'_>, score: &PlayScore) -> String {
        score.day.map(|day| words::day(day, setting.today)).unwrap_or_default()
    }
}
