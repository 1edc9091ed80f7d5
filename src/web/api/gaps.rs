//! `GET /api/v1/gaps`: what was asked in vain in the last 30 days, what most people asked first.

use axum::Json;
use axum::extract::State;

use crate::catalog::Catalog;
use crate::insights::gaps::{Gap, Heard, WINDOW, gaps};
use crate::web::awaited::awaited;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;

/// The open gaps. Counts of people, never names; and no entry that is not for the one who asks.
pub async fn list(State(app): State<App>, Asker(viewer): Asker) -> Result<Json<Vec<Gap>>, Error> {
    let (catalog, now) = (app.catalog(), app.now());
    let heard = Heard::between(&app.store, now - WINDOW, i64::MAX).await?;
    let is_open = move |catalog: &Catalog, gap: &Gap| {
        let nearest = gap.nearest.as_ref().and_then(|nearest| catalog.page(&nearest.id));
        nearest.is_some_and(|page| viewer.may_read(page.entry()))
    };
    awaited(move |_| {
        let mut gaps = gaps(&catalog, &heard, now);
        gaps.iter_mut().filter(|gap| !is_open(&catalog, gap)).for_each(|gap| gap.nearest = None);
        gaps
    })
    .await
    .map(Json)
}
