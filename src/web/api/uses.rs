//! `POST /api/v1/uses` takes a use: for the script, and for other programs that show answers.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use super::read;
use crate::insights::Deed;
use crate::store::How;
use crate::web::ballot;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;

/// A use as it is sent.
#[derive(Debug, Deserialize)]
pub struct Sent {
    /// `objection/x#anchor`, or `objection/x` for its quick response.
    answer: String,
    /// `copy`, `used` or `dwell`.
    how: String,
    deal: Option<String>,
}

/// Takes a use; answered once it is on the disk.
pub async fn used(State(app): State<App>, Asker(viewer): Asker, body: Bytes) -> Result<StatusCode, Error> {
    let sent: Sent = read(&body)?;
    let how = How::from_name(&sent.how).ok_or(Error::Invalid("a use is one of these: copy, used, dwell"))?;
    let deal = ballot::deal(sent.deal.as_deref())?;
    app.outcomes.used(&viewer, Deed { answer: sent.answer, how, deal }).await?;
    Ok(StatusCode::CREATED)
}
