//! `POST /path/step`: what somebody says of a step of a path of theirs: done, known already, to be signed, or the
//! contrary. Said twice it is as said once.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Redirect;
use serde::Deserialize;

use super::whom::names_of_path;
use crate::model::onboarding_path::Step;
use crate::store::{Closing, OfStep, OnPath};
use crate::training::course::State as Became;
use crate::training::learner::Learner;
use crate::training::signing::Signer;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::Setting;
use crate::web::view::path::said;

/// A path that somebody is not on, and a step that it does not have any more.
pub const NOT_ON_PATH: Error = Error::Invalid("this path was ended, or never begun; begin it, and say it again");
pub const NO_SUCH_STEP: Error =
    Error::Invalid("this step is no longer part of the path; open the path again to see how it goes on");
const NOT_YOURS: Error = Error::Invalid("somebody else says when this step is done; ask for it to be signed instead");

/// Which step, and what is said of it.
#[derive(Debug, Deserialize)]
pub struct Said {
    path: String,
    step: String,
    r#do: String,
}

/// Notes it and leads back to the step.
pub async fn step(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Said>, FormRejection>,
) -> Result<Redirect, Error> {
    let Form(Said { path, step, r#do: act }) = form.map_err(|_| Error::BadRequest)?;
    let catalog = app.catalog();
    let learner = Learner::read(&app.store, &viewer.id).await?;
    let ways = learner.ways(&catalog, &viewer, &app.zone);
    let (path, former) = names_of_path(&catalog, &viewer, &path);
    let mut courses = ways.iter().filter_map(|way| way.course.open());
    let (page, course) = courses.find(|(page, _)| page.entry().id.as_str() == path).ok_or(NOT_ON_PATH)?;
    let taken = course.step(&step).ok_or(NO_SUCH_STEP)?;
    let signer = if app.auth.identity.knows_people() { Signer::of(taken.step) } else { Signer::Oneself };
    let on = OnPath { person: viewer.id.clone(), path, former };
    let of = OfStep { on, step: step.clone() };
    let setting = super::super::setting_there(&app, &catalog);
    match (act.as_str(), signer) {
        ("done", Signer::Oneself) => close(&app, setting, taken.step, of, ("done", &viewer.id)).await?,
        ("known", Signer::Oneself) => close(&app, setting, taken.step, of, ("known", &viewer.id)).await?,
        ("known", _) => app.store.ask_to_sign(of, "known", app.now()).await?,
        ("ask", Signer::Buddy | Signer::Manager | Signer::Others) => {
            app.store.ask_to_sign(of, "done", app.now()).await?
        }
        ("withdraw", _) => app.store.drop_ask(of).await?,
        ("undo", _) => match taken.state {
            Became::Closed(closed) if closed.signed_by.as_deref() != Some(&viewer.id) => return Err(NOT_YOURS),
            _ => app.store.reopen_step(of, app.now()).await?,
        },
        ("done", _) => return Err(NOT_YOURS),
        _ => return Err(Error::BadRequest),
    }
    Ok(Redirect::to(&urls::path_step(&page.entry().id, &step)))
}

/// Closes a step, with what it says now.
pub async fn close(
    app: &App,
    setting: Setting<'_>,
    step: &Step,
    of: OfStep,
    (how, signed_by): (&'static str, &str),
) -> Result<(), Error> {
    let activity = step.activity.clone().unwrap_or_default();
    let words = said(&setting, step);
    let closing = Closing { of, activity, words, how, signed_by: Some(signed_by.to_owned()), at: app.now() };
    Ok(app.store.close_step(closing).await?)
}
