//! The log: lines for people on a terminal, or JSON for machines; and what is counted for a monitor.

use std::io::IsTerminal;
use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    #[default]
    Text,
    Json,
}

/// Begins to log to standard error. `RUST_LOG` chooses what; by default everything from `info` up.
pub fn start(format: Format) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,tantivy=warn"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal());
    // A second start, as in tests, leaves the first in place.
    let _ = match format {
        Format::Text => builder.try_init(),
        Format::Json => builder.json().try_init(),
    };
}

/// Lets the log tell of panics, in its own format.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let words = panic.payload_as_str().unwrap_or("without a word");
        tracing::error!(place, words, "a panic; what was asked is answered with an error, the rest goes on");
    }));
}

/// Seconds by which the time of answers is told apart.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Where counts go: one place for the process, as the counters themselves have it.
static COUNTS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to count. A second time changes nothing.
pub fn start_counting() {
    COUNTS.get_or_init(|| {
        let built = PrometheusBuilder::new().set_buckets(&BUCKETS).and_then(PrometheusBuilder::install_recorder);
        built.inspect_err(|error| tracing::warn!(%error, "nothing is counted for monitors")).ok()
    });
}

/// All counts as Prometheus reads them; none where nothing is counted.
pub fn metrics() -> Option<String> {
    let counts = COUNTS.get()?.as_ref()?;
    counts.run_upkeep();
    Some(counts.render())
}
