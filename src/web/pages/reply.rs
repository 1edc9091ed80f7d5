//! `POST /reply`: "I said something else", as a form; and taking such a reply back.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::again;
use super::vote::place;
use crate::model::person::Viewer;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::again::Again;
use crate::web::view::entry::REPLIES;

/// Letters of a reply: more than anybody says in one breath.
const LONGEST: usize = 4000;

/// What was said, or the number of a reply to take back.
#[derive(Debug, Deserialize)]
pub struct Said {
    entry: String,
    text: Option<String>,
    drop: Option<i64>,
}

/// Keeps the reply and leads back to it. What could not be kept is shown again.
pub async fn reply(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Said>, FormRejection>,
) -> Result<Response, Error> {
    let Form(Said { entry, text, drop }) = form.map_err(|_| Error::BadRequest)?;
    let address = place(&app, &viewer, &entry).ok_or(Error::NoSuchAnswer)?;
    let address = format!("{address}{}", urls::part(REPLIES));
    if let Some(id) = drop {
        app.outcomes.drop_reply(&viewer.id, id).await?;
        return Ok(Redirect::to(&address).into_response());
    }
    let text = text.unwrap_or_default();
    match keep(&app, &viewer, &entry, text.trim()).await {
        Ok(()) => Ok(Redirect::to(&address).into_response()),
        Err(error) => {
            let hidden = vec![("entry", entry.as_str())];
            let again = Again {
                why: error.to_string(),
                action: urls::REPLY,
                hidden,
                label: "What you said",
                name: "text",
                text: &text,
            };
            Ok(again::page(&app, error, &again))
        }
    }
}

async fn keep(app: &App, viewer: &Viewer, entry: &str, text: &str) -> Result<(), Error> {
    if text.is_empty() {
        return Err(Error::Invalid("there is nothing in it yet: write what you said"));
    }
    if text.chars().count() > LONGEST {
        return Err(Error::Invalid("it is longer than 4,000 letters: keep what was said, and leave the story out"));
    }
    Ok(app.outcomes.reply(viewer, entry, text).await?)
}
