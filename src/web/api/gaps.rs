//! `GET /api/v1/gaps`: what was asked in vain in the last 30 days, what most people asked first.

use axum::Json;
use axum::extract::State;

use crate::insights::gaps::{Gap, Heard, WINDOW, gaps};
use crate::web::awaited::awaited;
use crate::web::error::Error;
use crate::web::state::App;

/// The open gaps. Counts of people, never names.
pub async fn list(State(app): State<App>) -> Result<Json<Vec<Gap>>, Error> {
    let (catalog, now) = (app.catalog(), app.now());
    let heard = Heard::between(&app.store, now - WINDOW, i64::MAX).await?;
    awaited(move |_| gaps(&catalog, &heard, now)).await.map(Json)
}
