//! `GET /health`: the state of the server, for machines. `?diagnostics=0` leaves the single findings out.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

use super::error::Drawn;
use super::identity::Asker;
use super::state::App;
use super::urls;
use crate::catalog::Understanding;
use crate::history::PullState;
use crate::model::{Diagnostic, Severity};

/// What a monitor wants to know.
#[derive(Debug, Serialize)]
pub struct Health {
    /// `ok`; `stale` where the last rebuild failed and an older state is served; `failed` where the store does not answer.
    status: &'static str,
    version: &'static str,
    revision: u64,
    /// When the content that is served was read.
    changed_at: String,
    /// How changes are learned of.
    watching: String,
    /// Number of entries by kind.
    entries: BTreeMap<&'static str, usize>,
    /// How far search understands meaning. Without it, it goes by words; that is no illness.
    meaning: Meaning,
    restricted: usize,
    /// Files that are closed because it cannot be read who may see them.
    kept_closed: usize,
    errors: usize,
    warnings: usize,
    store: StoreHealth,
    last_failure: Option<LastFailure>,
    /// How pulling from the remote goes; nothing where nothing is pulled.
    sync: Option<SyncHealth>,
    /// Every finding, with the address of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnostics: Option<Vec<Finding>>,
}

#[derive(Debug, Default, Serialize)]
struct Meaning {
    /// `ready`, `reading`, `loading`, `off` or `failed`.
    state: &'static str,
    /// Entries that are read, and all that there are.
    done: usize,
    all: usize,
    /// Why it failed.
    message: Option<String>,
}

impl Meaning {
    fn of(understanding: &Understanding) -> Meaning {
        match understanding {
            Understanding::Ready(all) => Meaning { state: "ready", done: *all, all: *all, message: None },
            Understanding::Reading { done, all } => Meaning { state: "reading", done: *done, all: *all, message: None },
            Understanding::Loading => Meaning { state: "loading", ..Meaning::default() },
            Understanding::Off => Meaning { state: "off", ..Meaning::default() },
            Understanding::Failed(why) => Meaning { state: "failed", message: Some(why.clone()), ..Meaning::default() },
        }
    }
}

#[derive(Debug, Serialize)]
struct Finding {
    #[serde(flatten)]
    finding: Diagnostic,
    url: String,
}

/// Whether what people did can be read.
#[derive(Debug, Serialize)]
struct StoreHealth {
    /// `ok` or `failed`.
    state: &'static str,
    message: Option<String>,
}

/// Whether what the remote has is served.
#[derive(Debug, Serialize)]
struct SyncHealth {
    /// `ok`; `waiting` before the first pull; `failing` since the last one.
    state: &'static str,
    last_good: Option<String>,
    /// The last since the start, mended or not.
    last_failure: Option<LastFailure>,
    /// When the remote's history was last found rewritten.
    rewritten: Option<String>,
}

impl SyncHealth {
    fn of(pulls: PullState, told: impl Fn(String) -> String) -> SyncHealth {
        let state = match (pulls.failures, pulls.good) {
            (0, Some(_)) => "ok",
            (0, None) => "waiting",
            _ => "failing",
        };
        let failure = |(at, message): (Timestamp, String)| LastFailure { at: at.to_string(), message: told(message) };
        SyncHealth {
            state,
            last_good: pulls.good.map(|at| at.to_string()),
            last_failure: pulls.failure.map(failure),
            rewritten: pulls.rewritten.map(|(at, _)| at.to_string()),
        }
    }
}

#[derive(Debug, Serialize)]
struct LastFailure {
    at: String,
    message: String,
}

/// Counts what is served now, and reads from the store: 503 where that fails. Somebody who is not signed in is told no word
/// of any file.
pub async fn health(State(app): State<App>, asker: Option<Asker>, RawQuery(query): RawQuery) -> Response {
    let store = match app.store.check().await {
        Ok(()) => StoreHealth { state: "ok", message: None },
        Err(error) => {
            tracing::error!(%error, "the store does not answer");
            StoreHealth { state: "failed", message: Some("the store does not answer; the log says why".to_owned()) }
        }
    };
    let status = if store.state == "ok" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let mut response = (status, Json(served(&app, asker.is_some(), query.as_deref(), store))).into_response();
    response.extensions_mut().insert(Drawn);
    response
}

fn served(app: &App, known: bool, query: Option<&str>, store: StoreHealth) -> Health {
    let brief = !known || query.is_some_and(|query| query.split('&').any(|pair| pair == "diagnostics=0"));
    let told = |message: String| if known { message } else { String::new() };
    let catalog = app.catalog();
    let failure = app.live.failure();
    let count = |severity| catalog.diagnostics().iter().filter(|finding| finding.severity == severity).count();
    let status = match () {
        () if store.state != "ok" => "failed",
        () if app.live.is_stale() => "stale",
        () => "ok",
    };
    Health {
        status,
        version: env!("CARGO_PKG_VERSION"),
        revision: catalog.revision,
        changed_at: catalog.built_at.to_string(),
        watching: told(app.live.watching().to_string()),
        entries: catalog.counts().iter().map(|(kind, count)| (kind.name(), *count)).collect(),
        meaning: {
            let meaning = Meaning::of(&app.live.understanding());
            Meaning { message: meaning.message.map(told), ..meaning }
        },
        restricted: catalog.restricted(),
        kept_closed: catalog.kept_closed(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        diagnostics: (!brief).then(|| catalog.diagnostics().iter().map(finding).collect()),
        last_failure: failure
            .map(|failure| LastFailure { at: failure.at.to_string(), message: told(failure.message.clone()) }),
        sync: app.pulls.state().map(|pulls| SyncHealth::of(pulls, told)),
        store,
    }
}

fn finding(finding: &Diagnostic) -> Finding {
    Finding { url: urls::finding(finding), finding: finding.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_meaning_has_one_shape() {
        let json = |understanding| serde_json::to_value(Meaning::of(&understanding)).unwrap();
        let shape = |state, done, all, message: Option<&str>| serde_json::json!({ "state": state, "done": done, "all": all, "message": message });
        assert_eq!(json(Understanding::Ready(106)), shape("ready", 106, 106, None));
        assert_eq!(json(Understanding::Reading { done: 40, all: 106 }), shape("reading", 40, 106, None));
        assert_eq!(json(Understanding::Loading), shape("loading", 0, 0, None));
        assert_eq!(json(Understanding::Off), shape("off", 0, 0, None));
        assert_eq!(json(Understanding::Failed("torn".to_owned())), shape("failed", 0, 0, Some("torn")));
    }
}
