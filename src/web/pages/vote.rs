//! `POST /vote`: what somebody says of an answer that was used, as a form.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Asking, again};
use crate::model::person::Viewer;
use crate::web::ballot::{Sent, deal};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::again::Again;
use crate::web::view::deals::DealAgain;

/// The form; `back=start` where it stood on the start page.
#[derive(Debug, Deserialize)]
pub struct Voted {
    #[serde(flatten)]
    sent: Sent,
    back: Option<String>,
}

/// Takes the vote and leads back to where it was cast. A note or a deal that could not be kept is shown again.
pub async fn vote(
    State(app): State<App>,
    asker: Asker,
    form: Result<Form<Voted>, FormRejection>,
) -> Result<Response, Error> {
    let Form(Voted { sent, back }) = form.map_err(|_| Error::BadRequest)?;
    let viewer = asker.0.clone();
    let address = if back.as_deref() == Some("start") {
        Some(urls::START.to_owned())
    } else {
        place(&app, &viewer, &sent.answer)
    };
    let taken = match sent.ballot(app.clock.today()) {
        Ok(ballot) => app.outcomes.vote(&viewer, ballot).await.map_err(Error::from),
        Err(error) => Err(error),
    };
    match taken {
        Ok(()) => Ok(Redirect::to(&address.ok_or(Error::NoSuchAnswer)?).into_response()),
        Err(error) => Ok(NotTaken { error, sent: &sent, back: back.as_deref() }.shown(&app, asker).await),
    }
}

/// A vote that was not taken: what was typed with it is shown again.
struct NotTaken<'a> {
    error: Error,
    sent: &'a Sent,
    back: Option<&'a str>,
}

impl<'a> NotTaken<'a> {
    async fn shown(&self, app: &App, asker: Asker) -> Response {
        let (error, why) = (self.error, self.error.to_string());
        let typed = |text: &'a Option<String>| text.as_deref().filter(|text| !text.trim().is_empty());
        let is_of_deal = error == Error::NoSuchDeal || deal(self.sent.deal.as_deref()).is_err();
        match (typed(&self.sent.note).filter(|_| !is_of_deal), typed(&self.sent.deal)) {
            (Some(text), _) => {
                let (action, hidden) = (urls::VOTE, self.beside("note"));
                again::page(app, error, &Again { why, action, hidden, label: "Your note", name: "note", text })
            }
            (None, Some(deal)) => {
                let (catalog, asking) = (app.catalog(), Asking::of(app, asker).await);
                let setting = asking.setting(app, &catalog);
                again::page(app, error, &DealAgain { setting, why, hidden: self.beside("deal"), deal })
            }
            (None, None) => error.into_response(),
        }
    }

    /// All that was sent but one field.
    fn beside(&self, shown: &str) -> Vec<(&'static str, &'a str)> {
        let Sent { answer, value, deal, on, note } = self.sent;
        let sent = [
            ("answer", Some(answer.as_str())),
            ("value", Some(value)),
            ("deal", deal.as_deref()),
            ("on", on.as_deref()),
            ("note", note.as_deref()),
            ("back", self.back),
        ];
        sent.into_iter().filter(|(name, _)| *name != shown).filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// Where an answer stands that somebody may read.
pub fn place(app: &App, viewer: &Viewer, reference: &str) -> Option<String> {
    let (id, anchor) = reference.split_once('#').map_or((reference, None), |(id, anchor)| (id, Some(anchor)));
    let catalog = app.catalog();
    let page = catalog.page_for(viewer, id)?;
    Some(anchor.map_or_else(|| page.address(), |anchor| urls::answer_address(&page.entry().id, anchor)))
}
