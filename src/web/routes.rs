//! Every address and what answers it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Request, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::Level;

use super::error::Error;
use super::kept::{self, Kept};
use super::limits::{self, Limits};
use super::state::App;
use super::{
    api, assets, etag, events, health, hook, identity, metrics, middleware, pages, searches, sign_in, suggest, urls,
};
use crate::telemetry;

/// An answer that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The most bytes that somebody may send.
const LONGEST_BODY: usize = 256 << 10;

/// The most bytes that somebody may send with a picture.
const LONGEST_WITH_PICTURE: usize = 6 << 20;

/// The whole server.
pub fn router(app: App) -> Router {
    telemetry::start_counting();
    // What says the same to everybody until the content or the day changes, …
    let settled = Router::new()
        .route(urls::HELP, get(pages::help::help))
        .route("/assets/{name}", get(assets::asset))
        .route(urls::BROWSE, get(pages::browse::browse))
        .route("/browse/{facet}/{*value}", get(pages::term::term))
        .route("/{kind}", get(pages::kind::kind))
        .layer((
            // Done once for many: worth more effort than elsewhere.
            CompressionLayer::new().quality(CompressionLevel::Precise(9)),
            from_fn(kept::settled),
            from_fn(etag::conditional),
            TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE),
            from_fn(middleware::tell_learners),
        ));
    // … and what says something of their own to those who were here before.
    let personal = Router::new()
        .route(urls::START, get(pages::start::start))
        .route("/{kind}/{*slug}", get(pages::entry::entry))
        .layer((
            from_fn(kept::settled_for_some),
            from_fn(etag::conditional),
            TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE),
            from_fn(middleware::tell_learners),
        ));
    let with_pictures = DefaultBodyLimit::max(LONGEST_WITH_PICTURE);
    let change = get(pages::contribute::change).post(pages::contribute::changed).layer(with_pictures);
    let write = get(pages::contribute::write).post(pages::contribute::written).layer(with_pictures);
    let quick = Router::new()
        .route(urls::SEARCH, get(pages::search::search))
        .route(urls::RESULTS, get(pages::search::results))
        .route(urls::CONTENT_HEALTH, get(pages::content_health::content_health))
        .route(urls::NEW, get(pages::new::new))
        .route(urls::FEED, get(pages::feed::feed))
        .route(urls::OPENSEARCH, get(pages::opensearch::opensearch))
        .route(urls::QUESTIONS, get(pages::questions::questions))
        .route(urls::QUESTION_PATCH, get(pages::questions::patch))
        .route(urls::CONVERT, post(pages::convert::convert))
        .route(urls::GAPS, get(pages::gaps::list))
        .route(urls::DECIDE, post(pages::gaps::decide))
        .route(urls::GAP_FILE, get(pages::gaps::file))
        .route(urls::GAP_WRITE, post(pages::gap_write::write))
        .route(urls::WRITE, write)
        .route(urls::REPLIES, get(pages::replies::replies).post(pages::replies::take))
        .route(urls::DRAFT_PICTURE, get(pages::contribute::picture))
        .route("/suggest/{kind}/{*slug}", change)
        .route(urls::PROPOSED, get(pages::proposed::proposed))
        .route(urls::PUSH, post(pages::proposed::push))
        .route(urls::DROP_DRAFT, post(pages::yours::drop_draft))
        .route(urls::ASK, get(pages::ask::ask).post(pages::ask::send))
        .route(urls::NOT_THIS, post(pages::ask::not_this))
        .route(urls::PLAYS, get(pages::play::list::list))
        .route(urls::NEW_PLAY, get(pages::play::new::new))
        .route(urls::HOLD_PLAY, post(pages::play::new::hold))
        .route(urls::BOOK_PLAY, post(pages::play::new::book))
        .route("/plays/{id}", get(pages::play::session::session))
        .route("/plays/{id}/join", post(pages::play::acts::join))
        .route("/plays/{id}/look", post(pages::play::acts::look))
        .route("/plays/{id}/begin", post(pages::play::acts::begin))
        .route("/plays/{id}/end", post(pages::play::acts::end))
        .route("/plays/{id}/score", post(pages::play::score::score))
        .route("/api/v1/gaps", get(api::gaps::list))
        .route("/api/v1/searched", post(searches::paused))
        .route("/api/v1/seen", post(searches::seen))
        .route("/source/{*path}", get(pages::source::source))
        .route(urls::INSIGHTS, get(pages::insights::insights))
        .route(urls::INSIGHTS_MARKDOWN, get(pages::insights::markdown))
        .route(urls::INSIGHTS_CSV, get(pages::insights::csv))
        .route(urls::MINE, get(pages::mine::mine))
        .route(urls::PRACTICE, get(pages::practice::practice).post(pages::practice::grade))
        .route(urls::ME, get(pages::me::me))
        .route(urls::ME_JSON, get(pages::me::json))
        .route(urls::ME_ERASE, post(pages::me::erase))
        .route("/trust/{kind}/{*slug}", get(pages::trust::trust))
        .route("/verified/{kind}/{*slug}", get(pages::verified::verified))
        .route("/history/{kind}/{*slug}", get(pages::past::past))
        .route(urls::SEEN_CHANGE, post(pages::since::seen))
        .route(urls::FLAGS, post(pages::flag::flag))
        .route("/flags/{id}/close", post(pages::flag::close))
        .route(urls::STILL_RIGHT, post(pages::flag::still_right))
        .route("/open/{kind}/{*slug}", get(pages::open::open))
        .route("/copy/{kind}/{*slug}", get(pages::copy::copy))
        .route("/files/{*path}", get(pages::picture::picture))
        .route("/health", get(health::health))
        .route(urls::PULL, post(pages::pull::pull))
        .route(urls::PUSH_HOOK, post(hook::push).layer(DefaultBodyLimit::max(hook::LONGEST)))
        .route(urls::METRICS, get(metrics::metrics))
        .route("/api/v1/search", get(api::search))
        .route("/api/v1/suggest", get(suggest::suggest))
        .route("/api/v1/votes", get(api::votes::tally).post(api::votes::vote))
        .route("/api/v1/uses", post(api::uses::used))
        .route(urls::USE, post(pages::used::used))
        .route(urls::VOTE, post(pages::vote::vote))
        .route(urls::REPLY, post(pages::reply::reply))
        .route(urls::SUGGEST, get(suggest::opensearch))
        .route(urls::PATH, get(pages::path::path))
        .route(urls::PATH_STEP, post(pages::path::step::step))
        .route(urls::PATH_START, post(pages::path::start::start))
        .route(urls::PATH_END, post(pages::path::start::end))
        .route(urls::PATH_ASSIGN, get(pages::path::assign::form).post(pages::path::assign::assign))
        .route(urls::PATH_HEALTH, get(pages::path::health::health))
        .route(urls::TEAM, get(pages::team::team))
        .route(urls::TEAM_PERSON, get(pages::team::person::person))
        .route(urls::TEAM_SIGN, post(pages::team::sign::sign))
        .layer((
            from_fn(etag::conditional),
            TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE),
            from_fn(middleware::tell_learners),
        ));
    // Who one is.
    let account = Router::new()
        .route(urls::YOURS, get(pages::yours::yours))
        .route(urls::NAME, post(sign_in::name))
        .route(urls::REVOKE, post(sign_in::revoke))
        .route(urls::SIGN_OUT, post(sign_in::sign_out))
        .route(urls::SIGN_IN, get(sign_in::begin))
        .route(urls::CALLBACK, get(sign_in::finish))
        .route(urls::SIGNED_OUT, get(pages::signed_out::signed_out))
        .layer((
            TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE),
            from_fn(middleware::tell_learners),
        ));
    Router::new()
        .merge(settled)
        .merge(personal)
        .merge(quick)
        .merge(account)
        .route(urls::EVENTS, get(events::events))
        .fallback(async || Error::NotFound)
        // From the outside in. One layer of many is cheaper than many layers: each would be copied for every request.
        .layer((
            SetRequestIdLayer::x_request_id(MakeRequestUuid),
            TraceLayer::new_for_http().make_span_with(span).on_response(DefaultOnResponse::new().level(Level::INFO)),
            PropagateRequestIdLayer::x_request_id(),
            from_fn(metrics::count),
            from_fn_with_state(app.clone(), identity::identify),
            from_fn_with_state(Arc::new(Kept::new(app.clone(), pages::entry::alike)), kept::keep),
            from_fn(middleware::secure),
            CompressionLayer::new(),
            from_fn_with_state(app.clone(), middleware::draw_errors),
            from_fn_with_state(app.clone(), middleware::check_host),
            // What a forge sends is signed.
            CsrfLayer::new().with_insecure_bypass(|_, address| address.path() == urls::PUSH_HOOK),
            from_fn_with_state(app.clone(), identity::admit),
            from_fn_with_state(Arc::new(Limits::new(app.clone())), limits::limit),
            DefaultBodyLimit::max(LONGEST_BODY),
            CatchPanicLayer::custom(|_| Error::Internal.into_response()),
        ))
        .with_state(app)
}

/// A request in the log: method, path and id. The query is left out: it is what a person typed.
fn span<B>(request: &Request<B>) -> tracing::Span {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), path = %request.uri().path(), id)
}
