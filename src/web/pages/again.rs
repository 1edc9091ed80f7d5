//! What somebody typed and could not be kept, shown again.

use axum::response::{IntoResponse, Response};
use maud::Render;

use crate::web::error::Error;
use crate::web::state::App;
use crate::web::view::Shell;
use crate::web::view::shell::Field;

/// The page, with the status of what went wrong.
pub fn page(app: &App, error: Error, again: &impl Render) -> Response {
    let shell = Shell { site: &app.name, title: "Not kept", field: Field::default(), content: again };
    (error.status(), shell.render()).into_response()
}
