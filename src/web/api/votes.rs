//! `POST /api/v1/votes` takes a vote, `GET /api/v1/votes?answer=…` tells how an answer does.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::read;
use crate::insights::Tally;
use crate::web::ballot::Sent;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;

/// Which answer is asked about.
#[derive(Debug, Deserialize)]
pub struct Which {
    /// `objection/x#anchor`.
    answer: String,
}

/// How an answer does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    pub worked: u32,
    pub partly: u32,
    pub did_not: u32,
    /// Occasions on which it was used.
    pub uses: u32,
    pub label: String,
    /// Where the true share of successes lies, nine times out of ten; null without a vote.
    pub interval: Option<(f64, f64)>,
}

impl From<Tally> for Told {
    fn from(tally: Tally) -> Told {
        let Tally { worked, partly, did_not, uses, .. } = tally;
        Told { worked, partly, did_not, uses, label: tally.words(), interval: tally.interval() }
    }
}

/// Takes a vote; answered once it is on the disk.
pub async fn vote(State(app): State<App>, Asker(viewer): Asker, body: Bytes) -> Result<StatusCode, Error> {
    let sent: Sent = read(&body)?;
    app.outcomes.vote(&viewer, sent.ballot(app.clock.today())?).await?;
    Ok(StatusCode::CREATED)
}

/// The tally of an answer that whoever asks may read.
pub async fn tally(
    State(app): State<App>,
    Asker(viewer): Asker,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<Json<Told>, Error> {
    let unnamed = |_| Error::Invalid("name the answer that is asked about: ?answer=objection/x%23anchor");
    let Query(Which { answer }) = which.map_err(unnamed)?;
    let catalog = app.catalog();
    let (id, anchor) = answer.split_once('#').ok_or(Error::NoSuchAnswer)?;
    let entry = catalog.page_for(&viewer, id).ok_or(Error::NoSuchAnswer)?.entry();
    entry.body.answers.iter().find(|answer| answer.anchor == anchor).ok_or(Error::NoSuchAnswer)?;
    Ok(Json(app.outcomes.settled(entry.id.as_str()).await.tally(entry.id.as_str(), anchor).into()))
}
