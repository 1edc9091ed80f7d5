//! `POST /vote`: what somebody says of an answer that was used, as a form.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::again;
use crate::model::person::Viewer;
use crate::web::ballot::Sent;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::again::Again;

/// The form; `back=start` where it stood on the start page.
#[derive(Debug, Deserialize)]
pub struct Voted {
    #[serde(flatten)]
    sent: Sent,
    back: Option<String>,
}

/// Takes the vote and leads back to where it was cast. A note that could not be kept is shown again.
pub async fn vote(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Voted>, FormRejection>,
) -> Result<Response, Error> {
    let Form(Voted { sent, back }) = form.map_err(|_| Error::BadRequest)?;
    let address = if back.as_deref() == Some("start") {
        Some(urls::START.to_owned())
    } else {
        place(&app, &viewer, &sent.answer)
    };
    let taken = match sent.ballot(app.clock.today()) {
        Ok(ballot) => app.outcomes.vote(&viewer, ballot).await.map_err(Error::from),
        Err(error) => Err(error),
    };
    match (taken, &sent.note) {
        (Ok(()), _) => Ok(Redirect::to(&address.ok_or(Error::NoSuchAnswer)?).into_response()),
        (Err(error), Some(note)) if !note.trim().is_empty() => {
            let hidden = [
                ("answer", Some(&sent.answer)),
                ("value", Some(&sent.value)),
                ("deal", sent.deal.as_ref()),
                ("on", sent.on.as_ref()),
            ];
            let hidden = hidden.into_iter().filter_map(|(name, value)| Some((name, value?.as_str()))).collect();
            let again = Again {
                why: error.to_string(),
                action: urls::VOTE,
                hidden,
                label: "Your note",
                name: "note",
                text: note,
            };
            Ok(again::page(&app, error, &again))
        }
        (Err(error), _) => Err(error),
    }
}

/// Where an answer stands that somebody may read.
pub fn place(app: &App, viewer: &Viewer, reference: &str) -> Option<String> {
    let (id, anchor) = reference.split_once('#').map_or((reference, None), |(id, anchor)| (id, Some(anchor)));
    let catalog = app.catalog();
    let page = catalog.page_for(viewer, id)?;
    Some(anchor.map_or_else(|| page.address(), |anchor| urls::answer_address(&page.entry().id, anchor)))
}
