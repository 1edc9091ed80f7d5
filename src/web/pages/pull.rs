//! `POST /pull`: a steward has the remote pulled now, and sees on the health page what came of it.

use axum::extract::State;
use axum::response::Redirect;

use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;

/// Asks for a pull, which is not waited for.
pub async fn pull(State(app): State<App>, Asker(viewer): Asker) -> Result<Redirect, Error> {
    if !viewer.roles.is_steward() {
        return Err(Error::Forbidden);
    }
    if app.pulls.ask() { Ok(Redirect::to(urls::CONTENT_HEALTH)) } else { Err(Error::NotFound) }
}
