//! Every address and what answers it.

use std::time::Duration;

use axum::Router;
use axum::http::{Request, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::Level;

use super::error::Error;
use super::state::App;
use super::{api, assets, events, files, health, middleware, pages, urls};

/// An answer that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The whole server.
pub fn router(app: App) -> Router {
    let quick = Router::new()
        .route(urls::START, get(pages::start::start))
        .route(urls::SEARCH, get(pages::search::search))
        .route(urls::RESULTS, get(pages::search::results))
        .route(urls::CONTENT_HEALTH, get(pages::content_health::content_health))
        .route(urls::QUESTIONS, get(pages::questions::questions))
        .route(urls::HELP, get(pages::help::help))
        .route("/source/{*path}", get(pages::source::source))
        .route("/open/{kind}/{*slug}", get(pages::open::open))
        .route("/copy/{kind}/{*slug}", get(pages::copy::copy))
        .route("/files/{*path}", get(files::file))
        .route("/health", get(health::health))
        .route("/api/v1/search", get(api::search))
        .route("/assets/{name}", get(assets::asset))
        .route("/{kind}", get(pages::entry::kind))
        .route("/{kind}/{*slug}", get(pages::entry::entry))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(from_fn(middleware::conditional));
    Router::new()
        .merge(quick)
        .route(urls::EVENTS, get(events::events))
        .fallback(async || Error::NotFound)
        .layer(CatchPanicLayer::custom(|_| Error::Internal.into_response()))
        .layer(from_fn_with_state(app.clone(), middleware::check_host))
        .layer(from_fn_with_state(app.clone(), middleware::draw_errors))
        .layer(CompressionLayer::new())
        .layer(from_fn(middleware::secure))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http().make_span_with(span).on_response(DefaultOnResponse::new().level(Level::INFO)))
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .with_state(app)
}

/// A request in the log: method, path and id. The query is left out: it is what a person typed.
fn span<B>(request: &Request<B>) -> tracing::Span {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), path = %request.uri().path(), id)
}
