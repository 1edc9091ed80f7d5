//! `GET /metrics`: counts for Prometheus, and what counts requests.
//!
//! Requests are counted by the address as the router knows it, never by the path itself: that may hold what a person
//! looked for, and there is no end of paths.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::auth::is_equal;
use super::error::Error;
use super::identity::Asker;
use super::state::App;
use crate::catalog::Understanding;
use crate::telemetry;

/// Counts a request and how long its answer took.
pub async fn count(request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("unknown", |path| path.as_str());
    let labels = [("route", path.to_owned()), ("method", request.method().to_string())];
    let started = Instant::now();
    let response = next.run(request).await;
    metrics::histogram!("fieldlore_request_seconds", &labels).record(started.elapsed().as_secs_f64());
    let [route, method] = labels;
    metrics::counter!("fieldlore_requests_total", &[route, method, ("status", response.status().as_str().to_owned())])
        .increment(1);
    response
}

/// The counts, for managers and stewards, on a machine of one's own for everybody; and for the monitor that knows the token.
pub async fn metrics(State(app): State<App>, asker: Option<Asker>, headers: HeaderMap) -> Result<Response, Error> {
    if !is_monitor(&app, &headers) {
        let Asker(viewer) = asker.ok_or(Error::SignedOut)?;
        if !viewer.roles.is_steward() && !viewer.roles.manager {
            return Err(Error::Forbidden);
        }
    }
    measure(&app);
    let text = telemetry::metrics().ok_or(Error::NotFound)?;
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((StatusCode::OK, kind, text).into_response())
}

/// Whether the token comes along that is configured.
fn is_monitor(app: &App, headers: &HeaderMap) -> bool {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    app.auth.monitor.as_ref().zip(given).is_some_and(|(token, given)| is_equal(token, given.trim()))
}

/// What is so at this moment.
fn measure(app: &App) {
    let catalog = app.catalog();
    metrics::gauge!("fieldlore_catalog_revision").set(catalog.revision as f64);
    metrics::gauge!("fieldlore_catalog_stale").set(f64::from(u8::from(app.live.is_stale())));
    for (kind, count) in catalog.counts() {
        metrics::gauge!("fieldlore_entries", "kind" => kind.name()).set(*count as f64);
    }
    let ready = matches!(*app.live.understanding(), Understanding::Ready(_));
    metrics::gauge!("fieldlore_model_ready").set(f64::from(u8::from(ready)));
}
