//! `POST /use`: "I'll use this", as a form.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Redirect;
use serde::Deserialize;

use super::vote::place;
use crate::insights::Deed;
use crate::store::How;
use crate::web::ballot;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;

/// Which answer, and for which deal.
#[derive(Debug, Deserialize)]
pub struct Used {
    answer: String,
    deal: Option<String>,
}

/// Notes the use and leads back to the answer.
pub async fn used(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Used>, FormRejection>,
) -> Result<Redirect, Error> {
    let Form(Used { answer, deal }) = form.map_err(|_| Error::BadRequest)?;
    let address = place(&app, &viewer, &answer).ok_or(Error::NoSuchAnswer)?;
    let deal = ballot::deal(deal.as_deref())?;
    app.outcomes.used(&viewer, Deed { answer, how: How::Used, deal }).await?;
    Ok(Redirect::to(&address))
}
